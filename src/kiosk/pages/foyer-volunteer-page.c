/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-volunteer-page"

#include "kiosk/pages/foyer-volunteer-page.h"

#include <glib/gi18n.h>

#include "core/viewmodel/foyer-listing-words.h"
#include "kiosk/pages/foyer-sign-up-parts.h"
#include "kiosk/widgets/foyer-door-card.h"
#include "kiosk/widgets/foyer-label.h"

/* Help as a neighbour stands beside the roles, as large as they do. No state. Owned by the window's
 * stack; the number is counted again when content comes. Main thread. */

#define PROGRAMME "volunteering"
#define ONE_COLUMN_FROM 200 /* percent: two columns of such letters are too narrow */

struct _FoyerVolunteerPage
{
  FoyerPage parent_instance;

  GtkWidget *grid, *row; /* borrowed */
};

G_DEFINE_FINAL_TYPE (FoyerVolunteerPage, foyer_volunteer_page, FOYER_TYPE_PAGE)

static void
set_target (GtkWidget *button, const char *page, const char *argument)
{
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", page, argument);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open");
}

/* "36 ways to help"; (transfer full) (nullable) */
static char *
dup_count (FoyerVolunteerPage *self)
{
  FoyerStore *store = foyer_backend_get_store (foyer_page_get_backend (FOYER_PAGE (self)));
  guint n = store != NULL ? foyer_store_count_listings (store, PROGRAMME) : 0;
  g_autoptr (GPtrArray) programmes = n > 0 ? foyer_store_list_programmes (store) : NULL;

  for (guint i = 0; programmes != NULL && i < programmes->len; i++)
    {
      FoyerProgramme *programme = g_ptr_array_index (programmes, i);

      if (g_str_equal (programme->id, PROGRAMME))
        return foyer_words_count (programme, n);
    }
  return NULL;
}

static void
fill (FoyerVolunteerPage *self)
{
  g_autofree char *count = dup_count (self);
  const struct
  {
    const char *art, *title, *words, *number, *page, *argument;
  } doors[] = {
    { "scene-hall-club", _ ("Find what suits me"),
      _ ("A few taps, and we show what fits you. Skip what you like."), NULL, "choose", "" },
    { "programme-volunteer", _ ("See all ways to help"),
      _ ("Roles with groups near you, for an hour or for longer."), count, "browse", PROGRAMME },
    { "scene-befriending", _ ("Help a neighbour"),
      _ ("Shopping, a lift, a chat. You do not need to join anything."), NULL, "neighbour", "" },
    { "scene-gardening", _ ("I already volunteer"),
      _ ("Log your hours, and print a record of them."), NULL, "hours", "" },
  };
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->grid)) != NULL)
    gtk_grid_remove (GTK_GRID (self->grid), child);
  for (guint i = 0; i < G_N_ELEMENTS (doors); i++)
    {
      GtkWidget *card
        = foyer_door_card_new (doors[i].art, doors[i].title, doors[i].words, doors[i].number);

      set_target (card, doors[i].page, doors[i].argument);
      gtk_grid_attach (GTK_GRID (self->grid), card, (int)i % 2, (int)i / 2, 1, 1);
    }
}

static GtkWidget *
build (FoyerVolunteerPage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *reading
    = foyer_button_new (_ ("Before you start"), "foyer-arrow-forward-symbolic", TRUE, "primary");
  GtkWidget *questions = foyer_button_new (_ ("Two short questions"), NULL, FALSE, "outline");
  GtkWidget *about = foyer_label_new (
    _ ("First time, money and benefits, DBS checks, your health, coming back after a gap."),
    "quiet");

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_add_css_class (column, "doors-column");
  foyer_label_append (column, _ ("How would you like to help?"), "heading");
  foyer_label_append (column, _ ("Every kind of help counts. Small help is help."), "lead");
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_homogeneous (GTK_GRID (self->grid), TRUE);
  gtk_grid_set_row_homogeneous (GTK_GRID (self->grid), TRUE); /* no kind of help is smaller */
  gtk_widget_add_css_class (self->grid, "door-grid");
  gtk_box_append (GTK_BOX (column), self->grid);
  self->row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->row, "door-row");
  set_target (reading, "info-list", PROGRAMME);
  set_target (questions, "baseline", "");
  gtk_widget_set_hexpand (about, TRUE);
  gtk_widget_set_valign (about, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->row), reading);
  gtk_box_append (GTK_BOX (self->row), about);
  gtk_box_append (GTK_BOX (self->row), questions);
  gtk_box_append (GTK_BOX (column), self->row);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), column);
  return scroller;
}

static void
foyer_volunteer_page_opened (FoyerPage *page)
{
  FoyerVolunteerPage *self = FOYER_VOLUNTEER_PAGE (page);

  foyer_page_set_title (page, _ ("How would you like to help?"));
  foyer_page_set_content (page, build (self));
  foyer_page_add_back (page, NULL);
  foyer_page_add_home (page);
  fill (self);
}

static void
foyer_volunteer_page_layout (FoyerPage *page, gboolean portrait)
{
  FoyerVolunteerPage *self = FOYER_VOLUNTEER_PAGE (page);
  gboolean is_narrow
    = portrait || foyer_visit_get_text_percent (foyer_page_get_visit (page)) >= ONE_COLUMN_FROM;

  foyer_sign_up_set_columns (GTK_GRID (self->grid), is_narrow ? 1 : 2);
  gtk_orientable_set_orientation (
    GTK_ORIENTABLE (self->row), is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static void
foyer_volunteer_page_content_changed (FoyerPage *page)
{
  fill (FOYER_VOLUNTEER_PAGE (page));
  foyer_volunteer_page_layout (page, foyer_page_is_portrait (page));
}

static void
foyer_volunteer_page_class_init (FoyerVolunteerPageClass *klass)
{
  FoyerPageClass *page_class = FOYER_PAGE_CLASS (klass);

  page_class->opened = foyer_volunteer_page_opened;
  page_class->layout = foyer_volunteer_page_layout;
  page_class->content_changed = foyer_volunteer_page_content_changed;
}

static void
foyer_volunteer_page_init (FoyerVolunteerPage *self)
{
}
