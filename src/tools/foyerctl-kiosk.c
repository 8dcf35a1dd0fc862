/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyerctl"

#include <glib/gstdio.h>
#include <string.h>

#include "centre/foyer-centre-admin.h"
#include "core/model/foyer-json.h"
#include "sync/foyer-sync-engine.h"
#include "tools/foyerctl.h"

/* foyerctl kiosk …: invites a kiosk, enrols one, keeps it in step, looks into its outbox.
 *
 * Works on a state directory that no kiosk is running on: its databases have one writer each.
 */

/* s. As the kiosk itself waits for the line. */
#define TIMEOUT_S 30

FoyerExit
foyerctl_kiosk_invite (int argc, char **argv)
{
  g_autofree char *data = NULL;
  g_autofree char *place = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerCentreDoor) door = NULL;
  g_autoptr (json_t) request = NULL;
  g_autoptr (json_t) reply = NULL;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, "Directory of the centre", "DIR" },
    { "place", 0, 0, G_OPTION_ARG_STRING, &place, "Where the kiosk will stand: the id of a place",
      "PLACE-ID" },
    G_OPTION_ENTRY_NULL,
  };

  if (!foyerctl_parse ("Prints a code with which one kiosk can join in the next 15 minutes.",
                       entries, &argc, &argv, 0))
    return FOYER_EXIT_USAGE;
  if (data == NULL || place == NULL)
    return foyerctl_complain (FOYER_EXIT_USAGE,
                              "say which centre and which place: --data DIR --place PLACE-ID");
  request = json_pack ("{s:s, s:s}", "op", "invite", "place", place);
  door = foyer_centre_door_open (data, &error);
  reply = door && request ? foyer_centre_door_call (door, request, &error) : NULL;
  if (error)
    return foyerctl_fail (error);
  if (reply == NULL)
    return foyerctl_complain (FOYER_EXIT_USAGE, "the place id is not plain text");
  if (!foyer_json_get_bool (reply, "is_known", FALSE))
    foyerctl_complain (FOYER_EXIT_DONE, "note: %s is not among the places of this centre (yet)",
                       place);
  g_print ("%s\n", foyer_json_get_string (reply, "code"));
  return FOYER_EXIT_DONE;
}

FoyerExit
foyerctl_kiosk_enrol (int argc, char **argv)
{
  g_autofree char *state = NULL;
  g_autofree char *centre = NULL;
  g_autofree char *code = NULL;
  gboolean is_again = FALSE;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTransport) transport = NULL;
  g_autoptr (FoyerTrust) trust = NULL;
  const GOptionEntry entries[] = {
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &state,
      "Directory of the kiosk; made when it is not there", "DIR" },
    { "centre", 0, 0, G_OPTION_ARG_STRING, &centre,
      "Address of the centre: https://…, or http:// on this machine", "URL" },
    { "code", 0, 0, G_OPTION_ARG_STRING, &code, "What foyerctl kiosk invite printed", "CODE" },
    { "again", 0, 0, G_OPTION_ARG_NONE, &is_again,
      "Although it is one already: the centre does not know it any more; what waits here stays",
      NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!foyerctl_parse ("Makes this machine a kiosk of a centre.", entries, &argc, &argv, 0))
    return FOYER_EXIT_USAGE;
  if (state == NULL || centre == NULL || code == NULL)
    return foyerctl_complain (FOYER_EXIT_USAGE,
                              "three things are needed: --state DIR --centre URL --code CODE");
  trust = foyer_trust_load (state, NULL);
  if (trust && !is_again)
    return foyerctl_complain (FOYER_EXIT_REFUSED,
                              "%s is a kiosk already (%s): choose another directory, or say --again"
                              " when its centre does not know it any more",
                              state, trust->kiosk_id);
  g_clear_pointer (&trust, foyer_trust_free);
  foyer_crypto_init ();
  transport = foyer_soup_transport_new (centre, TIMEOUT_S, &error);
  if (transport == NULL || !foyer_sync_enrol (transport, centre, code, state, NULL, &error)
      || (trust = foyer_trust_load (state, &error)) == NULL)
    return foyerctl_fail (error);
  g_print ("kiosk: %s\nplace: %s\ncentre: %s\n", trust->kiosk_id, trust->place_id,
           trust->centre_name);
  return FOYER_EXIT_DONE;
}

static void
print_report (const FoyerSyncReport *report)
{
  g_print ("updated: %u\ndeleted: %u\nleft_out: %u\npages: %u\nmedia: %u\n", report->updated,
           report->deleted, report->refused, report->pages, report->media_fetched);
  g_print ("sent: %u\nacknowledged: %u\nvariants: %u\nset_aside: %u\n", report->pushed,
           report->acknowledged, report->variants, report->quarantined);
  g_print ("requests: %u\nbytes_in: %" G_GUINT64_FORMAT "\nbytes_out: %" G_GUINT64_FORMAT "\n",
           report->requests, report->bytes_in, report->bytes_out);
  for (guint i = 0; i < report->problems->len; i++)
    foyerctl_complain (FOYER_EXIT_DONE, "note: %s", (const char *)report->problems->pdata[i]);
}

/* The content is opened when the records are out: a broken one must not keep them here. */
static gboolean
run_round (FoyerTransport *transport,
           const FoyerTrust *trust,
           const char *state,
           FoyerOutbox *outbox,
           FoyerClock *clock,
           FoyerSyncReport *report,
           GError **error)
{
  FoyerOutboxPort port;
  g_autoptr (FoyerStore) store = NULL;
  g_autoptr (FoyerSyncRound) round = NULL;
  g_autoptr (GError) store_error = NULL;
  gboolean has_more = TRUE;

  foyer_outbox_port_init_direct (&port, outbox);
  round = foyer_sync_push_round (transport, trust, &port, clock, report, NULL, error);
  if (round == NULL)
    return FALSE;
  store = foyer_store_open (state, &store_error);
  if (store_error)
    g_ptr_array_add (report->problems, g_strdup (store_error->message));
  if (!foyer_sync_pull_round (round, store, error))
    return FALSE;
  while (has_more)
    if (!foyer_sync_media_round (round, store, state, &has_more, error))
      return FALSE;
  return TRUE;
}

static FoyerExit
sync_once (const char *state, const char *centre)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTrust) trust = foyer_trust_load (state, &error);
  g_autoptr (FoyerClock) clock = foyer_clock_new_corrected (foyer_clock_system (), state);
  g_autoptr (FoyerTransport) transport = NULL;
  g_autoptr (FoyerOutbox) outbox = NULL;
  g_autoptr (FoyerSyncReport) report = foyer_sync_report_new ();
  gboolean was_moved = FALSE;

  if (trust == NULL)
    return foyerctl_complain (FOYER_EXIT_FAILED, "%s is not a kiosk: use foyerctl kiosk enrol",
                              state);
  transport = foyer_soup_transport_new (centre ? centre : trust->centre_url, TIMEOUT_S, &error);
  if (transport == NULL || (outbox = foyer_outbox_open (state, clock, &was_moved, &error)) == NULL)
    return foyerctl_fail (error);
  if (was_moved)
    foyerctl_complain (FOYER_EXIT_DONE,
                       "note: the outbox was broken and moved aside; a new one was begun");
  run_round (transport, trust, state, outbox, clock, report, &error);
  print_report (report);
  if (error)
    return foyerctl_fail (error);
  return report->feeds_failed ? FOYER_EXIT_PARTLY : FOYER_EXIT_DONE;
}

FoyerExit
foyerctl_kiosk_sync (int argc, char **argv)
{
  g_autofree char *state = NULL;
  g_autofree char *centre = NULL;
  const GOptionEntry entries[] = {
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &state, "Directory of the kiosk", "DIR" },
    { "centre", 0, 0, G_OPTION_ARG_STRING, &centre, "Another address of the same centre", "URL" },
    G_OPTION_ENTRY_NULL,
  };

  if (!foyerctl_parse ("Sends what waits and fetches what is new, once; prints counts.", entries,
                       &argc, &argv, 0))
    return FOYER_EXIT_USAGE;
  if (state == NULL)
    return foyerctl_complain (FOYER_EXIT_USAGE, "say which kiosk: --state DIR");
  foyer_crypto_init ();
  return sync_once (state, centre);
}

static const char *
state_name (FoyerRecordState state)
{
  switch (state)
    {
    case FOYER_RECORD_WAITING:
      return "waiting";
    case FOYER_RECORD_RECEIVED:
      return "received";
    default:
      return "quarantined";
    }
}

/* Only when there is something to say: scripts of a quiet kiosk read the same lines as ever. */
static void
print_locked (const FoyerTrust *trust)
{
  if (trust != NULL && foyer_trust_is_locked (trust))
    g_print ("locked: yes\n");
}

static gboolean
print_broken (FoyerOutbox *outbox, GError **error)
{
  g_autoptr (GPtrArray) files = foyer_outbox_list_broken (outbox, error);

  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      const FoyerBrokenFile *file = files->pdata[i];

      g_print ("broken: %s bytes=%" G_GUINT64_FORMAT " records=%u open=%u missing=%u\n", file->name,
               file->bytes, file->records, file->open, file->missing);
    }
  return files != NULL;
}

static FoyerExit
show_outbox (const char *state)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = g_build_filename (state, "outbox.db", NULL);
  g_autoptr (FoyerClock) clock = foyer_clock_new_corrected (foyer_clock_system (), state);
  g_autoptr (FoyerTrust) trust = foyer_trust_load (state, NULL);
  g_autoptr (FoyerOutbox) outbox = NULL;
  g_autoptr (GPtrArray) records = NULL;
  FoyerOutboxCounts counts = { 0 };
  gint64 now_us = foyer_clock_now_us (clock);
  gboolean was_moved = FALSE;

  if (!g_file_test (state, G_FILE_TEST_IS_DIR))
    return foyerctl_complain (FOYER_EXIT_FAILED, "there is no kiosk in %s", state);
  if (!g_file_test (file, G_FILE_TEST_EXISTS))
    {
      g_print ("waiting: 0\nreceived: 0\nquarantined: 0\n");
      print_locked (trust);
      return FOYER_EXIT_DONE;
    }
  outbox = foyer_outbox_open (state, clock, &was_moved, &error);
  if (outbox == NULL || !foyer_outbox_get_counts (outbox, &counts, &error)
      || (records = foyer_outbox_list_all (outbox, &error)) == NULL)
    return foyerctl_fail (error);
  g_print ("waiting: %u\nreceived: %u\nquarantined: %u\n", counts.waiting, counts.received,
           counts.quarantined);
  if (counts.oldest_waiting_us)
    g_print ("oldest_waiting_s: %" G_GINT64_FORMAT "\n",
             (now_us - counts.oldest_waiting_us) / G_USEC_PER_SEC);
  print_locked (trust);
  if (!print_broken (outbox, &error))
    return foyerctl_fail (error);
  for (guint i = 0; i < records->len; i++)
    {
      const FoyerOutboxRecord *record = records->pdata[i];

      g_print ("record: %s %s %s age_s=%" G_GINT64_FORMAT " tries=%u%s%s\n", record->id,
               record->kind, state_name (record->state),
               (now_us - record->created_us) / G_USEC_PER_SEC, record->attempts,
               record->reason ? " reason=" : "", record->reason ? record->reason : "");
    }
  return FOYER_EXIT_DONE;
}

/* which: an id, or "all". */
static FoyerExit
retry (const char *state, const char *which)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = g_build_filename (state, "outbox.db", NULL);
  g_autoptr (FoyerClock) clock = foyer_clock_new_corrected (foyer_clock_system (), state);
  g_autoptr (FoyerOutbox) outbox = NULL;
  gboolean is_all = g_str_equal (which, "all");
  gboolean was_moved = FALSE;
  guint retried = 0;

  if (g_file_test (file, G_FILE_TEST_EXISTS)
      && ((outbox = foyer_outbox_open (state, clock, &was_moved, &error)) == NULL
          || !foyer_outbox_retry_quarantined (outbox, is_all ? NULL : which, &retried, &error)))
    return foyerctl_fail (error);
  if (retried == 0 && !is_all)
    return foyerctl_complain (FOYER_EXIT_FAILED, "no record %s is quarantined here", which);
  g_print ("retried: %u\n", retried);
  return FOYER_EXIT_DONE;
}

FoyerExit
foyerctl_kiosk_outbox (int argc, char **argv)
{
  g_autofree char *state = NULL;
  g_autofree char *which = NULL;
  FoyerExit code = FOYER_EXIT_DONE;
  const GOptionEntry entries[] = {
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &state, "Directory of the kiosk", "DIR" },
    { "retry", 0, 0, G_OPTION_ARG_STRING, &which,
      "First lets a quarantined record, or all of them, wait again", "ID|all" },
    G_OPTION_ENTRY_NULL,
  };

  if (!foyerctl_parse (
        "Shows how many records wait, how old they are and why; never what is in them.", entries,
        &argc, &argv, 0))
    return FOYER_EXIT_USAGE;
  if (state == NULL)
    return foyerctl_complain (FOYER_EXIT_USAGE, "say which kiosk: --state DIR");
  if (which != NULL)
    code = retry (state, which);
  return code == FOYER_EXIT_DONE ? show_outbox (state) : code;
}
