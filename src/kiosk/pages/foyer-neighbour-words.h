/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is said of each kind of help as a neighbour. Words are untranslated: through gettext when
 * they are shown. Constant. */
#define FOYER_NEIGHBOUR_TIPS_MAX 6

typedef struct
{
  const char *id;                                 /* as in the informal_help_log form */
  const char *art;                                /* NULL: it has no page of its own */
  const char *title;                              /* "Shopping" */
  const char *words;                              /* a line about it */
  const char *tips[FOYER_NEIGHBOUR_TIPS_MAX + 1]; /* how to do it safely; NULL-terminated */
  const char *like; /* argument of the browse page: roles of this kind */
} FoyerNeighbourKind;

/* The last one is "other". */
const FoyerNeighbourKind *foyer_neighbour_kinds (guint *n);
const FoyerNeighbourKind *foyer_neighbour_find_kind (const char *id); /* NULL: none */

G_END_DECLS
