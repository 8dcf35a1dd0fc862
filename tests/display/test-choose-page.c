/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-fixture.h"

#include <string.h>

#include "core/viewmodel/foyer-choice.h"
#include "kiosk/foyer-spoken.h"

#define GUARD_US 300000 /* the page's repeat guard */
#define WAIT_S 20       /* for a record to be kept, under sanitizers on a busy machine */

static GtkWidget *
find_named (GtkWidget *widget, const char *name)
{
  if (!gtk_widget_get_visible (widget) || !gtk_widget_get_child_visible (widget))
    return NULL;
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (foyer_spoken_get_name (widget), name) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_named (child, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* As a finger does it: the clock of the fixture stands still, and a visitor takes longer than the
 * guard from tap to tap. */
static void
tap_widget (PageFixture *f, GtkWidget *button)
{
  g_assert_nonnull (button);
  foyer_clock_advance (f->clock, GUARD_US);
  g_signal_emit_by_name (button, "clicked");
  page_fixture_settle ();
}

static void
tap (PageFixture *f, const char *words)
{
  GtkWidget *button = page_fixture_find_button (f, words);

  if (button == NULL)
    g_test_message ("no button “%s”", words);
  tap_widget (f, button);
}

static void
tap_named (PageFixture *f, const char *name)
{
  tap_widget (f, find_named (GTK_WIDGET (page_fixture_page (f)), name));
}

static void
wait_waiting (PageFixture *f, guint n)
{
  gint64 end = g_get_monotonic_time () + WAIT_S * G_USEC_PER_SEC;

  while (foyer_backend_get_waiting (f->backend) != n && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_assert_cmpuint (foyer_backend_get_waiting (f->backend), ==, n);
}

/* ---- the questions ---- */

static void
test_five_taps (PageFixture *f, gconstpointer data)
{
  page_fixture_click (f, "Find what suits me");
  page_fixture_wait_page (f, "choose");
  g_assert_true (page_fixture_shows (f, "Help me choose · 1 of 5"));
  tap (f, "About an hour");
  g_assert_true (page_fixture_shows (f, "When could you come?"));
  tap (f, "Skip this question");
  tap (f, "Skip this question");
  tap (f, "Skip this question");
  g_assert_true (page_fixture_shows (f, "Help me choose · 5 of 5"));
  tap (f, "Near here");
  page_fixture_wait_page (f, "results");
  page_fixture_wait_for (f, "About an hour · change");
  g_assert_true (page_fixture_shows (f, "Within 5 miles of Chelmsford Library · change"));
}

static void
test_all_skipped (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "choose", "");
  for (int i = 0; i < FOYER_CHOICE_N_STEPS; i++)
    tap (f, i % 2 == 0 ? "Skip this question" : "Next");
  page_fixture_wait_page (f, "results");
  page_fixture_wait_for (f, "Three to begin with");
}

static void
test_counts (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "choose", "volunteering");
  /* all but the one for 16 and 17 year olds */
  page_fixture_wait_for (f, "35 things to choose from");
  tap (f, "Regularly");
  tap_named (f, "Sunday evening");
  page_fixture_wait_gone (f, "35 things");
  tap_named (f, "Wednesday, all day");
  tap_named (f, "Wednesday, all day");
  tap_named (f, "Every morning, 8 to 1");
  tap_named (f, "Every morning, 8 to 1");
  tap_named (f, "Sunday evening");
  page_fixture_wait_for (f, "35 things still fit");
}

/* A number that an answer does not move is explained, and no more once another moves it. */
static void
test_count_that_stays (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "choose", "volunteering?step=2");
  page_fixture_wait_for (f, "35 things to choose from");
  tap (f, "To meet people");
  page_fixture_wait_for (f, "35 things still fit. The best come first.");
  tap (f, "Next");
  g_assert_true (page_fixture_shows (f, "35 things still fit. The best come first."));
  tap (f, "From home");
  page_fixture_wait_gone (f, "35 things");
  g_assert_false (page_fixture_shows (f, "things still fit. The best"));
  tap (f, "Back");
  tap (f, "Skip this question");
  tap (f, "Skip this question");
  page_fixture_wait_for (f, "35 things to choose from");
}

static void
test_back_keeps (PageFixture *f, gconstpointer data)
{
  GtkWidget *field;

  page_fixture_open (f, "choose", "");
  tap (f, "Half a day");
  tap_named (f, "Tuesday morning");
  tap (f, "Next");
  tap (f, "Back");
  field = find_named (GTK_WIDGET (page_fixture_page (f)), "Tuesday morning");
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (field)));
  tap (f, "Back");
  field = page_fixture_find_button (f, "Half a day");
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (field)));
  tap (f, "Half a day"); /* the same answer again goes on too */
  g_assert_true (page_fixture_shows (f, "When could you come?"));
  tap (f, "Back");
  tap (f, "Back");
  page_fixture_wait_page (f, "home");
}

static void
test_shaky_finger (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "choose", "");
  tap (f, "Regularly");
  g_signal_emit_by_name (page_fixture_find_button (f, "Next"), "clicked");
  g_signal_emit_by_name (page_fixture_find_button (f, "Skip this question"), "clicked");
  g_assert_true (page_fixture_shows (f, "When could you come?"));
}

static void
test_two_reasons (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "choose", "?step=2");
  tap (f, "To meet people");
  tap (f, "To learn something");
  tap (f, "To help others");
  g_assert_false (gtk_toggle_button_get_active (
    GTK_TOGGLE_BUTTON (page_fixture_find_button (f, "To meet people"))));
  g_assert_true (gtk_toggle_button_get_active (
    GTK_TOGGLE_BUTTON (page_fixture_find_button (f, "To help others"))));
}

static void
test_town (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "choose", "?step=4");
  tap (f, "20 miles");
  tap (f, "Near another place");
  page_fixture_type (f, "Atlantis");
  tap (f, "Use it");
  g_assert_true (page_fixture_shows (f, "We do not know that place."));
  tap (f, "Cancel");
  tap (f, "Near another place");
  page_fixture_type (f, "saffron walden");
  tap (f, "Use it");
  page_fixture_wait_page (f, "results");
  page_fixture_wait_for (f, "Within 20 miles of Saffron Walden");
  g_assert_null (strchr (foyer_page_get_argument (page_fixture_page (f)), 'S'));
}

static void
test_postcode (PageFixture *f, gconstpointer data)
{
  g_autofree char *text = NULL;

  page_fixture_open (f, "choose", "?step=4");
  tap (f, "Near another place");
  page_fixture_type (f, "sw1a 1aa");
  tap (f, "Use it");
  g_assert_true (page_fixture_shows (f, "We only know postcodes in Essex."));
  tap (f, "Cancel");
  tap (f, "Near another place");
  page_fixture_type (f, "co11jn");
  tap (f, "Use it");
  page_fixture_wait_page (f, "results");
  page_fixture_wait_for (f, "Within 5 miles of CO1 1JN");
  /* what a page is made again from holds no postcode */
  text = g_strdup (foyer_page_get_argument (page_fixture_page (f)));
  g_assert_null (strstr (text, "CO1"));
}

/* The large button takes what is typed as the small one does. */
static void
test_next_takes_it (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "choose", "?step=4");
  tap (f, "Near another place");
  tap (f, "Next");
  g_assert_true (page_fixture_shows (f, "We do not know that place."));
  page_fixture_type (f, "Atlantis");
  tap (f, "Next");
  g_assert_true (page_fixture_shows (f, "Help me choose · 5 of 5"));
  g_assert_true (page_fixture_shows (f, "We do not know that place."));
  tap (f, "Cancel");
  tap (f, "Near another place");
  page_fixture_type (f, "cm1");
  tap (f, "Next");
  page_fixture_wait_page (f, "results");
  page_fixture_wait_for (f, "Within 5 miles of CM1");
}

static gboolean
is_typing (PageFixture *f)
{
  return gtk_widget_has_css_class (GTK_WIDGET (page_fixture_page (f)), "typing");
}

/* Above the keyboard, whole: nobody taps what is half hidden. Waits, for the page scrolls there. */
static void
wait_in_sight (PageFixture *f, const char *words)
{
  gint64 end = g_get_monotonic_time () + WAIT_S * G_USEC_PER_SEC;
  GtkWidget *button = page_fixture_find_button (f, words);
  GtkWidget *scroller = gtk_widget_get_ancestor (button, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;
  gboolean is_in_sight;

  do
    {
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
      g_assert_true (gtk_widget_compute_bounds (button, scroller, &bounds));
      is_in_sight
        = bounds.origin.y >= 0
          && bounds.origin.y + bounds.size.height <= (float)gtk_widget_get_height (scroller);
    }
  while (!is_in_sight && g_get_monotonic_time () < end);
  g_assert_true (is_in_sight);
}

/* A finger that goes down on a button takes the focus from the field; the keyboard must stay until
 * it is up again, or the button is gone from under it. */
static void
test_no_lost_tap (PageFixture *f, gconstpointer data)
{
  GtkWidget *miles;

  page_fixture_open (f, "choose", "?step=4");
  tap (f, "Near another place");
  g_assert_true (is_typing (f));
  wait_in_sight (f, "Use it");
  miles = page_fixture_find_button (f, "10 miles");
  gtk_widget_set_state_flags (miles, GTK_STATE_FLAG_ACTIVE, FALSE);
  gtk_widget_grab_focus (miles);
  page_fixture_settle ();
  g_assert_true (is_typing (f));
  gtk_widget_unset_state_flags (miles, GTK_STATE_FLAG_ACTIVE);
  page_fixture_settle ();
  g_assert_false (is_typing (f));
  g_assert_false (gtk_widget_get_focus_on_click (page_fixture_find_button (f, "Use it")));
}

static void
test_saved (PageFixture *f, gconstpointer data)
{
  FoyerPage *page = page_fixture_open (f, "choose", "");
  g_autoptr (GObject) state = NULL;

  tap (f, "Regularly");
  tap_named (f, "Friday afternoon");
  state = FOYER_PAGE_GET_CLASS (page)->save_state (page);
  page = page_fixture_open (f, "choose", "");
  FOYER_PAGE_GET_CLASS (page)->restore_state (page, state);
  g_assert_true (page_fixture_shows (f, "When could you come?"));
  g_assert_true (gtk_toggle_button_get_active (
    GTK_TOGGLE_BUTTON (find_named (GTK_WIDGET (page), "Friday afternoon"))));
}

static void
test_empty (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "choose", "");
  for (int i = 0; i < FOYER_CHOICE_N_STEPS; i++)
    tap (f, "Skip this question");
  page_fixture_wait_page (f, "results");
  g_assert_true (page_fixture_shows (f, "Things to do are on their way."));
  tap (f, "None of these suits me");
  page_fixture_wait_page (f, "unmet");
}

/* ---- the results ---- */

static void
test_reason (PageFixture *f, gconstpointer data)
{
  GtkWidget *card;

  foyer_visit_set_origin (foyer_page_get_visit (page_fixture_page (f)), "Colchester");
  page_fixture_open (f, "results", "retirement?when=wed-pm&why=social&fits=seated&where=place");
  page_fixture_wait_for (f, "Two that fit you, and one that comes close");
  g_assert_true (page_fixture_shows (f, "It is on Fridays"));
  card = page_fixture_find_button (f, "Colchester u3a monthly meeting");
  g_assert_nonnull (card);
  g_assert_true (g_str_has_prefix (
    foyer_spoken_get_name (card),
    "Colchester u3a monthly meeting. Colchester u3a, Highwoods. Wednesday afternoons once a month, "
    "to meet people, sitting down. "));
  tap_widget (f, card);
  page_fixture_wait_page (f, "detail");
}

static void
test_never_zero (PageFixture *f, gconstpointer data)
{
  g_autofree char *text = NULL;

  page_fixture_open (f, "results", "retirement?time=ten-minutes&where=here&miles=2");
  page_fixture_wait_for (f, "Nothing fits all of that, but these come close");
  g_assert_true (page_fixture_shows (f, "It takes more than ten minutes"));
  text = page_fixture_dup_text (f);
  g_assert_null (strstr (text, "\n0 "));
}

static void
test_relax (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "results", "retirement?when=wed-am.thu-am&where=here&miles=2");
  page_fixture_wait_for (f, "One that may suit you, and some that come close");
  g_assert_true (page_fixture_shows (f, "2 more within 10 miles"));
  tap (f, "Look further");
  page_fixture_wait_for (f, "These may suit you. Ask about the times.");
  g_assert_true (page_fixture_shows (f, "Wednesday mornings or Thursday mornings · change"));
  g_assert_true (page_fixture_shows (f, "Within 10 miles of Chelmsford Library · change"));
}

/* Nothing near is known to be on Tuesday mornings: that is said, and none of it is far away. */
static void
test_nothing_known (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "results", "?time=hour&when=tue-am&where=here");
  page_fixture_wait_for (f, "These may suit you. Ask about the times.");
  g_assert_false (page_fixture_shows (f, "From home"));
  tap (f, "Show all ");
  page_fixture_wait_for (f, "8 that may suit you");
  page_fixture_open (f, "results", "retirement?when=wed-pm&fits=seated.quiet&where=here&miles=any");
  page_fixture_wait_for (f, "These may suit you. Ask to be sure.");
  page_fixture_open (f, "results", "retirement?when=fri-pm&fits=seated&where=here&miles=10");
  page_fixture_wait_for (f, "Three that fit you best");
}

static void
test_all (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "results", "volunteering?why=values");
  page_fixture_wait_for (f, "Show all 35");
  tap (f, "Show all 35");
  page_fixture_wait_for (f, "35 that fit you");
  g_assert_true (page_fixture_shows (f, "Show the best three"));
  tap (f, "Show the best three");
  page_fixture_wait_for (f, "Three that fit you best");
}

static void
test_change_answers (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "results", "?time=hour&step=4");
  page_fixture_wait_for (f, "Three that fit you best");
  tap (f, "Change answers");
  page_fixture_wait_page (f, "choose");
  g_assert_true (page_fixture_shows (f, "Help me choose · 5 of 5"));
  for (int i = 0; i < 4; i++)
    tap (f, "Back");
  g_assert_true (gtk_toggle_button_get_active (
    GTK_TOGGLE_BUTTON (page_fixture_find_button (f, "About an hour"))));
}

/* Each answer leads to its own question, and that back to the results. */
static void
test_change_one_answer (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "results", "?time=hour&why=social&step=4");
  page_fixture_wait_for (f, "Three that fit you best");
  g_assert_false (page_fixture_shows (f, "Within"));
  tap (f, "About an hour · change");
  page_fixture_wait_page (f, "choose");
  g_assert_true (page_fixture_shows (f, "Help me choose · 1 of 5"));
  tap (f, "Regularly");
  page_fixture_wait_page (f, "results");
  page_fixture_wait_for (f, "Regularly · change");
  tap (f, "To meet people · change");
  page_fixture_wait_page (f, "choose");
  g_assert_true (page_fixture_shows (f, "Why would you like to?"));
  tap (f, "Back"); /* nothing was changed */
  page_fixture_wait_page (f, "results");
  page_fixture_wait_for (f, "To meet people · change");
  tap (f, "To meet people · change");
  page_fixture_wait_page (f, "choose");
  tap (f, "To learn something");
  tap (f, "Next");
  page_fixture_wait_page (f, "results");
  page_fixture_wait_for (f, "To learn something, to meet people · change");
  tap (f, "Change answers"); /* and all of them as before */
  page_fixture_wait_page (f, "choose");
  tap (f, "Back");
  g_assert_true (page_fixture_shows (f, "Help me choose · 4 of 5"));
}

static void
test_no_child (PageFixture *f, gconstpointer data)
{
  g_autofree char *text = NULL;

  page_fixture_open (f, "results", "");
  page_fixture_wait_for (f, "Show all ");
  tap (f, "Show all ");
  page_fixture_settle ();
  text = page_fixture_dup_text (f);
  g_assert_null (strstr (text, "youth"));
  page_fixture_open (f, "results", "youth?why=social");
  page_fixture_wait_for (f, "Three that fit you best");
  g_assert_nonnull (page_fixture_find_button (f, "Help now"));
}

/* ---- what is kept ---- */

static void
test_tally (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "choose", "?time=hour&step=4");
  tap (f, "Anywhere in Essex");
  page_fixture_wait_page (f, "results");
  wait_waiting (f, 1);
  tap (f, "Change answers");
  page_fixture_wait_page (f, "choose");
  tap (f, "Next");
  page_fixture_wait_page (f, "results");
  page_fixture_wait_for (f, "Three that fit you best");
  page_fixture_settle ();
  wait_waiting (f, 1); /* once a flow */
}

static void
test_unmet (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "unmet", "volunteering?time=hour&counted=1");
  tap (f, "Send");
  g_assert_true (page_fixture_shows (f, "Tap one or more of these first."));
  page_fixture_click (f, "It is too far");
  g_assert_true (page_fixture_shows (f, "Please do not write names or phone numbers."));
  tap (f, "Send");
  page_fixture_wait_for (f, "Thank you. That helps.");
  wait_waiting (f, 1);
  g_assert_null (page_fixture_find_button (f, "Send"));
  tap (f, "Change answers");
  page_fixture_wait_page (f, "choose");
}

static void
test_unmet_saved (PageFixture *f, gconstpointer data)
{
  FoyerPage *page = page_fixture_open (f, "unmet", "");
  g_autoptr (GObject) state = NULL;

  page_fixture_click (f, "The cost");
  state = FOYER_PAGE_GET_CLASS (page)->save_state (page);
  page = page_fixture_open (f, "unmet", "");
  FOYER_PAGE_GET_CLASS (page)->restore_state (page, state);
  g_assert_true (
    gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (page_fixture_find_button (f, "The cost"))));
}

static void
test_unmet_locked (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "unmet", "");
  page_fixture_click (f, "The cost");
  tap (f, "Send");
  page_fixture_wait_for (f, "Sorry, we could not keep that.");
}

/* ---- looks ---- */

static void
test_fits (PageFixture *f, gconstpointer data)
{
  for (int step = 0; step < FOYER_CHOICE_N_STEPS; step++)
    {
      g_autofree char *text = g_strdup_printf ("?step=%d", step);

      page_fixture_open (f, "choose", text);
      page_fixture_assert_fits (f);
    }
  page_fixture_open (f, "results", "?time=hour&why=social&fits=seated.quiet&where=here&miles=2");
  page_fixture_wait_for (f, "Change answers");
  page_fixture_assert_fits (f);
  page_fixture_open (f, "unmet", "");
  page_fixture_assert_fits (f);
}

int
main (int argc, char **argv)
{
  page_fixture_init (&argc, &argv);
#define ADD_WITH(name, data, function)                                                             \
  g_test_add ("/choose-page/" name, PageFixture, data, page_fixture_set_up, function,              \
              page_fixture_tear_down)
#define ADD(name, function) ADD_WITH (name, NULL, function)
  ADD ("five-taps-lead-to-results", test_five_taps);
  ADD ("every-question-may-be-skipped", test_all_skipped);
  ADD ("what-still-fits-is-counted-at-once", test_counts);
  ADD ("a-number-that-stays-is-explained", test_count_that_stays);
  ADD ("back-keeps-the-answers", test_back_keeps);
  ADD ("a-second-tap-too-soon-answers-nothing", test_shaky_finger);
  ADD ("a-third-reason-takes-the-place-of-the-first", test_two_reasons);
  ADD ("a-town-is-understood", test_town);
  ADD ("a-postcode-stays-with-the-visit", test_postcode);
  ADD ("next-takes-what-is-typed", test_next_takes_it);
  ADD ("no-tap-is-lost-because-the-keyboard-hides", test_no_lost_tap);
  ADD ("answers-outlive-a-change-of-language", test_saved);
  ADD_WITH ("no-content-is-no-dead-end", "empty", test_empty);
  ADD ("every-result-says-why", test_reason);
  ADD ("where-nothing-fits-the-nearest-are-shown", test_never_zero);
  ADD ("one-answer-less-is-one-touch", test_relax);
  ADD ("what-nobody-knows-to-fit-only-may", test_nothing_known);
  ADD ("all-that-fits-can-be-seen", test_all);
  ADD ("answers-can-be-changed", test_change_answers);
  ADD ("each-answer-leads-to-its-question", test_change_one_answer);
  ADD ("nobody-in-particular-is-shown-things-for-children", test_no_child);
  ADD ("a-flow-is-counted-once", test_tally);
  ADD ("nothing-suits-me-says-why-not", test_unmet);
  ADD ("why-not-outlives-a-change-of-language", test_unmet_saved);
  ADD_WITH ("a-revoked-kiosk-keeps-nothing", "locked", test_unmet_locked);
  ADD ("it-fits-in-every-size", test_fits);
  return page_fixture_run ();
}
