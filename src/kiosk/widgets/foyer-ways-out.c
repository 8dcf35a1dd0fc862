/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-ways-out"

#include "kiosk/widgets/foyer-ways-out.h"

#include <glib/gi18n.h>

#include "kiosk/foyer-page.h"
#include "kiosk/widgets/foyer-label.h"

/* Shows the relaxations of a browse model as words and buttons. Owned by the browse page's stack;
 * the buttons are made again with every update. Main thread. */

#define BUTTONS_MAX 3 /* more would be a new list to read */

struct _FoyerWaysOut
{
  GtkWidget parent_instance;

  FoyerBrowseModel *model;                  /* owned (nullable) */
  GtkWidget *box, *title, *words, *buttons; /* borrowed: box is the only child */
};

G_DEFINE_FINAL_TYPE (FoyerWaysOut, foyer_ways_out, GTK_TYPE_WIDGET)

/* (transfer full) */
static char *
further_label (FoyerWithin within, guint count)
{
  if (within == FOYER_WITHIN_ANYWHERE)
    return g_strdup_printf (_ ("Look anywhere in Essex: %u"), count);
  return g_strdup_printf (_ ("Look up to %d miles: %u"), (int)foyer_within_miles (within), count);
}

/* (transfer full) */
static char *
way_out_label (const FoyerRelax *relax)
{
  switch (relax->kind)
    {
    case FOYER_RELAX_WITHIN:
      return further_label (relax->within, relax->count);
    case FOYER_RELAX_TIME:
      return g_strdup_printf (_ ("Any amount of time: %u"), relax->count);
    case FOYER_RELAX_FACET:
      return g_strdup_printf (_ ("Let go of “%s”: %u"), relax->facet->label, relax->count);
    case FOYER_RELAX_LIKE:
      return g_strdup_printf (_ ("Not only like the story: %u"), relax->count);
    case FOYER_RELAX_ALL:
    default:
      return g_strdup_printf (_ ("Show everything: %u"), relax->count);
    }
}

static void
way_out_cb (GtkButton *button, gpointer data)
{
  FoyerWaysOut *self = data;
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "way-out"));
  const GArray *ways = foyer_browse_model_get_relaxations (self->model);

  if (index < ways->len)
    {
      FoyerRelax relax = g_array_index (ways, FoyerRelax, index);
      foyer_browse_model_relax (self->model, &relax);
    }
}

static void
try_again_cb (GtkButton *button, gpointer data)
{
  foyer_browse_model_reload (FOYER_WAYS_OUT (data)->model);
}

static void
add_way_out (FoyerWaysOut *self, const char *label, GCallback clicked, guint index)
{
  GtkWidget *button = foyer_button_new (label, NULL, FALSE, index == 0 ? "primary" : "outline");

  g_object_set_data (G_OBJECT (button), "way-out", GUINT_TO_POINTER (index));
  g_signal_connect (button, "clicked", clicked, self);
  gtk_box_append (GTK_BOX (self->buttons), button);
}

static void
say_nothing_found (FoyerWaysOut *self, const char *title, const char *words)
{
  GtkWidget *child;

  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->words), words);
  while ((child = gtk_widget_get_first_child (self->buttons)) != NULL)
    gtk_box_remove (GTK_BOX (self->buttons), child);
}

static void
foyer_ways_out_dispose (GObject *object)
{
  FoyerWaysOut *self = FOYER_WAYS_OUT (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (foyer_ways_out_parent_class)->dispose (object);
}

static void
foyer_ways_out_class_init (FoyerWaysOutClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_ways_out_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
add_label (FoyerWaysOut *self, const char *css_class)
{
  GtkWidget *label = foyer_label_new (NULL, css_class);

  gtk_box_append (GTK_BOX (self->box), label);
  return label;
}

static void
foyer_ways_out_init (FoyerWaysOut *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->box, "card");
  gtk_widget_add_css_class (self->box, "nothing-found");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->title = add_label (self, "subheading");
  self->words = add_label (self, "lead");
  self->buttons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->buttons, "ways-out");
  gtk_widget_set_halign (self->buttons, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (self->box), self->buttons);
}

void
foyer_ways_out_update (FoyerWaysOut *self, FoyerBrowseModel *model)
{
  const GArray *ways = model != NULL ? foyer_browse_model_get_relaxations (model) : NULL;

  g_set_object (&self->model, model);
  if (model != NULL && foyer_browse_model_has_failed (model))
    {
      say_nothing_found (self, _ ("Sorry, we cannot show the list just now"),
                         _ ("Please try again, or ask the staff here."));
      add_way_out (self, _ ("Try again"), G_CALLBACK (try_again_cb), 0);
      return;
    }
  if (ways == NULL || ways->len == 0)
    {
      say_nothing_found (self, _ ("Nothing here yet"),
                         _ ("New things are on their way. Please look again soon."));
      return;
    }
  say_nothing_found (self, _ ("Nothing fits all of that"),
                     _ ("Change one thing and there is something for you:"));
  for (guint i = 0; i < MIN (ways->len, BUTTONS_MAX); i++)
    {
      g_autofree char *label = way_out_label (&g_array_index (ways, FoyerRelax, i));
      add_way_out (self, label, G_CALLBACK (way_out_cb), i);
    }
}
