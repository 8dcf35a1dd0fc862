/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyerctl"

#include <string.h>

#include "core/crypto/foyer-pin.h"
#include "tools/foyerctl.h"

/* foyerctl kiosk set-pin: gives a kiosk the PIN of its staff corner.
 *
 * Plain functions. The running kiosk needs no restart: it reads the file when it is asked.
 */

static FoyerExit
set_pin (const char *state, const char *pin, const char *again)
{
  g_autoptr (GError) error = NULL;

  if (pin == NULL || again == NULL)
    return foyerctl_complain (FOYER_EXIT_USAGE,
                              "the PIN is needed twice: type it, or give two lines");
  if (strcmp (pin, again) != 0)
    return foyerctl_complain (FOYER_EXIT_REFUSED,
                              "the two PINs are not the same: nothing is changed");
  if (!foyer_pin_set (state, pin, &error))
    return foyerctl_complain (error->code == FOYER_PIN_ERROR_FAILED ? FOYER_EXIT_FAILED
                                                                    : FOYER_EXIT_REFUSED,
                              "%s", error->message);
  g_print ("set: yes\n");
  return FOYER_EXIT_DONE;
}

FoyerExit
foyerctl_kiosk_set_pin (int argc, char **argv)
{
  g_autofree char *state = NULL;
  char *pin, *again;
  FoyerExit code;
  const GOptionEntry entries[] = {
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &state, "Directory of the kiosk", "DIR" },
    G_OPTION_ENTRY_NULL,
  };

  if (!foyerctl_parse (
        "Sets the six digits that open the staff corner of this kiosk. They are asked for"
        " twice, or read as two lines from standard input.",
        entries, &argc, &argv, 0))
    return FOYER_EXIT_USAGE;
  if (state == NULL)
    return foyerctl_complain (FOYER_EXIT_USAGE, "say which kiosk: --state DIR");
  if (!g_file_test (state, G_FILE_TEST_IS_DIR))
    return foyerctl_complain (FOYER_EXIT_FAILED, "there is no kiosk in %s", state);
  pin = foyerctl_read_secret ("Six digits for the staff corner");
  again = foyerctl_read_secret ("The same again");
  code = set_pin (state, pin, again);
  foyerctl_free_secret (pin);
  foyerctl_free_secret (again);
  return code;
}
