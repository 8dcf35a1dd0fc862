/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-line-chip"

#include "kiosk/foyer-line-chip.h"

#include <glib/gi18n.h>

#include "kiosk/foyer-spoken.h"

/* Whether there is a line, in the top bar. Says nothing while all is well: the kiosk works the same
 * either way. Main thread. */

#define BACK_ONLINE_S 8 /* long enough to read, short enough not to stay */

struct _FoyerLineChip
{
  GtkWidget parent_instance;

  FoyerBackend *backend;         /* owned */
  GtkWidget *box, *icon, *label; /* borrowed */
  gboolean was_offline, compact;
  guint back_online_id;
};

G_DEFINE_FINAL_TYPE (FoyerLineChip, foyer_line_chip, GTK_TYPE_WIDGET)

/* Where its words are not seen they are its name. */
static void
name_it (FoyerLineChip *self)
{
  foyer_spoken_name (GTK_WIDGET (self), gtk_widget_get_visible (self->label)
                                          ? NULL
                                          : gtk_label_get_text (GTK_LABEL (self->label)));
}

static void
show (FoyerLineChip *self,
      const char *css_class,
      const char *icon,
      const char *words,
      const char *short_words)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "offline");
  gtk_widget_remove_css_class (GTK_WIDGET (self), "online");
  gtk_widget_set_visible (GTK_WIDGET (self), words != NULL);
  if (words == NULL)
    return;
  gtk_widget_add_css_class (GTK_WIDGET (self), css_class);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon);
  gtk_label_set_text (GTK_LABEL (self->label), self->compact ? short_words : words);
  name_it (self);
}

static gboolean
back_online_over_cb (gpointer data)
{
  FoyerLineChip *self = data;

  self->back_online_id = 0;
  show (self, NULL, NULL, NULL, NULL);
  return G_SOURCE_REMOVE;
}

static void
update (FoyerLineChip *self)
{
  switch (foyer_backend_get_line (self->backend))
    {
    case FOYER_LINE_OFFLINE:
      g_clear_handle_id (&self->back_online_id, g_source_remove);
      self->was_offline = TRUE;
      show (self, "offline", "foyer-offline-symbolic", _ ("Offline · everything still works"),
            _ ("Offline"));
      break;
    case FOYER_LINE_ONLINE:
      if (self->was_offline)
        {
          self->was_offline = FALSE;
          show (self, "online", "foyer-online-symbolic", _ ("Back online"), _ ("Back online"));
          self->back_online_id = g_timeout_add_seconds (BACK_ONLINE_S, back_online_over_cb, self);
        }
      else if (self->back_online_id == 0)
        show (self, NULL, NULL, NULL, NULL);
      break;
    case FOYER_LINE_UNKNOWN:
    default:
      show (self, NULL, NULL, NULL, NULL);
      break;
    }
}

static void
foyer_line_chip_dispose (GObject *object)
{
  FoyerLineChip *self = FOYER_LINE_CHIP (object);

  g_clear_handle_id (&self->back_online_id, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->backend);
  G_OBJECT_CLASS (foyer_line_chip_parent_class)->dispose (object);
}

static void
foyer_line_chip_class_init (FoyerLineChipClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_line_chip_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_STATUS);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "line-chip");
}

static void
foyer_line_chip_init (FoyerLineChip *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "line-chip");
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->icon = gtk_image_new ();
  self->label = gtk_label_new (NULL);
  gtk_box_append (GTK_BOX (self->box), self->icon);
  gtk_box_append (GTK_BOX (self->box), self->label);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
foyer_line_chip_new (FoyerBackend *backend)
{
  FoyerLineChip *self = g_object_new (FOYER_TYPE_LINE_CHIP, NULL);

  self->backend = g_object_ref (backend);
  g_signal_connect_object (backend, "line-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

void
foyer_line_chip_set_compact (FoyerLineChip *self, gboolean compact)
{
  if (self->compact == compact)
    return;
  self->compact = compact;
  if (self->back_online_id == 0)
    update (self);
}

void
foyer_line_chip_set_words (FoyerLineChip *self, gboolean shown)
{
  gtk_widget_set_visible (self->label, shown);
  name_it (self);
}
