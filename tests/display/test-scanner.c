/* SPDX-License-Identifier: GPL-3.0-or-later */
/* With one switch, or two, from the first page to a choice. */
#include "kiosk/foyer-scanner.h"
#include "kiosk/foyer-spoken.h"
#include "page-fixture.h"

#define STEPS_MAX 200

typedef struct
{
  GtkWidget *overlay, *frame; /* borrowed: over the page */
  FoyerScanner *scanner;      /* owned */
} Scan;

static Scan
scan_page (PageFixture *f, FoyerScanning mode)
{
  Scan scan = { gtk_window_get_child (GTK_WINDOW (f->window)), NULL, NULL };

  g_assert_true (GTK_IS_OVERLAY (scan.overlay));
  scan.frame = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_overlay_add_overlay (GTK_OVERLAY (scan.overlay), scan.frame);
  scan.scanner = foyer_scanner_new (scan.frame);
  foyer_scanner_set_mode (scan.scanner, mode);
  foyer_scanner_set_root (scan.scanner, GTK_WIDGET (page_fixture_page (f)));
  return scan;
}

static void
scan_done (Scan *scan)
{
  g_clear_object (&scan->scanner);
  gtk_overlay_remove_overlay (GTK_OVERLAY (scan->overlay), scan->frame);
}

static gboolean
is_framed (Scan *scan, const char *name)
{
  gboolean is_group;
  GtkWidget *current = foyer_scanner_get_current (scan->scanner, &is_group);
  const char *spoken = current != NULL ? foyer_spoken_get_name (current) : NULL;

  return spoken != NULL && g_str_has_prefix (spoken, name);
}

/* By the two switches alone: goes on until the frame is round it, and chooses. */
static void
choose (Scan *scan, const char *group, const char *name)
{
  guint steps = 0;

  while (!is_framed (scan, group) && steps++ < STEPS_MAX)
    foyer_scanner_next (scan->scanner);
  g_assert_true (is_framed (scan, group));
  foyer_scanner_choose (scan->scanner);
  while (name != NULL && !is_framed (scan, name) && steps++ < STEPS_MAX)
    foyer_scanner_next (scan->scanner);
  if (name == NULL)
    return;
  g_assert_true (is_framed (scan, name));
  foyer_scanner_choose (scan->scanner);
  page_fixture_settle ();
}

static void
test_rows_then_columns (PageFixture *f, gconstpointer data)
{
  Scan scan = scan_page (f, FOYER_SCANNING_TWO_SWITCHES);
  gboolean is_group;

  foyer_scanner_get_current (scan.scanner, &is_group);
  g_assert_true (is_group);
  g_assert_true (is_framed (&scan, "Volunteer"));
  foyer_scanner_choose (scan.scanner);
  foyer_scanner_get_current (scan.scanner, &is_group);
  g_assert_false (is_group);
  foyer_scanner_next (scan.scanner);
  g_assert_true (is_framed (&scan, "Youth"));
  foyer_scanner_choose (scan.scanner);
  page_fixture_wait_page (f, "browse");
  scan_done (&scan);
}

static void
test_nobody_chooses (PageFixture *f, gconstpointer data)
{
  Scan scan = scan_page (f, FOYER_SCANNING_TWO_SWITCHES);
  gboolean is_group = FALSE;

  foyer_scanner_choose (scan.scanner);
  for (guint i = 0; i < 8 && !is_group; i++) /* four doors, twice */
    {
      foyer_scanner_next (scan.scanner);
      foyer_scanner_get_current (scan.scanner, &is_group);
    }
  g_assert_true (is_group);
  scan_done (&scan);
}

static const char *
typed (PageFixture *f)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (f->window));

  g_assert_true (GTK_IS_TEXT (focus));
  return gtk_editable_get_text (GTK_EDITABLE (focus));
}

/* The screen's keyboard: a row, then a key. */
static void
test_types (PageFixture *f, gconstpointer data)
{
  Scan scan;

  page_fixture_open (f, "search", "");
  scan = scan_page (f, FOYER_SCANNING_TWO_SWITCHES);
  choose (&scan, "Search by word", NULL);
  page_fixture_settle ();
  choose (&scan, "a", "d");
  choose (&scan, "q", "o");
  choose (&scan, "a", "g");
  g_assert_cmpstr (typed (f), ==, "dog");
  scan_done (&scan);
}

static gboolean
shown (Scan *scan)
{
  return gtk_widget_get_visible (scan->frame);
}

static void
test_off (PageFixture *f, gconstpointer data)
{
  Scan scan = scan_page (f, FOYER_SCANNING_OFF);

  g_assert_false (shown (&scan));
  foyer_scanner_choose (scan.scanner);
  page_fixture_settle ();
  g_assert_cmpstr (page_fixture_page_name (f), ==, "home");
  foyer_scanner_set_mode (scan.scanner, FOYER_SCANNING_TWO_SWITCHES);
  g_assert_true (shown (&scan));
  foyer_scanner_set_mode (scan.scanner, FOYER_SCANNING_OFF);
  g_assert_false (shown (&scan));
  scan_done (&scan);
}

/* One switch: it goes on by itself, and rests when nobody comes. */
static void
test_moves_by_itself (PageFixture *f, gconstpointer data)
{
  Scan scan = scan_page (f, FOYER_SCANNING_ONE_SWITCH);
  GtkWidget *first = foyer_scanner_get_current (scan.scanner, NULL);
  gint64 end = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;

  foyer_scanner_set_pace (scan.scanner, 2);
  while (foyer_scanner_get_current (scan.scanner, NULL) == first && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_assert_true (foyer_scanner_get_current (scan.scanner, NULL) != first);
  scan_done (&scan);
}

int
main (int argc, char **argv)
{
  page_fixture_init (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/scanner/" name, PageFixture, NULL, page_fixture_set_up, function,                  \
              page_fixture_tear_down)
  ADD ("groups-first-then-what-is-in-them", test_rows_then_columns);
  ADD ("a-group-nobody-chooses-from-lets-go", test_nobody_chooses);
  ADD ("the-keyboard-types-by-switch", test_types);
  ADD ("off-is-off", test_off);
  ADD ("one-switch-moves-by-itself", test_moves_by_itself);
#undef ADD
  return page_fixture_run ();
}
