/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-label"

#include "kiosk/widgets/foyer-label.h"

#include "core/crypto/foyer-crypto.h"
#include "core/viewmodel/foyer-direction-words.h"

/* The five settings every wrapping label needs in GTK 4.8, in one place. Without the natural wrap
 * mode a label beside others asks for a narrow column of words. Owned by its parent. */

GtkWidget *
foyer_label_new (const char *words, const char *css_class)
{
  char *kept = foyer_words_keep_numbers (words);
  GtkWidget *label = gtk_label_new (kept);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  foyer_secret_free (kept); /* it may be what somebody typed */
  return label;
}

GtkWidget *
foyer_label_append (GtkWidget *box, const char *words, const char *css_class)
{
  GtkWidget *label;

  if (words == NULL || *words == '\0')
    return NULL;
  label = foyer_label_new (words, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}
