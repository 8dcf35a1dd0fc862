/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include "centre/foyer-centre-store.h"

/* The door to the centre's database: passes every call on to the implementation behind it.
 *
 * A store is owned by whoever opened it and stays on that thread. There is one implementation today
 * (SQLite); callers never see which.
 */

G_DEFINE_QUARK (foyer - centre - error - quark, foyer_centre_error)

void
foyer_centre_record_free (FoyerCentreRecord *record)
{
  if (record == NULL)
    return;
  g_free (record->id);
  g_free (record->kind);
  g_free (record->kiosk);
  g_free (record->digest);
  g_free (record->header);
  g_free (record->code_hash);
  g_free (record->reply_by);
  g_clear_pointer (&record->sealed, g_bytes_unref);
  g_free (record);
}

void
foyer_centre_kiosk_free (FoyerCentreKiosk *kiosk)
{
  if (kiosk == NULL)
    return;
  g_free (kiosk->id);
  g_free (kiosk->place);
  g_free (kiosk);
}

void
foyer_centre_store_close (FoyerCentreStore *self)
{
  if (self)
    self->klass->close (self);
}

gboolean
foyer_centre_store_begin (FoyerCentreStore *self, GError **error)
{
  return self->klass->begin (self, error);
}

gboolean
foyer_centre_store_commit (FoyerCentreStore *self, GError **error)
{
  return self->klass->commit (self, error);
}

gboolean
foyer_centre_store_copy_to (FoyerCentreStore *self, const char *data_dir, GError **error)
{
  return self->klass->copy_to (self, data_dir, error);
}

gboolean
foyer_centre_store_check (FoyerCentreStore *self, GError **error)
{
  return self->klass->check (self, error);
}

void
foyer_centre_store_rollback (FoyerCentreStore *self)
{
  self->klass->rollback (self);
}

char *
foyer_centre_store_dup_meta (FoyerCentreStore *self, const char *key)
{
  return self->klass->dup_meta (self, key);
}

gint64
foyer_centre_store_get_meta_int (FoyerCentreStore *self, const char *key, gint64 missing)
{
  g_autofree char *text = foyer_centre_store_dup_meta (self, key);

  return text ? g_ascii_strtoll (text, NULL, 10) : missing;
}

gboolean
foyer_centre_store_set_meta (FoyerCentreStore *self,
                             const char *key,
                             const char *value,
                             GError **error)
{
  return self->klass->set_meta (self, key, value, error);
}

gboolean
foyer_centre_store_get_feed (FoyerCentreStore *self,
                             FoyerKind kind,
                             FoyerFeedState *state,
                             GError **error)
{
  return self->klass->get_feed (self, kind, state, error);
}

gboolean
foyer_centre_store_each_item (FoyerCentreStore *self,
                              FoyerKind kind,
                              gint64 after,
                              guint limit,
                              FoyerCentreItemFunc func,
                              gpointer data,
                              GError **error)
{
  return self->klass->each_item (self, kind, after, limit, func, data, error);
}

gboolean
foyer_centre_store_put_item (FoyerCentreStore *self,
                             FoyerKind kind,
                             const char *id,
                             const char *json,
                             FoyerItemOrigin origin,
                             gint64 now_us,
                             gboolean *is_changed,
                             GError **error)
{
  return self->klass->put_item (self, kind, id, json, origin, now_us, is_changed, error);
}

gboolean
foyer_centre_store_delete_item (FoyerCentreStore *self,
                                FoyerKind kind,
                                const char *id,
                                gint64 now_us,
                                gboolean *is_changed,
                                GError **error)
{
  return self->klass->delete_item (self, kind, id, now_us, is_changed, error);
}

gboolean
foyer_centre_store_forget_deleted (FoyerCentreStore *self,
                                   gint64 before_us,
                                   guint *forgotten,
                                   GError **error)
{
  return self->klass->forget_deleted (self, before_us, forgotten, error);
}

gboolean
foyer_centre_store_add_record (FoyerCentreStore *self,
                               const FoyerCentreRecord *record,
                               FoyerReceiptEntry *entry,
                               GError **error)
{
  return self->klass->add_record (self, record, entry, error);
}

gboolean
foyer_centre_store_each_record (FoyerCentreStore *self,
                                const char *kind,
                                FoyerCentreRecordFunc func,
                                gpointer data,
                                GError **error)
{
  return self->klass->each_record (self, kind, func, data, error);
}

gint64
foyer_centre_store_count_records (FoyerCentreStore *self)
{
  return self->klass->count_records (self);
}

gboolean
foyer_centre_store_add_tombstone (FoyerCentreStore *self,
                                  const char *code_hash,
                                  gint64 now_us,
                                  GError **error)
{
  return self->klass->add_tombstone (self, code_hash, now_us, error);
}

gboolean
foyer_centre_store_add_invite (FoyerCentreStore *self,
                               const char *code_hash,
                               const char *place,
                               gint64 expires_us,
                               GError **error)
{
  return self->klass->add_invite (self, code_hash, place, expires_us, error);
}

FoyerCentreKiosk *
foyer_centre_store_enrol (FoyerCentreStore *self,
                          const char *code_hash,
                          const guint8 key[FOYER_SIGN_PUBLIC_BYTES],
                          gint64 now_us,
                          GError **error)
{
  return self->klass->enrol (self, code_hash, key, now_us, error);
}

FoyerCentreKiosk *
foyer_centre_store_get_kiosk (FoyerCentreStore *self, const char *id)
{
  return self->klass->get_kiosk (self, id);
}

char *
foyer_centre_store_dup_item (FoyerCentreStore *self, FoyerKind kind, const char *id)
{
  return self->klass->dup_item (self, kind, id);
}

gboolean
foyer_centre_store_delete_older (FoyerCentreStore *self,
                                 FoyerKind kind,
                                 gint64 before_us,
                                 gint64 now_us,
                                 guint *deleted,
                                 GError **error)
{
  return self->klass->delete_older (self, kind, before_us, now_us, deleted, error);
}

gboolean
foyer_centre_store_each_tombstone (FoyerCentreStore *self,
                                   FoyerCentreTombstoneFunc func,
                                   gpointer data,
                                   GError **error)
{
  return self->klass->each_tombstone (self, func, data, error);
}

char *
foyer_centre_store_dup_record_code (FoyerCentreStore *self, const char *id)
{
  return self->klass->dup_record_code (self, id);
}

gint64
foyer_centre_store_get_arrival_us (FoyerCentreStore *self, const char *code_hash)
{
  return self->klass->get_arrival_us (self, code_hash);
}

gboolean
foyer_centre_store_get_totals (FoyerCentreStore *self,
                               gint64 silent_since_us,
                               FoyerCentreTotals *totals,
                               GError **error)
{
  return self->klass->get_totals (self, silent_since_us, totals, error);
}

gboolean
foyer_centre_store_set_revoked (
  FoyerCentreStore *self, const char *kiosk, gint64 revoked_us, gboolean *is_known, GError **error)
{
  return self->klass->set_revoked (self, kiosk, revoked_us, is_known, error);
}

gboolean
foyer_centre_store_set_heartbeat (FoyerCentreStore *self,
                                  const char *kiosk,
                                  const FoyerCentreHeartbeat *heartbeat,
                                  GError **error)
{
  return self->klass->set_heartbeat (self, kiosk, heartbeat, error);
}

gboolean
foyer_centre_store_each_kiosk (FoyerCentreStore *self,
                               FoyerCentreKioskFunc func,
                               gpointer data,
                               GError **error)
{
  return self->klass->each_kiosk (self, func, data, error);
}

gboolean
foyer_centre_store_add_audit (FoyerCentreStore *self, const FoyerCentreAudit *audit, GError **error)
{
  return self->klass->add_audit (self, audit, error);
}

gboolean
foyer_centre_store_each_audit (FoyerCentreStore *self,
                               gboolean only_last,
                               FoyerCentreAuditFunc func,
                               gpointer data,
                               GError **error)
{
  return self->klass->each_audit (self, only_last, func, data, error);
}

gboolean
foyer_centre_store_get_audit_end (FoyerCentreStore *self, gint64 *n, GError **error)
{
  return self->klass->get_audit_end (self, n, error);
}
