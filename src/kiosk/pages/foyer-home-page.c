/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-home-page"

#include "kiosk/pages/foyer-home-page.h"

#include <glib/gi18n.h>

#include "core/viewmodel/foyer-listing-words.h"

#include "kiosk/foyer-spoken.h"
#include "kiosk/widgets/foyer-label.h"
#include "kiosk/widgets/foyer-programme-card.h"

/* The doors of the kiosk. Programmes are data: as many cards as there are, in their order. Owned by
 * the window's stack; filled again when content comes. Main thread. */

#define VOLUNTEERING "volunteering" /* has a door of its own: not only roles with groups */
#define TWO_COLUMNS_UP_TO 4         /* programmes; beyond that a landscape screen takes three */

struct _FoyerHomePage
{
  FoyerPage parent_instance;

  GPtrArray *cards; /* owned FoyerProgrammeCard */

  GtkWidget *grid, *empty, *row;                            /* template */
  GtkWidget *search, *choose, *code, *good_to_know, *about; /* borrowed */
  GtkWidget *note, *note_below; /* borrowed: the same words; portrait has its room below */
};

G_DEFINE_FINAL_TYPE (FoyerHomePage, foyer_home_page, FOYER_TYPE_PAGE)

static void
card_cb (FoyerProgrammeCard *card, gpointer data)
{
  FoyerProgramme *programme = foyer_programme_card_get_programme (card);

  if (g_strcmp0 (programme->browse, "stories") == 0)
    foyer_page_open (FOYER_PAGE (data), "stories", "");
  else if (g_str_equal (programme->id, VOLUNTEERING))
    foyer_page_open (FOYER_PAGE (data), "volunteer", "");
  else
    foyer_page_open (FOYER_PAGE (data), "browse", programme->id);
}

static void
search_cb (GtkButton *button, gpointer data)
{
  foyer_page_open (FOYER_PAGE (data), "search", "");
}

static void
choose_cb (GtkButton *button, gpointer data)
{
  foyer_page_open (FOYER_PAGE (data), "choose", "");
}

static void
good_to_know_cb (GtkButton *button, gpointer data)
{
  foyer_page_open (FOYER_PAGE (data), "info-list", "");
}

static void
about_cb (GtkButton *button, gpointer data)
{
  foyer_page_open (FOYER_PAGE (data), "info", "about");
}

static void
code_cb (GtkButton *button, gpointer data)
{
  foyer_page_open (FOYER_PAGE (data), "code", "");
}

/* The cards in one, two or three columns. */
static void
arrange (FoyerHomePage *self)
{
  gboolean portrait = foyer_page_is_portrait (FOYER_PAGE (self));
  int wide = self->cards->len > TWO_COLUMNS_UP_TO ? 3 : 2;
  int columns = portrait ? wide - 1 : wide;

  for (guint i = 0; i < self->cards->len; i++)
    {
      GtkWidget *card = g_ptr_array_index (self->cards, i);

      if (gtk_widget_get_parent (card) != NULL)
        gtk_grid_remove (GTK_GRID (self->grid), card);
      gtk_grid_attach (GTK_GRID (self->grid), card, (int)i % columns, (int)i / columns, 1, 1);
    }
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->row),
                                  portrait ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

/* (transfer full) (nullable) */
static char *
dup_count (FoyerStore *store, FoyerProgramme *programme)
{
  guint n;

  if (g_strcmp0 (programme->browse, "stories") == 0)
    {
      n = foyer_store_count (store, FOYER_KIND_STORIES);
      return n > 0 ? g_strdup_printf (ngettext ("%u story", "%u stories", n), n) : NULL;
    }
  n = foyer_store_count_listings (store, programme->id);
  return n > 0 ? foyer_words_count (programme, n) : NULL;
}

static void
fill (FoyerHomePage *self)
{
  FoyerStore *store = foyer_backend_get_store (foyer_page_get_backend (FOYER_PAGE (self)));
  g_autoptr (GPtrArray) programmes = store != NULL ? foyer_store_list_programmes (store) : NULL;
  g_autoptr (FoyerInfoPage) about
    = store != NULL ? foyer_store_get_info_page (store, "about") : NULL;
  gboolean has_any = programmes != NULL && programmes->len > 0;

  for (guint i = 0; i < self->cards->len; i++)
    gtk_grid_remove (GTK_GRID (self->grid), g_ptr_array_index (self->cards, i));
  g_ptr_array_set_size (self->cards, 0);
  for (guint i = 0; has_any && i < programmes->len; i++)
    {
      FoyerProgramme *programme = g_ptr_array_index (programmes, i);
      g_autofree char *count = dup_count (store, programme);
      GtkWidget *card = foyer_programme_card_new (programme, count);

      g_signal_connect (card, "clicked", G_CALLBACK (card_cb), self);
      g_ptr_array_add (self->cards, g_object_ref_sink (card));
    }
  gtk_widget_set_visible (self->grid, has_any);
  gtk_widget_set_visible (self->empty, !has_any);
  gtk_widget_set_visible (self->row, has_any);
  gtk_widget_set_visible (self->about, about != NULL);
  arrange (self);
}

/* Looks like the field it opens. */
static GtkWidget *
search_button_new (void)
{
  const char *words = _ ("Search by word, place or interest");
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = foyer_label_new (words, NULL);
  GtkWidget *icon = gtk_image_new_from_icon_name ("foyer-search-symbolic");

  foyer_spoken_hide (icon);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "search-door");
  gtk_widget_set_hexpand (button, TRUE);
  foyer_spoken_name (button, words);
  return button;
}

static void
foyer_home_page_opened (FoyerPage *page)
{
  FoyerHomePage *self = FOYER_HOME_PAGE (page);

  foyer_page_set_title (page, _ ("What would you like to do today?"));
  self->search = search_button_new ();
  g_signal_connect (self->search, "clicked", G_CALLBACK (search_cb), self);
  gtk_box_append (GTK_BOX (self->row), self->search);
  self->choose
    = foyer_button_new (_ ("Find what suits me"), "foyer-arrow-forward-symbolic", TRUE, "primary");
  gtk_widget_add_css_class (self->choose, "find-what-suits");
  g_signal_connect (self->choose, "clicked", G_CALLBACK (choose_cb), self);
  gtk_box_append (GTK_BOX (self->row), self->choose);

  self->code = foyer_button_new (_ ("I have a code"), NULL, FALSE, "outline");
  g_signal_connect (self->code, "clicked", G_CALLBACK (code_cb), self);
  foyer_page_add_start (page, self->code);
  self->good_to_know = foyer_button_new (_ ("Good to know"), NULL, FALSE, "plain");
  g_signal_connect (self->good_to_know, "clicked", G_CALLBACK (good_to_know_cb), self);
  foyer_page_add_start (page, self->good_to_know);
  self->about = foyer_button_new (_ ("About this screen"), NULL, FALSE, "plain");
  g_signal_connect (self->about, "clicked", G_CALLBACK (about_cb), self);
  foyer_page_add_start (page, self->about);
  self->note_below = foyer_label_append (
    self->row, _ ("Nothing you type is kept on screen after you leave"), "small");
  gtk_label_set_xalign (GTK_LABEL (self->note_below), 0.5);
  gtk_widget_add_css_class (self->note_below, "quiet");
  self->note = foyer_label_new (_ ("Nothing you type is kept on screen after you leave"), "small");
  gtk_label_set_xalign (GTK_LABEL (self->note), 1);
  gtk_widget_add_css_class (self->note, "quiet");
  foyer_page_add_end (page, self->note);
  fill (self);
}

static void
foyer_home_page_layout (FoyerPage *page, gboolean portrait)
{
  FoyerHomePage *self = FOYER_HOME_PAGE (page);
  int percent = foyer_visit_get_text_percent (foyer_page_get_visit (page));

  arrange (self);
  /* Doors in large letters leave no room beside them; "About this screen" says it too. */
  gtk_widget_set_visible (self->note, !portrait && percent == 100);
  gtk_widget_set_visible (self->note_below, portrait);
}

static void
foyer_home_page_content_changed (FoyerPage *page)
{
  fill (FOYER_HOME_PAGE (page));
}

static void
foyer_home_page_dispose (GObject *object)
{
  FoyerHomePage *self = FOYER_HOME_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_HOME_PAGE);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  G_OBJECT_CLASS (foyer_home_page_parent_class)->dispose (object);
}

static void
foyer_home_page_class_init (FoyerHomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FoyerPageClass *page_class = FOYER_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_home_page_dispose;
  page_class->opened = foyer_home_page_opened;
  page_class->layout = foyer_home_page_layout;
  page_class->content_changed = foyer_home_page_content_changed;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/uk/org/foyer/Foyer/ui/foyer-home-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerHomePage, grid);
  gtk_widget_class_bind_template_child (widget_class, FoyerHomePage, empty);
  gtk_widget_class_bind_template_child (widget_class, FoyerHomePage, row);
}

static void
foyer_home_page_init (FoyerHomePage *self)
{
  self->cards = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}
