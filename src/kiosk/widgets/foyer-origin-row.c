/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-origin-row"

#include "kiosk/widgets/foyer-origin-row.h"

#include <glib/gi18n.h>

#include "kiosk/foyer-page.h"
#include "kiosk/widgets/foyer-flow.h"
#include "kiosk/widgets/foyer-label.h"
#include "kiosk/widgets/foyer-place-ask.h"

/* Where distances are measured from. Owned by the browse page. Main thread. */

struct _FoyerOriginRow
{
  GtkWidget parent_instance;

  FoyerBackend *backend;                     /* owned */
  FoyerVisit *visit;                         /* owned */
  GtkWidget *box;                            /* borrowed: the only child */
  GtkWidget *here, *buttons, *change, *back; /* borrowed: as shown at rest */
  GtkWidget *editor;                         /* borrowed (nullable): while editing */
};

G_DEFINE_FINAL_TYPE (FoyerOriginRow, foyer_origin_row, GTK_TYPE_WIDGET)

enum
{
  PROP_EDITING = 1,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

void
foyer_origin_row_close (FoyerOriginRow *self)
{
  if (self->editor == NULL)
    return;
  gtk_box_remove (GTK_BOX (self->box), self->editor);
  self->editor = NULL;
  gtk_widget_set_visible (self->here, TRUE);
  gtk_widget_set_visible (self->buttons, TRUE);
  foyer_origin_row_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_EDITING]);
}

static void
done_cb (FoyerPlaceAsk *editor, gboolean taken, gpointer data)
{
  FoyerOriginRow *self = data;

  foyer_origin_row_close (self);
  gtk_widget_grab_focus (self->change);
}

static void
begin_editing (FoyerOriginRow *self)
{
  if (self->editor != NULL)
    return;
  self->editor = foyer_place_ask_new (self->backend, self->visit, FALSE);
  g_signal_connect (self->editor, "done", G_CALLBACK (done_cb), self);
  gtk_widget_set_visible (self->here, FALSE);
  gtk_widget_set_visible (self->buttons, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->editor);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_EDITING]);
  gtk_widget_grab_focus (self->editor);
}

static void
change_cb (GtkButton *button, gpointer data)
{
  begin_editing (data);
}

static void
back_cb (GtkButton *button, gpointer data)
{
  FoyerOriginRow *self = data;

  foyer_visit_set_origin (self->visit, NULL);
  foyer_origin_row_update (self);
  gtk_widget_grab_focus (self->change);
}

static void
foyer_origin_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, foyer_origin_row_is_editing (FOYER_ORIGIN_ROW (object)));
}

static void
foyer_origin_row_dispose (GObject *object)
{
  FoyerOriginRow *self = FOYER_ORIGIN_ROW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  self->editor = NULL;
  g_clear_object (&self->backend);
  g_clear_object (&self->visit);
  G_OBJECT_CLASS (foyer_origin_row_parent_class)->dispose (object);
}

static void
foyer_origin_row_class_init (FoyerOriginRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = foyer_origin_row_get_property;
  object_class->dispose = foyer_origin_row_dispose;
  props[PROP_EDITING] = g_param_spec_boolean ("editing", NULL, NULL, FALSE,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "originrow");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
foyer_origin_row_init (FoyerOriginRow *self)
{
}

GtkWidget *
foyer_origin_row_new (FoyerBackend *backend, FoyerVisit *visit)
{
  FoyerOriginRow *self = g_object_new (FOYER_TYPE_ORIGIN_ROW, NULL);

  self->backend = g_object_ref (backend);
  self->visit = g_object_ref (visit);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->here = foyer_label_new (NULL, "here");
  self->buttons = foyer_flow_new ();
  gtk_widget_add_css_class (self->buttons, "pills");
  self->change = foyer_button_new (_ ("Change postcode or town"), NULL, FALSE, "pill");
  g_signal_connect (self->change, "clicked", G_CALLBACK (change_cb), self);
  self->back = foyer_button_new (_ ("Use this place"), NULL, FALSE, "pill");
  g_signal_connect (self->back, "clicked", G_CALLBACK (back_cb), self);
  foyer_flow_append (FOYER_FLOW (self->buttons), self->change);
  foyer_flow_append (FOYER_FLOW (self->buttons), self->back);
  gtk_box_append (GTK_BOX (self->box), self->here);
  gtk_box_append (GTK_BOX (self->box), self->buttons);
  foyer_origin_row_update (self);
  return GTK_WIDGET (self);
}

gboolean
foyer_origin_row_is_editing (FoyerOriginRow *self)
{
  return self->editor != NULL;
}

void
foyer_origin_row_keep (FoyerOriginRow *self, GObject *state)
{
  if (self->editor != NULL)
    foyer_place_ask_keep (FOYER_PLACE_ASK (self->editor), state);
}

void
foyer_origin_row_take (FoyerOriginRow *self, GObject *state)
{
  if (!foyer_place_ask_has (state))
    return;
  begin_editing (self);
  foyer_place_ask_take (FOYER_PLACE_ASK (self->editor), state);
}

void
foyer_origin_row_update (FoyerOriginRow *self)
{
  const char *origin = foyer_visit_get_origin (self->visit);
  FoyerPlace *place = foyer_backend_get_place (self->backend);
  const char *from = origin != NULL ? origin : place != NULL ? place->name : NULL;
  g_autofree char *words = NULL;

  if (from != NULL)
    words = g_strdup_printf (_ ("From %s"), from);
  gtk_label_set_text (GTK_LABEL (self->here),
                      words != NULL ? words
                                    : _ ("Give a postcode or a town to see how far things are."));
  gtk_widget_set_visible (self->back, origin != NULL && place != NULL);
}
