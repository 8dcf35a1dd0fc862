/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "kiosk/foyer-page.h"
#include "kiosk/foyer-window.h"

G_BEGIN_DECLS

/* A kiosk window over a state folder of the test's own, with the starter content in it, standing in
 * Chelmsford Library on 22 November 2026, with no line. */
typedef struct
{
  char *dir;
  FoyerClock *clock;
  FoyerBackend *backend;
  FoyerWindow *window;
} PageFixture;

#define PAGE_FIXTURE_NOW_US G_GINT64_CONSTANT (1795348800000000)

void page_fixture_init (int *argc, char ***argv); /* instead of gtk_test_init () */
int page_fixture_run (void);                      /* instead of g_test_run () */
void page_fixture_clean (void);                   /* what page_fixture_run () does in the end */
/* data "empty": no content at all; "locked": the centre has revoked this kiosk. */
void page_fixture_set_up (PageFixture *f, gconstpointer data);
void page_fixture_tear_down (PageFixture *f, gconstpointer data);

/* Adds the items of one native file, given as text. */
void page_fixture_apply (PageFixture *f, const char *json);

FoyerPage *page_fixture_open (PageFixture *f, const char *page, const char *argument);
FoyerPage *page_fixture_page (PageFixture *f); /* the one in sight */
const char *page_fixture_page_name (PageFixture *f);

/* The first widget in sight that shows a text beginning with words: a label, or the button around
 * it. NULL if there is none. */
GtkWidget *page_fixture_find (PageFixture *f, const char *words);
GtkWidget *page_fixture_find_button (PageFixture *f, const char *words);
gboolean page_fixture_shows (PageFixture *f, const char *words);
/* The text of the whole page, a line a label, for "is never said". (transfer full) */
char *page_fixture_dup_text (PageFixture *f);
/* Waits for it, as a person does: some pages grow a row a frame. */
void page_fixture_click (PageFixture *f, const char *words);
/* Also where a button that can be chosen goes on when it is touched. */
void page_fixture_touch (PageFixture *f, const char *words);
/* As page_fixture_click (), later than the pages' guard against a second tap. */
void page_fixture_tap (PageFixture *f, const char *words);
void page_fixture_type (PageFixture *f, const char *text); /* into what has the focus */
/* Runs the main loop until words are (or are no longer) in sight; fails after twenty seconds. */
void page_fixture_wait_for (PageFixture *f, const char *words);
void page_fixture_wait_gone (PageFixture *f, const char *words);
void page_fixture_wait_page (PageFixture *f, const char *name);
void page_fixture_settle (void); /* lets the loop run dry */

/* No text size and no theme makes the page wider than the screen, and no control smaller than 16
 * mm. */
void page_fixture_assert_fits (PageFixture *f);

G_END_DECLS
