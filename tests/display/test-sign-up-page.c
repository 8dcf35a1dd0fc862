/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-fixture.h"

#include <string.h>

#include "../core/scratch-dir.h"
#include "core/crypto/foyer-trust.h"
#include "core/outbox/foyer-outbox.h"
#include "kiosk/pages/foyer-sign-up-words.h"

#define LISTING                                                                                    \
  "{\"format\":\"foyer-content-1\",\"kind\":\"listings\",\"items\":[{\"id\":\"walk\","             \
  "\"programme\":\"youth\","                                                                       \
  "\"type\":\"activity\",\"title\":\"Night walk\",\"organisation\":\"Walkers\",\"summary\":\"A "   \
  "walk.\","                                                                                       \
  "\"what_you_do\":[\"You walk.\"],\"place_name\":\"Chelmsford\",\"contact_phone\":\"01632 "       \
  "960123\"}]}"
#define SESSIONS                                                                                   \
  "{\"format\":\"foyer-content-1\",\"kind\":\"sessions\",\"items\":[{\"id\":\"walk@2026-12-02T19:" \
  "00\","                                                                                          \
  "\"listing\":\"walk\",\"date\":\"2026-12-02\",\"start\":\"2026-12-02T19:00:00+00:00\","          \
  "\"end\":\"2026-12-02T20:30:00+00:00\"}]}"

static void
open_form (PageFixture *f)
{
  page_fixture_apply (f, LISTING);
  page_fixture_apply (f, SESSIONS);
  page_fixture_open (f, "sign-up", "walk walk@2026-12-02T19:00");
}

static void
assert_focus_text (PageFixture *f, const char *text)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (f->window));

  g_assert_true (GTK_IS_TEXT (focus));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (focus)), ==, text);
}

static void
give_age_and_name (PageFixture *f, const char *age, const char *name)
{
  page_fixture_click (f, age);
  page_fixture_tap (f, "Continue");
  page_fixture_type (f, name);
  page_fixture_tap (f, "Continue");
}

static void
test_each_question_comes_in_turn (PageFixture *f, gconstpointer data)
{
  open_form (f);
  g_assert_true (page_fixture_shows (f, "Step 1 of 4 · Night walk, Wed 2 Dec"));
  g_assert_true (page_fixture_shows (f, "How old are you?"));
  g_assert_true (page_fixture_shows (
    f, "Only the organiser and the team behind this service")); /* before the first field */
  page_fixture_tap (f, "18 or over");
  page_fixture_tap (f, "Continue");
  g_assert_true (page_fixture_shows (f, "What should we call you?"));
  page_fixture_type (f, "Pat");
  page_fixture_tap (f, "Continue");
  g_assert_true (page_fixture_shows (f, "How should the organiser contact you?"));
  page_fixture_type (f, "07700 900123");
  page_fixture_tap (f, "Continue");
  g_assert_true (page_fixture_shows (f, "Check your answers"));
  g_assert_true (page_fixture_shows (f, "18 or over"));
  g_assert_true (page_fixture_shows (f, "Pat"));
  g_assert_true (page_fixture_shows (f, "07700 900123"));
  g_assert_false (gtk_toggle_button_get_active (
    GTK_TOGGLE_BUTTON (page_fixture_find_button (f, "Yes, the organiser may contact me"))));
}

static void
test_back_goes_one_question_back_and_loses_nothing (PageFixture *f, gconstpointer data)
{
  open_form (f);
  give_age_and_name (f, "18 or over", "Pat");
  page_fixture_type (f, "01632");
  page_fixture_tap (f, "Back");
  page_fixture_click (f, "Back"); /* a shaky finger: one step is meant */
  assert_focus_text (f, "Pat");
  page_fixture_tap (f, "Continue");
  assert_focus_text (f, "01632");
  page_fixture_tap (f, "Back");
  page_fixture_tap (f, "Back");
  g_assert_true (
    gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (page_fixture_find_button (f, "18 or over"))));
  page_fixture_tap (f, "Back");
  page_fixture_wait_page (f, "home");
}

static void
test_problems_are_said_at_the_top_and_beside_the_field (PageFixture *f, gconstpointer data)
{
  const struct
  {
    const char *typed, *said;
  } phones[] = {
    { "", "Type a phone number or an email address, or choose another way." },
    { "07700 900", "A UK phone number has 10 or 11 digits. Yours has 8." },
    { "+44 7700 900", "A UK phone number has 10 or 11 digits. Yours has 8." },
    { "077009001234567", "A UK phone number has 10 or 11 digits. Yours has 15." },
    { "97700900123", "Most UK phone numbers begin with 01, 02, 03, 07 or +44." },
  };

  open_form (f);
  page_fixture_tap (f, "Continue");
  g_assert_true (page_fixture_shows (f, "There is a problem"));
  g_assert_true (page_fixture_shows (f, "Choose your age group."));
  page_fixture_tap (f, "18 or over");
  page_fixture_tap (f, "Continue");
  g_assert_false (page_fixture_shows (f, "There is a problem"));
  page_fixture_tap (f, "Continue");
  g_assert_true (page_fixture_shows (f, "Type a name we can call you by."));
  page_fixture_click (f, "Type a name"); /* the link goes to the field */
  page_fixture_type (f, "Pat");
  page_fixture_tap (f, "Continue");
  for (guint i = 0; i < G_N_ELEMENTS (phones); i++)
    {
      GtkWidget *focus, *link;
      g_autofree char *text = NULL;

      page_fixture_type (f, phones[i].typed);
      page_fixture_tap (f, "Continue");
      link = page_fixture_find_button (f, phones[i].said);
      g_assert_nonnull (link);
      text = page_fixture_dup_text (f); /* in the summary and beside the field */
      g_assert_nonnull (strstr (strstr (text, phones[i].said) + 1, phones[i].said));
      focus = gtk_root_get_focus (GTK_ROOT (f->window));
      g_assert_true (gtk_widget_is_ancestor (link, focus)); /* the summary has the focus */
      page_fixture_click (f, phones[i].said);
      assert_focus_text (f, phones[i].typed);
      gtk_editable_set_text (GTK_EDITABLE (gtk_root_get_focus (GTK_ROOT (f->window))), "");
    }
}

static void
test_under_13_nothing_is_asked (PageFixture *f, gconstpointer data)
{
  open_form (f);
  page_fixture_tap (f, "Under 13");
  page_fixture_tap (f, "Continue");
  g_assert_true (page_fixture_shows (f, "Ask a grown-up to come with you"));
  g_assert_true (page_fixture_shows (f, "Night walk"));
  g_assert_true (page_fixture_shows (f, "01632 960123"));
  g_assert_null (page_fixture_find_button (f, "Continue"));
  page_fixture_tap (f, "Finish");
  page_fixture_wait_page (f, "attract");
}

static void
test_13_to_17_the_parent_is_asked (PageFixture *f, gconstpointer data)
{
  open_form (f);
  page_fixture_tap (f, "13 to 17");
  page_fixture_tap (f, "Continue");
  g_assert_true (page_fixture_shows (f, "What is your first name?"));
  page_fixture_type (f, "Pat");
  page_fixture_tap (f, "Continue");
  g_assert_true (page_fixture_shows (f, "How can we reach your parent or carer?"));
  page_fixture_type (f, "01632 960123");
  page_fixture_tap (f, "Continue");
  g_assert_true (page_fixture_shows (f, "Your parent or carer"));
  g_assert_true (page_fixture_shows (f, "This waits for your parent’s or carer’s OK."));
  g_assert_true (page_fixture_shows (f, "Yes, the organiser may contact my parent or carer"));
}

static void
test_a_changed_age_asks_for_the_contact_again (PageFixture *f, gconstpointer data)
{
  GtkWidget *rows;

  open_form (f);
  give_age_and_name (f, "18 or over", "Pat");
  page_fixture_type (f, "01632 960123");
  page_fixture_tap (f, "Continue");
  page_fixture_tap (f, "Yes, the organiser");
  rows = gtk_widget_get_ancestor (page_fixture_find (f, "Your age"), GTK_TYPE_BOX);
  rows = gtk_widget_get_parent (rows);
  g_signal_emit_by_name (gtk_widget_get_last_child (rows), "clicked"); /* Change: Your age */
  page_fixture_settle ();
  g_assert_true (page_fixture_shows (f, "How old are you?"));
  page_fixture_tap (f, "13 to 17");
  page_fixture_tap (f, "Continue");
  g_assert_true (page_fixture_shows (f, "How can we reach your parent or carer?"));
  assert_focus_text (f, "");
  page_fixture_type (f, "01632 960456");
  page_fixture_tap (f, "Continue");
  g_assert_true (page_fixture_shows (f, "Check your answers"));
  g_assert_false (gtk_toggle_button_get_active (
    GTK_TOGGLE_BUTTON (page_fixture_find_button (f, "Yes, the organiser may contact my parent"))));
}

static void
test_post_and_staff_are_ways_too (PageFixture *f, gconstpointer data)
{
  open_form (f);
  give_age_and_name (f, "18 or over", "Pat");
  page_fixture_tap (f, "By post");
  g_assert_true (page_fixture_shows (f, "Your address and postcode"));
  page_fixture_type (f, "1 High Street");
  page_fixture_tap (f, "Continue");
  g_assert_true (page_fixture_shows (f, "Type a postcode at the end of the address"));
  page_fixture_tap (f, "Leave word with library staff");
  g_assert_false (page_fixture_shows (f, "There is a problem"));
  g_assert_true (page_fixture_shows (f, "You leave no phone number and no email address."));
  page_fixture_tap (f, "Continue");
  g_assert_true (page_fixture_shows (f, "Through library staff"));
}

static void
test_stop_asks_once_and_clears (PageFixture *f, gconstpointer data)
{
  open_form (f);
  give_age_and_name (f, "18 or over", "Pat");
  page_fixture_type (f, "07700");
  page_fixture_tap (f, "Stop and clear everything");
  page_fixture_tap (f, "No, go back");
  assert_focus_text (f, "07700");
  page_fixture_tap (f, "Stop and clear everything");
  page_fixture_tap (f, "Yes, clear everything");
  page_fixture_wait_page (f, "attract");
  page_fixture_open (f, "sign-up", "walk");
  g_assert_false (
    gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (page_fixture_find_button (f, "18 or over"))));
}

static void
test_why_we_ask_is_said_and_comes_back (PageFixture *f, gconstpointer data)
{
  open_form (f);
  page_fixture_tap (f, "Why we ask");
  g_assert_true (page_fixture_shows (f, "Who sees it"));
  g_assert_true (
    page_fixture_shows (f, "6 months after the activity. 3 months if you are under 18."));
  g_assert_true (page_fixture_shows (f, "If you change your mind"));
  page_fixture_tap (f, "Go on");
  g_assert_true (page_fixture_shows (f, "How old are you?"));
}

static guint
count_waiting (PageFixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerOutbox) outbox = foyer_outbox_open (f->dir, f->clock, NULL, &error);
  FoyerOutboxCounts counts = { 0 };

  g_assert_no_error (error);
  g_assert_true (foyer_outbox_get_counts (outbox, &counts, &error));
  return counts.waiting;
}

static void
test_send_needs_the_tick_and_keeps_one_record (PageFixture *f, gconstpointer data)
{
  open_form (f);
  give_age_and_name (f, "18 or over", "Pat");
  page_fixture_type (f, "07700 900123");
  page_fixture_tap (f, "Continue");
  page_fixture_tap (f, "Send");
  g_assert_true (page_fixture_shows (f, "Tick the box to say we may contact you about this."));
  g_assert_cmpuint (count_waiting (f), ==, 0);

  page_fixture_tap (f, "Yes, the organiser may contact me");
  g_signal_emit_by_name (page_fixture_find_button (f, "Send"), "clicked");
  g_assert_false (gtk_widget_is_sensitive (page_fixture_find_button (f, "Sending…")));
  g_signal_emit_by_name (page_fixture_find_button (f, "Sending…"), "clicked"); /* a shaky finger */
  page_fixture_wait_page (f, "done");
  g_assert_true (page_fixture_shows (f, "Thank you. You’re on the list."));
  foyer_backend_stop (f->backend);
  g_assert_cmpuint (count_waiting (f), ==, 1);
}

/* "Continue" and "Send" stand in the same place. */
static void
test_a_second_tap_on_continue_sends_nothing (PageFixture *f, gconstpointer data)
{
  open_form (f);
  give_age_and_name (f, "18 or over", "Pat");
  page_fixture_type (f, "07700 900123");
  page_fixture_tap (f, "Continue");
  page_fixture_tap (f, "Yes, the organiser may contact me");
  page_fixture_tap (f, "Change");
  page_fixture_tap (f, "Continue");
  g_assert_true (page_fixture_shows (f, "Check your answers"));
  page_fixture_click (f, "Send"); /* in the same moment */
  g_assert_cmpuint (count_waiting (f), ==, 0);
  g_assert_true (page_fixture_shows (f, "Check your answers"));
  page_fixture_tap (f, "Send");
  page_fixture_wait_page (f, "done");
  foyer_backend_stop (f->backend);
  g_assert_cmpuint (count_waiting (f), ==, 1);
}

static GtkWidget *
find_view (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (GTK_IS_TEXT_VIEW (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_view (child);
  return found;
}

static void
test_a_question_has_a_step_and_is_sent (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "sign-up", "ess-061 - question");
  g_assert_true (page_fixture_shows (f, "Step 1 of 5 · A question · "));
  page_fixture_tap (f, "18 or over");
  page_fixture_tap (f, "Continue");
  g_assert_true (page_fixture_shows (f, "What would you like to ask?"));
  g_assert_true (page_fixture_shows (f, "Please don’t write anything private."));
  page_fixture_tap (f, "Continue");
  g_assert_true (page_fixture_shows (f, "Type your question."));
  g_signal_emit_by_name (find_view (GTK_WIDGET (page_fixture_page (f))), "insert-at-cursor",
                         "Is it quiet there?");
  page_fixture_tap (f, "Continue");
  g_assert_true (page_fixture_shows (f, "Step 3 of 5"));
  page_fixture_type (f, "Pat");
  page_fixture_tap (f, "Continue");
  page_fixture_type (f, "07700 900123");
  page_fixture_tap (f, "Continue");
  g_assert_true (page_fixture_shows (f, "Is it quiet there?"));
  g_assert_true (page_fixture_shows (f, "A question"));
  page_fixture_tap (f, "Yes, the organiser may contact me");
  page_fixture_tap (f, "Send");
  page_fixture_wait_page (f, "done");
  g_assert_true (page_fixture_shows (f, "Thank you. We have your question."));
}

static int
letter_height (GtkWidget *text)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (text, "Hg");
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  g_object_unref (layout);
  return height;
}

/* As large as a name, and as with a name the first key is a capital. */
static void
test_a_question_is_written_as_a_name_is (PageFixture *f, gconstpointer data)
{
  GtkWidget *view;
  int height;

  page_fixture_open (f, "sign-up", "ess-061 - question");
  page_fixture_tap (f, "18 or over");
  page_fixture_tap (f, "Continue");
  view = gtk_root_get_focus (GTK_ROOT (f->window));
  g_assert_true (GTK_IS_TEXT_VIEW (view));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (f->window));
  height = letter_height (view);
  g_assert_nonnull (page_fixture_find_button (f, "W"));
  page_fixture_type (f, "Where is it?");
  page_fixture_tap (f, "Continue");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (f->window));
  g_assert_true (GTK_IS_TEXT (gtk_root_get_focus (GTK_ROOT (f->window))));
  g_assert_cmpint (letter_height (gtk_root_get_focus (GTK_ROOT (f->window))), ==, height);
}

/* Five hundred letters and not one more, however they come. */
static void
test_a_question_has_an_end (PageFixture *f, gconstpointer data)
{
  g_autofree char *many = g_strnfill (499, 'a');
  GtkWidget *view;

  page_fixture_open (f, "sign-up", "ess-061 - question");
  page_fixture_tap (f, "18 or over");
  page_fixture_tap (f, "Continue");
  view = gtk_root_get_focus (GTK_ROOT (f->window));
  g_assert_true (GTK_IS_TEXT_VIEW (view));
  g_signal_emit_by_name (view, "insert-at-cursor", many);
  g_signal_emit_by_name (view, "insert-at-cursor", "éé");
  g_signal_emit_by_name (view, "insert-at-cursor", "é");
  g_assert_cmpint (gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view))),
                   ==, 500);
  g_assert_true (page_fixture_shows (f, "0 letters left"));
  g_signal_emit_by_name (view, "backspace");
  g_assert_true (page_fixture_shows (f, "1 letter left"));
  g_assert_false (
    gtk_text_buffer_get_enable_undo (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view))));
}

/* A folder where the outbox should be: nothing can be kept. */
static void
test_what_cannot_be_kept_is_said_and_nothing_is_lost (PageFixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->dir, "outbox.db", "in-the-way", NULL);
  g_autofree char *text = NULL;

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  open_form (f);
  give_age_and_name (f, "18 or over", "Pat");
  page_fixture_type (f, "07700 900123");
  page_fixture_tap (f, "Continue");
  page_fixture_tap (f, "Yes, the organiser may contact me");
  g_test_expect_message ("foyer-sign-up-page", G_LOG_LEVEL_MESSAGE,
                         "a sign-up could not be kept:*");
  page_fixture_tap (f, "Send");
  page_fixture_wait_for (f, "Sorry, we could not keep your answers just now. Nothing is lost");
  g_test_assert_expected_messages ();
  text = page_fixture_dup_text (f);
  g_assert_nonnull (strstr (text, "07700 900123"));
  g_assert_true (gtk_widget_is_sensitive (page_fixture_find_button (f, "Send")));
}

static void
test_a_listing_that_is_gone_is_said (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "sign-up", "never-there");
  g_assert_true (page_fixture_shows (f, "This is not on the list any more"));
  g_assert_null (page_fixture_find_button (f, "Continue"));
  page_fixture_tap (f, "Back");
  page_fixture_wait_page (f, "home");
}

static void
test_a_locked_kiosk_says_where_else_to_sign_up (PageFixture *f, gconstpointer data)
{
  page_fixture_apply (f, LISTING);
  page_fixture_open (f, "detail", "walk");
  page_fixture_tap (f, "I’m interested");
  page_fixture_wait_page (f, "sign-up");
  g_assert_true (page_fixture_shows (f, "We cannot take names at this kiosk just now"));
  g_assert_true (page_fixture_shows (f, "01632 960123")); /* who runs it */
  g_assert_true (page_fixture_shows (f, "The staff can help you."));
  g_assert_false (page_fixture_shows (f, "How old are you?"));
  g_assert_null (page_fixture_find_button (f, "Continue"));
  page_fixture_assert_fits (f);
  page_fixture_open (f, "browse", "youth"); /* browsing goes on */
}

static void
test_a_kiosk_locked_while_one_types_says_so (PageFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTrust) trust = foyer_trust_load (f->dir, &error);

  g_assert_no_error (error);
  open_form (f);
  give_age_and_name (f, "18 or over", "Pat");
  foyer_trust_set_locked (trust, TRUE, &error);
  g_assert_no_error (error);
  foyer_backend_start (f->backend); /* a round without a line sees it too */
  page_fixture_wait_for (f, "We cannot take names at this kiosk just now");
  g_assert_null (page_fixture_find_button (f, "Continue"));
}

static void
test_a_full_disk_is_said_with_another_way (void)
{
  g_autoptr (GError) error = g_error_new (FOYER_OUTBOX_ERROR, FOYER_OUTBOX_ERROR_FULL, "no room");
  g_autofree char *dir = scratch_dir_new ();
  g_autofree char *path = g_build_filename (dir, "kiosk.conf", NULL);
  g_autoptr (FoyerClock) clock = foyer_clock_new_fake (PAGE_FIXTURE_NOW_US);
  g_autoptr (FoyerBackend) backend = NULL;
  g_autofree char *said = NULL;

  g_assert_true (g_file_set_contents (path, "[look]\nhelp-phone=01632 960100\n", -1, NULL));
  backend = foyer_backend_new (dir, NULL, clock);
  said = foyer_sign_up_dup_failure (backend, error);
  g_assert_cmpstr (
    said, ==,
    "Sorry, this kiosk has no room left to keep your answers safely. Nothing is lost "
    "on this screen. Call 01632 960100, or ask staff.");
  scratch_dir_remove (dir);
}

static void
test_every_view_fits_the_screen (PageFixture *f, gconstpointer data)
{
  open_form (f);
  page_fixture_assert_fits (f);
  page_fixture_tap (f, "13 to 17");
  page_fixture_tap (f, "Continue");
  page_fixture_type (f, "Pat");
  page_fixture_tap (f, "Continue");
  page_fixture_assert_fits (f);
  page_fixture_tap (f, "Continue"); /* with a problem */
  page_fixture_tap (f, "Leave word");
  page_fixture_tap (f, "Continue");
  page_fixture_assert_fits (f);
}

static void
test_fields_say_what_they_are (PageFixture *f, gconstpointer data)
{
  GtkWidget *entry;
  gboolean keeps_undo = TRUE;

  open_form (f);
  page_fixture_tap (f, "18 or over");
  page_fixture_tap (f, "Continue");
  entry = gtk_widget_get_parent (gtk_root_get_focus (GTK_ROOT (f->window)));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Your name, needed");
  page_fixture_tap (f, "Continue");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Type a name we can call you by.");
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);
  g_object_get (entry, "enable-undo", &keeps_undo, NULL);
  g_assert_false (keeps_undo);
}

int
main (int argc, char **argv)
{
  page_fixture_init (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/sign-up-page/" name, PageFixture, NULL, page_fixture_set_up, function,             \
              page_fixture_tear_down)
  ADD ("each-question-comes-in-turn", test_each_question_comes_in_turn);
  ADD ("back-goes-one-question-back-and-loses-nothing",
       test_back_goes_one_question_back_and_loses_nothing);
  ADD ("a-second-tap-on-continue-sends-nothing", test_a_second_tap_on_continue_sends_nothing);
  ADD ("problems-are-said-at-the-top-and-beside-the-field",
       test_problems_are_said_at_the_top_and_beside_the_field);
  ADD ("under-13-nothing-is-asked", test_under_13_nothing_is_asked);
  ADD ("13-to-17-the-parent-is-asked", test_13_to_17_the_parent_is_asked);
  ADD ("a-changed-age-asks-for-the-contact-again", test_a_changed_age_asks_for_the_contact_again);
  ADD ("post-and-staff-are-ways-too", test_post_and_staff_are_ways_too);
  ADD ("stop-asks-once-and-clears", test_stop_asks_once_and_clears);
  ADD ("why-we-ask-is-said-and-comes-back", test_why_we_ask_is_said_and_comes_back);
  ADD ("send-needs-the-tick-and-keeps-one-record", test_send_needs_the_tick_and_keeps_one_record);
  ADD ("a-question-has-a-step-and-is-sent", test_a_question_has_a_step_and_is_sent);
  ADD ("a-question-is-written-as-a-name-is", test_a_question_is_written_as_a_name_is);
  ADD ("a-question-has-an-end", test_a_question_has_an_end);
  ADD ("what-cannot-be-kept-is-said-and-nothing-is-lost",
       test_what_cannot_be_kept_is_said_and_nothing_is_lost);
  ADD ("a-listing-that-is-gone-is-said", test_a_listing_that_is_gone_is_said);
  g_test_add ("/sign-up-page/a-locked-kiosk-says-where-else-to-sign-up", PageFixture, "locked",
              page_fixture_set_up, test_a_locked_kiosk_says_where_else_to_sign_up,
              page_fixture_tear_down);
  ADD ("a-kiosk-locked-while-one-types-says-so", test_a_kiosk_locked_while_one_types_says_so);
  g_test_add_func ("/sign-up-page/a-full-disk-is-said-with-another-way",
                   test_a_full_disk_is_said_with_another_way);
  ADD ("every-view-fits-the-screen", test_every_view_fits_the_screen);
  ADD ("fields-say-what-they-are", test_fields_say_what_they_are);
#undef ADD
  return g_test_run ();
}
