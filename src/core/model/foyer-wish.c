/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/foyer-wish.h"

/* The names of the wishes, as they stand in a sealed record and in a page's argument. No state; any
 * thread. */

static const char *const names[FOYER_N_WISHES] = { "join", "waiting-list", "try-once", "question" };

const char *
foyer_wish_to_string (FoyerWish wish)
{
  g_return_val_if_fail ((guint)wish < FOYER_N_WISHES, NULL);

  return names[wish];
}

gboolean
foyer_wish_from_string (const char *text, FoyerWish *wish)
{
  *wish = FOYER_WISH_JOIN;
  for (guint i = 0; text != NULL && i < FOYER_N_WISHES; i++)
    if (g_str_equal (text, names[i]))
      {
        *wish = i;
        return TRUE;
      }
  return FALSE;
}
