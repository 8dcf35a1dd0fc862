/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-sign-up-page"

#include "kiosk/pages/foyer-sign-up-private.h"

#include <glib/gi18n.h>

#include "kiosk/foyer-spoken.h"
#include "kiosk/pages/foyer-sign-up-parts.h"
#include "kiosk/pages/foyer-sign-up-words.h"

/* What each view of the sign-up page says. Reads the draft and sets words; decides nothing and
 * moves nowhere: that is foyer-sign-up-page.c's. Main thread. */

gboolean
foyer_sign_up_is_teen (FoyerSignUpPage *self)
{
  return foyer_draft_get_age_band (self->draft) == FOYER_AGE_13_17;
}

const char *
foyer_sign_up_text_of (GtkEntry *entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry));
}

static void
set_label (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

/* A field's visible label is its name for a screen reader too. */
static void
set_field_label (GtkEntry *entry, GtkLabel *label, const char *text, const char *spoken)
{
  gtk_label_set_text (label, text);
  foyer_spoken_name (GTK_WIDGET (entry), spoken);
}

void
foyer_sign_up_set_headings (FoyerSignUpPage *self, const char *heading, const char *lead)
{
  set_label (self->heading, heading);
  set_label (self->lead, lead);
  foyer_page_set_title (FOYER_PAGE (self), heading);
}

static void
set_step_line (FoyerSignUpPage *self)
{
  g_autofree char *thing = foyer_sign_up_dup_what (self->listing, self->session);
  const char *wish = foyer_sign_up_wish_words (foyer_draft_get_wish (self->draft));
  g_autofree char *what
    = wish != NULL ? g_strdup_printf ("%s · %s", wish, thing) : g_strdup (thing);
  g_autofree char *line = NULL;

  if (self->view <= FOYER_VIEW_CHECK)
    line = g_strdup_printf (_ ("Step %d of %d · %s"),
                            (int)foyer_draft_count_to (self->draft, (FoyerDraftStep)self->view),
                            (int)foyer_draft_count_steps (self->draft), what);
  set_label (self->step_line, line != NULL ? line : what);
}

static void
prepare_name (FoyerSignUpPage *self)
{
  if (foyer_sign_up_is_teen (self))
    {
      foyer_sign_up_set_headings (
        self, _ ("What is your first name?"),
        _ ("Only the organiser and the team behind this service see it."));
      set_field_label (self->name_entry, self->name_label, _ ("Your first name"),
                       _ ("Your first name, needed"));
    }
  else
    {
      foyer_sign_up_set_headings (
        self, _ ("What should we call you?"),
        _ ("A first name is enough. Only the organiser and the team behind this service see it."));
      set_field_label (self->name_entry, self->name_label, _ ("Your name"),
                       _ ("Your name, needed"));
    }
}

static const char *
contact_lead (FoyerSignUpPage *self)
{
  if (self->way == FOYER_CONTACT_POST)
    return _ ("They write to you, only about this.");
  if (self->way == FOYER_CONTACT_STAFF)
    return "";
  return _ ("One is enough. They use it only about this.");
}

static void
prepare_contact (FoyerSignUpPage *self)
{
  gboolean teen = foyer_sign_up_is_teen (self);

  foyer_sign_up_set_headings (self,
                              teen ? _ ("How can we reach your parent or carer?")
                                   : _ ("How should the organiser contact you?"),
                              contact_lead (self));
  set_field_label (self->phone_entry, self->phone_label,
                   teen ? _ ("Their mobile or phone number") : _ ("Mobile or phone number"),
                   teen ? _ ("Their mobile or phone number, this or an email address is needed")
                        : _ ("Mobile or phone number, this or an email address is needed"));
  set_field_label (self->email_entry, self->email_label,
                   teen ? _ ("or their email address") : _ ("or email address"),
                   teen ? _ ("or their email address") : _ ("or email address"));
  set_field_label (self->post_entry, self->post_label,
                   teen ? _ ("Their address and postcode") : _ ("Your address and postcode"),
                   teen ? _ ("Their address and postcode, needed")
                        : _ ("Your address and postcode, needed"));
  gtk_widget_set_visible (self->fields, self->way == FOYER_CONTACT_PHONE);
  gtk_widget_set_visible (self->post_column, self->way == FOYER_CONTACT_POST);
  gtk_widget_set_visible (self->staff_notice, self->way == FOYER_CONTACT_STAFF);
  gtk_widget_set_visible (self->phone_way, self->way != FOYER_CONTACT_PHONE);
  gtk_widget_set_visible (self->post_way, self->way != FOYER_CONTACT_POST);
  gtk_widget_set_visible (self->staff_way, self->way != FOYER_CONTACT_STAFF);
}

static void
change_cb (GtkButton *button, gpointer data)
{
  foyer_sign_up_change (data, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "view")));
}

/* "Your name   Pat   [Change]"; view: where Change leads. */
static void
append_answer (FoyerSignUpPage *self,
               const char *name,
               const char *value,
               const char *hint,
               FoyerSignUpView view)
{
  GtkWidget *change = foyer_button_new (_ ("Change"), NULL, FALSE, "outline");
  g_autofree char *spoken = g_strdup_printf (_ ("Change: %s"), name);

  g_object_set_data (G_OBJECT (change), "view", GUINT_TO_POINTER (view));
  foyer_spoken_name (change, spoken);
  g_signal_connect (change, "clicked", G_CALLBACK (change_cb), self);
  foyer_sign_up_append_row (GTK_BOX (self->rows), name, value, hint, change);
}

static void
append_contact_answer (FoyerSignUpPage *self)
{
  g_autofree char *shown = foyer_draft_dup_contact_shown (self->draft);
  gboolean has_both = foyer_draft_get_contact_kind (self->draft) == FOYER_CONTACT_PHONE
                      && *foyer_sign_up_text_of (self->email_entry) != '\0';
  const char *value = shown;

  if (foyer_draft_get_contact_kind (self->draft) == FOYER_CONTACT_STAFF)
    value = _ ("Through library staff");
  append_answer (self,
                 foyer_sign_up_is_teen (self) ? _ ("Your parent or carer") : _ ("How to reach you"),
                 value != NULL && *value != '\0' ? value : _ ("Not given yet"),
                 has_both ? _ ("We need only one, so we left out the email address.") : NULL,
                 FOYER_VIEW_CONTACT);
}

static void
prepare_check (FoyerSignUpPage *self)
{
  const char *name = foyer_draft_get_name (self->draft);
  gboolean teen = foyer_sign_up_is_teen (self);
  g_autofree char *what = foyer_sign_up_dup_what (self->listing, self->session);

  foyer_sign_up_set_headings (self, _ ("Check your answers"), "");
  foyer_sign_up_clear (self->rows);
  foyer_sign_up_append_row (GTK_BOX (self->rows), _ ("What for"), what,
                            foyer_sign_up_wish_words (foyer_draft_get_wish (self->draft)), NULL);
  append_answer (self, _ ("Your age"), teen ? _ ("13 to 17") : _ ("18 or over"), NULL,
                 FOYER_VIEW_AGE);
  if (foyer_draft_has_step (self->draft, FOYER_STEP_QUESTION))
    append_answer (self, _ ("Your question"), foyer_draft_get_question (self->draft), NULL,
                   FOYER_VIEW_QUESTION);
  append_answer (self, teen ? _ ("Your first name") : _ ("Your name"),
                 name != NULL && *name != '\0' ? name : _ ("Not given yet"), NULL, FOYER_VIEW_NAME);
  append_contact_answer (self);
  foyer_sign_up_set_rows_narrow (self->rows, self->is_narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->teen_notice), teen);
  foyer_sign_up_set_consent_words (FOYER_OPTION_CARD (self->consent), teen,
                                   foyer_draft_get_contact_kind (self->draft));
}

static void
prepare (FoyerSignUpPage *self)
{
  switch (self->view)
    {
    case FOYER_VIEW_AGE:
      foyer_sign_up_set_headings (
        self, _ ("How old are you?"),
        _ ("We ask because we look after people under 18 in a different way."));
      break;
    case FOYER_VIEW_QUESTION:
      foyer_sign_up_set_headings (self, _ ("What would you like to ask?"),
                                  _ ("Please don’t write anything private. The organiser and the "
                                     "team behind this service read it."));
      break;
    case FOYER_VIEW_NAME:
      prepare_name (self);
      break;
    case FOYER_VIEW_CONTACT:
      prepare_contact (self);
      break;
    case FOYER_VIEW_CHECK:
      prepare_check (self);
      break;
    case FOYER_VIEW_GROWN_UP:
      foyer_sign_up_set_headings (
        self, _ ("Ask a grown-up to come with you"),
        _ ("We do not take details from anyone under 13. A grown-up can sign up for you "
           "here."));
      break;
    case FOYER_VIEW_WHY:
      foyer_sign_up_set_headings (self, _ ("Why we ask, and what we do with it"), "");
      break;
    case FOYER_VIEW_CLOSED:
      foyer_sign_up_set_headings (self, _ ("We cannot take names at this kiosk just now"),
                                  _ ("You can sign up another way, and still look around here."));
      break;
    case FOYER_VIEW_STOP:
    default:
      foyer_sign_up_set_headings (self, _ ("Stop and clear everything?"),
                                  _ ("What you typed goes from this screen. Nothing is sent."));
      break;
    }
}

static void
set_button (GtkWidget *button, const char *label, gboolean is_shown)
{
  foyer_sign_up_set_button_label (button, label);
  gtk_widget_set_visible (button, is_shown);
}

void
foyer_sign_up_update_bar (FoyerSignUpPage *self)
{
  gboolean is_step = self->view <= FOYER_VIEW_CHECK;
  const char *next = _ ("Continue");

  if (self->view == FOYER_VIEW_CHECK)
    next = self->is_sending ? _ ("Sending…") : _ ("Send");
  else if (self->view == FOYER_VIEW_GROWN_UP)
    next = _ ("Finish");
  else if (self->view == FOYER_VIEW_WHY)
    next = _ ("Go on");
  else if (self->view == FOYER_VIEW_STOP)
    next = _ ("Yes, clear everything");
  else if (self->view == FOYER_VIEW_CLOSED)
    next = _ ("Look around");
  set_button (self->next_button, next, self->draft != NULL);
  set_button (self->back_button, self->view == FOYER_VIEW_STOP ? _ ("No, go back") : _ ("Back"),
              TRUE);
  for (int i = 0; i < 2; i++)
    {
      gboolean is_shown = is_step && self->draft != NULL && self->is_narrow == (i == 1);

      gtk_widget_set_visible (self->stop_buttons[i], is_shown);
      gtk_widget_set_visible (self->why_buttons[i], is_shown);
      gtk_widget_set_sensitive (self->stop_buttons[i], !self->is_sending);
      gtk_widget_set_sensitive (self->why_buttons[i], !self->is_sending);
    }
  gtk_widget_set_visible (self->aside, is_step && self->draft != NULL && self->is_narrow);

  gtk_widget_set_sensitive (self->next_button, !self->is_sending);
  gtk_widget_set_sensitive (self->back_button, !self->is_sending);
  gtk_widget_set_sensitive (GTK_WIDGET (self->views), !self->is_sending);
}

void
foyer_sign_up_show_words (FoyerSignUpPage *self)
{
  prepare (self);
  set_step_line (self);
  foyer_sign_up_update_bar (self);
}
