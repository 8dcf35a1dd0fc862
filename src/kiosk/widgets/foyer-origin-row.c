/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-origin-row"

#include "kiosk/widgets/foyer-origin-row.h"

#include <glib/gi18n.h>

#include "kiosk/foyer-page.h"
#include "kiosk/widgets/foyer-flow.h"
#include "kiosk/widgets/foyer-label.h"
#include "kiosk/widgets/foyer-place-editor.h"

/* Where distances are measured from. The field is made when it is wanted and thrown away after, so
 * no undo and no word of it stays behind. Owned by the browse page. Main thread. */

#define POSTCODE_MAX 10 /* characters typed: the longest is "SW1A 1AA" plus a little slack */
#define TYPED "foyer-origin-typed"

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

static void
end_editing (FoyerOriginRow *self)
{
  if (self->editor == NULL)
    return;
  gtk_box_remove (GTK_BOX (self->box), self->editor);
  self->editor = NULL;
  gtk_widget_set_visible (self->here, TRUE);
  gtk_widget_set_visible (self->buttons, TRUE);
  foyer_origin_row_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_EDITING]);
  gtk_widget_grab_focus (self->change);
}

static void
use_cb (FoyerOriginRow *self)
{
  FoyerPlaceEditor *editor = FOYER_PLACE_EDITOR (self->editor);
  FoyerPostcodes *postcodes = foyer_backend_get_postcodes (self->backend);
  FoyerPostcodeResult found = { .match = FOYER_POSTCODE_NONE };

  if (postcodes == NULL)
    {
      foyer_place_editor_show_problem (editor, _ ("We cannot look up postcodes just now."));
      return;
    }
  found = foyer_postcodes_lookup (postcodes, foyer_place_editor_get_text (editor));
  switch (found.match)
    {
    case FOYER_POSTCODE_UNIT:
    case FOYER_POSTCODE_DISTRICT:
      foyer_visit_set_origin (self->visit, found.normalised);
      end_editing (self);
      break;
    case FOYER_POSTCODE_OUTSIDE:
      foyer_place_editor_show_problem (
        editor, _ ("We only know postcodes in Essex. Please try one in Essex."));
      break;
    case FOYER_POSTCODE_NONE:
    default:
      foyer_place_editor_show_problem (
        editor, _ ("That does not look like a postcode. Try something like CM1 1QH."));
      break;
    }
}

/* typed: handed over by a row that went; nullable. */
static void
begin_editing (FoyerOriginRow *self, GtkEntryBuffer *typed)
{
  if (self->editor != NULL)
    return;
  self->editor = foyer_place_editor_new (_ ("Your postcode"), POSTCODE_MAX,
                                         GTK_INPUT_HINT_UPPERCASE_CHARS, typed);
  g_signal_connect_swapped (self->editor, "use", G_CALLBACK (use_cb), self);
  g_signal_connect_swapped (self->editor, "cancel", G_CALLBACK (end_editing), self);
  gtk_widget_set_visible (self->here, FALSE);
  gtk_widget_set_visible (self->buttons, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->editor);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_EDITING]);
}

static void
change_cb (GtkButton *button, gpointer data)
{
  begin_editing (data, NULL);
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
  self->change = foyer_button_new (_ ("Change postcode"), NULL, FALSE, "pill");
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
    g_object_set_data_full (
      state, TYPED, g_object_ref (foyer_place_editor_get_typed (FOYER_PLACE_EDITOR (self->editor))),
      g_object_unref);
}

void
foyer_origin_row_take (FoyerOriginRow *self, GObject *state)
{
  GtkEntryBuffer *typed = g_object_get_data (state, TYPED);

  if (typed != NULL)
    begin_editing (self, typed);
}

void
foyer_origin_row_update (FoyerOriginRow *self)
{
  const char *postcode = foyer_visit_get_origin (self->visit);
  FoyerPlace *place = foyer_backend_get_place (self->backend);
  const char *from = postcode != NULL ? postcode : place != NULL ? place->name : NULL;
  g_autofree char *words = NULL;

  if (from != NULL)
    words = g_strdup_printf (_ ("From %s"), from);
  gtk_label_set_text (GTK_LABEL (self->here),
                      words != NULL ? words : _ ("Give a postcode to see how far things are."));
  gtk_widget_set_visible (self->back, postcode != NULL && place != NULL);
}
