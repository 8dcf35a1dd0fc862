/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/viewmodel/foyer-ease.h"

/* A table of small numbers, each with its limits and what it is without being asked. Owned by the
 * visit. Main thread. */

/* Scanning to the tenth control takes a minute by itself (SECURITY.md, idle rules: 60 s). */
#define SCANNING_PATIENCE 4

struct _FoyerEase
{
  GObject parent_instance;

  int values[FOYER_EASE_N_KEYS];
};

G_DEFINE_FINAL_TYPE (FoyerEase, foyer_ease, G_TYPE_OBJECT)

static const struct
{
  int min, max, usual;
} limits[FOYER_EASE_N_KEYS] = {
  [FOYER_EASE_COLOURS] = { FOYER_COLOURS_USUAL, FOYER_COLOURS_LIGHT, FOYER_COLOURS_USUAL },
  [FOYER_EASE_CALM] = { 0, 1, 0 },
  [FOYER_EASE_REACH] = { 0, 1, 0 },
  [FOYER_EASE_SCANNING] = { FOYER_SCANNING_OFF, FOYER_SCANNING_TWO_SWITCHES, FOYER_SCANNING_OFF },
  [FOYER_EASE_SCAN_PACE] = { 0, 2, 1 },
  [FOYER_EASE_READING] = { 0, 1, 0 },
  [FOYER_EASE_VOICE_PACE] = { 0, 2, 1 },
  [FOYER_EASE_VOICE_VOLUME] = { 1, 5, 3 },
};

static guint changed_signal;

static void
foyer_ease_class_init (FoyerEaseClass *klass)
{
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
foyer_ease_init (FoyerEase *self)
{
  for (guint key = 0; key < FOYER_EASE_N_KEYS; key++)
    self->values[key] = limits[key].usual;
}

FoyerEase *
foyer_ease_new (void)
{
  return g_object_new (FOYER_TYPE_EASE, NULL);
}

int
foyer_ease_get (FoyerEase *self, FoyerEaseKey key)
{
  g_return_val_if_fail (FOYER_IS_EASE (self) && key < FOYER_EASE_N_KEYS, 0);

  return self->values[key];
}

void
foyer_ease_set (FoyerEase *self, FoyerEaseKey key, int value)
{
  g_return_if_fail (FOYER_IS_EASE (self) && key < FOYER_EASE_N_KEYS);

  value = CLAMP (value, limits[key].min, limits[key].max);
  if (self->values[key] == value)
    return;
  self->values[key] = value;
  g_signal_emit (self, changed_signal, 0, (int)key);
}

void
foyer_ease_reset (FoyerEase *self)
{
  g_return_if_fail (FOYER_IS_EASE (self));

  for (guint key = 0; key < FOYER_EASE_N_KEYS; key++)
    foyer_ease_set (self, key, limits[key].usual);
}

gboolean
foyer_ease_is_usual (FoyerEase *self)
{
  g_return_val_if_fail (FOYER_IS_EASE (self), TRUE);

  for (guint key = 0; key < FOYER_EASE_N_KEYS; key++)
    if (self->values[key] != limits[key].usual)
      return FALSE;
  return TRUE;
}

int
foyer_ease_get_patience (FoyerEase *self)
{
  g_return_val_if_fail (FOYER_IS_EASE (self), 1);

  return self->values[FOYER_EASE_SCANNING] != FOYER_SCANNING_OFF ? SCANNING_PATIENCE : 1;
}
