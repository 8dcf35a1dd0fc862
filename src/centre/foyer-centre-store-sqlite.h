/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/foyer-centre-store.h"
#include "core/base/foyer-db.h"

G_BEGIN_DECLS

/* Between the files of the SQLite store only; each function is what foyer-centre-store.h says
 * of the one without "sqlite". */
FoyerDb *foyer_centre_sqlite_get_db (FoyerCentreStore *self); /* borrowed */

gboolean foyer_centre_sqlite_add_record (FoyerCentreStore *self,
                                         const FoyerCentreRecord *record,
                                         FoyerReceiptEntry *entry,
                                         GError **error);
gboolean foyer_centre_sqlite_each_record (FoyerCentreStore *self,
                                          const char *kind,
                                          FoyerCentreRecordFunc func,
                                          gpointer data,
                                          GError **error);
gint64 foyer_centre_sqlite_count_records (FoyerCentreStore *self);
gboolean foyer_centre_sqlite_update_service (FoyerCentreStore *self,
                                             const char *code_hash,
                                             gint64 now_us,
                                             GError **error);
gboolean foyer_centre_sqlite_add_tombstone (FoyerCentreStore *self,
                                            const char *code_hash,
                                            gint64 now_us,
                                            GError **error);
gboolean foyer_centre_sqlite_add_invite (FoyerCentreStore *self,
                                         const char *code_hash,
                                         const char *place,
                                         gint64 expires_us,
                                         GError **error);
FoyerCentreKiosk *foyer_centre_sqlite_enrol (FoyerCentreStore *self,
                                             const char *code_hash,
                                             const guint8 key[FOYER_SIGN_PUBLIC_BYTES],
                                             gint64 now_us,
                                             GError **error);
FoyerCentreKiosk *foyer_centre_sqlite_get_kiosk (FoyerCentreStore *self, const char *id);
gboolean foyer_centre_sqlite_set_revoked (
  FoyerCentreStore *self, const char *kiosk, gint64 revoked_us, gboolean *is_known, GError **error);
gboolean foyer_centre_sqlite_set_heartbeat (FoyerCentreStore *self,
                                            const char *kiosk,
                                            const FoyerCentreHeartbeat *heartbeat,
                                            GError **error);
gboolean foyer_centre_sqlite_each_kiosk (FoyerCentreStore *self,
                                         FoyerCentreKioskFunc func,
                                         gpointer data,
                                         GError **error);
gboolean foyer_centre_sqlite_each_tombstone (FoyerCentreStore *self,
                                             FoyerCentreTombstoneFunc func,
                                             gpointer data,
                                             GError **error);
char *foyer_centre_sqlite_dup_record_code (FoyerCentreStore *self, const char *id);
gint64 foyer_centre_sqlite_get_arrival_us (FoyerCentreStore *self, const char *code_hash);
gboolean foyer_centre_sqlite_get_totals (FoyerCentreStore *self,
                                         gint64 silent_since_us,
                                         FoyerCentreTotals *totals,
                                         GError **error);
gboolean foyer_centre_sqlite_add_audit (FoyerCentreStore *self,
                                        const FoyerCentreAudit *audit,
                                        GError **error);
gboolean foyer_centre_sqlite_each_audit (FoyerCentreStore *self,
                                         gboolean only_last,
                                         FoyerCentreAuditFunc func,
                                         gpointer data,
                                         GError **error);
gboolean foyer_centre_sqlite_get_audit_end (FoyerCentreStore *self, gint64 *n, GError **error);

G_END_DECLS
