/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-sound-check"

#include "kiosk/media/foyer-sound-check.h"

#include <gst/app/gstappsrc.h>
#include <math.h>

#include "kiosk/media/foyer-media-plugins.h"

/* See the header. Owned by the staff page. Main thread; GStreamer's own threads only read what they
 * were given. */

#define RATE 48000
#define SIDE_S 1.0    /* long enough to turn one's head */
#define LOW_HZ 440.0  /* heard by old ears too */
#define HIGH_HZ 660.0 /* a fifth above: one hears that it is the other one */
#define LOUD 0.25     /* of full scale */
#define FADE_S 0.02   /* no click */

struct _FoyerSoundCheck
{
  GstElement *pipeline; /* owned (nullable) */
};

FoyerSoundCheck *
foyer_sound_check_new (void)
{
  return g_new0 (FoyerSoundCheck, 1);
}

static void
stop (FoyerSoundCheck *self)
{
  if (self->pipeline != NULL)
    gst_element_set_state (self->pipeline, GST_STATE_NULL);
  gst_clear_object (&self->pipeline);
}

void
foyer_sound_check_free (FoyerSoundCheck *self)
{
  if (self == NULL)
    return;
  stop (self);
  g_free (self);
}

/* Two seconds of interleaved 16-bit stereo. (transfer full) */
static GstBuffer *
make_tones (void)
{
  const guint n = (guint)(RATE * SIDE_S);
  gint16 *samples = g_new0 (gint16, (gsize)n * 2 * 2);

  for (guint i = 0; i < n; i++)
    {
      double t = (double)i / RATE, fade = MIN (1.0, MIN (t, SIDE_S - t) / FADE_S);

      samples[2 * i] = (gint16)(sin (2 * G_PI * LOW_HZ * t) * fade * LOUD * G_MAXINT16);
      samples[2 * (n + i) + 1] = (gint16)(sin (2 * G_PI * HIGH_HZ * t) * fade * LOUD * G_MAXINT16);
    }
  return gst_buffer_new_wrapped (samples, (gsize)n * 2 * 2 * sizeof *samples);
}

/* As the player's own: the machine's sound, or silence that takes as long. (transfer floating) */
static GstElement *
make_sink (void)
{
  const char *asked = g_getenv ("FOYER_AUDIO_SINK");
  GstElement *sink = gst_element_factory_make (asked != NULL ? asked : "autoaudiosink", NULL);

  return sink != NULL ? sink : gst_element_factory_make ("fakesink", NULL);
}

static gboolean
build (FoyerSoundCheck *self, GstElement **source, GError **error)
{
  GstElement *convert, *resample, *sink;
  g_autoptr (GstCaps) caps = gst_caps_new_simple ("audio/x-raw", "format", G_TYPE_STRING, "S16LE",
                                                  "rate", G_TYPE_INT, RATE, "channels", G_TYPE_INT,
                                                  2, "layout", G_TYPE_STRING, "interleaved", NULL);

  *source = gst_element_factory_make ("appsrc", NULL);
  convert = gst_element_factory_make ("audioconvert", NULL);
  resample = gst_element_factory_make ("audioresample", NULL);
  sink = make_sink ();
  if (*source == NULL || convert == NULL || resample == NULL || sink == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "no plug-ins for sound");
      g_clear_pointer (source, gst_object_unref);
      g_clear_pointer (&convert, gst_object_unref);
      g_clear_pointer (&resample, gst_object_unref);
      g_clear_pointer (&sink, gst_object_unref);
      return FALSE;
    }
  g_object_set (*source, "caps", caps, "format", GST_FORMAT_TIME, "do-timestamp", TRUE, NULL);
  self->pipeline = gst_pipeline_new ("sound-check");
  gst_bin_add_many (GST_BIN (self->pipeline), *source, convert, resample, sink, NULL);
  return gst_element_link_many (*source, convert, resample, sink, NULL);
}

gboolean
foyer_sound_check_play (FoyerSoundCheck *self, GError **error)
{
  GstElement *source;

  stop (self);
  if (!foyer_media_plugins_start (error) || !build (self, &source, error))
    return FALSE;
  if (gst_element_set_state (self->pipeline, GST_STATE_PLAYING) == GST_STATE_CHANGE_FAILURE)
    {
      stop (self);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "this machine has no sound");
      return FALSE;
    }
  gst_app_src_push_buffer (GST_APP_SRC (source), make_tones ());
  gst_app_src_end_of_stream (GST_APP_SRC (source));
  return TRUE;
}
