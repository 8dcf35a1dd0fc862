/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kiosk/widgets/foyer-key-layout.h"

/* Romanian: each letter with a mark stands beside the one it comes from. */

static const FoyerKeyName names[] = {
  { "ă", "ă, a cu căciulă" }, { "â", "â, a cu circumflex" }, { "î", "î, i cu circumflex" },
  { "ș", "ș, s cu virgulă" }, { "ț", "ț, t cu virgulă" },    { NULL, NULL },
};

const FoyerKeyLayout foyer_layout_ro = {
  .code = "ro",
  .sign = "ĂÎȘ",
  .rows = { { "1 2 3 4 5 6 7 8 9 0 - ,", "q w e r t ț y u i î o p", "a ă â s ș d f g h j k l",
              "z x c v b n m ' ." } },
  .has_capitals = TRUE,
  .names = names,
};
