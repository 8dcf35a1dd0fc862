/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-reader.h"

G_BEGIN_DECLS

/* The line of controls while pages are read aloud: the one before, pause, next, stop. */
#define FOYER_TYPE_READER_BAR (foyer_reader_bar_get_type ())
G_DECLARE_FINAL_TYPE (FoyerReaderBar, foyer_reader_bar, FOYER, READER_BAR, GtkWidget)

GtkWidget *foyer_reader_bar_new (FoyerReader *reader);
/* In the language of now. note: a line of its own (nullable). stopped: only the note stays. */
void foyer_reader_bar_update (FoyerReaderBar *self, const char *note, gboolean stopped);

G_END_DECLS
