/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fault-vfs.h"
#include "net-fixture.h"

/* A centre whose disk is full, or fails, at every single write in turn: it says 503, keeps nothing
 * half, and takes the same record when there is room again. The records are posted without the
 * kiosk's own database, which lies on the same disk here. */

/* Microseconds between two posts, for the limit of posts a kiosk has. */
#define PACE_US (60 * G_GINT64_CONSTANT (1000000))
#define STEPS_MAX 200

/* What the kiosk would post next. (transfer full) */
static GBytes *
make_post (Net *net)
{
  g_autofree char *id = net_sign_up (net, "Robin");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = foyer_outbox_list_waiting (net->outbox, 1000, G_MAXSIZE, &error);
  FoyerOutboxRecord *record = NULL;
  g_autofree char *encoded = NULL;
  const guchar *data = NULL;
  char *text = NULL;
  gsize size = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    if (g_str_equal (((FoyerOutboxRecord *)records->pdata[i])->id, id))
      record = records->pdata[i];
  g_assert_nonnull (record);
  data = g_bytes_get_data (record->sealed, &size);
  encoded = g_base64_encode (data, size);
  text = g_strdup_printf ("{\"records\":[{\"id\":\"%s\",\"kind\":\"%s\",\"sealed\":\"%s\"}]}",
                          record->id, record->kind, encoded);
  return g_bytes_new_take (text, strlen (text));
}

static FoyerReply *
post (Net *net, GBytes *body)
{
  g_autofree char *nonce = NULL;
  g_autoptr (GError) error = NULL;
  FoyerReply *reply = NULL;

  foyer_clock_advance (net->clock, PACE_US);
  reply
    = foyer_signed_post (net->line, "/records", body, &net->trust->kiosk_key, net->trust->kiosk_id,
                         net->trust->sign_key, net->clock, 0, &nonce, NULL, &error);
  g_assert_no_error (error);
  return reply;
}

static gboolean
says (FoyerReply *reply, const char *word)
{
  gsize size;
  const char *text = g_bytes_get_data (reply->body, &size);

  return g_strstr_len (text, (gssize)size, word) != NULL;
}

/* One post with its step'th write failing; FALSE when there were not so many. */
static gboolean
fail_once (Net *net, FaultKind kind, guint step, gboolean is_lasting, gint64 *kept, guint *refused)
{
  g_autoptr (GBytes) body = make_post (net);
  g_autoptr (FoyerReply) failed = NULL;
  g_autoptr (FoyerReply) again = NULL;
  g_autoptr (FoyerReply) healthy = NULL;
  gboolean was_reached;
  gint64 n;

  fault_vfs_arm (kind, step, is_lasting);
  failed = post (net, body);
  was_reached = fault_vfs_disarm ();
  n = foyer_test_centre_count_records (net->centre);
  g_test_message ("step %u: HTTP %u", step, failed->status);
  if (failed->status == 200)
    {
      g_assert_true (foyer_reply_verify (failed, net->trust->sign_key, FOYER_CONTEXT_RECEIPT));
      g_assert_true (says (failed, "\"stored\""));
      g_assert_cmpint (n, ==, *kept + 1);
    }
  else
    {
      g_assert_true (was_reached);
      g_assert_cmpuint (failed->status, ==, 503);
      *refused += 1;
      g_assert_null (failed->signature);
      /* A disk that fails may have kept what it said it had not; one without room has not. */
      g_assert_cmpint (n, >=, *kept);
      g_assert_cmpint (n, <=, kind == FAULT_FULL ? *kept : *kept + 1);
    }
  again = post (net, body);
  g_assert_cmpuint (again->status, ==, 200);
  g_assert_true (says (again, n > *kept ? "\"duplicate\"" : "\"stored\""));
  *kept += 1;
  g_assert_cmpint (foyer_test_centre_count_records (net->centre), ==, *kept);
  return was_reached;
}

/* How often it said 503. */
static guint
fail_at_every_write (FaultKind kind, gboolean is_lasting)
{
  g_autoptr (Net) net = net_new ();
  gint64 kept = 0;
  guint refused = 0;

  for (guint step = 1; fail_once (net, kind, step, is_lasting, &kept, &refused); step++)
    g_assert_cmpuint (step, <, STEPS_MAX);
  g_clear_pointer (&net->outbox, foyer_outbox_close);
  /* The kiosk itself now has its receipts, and nothing was doubled. */
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (FoyerSyncReport) report = NULL;
    FoyerOutboxCounts counts;

    net->outbox = foyer_outbox_open (net->state, net->clock, NULL, &error);
    g_assert_no_error (error);
    foyer_outbox_port_init_direct (&net->port, net->outbox);
    foyer_clock_advance (net->clock, PACE_US);
    report = net_sync (net, NULL);
    counts = net_counts (net);
    g_assert_cmpuint (report->acknowledged, ==, kept);
    g_assert_cmpuint (counts.waiting, ==, 0);
    g_assert_cmpint (foyer_test_centre_count_records (net->centre), ==, kept);
  }
  return refused;
}

static void
a_full_disk_is_503_and_nothing_half (void)
{
  g_assert_cmpuint (fail_at_every_write (FAULT_FULL, TRUE), >=, 10);
}

static void
a_disk_that_is_full_for_a_moment_is_no_different (void)
{
  g_assert_cmpuint (fail_at_every_write (FAULT_FULL, FALSE), >=, 10);
}

static void
a_disk_that_fails_is_503_and_never_a_receipt (void)
{
  g_assert_cmpuint (fail_at_every_write (FAULT_SHORT_WRITE, FALSE), >=, 10);
  g_assert_cmpuint (fail_at_every_write (FAULT_IO, TRUE), >=, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* The centre warns of each: that is right, and not the end of the test. */
  g_log_set_always_fatal (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL);
  foyer_crypto_init ();
  fault_vfs_install ();
#define ADD(path, func) g_test_add_func ("/full-disk/" path, func)
  ADD ("a-full-disk-is-503-and-nothing-half", a_full_disk_is_503_and_nothing_half);
  ADD ("a-disk-that-is-full-for-a-moment-is-no-different",
       a_disk_that_is_full_for_a_moment_is_no_different);
  ADD ("a-disk-that-fails-is-503-and-never-a-receipt",
       a_disk_that_fails_is_503_and_never_a_receipt);
  return g_test_run ();
}
