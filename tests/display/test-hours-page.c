/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/crypto/foyer-crypto.h"
#include "kiosk/foyer-spoken.h"
#include "kiosk/pages/foyer-hours-words.h"

#define CODE "HAZEL-OTTER-417238"
#define GUARD_US 300000 /* the page's repeat guard */

/* The clock of the fixture stands still: a visitor takes at least this long from tap to tap. */
static void
tap (PageFixture *f, const char *words)
{
  foyer_clock_advance (f->clock, GUARD_US);
  page_fixture_touch (f, words);
}

/* What the centre says of the code: fields after the state. */
static void
say_status (PageFixture *f, const char *state, const char *more)
{
  g_autofree char *hash = foyer_code_hash (CODE);
  g_autofree char *json = g_strdup_printf (
    "{\"format\":\"foyer-content-1\",\"kind\":\"statuses\",\"items\":[{\"id\":\"%s\",\"state\":"
    "\"%s\"%s,\"received\":\"2026-11-20\",\"updated\":\"2026-11-21T09:00:00Z\"}]}",
    hash, state, more);

  page_fixture_apply (f, json);
}

static void
log_first (PageFixture *f, const char *amount)
{
  page_fixture_open (f, "hours", "");
  tap (f, "This is my first time");
  tap (f, "Yesterday");
  tap (f, amount);
  tap (f, "Next");
  tap (f, "Add these hours");
}

/* The code in sight; (transfer full) */
static char *
dup_code (PageFixture *f)
{
  g_autofree char *text = page_fixture_dup_text (f);
  g_autoptr (GRegex) regex = g_regex_new ("[A-Z]+-[A-Z]+-[0-9]{6}", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_assert_true (g_regex_match (regex, text, 0, &match));
  return g_match_info_fetch (match, 0);
}

static void
test_the_first_hours_make_a_code (PageFixture *f, gconstpointer data)
{
  g_autofree char *code = NULL;
  g_autofree char *again = NULL;

  log_first (f, "2 hours");
  page_fixture_wait_for (f, "Thank you. 2 hours added.");
  code = dup_code (f);
  page_fixture_assert_fits (f);
  tap (f, "Add more hours");
  page_fixture_assert_fits (f);
  tap (f, "3");
  page_fixture_assert_fits (f);
  tap (f, "30 minutes");
  tap (f, "Next");
  tap (f, "Add these hours");
  page_fixture_wait_for (f, "Thank you. 30 minutes added.");
  g_assert_true (page_fixture_shows (f, "2 hours 30 minutes"));
  again = dup_code (f);
  g_assert_cmpstr (code, ==, again);
}

static double
left_of (PageFixture *f, const char *words)
{
  graphene_rect_t bounds;
  GtkWidget *widget = page_fixture_find (f, words);

  g_assert_nonnull (widget);
  g_assert_true (gtk_widget_compute_bounds (widget, GTK_WIDGET (f->window), &bounds));
  return bounds.origin.x + bounds.size.width / 2;
}

/* 22 November 2026 is a Sunday: 16 to 22 are one week, under the names of its days. */
static void
test_a_week_is_a_row (PageFixture *f, gconstpointer data)
{
  static const char *const columns[][2] = { { "Mon", "16" }, { "Thu", "19" }, { "Sun", "22" } };

  page_fixture_open (f, "hours", "");
  tap (f, "This is my first time");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (f->window));
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    g_assert_cmpfloat_with_epsilon (left_of (f, columns[i][0]), left_of (f, columns[i][1]), 2);
  g_assert_cmpfloat (left_of (f, "Mon"), <, left_of (f, "Sun"));
  g_assert_cmpfloat_with_epsilon (left_of (f, "15"), left_of (f, "Sun"), 2);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  page_fixture_open (f, "hours", "");
  tap (f, "This is my first time");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (f->window));
  g_assert_cmpfloat (left_of (f, "Mon"), >, left_of (f, "Sun"));
  g_assert_cmpfloat_with_epsilon (left_of (f, "Mon"), left_of (f, "16"), 2);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static void
assert_chosen (PageFixture *f, const char *words, gboolean is_chosen)
{
  GtkWidget *button = page_fixture_find_button (f, words);

  g_test_message ("%s", words);
  g_assert_nonnull (button);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_PRESSED,
                                    is_chosen ? GTK_ACCESSIBLE_TRISTATE_TRUE
                                              : GTK_ACCESSIBLE_TRISTATE_FALSE);
  g_assert_true (((gtk_widget_get_state_flags (button) & GTK_STATE_FLAG_CHECKED) != 0)
                 == is_chosen);
}

/* Before a day is touched none looks chosen, and there is no Next; who comes back sees which it was,
 * and goes on with it or with another. */
static void
test_a_day_looks_chosen_when_it_is (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "hours", "");
  tap (f, "This is my first time");
  g_assert_true (page_fixture_shows (f, "Touch a day to go on."));
  assert_chosen (f, "Today", FALSE);
  assert_chosen (f, "Yesterday", FALSE);
  assert_chosen (f, "22", FALSE);
  g_assert_null (page_fixture_find_button (f, "Next"));
  g_assert_cmpstr (foyer_spoken_get_name (page_fixture_find_button (f, "22")), ==,
                   "Sunday 22 November, today");
  g_assert_cmpstr (foyer_spoken_get_name (page_fixture_find_button (f, "21")), ==,
                   "Saturday 21 November");
  g_assert_false (gtk_widget_has_css_class (page_fixture_find_button (f, "21"), "today"));
  g_assert_true (gtk_widget_has_css_class (page_fixture_find_button (f, "22"), "today"));
  page_fixture_assert_fits (f);
  tap (f, "Yesterday");
  tap (f, "Back");
  assert_chosen (f, "Yesterday", TRUE);
  assert_chosen (f, "21", TRUE);
  assert_chosen (f, "Today", FALSE);
  assert_chosen (f, "22", FALSE);
  page_fixture_assert_fits (f);
  tap (f, "Next");
  g_assert_true (page_fixture_shows (f, "Saturday 21 November"));
  tap (f, "Back");
  tap (f, "21"); /* again: it stays chosen */
  tap (f, "Back");
  assert_chosen (f, "21", TRUE);
  tap (f, "20");
  g_assert_true (page_fixture_shows (f, "Friday 20 November"));
}

/* A touch too soon to count leaves nothing that looks chosen. */
static void
test_a_touch_too_soon_chooses_no_day (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "hours", "");
  tap (f, "This is my first time");
  g_signal_emit_by_name (page_fixture_find_button (f, "20"), "clicked");
  g_assert_true (page_fixture_shows (f, "Which day was it?"));
  assert_chosen (f, "20", FALSE);
}

/* The months fill the page: a third of it stood empty. */
static void
test_the_months_fill_the_width (PageFixture *f, gconstpointer data)
{
  graphene_rect_t bounds;
  int width;

  page_fixture_open (f, "hours", "");
  tap (f, "This is my first time");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (f->window));
  width = gtk_widget_get_width (GTK_WIDGET (f->window));
  g_assert_true (gtk_widget_compute_bounds (page_fixture_find (f, "October 2026"),
                                            GTK_WIDGET (f->window), &bounds));
  if (!foyer_page_is_portrait (page_fixture_page (f)))
    g_assert_cmpfloat (bounds.origin.x, >=, width / 2.0 - 48);
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, >=, width * 0.95);
}

static void
test_the_amount_looks_chosen (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "hours", "");
  tap (f, "This is my first time");
  tap (f, "Today");
  page_fixture_assert_fits (f);
  assert_chosen (f, "1 hour", TRUE);
  assert_chosen (f, "2 hours", FALSE);
  tap (f, "2 hours");
  assert_chosen (f, "2 hours", TRUE);
  assert_chosen (f, "30 minutes", FALSE);
  tap (f, "2 hours"); /* again: it stays chosen */
  assert_chosen (f, "2 hours", TRUE);
  tap (f, "+"); /* 2 hours 15 minutes: no pill says that */
  for (guint i = 0; i < 3; i++)
    assert_chosen (f, (const char *[]){ "30 minutes", "3 hours", "4 hours" }[i], FALSE);
  tap (f, "Next");
  tap (f, "Back");
  tap (f, "−");
  assert_chosen (f, "2 hours", TRUE);
}

static void
test_a_quarter_of_an_hour_at_a_time (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "hours", "");
  tap (f, "This is my first time");
  tap (f, "Today");
  g_assert_true (page_fixture_shows (f, "Sunday 22 November"));
  tap (f, "+");
  g_assert_true (page_fixture_shows (f, "1 hour 15 minutes"));
  for (guint i = 0; i < 8; i++)
    tap (f, "−");
  g_assert_true (page_fixture_shows (f, "15 minutes"));
}

static void
test_a_group_is_found_while_one_types (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "hours", "");
  tap (f, "This is my first time");
  tap (f, "Today");
  tap (f, "Next");
  page_fixture_type (f, "home library");
  page_fixture_wait_for (f, "Home Library Service delivery volunteer");
  page_fixture_assert_fits (f);
  tap (f, "Home Library Service delivery volunteer");
  tap (f, "Add these hours");
  page_fixture_wait_for (f, "Thank you. 1 hour added.");
  g_assert_true (page_fixture_shows (f, "Volunteer")); /* the programme, since it is known */
}

static void
say_hours (PageFixture *f)
{
  say_status (f, "received",
              ",\"service\":{\"minutes\":615,\"entries\":3,\"since\":\"2026-09\",\"until\":"
              "\"2026-11\",\"months\":{\"2026-09\":120,\"2026-11\":495},\"programmes\":"
              "{\"volunteering\":120},\"seq\":9}");
}

/* Home's own door for a code leads on: nobody types it twice. */
static void
test_another_door_hands_the_code_on (PageFixture *f, gconstpointer data)
{
  say_hours (f);
  page_fixture_open (f, "code", "");
  page_fixture_type (f, "hazel otter 417238");
  tap (f, "Show me");
  page_fixture_wait_for (f, "Your hours are counted.");
  page_fixture_assert_fits (f);
  g_usleep (FOYER_REPEAT_GUARD_US + 10000); /* the window's own, by the real clock */
  tap (f, "Show my hours");
  page_fixture_wait_page (f, "hours");
  page_fixture_wait_for (f, "10 hours 15 minutes");
  g_assert_true (page_fixture_shows (f, CODE));
  foyer_visit_set_language (foyer_page_get_visit (page_fixture_page (f)), "pl");
  page_fixture_wait_for (f, CODE); /* goes on where it was */
  foyer_visit_set_language (foyer_page_get_visit (page_fixture_page (f)), "en");
  page_fixture_wait_for (f, "10 hours 15 minutes");
}

static void
test_a_code_shows_the_sum_of_all_kiosks (PageFixture *f, gconstpointer data)
{
  say_hours (f);
  page_fixture_open (f, "hours", "");
  tap (f, "I have a code");
  page_fixture_type (f, "hazel otter 417238");
  tap (f, "Show my hours");
  page_fixture_wait_for (f, "Your hours");
  g_assert_true (page_fixture_shows (f, "10 hours 15 minutes"));
  g_assert_true (page_fixture_shows (f, "September 2026"));
  g_assert_true (page_fixture_shows (f, "8 hours 15 minutes"));
  g_assert_true (page_fixture_shows (f, CODE));
  page_fixture_assert_fits (f);
  page_fixture_wait_for (f, "There is no printer here.");
  g_assert_false (page_fixture_shows (f, "Print my record"));
}

static void
test_what_is_no_code_is_said_beside_the_field (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "hours", "");
  tap (f, "I have a code");
  tap (f, "Show my hours");
  page_fixture_wait_for (f, "There is a problem");
  g_assert_true (page_fixture_shows (f, "Type your code first."));
  tap (f, "Type your code first."); /* leads to the field */
  page_fixture_type (f, "hazel otter");
  tap (f, "Show my hours");
  page_fixture_wait_for (f, "Check the two words and six numbers.");
}

static void
test_a_code_that_was_taken_back_has_no_hours (PageFixture *f, gconstpointer data)
{
  say_status (f, "withdrawn", "");
  page_fixture_open (f, "hours", "");
  tap (f, "I have a code");
  page_fixture_type (f, CODE);
  tap (f, "Show my hours");
  page_fixture_wait_for (f, "This code has been taken back.");
}

/* What was logged here, and not sent yet: after it no page has a sum of it. */
static void
test_hours_taken_back_are_on_no_page (PageFixture *f, gconstpointer data)
{
  g_autofree char *code = NULL;
  g_autofree char *text = NULL;

  log_first (f, "2 hours");
  page_fixture_wait_for (f, "Thank you. 2 hours added.");
  code = dup_code (f);
  page_fixture_open (f, "code", "");
  page_fixture_type (f, code);
  tap (f, "Show me");
  page_fixture_wait_for (f, "Your hours are counted.");
  tap (f, "Take my hours back");
  g_assert_true (page_fixture_shows (f, "All hours with this code are removed: 2 hours."));
  tap (f, "Yes, take them back");
  page_fixture_wait_for (f, "Your hours are taken back.");
  page_fixture_open (f, "hours", "");
  tap (f, "I have a code");
  page_fixture_type (f, code);
  tap (f, "Show my hours");
  page_fixture_wait_for (f, "This code has been taken back. Begin again without a code.");
  page_fixture_open (f, "hours", code); /* the other page's door */
  page_fixture_wait_for (f, "This code has been taken back. Begin again without a code.");
  text = page_fixture_dup_text (f);
  g_assert_null (strstr (text, "2 hours"));
}

static void
test_the_record_on_paper (PageFixture *f, gconstpointer data)
{
  g_autoptr (FoyerService) service = foyer_service_new ();
  g_autoptr (FoyerServiceEntry) entry = foyer_service_entry_new_from_header (
    "{\"kind\":\"hours_log\",\"minutes\":195,\"month\":\"2026-11\",\"programme\":"
    "\"volunteering\"}",
    4);
  g_autoptr (FoyerPrint) print = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (f->dir, "record.pdf", NULL);
  g_autofree char *program = g_find_program_in_path ("pdftotext");
  const char *argv[] = { program, "-layout", path, "-", NULL };
  g_autofree char *words = NULL;

  foyer_service_add (service, entry);
  print = foyer_hours_print_new (f->backend, CODE, service);
  foyer_print_export (print, path, &error);
  g_assert_no_error (error);
  if (program == NULL)
    {
      g_test_skip ("pdftotext is not installed");
      return;
    }
  g_assert_true (g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &words, NULL,
                               NULL, NULL));
  g_assert_nonnull (strstr (words, "Record of service"));
  g_assert_nonnull (strstr (words, "3 hours 15 minutes"));
  g_assert_nonnull (strstr (words, "November 2026"));
  g_assert_nonnull (strstr (words, CODE));
  g_assert_nonnull (strstr (words, "Sunday 22 November 2026 at Chelmsford Library"));
  g_assert_nonnull (strstr (words, "Name"));
  g_remove (path);
}

static void
test_durations (void)
{
  const struct
  {
    guint minutes;
    const char *words;
  } said[] = { { 0, "0 hours" },
               { 15, "15 minutes" },
               { 60, "1 hour" },
               { 75, "1 hour 15 minutes" },
               { 6000, "100 hours" } };

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_autofree char *words = foyer_hours_words_duration (said[i].minutes);

      g_assert_cmpstr (words, ==, said[i].words);
    }
}

#define ADD(path, test)                                                                            \
  g_test_add (path, PageFixture, NULL, page_fixture_set_up, test, page_fixture_tear_down)

int
main (int argc, char **argv)
{
  page_fixture_init (&argc, &argv);
  ADD ("/hours-page/first-hours-make-a-code", test_the_first_hours_make_a_code);
  ADD ("/hours-page/a-week-is-a-row", test_a_week_is_a_row);
  ADD ("/hours-page/day-chosen", test_a_day_looks_chosen_when_it_is);
  ADD ("/hours-page/day-too-soon", test_a_touch_too_soon_chooses_no_day);
  ADD ("/hours-page/months-fill", test_the_months_fill_the_width);
  ADD ("/hours-page/amount-chosen", test_the_amount_looks_chosen);
  ADD ("/hours-page/quarter-hours", test_a_quarter_of_an_hour_at_a_time);
  ADD ("/hours-page/group-found", test_a_group_is_found_while_one_types);
  ADD ("/hours-page/sum-of-all-kiosks", test_a_code_shows_the_sum_of_all_kiosks);
  ADD ("/hours-page/another-door", test_another_door_hands_the_code_on);
  ADD ("/hours-page/no-code", test_what_is_no_code_is_said_beside_the_field);
  ADD ("/hours-page/taken-back", test_a_code_that_was_taken_back_has_no_hours);
  ADD ("/hours-page/taken-back-here", test_hours_taken_back_are_on_no_page);
  ADD ("/hours-page/on-paper", test_the_record_on_paper);
  g_test_add_func ("/hours-page/durations", test_durations);
  return page_fixture_run ();
}
