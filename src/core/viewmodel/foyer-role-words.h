/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/foyer-content.h"

G_BEGIN_DECLS

/* What is known of taking part in a listing, a fact a line, and what is not. (transfer full) Any
 * thread. */

typedef struct
{
  char *heading; /* owned: "DBS check" */
  char *words;   /* owned: what is known of it */
} FoyerRoleLine;
void foyer_role_line_free (FoyerRoleLine *line);

/* The known facts in the order in which people want them: who one would meet, the first day, cost
 * or expenses, age, getting in and around, DBS check, training, come and see first; that it is
 * free comes before all. Owned FoyerRoleLine; empty, never NULL. */
GPtrArray *foyer_role_words_list (FoyerListing *listing);

/* "Not told yet: expenses, DBS check. Ask them about these." Names what somebody would want to know
 * of such a listing and nobody has told; NULL: all is told. has_dates: dated sessions are known. */
char *foyer_role_words_not_told (FoyerListing *listing, gboolean has_dates);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerRoleLine, foyer_role_line_free)

G_END_DECLS
