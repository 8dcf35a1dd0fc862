/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How far two words are apart: letters put in, left out, changed, or two beside each other swapped
 * (the restricted distance of Damerau 1964 and Levenshtein 1966). With is_beginning, word may go on
 * after what was typed. limit + 1 when it is more than limit. Both folded, valid UTF-8. */
guint foyer_search_distance (const char *typed,
                             const char *word,
                             guint limit,
                             gboolean is_beginning);

/* How many mistakes a typed word may have: none below 4 letters, two from 8 on, else one. */
guint foyer_search_mistakes_allowed (const char *typed);

G_END_DECLS
