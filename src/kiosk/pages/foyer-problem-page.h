/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-page.h"

G_BEGIN_DECLS

/* "Something wrong here?": what is wrong with a listing, in one more tap, without a name. Argument:
 * the listing's id. */
#define FOYER_TYPE_PROBLEM_PAGE (foyer_problem_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerProblemPage, foyer_problem_page, FOYER, PROBLEM_PAGE, FoyerPage)

G_END_DECLS
