/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-fixture.h"

#include <glib/gstdio.h>
#include <libintl.h>
#include <string.h>

#include "core/store/foyer-media-cache.h"
#include "kiosk/media/foyer-player-panel.h"

/* Puts the test film and its captions where fetched media lie, and names them in the content. */
static void
add_media (PageFixture *f)
{
  static const struct
  {
    const char *file, *id, *type;
  } media[] = { { "two-seconds.webm", "film-mens-sheds", "video/webm" },
                { "two-seconds.vtt", "captions-mens-sheds", "text/vtt" } };

  for (guint i = 0; i < G_N_ELEMENTS (media); i++)
    {
      g_autofree char *from = g_build_filename (g_getenv ("FOYER_SOURCE_ROOT"), "tests", "fixtures",
                                                "media", media[i].file, NULL);
      g_autofree char *bytes = NULL;
      g_autofree char *sha256 = NULL;
      g_autofree char *part = NULL;
      g_autofree char *json = NULL;
      g_autoptr (GError) error = NULL;
      gsize size;

      g_assert_true (g_file_get_contents (from, &bytes, &size, NULL));
      sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (guchar *)bytes, size);
      part = foyer_media_cache_dup_part_path (f->dir, sha256);
      g_assert_true (g_file_set_contents (part, bytes, (gssize)size, NULL));
      g_assert_true (foyer_media_cache_commit (f->dir, part, sha256, (gint64)size, &error));
      g_assert_no_error (error);
      json = g_strdup_printf (
        "{\"format\":\"foyer-content-1\",\"kind\":\"media\",\"items\":[{\"id\":\"%s\",\"file\":"
        "\"%s\",\"sha256\":\"%s\",\"bytes\":%" G_GSIZE_FORMAT
        ",\"type\":\"%s\",\"title\":\"A shed\",\"seconds\":2}]}",
        media[i].id, media[i].file, sha256, size, media[i].type);
      page_fixture_apply (f, json);
    }
}

static gboolean
is_called (GtkWidget *widget, const char *spoken)
{
  g_autofree char *other = gtk_test_accessible_check_property (
    GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken);

  return other == NULL;
}

/* The button that a screen reader calls so. */
static GtkWidget *
find_named (GtkWidget *widget, const char *spoken)
{
  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) && is_called (widget, spoken))
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

static guint
count_cards (GtkWidget *widget)
{
  guint n = gtk_widget_has_css_class (widget, "story-card") ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_cards (child);
  return n;
}

static guint
count_on_wall (PageFixture *f)
{
  return count_cards (GTK_WIDGET (page_fixture_page (f)));
}

/* The wall grows a row a frame: n cards, within ten seconds, and no more a few frames later. */
static void
assert_wall_reaches (PageFixture *f, guint n)
{
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (count_on_wall (f) < n && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  for (int i = 0; i < 3; i++)
    {
      gtk_widget_queue_draw (GTK_WIDGET (f->window));
      gtk_test_widget_wait_for_draw (GTK_WIDGET (f->window));
    }
  g_assert_cmpuint (count_on_wall (f), ==, n);
}

static void
test_the_wall_shows_all_and_narrows (PageFixture *f, gconstpointer data)
{
  guint making;

  page_fixture_open (f, "stories", "");
  g_assert_true (page_fixture_shows (f, "17 stories"));
  assert_wall_reaches (f, 17);
  page_fixture_click (f, "Making things");
  making = count_on_wall (f);
  g_assert_cmpuint (making, >, 0);
  g_assert_cmpuint (making, <, 17);
  page_fixture_click (f, "Thurrock");
  assert_wall_reaches (f, 1);
  g_assert_true (page_fixture_shows (f, "1 story"));
  g_assert_false (
    gtk_widget_is_sensitive (page_fixture_find_button (f, "Nature"))); /* none there */
  page_fixture_click (f, "Everything");
  page_fixture_click (f, "All Essex");
  assert_wall_reaches (f, 17);
}

static void
test_a_theme_may_be_chosen_beforehand (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "stories", "nature");
  assert_wall_reaches (f, 2);
}

static void
test_a_pill_keeps_the_focus_when_it_is_chosen (PageFixture *f, gconstpointer data)
{
  GtkWidget *focus;

  page_fixture_open (f, "stories", "");
  page_fixture_click (f, "Nature");
  focus = gtk_root_get_focus (GTK_ROOT (f->window));
  g_assert_true (focus == page_fixture_find_button (f, "Nature"));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (focus), GTK_ACCESSIBLE_STATE_PRESSED,
                                    GTK_ACCESSIBLE_TRISTATE_TRUE);
}

static void
test_many_stories_come_a_part_at_a_time (PageFixture *f, gconstpointer data)
{
  g_autoptr (GString) json
    = g_string_new ("{\"format\":\"foyer-content-1\",\"kind\":\"stories\",\"items\":[");

  for (int i = 0; i < 60; i++)
    g_string_append_printf (json,
                            "%s{\"id\":\"more-%d\",\"title\":\"Story %d\",\"body\":[\"Words.\"]}",
                            i > 0 ? "," : "", i, i);
  g_string_append (json, "]}");
  page_fixture_apply (f, json->str);
  page_fixture_open (f, "stories", "");
  g_assert_true (page_fixture_shows (f, "77 stories"));
  assert_wall_reaches (f, 24);
  page_fixture_click (f, "Show more stories");
  assert_wall_reaches (f, 48);
}

static void
test_an_empty_wall_says_so (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "stories", "");
  g_assert_true (page_fixture_shows (f, "The stories are still on their way to this kiosk."));
  g_assert_cmpuint (count_on_wall (f), ==, 0);
}

static void
test_a_card_opens_its_story_and_next_goes_on (PageFixture *f, gconstpointer data)
{
  g_autofree char *first = NULL;

  page_fixture_open (f, "stories", "");
  page_fixture_click (f, "Flowers by the roadside");
  page_fixture_wait_page (f, "story");
  g_assert_cmpstr (foyer_page_get_argument (page_fixture_page (f)), ==, "wild-verges");
  first = g_strdup (foyer_page_get_argument (page_fixture_page (f)));
  page_fixture_click (f, "Next story");
  g_assert_cmpstr (foyer_page_get_argument (page_fixture_page (f)), !=, first);
}

static void
test_a_story_without_media_is_one_to_read (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "story", "wild-verges");
  g_assert_true (page_fixture_shows (f, "Flowers by the roadside"));
  g_assert_true (page_fixture_shows (f, "Look at the strip of grass beside the road."));
  g_assert_true (page_fixture_shows (f, "Where this comes from: The Future of Essex"));
  g_assert_null (find_named (GTK_WIDGET (page_fixture_page (f)), "Play"));
  g_assert_null (page_fixture_find_button (f, "Read the words instead"));
}

/* The content names a film, but it is not on this machine yet. */
static void
test_media_not_here_yet_is_no_dead_button (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "story", "mens-sheds");
  g_assert_null (find_named (GTK_WIDGET (page_fixture_page (f)), "Play"));
  g_assert_true (page_fixture_shows (f, "Some of the best talks happen over a piece of wood."));
}

static void
test_a_film_plays_with_captions_and_words_take_its_place (PageFixture *f, gconstpointer data)
{
  FoyerPage *page;

  g_setenv ("FOYER_AUDIO_SINK", "fakesink", TRUE);
  add_media (f);
  page = page_fixture_open (f, "story", "mens-sheds");
  g_assert_true (page_fixture_shows (f, "0:00 / 0:02"));
  g_assert_true (page_fixture_shows (f, "Drawn scenes and a computer voice"));
  g_assert_false (page_fixture_shows (f, "That is the simple idea"));
  g_signal_emit_by_name (find_named (GTK_WIDGET (page), "Play"), "clicked");
  page_fixture_wait_for (f, "One & two");
  g_assert_nonnull (find_named (GTK_WIDGET (page), "Pause"));

  page_fixture_click (f, "Read the words instead");
  g_assert_true (page_fixture_shows (f, "That is the simple idea"));
  g_assert_false (page_fixture_shows (f, "One & two"));
  foyer_visit_begin (foyer_page_get_visit (page));
  foyer_visit_set_language (foyer_page_get_visit (page), "pl");
  page_fixture_settle ();
  foyer_visit_set_language (foyer_page_get_visit (page_fixture_page (f)), "en");
  page_fixture_settle ();
  page = page_fixture_page (f);
  g_assert_true (page_fixture_shows (f, "That is the simple idea")); /* still read */
  page_fixture_click (f, "Watch or listen instead");
  g_assert_nonnull (find_named (GTK_WIDGET (page), "Play")); /* reading paused it */
}

static GtkWidget *
find_of_type (GtkWidget *widget, GType type)
{
  GtkWidget *found = NULL;

  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_of_type (child, type);
  return found;
}

/* Of the page in sight; borrowed. */
static FoyerPlayer *
find_player (PageFixture *f)
{
  GtkWidget *panel
    = find_of_type (GTK_WIDGET (page_fixture_page (f)), FOYER_TYPE_PLAYER_PANEL);

  g_assert_nonnull (panel);
  return foyer_player_panel_get_player (FOYER_PLAYER_PANEL (panel));
}

static void
move_to (PageFixture *f, double seconds)
{
  GtkWidget *slider = find_of_type (GTK_WIDGET (page_fixture_page (f)), GTK_TYPE_RANGE);
  gboolean is_handled;

  g_signal_emit_by_name (slider, "change-value", GTK_SCROLL_JUMP, seconds, &is_handled);
}

static void
change_language (PageFixture *f, const char *language)
{
  FoyerPage *before = page_fixture_page (f);

  g_object_add_weak_pointer (G_OBJECT (before), (gpointer *)&before);
  foyer_visit_set_language (foyer_page_get_visit (before), language);
  page_fixture_settle ();
  g_assert_null (before); /* made anew */
  gtk_test_widget_wait_for_draw (GTK_WIDGET (f->window));
}

static void
test_a_film_goes_on_in_the_next_language (PageFixture *f, gconstpointer data)
{
  FoyerPage *page;
  double was;

  g_setenv ("FOYER_AUDIO_SINK", "fakesink", TRUE);
  add_media (f);
  page = page_fixture_open (f, "story", "mens-sheds");
  foyer_visit_begin (foyer_page_get_visit (page));
  g_signal_emit_by_name (find_named (GTK_WIDGET (page), "Play"), "clicked");
  page_fixture_wait_for (f, "One & two");
  was = foyer_player_get_position (find_player (f));
  g_assert_cmpfloat (was, >, 0);
  change_language (f, "pl");
  g_assert_cmpint (foyer_player_get_state (find_player (f)), ==, FOYER_PLAYER_PLAYING);
  g_assert_cmpfloat (foyer_player_get_position (find_player (f)), >=, was);
  page_fixture_wait_for (f, "Three"); /* nobody touched anything */

  foyer_player_pause (find_player (f));
  move_to (f, 1.2);
  foyer_player_set_volume (find_player (f), 0.25);
  g_signal_emit_by_name (find_named (GTK_WIDGET (page_fixture_page (f)), gettext ("Captions on")),
                         "clicked");
  g_assert_false (page_fixture_shows (f, "Three"));
  change_language (f, "en");
  g_assert_cmpint (foyer_player_get_state (find_player (f)), ==, FOYER_PLAYER_PAUSED);
  g_assert_cmpfloat_with_epsilon (foyer_player_get_position (find_player (f)), 1.2, 0.1);
  g_assert_cmpfloat (foyer_player_get_volume (find_player (f)), ==, 0.25);
  g_assert_nonnull (find_named (GTK_WIDGET (page_fixture_page (f)), "Play"));
  g_assert_false (page_fixture_shows (f, "Three"));
  g_signal_emit_by_name (find_named (GTK_WIDGET (page_fixture_page (f)), "Captions off"),
                         "clicked");
  g_assert_true (page_fixture_shows (f, "Three"));
  g_assert_true (page_fixture_shows (f, "0:01 / 0:02"));
}

/* Where one visitor was is nothing to the next. */
static void
test_a_film_begins_anew_for_the_next_visitor (PageFixture *f, gconstpointer data)
{
  FoyerPage *page;

  g_setenv ("FOYER_AUDIO_SINK", "fakesink", TRUE);
  add_media (f);
  page = page_fixture_open (f, "story", "mens-sheds");
  foyer_visit_begin (foyer_page_get_visit (page));
  move_to (f, 1.2);
  change_language (f, "pl");
  g_assert_cmpfloat (foyer_player_get_position (find_player (f)), ==, 1.2);
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.finish", NULL);
  page_fixture_wait_page (f, "attract");
  page_fixture_open (f, "story", "mens-sheds");
  g_assert_cmpfloat (foyer_player_get_position (find_player (f)), ==, 0);
  g_assert_cmpint (foyer_player_get_state (find_player (f)), ==, FOYER_PLAYER_IDLE);
  g_assert_true (page_fixture_shows (f, "0:00 / 0:02"));
}

static void
test_leaving_the_page_stops_the_film (PageFixture *f, gconstpointer data)
{
  FoyerPage *page;

  g_setenv ("FOYER_AUDIO_SINK", "fakesink", TRUE);
  add_media (f);
  page = page_fixture_open (f, "story", "mens-sheds");
  g_signal_emit_by_name (find_named (GTK_WIDGET (page), "Play"), "clicked");
  page_fixture_wait_for (f, "One & two");
  page_fixture_open (f, "home", "");
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.back", NULL);
  page_fixture_wait_page (f, "story");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (f->window));
  g_assert_nonnull (find_named (GTK_WIDGET (page), "Play"));
}

static void
test_the_door_says_how_many_and_opens_them (PageFixture *f, gconstpointer data)
{
  GtkWidget *door;

  page_fixture_open (f, "story", "wild-verges");
  foyer_backend_start (f->backend);
  page_fixture_wait_for (f, "Do something like this");
  door = page_fixture_find_button (f, "Do something like this");
  g_assert_true (page_fixture_shows (f, "2 near here"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (door), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Do something like this. 2 near here");
  page_fixture_click (f, "Do something like this");
  page_fixture_wait_page (f, "browse");
  g_assert_cmpstr (foyer_page_get_argument (page_fixture_page (f)), ==, "volunteering?tags=nature");
}

static void
test_a_door_to_nothing_stays_shut (PageFixture *f, gconstpointer data)
{
  page_fixture_apply (
    f, "{\"format\":\"foyer-content-1\",\"kind\":\"stories\",\"items\":[{\"id\":\"odd\",\"title\":"
       "\"An odd one\",\"body\":[\"Words.\"],\"like\":{\"programme\":\"youth\",\"tags\":"
       "[\"never-used\"]}}]}");
  page_fixture_open (f, "story", "odd");
  foyer_backend_start (f->backend);
  for (gint64 end = g_get_monotonic_time () + G_USEC_PER_SEC / 2; g_get_monotonic_time () < end;)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_assert_false (page_fixture_shows (f, "Do something like this"));
}

static void
test_a_story_that_is_gone_is_said (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "story", "never-there");
  g_assert_true (page_fixture_shows (f, "This story is not here any more"));
}

static void
test_they_fit_the_screen (PageFixture *f, gconstpointer data)
{
  add_media (f);
  page_fixture_open (f, "stories", "");
  page_fixture_assert_fits (f);
  page_fixture_open (f, "story", "mens-sheds");
  page_fixture_assert_fits (f);
}

int
main (int argc, char **argv)
{
  page_fixture_init (&argc, &argv);
#define ADD(name, data, function)                                                                  \
  g_test_add ("/story-page/" name, PageFixture, data, page_fixture_set_up, function,               \
              page_fixture_tear_down)
  ADD ("the-wall-shows-all-and-narrows", NULL, test_the_wall_shows_all_and_narrows);
  ADD ("a-theme-may-be-chosen-beforehand", NULL, test_a_theme_may_be_chosen_beforehand);
  ADD ("a-pill-keeps-the-focus-when-it-is-chosen", NULL,
       test_a_pill_keeps_the_focus_when_it_is_chosen);
  ADD ("many-stories-come-a-part-at-a-time", NULL, test_many_stories_come_a_part_at_a_time);
  ADD ("an-empty-wall-says-so", "empty", test_an_empty_wall_says_so);
  ADD ("a-card-opens-its-story-and-next-goes-on", NULL,
       test_a_card_opens_its_story_and_next_goes_on);
  ADD ("a-story-without-media-is-one-to-read", NULL, test_a_story_without_media_is_one_to_read);
  ADD ("media-not-here-yet-is-no-dead-button", NULL, test_media_not_here_yet_is_no_dead_button);
  ADD ("a-film-plays-with-captions-and-words-take-its-place", NULL,
       test_a_film_plays_with_captions_and_words_take_its_place);
  ADD ("a-film-goes-on-in-the-next-language", NULL, test_a_film_goes_on_in_the_next_language);
  ADD ("a-film-begins-anew-for-the-next-visitor", NULL,
       test_a_film_begins_anew_for_the_next_visitor);
  ADD ("leaving-the-page-stops-the-film", NULL, test_leaving_the_page_stops_the_film);
  ADD ("the-door-says-how-many-and-opens-them", NULL, test_the_door_says_how_many_and_opens_them);
  ADD ("a-door-to-nothing-stays-shut", NULL, test_a_door_to_nothing_stays_shut);
  ADD ("a-story-that-is-gone-is-said", NULL, test_a_story_that_is_gone_is_said);
  ADD ("they-fit-the-screen", NULL, test_they_fit_the_screen);
#undef ADD
  return g_test_run ();
}
