/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-choose-page"

#include "kiosk/pages/foyer-choose-where.h"

#include <glib/gi18n.h>

#include "core/viewmodel/foyer-nearby.h"

#include "kiosk/pages/foyer-choose-parts.h"
#include "kiosk/widgets/foyer-choice-row.h"
#include "kiosk/widgets/foyer-label.h"
#include "kiosk/widgets/foyer-option-card.h"
#include "kiosk/widgets/foyer-place-editor.h"

/* The last question. The field for a postcode is made when it is wanted and thrown away after, so
 * no undo and no word of it stays behind. Owned by the page that asks. Main thread. */

#define PLACE_MAX 40 /* characters: the longest town of Essex and some slack */
#define TYPED "foyer-where-typed"

static const int miles_offered[] = { 2, 5, 10, 20 };
static const char *const miles_ids[] = { "2", "5", "10", "20" };

struct _FoyerChooseWhere
{
  GtkWidget parent_instance;

  FoyerPage *page;     /* borrowed: owns this */
  FoyerChoice *choice; /* owned */
  FoyerChooseAnswered answered;
  GtkWidget *box, *miles, *grid, *cards[4]; /* borrowed: box is the only child */
  GtkWidget *editor;                        /* borrowed (nullable): while typing */
};

G_DEFINE_FINAL_TYPE (FoyerChooseWhere, foyer_choose_where, GTK_TYPE_WIDGET)

static const FoyerChoiceWhere wheres[] = { FOYER_CHOICE_WHERE_HERE, FOYER_CHOICE_WHERE_PLACE,
                                           FOYER_CHOICE_WHERE_ANYWHERE, FOYER_CHOICE_WHERE_HOME };

/* ---- a postcode or a town ---- */

static void
end_editing (FoyerChooseWhere *self)
{
  if (self->editor == NULL)
    return;
  foyer_page_hide_keyboard (self->page);
  gtk_box_remove (GTK_BOX (self->box), self->editor);
  self->editor = NULL;
  gtk_widget_set_visible (self->grid, TRUE);
}

/* A town's library stands for the town. */
static gboolean
use_town (FoyerChooseWhere *self, const char *typed)
{
  FoyerStore *store = foyer_backend_get_store (foyer_page_get_backend (self->page));
  g_autoptr (GPtrArray) places = store != NULL ? foyer_store_list_places (store) : NULL;
  FoyerPlace *place = places != NULL ? foyer_nearby_find_place (places, typed) : NULL;

  if (place == NULL)
    return FALSE;
  foyer_choice_set_where (self->choice, FOYER_CHOICE_WHERE_PLACE, place->id);
  return TRUE;
}

static void
use_cb (FoyerChooseWhere *self)
{
  FoyerPlaceEditor *editor = FOYER_PLACE_EDITOR (self->editor);
  FoyerPostcodes *postcodes = foyer_backend_get_postcodes (foyer_page_get_backend (self->page));
  FoyerPostcodeResult found = { .match = FOYER_POSTCODE_NONE };
  const char *typed = foyer_place_editor_get_text (editor);

  if (postcodes != NULL)
    found = foyer_postcodes_lookup (postcodes, typed);
  if (found.match == FOYER_POSTCODE_OUTSIDE)
    {
      foyer_place_editor_show_problem (
        editor, _ ("We only know postcodes in Essex. Please try one in Essex."));
      return;
    }
  if (found.match == FOYER_POSTCODE_NONE && !use_town (self, typed))
    {
      foyer_place_editor_show_problem (
        editor, _ ("We do not know that place. Try a town, or a postcode like CM1 1QH."));
      return;
    }
  if (found.match != FOYER_POSTCODE_NONE)
    {
      foyer_visit_set_origin (foyer_page_get_visit (self->page), found.normalised);
      foyer_choice_set_where (self->choice, FOYER_CHOICE_WHERE_PLACE, NULL);
    }
  end_editing (self);
  self->answered (self->page);
}

static void
cancel_cb (FoyerChooseWhere *self)
{
  end_editing (self);
  gtk_widget_grab_focus (self->cards[1]);
}

/* typed: handed over by a question that went; nullable. */
static void
begin_editing (FoyerChooseWhere *self, GtkEntryBuffer *typed)
{
  self->editor
    = foyer_place_editor_new (_ ("A postcode or a town"), PLACE_MAX, GTK_INPUT_HINT_NONE, typed);
  g_signal_connect_swapped (self->editor, "use", G_CALLBACK (use_cb), self);
  g_signal_connect_swapped (self->editor, "cancel", G_CALLBACK (cancel_cb), self);
  gtk_widget_set_visible (self->grid, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->editor);
}

/* ---- answers ---- */

static void
card_cb (GtkButton *card, gpointer data)
{
  FoyerChooseWhere *self = data;

  for (guint i = 0; i < G_N_ELEMENTS (wheres); i++)
    {
      if (self->cards[i] != GTK_WIDGET (card))
        continue;
      if (wheres[i] != FOYER_CHOICE_WHERE_PLACE)
        {
          foyer_choice_set_where (self->choice, wheres[i], NULL);
          self->answered (self->page);
          return;
        }
      begin_editing (self, NULL);
    }
}

static void
show_miles (FoyerChooseWhere *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (miles_offered); i++)
    foyer_choice_row_set (FOYER_CHOICE_ROW (self->miles), miles_ids[i],
                          (int)foyer_choice_get_miles (self->choice) == miles_offered[i], -1);
}

static void
miles_cb (FoyerChoiceRow *row, const char *id, gboolean on, gpointer data)
{
  FoyerChooseWhere *self = data;

  foyer_choice_set_miles (self->choice, atoi (id));
  show_miles (self); /* exactly one is on, also when it was touched again */
}

static void
build_miles (FoyerChooseWhere *self)
{
  self->miles = foyer_choice_row_new (_ ("How far would you go?"), FOYER_CHOICE_SEGMENTS);
  for (guint i = 0; i < G_N_ELEMENTS (miles_offered); i++)
    {
      g_autofree char *label
        = g_strdup_printf (ngettext ("%d mile", "%d miles", miles_offered[i]), miles_offered[i]);

      foyer_choice_row_add (FOYER_CHOICE_ROW (self->miles), miles_ids[i], label, NULL);
    }
  g_signal_connect (self->miles, "chosen", G_CALLBACK (miles_cb), self);
  show_miles (self);
}

static void
add_card (FoyerChooseWhere *self, guint i, const char *title, const char *hint)
{
  self->cards[i] = foyer_option_card_new (FOYER_OPTION_RADIO, title, hint);
  gtk_widget_set_hexpand (self->cards[i], TRUE);
  if (i > 0)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->cards[i]),
                                 GTK_TOGGLE_BUTTON (self->cards[0]));
  if (foyer_choice_get_where (self->choice) == wheres[i])
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->cards[i]), TRUE);
  g_signal_connect (self->cards[i], "clicked", G_CALLBACK (card_cb), self);
  gtk_grid_attach (GTK_GRID (self->grid), self->cards[i], 0, (int)i, 1, 1);
}

static void
build_cards (FoyerChooseWhere *self)
{
  FoyerPlace *place = foyer_backend_get_place (foyer_page_get_backend (self->page));
  g_autofree char *near = foyer_choice_get_where (self->choice) == FOYER_CHOICE_WHERE_PLACE
                            ? foyer_choose_dup_near (self->page, self->choice)
                            : NULL;

  self->grid = gtk_grid_new ();
  gtk_grid_set_column_homogeneous (GTK_GRID (self->grid), TRUE);
  gtk_widget_add_css_class (self->grid, "choose-options");
  add_card (self, 0, _ ("Near here"), place != NULL ? place->name : NULL);
  add_card (self, 1, _ ("Near another place"), near != NULL ? near : _ ("A postcode or a town"));
  add_card (self, 2, _ ("Anywhere in Essex"), _ ("I can travel"));
  add_card (self, 3, _ ("From home"), _ ("By phone or online"));
}

static void
foyer_choose_where_dispose (GObject *object)
{
  FoyerChooseWhere *self = FOYER_CHOOSE_WHERE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->choice);
  G_OBJECT_CLASS (foyer_choose_where_parent_class)->dispose (object);
}

static void
foyer_choose_where_class_init (FoyerChooseWhereClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_choose_where_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
foyer_choose_where_init (FoyerChooseWhere *self)
{
}

GtkWidget *
foyer_choose_where_new (FoyerPage *page, FoyerChoice *choice, FoyerChooseAnswered answered)
{
  FoyerChooseWhere *self = g_object_new (FOYER_TYPE_CHOOSE_WHERE, NULL);

  self->page = page;
  self->choice = g_object_ref (choice);
  self->answered = answered;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->box, "choose-where");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  build_miles (self);
  build_cards (self);
  gtk_box_append (GTK_BOX (self->box), self->miles);
  gtk_box_append (GTK_BOX (self->box), self->grid);
  return GTK_WIDGET (self);
}

void
foyer_choose_where_layout (GtkWidget *body, int columns)
{
  foyer_choose_arrange (FOYER_CHOOSE_WHERE (body)->grid, columns);
}

void
foyer_choose_where_keep (GtkWidget *body, GObject *state)
{
  FoyerChooseWhere *self = FOYER_CHOOSE_WHERE (body);

  if (self->editor != NULL)
    g_object_set_data_full (
      state, TYPED, g_object_ref (foyer_place_editor_get_typed (FOYER_PLACE_EDITOR (self->editor))),
      g_object_unref);
}

void
foyer_choose_where_take (GtkWidget *body, GObject *state)
{
  g_autoptr (GtkEntryBuffer) typed = g_object_steal_data (state, TYPED);

  if (typed != NULL)
    begin_editing (FOYER_CHOOSE_WHERE (body), typed);
}
