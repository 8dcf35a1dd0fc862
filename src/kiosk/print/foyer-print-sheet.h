/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* What is to stand on paper, block by block, and how it falls on pages. Lengths are points
 * (1/72 inch). Thread-confined. */
typedef struct _FoyerPrintSheet FoyerPrintSheet;

typedef enum
{
  FOYER_PRINT_TITLE,
  FOYER_PRINT_HEADING,
  FOYER_PRINT_TEXT,
  FOYER_PRINT_STRONG,
  FOYER_PRINT_SMALL,
  FOYER_PRINT_CODE, /* a reference code: large, spaced, in a frame */
} FoyerPrintStyle;

FoyerPrintSheet *foyer_print_sheet_new (void);
void foyer_print_sheet_free (FoyerPrintSheet *sheet); /* what was on it is wiped */

void foyer_print_sheet_add_text (FoyerPrintSheet *sheet, FoyerPrintStyle style, const char *text);
/* A name at the start of a line and its value at the end: "November 2026 … 3 hours". */
void foyer_print_sheet_add_row (FoyerPrintSheet *sheet, const char *name, const char *value);
/* A line to write on by hand, with what belongs there: "Name". */
void foyer_print_sheet_add_line (FoyerPrintSheet *sheet, const char *name);
void foyer_print_sheet_add_qr (FoyerPrintSheet *sheet, const char *text);

/* Lays it out anew and returns the number of pages, 1 at least. height 0: one page, as long as it
 * must be (a roll). scale: 1.0 for A4; is_rtl: the page begins at the right. */
guint foyer_print_sheet_lay_out (
  FoyerPrintSheet *sheet, double width, double height, double scale, gboolean is_rtl);
double foyer_print_sheet_get_length (FoyerPrintSheet *sheet); /* of the longest page laid out */
void foyer_print_sheet_draw (FoyerPrintSheet *sheet, guint page, cairo_t *cr);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPrintSheet, foyer_print_sheet_free)

G_END_DECLS
