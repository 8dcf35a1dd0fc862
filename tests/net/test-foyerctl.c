/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/crypto/foyer-trust.h"
#include "core/model/foyer-json.h"
#include "core/outbox/foyer-outbox.h"
#include "core/store/foyer-store.h"
#include "net-ctl.h"
#include "support/foyer-test-centre.h"

/* foyerctl itself, as a program, against a centre in this process: what it prints and what it exits
 * with. */

#define LISTINGS                                                                                   \
  "[{\"id\":\"seat\",\"programme\":\"volunteering\",\"type\":\"opportunity\",\"title\":\"Sit "     \
  "with somebody\","                                                                               \
  "\"organisation\":\"A society\",\"summary\":\"Talk and listen.\",\"precision\":\"county\"},"     \
  "{\"id\":\"look\",\"programme\":\"youth\",\"type\":\"activity\",\"title\":\"Look at stars\","    \
  "\"organisation\":\"A society\",\"summary\":\"By "                                               \
  "night.\",\"precision\":\"county\",\"sign_up\":false}]"

static void
the_whole_loop_goes_by_command_line (void)
{
  g_autoptr (FoyerTestCentre) centre = foyer_test_centre_new (NULL);
  const char *dir = foyer_test_centre_get_dir (centre);
  const char *url = foyer_test_centre_get_url (centre);
  g_autofree char *state = g_dir_make_tmp ("foyer-kiosk-XXXXXX", NULL);
  g_auto (NetResult) invite = net_ctl (NULL, "kiosk|invite|--data|%s|--place|lib-test", dir);
  g_auto (NetResult) enrol = { 0 }, sync = { 0 }, search = { 0 }, sign_up = { 0 }, before = { 0 },
                     push = { 0 }, after = { 0 }, sealed = { 0 }, opened = { 0 }, csv = { 0 },
                     wrong = { 0 };
  g_autoptr (json_t) hit = NULL;
  g_autofree char *code = NULL;

  foyer_test_centre_import (centre, "listings", LISTINGS);
  g_assert_cmpint (invite.code, ==, FOYER_EXIT_DONE);
  g_assert_nonnull (strstr (invite.err, "lib-test"));
  g_strchomp (invite.out);
  enrol = net_ctl (NULL, "kiosk|enrol|--state|%s|--centre|%s|--code|%s", state, url, invite.out);
  g_assert_cmpint (enrol.code, ==, FOYER_EXIT_DONE);
  sync = net_ctl (NULL, "kiosk|sync|--state|%s", state);
  g_assert_cmpint (sync.code, ==, FOYER_EXIT_DONE);
  g_assert_nonnull (strstr (sync.out, "updated: 2\n"));
  search = net_ctl (NULL, "kiosk|search|--state|%s|somebody", state);
  hit = foyer_json_parse (search.out, strlen (search.out), NULL);
  g_assert_cmpstr (foyer_json_get_string (hit, "id"), ==, "seat");
  g_assert_cmpstr (foyer_json_get_string (hit, "organisation"), ==, "A society");
  g_assert_nonnull (json_object_get (hit, "miles"));
  g_assert_nonnull (json_object_get (hit, "next"));
  /* A name that a spreadsheet would run. */
  sign_up = net_ctl (
    NULL, "kiosk|sign-up|--state|%s|--listing|seat|--name|=Ada(1)|--phone|07700 900123", state);
  g_assert_cmpint (sign_up.code, ==, FOYER_EXIT_DONE);
  g_strchomp (sign_up.out);
  code = foyer_code_normalise (sign_up.out);
  g_assert_nonnull (code);
  before = net_ctl (NULL, "kiosk|outbox|--state|%s", state);
  g_assert_nonnull (strstr (before.out, "waiting: 1\n"));
  g_assert_null (strstr (before.out, "Ada"));
  push = net_ctl (NULL, "kiosk|sync|--state|%s", state);
  g_assert_nonnull (strstr (push.out, "acknowledged: 1\n"));
  after = net_ctl (NULL, "kiosk|outbox|--state|%s", state);
  g_assert_nonnull (strstr (after.out, "waiting: 0\n"));
  sealed = net_ctl (NULL, "records|list|--data|%s", dir);
  g_assert_cmpint (sealed.code, ==, FOYER_EXIT_DONE);
  g_assert_null (strstr (sealed.out, "Ada"));
  g_assert_null (strstr (sealed.out, "07700"));
  opened = net_ctl (FOYER_TEST_PASSPHRASE "\n",
                    "records|list|--data|%s|--open-with|%s/keys/centre-box.key", dir, dir);
  g_assert_cmpint (opened.code, ==, FOYER_EXIT_DONE);
  g_assert_nonnull (strstr (opened.out, "=Ada(1)"));
  csv
    = net_ctl (FOYER_TEST_PASSPHRASE "\n",
               "records|list|--data|%s|--format|csv|--open-with|%s/keys/centre-box.key", dir, dir);
  g_assert_nonnull (strstr (csv.out, "\"'=Ada(1)\""));
  g_assert_null (strstr (csv.out, "\"=Ada"));
  wrong = net_ctl ("another passphrase\n",
                   "records|list|--data|%s|--open-with|%s/keys/centre-box.key", dir, dir);
  g_assert_cmpint (wrong.code, ==, FOYER_EXIT_REFUSED);
  g_assert_cmpstr (wrong.out, ==, "");
  foyer_test_remove_tree (state);
}

static void
quarantine (const char *state)
{
  g_autoptr (FoyerClock) clock = foyer_clock_new_corrected (foyer_clock_system (), state);
  g_autoptr (FoyerOutbox) outbox = foyer_outbox_open (state, clock, NULL, NULL);
  g_autoptr (GPtrArray) waiting = foyer_outbox_list_waiting (outbox, 1, 1 << 20, NULL);
  const FoyerOutboxRecord *record = waiting->pdata[0];
  FoyerReceiptEntry entry = { .id = record->id,
                              .digest = record->digest,
                              .status = FOYER_RECEIPT_REFUSED,
                              .reason = (char *)"no such kind" };
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  FoyerReceipt receipt = { .epoch = 1, .entries = entries };

  g_ptr_array_add (entries, &entry);
  g_assert_true (foyer_outbox_apply_receipt (outbox, &receipt, NULL, NULL));
}

/* What the centre refused is tried again when told; what is withdrawn at a kiosk that was shut out
 * stays there, and that is said. */
static void
a_quarantined_record_and_a_locked_kiosk_by_command (void)
{
  g_autoptr (FoyerTestCentre) centre = foyer_test_centre_new (NULL);
  g_autofree char *state = g_dir_make_tmp ("foyer-kiosk-XXXXXX", NULL);
  g_autofree char *code = foyer_test_centre_invite (centre, "lib-test");
  g_auto (NetResult) enrol = net_ctl (NULL, "kiosk|enrol|--state|%s|--centre|%s|--code|%s", state,
                                      foyer_test_centre_get_url (centre), code);
  g_auto (NetResult) sync = { 0 };
  g_auto (NetResult) sign_up = { 0 };
  g_auto (NetResult) none = { 0 };
  g_auto (NetResult) retry = { 0 };
  g_auto (NetResult) again = { 0 };
  g_auto (NetResult) withdraw = { 0 };
  g_autoptr (FoyerTrust) trust = NULL;

  foyer_test_centre_import (
    centre, "listings",
    "[{\"id\":\"seat\",\"programme\":\"volunteering\",\"type\":\"opportunity\","
    "\"title\":\"Sit with somebody\"}]");
  sync = net_ctl (NULL, "kiosk|sync|--state|%s", state);
  sign_up = net_ctl (
    NULL, "kiosk|sign-up|--state|%s|--listing|seat|--name|Ada|--phone|07700 900123", state);
  g_strchomp (sign_up.out);
  quarantine (state);
  none = net_ctl (NULL, "kiosk|outbox|--state|%s|--retry|nobody", state);
  g_assert_cmpint (none.code, ==, FOYER_EXIT_FAILED);
  retry = net_ctl (NULL, "kiosk|outbox|--state|%s|--retry|all", state);
  g_assert_cmpint (retry.code, ==, FOYER_EXIT_DONE);
  g_assert_true (g_str_has_prefix (retry.out, "retried: 1\nwaiting: 1\nreceived: 0\n"
                                              "quarantined: 0\n"));
  g_assert_nonnull (strstr (retry.out, " tries=1 reason=no such kind\n"));
  again = net_ctl (NULL, "kiosk|sync|--state|%s", state);
  g_assert_nonnull (strstr (again.out, "acknowledged: 1\n"));
  trust = foyer_trust_load (state, NULL);
  g_assert_true (foyer_trust_set_locked (trust, TRUE, NULL));
  withdraw = net_ctl (NULL, "kiosk|withdraw|--state|%s|--code|%s", state, sign_up.out);
  g_assert_cmpint (withdraw.code, ==, FOYER_EXIT_DONE);
  g_assert_cmpstr (withdraw.out, ==, "removed_here: 1\nqueued: locked\n");
  foyer_test_remove_tree (state);
}

/* A code is looked up and taken back, before and after the centre has the record. */
static void
a_code_is_looked_up_and_withdrawn_by_command (void)
{
  g_autoptr (FoyerTestCentre) centre = foyer_test_centre_new (NULL);
  g_autofree char *state = g_dir_make_tmp ("foyer-kiosk-XXXXXX", NULL);
  g_autofree char *code = foyer_test_centre_invite (centre, "lib-test");
  g_auto (NetResult) enrol = net_ctl (NULL, "kiosk|enrol|--state|%s|--centre|%s|--code|%s", state,
                                      foyer_test_centre_get_url (centre), code);
  g_auto (NetResult) sync = { 0 };
  g_auto (NetResult) sign_up = { 0 };
  g_auto (NetResult) waits = { 0 };
  g_auto (NetResult) push = { 0 };
  g_auto (NetResult) there = { 0 };
  g_auto (NetResult) withdraw = { 0 };
  g_auto (NetResult) queued = { 0 };
  g_auto (NetResult) tell = { 0 };
  g_auto (NetResult) gone = { 0 };

  foyer_test_centre_import (
    centre, "listings",
    "[{\"id\":\"seat\",\"programme\":\"volunteering\",\"type\":\"opportunity\","
    "\"title\":\"Sit with somebody\"}]");
  sync = net_ctl (NULL, "kiosk|sync|--state|%s", state);
  sign_up = net_ctl (
    NULL, "kiosk|sign-up|--state|%s|--listing|seat|--name|Ada|--phone|07700 900123", state);
  g_assert_cmpint (sign_up.code, ==, FOYER_EXIT_DONE);
  g_strchomp (sign_up.out);
  waits = net_ctl (NULL, "kiosk|status|--state|%s|--code|%s", state, sign_up.out);
  g_assert_true (g_str_has_prefix (waits.out, "state: waiting\nreply_by: "));
  push = net_ctl (NULL, "kiosk|sync|--state|%s", state);
  there = net_ctl (NULL, "kiosk|status|--state|%s|--code|%s", state, sign_up.out);
  g_assert_true (g_str_has_prefix (there.out, "state: received\nreceived: "));
  withdraw = net_ctl (NULL, "kiosk|withdraw|--state|%s|--code|%s", state, sign_up.out);
  g_assert_cmpint (withdraw.code, ==, FOYER_EXIT_DONE);
  g_assert_cmpstr (withdraw.out, ==, "removed_here: 1\nqueued: yes\n");
  queued = net_ctl (NULL, "kiosk|status|--state|%s|--code|%s", state, sign_up.out);
  g_assert_cmpstr (queued.out, ==, "state: withdrawal_waiting\n");
  tell = net_ctl (NULL, "kiosk|sync|--state|%s", state);
  gone = net_ctl (NULL, "kiosk|status|--state|%s|--code|%s", state, sign_up.out);
  g_assert_cmpstr (gone.out, ==, "state: withdrawn\n");
  foyer_test_remove_tree (state);
}

static void
a_stick_for_no_kiosk_is_said_to_be_so (void)
{
  static const char *const words[]
    = { "apply|--state|%s|%s/none", "collect|--state|%s|--out|%s/none",
        "settle|--state|%s|%s/none" };
  g_autoptr (FoyerTestCentre) centre = foyer_test_centre_new (NULL);
  g_autofree char *state = g_dir_make_tmp ("foyer-kiosk-XXXXXX", NULL);
  g_autofree char *code = foyer_test_centre_invite (centre, "lib-test");
  g_auto (NetResult) enrol = { 0 }, apply = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_auto (GStrv) parts = g_strsplit (words[i], "%s", 3);
      g_auto (NetResult) result
        = net_ctl (NULL, "bundle|%s%s%s%s%s", parts[0], state, parts[1], state, parts[2]);

      g_assert_cmpint (result.code, ==, FOYER_EXIT_FAILED);
      g_assert_nonnull (strstr (result.err, "is not a kiosk: use foyerctl kiosk enrol"));
    }
  enrol = net_ctl (NULL, "kiosk|enrol|--state|%s|--centre|%s|--code|%s", state,
                   foyer_test_centre_get_url (centre), code);
  g_assert_cmpint (enrol.code, ==, FOYER_EXIT_DONE);
  apply = net_ctl (NULL, "bundle|apply|--state|%s|%s/none", state, state);
  g_assert_cmpint (apply.code, ==, FOYER_EXIT_FAILED);
  g_assert_nonnull (strstr (apply.err, "there is no file "));
  foyer_test_remove_tree (state);
}

static void
the_exit_code_says_what_kind_of_no_it_was (void)
{
  g_autoptr (FoyerTestCentre) centre = foyer_test_centre_new (NULL);
  const char *dir = foyer_test_centre_get_dir (centre);
  g_autofree char *url = g_strdup (foyer_test_centre_get_url (centre));
  g_autofree char *state = g_dir_make_tmp ("foyer-kiosk-XXXXXX", NULL);
  g_autofree char *code = foyer_test_centre_invite (centre, "lib-test");
  g_auto (NetResult) enrol
    = net_ctl (NULL, "kiosk|enrol|--state|%s|--centre|%s|--code|%s", state, url, code);
  g_autofree char *cases[] = {
    g_strdup ("1"),
    g_strdup ("nonsense"),
    g_strdup ("1"),
    g_strdup ("kiosk|dance"),
    g_strdup ("1"),
    g_strdup ("kiosk|sync|--elsewhere|x"),
    g_strdup ("1"),
    g_strdup ("kiosk|sync"),
    g_strdup ("1"),
    g_strdup_printf ("kiosk|sync|--state|%s|--centre|http://example.org", state),
    g_strdup ("2"),
    g_strdup ("kiosk|sync|--state|/nonexistent"),
    g_strdup ("2"),
    g_strdup ("records|list|--data|/nonexistent"),
    g_strdup ("3"),
    g_strdup_printf ("kiosk|sync|--state|%s|--centre|http://127.0.0.1:1", state),
    g_strdup ("4"),
    g_strdup_printf ("kiosk|enrol|--state|%s/new|--centre|%s|--code|ABOVE-ABOVE-000000", state,
                     url),
    g_strdup ("4"),
    g_strdup_printf ("kiosk|enrol|--state|%s|--centre|%s|--code|%s", state, url, code),
    g_strdup ("4"),
    g_strdup_printf ("kiosk|sign-up|--state|%s|--listing|none|--name|Ada|--phone|07700900123",
                     state),
    g_strdup ("4"),
    g_strdup_printf ("centre|init|--data|%s", dir),
    g_strdup ("5"),
    g_strdup_printf ("content|import|--data|%s|--format|oruk|x.json", dir),
    g_strdup ("1"),
    g_strdup_printf ("kiosk|withdraw|--state|%s|--code|x", state),
    g_strdup ("5"),
    g_strdup_printf ("records|list|--data|%s|--database|postgresql://x", dir),
    NULL,
  };

  g_assert_cmpint (enrol.code, ==, FOYER_EXIT_DONE);
  for (guint i = 0; cases[i]; i += 2)
    {
      g_auto (NetResult) result
        = net_ctl ("a long passphrase\na long passphrase\n", "%s", cases[i + 1]);

      g_assert_cmpint (result.code, ==, (int)g_ascii_strtoll (cases[i], NULL, 10));
      g_assert_true (g_str_has_prefix (result.err, "foyerctl: "));
      /* One line. */
      g_assert_true (strchr (result.err, '\n') == result.err + strlen (result.err) - 1);
    }
  for (guint i = 0; cases[i]; i++)
    g_free (g_steal_pointer (&cases[i]));
  foyer_test_remove_tree (state);
}

static void
write_file (const char *dir, const char *name, const char *text, char **path)
{
  *path = g_build_filename (dir, name, NULL);
  g_assert_true (g_file_set_contents (*path, text, -1, NULL));
}

static void
files_are_taken_in_by_their_own_kind_and_bad_items_named (void)
{
  g_autoptr (FoyerTestCentre) centre = foyer_test_centre_new (NULL);
  const char *dir = foyer_test_centre_get_dir (centre);
  g_autofree char *folder = g_dir_make_tmp ("foyer-content-XXXXXX", NULL);
  g_autofree char *listings = NULL;
  g_autofree char *media = NULL;
  g_autofree char *film = NULL;
  g_autofree char *page = NULL;
  g_autofree char *media_text = NULL;
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "WEBVTT\n", -1);
  g_autofree char *stored = g_strdup_printf ("%s/media/sha256-%s", dir, hash);
  g_auto (NetResult) first = { 0 }, again = { 0 }, gone = { 0 };

  write_file (folder, "listings.json",
              "{\"format\":\"foyer-content-1\",\"kind\":\"listings\",\"items\":" LISTINGS "}",
              &listings);
  write_file (folder, "film.vtt", "WEBVTT\n", &film);
  media_text = g_strdup_printf (
    "{\"format\":\"foyer-content-1\",\"kind\":\"media\",\"items\":["
    "{\"id\":\"good\",\"file\":\"film.vtt\",\"sha256\":\"%s\",\"bytes\":7,\"type\":\"text/"
    "vtt\",\"title\":\"Captions\"},"
    "{\"id\":\"changed\",\"file\":\"film.vtt\",\"sha256\":\"%064d\",\"bytes\":7,\"type\":\"text/"
    "vtt\",\"title\":\"Captions\"},"
    "{\"id\":\"climbs\",\"file\":\"../../etc/"
    "passwd\",\"sha256\":\"%064d\",\"bytes\":7,\"type\":\"text/vtt\",\"title\":\"Captions\"}]}",
    hash, 1, 2);
  write_file (folder, "media.json", media_text, &media);
  first = net_ctl (NULL, "content|import|--data|%s|%s|%s", dir, listings, media);
  g_assert_cmpint (first.code, ==, FOYER_EXIT_PARTLY);
  g_assert_nonnull (strstr (first.out, "listings: 2 changed, 0 unchanged"));
  g_assert_nonnull (strstr (first.out, "media: 1 changed"));
  g_assert_nonnull (strstr (first.out, "left out: 2"));
  g_assert_nonnull (strstr (first.err, "changed"));
  g_assert_nonnull (strstr (first.err, "climbs"));
  g_assert_true (g_file_test (stored, G_FILE_TEST_EXISTS));
  again = net_ctl (NULL, "content|import|--data|%s|%s", dir, listings);
  g_assert_cmpint (again.code, ==, FOYER_EXIT_DONE);
  g_assert_nonnull (strstr (again.out, "listings: 0 changed, 2 unchanged"));
  write_file (folder, "page.json",
              "{\"next\":\"http://127.0.0.1/feeds/"
              "listings?afterChangeNumber=9\",\"license\":\"x\",\"items\":["
              "{\"state\":\"deleted\",\"kind\":\"listings\",\"id\":\"look\",\"modified\":9}]}",
              &page);
  gone = net_ctl (NULL, "content|import|--data|%s|--format|rpde|%s", dir, page);
  g_assert_cmpint (gone.code, ==, FOYER_EXIT_DONE);
  g_assert_nonnull (strstr (gone.out, "listings: 0 changed, 0 unchanged, 1 deleted"));
  foyer_test_remove_tree (folder);
}

static void
an_item_that_is_not_utf_8_is_named_and_counted (void)
{
  g_autoptr (FoyerTestCentre) centre = foyer_test_centre_new (NULL);
  g_autofree char *folder = g_dir_make_tmp ("foyer-content-XXXXXX", NULL);
  g_autofree char *path = NULL;
  g_auto (NetResult) result = { 0 };

  write_file (folder, "plans.json",
              "{\"format\":\"foyer-content-1\",\"kind\":\"plans\",\"items\":["
              "{\"id\":\"before\",\"name\":\"A society\"},"
              "{\"id\":\"broken\",\"name\":\"A \xff\xfe society\"},"
              "{\"id\":\"after\",\"name\":\"A society\"}]}",
              &path);
  result = net_ctl (NULL, "content|import|--data|%s|%s", foyer_test_centre_get_dir (centre), path);
  g_assert_cmpint (result.code, ==, FOYER_EXIT_PARTLY);
  g_assert_nonnull (strstr (result.out, "plans: 2 changed"));
  g_assert_nonnull (strstr (result.out, "left out: 1\n"));
  g_assert_nonnull (strstr (result.err, "broken: not UTF-8"));
  foyer_test_remove_tree (folder);
}

/* A page of three plans, the first of which is what is given. */
static char *
write_page (const char *folder, const char *name, const char *first)
{
  char *path = NULL;
  g_autofree char *text = g_strdup_printf (
    "{\"next\":\"http://127.0.0.1/feeds/plans?afterChangeNumber=4\",\"license\":\"x\","
    "\"items\":[%s,"
    "{\"state\":\"updated\",\"kind\":\"plans\",\"id\":\"one\",\"modified\":3,"
    "\"data\":{\"id\":\"one\",\"name\":\"A society\"}},"
    "{\"state\":\"updated\",\"kind\":\"plans\",\"id\":\"two\",\"modified\":4,"
    "\"data\":{\"id\":\"two\",\"name\":\"A society\"}}]}",
    first);

  write_file (folder, name, text, &path);
  return path;
}

static void
a_bad_item_of_a_saved_page_leaves_the_rest (void)
{
  g_autoptr (FoyerTestCentre) centre = foyer_test_centre_new (NULL);
  const char *dir = foyer_test_centre_get_dir (centre);
  g_autofree char *folder = g_dir_make_tmp ("foyer-content-XXXXXX", NULL);
  g_autofree char *open = g_strnfill (100000, '[');
  g_autofree char *close = g_strnfill (100000, ']');
  g_autofree char *brackets = g_strconcat (open, close, NULL);
  g_autofree char *deep = write_page (folder, "deep.json", brackets);
  g_autofree char *bad
    = write_page (folder, "bad.json",
                  "{\"state\":\"updated\",\"kind\":\"plans\",\"id\":\"bad\",\"modified\":2,"
                  "\"data\":{\"id\":\"bad\",\"name\":\"\xff\"}}");
  g_autofree char *last = NULL;
  g_auto (NetResult) first = { 0 }, second = { 0 }, third = { 0 };

  first = net_ctl (NULL, "content|import|--data|%s|--format|rpde|%s", dir, deep);
  g_assert_cmpint (first.code, ==, FOYER_EXIT_PARTLY);
  g_assert_nonnull (strstr (first.out, "plans: 2 changed"));
  g_assert_nonnull (strstr (first.err, "plans item 1"));
  second = net_ctl (NULL, "content|import|--data|%s|--format|rpde|%s", dir, bad);
  g_assert_cmpint (second.code, ==, FOYER_EXIT_PARTLY);
  g_assert_nonnull (strstr (second.out, "plans: 0 changed, 2 unchanged"));
  g_assert_nonnull (strstr (second.err, "bad: not UTF-8"));
  write_file (folder, "last.json",
              "{\"next\":\"http://127.0.0.1/feeds/listings?afterChangeNumber=9\","
              "\"items\":[],\"license\":\"x\"}",
              &last);
  third = net_ctl (NULL, "content|import|--data|%s|--format|rpde|%s", dir, last);
  g_assert_cmpint (third.code, ==, FOYER_EXIT_DONE);
  g_assert_nonnull (strstr (third.out, "left out: 0\n"));
  foyer_test_remove_tree (folder);
}

static void
a_file_that_cannot_be_read_does_not_stop_the_next (void)
{
  g_autoptr (FoyerTestCentre) centre = foyer_test_centre_new (NULL);
  const char *dir = foyer_test_centre_get_dir (centre);
  g_autofree char *folder = g_dir_make_tmp ("foyer-content-XXXXXX", NULL);
  g_autofree char *cut = NULL;
  g_autofree char *good = NULL;
  g_autofree char *pipe = g_build_filename (folder, "pipe.json", NULL);
  g_autofree char *large = NULL;
  g_auto (NetResult) result = { 0 }, alone = { 0 };

  write_file (folder, "cut.json", "{\"format\":\"foyer-content-1\",\"kind\":\"list", &cut);
  write_file (folder, "large.json", "{", &large);
  g_assert_cmpint (truncate (large, 40 * 1024 * 1024), ==, 0);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  write_file (folder, "listings.json",
              "{\"format\":\"foyer-content-1\",\"kind\":\"listings\",\"items\":" LISTINGS "}",
              &good);
  result = net_ctl (NULL, "content|import|--data|%s|%s|%s|%s|%s/none.json|%s", dir, cut, large,
                    pipe, folder, good);
  g_assert_cmpint (result.code, ==, FOYER_EXIT_PARTLY);
  g_assert_nonnull (strstr (result.out, "listings: 2 changed"));
  g_assert_nonnull (strstr (result.out, "left out: 4\n"));
  g_assert_nonnull (strstr (result.err, "cut.json: "));
  g_assert_nonnull (strstr (result.err, "large.json: larger than 32 MiB"));
  g_assert_nonnull (strstr (result.err, "pipe.json: not a file"));
  g_assert_nonnull (strstr (result.err, "none.json: "));
  alone = net_ctl (NULL, "content|import|--data|%s|%s", dir, cut);
  g_assert_cmpint (alone.code, ==, FOYER_EXIT_FAILED);
  foyer_test_remove_tree (folder);
}

static void
a_kiosk_with_content_of_a_newer_foyer_still_sends (void)
{
  g_autoptr (FoyerTestCentre) centre = foyer_test_centre_new (NULL);
  g_autofree char *state = g_dir_make_tmp ("foyer-kiosk-XXXXXX", NULL);
  g_autofree char *code = foyer_test_centre_invite (centre, "lib-test");
  g_autofree char *path = g_build_filename (state, "content.db", NULL);
  g_autoptr (FoyerStore) store = NULL;
  g_auto (NetResult) enrol = { 0 }, first = { 0 }, sign_up = { 0 }, second = { 0 };

  foyer_test_centre_import (centre, "listings", LISTINGS);
  enrol = net_ctl (NULL, "kiosk|enrol|--state|%s|--centre|%s|--code|%s", state,
                   foyer_test_centre_get_url (centre), code);
  first = net_ctl (NULL, "kiosk|sync|--state|%s", state);
  g_assert_cmpint (first.code, ==, FOYER_EXIT_DONE);
  sign_up = net_ctl (
    NULL, "kiosk|sign-up|--state|%s|--listing|seat|--name|Ada|--phone|07700 900123", state);
  g_assert_cmpint (sign_up.code, ==, FOYER_EXIT_DONE);
  store = foyer_store_open (state, NULL);
  g_assert_true (foyer_db_exec (foyer_store_get_db (store), "PRAGMA user_version = 999", NULL));
  foyer_store_close (g_steal_pointer (&store));
  second = net_ctl (NULL, "kiosk|sync|--state|%s", state);
  g_assert_cmpint (second.code, ==, FOYER_EXIT_FAILED);
  g_assert_nonnull (strstr (second.out, "acknowledged: 1\n"));
  g_assert_nonnull (strstr (second.err, "content"));
  g_assert_cmpint (foyer_test_centre_count_records (centre), ==, 1);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  foyer_test_remove_tree (state);
}

static void
a_lost_passphrase_is_made_good_by_the_recovery_key (void)
{
  g_autofree char *dir = g_dir_make_tmp ("foyer-centre-XXXXXX", NULL);
  g_autofree char *data = g_build_filename (dir, "data", NULL);
  g_autofree char *paper = g_build_filename (dir, "paper", NULL);
  g_auto (NetResult) init
    = net_ctl ("five words that are long\nfive words that are long\n",
               "centre|init|--data|%s|--name|Caring Essex|--recovery-out|%s", data, paper);
  g_auto (NetResult) list = { 0 };
  g_auto (NetResult) restored = { 0 };
  GStatBuf info;

  g_assert_cmpint (init.code, ==, FOYER_EXIT_DONE);
  g_assert_cmpint (g_stat (paper, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  list = net_ctl (NULL, "records|list|--data|%s|--open-with|%s", data, paper);
  g_assert_cmpint (list.code, ==, FOYER_EXIT_DONE);
  restored = net_ctl (NULL, "centre|restored|--data|%s", data);
  g_assert_true (g_str_has_prefix (restored.out, "epoch: "));
  foyer_test_remove_tree (dir);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  foyer_crypto_init ();
#define ADD(path, func) g_test_add_func ("/foyerctl/" path, func)
  ADD ("the-whole-loop-goes-by-command-line", the_whole_loop_goes_by_command_line);
  ADD ("a-code-is-looked-up-and-withdrawn-by-command",
       a_code_is_looked_up_and_withdrawn_by_command);
  ADD ("a-stick-for-no-kiosk-is-said-to-be-so", a_stick_for_no_kiosk_is_said_to_be_so);
  ADD ("the-exit-code-says-what-kind-of-no-it-was", the_exit_code_says_what_kind_of_no_it_was);
  ADD ("files-are-taken-in-by-their-own-kind-and-bad-items-named",
       files_are_taken_in_by_their_own_kind_and_bad_items_named);
  ADD ("an-item-that-is-not-utf-8-is-named-and-counted",
       an_item_that_is_not_utf_8_is_named_and_counted);
  ADD ("a-bad-item-of-a-saved-page-leaves-the-rest", a_bad_item_of_a_saved_page_leaves_the_rest);
  ADD ("a-file-that-cannot-be-read-does-not-stop-the-next",
       a_file_that_cannot_be_read_does_not_stop_the_next);
  ADD ("a-kiosk-with-content-of-a-newer-foyer-still-sends",
       a_kiosk_with_content_of_a_newer_foyer_still_sends);
  ADD ("a-lost-passphrase-is-made-good-by-the-recovery-key",
       a_lost_passphrase_is_made_good_by_the_recovery_key);
  ADD ("a-quarantined-record-and-a-locked-kiosk-by-command",
       a_quarantined_record_and_a_locked_kiosk_by_command);
  return g_test_run ();
}
