/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-keyboard"

#include "kiosk/widgets/foyer-keyboard-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kiosk/foyer-language.h"
#include "kiosk/widgets/foyer-key.h"

/* Makes the keyboard's panes: Latin letters, the number pad, and the letters of the language that
 * is on. Where keys stand is a matter of habit, not of reading: they stay where they are in a
 * language that is read from the right. Main thread. */

static GtkWidget *
make_text_key (FoyerKeyboard *self, const char *text, const char *shown, const char *spoken)
{
  GtkWidget *key = foyer_key_new_text (text, shown, spoken);

  g_signal_connect (key, "clicked", G_CALLBACK (foyer_keyboard_type), self);
  return key;
}

static GtkWidget *
make_delete_key (FoyerKeyboard *self, GtkOrientation orientation)
{
  GtkWidget *key
    = foyer_key_new_icon ("foyer-backspace-symbolic", _ ("Delete"), _ ("Delete"), orientation);

  g_signal_connect (key, "clicked", G_CALLBACK (foyer_keyboard_delete), self);
  g_signal_connect (key, "state-flags-changed", G_CALLBACK (foyer_keyboard_delete_held), self);
  return key;
}

static GtkWidget *
make_hide_key (FoyerKeyboard *self, const char *word)
{
  GtkWidget *key = foyer_key_new_icon ("foyer-keyboard-hide-symbolic", word,
                                       _ ("Hide the keyboard"), GTK_ORIENTATION_VERTICAL);

  g_signal_connect (key, "clicked", G_CALLBACK (foyer_keyboard_hide), self);
  return key;
}

/* A key with a few letters on it that stand for others. */
static GtkWidget *
make_sign_key (FoyerKeyboard *self, const char *sign, const char *spoken, GCallback callback)
{
  GtkWidget *key = foyer_key_new_text ("", sign, spoken);

  gtk_widget_add_css_class (key, "wide");
  g_signal_connect (key, "clicked", callback, self);
  return key;
}

static GtkWidget *
make_row (gboolean homogeneous)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_direction (row, GTK_TEXT_DIR_LTR);
  gtk_box_set_homogeneous (GTK_BOX (row), homogeneous);
  gtk_widget_add_css_class (row, "key-row");
  return row;
}

/* Returns how many keys stand in the longest row. */
static guint
append_letter_rows (FoyerKeyboard *self, GtkWidget *box, const FoyerKeyLayout *layout, guint page)
{
  guint columns = 0;

  for (guint r = 0; r < FOYER_KEY_ROWS; r++)
    {
      g_auto (GStrv) keys = g_strsplit (layout->rows[page][r], " ", -1);
      GtkWidget *row = make_row (TRUE);

      for (char **text = keys; *text != NULL; text++)
        {
          g_autofree char *shown = foyer_key_layout_dup_shown (*text);
          const char *name = foyer_key_layout_name_of (layout, *text);
          GtkWidget *key = make_text_key (self, *text, shown, name);

          g_object_set_data_full (G_OBJECT (key), "name", g_strdup (name), g_free);
          if (layout->has_capitals && g_unichar_isalpha (g_utf8_get_char (*text)))
            g_ptr_array_add (self->letter_keys, key);
          if (layout == &foyer_layout_latin && strcmp (*text, ",") == 0)
            self->last_mark_key = key;
          gtk_box_append (GTK_BOX (row), key);
        }
      columns = MAX (columns, g_strv_length (keys));
      gtk_box_append (GTK_BOX (box), row);
    }
  return columns;
}

/* The word on this key goes when the row has no room for it. */
static void
make_word_optional (FoyerKeyboard *self, GtkWidget *key)
{
  g_ptr_array_add (self->word_labels, foyer_key_get_word (key));
}

static void
append_shift (FoyerKeyboard *self, GtkWidget *row)
{
  GtkWidget *key = foyer_key_new_icon ("foyer-shift-symbolic", _ ("Shift"), _ ("Shift"),
                                       GTK_ORIENTATION_HORIZONTAL);

  g_signal_connect (key, "clicked", G_CALLBACK (foyer_keyboard_shift), self);
  g_ptr_array_add (self->shift_keys, key);
  make_word_optional (self, key);
  gtk_box_append (GTK_BOX (row), key);
}

/* What stands first in the last row: Shift, or the other page, and the way to other letters. */
static void
append_changes (FoyerKeyboard *self, GtkWidget *row, const FoyerKeyLayout *layout, guint page)
{
  if (layout->has_capitals)
    append_shift (self, row);
  else
    gtk_box_append (GTK_BOX (row),
                    make_sign_key (self, layout->page_signs[1 - page], _ ("More letters"),
                                   G_CALLBACK (foyer_keyboard_turn_page)));
  if (layout != &foyer_layout_latin)
    gtk_box_append (GTK_BOX (row), make_sign_key (self, "ABC", _ ("English letters"),
                                                  G_CALLBACK (foyer_keyboard_change_letters)));
  else if (self->own != NULL)
    {
      self->own_key = make_sign_key (self, self->own->sign, foyer_language_get_current ()->name,
                                     G_CALLBACK (foyer_keyboard_change_letters));
      gtk_box_append (GTK_BOX (row), self->own_key);
    }
}

/* A name or a postcode has no question mark; what is asked has. */
static void
append_question (FoyerKeyboard *self, GtkWidget *row)
{
  GtkWidget *key = make_text_key (self, "?", "?", foyer_key_name_of ("?"));

  gtk_widget_add_css_class (key, "wide");
  gtk_widget_set_visible (key, FALSE);
  g_ptr_array_add (self->question_keys, key);
  gtk_box_append (GTK_BOX (row), key);
}

static GtkWidget *
make_letters (FoyerKeyboard *self, const FoyerKeyLayout *layout, guint page)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *row = make_row (FALSE);
  GtkWidget *delete_key = make_delete_key (self, GTK_ORIENTATION_HORIZONTAL);
  GtkWidget *space = make_text_key (self, " ", _ ("space"), _ ("space"));
  gboolean is_latin = layout == &foyer_layout_latin;
  g_autofree char *columns
    = g_strdup_printf ("columns-%u", append_letter_rows (self, box, layout, page));
  g_autofree char *letters = g_strdup_printf ("letters-%s", layout->code);

  append_changes (self, row, layout, page);
  gtk_widget_add_css_class (space, "wide");
  gtk_widget_set_hexpand (space, TRUE);
  if (is_latin)
    {
      self->gmail_key = make_text_key (self, "@gmail.com", "@gmail.com", _ ("at gmail dot com"));
      self->couk_key = make_text_key (self, ".co.uk", ".co.uk", _ ("dot co dot u k"));
      gtk_widget_add_css_class (self->gmail_key, "wide");
      gtk_widget_add_css_class (self->couk_key, "wide");
      gtk_box_append (GTK_BOX (row), self->gmail_key);
    }
  gtk_box_append (GTK_BOX (row), space);
  if (is_latin)
    gtk_box_append (GTK_BOX (row), self->couk_key);
  if (layout->has_capitals) /* the others have one of their own among their letters */
    append_question (self, row);
  gtk_box_append (GTK_BOX (row), delete_key);
  gtk_box_append (GTK_BOX (row), make_hide_key (self, NULL));
  gtk_box_append (GTK_BOX (box), row);
  make_word_optional (self, delete_key);
  gtk_widget_add_css_class (box, "letters");
  gtk_widget_add_css_class (box, columns);
  gtk_widget_add_css_class (box, letters);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  return box;
}

/* A telephone's pad: 1 2 3 at the top, as on a phone. */
static GtkWidget *
make_numbers (FoyerKeyboard *self)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *space = make_text_key (self, " ", _ ("space"), _ ("space"));

  gtk_widget_set_direction (grid, GTK_TEXT_DIR_LTR);
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

void
foyer_keyboard_add_panes (FoyerKeyboard *self)
{
  GtkStack *stack = GTK_STACK (self->stack);

  self->own = foyer_key_layout_find (foyer_language_get_current ()->code);
  gtk_stack_add_named (stack, make_letters (self, &foyer_layout_latin, 0), "letters");
  gtk_stack_add_named (stack, make_numbers (self), "numbers");
  if (self->own == NULL)
    return;
  gtk_stack_add_named (stack, make_letters (self, self->own, 0), "own-0");
  if (!self->own->has_capitals)
    gtk_stack_add_named (stack, make_letters (self, self->own, 1), "own-1");
}
