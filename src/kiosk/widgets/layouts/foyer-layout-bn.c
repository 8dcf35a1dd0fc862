/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kiosk/widgets/foyer-key-layout.h"

/* Bengali in the order of the alphabet. Consonants join by the hasanta between them: ক ্ ষ is ক্ষ.
 * The vowels that stand alone, and digits, are on the second page. */

static const FoyerKeyName names[] = {
  { "া", "আ কার" },     { "ি", "হ্রস্ব ই কার" }, { "ী", "দীর্ঘ ঈ কার" }, { "ু", "হ্রস্ব উ কার" },
  { "ূ", "দীর্ঘ ঊ কার" }, { "ৃ", "ঋ কার" },       { "ে", "এ কার" },      { "ৈ", "ঐ কার" },
  { "ো", "ও কার" },     { "ৌ", "ঔ কার" },      { "্", "হসন্ত" },        { "ং", "অনুস্বার" },
  { "ঃ", "বিসর্গ" },     { "ঁ", "চন্দ্রবিন্দু" },    { "ৎ", "খণ্ড ত" },      { "।", "দাঁড়ি" },
  { "?", "প্রশ্ন চিহ্ন" }, { NULL, NULL },
};

const FoyerKeyLayout foyer_layout_bn = {
  .code = "bn",
  .sign = "কখগ",
  .rows = { { "া ি ী ু ূ ৃ ে ৈ ো ৌ ্ ং", "ক খ গ ঘ ঙ চ ছ জ ঝ ঞ ট ঠ", "ড ঢ ণ ত থ দ ধ ন প ফ ব ভ",
              "ম য র ল শ ষ স হ ড় ঢ় য় ৎ" },
            { "অ আ ই ঈ উ ঊ ঋ এ ঐ ও ঔ ।", "০ ১ ২ ৩ ৪ ৫ ৬ ৭ ৮ ৯ ঃ ঁ", "1 2 3 4 5 6 7 8 9 0 - ,",
              "' . ? ্ া ি ে ং" } },
  .page_signs = { "কখ", "অআ১" },
  .names = names,
};
