/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-voice"

#include "foyer-config.h"

#include "kiosk/media/foyer-voice.h"

#include <string.h>

#ifdef HAVE_ESPEAK
#include <espeak-ng/speak_lib.h>
#endif
#include <gst/app/gstappsrc.h>
#include <gst/gst.h>

#include "core/crypto/foyer-crypto.h"
#include "kiosk/media/foyer-media-plugins.h"

/* Text goes to one worker thread (eSpeak is one for the process), its sound to an appsrc, and from
 * there to the sink that films use. Each text has a number: what was made for an older one is
 * thrown away, so stopping never waits for the worker. Text and samples are wiped when they have
 * been used. Nothing of eSpeak or GStreamer is touched before the first text. Owned by the reader;
 * main thread, but for what is marked. */

#define CALLBACK_MS 60 /* sound eSpeak makes at a time: how soon the first is heard */
#define TEXT_MAX 4000  /* bytes: four minutes; a longer one is cut at a character */
#define RATE 22050     /* eSpeak's own, samples a second: what its voices are made at */
/* Words a minute. Speech for people who listen without reading: 145 is a slow newsreader. */
static const int paces[] = { 110, 145, 190 };

typedef struct
{
  char *text;        /* owned, wiped */
  const char *voice; /* eSpeak's name, static */
  int pace;          /* words a minute */
  guint number;
} Job;

/* What main thread and worker share; lives as long as the longer of them. */
typedef struct
{
  gatomicrefcount ref_count;
  GMutex mutex;
  guint number;       /* locked: of the text that is being said */
  GstElement *source; /* locked, owned (nullable) */
  guint64 samples;    /* locked */
  int peak;           /* locked */
  GAsyncQueue *jobs;  /* owned: Job, the one without text ends the worker */
} Shared;

struct _FoyerVoice
{
  GObject parent_instance;

  Shared *shared;       /* owned */
  GThread *worker;      /* owned (nullable): from the first text on */
  GstElement *pipeline; /* owned (nullable) */
  GstElement *volume;   /* borrowed: in the pipeline */
  guint bus_watch;
  char *sink; /* owned (nullable) */
  gboolean in_time, has_failed;
  int pace, loudness;
};

enum
{
  FINISHED,
  FAILED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerVoice, foyer_voice, G_TYPE_OBJECT)

static const struct
{
  const char *language, *voice;
} voices[] = { { "en", "en-gb" }, { "pl", "pl" }, { "ro", "ro" },
               { "uk", "uk" },    { "bn", "bn" }, { "ur", "ur" } };

static const char *
voice_of (const char *language)
{
  for (guint i = 0; language != NULL && i < G_N_ELEMENTS (voices); i++)
    if (g_str_has_prefix (language, voices[i].language))
      return voices[i].voice;
  return voices[0].voice;
}

static void
job_free (Job *job)
{
  foyer_secret_free (job->text);
  g_free (job);
}

static void
shared_unref (Shared *shared)
{
  if (!g_atomic_ref_count_dec (&shared->ref_count))
    return;
  g_async_queue_unref (shared->jobs);
  g_mutex_clear (&shared->mutex);
  g_free (shared);
}

#ifdef HAVE_ESPEAK

/* ---- the worker ---- */

static GMutex espeak_mutex; /* eSpeak's state is the process's */
static int espeak_rate;     /* locked by it; 0: not begun, -1: cannot */

typedef struct
{
  gsize size;
  guint8 bytes[];
} Sound;

static void
sound_free (gpointer data)
{
  Sound *sound = data;

  explicit_bzero (sound->bytes, sound->size);
  g_free (sound);
}

static struct
{
  Shared *shared;
  const Job *job;
  guint64 position; /* samples of this text so far */
} saying;           /* locked by espeak_mutex: eSpeak calls back on the thread that holds it */

/* (transfer full) */
static GstBuffer *
sound_buffer (const short *samples, int n)
{
  gsize size = (gsize)n * sizeof *samples;
  Sound *sound = g_malloc (sizeof (Sound) + size);
  GstBuffer *buffer;

  sound->size = size;
  memcpy (sound->bytes, samples, size);
  buffer = gst_buffer_new_wrapped_full (0, sound->bytes, size, 0, size, sound, sound_free);
  GST_BUFFER_PTS (buffer)
    = gst_util_uint64_scale (saying.position, GST_SECOND, (guint64)espeak_rate);
  GST_BUFFER_DURATION (buffer)
    = gst_util_uint64_scale ((guint64)n, GST_SECOND, (guint64)espeak_rate);
  saying.position += (guint64)n;
  return buffer;
}

/* Worker, in eSpeak. 1: no more. */
static int
sound_cb (short *samples, int n, espeak_EVENT *events)
{
  Shared *shared = saying.shared;
  gboolean is_wanted;

  g_mutex_lock (&shared->mutex);
  is_wanted = shared->number == saying.job->number && shared->source != NULL;
  if (is_wanted && samples != NULL && n > 0)
    {
      shared->samples += (guint64)n;
      for (int i = 0; i < n; i++)
        shared->peak = MAX (shared->peak, ABS ((int)samples[i]));
      gst_app_src_push_buffer (GST_APP_SRC (shared->source), sound_buffer (samples, n));
    }
  g_mutex_unlock (&shared->mutex);
  if (samples != NULL && n > 0)
    explicit_bzero (samples, (gsize)n * sizeof *samples);
  return is_wanted ? 0 : 1;
}

static gboolean
begin_espeak (void)
{
  if (espeak_rate == 0)
    {
      espeak_rate = espeak_Initialize (AUDIO_OUTPUT_SYNCHRONOUS, CALLBACK_MS, NULL,
                                       espeakINITIALIZE_DONT_EXIT);
      if (espeak_rate > 0)
        espeak_SetSynthCallback (sound_cb);
      else
        espeak_rate = -1;
    }
  return espeak_rate > 0;
}

static void
say_job (Shared *shared, const Job *job)
{
  g_mutex_lock (&espeak_mutex);
  saying.shared = shared;
  saying.job = job;
  saying.position = 0;
  if (begin_espeak ())
    {
      espeak_SetVoiceByName (job->voice);
      espeak_SetParameter (espeakRATE, job->pace, 0);
      espeak_Synth (job->text, strlen (job->text) + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, NULL,
                    NULL);
    }
  g_mutex_unlock (&espeak_mutex);
  g_mutex_lock (&shared->mutex);
  if (shared->number == job->number && shared->source != NULL)
    gst_app_src_end_of_stream (GST_APP_SRC (shared->source));
  g_mutex_unlock (&shared->mutex);
}

static gpointer
worker_main (gpointer data)
{
  Shared *shared = data;
  Job *job;

  while ((job = g_async_queue_pop (shared->jobs))->text != NULL)
    {
      say_job (shared, job);
      job_free (job);
    }
  job_free (job);
  shared_unref (shared);
  return NULL;
}

#endif /* HAVE_ESPEAK */

/* ---- the pipeline ---- */

static void
drop_pipeline (FoyerVoice *self)
{
  g_mutex_lock (&self->shared->mutex);
  gst_clear_object (&self->shared->source);
  self->shared->number++;
  g_mutex_unlock (&self->shared->mutex);
  g_clear_handle_id (&self->bus_watch, g_source_remove);
  if (self->pipeline != NULL)
    gst_element_set_state (self->pipeline, GST_STATE_NULL);
  gst_clear_object (&self->pipeline);
  self->volume = NULL;
}

static void
fail (FoyerVoice *self)
{
  if (self->has_failed)
    return;
  self->has_failed = TRUE;
  drop_pipeline (self);
  g_signal_emit (self, signals[FAILED], 0);
}

static gboolean
fail_cb (gpointer data)
{
  fail (data);
  return G_SOURCE_REMOVE;
}

/* autoaudiosink only warns when it finds nothing to play on, and goes on in silence. */
static gboolean
bus_cb (GstBus *bus, GstMessage *message, gpointer data)
{
  g_autoptr (FoyerVoice) self = g_object_ref (data); /* whoever is told may let go of us */

  switch (GST_MESSAGE_TYPE (message))
    {
    case GST_MESSAGE_ERROR:
    case GST_MESSAGE_WARNING:
      g_info ("no sound on this machine");
      fail (self);
      return G_SOURCE_CONTINUE;
    case GST_MESSAGE_EOS:
      g_signal_emit (self, signals[FINISHED], 0);
      break;
    default:
      break;
    }
  return G_SOURCE_CONTINUE;
}

static void
apply_volume (FoyerVoice *self)
{
  double part = self->loudness / 5.0;

  if (self->volume != NULL)
    g_object_set (self->volume, "volume", part * part * part, NULL);
}

static GstElement *
add_element (FoyerVoice *self, const char *factory, GstElement *after)
{
  GstElement *element = gst_element_factory_make (factory, NULL);

  if (element == NULL)
    return NULL;
  gst_bin_add (GST_BIN (self->pipeline), element);
  if (after != NULL && !gst_element_link (after, element))
    return NULL;
  return element;
}

static gboolean
build_pipeline (FoyerVoice *self)
{
  g_autoptr (GstCaps) caps = NULL;
  g_autoptr (GstBus) bus = NULL;
  GstElement *source, *last;

  if (!foyer_media_plugins_start (NULL))
    return FALSE;
  self->pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  if ((source = last = add_element (self, "appsrc", NULL)) == NULL
      || (last = add_element (self, "audioconvert", last)) == NULL
      || (last = add_element (self, "audioresample", last)) == NULL
      || (last = self->volume = add_element (self, "volume", last)) == NULL
      || (last = add_element (self, self->sink != NULL ? self->sink : "autoaudiosink", last))
           == NULL)
    return FALSE;
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (last), "sync") != NULL)
    g_object_set (last, "sync", self->in_time, NULL);
  caps = gst_caps_new_simple ("audio/x-raw", "format", G_TYPE_STRING,
                              G_BYTE_ORDER == G_LITTLE_ENDIAN ? "S16LE" : "S16BE", "rate",
                              G_TYPE_INT, RATE, "channels", G_TYPE_INT, 1, "layout", G_TYPE_STRING,
                              "interleaved", NULL);
  g_object_set (source, "caps", caps, "format", GST_FORMAT_TIME, "do-timestamp", FALSE, "max-bytes",
                G_GUINT64_CONSTANT (0), NULL);
  bus = gst_element_get_bus (self->pipeline);
  self->bus_watch = gst_bus_add_watch (bus, bus_cb, self);
  g_mutex_lock (&self->shared->mutex);
  self->shared->source = gst_object_ref (source);
  g_mutex_unlock (&self->shared->mutex);
  apply_volume (self);
  return TRUE;
}

static void
foyer_voice_dispose (GObject *object)
{
  FoyerVoice *self = FOYER_VOICE (object);

  if (self->shared != NULL)
    drop_pipeline (self);
  if (self->worker != NULL)
    {
      g_async_queue_push (self->shared->jobs, g_new0 (Job, 1));
      g_thread_join (g_steal_pointer (&self->worker));
    }
  g_clear_pointer (&self->shared, shared_unref);
  g_clear_pointer (&self->sink, g_free);
  G_OBJECT_CLASS (foyer_voice_parent_class)->dispose (object);
}

static void
foyer_voice_class_init (FoyerVoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_voice_dispose;
  signals[FINISHED] = g_signal_new ("finished", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
foyer_voice_init (FoyerVoice *self)
{
  self->shared = g_new0 (Shared, 1);
  g_atomic_ref_count_init (&self->shared->ref_count);
  g_mutex_init (&self->shared->mutex);
  self->shared->jobs = g_async_queue_new_full ((GDestroyNotify)job_free);
  self->in_time = TRUE;
  self->pace = paces[1];
  self->loudness = 3;
}

FoyerVoice *
foyer_voice_new (void)
{
  return foyer_voice_new_full (g_getenv ("FOYER_AUDIO_SINK"), TRUE);
}

FoyerVoice *
foyer_voice_new_full (const char *sink, gboolean in_time)
{
  FoyerVoice *self = g_object_new (FOYER_TYPE_VOICE, NULL);

  self->sink = g_strdup (sink);
  self->in_time = in_time;
  return self;
}

/* Old sound goes, and what the worker still makes of the old text is not wanted any more. */
static guint
next_number (FoyerVoice *self)
{
  guint number;

  g_mutex_lock (&self->shared->mutex);
  number = ++self->shared->number;
  g_mutex_unlock (&self->shared->mutex);
  if (self->pipeline != NULL)
    gst_element_set_state (self->pipeline, GST_STATE_READY);
  return number;
}

static char *
dup_cut (const char *text)
{
  const char *end;

  if (strlen (text) <= TEXT_MAX)
    return g_strdup (text);
  end = g_utf8_find_prev_char (text, text + TEXT_MAX);
  return g_strndup (text, end != NULL ? (gsize)(end - text) : 0);
}

void
foyer_voice_say (FoyerVoice *self, const char *text, const char *language)
{
  Job *job;

  g_return_if_fail (FOYER_IS_VOICE (self) && text != NULL);

#ifndef HAVE_ESPEAK
  self->has_failed = FALSE;
  g_idle_add_full (G_PRIORITY_DEFAULT, fail_cb, g_object_ref (self), g_object_unref);
  return;
#else
  self->has_failed = FALSE;
  if ((self->pipeline == NULL && !build_pipeline (self)))
    {
      g_idle_add_full (G_PRIORITY_DEFAULT, fail_cb, g_object_ref (self), g_object_unref);
      return;
    }
  job = g_new0 (Job, 1);
  job->text = dup_cut (text);
  job->voice = voice_of (language);
  job->pace = self->pace;
  job->number = next_number (self);
  if (self->worker == NULL)
    {
      g_atomic_ref_count_inc (&self->shared->ref_count);
      self->worker = g_thread_new ("voice", worker_main, self->shared);
    }
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
  g_async_queue_push (self->shared->jobs, job);
#endif
}

void
foyer_voice_stop (FoyerVoice *self)
{
  g_return_if_fail (FOYER_IS_VOICE (self));

  next_number (self);
  if (self->pipeline != NULL)
    {
      g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);

      gst_bus_set_flushing (bus, TRUE); /* an end that was on its way is nobody's any more */
      gst_bus_set_flushing (bus, FALSE);
    }
}

void
foyer_voice_set_paused (FoyerVoice *self, gboolean paused)
{
  g_return_if_fail (FOYER_IS_VOICE (self));

  if (self->pipeline != NULL)
    gst_element_set_state (self->pipeline, paused ? GST_STATE_PAUSED : GST_STATE_PLAYING);
}

void
foyer_voice_set_pace (FoyerVoice *self, int pace)
{
  g_return_if_fail (FOYER_IS_VOICE (self));

  self->pace = paces[CLAMP (pace, 0, (int)G_N_ELEMENTS (paces) - 1)];
}

void
foyer_voice_set_volume (FoyerVoice *self, int volume)
{
  g_return_if_fail (FOYER_IS_VOICE (self));

  self->loudness = CLAMP (volume, 1, 5);
  apply_volume (self);
}

guint64
foyer_voice_get_samples (FoyerVoice *self)
{
  guint64 samples;

  g_mutex_lock (&self->shared->mutex);
  samples = self->shared->samples;
  g_mutex_unlock (&self->shared->mutex);
  return samples;
}

int
foyer_voice_get_peak (FoyerVoice *self)
{
  int peak;

  g_mutex_lock (&self->shared->mutex);
  peak = self->shared->peak;
  g_mutex_unlock (&self->shared->mutex);
  return peak;
}
