/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-large-letters-page"

#include "kiosk/pages/foyer-large-letters-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/model/foyer-when.h"
#include "kiosk/foyer-spoken.h"
#include "kiosk/pages/foyer-done-words.h"
#include "kiosk/pages/foyer-status-words.h"
#include "kiosk/widgets/foyer-fit.h"
#include "kiosk/widgets/foyer-label.h"
#include "kiosk/widgets/foyer-read-button.h"

/* For who cannot read the receipt's letters, and for a photograph. The code stands on one line
 * where the screen is wide, else on a line for each of its words; none of them is ever broken.
 * Owned by the window's stack. Main thread. */

#define LARGEST 12.0 /* times the style's own size; the room ends it before that */
#define DATE_LARGEST 2.0

struct _FoyerLargeLettersPage
{
  FoyerPage parent_instance;

  FoyerDoneWords *receipt; /* owned */
  GtkWidget *box;          /* borrowed */
  GtkWidget *code;         /* borrowed: made anew when the screen turns */
};

G_DEFINE_FINAL_TYPE (FoyerLargeLettersPage, foyer_large_letters_page, FOYER_TYPE_PAGE)

static GtkWidget *
label_new (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, css_class);
  return label;
}

/* "HAZEL-", "RIVER-", "417238" below each other, or the code in one line. */
static GtkWidget *
code_new (FoyerLargeLettersPage *self, gboolean in_lines)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const char *code = self->receipt->code;

  for (const char *from = code; *from != '\0';)
    {
      const char *hyphen = in_lines ? strchr (from, '-') : NULL;
      gsize size = hyphen != NULL ? (gsize)(hyphen + 1 - from) : strlen (from);
      char *part = g_strndup (from, size);

      gtk_box_append (GTK_BOX (lines), label_new (part, "code"));
      foyer_secret_free (part);
      from += size;
    }
  foyer_spoken_name (lines, code);
  return lines;
}

/* The day to come, else the day of the promise. (transfer full) (nullable) */
static char *
dup_date (FoyerLargeLettersPage *self)
{
  g_autofree char *day = NULL;

  if (self->receipt->session != NULL)
    return foyer_when_session_short (self->receipt->session);
  day = foyer_status_words_dup_day (self->receipt->reply_by);
  return day != NULL ? g_strdup_printf (_ ("An answer by %s"), day) : NULL;
}

/* Code, what for and date share the height. */
static void
append_line (FoyerLargeLettersPage *self, GtkWidget *widget)
{
  gtk_widget_set_vexpand (widget, TRUE);
  gtk_box_append (GTK_BOX (self->box), widget);
}

/* What it is about and with whom: who comes back with a photograph of this has nothing else. */
static void
append_about (FoyerLargeLettersPage *self)
{
  FoyerListing *listing = self->receipt->listing;
  GtkWidget *about = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const char *const words[] = { listing->title, listing->organisation };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      GtkWidget *label;

      if (words[i] == NULL || *words[i] == '\0')
        continue;
      label = foyer_label_append (about, words[i], i == 0 ? "about" : "whom");
      gtk_label_set_xalign (GTK_LABEL (label), 0.5);
      gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
    }
  gtk_widget_set_valign (about, GTK_ALIGN_CENTER);
  append_line (self, about);
}

static void
foyer_large_letters_page_opened (FoyerPage *page)
{
  FoyerLargeLettersPage *self = FOYER_LARGE_LETTERS_PAGE (page);
  g_autofree char *date = NULL;

  self->receipt
    = foyer_done_words_new (foyer_page_get_backend (page), foyer_page_get_argument (page));
  date = dup_date (self);
  foyer_page_set_title (page, _ ("Your code in large letters"));
  foyer_page_add_back (page, NULL);
  foyer_page_add_end (page, foyer_read_button_new (_ ("Read it to me"), "outline"));
  if (self->receipt->listing != NULL)
    append_about (self);
  if (date != NULL)
    append_line (self, foyer_fit_new (label_new (date, "date"), DATE_LARGEST, 0.5));
}

static void
foyer_large_letters_page_layout (FoyerPage *page, gboolean portrait)
{
  FoyerLargeLettersPage *self = FOYER_LARGE_LETTERS_PAGE (page);

  if (self->code != NULL)
    gtk_box_remove (GTK_BOX (self->box), self->code);
  self->code = foyer_fit_new (code_new (self, portrait), LARGEST, 0.5);
  gtk_widget_set_vexpand (self->code, TRUE);
  gtk_box_prepend (GTK_BOX (self->box), self->code);
}

static void
foyer_large_letters_page_finalize (GObject *object)
{
  g_clear_pointer (&FOYER_LARGE_LETTERS_PAGE (object)->receipt, foyer_done_words_free);
  G_OBJECT_CLASS (foyer_large_letters_page_parent_class)->finalize (object);
}

static void
foyer_large_letters_page_class_init (FoyerLargeLettersPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_large_letters_page_finalize;
  FOYER_PAGE_CLASS (klass)->opened = foyer_large_letters_page_opened;
  FOYER_PAGE_CLASS (klass)->layout = foyer_large_letters_page_layout;
}

static void
foyer_large_letters_page_init (FoyerLargeLettersPage *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->box, "large-letters");
  foyer_page_set_content (FOYER_PAGE (self), self->box);
}
