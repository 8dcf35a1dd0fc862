/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-similar-page"

#include "kiosk/pages/foyer-similar-page.h"

#include <glib/gi18n.h>

#include "core/viewmodel/foyer-browse-model.h"
#include "core/viewmodel/foyer-listing-words.h"
#include "core/viewmodel/foyer-similar.h"
#include "kiosk/pages/foyer-listing-argument.h"
#include "kiosk/widgets/foyer-label.h"
#include "kiosk/widgets/foyer-listing-card.h"

/* The list is made on the search worker and comes a moment after the page. What "alike" means is
 * foyer-similar's. Owned by the window's stack. Main thread. */

#define LIMIT 5         /* more is browsing, which there is a page for */
#define TITLE_MAX 120   /* characters */
#define SESSION_LIMIT 1 /* the next date is enough for a card */

struct _FoyerSimilarPage
{
  FoyerPage parent_instance;

  FoyerListing *listing;     /* owned (nullable): it may have gone */
  GPtrArray *programmes;     /* owned FoyerProgramme (nullable) */
  GCancellable *cancellable; /* owned */
  GtkWidget *list, *lead;    /* borrowed */
};

G_DEFINE_FINAL_TYPE (FoyerSimilarPage, foyer_similar_page, FOYER_TYPE_PAGE)

static FoyerProgramme *
find_programme (FoyerSimilarPage *self, const char *id)
{
  for (guint i = 0; i < self->programmes->len; i++)
    {
      FoyerProgramme *programme = g_ptr_array_index (self->programmes, i);

      if (g_strcmp0 (programme->id, id) == 0)
        return programme;
    }
  return NULL;
}

static void
card_cb (GtkButton *button, gpointer data)
{
  const char *id = foyer_listing_card_get_id (FOYER_LISTING_CARD (button));
  const char *from = foyer_listing_argument_get_from (foyer_page_get_argument (data));
  g_autofree char *argument = id != NULL ? foyer_listing_argument (id, from) : NULL;

  if (argument != NULL)
    foyer_page_open (data, "detail", argument);
}

/* Miles from where the list that led here was measured, else from the place the visitor said, else
 * from here: not from the other listing. */
static FoyerBrowseRow *
row_new (FoyerSimilarPage *self, FoyerListing *listing, gint64 now_us)
{
  FoyerPage *page = FOYER_PAGE (self);
  FoyerBackend *backend = foyer_page_get_backend (page);
  FoyerBrowseRow *row = g_object_new (FOYER_TYPE_BROWSE_ROW, NULL);
  g_autoptr (GPtrArray) sessions = foyer_store_list_sessions (foyer_backend_get_store (backend),
                                                              listing->id, now_us, SESSION_LIMIT);
  double lat, lon;

  row->listing = g_object_ref (listing);
  row->next = sessions->len > 0 ? g_object_ref (g_ptr_array_index (sessions, 0)) : NULL;
  row->miles = NAN;
  if (!isnan (listing->lat)
      && foyer_backend_locate (backend, foyer_listing_argument_get_origin (page), &lat, &lon))
    row->miles = foyer_geo_distance_miles (lat, lon, listing->lat, listing->lon);
  return row;
}

static void
append_hit (FoyerSimilarPage *self, const FoyerSimilarHit *hit, gint64 now_us)
{
  FoyerProgramme *programme = find_programme (self, hit->listing->programme);
  g_autoptr (FoyerBrowseRow) row = row_new (self, hit->listing, now_us);
  g_autofree char *reason = foyer_similar_dup_reason (self->listing, hit, programme);
  gboolean other_programme = g_strcmp0 (hit->listing->programme, self->listing->programme) != 0;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *card = foyer_listing_card_new ();

  foyer_listing_card_say_from (FOYER_LISTING_CARD (card),
                               foyer_listing_argument_get_origin (FOYER_PAGE (self)));
  foyer_listing_card_set_row (FOYER_LISTING_CARD (card), row, programme, other_programme, now_us);
  g_signal_connect (card, "clicked", G_CALLBACK (card_cb), self);
  gtk_widget_add_css_class (box, "similar-hit");
  foyer_label_append (box, reason, "reason");
  gtk_box_append (GTK_BOX (box), card);
  gtk_box_append (GTK_BOX (self->list), box);
}

static void
say (FoyerSimilarPage *self, const char *words)
{
  gtk_label_set_text (GTK_LABEL (self->lead), words);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerSimilarPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = foyer_backend_find_similar_finish (result, &error);
  FoyerBackend *backend = foyer_page_get_backend (FOYER_PAGE (self));
  gint64 now_us = foyer_clock_now_us (foyer_backend_get_clock (backend));

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (hits == NULL)
    g_message ("others like it: %s", error->message);
  if (hits == NULL || hits->len == 0)
    {
      say (self, _ ("Nothing much like it is on the list just now."));
      return;
    }
  for (guint i = 0; i < hits->len; i++)
    append_hit (self, g_ptr_array_index (hits, i), now_us);
}

static void
foyer_similar_page_opened (FoyerPage *page)
{
  FoyerSimilarPage *self = FOYER_SIMILAR_PAGE (page);
  FoyerBackend *backend = foyer_page_get_backend (page);
  FoyerStore *store = foyer_backend_get_store (backend);
  g_autofree char *id = foyer_listing_argument_dup_listing (foyer_page_get_argument (page));
  g_autofree char *title = NULL;
  g_autofree char *words = NULL;

  foyer_page_add_back (page, NULL);
  foyer_page_add_home (page);
  foyer_page_set_title (page, _ ("Others like this"));
  if (store != NULL)
    self->listing = foyer_store_get_listing (store, id);
  if (self->listing == NULL)
    {
      say (self, _ ("This is no longer here"));
      return;
    }
  title = foyer_words_shorten (self->listing->title, TITLE_MAX);
  words = g_strdup_printf (_ ("Like “%s”"), title);
  say (self, words);
  self->programmes = foyer_store_list_programmes (store);
  foyer_backend_find_similar (backend, self->listing->id, foyer_listing_argument_get_origin (page),
                              LIMIT, self->cancellable, found_cb, g_object_ref (self));
}

static void
foyer_similar_page_dispose (GObject *object)
{
  FoyerSimilarPage *self = FOYER_SIMILAR_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->listing);
  g_clear_pointer (&self->programmes, g_ptr_array_unref);
  G_OBJECT_CLASS (foyer_similar_page_parent_class)->dispose (object);
}

static void
foyer_similar_page_finalize (GObject *object)
{
  g_clear_object (&FOYER_SIMILAR_PAGE (object)->cancellable);
  G_OBJECT_CLASS (foyer_similar_page_parent_class)->finalize (object);
}

static void
foyer_similar_page_class_init (FoyerSimilarPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_similar_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_similar_page_finalize;
  FOYER_PAGE_CLASS (klass)->opened = foyer_similar_page_opened;
}

static void
foyer_similar_page_init (FoyerSimilarPage *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *heading = foyer_label_new (_ ("Others like this"), "heading");

  self->cancellable = g_cancellable_new ();
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->list, "similar");
  gtk_box_append (GTK_BOX (self->list), heading);
  self->lead = foyer_label_new (NULL, "lead");
  gtk_widget_add_css_class (self->lead, "quiet");
  gtk_box_append (GTK_BOX (self->list), self->lead);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  foyer_page_set_content (FOYER_PAGE (self), scrolled);
}
