/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/outbox/foyer-outbox.h"

#define BASE_US (5 * G_USEC_PER_SEC)
#define CAP_US (15 * 60 * G_USEC_PER_SEC)
/* The largest throw below 1. */
#define ALMOST_ONE 0.9999999999999999

static void
test_no_failure (void)
{
  g_assert_cmpint (foyer_retry_delay_us (0, BASE_US, CAP_US, ALMOST_ONE), ==, 0);
}

static void
test_window_doubles (void)
{
  gint64 window = BASE_US;

  for (guint failures = 1; failures < 100; failures++)
    {
      g_assert_cmpint (foyer_retry_delay_us (failures, BASE_US, CAP_US, 0.5), ==, window / 2);
      window = MIN (window * 2, CAP_US);
    }
}

static void
test_stays_in_window (void)
{
  g_assert_cmpint (foyer_retry_delay_us (1, BASE_US, CAP_US, 0), ==, 0);
  g_assert_cmpint (foyer_retry_delay_us (1, BASE_US, CAP_US, ALMOST_ONE), <=, BASE_US);
  g_assert_cmpint (foyer_retry_delay_us (1, BASE_US, CAP_US, ALMOST_ONE), >=, BASE_US - 1);
  g_assert_cmpint (foyer_retry_delay_us (G_MAXUINT, BASE_US, CAP_US, ALMOST_ONE), <=, CAP_US);
}

static void
test_extremes (void)
{
  g_assert_cmpint (foyer_retry_delay_us (G_MAXUINT, 1, G_MAXINT64, 0.5), >, 0);
  g_assert_cmpint (foyer_retry_delay_us (3, G_MAXINT64, CAP_US, 0.5), ==, CAP_US / 2);
  g_assert_cmpint (foyer_retry_delay_us (3, 0, CAP_US, 0.5), ==, 0);
  g_assert_cmpint (foyer_retry_delay_us (3, -1, CAP_US, 0.5), ==, 0);
  g_assert_cmpint (foyer_retry_delay_us (3, BASE_US, 0, 0.5), ==, 0);
}

/* Two hundred kiosks that lost the same line: no tenth of the window has more than a quarter of
 * them. */
static void
test_spread (void)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (17);
  guint tenths[11] = { 0 };

  for (guint kiosk = 0; kiosk < 200; kiosk++)
    tenths[foyer_retry_delay_us (9, BASE_US, CAP_US, g_rand_double (dice)) * 10 / CAP_US]++;
  for (guint i = 0; i < 10; i++)
    {
      g_assert_cmpuint (tenths[i], >, 0);
      g_assert_cmpuint (tenths[i], <, 50);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/retry-policy/without-a-failure-there-is-no-wait", test_no_failure);
  g_test_add_func ("/retry-policy/the-window-doubles-as-far-as-the-cap", test_window_doubles);
  g_test_add_func ("/retry-policy/a-wait-is-never-beyond-its-window", test_stays_in_window);
  g_test_add_func ("/retry-policy/extremes-neither-overflow-nor-go-below-nought", test_extremes);
  g_test_add_func ("/retry-policy/many-kiosks-do-not-come-back-at-once", test_spread);
  return g_test_run ();
}
