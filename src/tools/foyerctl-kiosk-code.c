/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyerctl"

#include "core/model/foyer-record.h"
#include "core/viewmodel/foyer-code-answer.h"
#include "sync/foyer-sync-engine.h"
#include "tools/foyerctl.h"

/* foyerctl kiosk withdraw|status: what somebody with a reference code can do at a kiosk.
 *
 * Works on a state directory that no kiosk is running on. A code comes from the command line of an
 * operator or a test; it is shown nowhere again.
 */

typedef struct
{
  char *state, *code; /* owned: as given; code is wiped */
  char *normalised;   /* owned, wiped */
} CodeOptions;

static void
code_options_clear (CodeOptions *options)
{
  g_free (options->state);
  foyer_secret_free (options->code);
  foyer_secret_free (options->normalised);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CodeOptions, code_options_clear)

/* FOYER_EXIT_DONE when both are there and the code is one. */
static FoyerExit
read_options (CodeOptions *options, const char *summary, int *argc, char ***argv)
{
  const GOptionEntry entries[] = {
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &options->state, "Directory of the kiosk", "DIR" },
    { "code", 0, 0, G_OPTION_ARG_STRING, &options->code, "A reference code", "CODE" },
    G_OPTION_ENTRY_NULL,
  };

  if (!foyerctl_parse (summary, entries, argc, argv, 0))
    return FOYER_EXIT_USAGE;
  if (options->state == NULL || options->code == NULL)
    return foyerctl_complain (FOYER_EXIT_USAGE, "two things are needed: --state DIR --code CODE");
  foyer_crypto_init ();
  options->normalised = foyer_code_normalise (options->code);
  if (options->normalised == NULL)
    return foyerctl_complain (FOYER_EXIT_USAGE,
                              "that is not a code; it looks like HAZEL-OTTER-417238");
  return FOYER_EXIT_DONE;
}

/* Printed only once it is on the disk. */
static FoyerExit
withdraw (const CodeOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTrust) trust = foyer_trust_load (options->state, NULL);
  g_autoptr (FoyerClock) clock = foyer_clock_new_corrected (foyer_clock_system (), options->state);
  g_autoptr (FoyerSealedRecord) record = NULL;
  g_autoptr (FoyerOutbox) outbox = NULL;
  gboolean was_moved = FALSE;
  guint removed = 0;

  if (trust == NULL)
    return foyerctl_complain (FOYER_EXIT_FAILED, "%s is not a kiosk: use foyerctl kiosk enrol",
                              options->state);
  record = foyer_record_seal_withdrawal (options->normalised, trust, clock, &error);
  if (record == NULL
      || (outbox = foyer_outbox_open (options->state, clock, &was_moved, &error)) == NULL
      || !foyer_outbox_withdraw (outbox, record->id, record->sealed, record->code_hash, &removed,
                                 &error))
    return foyerctl_fail (error);
  g_print ("removed_here: %u\nqueued: %s\n", removed,
           foyer_trust_is_locked (trust) ? "locked" : "yes");
  if (foyer_trust_is_locked (trust))
    foyerctl_complain (
      FOYER_EXIT_DONE,
      "note: the centre has revoked this kiosk: the withdrawal stays here until the"
      " kiosk is let in again; tell the centre");
  return FOYER_EXIT_DONE;
}

FoyerExit
foyerctl_kiosk_withdraw (int argc, char **argv)
{
  g_auto (CodeOptions) options = { 0 };
  FoyerExit code = read_options (
    &options,
    "Takes back what has this reference code: here at once, at the centre with the next"
    " sync.",
    &argc, &argv);

  return code == FOYER_EXIT_DONE ? withdraw (&options) : code;
}

static void
print_answer (const FoyerCodeAnswer *answer)
{
  g_print ("state: %s\n", foyer_code_state_to_string (answer->state));
  if (answer->received)
    g_print ("received: %s\n", answer->received);
  if (answer->reply_by)
    g_print ("reply_by: %s\n", answer->reply_by);
  if (answer->message)
    g_print ("message: %s\n", answer->message);
}

static FoyerExit
show_status (const CodeOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerClock) clock = foyer_clock_new_corrected (foyer_clock_system (), options->state);
  g_autoptr (FoyerStore) store = NULL;
  g_autoptr (FoyerOutbox) outbox = NULL;
  g_autoptr (FoyerStatus) status = NULL;
  g_autoptr (FoyerCodeAnswer) answer = NULL;
  g_auto (FoyerCodeFacts) facts = { 0 };
  g_autofree char *hash = NULL;
  gboolean was_moved = FALSE;

  if (!g_file_test (options->state, G_FILE_TEST_IS_DIR))
    return foyerctl_complain (FOYER_EXIT_FAILED, "there is no kiosk in %s", options->state);
  hash = foyer_code_hash (options->normalised);
  if (hash == NULL)
    return foyerctl_complain (FOYER_EXIT_FAILED, "no memory to work out a code");
  outbox = foyer_outbox_open (options->state, clock, &was_moved, &error);
  if (outbox == NULL || !foyer_outbox_look_up_code (outbox, hash, &facts, &error))
    return foyerctl_fail (error);
  /* Without content yet, what the kiosk itself knows is all there is. */
  store = foyer_store_open_reader (options->state, NULL);
  status = store ? foyer_store_get_status (store, hash) : NULL;
  answer = foyer_code_answer_new (&facts, status);
  print_answer (answer);
  return FOYER_EXIT_DONE;
}

FoyerExit
foyerctl_kiosk_status (int argc, char **argv)
{
  g_auto (CodeOptions) options = { 0 };
  FoyerExit code = read_options (
    &options, "Says how things stand with a reference code, as the kiosk's own page does.", &argc,
    &argv);

  return code == FOYER_EXIT_DONE ? show_status (&options) : code;
}
