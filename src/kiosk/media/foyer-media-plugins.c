/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-media-plugins"

#include "foyer-config.h"

#include "kiosk/media/foyer-media-plugins.h"

#include <gst/gst.h>

/* A media file is the one thing from outside that goes through a large body of foreign code. Every
 * plug-in of GStreamer is another parser or another way to the network, so the list below is loaded
 * file by file and nothing is searched for. Without a search there is no registry either: no helper
 * process, no file under anybody's home. Main thread; the player asks for it before its first play.
 */

/* Files are libgstNAME.so. What a machine has no use for may be missing: of the sounds one is
 * enough. */
static const char *const allowed[] = {
  /* what every pipeline is made of */
  "coreelements", "typefindfunctions", "playback", "app",
  /* WebM, VP8 and VP9, Opus, Vorbis */
  "matroska", "vpx", "opus", "opusparse", "vorbis",
  /* to the screen; one file since 1.22, two before */
  "videoconvertscale", "videoconvert", "videoscale",
  /* to the speaker */
  "audioconvert", "audioresample", "volume", "autodetect", "pulseaudio", "alsa", "pipewire"
};

/* Elements of libgstreamer itself (bin, pipeline): no file, and nothing runs without them. */
#define BUILT_IN "staticelements"

gboolean
foyer_media_plugins_has (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (allowed); i++)
    if (g_str_equal (allowed[i], name))
      return TRUE;
  return g_str_equal (name, BUILT_IN);
}

void
foyer_media_plugins_clean_environment (void)
{
  static const char *const doors[] = { "GST_PLUGIN_PATH",        "GST_PLUGIN_PATH_1_0",
                                       "GST_PLUGIN_SYSTEM_PATH", "GST_PLUGIN_LOADING_WHITELIST",
                                       "GST_REGISTRY",           "GST_REGISTRY_1_0",
                                       "GST_DEBUG_DUMP_DOT_DIR", "GST_DEBUG_FILE",
                                       "GST_REGISTRY_MODE",
                                       "ESPEAK_DATA_PATH" };

  for (guint i = 0; i < G_N_ELEMENTS (doors); i++)
    g_unsetenv (doors[i]);
  g_setenv ("GST_PLUGIN_SYSTEM_PATH_1_0", "", TRUE);
  g_setenv ("GST_REGISTRY_DISABLE", "yes", TRUE);
}

static void
load_allowed (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (allowed); i++)
    {
      g_autofree char *name = g_strdup_printf ("libgst%s.so", allowed[i]);
      g_autofree char *path = g_build_filename (FOYER_GST_PLUGINS_DIR, name, NULL);
      g_autoptr (GError) error = NULL;
      GstPlugin *plugin = NULL;

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        continue;
      plugin = gst_plugin_load_file (path, &error);
      if (plugin == NULL)
        g_message ("plug-in %s: %s", allowed[i], error->message);
      gst_clear_object (&plugin);
    }
}

/* Whoever started GStreamer before us may have let it search. */
static void
remove_others (void)
{
  GstRegistry *registry = gst_registry_get ();
  GList *plugins = gst_registry_get_plugin_list (registry);

  for (GList *item = plugins; item != NULL; item = item->next)
    if (!foyer_media_plugins_has (gst_plugin_get_name (item->data)))
      gst_registry_remove_plugin (registry, item->data);
  gst_plugin_list_free (plugins);
}

gboolean
foyer_media_plugins_start (GError **error)
{
  static gboolean is_ready = FALSE;

  if (is_ready)
    return TRUE;
  if (!gst_is_initialized () && !gst_init_check (NULL, NULL, error))
    return FALSE;
  load_allowed ();
  remove_others ();
  is_ready = TRUE;
  return TRUE;
}
