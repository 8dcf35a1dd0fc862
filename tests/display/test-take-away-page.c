/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-fixture.h"

#include "kiosk/widgets/foyer-print-button.h"
#include "kiosk/widgets/foyer-qr.h"

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

static void
test_words (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "take-away", "ess-068 -"); /* a warm hub, Thursdays */
  g_assert_true (page_fixture_shows (f, "Warm Welcome hub"));
  g_assert_true (page_fixture_shows (f, "Scan to keep this on your phone"));
  g_assert_nonnull (find_type (GTK_WIDGET (page_fixture_page (f)), FOYER_TYPE_QR));
  page_fixture_open (f, "take-away", "ess-068");
  g_assert_true (page_fixture_shows (f, "Warm Welcome hub"));
}

/* A kiosk without a printer: a button that leads nowhere would be worse than none. */
static void
test_no_printer (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "take-away", "ess-068 -");
  g_assert_null (page_fixture_find_button (f, "Print a slip"));
}

static void
test_slip (PageFixture *f, gconstpointer data)
{
  g_autofree char *program = g_find_program_in_path ("pdftotext");
  g_autofree char *path = g_build_filename (f->dir, "slip.pdf", NULL);
  const char *argv[] = { program, "-layout", path, "-", NULL };
  g_autofree char *words = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerPrint) print = NULL;

  page_fixture_open (f, "take-away", "ess-068 -");
  print = foyer_print_button_make (
    FOYER_PRINT_BUTTON (find_type (GTK_WIDGET (page_fixture_page (f)), FOYER_TYPE_PRINT_BUTTON)));
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
  g_assert_nonnull (strstr (words, "Warm Welcome hub"));
}

static void
test_gone (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "take-away", "no-such-listing -");
  g_assert_true (page_fixture_shows (f, "This is no longer here"));
}

static void
test_fits (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "take-away", "ess-068 -");
  page_fixture_assert_fits (f);
}

int
main (int argc, char **argv)
{
  page_fixture_init (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/take-away-page/" name, PageFixture, NULL, page_fixture_set_up, function,           \
              page_fixture_tear_down)
  ADD ("it-says-what-when-and-where", test_words);
  ADD ("without-a-printer-there-is-no-button", test_no_printer);
  ADD ("the-slip-says-the-same", test_slip);
  ADD ("what-is-gone-cannot-be-taken-away", test_gone);
  ADD ("it-fits-at-every-text-size", test_fits);
#undef ADD
  return page_fixture_run ();
}
