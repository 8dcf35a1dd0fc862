/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-page.h"

G_BEGIN_DECLS

/* The pages a visitor has been through, the last of them in sight. A page under it may be without
 * widgets (its words were of another language): it is made when it comes into sight again. */
#define FOYER_TYPE_PAGE_STACK (foyer_page_stack_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPageStack, foyer_page_stack, FOYER, PAGE_STACK, GtkWidget)

GtkWidget *foyer_page_stack_new (FoyerBackend *backend);
/* What pages opened from now on belong to. */
void foyer_page_stack_set_visit (FoyerPageStack *self, FoyerVisit *visit);

guint foyer_page_stack_get_depth (FoyerPageStack *self);
FoyerPage *foyer_page_stack_get_top (FoyerPageStack *self);       /* borrowed (nullable) */
const char *foyer_page_stack_get_top_name (FoyerPageStack *self); /* "" when empty */

/* FALSE: there is no page of that name. The caller shows what is on top then. */
gboolean foyer_page_stack_push (FoyerPageStack *self, const char *name, const char *argument);
/* The same, and the page that was in sight goes. */
gboolean foyer_page_stack_replace (FoyerPageStack *self, const char *name, const char *argument);
void foyer_page_stack_pop (FoyerPageStack *self);
void foyer_page_stack_drop (FoyerPageStack *self, guint depth); /* down to this many */
/* Every page is to be made anew, in the language that is on; what a visitor set stays. */
void foyer_page_stack_remake (FoyerPageStack *self);
/* Puts the top page in sight and hides the others, from a screen reader too. */
FoyerPage *foyer_page_stack_show_top (FoyerPageStack *self, gboolean portrait);
void foyer_page_stack_content_changed (FoyerPageStack *self);

G_END_DECLS
