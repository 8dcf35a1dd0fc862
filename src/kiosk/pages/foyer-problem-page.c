/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-problem-page"

#include "kiosk/pages/foyer-problem-page.h"

#include <glib/gi18n.h>

#include "core/model/foyer-answer.h"
#include "core/viewmodel/foyer-listing-words.h"
#include "kiosk/widgets/foyer-error-summary.h"
#include "kiosk/widgets/foyer-label.h"
#include "kiosk/widgets/foyer-words-field.h"

/* One tap says what is wrong and is sent at once; only "something else" asks for words first. It is
 * kept on the kiosk like a sign-up, with or without a line, and names nobody. Owned by the window's
 * stack. Main thread. */

#define WORDS_MAX 500 /* characters, as the form has it */
#define TITLE_MAX 120 /* characters */

static const char *const view_names[] = { "choose", "words", "thanks" };

typedef enum
{
  VIEW_CHOOSE,
  VIEW_WORDS,
  VIEW_THANKS,
} View;

struct _FoyerProblemPage
{
  FoyerPage parent_instance;

  FoyerListing *listing;     /* owned (nullable): it may have gone */
  FoyerAnswer *answer;       /* owned (nullable): trying again keeps its id */
  GCancellable *cancellable; /* owned */
  gboolean is_sending;
  View view;

  GtkWidget *heading, *lead, *summary, *views, *choices, *words, *done; /* borrowed */
  GtkWidget *send; /* borrowed: in the bottom bar, while words are written */
};

G_DEFINE_FINAL_TYPE (FoyerProblemPage, foyer_problem_page, FOYER_TYPE_PAGE)

static void
set_headings (FoyerProblemPage *self, const char *heading, const char *lead)
{
  gtk_label_set_text (GTK_LABEL (self->heading), heading);
  gtk_label_set_text (GTK_LABEL (self->lead), lead);
  gtk_widget_set_visible (self->lead, *lead != '\0');
  foyer_page_set_title (FOYER_PAGE (self), heading);
}

static void
show_choose (FoyerProblemPage *self)
{
  g_autofree char *title = foyer_words_shorten (self->listing->title, TITLE_MAX);

  set_headings (self, _ ("What is wrong here?"), title);
}

static void
show_view (FoyerProblemPage *self, View view)
{
  self->view = view;
  foyer_error_summary_clear (FOYER_ERROR_SUMMARY (self->summary));
  gtk_stack_set_visible_child_name (GTK_STACK (self->views), view_names[view]);
  gtk_widget_set_visible (self->send, view == VIEW_WORDS);
  switch (view)
    {
    case VIEW_WORDS:
      set_headings (self, _ ("What is wrong?"),
                    _ ("A few words are enough. Please don’t write anything private."));
      gtk_widget_grab_focus (foyer_words_field_get_view (FOYER_WORDS_FIELD (self->words)));
      break;
    case VIEW_THANKS:
      foyer_page_hide_keyboard (FOYER_PAGE (self));
      set_headings (self, _ ("Thank you. We will look into it."),
                    _ ("You helped the next person who reads this."));
      gtk_widget_grab_focus (self->done);
      break;
    case VIEW_CHOOSE:
    default:
      foyer_page_hide_keyboard (FOYER_PAGE (self));
      show_choose (self);
      break;
    }
}

/* ---- sending ---- */

static void
set_sending (FoyerProblemPage *self, gboolean is_sending)
{
  self->is_sending = is_sending;
  gtk_widget_set_sensitive (self->views, !is_sending);
  gtk_widget_set_sensitive (self->send, !is_sending);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerProblemPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSealedRecord) record = foyer_backend_keep_answer_finish (result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  set_sending (self, FALSE);
  if (record != NULL)
    {
      show_view (self, VIEW_THANKS);
      return;
    }
  g_message ("a problem could not be kept: %s", error->message);
  foyer_error_summary_show (FOYER_ERROR_SUMMARY (self->summary),
                            _ ("Sorry, we could not keep this just now. Please tell the staff."),
                            NULL);
}

/* words: nullable. */
static void
send_problem (FoyerProblemPage *self, const char *what, const char *words)
{
  if (self->is_sending)
    return;
  if (self->answer == NULL)
    self->answer = foyer_answer_new (FOYER_ANSWER_LISTING_PROBLEM, self->listing->programme);
  foyer_answer_set_text (self->answer, "listing", self->listing->id);
  foyer_answer_set_text (self->answer, "what", what);
  foyer_answer_set_text (self->answer, "words", words);
  set_sending (self, TRUE);
  foyer_backend_keep_answer (foyer_page_get_backend (FOYER_PAGE (self)), self->answer,
                             self->cancellable, kept_cb, g_object_ref (self));
}

static void
choice_cb (GtkButton *button, gpointer data)
{
  FoyerProblemPage *self = data;
  const char *what = g_object_get_data (G_OBJECT (button), "what");

  if (g_str_equal (what, "other"))
    show_view (self, VIEW_WORDS);
  else
    send_problem (self, what, NULL);
}

static void
send_cb (FoyerProblemPage *self)
{
  char *words = foyer_words_field_dup_text (FOYER_WORDS_FIELD (self->words));
  char *trimmed = g_strstrip (g_strdup (words));

  if (*trimmed == '\0')
    foyer_error_summary_show (FOYER_ERROR_SUMMARY (self->summary),
                              _ ("Type what is wrong, or go back."),
                              foyer_words_field_get_view (FOYER_WORDS_FIELD (self->words)));
  else
    send_problem (self, "other", trimmed);
  foyer_secret_free (trimmed);
  foyer_secret_free (words);
}

static void
back_cb (FoyerProblemPage *self)
{
  if (self->view == VIEW_WORDS && !self->is_sending)
    show_view (self, VIEW_CHOOSE);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
}

/* ---- building ---- */

static void
fill_choices (FoyerProblemPage *self)
{
  const struct
  {
    const char *what, *label;
  } choices[] = {
    { "gone", _ ("It no longer runs") },   { "time", _ ("The day or time is wrong") },
    { "place", _ ("The place is wrong") }, { "contact", _ ("Nobody answers the contact") },
    { "other", _ ("Something else") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      GtkWidget *button = foyer_button_new (choices[i].label, NULL, FALSE, "outline");

      gtk_widget_add_css_class (button, "problem-choice");
      g_object_set_data (G_OBJECT (button), "what", (gpointer)choices[i].what);
      g_signal_connect (button, "clicked", G_CALLBACK (choice_cb), self);
      gtk_box_append (GTK_BOX (self->choices), button);
    }
}

static void
build_bar (FoyerProblemPage *self)
{
  FoyerPage *page = FOYER_PAGE (self);
  GtkWidget *back = foyer_button_new (_ ("Back"), "foyer-arrow-back-symbolic", FALSE, "outline");

  g_signal_connect_swapped (back, "clicked", G_CALLBACK (back_cb), self);
  foyer_page_add_start (page, back);
  foyer_page_add_home (page);
  self->send = foyer_button_new (_ ("Send"), "foyer-arrow-forward-symbolic", TRUE, "primary");
  g_signal_connect_swapped (self->send, "clicked", G_CALLBACK (send_cb), self);
  gtk_widget_set_visible (self->send, FALSE);
  foyer_page_add_end (page, self->send);
}

static void
foyer_problem_page_opened (FoyerPage *page)
{
  FoyerProblemPage *self = FOYER_PROBLEM_PAGE (page);
  FoyerStore *store = foyer_backend_get_store (foyer_page_get_backend (page));

  if (store != NULL)
    self->listing = foyer_store_get_listing (store, foyer_page_get_argument (page));
  if (self->listing == NULL)
    {
      set_headings (self, _ ("This is no longer here"),
                    _ ("It was taken off the list. There is nothing to put right."));
      gtk_widget_set_visible (self->views, FALSE);
      return;
    }
  show_view (self, VIEW_CHOOSE);
}

/* The words go over themselves, and are wiped with the state. */
static GObject *
foyer_problem_page_save_state (FoyerPage *page)
{
  FoyerProblemPage *self = FOYER_PROBLEM_PAGE (page);
  GObject *state;

  if (self->listing == NULL)
    return NULL;
  if (self->is_sending)
    return g_object_ref (G_OBJECT (self));
  state = g_object_new (G_TYPE_OBJECT, NULL);
  g_object_set_data (state, "view", GUINT_TO_POINTER (self->view));
  g_object_set_data_full (state, "words",
                          foyer_words_field_dup_text (FOYER_WORDS_FIELD (self->words)),
                          (GDestroyNotify)foyer_secret_free);
  if (self->answer != NULL)
    g_object_set_data_full (state, "answer", g_object_ref (self->answer), g_object_unref);
  return state;
}

static void
foyer_problem_page_restore_state (FoyerPage *page, GObject *state)
{
  FoyerProblemPage *self = FOYER_PROBLEM_PAGE (page);

  if (self->listing == NULL)
    return;
  foyer_words_field_set_text (FOYER_WORDS_FIELD (self->words), g_object_get_data (state, "words"));
  g_set_object (&self->answer, g_object_get_data (state, "answer"));
  show_view (self, GPOINTER_TO_UINT (g_object_get_data (state, "view")));
}

static void
foyer_problem_page_dispose (GObject *object)
{
  FoyerProblemPage *self = FOYER_PROBLEM_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->listing);
  g_clear_object (&self->answer);
  G_OBJECT_CLASS (foyer_problem_page_parent_class)->dispose (object);
}

static void
foyer_problem_page_finalize (GObject *object)
{
  g_clear_object (&FOYER_PROBLEM_PAGE (object)->cancellable);
  G_OBJECT_CLASS (foyer_problem_page_parent_class)->finalize (object);
}

static void
foyer_problem_page_class_init (FoyerProblemPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_problem_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_problem_page_finalize;
  FOYER_PAGE_CLASS (klass)->opened = foyer_problem_page_opened;
  FOYER_PAGE_CLASS (klass)->save_state = foyer_problem_page_save_state;
  FOYER_PAGE_CLASS (klass)->restore_state = foyer_problem_page_restore_state;
}

static GtkWidget *
add_to_stack (FoyerProblemPage *self, View view, GtkWidget *child)
{
  gtk_stack_add_named (GTK_STACK (self->views), child, view_names[view]);
  return child;
}

static GtkWidget *
thanks_new (FoyerProblemPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->done
    = foyer_button_new (_ ("Go back to it"), "foyer-arrow-back-symbolic", FALSE, "primary");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->done), "win.back");
  gtk_box_append (GTK_BOX (box), self->done);
  gtk_widget_add_css_class (box, "problem-thanks");
  return box;
}

static void
foyer_problem_page_init (FoyerProblemPage *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->cancellable = g_cancellable_new ();
  foyer_page_use_keyboard (FOYER_PAGE (self));
  gtk_widget_add_css_class (column, "form");
  self->heading = foyer_label_new (NULL, "heading");
  self->lead = foyer_label_new (NULL, "lead");
  gtk_widget_add_css_class (self->lead, "quiet");
  self->summary = g_object_new (FOYER_TYPE_ERROR_SUMMARY, NULL);
  self->views = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (self->views), FALSE);
  gtk_stack_set_hhomogeneous (GTK_STACK (self->views), FALSE);
  self->choices = add_to_stack (self, VIEW_CHOOSE, gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_widget_add_css_class (self->choices, "problem-choices");
  self->words = add_to_stack (self, VIEW_WORDS,
                              foyer_words_field_new (WORDS_MAX, _ ("What is wrong, needed")));
  add_to_stack (self, VIEW_THANKS, thanks_new (self));
  gtk_box_append (GTK_BOX (column), self->heading);
  gtk_box_append (GTK_BOX (column), self->lead);
  gtk_box_append (GTK_BOX (column), self->summary);
  gtk_box_append (GTK_BOX (column), self->views);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), column);
  foyer_page_set_content (FOYER_PAGE (self), scrolled);
  fill_choices (self);
  build_bar (self);
}
