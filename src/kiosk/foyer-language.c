/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-language"

#include "foyer-config.h"

#include "kiosk/foyer-language.h"

#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include <gtk/gtk.h>

/* Which language gettext speaks. The C library looks at LANGUAGE for every message, so that the
 * language changes by setting that variable. It exists before any thread does, and in glibc setting
 * it again only exchanges one pointer in the environment for another, and never frees the old
 * value: a thread that reads the environment meanwhile finds one of the two. Main thread. */

static const FoyerLanguage languages[] = {
  { "en", "English", "English", "lang-en", FALSE },
  { "pl", "Polski", "Polish", "lang-pl", FALSE },
  { "ro", "Română", "Romanian", "lang-ro", FALSE },
  { "uk", "Українська", "Ukrainian", "lang-uk", FALSE },
  { "bn", "বাংলা", "Bengali", "lang-bn", FALSE },
  { "ur", "اردو", "Urdu", "lang-ur", TRUE },
};

static const FoyerLanguage *current = &languages[0];

/* In the locales "C" and "POSIX" the C library translates nothing, whatever LANGUAGE says. */
static void
choose_locale (void)
{
  const char *messages;

  if (setlocale (LC_ALL, "") == NULL)
    setlocale (LC_ALL, "C");
  messages = setlocale (LC_MESSAGES, NULL);
  if (strcmp (messages, "C") != 0 && strcmp (messages, "POSIX") != 0)
    return;
  if (setlocale (LC_ALL, "C.UTF-8") == NULL)
    g_warning ("no locale C.UTF-8: everything stays in English");
}

void
foyer_language_init (void)
{
  const char *dir = g_getenv ("FOYER_LOCALEDIR");

  setenv ("LANGUAGE", languages[0].code, TRUE);
  choose_locale ();
  /* GtkBuilder asks through GLib, which decides once a process whether it translates at all: not
   * for a program with words of its own (a text domain) and none of them in the language of that
   * moment. There are none in English, so that it has to be asked before the domain is set. */
  (void)g_dcgettext (GETTEXT_PACKAGE, languages[0].name, LC_MESSAGES);
  gtk_disable_setlocale (); /* it would go back to "C" */
  bindtextdomain (GETTEXT_PACKAGE, dir != NULL && *dir != '\0' ? dir : FOYER_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

const FoyerLanguage *
foyer_language_get (guint index)
{
  return index < G_N_ELEMENTS (languages) ? &languages[index] : NULL;
}

const FoyerLanguage *
foyer_language_find (const char *code)
{
  for (guint i = 0; code != NULL && i < G_N_ELEMENTS (languages); i++)
    if (strcmp (languages[i].code, code) == 0)
      return &languages[i];
  return NULL;
}

const FoyerLanguage *
foyer_language_get_current (void)
{
  return current;
}

gboolean
foyer_language_use (const FoyerLanguage *language)
{
  g_return_val_if_fail (language != NULL, FALSE);

  if (language == current)
    return FALSE;
  current = language;
  setenv ("LANGUAGE", language->code, TRUE);
  textdomain (GETTEXT_PACKAGE); /* said again: messages looked up before are forgotten */
  return TRUE;
}

static void (*label_root) (GtkWidget *widget);

static void
mended_label_root (GtkWidget *widget)
{
  GtkLabel *label = GTK_LABEL (widget);

  label_root (widget);
  if (current->is_right_to_left && gtk_label_get_wrap_mode (label) == PANGO_WRAP_WORD_CHAR)
    gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD);
}

void
foyer_language_mend_labels (void)
{
  GtkWidgetClass *klass = g_type_class_ref (GTK_TYPE_LABEL);

  if (label_root == NULL)
    {
      label_root = klass->root;
      klass->root = mended_label_root;
    }
  g_type_class_unref (klass);
}
