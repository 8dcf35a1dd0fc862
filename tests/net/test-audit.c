/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "centre/foyer-centre-audit.h"
#include "centre/foyer-centre-init.h"
#include "centre/foyer-centre-store-sqlite.h"
#include "core/model/foyer-json.h"
#include "net-ctl.h"
#include "net-fixture.h"

/* The audit log: what stands in it, that it stands there first, and that nobody can change it
 * unnoticed. And statuses, which operators set. */

static char *
audit (Net *net, int code)
{
  g_auto (NetResult) result
    = net_ctl (NULL, "centre|audit|--data|%s", foyer_test_centre_get_dir (net->centre));

  g_assert_cmpint (result.code, ==, code);
  return g_steal_pointer (&result.out);
}

static guint
count_lines (const char *text, const char *needle)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = 0;

  for (char **line = lines; *line; line++)
    n += strstr (*line, needle) != NULL;
  return n;
}

static gboolean
run_sql (FoyerCentreStore *store, gpointer data, GError **error)
{
  return foyer_db_exec (foyer_centre_sqlite_get_db (store), data, error);
}

static NetResult
list (Net *net, const char *more)
{
  const char *dir = foyer_test_centre_get_dir (net->centre);
  g_autofree char *key = foyer_centre_dup_box_key_path (dir);

  return net_ctl (FOYER_TEST_PASSPHRASE "\n", "records|list|--data|%s|--open-with|%s%s", dir, key,
                  more);
}

static void
openings_and_exports_are_logged_and_plain_lists_are_not (void)
{
  g_autoptr (Net) net = net_new ();
  const char *dir = foyer_test_centre_get_dir (net->centre);
  g_autofree char *id = net_sign_up (net, "Ada");
  g_autoptr (FoyerSyncReport) report = net_sync (net, NULL);
  g_auto (NetResult) plain = { 0 }, opened = { 0 }, csv = { 0 }, both = { 0 };
  g_autofree char *log = NULL;

  plain = net_ctl (NULL, "records|list|--data|%s", dir);
  opened = list (net, "|--kind|interest|--audit-note|weekly calls");
  g_assert_cmpint (opened.code, ==, FOYER_EXIT_DONE);
  g_assert_nonnull (strstr (opened.out, "Ada"));
  csv = net_ctl (NULL, "records|list|--data|%s|--format|csv", dir);
  both = list (net, "|--format|csv");
  log = audit (net, FOYER_EXIT_DONE);
  g_assert_cmpuint (count_lines (log, "\"what\":\"open\""), ==, 2);
  g_assert_cmpuint (count_lines (log, "\"what\":\"export\""), ==, 2);
  g_assert_cmpuint (count_lines (log, "weekly calls"), ==, 1);
  g_assert_cmpuint (count_lines (log, "\"by\":"), ==, count_lines (log, "{"));
  g_assert_cmpuint (count_lines (log, "not known"), ==, 1); /* the fixture's own invitation */
  g_assert_null (strstr (log, "Ada"));
  g_assert_null (strstr (log, "07700900123"));
}

static void
a_kind_that_is_not_there_is_no_empty_list (void)
{
  g_autoptr (Net) net = net_new ();
  const char *dir = foyer_test_centre_get_dir (net->centre);
  g_auto (NetResult) empty = { 0 }, none = { 0 }, opened = { 0 }, other = { 0 };
  g_autofree char *log = NULL;

  empty = net_ctl (NULL, "records|list|--data|%s|--kind|interest", dir);
  g_assert_cmpint (empty.code, ==, FOYER_EXIT_DONE);
  none = net_ctl (NULL, "records|list|--data|%s|--kind|nix", dir);
  g_assert_cmpint (none.code, ==, FOYER_EXIT_REFUSED);
  g_assert_nonnull (strstr (none.err, "there is no kind “nix”"));
  opened = list (net, "|--kind|nix");
  g_assert_cmpint (opened.code, ==, FOYER_EXIT_REFUSED);
  log = audit (net, FOYER_EXIT_DONE);
  g_assert_null (strstr (log, "nix"));
  /* One that a later Foyer may have brought. */
  foyer_test_centre_write (net->centre, run_sql,
                           (gpointer) "INSERT INTO record (id, digest, is_variant, kind, kiosk,"
                                      " header, sealed, received_us)"
                                      " VALUES ('a', 'b', 0, 'nix', 'c', '{}', x'00', 1)");
  other = net_ctl (NULL, "records|list|--data|%s|--kind|nix", dir);
  g_assert_cmpint (other.code, ==, FOYER_EXIT_DONE);
  g_assert_cmpuint (count_lines (other.out, "\"kind\":\"nix\""), ==, 1);
}

static void
what_cannot_be_logged_is_not_opened (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *id = net_sign_up (net, "Ada");
  g_autoptr (FoyerSyncReport) report = net_sync (net, NULL);
  g_auto (NetResult) refused = { 0 }, csv = { 0 }, control = { 0 };

  foyer_test_centre_write (net->centre, run_sql,
                           (gpointer) "CREATE TEMP TRIGGER full BEFORE INSERT ON main.audit BEGIN"
                                      " SELECT RAISE (ABORT, 'the disk is full'); END");
  refused = list (net, "");
  g_assert_cmpint (refused.code, !=, FOYER_EXIT_DONE);
  g_assert_cmpstr (refused.out, ==, "");
  g_assert_null (strstr (refused.err, "Ada"));
  csv = net_ctl (NULL, "records|list|--data|%s|--format|csv",
                 foyer_test_centre_get_dir (net->centre));
  g_assert_cmpint (csv.code, !=, FOYER_EXIT_DONE);
  g_assert_cmpstr (csv.out, ==, "");
  foyer_test_centre_write (net->centre, run_sql, (gpointer) "DROP TRIGGER full");
  control = list (net, "");
  g_assert_nonnull (strstr (control.out, "Ada"));
}

/* An action whose row cannot be written did not happen either. */
static void
what_cannot_be_logged_is_not_done (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (json_t) reply = NULL;
  g_auto (NetResult) kiosks = { 0 };

  foyer_test_centre_write (net->centre, run_sql,
                           (gpointer) "CREATE TEMP TRIGGER full BEFORE INSERT ON main.audit BEGIN"
                                      " SELECT RAISE (ABORT, 'the disk is full'); END");
  reply = foyer_test_centre_ask (
    net->centre, json_pack ("{s:s, s:s}", "op", "revoke", "kiosk", net->trust->kiosk_id));
  g_assert_null (reply);
  kiosks = net_ctl (NULL, "kiosk|list|--data|%s", foyer_test_centre_get_dir (net->centre));
  g_assert_nonnull (strstr (kiosks.out, "\"revoked\":false"));
}

static void
any_change_of_the_log_is_noticed (void)
{
  static const struct
  {
    const char *sql;
    guint shown; /* rows before the break */
  } cases[] = {
    { "UPDATE audit SET what = 'look' WHERE n = 3", 2 },
    { "UPDATE audit SET by = 'somebody' WHERE n = 2", 1 },
    { "UPDATE audit SET detail = '{}' WHERE n = 3", 2 },
    { "UPDATE audit SET time_us = time_us + 1 WHERE n = 4", 3 },
    { "UPDATE audit SET hash = replace (hash, 'a', 'b') WHERE n = 1", 0 },
    { "DELETE FROM audit WHERE n = 3", 2 },
    { "DELETE FROM audit WHERE n = 1", 0 },
    { "DELETE FROM audit WHERE n = 5", 4 },
    { "DELETE FROM audit WHERE n > 2", 2 },
    { "DELETE FROM audit", 0 },
    { "UPDATE audit SET n = 0 - n WHERE n IN (2, 3); UPDATE audit SET n = 5 + n WHERE n < 0", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Net) net = net_new ();
      g_autofree char *good = NULL;
      g_autofree char *bad = NULL;

      for (guint n = 0; n < 2; n++)
        {
          g_autoptr (json_t) revoke = foyer_test_centre_ask (
            net->centre, json_pack ("{s:s, s:s}", "op", n ? "readmit" : "revoke", "kiosk",
                                    net->trust->kiosk_id));
          g_autoptr (json_t) again = foyer_test_centre_ask (
            net->centre, json_pack ("{s:s, s:s, s:s}", "op", "open", "kind", "all", "note", "n"));

          g_assert_nonnull (revoke);
          g_assert_nonnull (again);
        }
      good = audit (net, FOYER_EXIT_DONE);
      g_assert_cmpuint (count_lines (good, "{"), ==, 5);
      foyer_test_centre_write (net->centre, run_sql, (gpointer)cases[i].sql);
      bad = audit (net, FOYER_EXIT_FAILED);
      g_assert_cmpuint (count_lines (bad, "{"), ==, cases[i].shown);
    }
}

/* What is logged after a cut does not close it. */
static void
rows_cut_off_at_the_end_stay_missed (void)
{
  static const struct
  {
    const char *sql;
    guint shown;
  } cases[] = { { "DELETE FROM audit WHERE n > 2", 2 }, { "DELETE FROM audit", 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Net) net = net_new ();
      g_autofree char *good = NULL;
      g_autofree char *bad = NULL;

      for (guint n = 0; n < 4; n++)
        {
          g_autoptr (json_t) looked = NULL;

          if (n == 2)
            {
              good = audit (net, FOYER_EXIT_DONE);
              g_assert_cmpuint (count_lines (good, "{"), ==, 3);
              foyer_test_centre_write (net->centre, run_sql, (gpointer)cases[i].sql);
            }
          looked = foyer_test_centre_ask (net->centre,
                                          json_pack ("{s:s, s:s}", "op", "open", "kind", "all"));
          g_assert_nonnull (looked);
        }
      bad = audit (net, FOYER_EXIT_FAILED);
      g_assert_cmpuint (count_lines (bad, "{"), ==, cases[i].shown);
    }
}

/* Text cannot be moved from one field into the next: lengths are hashed too. */
static void
fields_cannot_be_shifted (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *bad = NULL;

  foyer_test_centre_write (
    net->centre, run_sql,
    (gpointer) "UPDATE audit SET what = what || substr (by, 1, 1), by = substr (by, 2)");
  bad = audit (net, FOYER_EXIT_FAILED);
  g_assert_cmpstr (bad, ==, "");
}

static FoyerStatus *
status_on_kiosk (Net *net, const char *code_hash)
{
  g_autoptr (FoyerSyncReport) report = net_sync (net, NULL);

  return foyer_store_get_status (net->store, code_hash);
}

static void
an_operator_says_how_a_sign_up_stands (void)
{
  g_autoptr (Net) net = net_new ();
  const char *dir = foyer_test_centre_get_dir (net->centre);
  g_autofree char *id = net_sign_up (net, "Ada");
  g_autoptr (FoyerStatus) first = NULL, second = NULL, third = NULL;
  g_autoptr (FoyerSyncReport) report = net_sync (net, NULL);
  g_autoptr (FoyerCentreStore) store = foyer_centre_store_open_sqlite (dir, FALSE, NULL);
  g_autofree char *hash = foyer_centre_store_dup_record_code (store, id);
  g_auto (NetResult) by_id = { 0 }, kept = { 0 }, moved = { 0 }, gone = { 0 }, late = { 0 };
  g_autofree char *log = NULL;

  by_id = net_ctl (NULL,
                   "records|status|--data|%s|--id|%s|--state|in_touch|--message|We rang.|"
                   "--reply-by|2026-03-20",
                   dir, id);
  g_assert_cmpint (by_id.code, ==, FOYER_EXIT_DONE);
  first = status_on_kiosk (net, hash);
  g_assert_cmpint (first->state, ==, FOYER_STATUS_IN_TOUCH);
  g_assert_cmpstr (first->message, ==, "We rang.");
  g_assert_cmpstr (first->reply_by, ==, "2026-03-20");
  g_assert_cmpstr (first->received, ==, "2026-03-02");
  /* The same state again keeps what was said of it; another does not. */
  kept = net_ctl (NULL, "records|status|--data|%s|--id|%s|--state|in_touch|--reply-by|", dir, id);
  g_assert_cmpint (kept.code, ==, FOYER_EXIT_DONE);
  g_clear_object (&first);
  first = status_on_kiosk (net, hash);
  g_assert_cmpstr (first->message, ==, "We rang.");
  moved = net_ctl (NULL, "records|status|--data|%s|--id|%s|--state|placed", dir, id);
  g_assert_cmpint (moved.code, ==, FOYER_EXIT_DONE);
  second = status_on_kiosk (net, hash);
  g_assert_cmpint (second->state, ==, FOYER_STATUS_PLACED);
  g_assert_null (second->message);
  g_assert_null (second->reply_by);
  gone = net_ctl (NULL, "records|status|--data|%s|--id|%s|--state|withdrawn", dir, id);
  g_assert_cmpint (gone.code, ==, FOYER_EXIT_DONE);
  g_assert_nonnull (strstr (gone.err, "note: make a backup now"));
  g_assert_null (strstr (kept.err, "backup"));
  g_assert_cmpint (foyer_test_centre_count_records (net->centre), ==, 0);
  third = status_on_kiosk (net, hash);
  g_assert_cmpint (third->state, ==, FOYER_STATUS_WITHDRAWN);
  g_assert_null (third->message);
  late = net_ctl (NULL, "records|status|--data|%s|--id|%s|--state|placed", dir, id);
  g_assert_cmpint (late.code, ==, FOYER_EXIT_REFUSED);
  log = audit (net, FOYER_EXIT_DONE);
  g_assert_cmpuint (count_lines (log, "\"what\":\"status\""), ==, 4);
  g_assert_null (strstr (log, "We rang."));
}

static void
a_status_that_makes_no_sense_is_refused (void)
{
  /* The first is none. */
  static const char *const controls[] = { " é ", "\033[2J", "\n", "\r", "\t", "\x7f", "\xc2\x9b" };
  g_autoptr (Net) net = net_new ();
  const char *dir = foyer_test_centre_get_dir (net->centre);
  g_autofree char *id = net_sign_up (net, "Ada");
  g_autofree char *long_message = g_strnfill (601, 'x');
  g_autoptr (FoyerSyncReport) report = net_sync (net, NULL);
  g_auto (NetResult) code = { 0 }, no_code = { 0 }, no_id = { 0 }, state = { 0 }, date = { 0 },
                     message = { 0 }, both = { 0 };

  code = net_ctl (NULL, "records|status|--data|%s|--code|HAZEL-OTTER-417238|--state|placed", dir);
  g_assert_cmpint (code.code, ==, FOYER_EXIT_REFUSED);
  no_code = net_ctl (NULL, "records|status|--data|%s|--code|nonsense|--state|placed", dir);
  g_assert_cmpint (no_code.code, ==, FOYER_EXIT_REFUSED);
  no_id = net_ctl (NULL, "records|status|--data|%s|--id|nothing|--state|placed", dir);
  g_assert_cmpint (no_id.code, ==, FOYER_EXIT_REFUSED);
  state = net_ctl (NULL, "records|status|--data|%s|--id|%s|--state|eaten", dir, id);
  g_assert_cmpint (state.code, ==, FOYER_EXIT_REFUSED);
  date = net_ctl (NULL, "records|status|--data|%s|--id|%s|--state|placed|--reply-by|soon", dir, id);
  g_assert_cmpint (date.code, ==, FOYER_EXIT_REFUSED);
  message = net_ctl (NULL, "records|status|--data|%s|--id|%s|--state|placed|--message|%s", dir, id,
                     long_message);
  g_assert_cmpint (message.code, ==, FOYER_EXIT_REFUSED);
  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    {
      g_auto (NetResult) control
        = net_ctl (NULL, "records|status|--data|%s|--id|%s|--state|placed|--message|We%sring", dir,
                   id, controls[i]);

      g_assert_cmpint (control.code, ==, i == 0 ? FOYER_EXIT_DONE : FOYER_EXIT_REFUSED);
    }
  both = net_ctl (NULL, "records|status|--data|%s|--id|%s|--code|HAZEL-OTTER-417238|--state|placed",
                  dir, id);
  g_assert_cmpint (both.code, ==, FOYER_EXIT_USAGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  foyer_crypto_init ();
#define ADD(path, func) g_test_add_func ("/audit/" path, func)
  ADD ("openings-and-exports-are-logged-and-plain-lists-are-not",
       openings_and_exports_are_logged_and_plain_lists_are_not);
  ADD ("a-kind-that-is-not-there-is-no-empty-list", a_kind_that_is_not_there_is_no_empty_list);
  ADD ("what-cannot-be-logged-is-not-opened", what_cannot_be_logged_is_not_opened);
  ADD ("what-cannot-be-logged-is-not-done", what_cannot_be_logged_is_not_done);
  ADD ("any-change-of-the-log-is-noticed", any_change_of_the_log_is_noticed);
  ADD ("rows-cut-off-at-the-end-stay-missed", rows_cut_off_at_the_end_stay_missed);
  ADD ("fields-cannot-be-shifted", fields_cannot_be_shifted);
  ADD ("an-operator-says-how-a-sign-up-stands", an_operator_says_how_a_sign_up_stands);
  ADD ("a-status-that-makes-no-sense-is-refused", a_status_that_makes_no_sense_is_refused);
  return g_test_run ();
}
