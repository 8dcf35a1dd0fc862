/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyerctl"

#include <glib/gstdio.h>
#include <string.h>

#include "centre/foyer-centre-admin.h"
#include "centre/foyer-centre-backup.h"
#include "core/model/foyer-json.h"
#include "tools/foyerctl.h"

/* foyerctl centre backup and restore.
 *
 * Only once the backup is proven and on the disk is the centre told, and kiosks with their next
 * receipt: they let go of what it has.
 */

/* A copy that goes with the disk it was made from is half a copy. */
static void
note_same_disk (const char *data, const char *to)
{
  GStatBuf here, there;

  if (g_stat (data, &here) == 0 && g_stat (to, &there) == 0 && here.st_dev == there.st_dev)
    foyerctl_complain (FOYER_EXIT_DONE,
                       "note: %s is on the same disk as the centre: what takes that takes both",
                       to);
}

static FoyerExit
back_up (const char *data, const char *to, int keep)
{
  g_auto (FoyerCentreBackup) backup = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerCentreStore) store = foyerctl_open_centre (data, &error);
  g_autoptr (json_t) reply = NULL;
  FoyerExit code = FOYER_EXIT_DONE;
  guint removed = 0;

  g_clear_pointer (&store, foyer_centre_store_close);
  if (error || !foyer_centre_backup_make (data, to, g_get_real_time (), &backup, &error))
    return foyerctl_fail (error);
  note_same_disk (data, to);
  reply = foyerctl_call_centre (data,
                                json_pack ("{s:s, s:s, s:I, s:I}", "op", "backed-up", "file",
                                           backup.name, "epoch", (json_int_t)backup.epoch, "seq",
                                           (json_int_t)backup.seq),
                                &code);
  g_print ("backup: %s\nepoch: %" G_GINT64_FORMAT "\nseq: %" G_GINT64_FORMAT
           "\nrecords: %" G_GINT64_FORMAT "\n",
           backup.name, backup.epoch, backup.seq, backup.records);
  if (reply == NULL)
    return code;
  if (keep > 0)
    removed = foyer_centre_backup_prune (to, (guint)keep, backup.name);
  g_print ("backed_up_to: %" G_GINT64_FORMAT "\nremoved: %u\n",
           foyer_json_get_int (reply, "backed_up_to", 0), removed);
  return FOYER_EXIT_DONE;
}

FoyerExit
foyerctl_centre_backup (int argc, char **argv)
{
  g_autofree char *data = NULL;
  g_autofree char *to = NULL;
  int keep = 0;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, "Directory of the centre", "DIR" },
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &to,
      "Where backups are kept: another disk, as safe as the centre's own", "DIR2" },
    { "keep", 0, 0, G_OPTION_ARG_INT, &keep, "Remove the oldest until this many are left", "N" },
    G_OPTION_ENTRY_NULL,
  };

  if (!foyerctl_parse ("Makes a backup of a centre, which may be running, reads it back, and tells"
                       " kiosks that they may let go of what it has.",
                       entries, &argc, &argv, 0))
    return FOYER_EXIT_USAGE;
  if (data == NULL || to == NULL || keep < 0)
    return foyerctl_complain (FOYER_EXIT_USAGE,
                              "say which centre and where to: --data DIR --to DIR2 [--keep N]");
  foyer_crypto_init ();
  return back_up (data, to, keep);
}

FoyerExit
foyerctl_centre_restore (int argc, char **argv)
{
  g_autofree char *data = NULL;
  g_autofree char *from = NULL;
  gboolean is_older = FALSE;
  g_autoptr (GPtrArray) newer = NULL;
  g_auto (FoyerCentreRestored) restored = { 0 };
  g_autofree char *by = foyer_centre_door_dup_by ();
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data,
      "Directory of the centre; made if it is not there", "DIR" },
    { "from", 0, 0, G_OPTION_ARG_FILENAME, &from, "One backup: DIR2/backup-…", "BACKUP" },
    { "older", 0, 0, G_OPTION_ARG_NONE, &is_older,
      "Take it although there is a newer one: what only that has is lost", NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!foyerctl_parse ("Puts a backup back. The centre must not be running; the database that is"
                       " there is moved aside. Kiosks send again what the backup lacks.",
                       entries, &argc, &argv, 0))
    return FOYER_EXIT_USAGE;
  if (data == NULL || from == NULL)
    return foyerctl_complain (FOYER_EXIT_USAGE,
                              "say which centre and what from: --data DIR --from BACKUP");
  newer = foyer_centre_backup_list_newer (from);
  if (newer->len > 0 && !is_older)
    return foyerctl_complain (
      FOYER_EXIT_REFUSED,
      "%s is newer, and kiosks have let go of what only it has: restore that"
      " one, or say --older",
      (const char *)newer->pdata[newer->len - 1]);
  foyer_crypto_init ();
  if (!foyer_centre_restore (data, from, by, foyer_clock_system (), &restored, &error))
    return foyerctl_fail (error);
  if (restored.was_unreadable)
    foyerctl_complain (
      FOYER_EXIT_DONE,
      "note: the database moved aside could not be read whole; withdrawals made"
      " since the backup come back from the kiosks that took them; see foyerctl kiosk"
      " list for kiosks that have to be shut out again");
  g_print ("epoch: %" G_GINT64_FORMAT "\ntombstones: %u\n", restored.epoch, restored.tombstones);
  if (restored.moved_aside)
    g_print ("moved_aside: %s\n", restored.moved_aside);
  return FOYER_EXIT_DONE;
}
