/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/viewmodel/foyer-hours-log.h"
#include "kiosk/pages/foyer-hours-page.h"
#include "kiosk/widgets/foyer-code-field.h"
#include "kiosk/widgets/foyer-error-summary.h"

G_BEGIN_DECLS

/* Inside the hours page only: foyer-hours-page.c is its flow, foyer-hours-views.c what each view
 * looks like. */
struct _FoyerHoursPage
{
  FoyerPage parent_instance;

  FoyerHoursLog *log;        /* owned: all of the visitor's state */
  GCancellable *cancellable; /* owned: the page's */
  GCancellable *searching;   /* owned (nullable): of the newest search */
  gboolean is_busy;
  gboolean has_begun;            /* shown once, or goes on where another page was */
  gint64 changed_us;             /* monotonic: when this view came up */
  GtkWidget *scroller, *column;  /* borrowed */
  FoyerErrorSummary *summary;    /* borrowed */
  GtkWidget *grid, *how;         /* borrowed, nullable: of the view */
  GtkWidget *months, *amounts;   /* … */
  FoyerCodeField *code_field;    /* … */
  GtkLabel *amount, *printed;    /* … */
  GtkWidget *print;              /* … */
  GtkWidget *entry, *found;      /* … */
  GtkWidget *back, *home, *next; /* borrowed: bottom bar */
};

void foyer_hours_page_show_view (FoyerHoursPage *self, FoyerHoursView view);
void foyer_hours_page_next (FoyerHoursPage *self);
void foyer_hours_page_choose_day (FoyerHoursPage *self, const char *date);
void foyer_hours_page_print (FoyerHoursPage *self);
/* The button to print stays away until a printer is found; else it is said that there is none. */
void foyer_hours_page_look_for_printer (FoyerHoursPage *self);
/* Fills the column for the view the log is in. */
void foyer_hours_views_build (FoyerHoursPage *self);
/* What was found for what is typed; matches: owned FoyerListing. */
void foyer_hours_views_show_found (FoyerHoursPage *self, GPtrArray *matches);

G_END_DECLS
