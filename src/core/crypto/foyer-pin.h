/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/foyer-clock.h"

G_BEGIN_DECLS

/* The staff corner's PIN. It locks a screen and is no key: nothing is encrypted with it, and six
 * digits would fall to a search in hours (SECURITY.md). Kept in DIR/staff-pin, 0600: its Argon2id
 * hash, and how many wrong tries there have been since the last right one. Wrong tries are counted
 * on the disk before they are looked at, so that pulling the plug gives none for nothing. */
#define FOYER_PIN_DIGITS 6

#define FOYER_PIN_ERROR (foyer_pin_error_quark ())
GQuark foyer_pin_error_quark (void);
typedef enum
{
  FOYER_PIN_ERROR_NOT_A_PIN, /* not six digits */
  FOYER_PIN_ERROR_TOO_EASY,  /* 111111, 123456 … */
  FOYER_PIN_ERROR_NOT_SET,   /* this kiosk has none yet */
  FOYER_PIN_ERROR_WRONG,
  FOYER_PIN_ERROR_WAIT,   /* too many wrong ones: foyer_pin_wait_s () says how long */
  FOYER_PIN_ERROR_FAILED, /* the disk, or no memory to work it out */
} FoyerPinError;

/* One of a folder, for the life of the program: after a restart the whole wait begins again, since
 * the clock on the wall can be turned. Any thread, one at a time. */
typedef struct _FoyerPin FoyerPin;
FoyerPin *foyer_pin_new (const char *state_dir, FoyerClock *clock);
void foyer_pin_free (FoyerPin *pin);

/* Replaces the PIN and forgets wrong tries. Durable when TRUE. Slow (100 ms). */
gboolean foyer_pin_set (const char *state_dir, const char *digits, GError **error);
gboolean foyer_pin_is_set (FoyerPin *pin);
/* Seconds until the next try is looked at; 0: now. */
int foyer_pin_wait_s (FoyerPin *pin);
/* TRUE: it is the one. Slow (100 ms): not on the main thread. */
gboolean foyer_pin_try (FoyerPin *pin, const char *digits, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPin, foyer_pin_free)

G_END_DECLS
