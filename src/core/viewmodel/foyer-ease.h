/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What a visitor asked for to make the screen easier for them; all of it back to normal when the
 * visit ends. Text size is the visit's own. ::changed (key) after a value is another. */
#define FOYER_TYPE_EASE (foyer_ease_get_type ())
G_DECLARE_FINAL_TYPE (FoyerEase, foyer_ease, FOYER, EASE, GObject)

typedef enum
{
  FOYER_EASE_COLOURS,      /* FoyerColours */
  FOYER_EASE_CALM,         /* 1: nothing moves by itself */
  FOYER_EASE_REACH,        /* 1: everything in the lower part of the screen */
  FOYER_EASE_SCANNING,     /* FoyerScanning */
  FOYER_EASE_SCAN_PACE,    /* 0 slow, 1 normal, 2 fast */
  FOYER_EASE_READING,      /* 1: pages are read aloud */
  FOYER_EASE_VOICE_PACE,   /* 0 slow, 1 normal, 2 fast */
  FOYER_EASE_VOICE_VOLUME, /* 1 to 5 */
  FOYER_EASE_N_KEYS
} FoyerEaseKey;

typedef enum
{
  FOYER_COLOURS_USUAL,
  FOYER_COLOURS_DARK,  /* high contrast, light on black */
  FOYER_COLOURS_LIGHT, /* high contrast, black on white */
} FoyerColours;

typedef enum
{
  FOYER_SCANNING_OFF,
  FOYER_SCANNING_ONE_SWITCH,   /* the frame moves by itself, the switch chooses */
  FOYER_SCANNING_TWO_SWITCHES, /* one moves it, the other chooses */
} FoyerScanning;

FoyerEase *foyer_ease_new (void);
int foyer_ease_get (FoyerEase *self, FoyerEaseKey key);
/* Out of range becomes the nearest that is not. */
void foyer_ease_set (FoyerEase *self, FoyerEaseKey key, int value);
void foyer_ease_reset (FoyerEase *self);
gboolean foyer_ease_is_usual (FoyerEase *self); /* as after a reset */
/* How many times longer than usual one may be still before the screen asks. */
int foyer_ease_get_patience (FoyerEase *self);

G_END_DECLS
