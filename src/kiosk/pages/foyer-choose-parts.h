/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/foyer-answer.h"
#include "core/viewmodel/foyer-match-model.h"
#include "kiosk/foyer-page.h"

G_BEGIN_DECLS

/* What the pages of "Help me choose" (choose, results, unmet) share. */

/* A match model that asks this page's backend. (transfer full) (nullable): NULL while there is no
 * content. */
FoyerMatchModel *foyer_choose_create_model (FoyerPage *page);
/* Asks model for what choice says, from where choice says. */
void foyer_choose_ask (FoyerPage *page, FoyerMatchModel *model, FoyerChoice *choice, guint limit);
/* The name of the place distances are from: "Chelmsford Library", "CO1 1JN". (transfer full)
 * (nullable) */
char *foyer_choose_dup_near (FoyerPage *page, FoyerChoice *choice);
/* Puts the answers, in coarse form, into an answer that has members for them: of a postcode the
 * first half. results: how many fitted. */
void foyer_choose_fill_answer (FoyerPage *page,
                               FoyerChoice *choice,
                               guint results,
                               FoyerAnswer *answer);
/* Keeps the anonymous count of a finished flow, once. */
void foyer_choose_keep_tally (FoyerPage *page, FoyerChoice *choice, guint results);

/* The children of a grid, in so many columns. */
void foyer_choose_arrange (GtkWidget *grid, int columns);

G_END_DECLS
