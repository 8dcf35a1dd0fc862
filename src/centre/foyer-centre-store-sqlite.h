/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/foyer-centre-store.h"
#include "core/base/foyer-db.h"

G_BEGIN_DECLS

/* Between the two files of the SQLite store only; each function is what foyer-centre-store.h says
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

G_END_DECLS
