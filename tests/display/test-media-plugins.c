/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-fixture.h"

#include <gst/gst.h>

#include "../core/scratch-dir.h"
#include "core/base/foyer-paths.h"
#include "kiosk/media/foyer-media-plugins.h"
#include "kiosk/media/foyer-player.h"

/* one-second.avi is five small test pictures, as GStreamer's own AVI plug-in writes them. */

#define MOST_PLUGINS 20 /* the list, and what libgstreamer has in itself */
#define LONGEST_S 20    /* to begin to play, on a slow machine with sanitizers */

static char *home; /* of this process: what GStreamer would write goes here */

static char *
fixture_path (const char *name)
{
  return g_build_filename (g_getenv ("FOYER_SOURCE_ROOT"), "tests", "fixtures", "media", name,
                           NULL);
}

static void
start (void)
{
  g_autoptr (GError) error = NULL;

  foyer_media_plugins_start (&error);
  g_assert_no_error (error);
}

static gboolean
has_element (const char *name)
{
  g_autoptr (GstElementFactory) factory = gst_element_factory_find (name);

  return factory != NULL;
}

/* Those that take anything are bins: they look for another that can read it. */
static guint
count_readers (GList *factories, const GstCaps *caps)
{
  GList *able = gst_element_factory_list_filter (factories, caps, GST_PAD_SINK, FALSE);
  guint n = 0;

  for (GList *item = able; item != NULL; item = item->next)
    if (!gst_element_factory_can_sink_all_caps (item->data, GST_CAPS_ANY))
      {
        g_test_message ("read by %s", GST_OBJECT_NAME (item->data));
        n++;
      }
  gst_plugin_feature_list_free (able);
  return n;
}

static void
test_only_the_listed_plugins_are_there (void)
{
  GList *plugins;
  guint n = 0;

  start ();
  plugins = gst_registry_get_plugin_list (gst_registry_get ());
  for (GList *item = plugins; item != NULL; item = item->next, n++)
    g_assert_true (foyer_media_plugins_has (gst_plugin_get_name (item->data)));
  gst_plugin_list_free (plugins);
  g_test_message ("%u plug-ins", n);
  g_assert_cmpuint (n, >, 8);
  g_assert_cmpuint (n, <=, MOST_PLUGINS);
  g_assert_true (has_element ("vp9dec"));
  g_assert_true (has_element ("opusdec"));
}

/* By what they take, not by their names: whoever packages them calls them what they like. */
static void
test_nothing_reads_other_formats_or_the_network (void)
{
  const char *const formats[]
    = { "video/x-h264", "video/x-h265", "video/quicktime", "video/x-msvideo", "video/mpegts",
        "audio/mpeg",   "video/x-flv",  "audio/x-wav",     "image/jpeg",      "application/x-rtp" };
  const char *const addresses[]
    = { "http://127.0.0.1:9/film", "https://127.0.0.1:9/film", "rtsp://127.0.0.1:9/film",
        "udp://127.0.0.1:9",       "tcp://127.0.0.1:9",        "dvd://" };
  g_autoptr (GstCaps) webm = NULL;
  GList *all;

  start ();
  all = gst_element_factory_list_get_elements (GST_ELEMENT_FACTORY_TYPE_DECODABLE, GST_RANK_NONE);
  g_assert_nonnull (all);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GstCaps) caps = gst_caps_new_empty_simple (formats[i]);

      g_test_message ("%s", formats[i]);
      g_assert_cmpuint (count_readers (all, caps), ==, 0);
    }
  webm = gst_caps_new_empty_simple ("video/webm");
  g_assert_cmpuint (count_readers (all, webm), >=, 1);
  gst_plugin_feature_list_free (all);
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    g_assert_null (gst_element_make_from_uri (GST_URI_SRC, addresses[i], NULL, NULL));
}

/* Plays until it is over half a second on, or has failed. */
static FoyerPlayerState
play (const char *path)
{
  g_autoptr (FoyerPlayer) player = foyer_player_new (path, NULL);
  gint64 end = g_get_monotonic_time () + LONGEST_S * G_USEC_PER_SEC;

  foyer_player_play (player);
  while (foyer_player_get_state (player) == FOYER_PLAYER_PLAYING
         && foyer_player_get_position (player) < 0.5 && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_test_message ("%s: %.1f seconds", path, foyer_player_get_position (player));
  if (foyer_player_get_state (player) != FOYER_PLAYER_FAILED)
    g_assert_cmpfloat (foyer_player_get_position (player), >=, 0.5);
  return foyer_player_get_state (player);
}

static void
test_the_films_of_the_starter_content_play (void)
{
  g_autofree char *film = foyer_paths_dup_data_file ("media/film-mens-sheds.webm");
  g_autofree char *narration = foyer_paths_dup_data_file ("media/narration-essex-forest.webm");

  g_assert_cmpint (play (film), ==, FOYER_PLAYER_PLAYING);
  g_assert_cmpint (play (narration), ==, FOYER_PLAYER_PLAYING);
}

static void
test_another_kind_of_film_is_refused (void)
{
  g_autofree char *avi = fixture_path ("one-second.avi");

  g_test_expect_message ("foyer-player", G_LOG_LEVEL_MESSAGE, "cannot play:*");
  g_assert_cmpint (play (avi), ==, FOYER_PLAYER_FAILED);
  g_test_assert_expected_messages ();
}

/* GStreamer as it comes: the same film plays, and there is a way to the network. */
static void
weakened_process (void)
{
  g_autofree char *avi = fixture_path ("one-second.avi");
  g_autofree char *uri = gst_filename_to_uri (avi, NULL);
  GstElement *player, *source;

  g_unsetenv ("GST_PLUGIN_SYSTEM_PATH_1_0");
  g_unsetenv ("GST_REGISTRY_DISABLE");
  gst_init (NULL, NULL);
  source = gst_element_make_from_uri (GST_URI_SRC, "http://127.0.0.1:9/film", NULL, NULL);
  player = gst_element_factory_make ("playbin", NULL);
  g_assert_nonnull (source);
  g_assert_nonnull (player);
  g_object_set (player, "uri", uri, "video-sink", gst_element_factory_make ("fakesink", NULL),
                "audio-sink", gst_element_factory_make ("fakesink", NULL), NULL);
  gst_element_set_state (player, GST_STATE_PAUSED);
  g_assert_cmpint (gst_element_get_state (player, NULL, NULL, LONGEST_S * GST_SECOND), ==,
                   GST_STATE_CHANGE_SUCCESS);
  g_print ("weakened: it plays\n");
  gst_element_set_state (player, GST_STATE_NULL);
  gst_object_unref (player);
  gst_object_unref (source);
}

/* So that the refusals above are the list's doing and not the machine's. */
static void
test_without_the_list_they_would_be_played (void)
{
  if (g_test_subprocess ())
    {
      weakened_process ();
      return;
    }
  g_test_trap_subprocess (NULL, (guint64)LONGEST_S * 3 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout ("*weakened: it plays*");
}

static void
test_nothing_is_written_at_home (void)
{
  g_autoptr (GDir) dir = g_dir_open (home, 0, NULL);

  g_assert_true (gst_is_initialized ());
  g_assert_null (g_dir_read_name (dir));
}

int
main (int argc, char **argv)
{
  int result;

  home = scratch_dir_new ();
  g_setenv ("HOME", home, TRUE);
  g_setenv ("XDG_CACHE_HOME", home, TRUE);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("FOYER_AUDIO_SINK", "fakesink", TRUE);
  page_fixture_init (&argc, &argv);
  g_test_add_func ("/media-plugins/only-the-listed-plugins-are-there",
                   test_only_the_listed_plugins_are_there);
  g_test_add_func ("/media-plugins/nothing-reads-other-formats-or-the-network",
                   test_nothing_reads_other_formats_or_the_network);
  g_test_add_func ("/media-plugins/the-films-of-the-starter-content-play",
                   test_the_films_of_the_starter_content_play);
  g_test_add_func ("/media-plugins/another-kind-of-film-is-refused",
                   test_another_kind_of_film_is_refused);
  g_test_add_func ("/media-plugins/nothing-is-written-at-home", test_nothing_is_written_at_home);
  g_test_add_func ("/media-plugins/without-the-list-they-would-be-played",
                   test_without_the_list_they_would_be_played);
  result = page_fixture_run ();
  scratch_dir_free (home);
  return result;
}
