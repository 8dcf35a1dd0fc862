/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/model/foyer-content.h"

G_BEGIN_DECLS

/* A story on the wall: picture, place, title, one line, and whether there is something to watch or
 * hear. A button; whoever makes it connects to ::clicked. */
#define FOYER_TYPE_STORY_CARD (foyer_story_card_get_type ())
G_DECLARE_FINAL_TYPE (FoyerStoryCard, foyer_story_card, FOYER, STORY_CARD, GtkButton)

GtkWidget *foyer_story_card_new (FoyerStory *story);
FoyerStory *foyer_story_card_get_story (FoyerStoryCard *self); /* borrowed */

G_END_DECLS
