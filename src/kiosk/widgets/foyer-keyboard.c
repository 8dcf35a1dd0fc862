/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-keyboard"

#include "kiosk/widgets/foyer-keyboard.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kiosk/foyer-spoken.h"
#include "kiosk/widgets/foyer-key.h"

/* The on-screen keyboard. Kiosk compositors offer no way for a separate keyboard program to type,
 * so it is a widget of our own: it asks the text that has the focus to insert or to delete, with
 * the signals its own key bindings use, so that limits and selections hold. It keeps no copy of
 * what is typed. Owned by the page; main thread. A timer runs only while Delete is held. */

#define DOUBLE_TAP_US (G_USEC_PER_SEC / 2) /* two taps on Shift within this: capitals stay on */
#define HOLD_MS 500                        /* Delete held this long begins to repeat */
#define REPEAT_MS 90                       /* 11 letters a second: one can still stop in time */

typedef enum
{
  SHIFT_OFF,
  SHIFT_ONCE, /* the next letter is a capital */
  SHIFT_LOCKED,
} ShiftState;

struct _FoyerKeyboard
{
  GtkWidget parent_instance;

  FoyerKeyboardPurpose purpose;
  ShiftState shift;
  gint64 shift_tapped_us; /* monotonic; of the last tap on Shift */
  GtkWidget *stack;       /* owned: our one child; "letters" and "numbers" */
  GtkWidget *shift_key;   /* the rest: borrowed, in the stack */
  GtkWidget *last_mark_key, *gmail_key, *couk_key;
  GPtrArray *letter_keys; /* owned array of borrowed buttons */
  GPtrArray *word_labels; /* owned array of borrowed labels that go when there is no room */
  gboolean words_shown;
  guint words_idle;
  guint hold_timer, repeat_timer;
  gboolean has_repeated; /* so that letting go does not delete once more */
  GtkRoot *watched;      /* borrowed: root whose focus we follow */
  gulong watch_id;
};

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
  gboolean capital = self->shift != SHIFT_OFF;

  for (guint i = 0; i < self->letter_keys->len; i++)
    {
      GtkWidget *key = g_ptr_array_index (self->letter_keys, i);
      const char *text = foyer_key_get_text (key);
      g_autofree char *shown = capital ? g_utf8_strup (text, -1) : g_strdup (text);

      foyer_key_set_shown (key, shown, shown);
    }
}

static void
set_shift (FoyerKeyboard *self, ShiftState shift)
{
  if (self->shift == shift)
    return;
  self->shift = shift;
  update_letters (self);

  gtk_widget_remove_css_class (self->shift_key, "on");
  gtk_widget_remove_css_class (self->shift_key, "locked");
  if (shift != SHIFT_OFF)
    gtk_widget_add_css_class (self->shift_key, shift == SHIFT_LOCKED ? "locked" : "on");
  foyer_spoken_name (self->shift_key, shift == SHIFT_LOCKED ? _ ("Shift, capitals stay on")
                                      : shift == SHIFT_ONCE ? _ ("Shift, next letter is a capital")
                                                            : _ ("Shift"));
}

/* Nothing but capitals, as a reference code is printed. */
static gboolean
wants_capitals (GtkWidget *target)
{
  return GTK_IS_TEXT (target)
         && (gtk_text_get_input_hints (GTK_TEXT (target)) & GTK_INPUT_HINT_UPPERCASE_CHARS) != 0;
}

/* A name begins with a capital, and so does each of its parts. */
static gboolean
wants_capital (GtkWidget *target)
{
  GtkInputHints hints;
  const char *text;
  int cursor;

  if (!GTK_IS_TEXT (target))
    return FALSE;
  hints = gtk_text_get_input_hints (GTK_TEXT (target));
  if ((hints & GTK_INPUT_HINT_UPPERCASE_WORDS) == 0)
    return FALSE;
  text = gtk_editable_get_text (GTK_EDITABLE (target));
  cursor = gtk_editable_get_position (GTK_EDITABLE (target));
  if (cursor == 0)
    return TRUE;
  return strchr (" -", *g_utf8_offset_to_pointer (text, cursor - 1)) != NULL;
}

static void
update_capital (FoyerKeyboard *self, GtkWidget *target)
{
  if (self->shift != SHIFT_LOCKED)
    set_shift (self, wants_capital (target) ? SHIFT_ONCE : SHIFT_OFF);
}

static void
insert (FoyerKeyboard *self, const char *text)
{
  GtkWidget *target = find_target (self);

  if (target == NULL)
    return;
  self->shift_tapped_us = 0; /* two taps are double only with nothing typed between them */
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

static void
type_cb (GtkButton *key, FoyerKeyboard *self)
{
  const char *text = foyer_key_get_text (GTK_WIDGET (key));

  if (self->shift != SHIFT_OFF && g_ptr_array_find (self->letter_keys, key, NULL))
    {
      g_autofree char *capital = g_utf8_strup (text, -1);

      insert (self, capital);
    }
  else
    insert (self, text);
}

static void
shift_cb (GtkButton *key, FoyerKeyboard *self)
{
  gint64 now = g_get_monotonic_time ();
  gboolean is_double = now - self->shift_tapped_us < DOUBLE_TAP_US;

  self->shift_tapped_us = now;
  if (self->shift == SHIFT_LOCKED)
    set_shift (self, SHIFT_OFF);
  else if (is_double)
    set_shift (self, SHIFT_LOCKED);
  else
    set_shift (self, self->shift == SHIFT_OFF ? SHIFT_ONCE : SHIFT_OFF);
}

static void
delete_cb (GtkButton *key, FoyerKeyboard *self)
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
static void
delete_state_cb (GtkWidget *key, GtkStateFlags before, FoyerKeyboard *self)
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
static void
hide_cb (GtkButton *key, FoyerKeyboard *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL)
    gtk_root_set_focus (root, NULL);
}

static GtkWidget *
make_text_key (FoyerKeyboard *self, const char *text, const char *shown, const char *spoken)
{
  GtkWidget *key = foyer_key_new_text (text, shown, spoken);

  g_signal_connect (key, "clicked", G_CALLBACK (type_cb), self);
  return key;
}

static GtkWidget *
make_delete_key (FoyerKeyboard *self, GtkOrientation orientation)
{
  GtkWidget *key
    = foyer_key_new_icon ("foyer-backspace-symbolic", _ ("Delete"), _ ("Delete"), orientation);

  g_signal_connect (key, "clicked", G_CALLBACK (delete_cb), self);
  g_signal_connect (key, "state-flags-changed", G_CALLBACK (delete_state_cb), self);
  return key;
}

static GtkWidget *
make_hide_key (FoyerKeyboard *self, const char *word)
{
  GtkWidget *key = foyer_key_new_icon ("foyer-keyboard-hide-symbolic", word,
                                       _ ("Hide the keyboard"), GTK_ORIENTATION_VERTICAL);

  g_signal_connect (key, "clicked", G_CALLBACK (hide_cb), self);
  return key;
}

static GtkWidget *
make_row (gboolean homogeneous)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_box_set_homogeneous (GTK_BOX (row), homogeneous);
  gtk_widget_add_css_class (row, "key-row");
  return row;
}

static void
append_letter_rows (FoyerKeyboard *self, GtkWidget *box)
{
  static const char *const rows[] = { "1234567890", "qwertyuiop", "asdfghjkl'", "zxcvbnm-.," };

  for (guint r = 0; r < G_N_ELEMENTS (rows); r++)
    {
      GtkWidget *row = make_row (TRUE);

      for (const char *c = rows[r]; *c != '\0'; c++)
        {
          const char text[2] = { *c, '\0' };
          GtkWidget *key
            = make_text_key (self, text, *c == '\'' ? "’" : text, foyer_key_name_of (text));

          if (g_ascii_isalpha (*c))
            g_ptr_array_add (self->letter_keys, key);
          if (*c == ',')
            self->last_mark_key = key;
          gtk_box_append (GTK_BOX (row), key);
        }
      gtk_box_append (GTK_BOX (box), row);
    }
}

/* The word on this key goes when the row has no room for it. */
static void
make_word_optional (FoyerKeyboard *self, GtkWidget *key)
{
  g_ptr_array_add (self->word_labels, foyer_key_get_word (key));
}

static GtkWidget *
make_letters (FoyerKeyboard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *row = make_row (FALSE);
  GtkWidget *delete_key = make_delete_key (self, GTK_ORIENTATION_HORIZONTAL);
  GtkWidget *space = make_text_key (self, " ", _ ("space"), _ ("space"));

  append_letter_rows (self, box);

  self->shift_key = foyer_key_new_icon ("foyer-shift-symbolic", _ ("Shift"), _ ("Shift"),
                                        GTK_ORIENTATION_HORIZONTAL);
  g_signal_connect (self->shift_key, "clicked", G_CALLBACK (shift_cb), self);
  self->gmail_key = make_text_key (self, "@gmail.com", "@gmail.com", _ ("at gmail dot com"));
  self->couk_key = make_text_key (self, ".co.uk", ".co.uk", _ ("dot co dot u k"));
  gtk_widget_add_css_class (self->gmail_key, "wide");
  gtk_widget_add_css_class (self->couk_key, "wide");
  gtk_widget_add_css_class (space, "wide");
  gtk_widget_set_hexpand (space, TRUE);

  gtk_box_append (GTK_BOX (row), self->shift_key);
  gtk_box_append (GTK_BOX (row), self->gmail_key);
  gtk_box_append (GTK_BOX (row), space);
  gtk_box_append (GTK_BOX (row), self->couk_key);
  gtk_box_append (GTK_BOX (row), delete_key);
  gtk_box_append (GTK_BOX (row), make_hide_key (self, NULL));
  gtk_box_append (GTK_BOX (box), row);
  make_word_optional (self, self->shift_key);
  make_word_optional (self, delete_key);
  gtk_widget_add_css_class (box, "letters");
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  return box;
}

/* A telephone's pad: 1 2 3 at the top, as on a phone. */
static GtkWidget *
make_numbers (FoyerKeyboard *self)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *space = make_text_key (self, " ", _ ("space"), _ ("space"));

  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_row_homogeneous (GTK_GRID (grid), TRUE);
  for (int i = 0; i < 9; i++)
    {
      const char text[2] = { (char)('1' + i), '\0' };

      gtk_grid_attach (GTK_GRID (grid), make_text_key (self, text, text, text), i % 3, i / 3, 1, 1);
    }
  gtk_grid_attach (GTK_GRID (grid), make_text_key (self, "+", "+", foyer_key_name_of ("+")), 0, 3,
                   1, 1);
  gtk_grid_attach (GTK_GRID (grid), make_text_key (self, "0", "0", "0"), 1, 3, 1, 1);
  gtk_widget_add_css_class (space, "wide");
  gtk_grid_attach (GTK_GRID (grid), space, 2, 3, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), make_delete_key (self, GTK_ORIENTATION_VERTICAL), 3, 0, 1, 2);
  gtk_grid_attach (GTK_GRID (grid), make_hide_key (self, _ ("Hide")), 3, 2, 1, 2);
  for (GtkWidget *key = gtk_widget_get_first_child (grid); key != NULL;
       key = gtk_widget_get_next_sibling (key))
    gtk_widget_set_vexpand (key, TRUE);
  gtk_widget_add_css_class (grid, "numbers");
  gtk_widget_set_halign (grid, GTK_ALIGN_CENTER);
  return grid;
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
  set_shift (self, wants_capitals (target)  ? SHIFT_LOCKED
                   : wants_capital (target) ? SHIFT_ONCE
                                            : SHIFT_OFF);
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

/* How much narrower the keys could be without their words. */
static int
measure_words (FoyerKeyboard *self)
{
  int words = 0;

  if (!self->words_shown)
    return 0;
  for (guint i = 0; i < self->word_labels->len; i++)
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

  g_ptr_array_unref (self->letter_keys);
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
  self->letter_keys = g_ptr_array_new ();
  self->word_labels = g_ptr_array_new ();
  self->words_shown = TRUE;
  self->purpose = FOYER_KEYBOARD_TEXT;
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), make_letters (self), "letters");
  gtk_stack_add_named (GTK_STACK (self->stack), make_numbers (self), "numbers");
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

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack),
                                    purpose == FOYER_KEYBOARD_PHONE ? "numbers" : "letters");
  gtk_widget_set_visible (self->gmail_key, is_email);
  gtk_widget_set_visible (self->couk_key, is_email);
  foyer_key_set_text (self->last_mark_key, mark);
  foyer_key_set_shown (self->last_mark_key, mark, foyer_key_name_of (mark));
}
