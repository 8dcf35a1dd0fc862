/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/crypto/foyer-pin.h"
#include "core/outbox/foyer-outbox.h"
#include "kiosk/foyer-style.h"
#include "kiosk/widgets/foyer-brand.h"

#define PIN "480951"
#define SECRET "Pat of the green door"

static void
set_pin (PageFixture *f)
{
  g_autoptr (GError) error = NULL;

  foyer_pin_set (f->dir, PIN, &error);
  g_assert_no_error (error);
}

static void
press (PageFixture *f, const char *digits)
{
  for (const char *digit = digits; *digit != '\0'; digit++)
    {
      const char words[] = { *digit, '\0' };

      page_fixture_click (f, words);
    }
}

static void
get_in (PageFixture *f)
{
  set_pin (f);
  page_fixture_open (f, "staff", "");
  press (f, PIN);
  page_fixture_wait_for (f, "This kiosk");
}

/* (transfer full) */
static char *
dup_settings (PageFixture *f)
{
  g_autofree char *path = g_build_filename (f->dir, "kiosk.conf", NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text != NULL ? text : g_strdup ("");
}

static void
test_without_a_pin_it_says_how_to_set_one (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "staff", "");
  g_assert_true (page_fixture_shows (f, "This kiosk has no staff PIN yet."));
  g_assert_true (page_fixture_shows (f, "foyerctl kiosk set-pin --state"));
  g_assert_null (page_fixture_find_button (f, "1"));
}

static void
test_only_the_pin_opens_it_and_no_digit_is_shown (PageFixture *f, gconstpointer data)
{
  g_autofree char *text = NULL;

  set_pin (f);
  page_fixture_open (f, "staff", "");
  press (f, "48095");
  g_assert_true (page_fixture_shows (f, "●●●●●○"));
  text = page_fixture_dup_text (f);
  g_assert_null (strstr (text, "48"));
  press (f, "2");
  page_fixture_wait_for (f, "That is not the PIN.");
  g_assert_false (page_fixture_shows (f, "Sync now"));
  press (f, PIN);
  page_fixture_wait_for (f, "This kiosk");
  page_fixture_click (f, "Back");
  page_fixture_wait_page (f, "home");
  page_fixture_open (f, "staff", ""); /* shut again */
  g_assert_false (page_fixture_shows (f, "This kiosk"));
}

static void
test_all_keys_are_in_sight (PageFixture *f, gconstpointer data)
{
  GtkWidget *pad, *scrolled;
  GtkAdjustment *adjustment;

  g_assert_cmpint (foyer_pin_set (f->dir, "480951", NULL), ==, TRUE);
  page_fixture_open (f, "staff", "");
  foyer_visit_set_text_percent (foyer_page_get_visit (page_fixture_page (f)), 200);
  for (guint i = 0; i < 4; i++)
    {
      gtk_test_widget_wait_for_draw (GTK_WIDGET (f->window));
      page_fixture_settle ();
    }
  pad = page_fixture_find_button (f, "5");
  scrolled = gtk_widget_get_ancestor (pad, GTK_TYPE_SCROLLED_WINDOW);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  g_assert_cmpfloat (gtk_adjustment_get_page_size (adjustment), >=,
                     gtk_adjustment_get_upper (adjustment));
}

static void
test_five_wrong_ones_make_it_wait (PageFixture *f, gconstpointer data)
{
  set_pin (f);
  page_fixture_open (f, "staff", "");
  for (int i = 0; i < 5; i++)
    {
      press (f, "951480");
      page_fixture_wait_gone (f, "One moment");
    }
  g_assert_true (page_fixture_shows (f, "Too many wrong tries. Wait 30 seconds."));
  g_assert_false (gtk_widget_is_sensitive (page_fixture_find_button (f, "1")));
  page_fixture_open (f, "home", "");
  page_fixture_open (f, "staff", ""); /* coming again is no way round */
  g_assert_true (page_fixture_shows (f, "Too many wrong tries."));
  foyer_clock_advance (f->clock, 30 * G_USEC_PER_SEC);
  page_fixture_wait_for (f, "Type the six digits.");
  press (f, PIN);
  page_fixture_wait_for (f, "This kiosk");
}

static void
run_for (PageFixture *f, gint64 us)
{
  for (gint64 end = g_get_monotonic_time () + us; g_get_monotonic_time () < end;)
    g_main_context_iteration (NULL, FALSE);
}

static void
test_a_minute_without_a_touch_shuts_it (PageFixture *f, gconstpointer data)
{
  get_in (f);
  foyer_clock_advance (f->clock, 59 * G_USEC_PER_SEC);
  run_for (f, 3 * G_USEC_PER_SEC / 2);
  g_assert_cmpstr (page_fixture_page_name (f), ==, "staff");
  foyer_clock_advance (f->clock, G_USEC_PER_SEC);
  page_fixture_wait_page (f, "attract");
}

static void
test_it_warns_before_it_shuts (PageFixture *f, gconstpointer data)
{
  GtkWidget *warning;

  get_in (f);
  foyer_clock_advance (f->clock, 35 * G_USEC_PER_SEC);
  run_for (f, 3 * G_USEC_PER_SEC / 2);
  g_assert_false (page_fixture_shows (f, "Closing in"));
  foyer_clock_advance (f->clock, 5 * G_USEC_PER_SEC);
  page_fixture_wait_for (f, "Closing in 20 seconds");
  warning = gtk_widget_get_parent (page_fixture_find_button (f, "Stay"));
  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (warning)), ==,
                   GTK_ACCESSIBLE_ROLE_ALERT);
  page_fixture_assert_fits (f);
  foyer_clock_advance (f->clock, 10 * G_USEC_PER_SEC);
  page_fixture_wait_for (f, "Closing in 10 seconds");
  page_fixture_click (f, "Stay");
  g_assert_false (page_fixture_shows (f, "Closing in"));
  foyer_clock_advance (f->clock, 59 * G_USEC_PER_SEC);
  page_fixture_wait_for (f, "Closing in 5 seconds");
  g_assert_cmpstr (page_fixture_page_name (f), ==, "staff");
  foyer_clock_advance (f->clock, G_USEC_PER_SEC);
  page_fixture_wait_page (f, "attract");
}

static void
test_it_says_how_the_kiosk_is_and_nothing_of_anybody (PageFixture *f, gconstpointer data)
{
  g_autofree char *text = NULL;

  page_fixture_open (f, "sign-up", "ess-034");
  page_fixture_click (f, "18 or over");
  page_fixture_tap (f, "Continue");
  page_fixture_type (f, SECRET);
  page_fixture_tap (f, "Continue");
  page_fixture_type (f, "07700 900123");
  page_fixture_tap (f, "Continue");
  page_fixture_click (f, "Yes, the organiser may contact me");
  page_fixture_tap (f, "Send");
  page_fixture_wait_page (f, "done");
  foyer_clock_advance (f->clock, 3 * 60 * 60 * (gint64)G_USEC_PER_SEC);
  get_in (f);
  page_fixture_wait_for (f, "1, for 3 hours");
  text = page_fixture_dup_text (f);
  g_assert_nonnull (strstr (text, "76 listings"));
  g_assert_nonnull (strstr (text, "Chelmsford Library"));
  g_assert_nonnull (strstr (text, " free\n"));
  g_assert_null (strstr (text, "Pat"));
  g_assert_null (strstr (text, "07700"));
}

static void
test_sync_now_says_how_it_went (PageFixture *f, gconstpointer data)
{
  get_in (f);
  page_fixture_click (f, "Sync now");
  page_fixture_wait_for (f, "The centre did not answer.");
}

static void
test_it_may_stand_somewhere_else_today (PageFixture *f, gconstpointer data)
{
  g_autofree char *kept = NULL, *after = NULL;

  get_in (f);
  page_fixture_click (f, "Place");
  g_assert_true (
    gtk_widget_has_css_class (page_fixture_find_button (f, "Chelmsford Library"), "selected"));
  page_fixture_click (f, "Cancel"); /* the desk stays open */
  g_assert_null (page_fixture_find_button (f, "Braintree Library"));
  page_fixture_click (f, "Place");
  page_fixture_click (f, "Braintree Library");
  g_assert_cmpstr (foyer_backend_get_place (f->backend)->name, ==, "Braintree Library");
  g_assert_true (page_fixture_shows (f, "Braintree Library, for today"));
  kept = dup_settings (f);
  g_assert_nonnull (strstr (kept, "[place]"));
  page_fixture_click (f, "Place");
  page_fixture_click (f, "Chelmsford Library");
  g_assert_cmpstr (foyer_backend_get_place (f->backend)->id, ==, "lib-chelmsford");
  after = dup_settings (f);
  g_assert_null (strstr (after, "today="));
}

/* A place that the content no longer has: where it was enrolled. */
static void
test_a_place_that_is_gone_is_not_believed (PageFixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->dir, "kiosk.conf", NULL);
  FoyerBackend *backend;

  g_assert_true (g_file_set_contents (path, "[place]\ntoday=lib-nowhere\n", -1, NULL));
  backend = foyer_backend_new (f->dir, NULL, f->clock);
  g_assert_cmpstr (foyer_backend_get_place (backend)->id, ==, "lib-chelmsford");
  g_object_unref (backend);
}

static void
test_a_card_measures_the_screen_and_the_rest_of_the_settings_stays (PageFixture *f,
                                                                    gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->dir, "kiosk.conf", NULL);
  g_autofree char *kept = NULL, *after = NULL;
  double before = foyer_style_get_scale ();

  g_assert_true (g_file_set_contents (path, "# ours\n[look]\nname=Hello\n", -1, NULL));
  page_fixture_open (f, "calibrate", "");
  g_assert_true (page_fixture_shows (f, "Then this screen is 533 by 300 mm"));
  for (int i = 0; i < 3; i++)
    page_fixture_click (f, "+ +");
  page_fixture_click (f, "+"); /* 308 + 60 + 1 */
  page_fixture_click (f, "It fits: keep it");
  page_fixture_wait_page (f, "home");
  kept = dup_settings (f);
  g_assert_nonnull (strstr (kept, "# ours\n"));
  g_assert_nonnull (strstr (kept, "[look]\nname=Hello"));
  g_assert_nonnull (strstr (kept, "micrometres-per-pixel=232"));
  g_assert_cmpint (foyer_backend_get_setting (f->backend, "screen", "micrometres-per-pixel", 0), ==,
                   232);
  g_assert_cmpfloat_with_epsilon (foyer_style_get_scale (), 1000.0 / 232 / 3.6, 0.001);

  g_usleep (350 * 1000); /* a second page sooner is a shaky finger */
  page_fixture_open (f, "calibrate", "");
  page_fixture_click (f, "Fit to the screen instead");
  page_fixture_wait_page (f, "home");
  after = dup_settings (f);
  g_assert_null (strstr (after, "micrometres"));
  g_assert_cmpfloat_with_epsilon (foyer_style_get_scale (), before, 0.001);
}

static GtkWidget *
find_brand (GtkWidget *widget)
{
  GtkWidget *found = FOYER_IS_BRAND (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_brand (child);
  return found;
}

static GtkWidget *
find_button (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_BUTTON (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child);
  return found;
}

/* A finger falls through it, and the Tab key comes to it. */
static void
test_keys_find_a_door_in_the_top_bar (PageFixture *f, gconstpointer data)
{
  GtkWidget *door = find_button (find_brand (GTK_WIDGET (f->window)));

  g_assert_false (gtk_widget_get_can_target (door));
  g_assert_true (gtk_widget_get_focusable (door));
  g_signal_emit_by_name (door, "clicked");
  page_fixture_settle ();
  g_assert_cmpstr (page_fixture_page_name (f), ==, "staff");
}

/* What the gesture tells when a finger comes down; lifted at once, and left for long enough. */
static void
test_a_finger_that_stays_opens_it (PageFixture *f, gconstpointer data)
{
  GtkWidget *brand = find_brand (GTK_WIDGET (f->window));
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (brand);
  g_autoptr (GtkGesture) press = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && press == NULL; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_DRAG (controller))
        press = GTK_GESTURE (g_steal_pointer (&controller));
    }
  g_signal_emit_by_name (press, "drag-begin", 1.0, 1.0);
  g_signal_emit_by_name (press, "drag-end", 0.0, 0.0);
  for (gint64 end = g_get_monotonic_time () + 4 * G_USEC_PER_SEC; g_get_monotonic_time () < end;)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpstr (page_fixture_page_name (f), ==, "home");
  g_signal_emit_by_name (press, "drag-begin", 1.0, 1.0);
  page_fixture_wait_page (f, "staff");
}

static void
test_more_time_is_given_ten_times_and_more (PageFixture *f, gconstpointer data)
{
  g_usleep (350 * 1000);
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.open", "(ss)", "code", "");
  page_fixture_settle ();
  page_fixture_type (f, "HAZEL");
  for (int i = 0; i < 12; i++)
    {
      FoyerVisit *visit = foyer_page_get_visit (page_fixture_page (f));

      foyer_clock_advance (f->clock, 60 * G_USEC_PER_SEC);
      g_assert_cmpint (foyer_visit_update (visit), ==, FOYER_VISIT_WARNING);
      g_assert_cmpint (foyer_visit_seconds_left (visit), >=, 20);
      gtk_widget_activate_action (GTK_WIDGET (f->window), "win.more-time", NULL);
      g_assert_cmpint (foyer_visit_update (visit), ==, FOYER_VISIT_ACTIVE);
    }
  g_assert_cmpstr (page_fixture_page_name (f), ==, "code");
}

int
main (int argc, char **argv)
{
  page_fixture_init (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/staff-page/" name, PageFixture, NULL, page_fixture_set_up, function,               \
              page_fixture_tear_down)
  ADD ("without-a-pin-it-says-how-to-set-one", test_without_a_pin_it_says_how_to_set_one);
  ADD ("only-the-pin-opens-it-and-no-digit-is-shown",
       test_only_the_pin_opens_it_and_no_digit_is_shown);
  ADD ("all-keys-are-in-sight-in-the-largest-letters", test_all_keys_are_in_sight);
  ADD ("five-wrong-ones-make-it-wait", test_five_wrong_ones_make_it_wait);
  ADD ("a-minute-without-a-touch-shuts-it", test_a_minute_without_a_touch_shuts_it);
  ADD ("it-warns-before-it-shuts", test_it_warns_before_it_shuts);
  ADD ("it-says-how-the-kiosk-is-and-nothing-of-anybody",
       test_it_says_how_the_kiosk_is_and_nothing_of_anybody);
  ADD ("sync-now-says-how-it-went", test_sync_now_says_how_it_went);
  ADD ("it-may-stand-somewhere-else-today", test_it_may_stand_somewhere_else_today);
  ADD ("a-place-that-is-gone-is-not-believed", test_a_place_that_is_gone_is_not_believed);
  ADD ("a-card-measures-the-screen-and-the-rest-of-the-settings-stays",
       test_a_card_measures_the_screen_and_the_rest_of_the_settings_stays);
  ADD ("keys-find-a-door-in-the-top-bar", test_keys_find_a_door_in_the_top_bar);
  ADD ("a-finger-that-stays-opens-it", test_a_finger_that_stays_opens_it);
  ADD ("more-time-is-given-ten-times-and-more", test_more_time_is_given_ten_times_and_more);
#undef ADD
  return page_fixture_run ();
}
