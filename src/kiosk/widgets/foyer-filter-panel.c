/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-filter-panel"

#include "kiosk/widgets/foyer-filter-panel.h"

#include <glib/gi18n.h>

#include "core/viewmodel/foyer-listing-words.h"
#include "kiosk/foyer-spoken.h"
#include "kiosk/widgets/foyer-choice-row.h"

/* A column of choice rows over one browse model. Every answer that can never find anything in this
 * programme is left out; the others carry the number they would find now. Owned by the browse page.
 * Main thread. */

#define LIKE "like"

static const char *const time_ids[FOYER_N_TIMES] = { "one-off", "weekly", "monthly", "flexible" };

struct _FoyerFilterPanel
{
  GtkWidget parent_instance;

  FoyerBrowseModel *model; /* owned */
  GtkWidget *box;          /* borrowed: the only child */
  GtkWidget *like, *time;  /* borrowed */
  GPtrArray *facets;       /* borrowed FoyerChoiceRow, in the order of the programme's facets */
};

G_DEFINE_FINAL_TYPE (FoyerFilterPanel, foyer_filter_panel, GTK_TYPE_WIDGET)

static void
update_time (FoyerFilterPanel *self)
{
  guint shown = 0;

  for (int i = 0; i < FOYER_N_TIMES; i++)
    {
      gboolean occurs = foyer_browse_model_time_occurs (self->model, i);

      foyer_choice_row_set_choice_visible (FOYER_CHOICE_ROW (self->time), time_ids[i], occurs);
      foyer_choice_row_set (FOYER_CHOICE_ROW (self->time), time_ids[i],
                            foyer_browse_model_get_time (self->model) == i,
                            (int)foyer_browse_model_count_time (self->model, i));
      shown += occurs ? 1 : 0;
    }
  gtk_widget_set_visible (self->time, shown > 1);
}

static void
update_facet (FoyerFilterPanel *self, const FoyerFacet *facet, FoyerChoiceRow *row)
{
  for (guint i = 0; i < facet->options->len; i++)
    {
      const FoyerFacetOption *option = g_ptr_array_index (facet->options, i);
      gboolean on = foyer_browse_model_get_tag (self->model, option->tag);

      foyer_choice_row_set_choice_visible (
        row, option->tag, on || foyer_browse_model_tag_occurs (self->model, option->tag));
      foyer_choice_row_set (row, option->tag, on,
                            (int)foyer_browse_model_count_tag (self->model, option->tag));
    }
  gtk_widget_set_visible (GTK_WIDGET (row), foyer_choice_row_has_visible (row));
}

static void
update (FoyerFilterPanel *self)
{
  FoyerProgramme *programme = foyer_browse_model_get_programme (self->model);
  gboolean like = foyer_browse_model_has_like (self->model);

  update_time (self);
  for (guint i = 0; i < self->facets->len; i++)
    update_facet (self, g_ptr_array_index (programme->facets, i),
                  g_ptr_array_index (self->facets, i));
  gtk_widget_set_visible (self->like, like);
  foyer_choice_row_set (FOYER_CHOICE_ROW (self->like), LIKE, like, -1);
}

static void
time_cb (FoyerChoiceRow *row, const char *id, gboolean on, gpointer data)
{
  FoyerFilterPanel *self = data;

  for (int i = 0; i < FOYER_N_TIMES; i++)
    if (g_str_equal (time_ids[i], id))
      foyer_browse_model_set_time (self->model, on ? i : FOYER_TIME_ANY);
  update_time (self); /* the answer before this one lets go at once */
}

static void
facet_cb (FoyerChoiceRow *row, const char *id, gboolean on, gpointer data)
{
  FoyerFilterPanel *self = data;

  foyer_browse_model_set_tag (self->model, id, on);
}

static void
like_cb (FoyerChoiceRow *row, const char *id, gboolean on, gpointer data)
{
  FoyerFilterPanel *self = data;

  if (!on)
    foyer_browse_model_set_like (self->model, NULL);
}

static void
foyer_filter_panel_dispose (GObject *object)
{
  FoyerFilterPanel *self = FOYER_FILTER_PANEL (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->facets, g_ptr_array_unref);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (foyer_filter_panel_parent_class)->dispose (object);
}

static void
foyer_filter_panel_class_init (FoyerFilterPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_filter_panel_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "filterpanel");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
foyer_filter_panel_init (FoyerFilterPanel *self)
{
  self->facets = g_ptr_array_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  foyer_spoken_name (GTK_WIDGET (self), _ ("Filters"));
}

static GtkWidget *
add_row (FoyerFilterPanel *self, const char *question, GCallback chosen)
{
  GtkWidget *row = foyer_choice_row_new (question, FOYER_CHOICE_PILLS);

  g_signal_connect (row, "chosen", chosen, self);
  gtk_box_append (GTK_BOX (self->box), row);
  return row;
}

GtkWidget *
foyer_filter_panel_new (FoyerBrowseModel *model)
{
  FoyerFilterPanel *self = g_object_new (FOYER_TYPE_FILTER_PANEL, NULL);
  FoyerProgramme *programme = foyer_browse_model_get_programme (model);

  self->model = g_object_ref (model);
  self->like = add_row (self, _ ("From the story"), G_CALLBACK (like_cb));
  foyer_choice_row_add (FOYER_CHOICE_ROW (self->like), LIKE, _ ("Only things like it"), NULL);
  self->time = add_row (self, _ ("How much time?"), G_CALLBACK (time_cb));
  for (int i = 0; i < FOYER_N_TIMES; i++)
    {
      g_autofree char *label = foyer_words_time (time_ids[i]);
      foyer_choice_row_add (FOYER_CHOICE_ROW (self->time), time_ids[i], label, NULL);
    }
  for (guint i = 0; i < programme->facets->len; i++)
    {
      const FoyerFacet *facet = g_ptr_array_index (programme->facets, i);
      GtkWidget *row = add_row (self, facet->label, G_CALLBACK (facet_cb));

      for (guint j = 0; j < facet->options->len; j++)
        {
          const FoyerFacetOption *option = g_ptr_array_index (facet->options, j);
          foyer_choice_row_add (FOYER_CHOICE_ROW (row), option->tag, option->label, NULL);
        }
      g_ptr_array_add (self->facets, row);
    }
  g_signal_connect_object (model, "updated", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
