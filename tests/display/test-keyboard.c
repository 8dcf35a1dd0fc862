/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-fixture.h"

#include <string.h>

#include "kiosk/foyer-language.h"
#include "kiosk/foyer-style.h"
#include "kiosk/widgets/foyer-key-layout.h"
#include "kiosk/foyer-spoken.h"
#include "kiosk/widgets/foyer-key.h"
#include "kiosk/widgets/foyer-keyboard.h"
#include "kiosk/widgets/foyer-words-field.h"

typedef struct
{
  GtkWidget *window, *entry, *keyboard;
} KeyboardFixture;

static void
set_up (KeyboardFixture *f, gconstpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  foyer_style_apply (gdk_display_get_default (), 1.0, 100, FALSE);
  f->window = gtk_window_new ();
  gtk_widget_add_css_class (f->window, "foyer");
  gtk_widget_add_css_class (f->window, "landscape");
  f->entry = gtk_entry_new ();
  f->keyboard = foyer_keyboard_new ();
  gtk_box_append (GTK_BOX (box), f->entry);
  gtk_box_append (GTK_BOX (box), f->keyboard);
  gtk_window_set_child (GTK_WINDOW (f->window), box);
  gtk_window_set_default_size (GTK_WINDOW (f->window), 1900, 600);
  gtk_widget_grab_focus (f->entry);
  gtk_window_present (GTK_WINDOW (f->window));
  gtk_test_widget_wait_for_draw (f->window);
}

static void
tear_down (KeyboardFixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  page_fixture_settle ();
}

static gboolean
is_called (GtkWidget *widget, const char *spoken)
{
  g_autofree char *other = gtk_test_accessible_check_property (
    GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken);

  return other == NULL;
}

/* The key in sight that is called so by a screen reader. */
static GtkWidget *
find_key (GtkWidget *widget, const char *spoken)
{
  if (!gtk_widget_get_visible (widget) || !gtk_widget_get_child_visible (widget))
    return NULL;
  if (GTK_IS_BUTTON (widget) && is_called (widget, spoken))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *key = find_key (child, spoken);

      if (key != NULL)
        return key;
    }
  return NULL;
}

static void
press (KeyboardFixture *f, const char *spoken)
{
  GtkWidget *key = find_key (f->keyboard, spoken);

  if (key == NULL)
    g_test_message ("no key “%s”", spoken);
  g_assert_nonnull (key);
  g_signal_emit_by_name (key, "clicked");
}

static void
type (KeyboardFixture *f, const char *letters)
{
  for (const char *p = letters; *p != '\0'; p++)
    press (f, (const char[]){ *p, '\0' });
}

static void
assert_text (KeyboardFixture *f, const char *text)
{
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (f->entry)), ==, text);
}

static void
set_purpose (KeyboardFixture *f, GtkInputPurpose purpose, GtkInputHints hints)
{
  gtk_entry_set_input_purpose (GTK_ENTRY (f->entry), purpose);
  gtk_entry_set_input_hints (GTK_ENTRY (f->entry), hints);
  gtk_root_set_focus (GTK_ROOT (f->window), NULL);
  gtk_widget_grab_focus (f->entry);
  page_fixture_settle ();
}

static void
test_keys_write_into_the_focused_text (KeyboardFixture *f, gconstpointer data)
{
  type (f, "chelmsford");
  press (f, "space");
  type (f, "1");
  press (f, "apostrophe");
  press (f, "dash");
  press (f, "full stop");
  press (f, "comma");
  assert_text (f, "chelmsford 1'-.,");
}

static void
test_keys_leave_the_focus_where_it_is (KeyboardFixture *f, gconstpointer data)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (f->window));

  g_assert_true (GTK_IS_TEXT (focus));
  press (f, "a");
  g_assert_true (gtk_root_get_focus (GTK_ROOT (f->window)) == focus);
  g_assert_false (gtk_widget_grab_focus (find_key (f->keyboard, "a")));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (f->window)) == focus);
}

static void
test_delete_takes_one_letter_and_the_limit_holds (KeyboardFixture *f, gconstpointer data)
{
  gtk_entry_set_max_length (GTK_ENTRY (f->entry), 3);
  type (f, "abcd");
  assert_text (f, "abc");
  press (f, "Delete");
  assert_text (f, "ab");
  gtk_editable_select_region (GTK_EDITABLE (f->entry), 0, -1);
  press (f, "Delete");
  assert_text (f, "");
  press (f, "Delete");
  assert_text (f, "");
}

static void
test_what_is_typed_takes_the_place_of_what_is_selected (KeyboardFixture *f, gconstpointer data)
{
  gtk_entry_set_max_length (GTK_ENTRY (f->entry), 3);
  type (f, "abc");
  gtk_editable_select_region (GTK_EDITABLE (f->entry), 0, -1);
  type (f, "x");
  assert_text (f, "x"); /* the limit counts what stays */
  type (f, "yz");
  gtk_editable_select_region (GTK_EDITABLE (f->entry), 1, 2);
  type (f, "a");
  assert_text (f, "xaz");
}

static void
test_shift_is_for_one_letter_and_twice_for_all (KeyboardFixture *f, gconstpointer data)
{
  press (f, "Shift");
  g_assert_nonnull (find_key (f->keyboard, "Shift, next letter is a capital"));
  type (f, "Ab");
  assert_text (f, "Ab");

  press (f, "Shift");
  press (f, "Shift, next letter is a capital");
  g_assert_nonnull (find_key (f->keyboard, "Shift, capitals stay on"));
  type (f, "CD1");
  assert_text (f, "AbCD1");
  press (f, "Shift, capitals stay on");
  type (f, "e");
  assert_text (f, "AbCD1e");
}

static void
test_a_name_begins_with_a_capital_and_so_do_its_parts (KeyboardFixture *f, gconstpointer data)
{
  set_purpose (f, GTK_INPUT_PURPOSE_NAME, GTK_INPUT_HINT_UPPERCASE_WORDS);
  type (f, "Anne");
  press (f, "dash");
  type (f, "Marie");
  press (f, "space");
  type (f, "O");
  press (f, "apostrophe");
  assert_text (f, "Anne-Marie O'");
  for (int i = 0; i < 13; i++)
    press (f, "Delete");
  assert_text (f, "");
  g_assert_nonnull (find_key (f->keyboard, "Q"));
}

static void
assert_buffer (GtkWidget *view, const char *expected)
{
  g_autofree char *text = NULL;

  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "text", &text, NULL);
  g_assert_cmpstr (text, ==, expected);
}

/* Typed as one sees the keys: a key that shows a small letter where a capital is asked for is not
 * found, and the other way round. */
static void
test_a_sentence_begins_with_a_capital (KeyboardFixture *f, gconstpointer data)
{
  GtkWidget *field = foyer_words_field_new (100, "Your question");
  GtkWidget *view = foyer_words_field_get_view (FOYER_WORDS_FIELD (field));

  gtk_box_append (GTK_BOX (gtk_window_get_child (GTK_WINDOW (f->window))), field);
  gtk_widget_grab_focus (view);
  page_fixture_settle ();
  g_assert_nonnull (find_key (f->keyboard, "Q"));
  type (f, "Is");
  press (f, "space");
  g_assert_null (find_key (f->keyboard, "Q"));
  type (f, "it");
  press (f, "question mark");
  g_assert_null (find_key (f->keyboard, "Q")); /* not before the gap: "www.example.org" */
  press (f, "space");
  type (f, "We");
  assert_buffer (view, "Is it? We");
  press (f, "Delete");
  press (f, "Delete");
  g_assert_nonnull (find_key (f->keyboard, "Q"));
  press (f, "Delete");
  g_assert_null (find_key (f->keyboard, "Q"));
  g_signal_emit_by_name (view, "insert-at-cursor", "\n");
  type (f, "a");
  press (f, "Delete");
  g_assert_nonnull (find_key (f->keyboard, "Q")); /* a line of its own */
}

static void
test_a_sentence_in_an_entry_begins_with_a_capital_too (KeyboardFixture *f, gconstpointer data)
{
  set_purpose (f, GTK_INPUT_PURPOSE_FREE_FORM, GTK_INPUT_HINT_UPPERCASE_SENTENCES);
  type (f, "No");
  press (f, "space");
  type (f, "bus");
  press (f, "full stop");
  press (f, "space");
  type (f, "So");
  assert_text (f, "No bus. So");
  gtk_editable_set_position (GTK_EDITABLE (f->entry), 0);
  press (f, "space");
  assert_text (f, " No bus. So");
  g_assert_nonnull (find_key (f->keyboard, "Q")); /* the cursor says where, not the end */
}

static void
test_email_has_its_own_keys (KeyboardFixture *f, gconstpointer data)
{
  g_assert_null (find_key (f->keyboard, "at"));
  g_assert_null (find_key (f->keyboard, "at gmail dot com"));
  set_purpose (f, GTK_INPUT_PURPOSE_EMAIL, GTK_INPUT_HINT_NONE);
  type (f, "a");
  press (f, "at");
  press (f, "dot co dot u k");
  assert_text (f, "a@.co.uk");
  gtk_editable_set_text (GTK_EDITABLE (f->entry), "");
  press (f, "at gmail dot com");
  assert_text (f, "@gmail.com");
}

static void
test_phone_has_a_number_pad (KeyboardFixture *f, gconstpointer data)
{
  set_purpose (f, GTK_INPUT_PURPOSE_PHONE, GTK_INPUT_HINT_NONE);
  g_assert_null (find_key (f->keyboard, "a"));
  press (f, "plus");
  type (f, "447700900123");
  press (f, "Delete");
  press (f, "space");
  assert_text (f, "+44770090012 ");
}

static void
run_for_ms (guint ms)
{
  gint64 end = g_get_monotonic_time () + ms * 1000;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (2000);
}

/* "Active" is the state a button has while a finger is on it. */
static void
test_delete_repeats_while_it_is_held (KeyboardFixture *f, gconstpointer data)
{
  GtkWidget *key = find_key (f->keyboard, "Delete");

  gtk_editable_set_text (GTK_EDITABLE (f->entry), "abcdefghijklmnopqrstuvwxyz");
  gtk_editable_set_position (GTK_EDITABLE (f->entry), -1);
  gtk_widget_set_state_flags (key, GTK_STATE_FLAG_ACTIVE, FALSE);
  run_for_ms (300);
  assert_text (f, "abcdefghijklmnopqrstuvwxyz"); /* a tap is not a hold */
  run_for_ms (700);
  gtk_widget_unset_state_flags (key, GTK_STATE_FLAG_ACTIVE);
  {
    g_autofree char *left = g_strdup (gtk_editable_get_text (GTK_EDITABLE (f->entry)));

    g_assert_cmpuint (strlen (left), <, 25);
    g_assert_cmpuint (strlen (left), >, 10);
    g_signal_emit_by_name (key, "clicked"); /* what a button says when the finger is lifted */
    assert_text (f, left);
    run_for_ms (300);
    assert_text (f, left);
    g_signal_emit_by_name (key, "clicked");
    g_assert_cmpuint (strlen (gtk_editable_get_text (GTK_EDITABLE (f->entry))), ==,
                      strlen (left) - 1);
  }
}

static void
test_a_hidden_keyboard_stops_deleting (KeyboardFixture *f, gconstpointer data)
{
  GtkWidget *key = find_key (f->keyboard, "Delete");

  gtk_editable_set_text (GTK_EDITABLE (f->entry), "abcdefghijklmnopqrstuvwxyz");
  gtk_widget_set_state_flags (key, GTK_STATE_FLAG_ACTIVE, FALSE);
  run_for_ms (100);
  gtk_widget_set_visible (f->keyboard, FALSE);
  run_for_ms (800);
  assert_text (f, "abcdefghijklmnopqrstuvwxyz");
}

static void
test_hide_takes_the_focus_off_the_text (KeyboardFixture *f, gconstpointer data)
{
  press (f, "Hide the keyboard");
  g_assert_null (gtk_root_get_focus (GTK_ROOT (f->window)));
  press (f, "a");
  assert_text (f, "");
}

static void
test_a_question_has_its_mark (KeyboardFixture *f, gconstpointer data)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  g_autofree char *text = NULL;

  g_assert_null (find_key (f->keyboard, "question mark"));
  gtk_box_append (GTK_BOX (gtk_window_get_child (GTK_WINDOW (f->window))), view);
  gtk_widget_grab_focus (view);
  press (f, "h");
  press (f, "question mark");
  g_object_get (buffer, "text", &text, NULL);
  g_assert_cmpstr (text, ==, "h?");
}

static void
test_it_writes_into_a_text_view_too (KeyboardFixture *f, gconstpointer data)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  g_autofree char *written = NULL;

  gtk_box_append (GTK_BOX (gtk_window_get_child (GTK_WINDOW (f->window))), view);
  gtk_widget_grab_focus (view);
  type (f, "ab");
  press (f, "Delete");
  g_object_get (buffer, "text", &written, NULL);
  g_assert_cmpstr (written, ==, "a");
  assert_text (f, "");
}

static void
collect_keys (GtkWidget *widget, GPtrArray *keys)
{
  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget))
    g_ptr_array_add (keys, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_keys (child, keys);
}

/* 16 mm at 3.6 px a millimetre; 8 px between any two. */
static void
assert_keys_fit (KeyboardFixture *f, int width)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();

  collect_keys (f->keyboard, keys);
  g_assert_cmpuint (keys->len, >=, 14);
  for (guint i = 0; i < keys->len; i++)
    {
      graphene_rect_t a, b, near;

      g_assert_true (gtk_widget_compute_bounds (keys->pdata[i], f->window, &a));
      g_assert_cmpfloat (a.size.width, >=, 57.5);
      g_assert_cmpfloat (a.size.height, >=, 57.5);
      g_assert_cmpfloat (a.origin.x, >=, 0);
      g_assert_cmpfloat (a.origin.x + a.size.width, <=, width);
      near = a;
      graphene_rect_inset (&near, -7.5f, -7.5f);
      for (guint j = 0; j < i; j++)
        {
          g_assert_true (gtk_widget_compute_bounds (keys->pdata[j], f->window, &b));
          g_assert_false (graphene_rect_intersection (&near, &b, NULL));
        }
    }
}

static void
test_keys_are_large_enough_and_apart (KeyboardFixture *f, gconstpointer data)
{
  static const GtkInputPurpose purposes[]
    = { GTK_INPUT_PURPOSE_NAME, GTK_INPUT_PURPOSE_EMAIL, GTK_INPUT_PURPOSE_PHONE };
  gboolean portrait = GPOINTER_TO_INT (data);
  int width = portrait ? 1080 : 1900;

  if (portrait)
    {
      gtk_widget_remove_css_class (f->window, "landscape");
      gtk_widget_add_css_class (f->window, "portrait");
    }
  /* every size in ordinary colours, then every size in high contrast, whose keys have a line */
  for (int look = 0; look < 6; look++)
    for (guint i = 0; i < G_N_ELEMENTS (purposes); i++)
      {
        int percent = 100 + 50 * (look % 3);
        int least;

        foyer_style_apply (gdk_display_get_default (), 1.0, percent, look >= 3);
        set_purpose (f, purposes[i], GTK_INPUT_HINT_NONE);
        gtk_window_set_default_size (GTK_WINDOW (f->window), width, 600);
        run_for_ms (150);
        gtk_widget_measure (f->keyboard, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
        g_test_message ("%d %%%s, purpose %u: at least %d px", percent,
                        look >= 3 ? ", contrast" : "", i, least);
        g_assert_cmpint (least, <=, width);
        g_assert_cmpint (gtk_widget_get_width (f->window), ==, width);
        assert_keys_fit (f, width);
      }
  foyer_style_apply (gdk_display_get_default (), 1.0, 100, FALSE);
}

/* ---- in other languages; data: the code ---- */

static void
set_up_language (KeyboardFixture *f, gconstpointer data)
{
  foyer_language_use (foyer_language_find (data));
  set_up (f, NULL);
  gtk_widget_add_css_class (f->window, foyer_language_get_current ()->css_class);
}

static void
tear_down_language (KeyboardFixture *f, gconstpointer data)
{
  tear_down (f, NULL);
  foyer_language_use (foyer_language_get (0));
}

/* The key in sight that writes text. */
static GtkWidget *
find_letter (KeyboardFixture *f, const char *text)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();

  collect_keys (f->keyboard, keys);
  for (guint i = 0; i < keys->len; i++)
    if (g_strcmp0 (foyer_key_get_text (keys->pdata[i]), text) == 0)
      return keys->pdata[i];
  return NULL;
}

static const struct
{
  const char *code, *alphabet, *word;
} alphabets[] = {
  { "pl", "aąbcćdeęfghijklłmnńoóprsśtuwyzźż", "żółć" },
  { "ro", "aăâbcdefghiîjklmnopqrsștțuvwxyz", "țâră" },
  { "uk", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'", "їжак" },
  { "bn", "অআইঈউঊঋএঐওঔকখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহড়ঢ়য়ৎংঃঁািীুূৃেৈোৌ্০১২৩৪৫৬৭৮৯", "ক্ষমা" },
  { "ur", "اآبپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیےئؤ۔،؟", "لاہور" },
};

static guint
find_alphabet (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (alphabets); i++)
    if (g_str_equal (alphabets[i].code, code))
      return i;
  g_assert_not_reached ();
}

/* In the decomposed letters of Unicode's normal form as well: ড় is two signs there. */
static void
test_every_letter_of_the_language_is_there (KeyboardFixture *f, gconstpointer data)
{
  const FoyerKeyLayout *layout = foyer_key_layout_find (data);
  g_autofree char *all = NULL, *normal = NULL, *alphabet = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint page = 0; page < FOYER_KEY_PAGES; page++)
    for (guint row = 0; row < FOYER_KEY_ROWS; row++)
      if (layout->rows[page][row] != NULL)
        g_string_append (text, layout->rows[page][row]);
  normal = g_utf8_normalize (text->str, -1, G_NORMALIZE_DEFAULT);
  alphabet = g_utf8_normalize (alphabets[find_alphabet (data)].alphabet, -1, G_NORMALIZE_DEFAULT);
  for (const char *p = alphabet; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_utf8_strchr (normal, -1, g_utf8_get_char (p)) == NULL)
        g_test_message ("%s: not there: %s", (const char *)data, p);
      g_assert_nonnull (g_utf8_strchr (normal, -1, g_utf8_get_char (p)));
    }
}

static void
test_a_word_is_typed_in_the_language (KeyboardFixture *f, gconstpointer data)
{
  const char *word = alphabets[find_alphabet (data)].word;

  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    {
      g_autofree char *letter = g_utf8_substring (p, 0, 1);
      GtkWidget *key = find_letter (f, letter);

      g_assert_nonnull (key);
      g_signal_emit_by_name (key, "clicked");
    }
  assert_text (f, word);
  press (f, "English letters");
  press (f, "b");
  press (f, foyer_language_get_current ()->name);
  g_assert_nonnull (find_key (f->keyboard, "English letters"));
}

static void
test_addresses_and_codes_are_typed_in_latin_letters (KeyboardFixture *f, gconstpointer data)
{
  set_purpose (f, GTK_INPUT_PURPOSE_EMAIL, GTK_INPUT_HINT_NONE);
  g_assert_nonnull (find_key (f->keyboard, "at gmail dot com"));
  g_assert_null (find_key (f->keyboard, foyer_language_get_current ()->name));
  set_purpose (f, GTK_INPUT_PURPOSE_PHONE, GTK_INPUT_HINT_NONE);
  g_assert_nonnull (find_key (f->keyboard, "plus"));
  set_purpose (f, GTK_INPUT_PURPOSE_FREE_FORM, GTK_INPUT_HINT_UPPERCASE_CHARS);
  g_assert_nonnull (find_key (f->keyboard, "Q"));
  set_purpose (f, GTK_INPUT_PURPOSE_FREE_FORM, GTK_INPUT_HINT_NONE);
  g_assert_nonnull (find_key (f->keyboard, "English letters"));
}

/* Every key has a name, no two in sight the same, and each page is as large as the Latin one's. */
static void
test_its_keys_are_named_and_large_enough (KeyboardFixture *f, gconstpointer data)
{
  for (int look = 0; look < 12; look++)
    {
      gboolean portrait = look >= 6;
      int width = portrait ? 1080 : 1900;

      gtk_widget_remove_css_class (f->window, portrait ? "landscape" : "portrait");
      gtk_widget_add_css_class (f->window, portrait ? "portrait" : "landscape");
      foyer_style_apply (gdk_display_get_default (), 1.0, 100 + 50 * (look % 3), look % 6 >= 3);
      run_for_ms (100); /* or the window keeps the width of the wider keys */
      gtk_window_set_default_size (GTK_WINDOW (f->window), width, 600);
      for (guint page = 0; page < FOYER_KEY_PAGES; page++)
        {
          g_autoptr (GPtrArray) keys = g_ptr_array_new ();
          g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

          run_for_ms (150);
          g_test_message ("look %d, page %u: %d px", look, page, gtk_widget_get_width (f->window));
          g_assert_cmpint (gtk_widget_get_width (f->window), ==, width);
          assert_keys_fit (f, width);
          collect_keys (f->keyboard, keys);
          for (guint i = 0; i < keys->len; i++)
            {
              const char *name = foyer_spoken_get_name (keys->pdata[i]);

              g_assert_true (name != NULL && *name != '\0');
              g_assert_true (g_hash_table_add (names, (char *)name));
            }
          if (find_key (f->keyboard, "More letters") != NULL)
            press (f, "More letters");
        }
    }
  foyer_style_apply (gdk_display_get_default (), 1.0, 100, FALSE);
}

static void
add_languages (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (alphabets); i++)
    {
      const struct
      {
        const char *name;
        void (*test) (KeyboardFixture *f, gconstpointer data);
      } tests[] = {
        { "every letter of the language is there", test_every_letter_of_the_language_is_there },
        { "a word is typed in the language", test_a_word_is_typed_in_the_language },
        { "addresses and codes are typed in Latin letters",
          test_addresses_and_codes_are_typed_in_latin_letters },
        { "its keys are named and large enough", test_its_keys_are_named_and_large_enough },
      };

      for (guint j = 0; j < G_N_ELEMENTS (tests); j++)
        {
          g_autofree char *path
            = g_strdup_printf ("/keyboard/%s/%s", alphabets[i].code, tests[j].name);

          g_test_add (path, KeyboardFixture, alphabets[i].code, set_up_language, tests[j].test,
                      tear_down_language);
        }
    }
}

int
main (int argc, char **argv)
{
  g_setenv ("FOYER_LOCALEDIR", "/nonexistent", TRUE); /* keys are found by their English names */
  foyer_language_init ();
  page_fixture_init (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/keyboard/" name, KeyboardFixture, NULL, set_up, function, tear_down)
  ADD ("keys-write-into-the-focused-text", test_keys_write_into_the_focused_text);
  ADD ("keys-leave-the-focus-where-it-is", test_keys_leave_the_focus_where_it_is);
  ADD ("delete-takes-one-letter-and-the-limit-holds",
       test_delete_takes_one_letter_and_the_limit_holds);
  ADD ("what-is-typed-takes-the-place-of-what-is-selected",
       test_what_is_typed_takes_the_place_of_what_is_selected);
  ADD ("shift-is-for-one-letter-and-twice-for-all", test_shift_is_for_one_letter_and_twice_for_all);
  ADD ("a-sentence-begins-with-a-capital", test_a_sentence_begins_with_a_capital);
  ADD ("a-sentence-in-an-entry-begins-with-a-capital-too",
       test_a_sentence_in_an_entry_begins_with_a_capital_too);
  ADD ("a-name-begins-with-a-capital-and-so-do-its-parts",
       test_a_name_begins_with_a_capital_and_so_do_its_parts);
  ADD ("email-has-its-own-keys", test_email_has_its_own_keys);
  ADD ("phone-has-a-number-pad", test_phone_has_a_number_pad);
  ADD ("delete-repeats-while-it-is-held", test_delete_repeats_while_it_is_held);
  ADD ("a-hidden-keyboard-stops-deleting", test_a_hidden_keyboard_stops_deleting);
  ADD ("hide-takes-the-focus-off-the-text", test_hide_takes_the_focus_off_the_text);
  ADD ("a-question-has-its-mark", test_a_question_has_its_mark);
  ADD ("it-writes-into-a-text-view-too", test_it_writes_into_a_text_view_too);
  ADD ("keys-are-large-enough-and-apart", test_keys_are_large_enough_and_apart);
#undef ADD
  g_test_add ("/keyboard/keys-are-large-enough-and-apart-in-portrait", KeyboardFixture,
              GINT_TO_POINTER (TRUE), set_up, test_keys_are_large_enough_and_apart, tear_down);
  add_languages ();
  return g_test_run ();
}
