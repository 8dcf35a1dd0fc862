/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-map"

#include "kiosk/widgets/foyer-map-row.h"

#include <glib/gi18n.h>

#include "core/viewmodel/foyer-listing-words.h"
#include "kiosk/foyer-page.h"
#include "kiosk/foyer-spoken.h"
#include "kiosk/widgets/foyer-label.h"
#include "kiosk/widgets/foyer-map-pin.h"

/* A row says in words all that the map shows of it. Owned by the list view, bound again and again.
 * Main thread. */

struct _FoyerMapRow
{
  GtkWidget parent_instance;

  FoyerMapItem *item; /* owned (nullable) */
  gulong handler;     /* on item */

  GtkWidget *column; /* borrowed: the only child */
  GtkWidget *heading, *card, *head, *disc, *home, *title, *far, *more, *way, *open; /* borrowed */
};

G_DEFINE_FINAL_TYPE (FoyerMapRow, foyer_map_row, GTK_TYPE_WIDGET)

enum
{
  CHOSEN,
  OPENED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
set_words (GtkWidget *label, const char *words)
{
  gtk_label_set_text (GTK_LABEL (label), words != NULL ? words : "");
  gtk_widget_set_visible (label, words != NULL && *words != '\0');
}

/* "0.4 miles · Tuesdays"; what is not on the map says why. (transfer full) (nullable) */
static char *
dup_far (FoyerMapItem *item)
{
  g_autofree char *distance = foyer_words_distance (item->listing, item->miles);
  g_autofree char *when = foyer_words_when (item->listing, item->next);

  if (distance == NULL && item->kind == FOYER_MAP_SPOT_NONE)
    distance = g_strdup (_ ("Not in one place"));
  if (distance == NULL || when == NULL)
    return distance != NULL ? g_steal_pointer (&distance) : g_steal_pointer (&when);
  return g_strdup_printf ("%s · %s", distance, when);
}

static void
selected_cb (GObject *object, GParamSpec *pspec, gpointer data)
{
  FoyerMapRow *self = data;
  gboolean is_selected = self->item->is_selected;

  if (is_selected)
    gtk_widget_add_css_class (self->card, "selected");
  else
    gtk_widget_remove_css_class (self->card, "selected");
  gtk_widget_set_visible (self->more, is_selected);
  gtk_accessible_update_state (
    GTK_ACCESSIBLE (self->head), GTK_ACCESSIBLE_STATE_PRESSED,
    is_selected ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
}

static void
forget_item (FoyerMapRow *self)
{
  if (self->item != NULL)
    g_clear_signal_handler (&self->handler, self->item);
  g_clear_object (&self->item);
}

/* What its pin is called, and all else that stands on the head of the row. (transfer full) */
static char *
dup_spoken (FoyerMapItem *item)
{
  g_autofree char *pin = foyer_map_pin_dup_words (item);
  g_autofree char *distance = foyer_words_distance (item->listing, item->miles);
  g_autofree char *when = foyer_words_when (item->listing, item->next);
  GString *words = g_string_new (pin);

  if (distance == NULL && item->kind == FOYER_MAP_SPOT_NONE)
    g_string_append_printf (words, ". %s", _ ("Not in one place"));
  if (when != NULL)
    g_string_append_printf (words, ". %s", when);
  return g_string_free (words, FALSE);
}

void
foyer_map_row_set_item (FoyerMapRow *self, FoyerMapItem *item)
{
  g_autofree char *far = NULL, *number = NULL, *words = NULL, *open = NULL;

  forget_item (self);
  if (item == NULL)
    return;
  self->item = g_object_ref (item);
  self->handler = g_signal_connect (item, "notify::selected", G_CALLBACK (selected_cb), self);
  far = dup_far (item);
  number = g_strdup_printf ("%u", item->number);
  words = dup_spoken (item);
  open = g_strdup_printf (_ ("See more: %s"), item->listing->title);
  set_words (self->heading, item->is_first_unplaced ? _ ("Not in one place") : NULL);
  gtk_label_set_text (GTK_LABEL (self->disc), number);
  gtk_widget_set_visible (self->disc, item->number > 0);
  gtk_widget_set_visible (self->home, item->number == 0);
  gtk_widget_remove_css_class (self->disc, "soft");
  if (item->kind != FOYER_MAP_SPOT_EXACT)
    gtk_widget_add_css_class (self->disc, "soft");
  set_words (self->title, item->listing->title);
  set_words (self->far, far);
  foyer_spoken_name (self->head, words);
  foyer_spoken_name (self->open, open);
  selected_cb (NULL, NULL, self);
}

FoyerMapItem *
foyer_map_row_get_item (FoyerMapRow *self)
{
  return self->item;
}

void
foyer_map_row_set_way (FoyerMapRow *self, const char *way)
{
  set_words (self->way, way);
}

static void
chosen_cb (GtkButton *button, gpointer data)
{
  g_signal_emit (data, signals[CHOSEN], 0);
}

static void
opened_cb (GtkButton *button, gpointer data)
{
  g_signal_emit (data, signals[OPENED], 0);
}

static void
foyer_map_row_dispose (GObject *object)
{
  FoyerMapRow *self = FOYER_MAP_ROW (object);

  forget_item (self);
  g_clear_pointer (&self->column, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_map_row_parent_class)->dispose (object);
}

static void
foyer_map_row_class_init (FoyerMapRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_map_row_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "maprow");
  signals[CHOSEN] = g_signal_new ("chosen", FOYER_TYPE_MAP_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  signals[OPENED] = g_signal_new ("opened", FOYER_TYPE_MAP_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
}

static void
build_head (FoyerMapRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->head = gtk_button_new ();
  gtk_widget_add_css_class (self->head, "flat-card");
  gtk_widget_add_css_class (self->head, "map-row-head");
  self->disc = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->disc, "map-disc");
  gtk_widget_set_valign (self->disc, GTK_ALIGN_CENTER);
  self->home = gtk_image_new_from_icon_name ("foyer-home-symbolic");
  gtk_widget_set_valign (self->home, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->home, "map-nowhere");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), self->disc);
  gtk_box_append (GTK_BOX (box), self->home);
  self->title = foyer_label_new (NULL, "map-row-title");
  self->far = foyer_label_new (NULL, "quiet");
  gtk_box_append (GTK_BOX (words), self->title);
  gtk_box_append (GTK_BOX (words), self->far);
  gtk_box_append (GTK_BOX (box), words);
  gtk_button_set_child (GTK_BUTTON (self->head), box);
  g_signal_connect (self->head, "clicked", G_CALLBACK (chosen_cb), self);
}

static void
foyer_map_row_init (FoyerMapRow *self)
{
  self->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->more = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->heading = foyer_label_new (NULL, "question");
  self->way = foyer_label_new (NULL, "map-way");
  self->open = foyer_button_new (_ ("See more"), "foyer-arrow-forward-symbolic", TRUE, "primary");
  gtk_widget_add_css_class (self->heading, "map-heading");
  gtk_widget_add_css_class (self->card, "card");
  gtk_widget_add_css_class (self->card, "map-row");
  gtk_widget_add_css_class (self->more, "map-more");
  gtk_widget_set_halign (self->open, GTK_ALIGN_START);
  build_head (self);
  gtk_box_append (GTK_BOX (self->more), self->way);
  gtk_box_append (GTK_BOX (self->more), self->open);
  gtk_box_append (GTK_BOX (self->card), self->head);
  gtk_box_append (GTK_BOX (self->card), self->more);
  gtk_box_append (GTK_BOX (self->column), self->heading);
  gtk_box_append (GTK_BOX (self->column), self->card);
  gtk_widget_set_parent (self->column, GTK_WIDGET (self));
  g_signal_connect (self->open, "clicked", G_CALLBACK (opened_cb), self);
}

GtkWidget *
foyer_map_row_new (void)
{
  return g_object_new (FOYER_TYPE_MAP_ROW, NULL);
}
