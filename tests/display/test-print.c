/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <gtk/gtk.h>
#include <qrencode.h>
#include <string.h>

#include "kiosk/print/foyer-print.h"

#define MM 2.834645669 /* points */

/* A sheet with everything that can stand on one. */
static FoyerPrint *
make_print (void)
{
  FoyerPrint *print = foyer_print_new ("Foyer: record of service");
  FoyerPrintSheet *sheet = foyer_print_get_sheet (print);

  foyer_print_sheet_add_text (sheet, FOYER_PRINT_TITLE, "Record of service");
  foyer_print_sheet_add_text (sheet, FOYER_PRINT_TEXT, "Thank you for the time you give.");
  foyer_print_sheet_add_text (sheet, FOYER_PRINT_TEXT, NULL);
  foyer_print_sheet_add_text (sheet, FOYER_PRINT_CODE, "HAZEL-OTTER-417238");
  foyer_print_sheet_add_line (sheet, "Name");
  foyer_print_sheet_add_text (sheet, FOYER_PRINT_HEADING, "By month");
  foyer_print_sheet_add_row (sheet, "November 2026", "3 hours 15 minutes");
  foyer_print_sheet_add_qr (sheet, "HAZEL-OTTER-417238");
  foyer_print_sheet_add_text (sheet, FOYER_PRINT_SMALL, "Nobody’s name is kept on the kiosk.");
  return print;
}

static char *
temporary_path (void)
{
  char *path = NULL;
  int file = g_file_open_tmp ("foyer-print-XXXXXX.pdf", &path, NULL);

  g_assert_cmpint (file, >=, 0);
  g_assert_true (g_close (file, NULL));
  return path;
}

/* The words of a PDF, one program beside this one reads them. NULL: it is not installed. */
static char *
read_pdf (const char *path)
{
  g_autofree char *program = g_find_program_in_path ("pdftotext");
  const char *argv[] = { program, "-layout", path, "-", NULL };
  char *words = NULL;

  if (program == NULL)
    return NULL;
  g_assert_true (g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &words, NULL,
                               NULL, NULL));
  return words;
}

static void
test_export (gconstpointer data)
{
  g_autoptr (FoyerPrint) print = make_print ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = temporary_path ();
  g_autofree char *pdf = NULL;
  g_autofree char *words = NULL;
  gsize length;

  foyer_print_set_paper (print, (FoyerPaper)GPOINTER_TO_INT (data));
  foyer_print_export (print, path, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &pdf, &length, NULL));
  g_assert_cmpuint (length, >, 1000);
  g_assert_true (g_str_has_prefix (pdf, "%PDF-"));
  words = read_pdf (path);
  if (words == NULL)
    g_test_message ("pdftotext is not installed: the words are not read back");
  else
    {
      g_assert_nonnull (strstr (words, "Record of service"));
      g_assert_nonnull (strstr (words, "HAZEL-OTTER-417238"));
      g_assert_nonnull (strstr (words, "November 2026"));
      g_assert_nonnull (strstr (words, "3 hours 15 minutes"));
    }
  g_remove (path);
}

static void
test_paper_by_width (void)
{
  g_assert_cmpint (foyer_print_paper_for_width (80), ==, FOYER_PAPER_ROLL);
  g_assert_cmpint (foyer_print_paper_for_width (148), ==, FOYER_PAPER_A5);
  g_assert_cmpint (foyer_print_paper_for_width (210), ==, FOYER_PAPER_A4);
  g_assert_cmpint (foyer_print_paper_for_width (0), ==, FOYER_PAPER_A4);
}

static void
test_pages (void)
{
  g_autoptr (FoyerPrintSheet) sheet = foyer_print_sheet_new ();
  g_autoptr (GString) much = g_string_new (NULL);
  double one_page;

  g_assert_cmpuint (foyer_print_sheet_lay_out (sheet, 180 * MM, 267 * MM, 1, FALSE), ==, 1);
  for (guint i = 0; i < 2000; i++)
    g_string_append (much, "hours and hours ");
  foyer_print_sheet_add_text (sheet, FOYER_PRINT_TEXT, much->str);
  /* One block over several pages, none of them longer than the paper. */
  g_assert_cmpuint (foyer_print_sheet_lay_out (sheet, 180 * MM, 267 * MM, 1, FALSE), >, 3);
  g_assert_cmpfloat (foyer_print_sheet_get_length (sheet), <=, 267 * MM);
  /* A roll has one page, as long as it must be; larger letters make it longer. */
  g_assert_cmpuint (foyer_print_sheet_lay_out (sheet, 72 * MM, 0, 0.8, FALSE), ==, 1);
  one_page = foyer_print_sheet_get_length (sheet);
  g_assert_cmpfloat (one_page, >, 267 * MM);
  g_assert_cmpuint (foyer_print_sheet_lay_out (sheet, 72 * MM, 0, 1.2, FALSE), ==, 1);
  g_assert_cmpfloat (foyer_print_sheet_get_length (sheet), >, one_page * 1.5);
}

/* Dark points in the left and the right half of a page 400 × 200. */
static void
count_ink (FoyerPrintSheet *sheet, guint ink[2])
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 400, 200);
  cairo_t *cr = cairo_create (surface);
  const guchar *row;

  foyer_print_sheet_draw (sheet, 0, cr);
  cairo_surface_flush (surface);
  row = cairo_image_surface_get_data (surface);
  ink[0] = ink[1] = 0;
  for (int y = 0; y < 200; y++, row += cairo_image_surface_get_stride (surface))
    for (int x = 0; x < 400; x++)
      if (row[x] > 127)
        ink[x >= 200]++;
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_right_to_left (void)
{
  const char *const words[] = { "Hours", "گھنٹے" };
  guint ink[2];

  /* A page begins where its language does, and words of the other kind keep to that side. */
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    for (int is_rtl = 0; is_rtl < 2; is_rtl++)
      {
        g_autoptr (FoyerPrintSheet) sheet = foyer_print_sheet_new ();

        foyer_print_sheet_add_text (sheet, FOYER_PRINT_TEXT, words[i]);
        foyer_print_sheet_add_qr (sheet, "HAZEL-OTTER-417238");
        foyer_print_sheet_lay_out (sheet, 400, 200, 1, is_rtl);
        count_ink (sheet, ink);
        g_assert_cmpuint (ink[is_rtl], >, 100);
        g_assert_cmpuint (ink[!is_rtl], ==, 0);
      }
}

static void
test_odd_words (void)
{
  g_autoptr (FoyerPrint) print = foyer_print_new ("Foyer");
  FoyerPrintSheet *sheet = foyer_print_get_sheet (print);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = temporary_path ();
  g_autofree char *long_text = g_strnfill (5000, 'q');

  foyer_print_sheet_add_text (sheet, FOYER_PRINT_TITLE, "<b>not bold</b> & \xff broken");
  foyer_print_sheet_add_row (sheet, long_text, "");
  foyer_print_sheet_add_row (sheet, "", "0");
  g_test_expect_message ("foyer-print", G_LOG_LEVEL_WARNING, "*too long for a QR code*");
  foyer_print_sheet_add_qr (sheet, long_text);
  foyer_print_export (print, path, &error);
  g_test_assert_expected_messages ();
  g_assert_no_error (error);
  g_remove (path);
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError **error = data;

  foyer_print_run_finish (result, error);
  g_assert_nonnull (*error);
}

/* A machine that tests run on has no printer. */
static void
test_no_printer (void)
{
  g_autoptr (FoyerPrint) print = make_print ();
  g_autoptr (GError) error = NULL;

  foyer_print_run (print, NULL, NULL, ran_cb, &error);
  while (error == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (error, FOYER_PRINT_ERROR, FOYER_PRINT_ERROR_NO_PRINTER);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/print/export/a4", GINT_TO_POINTER (FOYER_PAPER_A4), test_export);
  g_test_add_data_func ("/print/export/a5", GINT_TO_POINTER (FOYER_PAPER_A5), test_export);
  g_test_add_data_func ("/print/export/roll", GINT_TO_POINTER (FOYER_PAPER_ROLL), test_export);
  g_test_add_func ("/print/paper-by-width", test_paper_by_width);
  g_test_add_func ("/print/pages", test_pages);
  g_test_add_func ("/print/right-to-left", test_right_to_left);
  g_test_add_func ("/print/odd-words", test_odd_words);
  g_test_add_func ("/print/no-printer", test_no_printer);
  return g_test_run ();
}
