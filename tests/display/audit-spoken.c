/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit-private.h"

#include <string.h>

#include "core/crypto/foyer-crypto.h"
#include "kiosk/foyer-spoken.h"

/* The ordered list of what is said (foyer-spoken.h) beside what is drawn. Found out here from the
 * widgets alone and not by the list's own walk: what that forgets must be missed. Words are
 * compared letter by letter without their punctuation, which a name puts differently. */

#define VISARGA 0x0983 /* ends a word cut short in Bengali, as a full stop does elsewhere */

/* "п’ятниця", and what keeps a number in its order. */
static gboolean
is_inside_words (gunichar letter)
{
  return letter == '\'' || letter == 0x2019 || letter == VISARGA
         || g_unichar_type (letter) == G_UNICODE_FORMAT;
}

/* Letters and digits in lower case, words by one space, and one at either end: " pick a time ". */
static char *
dup_plain (const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  GString *plain = g_string_new (" ");

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);

      if (is_inside_words (letter))
        continue;
      if (g_unichar_isalnum (letter) || g_unichar_ismark (letter))
        g_string_append_unichar (plain, letter);
      else if (plain->str[plain->len - 1] != ' ')
        g_string_append_c (plain, ' ');
    }
  if (plain->str[plain->len - 1] != ' ')
    g_string_append_c (plain, ' ');
  return g_string_free (plain, FALSE);
}

static gboolean
has_words (const char *plain)
{
  return plain[strspn (plain, " ")] != '\0';
}

typedef struct
{
  Audit *audit; /* borrowed, as all here */
  GtkWidget *window;
  const char *where;
  GPtrArray *list;       /* of FoyerSpokenItem */
  GPtrArray *sentences;  /* of char *, plain, an item each */
  GHashTable *by_widget; /* GtkWidget → its number in both and one more */
} Spoken;

/* The number of what says this widget: its own stop in the list, or that of what is around it. -1:
 * nothing does. */
static int
find_stop (const Spoken *spoken, GtkWidget *widget)
{
  for (GtkWidget *around = widget; around != NULL; around = gtk_widget_get_parent (around))
    {
      guint number = GPOINTER_TO_UINT (g_hash_table_lookup (spoken->by_widget, around));

      if (number > 0)
        return (int)number - 1;
    }
  return -1;
}

static gboolean
is_said_anywhere (const Spoken *spoken, const char *plain)
{
  for (guint i = 0; i < spoken->sentences->len; i++)
    if (strstr (spoken->sentences->pdata[i], plain) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_see_through (GtkWidget *widget)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    if (gtk_widget_get_opacity (widget) < 0.01)
      return TRUE;
  return FALSE;
}

/* Drawn somewhere a visitor can look, or can bring it to. */
static gboolean
can_be_seen (const Spoken *spoken, GtkWidget *widget)
{
  AuditTarget place = { .widget = widget };

  if (!gtk_widget_get_mapped (widget) || is_see_through (widget))
    return FALSE;
  audit_measure (&place, spoken->window);
  if (place.whole.size.width < 1 || place.whole.size.height < 1)
    return FALSE;
  return place.can_scroll_x || place.can_scroll_y
         || (place.visible.size.width > 1 && place.visible.size.height > 1);
}

/* "Mon" of "Monday": its first letter and others of it, in order. */
static gboolean
is_short_for (const char *shortened, const char *word)
{
  const char *s = g_utf8_next_char (shortened), *w;

  if (g_utf8_get_char (shortened) != g_utf8_get_char (word))
    return FALSE;
  for (w = g_utf8_next_char (word); *s != '\0' && *w != '\0'; w = g_utf8_next_char (w))
    if (g_utf8_get_char (s) == g_utf8_get_char (w))
      s = g_utf8_next_char (s);
  return *s == '\0';
}

/* A name may put the words of a control another way round, and say a short one in full, but has
 * every one of them. */
static gboolean
has_every_word (const char *sentence, const char *plain)
{
  g_auto (GStrv) said = g_strsplit (sentence, " ", -1), words = g_strsplit (plain, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      gboolean is_said = *words[i] == '\0';

      for (guint k = 0; said[k] != NULL && !is_said; k++)
        is_said = *said[k] != '\0' && is_short_for (words[i], said[k]);
      if (!is_said)
        return FALSE;
    }
  return TRUE;
}

/* A key of the keyboard on the screen is called what one calls the letter. */
static gboolean
is_letter_of_key (GtkWidget *label)
{
  GtkWidget *button = gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON);

  return button != NULL && gtk_widget_has_css_class (button, "key");
}

static void
check_label (const Spoken *spoken, GtkWidget *label)
{
  g_autofree char *plain = dup_plain (gtk_label_get_text (GTK_LABEL (label)));
  int stop = find_stop (spoken, label);

  if (!has_words (plain) || !can_be_seen (spoken, label))
    return;
  if (stop >= 0 && is_letter_of_key (label))
    return;
  if (stop >= 0 && has_every_word (spoken->sentences->pdata[stop], plain))
    return;
  if (is_said_anywhere (spoken, plain))
    return;
  if (stop < 0)
    audit_note (spoken->audit, &spoken->audit->unspoken, label, spoken->where, "is not said");
  else
    audit_note (spoken->audit, &spoken->audit->unspoken, label, spoken->where,
                "“%s” is said as “%s”", gtk_label_get_text (GTK_LABEL (label)),
                (const char *)spoken->sentences->pdata[stop]);
}

/* A picture of the same without words may be left out; what can be pressed may not. */
static gboolean
is_control (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget) || GTK_IS_SWITCH (widget)
         || GTK_IS_TEXT (widget) || GTK_IS_TEXT_VIEW (widget) || GTK_IS_RANGE (widget)
         || GTK_IS_DROP_DOWN (widget)
         || (GTK_IS_LIST_BOX_ROW (widget)
             && gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (widget)));
}

static void
check_control (const Spoken *spoken, GtkWidget *widget)
{
  int stop = find_stop (spoken, widget);
  FoyerSpokenItem *item = stop >= 0 ? spoken->list->pdata[stop] : NULL;

  if (!can_be_seen (spoken, widget))
    return;
  if (item == NULL || !item->is_control)
    audit_note (spoken->audit, &spoken->audit->unspoken, widget, spoken->where,
                "is not said to be there");
  else if (*item->text == '\0')
    audit_note (spoken->audit, &spoken->audit->unspoken, widget, spoken->where,
                "is said without a name");
}

static void
check_seen (const Spoken *spoken, GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget) || GTK_IS_SCROLLBAR (widget))
    return;
  if (GTK_IS_LABEL (widget))
    check_label (spoken, widget);
  else if (is_control (widget))
    check_control (spoken, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_seen (spoken, child);
}

static void
check_said (const Spoken *spoken)
{
  for (guint i = 0; i < spoken->list->len; i++)
    {
      FoyerSpokenItem *item = spoken->list->pdata[i];

      if (!can_be_seen (spoken, item->widget))
        audit_note (spoken->audit, &spoken->audit->unseen, item->widget, spoken->where,
                    "“%s” is said and cannot be seen", item->text);
    }
}

void
audit_check_spoken (Audit *audit, GtkWidget *window, GtkWidget *root, const char *where)
{
  g_autoptr (GPtrArray) list = foyer_spoken_list (root);
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) by_widget = g_hash_table_new (NULL, NULL);
  Spoken spoken = { audit, window, where, list, sentences, by_widget };

  for (guint i = 0; i < list->len; i++)
    {
      FoyerSpokenItem *item = list->pdata[i];
      char *words = foyer_spoken_item_dup_words (item);

      g_ptr_array_add (sentences, dup_plain (words));
      g_hash_table_insert (by_widget, item->widget, GUINT_TO_POINTER (i + 1));
      foyer_secret_free (words);
    }
  audit->said += list->len;
  check_seen (&spoken, root);
  check_said (&spoken);
}
