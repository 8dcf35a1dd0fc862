/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history-world.h"

#include <glib/gstdio.h>
#include <string.h>

#include "centre/foyer-centre-admin.h"
#include "centre/foyer-centre-backup.h"
#include "centre/foyer-centre-store-sqlite.h"
#include "core/model/foyer-json.h"

/* The world of the random histories.
 *
 * Owned by the test. The real outboxes, the real sync engine, the real centre behind real HTTP; only
 * the clock and the line are ours. The model is as small as it can be: a sign-up was given, and
 * perhaps withdrawn.
 */

/* Microseconds the world's clock goes on with each thing that happens: no limit of requests a
 * second is met, and no copy grows 30 days old within a history. */
#define STEP_US (30 * G_USEC_PER_SEC)
/* Rounds over a good line after which nothing may wait any more. */
#define SETTLE_ROUNDS 4

/* ---- the kiosks ---- */

static void
given_free (gpointer data)
{
  Given *given = data;

  g_free (given->id);
  g_free (given->code);
  g_free (given->code_hash);
  g_free (given);
}

static void
step (World *world)
{
  foyer_clock_advance (world->clock, STEP_US);
}

static void
open_kiosk (World *world, Kiosk *kiosk)
{
  g_autoptr (GError) error = NULL;
  gboolean was_moved = FALSE;

  kiosk->trust = foyer_trust_load (kiosk->state, &error);
  g_assert_no_error (error);
  kiosk->store = foyer_store_open (kiosk->state, &error);
  g_assert_no_error (error);
  foyer_store_set_clock (kiosk->store, world->clock);
  kiosk->outbox = foyer_outbox_open (kiosk->state, world->clock, &was_moved, &error);
  g_assert_no_error (error);
  g_assert_false (was_moved);
  foyer_outbox_port_init_direct (&kiosk->port, kiosk->outbox);
}

static void
close_kiosk (Kiosk *kiosk)
{
  g_clear_pointer (&kiosk->outbox, foyer_outbox_close);
  g_clear_pointer (&kiosk->store, foyer_store_close);
  g_clear_pointer (&kiosk->trust, foyer_trust_free);
}

static void
enrol (World *world, Kiosk *kiosk)
{
  g_autofree char *code = foyer_test_centre_invite (world->centre, "lib-test");
  g_autoptr (GError) error = NULL;

  step (world);
  foyer_sync_enrol (FOYER_TRANSPORT (kiosk->line), foyer_test_centre_get_url (world->centre), code,
                    kiosk->state, NULL, &error);
  g_assert_no_error (error);
}

World *
world_new (void)
{
  World *world = g_new0 (World, 1);

  /* 2 March 2026, 09:00 UTC */
  world->clock = foyer_clock_new_fake (G_GINT64_CONSTANT (1772442000) * G_USEC_PER_SEC);
  world->centre = foyer_test_centre_new (world->clock);
  world->given = g_ptr_array_new_with_free_func (given_free);
  world->backups = g_dir_make_tmp ("foyer-backups-XXXXXX", NULL);
  for (guint i = 0; i < WORLD_KIOSKS; i++)
    {
      Kiosk *kiosk = &world->kiosks[i];

      kiosk->state = g_dir_make_tmp ("foyer-kiosk-XXXXXX", NULL);
      kiosk->line = fate_line_new (foyer_test_centre_get_url (world->centre));
      enrol (world, kiosk);
      open_kiosk (world, kiosk);
    }
  return world;
}

void
world_free (World *world)
{
  for (guint i = 0; i < WORLD_KIOSKS; i++)
    {
      close_kiosk (&world->kiosks[i]);
      g_clear_object (&world->kiosks[i].line);
      foyer_test_remove_tree (world->kiosks[i].state);
      g_free (world->kiosks[i].state);
    }
  g_clear_pointer (&world->centre, foyer_test_centre_free);
  foyer_test_remove_tree (world->backups);
  g_free (world->backups);
  g_free (world->newest);
  g_ptr_array_unref (world->given);
  foyer_clock_unref (world->clock);
  g_free (world);
}

void
world_sign_up (World *world, Kiosk *kiosk)
{
  g_autoptr (FoyerInterest) interest = foyer_interest_new ();
  g_autofree char *id = foyer_id_new ();
  g_autoptr (FoyerSealedRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  Given *given = g_new0 (Given, 1);

  step (world);
  interest->listing = g_strdup ("seat");
  interest->programme = g_strdup ("volunteering");
  interest->content_version = g_strdup ("1.1");
  interest->name = g_strdup ("Ada");
  interest->contact_kind = FOYER_CONTACT_PHONE;
  interest->contact = g_strdup ("07700900123");
  interest->age_band = FOYER_AGE_ADULT;
  interest->consent_contact = TRUE;
  record = foyer_record_seal_interest (interest, id, kiosk->trust, world->clock, &error);
  g_assert_no_error (error);
  foyer_outbox_add (kiosk->outbox, record->id, record->kind, record->sealed, record->code_hash,
                    &error);
  g_assert_no_error (error);
  given->id = g_steal_pointer (&id);
  given->code = g_strdup (record->code);
  given->code_hash = g_strdup (record->code_hash);
  g_ptr_array_add (world->given, given);
}

void
world_withdraw (World *world, Kiosk *kiosk, Given *given)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSealedRecord) record = NULL;

  step (world);
  record = foyer_record_seal_withdrawal (given->code, kiosk->trust, world->clock, &error);
  g_assert_no_error (error);
  foyer_outbox_withdraw (kiosk->outbox, record->id, record->sealed, record->code_hash, NULL, &error);
  g_assert_no_error (error);
  given->is_withdrawn = TRUE;
}

/* The weakened centre of the control: what was withdrawn is forgotten at once. */
static gboolean
forget_tombstones (FoyerCentreStore *store, gpointer data, GError **error)
{
  return foyer_db_exec (foyer_centre_sqlite_get_db (store), "DELETE FROM tombstone", error);
}

gboolean
world_sync (World *world, Kiosk *kiosk, guint per_cent, ProofDice *dice)
{
  g_autoptr (FoyerSyncReport) report = foyer_sync_report_new ();
  gboolean ok;

  step (world);
  fate_line_set_luck (kiosk->line, per_cent, dice);
  ok = foyer_sync_run (FOYER_TRANSPORT (kiosk->line), kiosk->trust, kiosk->store, &kiosk->port,
                       kiosk->state, world->clock, report, NULL, NULL);
  fate_line_set_luck (kiosk->line, 0, NULL);
  if (world->forgets_tombstones)
    foyer_test_centre_write (world->centre, forget_tombstones, NULL);
  return ok;
}

void
world_restart_kiosk (World *world, Kiosk *kiosk)
{
  close_kiosk (kiosk);
  open_kiosk (world, kiosk);
}

void
world_enrol_again (World *world, Kiosk *kiosk)
{
  g_autofree char *identity = g_build_filename (kiosk->state, "identity", NULL);

  close_kiosk (kiosk);
  foyer_test_remove_tree (identity);
  enrol (world, kiosk);
  kiosk->is_revoked = FALSE;
  open_kiosk (world, kiosk);
}

/* ---- the centre ---- */

/* It listens on another port each time. */
static void
start_centre (World *world)
{
  foyer_test_centre_start (world->centre);
  for (guint i = 0; i < WORLD_KIOSKS; i++)
    fate_line_set_url (world->kiosks[i].line, foyer_test_centre_get_url (world->centre));
}

void
world_restart_centre (World *world)
{
  foyer_test_centre_stop (world->centre);
  start_centre (world);
}

/* Runs in the centre's writer: data is the request. */
static gboolean
run_request (FoyerCentreStore *store, gpointer data, GError **error)
{
  g_autoptr (json_t) reply = foyer_centre_admin_run (store, data, foyer_clock_system (), error);

  return reply != NULL;
}

void
world_backup (World *world)
{
  g_auto (FoyerCentreBackup) backup = { 0 };
  g_autoptr (json_t) request = NULL;
  g_autoptr (GError) error = NULL;

  step (world);
  foyer_centre_backup_make (foyer_test_centre_get_dir (world->centre), world->backups,
                            foyer_clock_now_us (world->clock), &backup, &error);
  g_assert_no_error (error);
  request = json_pack ("{s:s, s:I, s:I}", "op", "backed-up", "epoch", (json_int_t)backup.epoch,
                       "seq", (json_int_t)backup.seq);
  foyer_test_centre_write (world->centre, run_request, request);
  g_free (world->newest);
  world->newest = g_build_filename (world->backups, backup.name, NULL);
}

static void
lose_database (const char *dir)
{
  static const char *const names[] = { "centre.db", "centre.db-wal", "centre.db-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (dir, names[i], NULL);

      g_unlink (path);
    }
}

void
world_restore (World *world, gboolean is_lost)
{
  const char *dir = foyer_test_centre_get_dir (world->centre);
  g_auto (FoyerCentreRestored) restored = { 0 };
  g_autoptr (GError) error = NULL;

  if (world->newest == NULL)
    return;
  step (world);
  foyer_test_centre_stop (world->centre);
  if (is_lost)
    lose_database (dir);
  foyer_centre_restore (dir, world->newest, "a test", world->clock, &restored, &error);
  g_assert_no_error (error);
  start_centre (world);
}

typedef struct
{
  const char *kiosk;
  gint64 revoked_us; /* 0: let in again */
} Revocation;

static gboolean
set_revoked (FoyerCentreStore *store, gpointer data, GError **error)
{
  const Revocation *revocation = data;
  gboolean is_known = FALSE;

  return foyer_centre_store_set_revoked (store, revocation->kiosk, revocation->revoked_us, &is_known,
                                         error);
}

void
world_revoke (World *world, Kiosk *kiosk, gboolean is_revoked)
{
  Revocation revocation
    = { kiosk->trust->kiosk_id, is_revoked ? foyer_clock_now_us (world->clock) : 0 };

  step (world);
  foyer_test_centre_write (world->centre, set_revoked, &revocation);
  kiosk->is_revoked = is_revoked;
}

/* ---- held against the model ---- */

static gboolean
count_id (const FoyerCentreRecord *record, gpointer data)
{
  GHashTable *counts = data;
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, record->id));

  if (!g_str_equal (record->kind, FOYER_RECORD_KIND_WITHDRAWAL))
    g_hash_table_insert (counts, g_strdup (record->id), GUINT_TO_POINTER (n + 1));
  return TRUE;
}

/* NULL, or what is wrong. (transfer full) */
static char *
compare_centre (World *world)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerCentreStore) store
    = foyer_centre_store_open_sqlite (foyer_test_centre_get_dir (world->centre), FALSE, &error);
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_expected = 0;

  g_assert_no_error (error);
  foyer_centre_store_each_record (store, NULL, count_id, counts, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < world->given->len; i++)
    {
      const Given *given = world->given->pdata[i];
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, given->id));

      if (n != (given->is_withdrawn ? 0 : 1))
        return g_strdup_printf ("sign-up %u (%s) is %u times at the centre", i,
                                given->is_withdrawn ? "withdrawn" : "given", n);
      n_expected += !given->is_withdrawn;
    }
  return g_hash_table_size (counts) == n_expected
           ? NULL
           : g_strdup ("the centre has records that nobody gave");
}

/* What a kiosk says of a code, with all it has fetched. */
static char *
compare_status (Kiosk *kiosk, const Given *given, guint number)
{
  g_autoptr (FoyerStatus) status = foyer_store_get_status (kiosk->store, given->code_hash);
  FoyerStatusState expected
    = given->is_withdrawn ? FOYER_STATUS_WITHDRAWN : FOYER_STATUS_RECEIVED;

  /* Withdrawn before it was ever sent: there is nothing the centre could say of it. */
  if (status == NULL && given->is_withdrawn)
    return NULL;
  if (status == NULL || status->state != expected)
    return g_strdup_printf ("a kiosk says “%s” of sign-up %u",
                            status ? foyer_status_state_to_string (status->state) : "nothing",
                            number);
  return NULL;
}

static char *
compare_kiosk (World *world, Kiosk *kiosk)
{
  g_autoptr (GError) error = NULL;
  FoyerOutboxCounts counts = { 0 };

  foyer_outbox_get_counts (kiosk->outbox, &counts, &error);
  g_assert_no_error (error);
  if (counts.waiting + counts.quarantined > 0)
    return g_strdup_printf ("%u records wait and %u are set aside", counts.waiting,
                            counts.quarantined);
  for (guint i = 0; i < world->given->len; i++)
    {
      char *problem = compare_status (kiosk, world->given->pdata[i], i);

      if (problem != NULL)
        return problem;
    }
  return NULL;
}

/* A kiosk that joined after the backup the centre was put back from is a stranger there. */
static gboolean
is_known (World *world, const Kiosk *kiosk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerCentreStore) store
    = foyer_centre_store_open_sqlite (foyer_test_centre_get_dir (world->centre), FALSE, &error);
  g_autoptr (FoyerCentreKiosk) known = NULL;

  g_assert_no_error (error);
  known = foyer_centre_store_get_kiosk (store, kiosk->trust->kiosk_id);
  return known != NULL;
}

char *
world_settle (World *world)
{
  char *problem = NULL;

  for (guint i = 0; i < WORLD_KIOSKS; i++)
    {
      Kiosk *kiosk = &world->kiosks[i];

      /* A restore may have brought back that one was shut out. */
      if (is_known (world, kiosk))
        world_revoke (world, kiosk, FALSE);
      else
        world_enrol_again (world, kiosk);
    }
  for (guint round = 0; round < SETTLE_ROUNDS; round++)
    for (guint i = 0; i < WORLD_KIOSKS; i++)
      world_sync (world, &world->kiosks[i], 0, NULL);
  problem = compare_centre (world);
  for (guint i = 0; i < WORLD_KIOSKS && problem == NULL; i++)
    problem = compare_kiosk (world, &world->kiosks[i]);
  return problem;
}
