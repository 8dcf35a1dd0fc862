/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-page.h"

G_BEGIN_DECLS

/* The six languages, each in itself and in English. */
#define FOYER_TYPE_LANGUAGE_PAGE (foyer_language_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerLanguagePage, foyer_language_page, FOYER, LANGUAGE_PAGE, FoyerPage)

/* What a screen reader says for a language, such as "Polski, Polish". (transfer full) */
char *foyer_language_page_dup_spoken (guint index);

G_END_DECLS
