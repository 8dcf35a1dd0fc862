/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-fixture.h"

#include <string.h>

#include "core/crypto/foyer-crypto.h"
#include "kiosk/pages/foyer-status-words.h"

#define CODE "HAZEL-OTTER-417238"
#define WAIT_S 20       /* for a sign-up to be kept, under sanitizers on a busy machine */

/* What the centre says of a code: fields after "state". A file cannot change what another has said:
 * one saying for each code. */
static void
say_status_of (PageFixture *f, const char *code, const char *state, const char *more)
{
  g_autofree char *hash = foyer_code_hash (code);
  g_autofree char *json = g_strdup_printf (
    "{\"format\":\"foyer-content-1\",\"kind\":\"statuses\",\"items\":[{\"id\":\"%s\",\"state\":"
    "\"%s\"%s,\"received\":\"2026-11-20\",\"updated\":\"2026-11-21T09:00:00Z\"}]}",
    hash, state, more);

  page_fixture_apply (f, json);
}

static void
say_status (PageFixture *f, const char *state, const char *more)
{
  say_status_of (f, CODE, state, more);
}

static void
look_up (PageFixture *f, const char *typed)
{
  page_fixture_open (f, "code", "");
  page_fixture_type (f, typed);
  page_fixture_tap (f, "Show me");
}

static void
test_home_is_one_tap_away (PageFixture *f, gconstpointer data)
{
  page_fixture_click (f, "I have a code");
  page_fixture_wait_page (f, "code");
  g_assert_true (page_fixture_shows (f, "What is your code?"));
  g_assert_true (page_fixture_shows (f, "Like this: HAZEL-OTTER-417238."));
  g_assert_true (GTK_IS_TEXT (gtk_root_get_focus (GTK_ROOT (f->window))));
}

static void
test_what_is_no_code_is_said_at_the_top_and_beside_the_field (PageFixture *f, gconstpointer data)
{
  const char *const typed[] = { "", "hello", "hazel otter 41723", "417238 hazel otter" };

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      GtkWidget *link, *focus;
      g_autofree char *text = NULL;
      const char *said = i == 0 ? "Type your code first." : "Check the two words and six numbers.";

      look_up (f, typed[i]);
      page_fixture_wait_for (f, "There is a problem");
      link = page_fixture_find_button (f, said);
      g_assert_nonnull (link);
      focus = gtk_root_get_focus (GTK_ROOT (f->window));
      g_assert_true (gtk_widget_is_ancestor (link, focus)); /* the summary has the focus */
      text = page_fixture_dup_text (f);
      g_assert_nonnull (strstr (strstr (text, said) + 1, said));
      page_fixture_click (f, said);
      focus = gtk_root_get_focus (GTK_ROOT (f->window));
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (focus)), ==, typed[i]);
    }
}

static void
test_each_state_is_said_in_plain_words (PageFixture *f, gconstpointer data)
{
  const struct
  {
    const char *state, *more, *heading, *also;
  } states[] = {
    { "received", ",\"reply_by\":\"2026-11-27\"", "It has arrived.",
      "You should hear by Friday 27 November." },
    { "received", "", "It has arrived.", "It reached the team on Friday 20 November." },
    { "received", ",\"reply_by\":\"2026-11-21\"", "It has arrived.",
      "You should have heard by Saturday 21 November. We are sorry. Please ask the staff here." },
    { "in_touch", "", "Someone is in touch.", "Please look at your phone" },
    { "placed", ",\"message\":\"Bring <b>gloves</b> & a hat.\"", "You have a place.",
      "Bring <b>gloves</b> & a hat." },
    { "closed", "", "This is finished.", "There was no place this time." },
    { "withdrawn", "", "This code has been taken back.", "Nobody gets in touch about it" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *code = g_strdup_printf ("HAZEL-OTTER-41723%u", i);
      g_autofree char *typed = g_strdup_printf (" hazel  Otter41723%u", i);

      g_test_message ("%s", states[i].state);
      say_status_of (f, code, states[i].state, states[i].more);
      look_up (f, i % 2 == 0 ? code : typed);
      page_fixture_wait_for (f, states[i].heading);
      page_fixture_wait_for (f, states[i].also);
      g_assert_true ((page_fixture_find_button (f, "Take my name back") == NULL)
                     == g_str_equal (states[i].state, "withdrawn"));
      page_fixture_click (f, "Finish");
      page_fixture_settle ();
    }
}

static void
test_an_unknown_code_is_told_what_to_do (PageFixture *f, gconstpointer data)
{
  look_up (f, CODE);
  page_fixture_wait_for (f, "We do not know this code on this kiosk yet.");
  g_assert_true (page_fixture_shows (f, "Is it typed right? Touch Back to check. If you signed up "
                                        "somewhere else today, try again"));
  g_assert_nonnull (page_fixture_find_button (f, "Take back what I gave")); /* elsewhere */
}

/* One letter wrong, and "Your name is taken back" would be a lie to who has most to fear. */
static void
test_of_an_unknown_code_nothing_is_said_to_be_done (PageFixture *f, gconstpointer data)
{
  look_up (f, "hazel otter 417238");
  page_fixture_wait_for (f, "We do not know this code on this kiosk yet.");
  page_fixture_tap (f, "Take back what I gave");
  g_assert_true (page_fixture_shows (f, "We do not know this code here yet. Is it the same as "
                                        "yours? " CODE));
  g_assert_true (page_fixture_shows (f, "If you logged hours with this code, they go too."));
  page_fixture_tap (f, "Yes, take it back");
  page_fixture_wait_for (f, "We pass this on.");
  g_assert_true (page_fixture_shows (f, "We did not find your answers on this kiosk."));
  g_assert_false (page_fixture_shows (f, "Your name is taken back."));
  g_assert_false (page_fixture_shows (f, "Your answers are gone"));
  g_assert_false (page_fixture_shows (f, CODE));
}

/* The words as the screen reader gets them: in one, and the focus is there. */
static void
test_the_answer_is_read_out_as_one (PageFixture *f, gconstpointer data)
{
  GtkWidget *focus;

  say_status (f, "received", ",\"reply_by\":\"2026-11-27\"");
  look_up (f, CODE);
  page_fixture_wait_for (f, "It has arrived.");
  focus = gtk_root_get_focus (GTK_ROOT (f->window));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (focus), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "It has arrived. It reached the team on Friday 20 November. "
                                       "They are reading it. You should hear by Friday 27 "
                                       "November.");
}

typedef struct
{
  gboolean is_done;
  char *code; /* owned */
} Kept;

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSealedRecord) record = foyer_backend_submit_finish (result, &error);
  Kept *kept = data;

  g_assert_no_error (error);
  kept->code = g_strdup (record->code);
  kept->is_done = TRUE;
}

/* A sign-up, kept on this kiosk. (transfer full): its code */
static char *
sign_up (PageFixture *f)
{
  g_autoptr (FoyerDraft) draft = foyer_draft_new ("ess-001", NULL, "volunteering", "1");
  gint64 end = g_get_monotonic_time () + WAIT_S * G_USEC_PER_SEC;
  Kept kept = { FALSE, NULL };

  foyer_draft_set_age_band (draft, FOYER_AGE_ADULT);
  foyer_draft_set_name (draft, "Pat");
  foyer_draft_set_contact (draft, FOYER_CONTACT_STAFF, "");
  foyer_draft_set_consent (draft, TRUE);
  foyer_backend_submit (f->backend, draft, NULL, kept_cb, &kept);
  while (!kept.is_done && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_assert_true (kept.is_done);
  return kept.code;
}

static void
test_a_name_is_taken_back_without_a_line (PageFixture *f, gconstpointer data)
{
  g_autofree char *code = sign_up (f);

  look_up (f, code);
  page_fixture_wait_for (f, "It is safe on this kiosk.");
  g_assert_true (page_fixture_shows (f, "You should hear by Sunday 29 November."));
  page_fixture_tap (f, "Take my name back");
  g_assert_true (page_fixture_shows (f, "This cannot be undone."));
  page_fixture_tap (f, "No, keep it");
  g_assert_true (page_fixture_shows (f, "It is safe on this kiosk."));
  page_fixture_tap (f, "Take my name back");
  page_fixture_tap (f, "Yes, take it back");
  page_fixture_wait_for (f, "Your answers are gone from this kiosk.");
  g_assert_false (page_fixture_shows (f, "This cannot be undone."));
  page_fixture_tap (f, "Finish");
  page_fixture_wait_page (f, "attract");

  look_up (f, code);
  page_fixture_wait_for (f, "This code has been taken back.");
  g_assert_null (page_fixture_find_button (f, "Take my name back"));
}

#define SUM                                                                                        \
  ",\"service\":{\"minutes\":615,\"entries\":3,\"since\":\"2026-09\",\"until\":\"2026-11\","             \
  "\"months\":{\"2026-09\":120,\"2026-11\":495},\"programmes\":{\"volunteering\":120},\"seq\":9}"

/* An hours code holds no name, and no place that could go to somebody else. */
static void
test_hours_are_taken_back_as_hours (PageFixture *f, gconstpointer data)
{
  g_autofree char *text = NULL;

  say_status (f, "received", SUM);
  look_up (f, CODE);
  page_fixture_wait_for (f, "Your hours are counted.");
  page_fixture_assert_fits (f);
  page_fixture_tap (f, "Take my hours back");
  g_assert_true (page_fixture_shows (f, "Take your hours back?"));
  g_assert_true (page_fixture_shows (f, "This cannot be undone."));
  g_assert_true (page_fixture_shows (
    f, "All hours with this code are removed: 10 hours 15 minutes. No kiosk shows or prints them"));
  text = page_fixture_dup_text (f);
  g_assert_null (strstr (text, "name"));
  g_assert_null (strstr (text, "place"));
  page_fixture_assert_fits (f);
  page_fixture_tap (f, "No, keep them");
  page_fixture_tap (f, "Take my hours back");
  page_fixture_tap (f, "Yes, take them back");
  page_fixture_wait_for (f, "Your hours are taken back.");
  g_assert_true (page_fixture_shows (f, "Your hours are gone from this kiosk."));
  g_assert_false (page_fixture_shows (f, "10 hours"));
  page_fixture_tap (f, "Finish");
  page_fixture_wait_page (f, "attract");

  look_up (f, CODE);
  page_fixture_wait_for (f, "This code has been taken back.");
  g_assert_null (page_fixture_find_button (f, "Show my hours"));
  g_assert_null (page_fixture_find_button (f, "Take my hours back"));
}

/* Hours may be logged with the code of a sign-up: both are led to, and both go. */
static void
test_a_name_takes_its_hours_with_it (PageFixture *f, gconstpointer data)
{
  say_status (f, "received", ",\"reply_by\":\"2026-11-27\"" SUM);
  look_up (f, CODE);
  page_fixture_wait_for (f, "It has arrived.");
  g_assert_nonnull (page_fixture_find_button (f, "Show my hours"));
  page_fixture_tap (f, "Take my name back");
  g_assert_true (page_fixture_shows (f, "Nobody will get in touch with you about this."));
  g_assert_true (
    page_fixture_shows (f, "All hours with this code are removed: 10 hours 15 minutes."));
  page_fixture_assert_fits (f);
}

/* Nothing leaves a kiosk that was shut out: nobody is told that the team will hear of it. */
static void
test_a_locked_kiosk_sends_people_to_the_team (PageFixture *f, gconstpointer data)
{
  say_status (f, "received", "");
  look_up (f, CODE);
  page_fixture_wait_for (f, "It has arrived.");
  page_fixture_tap (f, "Take my name back");
  page_fixture_tap (f, "Yes, take it back");
  page_fixture_wait_for (f,
                         "Your answers are gone from this kiosk. This kiosk is not in touch with "
                         "the team. Please tell the staff here, so that");
  page_fixture_assert_fits (f);
}

/* A folder where the outbox should be: nothing can be looked up. */
static void
test_what_cannot_be_looked_up_is_said (PageFixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->dir, "outbox.db", "in-the-way", NULL);

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  g_test_expect_message ("foyer-code-page", G_LOG_LEVEL_MESSAGE, "a code:*");
  look_up (f, CODE);
  page_fixture_wait_for (f, "Sorry, we cannot look just now. Please ask the staff here.");
  g_test_assert_expected_messages ();
  g_assert_true (gtk_widget_is_sensitive (page_fixture_find_button (f, "Show me")));
}

/* "Show me" and "Finish", "Yes, take it back" and "Finish" stand in the same place. */
static void
test_a_shaky_finger_taps_once (PageFixture *f, gconstpointer data)
{
  say_status (f, "received", "");
  look_up (f, CODE);
  page_fixture_wait_for (f, "It has arrived.");
  page_fixture_click (f, "Finish"); /* in the same moment */
  g_assert_cmpstr (page_fixture_page_name (f), ==, "code");
  page_fixture_click (f, "Take my name back");
  g_assert_false (page_fixture_shows (f, "This cannot be undone."));
  page_fixture_tap (f, "Finish");
  page_fixture_wait_page (f, "attract");
}

static void
test_nothing_typed_is_there_for_the_next (PageFixture *f, gconstpointer data)
{
  GtkWidget *text;

  say_status (f, "received", "");
  look_up (f, CODE);
  page_fixture_wait_for (f, "It has arrived.");
  page_fixture_tap (f, "Finish");
  page_fixture_wait_page (f, "attract");
  page_fixture_open (f, "code", "");
  text = gtk_root_get_focus (GTK_ROOT (f->window));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (text)), ==, "");
  g_assert_false (gtk_editable_get_enable_undo (GTK_EDITABLE (text)));
  g_assert_true (GTK_IS_PASSWORD_ENTRY_BUFFER (gtk_text_get_buffer (GTK_TEXT (text))));
  g_assert_false (page_fixture_shows (f, "It has arrived."));
}

static void
test_it_fits_at_every_text_size (PageFixture *f, gconstpointer data)
{
  say_status (f, "received",
              ",\"reply_by\":\"2026-11-02\",\"message\":\"Llanfairpwllgwyngyllgogerychwyrndrobwllll"
              "antysiliogogogoch and then the second door on the left, please.\"");
  page_fixture_open (f, "code", "");
  page_fixture_assert_fits (f);
  page_fixture_tap (f, "Show me");
  page_fixture_wait_for (f, "There is a problem");
  page_fixture_assert_fits (f);
  look_up (f, CODE);
  page_fixture_wait_for (f, "It has arrived.");
  page_fixture_assert_fits (f);
  page_fixture_tap (f, "Take my name back");
  page_fixture_assert_fits (f);
}

/* Longer than a scrolled page of GTK takes to come to rest. */
static void
come_to_rest (PageFixture *f)
{
  gint64 end_us = g_get_monotonic_time () + 600 * 1000;

  while (g_get_monotonic_time () < end_us)
    {
      page_fixture_settle ();
      g_usleep (5000);
    }
  gtk_test_widget_wait_for_draw (GTK_WIDGET (f->window));
}

static void
assert_field_in_sight (PageFixture *f)
{
  GtkWidget *text = gtk_root_get_focus (GTK_ROOT (f->window));
  GtkWidget *scroller = gtk_widget_get_ancestor (text, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;

  g_assert_true (GTK_IS_TEXT (text));
  g_assert_true (gtk_widget_compute_bounds (text, scroller, &bounds));
  g_test_message ("from %.0f to %.0f of %d", bounds.origin.y, bounds.origin.y + bounds.size.height,
                  gtk_widget_get_height (scroller));
  g_assert_cmpfloat (bounds.origin.y, >=, 0);
  g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=, gtk_widget_get_height (scroller));
}

/* The largest letters leave little room above the keyboard: when they grow on the page, and when the
 * page is opened with them. */
static void
test_the_field_is_never_behind_the_keyboard (PageFixture *f, gconstpointer data)
{
  FoyerVisit *visit = foyer_page_get_visit (page_fixture_open (f, "code", ""));

  foyer_visit_set_text_percent (visit, 200);
  for (int look = 0; look < 2; look++)
    {
      foyer_visit_set_contrast (visit, look == 1);
      come_to_rest (f);
      assert_field_in_sight (f);
      page_fixture_open (f, "code", "");
      come_to_rest (f);
      assert_field_in_sight (f);
    }
}

/* ---- the words alone ---- */

static void
test_a_message_is_plain_and_not_too_long (void)
{
  g_autofree char *plain
    = foyer_status_words_dup_message ("  Two\r\n\tlines\x07 \xE2\x80\xAEhere ");
  g_autofree char *empty = foyer_status_words_dup_message (" \n\x01 ");
  g_autofree char *much = g_strnfill (5000, 'a');
  g_autofree char *cut = foyer_status_words_dup_message (much);

  g_assert_cmpstr (plain, ==, "Two lines here");
  g_assert_null (empty);
  g_assert_cmpint (g_utf8_strlen (cut, -1), ==, 401); /* and an ellipsis */
  g_assert_null (foyer_status_words_dup_message (NULL));
}

static void
test_the_promise_holds_through_its_whole_day (void)
{
  FoyerCodeAnswer answer = { .state = FOYER_CODE_WAITING, .reply_by = (char *)"2026-11-27" };
  const gint64 day_us = 24 * 60 * 60 * (gint64)G_USEC_PER_SEC;
  const gint64 last_minute_us = G_GINT64_CONSTANT (1795823940000000); /* 27 November, 23:59 */
  const struct
  {
    gint64 now_us;
    gboolean is_late;
  } days[] = { { last_minute_us - day_us, FALSE },
               { last_minute_us, FALSE },
               { last_minute_us + 60 * (gint64)G_USEC_PER_SEC, TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (FoyerStatusWords) words
        = foyer_status_words_new (&answer, days[i].now_us, "01632 960100");

      g_assert_cmpint (words->is_late, ==, days[i].is_late);
      g_assert_cmpint (strstr (words->promise, "01632 960100") != NULL, ==, days[i].is_late);
    }
}

static void
test_what_has_no_date_has_no_promise (void)
{
  const char *const dates[] = { NULL, "", "soon", "2026-13-45", "2026-11-27T10", "0000-00-00" };

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      FoyerCodeAnswer answer = { .state = FOYER_CODE_RECEIVED, .reply_by = (char *)dates[i] };
      g_autoptr (FoyerStatusWords) words = foyer_status_words_new (&answer, 0, NULL);

      g_assert_null (words->promise);
      g_assert_nonnull (words->heading);
    }
}

static void
test_every_state_has_words (void)
{
  for (int state = 0; state < FOYER_N_CODE_STATES; state++)
    {
      FoyerCodeAnswer answer = { .state = state };
      g_autoptr (FoyerStatusWords) words = foyer_status_words_new (&answer, 0, "01632 960100");

      g_assert_nonnull (words->heading);
      g_assert_nonnull (words->what);
      g_assert_nonnull (words->icon);
    }
}

int
main (int argc, char **argv)
{
  page_fixture_init (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/code-page/" name, PageFixture, NULL, page_fixture_set_up, function,                \
              page_fixture_tear_down)
  ADD ("it-is-one-tap-away-from-home", test_home_is_one_tap_away);
  ADD ("what-is-no-code-is-said-at-the-top-and-beside-the-field",
       test_what_is_no_code_is_said_at_the_top_and_beside_the_field);
  ADD ("each-state-is-said-in-plain-words", test_each_state_is_said_in_plain_words);
  ADD ("an-unknown-code-is-told-what-to-do", test_an_unknown_code_is_told_what_to_do);
  ADD ("of-an-unknown-code-nothing-is-said-to-be-done",
       test_of_an_unknown_code_nothing_is_said_to_be_done);
  ADD ("the-answer-is-read-out-as-one", test_the_answer_is_read_out_as_one);
  ADD ("a-name-is-taken-back-without-a-line", test_a_name_is_taken_back_without_a_line);
  ADD ("hours-are-taken-back-as-hours", test_hours_are_taken_back_as_hours);
  ADD ("a-name-takes-its-hours-with-it", test_a_name_takes_its_hours_with_it);
  ADD ("what-cannot-be-looked-up-is-said", test_what_cannot_be_looked_up_is_said);
  ADD ("a-shaky-finger-taps-once", test_a_shaky_finger_taps_once);
  ADD ("nothing-typed-is-there-for-the-next", test_nothing_typed_is_there_for_the_next);
  ADD ("the-field-is-never-behind-the-keyboard", test_the_field_is_never_behind_the_keyboard);
  ADD ("it-fits-at-every-text-size", test_it_fits_at_every_text_size);
#undef ADD
  g_test_add ("/code-page/a-locked-kiosk-sends-people-to-the-team", PageFixture, "locked",
              page_fixture_set_up, test_a_locked_kiosk_sends_people_to_the_team,
              page_fixture_tear_down);
  g_test_add_func ("/code-page/a-message-is-plain-and-not-too-long",
                   test_a_message_is_plain_and_not_too_long);
  g_test_add_func ("/code-page/the-promise-holds-through-its-whole-day",
                   test_the_promise_holds_through_its_whole_day);
  g_test_add_func ("/code-page/what-has-no-date-has-no-promise",
                   test_what_has_no_date_has_no_promise);
  g_test_add_func ("/code-page/every-state-has-words", test_every_state_has_words);
  return page_fixture_run ();
}
