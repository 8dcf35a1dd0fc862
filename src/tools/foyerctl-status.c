/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyerctl"

#include <string.h>

#include "core/crypto/foyer-crypto.h"
#include "core/model/foyer-json.h"
#include "tools/foyerctl.h"

/* foyerctl records status: tells a visitor, by way of the kiosks, how things stand.
 *
 * The code is turned into its hash here: it never leaves this process.
 */

typedef struct
{
  char *data, *code, *id, *state, *message, *reply_by; /* owned */
} Options;

static void
options_clear (Options *options)
{
  g_free (options->data);
  foyer_secret_free (options->code);
  g_free (options->id);
  g_free (options->state);
  g_free (options->message);
  g_free (options->reply_by);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static FoyerExit
set_status (const Options *options)
{
  char *normalised = options->code ? foyer_code_normalise (options->code) : NULL;
  g_autofree char *hash = normalised ? foyer_code_hash (normalised) : NULL;
  FoyerExit code = FOYER_EXIT_DONE;
  g_autoptr (json_t) reply = NULL;

  foyer_secret_free (normalised);
  if (options->code && hash == NULL)
    return foyerctl_complain (FOYER_EXIT_REFUSED, "that is not a reference code: two words and a"
                                                  " number, like HAZEL-OTTER-417238");
  reply = foyerctl_call_centre (options->data,
                                json_pack ("{s:s, s:s*, s:s*, s:s, s:s*, s:s*}", "op", "status",
                                           "code_hash", hash, "id", options->id, "state",
                                           options->state, "message", options->message, "reply_by",
                                           options->reply_by),
                                &code);
  if (reply == NULL)
    return code;
  g_print ("state: %s\n", foyer_json_get_string (reply, "state"));
  /* No kiosk has this withdrawal to send it again. */
  if (g_str_equal (options->state, "withdrawn"))
    foyerctl_complain (FOYER_EXIT_DONE,
                       "note: make a backup now: until then, should the disk be lost, what was"
                       " withdrawn comes back with the last backup");
  return FOYER_EXIT_DONE;
}

FoyerExit
foyerctl_records_status (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &options.data, "Directory of the centre", "DIR" },
    { "code", 0, 0, G_OPTION_ARG_STRING, &options.code, "The visitor's reference code", "CODE" },
    { "id", 0, 0, G_OPTION_ARG_STRING, &options.id, "Or the id of the record", "RECORD-ID" },
    { "state", 0, 0, G_OPTION_ARG_STRING, &options.state,
      "received, in_touch, placed, closed or withdrawn", "STATE" },
    { "message", 0, 0, G_OPTION_ARG_STRING, &options.message,
      "What the visitor reads; no names (\"\" takes it away)", "TEXT" },
    { "reply-by", 0, 0, G_OPTION_ARG_STRING, &options.reply_by,
      "By when they will hear: YYYY-MM-DD (\"\" takes it away)", "DATE" },
    G_OPTION_ENTRY_NULL,
  };

  if (!foyerctl_parse ("Says how a sign-up stands; its visitor can ask for it at every kiosk with"
                       " the reference code. The state withdrawn deletes the records.",
                       entries, &argc, &argv, 0))
    return FOYER_EXIT_USAGE;
  if (options.data == NULL || options.state == NULL || !options.code == !options.id)
    return foyerctl_complain (FOYER_EXIT_USAGE,
                              "three things are needed: --data DIR, --code CODE or"
                              " --id RECORD-ID, and --state STATE");
  foyer_crypto_init ();
  return set_status (&options);
}
