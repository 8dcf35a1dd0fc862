/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/crypto/foyer-crypto.h"
#include "core/model/foyer-content.h"
#include "core/outbox/foyer-outbox.h"

G_BEGIN_DECLS

/* Everything the centre keeps, behind one interface: what a second database must offer is this
 * table of functions and nothing else. A store belongs to the thread that opened it; a data
 * directory has one writer (the writer thread of foyer-centre, or foyerctl while no centre runs)
 * and any number of readers. */

#define FOYER_CENTRE_ERROR (foyer_centre_error_quark ())
GQuark foyer_centre_error_quark (void);
typedef enum
{
  FOYER_CENTRE_ERROR_FAILED,
  FOYER_CENTRE_ERROR_NOT_MADE, /* no centre was ever made in this directory */
  FOYER_CENTRE_ERROR_EXISTS,   /* there is one already: never overwritten */
  FOYER_CENTRE_ERROR_IN_USE,   /* another process writes here */
  FOYER_CENTRE_ERROR_REFUSED,  /* a code that is wrong, old or used; a passphrase that is too short
                                */
} FoyerCentreError;

/* Names of facts kept with foyer_centre_store_set_meta (). */
#define FOYER_CENTRE_META_NAME "name"
#define FOYER_CENTRE_META_EPOCH "epoch"
#define FOYER_CENTRE_META_BOX_KEY "box-key"           /* B, public, hex */
#define FOYER_CENTRE_META_RECOVERY_KEY "recovery-key" /* B', public, hex */
#define FOYER_CENTRE_META_SIGN_KEY "sign-key"         /* S, public, hex */
#define FOYER_CENTRE_META_BACKED_UP_TO "backed-up-to" /* highest seq that is in a proven backup */
#define FOYER_CENTRE_META_BACKED_UP_US "backed-up-us" /* when that backup was proven */

typedef enum
{
  FOYER_ORIGIN_IMPORT,
  FOYER_ORIGIN_RHYTHM, /* a session the centre made from its listing's rhythm */
} FoyerItemOrigin;

typedef struct
{
  gint64 last;           /* change number of the newest item or deletion; at least 1 */
  gint64 purged_through; /* deletions up to this change number are forgotten */
  gint64 items;          /* that are not deleted */
} FoyerFeedState;

typedef struct
{
  const char *id, *json; /* borrowed for the call; json NULL: deleted */
  gint64 change;
  FoyerItemOrigin origin;
} FoyerCentreItem;

typedef struct
{
  char *id, *kind, *kiosk, *digest, *header; /* owned; header: JSON, nothing personal */
  char *code_hash;                           /* owned (nullable) */
  char *reply_by; /* owned (nullable): YYYY-MM-DD, promised; only looked at when it is added */
  GBytes *sealed; /* owned */
  gint64 seq, received_us;
  gboolean is_variant;
} FoyerCentreRecord;
void foyer_centre_record_free (FoyerCentreRecord *record);

typedef struct
{
  char *id, *place; /* owned */
  guint8 key[FOYER_SIGN_PUBLIC_BYTES];
  gboolean is_revoked;
} FoyerCentreKiosk;
void foyer_centre_kiosk_free (FoyerCentreKiosk *kiosk);

/* What a kiosk last said of itself. */
typedef struct
{
  gint64 time_us; /* by our clock; 0: never */
  gint64 waiting, received, quarantined;
  gint64 oldest_waiting_us;              /* 0: none waits, or not told */
  const char *version, *content_version; /* borrowed for the call (nullable) */
  gint64 clock_offset_s;
} FoyerCentreHeartbeat;

typedef struct
{
  const char *id, *place; /* borrowed for the call */
  gint64 enrolled_us;
  gint64 revoked_us; /* 0: it is not */
  FoyerCentreHeartbeat heartbeat;
} FoyerCentreKioskState;

/* One row of the audit log; foyer-centre-audit.h says what the hashes are of. */
typedef struct
{
  gint64 n, time_us;
  const char *what, *by, *detail, *previous, *hash; /* borrowed for the call */
} FoyerCentreAudit;

typedef struct
{
  gint64 kiosks, revoked, silent; /* silent: not heard of since the time asked for */
  gint64 waiting;                 /* records at all kiosks, as they last said */
  gint64 records, tombstones;
  gint64 newest_seq; /* highest number ever given to a record */
} FoyerCentreTotals;

typedef gboolean (*FoyerCentreItemFunc) (const FoyerCentreItem *item,
                                         gpointer data); /* FALSE: stop */
typedef gboolean (*FoyerCentreRecordFunc) (const FoyerCentreRecord *record, gpointer data);
typedef gboolean (*FoyerCentreTombstoneFunc) (const char *code_hash, gint64 time_us, gpointer data);
typedef gboolean (*FoyerCentreKioskFunc) (const FoyerCentreKioskState *kiosk, gpointer data);
typedef gboolean (*FoyerCentreAuditFunc) (const FoyerCentreAudit *audit, gpointer data);

typedef struct _FoyerCentreStore FoyerCentreStore;
typedef struct
{
  void (*close) (FoyerCentreStore *self);
  gboolean (*begin) (FoyerCentreStore *self, GError **error);
  gboolean (*commit) (FoyerCentreStore *self, GError **error);
  gboolean (*copy_to) (FoyerCentreStore *self, const char *data_dir, GError **error);
  gboolean (*check) (FoyerCentreStore *self, GError **error);
  void (*rollback) (FoyerCentreStore *self);

  char *(*dup_meta) (FoyerCentreStore *self, const char *key);
  gboolean (*set_meta) (FoyerCentreStore *self, const char *key, const char *value, GError **error);

  gboolean (*get_feed) (FoyerCentreStore *self,
                        FoyerKind kind,
                        FoyerFeedState *state,
                        GError **error);
  gboolean (*each_item) (FoyerCentreStore *self,
                         FoyerKind kind,
                         gint64 after,
                         guint limit,
                         FoyerCentreItemFunc func,
                         gpointer data,
                         GError **error);
  gboolean (*put_item) (FoyerCentreStore *self,
                        FoyerKind kind,
                        const char *id,
                        const char *json,
                        FoyerItemOrigin origin,
                        gint64 now_us,
                        gboolean *is_changed,
                        GError **error);
  gboolean (*delete_item) (FoyerCentreStore *self,
                           FoyerKind kind,
                           const char *id,
                           gint64 now_us,
                           gboolean *is_changed,
                           GError **error);
  gboolean (*forget_deleted) (FoyerCentreStore *self,
                              gint64 before_us,
                              guint *forgotten,
                              GError **error);
  char *(*dup_item) (FoyerCentreStore *self, FoyerKind kind, const char *id);
  gboolean (*delete_older) (FoyerCentreStore *self,
                            FoyerKind kind,
                            gint64 before_us,
                            gint64 now_us,
                            guint *deleted,
                            GError **error);

  gboolean (*add_record) (FoyerCentreStore *self,
                          const FoyerCentreRecord *record,
                          FoyerReceiptEntry *entry,
                          GError **error);
  gboolean (*each_record) (FoyerCentreStore *self,
                           const char *kind,
                           FoyerCentreRecordFunc func,
                           gpointer data,
                           GError **error);
  gint64 (*count_records) (FoyerCentreStore *self);
  gboolean (*add_tombstone) (FoyerCentreStore *self,
                             const char *code_hash,
                             gint64 now_us,
                             GError **error);
  gboolean (*each_tombstone) (FoyerCentreStore *self,
                              FoyerCentreTombstoneFunc func,
                              gpointer data,
                              GError **error);
  char *(*dup_record_code) (FoyerCentreStore *self, const char *id);
  gint64 (*get_arrival_us) (FoyerCentreStore *self, const char *code_hash);
  gboolean (*get_totals) (FoyerCentreStore *self,
                          gint64 silent_since_us,
                          FoyerCentreTotals *totals,
                          GError **error);

  gboolean (*add_invite) (FoyerCentreStore *self,
                          const char *code_hash,
                          const char *place,
                          gint64 expires_us,
                          GError **error);
  FoyerCentreKiosk *(*enrol) (FoyerCentreStore *self,
                              const char *code_hash,
                              const guint8 key[FOYER_SIGN_PUBLIC_BYTES],
                              gint64 now_us,
                              GError **error);
  FoyerCentreKiosk *(*get_kiosk) (FoyerCentreStore *self, const char *id);
  gboolean (*set_revoked) (FoyerCentreStore *self,
                           const char *kiosk,
                           gint64 revoked_us,
                           gboolean *is_known,
                           GError **error);
  gboolean (*set_heartbeat) (FoyerCentreStore *self,
                             const char *kiosk,
                             const FoyerCentreHeartbeat *heartbeat,
                             GError **error);
  gboolean (*each_kiosk) (FoyerCentreStore *self,
                          FoyerCentreKioskFunc func,
                          gpointer data,
                          GError **error);

  gboolean (*add_audit) (FoyerCentreStore *self, const FoyerCentreAudit *audit, GError **error);
  gboolean (*each_audit) (FoyerCentreStore *self,
                          gboolean only_last,
                          FoyerCentreAuditFunc func,
                          gpointer data,
                          GError **error);
  gboolean (*get_audit_end) (FoyerCentreStore *self, gint64 *n, GError **error);
} FoyerCentreStoreClass;
struct _FoyerCentreStore
{
  const FoyerCentreStoreClass *klass;
};

/* DIR/centre.db. A writer makes it when it is not there and holds DIR/centre.lock as long as it is
 * open; IN_USE when another process does. */
FoyerCentreStore *foyer_centre_store_open_sqlite (const char *data_dir,
                                                  gboolean is_writer,
                                                  GError **error);
void foyer_centre_store_close (FoyerCentreStore *self);

/* One transaction; writers only. Everything below that writes must stand inside one. */
gboolean foyer_centre_store_begin (FoyerCentreStore *self, GError **error);
gboolean foyer_centre_store_commit (FoyerCentreStore *self, GError **error); /* durable when TRUE */
void foyer_centre_store_rollback (FoyerCentreStore *self);

/* A whole copy as of one moment, into a directory that has none; beside a writer. */
gboolean foyer_centre_store_copy_to (FoyerCentreStore *self, const char *data_dir, GError **error);
/* Reads everything there is; FALSE when it does not fit together. */
gboolean foyer_centre_store_check (FoyerCentreStore *self, GError **error);
/* DIR/centre.lock, which a writer of the SQLite store holds: a descriptor to close, -1 with IN_USE.
 */
int foyer_centre_store_lock (const char *data_dir, GError **error);

char *foyer_centre_store_dup_meta (FoyerCentreStore *self, const char *key); /* NULL: not there */
gint64 foyer_centre_store_get_meta_int (FoyerCentreStore *self, const char *key, gint64 missing);
gboolean foyer_centre_store_set_meta (FoyerCentreStore *self,
                                      const char *key,
                                      const char *value,
                                      GError **error);

gboolean foyer_centre_store_get_feed (FoyerCentreStore *self,
                                      FoyerKind kind,
                                      FoyerFeedState *state,
                                      GError **error);
/* In change-number order, those with a change number above after, deletions included; limit 0: all.
 */
gboolean foyer_centre_store_each_item (FoyerCentreStore *self,
                                       FoyerKind kind,
                                       gint64 after,
                                       guint limit,
                                       FoyerCentreItemFunc func,
                                       gpointer data,
                                       GError **error);
/* The same text again changes nothing. Otherwise the item gets the next change number. */
gboolean foyer_centre_store_put_item (FoyerCentreStore *self,
                                      FoyerKind kind,
                                      const char *id,
                                      const char *json,
                                      FoyerItemOrigin origin,
                                      gint64 now_us,
                                      gboolean *is_changed,
                                      GError **error);
gboolean foyer_centre_store_delete_item (FoyerCentreStore *self,
                                         FoyerKind kind,
                                         const char *id,
                                         gint64 now_us,
                                         gboolean *is_changed,
                                         GError **error);
/* Deletions older than before_us go; purged_through of their feeds says so. */
gboolean foyer_centre_store_forget_deleted (FoyerCentreStore *self,
                                            gint64 before_us,
                                            guint *forgotten,
                                            GError **error);

/* The text of an item, NULL when it is not there or was deleted. (transfer full) */
char *foyer_centre_store_dup_item (FoyerCentreStore *self, FoyerKind kind, const char *id);
/* Items not changed since before_us become deletions. */
gboolean foyer_centre_store_delete_older (FoyerCentreStore *self,
                                          FoyerKind kind,
                                          gint64 before_us,
                                          gint64 now_us,
                                          guint *deleted,
                                          GError **error);

/* Insert if absent. entry->status and entry->seq are set: stored, duplicate, variant or erased. The
 * first record with a code makes a status; a withdrawal is kept like any record and makes a
 * tombstone for its code. */
gboolean foyer_centre_store_add_record (FoyerCentreStore *self,
                                        const FoyerCentreRecord *record,
                                        FoyerReceiptEntry *entry,
                                        GError **error);
/* kind NULL: all; in order of arrival. */
gboolean foyer_centre_store_each_record (FoyerCentreStore *self,
                                         const char *kind,
                                         FoyerCentreRecordFunc func,
                                         gpointer data,
                                         GError **error);
gint64 foyer_centre_store_count_records (FoyerCentreStore *self);
/* The records with this code go, now and whenever they come again, but for the withdrawals
 * themselves; its status becomes "withdrawn". */
gboolean foyer_centre_store_add_tombstone (FoyerCentreStore *self,
                                           const char *code_hash,
                                           gint64 now_us,
                                           GError **error);

gboolean foyer_centre_store_each_tombstone (FoyerCentreStore *self,
                                            FoyerCentreTombstoneFunc func,
                                            gpointer data,
                                            GError **error);
/* The code hash of the record with this id, NULL when there is none. (transfer full) */
char *foyer_centre_store_dup_record_code (FoyerCentreStore *self, const char *id);
/* When the first record with this code came; 0: there is none. */
gint64 foyer_centre_store_get_arrival_us (FoyerCentreStore *self, const char *code_hash);
/* Counts; walks the index of every table, so not for every request. */
gboolean foyer_centre_store_get_totals (FoyerCentreStore *self,
                                        gint64 silent_since_us,
                                        FoyerCentreTotals *totals,
                                        GError **error);

gboolean foyer_centre_store_add_invite (FoyerCentreStore *self,
                                        const char *code_hash,
                                        const char *place,
                                        gint64 expires_us,
                                        GError **error);
/* The same code with the same key again, in time, gives the same kiosk. */
FoyerCentreKiosk *foyer_centre_store_enrol (FoyerCentreStore *self,
                                            const char *code_hash,
                                            const guint8 key[FOYER_SIGN_PUBLIC_BYTES],
                                            gint64 now_us,
                                            GError **error);
FoyerCentreKiosk *foyer_centre_store_get_kiosk (FoyerCentreStore *self,
                                                const char *id); /* NULL: unknown */
/* revoked_us 0: let in again. */
gboolean foyer_centre_store_set_revoked (
  FoyerCentreStore *self, const char *kiosk, gint64 revoked_us, gboolean *is_known, GError **error);
gboolean foyer_centre_store_set_heartbeat (FoyerCentreStore *self,
                                           const char *kiosk,
                                           const FoyerCentreHeartbeat *heartbeat,
                                           GError **error);
gboolean foyer_centre_store_each_kiosk (FoyerCentreStore *self,
                                        FoyerCentreKioskFunc func,
                                        gpointer data,
                                        GError **error);

/* n is given by the store: audit->n must be the next one. For foyer-centre-audit.c. */
gboolean foyer_centre_store_add_audit (FoyerCentreStore *self,
                                       const FoyerCentreAudit *audit,
                                       GError **error);
gboolean foyer_centre_store_each_audit (FoyerCentreStore *self,
                                        gboolean only_last,
                                        FoyerCentreAuditFunc func,
                                        gpointer data,
                                        GError **error);
/* The greatest n there ever was, also when its row is gone. */
gboolean foyer_centre_store_get_audit_end (FoyerCentreStore *self, gint64 *n, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerCentreStore, foyer_centre_store_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerCentreRecord, foyer_centre_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerCentreKiosk, foyer_centre_kiosk_free)

G_END_DECLS
