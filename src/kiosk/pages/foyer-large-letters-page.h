/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-page.h"

G_BEGIN_DECLS

/* A receipt's code and day in the largest letters that fit. Argument: the receipt's own. */
#define FOYER_TYPE_LARGE_LETTERS_PAGE (foyer_large_letters_page_get_type ())
G_DECLARE_FINAL_TYPE (
  FoyerLargeLettersPage, foyer_large_letters_page, FOYER, LARGE_LETTERS_PAGE, FoyerPage)

G_END_DECLS
