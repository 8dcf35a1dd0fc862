/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyerctl"

#include <string.h>

#include "core/model/foyer-json.h"
#include "tools/foyerctl.h"

/* foyerctl kiosk list, revoke and readmit: the centre's side of its kiosks.
 *
 * Lists beside a running centre; changes go through it.
 */

static FoyerExit
change (int argc, char **argv, const char *op, const char *summary)
{
  g_autofree char *data = NULL;
  g_autofree char *kiosk = NULL;
  g_autoptr (json_t) reply = NULL;
  FoyerExit code = FOYER_EXIT_DONE;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, "Directory of the centre", "DIR" },
    { "kiosk", 0, 0, G_OPTION_ARG_STRING, &kiosk, "Which one: foyerctl kiosk list shows them",
      "KIOSK-ID" },
    G_OPTION_ENTRY_NULL,
  };

  if (!foyerctl_parse (summary, entries, &argc, &argv, 0))
    return FOYER_EXIT_USAGE;
  if (data == NULL || kiosk == NULL)
    return foyerctl_complain (FOYER_EXIT_USAGE,
                              "say which centre and which kiosk: --data DIR --kiosk KIOSK-ID");
  reply = foyerctl_call_centre (data, json_pack ("{s:s, s:s}", "op", op, "kiosk", kiosk), &code);
  if (reply == NULL)
    return code;
  g_print ("kiosk: %s\nrevoked: %s\n", kiosk,
           foyer_json_get_bool (reply, "revoked", FALSE) ? "yes" : "no");
  return FOYER_EXIT_DONE;
}

FoyerExit
foyerctl_kiosk_revoke (int argc, char **argv)
{
  return change (argc, argv, "revoke",
                 "Shuts a kiosk out: stolen, lost or taken down. Its next request hears so, and it"
                 " closes its sign-up; nothing on it is deleted.");
}

FoyerExit
foyerctl_kiosk_readmit (int argc, char **argv)
{
  return change (argc, argv, "readmit", "Lets a kiosk in again that was shut out.");
}

/* Null for a time that is none. */
static json_t *
time_or_null (gint64 time_us)
{
  g_autoptr (GDateTime) time
    = time_us ? g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC) : NULL;
  g_autofree char *text = time ? g_date_time_format_iso8601 (time) : NULL;

  return text ? json_string (text) : json_null ();
}

static gboolean
show_kiosk (const FoyerCentreKioskState *kiosk, gpointer data)
{
  const FoyerCentreHeartbeat *beat = &kiosk->heartbeat;
  gboolean is_heard = beat->time_us != 0;
  g_autoptr (json_t) row = json_pack (
    "{s:s, s:s, s:o, s:o, s:b, s:o}", "id", kiosk->id, "place", kiosk->place, "enrolled",
    time_or_null (kiosk->enrolled_us), "last_seen", time_or_null (beat->time_us), "revoked",
    kiosk->revoked_us != 0, "revoked_since", time_or_null (kiosk->revoked_us));
  g_autofree char *line = NULL;

  if (row && is_heard)
    {
      g_autoptr (json_t) told = json_pack (
        "{s:I, s:I, s:I, s:o, s:s?, s:s?, s:I}", "waiting", (json_int_t)beat->waiting, "received",
        (json_int_t)beat->received, "quarantined", (json_int_t)beat->quarantined, "oldest_waiting",
        time_or_null (beat->oldest_waiting_us), "version", beat->version, "content_version",
        beat->content_version, "clock_offset_s", (json_int_t)beat->clock_offset_s);

      json_object_update (row, told);
    }
  line = row ? foyer_json_dump (row) : NULL;
  if (line)
    g_print ("%s\n", line);
  return TRUE;
}

FoyerExit
foyerctl_kiosk_list (int argc, char **argv)
{
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerCentreStore) store = NULL;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, "Directory of the centre", "DIR" },
    G_OPTION_ENTRY_NULL,
  };

  if (!foyerctl_parse ("Lists the kiosks of a centre, an object a line: where each stands, when it"
                       " was last heard of and what waits there.",
                       entries, &argc, &argv, 0))
    return FOYER_EXIT_USAGE;
  if (data == NULL)
    return foyerctl_complain (FOYER_EXIT_USAGE, "say where the centre is: --data DIR");
  if ((store = foyerctl_open_centre (data, &error)) == NULL
      || !foyer_centre_store_each_kiosk (store, show_kiosk, NULL, &error))
    return foyerctl_fail (error);
  return FOYER_EXIT_DONE;
}
