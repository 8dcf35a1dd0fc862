/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-page.h"

G_BEGIN_DECLS

/* One story, to watch, to hear or to read. Argument: the story's id. */
#define FOYER_TYPE_STORY_PAGE (foyer_story_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerStoryPage, foyer_story_page, FOYER, STORY_PAGE, FoyerPage)

G_END_DECLS
