/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/model/foyer-content.h"

G_BEGIN_DECLS

/* The dates of a listing to choose one from; the first that has room is chosen to begin with. One
 * that is full may be chosen too: it has a waiting list.
 * Property "chosen" (FoyerSession, nullable, read only). */
#define FOYER_TYPE_SESSION_LIST (foyer_session_list_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSessionList, foyer_session_list, FOYER, SESSION_LIST, GtkWidget)

GtkWidget *foyer_session_list_new (GPtrArray *sessions); /* FoyerSession, earliest first */
/* "More dates", to be put beside the list's heading; not visible where all are in sight. */
GtkWidget *foyer_session_list_get_more (FoyerSessionList *self);      /* borrowed */
FoyerSession *foyer_session_list_get_chosen (FoyerSessionList *self); /* borrowed (nullable) */
void foyer_session_list_choose (FoyerSessionList *self,
                                const char *id);          /* nothing, if it is gone */
char *foyer_session_list_dup_day (FoyerSession *session); /* "Sat 28 Nov" */

G_END_DECLS
