/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A keyboard and nothing else, with real keys (xdotool): from the first page to a sent sign-up. */
#include <gdk/x11/gdkx.h>
#include <string.h>

#include "kiosk/foyer-spoken.h"
#include "page-fixture.h"

#define TABS_MAX 90 /* to find a control on a page */
#define KEY_MS 40   /* for a key to arrive and be drawn */
#define BEAT_MS 330 /* over the guard against a second tap */

static void
pass (guint ms)
{
  gint64 end = g_get_monotonic_time () + ms * 1000;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

static void
xdotool (const char *verb, const char *what)
{
  const char *argv[] = { "xdotool", verb, what, NULL };
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_spawn_sync (NULL, (char **)argv, NULL,
                G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
}

static void
press (const char *key)
{
  xdotool ("key", key);
  pass (KEY_MS);
}

/* A visit that has just begun, and the keys go to its window. */
static void
begin (PageFixture *f)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (f->window));
  g_autofree char *id = g_strdup_printf ("%lu", (gulong)gdk_x11_surface_get_xid (surface));

  page_fixture_open (f, "attract", "");
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.open", "(ss)", "home", "");
  page_fixture_wait_page (f, "home");
  xdotool ("windowfocus", id);
  pass (BEAT_MS);
}

/* What has the focus is never nothing, and it can be seen that it has it. (nullable) name */
static const char *
focused_name (PageFixture *f)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (f->window));

  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_get_mapped (focus));
  g_assert_true (gtk_window_get_focus_visible (GTK_WINDOW (f->window)));
  for (; focus != NULL; focus = gtk_widget_get_parent (focus))
    if (foyer_spoken_get_name (focus) != NULL)
      return foyer_spoken_get_name (focus);
  return NULL;
}

static void
tab_to (PageFixture *f, const char *name)
{
  for (guint i = 0; i < TABS_MAX; i++)
    {
      const char *now = i > 0 ? focused_name (f) : NULL;

      if (now != NULL && g_str_has_prefix (now, name))
        return;
      press ("Tab");
    }
  g_test_message ("never came to “%s”", name);
  g_test_fail ();
}

static void
choose (PageFixture *f, const char *name, const char *key)
{
  tab_to (f, name);
  foyer_clock_advance (f->clock, FOYER_REPEAT_GUARD_US);
  press (key);
  pass (BEAT_MS);
}

static void
type (const char *text)
{
  xdotool ("type", text);
  pass (200);
}

static void
fill_in (PageFixture *f)
{
  choose (f, "18 or over", "space");
  choose (f, "Continue", "Return");
  g_assert_true (GTK_IS_TEXT (gtk_root_get_focus (GTK_ROOT (f->window))));
  type ("Tester");
  choose (f, "Continue", "Return");
  g_assert_true (GTK_IS_TEXT (gtk_root_get_focus (GTK_ROOT (f->window))));
  type ("07700900123");
  choose (f, "Continue", "Return");
  page_fixture_wait_for (f, "Check");
}

static void
test_sign_up (PageFixture *f, gconstpointer data)
{
  foyer_backend_start (f->backend);
  begin (f);
  choose (f, "Youth Activity", "Return");
  page_fixture_wait_page (f, "browse");
  pass (600);
  press ("Escape");
  page_fixture_wait_page (f, "home");
  pass (BEAT_MS);
  page_fixture_open (f, "detail", "ess-061");
  choose (f, "I’m interested", "Return");
  page_fixture_wait_page (f, "sign-up");
  fill_in (f);
  choose (f, "Yes, the organiser may contact me", "space");
  choose (f, "Send", "Return");
  page_fixture_wait_page (f, "done");
  press ("Tab");
  g_assert_nonnull (focused_name (f));
}

/* Each control of the page once round, in the order in which it is read; and back the same way. */
static void
test_reading_order (PageFixture *f, gconstpointer data)
{
  const char *const pages[] = { "home", "easier", "info-list", "code" };

  begin (f);
  for (guint p = 0; p < G_N_ELEMENTS (pages); p++)
    {
      g_autoptr (GPtrArray) list = NULL;
      GtkWidget *page = GTK_WIDGET (page_fixture_open (f, pages[p], ""));
      int last = -1;
      guint met = 0;

      pass (100);
      list = foyer_spoken_list (page);
      for (guint i = 0; i < TABS_MAX; i++)
        {
          GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (f->window));
          int at = -1;

          for (guint n = 0; n < list->len; n++)
            {
              FoyerSpokenItem *item = g_ptr_array_index (list, n);
              if (focus == item->widget || gtk_widget_is_ancestor (focus, item->widget))
                at = (int)n;
            }
          if (at >= 0 && at < last)
            break; /* once round */
          met += at > last;
          last = MAX (at, last);
          press ("Tab");
        }
      g_test_message ("%s: %u controls met in order", pages[p], met);
      g_assert_cmpuint (met, >=, 3);
    }
}

static void
test_escape (PageFixture *f, gconstpointer data)
{
  begin (f);
  press ("Escape");
  pass (BEAT_MS);
  g_assert_cmpstr (page_fixture_page_name (f), ==, "home");
  choose (f, "Make this easier", "Return");
  page_fixture_wait_page (f, "easier");
  press ("Escape");
  page_fixture_wait_page (f, "home");
  press ("Tab");
  g_assert_nonnull (focused_name (f));
}

/* The switch moves the frame and chooses; it reaches no button itself. */
static void
test_switch (PageFixture *f, gconstpointer data)
{
  FoyerVisit *visit;

  begin (f);
  visit = foyer_page_get_visit (page_fixture_page (f));
  foyer_ease_set (foyer_visit_get_ease (visit), FOYER_EASE_SCANNING, FOYER_SCANNING_TWO_SWITCHES);
  pass (200);
  press ("space"); /* from the bar on to the doors */
  press ("Return");
  press ("space");
  press ("Return");
  page_fixture_wait_page (f, "browse");
  g_assert_cmpstr (foyer_page_get_argument (page_fixture_page (f)), ==, "youth");
}

int
main (int argc, char **argv)
{
  g_autofree char *tool = g_find_program_in_path ("xdotool");

  page_fixture_init (&argc, &argv);
  if (tool == NULL)
    {
      g_print ("1..0 # SKIP no xdotool\n");
      return 0;
    }
#define ADD(name, function)                                                                        \
  g_test_add ("/keys/" name, PageFixture, NULL, page_fixture_set_up, function,                     \
              page_fixture_tear_down)
  ADD ("a-sign-up-is-sent-by-keys-alone", test_sign_up);
  ADD ("tab-goes-in-the-order-of-reading", test_reading_order);
  ADD ("escape-is-one-step-back-and-never-out", test_escape);
  ADD ("two-switches-open-a-page", test_switch);
#undef ADD
  return page_fixture_run ();
}
