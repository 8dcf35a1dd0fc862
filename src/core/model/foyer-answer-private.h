/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/foyer-answer.h"
#include "core/model/foyer-secret-text.h"

G_BEGIN_DECLS

/* Between foyer-answer.c (what a form holds) and foyer-answer-seal.c (what becomes of it). */

const char *foyer_answer_get_programme (FoyerAnswer *self);                /* (nullable) borrowed */
const char *foyer_answer_get_content_version (FoyerAnswer *self);          /* (nullable) borrowed */
const char *foyer_answer_get_text (FoyerAnswer *self, const char *member); /* (nullable) borrowed */
gint64 foyer_answer_get_number (FoyerAnswer *self, const char *member);    /* 0 when not there */
/* One JSON object of all members, in alphabetical order; hidden ones (the code) are left out. The
 * caller clears to. FALSE: no locked memory. */
gboolean foyer_answer_write_payload (FoyerAnswer *self, FoyerSecretText *to);

G_END_DECLS
