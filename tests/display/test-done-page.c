/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-fixture.h"

#include <string.h>

#include "kiosk/foyer-backend-staff.h"
#include "kiosk/widgets/foyer-fit.h"
#include "kiosk/widgets/foyer-print-button.h"
#include "kiosk/widgets/foyer-qr.h"

#define LISTING                                                                                    \
  "{\"format\":\"foyer-content-1\",\"kind\":\"listings\",\"items\":[{\"id\":\"walk\","             \
  "\"programme\":\"youth\","                                                                       \
  "\"type\":\"activity\",\"title\":\"Night walk\",\"summary\":\"A walk.\",\"what_you_do\":[\"You " \
  "walk.\"],"                                                                                      \
  "\"place_name\":\"Chelmsford\",\"tags\":[\"move\",\"not-a-choice\",\"make\"]}]}"
#define SESSIONS                                                                                   \
  "{\"format\":\"foyer-content-1\",\"kind\":\"sessions\",\"items\":[{\"id\":\"walk@2026-12-02T19:" \
  "00\","                                                                                          \
  "\"listing\":\"walk\",\"date\":\"2026-12-02\",\"start\":\"2026-12-02T19:00:00+00:00\","          \
  "\"end\":\"2026-12-02T20:30:00+00:00\"}]}"

static void
open_receipt (PageFixture *f, const char *argument)
{
  page_fixture_apply (f, LISTING);
  page_fixture_apply (f, SESSIONS);
  page_fixture_open (f, "done", argument);
}

static gboolean
has_qr (GtkWidget *widget)
{
  if (FOYER_IS_QR (widget))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_qr (child))
      return TRUE;
  return FALSE;
}

static void
test_a_dated_sign_up_says_when_where_and_by_when (PageFixture *f, gconstpointer data)
{
  const char *const words[] = {
    "Thank you. You’re on the list.",
    "Night walk",
    "Wednesday 2 December, 7pm to 8:30pm",
    "Chelmsford",
    "Your code",
    "HAZEL-RIVER-417238",
    "Scan to keep the date, place and code",
    "What happens next",
    "The organiser calls you.",
    "You should hear by Sunday 29 November.",
    "Keep your code. Type it at any of our kiosks",
  };

  open_receipt (f, "HAZEL-RIVER-417238 walk walk@2026-12-02T19:00 0123456789abcdefghjkmnpqrs adult "
                   "phone 2026-11-29");
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (!page_fixture_shows (f, words[i]))
        g_test_message ("not shown: %s", words[i]);
      g_assert_true (page_fixture_shows (f, words[i]));
    }
  g_assert_true (has_qr (GTK_WIDGET (page_fixture_page (f))));
}

static void
test_no_date_is_an_interest_kept (PageFixture *f, gconstpointer data)
{
  open_receipt (f, "HAZEL-RIVER-417238 walk - 0123456789abcdefghjkmnpqrs adult staff");
  g_assert_true (page_fixture_shows (f, "Thank you. We have your name."));
  g_assert_true (page_fixture_shows (f, "Scan to keep the code on your phone"));
  g_assert_true (page_fixture_shows (f, "The organiser leaves word with the staff here."));
  g_assert_true (has_qr (GTK_WIDGET (page_fixture_page (f))));
}

static void
test_13_to_17_it_waits_for_the_parent (PageFixture *f, gconstpointer data)
{
  open_receipt (
    f, "HAZEL-RIVER-417238 walk walk@2026-12-02T19:00 0123456789abcdefghjkmnpqrs teen email");
  g_assert_true (page_fixture_shows (f, "Thank you. It waits for your parent’s or carer’s OK."));
  g_assert_true (page_fixture_shows (f, "The organiser asks your parent or carer first."));
  g_assert_false (page_fixture_shows (f, "Thank you. You’re on the list."));
}

static void
test_the_least_argument_is_enough (PageFixture *f, gconstpointer data)
{
  open_receipt (f, "HAZEL-RIVER-417238 walk -");
  g_assert_true (page_fixture_shows (f, "HAZEL-RIVER-417238"));
  g_assert_true (page_fixture_shows (f, "The organiser gets in touch."));
}

/* The centre of the fixture is not there: the first round finds that out. */
static void
test_without_a_line_it_says_so_and_never_that_it_is_sent (PageFixture *f, gconstpointer data)
{
  open_receipt (f, "HAZEL-RIVER-417238 walk - 0123456789abcdefghjkmnpqrs adult phone");
  g_assert_false (page_fixture_shows (f, "Sent to the team."));
  foyer_backend_start (f->backend);
  page_fixture_wait_for (f, "This kiosk is not connected right now.");
  g_assert_false (page_fixture_shows (f, "Sent to the team."));
}

static void
test_see_others_like_this (PageFixture *f, gconstpointer data)
{
  open_receipt (f, "HAZEL-RIVER-417238 walk - 0123456789abcdefghjkmnpqrs adult phone");
  page_fixture_click (f, "See others like this");
  page_fixture_wait_page (f, "similar");
  g_assert_cmpstr (foyer_page_get_argument (page_fixture_page (f)), ==, "walk");
}

static void
test_wishes (PageFixture *f, gconstpointer data)
{
  const struct
  {
    const char *wish, *heading;
  } wishes[] = { { "join", "Thank you. You’re on the list." },
                 { "waiting-list", "Thank you. You’re on the waiting list." },
                 { "try-once", "Thank you. You’d like to try it once." },
                 { "question", "Thank you. We have your question." } };

  for (guint i = 0; i < G_N_ELEMENTS (wishes); i++)
    {
      g_autofree char *argument = g_strdup_printf ("HAZEL-RIVER-417238 walk walk@2026-12-02T19:00 "
                                                   "0123456789abcdefghjkmnpqrs adult phone - %s",
                                                   wishes[i].wish);

      open_receipt (f, argument);
      g_assert_true (page_fixture_shows (f, wishes[i].heading));
      g_assert_true (page_fixture_shows (f, "Heard nothing after a while? Then ")); /* no promise */
      g_assert_cmpint (page_fixture_shows (f, "Wednesday 2 December"), ==,
                       !g_str_equal (wishes[i].wish, "question")); /* nothing is booked */
    }
  open_receipt (f, "HAZEL-RIVER-417238 walk walk@2026-12-02T19:00 0123456789abcdefghjkmnpqrs adult "
                   "phone 2026-11-29 waiting-list");
  g_assert_true (
    page_fixture_shows (f, "The organiser calls you. You have a place only when they say so."));
}

static void
assert_whole (PageFixture *f)
{
  GtkWidget *label = page_fixture_find (f, "HAZEL-RIVER-417238");

  g_assert_true (FOYER_IS_FIT (gtk_widget_get_parent (label)));
  g_assert_cmpint (pango_layout_get_line_count (gtk_label_get_layout (GTK_LABEL (label))), ==, 1);
}

static void
test_the_code_is_never_broken (PageFixture *f, gconstpointer data)
{
  const int sizes[] = { 100, 150, 200 };

  for (guint turned = 0; turned < 2; turned++)
    {
      open_receipt (f, "HAZEL-RIVER-417238 walk - 0123456789abcdefghjkmnpqrs adult phone");
      for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
        {
          foyer_visit_set_text_percent (foyer_page_get_visit (page_fixture_page (f)), sizes[i]);
          page_fixture_settle ();
          gtk_test_widget_wait_for_draw (GTK_WIDGET (f->window));
          assert_whole (f);
        }
      gtk_window_set_default_size (GTK_WINDOW (f->window), 1080, 1920);
    }
}

static double
height_of (PageFixture *f, const char *words)
{
  GtkWidget *label = page_fixture_find (f, words);
  graphene_rect_t bounds;

  g_assert_nonnull (label);
  g_assert_true (gtk_widget_compute_bounds (label, GTK_WIDGET (page_fixture_page (f)), &bounds));
  g_assert_cmpfloat (bounds.origin.x, >=, 0);
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, 1920);
  return bounds.size.height;
}

/* To the bar at the bottom. */
static double
room_under (PageFixture *f, const char *words)
{
  GtkWidget *content
    = gtk_widget_get_first_child (gtk_widget_get_first_child (GTK_WIDGET (page_fixture_page (f))));
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (page_fixture_find (f, words), content, &bounds));
  return gtk_widget_get_height (content) - bounds.origin.y - bounds.size.height;
}

static void
test_large_letters (PageFixture *f, gconstpointer data)
{
  double before;

  open_receipt (f, "HAZEL-RIVER-417238 walk walk@2026-12-02T19:00 0123456789abcdefghjkmnpqrs adult "
                   "phone 2026-11-29 join");
  before = height_of (f, "HAZEL-RIVER-417238");
  page_fixture_click (f, "Large letters");
  page_fixture_wait_page (f, "large-letters");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (f->window));
  g_assert_cmpfloat (height_of (f, "HAZEL-RIVER-417238"), >, 3 * before);
  g_assert_cmpfloat (height_of (f, "Wed 2 Dec, 7pm to 8:30pm"), >, before);
  g_assert_true (page_fixture_shows (f, "Night walk"));
  g_assert_cmpfloat (room_under (f, "Wed 2 Dec, 7pm to 8:30pm"), >, 40);
  page_fixture_assert_fits (f);
}

static GtkWidget *
find_type (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* On paper, read back by another program. */
static void
test_slip (PageFixture *f, gconstpointer data)
{
  g_autofree char *program = g_find_program_in_path ("pdftotext");
  g_autofree char *path = g_build_filename (f->dir, "slip.pdf", NULL);
  const char *argv[] = { program, "-layout", path, "-", NULL };
  g_autofree char *words = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerPrint) print = NULL;
  GtkWidget *button;

  open_receipt (f, "HAZEL-RIVER-417238 walk walk@2026-12-02T19:00 0123456789abcdefghjkmnpqrs adult "
                   "phone 2026-11-29 join");
  button = find_type (GTK_WIDGET (page_fixture_page (f)), FOYER_TYPE_PRINT_BUTTON);
  print = foyer_print_button_make (FOYER_PRINT_BUTTON (button));
  g_assert_true (foyer_print_export (print, path, &error));
  g_assert_no_error (error);
  if (program == NULL)
    {
      g_test_skip ("pdftotext is not installed");
      return;
    }
  g_assert_true (g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &words, NULL,
                               NULL, &error));
  g_assert_no_error (error);
  g_assert_nonnull (strstr (words, "HAZEL-RIVER-417238"));
  g_assert_nonnull (strstr (words, "Night walk"));
  g_assert_nonnull (strstr (words, "Wednesday 2 December, 7pm to 8:30pm"));
  g_assert_nonnull (strstr (words, "Sunday 29 November"));
  g_assert_nonnull (strstr (words, "The organiser calls you."));
}

static void
test_finish_ends_the_visit (PageFixture *f, gconstpointer data)
{
  open_receipt (f, "HAZEL-RIVER-417238 walk - 0123456789abcdefghjkmnpqrs adult phone");
  page_fixture_click (f, "Finish");
  page_fixture_wait_page (f, "attract");
}

static void
test_it_says_when_it_clears_and_gives_more_time (PageFixture *f, gconstpointer data)
{
  g_autofree char *before = NULL;

  open_receipt (f, "HAZEL-RIVER-417238 walk - 0123456789abcdefghjkmnpqrs adult phone");
  g_assert_false (page_fixture_shows (f, "Clears in")); /* nobody is here: nothing to clear */
  foyer_visit_begin (foyer_page_get_visit (page_fixture_page (f)));
  page_fixture_click (f, "I need more time");
  before = g_strdup (gtk_label_get_text (GTK_LABEL (page_fixture_find (f, "Clears in"))));
  g_assert_cmpstr (before, ==, "Clears in 90 seconds");
  foyer_clock_advance (f->clock, 50 * G_USEC_PER_SEC);
  page_fixture_wait_for (f, "Clears in 40 seconds");
  page_fixture_click (f, "I need more time");
  g_assert_true (page_fixture_shows (f, "Clears in 90 seconds"));
}

/* Nobody reckons in 1530 seconds. */
static void
test_a_long_while_is_in_minutes (PageFixture *f, gconstpointer data)
{
  g_assert_true (foyer_backend_set_setting (f->backend, "visit", "warning-seconds", "1470", NULL));
  open_receipt (f, "HAZEL-RIVER-417238 walk - 0123456789abcdefghjkmnpqrs adult phone");
  foyer_visit_begin (foyer_page_get_visit (page_fixture_page (f)));
  page_fixture_click (f, "I need more time");
  g_assert_true (page_fixture_shows (f, "Clears in 26 minutes"));
  g_assert_true (foyer_backend_set_setting (f->backend, "visit", "warning-seconds", "35", NULL));
  page_fixture_click (f, "I need more time");
  g_assert_true (page_fixture_shows (f, "Clears in 2 minutes"));
  g_assert_true (foyer_backend_set_setting (f->backend, "visit", "warning-seconds", "30", NULL));
  page_fixture_click (f, "I need more time");
  g_assert_true (page_fixture_shows (f, "Clears in 90 seconds"));
}

#define OFFER "Answer two short questions"
#define ADULT "HAZEL-RIVER-417238 walk - 0123456789abcdefghjkmnpqrs adult phone"

static void
test_who_was_helped_to_choose_is_asked_once (PageFixture *f, gconstpointer data)
{
  FoyerVisit *visit = foyer_page_get_visit (page_fixture_page (f));

  foyer_visit_begin (visit);
  open_receipt (f, ADULT);
  g_assert_null (page_fixture_find_button (f, OFFER)); /* nobody helped to choose */
  foyer_visit_set_guided_to (visit, "walk");
  page_fixture_open (f, "done", "HAZEL-RIVER-417238 walk - 0123456789abcdefghjkmnpqrs teen phone");
  g_assert_null (page_fixture_find_button (f, OFFER));
  page_fixture_open (f, "done", ADULT);
  g_assert_nonnull (page_fixture_find_button (f, OFFER));
  page_fixture_assert_fits (f);
  foyer_visit_set_language (visit, "pl"); /* it is still offered, and no second time */
  page_fixture_settle ();
  foyer_visit_set_language (visit, "en");
  page_fixture_settle ();
  page_fixture_click (f, OFFER);
  page_fixture_wait_page (f, "baseline");
  foyer_clock_advance (f->clock, 300000); /* the page's repeat guard */
  g_usleep (310 * 1000);                  /* and the window's */
  page_fixture_click (f, "Back");
  page_fixture_wait_page (f, "done");
  g_assert_null (page_fixture_find_button (f, OFFER));
  page_fixture_open (f, "done", ADULT);
  g_assert_null (page_fixture_find_button (f, OFFER));
}

static void
test_who_has_seen_the_questions_is_not_asked (PageFixture *f, gconstpointer data)
{
  FoyerVisit *visit = foyer_page_get_visit (page_fixture_page (f));

  foyer_visit_begin (visit);
  foyer_visit_set_guided_to (visit, "walk");
  page_fixture_open (f, "baseline", "");
  open_receipt (f, ADULT);
  g_assert_null (page_fixture_find_button (f, OFFER));
}

/* The whole way: results, detail, sign-up; here the first step of it. */
static void
test_the_results_say_where_they_led (PageFixture *f, gconstpointer data)
{
  FoyerVisit *visit = foyer_page_get_visit (page_fixture_page (f));

  foyer_visit_begin (visit);
  page_fixture_open (f, "results", "?time=ten-minutes&fits=seated&where=here");
  page_fixture_wait_for (f, "Baby and Toddler Rhymetime volunteer");
  g_assert_null (foyer_visit_get_guided_to (visit));
  page_fixture_click (f, "Baby and Toddler Rhymetime volunteer");
  page_fixture_wait_page (f, "detail");
  g_assert_cmpstr (foyer_visit_get_guided_to (visit), ==,
                   foyer_page_get_argument (page_fixture_page (f)));
}

static void
test_it_fits_the_screen (PageFixture *f, gconstpointer data)
{
  open_receipt (
    f, "HAZEL-RIVER-417238 walk walk@2026-12-02T19:00 0123456789abcdefghjkmnpqrs teen phone");
  page_fixture_assert_fits (f);
}

static void
test_without_content_the_code_still_stands (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "done", "HAZEL-RIVER-417238 walk -");
  g_assert_true (page_fixture_shows (f, "HAZEL-RIVER-417238"));
  g_assert_null (page_fixture_find_button (f, "See others like this"));
}

int
main (int argc, char **argv)
{
  page_fixture_init (&argc, &argv);
#define ADD(name, data, function)                                                                  \
  g_test_add ("/done-page/" name, PageFixture, data, page_fixture_set_up, function,                \
              page_fixture_tear_down)
  ADD ("a-dated-sign-up-says-when-where-and-by-when", NULL,
       test_a_dated_sign_up_says_when_where_and_by_when);
  ADD ("no-date-is-an-interest-kept", NULL, test_no_date_is_an_interest_kept);
  ADD ("13-to-17-it-waits-for-the-parent", NULL, test_13_to_17_it_waits_for_the_parent);
  ADD ("the-least-argument-is-enough", NULL, test_the_least_argument_is_enough);
  ADD ("without-a-line-it-says-so-and-never-that-it-is-sent", NULL,
       test_without_a_line_it_says_so_and_never_that_it_is_sent);
  ADD ("others-like-it-are-one-touch-away", NULL, test_see_others_like_this);
  ADD ("it-says-what-was-wished", NULL, test_wishes);
  ADD ("the-code-is-never-broken", NULL, test_the_code_is_never_broken);
  ADD ("large-letters-fill-the-screen", NULL, test_large_letters);
  ADD ("the-slip-has-the-code-the-day-and-what-is-next", NULL, test_slip);
  ADD ("finish-ends-the-visit", NULL, test_finish_ends_the_visit);
  ADD ("it-says-when-it-clears-and-gives-more-time", NULL,
       test_it_says_when_it_clears_and_gives_more_time);
  ADD ("a-long-while-is-in-minutes", NULL, test_a_long_while_is_in_minutes);
  ADD ("who-was-helped-to-choose-is-asked-once", NULL, test_who_was_helped_to_choose_is_asked_once);
  ADD ("who-has-seen-the-questions-is-not-asked", NULL,
       test_who_has_seen_the_questions_is_not_asked);
  ADD ("the-results-say-where-they-led", NULL, test_the_results_say_where_they_led);
  ADD ("it-fits-the-screen", NULL, test_it_fits_the_screen);
  ADD ("without-content-the-code-still-stands", "empty",
       test_without_content_the_code_still_stands);
#undef ADD
  return g_test_run ();
}
