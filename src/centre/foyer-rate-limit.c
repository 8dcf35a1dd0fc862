/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include "centre/foyer-rate-limit.h"

/* Token buckets, one number each.
 *
 * Owned by the centre, on its thread. A bucket is kept as the moment at which it would be full
 * again (the "virtual scheduling" form of GCRA, ITU-T I.371): each taking moves it on by its cost,
 * and a bucket that is full needs no entry at all.
 */

struct _FoyerRateLimit
{
  GHashTable *full_us; /* owned name → owned gint64, when its bucket is full again */
  gint64 cost_us;      /* of one request */
  gint64 depth_us;     /* what a full bucket can give at once */
};

FoyerRateLimit *
foyer_rate_limit_new (guint burst, guint per_second)
{
  FoyerRateLimit *self = g_new0 (FoyerRateLimit, 1);

  self->full_us = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  foyer_rate_limit_set (self, burst, per_second);
  return self;
}

void
foyer_rate_limit_free (FoyerRateLimit *self)
{
  g_hash_table_unref (self->full_us);
  g_free (self);
}

void
foyer_rate_limit_set (FoyerRateLimit *self, guint burst, guint per_second)
{
  self->cost_us = G_USEC_PER_SEC / MAX (per_second, 1);
  self->depth_us = self->cost_us * burst;
  g_hash_table_remove_all (self->full_us);
}

static gboolean
is_full (gpointer name, gpointer value, gpointer data)
{
  return *(gint64 *)value <= *(gint64 *)data;
}

/* Buckets that are full again go; when all are in use, all are forgotten: a limit that lets a few
 * too many in does less harm than one that locks a county out. */
static void
make_room (FoyerRateLimit *self, gint64 now_us)
{
  if (g_hash_table_size (self->full_us) < FOYER_RATE_LIMIT_NAMES_MAX)
    return;
  g_hash_table_foreach_remove (self->full_us, is_full, &now_us);
  if (g_hash_table_size (self->full_us) >= FOYER_RATE_LIMIT_NAMES_MAX)
    g_hash_table_remove_all (self->full_us);
}

gboolean
foyer_rate_limit_take (FoyerRateLimit *self, const char *name, gint64 now_us, guint *wait_s)
{
  gint64 *full_us = NULL;
  gint64 after = 0;

  *wait_s = 0;
  if (self->depth_us == 0)
    return TRUE;
  full_us = g_hash_table_lookup (self->full_us, name);
  after = MAX (full_us ? *full_us : now_us, now_us) + self->cost_us;
  if (after - now_us > self->depth_us)
    {
      *wait_s = (guint)((after - now_us - self->depth_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
      return FALSE;
    }
  if (full_us == NULL)
    {
      make_room (self, now_us);
      full_us = g_new (gint64, 1);
      g_hash_table_insert (self->full_us, g_strdup (name), full_us);
    }
  *full_us = after;
  return TRUE;
}

guint
foyer_rate_limit_size (FoyerRateLimit *self)
{
  return g_hash_table_size (self->full_us);
}
