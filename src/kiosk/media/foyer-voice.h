/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A voice that says one piece of text at a time, made on this machine (eSpeak NG): no network, no
 * file. Signals, on the main thread: ::finished when the last sound has been heard (not after
 * foyer_voice_stop ()), ::failed when this machine has no sound. */
#define FOYER_TYPE_VOICE (foyer_voice_get_type ())
G_DECLARE_FINAL_TYPE (FoyerVoice, foyer_voice, FOYER, VOICE, GObject)

FoyerVoice *foyer_voice_new (void);
/* sink: a GStreamer element instead of the machine's sound; in_time FALSE: as fast as it can. */
FoyerVoice *foyer_voice_new_full (const char *sink, gboolean in_time);
/* Stops what is being said. language: "en", "pl" …; NULL or unknown: English. The text is copied,
 * and wiped when it has been said. */
void foyer_voice_say (FoyerVoice *self, const char *text, const char *language);
void foyer_voice_stop (FoyerVoice *self);
void foyer_voice_set_paused (FoyerVoice *self, gboolean paused);
void foyer_voice_set_pace (FoyerVoice *self, int pace);     /* 0 slow, 1 normal, 2 fast; from the next text */
void foyer_voice_set_volume (FoyerVoice *self, int volume); /* 1 to 5; at once */
/* For tests: samples made so far, and the loudest of them (0 to 32768). */
guint64 foyer_voice_get_samples (FoyerVoice *self);
int foyer_voice_get_peak (FoyerVoice *self);

G_END_DECLS
