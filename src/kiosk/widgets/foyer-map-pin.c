/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-map"

#include "kiosk/widgets/foyer-map-pin.h"

#include <glib/gi18n.h>

#include "core/viewmodel/foyer-listing-words.h"
#include "kiosk/foyer-spoken.h"

/* One pin as a real button, so that keys, switches and screen readers find it where eyes do. Owned
 * by its map. Main thread. */

/* Numbers of a cluster that are read out; more would be a list, and the list is beside the map. */
#define SPOKEN_MAX 5

struct _FoyerMapPin
{
  GtkButton parent_instance;

  GtkWidget *disc; /* borrowed: a label */
  FoyerMapCluster cluster;
  guint index;
  gboolean is_selected;
  gconstpointer shown; /* whose number it is; only to be compared */
};

G_DEFINE_FINAL_TYPE (FoyerMapPin, foyer_map_pin, GTK_TYPE_BUTTON)

static const char *const kind_classes[] = { "exact", "soft", "soft", "soft", "nowhere" };

const char *
foyer_map_pin_kind_class (FoyerMapSpotKind kind)
{
  return kind_classes[kind];
}

static void
set_class (GtkWidget *widget, const char *css_class, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

char *
foyer_map_pin_dup_words (FoyerMapItem *item)
{
  g_autofree char *distance = foyer_words_distance (item->listing, item->miles);
  GString *words = g_string_new (NULL);

  if (item->number > 0)
    g_string_append_printf (words, "%u. ", item->number);
  g_string_append (words, item->listing->title);
  if (distance != NULL)
    g_string_append_printf (words, ", %s", distance);
  return g_string_free (words, FALSE);
}

/* "3 together: 1, 2 and more. Touch to come closer". (transfer full) */
static char *
dup_cluster_words (FoyerMapPin *self, FoyerMapPins *pins, const guint *cluster_of)
{
  GString *words = g_string_new (NULL);
  guint n = foyer_map_pins_count_placed (pins), said = 0;

  g_string_append_printf (words, ngettext ("%u together: ", "%u together: ", self->cluster.count),
                          self->cluster.count);
  for (guint i = 0; i < n && said < SPOKEN_MAX; i++)
    if (cluster_of[i] == self->index)
      g_string_append_printf (words, "%s%u", said++ > 0 ? ", " : "",
                              foyer_map_pins_get (pins, i)->number);
  if (self->cluster.count > said)
    g_string_append (words, " …");
  g_string_append_printf (words, ". %s",
                          self->cluster.can_be_parted ? _ ("Touch to come closer")
                                                      : _ ("Touch to see one after the other"));
  return g_string_free (words, FALSE);
}

void
foyer_map_pin_set (FoyerMapPin *self,
                   FoyerMapPins *pins,
                   const FoyerMapCluster *cluster,
                   guint index,
                   const guint *cluster_of)
{
  int selected = foyer_map_pins_get_selected (pins);
  FoyerMapItem *item = foyer_map_pins_get (pins, cluster->first);
  gboolean is_several = cluster->count > 1;
  gboolean was_selected = self->is_selected;
  FoyerMapCluster was = self->cluster;
  guint was_index = self->index;
  g_autofree char *number = NULL, *words = NULL;

  self->cluster = *cluster;
  self->index = index;
  self->is_selected = selected >= 0 && (guint)selected < foyer_map_pins_count_placed (pins)
                      && cluster_of[selected] == index;
  if (self->is_selected && (is_several || (guint)selected == cluster->first))
    item = foyer_map_pins_get (pins, (guint)selected);
  if (!is_several && self->shown == item && was.count == 1 && was.first == cluster->first
      && was_index == index && was_selected == self->is_selected)
    return;
  self->shown = item;
  number = g_strdup_printf ("%u", is_several && !self->is_selected ? cluster->count : item->number);
  words = is_several ? dup_cluster_words (self, pins, cluster_of) : foyer_map_pin_dup_words (item);
  gtk_label_set_text (GTK_LABEL (self->disc), number);
  set_class (GTK_WIDGET (self), "several", is_several);
  set_class (GTK_WIDGET (self), "selected", self->is_selected);
  set_class (GTK_WIDGET (self), "soft", !is_several && item->kind != FOYER_MAP_SPOT_EXACT);
  foyer_spoken_name (GTK_WIDGET (self), words);
}

const FoyerMapCluster *
foyer_map_pin_get_cluster (FoyerMapPin *self)
{
  return &self->cluster;
}

guint
foyer_map_pin_get_index (FoyerMapPin *self)
{
  return self->index;
}

gboolean
foyer_map_pin_is_selected (FoyerMapPin *self)
{
  return self->is_selected;
}

static void
foyer_map_pin_class_init (FoyerMapPinClass *klass)
{
}

static void
foyer_map_pin_init (FoyerMapPin *self)
{
  self->disc = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->disc, "map-disc");
  gtk_widget_set_halign (self->disc, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->disc, GTK_ALIGN_CENTER);
  gtk_button_set_child (GTK_BUTTON (self), self->disc);
  gtk_widget_add_css_class (GTK_WIDGET (self), "map-pin");
}

GtkWidget *
foyer_map_pin_new (void)
{
  return g_object_new (FOYER_TYPE_MAP_PIN, NULL);
}
