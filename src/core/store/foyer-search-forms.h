/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Other forms that an English word is likely to have ("gardening": garden, gardens, gardener …),
 * real or not: who asks looks whether they occur. folded: one word. Owned char *, without folded
 * itself; empty for a short word or another script. (transfer full) */
GPtrArray *foyer_search_forms (const char *folded);

G_END_DECLS
