/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-origin-row"

#include "kiosk/widgets/foyer-origin-row.h"

#include <glib/gi18n.h>

#include "kiosk/foyer-page.h"
#include "kiosk/foyer-spoken.h"
#include "kiosk/widgets/foyer-flow.h"
#include "kiosk/widgets/foyer-label.h"

/* Where distances are measured from. The field is made when it is wanted and thrown away after, so
 * no undo and no word of it stays behind. Owned by the browse page. Main thread. */

#define POSTCODE_MAX 10 /* characters typed: the longest is "SW1A 1AA" plus a little slack */

struct _FoyerOriginRow
{
  GtkWidget parent_instance;

  FoyerBackend *backend;                     /* owned */
  FoyerVisit *visit;                         /* owned */
  GtkWidget *box;                            /* borrowed: the only child */
  GtkWidget *here, *buttons, *change, *back; /* borrowed: as shown at rest */
  GtkWidget *editor, *entry, *problem;       /* borrowed (nullable): while editing */
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
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_box_remove (GTK_BOX (self->box), self->editor);
  self->editor = self->entry = self->problem = NULL;
  gtk_widget_set_visible (self->here, TRUE);
  gtk_widget_set_visible (self->buttons, TRUE);
  foyer_origin_row_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_EDITING]);
  gtk_widget_grab_focus (self->change);
}

static void
show_problem (FoyerOriginRow *self, const char *words)
{
  gtk_label_set_text (GTK_LABEL (self->problem), words);
  gtk_widget_set_visible (self->problem, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  words, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               GTK_ACCESSIBLE_INVALID_TRUE, -1);
  gtk_widget_grab_focus (self->entry);
}

static void
use_cb (GtkWidget *widget, gpointer data)
{
  FoyerOriginRow *self = data;
  FoyerPostcodes *postcodes = foyer_backend_get_postcodes (self->backend);
  FoyerPostcodeResult found = { .match = FOYER_POSTCODE_NONE };

  if (postcodes == NULL)
    {
      show_problem (self, _ ("We cannot look up postcodes just now."));
      return;
    }
  found = foyer_postcodes_lookup (postcodes, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  switch (found.match)
    {
    case FOYER_POSTCODE_UNIT:
    case FOYER_POSTCODE_DISTRICT:
      foyer_visit_set_origin (self->visit, found.normalised);
      end_editing (self);
      break;
    case FOYER_POSTCODE_OUTSIDE:
      show_problem (self, _ ("We only know postcodes in Essex. Please try one in Essex."));
      break;
    case FOYER_POSTCODE_NONE:
    default:
      show_problem (self, _ ("That does not look like a postcode. Try something like CM1 1QH."));
      break;
    }
}

static void
cancel_cb (GtkButton *button, gpointer data)
{
  end_editing (data);
}

static void
build_editor (FoyerOriginRow *self)
{
  GtkWidget *label = foyer_label_new (_ ("Your postcode"), "question");
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *use = foyer_button_new (_ ("Use it"), NULL, FALSE, "primary");
  GtkWidget *cancel = foyer_button_new (_ ("Cancel"), NULL, FALSE, "plain");

  self->editor = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->editor, "origin-editor");
  self->entry = gtk_entry_new ();
  gtk_widget_add_css_class (self->entry, "field");
  gtk_entry_set_max_length (GTK_ENTRY (self->entry), POSTCODE_MAX);
  gtk_entry_set_input_hints (GTK_ENTRY (self->entry),
                             GTK_INPUT_HINT_NO_EMOJI | GTK_INPUT_HINT_NO_SPELLCHECK
                               | GTK_INPUT_HINT_UPPERCASE_CHARS | GTK_INPUT_HINT_PRIVATE);
  g_object_set (self->entry, "enable-undo", FALSE, "width-chars", 9, NULL);
  foyer_spoken_name (self->entry, _ ("Your postcode"));
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

static void
change_cb (GtkButton *button, gpointer data)
{
  FoyerOriginRow *self = data;

  if (self->editor != NULL)
    return;
  build_editor (self);
  gtk_widget_set_visible (self->here, FALSE);
  gtk_widget_set_visible (self->buttons, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->editor);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_EDITING]);
  gtk_widget_grab_focus (self->entry);
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
  self->editor = self->entry = self->problem = NULL;
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
