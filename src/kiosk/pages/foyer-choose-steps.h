/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/viewmodel/foyer-choice.h"
#include "kiosk/foyer-page.h"

G_BEGIN_DECLS

/* What stands under the five questions of "Help me choose". */

/* Called when a question with one answer has been answered, at once. */
typedef void (*FoyerChooseAnswered) (FoyerPage *page);

const char *foyer_choose_step_question (int step);
const char *foyer_choose_step_hint (int step);

/* The answers to one question, bound to choice; the widget belongs to page and goes before it does.
 */
GtkWidget *foyer_choose_step_new (FoyerPage *page,
                                  FoyerChoice *choice,
                                  int step,
                                  FoyerChooseAnswered answered);
/* TRUE: something was still being typed, and is answered for now or asked for again. */
gboolean foyer_choose_step_take (GtkWidget *body, int step);
/* The room changed: percent is the text size. */
void foyer_choose_step_layout (GtkWidget *body, int step, gboolean portrait, int percent);

G_END_DECLS
