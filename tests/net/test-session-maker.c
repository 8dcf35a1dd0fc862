/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "centre/foyer-centre-store-sqlite.h"
#include "net-fixture.h"

/* Sessions that a centre makes from the rhythms of its listings, as a kiosk gets them. */

/* 2 March 2026 is a Monday. */
#define CHOIR                                                                                      \
  "[{\"id\":\"choir\",\"programme\":\"retirement\",\"type\":\"group\",\"title\":\"Choir\","        \
  "\"organisation\":\"A society\",\"summary\":\"Sing.\",\"precision\":\"county\","                 \
  "\"rhythm\":{\"every\":\"week\",\"days\":[\"tue\"],\"start\":\"10:00\",\"end\":\"11:30\"}}]"

static void
sessions_are_made_from_rhythms_and_follow_the_days (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (FoyerSyncReport) first = NULL;
  g_autoptr (FoyerSyncReport) second = NULL;
  g_autoptr (GPtrArray) sessions = NULL;
  g_autoptr (GPtrArray) later = NULL;
  const gint64 day = G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC;

  foyer_test_centre_import (net->centre, "listings", CHOIR);
  first = net_sync (net, NULL);
  sessions = foyer_store_list_sessions (net->store, "choir", foyer_clock_now_us (net->clock), 100);
  g_assert_cmpuint (sessions->len, ==, 12);
  g_assert_cmpstr (((FoyerSession *)sessions->pdata[0])->date, ==, "2026-03-03");
  /* Wednesday: Tuesday's is gone and one more has come at the end. */
  foyer_clock_advance (net->clock, 2 * day);
  second = net_sync (net, NULL);
  g_assert_cmpuint (second->deleted, ==, 1);
  later = foyer_store_list_sessions (net->store, "choir", foyer_clock_now_us (net->clock), 100);
  g_assert_cmpuint (later->len, ==, 12);
  g_assert_cmpstr (((FoyerSession *)later->pdata[0])->date, ==, "2026-03-10");
  g_assert_cmpstr (((FoyerSession *)later->pdata[11])->date, ==, "2026-05-26");
}

static void
sessions_follow_a_clock_that_was_wrong_and_is_put_right (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (FoyerSyncReport) wrong = NULL;
  g_autoptr (FoyerSyncReport) right = NULL;
  g_autoptr (GPtrArray) sessions = NULL;
  const gint64 day = G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC;

  foyer_test_centre_import (net->centre, "listings", CHOIR);
  foyer_clock_advance (net->clock, 30 * day);
  wrong = net_sync (net, NULL);
  foyer_clock_advance (net->clock, -30 * day);
  right = net_sync (net, NULL);
  sessions = foyer_store_list_sessions (net->store, "choir", foyer_clock_now_us (net->clock), 100);
  g_assert_cmpuint (sessions->len, ==, 12);
  g_assert_cmpstr (((FoyerSession *)sessions->pdata[0])->date, ==, "2026-03-03");
}

static gboolean
run_sql (FoyerCentreStore *store, gpointer data, GError **error)
{
  return foyer_db_exec (foyer_centre_sqlite_get_db (store), data, error);
}

static void
sessions_that_could_not_be_made_are_tried_again (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (FoyerSyncReport) failed = NULL;
  g_autoptr (FoyerSyncReport) again = NULL;
  g_autoptr (GPtrArray) sessions = NULL;
  const gint64 day = G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC;
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);

  foyer_test_centre_import (net->centre, "listings", CHOIR);
  foyer_test_centre_write (net->centre, run_sql,
                           (gpointer) "CREATE TEMP TRIGGER full BEFORE INSERT ON main.item BEGIN"
                                      " SELECT RAISE (ABORT, 'the disk is full'); END");
  foyer_clock_advance (net->clock, 2 * day);
  failed = net_sync (net, NULL);
  sessions = foyer_store_list_sessions (net->store, "choir", foyer_clock_now_us (net->clock), 100);
  g_assert_cmpuint (sessions->len, ==, 11);
  g_clear_pointer (&sessions, g_ptr_array_unref);
  foyer_test_centre_write (net->centre, run_sql, (gpointer) "DROP TRIGGER full");
  foyer_clock_advance (net->clock, 120 * (gint64)G_USEC_PER_SEC);
  again = net_sync (net, NULL);
  sessions = foyer_store_list_sessions (net->store, "choir", foyer_clock_now_us (net->clock), 100);
  g_assert_cmpuint (sessions->len, ==, 12);
  g_log_set_always_fatal (fatal);
}

static void
sessions_go_with_their_listing (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (FoyerSyncReport) report = NULL;

  foyer_test_centre_import (net->centre, "listings", CHOIR);
  foyer_test_centre_delete (net->centre, "listings", "choir");
  foyer_test_centre_import (net->centre, "listings", "[]");
  report = net_sync (net, NULL);
  g_assert_cmpuint (foyer_store_count (net->store, FOYER_KIND_SESSIONS), ==, 0);
}

static void
imported_sessions_stay_until_their_day_is_over (void)
{
  g_autoptr (Net) net = net_new ();
  g_autoptr (FoyerSyncReport) report = NULL;

  foyer_test_centre_import (net->centre, "listings", CHOIR);
  foyer_test_centre_import (
    net->centre, "sessions",
    "[{\"id\":\"choir@2026-03-04t18:00\",\"listing\":\"choir\",\"date\":\"2026-03-04\",\"start\":"
    "null,\"places\":8,\"places_left\":3},"
    " {\"id\":\"choir@2026-03-01\",\"listing\":\"choir\",\"date\":\"2026-03-01\",\"start\":null}]");
  report = net_sync (net, NULL);
  g_assert_cmpuint (foyer_store_count (net->store, FOYER_KIND_SESSIONS), ==, 13);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  foyer_crypto_init ();
#define ADD(path, func) g_test_add_func ("/session-maker/" path, func)
  ADD ("sessions-are-made-from-rhythms-and-follow-the-days",
       sessions_are_made_from_rhythms_and_follow_the_days);
  ADD ("sessions-follow-a-clock-that-was-wrong-and-is-put-right",
       sessions_follow_a_clock_that_was_wrong_and_is_put_right);
  ADD ("sessions-that-could-not-be-made-are-tried-again",
       sessions_that_could_not_be_made_are_tried_again);
  ADD ("sessions-go-with-their-listing", sessions_go_with_their_listing);
  ADD ("imported-sessions-stay-until-their-day-is-over",
       imported_sessions_stay_until_their_day_is_over);
  return g_test_run ();
}
