/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyerctl"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "centre/foyer-centre-admin.h"
#include "centre/foyer-centre-init.h"
#include "core/model/foyer-json.h"
#include "tools/foyerctl.h"

/* foyerctl centre …: making a centre, and telling it that it came back from a backup.
 *
 * The recovery key leaves this program once, on standard error for paper or into a file of mode
 * 0600, and is kept nowhere.
 */

#define RECOVERY_WORDS                                                                             \
  "Recovery key of this centre. Write it on paper, twice, and lock both away.\n"                   \
  "With it, records can be opened when the passphrase is lost. It is shown only now.\n"

static gboolean
write_recovery (const char *path, const char *recovery, GError **error)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  gsize n = strlen (recovery);
  gboolean ok = fd >= 0 && write (fd, recovery, n) == (ssize_t)n && write (fd, "\n", 1) == 1
                && fsync (fd) == 0;
  int saved = errno;

  if (fd >= 0)
    close (fd);
  if (!ok)
    g_set_error (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_FAILED,
                 "cannot write the recovery key to %s: %s", path, g_strerror (saved));
  return ok;
}

static FoyerExit
hand_over (const char *path, char *recovery)
{
  g_autoptr (GError) error = NULL;

  if (path == NULL)
    g_printerr (RECOVERY_WORDS "\n    %s\n\n", recovery);
  /* The centre is made; a key that cannot be filed must still reach the operator. */
  else if (!write_recovery (path, recovery, &error))
    {
      g_printerr (RECOVERY_WORDS "\n    %s\n\n", recovery);
      return foyerctl_fail (error);
    }
  return FOYER_EXIT_DONE;
}

FoyerExit
foyerctl_centre_init (int argc, char **argv)
{
  g_autofree char *data = NULL;
  g_autofree char *name = NULL;
  g_autofree char *recovery_out = NULL;
  char *passphrase = NULL, *again = NULL, *recovery = NULL;
  g_autoptr (GError) error = NULL;
  FoyerExit code = FOYER_EXIT_USAGE;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, "Directory to make the centre in", "DIR" },
    { "name", 0, 0, G_OPTION_ARG_STRING, &name, "Name of the centre, as kiosks show it", "NAME" },
    { "recovery-out", 0, 0, G_OPTION_ARG_FILENAME, &recovery_out,
      "Write the recovery key here (a new file, mode 0600) instead of showing it", "FILE" },
    G_OPTION_ENTRY_NULL,
  };

  if (!foyerctl_parse (
        "Makes a centre: its keys, its database. The passphrase is asked for twice, or read"
        " as two lines from standard input.",
        entries, &argc, &argv, 0))
    return FOYER_EXIT_USAGE;
  if (data == NULL)
    return foyerctl_complain (FOYER_EXIT_USAGE, "say where: --data DIR");
  if (recovery_out && g_file_test (recovery_out, G_FILE_TEST_EXISTS))
    return foyerctl_complain (FOYER_EXIT_REFUSED, "%s is there already: choose another file",
                              recovery_out);
  passphrase = foyerctl_read_secret ("Passphrase of the centre");
  again = foyerctl_read_secret ("The same again");
  if (passphrase && again)
    recovery = foyer_centre_init (data, name ? name : "Caring Essex", passphrase, again,
                                  &FOYER_KDF_NORMAL, &error);
  else
    code = foyerctl_complain (FOYER_EXIT_USAGE,
                              "the passphrase is needed twice: type it, or give two lines");
  foyerctl_free_secret (passphrase);
  foyerctl_free_secret (again);
  if (error)
    code = foyerctl_fail (error);
  if (recovery)
    code = hand_over (recovery_out, recovery);
  foyerctl_free_secret (recovery);
  return code;
}

FoyerExit
foyerctl_centre_restored (int argc, char **argv)
{
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerCentreDoor) door = NULL;
  g_autoptr (json_t) request = json_pack ("{s:s}", "op", "new-epoch");
  g_autoptr (json_t) reply = NULL;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, "Directory of the centre", "DIR" },
    G_OPTION_ENTRY_NULL,
  };

  if (!foyerctl_parse (
        "Begins a new epoch, after the database was put back from a backup: kiosks send"
        " again what the backup may lack, and read all content anew.",
        entries, &argc, &argv, 0))
    return FOYER_EXIT_USAGE;
  if (data == NULL)
    return foyerctl_complain (FOYER_EXIT_USAGE, "say where the centre is: --data DIR");
  door = foyer_centre_door_open (data, &error);
  reply = door ? foyer_centre_door_call (door, request, &error) : NULL;
  if (reply == NULL)
    return foyerctl_fail (error);
  g_print ("epoch: %" G_GINT64_FORMAT "\n", foyer_json_get_int (reply, "epoch", 0));
  return FOYER_EXIT_DONE;
}
