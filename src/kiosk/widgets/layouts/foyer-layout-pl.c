/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kiosk/widgets/foyer-key-layout.h"

/* Polish: each letter with a mark stands beside the one it comes from. */

static const FoyerKeyName names[] = {
  { "ą", "ą, a z ogonkiem" }, { "ę", "ę, e z ogonkiem" },
  { "ć", "ć, c z kreską" },   { "ł", "ł" },
  { "ń", "ń, n z kreską" },   { "ó", "ó, o z kreską" },
  { "ś", "ś, s z kreską" },   { "ź", "ź, z z kreską" },
  { "ż", "ż, z z kropką" },   { NULL, NULL },
};

const FoyerKeyLayout foyer_layout_pl = {
  .code = "pl",
  .sign = "ĄĘŁ",
  .rows = { { "1 2 3 4 5 6 7 8 9 0 - ,", "q w e ę r t y u i o ó p", "a ą s ś d f g h j k l ł",
              "z ź ż x c ć v b n ń m ." } },
  .has_capitals = TRUE,
  .names = names,
};
