/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What a visitor says whom nothing suited: the reasons, and words if they like. Wiped when it goes.
 * Main thread. */
#define FOYER_TYPE_UNMET_NEED (foyer_unmet_need_get_type ())
G_DECLARE_FINAL_TYPE (FoyerUnmetNeed, foyer_unmet_need, FOYER, UNMET_NEED, GObject)

typedef enum
{
  FOYER_UNMET_TIME,
  FOYER_UNMET_FAR,
  FOYER_UNMET_NOT_MY_THING,
  FOYER_UNMET_COST,
  FOYER_UNMET_WORRIED,
  FOYER_UNMET_OTHER,
  FOYER_N_UNMET_REASONS,
} FoyerUnmetReason;

FoyerUnmetNeed *foyer_unmet_need_new (void);
void foyer_unmet_need_set_reason (FoyerUnmetNeed *self, FoyerUnmetReason reason, gboolean chosen);
gboolean foyer_unmet_need_has_reason (FoyerUnmetNeed *self, FoyerUnmetReason reason);
/* The ids of the reasons as records have them; empty: none yet. (transfer full) */
GStrv foyer_unmet_need_dup_reasons (FoyerUnmetNeed *self);
void foyer_unmet_need_set_words (FoyerUnmetNeed *self, const char *words);
const char *foyer_unmet_need_get_words (FoyerUnmetNeed *self); /* "" when none */
gboolean foyer_unmet_need_is_sent (FoyerUnmetNeed *self);
void foyer_unmet_need_set_sent (FoyerUnmetNeed *self); /* the words are wiped */

G_END_DECLS
