/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-growing-rows"

#include "kiosk/widgets/foyer-growing-rows.h"

#include "kiosk/foyer-spoken.h"

/* Owned by the selection model of its list view. Main thread. */

#define FIRST 3 /* rows in the first frame: each costs milliseconds to fill and to measure */
#define AHEAD 1 /* heights of what is in sight that are kept ready below it */

struct _FoyerGrowingRows
{
  GObject parent_instance;

  GListModel *rows;            /* owned */
  guint shown;                 /* of rows */
  GtkScrolledWindow *scrolled; /* weak */
  guint tick;                  /* 0: nothing to do until it is scrolled or has changed */
};

static void foyer_growing_rows_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FoyerGrowingRows,
                               foyer_growing_rows,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      foyer_growing_rows_list_init))

static GType
foyer_growing_rows_get_item_type (GListModel *list)
{
  return g_list_model_get_item_type (FOYER_GROWING_ROWS (list)->rows);
}

static guint
foyer_growing_rows_get_n_items (GListModel *list)
{
  return FOYER_GROWING_ROWS (list)->shown;
}

static gpointer
foyer_growing_rows_get_item (GListModel *list, guint position)
{
  FoyerGrowingRows *self = FOYER_GROWING_ROWS (list);

  return position < self->shown ? g_list_model_get_item (self->rows, position) : NULL;
}

static void
foyer_growing_rows_list_init (GListModelInterface *iface)
{
  iface->get_item_type = foyer_growing_rows_get_item_type;
  iface->get_n_items = foyer_growing_rows_get_n_items;
  iface->get_item = foyer_growing_rows_get_item;
}

static gboolean
is_end_near (FoyerGrowingRows *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  double page = gtk_adjustment_get_page_size (adjustment);

  return gtk_adjustment_get_value (adjustment) + (1 + AHEAD) * page
         >= gtk_adjustment_get_upper (adjustment);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  FoyerGrowingRows *self = data;

  if (self->shown >= g_list_model_get_n_items (self->rows) || !is_end_near (self))
    {
      self->tick = 0;
      return G_SOURCE_REMOVE;
    }
  self->shown++;
  g_list_model_items_changed (G_LIST_MODEL (self), self->shown - 1, 0, 1);
  return G_SOURCE_CONTINUE;
}

static void
grow (FoyerGrowingRows *self)
{
  if (self->tick == 0 && self->scrolled != NULL
      && self->shown < g_list_model_get_n_items (self->rows))
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->scrolled), tick_cb, self, NULL);
}

/* What comes in below the rows shown changes none of them. */
static void
changed_cb (GListModel *rows, guint position, guint removed, guint added, gpointer data)
{
  FoyerGrowingRows *self = data;
  guint before = self->shown;

  if (position < before || before < FIRST)
    {
      self->shown = MIN (FIRST, g_list_model_get_n_items (rows));
      g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->shown);
    }
  grow (self);
}

static void
foyer_growing_rows_unfollow (FoyerGrowingRows *self)
{
  GtkScrolledWindow *scrolled = self->scrolled;

  if (scrolled == NULL)
    return;
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (scrolled), self->tick);
  self->tick = 0;
  g_clear_weak_pointer (&self->scrolled);
}

static void
foyer_growing_rows_dispose (GObject *object)
{
  FoyerGrowingRows *self = FOYER_GROWING_ROWS (object);

  foyer_growing_rows_unfollow (self);
  g_clear_object (&self->rows);
  G_OBJECT_CLASS (foyer_growing_rows_parent_class)->dispose (object);
}

static void
foyer_growing_rows_class_init (FoyerGrowingRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_growing_rows_dispose;
}

static void
foyer_growing_rows_init (FoyerGrowingRows *self)
{
}

FoyerGrowingRows *
foyer_growing_rows_new (GListModel *rows)
{
  FoyerGrowingRows *self = g_object_new (FOYER_TYPE_GROWING_ROWS, NULL);

  self->rows = g_object_ref (rows);
  self->shown = MIN (FIRST, g_list_model_get_n_items (rows));
  g_signal_connect_object (rows, "items-changed", G_CALLBACK (changed_cb), self, 0);
  return self;
}

void
foyer_growing_rows_follow (FoyerGrowingRows *self, GtkScrolledWindow *scrolled)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (scrolled);

  foyer_growing_rows_unfollow (self);
  g_set_weak_pointer (&self->scrolled, scrolled);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (grow), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (grow), self, G_CONNECT_SWAPPED);
  grow (self);
}

GtkWidget *
foyer_growing_list_new (GListModel *rows, GtkListItemFactory *factory, const char *name)
{
  FoyerGrowingRows *growing = foyer_growing_rows_new (rows);
  GtkNoSelection *selection = gtk_no_selection_new (G_LIST_MODEL (growing));
  GtkWidget *view = gtk_list_view_new (GTK_SELECTION_MODEL (selection), factory);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_widget_add_css_class (view, "listings");
  foyer_spoken_name (view, name);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  foyer_growing_rows_follow (growing, GTK_SCROLLED_WINDOW (scrolled));
  return scrolled;
}
