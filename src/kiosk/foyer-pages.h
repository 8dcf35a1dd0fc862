/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-page.h"

G_BEGIN_DECLS

/* The table of pages: name → type. NULL for a name that is none. (transfer floating) */
FoyerPage *foyer_pages_create (const char *name);

G_END_DECLS
