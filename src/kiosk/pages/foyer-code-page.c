/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-code-page"

#include "kiosk/pages/foyer-code-page.h"

#include <glib/gi18n.h>

#include "core/crypto/foyer-crypto.h"
#include "core/viewmodel/foyer-direction-words.h"
#include "kiosk/pages/foyer-sign-up-parts.h"
#include "kiosk/pages/foyer-status-words.h"
#include "kiosk/pages/foyer-take-back-words.h"
#include "kiosk/widgets/foyer-code-field.h"
#include "kiosk/widgets/foyer-error-summary.h"
#include "kiosk/widgets/foyer-spoken-box.h"
#include "kiosk/widgets/foyer-text-sight.h"

/* A code goes in, how things stand comes out, and what was given can be taken back: four views, one
 * after the other. Who holds the code needs no name, and is told none. Owned by the window for one
 * navigation; main thread. The code is wiped with the page, and the answer goes with it. */

typedef enum
{
  VIEW_ASK,
  VIEW_ANSWER,
  VIEW_CONFIRM,
  VIEW_GONE,
  N_VIEWS
} View;

static const char *const view_names[N_VIEWS] = { "ask", "answer", "confirm", "gone" };

struct _FoyerCodePage
{
  FoyerPage parent_instance;

  View view;
  char *code;                /* owned, wiped; NULL: none looked up. As typed */
  FoyerCodeAnswer *found;    /* owned; nullable: the code's answer */
  FoyerStatusWords *words;   /* owned; nullable: of that answer */
  gboolean is_busy;          /* looking up or taking back */
  gint64 changed_us;         /* monotonic: when this view came up */
  GCancellable *cancellable; /* owned */
  GtkWidget *back_button, *home_button, *next_button; /* borrowed: bottom bar */
  GtkWidget *hours, *take_back;                       /* borrowed: with the answer */

  /* template children, borrowed */
  GtkScrolledWindow *scroller;
  GtkLabel *heading, *lead;
  FoyerErrorSummary *summary;
  GtkStack *views;
  FoyerCodeField *code_field;
  FoyerSpokenBox *answer, *confirm, *gone;
  GtkWidget *promise_box, *message_box, *withdraw_box;
  GtkImage *icon;
  GtkLabel *what, *promise, *message, *gone_what, *gone_again;
  GtkLabel *confirm_code, *confirm_meaning, *confirm_hours, *confirm_where;
};

G_DEFINE_FINAL_TYPE (FoyerCodePage, foyer_code_page, FOYER_TYPE_PAGE)

static void
set_label (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
set_headings (FoyerCodePage *self, const char *heading, const char *lead)
{
  set_label (self->heading, heading);
  set_label (self->lead, lead);
  foyer_page_set_title (FOYER_PAGE (self), heading);
}

static const char *
help_phone (FoyerCodePage *self)
{
  return foyer_backend_get_help_phone (foyer_page_get_backend (FOYER_PAGE (self)));
}

/* As it is said of what this code stands for. */
static const char *
say (FoyerCodePage *self, FoyerTakeBackWord word)
{
  return foyer_take_back_words_get (self->words->given, word);
}

static FoyerClock *
get_clock (FoyerCodePage *self)
{
  return foyer_backend_get_clock (foyer_page_get_backend (FOYER_PAGE (self)));
}

static gboolean
is_repeat (FoyerCodePage *self)
{
  return foyer_clock_monotonic_us (get_clock (self)) - self->changed_us < FOYER_REPEAT_GUARD_US;
}

/* ---- problems ---- */

static void
clear_problem (FoyerCodePage *self)
{
  foyer_error_summary_clear (self->summary);
  foyer_code_field_set_error (self->code_field, NULL);
}

static void
show_not_a_code (FoyerCodePage *self)
{
  const char *said = foyer_code_field_what_is_wrong (self->code_field);

  foyer_code_field_set_error (self->code_field, said);
  foyer_error_summary_show (self->summary, said, foyer_code_field_get_entry (self->code_field));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

static void
show_failure (FoyerCodePage *self, const char *what, const GError *error)
{
  g_autofree char *help = foyer_status_words_dup_help (help_phone (self));
  g_autofree char *said = g_strdup_printf ("%s %s", what, help);

  g_message ("a code: %s", error->message);
  foyer_error_summary_show (self->summary, said, NULL);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

/* ---- the views ---- */

static void
update_bar (FoyerCodePage *self)
{
  const char *next = _ ("Finish");

  if (self->view == VIEW_ASK)
    next = self->is_busy ? _ ("Looking…") : _ ("Show me");
  else if (self->view == VIEW_CONFIRM)
    next = self->is_busy ? _ ("One moment…") : say (self, FOYER_TAKE_BACK_YES);
  foyer_sign_up_set_button_label (self->next_button, next);
  foyer_sign_up_set_button_label (
    self->back_button,
    self->view == VIEW_CONFIRM ? say (self, FOYER_TAKE_BACK_NO) : _ ("Back"));
  gtk_widget_set_visible (self->back_button, self->view != VIEW_GONE);
  gtk_widget_set_visible (self->home_button, self->view != VIEW_CONFIRM);
  gtk_widget_set_sensitive (self->next_button, !self->is_busy);
  gtk_widget_set_sensitive (self->back_button, !self->is_busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->views), !self->is_busy);
}

/* Every word of a box in one breath, for who does not see it; heading first. */
static void
append_words (GtkWidget *widget, GString *spoken)
{
  if (!gtk_widget_get_visible (widget))
    return;
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (spoken, " %s", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    append_words (child, spoken);
}

static void
speak (FoyerCodePage *self, FoyerSpokenBox *box)
{
  g_autoptr (GString) spoken = g_string_new (gtk_label_get_text (self->heading));

  append_words (GTK_WIDGET (self->lead), spoken);
  append_words (GTK_WIDGET (box), spoken);
  foyer_spoken_box_set_text (box, spoken->str);
}

static void
show_answer (FoyerCodePage *self)
{
  FoyerStatusWords *words = self->words;

  set_headings (self, words->heading, NULL);
  set_label (self->what, words->what);
  set_label (self->promise, words->promise);
  set_label (self->message, words->message);
  gtk_image_set_from_icon_name (self->icon, words->icon);
  gtk_widget_set_visible (self->promise_box, words->promise != NULL);
  gtk_widget_set_visible (self->message_box, words->message != NULL);
  gtk_widget_set_visible (self->withdraw_box, words->can_withdraw);
  gtk_widget_set_visible (self->hours, words->hours != NULL);
  foyer_sign_up_set_button_label (self->take_back, say (self, FOYER_TAKE_BACK_OFFER));
  if (words->is_late)
    gtk_widget_add_css_class (self->promise_box, "amber");
  else
    gtk_widget_remove_css_class (self->promise_box, "amber");
}

/* A code that nothing here has may be typed wrongly: nobody is told that their name is taken back
 * when it is somebody else's code, or nobody's. */
static void
ask_to_check (FoyerCodePage *self)
{
  char *code = self->words->is_unknown ? foyer_code_normalise (self->code) : NULL;
  char *shown = foyer_words_isolate_number (code);
  char *said = NULL;

  if (code != NULL)
    said = g_strdup_printf (_ ("We do not know this code here yet. Is it the same as yours? %s"),
                            shown);
  set_label (self->confirm_code, said);
  foyer_secret_free (said);
  foyer_secret_free (shown);
  foyer_secret_free (code);
}

static void
show_confirm (FoyerCodePage *self)
{
  g_autofree char *hours = foyer_take_back_words_dup_hours (self->words);

  set_headings (self, say (self, FOYER_TAKE_BACK_HEADING), _ ("This cannot be undone."));
  ask_to_check (self);
  set_label (self->confirm_meaning, foyer_take_back_words_get_meaning (self->words->given));
  set_label (self->confirm_hours, hours);
  set_label (self->confirm_where, say (self, FOYER_TAKE_BACK_WHERE));
}

/* Nothing leaves a kiosk that the centre has shut out: what it cannot pass on, people can. */
static void
say_locked (FoyerCodePage *self, const char *first)
{
  const char *phone = help_phone (self);
  g_autofree char *call
    = phone != NULL
        ? g_strdup_printf (_ ("Please tell the staff here, or call %s, so that the team removes "
                              "your answers too."),
                           phone)
        : g_strdup (_ ("Please tell the staff here, so that the team removes your answers too."));
  g_autofree char *said
    = g_strdup_printf ("%s %s %s", first, _ ("This kiosk is not in touch with the team."), call);

  set_label (self->gone_what, said);
}

static void
show_gone (FoyerCodePage *self)
{
  gboolean is_locked = foyer_backend_is_locked (foyer_page_get_backend (FOYER_PAGE (self)));

  set_label (self->gone_again, say (self, FOYER_TAKE_BACK_AGAIN));
  if (!self->words->is_unknown)
    {
      set_headings (self, say (self, FOYER_TAKE_BACK_GONE), NULL);
      set_label (self->gone_what, say (self, FOYER_TAKE_BACK_GONE_WHERE));
      if (is_locked)
        say_locked (self, say (self, FOYER_TAKE_BACK_GONE_HERE));
      return;
    }
  set_headings (self, _ ("We pass this on."), NULL);
  if (is_locked)
    {
      say_locked (self, _ ("We did not find your answers on this kiosk."));
      return;
    }
  set_label (
    self->gone_what,
    _ ("We did not find your answers on this kiosk. If the code is right, the team removes "
       "them when this kiosk is next in touch with them. If you are not sure, ask the "
       "staff here."));
}

static void
prepare (FoyerCodePage *self)
{
  switch (self->view)
    {
    case VIEW_ANSWER:
      show_answer (self);
      break;
    case VIEW_CONFIRM:
      show_confirm (self);
      break;
    case VIEW_GONE:
      show_gone (self);
      break;
    case VIEW_ASK:
    default:
      set_headings (self, _ ("What is your code?"),
                    _ ("You were shown it when you signed up: two words and six numbers."));
      break;
    }
}

/* To the field, or to what has been said. */
static void
focus_view (FoyerCodePage *self)
{
  FoyerSpokenBox *const boxes[N_VIEWS] = { NULL, self->answer, self->confirm, self->gone };

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return; /* not on the screen yet */
  if (self->view == VIEW_ASK)
    {
      foyer_code_field_focus (self->code_field);
      return;
    }
  foyer_page_hide_keyboard (FOYER_PAGE (self));
  speak (self, boxes[self->view]);
  gtk_widget_grab_focus (GTK_WIDGET (boxes[self->view]));
}

static void
show_view (FoyerCodePage *self, View view)
{
  self->view = view;
  self->changed_us = foyer_clock_monotonic_us (get_clock (self));
  clear_problem (self);
  prepare (self);
  update_bar (self);
  gtk_stack_set_visible_child_name (self->views, view_names[view]);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  focus_view (self);
  foyer_text_sight_look (self->scroller);
}

static void
set_busy (FoyerCodePage *self, gboolean is_busy)
{
  self->is_busy = is_busy;
  update_bar (self);
}

/* ---- looking up ---- */

/* found: (transfer full) */
static void
take_found (FoyerCodePage *self, FoyerCodeAnswer *found)
{
  g_clear_pointer (&self->found, foyer_code_answer_free);
  self->found = found;
  g_clear_pointer (&self->words, foyer_status_words_free);
  self->words
    = foyer_status_words_new (found, foyer_clock_now_us (get_clock (self)), help_phone (self));
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerCodePage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerCodeAnswer) found = foyer_backend_look_up_code_finish (result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  set_busy (self, FALSE);
  if (g_error_matches (error, FOYER_CODE_ERROR, FOYER_CODE_ERROR_NOT_A_CODE))
    {
      show_not_a_code (self);
      return;
    }
  if (found == NULL)
    {
      show_failure (self, _ ("Sorry, we cannot look just now."), error);
      return;
    }
  take_found (self, g_steal_pointer (&found));
  show_view (self, VIEW_ANSWER);
}

static void
look_up (FoyerCodePage *self)
{
  g_clear_pointer (&self->code, foyer_secret_free);
  self->code = g_strdup (foyer_code_field_get_text (self->code_field));
  clear_problem (self);
  set_busy (self, TRUE);
  foyer_backend_look_up_code (foyer_page_get_backend (FOYER_PAGE (self)), self->code,
                              self->cancellable, looked_up_cb, g_object_ref (self));
}

/* ---- taking back ---- */

static void
withdrawn_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerCodePage) self = data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = foyer_backend_withdraw_code_finish (result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  set_busy (self, FALSE);
  if (!is_done)
    {
      show_failure (self, say (self, FOYER_TAKE_BACK_SORRY), error);
      return;
    }
  g_clear_pointer (&self->code, foyer_secret_free);
  foyer_code_field_set_text (self->code_field, NULL);
  show_view (self, VIEW_GONE);
}

static void
withdraw (FoyerCodePage *self)
{
  clear_problem (self);
  set_busy (self, TRUE);
  /* Not to be cancelled: who taps "Yes" and walks away has said yes. */
  foyer_backend_withdraw_code (foyer_page_get_backend (FOYER_PAGE (self)), self->code, NULL,
                               withdrawn_cb, g_object_ref (self));
}

/* ---- buttons ---- */

static void
next_cb (FoyerCodePage *self)
{
  if (self->is_busy || is_repeat (self))
    return;
  if (self->view == VIEW_ASK)
    look_up (self);
  else if (self->view == VIEW_CONFIRM)
    withdraw (self);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.finish", NULL);
}

static void
back_cb (FoyerCodePage *self)
{
  if (self->is_busy || is_repeat (self))
    return;
  if (self->view == VIEW_CONFIRM)
    show_view (self, VIEW_ANSWER);
  else if (self->view == VIEW_ANSWER)
    show_view (self, VIEW_ASK);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
}

static void
take_back_cb (FoyerCodePage *self)
{
  if (!self->is_busy && !is_repeat (self))
    show_view (self, VIEW_CONFIRM);
}

/* What was typed once need not be typed again. */
static void
hours_cb (FoyerCodePage *self)
{
  char *code = self->is_busy || is_repeat (self) ? NULL : foyer_code_normalise (self->code);

  if (code != NULL)
    foyer_page_open (FOYER_PAGE (self), "hours", code);
  foyer_secret_free (code);
}

static void
build (FoyerCodePage *self)
{
  FoyerPage *page = FOYER_PAGE (self);

  self->take_back = foyer_button_new (_ ("Take my name back"), NULL, FALSE, "outline");
  self->hours = foyer_button_new (_ ("Show my hours"), NULL, FALSE, "primary");
  g_signal_connect_swapped (self->hours, "clicked", G_CALLBACK (hours_cb), self);
  gtk_box_append (GTK_BOX (self->withdraw_box), self->hours);
  g_signal_connect_swapped (self->take_back, "clicked", G_CALLBACK (take_back_cb), self);
  gtk_box_append (GTK_BOX (self->withdraw_box), self->take_back);
  self->back_button = foyer_button_new (_ ("Back"), "foyer-arrow-back-symbolic", FALSE, "outline");
  self->home_button = foyer_button_new (_ ("Home"), NULL, FALSE, "plain");
  self->next_button = foyer_button_new (_ ("Show me"), NULL, FALSE, "primary");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->home_button), "win.home");
  g_signal_connect_swapped (self->back_button, "clicked", G_CALLBACK (back_cb), self);
  g_signal_connect_swapped (self->next_button, "clicked", G_CALLBACK (next_cb), self);
  foyer_page_add_start (page, self->back_button);
  foyer_page_add_start (page, self->home_button);
  foyer_page_add_end (page, self->next_button);
}

/* ---- the page ---- */

static void
foyer_code_page_opened (FoyerPage *page)
{
  FoyerCodePage *self = FOYER_CODE_PAGE (page);

  show_view (self, VIEW_ASK);
  self->changed_us = 0; /* the way here has a guard of its own */
}

static void
foyer_code_page_shown (FoyerPage *page)
{
  focus_view (FOYER_CODE_PAGE (page));
}

/* The code's own buffers and its answer are handed over, never copied. While the kiosk looks the
 * answer comes back to this very page. */
static GObject *
foyer_code_page_save_state (FoyerPage *page)
{
  FoyerCodePage *self = FOYER_CODE_PAGE (page);
  GtkEntryBuffer *typed = foyer_code_field_get_buffer (self->code_field);
  GObject *state;

  if (self->is_busy)
    return g_object_ref (G_OBJECT (self));
  state = g_object_new (G_TYPE_OBJECT, NULL);
  g_object_set_data (state, "view", GUINT_TO_POINTER (self->view));
  g_object_set_data_full (state, "typed", g_object_ref (typed), g_object_unref);
  g_object_set_data_full (state, "code", g_steal_pointer (&self->code),
                          (GDestroyNotify)foyer_secret_free);
  g_object_set_data_full (state, "found", g_steal_pointer (&self->found),
                          (GDestroyNotify)foyer_code_answer_free);
  return state;
}

static void
foyer_code_page_restore_state (FoyerPage *page, GObject *state)
{
  FoyerCodePage *self = FOYER_CODE_PAGE (page);
  FoyerCodeAnswer *found = g_object_steal_data (state, "found");

  foyer_code_field_set_buffer (self->code_field, g_object_get_data (state, "typed"));
  self->code = g_object_steal_data (state, "code");
  if (found != NULL)
    take_found (self, found);
  show_view (self, GPOINTER_TO_UINT (g_object_get_data (state, "view")));
  self->changed_us = 0;
}

static void
foyer_code_page_dispose (GObject *object)
{
  FoyerCodePage *self = FOYER_CODE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->code, foyer_secret_free);
  g_clear_pointer (&self->found, foyer_code_answer_free);
  g_clear_pointer (&self->words, foyer_status_words_free);
  G_OBJECT_CLASS (foyer_code_page_parent_class)->dispose (object);
}

static void
foyer_code_page_finalize (GObject *object)
{
  g_clear_object (&FOYER_CODE_PAGE (object)->cancellable);
  G_OBJECT_CLASS (foyer_code_page_parent_class)->finalize (object);
}

static void
foyer_code_page_class_init (FoyerCodePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_code_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_code_page_finalize;
  FOYER_PAGE_CLASS (klass)->opened = foyer_code_page_opened;
  FOYER_PAGE_CLASS (klass)->shown = foyer_code_page_shown;
  FOYER_PAGE_CLASS (klass)->save_state = foyer_code_page_save_state;
  FOYER_PAGE_CLASS (klass)->restore_state = foyer_code_page_restore_state;

  g_type_ensure (FOYER_TYPE_CODE_FIELD);
  g_type_ensure (FOYER_TYPE_ERROR_SUMMARY);
  g_type_ensure (FOYER_TYPE_SPOKEN_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/uk/org/foyer/Foyer/ui/foyer-code-page.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, FoyerCodePage, name)
  BIND (scroller);
  BIND (heading);
  BIND (lead);
  BIND (summary);
  BIND (views);
  BIND (code_field);
  BIND (answer);
  BIND (confirm);
  BIND (gone);
  BIND (promise_box);
  BIND (message_box);
  BIND (withdraw_box);
  BIND (icon);
  BIND (what);
  BIND (promise);
  BIND (message);
  BIND (confirm_code);
  BIND (confirm_meaning);
  BIND (confirm_hours);
  BIND (confirm_where);
  BIND (gone_what);
  BIND (gone_again);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
}

static void
foyer_code_page_init (FoyerCodePage *self)
{
  self->cancellable = g_cancellable_new ();
  foyer_page_use_keyboard (FOYER_PAGE (self));
  gtk_widget_init_template (GTK_WIDGET (self));
  build (self);
}
