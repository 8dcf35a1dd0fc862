/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The languages a visitor may read Foyer in, and the one that is on. Main thread. */
typedef struct
{
  const char *code;         /* as LANGUAGE has it: "pl" */
  const char *name;         /* in itself: "Polski" */
  const char *english_name; /* for staff: "Polish" */
  const char *css_class;    /* of the window while it is on: "lang-pl" */
  gboolean is_right_to_left;
} FoyerLanguage;

/* Before anything else: sets the locale and finds the catalogues ($FOYER_LOCALEDIR, or where they
 * are installed). While no other thread runs, and before GTK begins. English is on then. */
void foyer_language_init (void);

/* In the order they are offered, English first; NULL after the last. */
const FoyerLanguage *foyer_language_get (guint index);
const FoyerLanguage *foyer_language_find (
  const char *code); /* NULL: not one of ours; code nullable */
const FoyerLanguage *foyer_language_get_current (void);

/* From now on gettext () speaks it. Returns FALSE when it was on already. Words that stand on the
 * screen do not change by themselves. */
gboolean foyer_language_use (const FoyerLanguage *language);

/* Once, when GTK has begun: labels break only between words where letters join, since GTK 4.8
 * works out two different widths for a joined word that it may break, and says so. */
void foyer_language_mend_labels (void);

G_END_DECLS
