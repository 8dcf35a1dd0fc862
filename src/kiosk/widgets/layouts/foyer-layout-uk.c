/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kiosk/widgets/foyer-key-layout.h"

/* Ukrainian, as on keyboards sold there (ЙЦУКЕН). */

static const FoyerKeyName names[] = {
  { "ь", "м’який знак" },
  { NULL, NULL },
};

const FoyerKeyLayout foyer_layout_uk = {
  .code = "uk",
  .sign = "АБВ",
  .rows = { { "1 2 3 4 5 6 7 8 9 0 -", "й ц у к е н г ш щ з х ї", "ф і в а п р о л д ж є ґ",
              "я ч с м и т ь б ю ' . ," } },
  .has_capitals = TRUE,
  .names = names,
};
