/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Goes over a window as it is on the screen now and writes down what is wrong for somebody who sees
 * little, has unsteady hands, or uses keys alone (EN 301 549 clause 5, WCAG 2.2 AA). Also looked
 * at: what cannot be seen or hit at all. */
typedef struct
{
  guint unnamed;       /* controls that a screen reader can only call by their class */
  guint small;         /* under 16 mm in either direction */
  guint outside;       /* not on the screen, and not to be scrolled onto it */
  guint covered;       /* something else takes the touch, or two controls share a place */
  guint unreached;     /* the Tab and arrow keys never come there */
  guint cut;           /* words with an end that cannot be read */
  guint faint;         /* words too close in colour to what is behind them */
  guint unspoken;      /* words or controls in sight that the reader does not say */
  guint unseen;        /* what it says and nobody can see */
  guint looked_at;     /* controls */
  guint said;          /* sentences of the reader */
  GPtrArray *problems; /* owned, of owned sentences: what, and where */
} Audit;

Audit *audit_new (void);
void audit_free (Audit *audit);
/* root: what is on top (the window, or a sheet over it). pixels_per_mm: of the screen. contrast:
 * the least ratio of words to their ground; 0: not looked at, which saves drawing. where: of the
 * sentences. */
void audit_look_at (Audit *audit,
                    GtkWindow *window,
                    GtkWidget *root,
                    double pixels_per_mm,
                    double contrast,
                    const char *where);
guint audit_count (const Audit *audit); /* of all problems */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Audit, audit_free)

G_END_DECLS
