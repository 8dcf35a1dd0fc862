/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/pages/foyer-sign-up-page.h"
#include "kiosk/widgets/foyer-error-summary.h"
#include "kiosk/widgets/foyer-words-field.h"

G_BEGIN_DECLS

/* What the sign-up page's flow (foyer-sign-up-page.c) and its views (foyer-sign-up-views.c) share.
 */

typedef enum
{
  FOYER_VIEW_AGE, /* the first five are FoyerDraft's steps, in their order */
  FOYER_VIEW_QUESTION,
  FOYER_VIEW_NAME,
  FOYER_VIEW_CONTACT,
  FOYER_VIEW_CHECK,
  FOYER_VIEW_GROWN_UP,
  FOYER_VIEW_WHY,
  FOYER_VIEW_STOP,
  FOYER_VIEW_CLOSED, /* no names are taken at this kiosk just now */
  FOYER_N_VIEWS
} FoyerSignUpView;

struct _FoyerSignUpPage
{
  FoyerPage parent_instance;

  FoyerDraft *draft;     /* owned; NULL when the listing is gone */
  FoyerListing *listing; /* owned; nullable */
  FoyerSession *session; /* owned; nullable: no date chosen */
  FoyerSignUpView view;
  FoyerSignUpView from; /* where "Why we ask" and "Stop" go back to */
  gboolean is_changing; /* came from "Check your answers": go back there */
  gboolean is_sending;
  gboolean is_narrow;   /* portrait with larger text, or the largest text: little room across */
  FoyerContactKind way; /* what the contact view asks for: PHONE (or email), POST, STAFF */
  GCancellable *cancellable;            /* owned */
  GtkWidget *back_button, *next_button; /* borrowed: bottom bar */
  GtkWidget *stop_buttons[2],
    *why_buttons[2];         /* borrowed: bottom bar, and aside where that is narrow */
  GtkWidget *age_cards[3];   /* borrowed: in ages */
  GtkWidget *consent;        /* borrowed: in consent_box */
  FoyerWordsField *question; /* borrowed: in question_box */
  GtkWidget *phone_way, *post_way, *staff_way; /* borrowed: in other_ways */

  /* template children, borrowed */
  GtkScrolledWindow *scroller;
  GtkLabel *step_line, *heading, *lead;
  FoyerErrorSummary *summary;
  GtkStack *views;
  GtkWidget *ages, *fields, *post_column, *staff_notice, *other_ways;
  GtkLabel *name_label, *name_error, *phone_label, *phone_error, *email_label, *email_error;
  GtkLabel *post_label, *post_error, *consent_error, *teen_notice, *question_error;
  GtkEntry *name_entry, *phone_entry, *email_entry, *post_entry;
  GtkWidget *rows, *consent_box, *grown_up, *why, *closed, *aside, *question_box;
};

/* Puts into the widgets what self->view shows: headings, labels, answers, the bottom bar. */
void foyer_sign_up_show_words (FoyerSignUpPage *self);
void foyer_sign_up_update_bar (FoyerSignUpPage *self);
gboolean foyer_sign_up_is_teen (FoyerSignUpPage *self);
const char *foyer_sign_up_text_of (GtkEntry *entry);
void foyer_sign_up_set_headings (FoyerSignUpPage *self, const char *heading, const char *lead);
/* Leaves for a view and comes back to "Check your answers" after it. */
void foyer_sign_up_change (FoyerSignUpPage *self, FoyerSignUpView view);
/* What goes from this page to the same page in another language: an object (transfer full). Taking
 * it leaves the widgets to be shown by the caller. */
GObject *foyer_sign_up_save (FoyerSignUpPage *self);
void foyer_sign_up_take (FoyerSignUpPage *self, GObject *state);

G_END_DECLS
