/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Made-up content for tests and benchmarks, in the native format: item n of a seed is always the
 * same text, on every machine. A listing is 1.15 KB on average. Any thread. All (transfer full). */

/* "synth-000042": any of the four programmes' places, times, tags; a quarter weekly, some
 * county-wide. */
char *foyer_synth_listing (guint64 seed, guint n);
/* A dated session of listing n: number k from first_day (days since 1970) on, a week apart. */
char *foyer_synth_session (guint64 seed, guint n, guint k, guint first_day);
/* Items from … from + count - 1 as an RPDE page; listing n has modified n + 1. next: absolute URL.
 */
char *foyer_synth_listings_page (guint64 seed, guint from, guint count, const char *next);
/* What a visitor might type: one to three words of the vocabulary, the last one sometimes
 * unfinished. */
char *foyer_synth_query (guint64 seed, guint n);
/* A point in Essex, by town weight, with some scatter. */
void foyer_synth_point (guint64 seed, guint n, double *lat, double *lon);

G_END_DECLS
