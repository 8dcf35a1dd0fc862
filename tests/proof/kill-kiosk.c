/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-proof"

#include "tests/proof/kill-ends.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "core/outbox/foyer-outbox.h"
#include "sync/foyer-sync-engine.h"
#include "tests/core/fault-vfs.h"

/* The kiosk that is killed: visitors, the outbox, and the push half of a sync round over the real
 * transport, in a process of its own.
 *
 * What it tells its visitors it writes into memory that outlives it. The transport and the outbox's
 * port are wrapped only to die at their door, to lose a reply now and then, and, for the weak
 * variant, to give a record a new id each time it is sent.
 */

/* Per cent of the replies that are lost although nobody is killed. */
#define LOST_REPLIES 5
/* Visitors between two rounds, at most. */
#define VISITORS_MAX 3
/* Bytes of what a visitor says, at most: up to three blocks of padding. */
#define PAYLOAD_MAX 1500
/* s. A centre that died closes its connections at once; this is for one that would hang. */
#define TIMEOUT_S 5
/* Microseconds to wait for a centre that is not there. */
#define NO_CENTRE_US 300

typedef struct
{
  const KillWorld *world; /* borrowed */
  Fate fate;
  ProofDice dice;
  FoyerOutbox *outbox;       /* owned */
  FoyerOutboxPort direct;    /* the real port */
  FoyerTransport *transport; /* owned (nullable) */
  guint port;                /* of transport */
  GHashTable *renamed;       /* owned: new id → owned FoyerOutboxRecord as it really is */
} Kiosk;

static Kiosk kiosk;

static void
meet (Death death)
{
  g_atomic_int_inc (&kiosk.world->shared->n_ticks);
  if (kiosk.fate.death == death && --kiosk.fate.at == 0)
    kill (getpid (), SIGKILL);
}

char *
kill_dup_id (guint try, guint record)
{
  return g_strdup_printf ("k%08u%017u", try, record);
}

guint
kill_parse_id (const char *id)
{
  guint64 record = 0;

  if (strlen (id) != 26
      || !g_ascii_string_to_unsigned (id + 9, 10, 0, KILL_RECORDS - 1, &record, NULL))
    return KILL_RECORDS;
  return (guint)record;
}

static GBytes *
seal (const char *id, guint size)
{
  const FoyerTrust *trust = kiosk.world->trust;
  g_autofree char *header = g_strdup_printf (
    "{\"v\":1,\"id\":\"%s\",\"kind\":\"interest\",\"kiosk\":\"%s\"}", id, trust->kiosk_id);
  g_autofree char *payload = g_strnfill (size, 'x');
  g_autoptr (GError) error = NULL;
  GBytes *sealed = foyer_seal (header, payload, size, trust->box_keys, 2, &error);

  g_assert_no_error (error);
  return sealed;
}

/* ---- visitors ---- */

static void
serve_visitor (void)
{
  KillShared *shared = kiosk.world->shared;
  guint record = shared->n_begun;
  g_autofree char *id = kill_dup_id (0, record);
  g_autoptr (GBytes) sealed = NULL;

  if (shared->is_closing || record >= KILL_RECORDS)
    return;
  sealed = seal (id, 1 + proof_dice_below (&kiosk.dice, PAYLOAD_MAX));
  shared->n_begun = record + 1;
  if (kiosk.world->is_hasty)
    shared->is_acknowledged[record] = 1;
  if (foyer_outbox_add (kiosk.outbox, id, "interest", sealed, NULL, NULL))
    shared->is_acknowledged[record] = 1;
}

/* ---- the line ---- */

#define KILL_TYPE_LINE (kill_line_get_type ())
G_DECLARE_FINAL_TYPE (KillLine, kill_line, KILL, LINE, GObject)
struct _KillLine
{
  GObject parent_instance;
  FoyerTransport *real; /* owned */
};

static FoyerReply *
kill_line_send (FoyerTransport *transport,
                const FoyerRequest *request,
                GCancellable *cancellable,
                GError **error)
{
  FoyerReply *reply;

  meet (DIE_BEFORE_SEND);
  reply = foyer_transport_send (KILL_LINE (transport)->real, request, cancellable, error);
  meet (DIE_BEFORE_RECEIPT);
  if (reply == NULL || !proof_dice_hits (&kiosk.dice, LOST_REPLIES))
    return reply;
  foyer_reply_free (reply);
  g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_OFFLINE, "the reply was lost");
  return NULL;
}

static void
kill_line_iface_init (FoyerTransportInterface *iface)
{
  iface->send = kill_line_send;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (KillLine,
                               kill_line,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FOYER_TYPE_TRANSPORT, kill_line_iface_init))

static void
kill_line_finalize (GObject *object)
{
  g_clear_object (&KILL_LINE (object)->real);
  G_OBJECT_CLASS (kill_line_parent_class)->finalize (object);
}

static void
kill_line_init (KillLine *self)
{
}

static void
kill_line_class_init (KillLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kill_line_finalize;
}

/* FALSE when no centre listens. */
static gboolean
find_centre (void)
{
  guint port = kiosk.world->shared->port;
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", port);
  g_autoptr (GError) error = NULL;
  KillLine *line;

  if (port == kiosk.port && kiosk.transport != NULL)
    return TRUE;
  g_clear_object (&kiosk.transport);
  if (port == 0)
    return FALSE;
  line = g_object_new (KILL_TYPE_LINE, NULL);
  line->real = foyer_soup_transport_new (url, TIMEOUT_S, &error);
  g_assert_no_error (error);
  kiosk.transport = FOYER_TRANSPORT (line);
  kiosk.port = port;
  return TRUE;
}

/* ---- the weak variant: a new id for every try ---- */

static GPtrArray *
list_renamed (gpointer data, guint max_records, gsize max_bytes, GError **error)
{
  GPtrArray *records = kiosk.direct.list_waiting (data, max_records, max_bytes, error);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      FoyerOutboxRecord *real = records->pdata[i];
      FoyerOutboxRecord *fresh = g_new0 (FoyerOutboxRecord, 1);
      gconstpointer bytes;
      gsize size;

      fresh->id = kill_dup_id (++kiosk.world->shared->n_tries, kill_parse_id (real->id));
      fresh->kind = g_strdup (real->kind);
      fresh->sealed = seal (fresh->id, 10);
      bytes = g_bytes_get_data (fresh->sealed, &size);
      fresh->digest = foyer_seal_digest (bytes, size);
      g_hash_table_replace (kiosk.renamed, g_strdup (fresh->id), real);
      records->pdata[i] = fresh;
    }
  return records;
}

/* The outbox knows none of the new ids. */
static gboolean
note_renamed (gpointer data, GPtrArray *records, GError **error)
{
  return TRUE;
}

static gboolean
apply_renamed (gpointer data, const FoyerReceipt *receipt, guint *acknowledged, GError **error)
{
  for (guint i = 0; i < receipt->entries->len; i++)
    {
      FoyerReceiptEntry *entry = receipt->entries->pdata[i];
      const FoyerOutboxRecord *real = g_hash_table_lookup (kiosk.renamed, entry->id);

      g_free (entry->id);
      entry->id = g_strdup (real->id);
      g_free (entry->digest);
      entry->digest = g_strdup (real->digest);
    }
  return kiosk.direct.apply_receipt (data, receipt, acknowledged, error);
}

/* ---- life ---- */

static void
do_round (void)
{
  g_autoptr (FoyerSyncReport) report = NULL;
  g_autoptr (FoyerSyncRound) round = NULL;
  FoyerOutboxPort port = kiosk.direct;

  if (!find_centre ())
    {
      g_usleep (NO_CENTRE_US);
      return;
    }
  if (kiosk.world->has_fresh_ids)
    {
      port.list_waiting = list_renamed;
      port.note_sending = note_renamed;
      port.apply_receipt = apply_renamed;
    }
  report = foyer_sync_report_new ();
  round = foyer_sync_push_round (kiosk.transport, kiosk.world->trust, &port, foyer_clock_system (),
                                 report, NULL, NULL);
  if (round == NULL)
    {
      g_clear_object (&kiosk.transport);
      g_usleep (NO_CENTRE_US);
    }
}

static gboolean
is_done (void)
{
  FoyerOutboxCounts counts = { 0 };

  return kiosk.world->shared->is_closing && foyer_outbox_get_counts (kiosk.outbox, &counts, NULL)
         && counts.waiting == 0;
}

void
kill_kiosk_live (const KillWorld *world, const Fate *fate)
{
  g_autoptr (GError) error = NULL;
  gboolean moved_aside = FALSE;

  kiosk = (Kiosk){ .world = world, .fate = *fate, .dice = { fate->dice } };
  kiosk.renamed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify)foyer_outbox_record_free);
  if (fate->death == DIE_AT_DISK_STEP)
    fault_vfs_arm (FAULT_DIE, fate->at, FALSE);
  kiosk.outbox = foyer_outbox_open (world->kiosk_dir, foyer_clock_system (), &moved_aside, &error);
  g_assert_no_error (error);
  g_assert_false (moved_aside);
  foyer_outbox_port_init_direct (&kiosk.direct, kiosk.outbox);
  while (!is_done ())
    {
      for (guint n = proof_dice_below (&kiosk.dice, VISITORS_MAX + 1); n > 0; n--)
        serve_visitor ();
      do_round ();
    }
  _exit (0);
}
