/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-reader"

#include "kiosk/foyer-reader.h"

#include "core/crypto/foyer-crypto.h"
#include "kiosk/foyer-spoken.h"
#include "kiosk/widgets/foyer-keyboard.h"

/* Goes through the ordered list with the voice. The list is made anew at each step, so that rows
 * which came meanwhile are read too, and nothing of an old page is held. Owned by the aids; main
 * thread. What is said is never logged. */

#define MARK "being-read"

struct _FoyerReader
{
  GObject parent_instance;

  FoyerVoice *voice;    /* owned */
  GtkWidget *root;      /* weak (nullable): what is read */
  GtkWidget *marked;    /* weak (nullable): what is being said */
  const char *language; /* interned (nullable) */
  int index;            /* in the list; -1: the title */
  FoyerReaderState state;
};

enum
{
  CHANGED,
  SAYING,
  FAILED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerReader, foyer_reader, G_TYPE_OBJECT)

static void
set_state (FoyerReader *self, FoyerReaderState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
mark (FoyerReader *self, GtkWidget *widget)
{
  if (self->marked != NULL)
    gtk_widget_remove_css_class (self->marked, MARK);
  g_set_weak_pointer (&self->marked, widget);
  if (widget == NULL)
    return;
  gtk_widget_add_css_class (widget, MARK);
  foyer_spoken_bring_into_view (widget);
}

/* A keyboard is forty keys that nobody wants to hear one by one. */
static gboolean
is_key (GtkWidget *widget)
{
  return gtk_widget_get_ancestor (widget, FOYER_TYPE_KEYBOARD) != NULL;
}

/* (transfer full) */
static GPtrArray *
list_items (FoyerReader *self)
{
  GPtrArray *list = foyer_spoken_list (self->root);

  for (guint i = list->len; i > 0; i--)
    if (is_key (((FoyerSpokenItem *)g_ptr_array_index (list, i - 1))->widget))
      g_ptr_array_remove_index (list, i - 1);
  return list;
}

/* Where the last item stands now; things may have come or gone before it. */
static int
find_marked (FoyerReader *self, GPtrArray *list)
{
  for (guint i = 0; self->marked != NULL && i < list->len; i++)
    if (((FoyerSpokenItem *)g_ptr_array_index (list, i))->widget == self->marked)
      return (int)i;
  return self->index;
}

static void
say (FoyerReader *self, const char *words)
{
  g_signal_emit (self, signals[SAYING], 0, words);
  set_state (self, FOYER_READER_READING);
  foyer_voice_say (self->voice, words, self->language);
}

static void
say_item (FoyerReader *self, GPtrArray *list, int index)
{
  FoyerSpokenItem *item;
  char *words;

  if (list->len == 0 || index >= (int)list->len) /* a page may have nothing to say yet */
    {
      mark (self, NULL);
      foyer_voice_stop (self->voice);
      set_state (self, FOYER_READER_AT_END);
      return;
    }
  self->index = MAX (index, 0);
  item = g_ptr_array_index (list, (guint)self->index);
  words = foyer_spoken_item_dup_words (item);
  mark (self, item->widget);
  say (self, words);
  foyer_secret_free (words);
}

static void
finished_cb (FoyerReader *self)
{
  if (self->state == FOYER_READER_READING && self->root != NULL)
    foyer_reader_step (self, 1);
  else
    set_state (self, FOYER_READER_STOPPED);
}

static void
failed_cb (FoyerReader *self)
{
  foyer_reader_stop (self);
  g_signal_emit (self, signals[FAILED], 0);
}

static void
foyer_reader_dispose (GObject *object)
{
  FoyerReader *self = FOYER_READER (object);

  mark (self, NULL);
  g_clear_weak_pointer (&self->root);
  if (self->voice != NULL)
    g_signal_handlers_disconnect_by_data (self->voice, self);
  g_clear_object (&self->voice);
  G_OBJECT_CLASS (foyer_reader_parent_class)->dispose (object);
}

static void
foyer_reader_class_init (FoyerReaderClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_reader_dispose;
  signals[CHANGED]
    = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SAYING] = g_signal_new ("saying", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[FAILED]
    = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
foyer_reader_init (FoyerReader *self)
{
}

FoyerReader *
foyer_reader_new (FoyerVoice *voice)
{
  FoyerReader *self = g_object_new (FOYER_TYPE_READER, NULL);

  self->voice = g_object_ref (voice);
  g_signal_connect_swapped (voice, "finished", G_CALLBACK (finished_cb), self);
  g_signal_connect_swapped (voice, "failed", G_CALLBACK (failed_cb), self);
  return self;
}

FoyerVoice *
foyer_reader_get_voice (FoyerReader *self)
{
  return self->voice;
}

void
foyer_reader_read (FoyerReader *self, GtkWidget *root, const char *title, const char *language)
{
  g_autoptr (GPtrArray) list = NULL;

  g_return_if_fail (FOYER_IS_READER (self) && GTK_IS_WIDGET (root));

  mark (self, NULL);
  g_set_weak_pointer (&self->root, root);
  self->language = g_intern_string (language);
  self->index = -1;
  list = list_items (self);
  if (title != NULL && *title != '\0'
      && (list->len == 0
          || !g_str_equal (((FoyerSpokenItem *)g_ptr_array_index (list, 0))->text, title)))
    say (self, title);
  else
    say_item (self, list, 0);
}

void
foyer_reader_say (FoyerReader *self, const char *words)
{
  g_return_if_fail (FOYER_IS_READER (self));

  mark (self, NULL);
  g_clear_weak_pointer (&self->root);
  say (self, words);
}

void
foyer_reader_stop (FoyerReader *self)
{
  g_return_if_fail (FOYER_IS_READER (self));

  mark (self, NULL);
  g_clear_weak_pointer (&self->root);
  foyer_voice_stop (self->voice);
  set_state (self, FOYER_READER_STOPPED);
}

/* Going on says the item again from its beginning: half a sentence helps nobody. */
void
foyer_reader_set_paused (FoyerReader *self, gboolean paused)
{
  g_return_if_fail (FOYER_IS_READER (self));

  if (paused && self->state == FOYER_READER_READING)
    {
      foyer_voice_stop (self->voice);
      set_state (self, FOYER_READER_PAUSED);
    }
  else if (!paused && self->root != NULL && self->state != FOYER_READER_READING)
    {
      if (self->state == FOYER_READER_AT_END)
        self->index = -1;
      foyer_reader_step (self, self->index < 0 ? 1 : 0);
    }
}

void
foyer_reader_step (FoyerReader *self, int by)
{
  g_autoptr (GPtrArray) list = NULL;

  g_return_if_fail (FOYER_IS_READER (self));

  if (self->root == NULL)
    return;
  list = list_items (self);
  say_item (self, list, find_marked (self, list) + by);
}

FoyerReaderState
foyer_reader_get_state (FoyerReader *self)
{
  return self->state;
}
