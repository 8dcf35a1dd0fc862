/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-sign-up-page"

#include "kiosk/pages/foyer-sign-up-private.h"

#include <glib/gi18n.h>

#include "kiosk/pages/foyer-sign-up-parts.h"
#include "kiosk/pages/foyer-sign-up-words.h"
#include "kiosk/widgets/foyer-error-summary.h"
#include "kiosk/widgets/foyer-option-card.h"
#include "kiosk/widgets/foyer-text-sight.h"

/* The sign-up form: which view is up, and what goes from the fields into the draft and back. All
 * rules are FoyerDraft's. Owned by the window for one navigation; main thread. What the visitor
 * types lives in wiped buffers of this page's own entries and in the draft, and goes with the page.
 */

static const char *const view_names[FOYER_N_VIEWS]
  = { "age", "question", "name", "contact", "check", "grown-up", "why", "stop", "closed" };

G_DEFINE_FINAL_TYPE (FoyerSignUpPage, foyer_sign_up_page, FOYER_TYPE_PAGE)

static void show_view (FoyerSignUpPage *self, FoyerSignUpView view);
static void close_when_locked (FoyerSignUpPage *self);

/* ---- errors ---- */

static void
clear_errors (FoyerSignUpPage *self)
{
  foyer_error_summary_clear (self->summary);
  foyer_sign_up_set_field_error (foyer_words_field_get_view (self->question), self->question_error,
                                 NULL);
  foyer_sign_up_set_field_error (GTK_WIDGET (self->name_entry), self->name_error, NULL);
  foyer_sign_up_set_field_error (GTK_WIDGET (self->phone_entry), self->phone_error, NULL);
  foyer_sign_up_set_field_error (GTK_WIDGET (self->email_entry), self->email_error, NULL);
  foyer_sign_up_set_field_error (GTK_WIDGET (self->post_entry), self->post_error, NULL);
  foyer_sign_up_set_field_error (self->consent, self->consent_error, NULL);
}

/* The field a problem of the contact view belongs to. */
static GtkEntry *
contact_entry (FoyerSignUpPage *self)
{
  if (self->way == FOYER_CONTACT_POST)
    return self->post_entry;
  return foyer_draft_get_contact_kind (self->draft) == FOYER_CONTACT_EMAIL ? self->email_entry
                                                                           : self->phone_entry;
}

static void
show_problem (FoyerSignUpPage *self, FoyerProblem problem)
{
  GtkEntry *entry = self->view == FOYER_VIEW_NAME ? self->name_entry : contact_entry (self);
  g_autofree char *message = foyer_sign_up_dup_problem (
    problem, foyer_draft_get_age_band (self->draft), foyer_sign_up_text_of (entry));
  GtkWidget *target = GTK_WIDGET (entry);

  clear_errors (self);
  if (self->view == FOYER_VIEW_AGE)
    target = self->age_cards[0];
  else if (self->view == FOYER_VIEW_QUESTION)
    {
      target = foyer_words_field_get_view (self->question);
      foyer_sign_up_set_field_error (target, self->question_error, message);
    }
  else if (self->view == FOYER_VIEW_CHECK)
    {
      target = self->consent;
      foyer_sign_up_set_field_error (target, self->consent_error, message);
    }
  else if (self->view == FOYER_VIEW_NAME)
    foyer_sign_up_set_field_error (target, self->name_error, message);
  else if (entry == self->post_entry)
    foyer_sign_up_set_field_error (target, self->post_error, message);
  else
    foyer_sign_up_set_field_error (
      target, entry == self->email_entry ? self->email_error : self->phone_error, message);
  foyer_error_summary_show (self->summary, message, target);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

/* ---- between fields and draft ---- */

static void
store_age (FoyerSignUpPage *self)
{
  static const FoyerAgeBand bands[] = { FOYER_AGE_UNDER_13, FOYER_AGE_13_17, FOYER_AGE_ADULT };
  FoyerAgeBand before = foyer_draft_get_age_band (self->draft);

  for (guint i = 0; i < G_N_ELEMENTS (bands); i++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->age_cards[i])))
      foyer_draft_set_age_band (self->draft, bands[i]);

  /* A young person's own number must never pass as their parent's, nor the other way round; and
   * what was agreed to for one is not agreed to for the other. */
  if (before == foyer_draft_get_age_band (self->draft) || before == FOYER_AGE_UNKNOWN)
    return;
  foyer_draft_set_contact (self->draft, FOYER_CONTACT_NONE, "");
  foyer_draft_set_consent (self->draft, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->phone_entry), "");
  gtk_editable_set_text (GTK_EDITABLE (self->email_entry), "");
  gtk_editable_set_text (GTK_EDITABLE (self->post_entry), "");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->consent), FALSE);
  self->way = FOYER_CONTACT_PHONE;
  if (foyer_draft_get_age_band (self->draft) == FOYER_AGE_UNDER_13)
    foyer_words_field_set_text (self->question, "");
}

static void
store_contact (FoyerSignUpPage *self)
{
  if (self->way == FOYER_CONTACT_STAFF)
    foyer_draft_set_contact (self->draft, FOYER_CONTACT_STAFF, "");
  else if (self->way == FOYER_CONTACT_POST)
    foyer_draft_set_contact (self->draft, FOYER_CONTACT_POST,
                             foyer_sign_up_text_of (self->post_entry));
  else if (*foyer_sign_up_text_of (self->phone_entry) != '\0')
    foyer_draft_set_contact (self->draft, FOYER_CONTACT_PHONE,
                             foyer_sign_up_text_of (self->phone_entry));
  else if (*foyer_sign_up_text_of (self->email_entry) != '\0')
    foyer_draft_set_contact (self->draft, FOYER_CONTACT_EMAIL,
                             foyer_sign_up_text_of (self->email_entry));
  else
    foyer_draft_set_contact (self->draft, FOYER_CONTACT_NONE, "");
}

static void
store_question (FoyerSignUpPage *self)
{
  char *typed = foyer_words_field_dup_text (self->question);

  foyer_draft_set_question (self->draft, typed);
  foyer_secret_free (typed);
}

/* What the view shows goes into the draft, right or wrong: going back must not lose a word. */
static void
store_view (FoyerSignUpPage *self)
{
  if (self->draft == NULL)
    return;
  switch (self->view)
    {
    case FOYER_VIEW_AGE:
      store_age (self);
      break;
    case FOYER_VIEW_QUESTION:
      store_question (self);
      break;
    case FOYER_VIEW_NAME:
      foyer_draft_set_name (self->draft, foyer_sign_up_text_of (self->name_entry));
      break;
    case FOYER_VIEW_CONTACT:
      store_contact (self);
      break;
    case FOYER_VIEW_CHECK:
      foyer_draft_set_consent (self->draft,
                               gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->consent)));
      break;
    default:
      break;
    }
}

/* ---- the views ---- */

/* Where the focus goes when a view comes up: the field, or the first thing to choose. */
static void
focus_view (FoyerSignUpPage *self)
{
  GtkEntry *entry = NULL;

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return; /* not on the screen yet: the window gives the focus then */
  if (self->view == FOYER_VIEW_NAME)
    entry = self->name_entry;
  else if (self->view == FOYER_VIEW_CONTACT && self->way != FOYER_CONTACT_STAFF)
    entry = contact_entry (self);
  if (self->view == FOYER_VIEW_QUESTION)
    {
      gtk_widget_grab_focus (foyer_words_field_get_view (self->question));
      return;
    }
  if (entry != NULL)
    {
      gtk_entry_grab_focus_without_selecting (entry);
      gtk_editable_set_position (GTK_EDITABLE (entry), -1);
      return;
    }
  foyer_page_hide_keyboard (FOYER_PAGE (self));
  if (!gtk_widget_child_focus (GTK_WIDGET (self->views), GTK_DIR_TAB_FORWARD))
    gtk_widget_grab_focus (self->next_button);
}

static void
show_view (FoyerSignUpPage *self, FoyerSignUpView view)
{
  self->view = view;
  foyer_page_step (FOYER_PAGE (self));
  clear_errors (self);
  foyer_sign_up_show_words (self);
  gtk_stack_set_visible_child_name (self->views, view_names[view]);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  focus_view (self);
  foyer_text_sight_look (self->scroller);
}

void
foyer_sign_up_change (FoyerSignUpPage *self, FoyerSignUpView view)
{
  store_view (self);
  self->is_changing = TRUE;
  show_view (self, view);
}

/* ---- going on and back ---- */

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerSignUpPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSealedRecord) record = foyer_backend_submit_finish (result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->is_sending = FALSE;
  if (record != NULL)
    {
      foyer_sign_up_open_receipt (FOYER_PAGE (self), self->draft, record, self->listing,
                                  self->session);
      return;
    }
  g_message ("a sign-up could not be kept: %s", error->message);
  foyer_sign_up_update_bar (self);
  close_when_locked (self);
  if (self->view != FOYER_VIEW_CLOSED)
    {
      g_autofree char *sentence
        = foyer_sign_up_dup_failure (foyer_page_get_backend (FOYER_PAGE (self)), error);

      foyer_error_summary_show (self->summary, sentence, NULL);
    }
}

static void
send_draft (FoyerSignUpPage *self)
{
  FoyerProblem problem;
  FoyerDraftStep step = foyer_draft_first_problem (self->draft, &problem);

  if (step < FOYER_N_STEPS)
    {
      if ((FoyerSignUpView)step != self->view)
        show_view (self, (FoyerSignUpView)step);
      show_problem (self, problem);
      return;
    }
  self->is_sending = TRUE;
  clear_errors (self);
  foyer_sign_up_update_bar (self);
  foyer_backend_submit (foyer_page_get_backend (FOYER_PAGE (self)), self->draft, self->cancellable,
                        sent_cb, g_object_ref (self));
}

/* The view beside this one, by: +1 or -1; a step that is not asked is passed over. */
static FoyerSignUpView
beside (FoyerSignUpPage *self, int by)
{
  FoyerSignUpView view = self->view + by;

  return foyer_draft_has_step (self->draft, (FoyerDraftStep)view) ? view : view + by;
}

/* From a step whose answer is good: to the next, or back to the check when only this was changed.
 */
static void
go_on (FoyerSignUpPage *self)
{
  FoyerProblem problem;
  FoyerSignUpView next = beside (self, +1);

  if (self->is_changing)
    {
      next = (FoyerSignUpView)foyer_draft_first_problem (self->draft, &problem);
      next = MIN (next, FOYER_VIEW_CHECK);
      self->is_changing = next < FOYER_VIEW_CHECK;
    }
  show_view (self, next);
}

static void
continue_cb (FoyerSignUpPage *self)
{
  FoyerProblem problem;

  if (self->is_sending || self->draft == NULL || foyer_page_is_repeat (FOYER_PAGE (self)))
    return;
  store_view (self);
  if (self->view == FOYER_VIEW_CLOSED)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.home", NULL);
  else if (self->view == FOYER_VIEW_GROWN_UP || self->view == FOYER_VIEW_STOP)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.finish", NULL);
  else if (self->view == FOYER_VIEW_WHY)
    show_view (self, self->from);
  else if (self->view == FOYER_VIEW_CHECK)
    send_draft (self);
  else if ((problem = foyer_draft_check (self->draft, (FoyerDraftStep)self->view))
           == FOYER_PROBLEM_NONE)
    go_on (self);
  else if (problem == FOYER_PROBLEM_AGE_UNDER_13)
    show_view (self, FOYER_VIEW_GROWN_UP);
  else
    show_problem (self, problem);
}

static void
back_cb (FoyerSignUpPage *self)
{
  if (self->is_sending || foyer_page_is_repeat (FOYER_PAGE (self)))
    return;
  store_view (self);
  if (self->draft == NULL || self->view == FOYER_VIEW_CLOSED
      || (self->view == FOYER_VIEW_AGE && !self->is_changing))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
  else if (self->view == FOYER_VIEW_WHY || self->view == FOYER_VIEW_STOP)
    show_view (self, self->from);
  else if (self->view == FOYER_VIEW_GROWN_UP)
    show_view (self, FOYER_VIEW_AGE);
  else if (self->is_changing)
    {
      self->is_changing = FALSE;
      show_view (self, foyer_draft_get_age_band (self->draft) == FOYER_AGE_UNDER_13
                         ? FOYER_VIEW_GROWN_UP
                         : FOYER_VIEW_CHECK);
    }
  else
    show_view (self, beside (self, -1));
}

static void
go_aside (FoyerSignUpPage *self, FoyerSignUpView view)
{
  store_view (self);
  if (self->view <= FOYER_VIEW_CHECK)
    self->from = self->view;
  show_view (self, view);
}

static void
stop_cb (FoyerSignUpPage *self)
{
  go_aside (self, FOYER_VIEW_STOP);
}

static void
why_cb (FoyerSignUpPage *self)
{
  go_aside (self, FOYER_VIEW_WHY);
}

static void
choose_way (FoyerSignUpPage *self, FoyerContactKind way)
{
  self->way = way;
  store_contact (self);
  show_view (self, FOYER_VIEW_CONTACT);
}

static void
phone_way_cb (FoyerSignUpPage *self)
{
  choose_way (self, FOYER_CONTACT_PHONE);
}

static void
post_way_cb (FoyerSignUpPage *self)
{
  choose_way (self, FOYER_CONTACT_POST);
}

static void
staff_way_cb (FoyerSignUpPage *self)
{
  choose_way (self, FOYER_CONTACT_STAFF);
}

/* ---- building ---- */

static void
append_ages (FoyerSignUpPage *self)
{
  const char *const titles[] = { _ ("Under 13"), _ ("13 to 17"), _ ("18 or over") };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      self->age_cards[i] = foyer_option_card_new (FOYER_OPTION_RADIO, titles[i], NULL);
      if (i > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->age_cards[i]),
                                     GTK_TOGGLE_BUTTON (self->age_cards[0]));
      gtk_box_append (GTK_BOX (self->ages), self->age_cards[i]);
    }
}

static GtkWidget *
append_way (FoyerSignUpPage *self, const char *label, GCallback callback)
{
  GtkWidget *button = foyer_button_new (label, NULL, FALSE, "outline");

  g_signal_connect_swapped (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (self->other_ways), button);
  return button;
}

static void
build_bar (FoyerSignUpPage *self)
{
  FoyerPage *page = FOYER_PAGE (self);

  for (int i = 0; i < 2; i++)
    {
      const char *style = i == 0 ? "plain" : "outline";

      self->stop_buttons[i]
        = foyer_button_new (_ ("Stop and clear everything"), NULL, FALSE, style);
      self->why_buttons[i] = foyer_button_new (_ ("Why we ask"), NULL, FALSE, style);
      g_signal_connect_swapped (self->stop_buttons[i], "clicked", G_CALLBACK (stop_cb), self);
      g_signal_connect_swapped (self->why_buttons[i], "clicked", G_CALLBACK (why_cb), self);
    }
  gtk_box_append (GTK_BOX (self->aside), self->why_buttons[1]);
  gtk_box_append (GTK_BOX (self->aside), self->stop_buttons[1]);
  self->back_button = foyer_button_new (_ ("Back"), "foyer-arrow-back-symbolic", FALSE, "outline");
  self->next_button
    = foyer_button_new (_ ("Continue"), "foyer-arrow-forward-symbolic", TRUE, "primary");
  g_signal_connect_swapped (self->back_button, "clicked", G_CALLBACK (back_cb), self);
  g_signal_connect_swapped (self->next_button, "clicked", G_CALLBACK (continue_cb), self);
  foyer_page_add_start (page, self->back_button);
  foyer_page_add_start (page, self->stop_buttons[0]);
  foyer_page_add_end (page, self->why_buttons[0]);
  foyer_page_add_end (page, self->next_button);
}

/* Without a word for it, a full date has a waiting list. */
static FoyerWish
wish_of (FoyerSignUpPage *self, const char *word)
{
  FoyerWish wish;

  if (!foyer_wish_from_string (word, &wish) && self->session != NULL
      && self->session->places_left == 0)
    wish = FOYER_WISH_WAITING_LIST;
  return wish;
}

/* "LISTING", "LISTING SESSION" or "LISTING SESSION WISH" ("-": no date): what is signed up for, and
 * an empty draft for it. */
static void
load_argument (FoyerSignUpPage *self)
{
  FoyerBackend *backend = foyer_page_get_backend (FOYER_PAGE (self));
  FoyerStore *store = foyer_backend_get_store (backend);
  g_auto (GStrv) parts = g_strsplit (foyer_page_get_argument (FOYER_PAGE (self)), " ", 3);
  guint n = g_strv_length (parts);
  /* Of all content together: anything of this one listing would tell, in clear, which it was. */
  g_autofree char *version = foyer_backend_dup_content_version (backend);

  if (store != NULL && n > 0)
    self->listing = foyer_store_get_listing (store, parts[0]);
  if (self->listing == NULL)
    return;
  self->session = foyer_sign_up_find_session (backend, self->listing->id, n > 1 ? parts[1] : NULL);
  self->draft
    = foyer_draft_new (self->listing->id, self->session != NULL ? self->session->id : NULL,
                       self->listing->programme, version);
  foyer_draft_set_wish (self->draft, wish_of (self, n > 2 ? parts[2] : NULL));
}

/* The centre has locked this kiosk, perhaps while somebody types: what is begun cannot be sent. */
static void
close_when_locked (FoyerSignUpPage *self)
{
  if (self->draft == NULL || self->is_sending || self->view == FOYER_VIEW_CLOSED
      || !foyer_backend_is_locked (foyer_page_get_backend (FOYER_PAGE (self))))
    return;
  foyer_sign_up_fill_closed (GTK_BOX (self->closed), self->listing,
                             foyer_page_get_backend (FOYER_PAGE (self)));
  show_view (self, FOYER_VIEW_CLOSED);
}

static void
foyer_sign_up_page_opened (FoyerPage *page)
{
  FoyerSignUpPage *self = FOYER_SIGN_UP_PAGE (page);

  load_argument (self);
  if (self->draft == NULL)
    {
      foyer_sign_up_set_headings (self, _ ("This is not on the list any more"),
                                  _ ("Go back and choose something else."));
      gtk_widget_set_visible (GTK_WIDGET (self->step_line), FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->views), FALSE);
      foyer_sign_up_update_bar (self);
      return;
    }
  foyer_sign_up_fill_grown_up (GTK_BOX (self->grown_up), self->listing, self->session);
  foyer_sign_up_fill_why (GTK_GRID (self->why), foyer_page_get_backend (page));
  show_view (self, FOYER_VIEW_AGE);
  g_signal_connect_object (foyer_page_get_backend (page), "line-changed",
                           G_CALLBACK (close_when_locked), self, G_CONNECT_SWAPPED);
  close_when_locked (self);
}

static void
foyer_sign_up_page_shown (FoyerPage *page)
{
  FoyerSignUpPage *self = FOYER_SIGN_UP_PAGE (page);

  if (self->draft != NULL)
    focus_view (self);
}

/* What is on its way to the outbox comes back to this very page. */
static GObject *
foyer_sign_up_page_save_state (FoyerPage *page)
{
  FoyerSignUpPage *self = FOYER_SIGN_UP_PAGE (page);

  if (self->draft == NULL)
    return NULL;
  if (self->is_sending)
    return g_object_ref (G_OBJECT (self));
  store_view (self);
  return foyer_sign_up_save (self);
}

static void
foyer_sign_up_page_restore_state (FoyerPage *page, GObject *state)
{
  FoyerSignUpPage *self = FOYER_SIGN_UP_PAGE (page);

  if (self->draft == NULL)
    return;
  foyer_sign_up_take (self, state);
  show_view (self, self->view);
}

static void
foyer_sign_up_page_layout (FoyerPage *page, gboolean portrait)
{
  FoyerSignUpPage *self = FOYER_SIGN_UP_PAGE (page);
  int percent = foyer_visit_get_text_percent (foyer_page_get_visit (page));
  gboolean is_stacked = portrait || percent == 200;
  GtkOrientation across = is_stacked ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  self->is_narrow = percent == 200 || (portrait && percent > 100);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->fields), across);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->ages), across);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->other_ways), across);
  foyer_sign_up_set_columns (GTK_GRID (self->why), is_stacked ? 1 : 2);
  foyer_sign_up_set_rows_narrow (self->rows, self->is_narrow);
  foyer_sign_up_set_rows_narrow (self->grown_up, self->is_narrow);
  foyer_sign_up_set_rows_narrow (self->closed, self->is_narrow);
  foyer_sign_up_update_bar (self);
}

static void
foyer_sign_up_page_dispose (GObject *object)
{
  FoyerSignUpPage *self = FOYER_SIGN_UP_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->draft);
  g_clear_object (&self->listing);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (foyer_sign_up_page_parent_class)->dispose (object);
}

static void
foyer_sign_up_page_finalize (GObject *object)
{
  g_clear_object (&FOYER_SIGN_UP_PAGE (object)->cancellable);
  G_OBJECT_CLASS (foyer_sign_up_page_parent_class)->finalize (object);
}

static void
foyer_sign_up_page_class_init (FoyerSignUpPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FoyerPageClass *page_class = FOYER_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_sign_up_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_sign_up_page_finalize;
  page_class->opened = foyer_sign_up_page_opened;
  page_class->shown = foyer_sign_up_page_shown;
  page_class->save_state = foyer_sign_up_page_save_state;
  page_class->restore_state = foyer_sign_up_page_restore_state;
  page_class->layout = foyer_sign_up_page_layout;

  g_type_ensure (FOYER_TYPE_ERROR_SUMMARY);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/uk/org/foyer/Foyer/ui/foyer-sign-up-page.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, FoyerSignUpPage, name)
  BIND (scroller);
  BIND (step_line);
  BIND (heading);
  BIND (lead);
  BIND (summary);
  BIND (views);
  BIND (ages);
  BIND (fields);
  BIND (post_column);
  BIND (staff_notice);
  BIND (other_ways);
  BIND (name_label);
  BIND (name_error);
  BIND (phone_label);
  BIND (phone_error);
  BIND (email_label);
  BIND (email_error);
  BIND (post_label);
  BIND (post_error);
  BIND (consent_error);
  BIND (teen_notice);
  BIND (question_error);
  BIND (question_box);
  BIND (name_entry);
  BIND (phone_entry);
  BIND (email_entry);
  BIND (post_entry);
  BIND (rows);
  BIND (consent_box);
  BIND (grown_up);
  BIND (why);
  BIND (closed);
  BIND (aside);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, continue_cb);
}

static void
foyer_sign_up_page_init (FoyerSignUpPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->way = FOYER_CONTACT_PHONE;
  foyer_page_use_keyboard (FOYER_PAGE (self));
  gtk_widget_init_template (GTK_WIDGET (self));
  build_bar (self);
  append_ages (self);
  self->consent = foyer_option_card_new (FOYER_OPTION_TICK, "", NULL);
  gtk_widget_set_hexpand (self->consent, TRUE);
  gtk_box_append (GTK_BOX (self->consent_box), self->consent);
  self->question
    = FOYER_WORDS_FIELD (foyer_words_field_new (FOYER_QUESTION_MAX, _ ("Your question, needed")));
  gtk_box_append (GTK_BOX (self->question_box), GTK_WIDGET (self->question));
  self->phone_way = append_way (self, _ ("Phone or email instead"), G_CALLBACK (phone_way_cb));
  self->post_way = append_way (self, _ ("By post"), G_CALLBACK (post_way_cb));
  self->staff_way
    = append_way (self, _ ("Leave word with library staff"), G_CALLBACK (staff_way_cb));
}
