/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a widget is called, for a screen reader, the kiosk's own voice and the tests alike. */

/* Sets the accessible label and remembers it, since GTK 4.8 lets nobody read it back. NULL takes it
 * away. Wiped when it changes or the widget goes: it may hold what somebody typed. */
void foyer_spoken_name (GtkWidget *widget, const char *name);
const char *foyer_spoken_get_name (GtkWidget *widget); /* as given; NULL: none was */
/* Only to be seen: no reader, no voice, no scanning goes into it. */
void foyer_spoken_hide (GtkWidget *widget);

/* One stop of a reader: words to be read, or a control. */
typedef struct
{
  GtkWidget *widget; /* owned: it may have left the screen since */
  GtkWidget *group;  /* borrowed, for comparing: the container it shares with its neighbours */
  char *text;        /* owned, wiped: words, or the control's name ("" when it has none) */
  const char *role;  /* translated: "button", "field"; "" for words */
  const char *state; /* translated: "chosen", "empty"; "" */
  gboolean is_control;
} FoyerSpokenItem;

/* All that is visible under (and with) a widget, in reading order: containers' own order, which GTK
 * mirrors by itself where the language runs from right to left. What stands in a named control is
 * not said again; rows of a list that are out of sight are there as far as GTK has made them.
 * (transfer full) (element-type FoyerSpokenItem) */
GPtrArray *foyer_spoken_list (GtkWidget *widget);
/* "Contrast, now normal, button". (transfer full), freed with foyer_secret_free () */
char *foyer_spoken_item_dup_words (const FoyerSpokenItem *item);
/* Focuses the first control, as Tab would once the page has its place on the screen. */
void foyer_spoken_focus_first (GtkWidget *widget);
/* Scrolls whatever holds the widget so that it is in sight. */
void foyer_spoken_bring_into_view (GtkWidget *widget);

G_END_DECLS
