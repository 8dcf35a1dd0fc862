/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-player"

#include "kiosk/media/foyer-player.h"

#include <glib/gi18n.h>
#include <gst/app/gstappsink.h>
#include <gst/gst.h>
#include <gst/video/video.h>

#include "core/model/foyer-webvtt.h"
#include "kiosk/media/foyer-film-paintable.h"
#include "kiosk/media/foyer-media-plugins.h"

/* One film or narration. Nothing of GStreamer is touched until the first play: its plug-ins take
 * time and memory. Pictures come on GStreamer's own thread as RGB and go straight into the
 * paintable; everything else happens on the main thread, from the pipeline's bus and one timer that
 * runs only while something plays. Owned by its page, which pauses it when it is hidden. A machine
 * with no sound, or whose sound breaks, shows the film with its captions all the same.
 *
 * playbin, not playbin3: on two busy cores GStreamer 1.22's playbin3 stopped for ever before its
 * first picture in 46 of 16,000 starts, playbin in none of 8,000. */

#define LOOK_MS 250      /* position and captions: 4 a second, the most that is worth waking for */
#define BEGIN_WITHIN_S 8 /* some broken films end GStreamer 1.22's parsing without any error */
#define PLAY_FLAGS                                                                                 \
  0x13                     /* GstPlayFlags of playbin: video, audio, software volume; no subtitles \
                            */
#define DEFAULT_VOLUME 0.6 /* in a library */
#define MAX_WAITING_FRAMES 2 /* a late picture is dropped, the sound goes on */

struct _FoyerPlayer
{
  GObject parent_instance;

  char *media_path;         /* owned */
  FoyerWebvtt *captions;    /* owned; NULL: none */
  FoyerFilmPaintable *film; /* owned */
  GstElement *pipeline;     /* owned; NULL until the first play and after a failure */
  guint bus_watch;
  gboolean is_silent;  /* the sound system failed: no second try with it */
  gboolean is_ready;   /* the pipeline has its first picture: it can seek */
  gboolean is_seeking; /* one seek at a time: dragging a slider asks for many */
  double wanted;       /* seconds to go to when the pipeline can; -1: nowhere */
  FoyerPlayerState state;
  double position, duration; /* seconds; duration 0: not known yet */
  double volume;             /* 0..1 as heard (cubic) */
  char *caption;             /* owned; NULL: nothing is said now */
  guint look_timer;
  guint begin_timer; /* runs from play to the first picture or sound */
};

enum
{
  PROP_STATE = 1,
  PROP_POSITION,
  PROP_DURATION,
  PROP_CAPTION,
  PROP_VOLUME,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

enum
{
  ERROR,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerPlayer, foyer_player, G_TYPE_OBJECT)

static gboolean start_pipeline (FoyerPlayer *self);
static gboolean look_cb (gpointer data);

static void
set_state (FoyerPlayer *self, FoyerPlayerState state)
{
  if (state == FOYER_PLAYER_PLAYING && self->look_timer == 0)
    self->look_timer = g_timeout_add (LOOK_MS, look_cb, self);
  else if (state != FOYER_PLAYER_PLAYING)
    g_clear_handle_id (&self->look_timer, g_source_remove);
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

static void
update_caption (FoyerPlayer *self)
{
  g_autofree char *text = self->captions != NULL
                            ? foyer_webvtt_dup_text_at (self->captions, self->position)
                            : NULL;

  if (g_strcmp0 (text, self->caption) == 0)
    return;
  g_free (self->caption);
  self->caption = g_steal_pointer (&text);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CAPTION]);
}

static void
set_position (FoyerPlayer *self, double seconds)
{
  if (seconds != self->position)
    {
      self->position = seconds;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_POSITION]);
    }
  update_caption (self);
}

static void
read_duration (FoyerPlayer *self)
{
  gint64 ns;
  double seconds;

  if (!gst_element_query_duration (self->pipeline, GST_FORMAT_TIME, &ns) || ns <= 0)
    return;
  seconds = (double)ns / GST_SECOND;
  if (seconds == self->duration)
    return;
  self->duration = seconds;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DURATION]);
}

static void
read_position (FoyerPlayer *self)
{
  gint64 ns;

  if (self->pipeline != NULL && !self->is_seeking && self->wanted < 0
      && gst_element_query_position (self->pipeline, GST_FORMAT_TIME, &ns))
    set_position (self, (double)ns / GST_SECOND);
}

static gboolean
look_cb (gpointer data)
{
  read_position (data);
  return G_SOURCE_CONTINUE;
}

/* Joins GStreamer's threads: after this no picture comes any more. */
static void
drop_pipeline (FoyerPlayer *self)
{
  g_clear_handle_id (&self->begin_timer, g_source_remove);
  g_clear_handle_id (&self->bus_watch, g_source_remove);
  if (self->pipeline != NULL)
    gst_element_set_state (self->pipeline, GST_STATE_NULL);
  gst_clear_object (&self->pipeline);
  self->is_ready = self->is_seeking = FALSE;
}

static void
fail (FoyerPlayer *self)
{
  drop_pipeline (self);
  set_state (self, FOYER_PLAYER_FAILED);
  g_signal_emit (self, signals[ERROR], 0,
                 _ ("Sorry, this cannot be played just now. You can read the words instead."));
}

static gboolean
begin_limit_cb (gpointer data)
{
  FoyerPlayer *self = data;

  self->begin_timer = 0;
  g_message ("cannot play: nothing came within %d seconds", BEGIN_WITHIN_S);
  fail (self);
  return G_SOURCE_REMOVE;
}

static void
seek_now (FoyerPlayer *self)
{
  double seconds = self->wanted;

  if (seconds < 0 || !self->is_ready || self->is_seeking)
    return;
  self->wanted = -1;
  self->is_seeking = gst_element_seek_simple (self->pipeline, GST_FORMAT_TIME,
                                              GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE,
                                              (gint64)(seconds * GST_SECOND));
}

/* An error of the sound alone: go on without it from where we are. */
static gboolean
go_on_silently (FoyerPlayer *self, GstObject *source)
{
  g_autoptr (GstElement) sink = NULL;

  if (self->is_silent)
    return FALSE;
  g_object_get (self->pipeline, "audio-sink", &sink, NULL);
  if (sink == NULL
      || (source != GST_OBJECT (sink) && !gst_object_has_as_ancestor (source, GST_OBJECT (sink))))
    return FALSE;
  g_info ("no sound on this machine: playing without it");
  self->is_silent = TRUE;
  drop_pipeline (self);
  if (self->wanted < 0 && self->position > 0)
    self->wanted = self->position;
  return start_pipeline (self);
}

static void
handle_error (FoyerPlayer *self, GstMessage *message)
{
  g_autoptr (GError) error = NULL;

  gst_message_parse_error (message, &error, NULL);
  if (go_on_silently (self, GST_MESSAGE_SRC (message)))
    return;
  g_message ("cannot play: %s", error->message);
  fail (self);
}

/* A kind of film that foyer-media-plugins.c does not let in: playbin would "play" nothing for
 * ever. */
static gboolean
is_unreadable (GstMessage *message)
{
  const GstStructure *said = gst_message_get_structure (message);

  return said != NULL && gst_structure_has_name (said, "missing-plugin")
         && g_strcmp0 (gst_structure_get_string (said, "type"), "decoder") == 0;
}

static gboolean
bus_cb (GstBus *bus, GstMessage *message, gpointer data)
{
  g_autoptr (FoyerPlayer) self = g_object_ref (data); /* whoever is told may let go of us */

  switch (GST_MESSAGE_TYPE (message))
    {
    case GST_MESSAGE_ERROR:
      handle_error (self, message);
      break;
    case GST_MESSAGE_ELEMENT:
      if (is_unreadable (message))
        {
          g_message ("cannot play: not a kind of film that is played here");
          fail (self);
        }
      break;
    case GST_MESSAGE_EOS:
      read_duration (self);
      set_state (self, FOYER_PLAYER_ENDED);
      set_position (self, self->duration);
      break;
    case GST_MESSAGE_ASYNC_DONE:
      self->is_ready = TRUE;
      g_clear_handle_id (&self->begin_timer, g_source_remove);
      self->is_seeking = FALSE;
      read_duration (self);
      seek_now (self);
      read_position (self);
      break;
    case GST_MESSAGE_DURATION_CHANGED:
      read_duration (self);
      break;
    default:
      break;
    }
  return G_SOURCE_CONTINUE;
}

static void
unmap_frame (gpointer data)
{
  GstVideoFrame *frame = data;

  gst_video_frame_unmap (frame);
  g_free (frame);
}

/* Streaming thread. The texture keeps the frame mapped until nobody shows it: no copy is made. */
static void
offer_sample (FoyerFilmPaintable *film, GstSample *sample)
{
  GstVideoFrame *frame = g_new0 (GstVideoFrame, 1);
  g_autoptr (GBytes) bytes = NULL;
  GstVideoInfo info;
  gsize stride;

  if (!gst_video_info_from_caps (&info, gst_sample_get_caps (sample))
      || !gst_video_frame_map (frame, &info, gst_sample_get_buffer (sample), GST_MAP_READ))
    {
      g_free (frame);
      return;
    }
  stride = (gsize)GST_VIDEO_FRAME_PLANE_STRIDE (frame, 0);
  bytes = g_bytes_new_with_free_func (GST_VIDEO_FRAME_PLANE_DATA (frame, 0),
                                      stride * (gsize)GST_VIDEO_FRAME_HEIGHT (frame), unmap_frame,
                                      frame);
  foyer_film_paintable_offer (film, gdk_memory_texture_new (GST_VIDEO_FRAME_WIDTH (frame),
                                                            GST_VIDEO_FRAME_HEIGHT (frame),
                                                            GDK_MEMORY_R8G8B8, bytes, stride));
}

static GstFlowReturn
new_sample_cb (GstAppSink *sink, gpointer film)
{
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);

  if (sample == NULL)
    return GST_FLOW_EOS;
  offer_sample (film, sample);
  return GST_FLOW_OK;
}

static GstFlowReturn
new_preroll_cb (GstAppSink *sink, gpointer film)
{
  g_autoptr (GstSample) sample = gst_app_sink_pull_preroll (sink);

  if (sample == NULL)
    return GST_FLOW_EOS;
  offer_sample (film, sample);
  return GST_FLOW_OK;
}

/* (transfer floating) */
static GstElement *
make_video_sink (FoyerPlayer *self)
{
  GstElement *sink = gst_element_factory_make ("appsink", NULL);
  GstAppSinkCallbacks callbacks = { .new_sample = new_sample_cb, .new_preroll = new_preroll_cb };
  g_autoptr (GstCaps) caps = gst_caps_from_string ("video/x-raw,format=RGB");

  if (sink == NULL)
    return NULL;
  g_object_set (sink, "caps", caps, "max-buffers", MAX_WAITING_FRAMES, "drop", TRUE, "sync", TRUE,
                "qos", TRUE, NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, g_object_ref (self->film),
                              g_object_unref);
  return sink;
}

/* (transfer floating) The machine's sound, or silence that takes as long. */
static GstElement *
make_audio_sink (FoyerPlayer *self)
{
  const char *asked = g_getenv ("FOYER_AUDIO_SINK");
  GstElement *sink = NULL;

  if (!self->is_silent)
    sink = gst_element_factory_make (asked != NULL ? asked : "autoaudiosink", NULL);
  if (sink == NULL)
    sink = gst_element_factory_make ("fakesink", NULL);
  if (sink != NULL && g_object_class_find_property (G_OBJECT_GET_CLASS (sink), "sync") != NULL)
    g_object_set (sink, "sync", TRUE, NULL);
  return sink;
}

static gboolean
start_gstreamer (void)
{
  g_autoptr (GError) error = NULL;

  if (foyer_media_plugins_start (&error))
    return TRUE;
  g_warning ("GStreamer does not start: %s", error->message);
  return FALSE;
}

/* playbin's "volume" is linear; ears are not (GstStreamVolume's cubic scale). */
static void
apply_volume (FoyerPlayer *self)
{
  if (self->pipeline != NULL)
    g_object_set (self->pipeline, "volume", self->volume * self->volume * self->volume, NULL);
}

static gboolean
start_pipeline (FoyerPlayer *self)
{
  g_autofree char *uri = NULL;
  g_autoptr (GstBus) bus = NULL;
  GstElement *video_sink;

  if (!start_gstreamer () || (uri = gst_filename_to_uri (self->media_path, NULL)) == NULL)
    return FALSE;
  self->pipeline = gst_element_factory_make ("playbin", NULL);
  video_sink = make_video_sink (self);
  if (self->pipeline == NULL || video_sink == NULL)
    {
      g_warning ("GStreamer's base plug-ins are missing");
      if (video_sink != NULL)
        gst_object_unref (gst_object_ref_sink (video_sink));
      return FALSE;
    }
  gst_object_ref_sink (self->pipeline);
  g_object_set (self->pipeline, "uri", uri, "flags", PLAY_FLAGS, "video-sink", video_sink,
                "audio-sink", make_audio_sink (self), NULL);
  apply_volume (self);
  bus = gst_element_get_bus (self->pipeline);
  self->bus_watch = gst_bus_add_watch (bus, bus_cb, self);
  self->begin_timer = g_timeout_add_seconds (BEGIN_WITHIN_S, begin_limit_cb, self);
  return gst_element_set_state (self->pipeline, GST_STATE_PLAYING) != GST_STATE_CHANGE_FAILURE;
}

static void
foyer_player_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoyerPlayer *self = FOYER_PLAYER (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_uint (value, self->state);
      break;
    case PROP_POSITION:
      g_value_set_double (value, self->position);
      break;
    case PROP_DURATION:
      g_value_set_double (value, self->duration);
      break;
    case PROP_CAPTION:
      g_value_set_string (value, self->caption);
      break;
    case PROP_VOLUME:
      g_value_set_double (value, self->volume);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_player_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_VOLUME)
    foyer_player_set_volume (FOYER_PLAYER (object), g_value_get_double (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
foyer_player_dispose (GObject *object)
{
  FoyerPlayer *self = FOYER_PLAYER (object);

  g_clear_handle_id (&self->look_timer, g_source_remove);
  drop_pipeline (self);
  G_OBJECT_CLASS (foyer_player_parent_class)->dispose (object);
}

static void
foyer_player_finalize (GObject *object)
{
  FoyerPlayer *self = FOYER_PLAYER (object);

  g_clear_pointer (&self->captions, foyer_webvtt_free);
  g_clear_object (&self->film);
  g_free (self->media_path);
  g_free (self->caption);
  G_OBJECT_CLASS (foyer_player_parent_class)->finalize (object);
}

static void
foyer_player_class_init (FoyerPlayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = foyer_player_get_property;
  object_class->set_property = foyer_player_set_property;
  object_class->dispose = foyer_player_dispose;
  object_class->finalize = foyer_player_finalize;

  props[PROP_STATE]
    = g_param_spec_uint ("state", NULL, NULL, 0, FOYER_PLAYER_FAILED, FOYER_PLAYER_IDLE, read);
  props[PROP_POSITION] = g_param_spec_double ("position", NULL, NULL, 0, G_MAXDOUBLE, 0, read);
  props[PROP_DURATION] = g_param_spec_double ("duration", NULL, NULL, 0, G_MAXDOUBLE, 0, read);
  props[PROP_CAPTION] = g_param_spec_string ("caption", NULL, NULL, NULL, read);
  props[PROP_VOLUME]
    = g_param_spec_double ("volume", NULL, NULL, 0, 1, DEFAULT_VOLUME, read | G_PARAM_WRITABLE);
  g_object_class_install_properties (object_class, N_PROPS, props);

  /* FoyerPlayer::error: it cannot be played; the sentence is translated and for the visitor. */
  signals[ERROR] = g_signal_new ("error", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
foyer_player_init (FoyerPlayer *self)
{
  self->film = foyer_film_paintable_new ();
  self->volume = DEFAULT_VOLUME;
  self->wanted = -1;
}

FoyerPlayer *
foyer_player_new (const char *media_path, const char *captions_path)
{
  FoyerPlayer *self = g_object_new (FOYER_TYPE_PLAYER, NULL);

  self->media_path = g_strdup (media_path);
  foyer_player_set_captions (self, captions_path);
  return self;
}

void
foyer_player_set_captions (FoyerPlayer *self, const char *captions_path)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->captions, foyer_webvtt_free);
  if (captions_path != NULL)
    {
      self->captions = foyer_webvtt_load (captions_path, &error);
      if (self->captions == NULL)
        g_message ("playing without captions: %s", error->message);
    }
  update_caption (self);
}

const char *
foyer_player_get_media_path (FoyerPlayer *self)
{
  return self->media_path;
}

GdkPaintable *
foyer_player_get_paintable (FoyerPlayer *self)
{
  return GDK_PAINTABLE (self->film);
}

void
foyer_player_play (FoyerPlayer *self)
{
  if (self->state == FOYER_PLAYER_PLAYING)
    return;
  if (self->state == FOYER_PLAYER_ENDED)
    foyer_player_seek (self, 0);
  set_state (self, FOYER_PLAYER_PLAYING);
  if (self->pipeline != NULL)
    gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
  else if (!start_pipeline (self))
    {
      if (self->pipeline == NULL || self->is_silent)
        fail (self);
      /* else: the reason comes over the bus, where a broken sound is told from a broken film */
    }
}

void
foyer_player_pause (FoyerPlayer *self)
{
  if (self->state != FOYER_PLAYER_PLAYING)
    return;
  if (self->pipeline != NULL)
    gst_element_set_state (self->pipeline, GST_STATE_PAUSED);
  read_position (self);
  set_state (self, FOYER_PLAYER_PAUSED);
}

void
foyer_player_seek (FoyerPlayer *self, double seconds)
{
  if (self->duration > 0)
    seconds = MIN (seconds, self->duration);
  self->wanted = MAX (seconds, 0);
  if (self->state == FOYER_PLAYER_ENDED)
    {
      if (self->pipeline != NULL)
        gst_element_set_state (self->pipeline, GST_STATE_PAUSED);
      set_state (self, FOYER_PLAYER_PAUSED);
    }
  set_position (self, self->wanted);
  seek_now (self);
}

FoyerPlayerState
foyer_player_get_state (FoyerPlayer *self)
{
  return self->state;
}

double
foyer_player_get_position (FoyerPlayer *self)
{
  return self->position;
}

double
foyer_player_get_duration (FoyerPlayer *self)
{
  return self->duration;
}

const char *
foyer_player_get_caption (FoyerPlayer *self)
{
  return self->caption;
}

void
foyer_player_set_volume (FoyerPlayer *self, double volume)
{
  volume = CLAMP (volume, 0, 1);
  if (volume == self->volume)
    return;
  self->volume = volume;
  apply_volume (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_VOLUME]);
}

double
foyer_player_get_volume (FoyerPlayer *self)
{
  return self->volume;
}
