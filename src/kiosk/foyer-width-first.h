/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* From now on boxes, grids and labels that choose their height for a width answer how wide they are
 * without regard to a height. Once, before the first window; main thread.
 *
 * GTK 4.8 asks every widget that is not aligned to fill for the width it would need at the height
 * it is given (gtk_widget_adjust_size_allocation, gtkwidget.c), also where the answer is not used.
 * A wrapped label finds that by setting itself at fifteen widths, and a box searches likewise, on
 * top of its children's searches: one page of twenty sentences set 4,000 texts for its first frame
 * and took a second and a half. Where the height is a pixel short, in letters of an odd size, the
 * answer is one long line, and a column came out wider than the screen. Nothing here is ever laid
 * out by its height first.
 *
 * One answer is used: how wide what stands at one side of its room becomes. Where its usual width is
 * too little for the height it has (its height was asked for the whole room, and one line was
 * enough), GTK is asked after all, or a label of two lines would stand in the height of one.
 *
 * And a label that may break inside words finds how narrow it can be from its widest letter: GTK
 * sets the whole text a letter a line for that, which took longer than everything else about it. */
void foyer_width_first_install (void);

G_END_DECLS
