/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The item (JSON text) with its words in language, as its member "translations" has them, and
 * "language" set to it; what is not translated stays. NULL: it has none in that language, or it
 * cannot be read. (transfer full) */
char *foyer_translation_apply (const char *item, const char *language);

G_END_DECLS
