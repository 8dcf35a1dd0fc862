/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-keyboard"

#include "kiosk/widgets/foyer-keyboard-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/crypto/foyer-crypto.h"
#include "kiosk/foyer-spoken.h"
#include "kiosk/foyer-language.h"
#include "kiosk/widgets/foyer-key.h"

/* The on-screen keyboard. Kiosk compositors offer no way for a separate keyboard program to type,
 * so it is a widget of our own: it asks the text that has the focus to insert or to delete, with
 * the signals its own key bindings use, so that limits and selections hold. It keeps no copy of
 * what is typed. Owned by the page; main thread. A timer runs only while Delete is held. */

#define DOUBLE_TAP_US (G_USEC_PER_SEC / 2) /* two taps on Shift within this: capitals stay on */
#define HOLD_MS 500                        /* Delete held this long begins to repeat */
#define WORDS_A_PANE 2                     /* Shift and Delete */
#define REPEAT_MS 90                       /* 11 letters a second: one can still stop in time */

G_DEFINE_FINAL_TYPE (FoyerKeyboard, foyer_keyboard, GTK_TYPE_WIDGET)

/* The text being written, or NULL. (transfer none) */
static GtkWidget *
find_target (FoyerKeyboard *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus)) ? focus : NULL;
}

static void
update_letters (FoyerKeyboard *self)
{
  gboolean capital = self->shift != FOYER_SHIFT_OFF;

  for (guint i = 0; i < self->letter_keys->len; i++)
    {
      GtkWidget *key = g_ptr_array_index (self->letter_keys, i);
      const char *text = foyer_key_get_text (key);
      g_autofree char *shown = capital ? g_utf8_strup (text, -1) : g_strdup (text);

      foyer_key_set_shown (key, shown,
                           capital ? shown : g_object_get_data (G_OBJECT (key), "name"));
    }
}

static void
set_shift (FoyerKeyboard *self, FoyerShift shift)
{
  if (self->shift == shift)
    return;
  self->shift = shift;
  update_letters (self);

  for (guint i = 0; i < self->shift_keys->len; i++)
    {
      GtkWidget *key = g_ptr_array_index (self->shift_keys, i);

      gtk_widget_remove_css_class (key, "on");
      gtk_widget_remove_css_class (key, "locked");
      if (shift != FOYER_SHIFT_OFF)
        gtk_widget_add_css_class (key, shift == FOYER_SHIFT_LOCKED ? "locked" : "on");
      foyer_spoken_name (key, shift == FOYER_SHIFT_LOCKED ? _ ("Shift, capitals stay on")
                              : shift == FOYER_SHIFT_ONCE ? _ ("Shift, next letter is a capital")
                                                          : _ ("Shift"));
    }
}

static GtkInputHints
get_hints (GtkWidget *target)
{
  if (GTK_IS_TEXT (target))
    return gtk_text_get_input_hints (GTK_TEXT (target));
  return GTK_IS_TEXT_VIEW (target) ? gtk_text_view_get_input_hints (GTK_TEXT_VIEW (target))
                                   : GTK_INPUT_HINT_NONE;
}

/* Nothing but capitals, as a reference code is printed. */
static gboolean
wants_capitals (GtkWidget *target)
{
  return (get_hints (target) & GTK_INPUT_HINT_UPPERCASE_CHARS) != 0;
}

/* What stands before the cursor. (transfer full), foyer_secret_free () */
static char *
dup_before (GtkWidget *target)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  if (GTK_IS_TEXT (target))
    return gtk_editable_get_chars (GTK_EDITABLE (target), 0,
                                   gtk_editable_get_position (GTK_EDITABLE (target)));
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (target));
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_get_iter_at_mark (buffer, &end, gtk_text_buffer_get_insert (buffer));
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* After the mark that ends a sentence, and a gap; on a line of its own; or at the very beginning. */
static gboolean
begins_sentence (const char *before)
{
  const char *end = before + strlen (before);
  const char *last = end;

  while (last > before && (last[-1] == ' ' || last[-1] == '\n'))
    if (*--last == '\n')
      return TRUE;
  return last == before || (last < end && strchr (".!?", last[-1]) != NULL);
}

static gboolean
begins_word (const char *before)
{
  return *before == '\0' || strchr (" -", before[strlen (before) - 1]) != NULL;
}

/* A name begins with a capital, and so does each of its parts; words of one's own do as sentences. */
static gboolean
wants_capital (GtkWidget *target)
{
  GtkInputHints hints = get_hints (target);
  gboolean wants;
  char *before;

  if ((hints & (GTK_INPUT_HINT_UPPERCASE_WORDS | GTK_INPUT_HINT_UPPERCASE_SENTENCES)) == 0)
    return FALSE;
  before = dup_before (target);
  wants = (hints & GTK_INPUT_HINT_UPPERCASE_WORDS) != 0 ? begins_word (before)
                                                        : begins_sentence (before);
  foyer_secret_free (before);
  return wants;
}

static void
update_capital (FoyerKeyboard *self, GtkWidget *target)
{
  if (self->shift != FOYER_SHIFT_LOCKED)
    set_shift (self, wants_capital (target) ? FOYER_SHIFT_ONCE : FOYER_SHIFT_OFF);
}

static void
insert (FoyerKeyboard *self, const char *text)
{
  GtkWidget *target = find_target (self);

  if (target == NULL)
    return;
  self->shift_tapped_us = 0; /* two taps are double only with nothing typed between them */
  if (GTK_IS_TEXT (target)) /* it would add to what is selected, and count that against the limit */
    gtk_editable_delete_selection (GTK_EDITABLE (target));
  g_signal_emit_by_name (target, "insert-at-cursor", text);
  update_capital (self, target);
}

static void
delete_one (FoyerKeyboard *self)
{
  GtkWidget *target = find_target (self);

  if (target == NULL)
    return;
  g_signal_emit_by_name (target, "backspace");
  update_capital (self, target);
}

void
foyer_keyboard_type (GtkButton *key, FoyerKeyboard *self)
{
  const char *text = foyer_key_get_text (GTK_WIDGET (key));

  if (self->shift != FOYER_SHIFT_OFF && g_ptr_array_find (self->letter_keys, key, NULL))
    {
      g_autofree char *capital = g_utf8_strup (text, -1);

      insert (self, capital);
    }
  else
    insert (self, text);
}

void
foyer_keyboard_shift (GtkButton *key, FoyerKeyboard *self)
{
  gint64 now = g_get_monotonic_time ();
  gboolean is_double = now - self->shift_tapped_us < DOUBLE_TAP_US;

  self->shift_tapped_us = now;
  if (self->shift == FOYER_SHIFT_LOCKED)
    set_shift (self, FOYER_SHIFT_OFF);
  else if (is_double)
    set_shift (self, FOYER_SHIFT_LOCKED);
  else
    set_shift (self, self->shift == FOYER_SHIFT_OFF ? FOYER_SHIFT_ONCE : FOYER_SHIFT_OFF);
}

void
foyer_keyboard_delete (GtkButton *key, FoyerKeyboard *self)
{
  if (!self->has_repeated)
    delete_one (self);
  self->has_repeated = FALSE;
}

static gboolean
repeat_cb (gpointer data)
{
  delete_one (data);
  return G_SOURCE_CONTINUE;
}

static gboolean
hold_cb (gpointer data)
{
  FoyerKeyboard *self = data;

  self->hold_timer = 0;
  self->has_repeated = TRUE;
  delete_one (self);
  self->repeat_timer = g_timeout_add (REPEAT_MS, repeat_cb, self);
  return G_SOURCE_REMOVE;
}

/* The button is "active" for just as long as the finger is on it: no gesture of our own is needed.
 */
void
foyer_keyboard_delete_held (GtkWidget *key, GtkStateFlags before, FoyerKeyboard *self)
{
  gboolean is_down = (gtk_widget_get_state_flags (key) & GTK_STATE_FLAG_ACTIVE) != 0;

  if (is_down == ((before & GTK_STATE_FLAG_ACTIVE) != 0))
    return;
  g_clear_handle_id (&self->hold_timer, g_source_remove);
  g_clear_handle_id (&self->repeat_timer, g_source_remove);
  if (is_down)
    {
      self->has_repeated = FALSE;
      self->hold_timer = g_timeout_add (HOLD_MS, hold_cb, self);
    }
}

/* Nobody types any more: whoever shows the keyboard while a text has the focus puts it away. */
void
foyer_keyboard_hide (GtkButton *key, FoyerKeyboard *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL)
    gtk_root_set_focus (root, NULL);
}

/* Which pane is in sight. Addresses and codes are written in Latin letters everywhere. */
static void
update_pane (FoyerKeyboard *self)
{
  GtkWidget *target = find_target (self);
  gboolean must_be_latin
    = self->purpose == FOYER_KEYBOARD_EMAIL || (target != NULL && wants_capitals (target));
  const char *name = "letters";

  if (self->purpose == FOYER_KEYBOARD_PHONE)
    name = "numbers";
  else if (self->own != NULL && !self->is_latin && !must_be_latin)
    name = self->page == 0 ? "own-0" : "own-1";
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), name);
  for (guint i = 0; i < self->question_keys->len; i++)
    gtk_widget_set_visible (self->question_keys->pdata[i], GTK_IS_TEXT_VIEW (target));
  if (self->own_key != NULL)
    gtk_widget_set_visible (self->own_key, !must_be_latin);
}

void
foyer_keyboard_turn_page (GtkButton *key, FoyerKeyboard *self)
{
  self->page = 1 - self->page;
  update_pane (self);
}

void
foyer_keyboard_change_letters (GtkButton *key, FoyerKeyboard *self)
{
  self->is_latin = !self->is_latin;
  self->page = 0;
  update_pane (self);
}

static FoyerKeyboardPurpose
purpose_of (GtkInputPurpose purpose)
{
  switch (purpose)
    {
    case GTK_INPUT_PURPOSE_PHONE:
    case GTK_INPUT_PURPOSE_NUMBER:
    case GTK_INPUT_PURPOSE_DIGITS:
    case GTK_INPUT_PURPOSE_PIN:
      return FOYER_KEYBOARD_PHONE;
    case GTK_INPUT_PURPOSE_EMAIL:
      return FOYER_KEYBOARD_EMAIL;
    default:
      return FOYER_KEYBOARD_TEXT;
    }
}

/* Another text has the focus: the keys that suit it, and a capital if it begins with one. */
static void
focus_changed_cb (FoyerKeyboard *self)
{
  GtkWidget *target = find_target (self);

  if (target == NULL)
    return;
  foyer_keyboard_set_purpose (self, purpose_of (GTK_IS_TEXT (target)
                                                  ? gtk_text_get_input_purpose (GTK_TEXT (target))
                                                  : GTK_INPUT_PURPOSE_FREE_FORM));
  update_pane (self);
  set_shift (self, wants_capitals (target)  ? FOYER_SHIFT_LOCKED
                   : wants_capital (target) ? FOYER_SHIFT_ONCE
                                            : FOYER_SHIFT_OFF);
}

static void
foyer_keyboard_root (GtkWidget *widget)
{
  FoyerKeyboard *self = FOYER_KEYBOARD (widget);

  GTK_WIDGET_CLASS (foyer_keyboard_parent_class)->root (widget);
  self->watched = gtk_widget_get_root (widget);
  if (GTK_IS_WINDOW (self->watched))
    self->watch_id = g_signal_connect_swapped (self->watched, "notify::focus-widget",
                                               G_CALLBACK (focus_changed_cb), self);
  focus_changed_cb (self);
}

static void
foyer_keyboard_unroot (GtkWidget *widget)
{
  FoyerKeyboard *self = FOYER_KEYBOARD (widget);

  g_clear_signal_handler (&self->watch_id, self->watched);
  self->watched = NULL;
  GTK_WIDGET_CLASS (foyer_keyboard_parent_class)->unroot (widget);
}

/* A keyboard put away while Delete is held must not go on deleting. */
static void
foyer_keyboard_unmap (GtkWidget *widget)
{
  FoyerKeyboard *self = FOYER_KEYBOARD (widget);

  g_clear_handle_id (&self->hold_timer, g_source_remove);
  g_clear_handle_id (&self->repeat_timer, g_source_remove);
  GTK_WIDGET_CLASS (foyer_keyboard_parent_class)->unmap (widget);
}

/* How much narrower one pane's keys could be without their words. */
static int
measure_words (FoyerKeyboard *self)
{
  int words = 0;

  if (!self->words_shown)
    return 0;
  for (guint i = 0; i < MIN (self->word_labels->len, WORDS_A_PANE); i++)
    {
      GtkWidget *label = g_ptr_array_index (self->word_labels, i);
      int natural = 0;

      gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
      words += natural;
    }
  return words;
}

static void
foyer_keyboard_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  FoyerKeyboard *self = FOYER_KEYBOARD (widget);

  gtk_widget_measure (self->stack, orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = MAX (0, *minimum - measure_words (self));
}

static void
show_words (FoyerKeyboard *self, gboolean shown)
{
  self->words_shown = shown;
  for (guint i = 0; i < self->word_labels->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (self->word_labels, i), shown);
}

static gboolean
words_idle_cb (gpointer data)
{
  FoyerKeyboard *self = data;

  self->words_idle = 0;
  show_words (self, !self->words_shown);
  return G_SOURCE_REMOVE;
}

/* Words beside the pictures go when the row is too narrow for them and come back when there is
 * room. */
static void
foyer_keyboard_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FoyerKeyboard *self = FOYER_KEYBOARD (widget);
  GtkAllocation area = { 0, 0, width, height };
  int minimum;

  gtk_widget_measure (self->stack, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  if (self->words_shown && minimum > width && self->words_idle == 0)
    self->words_idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, words_idle_cb, self, NULL);
  area.width = MAX (width, minimum);
  gtk_widget_size_allocate (self->stack, &area, -1);
}

/* Text size, theme or orientation changed: try with words again. */
static void
foyer_keyboard_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  FoyerKeyboard *self = FOYER_KEYBOARD (widget);

  GTK_WIDGET_CLASS (foyer_keyboard_parent_class)->css_changed (widget, change);
  if (self->stack != NULL && !self->words_shown)
    show_words (self, TRUE);
}

static void
foyer_keyboard_dispose (GObject *object)
{
  FoyerKeyboard *self = FOYER_KEYBOARD (object);

  g_clear_handle_id (&self->hold_timer, g_source_remove);
  g_clear_handle_id (&self->repeat_timer, g_source_remove);
  g_clear_handle_id (&self->words_idle, g_source_remove);
  g_clear_pointer (&self->stack, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_keyboard_parent_class)->dispose (object);
}

static void
foyer_keyboard_finalize (GObject *object)
{
  FoyerKeyboard *self = FOYER_KEYBOARD (object);

  g_ptr_array_unref (self->question_keys);
  g_ptr_array_unref (self->letter_keys);
  g_ptr_array_unref (self->shift_keys);
  g_ptr_array_unref (self->word_labels);
  G_OBJECT_CLASS (foyer_keyboard_parent_class)->finalize (object);
}

static void
foyer_keyboard_class_init (FoyerKeyboardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = foyer_keyboard_dispose;
  object_class->finalize = foyer_keyboard_finalize;
  widget_class->root = foyer_keyboard_root;
  widget_class->unroot = foyer_keyboard_unroot;
  widget_class->unmap = foyer_keyboard_unmap;
  widget_class->measure = foyer_keyboard_measure;
  widget_class->size_allocate = foyer_keyboard_size_allocate;
  widget_class->css_changed = foyer_keyboard_css_changed;
  gtk_widget_class_set_css_name (widget_class, "keyboard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
foyer_keyboard_init (FoyerKeyboard *self)
{
  self->question_keys = g_ptr_array_new ();
  self->letter_keys = g_ptr_array_new ();
  self->shift_keys = g_ptr_array_new ();
  self->word_labels = g_ptr_array_new ();
  self->words_shown = TRUE;
  self->purpose = FOYER_KEYBOARD_TEXT;
  self->stack = gtk_stack_new ();
  foyer_keyboard_add_panes (self);
  gtk_widget_set_visible (self->gmail_key, FALSE);
  gtk_widget_set_visible (self->couk_key, FALSE);
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
  foyer_spoken_name (GTK_WIDGET (self), _ ("Keyboard"));
}

GtkWidget *
foyer_keyboard_new (void)
{
  return g_object_new (FOYER_TYPE_KEYBOARD, NULL);
}

void
foyer_keyboard_set_purpose (FoyerKeyboard *self, FoyerKeyboardPurpose purpose)
{
  gboolean is_email = purpose == FOYER_KEYBOARD_EMAIL;
  const char *mark = is_email ? "@" : ",";

  g_return_if_fail (FOYER_IS_KEYBOARD (self));
  if (self->purpose == purpose)
    return;
  self->purpose = purpose;

  update_pane (self);
  gtk_widget_set_visible (self->gmail_key, is_email);
  gtk_widget_set_visible (self->couk_key, is_email);
  foyer_key_set_text (self->last_mark_key, mark);
  foyer_key_set_shown (self->last_mark_key, mark, foyer_key_name_of (mark));
}
