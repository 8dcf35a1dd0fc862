/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/foyer-content.h"

G_BEGIN_DECLS

/* The story wall: which stories stand on it for a district and a theme, and which districts and
 * themes there are to choose from (only those some story has). Plain values; thread-confined. */
typedef struct _FoyerStoryWall FoyerStoryWall;

typedef struct
{
  char *id;      /* owned: a district's name, or a theme's tag */
  char *label;   /* owned: what is shown */
  guint stories; /* how many there are with the other filter as it is set; 0: choosing it shows
                    nothing */
} FoyerStoryChoice;

/* stories: owned FoyerStory, newest first, taken over. celebrating (nullable, borrowed for the
 * call): its facet options give the themes their labels and their order; a theme without one is no
 * choice. */
FoyerStoryWall *foyer_story_wall_new (GPtrArray *stories, FoyerProgramme *celebrating);
void foyer_story_wall_free (FoyerStoryWall *wall);

void foyer_story_wall_set_district (FoyerStoryWall *wall, const char *district); /* NULL: all */
void foyer_story_wall_set_theme (FoyerStoryWall *wall, const char *theme);       /* NULL: all */
const char *foyer_story_wall_get_district (FoyerStoryWall *wall);
const char *foyer_story_wall_get_theme (FoyerStoryWall *wall);

guint foyer_story_wall_count_all (FoyerStoryWall *wall);
/* (transfer container): borrowed FoyerStory, as many as fit both filters. */
GPtrArray *foyer_story_wall_list (FoyerStoryWall *wall);
/* By name; (transfer full) owned FoyerStoryChoice. */
GPtrArray *foyer_story_wall_list_districts (FoyerStoryWall *wall);
/* In the programme's order. */
GPtrArray *foyer_story_wall_list_themes (FoyerStoryWall *wall);
/* The story after this one on the whole wall, the first after the last; NULL when it is the only
 * one. (transfer none) */
FoyerStory *foyer_story_wall_next (FoyerStoryWall *wall, const char *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerStoryWall, foyer_story_wall_free)

G_END_DECLS
