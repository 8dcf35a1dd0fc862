/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/viewmodel/foyer-ease.h"

G_BEGIN_DECLS

/* Puts the style sheet up for a display. The sheet is a template: u(N) is N design pixels (of a 1920×1080
 * screen of 24 inches, 3.6 a millimetre), t(N) the same for type and so larger for who asked for larger
 * text, mm(N) millimetres. scale: real pixels a design pixel. */
void foyer_style_apply (GdkDisplay *display, double scale, int text_percent, FoyerColours colours);
double foyer_style_get_scale (void); /* as last applied */

G_END_DECLS
