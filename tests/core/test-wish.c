/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/foyer-wish.h"

static void
test_names (void)
{
  FoyerWish wish = FOYER_WISH_QUESTION;

  for (int i = 0; i < FOYER_N_WISHES; i++)
    {
      g_assert_true (foyer_wish_from_string (foyer_wish_to_string (i), &wish));
      g_assert_cmpint (wish, ==, i);
    }
  g_assert_false (foyer_wish_from_string ("holiday", &wish));
  g_assert_cmpint (wish, ==, FOYER_WISH_JOIN);
  g_assert_false (foyer_wish_from_string (NULL, &wish));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wish/each has a name, and no other name is one", test_names);
  return g_test_run ();
}
