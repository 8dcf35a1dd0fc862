/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-detail-page"

#include "kiosk/pages/foyer-detail-page.h"

#include <glib/gi18n.h>

#include "core/viewmodel/foyer-listing-words.h"

#include "kiosk/foyer-spoken.h"
#include "kiosk/widgets/foyer-flow.h"
#include "kiosk/widgets/foyer-help-button.h"
#include "kiosk/widgets/foyer-label.h"
#include "kiosk/widgets/foyer-listing-card.h"
#include "kiosk/widgets/foyer-picture.h"
#include "kiosk/widgets/foyer-session-list.h"

/* Everything known about one listing, nothing else: what is not known is not shown. The way in
 * stays in sight whatever is scrolled. Owned by the window's stack. Main thread. */

#define SESSIONS_MAX 12  /* about a quarter of a year of a weekly thing */
#define COMPACT_FROM 200 /* percent: two columns of such letters are too narrow to read */

struct _FoyerDetailPage
{
  FoyerPage parent_instance;

  FoyerListing *listing;     /* owned (nullable): it may have gone */
  FoyerProgramme *programme; /* owned (nullable) */

  GtkWidget *content, *reading, *column, *picture, *title, *who, *chips, *please_ask, *sections,
    *side, *side_scroll, *side_box; /* template */
  GtkWidget *cards;                 /* owned: it moves between layouts */
  GtkWidget *sessions, *action;     /* borrowed (nullable) */
};

G_DEFINE_FINAL_TYPE (FoyerDetailPage, foyer_detail_page, FOYER_TYPE_PAGE)

/* ---- small pieces ---- */

static GtkWidget *
add_box (GtkWidget *parent, const char *css_class)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (box, css_class);
  gtk_box_append (GTK_BOX (parent), box);
  return box;
}

static GtkWidget *
add_card (FoyerDetailPage *self, const char *heading)
{
  GtkWidget *card = add_box (self->cards, "card");

  gtk_widget_add_css_class (card, "detail-card");
  foyer_label_append (card, heading, "card-heading");
  return card;
}

/* ---- reading column ---- */

static void
add_paragraphs (FoyerDetailPage *self, const char *heading, const char *const *paragraphs)
{
  GtkWidget *section;

  if (paragraphs == NULL || paragraphs[0] == NULL)
    return;
  section = add_box (self->sections, "detail-section");
  foyer_label_append (section, heading, "card-heading");
  for (guint i = 0; paragraphs[i] != NULL; i++)
    foyer_label_append (section, paragraphs[i], "body");
}

static void
add_fact (FoyerDetailPage *self, const char *heading, const char *words, const char *css_class)
{
  const char *const paragraphs[] = { words, NULL };

  if (words == NULL)
    return;
  add_paragraphs (self, heading, paragraphs);
  if (css_class != NULL)
    gtk_widget_add_css_class (gtk_widget_get_last_child (self->sections), css_class);
}

/* (transfer full) (nullable) */
static char *
dup_needs (FoyerListing *listing)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; listing->needs[i] != NULL; i++)
    {
      g_autofree char *need = foyer_words_need (listing->needs[i]);
      g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", need);
    }
  return words->len > 0 ? g_strdup (words->str) : NULL;
}

/* (transfer full) (nullable) */
static char *
dup_contact (FoyerListing *listing)
{
  if (listing->contact_text != NULL && listing->contact_phone != NULL)
    return g_strdup_printf ("%s %s", listing->contact_text, listing->contact_phone);
  if (listing->contact_phone != NULL)
    return g_strdup_printf (_ ("Phone %s"), listing->contact_phone);
  return g_strdup (listing->contact_text);
}

static void
fill_chips (FoyerDetailPage *self)
{
  g_autoptr (GPtrArray) chips = foyer_words_chips (self->listing, self->programme, 0);

  for (guint i = 0; i < chips->len; i++)
    {
      const FoyerChip *chip = g_ptr_array_index (chips, i);
      foyer_flow_append (FOYER_FLOW (self->chips), foyer_chip_label_new (chip->label, chip->tone));
    }
  gtk_widget_set_visible (self->chips, chips->len > 0);
}

static void
fill_reading (FoyerDetailPage *self, gint64 now_us)
{
  FoyerListing *listing = self->listing;
  g_autofree char *cost = foyer_words_cost (listing);
  g_autofree char *age = foyer_words_age (listing);
  g_autofree char *needs = dup_needs (listing);
  g_autofree char *contact = dup_contact (listing);
  g_autofree char *please_ask = foyer_words_please_ask (listing, now_us);
  g_autofree char *checked = foyer_words_checked (listing, now_us);
  g_autofree char *source = NULL;
  const char *const summary[] = { listing->summary, NULL };
  gboolean has_do = listing->what_you_do[0] != NULL;

  foyer_picture_set_art (FOYER_PICTURE (self->picture), listing->art != NULL ? listing->art
                                                        : self->programme != NULL
                                                          ? self->programme->art
                                                          : NULL);
  gtk_label_set_text (GTK_LABEL (self->title), listing->title);
  gtk_label_set_text (GTK_LABEL (self->who),
                      listing->organisation != NULL ? listing->organisation : "");
  gtk_widget_set_visible (self->who, listing->organisation != NULL
                                       && !g_str_equal (listing->organisation, listing->title));
  fill_chips (self);
  gtk_label_set_text (GTK_LABEL (self->please_ask), please_ask != NULL ? please_ask : "");
  gtk_widget_set_visible (self->please_ask, please_ask != NULL);

  add_fact (self, _ ("Cost"), cost, listing->is_free == 1 ? "free" : NULL);
  add_paragraphs (self, _ ("What you would do"),
                  has_do ? (const char *const *)listing->what_you_do : summary);
  add_fact (self, _ ("What you might gain"), listing->gain, NULL);
  add_fact (self, _ ("Age"), age, NULL);
  add_fact (self, _ ("Getting in and around"), needs, NULL);
  add_fact (self, _ ("Contact"), contact, NULL);
  if (listing->source.title != NULL)
    source = g_strdup_printf (_ ("From: %s. %s."), listing->source.title, checked);
  else
    source = g_strdup_printf ("%s.", checked);
  add_fact (self, _ ("Who says so"), source, "who-says-so");
}

/* ---- cards ---- */

static void
update_action (FoyerDetailPage *self)
{
  FoyerSession *session = self->sessions != NULL
                            ? foyer_session_list_get_chosen (FOYER_SESSION_LIST (self->sessions))
                            : NULL;
  g_autofree char *label = NULL;

  if (self->action == NULL)
    return;
  if (session != NULL)
    {
      g_autofree char *day = foyer_session_list_dup_day (session);
      label = g_strdup_printf (_ ("Sign me up for %s"), day);
    }
  else
    label = g_strdup (_ ("I’m interested"));
  gtk_label_set_text (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->action))), label);
  foyer_spoken_name (self->action, label);
}

static void
action_cb (GtkButton *button, gpointer data)
{
  FoyerDetailPage *self = data;
  FoyerSession *session = self->sessions != NULL
                            ? foyer_session_list_get_chosen (FOYER_SESSION_LIST (self->sessions))
                            : NULL;
  g_autofree char *argument = session != NULL
                                ? g_strdup_printf ("%s %s", self->listing->id, session->id)
                                : g_strdup (self->listing->id);

  foyer_page_open (FOYER_PAGE (self), "sign-up", argument);
}

/* "When · Fridays": with dates below, the words cost no line of their own. */
static void
set_heading_words (GtkWidget *card, const char *words)
{
  GtkWidget *heading = gtk_widget_get_first_child (card);
  g_autofree char *both
    = g_strdup_printf ("%s · %s", gtk_label_get_text (GTK_LABEL (heading)), words);
  g_autoptr (PangoAttrList) light = pango_attr_list_new ();
  PangoAttribute *weight = pango_attr_weight_new (PANGO_WEIGHT_NORMAL);

  weight->start_index = strlen (gtk_label_get_text (GTK_LABEL (heading)));
  pango_attr_list_insert (light, weight);
  gtk_label_set_attributes (GTK_LABEL (heading), light);
  gtk_label_set_text (GTK_LABEL (heading), both);
}

static void
fill_when (FoyerDetailPage *self, gint64 now_us)
{
  FoyerStore *store = foyer_backend_get_store (foyer_page_get_backend (FOYER_PAGE (self)));
  g_autoptr (GPtrArray) sessions
    = foyer_store_list_sessions (store, self->listing->id, now_us, SESSIONS_MAX);
  GtkWidget *card = add_card (self, _ ("When"));
  g_autofree char *time = foyer_words_time (self->listing->time);
  const char *words = self->listing->when_text != NULL ? self->listing->when_text : time;

  if (sessions->len == 0)
    {
      foyer_label_append (card, words != NULL ? words : _ ("Ask when you get in touch."), NULL);
      return;
    }
  if (words != NULL)
    set_heading_words (card, words);
  self->sessions = foyer_session_list_new (sessions);
  gtk_box_append (GTK_BOX (card), self->sessions);
  g_signal_connect_object (self->sessions, "notify::chosen", G_CALLBACK (update_action), self,
                           G_CONNECT_SWAPPED);
}

/* "about 3 miles from here". (transfer full) (nullable) */
static char *
dup_distance (FoyerDetailPage *self)
{
  FoyerBackend *backend = foyer_page_get_backend (FOYER_PAGE (self));
  const char *postcode = foyer_visit_get_origin (foyer_page_get_visit (FOYER_PAGE (self)));
  FoyerListing *listing = self->listing;
  double lat, lon, miles = NAN;
  g_autofree char *distance = NULL;

  if (!isnan (listing->lat) && !isnan (listing->lon)
      && foyer_backend_locate (backend, postcode, &lat, &lon))
    miles = foyer_geo_distance_miles (lat, lon, listing->lat, listing->lon);
  distance = foyer_words_distance (listing, miles);
  if (distance == NULL || isnan (miles) || listing->precision == FOYER_PRECISION_COUNTY)
    return g_steal_pointer (&distance);
  if (postcode != NULL)
    return g_strdup_printf (_ ("%s from %s"), distance, postcode);
  return g_strdup_printf (_ ("%s from here"), distance);
}

static void
fill_where (FoyerDetailPage *self)
{
  g_autofree char *place = foyer_words_place (self->listing);
  g_autofree char *distance = dup_distance (self);
  GtkWidget *card;

  if (place == NULL && distance == NULL && self->listing->where_note == NULL)
    return;
  card = add_card (self, _ ("Where"));
  foyer_label_append (card, place, NULL);
  if (g_strcmp0 (place, distance) != 0)
    foyer_label_append (card, distance, "strong");
  foyer_label_append (card, self->listing->where_note, "quiet");
}

static void
fill_action (FoyerDetailPage *self)
{
  GtkWidget *label = foyer_label_new (NULL, NULL);

  if (!self->listing->can_sign_up)
    {
      g_autofree char *contact = dup_contact (self->listing);
      GtkWidget *card = add_card (self, _ ("How to join"));

      foyer_label_append (
        card, contact != NULL ? contact : _ ("Ask the staff here. They can help you find out."),
        NULL);
      return;
    }
  self->action = gtk_button_new ();
  gtk_label_set_xalign (GTK_LABEL (label), 0.5);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_button_set_child (GTK_BUTTON (self->action), label);
  gtk_widget_add_css_class (self->action, "primary");
  gtk_widget_add_css_class (self->action, "big");
  gtk_widget_add_css_class (self->action, "detail-action");
  g_signal_connect (self->action, "clicked", G_CALLBACK (action_cb), self);
  gtk_box_append (GTK_BOX (self->side), self->action);
  update_action (self);
}

/* ---- the page ---- */

static void
add_checked (FoyerDetailPage *self, gint64 now_us)
{
  g_autofree char *checked = foyer_words_checked (self->listing, now_us);
  GtkWidget *label = foyer_label_new (checked, "small");

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "quiet");
  foyer_page_add_end (FOYER_PAGE (self), label);
}

static void
say_gone (FoyerDetailPage *self)
{
  gtk_label_set_text (GTK_LABEL (self->title), _ ("This is no longer here"));
  foyer_label_append (self->sections,
                      _ ("It was taken off the list. Please go back and choose another."), "lead");
  gtk_widget_set_visible (self->picture, FALSE);
  gtk_widget_set_visible (self->side, FALSE);
  foyer_page_set_title (FOYER_PAGE (self), _ ("This is no longer here"));
}

/* (transfer full) (nullable) */
static FoyerProgramme *
find_programme (FoyerStore *store, const char *id)
{
  g_autoptr (GPtrArray) programmes = foyer_store_list_programmes (store);

  for (guint i = 0; i < programmes->len; i++)
    {
      FoyerProgramme *programme = g_ptr_array_index (programmes, i);
      if (g_strcmp0 (programme->id, id) == 0)
        return g_object_ref (programme);
    }
  return NULL;
}

static void
foyer_detail_page_opened (FoyerPage *page)
{
  FoyerDetailPage *self = FOYER_DETAIL_PAGE (page);
  FoyerBackend *backend = foyer_page_get_backend (page);
  FoyerStore *store = foyer_backend_get_store (backend);
  gint64 now_us = foyer_clock_now_us (foyer_backend_get_clock (backend));

  foyer_page_add_back (page, _ ("Back to list"));
  foyer_page_add_home (page);
  if (store != NULL)
    self->listing = foyer_store_get_listing (store, foyer_page_get_argument (page));
  if (self->listing == NULL)
    {
      say_gone (self);
      return;
    }
  self->programme = find_programme (store, self->listing->programme);
  if (self->programme != NULL && self->programme->colour != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), self->programme->colour);
  foyer_page_set_title (page, self->listing->title);
  fill_reading (self, now_us);
  fill_when (self, now_us);
  fill_where (self);
  fill_action (self);
  if (g_strcmp0 (self->listing->programme, "youth") == 0)
    foyer_page_add_end (page, foyer_help_button_new ());
  add_checked (self, now_us);
}

static void
foyer_detail_page_layout (FoyerPage *page, gboolean portrait)
{
  FoyerDetailPage *self = FOYER_DETAIL_PAGE (page);
  gboolean compact
    = portrait || foyer_visit_get_text_percent (foyer_page_get_visit (page)) >= COMPACT_FROM;
  GtkWidget *parent = gtk_widget_get_parent (self->cards);

  if (parent != NULL)
    gtk_box_remove (GTK_BOX (parent), self->cards);
  if (compact)
    gtk_box_insert_child_after (GTK_BOX (self->column), self->cards, self->please_ask);
  else
    gtk_box_append (GTK_BOX (self->side_box), self->cards);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->content),
                                  compact ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_visible (self->side_scroll, !compact);
  gtk_widget_set_visible (self->side, self->listing != NULL && (!compact || self->action != NULL));
  if (compact)
    gtk_widget_add_css_class (self->content, "compact");
  else
    gtk_widget_remove_css_class (self->content, "compact");
}

static void
foyer_detail_page_dispose (GObject *object)
{
  FoyerDetailPage *self = FOYER_DETAIL_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_DETAIL_PAGE);
  g_clear_object (&self->cards);
  g_clear_object (&self->listing);
  g_clear_object (&self->programme);
  G_OBJECT_CLASS (foyer_detail_page_parent_class)->dispose (object);
}

static void
foyer_detail_page_class_init (FoyerDetailPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FoyerPageClass *page_class = FOYER_PAGE_CLASS (klass);

  g_type_ensure (FOYER_TYPE_FLOW);
  g_type_ensure (FOYER_TYPE_PICTURE);
  G_OBJECT_CLASS (klass)->dispose = foyer_detail_page_dispose;
  page_class->opened = foyer_detail_page_opened;
  page_class->layout = foyer_detail_page_layout;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/uk/org/foyer/Foyer/ui/foyer-detail-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerDetailPage, content);
  gtk_widget_class_bind_template_child (widget_class, FoyerDetailPage, reading);
  gtk_widget_class_bind_template_child (widget_class, FoyerDetailPage, column);
  gtk_widget_class_bind_template_child (widget_class, FoyerDetailPage, picture);
  gtk_widget_class_bind_template_child (widget_class, FoyerDetailPage, title);
  gtk_widget_class_bind_template_child (widget_class, FoyerDetailPage, who);
  gtk_widget_class_bind_template_child (widget_class, FoyerDetailPage, chips);
  gtk_widget_class_bind_template_child (widget_class, FoyerDetailPage, please_ask);
  gtk_widget_class_bind_template_child (widget_class, FoyerDetailPage, sections);
  gtk_widget_class_bind_template_child (widget_class, FoyerDetailPage, side);
  gtk_widget_class_bind_template_child (widget_class, FoyerDetailPage, side_scroll);
  gtk_widget_class_bind_template_child (widget_class, FoyerDetailPage, side_box);
}

static void
foyer_detail_page_init (FoyerDetailPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cards = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_widget_add_css_class (self->cards, "detail-cards");
}
