/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where "now" comes from. Production passes foyer_clock_system (); tests pass a fake and turn it by
 * hand. Refcounted; a fake may be read from any thread. */
typedef struct _FoyerClock FoyerClock;

FoyerClock *foyer_clock_system (void); /* (transfer none): the one real clock */
FoyerClock *foyer_clock_new_fake (gint64 unix_us);
FoyerClock *foyer_clock_ref (FoyerClock *clock);
void foyer_clock_unref (FoyerClock *clock);

gint64 foyer_clock_now_us (FoyerClock *clock); /* wall clock, microseconds since 1970 UTC */
gint64 foyer_clock_monotonic_us (
  FoyerClock *clock); /* never goes back; only differences mean anything */
void foyer_clock_advance (FoyerClock *clock, gint64 us); /* fake only */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerClock, foyer_clock_unref)

G_END_DECLS
