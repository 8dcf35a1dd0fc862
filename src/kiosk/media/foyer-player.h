/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A film or a narration: playbin into an appsink of RGB, shown as a GdkPaintable; captions from a
 * WebVTT file by position. Main thread only; GStreamer is started on first use (not before the
 * first frame). Properties: "state" (FoyerPlayerState), "position" and "duration" in seconds
 * (double), "caption" (nullable string), "volume" 0..1. Signal ::error (translated sentence). */
#define FOYER_TYPE_PLAYER (foyer_player_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPlayer, foyer_player, FOYER, PLAYER, GObject)

typedef enum
{
  FOYER_PLAYER_IDLE,
  FOYER_PLAYER_PLAYING,
  FOYER_PLAYER_PAUSED,
  FOYER_PLAYER_ENDED,
  FOYER_PLAYER_FAILED,
} FoyerPlayerState;

FoyerPlayer *foyer_player_new (const char *media_path,
                               const char *captions_path); /* paths; captions nullable */
/* The language may change while it plays. captions_path: NULL: none. */
void foyer_player_set_captions (FoyerPlayer *self, const char *captions_path);
const char *foyer_player_get_media_path (FoyerPlayer *self);
GdkPaintable *foyer_player_get_paintable (FoyerPlayer *self);
void foyer_player_play (FoyerPlayer *self);
void foyer_player_pause (FoyerPlayer *self);
void foyer_player_seek (FoyerPlayer *self, double seconds);
FoyerPlayerState foyer_player_get_state (FoyerPlayer *self);
double foyer_player_get_position (FoyerPlayer *self);
double foyer_player_get_duration (FoyerPlayer *self);
const char *foyer_player_get_caption (FoyerPlayer *self);
void foyer_player_set_volume (FoyerPlayer *self, double volume);
double foyer_player_get_volume (FoyerPlayer *self);

G_END_DECLS
