/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyerctl"

#include "tools/foyerctl.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "centre/foyer-centre-store.h"
#include "core/outbox/foyer-outbox.h"
#include "foyer-config.h"
#include "sync/foyer-sync-engine.h"

/* foyerctl: the operator's tool, and how tests drive both ends without a display.
 *
 * This file finds the command and turns errors into exit codes; each group of commands has its own
 * file. One thread, everything blocking.
 */

typedef struct
{
  const char *group, *name;
  FoyerctlFunc func;
  const char *usage;
} Command;

static const Command commands[] = {
  { "bundle", "make", foyerctl_bundle_make, "--data DIR --out FILE [--kiosk ID] [--days N]" },
  { "bundle", "apply", foyerctl_bundle_apply, "--state DIR FILE" },
  { "bundle", "collect", foyerctl_bundle_collect, "--state DIR --out FILE" },
  { "bundle", "deliver", foyerctl_bundle_deliver,
    "--data DIR FILE --receipt FILE2 [--accept-revoked]" },
  { "bundle", "settle", foyerctl_bundle_settle, "--state DIR FILE2" },
  { "bundle", "key", foyerctl_bundle_key, "--data DIR" },
  { "centre", "init", foyerctl_centre_init, "--data DIR [--name NAME] [--recovery-out FILE]" },
  { "centre", "restored", foyerctl_centre_restored, "--data DIR" },
  { "centre", "backup", foyerctl_centre_backup, "--data DIR --to DIR2 [--keep N]" },
  { "centre", "restore", foyerctl_centre_restore, "--data DIR --from BACKUP [--older]" },
  { "centre", "audit", foyerctl_centre_audit, "--data DIR" },
  { "content", "import", foyerctl_content_import, "--data DIR [--format native|rpde] FILE…" },
  { "kiosk", "invite", foyerctl_kiosk_invite, "--data DIR --place PLACE-ID" },
  { "kiosk", "list", foyerctl_kiosk_list, "--data DIR" },
  { "kiosk", "revoke", foyerctl_kiosk_revoke, "--data DIR --kiosk KIOSK-ID" },
  { "kiosk", "readmit", foyerctl_kiosk_readmit, "--data DIR --kiosk KIOSK-ID" },
  { "kiosk", "enrol", foyerctl_kiosk_enrol, "--state DIR --centre URL --code CODE [--again]" },
  { "kiosk", "set-pin", foyerctl_kiosk_set_pin, "--state DIR" },
  { "kiosk", "sync", foyerctl_kiosk_sync, "--state DIR [--centre URL]" },
  { "kiosk", "search", foyerctl_kiosk_search,
    "--state DIR [QUERY] [--programme P] [--near POSTCODE] [--within MILES] [--limit N]" },
  { "kiosk", "sign-up", foyerctl_kiosk_sign_up,
    "--state DIR --listing ID [--session ID] --name N (--phone P | --email E)" },
  { "kiosk", "status", foyerctl_kiosk_status, "--state DIR --code CODE" },
  { "kiosk", "withdraw", foyerctl_kiosk_withdraw, "--state DIR --code CODE" },
  { "kiosk", "outbox", foyerctl_kiosk_outbox, "--state DIR" },
  { "records", "list", foyerctl_records_list,
    "--data DIR [--kind K] [--open-with KEYFILE] [--format json|csv] [--audit-note TEXT]" },
  { "records", "status", foyerctl_records_status,
    "--data DIR (--code CODE | --id RECORD-ID) --state STATE [--message TEXT] [--reply-by DATE]" },
};

static void
print_help (void)
{
  g_print ("Usage: foyerctl GROUP COMMAND [OPTION…]\n\n");
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  foyerctl %s %s %s\n", commands[i].group, commands[i].name, commands[i].usage);
  g_print ("\nMore about a command: foyerctl GROUP COMMAND --help\n" FOYER_EXIT_HELP "\n"
           "Not in this version: content from oruk, vds and csv, --database.\n");
}

static const Command *
find_command (const char *group, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (group, commands[i].group) && g_str_equal (name, commands[i].name))
      return &commands[i];
  return NULL;
}

FoyerExit
foyerctl_complain (FoyerExit code, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_printerr ("foyerctl: %s\n", g_strdelimit (text, "\n", ' '));
  return code;
}

FoyerExit
foyerctl_exit_code (const GError *error)
{
  if (error->domain == FOYER_SYNC_ERROR)
    switch ((FoyerSyncError)error->code)
      {
      case FOYER_SYNC_ERROR_REFUSED:
      case FOYER_SYNC_ERROR_LOCKED:
        return FOYER_EXIT_REFUSED;
      case FOYER_SYNC_ERROR_BAD_REPLY: /* somebody answered: trying again later is no cure */
        return FOYER_EXIT_FAILED;
      case FOYER_SYNC_ERROR_OFFLINE:
      default:
        return FOYER_EXIT_OFFLINE;
      }
  if (error->domain == FOYER_CENTRE_ERROR)
    return error->code == FOYER_CENTRE_ERROR_FAILED || error->code == FOYER_CENTRE_ERROR_NOT_MADE
             ? FOYER_EXIT_FAILED
             : FOYER_EXIT_REFUSED;
  if (error->domain == FOYER_CRYPTO_ERROR)
    return error->code == FOYER_CRYPTO_ERROR_WRONG_KEY
               || error->code == FOYER_CRYPTO_ERROR_WRONG_PASSPHRASE
             ? FOYER_EXIT_REFUSED
             : FOYER_EXIT_FAILED;
  if (error->domain == G_URI_ERROR || error->domain == G_OPTION_ERROR)
    return FOYER_EXIT_USAGE;
  return FOYER_EXIT_FAILED;
}

FoyerExit
foyerctl_fail (const GError *error)
{
  return foyerctl_complain (foyerctl_exit_code (error), "%s", error->message);
}

gboolean
foyerctl_parse (
  const char *summary, const GOptionEntry *entries, int *argc, char ***argv, guint max_rest)
{
  g_autoptr (GOptionContext) context = g_option_context_new (max_rest ? "[WORD…]" : NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_set_summary (context, summary);
  g_option_context_set_description (context, FOYER_EXIT_HELP "\n");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      foyerctl_complain (FOYER_EXIT_USAGE, "%s", error->message);
      return FALSE;
    }
  if ((guint)*argc - 1 > max_rest)
    {
      foyerctl_complain (FOYER_EXIT_USAGE, "“%s” is one word too many", (*argv)[1 + max_rest]);
      return FALSE;
    }
  return TRUE;
}

int
main (int argc, char **argv)
{
  const Command *command = NULL;

  setlocale (LC_ALL, "");
  if (argc > 1 && g_str_equal (argv[1], "--version"))
    {
      g_print ("foyerctl " FOYER_VERSION "\n");
      return FOYER_EXIT_DONE;
    }
  if (argc > 1 && (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h")))
    {
      print_help ();
      return FOYER_EXIT_DONE;
    }
  if (argc < 3)
    return (int)foyerctl_complain (FOYER_EXIT_USAGE, "say what to do: foyerctl --help lists it");
  command = find_command (argv[1], argv[2]);
  if (command == NULL)
    return (int)foyerctl_complain (FOYER_EXIT_USAGE,
                                   "there is no “%s %s”: foyerctl --help lists what"
                                   " there is",
                                   argv[1], argv[2]);
  return (int)command->func (argc - 2, argv + 2);
}
