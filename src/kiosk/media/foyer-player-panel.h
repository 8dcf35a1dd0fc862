/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "kiosk/media/foyer-player.h"

G_BEGIN_DECLS

/* A film or a narration with what one touches to run it: the picture with captions over it, play
 * and pause, where it is, captions on and off, how loud. A narration (and a film before its first
 * picture) shows a drawn scene. */
#define FOYER_TYPE_PLAYER_PANEL (foyer_player_panel_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPlayerPanel, foyer_player_panel, FOYER, PLAYER_PANEL, GtkWidget)

/* title: said by a screen reader. art: the drawn scene. seconds: length as far as known beforehand,
 * NAN or 0 not known. has_captions: there is a captions file. */
GtkWidget *foyer_player_panel_new (
  FoyerPlayer *player, const char *title, const char *art, double seconds, gboolean has_captions);
/* TRUE: all controls in one row. */
void foyer_player_panel_set_wide (FoyerPlayerPanel *self, gboolean is_wide);
void foyer_player_panel_pause (FoyerPlayerPanel *self);
FoyerPlayer *foyer_player_panel_get_player (FoyerPlayerPanel *self); /* borrowed */
void foyer_player_panel_set_wants_captions (FoyerPlayerPanel *self, gboolean wants_captions);
gboolean foyer_player_panel_get_wants_captions (FoyerPlayerPanel *self);

G_END_DECLS
