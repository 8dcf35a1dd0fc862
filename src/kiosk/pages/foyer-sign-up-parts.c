/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-sign-up-page"

#include "kiosk/pages/foyer-sign-up-parts.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/crypto/foyer-crypto.h"
#include "core/model/foyer-when.h"
#include "core/viewmodel/foyer-direction-words.h"
#include "core/viewmodel/foyer-listing-words.h"
#include "kiosk/foyer-spoken.h"

/* Builders without state for the sign-up page, kept apart so that the page is only its flow. They
 * make widgets and give them to a container of the page, which owns them. Main thread. */

void
foyer_sign_up_clear (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  char *kept = foyer_words_keep_numbers (text);
  GtkWidget *label = gtk_label_new (kept);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  foyer_secret_free (kept); /* it may be what somebody typed */
  return label;
}

void
foyer_sign_up_append_row (
  GtkBox *rows, const char *name, const char *value, const char *hint, GtkWidget *button)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *pair = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *values = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (row, "answer");
  gtk_widget_add_css_class (pair, "pair");
  gtk_box_append (GTK_BOX (pair), make_label (name, "answer-name"));
  gtk_box_append (GTK_BOX (values), make_label (value, "answer-value"));
  if (hint != NULL)
    gtk_box_append (GTK_BOX (values), make_label (hint, "quiet"));
  gtk_widget_set_hexpand (values, TRUE);
  gtk_widget_set_hexpand (pair, TRUE);
  gtk_widget_set_valign (pair, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (pair), values);
  gtk_box_append (GTK_BOX (row), pair);
  if (button != NULL)
    {
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (row), button);
    }
  gtk_box_append (rows, row);
}

void
foyer_sign_up_set_rows_narrow (GtkWidget *rows, gboolean is_narrow)
{
  for (GtkWidget *row = gtk_widget_get_first_child (rows); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_first_child (row)),
                                    is_narrow ? GTK_ORIENTATION_VERTICAL
                                              : GTK_ORIENTATION_HORIZONTAL);
}

void
foyer_sign_up_set_button_label (GtkWidget *button, const char *label)
{
  GtkWidget *box = gtk_button_get_child (GTK_BUTTON (button));

  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LABEL (child))
      gtk_label_set_text (GTK_LABEL (child), label);
  foyer_spoken_name (button, label);
}

void
foyer_sign_up_set_field_error (GtkWidget *field, GtkLabel *label, const char *message)
{
  gtk_label_set_text (label, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (label), message != NULL);
  gtk_accessible_update_state (
    GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_STATE_INVALID,
    message != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  message != NULL ? message : "", -1);
  if (message != NULL)
    gtk_widget_add_css_class (field, "wrong");
  else
    gtk_widget_remove_css_class (field, "wrong");
}

void
foyer_sign_up_set_consent_words (FoyerOptionCard *card, gboolean is_teen, FoyerContactKind kind)
{
  const char *title = _ ("Yes, the organiser may contact me about this.");

  if (is_teen)
    title = _ ("Yes, the organiser may contact my parent or carer about this.");
  else if (kind == FOYER_CONTACT_STAFF)
    title = _ ("Yes, the organiser may leave word for me about this.");
  foyer_option_card_set_words (card, title,
                               is_teen ? _ ("For nothing else. It is deleted 3 months after.")
                                       : _ ("For nothing else. It is deleted 6 months after."));
}

void
foyer_sign_up_fill_grown_up (GtkBox *rows, FoyerListing *listing, FoyerSession *session)
{
  g_autofree char *place = foyer_words_place (listing);
  g_autofree char *when
    = session != NULL ? foyer_when_session_long (session) : foyer_words_when (listing, NULL);

  foyer_sign_up_append_row (rows, _ ("Tell them about"), listing->title, NULL, NULL);
  if (when != NULL)
    foyer_sign_up_append_row (rows, _ ("When"), when, NULL, NULL);
  if (place != NULL)
    foyer_sign_up_append_row (rows, _ ("Where"), place, NULL, NULL);
  if (listing->organisation != NULL)
    foyer_sign_up_append_row (rows, _ ("Who runs it"), listing->organisation, NULL, NULL);
  if (listing->contact_phone != NULL)
    foyer_sign_up_append_row (rows, _ ("They can call"), listing->contact_phone, NULL, NULL);
  else if (listing->contact_text != NULL)
    foyer_sign_up_append_row (rows, _ ("They can ask"), listing->contact_text, NULL, NULL);
}

void
foyer_sign_up_fill_closed (GtkBox *rows, FoyerListing *listing, FoyerBackend *backend)
{
  const char *phone = foyer_backend_get_help_phone (backend);

  if (listing->contact_phone != NULL)
    foyer_sign_up_append_row (rows, _ ("Call who runs it"), listing->contact_phone, NULL, NULL);
  else if (listing->contact_text != NULL)
    foyer_sign_up_append_row (rows, _ ("Ask who runs it"), listing->contact_text, NULL, NULL);
  if (phone != NULL)
    foyer_sign_up_append_row (rows, _ ("Call us"), phone, NULL, NULL);
  foyer_sign_up_append_row (rows, _ ("Ask here"), _ ("The staff can help you."), NULL, NULL);
}

static GtkWidget *
make_why_card (const char *title, const char *text)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "why-card");
  gtk_box_append (GTK_BOX (card), make_label (title, "option-title"));
  gtk_box_append (GTK_BOX (card), make_label (text, "body"));
  return card;
}

void
foyer_sign_up_fill_why (GtkGrid *grid, FoyerBackend *backend)
{
  const char *phone = foyer_backend_get_help_phone (backend);
  g_autofree char *team = g_strdup_printf (_ ("The organiser and the team behind %s. It is locked "
                                              "at once: nobody can read it on this kiosk."),
                                           foyer_backend_get_name (backend));
  g_autofree char *change
    = phone != NULL ? g_strdup_printf (
        _ ("Call %s and say your code, or ask staff here. We then delete it."), phone)
                    : g_strdup (_ ("Ask staff here, and show them your code. We then delete it."));
  GtkWidget *cards[] = {
    make_why_card (
      _ ("What we ask for"),
      _ ("A name, your age group, and one way to reach you. The organiser needs these to "
         "answer you.")),
    make_why_card (_ ("Who sees it"), team),
    make_why_card (
      _ ("How long we keep it"),
      _ ("6 months after the activity. 3 months if you are under 18. Then it is deleted.")),
    make_why_card (_ ("If you change your mind"), change),
  };

  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    gtk_grid_attach (grid, cards[i], (int)i % 2, (int)i / 2, 1, 1);
}

void
foyer_sign_up_set_columns (GtkGrid *grid, int columns)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (grid));
  int i = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (grid)); child != NULL;
       child = gtk_widget_get_next_sibling (child), i++)
    g_object_set (gtk_layout_manager_get_layout_child (layout, child), "column", i % columns, "row",
                  i / columns, NULL);
}

static const char *
kind_id (FoyerContactKind kind)
{
  switch (kind)
    {
    case FOYER_CONTACT_EMAIL:
      return "email";
    case FOYER_CONTACT_POST:
      return "post";
    case FOYER_CONTACT_STAFF:
      return "staff";
    case FOYER_CONTACT_PHONE:
    case FOYER_CONTACT_NONE:
    default:
      return "phone";
    }
}

void
foyer_sign_up_open_receipt (FoyerPage *page,
                            FoyerDraft *draft,
                            const FoyerSealedRecord *record,
                            FoyerListing *listing,
                            FoyerSession *session)
{
  const char *reply_by = foyer_draft_get_reply_by (draft);
  char *argument = g_strdup_printf (
    "%s %s %s %s %s %s %s %s", record->code, listing->id, session != NULL ? session->id : "-",
    record->id, foyer_draft_get_age_band (draft) == FOYER_AGE_13_17 ? "teen" : "adult",
    kind_id (foyer_draft_get_contact_kind (draft)), reply_by != NULL ? reply_by : "-",
    foyer_wish_to_string (foyer_draft_get_wish (draft)));

  gtk_widget_activate_action (GTK_WIDGET (page), "win.replace", "(ss)", "done", argument);
  explicit_bzero (argument, strlen (argument));
  g_free (argument);
}
