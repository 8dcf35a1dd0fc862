/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include "centre/foyer-centre-facts.h"

/* Facts of the store, remembered.
 *
 * Owned by the centre, on its thread. A data directory has one writer, and it counts what it
 * commits; the count is looked at before each answer, and a kiosk that was shut out is unknown
 * here the moment the operator is told so. Three questions cost a request a tenth of its time:
 * each is a read transaction with its locks.
 */

/* Kiosks remembered: more than any county has, in 4 MB. */
#define KIOSKS_MAX 20000

struct _FoyerCentreFacts
{
  FoyerCentreStore *reader; /* borrowed */
  gint *changes;            /* owned reference: the writer's count */
  gint seen;                /* what it was when we began to remember */
  GHashTable *kiosks;       /* owned: id, borrowed from its value → owned FoyerCentreKiosk */
  gint64 epoch, backed_up_to;
  gboolean has_metas; /* the two above are filled */
};

FoyerCentreFacts *
foyer_centre_facts_new (FoyerCentreStore *reader, FoyerCentreWriter *writer)
{
  FoyerCentreFacts *self = g_new0 (FoyerCentreFacts, 1);

  self->reader = reader;
  self->changes = foyer_centre_writer_ref_changes (writer);
  self->seen = g_atomic_int_get (self->changes);
  self->kiosks = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                        (GDestroyNotify)foyer_centre_kiosk_free);
  return self;
}

void
foyer_centre_facts_free (FoyerCentreFacts *self)
{
  g_hash_table_unref (self->kiosks);
  g_atomic_rc_box_release (self->changes);
  g_free (self);
}

/* Before the store is asked: what is written between that and our answer counts as a change. */
static void
forget_what_changed (FoyerCentreFacts *self)
{
  gint now = g_atomic_int_get (self->changes);

  if (now == self->seen)
    return;
  self->seen = now;
  self->has_metas = FALSE;
  g_hash_table_remove_all (self->kiosks);
}

const FoyerCentreKiosk *
foyer_centre_facts_get_kiosk (FoyerCentreFacts *self, const char *id)
{
  FoyerCentreKiosk *kiosk = NULL;

  forget_what_changed (self);
  kiosk = g_hash_table_lookup (self->kiosks, id);
  if (kiosk || (kiosk = foyer_centre_store_get_kiosk (self->reader, id)) == NULL)
    return kiosk;
  if (g_hash_table_size (self->kiosks) >= KIOSKS_MAX)
    g_hash_table_remove_all (self->kiosks);
  g_hash_table_insert (self->kiosks, kiosk->id, kiosk);
  return kiosk;
}

static void
fill_metas (FoyerCentreFacts *self)
{
  forget_what_changed (self);
  if (self->has_metas)
    return;
  self->epoch = foyer_centre_store_get_meta_int (self->reader, FOYER_CENTRE_META_EPOCH, 0);
  self->backed_up_to
    = foyer_centre_store_get_meta_int (self->reader, FOYER_CENTRE_META_BACKED_UP_TO, 0);
  self->has_metas = TRUE;
}

gint64
foyer_centre_facts_get_epoch (FoyerCentreFacts *self)
{
  fill_metas (self);
  return self->epoch;
}

gint64
foyer_centre_facts_get_backed_up_to (FoyerCentreFacts *self)
{
  fill_metas (self);
  return self->backed_up_to;
}
