/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kiosk/widgets/foyer-key-layout.h"

/* Urdu by sound, as most people in Pakistan and Britain type it: each letter where the Latin one
 * stands that sounds like it. The second page has what Shift has there, and the vowel marks. */

static const FoyerKeyName names[] = {
  { "ے", "بڑی یے" },     { "ی", "چھوٹی یے" },    { "ء", "ہمزہ" },    { "ہ", "گول ہے" },
  { "ھ", "دو چشمی ہے" }, { "ۃ", "گول تے" },      { "ں", "نون غنہ" }, { "۔", "وقف" },
  { "،", "سکتہ" },       { "؟", "سوالیہ نشان" }, { "َ", "زبر" },      { "ِ", "زیر" },
  { "ُ", "پیش" },         { "ّ", "تشدید" },        { "ْ", "جزم" },      { "ٰ", "کھڑا زبر" },
  { "ً", "دو زبر" },      { "آ", "الف مد" },      { NULL, NULL },
};

const FoyerKeyLayout foyer_layout_ur = {
  .code = "ur",
  .sign = "اب پ",
  .rows = { { "1 2 3 4 5 6 7 8 9 0", "ق و ع ر ت ے ء ی ہ پ", "ا س د ف گ ح ج ک ل ھ",
              "ز ش چ ط ب ن م آ ۔ ،" },
            { "1 2 3 4 5 6 7 8 9 0", "ٹ ڑ ڈ ں ئ ؤ ث ص ض ۃ", "غ خ ذ ژ ظ ٰ َ ِ ُ ّ", "ْ ً ؟ - ." } },
  .page_signs = { "اب پ", "ٹ ڑ غ" },
  .names = names,
};
