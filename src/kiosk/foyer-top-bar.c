/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-top-bar"

#include "kiosk/foyer-top-bar.h"

#include <glib/gi18n.h>

#include "kiosk/foyer-language.h"
#include "kiosk/foyer-line-chip.h"
#include "kiosk/foyer-page.h"
#include "kiosk/widgets/foyer-brand.h"
#include "kiosk/foyer-spoken.h"

/* The bar at the top of every page but the attract loop. It tries what it can say in the width it
 * has, from all words to pictures alone. Owned by the window. Main thread. */

/* What goes first when there is no room; the page "Make this easier" has text size and colours too.
 */
typedef enum
{
  FIT_ALL,
  FIT_WITHOUT_PLACE,
  FIT_SHORT_CHIP,
  FIT_MERGED,          /* no pills for text size and contrast */
  FIT_PICTURES,        /* no words on the pills */
  FIT_MERGED_PICTURES, /* neither */
  FIT_SIGNS,           /* and a sign instead of the words on the chip, no arrow on the languages */
} Fit;

struct _FoyerTopBar
{
  GtkWidget parent_instance;

  FoyerBackend *backend;                                                  /* owned */
  FoyerVisit *visit;                                                      /* owned (nullable) */
  GtkWidget *box, *brand, *place, *chip;                                  /* borrowed */
  GtkWidget *language_icon, *language_label, *language_arrow;             /* borrowed */
  GtkWidget *text_button, *text_label, *contrast_button, *contrast_label; /* borrowed */
  GtkWidget *read_button, *read_label, *easier_label;                     /* borrowed */
  Fit fit;
  int fitted_width; /* for which fit is right; 0: not known */
  guint fit_frames; /* until it is fitted again; 0: it is */
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
  self->language_arrow = gtk_widget_get_last_child (box);
  self->language_icon = gtk_image_new_from_icon_name ("foyer-language-symbolic");
  gtk_box_prepend (GTK_BOX (box), self->language_icon);
  foyer_spoken_name (button, spoken);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", "language", "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open");
  return button;
}

/* ---- what there is room for ---- */

static void
apply_fit (FoyerTopBar *self, Fit fit)
{
  gboolean words = fit < FIT_PICTURES;
  gboolean merged = fit == FIT_MERGED || fit >= FIT_MERGED_PICTURES;

  self->fit = fit;
  gtk_widget_set_visible (self->place, fit < FIT_WITHOUT_PLACE);
  foyer_line_chip_set_compact (FOYER_LINE_CHIP (self->chip), fit >= FIT_SHORT_CHIP);
  gtk_widget_set_visible (self->text_button, !merged);
  gtk_widget_set_visible (self->contrast_button, !merged);
  gtk_widget_set_visible (self->language_label, words);
  gtk_widget_set_visible (self->language_icon, !words);
  gtk_widget_set_visible (self->language_arrow, fit < FIT_SIGNS);
  foyer_line_chip_set_words (FOYER_LINE_CHIP (self->chip), fit < FIT_SIGNS);
  gtk_widget_set_visible (self->text_label, words);
  gtk_widget_set_visible (self->contrast_label, words);
  gtk_widget_set_visible (self->read_label, words);
  gtk_widget_set_visible (self->easier_label, words);
}

static void
fit_now (FoyerTopBar *self, int width)
{
  int natural;

  self->fitted_width = width;
  for (Fit fit = FIT_ALL; width > 0 && fit <= FIT_SIGNS; fit++)
    {
      apply_fit (self, fit);
      gtk_widget_measure (self->box, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
      if (natural <= width)
        break;
    }
}

static gboolean
fit_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  FoyerTopBar *self = FOYER_TOP_BAR (widget);

  if (--self->fit_frames > 0)
    {
      apply_fit (self, FIT_ALL);
      return G_SOURCE_CONTINUE;
    }
  fit_now (self, gtk_widget_get_width (widget));
  return G_SOURCE_REMOVE;
}

/* After the next frame, by the clock that draws it: until then the labels have the size of the old
 * style, and an idle callback may come before. For that frame all of them are shown, or those that
 * were hidden would be measured as they were when they went: a bar that was once full of large
 * letters would never have its words again. */
static void
fit_later (FoyerTopBar *self)
{
  if (self->fit_frames == 0)
    gtk_widget_add_tick_callback (GTK_WIDGET (self), fit_tick_cb, NULL, NULL);
  self->fit_frames = 2;
}

static void
foyer_top_bar_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  gtk_widget_measure (FOYER_TOP_BAR (widget)->box, orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = 0; /* it fits itself to the window, never the window to it */
}

static void
foyer_top_bar_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FoyerTopBar *self = FOYER_TOP_BAR (widget);
  GtkAllocation area = { 0, 0, width, height };
  int least;

  gtk_widget_measure (self->box, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  area.width = MAX (width, least);
  gtk_widget_size_allocate (self->box, &area, -1);
  if (width != self->fitted_width)
    fit_later (self);
}

/* While it is out of sight its labels keep the size of the last style: what was fitted then is for
 * the visitor before. */
static void
foyer_top_bar_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (foyer_top_bar_parent_class)->map (widget);
  fit_later (FOYER_TOP_BAR (widget));
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
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_top_bar_dispose;
  widget_class->map = foyer_top_bar_map;
  widget_class->measure = foyer_top_bar_measure;
  widget_class->size_allocate = foyer_top_bar_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BANNER);
}

static void
foyer_top_bar_init (FoyerTopBar *self)
{
}

static void
add_pills (FoyerTopBar *self)
{
  GtkWidget *easier;

  self->text_button = pill ("foyer-text-size-symbolic", _ ("Text size"), &self->text_label);
  g_signal_connect (self->text_button, "clicked", G_CALLBACK (text_clicked_cb), self);
  self->contrast_button = pill ("foyer-contrast-symbolic", _ ("Contrast"), &self->contrast_label);
  g_signal_connect (self->contrast_button, "clicked", G_CALLBACK (contrast_clicked_cb), self);
  self->read_button = pill ("foyer-speaker-symbolic", _ ("Read aloud"), &self->read_label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->read_button), "win.read-aloud");
  easier = pill ("foyer-easier-symbolic", _ ("Make this easier"), &self->easier_label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (easier), "win.easier");

  gtk_box_append (GTK_BOX (self->box), language_pill (self));
  gtk_box_append (GTK_BOX (self->box), self->text_button);
  gtk_box_append (GTK_BOX (self->box), self->contrast_button);
  gtk_box_append (GTK_BOX (self->box), self->read_button);
  gtk_box_append (GTK_BOX (self->box), easier);
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
  self->brand = foyer_brand_new (foyer_backend_get_name (backend));
  self->place = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->place, "place");
  gtk_label_set_ellipsize (GTK_LABEL (self->place), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (spacer, TRUE);
  self->chip = foyer_line_chip_new (backend);
  g_signal_connect_object (self->chip, "notify::visible", G_CALLBACK (fit_later), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), self->brand);
  gtk_box_append (GTK_BOX (self->box), self->place);
  gtk_box_append (GTK_BOX (self->box), spacer);
  gtk_box_append (GTK_BOX (self->box), self->chip);
  add_pills (self);
  return GTK_WIDGET (self);
}

void
foyer_top_bar_set_visit (FoyerTopBar *self, FoyerVisit *visit)
{
  if (self->visit != NULL)
    g_signal_handlers_disconnect_by_data (foyer_visit_get_ease (self->visit), self);
  g_set_object (&self->visit, visit);
  if (visit != NULL)
    g_signal_connect_object (foyer_visit_get_ease (visit), "changed",
                             G_CALLBACK (foyer_top_bar_update), self, G_CONNECT_SWAPPED);
  foyer_top_bar_update (self);
}

/* What the button does next and where it stands, in words. */
static void
say (GtkWidget *button, const char *words, gboolean on)
{
  foyer_spoken_name (button, words);
  if (on)
    gtk_widget_add_css_class (button, "on");
  else
    gtk_widget_remove_css_class (button, "on");
}

void
foyer_top_bar_update (FoyerTopBar *self)
{
  FoyerPlace *place = foyer_backend_get_place (self->backend);
  int percent = self->visit != NULL ? foyer_visit_get_text_percent (self->visit) : 100;
  gboolean contrast = self->visit != NULL && foyer_visit_get_contrast (self->visit);
  gboolean reading = self->visit != NULL
                     && foyer_ease_get (foyer_visit_get_ease (self->visit), FOYER_EASE_READING);
  g_autofree char *text = g_strdup_printf (_ ("Text size, now %d percent"), percent);

  gtk_label_set_text (GTK_LABEL (self->place), place != NULL ? place->name : "");
  say (self->text_button, text, FALSE);
  say (self->contrast_button, contrast ? _ ("Contrast, now high") : _ ("Contrast, now normal"),
       FALSE);
  gtk_label_set_text (GTK_LABEL (self->read_label),
                      reading ? _ ("Stop reading") : _ ("Read aloud"));
  say (self->read_button, reading ? _ ("Stop reading aloud") : _ ("Read aloud"), reading);
  fit_later (self);
}
