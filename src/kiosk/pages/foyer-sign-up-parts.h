/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-page.h"
#include "kiosk/widgets/foyer-option-card.h"

G_BEGIN_DECLS

/* The still parts of the sign-up page: rows of answers, the notice, the consent's words, and the
 * way to the receipt. Main thread. */

void foyer_sign_up_clear (GtkWidget *box); /* removes all children */
/* "name   value   [button]"; hint and button (transfer floating) nullable. */
void foyer_sign_up_append_row (
  GtkBox *rows, const char *name, const char *value, const char *hint, GtkWidget *button);
void foyer_sign_up_set_rows_narrow (GtkWidget *rows, gboolean is_narrow); /* value under name */
/* Changes the words of a foyer_button_new () button. */
void foyer_sign_up_set_button_label (GtkWidget *button, const char *label);
/* Says beside a field what is wrong with it, or nothing more (message NULL). */
void foyer_sign_up_set_field_error (GtkWidget *field, GtkLabel *label, const char *message);
void foyer_sign_up_set_consent_words (FoyerOptionCard *card,
                                      gboolean is_teen,
                                      FoyerContactKind kind);
void foyer_sign_up_fill_grown_up (GtkBox *rows, FoyerListing *listing, FoyerSession *session);
/* The other ways, where this kiosk takes no names. */
void foyer_sign_up_fill_closed (GtkBox *rows, FoyerListing *listing, FoyerBackend *backend);
void foyer_sign_up_fill_why (GtkGrid *grid, FoyerBackend *backend);
void foyer_sign_up_set_columns (GtkGrid *grid, int columns);

/* What the receipt needs, in one argument that lives in memory only and is wiped here after use. */
void foyer_sign_up_open_receipt (FoyerPage *page,
                                 FoyerDraft *draft,
                                 const FoyerSealedRecord *record,
                                 FoyerListing *listing,
                                 FoyerSession *session);

G_END_DECLS
