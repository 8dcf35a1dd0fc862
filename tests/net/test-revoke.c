/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/foyer-json.h"
#include "net-ctl.h"
#include "net-fixture.h"

/* Kiosks that are shut out and let in again, and what kiosks say of themselves. */

#define HEARTBEAT                                                                                  \
  "{\"waiting\":3,\"received\":2,\"quarantined\":1,\"oldest_waiting\":\"2026-03-01T10:00:00Z\","   \
  "\"version\":\"0.1.0\",\"content_version\":\"1.7\",\"clock_offset_s\":-40}"

/* A request as the kiosk would sign it, with key. */
static FoyerReply *
post (Net *net, const char *path, const char *text, const FoyerSignKey *key, char **nonce)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  g_autofree char *fresh = foyer_request_nonce_new ();
  g_auto (GStrv) headers
    = foyer_request_sign (key, net->trust->kiosk_id, "POST", path, body,
                          foyer_clock_now_us (net->clock) / G_USEC_PER_SEC, fresh);
  FoyerRequest request = { .method = "POST",
                           .path = path,
                           .body = body,
                           .max_bytes = 65536,
                           .headers = (const char *const *)headers };
  g_autoptr (GError) error = NULL;
  FoyerReply *reply = foyer_transport_send (net->line, &request, NULL, &error);

  g_assert_no_error (error);
  if (nonce)
    *nonce = g_steal_pointer (&fresh);
  return reply;
}

static gboolean
is_signed (Net *net, const FoyerReply *reply)
{
  gsize size, n = 0;
  const guint8 *body = g_bytes_get_data (reply->body, &size);
  g_autofree guint8 *signature = reply->signature ? g_base64_decode (reply->signature, &n) : NULL;

  return n == FOYER_SIGNATURE_BYTES
         && foyer_sign_verify (net->trust->sign_key, FOYER_CONTEXT_SERVICE, body, size, signature);
}

static void
change (Net *net, const char *op)
{
  g_autoptr (json_t) reply = foyer_test_centre_ask (
    net->centre, json_pack ("{s:s, s:s}", "op", op, "kiosk", net->trust->kiosk_id));

  g_assert_nonnull (reply);
}

static void
a_revoked_kiosk_hears_it_signed_and_is_let_in_again (void)
{
  g_autoptr (Net) net = net_new ();
  static const char *const paths[] = { "/heartbeats", "/records" };

  change (net, "revoke");
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *nonce = NULL;
      g_autoptr (FoyerReply) reply
        = post (net, paths[i], HEARTBEAT, &net->trust->kiosk_key, &nonce);
      g_autoptr (json_t) problem = net_parse (reply);

      g_assert_cmpuint (reply->status, ==, 403);
      g_assert_true (is_signed (net, reply));
      g_assert_cmpstr (foyer_json_get_string (problem, "code"), ==, "revoked");
      g_assert_cmpstr (foyer_json_get_string (problem, "kiosk"), ==, net->trust->kiosk_id);
      g_assert_cmpstr (foyer_json_get_string (problem, "nonce"), ==, nonce);
      g_assert_nonnull (foyer_json_get_string (problem, "time"));
    }
  change (net, "readmit");
  {
    g_autoptr (FoyerReply) reply
      = post (net, "/heartbeats", HEARTBEAT, &net->trust->kiosk_key, NULL);

    g_assert_cmpuint (reply->status, ==, 200);
  }
}

/* Who cannot show that it is this kiosk gets no signed word that would lock it. */
static void
nobody_else_is_told_that_a_kiosk_was_revoked (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (FoyerReply) reply = NULL;
  FoyerSignKey other;

  foyer_sign_key_generate (&other);
  change (net, "revoke");
  reply = post (net, "/heartbeats", HEARTBEAT, &other, NULL);
  g_assert_cmpuint (reply->status, ==, 401);
  g_assert_null (reply->signature);
}

static void
a_revoked_kiosk_loses_nothing_and_puts_nothing_in (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *id = net_sign_up (net, "Ada");
  g_autoptr (FoyerSyncReport) shut = NULL;
  g_autoptr (FoyerSyncReport) open = NULL;
  g_autoptr (GError) error = NULL;

  change (net, "revoke");
  shut = net_sync (net, &error);
  g_assert_nonnull (error);
  g_assert_cmpuint (net_counts (net).waiting, ==, 1);
  g_assert_cmpint (foyer_test_centre_count_records (net->centre), ==, 0);
  change (net, "readmit");
  open = net_sync (net, NULL);
  g_assert_cmpuint (open->acknowledged, ==, 1);
}

static void
an_unknown_kiosk_cannot_be_revoked (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (json_t) reply = foyer_test_centre_ask (
    net->centre, json_pack ("{s:s, s:s}", "op", "revoke", "kiosk", "kiosk-none"));

  g_assert_null (reply);
}

static void
a_heartbeat_is_answered_signed_and_the_last_one_is_kept (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *nonce = NULL;
  g_autoptr (FoyerReply) first = NULL;
  g_autoptr (FoyerReply) reply = NULL;
  g_autoptr (json_t) answer = NULL;
  g_autoptr (json_t) row = NULL;
  g_auto (NetResult) before = { 0 }, after = { 0 };
  const char *dir = foyer_test_centre_get_dir (net->centre);

  before = net_ctl (NULL, "kiosk|list|--data|%s", dir);
  g_assert_nonnull (strstr (before.out, "\"last_seen\":null"));
  first = post (net, "/heartbeats",
                "{\"waiting\":0,\"received\":0,\"quarantined\":0,\"clock_offset_s\":0}",
                &net->trust->kiosk_key, NULL);
  g_assert_cmpuint (first->status, ==, 200);
  reply = post (net, "/heartbeats", HEARTBEAT, &net->trust->kiosk_key, &nonce);
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_true (is_signed (net, reply));
  answer = net_parse (reply);
  g_assert_cmpstr (foyer_json_get_string (answer, "nonce"), ==, nonce);
  g_assert_cmpstr (foyer_json_get_string (answer, "kiosk"), ==, net->trust->kiosk_id);
  g_assert_cmpint (foyer_json_get_int (answer, "epoch", 0), ==, net->trust->epoch);
  after = net_ctl (NULL, "kiosk|list|--data|%s", dir);
  g_assert_cmpint (after.code, ==, FOYER_EXIT_DONE);
  row = foyer_json_parse (after.out, strlen (after.out), NULL);
  g_assert_cmpstr (foyer_json_get_string (row, "id"), ==, net->trust->kiosk_id);
  g_assert_cmpstr (foyer_json_get_string (row, "place"), ==, "lib-test");
  g_assert_cmpstr (foyer_json_get_string (row, "last_seen"), ==, "2026-03-02T09:00:00Z");
  g_assert_cmpint (foyer_json_get_int (row, "waiting", -1), ==, 3);
  g_assert_cmpint (foyer_json_get_int (row, "quarantined", -1), ==, 1);
  g_assert_cmpstr (foyer_json_get_string (row, "oldest_waiting"), ==, "2026-03-01T10:00:00Z");
  g_assert_cmpstr (foyer_json_get_string (row, "version"), ==, "0.1.0");
  g_assert_cmpint (foyer_json_get_int (row, "clock_offset_s", 0), ==, -40);
  g_assert_false (foyer_json_get_bool (row, "revoked", TRUE));
}

static void
a_heartbeat_that_is_none_is_a_problem (void)
{
  g_autoptr (Net) net = net_new ();
  static const char *const bodies[] = {
    "",
    "{",
    "[]",
    "{}",
    "{\"waiting\":-1,\"received\":0,\"quarantined\":0,\"clock_offset_s\":0}",
    "{\"waiting\":1.5,\"received\":0,\"quarantined\":0,\"clock_offset_s\":0}",
    "{\"waiting\":99999999999,\"received\":0,\"quarantined\":0,\"clock_offset_s\":0}",
    "{\"waiting\":\"1\",\"received\":0,\"quarantined\":0,\"clock_offset_s\":0}",
    "{\"waiting\":1,\"waiting\":2,\"received\":0,\"quarantined\":0,\"clock_offset_s\":0}",
    "{\"waiting\":1,\"received\":0,\"quarantined\":0,\"clock_offset_s\":0,\"version\":\"a b\"}",
    "{\"waiting\":1,\"received\":0,\"quarantined\":0,\"clock_offset_s\":0,\"version\":[]}",
    "{\"waiting\":1,\"received\":0,\"quarantined\":0,\"clock_offset_s\":0,\"oldest_waiting\":"
    "\"x\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (FoyerReply) reply
        = post (net, "/heartbeats", bodies[i], &net->trust->kiosk_key, NULL);

      g_assert_cmpuint (reply->status, ==, 400);
    }
}

static void
kiosks_are_revoked_and_readmitted_by_command (void)
{
  g_autoptr (Net) net = net_new ();
  const char *dir = foyer_test_centre_get_dir (net->centre), *id = net->trust->kiosk_id;
  g_auto (NetResult) revoke = { 0 }, list = { 0 }, readmit = { 0 }, unknown = { 0 };

  revoke = net_ctl (NULL, "kiosk|revoke|--data|%s|--kiosk|%s", dir, id);
  g_assert_cmpint (revoke.code, ==, FOYER_EXIT_DONE);
  g_assert_nonnull (strstr (revoke.out, "revoked: yes\n"));
  list = net_ctl (NULL, "kiosk|list|--data|%s", dir);
  g_assert_nonnull (strstr (list.out, "\"revoked\":true"));
  readmit = net_ctl (NULL, "kiosk|readmit|--data|%s|--kiosk|%s", dir, id);
  g_assert_nonnull (strstr (readmit.out, "revoked: no\n"));
  unknown = net_ctl (NULL, "kiosk|revoke|--data|%s|--kiosk|kiosk-none", dir);
  g_assert_cmpint (unknown.code, ==, FOYER_EXIT_REFUSED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  foyer_crypto_init ();
#define ADD(path, func) g_test_add_func ("/revoke/" path, func)
  ADD ("a-revoked-kiosk-hears-it-signed-and-is-let-in-again",
       a_revoked_kiosk_hears_it_signed_and_is_let_in_again);
  ADD ("nobody-else-is-told-that-a-kiosk-was-revoked",
       nobody_else_is_told_that_a_kiosk_was_revoked);
  ADD ("a-revoked-kiosk-loses-nothing-and-puts-nothing-in",
       a_revoked_kiosk_loses_nothing_and_puts_nothing_in);
  ADD ("an-unknown-kiosk-cannot-be-revoked", an_unknown_kiosk_cannot_be_revoked);
  ADD ("a-heartbeat-is-answered-signed-and-the-last-one-is-kept",
       a_heartbeat_is_answered_signed_and_the_last_one_is_kept);
  ADD ("a-heartbeat-that-is-none-is-a-problem", a_heartbeat_that_is_none_is_a_problem);
  ADD ("kiosks-are-revoked-and-readmitted-by-command",
       kiosks_are_revoked_and_readmitted_by_command);
  return g_test_run ();
}
