/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/viewmodel/foyer-browse-model.h"

G_BEGIN_DECLS

/* What a visitor set on one page, as the argument of another that shows the same listings:
 * "PROGRAMME?within=5&time=weekly&tags=a,b&like=c&sort=soonest&text=…"; only what they chose is in
 * it. (transfer full) */
char *foyer_browse_state_save (FoyerBrowseModel *model);
/* The programme of such an argument, or of a bare one. (transfer full), "" when none */
char *foyer_browse_state_dup_programme (const char *argument);
/* Sets the rest. What is not understood is left alone. The programme has to be set before. */
void foyer_browse_state_restore (FoyerBrowseModel *model, const char *argument);

G_END_DECLS
