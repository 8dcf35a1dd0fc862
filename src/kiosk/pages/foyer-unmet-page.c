/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-unmet-page"

#include "kiosk/pages/foyer-unmet-page.h"

#include <glib/gi18n.h>

#include "kiosk/foyer-spoken.h"
#include "core/viewmodel/foyer-unmet-need.h"

#include "kiosk/pages/foyer-choose-parts.h"
#include "kiosk/widgets/foyer-flow.h"
#include "kiosk/widgets/foyer-label.h"
#include "kiosk/widgets/foyer-option-card.h"

/* What stands in the way, in one touch, and a sentence if the visitor likes. The answers go along
 * in coarse form, so that a gap can be seen on a map and nobody in it. Owned by the window's stack.
 * Main thread. */

#define WORDS_MAX 300 /* characters: two or three sentences */
#define ANSWER "foyer-answer"

static const char *const reasons[FOYER_N_UNMET_REASONS]
  = { N_ ("The times do not suit me"),     N_ ("It is too far"),
      N_ ("It is not my thing"),           N_ ("The cost"),
      N_ ("I am worried about something"), N_ ("Something else") };

struct _FoyerUnmetPage
{
  FoyerPage parent_instance;

  FoyerChoice *choice;    /* owned */
  FoyerUnmetNeed *need;   /* owned */
  FoyerMatchModel *model; /* owned (nullable): counts what fitted */
  FoyerAnswer *answer;    /* owned (nullable): made when it is first sent, kept to send again */
  GCancellable *cancellable;
  gboolean is_typing; /* in the page before this one: goes on when it is shown */

  GtkWidget *stack, *scroller, *problem, *reasons, *words_label, *field_box, *thanks,
    *doors;                                 /* template */
  GtkWidget *cards[G_N_ELEMENTS (reasons)]; /* borrowed: in reasons */
  GtkWidget *entry, *send, *back;           /* borrowed */
};

G_DEFINE_FINAL_TYPE (FoyerUnmetPage, foyer_unmet_page, FOYER_TYPE_PAGE)

static void
show_problem (FoyerUnmetPage *self, const char *words)
{
  gtk_label_set_text (GTK_LABEL (self->problem), words);
  gtk_widget_set_visible (self->problem, TRUE);
  gtk_adjustment_set_value (
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
}

static void
show_thanks (FoyerUnmetPage *self)
{
  foyer_page_set_title (FOYER_PAGE (self), _ ("Thank you. That helps."));
  gtk_widget_set_visible (self->send, FALSE);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "thanks");
  gtk_widget_child_focus (self->thanks, GTK_DIR_TAB_FORWARD);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  FoyerSealedRecord *record = foyer_backend_keep_answer_finish (result, &error);
  FoyerUnmetPage *self = data;

  if (record == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* the page has gone */
  gtk_widget_set_sensitive (self->send, TRUE);
  if (record != NULL)
    {
      g_clear_object (&self->answer);
      foyer_sealed_record_free (record);
      gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
      foyer_unmet_need_set_sent (self->need);
      show_thanks (self);
      return;
    }
  g_message ("unmet need: %s", error->message);
  show_problem (self, _ ("Sorry, we could not keep that. Please tell the staff here."));
}

/* The same record when it is sent again, with what is said now. */
static void
fill_answer (FoyerUnmetPage *self, GStrv chosen)
{
  const char *programme = foyer_choice_get_programme (self->choice);
  guint results = self->model != NULL ? foyer_match_model_count_fits (self->model) : 0;

  if (self->answer == NULL)
    self->answer
      = foyer_answer_new (FOYER_ANSWER_UNMET_NEED, *programme != '\0' ? programme : NULL);
  foyer_answer_set_text (self->answer, "asked", "choose");
  foyer_answer_set_list (self->answer, "reasons", (const char *const *)chosen);
  foyer_answer_set_text (self->answer, "words", foyer_unmet_need_get_words (self->need));
  foyer_choose_fill_answer (FOYER_PAGE (self), self->choice, results, self->answer);
}

static void
send_cb (GtkButton *button, gpointer data)
{
  FoyerUnmetPage *self = data;
  g_auto (GStrv) chosen = foyer_unmet_need_dup_reasons (self->need);

  if (chosen[0] == NULL)
    {
      show_problem (self, _ ("Tap one or more of these first."));
      gtk_widget_grab_focus (self->cards[0]);
      return;
    }
  gtk_widget_set_visible (self->problem, FALSE);
  foyer_page_hide_keyboard (FOYER_PAGE (self));
  fill_answer (self, chosen);
  gtk_widget_set_sensitive (self->send, FALSE); /* until it is kept */
  foyer_backend_keep_answer (foyer_page_get_backend (FOYER_PAGE (self)), self->answer,
                             self->cancellable, kept_cb, self);
}

static void
change_cb (GtkButton *button, gpointer data)
{
  FoyerUnmetPage *self = data;
  g_autofree char *text = NULL;

  foyer_choice_set_step (self->choice, 0);
  text = foyer_choice_dup_text (self->choice);
  foyer_page_open (FOYER_PAGE (self), "choose", text);
}

static void
read_cb (GtkButton *button, gpointer data)
{
  foyer_page_open (FOYER_PAGE (data), "info-list", "");
}

static void
search_cb (GtkButton *button, gpointer data)
{
  foyer_page_open (FOYER_PAGE (data), "search", "");
}

static void
reason_cb (GtkToggleButton *card, gpointer data)
{
  FoyerUnmetPage *self = data;

  for (int i = 0; i < FOYER_N_UNMET_REASONS; i++)
    if (self->cards[i] == GTK_WIDGET (card))
      foyer_unmet_need_set_reason (self->need, i, gtk_toggle_button_get_active (card));
}

static void
typed_cb (GtkEditable *entry, gpointer data)
{
  foyer_unmet_need_set_words (FOYER_UNMET_PAGE (data)->need, gtk_editable_get_text (entry));
}

/* ---- type ---- */

static void
add_door (FoyerUnmetPage *self, const char *label, GCallback clicked)
{
  GtkWidget *door = foyer_button_new (label, NULL, FALSE, "outline");

  g_signal_connect (door, "clicked", clicked, self);
  foyer_flow_append (FOYER_FLOW (self->doors), door);
}

static void
build_form (FoyerUnmetPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      self->cards[i] = foyer_option_card_new (FOYER_OPTION_TICK, _ (reasons[i]), NULL);
      gtk_widget_set_hexpand (self->cards[i], TRUE);
      g_signal_connect (self->cards[i], "toggled", G_CALLBACK (reason_cb), self);
      gtk_grid_attach (GTK_GRID (self->reasons), self->cards[i], 0, (int)i, 1, 1);
    }
  self->entry = gtk_entry_new ();
  gtk_widget_add_css_class (self->entry, "field");
  gtk_widget_set_hexpand (self->entry, TRUE);
  gtk_entry_set_max_length (GTK_ENTRY (self->entry), WORDS_MAX);
  gtk_entry_set_input_hints (GTK_ENTRY (self->entry),
                             GTK_INPUT_HINT_NO_EMOJI | GTK_INPUT_HINT_UPPERCASE_SENTENCES
                               | GTK_INPUT_HINT_PRIVATE);
  g_object_set (self->entry, "enable-undo", FALSE, "width-chars", 9, NULL);
  foyer_spoken_name (self->entry, gtk_label_get_text (GTK_LABEL (self->words_label)));
  g_signal_connect (self->entry, "changed", G_CALLBACK (typed_cb), self);
  gtk_box_append (GTK_BOX (self->field_box), self->entry);
}

static void
foyer_unmet_page_opened (FoyerPage *page)
{
  FoyerUnmetPage *self = FOYER_UNMET_PAGE (page);

  foyer_page_set_title (page, _ ("Why does none of these suit you?"));
  foyer_page_use_keyboard (page);
  self->choice = foyer_choice_new_from_text (foyer_page_get_argument (page));
  self->model = foyer_choose_create_model (page);
  if (self->model != NULL)
    foyer_choose_ask (page, self->model, self->choice, 0);
  build_form (self);
  foyer_page_add_back (page, NULL);
  foyer_page_add_home (page);
  self->send = foyer_button_new (_ ("Send"), NULL, FALSE, "primary");
  g_signal_connect (self->send, "clicked", G_CALLBACK (send_cb), self);
  foyer_page_add_end (page, self->send);
  add_door (self, _ ("Change answers"), G_CALLBACK (change_cb));
  add_door (self, _ ("Search"), G_CALLBACK (search_cb));
  add_door (self, _ ("Good to know"), G_CALLBACK (read_cb));
}

static void
foyer_unmet_page_layout (FoyerPage *page, gboolean portrait)
{
  foyer_choose_arrange (FOYER_UNMET_PAGE (page)->reasons, portrait ? 1 : 2);
}

static void
foyer_unmet_page_shown (FoyerPage *page)
{
  FoyerUnmetPage *self = FOYER_UNMET_PAGE (page);

  if (!self->is_typing)
    return;
  self->is_typing = FALSE;
  gtk_entry_grab_focus_without_selecting (GTK_ENTRY (self->entry));
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

static GObject *
foyer_unmet_page_save_state (FoyerPage *page)
{
  FoyerUnmetPage *self = FOYER_UNMET_PAGE (page);

  if (!gtk_widget_get_sensitive (self->send))
    return g_object_ref (G_OBJECT (self)); /* until it is kept */
  if (self->answer != NULL)
    g_object_set_data_full (G_OBJECT (self->need), ANSWER, g_object_ref (self->answer),
                            g_object_unref);
  return g_object_ref (G_OBJECT (self->need));
}

static void
foyer_unmet_page_restore_state (FoyerPage *page, GObject *state)
{
  FoyerUnmetPage *self = FOYER_UNMET_PAGE (page);
  FoyerUnmetNeed *need = FOYER_UNMET_NEED (state);

  for (int i = 0; i < FOYER_N_UNMET_REASONS; i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->cards[i]),
                                  foyer_unmet_need_has_reason (need, i));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), foyer_unmet_need_get_words (need));
  g_set_object (&self->need, need);
  self->answer = g_object_steal_data (state, ANSWER);
  self->is_typing = *foyer_unmet_need_get_words (need) != '\0' && !foyer_unmet_need_is_sent (need);
  if (foyer_unmet_need_is_sent (need))
    show_thanks (self);
}

static void
foyer_unmet_page_dispose (GObject *object)
{
  FoyerUnmetPage *self = FOYER_UNMET_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_UNMET_PAGE);
  g_clear_object (&self->model);
  g_clear_object (&self->choice);
  g_clear_object (&self->need);
  g_clear_object (&self->answer);
  G_OBJECT_CLASS (foyer_unmet_page_parent_class)->dispose (object);
}

static void
foyer_unmet_page_class_init (FoyerUnmetPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FoyerPageClass *page_class = FOYER_PAGE_CLASS (klass);

  g_type_ensure (FOYER_TYPE_FLOW);
  G_OBJECT_CLASS (klass)->dispose = foyer_unmet_page_dispose;
  page_class->opened = foyer_unmet_page_opened;
  page_class->layout = foyer_unmet_page_layout;
  page_class->shown = foyer_unmet_page_shown;
  page_class->save_state = foyer_unmet_page_save_state;
  page_class->restore_state = foyer_unmet_page_restore_state;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/uk/org/foyer/Foyer/ui/foyer-unmet-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerUnmetPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerUnmetPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, FoyerUnmetPage, problem);
  gtk_widget_class_bind_template_child (widget_class, FoyerUnmetPage, reasons);
  gtk_widget_class_bind_template_child (widget_class, FoyerUnmetPage, words_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerUnmetPage, field_box);
  gtk_widget_class_bind_template_child (widget_class, FoyerUnmetPage, thanks);
  gtk_widget_class_bind_template_child (widget_class, FoyerUnmetPage, doors);
}

static void
foyer_unmet_page_init (FoyerUnmetPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->need = foyer_unmet_need_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
