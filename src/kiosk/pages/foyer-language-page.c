/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-language-page"

#include "kiosk/pages/foyer-language-page.h"

#include <glib/gi18n.h>

#include "kiosk/foyer-language.h"
#include "kiosk/foyer-spoken.h"
#include "kiosk/widgets/foyer-label.h"

/* Which language? A button each, in its own letters, with its English name under it for whoever
 * helps. Choosing goes back to the page before, in that language. Owned by the window's stack of
 * pages; main thread. */

#define COLUMNS_LANDSCAPE 3
#define COLUMNS_PORTRAIT 2
#define ONE_COLUMN_FROM 200 /* percent: from this text size on two are too narrow, upright */

struct _FoyerLanguagePage
{
  FoyerPage parent_instance;

  GPtrArray *buttons; /* owned GtkButton: they move between layouts */
  GtkWidget *grid;    /* borrowed */
};

G_DEFINE_FINAL_TYPE (FoyerLanguagePage, foyer_language_page, FOYER_TYPE_PAGE)

char *
foyer_language_page_dup_spoken (guint index)
{
  const FoyerLanguage *language = foyer_language_get (index);

  if (g_str_equal (language->name, language->english_name))
    return g_strdup (language->name);
  return g_strdup_printf ("%s, %s", language->name, language->english_name);
}

static GtkWidget *
button_new (guint index)
{
  const FoyerLanguage *language = foyer_language_get (index);
  gboolean is_on = language == foyer_language_get_current ();
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *name = foyer_language_page_dup_spoken (index);
  g_autofree char *spoken = is_on ? g_strdup_printf (_ ("%s, now chosen"), name) : NULL;

  gtk_widget_add_css_class (words, language->css_class);
  foyer_label_append (words, language->name, "language-name");
  if (!g_str_equal (language->name, language->english_name))
    foyer_label_append (words, language->english_name, "language-english");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), words);
  if (is_on)
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("foyer-check-circle-symbolic"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "outline");
  gtk_widget_add_css_class (button, "language");
  if (is_on)
    gtk_widget_add_css_class (button, "on");
  gtk_widget_set_hexpand (button, TRUE);
  foyer_spoken_name (button, is_on ? spoken : name);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", language->code);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.language");
  return button;
}

static void
foyer_language_page_opened (FoyerPage *page)
{
  FoyerLanguagePage *self = FOYER_LANGUAGE_PAGE (page);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  foyer_page_set_title (page, _ ("Choose your language"));
  foyer_page_add_back (page, NULL);
  gtk_widget_add_css_class (column, "language-column");
  foyer_label_append (column, _ ("Choose your language"), "heading");
  foyer_label_append (column,
                      _ ("Things to do, and stories, are mostly written in English. The staff here "
                         "can help you."),
                      "lead");
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_homogeneous (GTK_GRID (self->grid), TRUE);
  gtk_widget_add_css_class (self->grid, "language-grid");
  gtk_box_append (GTK_BOX (column), self->grid);
  for (guint i = 0; foyer_language_get (i) != NULL; i++)
    g_ptr_array_add (self->buttons, g_object_ref_sink (button_new (i)));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), column);
  foyer_page_set_content (page, scroller);
}

static void
foyer_language_page_layout (FoyerPage *page, gboolean portrait)
{
  FoyerLanguagePage *self = FOYER_LANGUAGE_PAGE (page);
  int percent = foyer_visit_get_text_percent (foyer_page_get_visit (page));
  int columns = portrait ? COLUMNS_PORTRAIT : COLUMNS_LANDSCAPE;

  if (percent >= ONE_COLUMN_FROM)
    columns--;
  for (guint i = 0; i < self->buttons->len; i++)
    {
      GtkWidget *button = g_ptr_array_index (self->buttons, i);

      if (gtk_widget_get_parent (button) != NULL)
        gtk_grid_remove (GTK_GRID (self->grid), button);
      gtk_grid_attach (GTK_GRID (self->grid), button, (int)i % columns, (int)i / columns, 1, 1);
    }
}

static void
foyer_language_page_finalize (GObject *object)
{
  g_ptr_array_unref (FOYER_LANGUAGE_PAGE (object)->buttons);
  G_OBJECT_CLASS (foyer_language_page_parent_class)->finalize (object);
}

static void
foyer_language_page_class_init (FoyerLanguagePageClass *klass)
{
  FoyerPageClass *page_class = FOYER_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = foyer_language_page_finalize;
  page_class->opened = foyer_language_page_opened;
  page_class->layout = foyer_language_page_layout;
}

static void
foyer_language_page_init (FoyerLanguagePage *self)
{
  self->buttons = g_ptr_array_new_with_free_func (g_object_unref);
}
