/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-info-list-page"

#include "kiosk/pages/foyer-info-list-page.h"

#include <glib/gi18n.h>

#include "kiosk/foyer-spoken.h"
#include "kiosk/pages/foyer-reading-page.h"
#include "kiosk/widgets/foyer-label.h"
#include "kiosk/widgets/foyer-picture.h"

/* Cards to the pages of plain reading, people who can help first. Owned by the window's stack;
 * filled again when content comes. Main thread. */

struct _FoyerInfoListPage
{
  FoyerPage parent_instance;

  GPtrArray *cards; /* owned GtkButton */

  GtkWidget *words, *grid; /* template */
};

G_DEFINE_FINAL_TYPE (FoyerInfoListPage, foyer_info_list_page, FOYER_TYPE_PAGE)

static void
add_card (
  FoyerInfoListPage *self, const char *id, const char *title, const char *words, const char *art)
{
  GtkWidget *card = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *picture = foyer_picture_new (art);
  g_autofree char *spoken
    = g_strdup_printf ("%s%s%s", title, words != NULL ? ". " : "", words != NULL ? words : "");

  gtk_widget_add_css_class (card, "flat-card");
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "info-card");
  gtk_widget_set_overflow (card, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (picture, "info-picture");
  gtk_widget_add_css_class (column, "words");
  gtk_widget_set_hexpand (column, TRUE);
  gtk_widget_set_valign (column, GTK_ALIGN_CENTER);
  foyer_label_append (column, title, "title");
  foyer_label_append (column, words, "info-words");
  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (box), column);
  gtk_button_set_child (GTK_BUTTON (card), box);
  foyer_spoken_name (card, spoken);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (card), "(ss)", "info", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (card), "win.open");
  g_ptr_array_add (self->cards, g_object_ref_sink (card));
}

static void
arrange (FoyerInfoListPage *self)
{
  int columns = foyer_page_is_portrait (FOYER_PAGE (self)) ? 1 : 2;

  for (guint i = 0; i < self->cards->len; i++)
    {
      GtkWidget *card = g_ptr_array_index (self->cards, i);

      if (gtk_widget_get_parent (card) != NULL)
        gtk_grid_remove (GTK_GRID (self->grid), card);
      gtk_grid_attach (GTK_GRID (self->grid), card, (int)i % columns, (int)i / columns, 1, 1);
    }
}

static void
fill (FoyerInfoListPage *self)
{
  FoyerStore *store = foyer_backend_get_store (foyer_page_get_backend (FOYER_PAGE (self)));
  const char *argument = foyer_page_get_argument (FOYER_PAGE (self));
  const char *programme = *argument != '\0' ? argument : NULL; /* NULL: every page */
  g_autoptr (GPtrArray) pages
    = store != NULL ? foyer_store_list_info_pages (store, programme) : NULL;

  for (guint i = 0; i < self->cards->len; i++)
    gtk_grid_remove (GTK_GRID (self->grid), g_ptr_array_index (self->cards, i));
  g_ptr_array_set_size (self->cards, 0);
  if (store != NULL && foyer_store_count (store, FOYER_KIND_PATHWAYS) > 0)
    add_card (self, FOYER_READING_WHO_CAN_HELP, _ ("Who can help you"),
              _ ("People near you whose work is to help."), "scene-community-chest");
  for (guint i = 0; pages != NULL && i < pages->len; i++)
    {
      FoyerInfoPage *info = g_ptr_array_index (pages, i);
      add_card (self, info->id, info->title, info->standfirst, info->art);
    }
  gtk_label_set_text (GTK_LABEL (self->words),
                      self->cards->len > 0
                        ? _ ("Short pages to read before you begin.")
                        : _ ("These pages are on their way. Please look again soon."));
  arrange (self);
}

static void
foyer_info_list_page_opened (FoyerPage *page)
{
  foyer_page_set_title (page, _ ("Good to know"));
  foyer_page_add_back (page, NULL);
  foyer_page_add_home (page);
  fill (FOYER_INFO_LIST_PAGE (page));
}

static void
foyer_info_list_page_layout (FoyerPage *page, gboolean portrait)
{
  arrange (FOYER_INFO_LIST_PAGE (page));
}

static void
foyer_info_list_page_content_changed (FoyerPage *page)
{
  fill (FOYER_INFO_LIST_PAGE (page));
}

static void
foyer_info_list_page_dispose (GObject *object)
{
  FoyerInfoListPage *self = FOYER_INFO_LIST_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_INFO_LIST_PAGE);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  G_OBJECT_CLASS (foyer_info_list_page_parent_class)->dispose (object);
}

static void
foyer_info_list_page_class_init (FoyerInfoListPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FoyerPageClass *page_class = FOYER_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_info_list_page_dispose;
  page_class->opened = foyer_info_list_page_opened;
  page_class->layout = foyer_info_list_page_layout;
  page_class->content_changed = foyer_info_list_page_content_changed;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/uk/org/foyer/Foyer/ui/foyer-info-list-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerInfoListPage, words);
  gtk_widget_class_bind_template_child (widget_class, FoyerInfoListPage, grid);
}

static void
foyer_info_list_page_init (FoyerInfoListPage *self)
{
  self->cards = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}
