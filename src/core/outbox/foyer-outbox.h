/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/foyer-clock.h"
#include "core/base/foyer-db.h"
#include "core/model/foyer-service.h"

G_BEGIN_DECLS

/* outbox.db: what visitors gave, sealed, until the centre has it for certain. Thread-confined: in
 * the kiosk it lives on its own FoyerWorker so that a sign-up never waits for the network. A row is
 * written once, never changed but for its state, and leaves only on a valid receipt (see drop
 * rules) or a withdrawal. */
typedef struct _FoyerOutbox FoyerOutbox;

typedef enum
{
  FOYER_RECORD_WAITING,  /* not yet acknowledged */
  FOYER_RECORD_RECEIVED, /* a valid receipt is here; sealed bytes kept until seq ≤ backed_up_to, 30
                            days at most */
  FOYER_RECORD_QUARANTINED, /* the centre refused it for good; kept, visible, with a reason */
} FoyerRecordState;

typedef struct
{
  char *id, *kind;
  GBytes *sealed;
  char *digest;    /* hex BLAKE2b-256 of sealed */
  char *code_hash; /* hex, NULL for kinds without a code */
  gint64 created_us;
  FoyerRecordState state;
  guint attempts;
  char *reason; /* of the last failure; never personal */
} FoyerOutboxRecord;
void foyer_outbox_record_free (FoyerOutboxRecord *record);

typedef struct
{
  guint waiting, received, quarantined;
  gint64 oldest_waiting_us; /* created time, 0 when none waits */
} FoyerOutboxCounts;

/* What the centre was last told of the counts: in memory only, written by the sync. */
typedef struct
{
  gboolean is_told;
  FoyerOutboxCounts counts;
  gint64 monotonic_us; /* when */
} FoyerOutboxTold;

/* What the centre says of one record. */
typedef struct
{
  char *id, *digest; /* owned */
  enum
  {
    FOYER_RECEIPT_STORED,
    FOYER_RECEIPT_DUPLICATE, /* had it already, same bytes */
    FOYER_RECEIPT_VARIANT,   /* same id, other bytes: kept aside there */
    FOYER_RECEIPT_ERASED,    /* tombstoned there */
    FOYER_RECEIPT_REFUSED,   /* not a record; reason says why */
  } status;
  gint64 seq;
  char *reason;
} FoyerReceiptEntry;

/* A *verified* receipt: who calls has checked the centre's signature over it. */
typedef struct
{
  gint64 epoch;        /* of the centre that speaks */
  gint64 backed_up_to; /* the highest seq that is in a backup there; 0: none */
  gint64 server_us;    /* the centre's time of it, microseconds since 1970 UTC; 0 or less: not said,
                          and then nothing grows old by it */
  const GPtrArray *entries; /* borrowed FoyerReceiptEntry */
  gboolean is_late; /* came on foot: server_us is when it was made, weeks ago perhaps, and says
                       nothing of when copies that are here already began to age */
} FoyerReceipt;

#define FOYER_OUTBOX_ERROR (foyer_outbox_error_quark ())
GQuark foyer_outbox_error_quark (void);
typedef enum
{
  FOYER_OUTBOX_ERROR_FULL,     /* no room to keep it safely: tell the visitor another way */
  FOYER_OUTBOX_ERROR_CONFLICT, /* this id is here with other bytes */
} FoyerOutboxError;

/* Opens DIR/outbox.db; a broken file is moved aside (outbox.db.broken-TIME), *moved_aside says so,
 * and a new one begun; rows that can still be read are carried over. */
FoyerOutbox *foyer_outbox_open (const char *state_dir,
                                FoyerClock *clock,
                                gboolean *moved_aside,
                                GError **error);
void foyer_outbox_close (FoyerOutbox *outbox);
/* Bytes that must be free on the disk before a new record is taken in; 32 MiB unless set. */
void foyer_outbox_set_reserve (FoyerOutbox *outbox, guint64 bytes);
FoyerOutboxTold *foyer_outbox_get_told (FoyerOutbox *outbox); /* (transfer none) */
FoyerDb *foyer_outbox_get_db (FoyerOutbox *outbox); /* for tests of faults only */

/* Durable when it returns TRUE. The same id with the same bytes again is TRUE and changes nothing.
 */
gboolean foyer_outbox_add (FoyerOutbox *outbox,
                           const char *id,
                           const char *kind,
                           GBytes *sealed,
                           const char *code_hash,
                           GError **error);
/* A visitor who corrects an answer after a failed foyer_outbox_add (): the first bytes may be here all the
 * same. Puts the new ones in their place if nobody was sent the old ones yet; CONFLICT when somebody may
 * have been. Durable when it returns TRUE. */
gboolean foyer_outbox_replace_unsent (FoyerOutbox *outbox,
                                      const char *id,
                                      GBytes *sealed,
                                      const char *code_hash,
                                      GError **error);
/* Oldest first, at most max_records and max_bytes of sealed data (at least one). Owned records. */
GPtrArray *foyer_outbox_list_waiting (FoyerOutbox *outbox,
                                      guint max_records,
                                      gsize max_bytes,
                                      GError **error);
GPtrArray *foyer_outbox_list_all (FoyerOutbox *outbox, GError **error); /* without sealed bytes */
/* Takes what a *verified* receipt says, in one transaction. Entries whose id or digest do not match
 * a row are ignored. Rows received with seq ≤ backed_up_to, or received longer than 30 days ago,
 * go. Rows received in another epoch wait again first. *acknowledged (nullable): rows the centre
 * now has and had not acknowledged before, erased ones among them; refused ones are not. */
gboolean foyer_outbox_apply_receipt (FoyerOutbox *outbox,
                                     const FoyerReceipt *receipt,
                                     guint *acknowledged,
                                     GError **error);
/* Somebody looked at what the centre refused: the quarantined record id (NULL: all of them) waits
 * again; its attempts and, until it is sent, its reason are kept. *retried: how many. Nothing else
 * lets a quarantined record go but its withdrawal or a receipt. */
gboolean foyer_outbox_retry_quarantined (FoyerOutbox *outbox,
                                         const char *id,
                                         guint *retried,
                                         GError **error);
/* Before any of records (as listed) leaves: counts the attempt, so that none of them is corrected
 * any more. Those that have gone, or been corrected, since they were listed are taken out of
 * records and not to be sent. Durable when it returns TRUE; without that, send nothing. */
gboolean foyer_outbox_note_sending (FoyerOutbox *outbox, GPtrArray *records, GError **error);
/* A push that failed as a whole: keeps the reason. */
gboolean foyer_outbox_note_failure (FoyerOutbox *outbox,
                                    const GPtrArray *records,
                                    const char *reason,
                                    GError **error);
/* epoch differs from the one of the received rows: they wait again. Rows received with seq ≤
 * backed_up_to, or longer than 30 days ago, go here too, since a kiosk with nothing to send applies
 * no receipts. All facts come from a *verified* service document; backed_up_to and server_us as in
 * FoyerReceipt. */
gboolean foyer_outbox_set_epoch (FoyerOutbox *outbox,
                                 gint64 epoch,
                                 gint64 backed_up_to,
                                 gint64 server_us,
                                 GError **error);

/* ---- reference codes ---- */

/* The kind of the record that takes back what was given. */
#define FOYER_RECORD_KIND_WITHDRAWAL "withdrawal"

/* Takes back everything with this code: every row of code_hash goes, whatever its state, and the
 * withdrawal record waits in its place, in one transaction; durable when it returns TRUE. The disk
 * may be as full as it likes: this makes room. When a withdrawal of the same code waits already (or
 * the centre has it), that one stays and this one is not needed. *removed (nullable): rows that
 * went, withdrawals not counted. */
gboolean foyer_outbox_withdraw (FoyerOutbox *outbox,
                                const char *id,
                                GBytes *sealed,
                                const char *code_hash,
                                guint *removed,
                                GError **error);

/* What this kiosk itself knows of a code. */
typedef enum
{
  FOYER_CODE_FACTS_UNKNOWN, /* nothing: given elsewhere, or long ago */
  FOYER_CODE_FACTS_WAITING,
  FOYER_CODE_FACTS_RECEIVED,
  FOYER_CODE_FACTS_QUARANTINED, /* somebody has to look */
  FOYER_CODE_FACTS_WITHDRAWAL_WAITING,
  FOYER_CODE_FACTS_WITHDRAWN, /* the centre has the withdrawal */
} FoyerCodeFactsState;

typedef struct
{
  FoyerCodeFactsState state;
  gint64 created_us; /* microseconds since 1970 UTC, kiosk's clock; 0: unknown */
  char *reply_by;    /* owned (nullable): YYYY-MM-DD, the promise in the sealed header */
  GPtrArray *hours;  /* owned (nullable) FoyerServiceEntry: kept here with this code */
} FoyerCodeFacts;
void foyer_code_facts_clear (FoyerCodeFacts *facts);
gboolean foyer_outbox_look_up_code (FoyerOutbox *outbox,
                                    const char *code_hash,
                                    FoyerCodeFacts *facts,
                                    GError **error);

gboolean foyer_outbox_get_counts (FoyerOutbox *outbox, FoyerOutboxCounts *counts, GError **error);

/* A damaged file that was moved aside. It goes, with a line in the log, when every record that can
 * be read in it (one at least) has left the outbox in one of the ways a record may (a receipt and a
 * backup at the centre, erased there, withdrawn here), or 30 days, by the centre's clock, after the
 * first contact since. */
typedef struct
{
  char *name;    /* owned: in the state directory */
  guint64 bytes; /* of the file */
  guint records; /* that can be read in it */
  guint open;    /* of these: not yet safe at the centre */
  guint missing; /* of these: neither in the outbox nor safe at the centre; somebody has to look */
} FoyerBrokenFile;
void foyer_broken_file_free (FoyerBrokenFile *file);
GPtrArray *foyer_outbox_list_broken (FoyerOutbox *outbox, GError **error); /* (transfer full) */

/* When to try again: full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter").
 * dice in [0,1). Returns microseconds. failures counts consecutive failures, 0 → 0. */
gint64 foyer_retry_delay_us (guint failures, gint64 base_us, gint64 cap_us, double dice);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerOutbox, foyer_outbox_close)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerCodeFacts, foyer_code_facts_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerOutboxRecord, foyer_outbox_record_free)

G_END_DECLS
