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

/* A clock that can be put right, for a machine whose own may say 1970 or 2038. Until it is
 * corrected it says what base says, but never less than the floor: the last good time, kept in
 * STATE_DIR/time-floor; a base before it is taken to have started there. Refcounted; any thread. */
FoyerClock *foyer_clock_new_corrected (FoyerClock *base, const char *state_dir);
/* server_us: the centre's time, from an answer that was verified. From now until the process ends
 * the clock goes on from it by monotonic time, whatever base does; the floor follows it (also back:
 * what the centre signs is better than what was kept). Any other clock: does nothing. May write a
 * file. */
void foyer_clock_correct (FoyerClock *clock, gint64 server_us);
/* made_us: a time the centre has signed, but not when: it is later than that now. Raises the floor
 * when that is lower, never lowers it; a clock that was corrected goes on as it does. Any other
 * clock: does nothing. May write a file. */
void foyer_clock_raise_floor (FoyerClock *clock, gint64 made_us);
/* How far base is ahead of what this clock says; 0 for any other clock. */
gint64 foyer_clock_get_base_error_us (FoyerClock *clock);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerClock, foyer_clock_unref)

G_END_DECLS
