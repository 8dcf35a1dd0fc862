/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-place-ask"

#include "kiosk/widgets/foyer-place-ask.h"

#include <glib/gi18n.h>

#include "kiosk/foyer-page.h"
#include "kiosk/foyer-spoken.h"
#include "kiosk/widgets/foyer-label.h"

/* The one field for a postcode or a town. Made when it is wanted and thrown away after, so no undo
 * and no word of it stays behind. Owned by its page. Main thread. */

#define TYPED "foyer-place-typed"
#define PLACE_MAX 40 /* characters: the longest town of Essex and some slack */

struct _FoyerPlaceAsk
{
  GtkWidget parent_instance;

  FoyerBackend *backend;            /* owned */
  FoyerVisit *visit;                /* owned */
  GtkWidget *box, *entry, *problem; /* borrowed: box is the only child */
};

G_DEFINE_FINAL_TYPE (FoyerPlaceAsk, foyer_place_ask, GTK_TYPE_WIDGET)

static guint done_signal;

static void
show_problem (FoyerPlaceAsk *self, const char *words)
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
end (FoyerPlaceAsk *self, gboolean taken)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  g_signal_emit (self, done_signal, 0, taken);
}

void
foyer_place_ask_use (FoyerPlaceAsk *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  FoyerOriginResult found = foyer_backend_find_origin (self->backend, typed);

  switch (found.match)
    {
    case FOYER_ORIGIN_FOUND:
      foyer_visit_set_origin (self->visit, found.name);
      end (self, TRUE);
      break;
    case FOYER_ORIGIN_OUTSIDE:
      show_problem (self, _ ("We only know postcodes in Essex. Please try one in Essex."));
      break;
    case FOYER_ORIGIN_UNKNOWN:
    default:
      show_problem (self, _ ("We do not know that place. Try a town, or a postcode like CM1 1QH."));
      break;
    }
}

static void
use_cb (GtkWidget *widget, gpointer data)
{
  foyer_place_ask_use (data);
}

static void
cancel_cb (GtkButton *button, gpointer data)
{
  end (data, FALSE);
}

/* A button that leaves the focus in the field, so that the keyboard stays and nothing moves away
 * from under the finger. */
static GtkWidget *
button_new (FoyerPlaceAsk *self, const char *words, const char *style, GCallback callback)
{
  GtkWidget *button = foyer_button_new (words, NULL, FALSE, style);

  gtk_widget_set_focus_on_click (button, FALSE);
  g_signal_connect (button, "clicked", callback, self);
  return button;
}

static void
build_entry (FoyerPlaceAsk *self)
{
  g_autoptr (GtkEntryBuffer) buffer = gtk_password_entry_buffer_new (); /* wiped */

  self->entry = gtk_entry_new_with_buffer (buffer);
  gtk_widget_add_css_class (self->entry, "field");
  gtk_entry_set_max_length (GTK_ENTRY (self->entry), PLACE_MAX);
  /* capitals, because a postcode is written so, and in Latin letters as the towns are */
  gtk_entry_set_input_hints (GTK_ENTRY (self->entry),
                             GTK_INPUT_HINT_NO_EMOJI | GTK_INPUT_HINT_NO_SPELLCHECK
                               | GTK_INPUT_HINT_UPPERCASE_CHARS | GTK_INPUT_HINT_PRIVATE);
  g_object_set (self->entry, "enable-undo", FALSE, "width-chars", 9, "hexpand", TRUE, NULL);
  foyer_spoken_name (self->entry, _ ("A postcode or a town"));
  g_signal_connect (self->entry, "activate", G_CALLBACK (use_cb), self);
}

/* One writes on where one was; the stack of pages has taken the focus from a page made anew. */
static void
map_cb (FoyerPlaceAsk *self)
{
  gtk_entry_grab_focus_without_selecting (GTK_ENTRY (self->entry));
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

static gboolean
foyer_place_ask_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (FOYER_PLACE_ASK (widget)->entry);
}

static void
foyer_place_ask_dispose (GObject *object)
{
  FoyerPlaceAsk *self = FOYER_PLACE_ASK (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->backend);
  g_clear_object (&self->visit);
  G_OBJECT_CLASS (foyer_place_ask_parent_class)->dispose (object);
}

static void
foyer_place_ask_class_init (FoyerPlaceAskClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_place_ask_dispose;
  widget_class->grab_focus = foyer_place_ask_grab_focus;
  done_signal = g_signal_new ("done", FOYER_TYPE_PLACE_ASK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "placeask");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
foyer_place_ask_init (FoyerPlaceAsk *self)
{
  g_signal_connect (self, "map", G_CALLBACK (map_cb), NULL);
}

GtkWidget *
foyer_place_ask_new (FoyerBackend *backend, FoyerVisit *visit, gboolean wide)
{
  FoyerPlaceAsk *self = g_object_new (FOYER_TYPE_PLACE_ASK, NULL);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *box;

  self->backend = g_object_ref (backend);
  self->visit = g_object_ref (visit);
  self->box = box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
  build_entry (self);
  self->problem = foyer_label_new (NULL, "problem");
  gtk_widget_set_visible (self->problem, FALSE);
  gtk_widget_add_css_class (row, "origin-buttons");
  foyer_label_append (box, _ ("A postcode or a town"), "question");
  gtk_box_append (GTK_BOX (wide ? row : box), self->entry);
  gtk_box_append (GTK_BOX (row), button_new (self, _ ("Use it"), "primary", G_CALLBACK (use_cb)));
  gtk_box_append (GTK_BOX (row), button_new (self, _ ("Cancel"), "plain", G_CALLBACK (cancel_cb)));
  gtk_box_append (GTK_BOX (box), wide ? row : self->problem);
  gtk_box_append (GTK_BOX (box), wide ? self->problem : row);
  return GTK_WIDGET (self);
}

void
foyer_place_ask_keep (FoyerPlaceAsk *self, GObject *state)
{
  g_object_set_data_full (
    state, TYPED, g_object_ref (gtk_entry_get_buffer (GTK_ENTRY (self->entry))), g_object_unref);
}

gboolean
foyer_place_ask_has (GObject *state)
{
  return g_object_get_data (state, TYPED) != NULL;
}

void
foyer_place_ask_take (FoyerPlaceAsk *self, GObject *state)
{
  g_autoptr (GtkEntryBuffer) typed = g_object_steal_data (state, TYPED);

  if (typed == NULL)
    return;
  gtk_entry_set_buffer (GTK_ENTRY (self->entry), typed);
  gtk_entry_set_max_length (GTK_ENTRY (self->entry), PLACE_MAX);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}
