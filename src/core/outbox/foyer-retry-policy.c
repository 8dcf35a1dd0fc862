/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/outbox/foyer-outbox.h"

/* When to try again: a pure function, any thread.
 *
 * "Full jitter" of the AWS Architecture Blog's "Exponential Backoff And Jitter": two hundred kiosks
 * that lost the same line at the same moment come back spread over the whole window, not all at
 * once. The caller throws the dice, so a test can too.
 */

gint64
foyer_retry_delay_us (guint failures, gint64 base_us, gint64 cap_us, double dice)
{
  gint64 window = MAX (base_us, 0);

  if (failures == 0)
    return 0;
  /* The first retry looks at base, every further one at twice as much, as far as cap. */
  for (guint i = 1; i < failures && window > 0 && window < cap_us; i++)
    window = window > G_MAXINT64 / 2 ? G_MAXINT64 : window * 2;
  window = MIN (window, MAX (cap_us, 0));
  return (gint64)(CLAMP (dice, 0.0, 1.0) * (double)window);
}
