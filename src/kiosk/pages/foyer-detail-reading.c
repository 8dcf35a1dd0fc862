/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-detail-page"

#include "kiosk/pages/foyer-detail-private.h"

#include <glib/gi18n.h>

#include "core/viewmodel/foyer-listing-words.h"
#include "core/viewmodel/foyer-role-words.h"
#include "core/viewmodel/foyer-similar.h"
#include "core/viewmodel/foyer-way-words.h"
#include "kiosk/foyer-spoken.h"
#include "kiosk/pages/foyer-listing-argument.h"
#include "kiosk/pages/foyer-status-words.h"
#include "kiosk/widgets/foyer-flow.h"
#include "kiosk/widgets/foyer-label.h"
#include "kiosk/widgets/foyer-listing-card.h"
#include "kiosk/widgets/foyer-picture.h"

/* What the detail page says of a listing, from the picture down. Words come from anybody who sends
 * a feed: they are text, never markup, and a flood of them is cut where nobody would read on. Makes
 * widgets and gives them to the page. Main thread. */

#define CHIPS_MAX 8       /* two lines of them */
#define PARAGRAPHS_MAX 8  /* as much as a screen of reading */
#define PARAGRAPH_MAX 800 /* characters */
#define TITLE_MAX 120     /* characters: four lines */
#define FACT_MAX 300      /* characters */
#define WORDS_MAX 600     /* characters; of a contact, or of who says so */

char *
foyer_detail_dup_contact (FoyerListing *listing)
{
  if (listing->contact_text != NULL && listing->contact_phone != NULL)
    return g_strdup_printf ("%s %s", listing->contact_text, listing->contact_phone);
  if (listing->contact_phone != NULL)
    return g_strdup_printf (_ ("Phone %s"), listing->contact_phone);
  return g_strdup (listing->contact_text);
}

/* ---- sections ---- */

static GtkWidget *
add_section (FoyerDetailPage *self, const char *heading)
{
  GtkWidget *section = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (section, "detail-section");
  foyer_label_append (section, heading, "card-heading");
  gtk_box_append (GTK_BOX (self->sections), section);
  return section;
}

static void
add_paragraphs (FoyerDetailPage *self, const char *heading, const char *const *paragraphs)
{
  GtkWidget *section;

  if (paragraphs == NULL || paragraphs[0] == NULL)
    return;
  section = add_section (self, heading);
  for (guint i = 0; paragraphs[i] != NULL && i < PARAGRAPHS_MAX; i++)
    {
      g_autofree char *words = foyer_words_shorten (paragraphs[i], PARAGRAPH_MAX);
      foyer_label_append (section, words, "body");
    }
}

static void
add_words (FoyerDetailPage *self, const char *heading, const char *words, const char *css_class)
{
  g_autofree char *shown = foyer_words_shorten (words, WORDS_MAX);
  GtkWidget *section;

  if (shown == NULL)
    return;
  section = add_section (self, heading);
  foyer_label_append (section, shown, "body");
  if (css_class != NULL)
    gtk_widget_add_css_class (section, css_class);
}

/* ---- facts ---- */

static void
add_fact (FoyerDetailPage *self, const char *heading, const char *words)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autofree char *shown = foyer_words_shorten (words, FACT_MAX);
  GtkWidget *name = foyer_label_append (row, heading, "fact-name");
  GtkWidget *label = foyer_label_append (row, shown, "fact");

  gtk_label_set_yalign (GTK_LABEL (name), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (row, "fact-row");
  gtk_box_append (GTK_BOX (self->facts), row);
}

/* By when somebody answers who asks today. */
static void
add_promise (FoyerDetailPage *self)
{
  FoyerBackend *backend = foyer_page_get_backend (FOYER_PAGE (self));
  g_autofree char *date = NULL;
  g_autofree char *day = NULL;
  g_autofree char *words = NULL;

  if (!self->listing->can_sign_up)
    return;
  date = foyer_backend_dup_reply_by (backend, self->listing->id);
  day = foyer_status_words_dup_day (date);
  if (day == NULL)
    return;
  words = g_strdup_printf (_ ("By %s, if you ask today"), day);
  add_fact (self, _ ("They answer"), words);
}

static void
fill_facts (FoyerDetailPage *self, gboolean has_dates)
{
  g_autoptr (GPtrArray) lines = foyer_role_words_list (self->listing);
  g_autofree char *not_told = foyer_role_words_not_told (self->listing, has_dates);

  self->facts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->facts, "facts");
  for (guint i = 0; i < lines->len; i++)
    {
      const FoyerRoleLine *line = g_ptr_array_index (lines, i);
      add_fact (self, line->heading, line->words);
    }
  add_promise (self);
  gtk_widget_set_visible (self->facts, gtk_widget_get_first_child (self->facts) != NULL);
  gtk_box_append (GTK_BOX (self->sections), self->facts);
  foyer_label_append (self->sections, not_told, "not-told");
}

/* ---- a story of somebody who does it ---- */

static void
story_cb (GtkButton *button, gpointer data)
{
  foyer_page_open (data, "story", g_object_get_data (G_OBJECT (button), "story"));
}

static GtkWidget *
story_card_new (FoyerStory *story)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *picture = foyer_picture_new (story->art);
  g_autofree char *title = foyer_words_shorten (story->title, FACT_MAX);
  g_autofree char *standfirst = foyer_words_shorten (story->standfirst, FACT_MAX);
  g_autofree char *named = g_strdup_printf ("%s: %s", _ ("A story of people who do this"), title);
  g_autofree char *spoken = g_strjoin (". ", named, standfirst, NULL);

  gtk_widget_add_css_class (picture, "detail-story-picture");
  gtk_box_append (GTK_BOX (box), picture);
  foyer_label_append (words, _ ("A story of people who do this"), "place");
  foyer_label_append (words, title, "title");
  foyer_label_append (words, standfirst, "quiet");
  gtk_widget_add_css_class (words, "words");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), words);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat-card");
  gtk_widget_add_css_class (button, "card");
  gtk_widget_add_css_class (button, "detail-story");
  gtk_widget_set_overflow (button, GTK_OVERFLOW_HIDDEN);
  g_object_set_data_full (G_OBJECT (button), "story", g_strdup (story->id), g_free);
  foyer_spoken_name (button, spoken);
  return button;
}

static void
fill_story (FoyerDetailPage *self)
{
  FoyerStore *store = foyer_backend_get_store (foyer_page_get_backend (FOYER_PAGE (self)));
  g_autoptr (GPtrArray) stories = foyer_store_list_stories (store, NULL, NULL);
  FoyerStory *story = foyer_similar_find_story (stories, self->listing);
  GtkWidget *card;

  if (story == NULL)
    return;
  card = story_card_new (story);
  g_signal_connect (card, "clicked", G_CALLBACK (story_cb), self);
  gtk_box_append (GTK_BOX (self->foot), card);
}

/* ---- how to get there ---- */

/* A sentence a line; what the listing itself says of it stands elsewhere. (transfer full) */
static char *
dup_way (FoyerDetailPage *self)
{
  FoyerPage *page = FOYER_PAGE (self);
  FoyerBackend *backend = foyer_page_get_backend (page);
  FoyerPlace *place = foyer_backend_get_place (backend);
  g_autoptr (GPtrArray) places = foyer_store_list_places (foyer_backend_get_store (backend));
  FoyerWayOrigin origin = { .lat = NAN,
                            .lon = NAN,
                            .postcode = foyer_listing_argument_get_origin (page),
                            .is_library = place != NULL && g_strcmp0 (place->type, "library") == 0,
                            .places = places,
                            .map = foyer_map_data_get_installed () };

  foyer_backend_locate (backend, origin.postcode, &origin.lat, &origin.lon);
  return foyer_words_way (self->listing, &origin);
}

static void
fill_way (FoyerDetailPage *self)
{
  g_autofree char *way = NULL;

  if (isnan (self->listing->lat))
    return;
  way = dup_way (self);
  add_words (self, _ ("How to get there"), way, NULL);
}

/* ---- all of it ---- */

static void
fill_head (FoyerDetailPage *self, gint64 now_us)
{
  FoyerListing *listing = self->listing;
  g_autoptr (GPtrArray) chips = foyer_words_chips (listing, self->programme, CHIPS_MAX);
  g_autofree char *please_ask = foyer_words_please_ask (listing, now_us);
  g_autofree char *title = foyer_words_shorten (listing->title, TITLE_MAX);
  g_autofree char *who = foyer_words_shorten (listing->organisation, FACT_MAX);
  const char *art = listing->art;

  if (art == NULL && self->programme != NULL)
    art = self->programme->art;
  foyer_picture_set_art (FOYER_PICTURE (self->picture), art);
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->who), who != NULL ? who : "");
  gtk_widget_set_visible (self->who, listing->organisation != NULL
                                       && !g_str_equal (listing->organisation, listing->title));
  for (guint i = 0; i < chips->len; i++)
    {
      const FoyerChip *chip = g_ptr_array_index (chips, i);
      foyer_flow_append (FOYER_FLOW (self->chips), foyer_chip_label_new (chip->label, chip->tone));
    }
  gtk_widget_set_visible (self->chips, chips->len > 0);
  gtk_label_set_text (GTK_LABEL (self->please_ask), please_ask != NULL ? please_ask : "");
  gtk_widget_set_visible (self->please_ask, please_ask != NULL);
}

void
foyer_detail_fill_reading (FoyerDetailPage *self, gint64 now_us, gboolean has_dates)
{
  FoyerListing *listing = self->listing;
  g_autofree char *contact = foyer_detail_dup_contact (listing);
  g_autofree char *checked = foyer_words_checked (listing, now_us);
  g_autofree char *source = NULL;
  const char *const summary[] = { listing->summary, NULL };
  gboolean has_do = listing->what_you_do[0] != NULL;

  fill_head (self, now_us);
  add_paragraphs (self, _ ("What you would do"),
                  has_do ? (const char *const *)listing->what_you_do : summary);
  add_words (self, _ ("What you might gain"), listing->gain, NULL);
  fill_facts (self, has_dates);
  fill_way (self);
  add_words (self, _ ("Contact"), contact, NULL);
  if (listing->source.title != NULL)
    source = g_strdup_printf (_ ("From: %s. %s."), listing->source.title, checked);
  else
    source = g_strdup_printf ("%s.", checked);
  add_words (self, _ ("Who says so"), source, "who-says-so");
  fill_story (self);
}
