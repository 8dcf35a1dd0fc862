/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/outbox/foyer-outbox.h"

#include <string.h>

#include "core/crypto/foyer-crypto.h"
#include "core/model/foyer-service.h"
#include "scratch-dir.h"

#define START_US (G_GINT64_CONSTANT (1795860000) * G_USEC_PER_SEC)

typedef struct
{
  ScratchDir *dir;
  FoyerClock *clock;
  FoyerBoxKey key;
  FoyerOutbox *outbox;
} Fixture;

static void
reopen (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&f->outbox, foyer_outbox_close);
  f->outbox = foyer_outbox_open (f->dir, f->clock, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->dir = scratch_dir_new_fast ();
  f->clock = foyer_clock_new_fake (START_US);
  foyer_box_key_generate (&f->key);
  reopen (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->outbox, foyer_outbox_close);
  foyer_clock_unref (f->clock);
  scratch_dir_free (f->dir);
}

/* Any 64 digits will do as the hash of a code. */
static char *
hash_of (const char *code)
{
  return foyer_seal_digest (code, strlen (code));
}

static GBytes *
seal (Fixture *f, const char *id, const char *kind, const char *more)
{
  const guint8 (*recipients)[FOYER_BOX_PUBLIC_BYTES] = &f->key.public_key;
  g_autofree char *header
    = g_strdup_printf ("{\"id\":\"%s\",\"kind\":\"%s\"%s,\"v\":1}", id, kind, more);
  GBytes *sealed = foyer_seal (header, "{}", 2, recipients, 1, NULL);

  g_assert_nonnull (sealed);
  return sealed;
}

static void
add_kind (Fixture *f, const char *id, const char *code, const char *kind, const char *more)
{
  g_autofree char *code_hash = hash_of (code);
  g_autoptr (GBytes) sealed = seal (f, id, kind, more);
  g_autoptr (GError) error = NULL;

  foyer_outbox_add (f->outbox, id, kind, sealed, code_hash, &error);
  g_assert_no_error (error);
}

/* A sign-up with this id and code. */
static void
add_with (Fixture *f, const char *id, const char *code, const char *more)
{
  add_kind (f, id, code, "interest", more);
}

static guint
withdraw (Fixture *f, const char *id, const char *code)
{
  g_autofree char *code_hash = hash_of (code);
  g_autoptr (GBytes) sealed = seal (f, id, FOYER_RECORD_KIND_WITHDRAWAL, "");
  g_autoptr (GError) error = NULL;
  guint removed = 99;

  foyer_outbox_withdraw (f->outbox, id, sealed, code_hash, &removed, &error);
  g_assert_no_error (error);
  return removed;
}

static void
receive (Fixture *f, const char *id, int status, gint64 backed_up_to)
{
  g_autoptr (GPtrArray) all = foyer_outbox_list_all (f->outbox, NULL);
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  FoyerReceiptEntry entry = { .id = (char *)id, .status = status, .seq = 7 };
  FoyerReceipt receipt = { 1, backed_up_to, START_US, entries };

  for (guint i = 0; i < all->len; i++)
    if (strcmp (((FoyerOutboxRecord *)all->pdata[i])->id, id) == 0)
      entry.digest = ((FoyerOutboxRecord *)all->pdata[i])->digest;
  g_ptr_array_add (entries, &entry);
  g_assert_true (foyer_outbox_apply_receipt (f->outbox, &receipt, NULL, NULL));
}

static void
assert_rows (Fixture *f, const char *expected)
{
  g_autoptr (GPtrArray) all = foyer_outbox_list_all (f->outbox, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < all->len; i++)
    {
      const FoyerOutboxRecord *record = all->pdata[i];

      g_string_append_printf (text, "%s%s:%s:%d", i ? " " : "", record->id, record->kind,
                              record->state);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
assert_facts (Fixture *f, const char *code, FoyerCodeFactsState state, const char *reply_by)
{
  g_autofree char *code_hash = hash_of (code);
  g_auto (FoyerCodeFacts) facts = { 0 };

  g_assert_true (foyer_outbox_look_up_code (f->outbox, code_hash, &facts, NULL));
  g_assert_cmpint (facts.state, ==, state);
  g_assert_cmpstr (facts.reply_by, ==, reply_by);
  g_assert_cmpint (facts.created_us, ==, state == FOYER_CODE_FACTS_UNKNOWN ? 0 : START_US);
}

/* ---- looking ---- */

static void
test_look_up (Fixture *f, gconstpointer data)
{
  assert_facts (f, "A", FOYER_CODE_FACTS_UNKNOWN, NULL);
  add_with (f, "r1", "A", ",\"reply_by\":\"2026-12-05\"");
  add_with (f, "r2", "B", "");
  assert_facts (f, "A", FOYER_CODE_FACTS_WAITING, "2026-12-05");
  assert_facts (f, "B", FOYER_CODE_FACTS_WAITING, NULL);
  receive (f, "r1", FOYER_RECEIPT_STORED, 0);
  receive (f, "r2", FOYER_RECEIPT_REFUSED, 0);
  assert_facts (f, "A", FOYER_CODE_FACTS_RECEIVED, "2026-12-05");
  assert_facts (f, "B", FOYER_CODE_FACTS_QUARANTINED, NULL);
}

static void
test_promise_that_is_none (Fixture *f, gconstpointer data)
{
  add_with (f, "r1", "A", ",\"reply_by\":\"soon\"");
  add_with (f, "r2", "B", ",\"reply_by\":20261205");
  assert_facts (f, "A", FOYER_CODE_FACTS_WAITING, NULL);
  assert_facts (f, "B", FOYER_CODE_FACTS_WAITING, NULL);
}

/* Else the promise would be gone from sight once hours are logged with the code. */
static void
test_sign_up_before_hours (Fixture *f, gconstpointer data)
{
  add_with (f, "r1", "A", ",\"reply_by\":\"2026-12-05\"");
  add_kind (f, "r2", "A", FOYER_RECORD_KIND_HOURS, ",\"minutes\":60,\"month\":\"2026-11\"");
  assert_facts (f, "A", FOYER_CODE_FACTS_WAITING, "2026-12-05");
  receive (f, "r1", FOYER_RECEIPT_STORED, 0);
  assert_facts (f, "A", FOYER_CODE_FACTS_RECEIVED, "2026-12-05");
}

static void
test_withdrawal_facts (Fixture *f, gconstpointer data)
{
  add_with (f, "r1", "A", "");
  withdraw (f, "w1", "A");
  assert_facts (f, "A", FOYER_CODE_FACTS_WITHDRAWAL_WAITING, NULL);
  receive (f, "w1", FOYER_RECEIPT_STORED, 0);
  assert_facts (f, "A", FOYER_CODE_FACTS_WITHDRAWN, NULL);
  withdraw (f, "w2", "B");
  receive (f, "w2", FOYER_RECEIPT_REFUSED, 0);
  assert_facts (f, "B", FOYER_CODE_FACTS_QUARANTINED, NULL);
}

/* ---- withdrawing ---- */

static void
test_withdraw_any_state (Fixture *f, gconstpointer data)
{
  add_with (f, "waits", "A", "");
  add_with (f, "received", "A", "");
  add_with (f, "refused", "A", "");
  add_with (f, "other", "B", "");
  receive (f, "received", FOYER_RECEIPT_STORED, 0);
  receive (f, "refused", FOYER_RECEIPT_REFUSED, 0);
  g_assert_cmpuint (withdraw (f, "w1", "A"), ==, 3);
  assert_rows (f, "other:interest:0 w1:withdrawal:0");
  reopen (f);
  assert_rows (f, "other:interest:0 w1:withdrawal:0");
}

static void
test_withdraw_unknown (Fixture *f, gconstpointer data)
{
  g_assert_cmpuint (withdraw (f, "w1", "A"), ==, 0);
  assert_rows (f, "w1:withdrawal:0");
}

static void
test_withdraw_twice (Fixture *f, gconstpointer data)
{
  add_with (f, "r1", "A", "");
  g_assert_cmpuint (withdraw (f, "w1", "A"), ==, 1);
  g_assert_cmpuint (withdraw (f, "w2", "A"), ==, 0);
  assert_rows (f, "w1:withdrawal:0");
  receive (f, "w1", FOYER_RECEIPT_STORED, 0);
  g_assert_cmpuint (withdraw (f, "w3", "A"), ==, 0);
  assert_rows (f, "w1:withdrawal:1");
}

/* One that the centre refused does nothing there. */
static void
test_withdraw_after_refusal (Fixture *f, gconstpointer data)
{
  withdraw (f, "w1", "A");
  receive (f, "w1", FOYER_RECEIPT_REFUSED, 0);
  g_assert_cmpuint (withdraw (f, "w2", "A"), ==, 0);
  assert_rows (f, "w2:withdrawal:0");
}

static void
test_withdrawal_waits_for_backup (Fixture *f, gconstpointer data)
{
  withdraw (f, "w1", "A");
  receive (f, "w1", FOYER_RECEIPT_STORED, 6);
  assert_rows (f, "w1:withdrawal:1");
  g_assert_true (foyer_outbox_set_epoch (f->outbox, 2, 0, START_US, NULL));
  assert_rows (f, "w1:withdrawal:0");
}

static void
test_withdraw_on_full_disk (Fixture *f, gconstpointer data)
{
  g_autofree char *code_hash = hash_of ("B");
  g_autoptr (GBytes) sealed = seal (f, "r2", "interest", "");
  g_autoptr (GError) error = NULL;

  add_with (f, "r1", "A", "");
  foyer_outbox_set_reserve (f->outbox, G_MAXUINT64);
  g_assert_false (foyer_outbox_add (f->outbox, "r2", "interest", sealed, code_hash, &error));
  g_assert_error (error, FOYER_OUTBOX_ERROR, FOYER_OUTBOX_ERROR_FULL);
  g_assert_cmpuint (withdraw (f, "w1", "A"), ==, 1);
}

static gboolean
file_holds (Fixture *f, const char *text)
{
  g_autofree char *path = g_build_filename (f->dir, "outbox.db", NULL);
  g_autofree char *bytes = NULL;
  gsize size, length = strlen (text);

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  for (gsize i = 0; i + length <= size; i++)
    if (memcmp (bytes + i, text, length) == 0)
      return TRUE;
  return FALSE;
}

/* Its bytes are overwritten in the file as well. */
static void
test_withdrawn_bytes_are_gone (Fixture *f, gconstpointer data)
{
  add_with (f, "r1-to-be-found", "A", "");
  g_assert_true (file_holds (f, "r1-to-be-found"));
  withdraw (f, "w1", "A");
  g_assert_false (file_holds (f, "r1-to-be-found"));
}

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/outbox-codes/a-code-tells-how-things-stand-here", test_look_up);
  ADD ("/outbox-codes/a-promise-that-is-no-date-is-not-shown", test_promise_that_is_none);
  ADD ("/outbox-codes/a-sign-up-says-more-than-its-hours", test_sign_up_before_hours);
  ADD ("/outbox-codes/a-withdrawal-says-more-than-what-it-takes-back", test_withdrawal_facts);
  ADD ("/outbox-codes/withdrawing-takes-every-row-of-the-code-whatever-its-state",
       test_withdraw_any_state);
  ADD ("/outbox-codes/withdrawing-what-was-given-elsewhere-is-queued", test_withdraw_unknown);
  ADD ("/outbox-codes/withdrawing-twice-is-one-withdrawal", test_withdraw_twice);
  ADD ("/outbox-codes/a-refused-withdrawal-is-replaced-by-a-new-one", test_withdraw_after_refusal);
  ADD ("/outbox-codes/a-withdrawal-is-kept-until-it-is-backed-up",
       test_withdrawal_waits_for_backup);
  ADD ("/outbox-codes/a-full-disk-does-not-keep-anybody-from-withdrawing",
       test_withdraw_on_full_disk);
  ADD ("/outbox-codes/what-was-withdrawn-is-overwritten", test_withdrawn_bytes_are_gone);
  return g_test_run ();
}
