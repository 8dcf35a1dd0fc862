/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/widgets/foyer-key-layout.h"
#include "kiosk/widgets/foyer-keyboard.h"

G_BEGIN_DECLS

/* Between foyer-keyboard.c (what keys do) and foyer-keyboard-panes.c (which there are). */

typedef enum
{
  FOYER_SHIFT_OFF,
  FOYER_SHIFT_ONCE, /* the next letter is a capital */
  FOYER_SHIFT_LOCKED,
} FoyerShift;

struct _FoyerKeyboard
{
  GtkWidget parent_instance;

  FoyerKeyboardPurpose purpose;
  FoyerShift shift;
  gint64 shift_tapped_us;    /* monotonic; of the last tap on Shift */
  const FoyerKeyLayout *own; /* of the language that is on; NULL: Latin letters are all it needs */
  gboolean is_latin;         /* the visitor asked for Latin letters */
  guint page;                /* of a layout without capitals */
  GtkWidget *stack;          /* owned: our one child; "letters", "numbers", "own-0" and "own-1" */
  GPtrArray *shift_keys;     /* owned array of buttons; the rest: borrowed, in the stack */
  GtkWidget *own_key;        /* (nullable) from Latin letters to the language's own */
  GtkWidget *last_mark_key, *gmail_key, *couk_key;
  GPtrArray *question_keys; /* owned array of borrowed buttons: only where sentences are written */
  GPtrArray *letter_keys;   /* owned array of borrowed buttons */
  GPtrArray *word_labels;   /* owned array of borrowed labels that go when there is no room */
  gboolean words_shown;
  guint words_idle;
  guint hold_timer, repeat_timer;
  gboolean has_repeated; /* so that letting go does not delete once more */
  GtkRoot *watched;      /* borrowed: root whose focus we follow */
  gulong watch_id;
};

/* The panes, as children of self->stack. */
void foyer_keyboard_add_panes (FoyerKeyboard *self);

/* What the keys do. */
void foyer_keyboard_type (GtkButton *key, FoyerKeyboard *self);
void foyer_keyboard_shift (GtkButton *key, FoyerKeyboard *self);
void foyer_keyboard_delete (GtkButton *key, FoyerKeyboard *self);
void foyer_keyboard_delete_held (GtkWidget *key, GtkStateFlags before, FoyerKeyboard *self);
void foyer_keyboard_hide (GtkButton *key, FoyerKeyboard *self);
void foyer_keyboard_turn_page (GtkButton *key, FoyerKeyboard *self);
void foyer_keyboard_change_letters (GtkButton *key, FoyerKeyboard *self);

G_END_DECLS
