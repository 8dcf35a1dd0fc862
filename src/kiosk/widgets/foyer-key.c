/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-keyboard"

#include "kiosk/widgets/foyer-key.h"

#include <glib/gi18n.h>

#include "kiosk/foyer-spoken.h"

/* Makes the keys; the keyboard decides what they do. What a key writes and its word hang on the
 * button itself. Owned by the keyboard; main thread. */

static void
set_spoken (GtkWidget *key, const char *spoken)
{
  foyer_spoken_name (key, spoken);
}

static GtkWidget *
make_key (void)
{
  GtkWidget *key = gtk_button_new ();

  gtk_widget_set_focusable (key, FALSE);
  gtk_widget_set_focus_on_click (key, FALSE);
  gtk_widget_add_css_class (key, "key");
  return key;
}

GtkWidget *
foyer_key_new_text (const char *text, const char *shown, const char *spoken)
{
  GtkWidget *key = make_key ();

  foyer_key_set_shown (key, shown, spoken);
  foyer_key_set_text (key, text);
  return key;
}

GtkWidget *
foyer_key_new_icon (const char *icon,
                    const char *word,
                    const char *spoken,
                    GtkOrientation orientation)
{
  GtkWidget *key = make_key ();
  GtkWidget *box = gtk_box_new (orientation, 0);

  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  if (word != NULL)
    {
      GtkWidget *label = gtk_label_new (word);

      gtk_box_append (GTK_BOX (box), label);
      g_object_set_data (G_OBJECT (key), "word", label);
    }
  gtk_button_set_child (GTK_BUTTON (key), box);
  gtk_widget_add_css_class (key, "wide");
  set_spoken (key, spoken);
  return key;
}

const char *
foyer_key_get_text (GtkWidget *key)
{
  return g_object_get_data (G_OBJECT (key), "text");
}

void
foyer_key_set_text (GtkWidget *key, const char *text)
{
  g_object_set_data_full (G_OBJECT (key), "text", g_strdup (text), g_free);
}

void
foyer_key_set_shown (GtkWidget *key, const char *shown, const char *spoken)
{
  gtk_button_set_label (GTK_BUTTON (key), shown); /* sets the spoken name to the same words */
  set_spoken (key, spoken);
}

GtkWidget *
foyer_key_get_word (GtkWidget *key)
{
  return g_object_get_data (G_OBJECT (key), "word");
}

const char *
foyer_key_name_of (const char *mark)
{
  switch (mark[0])
    {
    case '\'':
      return _ ("apostrophe");
    case '-':
      return _ ("dash");
    case '.':
      return _ ("full stop");
    case ',':
      return _ ("comma");
    case '@':
      return _ ("at");
    case '+':
      return _ ("plus");
    case '?':
      return _ ("question mark");
    default:
      return mark;
    }
}
