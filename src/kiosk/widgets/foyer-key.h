/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Keys of the on-screen keyboard: buttons that never take the focus, or the text they write to
 * would lose it. Each has a name a screen reader can say. */

/* text: what it writes; shown: what stands on it. */
GtkWidget *foyer_key_new_text (const char *text, const char *shown, const char *spoken);
/* A picture, and beside it (horizontal) or under it (vertical) a word; word nullable. */
GtkWidget *foyer_key_new_icon (const char *icon,
                               const char *word,
                               const char *spoken,
                               GtkOrientation orientation);
const char *foyer_key_get_text (GtkWidget *key);
void foyer_key_set_text (GtkWidget *key, const char *text);
void foyer_key_set_shown (GtkWidget *key, const char *shown, const char *spoken);
GtkWidget *foyer_key_get_word (GtkWidget *key); /* borrowed label, nullable */
const char *foyer_key_name_of (
  const char *mark); /* "." → "full stop"; letters and digits: themselves */

G_END_DECLS
