/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>

#include "centre/foyer-centre-store.h"
#include "centre/foyer-exit.h"

G_BEGIN_DECLS

/* One command: argv[0] is its name, options follow. */
typedef FoyerExit (*FoyerctlFunc) (int argc, char **argv);

FoyerExit foyerctl_bundle_make (int argc, char **argv);
FoyerExit foyerctl_bundle_apply (int argc, char **argv);
FoyerExit foyerctl_bundle_collect (int argc, char **argv);
FoyerExit foyerctl_bundle_deliver (int argc, char **argv);
FoyerExit foyerctl_bundle_settle (int argc, char **argv);
FoyerExit foyerctl_bundle_key (int argc, char **argv);
FoyerExit foyerctl_centre_init (int argc, char **argv);
FoyerExit foyerctl_centre_restored (int argc, char **argv);
FoyerExit foyerctl_centre_backup (int argc, char **argv);
FoyerExit foyerctl_centre_restore (int argc, char **argv);
FoyerExit foyerctl_centre_audit (int argc, char **argv);
FoyerExit foyerctl_content_import (int argc, char **argv);
FoyerExit foyerctl_kiosk_invite (int argc, char **argv);
FoyerExit foyerctl_kiosk_revoke (int argc, char **argv);
FoyerExit foyerctl_kiosk_readmit (int argc, char **argv);
FoyerExit foyerctl_kiosk_list (int argc, char **argv);
FoyerExit foyerctl_kiosk_enrol (int argc, char **argv);
FoyerExit foyerctl_kiosk_sync (int argc, char **argv);
FoyerExit foyerctl_kiosk_search (int argc, char **argv);
FoyerExit foyerctl_kiosk_sign_up (int argc, char **argv);
FoyerExit foyerctl_kiosk_outbox (int argc, char **argv);
FoyerExit foyerctl_kiosk_set_pin (int argc, char **argv);
FoyerExit foyerctl_kiosk_status (int argc, char **argv);
FoyerExit foyerctl_kiosk_withdraw (int argc, char **argv);
FoyerExit foyerctl_records_list (int argc, char **argv);
FoyerExit foyerctl_records_status (int argc, char **argv);

/* One line on standard error: what is wrong and what to do. Returns code. */
FoyerExit foyerctl_complain (FoyerExit code, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* The same from an error, with the code that fits it. Takes nothing. */
FoyerExit foyerctl_fail (const GError *error);

/* The code that fits error. */
FoyerExit foyerctl_exit_code (const GError *error);

/* Options of a command; FALSE after a complaint. max_rest: file names and words that may follow. */
gboolean foyerctl_parse (
  const char *summary, const GOptionEntry *entries, int *argc, char ***argv, guint max_rest);

/* One request to the centre in data; takes request (NULL: a word in it is not plain text). NULL
 * after a complaint, and then *code is what to end with. (transfer full) */
json_t *foyerctl_call_centre (const char *data, json_t *request, FoyerExit *code);
/* The centre in data for reading, NULL with error; also when there is none. */
FoyerCentreStore *foyerctl_open_centre (const char *data, GError **error);

/* One line without echo from the terminal, or from standard input when that is none. NULL at its
 * end. Free with foyerctl_free_secret (). */
char *foyerctl_read_secret (const char *prompt);
void foyerctl_free_secret (char *secret);

/* A cell of a CSV file (RFC 4180): quoted, and defused when a spreadsheet would run it as a
 * formula. */
void foyerctl_append_cell (GString *line, const char *text);

G_END_DECLS
