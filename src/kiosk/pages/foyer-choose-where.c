/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-choose-page"

#include "kiosk/pages/foyer-choose-where.h"

#include <glib/gi18n.h>

#include "core/viewmodel/foyer-nearby.h"

#include "kiosk/foyer-spoken.h"
#include "kiosk/pages/foyer-choose-parts.h"
#include "kiosk/widgets/foyer-choice-row.h"
#include "kiosk/widgets/foyer-label.h"
#include "kiosk/widgets/foyer-option-card.h"

/* The last question. The field for a postcode is made when it is wanted and thrown away after, so
 * no undo and no word of it stays behind. Owned by the page that asks. Main thread. */

#define PLACE_MAX 40 /* characters: the longest town of Essex and some slack */

static const int miles_offered[] = { 2, 5, 10, 20 };
static const char *const miles_ids[] = { "2", "5", "10", "20" };

struct _FoyerChooseWhere
{
  GtkWidget parent_instance;

  FoyerPage *page;     /* borrowed: owns this */
  FoyerChoice *choice; /* owned */
  FoyerChooseAnswered answered;
  GtkWidget *box, *miles, *grid, *cards[4]; /* borrowed: box is the only child */
  GtkWidget *editor, *entry, *problem;      /* borrowed (nullable): while typing */
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
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_box_remove (GTK_BOX (self->box), self->editor);
  self->editor = self->entry = self->problem = NULL;
  gtk_widget_set_visible (self->grid, TRUE);
}

static void
show_problem (FoyerChooseWhere *self, const char *words)
{
  gtk_label_set_text (GTK_LABEL (self->problem), words);
  gtk_widget_set_visible (self->problem, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  words, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               GTK_ACCESSIBLE_INVALID_TRUE, -1);
  gtk_widget_grab_focus (self->entry);
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
use_cb (GtkWidget *widget, gpointer data)
{
  FoyerChooseWhere *self = data;
  FoyerPostcodes *postcodes = foyer_backend_get_postcodes (foyer_page_get_backend (self->page));
  FoyerPostcodeResult found = { .match = FOYER_POSTCODE_NONE };
  g_autofree char *typed = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  if (postcodes != NULL)
    found = foyer_postcodes_lookup (postcodes, typed);
  if (found.match == FOYER_POSTCODE_OUTSIDE)
    {
      show_problem (self, _ ("We only know postcodes in Essex. Please try one in Essex."));
      return;
    }
  if (found.match == FOYER_POSTCODE_NONE && !use_town (self, typed))
    {
      show_problem (self, _ ("We do not know that place. Try a town, or a postcode like CM1 1QH."));
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
cancel_cb (GtkButton *button, gpointer data)
{
  FoyerChooseWhere *self = data;

  end_editing (self);
  gtk_widget_grab_focus (self->cards[1]);
}

static void
build_editor (FoyerChooseWhere *self)
{
  GtkWidget *label = foyer_label_new (_ ("A postcode or a town"), "question");
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *use = foyer_button_new (_ ("Use it"), NULL, FALSE, "primary");
  GtkWidget *cancel = foyer_button_new (_ ("Cancel"), NULL, FALSE, "plain");

  self->editor = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->editor, "choose-editor");
  self->entry = gtk_entry_new ();
  gtk_widget_add_css_class (self->entry, "field");
  gtk_entry_set_max_length (GTK_ENTRY (self->entry), PLACE_MAX);
  gtk_entry_set_input_hints (GTK_ENTRY (self->entry), GTK_INPUT_HINT_NO_EMOJI
                                                        | GTK_INPUT_HINT_NO_SPELLCHECK
                                                        | GTK_INPUT_HINT_PRIVATE);
  g_object_set (self->entry, "enable-undo", FALSE, "width-chars", 9, NULL);
  foyer_spoken_name (self->entry, _ ("A postcode or a town"));
  g_signal_connect (self->entry, "activate", G_CALLBACK (use_cb), self);
  self->problem = foyer_label_new (NULL, "problem");
  gtk_widget_set_visible (self->problem, FALSE);
  gtk_widget_add_css_class (buttons, "origin-buttons");
  g_signal_connect (use, "clicked", G_CALLBACK (use_cb), self);
  g_signal_connect (cancel, "clicked", G_CALLBACK (cancel_cb), self);
  gtk_box_append (GTK_BOX (buttons), use);
  gtk_box_append (GTK_BOX (buttons), cancel);

  gtk_box_append (GTK_BOX (self->editor), label);
  gtk_box_append (GTK_BOX (self->editor), self->entry);
  gtk_box_append (GTK_BOX (self->editor), self->problem);
  gtk_box_append (GTK_BOX (self->editor), buttons);
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
      build_editor (self);
      gtk_widget_set_visible (self->grid, FALSE);
      gtk_box_append (GTK_BOX (self->box), self->editor);
      gtk_widget_grab_focus (self->entry);
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
