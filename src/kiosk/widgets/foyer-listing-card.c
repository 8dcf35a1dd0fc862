/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-listing-card"

#include "kiosk/widgets/foyer-listing-card.h"

#include <glib/gi18n.h>

#include "core/model/foyer-when.h"
#include "core/viewmodel/foyer-listing-words.h"

#include "kiosk/foyer-spoken.h"
#include "kiosk/widgets/foyer-flow.h"
#include "kiosk/widgets/foyer-label.h"
#include "kiosk/widgets/foyer-picture.h"

/* Made a dozen times by a list view and filled again for every row that comes into sight, so
 * filling keeps the widgets and only sets words. Owned by its list item. Main thread. */

#define CHIPS_MAX 4 /* more are noise; the detail page shows all */

struct _FoyerListingCard
{
  GtkButton parent_instance;

  char *id;                                                     /* owned (nullable) */
  char *from;                                                   /* owned (nullable) */
  gboolean says_from;
  GtkWidget *picture, *title, *who, *when, *next, *chips, *box; /* borrowed: children */
};

G_DEFINE_FINAL_TYPE (FoyerListingCard, foyer_listing_card, GTK_TYPE_BUTTON)

GtkWidget *
foyer_chip_label_new (const char *label, const char *tone)
{
  GtkWidget *chip = foyer_label_new (label, "chip");

  if (tone != NULL)
    gtk_widget_add_css_class (chip, tone);
  return chip;
}

static GtkWidget *
add_line (GtkWidget *column, const char *css_class, int lines)
{
  GtkWidget *label = foyer_label_new (NULL, css_class);

  gtk_label_set_lines (GTK_LABEL (label), lines);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (column), label);
  return label;
}

static void
set_words (GtkWidget *label, const char *words)
{
  gtk_label_set_text (GTK_LABEL (label), words != NULL ? words : "");
  gtk_widget_set_visible (label, words != NULL && *words != '\0');
}

/* "Saturdays" in bold, then how far. */
static void
set_when (FoyerListingCard *self, const char *when, const char *distance)
{
  g_autofree char *words = NULL;
  g_autoptr (PangoAttrList) bold = pango_attr_list_new ();
  PangoAttribute *weight;

  if (when == NULL || distance == NULL)
    words = g_strdup (when != NULL ? when : distance);
  else
    words = g_strdup_printf ("%s · %s", when, distance);
  if (when != NULL)
    {
      weight = pango_attr_weight_new (PANGO_WEIGHT_BOLD);
      weight->end_index = strlen (when);
      pango_attr_list_insert (bold, weight);
    }
  gtk_label_set_attributes (GTK_LABEL (self->when), bold);
  set_words (self->when, words);
}

static void
set_next (FoyerListingCard *self, FoyerBrowseRow *row, const char *when)
{
  g_autofree char *date = row->next != NULL ? foyer_when_session_short (row->next) : NULL;
  g_autofree char *words = NULL;

  if (date != NULL && g_strcmp0 (date, when) != 0)
    words = g_strdup_printf (_ ("Next: %s"), date);
  set_words (self->next, words);
}

static void
set_chips (FoyerListingCard *self,
           FoyerListing *listing,
           FoyerProgramme *programme,
           gboolean show_programme,
           gint64 now_us)
{
  g_autoptr (GPtrArray) chips = foyer_words_chips (listing, programme, CHIPS_MAX);

  foyer_flow_clear (FOYER_FLOW (self->chips));
  if (show_programme && programme != NULL)
    foyer_flow_append (FOYER_FLOW (self->chips),
                       foyer_chip_label_new (programme->name, programme->colour));
  for (guint i = 0; i < chips->len; i++)
    {
      const FoyerChip *chip = g_ptr_array_index (chips, i);
      foyer_flow_append (FOYER_FLOW (self->chips), foyer_chip_label_new (chip->label, chip->tone));
    }
  if (foyer_listing_is_out_of_date (listing, now_us))
    {
      g_autofree char *checked = foyer_words_checked (listing, now_us);
      GtkWidget *chip = foyer_chip_label_new (checked, "amber");

      gtk_widget_add_css_class (chip, "out-of-date");
      foyer_flow_append (FOYER_FLOW (self->chips), chip);
    }
  gtk_widget_set_visible (self->chips, gtk_widget_get_first_child (self->chips) != NULL);
}

/* The title first, then what a person hears in the same order as others see it. */
static void
set_spoken (FoyerListingCard *self, FoyerListing *listing)
{
  g_autoptr (GString) words = g_string_new (listing->title);
  GtkWidget *lines[] = { self->who, self->when, self->next };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (gtk_widget_get_visible (lines[i]))
      g_string_append_printf (words, ". %s", gtk_label_get_text (GTK_LABEL (lines[i])));
  for (GtkWidget *chip = gtk_widget_get_first_child (self->chips); chip != NULL;
       chip = gtk_widget_get_next_sibling (chip))
    g_string_append_printf (words, ". %s", gtk_label_get_text (GTK_LABEL (chip)));
  foyer_spoken_name (GTK_WIDGET (self), words->str);
}

static void
foyer_listing_card_finalize (GObject *object)
{
  g_free (FOYER_LISTING_CARD (object)->id);
  g_free (FOYER_LISTING_CARD (object)->from);
  G_OBJECT_CLASS (foyer_listing_card_parent_class)->finalize (object);
}

static void
foyer_listing_card_class_init (FoyerListingCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_listing_card_finalize;
}

static void
foyer_listing_card_init (FoyerListingCard *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self), "flat-card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "listing-card");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  self->picture = foyer_picture_new (NULL);
  gtk_widget_add_css_class (self->picture, "listing-picture");
  gtk_box_append (GTK_BOX (self->box), self->picture);
  gtk_widget_add_css_class (column, "words");
  gtk_widget_set_hexpand (column, TRUE);
  gtk_widget_set_valign (column, GTK_ALIGN_CENTER);
  self->title = add_line (column, "title", 3);
  self->who = add_line (column, "who", 2);
  self->when = add_line (column, "when", 3);
  self->next = add_line (column, "next", 2);
  self->chips = foyer_flow_new ();
  gtk_widget_add_css_class (self->chips, "chips");
  gtk_box_append (GTK_BOX (column), self->chips);
  gtk_box_append (GTK_BOX (self->box), column);
  gtk_button_set_child (GTK_BUTTON (self), self->box);
}

GtkWidget *
foyer_listing_card_new (void)
{
  return g_object_new (FOYER_TYPE_LISTING_CARD, NULL);
}

void
foyer_listing_card_set_row (FoyerListingCard *self,
                            FoyerBrowseRow *row,
                            FoyerProgramme *programme,
                            gboolean show_programme,
                            gint64 now_us)
{
  FoyerListing *listing = row != NULL ? row->listing : NULL;
  g_autofree char *who = NULL, *when = NULL, *distance = NULL;

  g_clear_pointer (&self->id, g_free);
  gtk_widget_set_sensitive (GTK_WIDGET (self), listing != NULL);
  if (listing == NULL)
    {
      set_words (self->title, row != NULL ? _ ("This has gone since the list was made") : NULL);
      set_words (self->who, NULL);
      set_words (self->when, NULL);
      set_words (self->next, NULL);
      foyer_flow_clear (FOYER_FLOW (self->chips));
      return;
    }
  self->id = g_strdup (listing->id);
  who = foyer_words_who_where (listing);
  when = foyer_words_when (listing, row->next);
  distance = self->says_from ? foyer_words_distance_from (listing, row->miles, self->from)
                             : foyer_words_distance (listing, row->miles);
  foyer_picture_set_art (FOYER_PICTURE (self->picture),
                         listing->art != NULL ? listing->art
                                              : (programme != NULL ? programme->art : NULL));
  set_words (self->title, listing->title);
  set_words (self->who, who);
  set_when (self, when, distance);
  set_next (self, row, when);
  set_chips (self, listing, programme, show_programme, now_us);
  set_spoken (self, listing);
}

void
foyer_listing_card_say_from (FoyerListingCard *self, const char *origin)
{
  self->says_from = TRUE;
  g_free (self->from);
  self->from = g_strdup (origin);
}

const char *
foyer_listing_card_get_id (FoyerListingCard *self)
{
  return self->id;
}
