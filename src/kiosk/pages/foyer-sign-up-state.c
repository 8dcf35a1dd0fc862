/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-sign-up-page"

#include "kiosk/pages/foyer-sign-up-private.h"

/* From a sign-up page that goes, because the language changes, to the one that takes its place. The
 * draft and the wiped buffers of the fields are handed over themselves: no word of a visitor is
 * copied. Main thread. */

static void
keep_object (GObject *state, const char *key, gpointer object)
{
  if (object != NULL)
    g_object_set_data_full (state, key, g_object_ref (object), g_object_unref);
}

static void
keep_buffer (GObject *state, const char *key, GtkEntry *entry)
{
  keep_object (state, key, gtk_entry_get_buffer (entry));
}

GObject *
foyer_sign_up_save (FoyerSignUpPage *self)
{
  GObject *state = g_object_new (G_TYPE_OBJECT, NULL);

  keep_object (state, "draft", self->draft);
  keep_object (state, "listing", self->listing);
  keep_object (state, "session", self->session);
  keep_buffer (state, "name", self->name_entry);
  keep_buffer (state, "phone", self->phone_entry);
  keep_buffer (state, "email", self->email_entry);
  keep_buffer (state, "post", self->post_entry);
  g_object_set_data (state, "view", GUINT_TO_POINTER (self->view));
  g_object_set_data (state, "from", GUINT_TO_POINTER (self->from));
  g_object_set_data (state, "way", GUINT_TO_POINTER (self->way));
  g_object_set_data (state, "is-changing", GUINT_TO_POINTER (self->is_changing));
  return state;
}

static void
take_buffer (GObject *state, const char *key, GtkEntry *entry)
{
  gtk_entry_set_buffer (entry, g_object_get_data (state, key));
}

static guint
number_of (GObject *state, const char *key)
{
  return GPOINTER_TO_UINT (g_object_get_data (state, key));
}

void
foyer_sign_up_take (FoyerSignUpPage *self, GObject *state)
{
  static const FoyerAgeBand bands[] = { FOYER_AGE_UNDER_13, FOYER_AGE_13_17, FOYER_AGE_ADULT };

  g_set_object (&self->draft, g_object_get_data (state, "draft"));
  g_set_object (&self->listing, g_object_get_data (state, "listing"));
  g_set_object (&self->session, g_object_get_data (state, "session"));
  take_buffer (state, "name", self->name_entry);
  take_buffer (state, "phone", self->phone_entry);
  take_buffer (state, "email", self->email_entry);
  take_buffer (state, "post", self->post_entry);
  for (guint i = 0; i < G_N_ELEMENTS (bands); i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->age_cards[i]),
                                  foyer_draft_get_age_band (self->draft) == bands[i]);
  foyer_words_field_set_text (self->question, foyer_draft_get_question (self->draft));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->consent),
                                foyer_draft_get_consent (self->draft));
  self->from = number_of (state, "from");
  self->way = number_of (state, "way");
  self->is_changing = number_of (state, "is-changing") != 0;
  if (self->view != FOYER_VIEW_CLOSED && number_of (state, "view") != FOYER_VIEW_CLOSED)
    self->view = number_of (state, "view");
}
