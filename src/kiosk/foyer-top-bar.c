/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-top-bar"

#include "kiosk/foyer-top-bar.h"

#include <glib/gi18n.h>

#include "kiosk/foyer-language.h"
#include "kiosk/foyer-line-chip.h"
#include "kiosk/foyer-page.h"
#include "kiosk/foyer-spoken.h"

/* The bar at the top of every page but the attract loop. Owned by the window. Main thread. */

struct _FoyerTopBar
{
  GtkWidget parent_instance;

  FoyerBackend *backend;                                                  /* owned */
  FoyerVisit *visit;                                                      /* owned (nullable) */
  GtkWidget *box, *brand, *place, *chip;                                  /* borrowed */
  GtkWidget *language_icon, *language_label;                              /* borrowed */
  GtkWidget *text_button, *text_label, *contrast_button, *contrast_label; /* borrowed */
  gboolean compact, tight;
};

G_DEFINE_FINAL_TYPE (FoyerTopBar, foyer_top_bar, GTK_TYPE_WIDGET)

static void
text_clicked_cb (GtkButton *button, gpointer data)
{
  FoyerTopBar *self = data;
  int percent = foyer_visit_get_text_percent (self->visit);

  foyer_visit_set_text_percent (self->visit, percent == 100 ? 150 : percent == 150 ? 200 : 100);
  foyer_top_bar_update (self);
}

static void
contrast_clicked_cb (GtkButton *button, gpointer data)
{
  FoyerTopBar *self = data;

  foyer_visit_set_contrast (self->visit, !foyer_visit_get_contrast (self->visit));
  foyer_top_bar_update (self);
}

static GtkWidget *
pill (const char *icon, const char *label, GtkWidget **label_out)
{
  GtkWidget *button = foyer_button_new (label, icon, FALSE, "pill");

  *label_out = gtk_widget_get_last_child (gtk_button_get_child (GTK_BUTTON (button)));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  return button;
}

/* "English ▾"; where there is no room for words, the sign for languages instead. */
static GtkWidget *
language_pill (FoyerTopBar *self)
{
  const char *name = foyer_language_get_current ()->name;
  GtkWidget *button = foyer_button_new (name, "foyer-chevron-down-symbolic", TRUE, "pill");
  GtkWidget *box = gtk_button_get_child (GTK_BUTTON (button));
  g_autofree char *spoken = g_strdup_printf (_ ("Language, now %s"), name);

  gtk_widget_add_css_class (button, "language-pill");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  self->language_label = gtk_widget_get_first_child (box);
  self->language_icon = gtk_image_new_from_icon_name ("foyer-language-symbolic");
  gtk_box_prepend (GTK_BOX (box), self->language_icon);
  foyer_spoken_name (button, spoken);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", "language", "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open");
  return button;
}

static void
foyer_top_bar_dispose (GObject *object)
{
  FoyerTopBar *self = FOYER_TOP_BAR (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->backend);
  g_clear_object (&self->visit);
  G_OBJECT_CLASS (foyer_top_bar_parent_class)->dispose (object);
}

static void
foyer_top_bar_class_init (FoyerTopBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_top_bar_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_BANNER);
}

static void
foyer_top_bar_init (FoyerTopBar *self)
{
}

GtkWidget *
foyer_top_bar_new (FoyerBackend *backend)
{
  FoyerTopBar *self = g_object_new (FOYER_TYPE_TOP_BAR, NULL);
  GtkWidget *spacer = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->backend = g_object_ref (backend);
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->box, "topbar");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->brand = gtk_label_new (foyer_backend_get_name (backend));
  gtk_widget_add_css_class (self->brand, "brand");
  self->place = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->place, "place");
  gtk_label_set_ellipsize (GTK_LABEL (self->place), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (spacer, TRUE);
  self->chip = foyer_line_chip_new (backend);
  self->text_button = pill ("foyer-text-size-symbolic", _ ("Text size"), &self->text_label);
  g_signal_connect (self->text_button, "clicked", G_CALLBACK (text_clicked_cb), self);
  self->contrast_button = pill ("foyer-contrast-symbolic", _ ("Contrast"), &self->contrast_label);
  g_signal_connect (self->contrast_button, "clicked", G_CALLBACK (contrast_clicked_cb), self);

  gtk_box_append (GTK_BOX (self->box), self->brand);
  gtk_box_append (GTK_BOX (self->box), self->place);
  gtk_box_append (GTK_BOX (self->box), spacer);
  gtk_box_append (GTK_BOX (self->box), self->chip);
  gtk_box_append (GTK_BOX (self->box), language_pill (self));
  gtk_box_append (GTK_BOX (self->box), self->text_button);
  gtk_box_append (GTK_BOX (self->box), self->contrast_button);
  return GTK_WIDGET (self);
}

void
foyer_top_bar_set_visit (FoyerTopBar *self, FoyerVisit *visit)
{
  g_set_object (&self->visit, visit);
  foyer_top_bar_update (self);
}

/* What the button does next and where it stands, in words. */
static void
say (GtkWidget *button, const char *words)
{
  foyer_spoken_name (button, words);
}

void
foyer_top_bar_update (FoyerTopBar *self)
{
  FoyerPlace *place = foyer_backend_get_place (self->backend);
  int percent = self->visit != NULL ? foyer_visit_get_text_percent (self->visit) : 100;
  gboolean contrast = self->visit != NULL && foyer_visit_get_contrast (self->visit);
  g_autofree char *text = g_strdup_printf (_ ("Text size, now %d percent"), percent);

  gtk_label_set_text (GTK_LABEL (self->place), place != NULL ? place->name : "");
  gtk_widget_set_visible (self->place, !self->compact);
  gtk_widget_set_visible (self->language_label, !self->tight);
  gtk_widget_set_visible (self->language_icon, self->tight);
  gtk_widget_set_visible (self->text_label, !self->tight);
  gtk_widget_set_visible (self->contrast_label, !self->tight);
  say (self->text_button, text);
  say (self->contrast_button, contrast ? _ ("Contrast, now high") : _ ("Contrast, now normal"));
  foyer_line_chip_set_compact (FOYER_LINE_CHIP (self->chip), self->compact);
}

void
foyer_top_bar_set_compact (FoyerTopBar *self, gboolean compact, gboolean tight)
{
  if (self->compact == compact && self->tight == tight)
    return;
  self->compact = compact;
  self->tight = tight;
  foyer_top_bar_update (self);
}
