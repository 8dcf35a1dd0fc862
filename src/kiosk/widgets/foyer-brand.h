/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The deployment's name in the top bar, and the way to the staff corner: a finger that stays on it for
 * three seconds, or, for a keyboard, a button over it that is seen only while it has the focus. */
#define FOYER_TYPE_BRAND (foyer_brand_get_type ())
G_DECLARE_FINAL_TYPE (FoyerBrand, foyer_brand, FOYER, BRAND, GtkWidget)

GtkWidget *foyer_brand_new (const char *name);

G_END_DECLS
