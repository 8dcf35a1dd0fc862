/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "centre/foyer-centre-facts.h"

#include <string.h>

#include "support/foyer-test-centre.h"

/* What is remembered of kiosks and metas is never older than what the writer was heard to commit.
 */

typedef struct
{
  char *dir;                 /* owned */
  FoyerCentreWriter *writer; /* owned */
  FoyerCentreStore *reader;  /* owned */
  FoyerCentreFacts *facts;   /* owned */
  char *kiosk;               /* owned: one that is enrolled */
  guint done;                /* jobs that were pushed and are durable */
} Fixture;

static gboolean
enrol (FoyerCentreStore *store, gpointer data, GError **error)
{
  Fixture *self = data;
  guint8 key[FOYER_SIGN_PUBLIC_BYTES] = { 7 };
  g_autoptr (FoyerCentreKiosk) kiosk = NULL;

  if (!foyer_centre_store_add_invite (store, "code", "lib-test", 10, error))
    return FALSE;
  kiosk = foyer_centre_store_enrol (store, "code", key, 1, error);
  self->kiosk = kiosk ? g_strdup (kiosk->id) : NULL;
  return kiosk != NULL;
}

static gboolean
shut_out (FoyerCentreStore *store, gpointer data, GError **error)
{
  gboolean is_known = FALSE;

  return foyer_centre_store_set_revoked (store, ((Fixture *)data)->kiosk, 5, &is_known, error);
}

static gboolean
set_epoch (FoyerCentreStore *store, gpointer data, GError **error)
{
  return foyer_centre_store_set_meta (store, FOYER_CENTRE_META_EPOCH, "8", error)
         && foyer_centre_store_set_meta (store, FOYER_CENTRE_META_BACKED_UP_TO, "9", error);
}

static void
call (Fixture *self, FoyerCentreJobFunc func)
{
  g_autoptr (GError) error = NULL;

  foyer_centre_writer_call (self->writer, func, self, &error);
  g_assert_no_error (error);
}

static void
done_cb (gpointer data, const GError *error)
{
  g_assert_no_error (error);
  ((Fixture *)data)->done++;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->dir = g_dir_make_tmp ("foyer-facts-XXXXXX", NULL);
  self->writer = foyer_centre_writer_new (self->dir, &error);
  g_assert_no_error (error);
  self->reader = foyer_centre_store_open_sqlite (self->dir, FALSE, &error);
  g_assert_no_error (error);
  self->facts = foyer_centre_facts_new (self->reader, self->writer);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  foyer_centre_facts_free (self->facts);
  foyer_centre_store_close (self->reader);
  g_clear_pointer (&self->writer, foyer_centre_writer_free);
  foyer_test_remove_tree (self->dir);
  g_free (self->dir);
  g_free (self->kiosk);
}

static void
a_kiosk_shut_out_is_known_to_be_so_at_once (Fixture *self, gconstpointer data)
{
  g_assert_null (foyer_centre_facts_get_kiosk (self->facts, "kiosk-nobody"));
  call (self, enrol);
  g_assert_false (foyer_centre_facts_get_kiosk (self->facts, self->kiosk)->is_revoked);
  g_assert_cmpuint (foyer_centre_facts_get_kiosk (self->facts, self->kiosk)->key[0], ==, 7);
  call (self, shut_out);
  g_assert_true (foyer_centre_facts_get_kiosk (self->facts, self->kiosk)->is_revoked);
}

static void
a_new_epoch_is_told_at_once (Fixture *self, gconstpointer data)
{
  g_assert_cmpint (foyer_centre_facts_get_epoch (self->facts), ==, 0);
  call (self, set_epoch);
  g_assert_cmpint (foyer_centre_facts_get_epoch (self->facts), ==, 8);
  g_assert_cmpint (foyer_centre_facts_get_backed_up_to (self->facts), ==, 9);
}

/* The control: a job that says it only adds records leaves the facts as they were remembered, so
 * they are remembered; any other pushed one does not. */
static void
facts_are_remembered_over_records_and_over_nothing_else (Fixture *self, gconstpointer data)
{
  call (self, enrol);
  g_assert_false (foyer_centre_facts_get_kiosk (self->facts, self->kiosk)->is_revoked);
  foyer_centre_writer_push_records (self->writer, shut_out, done_cb, self);
  while (self->done < 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (foyer_centre_facts_get_kiosk (self->facts, self->kiosk)->is_revoked);
  foyer_centre_writer_push (self->writer, shut_out, done_cb, self);
  while (self->done < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (foyer_centre_facts_get_kiosk (self->facts, self->kiosk)->is_revoked);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/centre-facts/a-kiosk-shut-out-is-known-to-be-so-at-once",
       a_kiosk_shut_out_is_known_to_be_so_at_once);
  ADD ("/centre-facts/a-new-epoch-is-told-at-once", a_new_epoch_is_told_at_once);
  ADD ("/centre-facts/they-are-remembered-over-records-and-over-nothing-else",
       facts_are_remembered_over_records_and_over_nothing_else);
  return g_test_run ();
}
