/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-result-card"

#include "kiosk/widgets/foyer-result-card.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/viewmodel/foyer-listing-words.h"
#include "core/viewmodel/foyer-match-words.h"

#include "kiosk/foyer-spoken.h"
#include "kiosk/widgets/foyer-label.h"
#include "kiosk/widgets/foyer-picture.h"

/* Made three times by the page of the best three, and a dozen times by the list of all; filled
 * again for every row that comes into sight. Owned by its parent. Main thread. */

struct _FoyerResultCard
{
  GtkButton parent_instance;

  char *id;                                                            /* owned (nullable) */
  GtkWidget *picture, *title, *who, *reason, *misses, *when, *checked; /* borrowed: children */
  GtkWidget *reason_row, *misses_row;
};

G_DEFINE_FINAL_TYPE (FoyerResultCard, foyer_result_card, GTK_TYPE_BUTTON)

static GtkWidget *
line_new (const char *css_class, int lines)
{
  GtkWidget *label = foyer_label_new (NULL, css_class);

  gtk_label_set_lines (GTK_LABEL (label), lines);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  return label;
}

static GtkWidget *
icon_new (const char *name)
{
  GtkWidget *icon = gtk_image_new_from_icon_name (name);

  foyer_spoken_hide (icon);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  return icon;
}

static GtkWidget *
marked_row_new (const char *icon, GtkWidget *label, const char *css_class)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (row, css_class);
  gtk_box_append (GTK_BOX (row), icon_new (icon));
  gtk_box_append (GTK_BOX (row), label);
  return row;
}

static void
set_words (GtkWidget *label, const char *words)
{
  gtk_label_set_text (GTK_LABEL (label), words != NULL ? words : "");
  gtk_widget_set_visible (label, words != NULL && *words != '\0');
}

static void
append_part (GString *text, const char *words)
{
  if (words != NULL && *words != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", words);
}

/* "Wednesdays" in bold, then how far, for whom, and what to ask. */
static void
set_when (FoyerResultCard *self, FoyerMatchRow *row)
{
  g_autofree char *when = foyer_words_when (row->listing, row->next);
  g_autofree char *distance = foyer_match_words_is_from_home (row->listing, &row->look)
                                ? NULL
                                : foyer_words_distance (row->listing, row->miles);
  g_autofree char *age = foyer_words_age (row->listing);
  g_autofree char *aged = age != NULL ? g_strdup_printf (_ ("age %s"), age) : NULL;
  g_autofree char *unsaid = foyer_match_words_unsaid (&row->look);
  g_autoptr (GString) words = g_string_new (when);
  g_autoptr (PangoAttrList) bold = pango_attr_list_new ();

  if (when != NULL)
    {
      PangoAttribute *weight = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

      weight->end_index = strlen (when);
      pango_attr_list_insert (bold, weight);
    }
  append_part (words, distance);
  append_part (words, aged);
  append_part (words, unsaid);
  gtk_label_set_attributes (GTK_LABEL (self->when), bold);
  set_words (self->when, words->str);
}

/* In the order in which others see it. */
static void
set_spoken (FoyerResultCard *self, FoyerListing *listing)
{
  g_autoptr (GString) words = g_string_new (listing->title);
  GtkWidget *lines[] = { self->who, self->reason, self->misses, self->when, self->checked };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      const char *line = gtk_label_get_text (GTK_LABEL (lines[i]));

      if (*line != '\0')
        g_string_append_printf (words, ". %s", line);
    }
  foyer_spoken_name (GTK_WIDGET (self), words->str);
}

static void
foyer_result_card_finalize (GObject *object)
{
  g_free (FOYER_RESULT_CARD (object)->id);
  G_OBJECT_CLASS (foyer_result_card_parent_class)->finalize (object);
}

static void
foyer_result_card_class_init (FoyerResultCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_result_card_finalize;
}

static GtkWidget *
words_new (FoyerResultCard *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->title = line_new ("title", 2);
  self->who = line_new ("who", 2);
  self->reason = line_new ("strong", 3);
  self->misses = line_new ("strong", 3);
  self->when = line_new ("when", 6); /* in large letters upright, all of it */
  self->checked = line_new ("checked", 2);
  self->reason_row = marked_row_new ("foyer-check-symbolic", self->reason, "reason");
  self->misses_row = marked_row_new ("foyer-info-symbolic", self->misses, "misses");
  gtk_widget_add_css_class (column, "words");
  gtk_widget_set_hexpand (column, TRUE);
  gtk_widget_set_valign (column, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (column), self->title);
  gtk_box_append (GTK_BOX (column), self->who);
  gtk_box_append (GTK_BOX (column), self->reason_row);
  gtk_box_append (GTK_BOX (column), self->misses_row);
  gtk_box_append (GTK_BOX (column), self->when);
  gtk_box_append (GTK_BOX (column), self->checked);
  return column;
}

static void
foyer_result_card_init (FoyerResultCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *arrow = icon_new ("foyer-arrow-forward-symbolic");

  gtk_widget_add_css_class (GTK_WIDGET (self), "flat-card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "result-card");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  self->picture = foyer_picture_new (NULL);
  gtk_widget_add_css_class (self->picture, "result-picture");
  gtk_widget_set_valign (arrow, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (arrow, "result-arrow");
  gtk_box_append (GTK_BOX (box), self->picture);
  gtk_box_append (GTK_BOX (box), words_new (self));
  gtk_box_append (GTK_BOX (box), arrow);
  gtk_button_set_child (GTK_BUTTON (self), box);
}

GtkWidget *
foyer_result_card_new (void)
{
  return g_object_new (FOYER_TYPE_RESULT_CARD, NULL);
}

static void
set_reason (FoyerResultCard *self, FoyerMatchRow *row, const FoyerMatchAsk *ask)
{
  g_autofree char *reason = foyer_match_words_reason (ask, row->listing, &row->look, row->miles);
  g_autofree char *misses = foyer_match_words_misses (ask, row->listing, &row->look, row->miles);

  set_words (self->reason, reason);
  set_words (self->misses, misses);
  gtk_widget_set_visible (self->reason_row, reason != NULL);
  gtk_widget_set_visible (self->misses_row, misses != NULL);
}

void
foyer_result_card_set_row (FoyerResultCard *self,
                           FoyerMatchRow *row,
                           const FoyerMatchAsk *ask,
                           FoyerProgramme *programme,
                           gint64 now_us)
{
  FoyerListing *listing = row != NULL ? row->listing : NULL;
  g_autofree char *who = NULL, *checked = NULL;

  g_clear_pointer (&self->id, g_free);
  gtk_widget_set_sensitive (GTK_WIDGET (self), listing != NULL);
  if (listing == NULL)
    {
      set_words (self->title, _ ("This has gone since the list was made"));
      set_words (self->who, NULL);
      set_words (self->when, NULL);
      set_words (self->checked, NULL);
      gtk_widget_set_visible (self->reason_row, FALSE);
      gtk_widget_set_visible (self->misses_row, FALSE);
      return;
    }
  self->id = g_strdup (listing->id);
  who = foyer_words_who_where (listing);
  if (foyer_listing_is_out_of_date (listing, now_us))
    checked = foyer_words_checked (listing, now_us);
  foyer_picture_set_art (FOYER_PICTURE (self->picture),
                         listing->art != NULL ? listing->art
                                              : (programme != NULL ? programme->art : NULL));
  set_words (self->title, listing->title);
  set_words (self->who, who);
  set_reason (self, row, ask);
  set_when (self, row);
  set_words (self->checked, checked);
  set_spoken (self, listing);
}

const char *
foyer_result_card_get_id (FoyerResultCard *self)
{
  return self->id;
}
