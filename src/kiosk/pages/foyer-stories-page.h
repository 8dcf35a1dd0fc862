/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-page.h"

G_BEGIN_DECLS

/* The story wall. Argument: "" or a theme's tag. */
#define FOYER_TYPE_STORIES_PAGE (foyer_stories_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerStoriesPage, foyer_stories_page, FOYER, STORIES_PAGE, FoyerPage)

G_END_DECLS
