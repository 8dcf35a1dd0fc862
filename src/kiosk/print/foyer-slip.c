/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-slip"

#include "kiosk/print/foyer-slip.h"

#include <glib/gi18n.h>

/* One order for every slip, so that people find the code and the date in the same place. The sheet
 * is wiped with the print. Functions without state; main thread. */

#define PAPER_MM 210 /* where the setting says nothing: A4 */

static void
add (FoyerPrintSheet *sheet, FoyerPrintStyle style, const char *text)
{
  if (text != NULL && *text != '\0')
    foyer_print_sheet_add_text (sheet, style, text);
}

static void
add_who (FoyerPrintSheet *sheet, FoyerBackend *backend)
{
  const char *phone = foyer_backend_get_help_phone (backend);
  g_autofree char *words = NULL;

  if (phone != NULL)
    words = g_strdup_printf ("%s · %s", foyer_backend_get_name (backend), phone);
  add (sheet, FOYER_PRINT_SMALL, words != NULL ? words : foyer_backend_get_name (backend));
}

FoyerPrint *
foyer_slip_new (FoyerBackend *backend, const FoyerSlip *slip, gboolean is_large)
{
  FoyerPrint *print = foyer_print_new (_ ("Slip"));
  FoyerPrintSheet *sheet = foyer_print_get_sheet (print);

  foyer_print_set_paper (print, foyer_print_paper_for_width (foyer_backend_get_setting (
                                  backend, "print", "paper-millimetres", PAPER_MM)));
  foyer_print_set_large (print, is_large);
  add (sheet, FOYER_PRINT_TITLE, slip->heading);
  add (sheet, FOYER_PRINT_CODE, slip->code);
  add (sheet, FOYER_PRINT_HEADING, slip->title);
  add (sheet, FOYER_PRINT_STRONG, slip->when);
  add (sheet, FOYER_PRINT_TEXT, slip->where);
  add (sheet, FOYER_PRINT_TEXT, slip->contact);
  add (sheet, FOYER_PRINT_HEADING, slip->next_heading);
  for (guint i = 0; i < G_N_ELEMENTS (slip->next) && slip->next[i] != NULL; i++)
    add (sheet, FOYER_PRINT_TEXT, slip->next[i]);
  if (slip->qr != NULL)
    foyer_print_sheet_add_qr (sheet, slip->qr);
  add_who (sheet, backend);
  return print;
}
