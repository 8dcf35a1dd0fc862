/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-fixture.h"

#include <string.h>

#include "core/model/foyer-when.h"
#include "core/viewmodel/foyer-direction-words.h"
#include "kiosk/foyer-language.h"

#define LISTING                                                                                    \
  "{\"format\":\"foyer-content-1\",\"kind\":\"listings\",\"items\":[{\"id\":\"walk\","             \
  "\"programme\":\"youth\",\"type\":\"activity\",\"title\":\"Night walk\","                        \
  "\"organisation\":\"Walkers\",\"summary\":\"A walk.\",\"what_you_do\":[\"You walk.\"],"          \
  "\"place_name\":\"Chelmsford\"}]}"

/* The language changes while a visitor is in the middle of something: everything speaks it at once,
 * and nothing they chose or typed is lost. */

static void
set_up (PageFixture *f, gconstpointer data)
{
  page_fixture_set_up (f, data);
  foyer_visit_begin (foyer_page_get_visit (page_fixture_page (f)));
}

static void
tear_down (PageFixture *f, gconstpointer data)
{
  page_fixture_tear_down (f, data);
  foyer_language_use (foyer_language_get (0));
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static void
speak (PageFixture *f, const char *code)
{
  foyer_visit_set_language (foyer_page_get_visit (page_fixture_page (f)), code);
  page_fixture_settle ();
  gtk_test_widget_wait_for_draw (GTK_WIDGET (f->window));
}

static const char *
back_in (const char *code)
{
  const struct
  {
    const char *code, *word;
  } words[] = { { "en", "Back" },  { "pl", "Wróć" },     { "ro", "Înapoi" },
                { "uk", "Назад" }, { "bn", "ফিরে যান" }, { "ur", "واپس" } };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].code, code))
      return words[i].word;
  g_assert_not_reached ();
}

static void
test_every_page_speaks_every_language_at_once (PageFixture *f, gconstpointer data)
{
  const char *const pages[][2]
    = { { "browse", "volunteering" }, { "search", "" }, { "stories", "" },
        { "info-list", "" },          { "code", "" },   { "info", "about" } };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      page_fixture_open (f, pages[i][0], pages[i][1]);
      for (guint j = 0; foyer_language_get (j) != NULL; j++)
        {
          const char *code = foyer_language_get (j)->code;
          gpointer before = page_fixture_page (f);

          g_object_add_weak_pointer (before, &before);
          speak (f, code);
          g_test_message ("%s in %s", pages[i][0], code);
          g_assert_cmpstr (page_fixture_page_name (f), ==, pages[i][0]);
          g_assert_true (page_fixture_shows (f, back_in (code)));
          g_assert_true (before == NULL || j == 0); /* nothing holds on to the page that went */
          if (before != NULL)
            g_object_remove_weak_pointer (before, &before);
        }
    }
}

/* GtkBuilder has its own way to them. */
static void
test_words_of_layout_files_are_translated_too (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "code", "");
  g_assert_true (page_fixture_shows (f, "Your code"));
  speak (f, "pl");
  g_assert_true (page_fixture_shows (f, "Twój kod"));
}

static void
test_urdu_is_read_from_the_right (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "browse", "volunteering");
  speak (f, "ur");
  g_assert_cmpint (gtk_widget_get_direction (GTK_WIDGET (f->window)), ==, GTK_TEXT_DIR_RTL);
  g_assert_cmpint (gtk_widget_get_direction (GTK_WIDGET (page_fixture_page (f))), ==,
                   GTK_TEXT_DIR_RTL);
  speak (f, "en");
  g_assert_cmpint (gtk_widget_get_direction (GTK_WIDGET (page_fixture_page (f))), ==,
                   GTK_TEXT_DIR_LTR);
}

static void
test_pages_one_goes_back_to_speak_it_too (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "browse", "volunteering");
  page_fixture_open (f, "code", "");
  speak (f, "pl");
  g_usleep (310 * 1000); /* as long as a second tap counts as a repeat */
  gtk_widget_activate_action (GTK_WIDGET (page_fixture_page (f)), "win.back", NULL);
  page_fixture_wait_page (f, "browse");
  g_assert_true (page_fixture_shows (f, "Wróć"));
}

static void
test_a_form_keeps_every_word (PageFixture *f, gconstpointer data)
{
  GtkWidget *focus;

  page_fixture_apply (f, LISTING);
  page_fixture_open (f, "sign-up", "walk");
  speak (f, "pl");
  /* of the page's template, not of its code */
  g_assert_true (page_fixture_shows (f, "Twoje odpowiedzi widzą tylko"));
  speak (f, "en");
  page_fixture_click (f, "18 or over");
  page_fixture_tap (f, "Continue");
  page_fixture_type (f, "Pat");
  speak (f, "pl");
  focus = gtk_root_get_focus (GTK_ROOT (f->window));
  g_assert_true (GTK_IS_TEXT (focus));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (focus)), ==, "Pat");
  g_assert_false (gtk_editable_get_selection_bounds (GTK_EDITABLE (focus), NULL, NULL));
  page_fixture_type (f, "ricia");
  speak (f, "en");
  page_fixture_tap (f, "Continue");
  page_fixture_type (f, "07700 900123");
  speak (f, "ur");
  speak (f, "en");
  page_fixture_tap (f, "Continue");
  g_assert_true (page_fixture_shows (f, "Patricia"));
  g_assert_true (page_fixture_shows (f, "07700 900123"));
}

static void
test_a_list_keeps_its_filters (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "browse", "volunteering");
  page_fixture_wait_for (f, "Sort: Nearest");
  page_fixture_click (f, "2 miles");
  page_fixture_click (f, "Sort: Nearest");
  page_fixture_wait_for (f, "Sort: Soonest");
  speak (f, "pl");
  speak (f, "en");
  page_fixture_wait_for (f, "Sort: Soonest");
  g_assert_true (
    gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (page_fixture_find_button (f, "2 miles"))));
}

static void
test_a_search_keeps_its_words (PageFixture *f, gconstpointer data)
{
  GtkWidget *focus;

  page_fixture_open (f, "search", "");
  page_fixture_type (f, "garden");
  speak (f, "pl");
  focus = gtk_root_get_focus (GTK_ROOT (f->window));
  g_assert_true (GTK_IS_TEXT (focus));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (focus)), ==, "garden");
}

static void
test_a_code_keeps_what_was_typed (PageFixture *f, gconstpointer data)
{
  GtkWidget *focus;

  page_fixture_open (f, "code", "");
  page_fixture_type (f, "HAZEL-OTT");
  speak (f, "uk");
  focus = gtk_root_get_focus (GTK_ROOT (f->window));
  g_assert_true (GTK_IS_TEXT (focus));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (focus)), ==, "HAZEL-OTT");
}

static void
test_the_next_visitor_is_met_in_english (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "browse", "volunteering");
  speak (f, "ur");
  gtk_widget_activate_action (GTK_WIDGET (page_fixture_page (f)), "win.finish", NULL);
  page_fixture_wait_page (f, "attract");
  g_assert_cmpstr (foyer_language_get_current ()->code, ==, "en");
  g_assert_cmpint (gtk_widget_get_direction (GTK_WIDGET (page_fixture_page (f))), ==,
                   GTK_TEXT_DIR_LTR);
}

static void
test_the_attract_loop_begins_a_visit_in_a_language (PageFixture *f, gconstpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (page_fixture_page (f)), "win.finish", NULL);
  page_fixture_wait_page (f, "attract");
  g_usleep (310 * 1000);
  gtk_widget_activate_action (GTK_WIDGET (page_fixture_page (f)), "win.language", "s", "pl");
  page_fixture_wait_page (f, "home");
  g_assert_cmpstr (foyer_visit_get_language (foyer_page_get_visit (page_fixture_page (f))), ==,
                   "pl");
  g_assert_true (page_fixture_shows (f, "Co chcesz dziś robić?"));
}

static void
test_the_page_of_languages_goes_back_in_the_one_chosen (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "browse", "volunteering");
  page_fixture_open (f, "language", "");
  page_fixture_assert_fits (f);
  for (guint i = 0; foyer_language_get (i) != NULL; i++)
    g_assert_true (page_fixture_shows (f, foyer_language_get (i)->name));
  g_usleep (310 * 1000);
  page_fixture_click (f, "Polski");
  page_fixture_wait_page (f, "browse");
  g_assert_true (page_fixture_shows (f, "Wróć"));
}

static void
test_the_attract_loop_offers_every_language (PageFixture *f, gconstpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (page_fixture_page (f)), "win.finish", NULL);
  page_fixture_wait_page (f, "attract");
  page_fixture_assert_fits (f);
  g_usleep (310 * 1000);
  page_fixture_click (f, "Română");
  page_fixture_wait_page (f, "home");
  g_assert_cmpstr (foyer_language_get_current ()->code, ==, "ro");
}

/* Its language is taken back while it ends, and hearing of that must not end it twice. */
static void
test_a_visit_in_another_language_ends_by_itself (PageFixture *f, gconstpointer data)
{
  FoyerVisit *visit = foyer_page_get_visit (page_fixture_page (f));

  page_fixture_open (f, "code", "");
  speak (f, "ro");
  foyer_clock_advance (f->clock, 60 * G_USEC_PER_SEC);
  g_assert_cmpint (foyer_visit_update (visit), ==, FOYER_VISIT_WARNING);
  foyer_clock_advance (f->clock, 60 * G_USEC_PER_SEC);
  g_assert_cmpint (foyer_visit_update (visit), ==, FOYER_VISIT_ENDED);
  page_fixture_wait_page (f, "attract");
  g_assert_cmpstr (foyer_language_get_current ()->code, ==, "en");
}

/* 28 November 2026, a Saturday, from ten to half past twelve. */
static void
test_days_and_times_are_said_as_the_language_does (PageFixture *f, gconstpointer data)
{
  const struct
  {
    const char *code, *day, *times, *month;
  } cases[] = {
    { "en", "Saturday 28 November", "10am to 12:30pm", "May 2019" },
    { "pl", "sobota, 28 listopada", "10:00–12:30", "maj 2019" },
    { "ro", "sâmbătă, 28 noiembrie", "10:00–12:30", "mai 2019" },
    { "uk", "субота, 28 листопада", "10:00–12:30", "травень 2019" },
    { "bn", "শনিবার, 28 নভেম্বর", "10am থেকে 12:30pm", "মে 2019" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const gint64 start = 1795860000;
      g_autofree char *day = NULL, *times = NULL, *month = NULL;

      foyer_language_use (foyer_language_find (cases[i].code));
      day = foyer_when_day (start);
      times = foyer_when_time_range (start, start + 9000);
      month = foyer_when_confirmed ("2019-05");
      g_assert_cmpstr (day, ==, cases[i].day);
      g_assert_cmpstr (times, ==, cases[i].times);
      g_assert_cmpstr (month, ==, cases[i].month);
    }
}

static void
test_content_is_in_the_language_or_says_that_it_is_not (PageFixture *f, gconstpointer data)
{
  page_fixture_apply (f, LISTING);
  page_fixture_open (f, "home", "");
  speak (f, "pl");
  g_assert_true (page_fixture_shows (f, "Wolontariat"));
  page_fixture_open (f, "detail", "walk");
  g_assert_true (page_fixture_shows (f, "Night walk"));
  g_assert_true (page_fixture_shows (f, "Ta strona jest po angielsku."));
  speak (f, "en");
  g_assert_false (page_fixture_shows (f, "This page is in English."));
}

/* Numbers of several parts stay in order in a sentence that is read from the right. */
static void
test_numbers_are_kept_together_in_urdu (PageFixture *f, gconstpointer data)
{
  g_autofree char *number = NULL, *name = NULL, *kept = NULL;

  foyer_language_use (foyer_language_find ("ur"));
  number = foyer_words_isolate_number ("01632 960100");
  name = foyer_words_isolate ("Night walk");
  kept = foyer_words_keep_numbers ("01632 960100");
  g_assert_cmpstr (number, ==, "\u206601632 960100\u2069");
  g_assert_cmpstr (name, ==, "\u2068Night walk\u2069");
  g_assert_cmpstr (kept, ==, "\u206601632 960100\u2069");
}

int
main (int argc, char **argv)
{
  foyer_language_init ();
  page_fixture_init (&argc, &argv);
#define ADD(path, test, data) g_test_add (path, PageFixture, data, set_up, test, tear_down)
  ADD ("/language/every page speaks every language at once",
       test_every_page_speaks_every_language_at_once, NULL);
  ADD ("/language/words of layout files are translated too",
       test_words_of_layout_files_are_translated_too, NULL);
  ADD ("/language/a visit in another language ends by itself",
       test_a_visit_in_another_language_ends_by_itself, NULL);
  ADD ("/language/urdu is read from the right", test_urdu_is_read_from_the_right, NULL);
  ADD ("/language/pages one goes back to speak it too", test_pages_one_goes_back_to_speak_it_too,
       NULL);
  ADD ("/language/a form keeps every word", test_a_form_keeps_every_word, NULL);
  ADD ("/language/a list keeps its filters", test_a_list_keeps_its_filters, NULL);
  ADD ("/language/a search keeps its words", test_a_search_keeps_its_words, NULL);
  ADD ("/language/a code keeps what was typed", test_a_code_keeps_what_was_typed, NULL);
  ADD ("/language/the next visitor is met in English", test_the_next_visitor_is_met_in_english,
       NULL);
  ADD ("/language/the attract loop begins a visit in a language",
       test_the_attract_loop_begins_a_visit_in_a_language, NULL);
  ADD ("/language/the page of languages goes back in the one chosen",
       test_the_page_of_languages_goes_back_in_the_one_chosen, NULL);
  ADD ("/language/the attract loop offers every language",
       test_the_attract_loop_offers_every_language, NULL);
  ADD ("/language/days and times are said as the language does",
       test_days_and_times_are_said_as_the_language_does, NULL);
  ADD ("/language/content is in the language, or says that it is not",
       test_content_is_in_the_language_or_says_that_it_is_not, NULL);
  ADD ("/language/numbers are kept together in Urdu", test_numbers_are_kept_together_in_urdu, NULL);
#undef ADD
  return page_fixture_run ();
}
