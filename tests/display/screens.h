/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/viewmodel/foyer-ease.h"
#include "page-fixture.h"

G_BEGIN_DECLS

/* Every screen a visitor can meet, and every way it can look: one table for the audit, the contact
 * sheet and whatever else goes over all of them. A new page is one line in screens.c. */

typedef struct
{
  const char *name;            /* of the screen: in reports, and of its picture */
  const char *page, *argument; /* as win.open takes them */
  /* clang-format off */
  /* What is done to get there once the page is up, "|" between steps, NULL: nothing.
   *   words   presses the button that begins with them
   *   ?words  the same if there is such a button: a panel that is open where there is room
   *   ^words  touches it once, also where it would go on and off
   *   =text   types it into what has the focus
   *   ~words  waits until they are in sight
   *   !cards  waits until listings are there
   *   !rest   puts the keyboard away
   *   !later  lets 45 seconds go by
   *   !hours  ten hours were logged with a code
   *   !pin    gives the kiosk the staff PIN 480951
   *   !idle   the warning that the screen clears itself
   *   !focus  puts the focus into the first text field (and so shows the keyboard)
   * Words are given as in the source and looked for in the language that is up. */
  /* clang-format on */
  const char *steps;
  const char *design; /* the picture to aim at, in ../shared/design; NULL: there is none */
} Screen;

typedef struct
{
  gboolean is_portrait;
  int percent; /* of text */
  FoyerColours colours;
  const char *language; /* a code */
} Look;

extern const Screen screens[]; /* ends with a name of NULL */

/* Every look there is, one after the other: two orientations, three text sizes, the usual colours
 * and both of high contrast, every language. FALSE: there is no such many. */
gboolean look_get (guint i, Look *look);
/* Eighteen of them that have every two of orientation, size, colours and language together. */
#define N_FEW_LOOKS 18
void look_get_few (guint i, Look *look);
/* A screen has six of the eighteen: each orientation in each size, every language, each set of
 * colours twice. Three neighbours in the table have them all. */
gboolean screen_has_few_look (const Screen *screen, guint i);
/* "landscape-100", "portrait-200-contrast-dark", "landscape-100-pl",
 * "portrait-150-contrast-light-ur". (transfer full) */
char *look_dup_name (const Look *look);
/* A window is no larger than its screen: a portrait look needs a screen that stands upright. */
gboolean look_is_possible (const Look *look);
gboolean screen_has_look (const Screen *screen, const Look *look);
/* Makes everything in the window look so. */
void screens_look (PageFixture *f, const Look *look);
/* Opens a screen in the place of the one before. A step that cannot be done fails the test. */
void screens_open (PageFixture *f, const Screen *screen);
/* Draws some frames more: for what loads by itself. */
void screens_rest (PageFixture *f, int frames);
/* Whatever hangs over the page goes, and nothing stays typed. */
void screens_leave (PageFixture *f);

G_END_DECLS
