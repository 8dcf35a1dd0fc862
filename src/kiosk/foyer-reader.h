/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "kiosk/media/foyer-voice.h"

G_BEGIN_DECLS

/* Reads what is on the screen, item by item of foyer_spoken_list (), marks what is being said and
 * keeps it in sight. Signals: ::changed (its state), ::saying (the item's words), ::failed. */
#define FOYER_TYPE_READER (foyer_reader_get_type ())
G_DECLARE_FINAL_TYPE (FoyerReader, foyer_reader, FOYER, READER, GObject)

typedef enum
{
  FOYER_READER_STOPPED,
  FOYER_READER_READING,
  FOYER_READER_PAUSED,
  FOYER_READER_AT_END,
} FoyerReaderState;

FoyerReader *foyer_reader_new (FoyerVoice *voice);
FoyerVoice *foyer_reader_get_voice (FoyerReader *self); /* borrowed */
/* From the beginning; title: said first where the page does not begin with it (nullable). */
void foyer_reader_read (FoyerReader *self, GtkWidget *root, const char *title, const char *language);
void foyer_reader_say (FoyerReader *self, const char *words); /* one thing, and then no more */
void foyer_reader_stop (FoyerReader *self);
void foyer_reader_set_paused (FoyerReader *self, gboolean paused); /* at the end: from the beginning */
void foyer_reader_step (FoyerReader *self, int by);                /* 1 next, -1 the one before */
FoyerReaderState foyer_reader_get_state (FoyerReader *self);

G_END_DECLS
