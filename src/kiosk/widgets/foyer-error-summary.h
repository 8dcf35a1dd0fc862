/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* "There is a problem": what is wrong, at the top of a form, each line a link to the place to mend
 * it (the GOV.UK pattern). It takes the focus when it comes up, so that a screen reader says it.
 * Not visible while there is nothing to say. */
#define FOYER_TYPE_ERROR_SUMMARY (foyer_error_summary_get_type ())
G_DECLARE_FINAL_TYPE (FoyerErrorSummary, foyer_error_summary, FOYER, ERROR_SUMMARY, GtkWidget)

GtkWidget *foyer_error_summary_new (void);
/* One problem; target (nullable) gets the focus when its line is touched. */
void foyer_error_summary_show (FoyerErrorSummary *self, const char *message, GtkWidget *target);
void foyer_error_summary_clear (FoyerErrorSummary *self);

G_END_DECLS
