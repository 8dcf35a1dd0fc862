/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-listing-list"

#include "kiosk/widgets/foyer-listing-list.h"

#include <glib/gi18n.h>

#include "kiosk/widgets/foyer-growing-rows.h"
#include "kiosk/widgets/foyer-listing-card.h"

/* The list of cards that browse and search share: a list view, so that only what is in sight
 * exists. Each card is a button of its own, because a row of a list view cannot be activated by a
 * screen reader in GTK 4.8. Owned by its page. Main thread. */

struct _FoyerListingList
{
  GtkWidget parent_instance;

  FoyerBackend *backend;  /* owned */
  GHashTable *programmes; /* owned id → FoyerProgramme */
  GtkWidget *scrolled;    /* borrowed: the only child */
  gboolean show_programme;
};

G_DEFINE_FINAL_TYPE (FoyerListingList, foyer_listing_list, GTK_TYPE_WIDGET)

static guint opened_signal;

static void
search (gpointer owner,
        const FoyerSearchQuery *query,
        gboolean with_counts,
        GCancellable *cancellable,
        GAsyncReadyCallback callback,
        gpointer user_data)
{
  foyer_backend_search (owner, query, with_counts, cancellable, callback, user_data);
  if (*query->text != '\0')
    foyer_backend_wait_for_search (owner); /* somebody types, and looks at what comes */
}

static const FoyerBrowseSearcher searcher = { search, foyer_backend_search_finish };

FoyerBrowseModel *
foyer_listing_list_create_model (FoyerBackend *backend)
{
  FoyerStore *store = foyer_backend_get_store (backend);

  if (store == NULL)
    return NULL;
  return foyer_browse_model_new (store, foyer_backend_get_clock (backend), &searcher, backend);
}

static void
clicked_cb (FoyerListingCard *card, gpointer data)
{
  FoyerListingList *self = data;
  g_autofree char *id = g_strdup (foyer_listing_card_get_id (card));

  if (id != NULL)
    g_signal_emit (self, opened_signal, 0, id);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *card = foyer_listing_card_new ();

  g_signal_connect (card, "clicked", G_CALLBACK (clicked_cb), data);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_selectable (item, FALSE);
  gtk_list_item_set_child (item, card);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  FoyerListingList *self = data;
  FoyerBrowseRow *row = gtk_list_item_get_item (item);
  FoyerListingCard *card = FOYER_LISTING_CARD (gtk_list_item_get_child (item));
  FoyerProgramme *programme = NULL;

  if (row->listing != NULL)
    programme = g_hash_table_lookup (self->programmes, row->listing->programme);
  foyer_listing_card_set_row (card, row, programme, self->show_programme,
                              foyer_clock_now_us (foyer_backend_get_clock (self->backend)));
}

static void
foyer_listing_list_dispose (GObject *object)
{
  FoyerListingList *self = FOYER_LISTING_LIST (object);

  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_pointer (&self->programmes, g_hash_table_unref);
  g_clear_object (&self->backend);
  G_OBJECT_CLASS (foyer_listing_list_parent_class)->dispose (object);
}

static void
foyer_listing_list_class_init (FoyerListingListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_listing_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  opened_signal = g_signal_new ("opened", FOYER_TYPE_LISTING_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
foyer_listing_list_init (FoyerListingList *self)
{
  self->programmes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

GtkWidget *
foyer_listing_list_new (FoyerBackend *backend, FoyerBrowseModel *model, gboolean show_programme)
{
  FoyerListingList *self = g_object_new (FOYER_TYPE_LISTING_LIST, NULL);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  self->backend = g_object_ref (backend);
  self->show_programme = show_programme;
  foyer_listing_list_refresh (self);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  self->scrolled = foyer_growing_list_new (G_LIST_MODEL (model), factory, _ ("What we found"));
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

void
foyer_listing_list_to_top (FoyerListingList *self)
{
  GtkAdjustment *vadjustment
    = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));

  gtk_adjustment_set_value (vadjustment, gtk_adjustment_get_lower (vadjustment));
}

void
foyer_listing_list_refresh (FoyerListingList *self)
{
  FoyerStore *store = foyer_backend_get_store (self->backend);
  g_autoptr (GPtrArray) programmes = NULL;

  g_hash_table_remove_all (self->programmes);
  if (store == NULL)
    return;
  programmes = foyer_store_list_programmes (store);
  for (guint i = 0; i < programmes->len; i++)
    {
      FoyerProgramme *programme = g_ptr_array_index (programmes, i);
      g_hash_table_insert (self->programmes, g_strdup (programme->id), g_object_ref (programme));
    }
}
