/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-take-away-page"

#include "kiosk/pages/foyer-take-away-page.h"

#include <glib/gi18n.h>

#include "core/model/foyer-when.h"
#include "core/viewmodel/foyer-listing-words.h"
#include "kiosk/pages/foyer-sign-up-words.h"
#include "kiosk/print/foyer-slip.h"
#include "kiosk/widgets/foyer-label.h"
#include "kiosk/widgets/foyer-print-button.h"
#include "kiosk/widgets/foyer-qr.h"

/* For who wants to think about it at home. Owned by the window's stack. Main thread. */

#define LARGE_FROM 150   /* percent: who reads such text gets such a slip */
#define LINE_LONGEST 160 /* characters of a line; five of them are one easy QR code */

struct _FoyerTakeAwayPage
{
  FoyerPage parent_instance;

  FoyerListing *listing;                /* owned (nullable): it may have gone */
  FoyerSession *session;                /* owned (nullable) */
  char *title, *when, *where, *contact; /* owned (nullable) */
  char *qr;                             /* owned (nullable) */
  GtkWidget *columns, *words, *card;    /* borrowed */
};

G_DEFINE_FINAL_TYPE (FoyerTakeAwayPage, foyer_take_away_page, FOYER_TYPE_PAGE)

/* (transfer full) (nullable) */
static char *
dup_contact (FoyerListing *listing)
{
  g_autofree char *both = NULL;

  if (listing->contact_text == NULL || listing->contact_phone == NULL)
    return foyer_words_shorten (
      listing->contact_text != NULL ? listing->contact_text : listing->contact_phone, LINE_LONGEST);
  both = g_strdup_printf ("%s %s", listing->contact_text, listing->contact_phone);
  return foyer_words_shorten (both, LINE_LONGEST);
}

static void
append_line (GString *text, const char *line)
{
  if (line != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

/* A date goes into a phone's calendar; what has none is a note. */
static char *
dup_qr (FoyerTakeAwayPage *self)
{
  FoyerBackend *backend = foyer_page_get_backend (FOYER_PAGE (self));
  g_autoptr (GString) note = g_string_new (NULL);

  if (self->session != NULL)
    return foyer_when_calendar (self->listing, self->session, 0, NULL, self->session->id,
                                foyer_clock_now_us (foyer_backend_get_clock (backend)));
  append_line (note, self->title);
  append_line (note, self->when);
  append_line (note, self->where);
  append_line (note, self->contact);
  return g_string_free (g_steal_pointer (&note), FALSE);
}

static void
load_words (FoyerTakeAwayPage *self)
{
  g_autofree char *when = self->session != NULL ? foyer_when_session_long (self->session)
                                                : foyer_words_when (self->listing, NULL);
  g_autofree char *where = foyer_words_place (self->listing);

  self->title = foyer_words_shorten (self->listing->title, LINE_LONGEST);
  self->when = foyer_words_shorten (when, LINE_LONGEST);
  self->where = foyer_words_shorten (where, LINE_LONGEST);
  self->contact = dup_contact (self->listing);
  self->qr = dup_qr (self);
}

static FoyerPrint *
make_slip (gpointer data)
{
  FoyerTakeAwayPage *self = data;
  FoyerPage *page = FOYER_PAGE (self);
  const FoyerSlip slip = {
    .heading = self->title,
    .when = self->when,
    .where = self->where,
    .contact = self->contact,
    .qr = self->qr,
  };

  return foyer_slip_new (foyer_page_get_backend (page), &slip,
                         foyer_visit_get_text_percent (foyer_page_get_visit (page)) >= LARGE_FROM);
}

static void
fill (FoyerTakeAwayPage *self)
{
  GtkWidget *scan;

  foyer_label_append (self->words, self->title, "subheading");
  foyer_label_append (self->words, self->when, "lead");
  foyer_label_append (self->words, self->where, "lead");
  foyer_label_append (self->words, self->contact, "lead");
  gtk_box_append (GTK_BOX (self->card),
                  foyer_qr_new (self->qr, _ ("QR code: scan it to keep this on your phone")));
  scan = foyer_label_append (self->card,
                             self->session != NULL ? _ ("Scan to put the date into your phone")
                                                   : _ ("Scan to keep this on your phone"),
                             NULL);
  gtk_label_set_xalign (GTK_LABEL (scan), 0.5);
  gtk_label_set_justify (GTK_LABEL (scan), GTK_JUSTIFY_CENTER);
  gtk_box_append (GTK_BOX (self->card),
                  foyer_print_button_new (_ ("Print a slip"), "outline", make_slip, self));
}

static void
foyer_take_away_page_opened (FoyerPage *page)
{
  FoyerTakeAwayPage *self = FOYER_TAKE_AWAY_PAGE (page);
  FoyerBackend *backend = foyer_page_get_backend (page);
  FoyerStore *store = foyer_backend_get_store (backend);
  g_auto (GStrv) parts = g_strsplit (foyer_page_get_argument (page), " ", 2);

  foyer_page_add_back (page, NULL);
  foyer_page_add_home (page);
  foyer_page_set_title (page, _ ("Take it away"));
  if (store != NULL && parts[0] != NULL)
    self->listing = foyer_store_get_listing (store, parts[0]);
  if (self->listing == NULL)
    {
      foyer_label_append (self->words, _ ("This is no longer here"), "lead");
      gtk_widget_set_visible (self->card, FALSE);
      return;
    }
  self->session = foyer_sign_up_find_session (backend, self->listing->id, parts[1]);
  load_words (self);
  fill (self);
}

static void
foyer_take_away_page_layout (FoyerPage *page, gboolean portrait)
{
  FoyerTakeAwayPage *self = FOYER_TAKE_AWAY_PAGE (page);
  gboolean is_stacked
    = portrait || foyer_visit_get_text_percent (foyer_page_get_visit (page)) >= 200;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns), is_stacked
                                                                    ? GTK_ORIENTATION_VERTICAL
                                                                    : GTK_ORIENTATION_HORIZONTAL);
}

static void
foyer_take_away_page_finalize (GObject *object)
{
  FoyerTakeAwayPage *self = FOYER_TAKE_AWAY_PAGE (object);

  g_clear_object (&self->listing);
  g_clear_object (&self->session);
  g_free (self->title);
  g_free (self->when);
  g_free (self->where);
  g_free (self->contact);
  g_free (self->qr);
  G_OBJECT_CLASS (foyer_take_away_page_parent_class)->finalize (object);
}

static void
foyer_take_away_page_class_init (FoyerTakeAwayPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_take_away_page_finalize;
  FOYER_PAGE_CLASS (klass)->opened = foyer_take_away_page_opened;
  FOYER_PAGE_CLASS (klass)->layout = foyer_take_away_page_layout;
}

static void
foyer_take_away_page_init (FoyerTakeAwayPage *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->columns, "done");
  self->words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->words, "take-away-words");
  gtk_widget_set_hexpand (self->words, TRUE);
  foyer_label_append (self->words, _ ("Take it away"), "heading");
  self->card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->card, "card");
  gtk_widget_add_css_class (self->card, "reference");
  gtk_widget_set_valign (self->card, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (self->columns), self->words);
  gtk_box_append (GTK_BOX (self->columns), self->card);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->columns);
  foyer_page_set_content (FOYER_PAGE (self), scrolled);
}
