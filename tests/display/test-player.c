/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-fixture.h"

#include <glib/gstdio.h>
#include <gst/gst.h>

#include "kiosk/media/foyer-player-panel.h"
#include "kiosk/media/foyer-player.h"

/* The fixtures are two seconds of GStreamer's test picture and tone, with two captions. */
#define LONGEST_S 20 /* for two seconds of film, on a slow machine with sanitizers */

typedef struct
{
  FoyerPlayer *player;
  GPtrArray *captions; /* owned char *, in the order they came */
  guint pictures, errors;
  char *sentence; /* owned: of the last error */
} PlayerFixture;

static char *
fixture_path (const char *name)
{
  return g_build_filename (g_getenv ("FOYER_SOURCE_ROOT"), "tests", "fixtures", "media", name,
                           NULL);
}

static void
caption_cb (FoyerPlayer *player, GParamSpec *pspec, PlayerFixture *f)
{
  if (foyer_player_get_caption (player) != NULL)
    g_ptr_array_add (f->captions, g_strdup (foyer_player_get_caption (player)));
}

static void
picture_cb (GdkPaintable *film, PlayerFixture *f)
{
  f->pictures++;
}

static void
error_cb (FoyerPlayer *player, const char *sentence, PlayerFixture *f)
{
  f->errors++;
  g_free (f->sentence);
  f->sentence = g_strdup (sentence);
}

static void
open_media (PlayerFixture *f, const char *path, const char *captions_path)
{
  f->player = foyer_player_new (path, captions_path);
  f->captions = g_ptr_array_new_with_free_func (g_free);
  g_signal_connect (f->player, "notify::caption", G_CALLBACK (caption_cb), f);
  g_signal_connect (f->player, "error", G_CALLBACK (error_cb), f);
  g_signal_connect (foyer_player_get_paintable (f->player), "invalidate-contents",
                    G_CALLBACK (picture_cb), f);
}

/* data: the name of the film; the captions go with each. */
static void
set_up (PlayerFixture *f, gconstpointer data)
{
  g_autofree char *path = fixture_path (data);
  g_autofree char *captions = fixture_path ("two-seconds.vtt");

  g_setenv ("FOYER_AUDIO_SINK", "fakesink", TRUE);
  open_media (f, path, captions);
}

static void
tear_down (PlayerFixture *f, gconstpointer data)
{
  GdkPaintable *film = g_object_ref (foyer_player_get_paintable (f->player));

  g_assert_finalize_object (f->player);
  page_fixture_settle ();
  g_assert_finalize_object (film);
  g_ptr_array_unref (f->captions);
  g_free (f->sentence);
}

static gboolean
wait_for_state (PlayerFixture *f, FoyerPlayerState state)
{
  gint64 end = g_get_monotonic_time () + LONGEST_S * G_USEC_PER_SEC;

  while (foyer_player_get_state (f->player) != state && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  return foyer_player_get_state (f->player) == state;
}

static gboolean
wait_until_at (PlayerFixture *f, double seconds)
{
  gint64 end = g_get_monotonic_time () + LONGEST_S * G_USEC_PER_SEC;

  while (foyer_player_get_position (f->player) < seconds && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  return foyer_player_get_position (f->player) >= seconds;
}

static void
run_for_ms (guint ms)
{
  gint64 end = g_get_monotonic_time () + ms * 1000;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

static void
test_nothing_of_gstreamer_starts_before_play (void)
{
  PlayerFixture f = { 0 };

  g_assert_false (gst_is_initialized ());
  set_up (&f, "two-seconds.webm");
  g_assert_cmpint (foyer_player_get_state (f.player), ==, FOYER_PLAYER_IDLE);
  foyer_player_seek (f.player, 0.5);
  foyer_player_set_volume (f.player, 0.3);
  g_assert_false (gst_is_initialized ());
  tear_down (&f, NULL);
  g_assert_false (gst_is_initialized ());
}

static void
test_a_film_plays_to_its_end_with_its_captions (PlayerFixture *f, gconstpointer data)
{
  foyer_player_play (f->player);
  g_assert_true (wait_for_state (f, FOYER_PLAYER_ENDED));

  g_assert_cmpfloat_with_epsilon (foyer_player_get_duration (f->player), 2.0, 0.1);
  g_assert_cmpfloat_with_epsilon (foyer_player_get_position (f->player), 2.0, 0.1);
  g_assert_cmpuint (f->pictures, >, 3);
  g_assert_cmpint (gdk_paintable_get_intrinsic_width (foyer_player_get_paintable (f->player)), ==,
                   160);
  g_assert_cmpint (gdk_paintable_get_intrinsic_height (foyer_player_get_paintable (f->player)), ==,
                   90);
  g_assert_cmpuint (f->captions->len, ==, 2);
  g_assert_cmpstr (f->captions->pdata[0], ==, "One & two");
  g_assert_cmpstr (f->captions->pdata[1], ==, "Three");
  g_assert_null (foyer_player_get_caption (f->player));
  g_assert_cmpuint (f->errors, ==, 0);
}

static void
test_it_plays_again_from_the_beginning (PlayerFixture *f, gconstpointer data)
{
  foyer_player_play (f->player);
  foyer_player_seek (f->player, 1.6);
  g_assert_true (wait_for_state (f, FOYER_PLAYER_ENDED));
  foyer_player_play (f->player);
  g_assert_cmpint (foyer_player_get_state (f->player), ==, FOYER_PLAYER_PLAYING);
  g_assert_cmpfloat (foyer_player_get_position (f->player), <, 0.5);
  g_assert_true (wait_until_at (f, 0.4));
  g_assert_cmpfloat (foyer_player_get_position (f->player), <, 1.5);
}

static void
test_pause_stands_still_and_seek_shows_another_moment (PlayerFixture *f, gconstpointer data)
{
  double at;
  guint pictures;

  foyer_player_play (f->player);
  g_assert_true (wait_until_at (f, 0.25));
  foyer_player_pause (f->player);
  g_assert_cmpint (foyer_player_get_state (f->player), ==, FOYER_PLAYER_PAUSED);
  run_for_ms (300);
  at = foyer_player_get_position (f->player);
  pictures = f->pictures;
  run_for_ms (600);
  g_assert_cmpfloat (foyer_player_get_position (f->player), ==, at);

  foyer_player_seek (f->player, 1.2);
  run_for_ms (500);
  g_assert_cmpint (foyer_player_get_state (f->player), ==, FOYER_PLAYER_PAUSED);
  g_assert_cmpfloat_with_epsilon (foyer_player_get_position (f->player), 1.2, 0.1);
  g_assert_cmpstr (foyer_player_get_caption (f->player), ==, "Three");
  g_assert_cmpuint (f->pictures, >, pictures);
}

static void
test_many_seeks_end_at_the_last (PlayerFixture *f, gconstpointer data)
{
  foyer_player_play (f->player);
  g_assert_true (wait_until_at (f, 0.1));
  foyer_player_pause (f->player);
  for (int i = 0; i < 40; i++)
    foyer_player_seek (f->player, (i * 7 % 20) / 10.0);
  foyer_player_seek (f->player, 0.7);
  run_for_ms (800);
  g_assert_cmpfloat_with_epsilon (foyer_player_get_position (f->player), 0.7, 0.1);
}

static void
test_a_seek_before_play_is_where_it_begins (PlayerFixture *f, gconstpointer data)
{
  foyer_player_seek (f->player, 1.3);
  foyer_player_play (f->player);
  g_assert_true (wait_for_state (f, FOYER_PLAYER_ENDED));
  g_assert_cmpuint (f->captions->len, ==, 1);
  g_assert_cmpstr (f->captions->pdata[0], ==, "Three");
}

/* Another language's, in the middle of it; and none. */
static void
test_captions_can_be_changed (PlayerFixture *f, gconstpointer data)
{
  g_autofree char *path = fixture_path ("two-seconds.vtt");

  foyer_player_seek (f->player, 1.2);
  g_assert_cmpstr (foyer_player_get_caption (f->player), ==, "Three");
  foyer_player_set_captions (f->player, NULL);
  g_assert_null (foyer_player_get_caption (f->player));
  foyer_player_set_captions (f->player, path);
  g_assert_cmpstr (foyer_player_get_caption (f->player), ==, "Three");
}

static void
test_a_narration_has_no_picture (PlayerFixture *f, gconstpointer data)
{
  foyer_player_play (f->player);
  g_assert_true (wait_for_state (f, FOYER_PLAYER_ENDED));
  g_assert_cmpuint (f->pictures, ==, 0);
  g_assert_cmpint (gdk_paintable_get_intrinsic_width (foyer_player_get_paintable (f->player)), ==,
                   0);
  g_assert_cmpuint (f->captions->len, ==, 2);
}

/* filesink without a file name refuses to start, as a sound card that is gone does. */
static void
test_broken_sound_does_not_stop_the_film (PlayerFixture *f, gconstpointer data)
{
  g_setenv ("FOYER_AUDIO_SINK", "filesink", TRUE);
  foyer_player_play (f->player);
  g_assert_true (wait_for_state (f, FOYER_PLAYER_ENDED));
  g_assert_cmpuint (f->errors, ==, 0);
  g_assert_cmpuint (f->pictures, >, 3);
  g_setenv ("FOYER_AUDIO_SINK", "fakesink", TRUE);
}

static void
test_a_sink_that_does_not_exist_is_silence (PlayerFixture *f, gconstpointer data)
{
  g_setenv ("FOYER_AUDIO_SINK", "no-such-sink", TRUE);
  foyer_player_play (f->player);
  g_assert_true (wait_for_state (f, FOYER_PLAYER_ENDED));
  g_assert_cmpuint (f->errors, ==, 0);
  g_setenv ("FOYER_AUDIO_SINK", "fakesink", TRUE);
}

static void
play_broken (const char *path)
{
  PlayerFixture f = { 0 };

  open_media (&f, path, NULL);
  g_test_expect_message ("foyer-player", G_LOG_LEVEL_MESSAGE, "cannot play:*");
  foyer_player_play (f.player);
  g_test_message ("playing %s", path);
  g_assert_true (wait_for_state (&f, FOYER_PLAYER_FAILED));
  g_test_assert_expected_messages ();
  g_assert_cmpuint (f.errors, ==, 1);
  g_assert_nonnull (f.sentence);
  g_assert_null (strstr (f.sentence, path)); /* for a visitor: no path, no jargon */
  run_for_ms (100);
  g_assert_cmpuint (f.errors, ==, 1);
  tear_down (&f, NULL);
}

static void
test_what_is_no_film_is_said_in_one_sentence (void)
{
  g_autofree char *dir = g_dir_make_tmp ("foyer-player-XXXXXX", NULL);
  g_autofree char *gone = g_build_filename (dir, "gone.webm", NULL);
  g_autofree char *text = g_build_filename (dir, "text.webm", NULL);
  g_autofree char *cut = g_build_filename (dir, "cut.webm", NULL);
  g_autofree char *whole = fixture_path ("two-seconds.webm");
  g_autofree char *data = NULL;

  g_assert_true (g_file_set_contents (text, "this is not a film", -1, NULL));
  g_assert_true (g_file_get_contents (whole, &data, NULL, NULL));
  g_assert_true (g_file_set_contents (cut, data, 200, NULL));
  play_broken (gone);
  play_broken (text);
  play_broken (cut);
  g_unlink (text);
  g_unlink (cut);
  g_rmdir (dir);
}

static void
test_bad_captions_do_not_stop_the_film (void)
{
  PlayerFixture f = { 0 };
  g_autofree char *film = fixture_path ("two-seconds.webm");

  g_test_expect_message ("foyer-player", G_LOG_LEVEL_MESSAGE, "playing without captions:*");
  open_media (&f, film, film);
  g_test_assert_expected_messages ();
  foyer_player_seek (f.player, 1.5);
  foyer_player_play (f.player);
  g_assert_true (wait_for_state (&f, FOYER_PLAYER_ENDED));
  g_assert_cmpuint (f.captions->len, ==, 0);
  g_assert_cmpuint (f.errors, ==, 0);
  tear_down (&f, NULL);
}

static void
test_it_can_go_while_it_plays (PlayerFixture *f, gconstpointer data)
{
  foyer_player_play (f->player);
  g_assert_true (wait_until_at (f, 0.2));
}

/* ---- the panel ---- */

static gboolean
is_called (GtkWidget *widget, const char *spoken)
{
  g_autofree char *other = gtk_test_accessible_check_property (
    GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken);

  return other == NULL;
}

static GtkWidget *
find_named (GtkWidget *widget, const char *spoken)
{
  if (is_called (widget, spoken) && gtk_widget_get_visible (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_named (child, spoken);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_caption (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "caption")
      && gtk_widget_get_visible (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_caption (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
click (GtkWidget *panel, const char *spoken)
{
  GtkWidget *button = find_named (panel, spoken);

  g_assert_true (GTK_IS_BUTTON (button));
  g_signal_emit_by_name (button, "clicked");
}

static void
test_the_panel_runs_the_player (PlayerFixture *f, gconstpointer data)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *panel = foyer_player_panel_new (f->player, "A shed", "scene-shed", 2.0, TRUE);

  gtk_window_set_child (GTK_WINDOW (window), panel);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (panel);
  click (panel, "Play");
  g_assert_true (wait_until_at (f, 0.3));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (find_caption (panel))), ==, "One & two");
  click (panel, "Captions on");
  g_assert_null (find_caption (panel));
  click (panel, "Captions off");
  g_assert_nonnull (find_caption (panel));

  g_assert_cmpfloat (foyer_player_get_volume (f->player), ==, 0.6);
  click (panel, "Sound 60%");
  click (panel, "Sound 100%");
  g_assert_cmpfloat (foyer_player_get_volume (f->player), ==, 0);
  click (panel, "Sound off");
  g_assert_cmpfloat (foyer_player_get_volume (f->player), ==, 0.3);

  click (panel, "Pause");
  g_assert_cmpint (foyer_player_get_state (f->player), ==, FOYER_PLAYER_PAUSED);
  foyer_player_seek (f->player, 1.7);
  click (panel, "Play");
  g_assert_true (wait_for_state (f, FOYER_PLAYER_ENDED));
  g_assert_nonnull (find_named (panel, "Play again"));
  gtk_window_destroy (GTK_WINDOW (window));
  page_fixture_settle ();
}

int
main (int argc, char **argv)
{
  page_fixture_init (&argc, &argv);
  g_test_add_func ("/player/nothing-of-gstreamer-starts-before-play",
                   test_nothing_of_gstreamer_starts_before_play); /* must be the first */
#define ADD(name, film, function)                                                                  \
  g_test_add ("/player/" name, PlayerFixture, film, set_up, function, tear_down)
  ADD ("a-film-plays-to-its-end-with-its-captions", "two-seconds.webm",
       test_a_film_plays_to_its_end_with_its_captions);
  ADD ("it-plays-again-from-the-beginning", "two-seconds.webm",
       test_it_plays_again_from_the_beginning);
  ADD ("pause-stands-still-and-seek-shows-another-moment", "two-seconds.webm",
       test_pause_stands_still_and_seek_shows_another_moment);
  ADD ("many-seeks-end-at-the-last", "two-seconds.webm", test_many_seeks_end_at_the_last);
  ADD ("a-seek-before-play-is-where-it-begins", "two-seconds.webm",
       test_a_seek_before_play_is_where_it_begins);
  ADD ("captions-can-be-changed", "two-seconds.webm", test_captions_can_be_changed);
  ADD ("a-narration-has-no-picture", "two-seconds-sound.webm", test_a_narration_has_no_picture);
  ADD ("broken-sound-does-not-stop-the-film", "two-seconds.webm",
       test_broken_sound_does_not_stop_the_film);
  ADD ("a-sink-that-does-not-exist-is-silence", "two-seconds.webm",
       test_a_sink_that_does_not_exist_is_silence);
  ADD ("it-can-go-while-it-plays", "two-seconds.webm", test_it_can_go_while_it_plays);
  ADD ("the-panel-runs-the-player", "two-seconds.webm", test_the_panel_runs_the_player);
#undef ADD
  g_test_add_func ("/player/what-is-no-film-is-said-in-one-sentence",
                   test_what_is_no_film_is_said_in_one_sentence);
  g_test_add_func ("/player/bad-captions-do-not-stop-the-film",
                   test_bad_captions_do_not_stop_the_film);
  return g_test_run ();
}
