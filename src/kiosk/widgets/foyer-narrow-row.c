/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-narrow-row"

#include "kiosk/widgets/foyer-narrow-row.h"

#include <glib/gi18n.h>

#include "kiosk/widgets/foyer-choice-row.h"

/* See the header. What is chosen is the model's; here it is only shown. As high as its pills need
 * in the width it is given; with less than that, as beside a keyboard, they scroll. (A scrolled
 * window of GTK 4.8 asks how high its child is without saying how wide, and would stand half
 * empty.) Owned by the search page. Main thread. */

#define FREE "*free" /* no programme's id: those have no stars */

struct _FoyerNarrowRow
{
  GtkWidget parent_instance;

  FoyerBrowseModel *model; /* owned */
  GPtrArray *ids;          /* owned char *: the programmes, as they stand */
  GtkWidget *scrolled;     /* borrowed: the only child */
  GtkWidget *row;          /* borrowed: in it */
};

G_DEFINE_FINAL_TYPE (FoyerNarrowRow, foyer_narrow_row, GTK_TYPE_WIDGET)

static void
set (FoyerNarrowRow *self, const char *id, gboolean on, guint n)
{
  foyer_choice_row_set (FOYER_CHOICE_ROW (self->row), id, on, (int)n);
  foyer_choice_row_set_choice_visible (FOYER_CHOICE_ROW (self->row), id, on || n > 0);
}

static void
update (FoyerNarrowRow *self)
{
  const char *only = foyer_browse_model_get_only (self->model);

  for (guint i = 0; i < self->ids->len; i++)
    {
      const char *id = self->ids->pdata[i];

      set (self, id, g_strcmp0 (only, id) == 0,
           foyer_browse_model_count_programme (self->model, id));
    }
  set (self, FREE, foyer_browse_model_is_free_only (self->model),
       foyer_browse_model_count_free (self->model));
}

static void
chosen_cb (FoyerChoiceRow *row, const char *id, gboolean on, gpointer data)
{
  FoyerNarrowRow *self = data;
  FoyerBrowseModel *model = self->model;

  if (g_str_equal (id, FREE))
    foyer_browse_model_set_narrow (model, foyer_browse_model_get_only (model), on);
  else
    foyer_browse_model_set_narrow (model, on ? id : NULL, foyer_browse_model_is_free_only (model));
  update (self); /* the programme before this one lets go at once */
}

static void
foyer_narrow_row_dispose (GObject *object)
{
  FoyerNarrowRow *self = FOYER_NARROW_ROW (object);

  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (foyer_narrow_row_parent_class)->dispose (object);
}

static GtkSizeRequestMode
foyer_narrow_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
foyer_narrow_row_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  FoyerNarrowRow *self = FOYER_NARROW_ROW (widget);

  gtk_widget_measure (self->row, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    gtk_widget_measure (self->scrolled, orientation, -1, minimum, NULL, NULL, NULL);
  *natural = MAX (*natural, *minimum);
}

static void
foyer_narrow_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_allocate (FOYER_NARROW_ROW (widget)->scrolled, width, height, -1, NULL);
}

static void
foyer_narrow_row_class_init (FoyerNarrowRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_narrow_row_dispose;
  widget_class->get_request_mode = foyer_narrow_row_get_request_mode;
  widget_class->measure = foyer_narrow_row_measure;
  widget_class->size_allocate = foyer_narrow_row_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "narrowrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
foyer_narrow_row_init (FoyerNarrowRow *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
}

GtkWidget *
foyer_narrow_row_new (FoyerBrowseModel *model, GPtrArray *programmes)
{
  FoyerNarrowRow *self = g_object_new (FOYER_TYPE_NARROW_ROW, NULL);

  self->model = g_object_ref (model);
  self->row = foyer_choice_row_new (_ ("Show only"), FOYER_CHOICE_PILLS);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->row);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
  for (guint i = 0; i < programmes->len; i++)
    {
      FoyerProgramme *programme = g_ptr_array_index (programmes, i);

      if (g_strcmp0 (programme->browse, "stories") == 0)
        continue;
      g_ptr_array_add (self->ids, g_strdup (programme->id));
      foyer_choice_row_add (FOYER_CHOICE_ROW (self->row), programme->id, programme->name, NULL);
    }
  foyer_choice_row_add (FOYER_CHOICE_ROW (self->row), FREE, _ ("Free"), NULL);
  g_signal_connect (self->row, "chosen", G_CALLBACK (chosen_cb), self);
  g_signal_connect_object (model, "updated", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

gboolean
foyer_narrow_row_is_useful (FoyerNarrowRow *self)
{
  FoyerBrowseModel *model = self->model;
  guint n = 0;

  for (guint i = 0; i < self->ids->len; i++)
    n += foyer_browse_model_count_programme (model, self->ids->pdata[i]) > 0 ? 1 : 0;
  return n > 1 || foyer_browse_model_count_free (model) > 0 || foyer_browse_model_get_only (model)
         || foyer_browse_model_is_free_only (model);
}
