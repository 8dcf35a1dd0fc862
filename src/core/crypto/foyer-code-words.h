/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FOYER_N_CODE_WORDS 512
#define FOYER_CODE_WORD_MIN 3 /* letters */
#define FOYER_CODE_WORD_MAX 6

/* Lower case, sorted by strcmp (). For foyer-codes.c and its tests. */
extern const char foyer_code_words[FOYER_N_CODE_WORDS][FOYER_CODE_WORD_MAX + 1];

G_END_DECLS
