/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-window"

#include "kiosk/foyer-page-stack.h"

#include <string.h>

#include "kiosk/foyer-page-private.h"
#include "kiosk/foyer-pages.h"

/* The stack of pages under the top bar. A page is a name, an argument and what its visitor set in
 * it; the widgets come and go with the language. Owned by the window; main thread. */

#define DEPTH_MAX 24 /* pages one may go back through; the oldest but home goes first */

typedef struct
{
  char *name;      /* owned */
  char *argument;  /* owned, wiped: it may carry a reference code */
  GObject *state;  /* owned (nullable): what the page handed over; only while page is NULL */
  FoyerPage *page; /* borrowed (nullable): owned by the holder */
  gboolean was_shown;
} Entry;

struct _FoyerPageStack
{
  GtkWidget parent_instance;

  FoyerBackend *backend; /* owned */
  FoyerVisit *visit;     /* owned (nullable) */
  GtkWidget *holder;     /* owned: our one child, a GtkStack with a child a page */
  GPtrArray *entries;    /* owned Entry, the last is shown */
};

G_DEFINE_FINAL_TYPE (FoyerPageStack, foyer_page_stack, GTK_TYPE_WIDGET)

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->name);
  explicit_bzero (entry->argument, strlen (entry->argument));
  g_free (entry->argument);
  g_clear_object (&entry->state);
  g_free (entry);
}

static Entry *
top_entry (FoyerPageStack *self)
{
  return self->entries->len > 0 ? self->entries->pdata[self->entries->len - 1] : NULL;
}

/* The page of an entry, made if it has none. */
static FoyerPage *
ensure_page (FoyerPageStack *self, Entry *entry)
{
  if (entry->page != NULL)
    return entry->page;
  entry->page = foyer_pages_create (entry->name);
  if (entry->page == NULL)
    return NULL;
  gtk_widget_set_name (GTK_WIDGET (entry->page), entry->name);
  foyer_page_setup (entry->page, self->backend, self->visit, entry->argument);
  if (entry->state != NULL)
    foyer_page_restore_state (entry->page, entry->state);
  g_clear_object (&entry->state);
  gtk_stack_add_child (GTK_STACK (self->holder), GTK_WIDGET (entry->page));
  return entry->page;
}

static void
remove_entry (FoyerPageStack *self, guint index)
{
  Entry *entry = self->entries->pdata[index];
  FoyerPage *page = entry->page;

  if (index == self->entries->len - 1 && page != NULL)
    foyer_page_emit_hidden (page);
  g_ptr_array_remove_index (self->entries, index);
  if (page != NULL)
    gtk_stack_remove (GTK_STACK (self->holder), GTK_WIDGET (page));
}

static void
foyer_page_stack_dispose (GObject *object)
{
  FoyerPageStack *self = FOYER_PAGE_STACK (object);

  if (self->holder != NULL)
    foyer_page_stack_drop (self, 0);
  g_clear_pointer (&self->holder, gtk_widget_unparent);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_object (&self->backend);
  g_clear_object (&self->visit);
  G_OBJECT_CLASS (foyer_page_stack_parent_class)->dispose (object);
}

static void
foyer_page_stack_class_init (FoyerPageStackClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_page_stack_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
foyer_page_stack_init (FoyerPageStack *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->holder = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->holder), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->holder), FALSE);
  gtk_widget_set_parent (self->holder, GTK_WIDGET (self));
}

GtkWidget *
foyer_page_stack_new (FoyerBackend *backend)
{
  FoyerPageStack *self = g_object_new (FOYER_TYPE_PAGE_STACK, NULL);

  self->backend = g_object_ref (backend);
  return GTK_WIDGET (self);
}

void
foyer_page_stack_set_visit (FoyerPageStack *self, FoyerVisit *visit)
{
  g_set_object (&self->visit, visit);
}

guint
foyer_page_stack_get_depth (FoyerPageStack *self)
{
  return self->entries->len;
}

FoyerPage *
foyer_page_stack_get_top (FoyerPageStack *self)
{
  Entry *entry = top_entry (self);

  return entry != NULL ? ensure_page (self, entry) : NULL;
}

const char *
foyer_page_stack_get_top_name (FoyerPageStack *self)
{
  Entry *entry = top_entry (self);

  return entry != NULL ? entry->name : "";
}

gboolean
foyer_page_stack_push (FoyerPageStack *self, const char *name, const char *argument)
{
  Entry *under = top_entry (self);
  Entry *entry = g_new0 (Entry, 1);

  entry->name = g_strdup (name);
  entry->argument = g_strdup (argument != NULL ? argument : "");
  if (under != NULL && under->page != NULL)
    foyer_page_emit_hidden (under->page);
  if (ensure_page (self, entry) == NULL)
    {
      g_warning ("no page named %s", name);
      entry_free (entry);
      return FALSE;
    }
  g_ptr_array_add (self->entries, entry);
  if (self->entries->len > DEPTH_MAX)
    remove_entry (self, 1);
  return TRUE;
}

gboolean
foyer_page_stack_replace (FoyerPageStack *self, const char *name, const char *argument)
{
  Entry *old = top_entry (self);
  guint index;

  if (!foyer_page_stack_push (self, name, argument))
    return FALSE;
  if (old != NULL && g_ptr_array_find (self->entries, old, &index))
    remove_entry (self, index);
  return TRUE;
}

void
foyer_page_stack_pop (FoyerPageStack *self)
{
  g_return_if_fail (self->entries->len > 0);

  remove_entry (self, self->entries->len - 1);
}

void
foyer_page_stack_drop (FoyerPageStack *self, guint depth)
{
  while (self->entries->len > depth)
    remove_entry (self, self->entries->len - 1);
}

void
foyer_page_stack_remake (FoyerPageStack *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = self->entries->pdata[i];
      FoyerPage *page = entry->page;
      g_autoptr (GObject) state = page != NULL ? foyer_page_save_state (page) : NULL;

      if (page == NULL || state == (GObject *)page)
        continue;
      entry->state = g_steal_pointer (&state);
      entry->page = NULL;
      if (i == self->entries->len - 1)
        foyer_page_emit_hidden (page);
      gtk_stack_remove (GTK_STACK (self->holder), GTK_WIDGET (page));
    }
}

FoyerPage *
foyer_page_stack_show_top (FoyerPageStack *self, gboolean portrait)
{
  FoyerPage *top = foyer_page_stack_get_top (self);
  Entry *shown;

  if (top == NULL)
    return NULL;
  shown = self->entries->pdata[self->entries->len - 1];
  gtk_widget_set_visible (GTK_WIDGET (top), TRUE);
  for (guint i = 0; i + 1 < self->entries->len; i++)
    {
      Entry *entry = self->entries->pdata[i];
      if (entry->page != NULL)
        gtk_widget_set_visible (GTK_WIDGET (entry->page), FALSE);
    }
  gtk_stack_set_visible_child (GTK_STACK (self->holder), GTK_WIDGET (top));
  /* GtkStack gives the focus on to a page that has no sizes yet, and so to any control of it. */
  if (!shown->was_shown && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  shown->was_shown = TRUE;
  foyer_page_emit_layout (top, portrait);
  foyer_page_emit_shown (top);
  return top;
}

void
foyer_page_stack_content_changed (FoyerPageStack *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = self->entries->pdata[i];
      if (entry->page != NULL)
        foyer_page_emit_content_changed (entry->page);
    }
}
