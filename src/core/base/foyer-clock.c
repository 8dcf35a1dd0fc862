/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-clock"

#include "core/base/foyer-clock.h"

/* Where "now" comes from, so that a test can turn the hands.
 *
 * The system clock is one static object and counting references to it does nothing. A fake belongs
 * to whoever made it; its time is guarded by a lock, so any thread may read while another advances
 * it.
 */

struct _FoyerClock
{
  gatomicrefcount ref_count;
  gboolean is_fake;
  GMutex lock;         /* guards the two below; fake only */
  gint64 wall_us;      /* microseconds since 1970 UTC */
  gint64 monotonic_us; /* microseconds since the fake was made */
};

FoyerClock *
foyer_clock_system (void)
{
  static FoyerClock system_clock = { .is_fake = FALSE };

  return &system_clock;
}

/* A clock that stands still at unix_us until it is advanced. (transfer full) */
FoyerClock *
foyer_clock_new_fake (gint64 unix_us)
{
  FoyerClock *clock = g_new0 (FoyerClock, 1);

  g_atomic_ref_count_init (&clock->ref_count);
  g_mutex_init (&clock->lock);
  clock->is_fake = TRUE;
  clock->wall_us = unix_us;
  return clock;
}

FoyerClock *
foyer_clock_ref (FoyerClock *clock)
{
  g_return_val_if_fail (clock != NULL, NULL);

  if (clock->is_fake)
    g_atomic_ref_count_inc (&clock->ref_count);
  return clock;
}

void
foyer_clock_unref (FoyerClock *clock)
{
  g_return_if_fail (clock != NULL);

  if (!clock->is_fake || !g_atomic_ref_count_dec (&clock->ref_count))
    return;
  g_mutex_clear (&clock->lock);
  g_free (clock);
}

gint64
foyer_clock_now_us (FoyerClock *clock)
{
  gint64 now;

  if (!clock->is_fake)
    return g_get_real_time ();
  g_mutex_lock (&clock->lock);
  now = clock->wall_us;
  g_mutex_unlock (&clock->lock);
  return now;
}

gint64
foyer_clock_monotonic_us (FoyerClock *clock)
{
  gint64 now;

  if (!clock->is_fake)
    return g_get_monotonic_time ();
  g_mutex_lock (&clock->lock);
  now = clock->monotonic_us;
  g_mutex_unlock (&clock->lock);
  return now;
}

/* Fake only. A negative us sets the wall clock back, as a bad time server does; the monotonic clock
 * then stands still. */
void
foyer_clock_advance (FoyerClock *clock, gint64 us)
{
  g_return_if_fail (clock->is_fake);

  g_mutex_lock (&clock->lock);
  clock->wall_us += us;
  clock->monotonic_us += MAX (us, 0);
  g_mutex_unlock (&clock->lock);
}
