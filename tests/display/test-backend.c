/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pages stand on: sign-ups that never wait for the line, and readers that follow the
 * content. A real centre in this process, real files, no window. */
#include <glib/gstdio.h>

#include "core/outbox/foyer-outbox.h"
#include "kiosk/foyer-backend.h"
#include "support/foyer-test-centre.h"
#include "sync/foyer-sync-engine.h"

#define WAIT_S 20 /* far longer than a loopback needs, sanitized */

typedef struct
{
  char *dir;
  FoyerTestCentre *centre;
  FoyerBackend *backend;
} Fixture;

static const char LISTINGS[]
  = "[{\"id\":\"one\",\"programme\":\"volunteering\",\"type\":\"activity\",\"title\":\"One\"},"
    " {\"id\":\"two\",\"programme\":\"volunteering\",\"type\":\"activity\",\"title\":\"Two\"}]";

static void
enrol (Fixture *f)
{
  g_autofree char *code = foyer_test_centre_invite (f->centre, "lib-one");
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTransport) transport
    = foyer_soup_transport_new (foyer_test_centre_get_url (f->centre), 5, &error);

  g_assert_no_error (error);
  foyer_sync_enrol (transport, foyer_test_centre_get_url (f->centre), code, f->dir, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  foyer_crypto_init ();
  f->dir = g_dir_make_tmp ("foyer-backend-XXXXXX", NULL);
  f->centre = foyer_test_centre_new (NULL);
  foyer_test_centre_import (f->centre, "listings", LISTINGS);
  enrol (f);
  f->backend = foyer_backend_new (f->dir, NULL, foyer_clock_system ());
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  foyer_backend_stop (f->backend);
  g_clear_object (&f->backend);
  g_clear_pointer (&f->centre, foyer_test_centre_free);
  foyer_test_remove_tree (f->dir);
  g_free (f->dir);
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Runs the main loop until what is wanted is so; fails when it never is. */
#define WAIT_FOR(wanted)                                                                           \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 until = g_get_monotonic_time () + WAIT_S * G_USEC_PER_SEC;                              \
    guint waker = g_timeout_add (20, wake_cb, NULL);                                               \
    while (!(wanted) && g_get_monotonic_time () < until)                                           \
      g_main_context_iteration (NULL, TRUE);                                                       \
    g_source_remove (waker);                                                                       \
    g_assert_true (wanted);                                                                        \
  }                                                                                                \
  G_STMT_END

static FoyerDraft *
make_draft (Fixture *f, const char *listing, const char *phone)
{
  g_autofree char *version = foyer_backend_dup_content_version (f->backend);
  FoyerDraft *draft = foyer_draft_new (listing, NULL, "volunteering", version);

  foyer_draft_set_age_band (draft, FOYER_AGE_ADULT);
  foyer_draft_set_name (draft, "Test Visitor");
  foyer_draft_set_contact (draft, FOYER_CONTACT_PHONE, phone);
  foyer_draft_set_consent (draft, TRUE);
  return draft;
}

static void
submitted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  FoyerSealedRecord **record = data;
  g_autoptr (GError) error = NULL;

  *record = foyer_backend_submit_finish (result, &error);
  g_assert_no_error (error);
}

static FoyerSealedRecord *
submit (Fixture *f, FoyerDraft *draft)
{
  FoyerSealedRecord *record = NULL;

  foyer_backend_submit (f->backend, draft, NULL, submitted_cb, &record);
  WAIT_FOR (record != NULL);
  return record;
}

static void
test_reaches (Fixture *f, gconstpointer data)
{
  g_autoptr (FoyerDraft) draft = NULL;
  g_autoptr (FoyerSealedRecord) record = NULL;

  foyer_backend_start (f->backend);
  WAIT_FOR (foyer_backend_get_line (f->backend) == FOYER_LINE_ONLINE);
  WAIT_FOR (foyer_backend_get_store (f->backend) != NULL);
  g_assert_cmpuint (foyer_store_count (foyer_backend_get_store (f->backend), FOYER_KIND_LISTINGS),
                    ==, 2);
  draft = make_draft (f, "one", "07700 900123");
  record = submit (f, draft);
  g_assert_nonnull (record->code);
  WAIT_FOR (foyer_test_centre_count_records (f->centre) == 1);
  WAIT_FOR (foyer_backend_get_waiting (f->backend) == 0);
}

static void
test_no_line (Fixture *f, gconstpointer data)
{
  g_autoptr (FoyerDraft) draft = NULL;
  g_autoptr (FoyerSealedRecord) record = NULL;

  g_clear_pointer (&f->centre, foyer_test_centre_free);
  foyer_backend_start (f->backend);
  WAIT_FOR (foyer_backend_get_line (f->backend) == FOYER_LINE_OFFLINE);
  draft = make_draft (f, "one", "07700 900123");
  record = submit (f, draft);
  g_assert_nonnull (record->code);
  WAIT_FOR (foyer_backend_get_waiting (f->backend) == 1);
}

/* A full disk or a damaged cache of public content holds nobody's sign-up back. */
static void
test_content_unusable (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->dir, "content.db", NULL);
  g_autoptr (FoyerDraft) draft = make_draft (f, "one", "07700 900123");
  g_autoptr (FoyerSealedRecord) record = NULL;

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0); /* no database can ever be opened there */
  foyer_backend_start (f->backend);
  record = submit (f, draft);
  WAIT_FOR (foyer_test_centre_count_records (f->centre) == 1);
}

/* What stands in clear must not tell which listing it was. */
static void
test_header (Fixture *f, gconstpointer data)
{
  g_autofree char *headers[2] = { NULL, NULL };

  foyer_backend_start (f->backend);
  WAIT_FOR (foyer_backend_get_store (f->backend) != NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (FoyerDraft) draft = make_draft (f, i == 0 ? "one" : "two", "07700 900123");
      g_autoptr (FoyerSealedRecord) record = submit (f, draft);
      gsize size;
      gconstpointer sealed = g_bytes_get_data (record->sealed, &size);
      g_autoptr (GRegex) own
        = g_regex_new ("\"(id|code_hash)\":\"[^\"]*\"|\"time\":[0-9]+", 0, 0, NULL);
      g_autofree char *header = foyer_seal_dup_header (sealed, size, NULL);

      g_assert_null (g_strstr_len (header, -1, "Test Visitor"));
      g_assert_null (g_strstr_len (header, -1, "900123"));
      headers[i] = g_regex_replace_literal (own, header, -1, 0, "", 0, NULL);
    }
  g_assert_cmpstr (headers[0], ==, headers[1]);
  g_clear_pointer (&headers[0], g_free);
  g_clear_pointer (&headers[1], g_free);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  FoyerSearchResult **found = data;
  g_autoptr (GError) error = NULL;

  *found = foyer_backend_search_finish (result, &error);
  g_assert_no_error (error);
}

static guint
count_found (Fixture *f)
{
  FoyerSearchQuery query = FOYER_SEARCH_QUERY_INIT;
  g_autoptr (FoyerSearchResult) found = NULL;

  foyer_backend_search (f->backend, &query, FALSE, NULL, found_cb, &found);
  WAIT_FOR (found != NULL);
  return found->total;
}

/* A damaged content.db is thrown away and made anew: searches and look-ups must both follow. */
static void
test_replaced (Fixture *f, gconstpointer data)
{
  static const char PAGE[]
    = "{\"format\":\"foyer-content-1\",\"kind\":\"listings\",\"items\":["
      "{\"id\":\"three\",\"programme\":\"volunteering\",\"type\":\"activity\","
      "\"title\":\"Three\"}]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerFeedPage) page = foyer_feed_file_parse (PAGE, sizeof PAGE - 1, &error);
  g_autoptr (FoyerListing) three = NULL;

  foyer_backend_start (f->backend);
  WAIT_FOR (foyer_backend_get_store (f->backend) != NULL);
  WAIT_FOR (count_found (f) == 2);
  foyer_backend_stop (f->backend); /* the writer closes its file */
  for (guint i = 0; i < 3; i++)
    {
      const char *const names[] = { "content.db", "content.db-wal", "content.db-shm" };
      g_autofree char *path = g_build_filename (f->dir, names[i], NULL);

      g_unlink (path);
    }
  {
    g_autoptr (FoyerStore) writer = foyer_store_open (f->dir, &error);

    g_assert_no_error (error);
    g_assert_true (foyer_store_apply_page (writer, FOYER_KIND_LISTINGS, page, NULL, NULL, &error));
  }
  g_assert_cmpuint (count_found (f), ==, 1);
  three = foyer_store_get_listing (foyer_backend_get_store (f->backend), "three");
  g_assert_nonnull (three);
}

/* ---- reference codes ---- */

typedef struct
{
  FoyerCodeAnswer *answer; /* owned (nullable) */
  GError *error;           /* owned (nullable) */
  gboolean is_done;
} Reply;

static void
reply_clear (Reply *reply)
{
  g_clear_pointer (&reply->answer, foyer_code_answer_free);
  g_clear_error (&reply->error);
  reply->is_done = FALSE;
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Reply *reply = data;

  reply->answer = foyer_backend_look_up_code_finish (result, &reply->error);
  reply->is_done = TRUE;
}

static void
withdrawn_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Reply *reply = data;

  foyer_backend_withdraw_code_finish (result, &reply->error);
  reply->is_done = TRUE;
}

static FoyerCodeState
look_up (Fixture *f, const char *code)
{
  Reply reply = { 0 };
  FoyerCodeState state;

  foyer_backend_look_up_code (f->backend, code, NULL, looked_up_cb, &reply);
  WAIT_FOR (reply.is_done);
  g_assert_no_error (reply.error);
  state = reply.answer->state;
  reply_clear (&reply);
  return state;
}

/* TRUE once the centre has said it and this kiosk has read it. */
static gboolean
comes_to_stand (Fixture *f, const char *code, FoyerCodeState state)
{
  for (guint i = 0; i < 100; i++)
    {
      gint64 until = g_get_monotonic_time () + 100 * 1000;
      guint waker = g_timeout_add (20, wake_cb, NULL);

      foyer_backend_sync_now (f->backend);
      while (g_get_monotonic_time () < until)
        g_main_context_iteration (NULL, TRUE);
      g_source_remove (waker);
      if (look_up (f, code) == state)
        return TRUE;
    }
  return FALSE;
}

static void
test_code (Fixture *f, gconstpointer data)
{
  g_autoptr (FoyerDraft) draft = make_draft (f, "one", "07700 900123");
  g_autoptr (FoyerSealedRecord) record = NULL;
  Reply reply = { 0 };

  foyer_backend_start (f->backend);
  WAIT_FOR (foyer_backend_get_store (f->backend) != NULL);
  record = submit (f, draft);
  WAIT_FOR (foyer_test_centre_count_records (f->centre) == 1);
  g_assert_true (comes_to_stand (f, record->code, FOYER_CODE_RECEIVED));
  foyer_backend_withdraw_code (f->backend, record->code, NULL, withdrawn_cb, &reply);
  WAIT_FOR (reply.is_done);
  g_assert_no_error (reply.error);
  g_assert_true (comes_to_stand (f, record->code, FOYER_CODE_WITHDRAWN));
}

static void
test_code_offline (Fixture *f, gconstpointer data)
{
  g_autoptr (FoyerDraft) draft = make_draft (f, "one", "07700 900123");
  g_autoptr (FoyerSealedRecord) record = NULL;
  Reply reply = { 0 };

  g_clear_pointer (&f->centre, foyer_test_centre_free);
  record = submit (f, draft);
  g_assert_cmpint (look_up (f, record->code), ==, FOYER_CODE_WAITING);
  g_assert_cmpint (look_up (f, "HAZEL OTTER 417238"), ==, FOYER_CODE_NOT_FOUND);
  foyer_backend_withdraw_code (f->backend, record->code, NULL, withdrawn_cb, &reply);
  WAIT_FOR (reply.is_done);
  g_assert_no_error (reply.error);
  g_assert_cmpint (look_up (f, record->code), ==, FOYER_CODE_WITHDRAWAL_WAITING);
}

static void
test_not_a_code (Fixture *f, gconstpointer data)
{
  Reply reply = { 0 };

  foyer_backend_look_up_code (f->backend, "hazel", NULL, looked_up_cb, &reply);
  WAIT_FOR (reply.is_done);
  g_assert_null (reply.answer);
  g_assert_error (reply.error, FOYER_CODE_ERROR, FOYER_CODE_ERROR_NOT_A_CODE);
  reply_clear (&reply);
  foyer_backend_withdraw_code (f->backend, "hazel otter", NULL, withdrawn_cb, &reply);
  WAIT_FOR (reply.is_done);
  g_assert_error (reply.error, FOYER_CODE_ERROR, FOYER_CODE_ERROR_NOT_A_CODE);
  reply_clear (&reply);
}

/* The disk goes bad under a running kiosk: whoever asks next gets an answer all the same. */
static void
test_damaged_while_running (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->dir, "outbox.db", NULL);
  g_autoptr (FoyerDraft) draft = make_draft (f, "one", "07700 900123");
  g_autoptr (FoyerSealedRecord) record = NULL;
  FILE *file;

  g_clear_pointer (&f->centre, foyer_test_centre_free);
  record = submit (f, draft);
  file = g_fopen (path, "r+b");
  g_assert_nonnull (file);
  for (guint i = 0; i < 4096; i++)
    g_assert_cmpint (fputc (0x5a, file), ==, 0x5a);
  g_assert_cmpint (fclose (file), ==, 0);
  g_assert_cmpint (look_up (f, record->code), ==, FOYER_CODE_WAITING);
}

/* What the sealed record says in clear, and what the page may show. */
static void
test_promise (Fixture *f, gconstpointer data)
{
  g_autoptr (FoyerDraft) draft = NULL;
  g_autoptr (FoyerSealedRecord) record = NULL;
  g_autofree char *reply_by = NULL;
  g_autofree char *header = NULL;

  foyer_backend_start (f->backend);
  WAIT_FOR (foyer_backend_get_store (f->backend) != NULL);
  reply_by = foyer_backend_dup_reply_by (f->backend, "one");
  g_assert_nonnull (reply_by);
  draft = make_draft (f, "one", "07700 900123");
  record = submit (f, draft);
  g_assert_cmpstr (record->reply_by, ==, reply_by);
  header = foyer_seal_dup_header (g_bytes_get_data (record->sealed, NULL),
                                  g_bytes_get_size (record->sealed), NULL);
  g_assert_nonnull (strstr (header, reply_by));
}

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* Being offline is said in the log, and is what some of these tests are about. */
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  ADD ("/backend/a-sign-up-reaches-the-centre", test_reaches);
  ADD ("/backend/without-a-line-a-sign-up-is-kept", test_no_line);
  ADD ("/backend/content-that-cannot-be-opened-holds-no-sign-up-back", test_content_unusable);
  ADD ("/backend/what-stands-in-clear-does-not-tell-the-listing", test_header);
  ADD ("/backend/a-code-tells-what-the-centre-says-and-withdraws", test_code);
  ADD ("/backend/a-code-works-without-a-line", test_code_offline);
  ADD ("/backend/what-cannot-be-a-code-is-said-to-be-none", test_not_a_code);
  ADD ("/backend/an-outbox-damaged-while-running-is-rescued-by-whoever-asks-next",
       test_damaged_while_running);
  ADD ("/backend/a-sign-up-carries-the-promised-day", test_promise);
  ADD ("/backend/searches-and-look-ups-follow-a-replaced-database", test_replaced);
  return g_test_run ();
}
