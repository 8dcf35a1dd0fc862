/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyerctl"

#include <string.h>

#include "centre/foyer-backup-files.h"
#include "centre/foyer-centre-admin.h"
#include "centre/foyer-centre-audit.h"
#include "core/model/foyer-json.h"
#include "tools/foyerctl.h"

/* foyerctl centre audit, and how every command reaches its centre.
 *
 * The log is read beside a running centre and its chain followed while it is shown; what was shown
 * before a break is as it was written.
 */

FoyerCentreStore *
foyerctl_open_centre (const char *data, GError **error)
{
  g_autofree char *db = g_build_filename (data, "centre.db", NULL);

  if (g_file_test (db, G_FILE_TEST_EXISTS))
    return foyer_backup_check_unmarked (data, error)
             ? foyer_centre_store_open_sqlite (data, FALSE, error)
             : NULL;
  g_set_error (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_NOT_MADE,
               "there is no centre in %s: make one with foyerctl centre init", data);
  return NULL;
}

json_t *
foyerctl_call_centre (const char *data, json_t *request, FoyerExit *code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (json_t) owned = request;
  g_autoptr (FoyerCentreDoor) door = NULL;
  json_t *reply = NULL;

  if (request == NULL)
    {
      *code = foyerctl_complain (FOYER_EXIT_USAGE, "a word of this command is not plain text");
      return NULL;
    }
  door = foyer_centre_door_open (data, &error);
  reply = door ? foyer_centre_door_call (door, request, &error) : NULL;
  if (reply == NULL)
    *code = foyerctl_fail (error);
  return reply;
}

typedef struct
{
  FoyerAuditChain chain;
  gint64 broken; /* number of the first row that does not fit; 0: none */
} Reading;

static gboolean
show_row (const FoyerCentreAudit *audit, gpointer data)
{
  Reading *reading = data;
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (audit->time_us / G_USEC_PER_SEC);
  g_autofree char *time_text = time ? g_date_time_format_iso8601 (time) : g_strdup ("");
  g_autoptr (json_t) detail = foyer_json_parse (audit->detail, strlen (audit->detail), NULL);
  g_autoptr (json_t) row
    = json_pack ("{s:I, s:s, s:s, s:s, s:O*, s:s}", "n", (json_int_t)audit->n, "time", time_text,
                 "what", audit->what, "by", audit->by, "detail", detail, "hash", audit->hash);
  g_autofree char *line = row ? foyer_json_dump (row) : NULL;

  if (!foyer_audit_chain_follow (&reading->chain, audit) || line == NULL)
    {
      reading->broken = audit->n;
      return FALSE;
    }
  g_print ("%s\n", line);
  return TRUE;
}

FoyerExit
foyerctl_centre_audit (int argc, char **argv)
{
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerCentreStore) store = NULL;
  Reading reading = { 0 };
  gint64 end = 0;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, "Directory of the centre", "DIR" },
    G_OPTION_ENTRY_NULL,
  };

  if (!foyerctl_parse (
        "Shows what operators did, an object a line, and follows the chain of hashes. Note the"
        " last hash elsewhere: it vouches for all before it.",
        entries, &argc, &argv, 0))
    return FOYER_EXIT_USAGE;
  if (data == NULL)
    return foyerctl_complain (FOYER_EXIT_USAGE, "say where the centre is: --data DIR");
  foyer_crypto_init ();
  if ((store = foyerctl_open_centre (data, &error)) == NULL
      || !foyer_centre_store_get_audit_end (store, &end, &error)
      || !foyer_centre_store_each_audit (store, FALSE, show_row, &reading, &error))
    return foyerctl_fail (error);
  if (reading.broken)
    return foyerctl_complain (FOYER_EXIT_FAILED,
                              "the audit log was tampered with: row %" G_GINT64_FORMAT
                              " does not follow from the one before",
                              reading.broken);
  /* Asked before the rows were read: a running centre may have added some since. */
  if (reading.chain.n < end)
    return foyerctl_complain (FOYER_EXIT_FAILED,
                              "the audit log was tampered with: rows %" G_GINT64_FORMAT
                              " to %" G_GINT64_FORMAT " were cut off at its end",
                              reading.chain.n + 1, end);
  return FOYER_EXIT_DONE;
}
