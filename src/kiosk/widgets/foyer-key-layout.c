/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-keyboard"

#include "kiosk/widgets/foyer-key-layout.h"

#include <string.h>

#include "kiosk/widgets/foyer-key.h"

/* Finds the layout of a language and says what its keys are called. Tables and pure functions. */

const FoyerKeyLayout foyer_layout_latin = {
  .code = "en",
  .sign = "ABC",
  .rows = { { "1 2 3 4 5 6 7 8 9 0", "q w e r t y u i o p", "a s d f g h j k l '",
              "z x c v b n m - . ," } },
  .has_capitals = TRUE,
};

static const FoyerKeyLayout *const layouts[] = {
  &foyer_layout_bn, &foyer_layout_pl, &foyer_layout_ro, &foyer_layout_uk, &foyer_layout_ur,
};

const FoyerKeyLayout *
foyer_key_layout_find (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    if (strcmp (layouts[i]->code, code) == 0)
      return layouts[i];
  return NULL;
}

char *
foyer_key_layout_dup_shown (const char *text)
{
  if (strcmp (text, "'") == 0)
    return g_strdup ("’");
  if (g_unichar_get_script (g_utf8_get_char (text)) == G_UNICODE_SCRIPT_INHERITED)
    return g_strconcat ("ـ", text, NULL); /* an Urdu vowel mark, over a line that joins letters */
  return g_strdup (text);
}

const char *
foyer_key_layout_name_of (const FoyerKeyLayout *layout, const char *text)
{
  for (const FoyerKeyName *name = layout->names; name != NULL && name->text != NULL; name++)
    if (strcmp (name->text, text) == 0)
      return name->spoken;
  return foyer_key_name_of (text);
}
