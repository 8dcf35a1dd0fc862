/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-detail-page"

#include "kiosk/pages/foyer-detail-page.h"

#include <glib/gi18n.h>

#include "core/viewmodel/foyer-listing-words.h"
#include "kiosk/pages/foyer-detail-private.h"
#include "kiosk/pages/foyer-listing-argument.h"
#include "kiosk/widgets/foyer-flow.h"
#include "kiosk/widgets/foyer-help-button.h"
#include "kiosk/widgets/foyer-label.h"
#include "kiosk/widgets/foyer-picture.h"
#include "kiosk/widgets/foyer-session-list.h"

/* Everything known about one listing, and what is not: a visitor who reads "not told yet" knows
 * what to ask. The way in stays in sight whatever is scrolled. Here: what lies where; its words and
 * cards are in the files beside. Owned by the window's stack. Main thread. */

#define COMPACT_FROM 200 /* percent: two columns of such letters are too narrow to read */

G_DEFINE_FINAL_TYPE (FoyerDetailPage, foyer_detail_page, FOYER_TYPE_PAGE)

/* ---- the page ---- */

static void
add_checked (FoyerDetailPage *self, gint64 now_us)
{
  g_autofree char *checked = foyer_words_checked (self->listing, now_us);
  GtkWidget *label = foyer_label_new (checked, "small");

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
  gtk_widget_add_css_class (label, "quiet");
  foyer_page_add_end (FOYER_PAGE (self), label);
  self->checked = label;
}

static void
problem_cb (FoyerDetailPage *self)
{
  foyer_page_open (FOYER_PAGE (self), "problem", self->listing->id);
}

static void
similar_cb (FoyerDetailPage *self)
{
  FoyerPage *page = FOYER_PAGE (self);
  const char *from = foyer_listing_argument_get_from (foyer_page_get_argument (page));
  g_autofree char *argument = foyer_listing_argument (self->listing->id, from);

  foyer_page_open (page, "similar", argument);
}

static void
fill_foot (FoyerDetailPage *self)
{
  GtkWidget *similar = foyer_button_new (_ ("See others like this"), NULL, FALSE, "outline");
  GtkWidget *problem = foyer_button_new (_ ("Something wrong here?"), NULL, FALSE, "plain");

  g_signal_connect_swapped (similar, "clicked", G_CALLBACK (similar_cb), self);
  gtk_box_append (GTK_BOX (self->foot), similar);
  g_signal_connect_swapped (problem, "clicked", G_CALLBACK (problem_cb), self);
  foyer_page_add_end (FOYER_PAGE (self), problem);
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
  g_autofree char *id = foyer_listing_argument_dup_listing (foyer_page_get_argument (page));
  gboolean has_dates;

  foyer_page_add_back (page, _ ("Back to list"));
  foyer_page_add_home (page);
  if (store != NULL)
    self->listing = foyer_store_get_listing (store, id);
  if (self->listing == NULL)
    {
      say_gone (self);
      return;
    }
  self->programme = find_programme (store, self->listing->programme);
  if (self->programme != NULL && self->programme->colour != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), self->programme->colour);
  foyer_page_set_title (page, self->listing->title);
  foyer_page_say_language (page, self->listing->language);
  has_dates = foyer_detail_fill_cards (self, now_us);
  foyer_detail_fill_reading (self, now_us, has_dates);
  foyer_detail_fill_ways (self);
  fill_foot (self);
  if (g_strcmp0 (self->listing->programme, "youth") == 0)
    foyer_page_add_end (page, foyer_help_button_new ());
  add_checked (self, now_us);
}

/* Into which box, and after which child of it: NULL, at its end. */
static void
move (GtkWidget *widget, GtkWidget *box, GtkWidget *after)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  if (parent != NULL)
    gtk_box_remove (GTK_BOX (parent), widget);
  if (after != NULL)
    gtk_box_insert_child_after (GTK_BOX (box), widget, after);
  else
    gtk_box_append (GTK_BOX (box), widget);
}

static void
lay_out (FoyerDetailPage *self)
{
  FoyerPage *page = FOYER_PAGE (self);
  gboolean portrait = foyer_page_is_portrait (page);
  int percent = foyer_visit_get_text_percent (foyer_page_get_visit (page));
  gboolean compact = portrait || percent >= COMPACT_FROM;
  gboolean is_long = compact || percent > 100; /* no room for all buttons under the cards */

  /* Of so low a strip only faces would be seen; when and where come first. */
  gtk_widget_set_visible (self->picture, self->listing != NULL && (portrait || !compact));
  move (self->cards, compact ? self->column : self->side_box, compact ? self->please_ask : NULL);
  gtk_widget_set_visible (self->ways[0], !is_long);
  gtk_widget_set_visible (self->ways[1], is_long);
  if (self->checked != NULL) /* it stands among the words too, and the buttons fill the bar */
    gtk_widget_set_visible (self->checked, !compact);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->content),
                                  compact ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_visible (self->side_scroll, !compact);
  gtk_widget_set_visible (self->side, self->listing != NULL && (!compact || self->action != NULL));
  foyer_detail_set_narrow (self, portrait ? percent > 100 : percent == 150);
  if (compact)
    gtk_widget_add_css_class (self->content, "compact");
  else
    gtk_widget_remove_css_class (self->content, "compact");
}

static gboolean
lay_out_cb (gpointer data)
{
  FoyerDetailPage *self = data;

  self->layout_id = 0;
  lay_out (self);
  return G_SOURCE_REMOVE;
}

/* At once when the page is made; later only when the new style has reached every widget, or GTK 4.8
 * measures letters of the last size in a box of the next. */
static void
foyer_detail_page_layout (FoyerPage *page, gboolean portrait)
{
  FoyerDetailPage *self = FOYER_DETAIL_PAGE (page);

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    lay_out (self);
  else if (self->layout_id == 0)
    self->layout_id = g_idle_add_full (G_PRIORITY_LOW, lay_out_cb, self, NULL);
}

/* The date that is chosen; all else comes from the argument. */
static GObject *
foyer_detail_page_save_state (FoyerPage *page)
{
  FoyerDetailPage *self = FOYER_DETAIL_PAGE (page);
  FoyerSession *session = self->sessions != NULL
                            ? foyer_session_list_get_chosen (FOYER_SESSION_LIST (self->sessions))
                            : NULL;

  return session != NULL ? g_object_ref (G_OBJECT (session)) : NULL;
}

static void
foyer_detail_page_restore_state (FoyerPage *page, GObject *state)
{
  FoyerDetailPage *self = FOYER_DETAIL_PAGE (page);

  if (self->sessions != NULL)
    foyer_session_list_choose (FOYER_SESSION_LIST (self->sessions), FOYER_SESSION (state)->id);
}

static void
foyer_detail_page_dispose (GObject *object)
{
  FoyerDetailPage *self = FOYER_DETAIL_PAGE (object);

  g_clear_handle_id (&self->layout_id, g_source_remove);
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
  page_class->save_state = foyer_detail_page_save_state;
  page_class->restore_state = foyer_detail_page_restore_state;
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
  gtk_widget_class_bind_template_child (widget_class, FoyerDetailPage, foot);
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
  gtk_widget_set_hexpand (self->cards, FALSE); /* whatever expands in them */
  for (guint i = 0; i < G_N_ELEMENTS (self->ways); i++)
    {
      self->ways[i] = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
      gtk_widget_add_css_class (self->ways[i], "detail-ways");
    }
  gtk_box_append (GTK_BOX (self->side), self->ways[0]);
  gtk_box_insert_child_after (GTK_BOX (self->column), self->ways[1], self->sections);
}
