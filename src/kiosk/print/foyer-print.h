/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "kiosk/print/foyer-print-sheet.h"

G_BEGIN_DECLS

/* One sheet to take away: fill foyer_print_get_sheet (), then print it or, in tests, write a PDF.
 * No dialog is ever shown. Main thread; the words are wiped with the object. */
#define FOYER_TYPE_PRINT (foyer_print_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPrint, foyer_print, FOYER, PRINT, GObject)

typedef enum
{
  FOYER_PAPER_A4,
  FOYER_PAPER_A5,
  FOYER_PAPER_ROLL, /* 80 mm, as long as it must be */
} FoyerPaper;

#define FOYER_PRINT_ERROR (foyer_print_error_quark ())
GQuark foyer_print_error_quark (void);
typedef enum
{
  FOYER_PRINT_ERROR_NO_PRINTER, /* none is set up here */
  FOYER_PRINT_ERROR_FAILED,
} FoyerPrintError;

/* job: what the printer's queue shows; no word of a visitor's. */
FoyerPrint *foyer_print_new (const char *job);
FoyerPrintSheet *foyer_print_get_sheet (FoyerPrint *self); /* borrowed */
void foyer_print_set_paper (FoyerPrint *self, FoyerPaper paper);
/* From the setting [print] paper-millimetres: 80 a roll, 148 A5, else A4. */
FoyerPaper foyer_print_paper_for_width (gint64 millimetres);
void foyer_print_set_large (FoyerPrint *self, gboolean is_large); /* letters half as large again */

/* To this place's printer; answered when the printer has it. Keeps itself until then. */
void foyer_print_run (FoyerPrint *self,
                      GtkWindow *parent,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
gboolean foyer_print_run_finish (GAsyncResult *result, GError **error);
/* To a PDF file, at once. */
gboolean foyer_print_export (FoyerPrint *self, const char *path, GError **error);

G_END_DECLS
