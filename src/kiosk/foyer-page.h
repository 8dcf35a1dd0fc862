/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/viewmodel/foyer-visit.h"
#include "kiosk/foyer-backend.h"

G_BEGIN_DECLS

/* Microseconds. A second tap this soon, or one this soon on a new view, is a shaky finger and not a
 * wish (SECURITY.md). */
#define FOYER_REPEAT_GUARD_US 300000

/* A page is a contract: a content area, a bottom bar (start and end), perhaps the on-screen keyboard
 * between them, and a few moments it is told of. A page is made for each navigation with one argument
 * and destroyed when it is left for good (going back finds it as it was); nothing of a visitor outlives
 * it. In a .ui file: <template class="FoyerHomePage" parent="FoyerPage"> with <child> (content),
 * <child type="start">, <child type="end">. Pages ask upward by action name, never by the window:
 *   win.open (ss) page, argument · win.back · win.home · win.finish · win.replace (ss) */
#define FOYER_TYPE_PAGE (foyer_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (FoyerPage, foyer_page, FOYER, PAGE, GtkWidget)

struct _FoyerPageClass
{
  GtkWidgetClass parent_class;

  void (*opened) (FoyerPage *self); /* once: backend, visit and argument are set; load what is shown */
  void (*shown) (FoyerPage *self);  /* each time it becomes the visible page */
  void (*hidden) (FoyerPage *self);
  void (*layout) (FoyerPage *self, gboolean portrait); /* orientation or text size changed; before shown too */
  void (*content_changed) (FoyerPage *self);           /* the store has something new */
  /* The language changes, and the page is made anew: what its visitor set and typed, as one object
   * (transfer full), or NULL when there is nothing. The page itself: it cannot go just now, and stays
   * as it is. No words that were translated. */
  GObject *(*save_state) (FoyerPage *self);
  /* What the page before this one saved; right after opened. */
  void (*restore_state) (FoyerPage *self, GObject *state);
};

FoyerBackend *foyer_page_get_backend (FoyerPage *self); /* borrowed */
FoyerVisit *foyer_page_get_visit (FoyerPage *self);     /* borrowed */
const char *foyer_page_get_argument (FoyerPage *self);  /* "" when none */
gboolean foyer_page_is_portrait (FoyerPage *self);

void foyer_page_set_content (FoyerPage *self, GtkWidget *content); /* fills; scrolls by itself if it must */
void foyer_page_add_start (FoyerPage *self, GtkWidget *child);     /* bottom bar, from the start edge */
void foyer_page_add_end (FoyerPage *self, GtkWidget *child);       /* bottom bar, before what is there */
/* The usual "← Back" and "Home". label NULL: "Back". */
void foyer_page_add_back (FoyerPage *self, const char *label);
void foyer_page_add_home (FoyerPage *self);
/* A page with views of its own says when it shows another. TRUE: that was a moment ago, so that a
 * tap on what goes on or back is a shaky finger's second one, meant for the view before. */
void foyer_page_step (FoyerPage *self);
gboolean foyer_page_is_repeat (FoyerPage *self);
/* Said when the page comes up, and its name for a screen reader. */
void foyer_page_set_title (FoyerPage *self, const char *title);
/* Says above the content that it is in another language than the visitor's, when it is. language:
 * the content's, NULL for English. */
void foyer_page_say_language (FoyerPage *self, const char *language);
/* The keyboard appears while a text field has the focus. Call once, in opened or init. */
void foyer_page_use_keyboard (FoyerPage *self);
void foyer_page_hide_keyboard (FoyerPage *self);

void foyer_page_open (FoyerPage *self, const char *page, const char *argument);

/* Buttons in the house manner; icon NULL or "foyer-…-symbolic". style: "primary", "outline", "plain". */
GtkWidget *foyer_button_new (const char *label, const char *icon, gboolean icon_at_end, const char *style);

G_END_DECLS
