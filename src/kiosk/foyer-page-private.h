/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-page.h"

G_BEGIN_DECLS

/* For the window only. */
void foyer_page_setup (FoyerPage *self, FoyerBackend *backend, FoyerVisit *visit, const char *argument);
void foyer_page_emit_shown (FoyerPage *self);
void foyer_page_emit_hidden (FoyerPage *self);
void foyer_page_emit_layout (FoyerPage *self, gboolean portrait);
void foyer_page_emit_content_changed (FoyerPage *self);
GObject *foyer_page_save_state (FoyerPage *self); /* (transfer full) (nullable) */
void foyer_page_restore_state (FoyerPage *self, GObject *state);
const char *foyer_page_get_title (FoyerPage *self);

G_END_DECLS
