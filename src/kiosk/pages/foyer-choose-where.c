/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-choose-page"

#include "kiosk/pages/foyer-choose-where.h"

#include <glib/gi18n.h>

#include "kiosk/pages/foyer-choose-parts.h"
#include "kiosk/widgets/foyer-choice-row.h"
#include "kiosk/widgets/foyer-label.h"
#include "kiosk/widgets/foyer-option-card.h"
#include "kiosk/widgets/foyer-place-ask.h"

/* The last question. Owned by the page that asks. Main thread. */

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
done_cb (FoyerPlaceAsk *editor, gboolean taken, gpointer data)
{
  FoyerChooseWhere *self = data;

  foyer_page_hide_keyboard (self->page);
  gtk_box_remove (GTK_BOX (self->box), self->editor);
  self->editor = NULL;
  gtk_widget_set_visible (self->grid, TRUE);
  if (!taken)
    {
      gtk_widget_grab_focus (self->cards[1]);
      return;
    }
  foyer_choice_set_where (self->choice, FOYER_CHOICE_WHERE_PLACE);
  self->answered (self->page);
}

static void
begin_editing (FoyerChooseWhere *self)
{
  /* In large letters an upright screen has no room for two words beside the field. */
  self->editor = foyer_place_ask_new (foyer_page_get_backend (self->page),
                                      foyer_page_get_visit (self->page),
                                      !foyer_page_is_portrait (self->page));
  gtk_widget_add_css_class (self->editor, "choose-editor");
  g_signal_connect (self->editor, "done", G_CALLBACK (done_cb), self);
  gtk_widget_set_visible (self->grid, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->editor);
  gtk_widget_grab_focus (self->editor);
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
          foyer_choice_set_where (self->choice, wheres[i]);
          self->answered (self->page);
          return;
        }
      begin_editing (self);
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

gboolean
foyer_choose_where_take (GtkWidget *body)
{
  FoyerChooseWhere *self = FOYER_CHOOSE_WHERE (body);

  if (self->editor == NULL)
    return FALSE;
  foyer_place_ask_use (FOYER_PLACE_ASK (self->editor));
  return TRUE;
}

void
foyer_choose_where_keep (GtkWidget *body, GObject *state)
{
  FoyerChooseWhere *self = FOYER_CHOOSE_WHERE (body);

  if (self->editor != NULL)
    foyer_place_ask_keep (FOYER_PLACE_ASK (self->editor), state);
}

void
foyer_choose_where_restore (GtkWidget *body, GObject *state)
{
  FoyerChooseWhere *self = FOYER_CHOOSE_WHERE (body);

  if (!foyer_place_ask_has (state))
    return;
  begin_editing (self);
  foyer_place_ask_take (FOYER_PLACE_ASK (self->editor), state);
}
