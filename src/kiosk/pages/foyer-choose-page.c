/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-choose-page"

#include "kiosk/pages/foyer-choose-page.h"

#include <glib/gi18n.h>

#include "kiosk/pages/foyer-choose-parts.h"
#include "kiosk/pages/foyer-choose-steps.h"
#include "kiosk/pages/foyer-choose-where.h"
#include "kiosk/widgets/foyer-help-button.h"
#include "kiosk/widgets/foyer-label.h"
#include "kiosk/widgets/foyer-text-sight.h"

/* One question after the other, with the number of things that still fit beside "Next". All that
 * was answered is in one FoyerChoice; this page only shows it. Owned by the window's stack. Main
 * thread. */

#define REPEAT_GUARD_US 300000 /* a tap this soon on a new question was meant for the last one */
#define LARGE 150              /* percent: from here on the count has no room in the bar */
#define BEFORE "foyer-before"

struct _FoyerChoosePage
{
  FoyerPage parent_instance;

  FoyerChoice *choice;    /* owned */
  FoyerMatchModel *model; /* owned (nullable): no content yet */
  guint before;           /* how many fitted before the last answer; 0: not known */
  gint64 changed_us;      /* monotonic: when this question came up */
  GtkWidget *body;        /* borrowed: the answers in sight */

  GtkWidget *scroller, *head, *progress, *segments, *question, *hint, *count_above,
    *holder;                      /* template */
  GtkWidget *skip, *count, *next; /* borrowed: in the bar */
};

G_DEFINE_FINAL_TYPE (FoyerChoosePage, foyer_choose_page, FOYER_TYPE_PAGE)

static gint64
now_us (FoyerChoosePage *self)
{
  return foyer_clock_monotonic_us (
    foyer_backend_get_clock (foyer_page_get_backend (FOYER_PAGE (self))));
}

static gboolean
is_repeat (FoyerChoosePage *self)
{
  return now_us (self) - self->changed_us < REPEAT_GUARD_US;
}

/* ---- the count ---- */

static gboolean
has_answers (FoyerChoosePage *self)
{
  for (int step = 0; step < FOYER_CHOICE_N_STEPS; step++)
    if (foyer_choice_is_answered (self->choice, step))
      return TRUE;
  return FALSE;
}

/* Many listings do not say all, and a reason only puts them in order: a number that stays is no
 * answer that was not heard. (transfer full) */
static char *
dup_count_words (FoyerChoosePage *self, guint n)
{
  const char *format = ngettext ("%u thing still fits", "%u things still fit", n);

  if (!has_answers (self))
    format = ngettext ("%u thing to choose from", "%u things to choose from", n);
  else if (n == self->before)
    format = ngettext ("%u thing still fits. The best come first.",
                       "%u things still fit. The best come first.", n);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (format, n);
#pragma GCC diagnostic pop
}

static void
show_count (FoyerChoosePage *self)
{
  guint n = self->model != NULL ? foyer_match_model_count_fits (self->model) : 0;
  gboolean is_known = self->model != NULL && foyer_match_model_is_ready (self->model)
                      && !foyer_match_model_has_failed (self->model);
  g_autofree char *words = NULL;

  if (is_known && n > 0)
    words = dup_count_words (self, n);
  else if (is_known && foyer_match_model_count_asked (self->model) > 0)
    words = g_strdup (_ ("Nothing fits it all, but some come close"));
  gtk_label_set_text (GTK_LABEL (self->count), words != NULL ? words : "");
  gtk_label_set_text (GTK_LABEL (self->count_above), words != NULL ? words : "");
}

static void
ask (FoyerChoosePage *self)
{
  if (self->model != NULL)
    foyer_choose_ask (FOYER_PAGE (self), self->model, self->choice, 0);
}

static void
changed_cb (FoyerChoice *choice, gpointer data)
{
  FoyerChoosePage *self = data;

  self->before = self->model != NULL ? foyer_match_model_count_fits (self->model) : 0;
  ask (self);
}

/* ---- the question in sight ---- */

static void answered (FoyerPage *page);

static void
show_progress (FoyerChoosePage *self, int step)
{
  g_autofree char *words
    /* Translators: which question of how many. */
    = g_strdup_printf (_ ("Help me choose · %1$d of %2$d"), step + 1, FOYER_CHOICE_N_STEPS);
  GtkWidget *segment = gtk_widget_get_first_child (self->segments);

  gtk_label_set_text (GTK_LABEL (self->progress), words);
  for (int i = 0; segment != NULL; i++, segment = gtk_widget_get_next_sibling (segment))
    if (i <= step)
      gtk_widget_add_css_class (segment, "passed");
    else
      gtk_widget_remove_css_class (segment, "passed");
}

static void
arrange (FoyerChoosePage *self)
{
  FoyerPage *page = FOYER_PAGE (self);
  int percent = foyer_visit_get_text_percent (foyer_page_get_visit (page));
  gboolean is_above = foyer_page_is_portrait (page) || percent >= LARGE;

  if (self->body == NULL)
    return;
  foyer_choose_step_layout (self->body, foyer_choice_get_step (self->choice),
                            foyer_page_is_portrait (page), percent);
  gtk_widget_set_visible (self->count, !is_above);
  gtk_widget_set_visible (self->count_above, is_above);
}

static void
show_step (FoyerChoosePage *self)
{
  FoyerPage *page = FOYER_PAGE (self);
  int step = foyer_choice_get_step (self->choice);
  const char *question = foyer_choose_step_question (step);
  g_autofree char *title = NULL;

  self->changed_us = now_us (self);
  if (self->body != NULL)
    gtk_box_remove (GTK_BOX (self->holder), self->body);
  self->body = foyer_choose_step_new (page, self->choice, step, answered);
  gtk_box_append (GTK_BOX (self->holder), self->body);
  show_progress (self, step);
  gtk_label_set_text (GTK_LABEL (self->question), question);
  gtk_label_set_text (GTK_LABEL (self->hint), foyer_choose_step_hint (step));
  title = g_strdup_printf ("%s. %s", gtk_label_get_text (GTK_LABEL (self->progress)), question);
  foyer_page_set_title (page, title);
  gtk_adjustment_set_value (
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
  arrange (self);
}

/* ---- on and back ---- */

static void
finish (FoyerChoosePage *self)
{
  g_autofree char *text = NULL;

  foyer_choice_set_single (self->choice, FALSE);
  text = foyer_choice_dup_text (self->choice);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.replace", "(ss)", "results", text);
}

static void
go_on (FoyerChoosePage *self)
{
  int step = foyer_choice_get_step (self->choice);

  if (foyer_choice_is_single (self->choice) || step + 1 >= FOYER_CHOICE_N_STEPS)
    {
      finish (self);
      return;
    }
  foyer_choice_set_step (self->choice, step + 1);
  show_step (self);
  gtk_widget_child_focus (self->body, GTK_DIR_TAB_FORWARD);
}

static void
answered (FoyerPage *page)
{
  FoyerChoosePage *self = FOYER_CHOOSE_PAGE (page);

  if (!is_repeat (self))
    go_on (self);
}

static void
next_cb (GtkButton *button, gpointer data)
{
  FoyerChoosePage *self = data;

  if (!is_repeat (self)
      && !foyer_choose_step_take (self->body, foyer_choice_get_step (self->choice)))
    go_on (self);
}

static void
skip_cb (GtkButton *button, gpointer data)
{
  FoyerChoosePage *self = data;

  if (is_repeat (self))
    return;
  foyer_choice_skip (self->choice, foyer_choice_get_step (self->choice));
  go_on (self);
}

static void
back_cb (GtkButton *button, gpointer data)
{
  FoyerChoosePage *self = data;
  int step = foyer_choice_get_step (self->choice);

  if (is_repeat (self))
    return;
  foyer_page_hide_keyboard (FOYER_PAGE (self));
  if (foyer_choice_is_single (self->choice))
    {
      finish (self);
      return;
    }
  if (step == 0)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
      return;
    }
  foyer_choice_set_step (self->choice, step - 1);
  show_step (self);
  gtk_widget_child_focus (self->body, GTK_DIR_TAB_FORWARD);
}

/* ---- type ---- */

static GtkWidget *
add_button (FoyerChoosePage *self, const char *label, const char *icon, const char *style)
{
  GtkWidget *button = foyer_button_new (label, icon, g_str_equal (style, "primary"), style);

  return button;
}

static void
build_bar (FoyerChoosePage *self)
{
  FoyerPage *page = FOYER_PAGE (self);
  GtkWidget *back = add_button (self, _ ("Back"), "foyer-arrow-back-symbolic", "outline");

  g_signal_connect (back, "clicked", G_CALLBACK (back_cb), self);
  foyer_page_add_start (page, back);
  self->skip = add_button (self, _ ("Skip this question"), NULL, "plain");
  g_signal_connect (self->skip, "clicked", G_CALLBACK (skip_cb), self);
  foyer_page_add_start (page, self->skip);
  if (g_str_equal (foyer_choice_get_programme (self->choice), "youth"))
    foyer_page_add_start (page, foyer_help_button_new ());
  self->count = foyer_label_new (NULL, "lead");
  gtk_widget_add_css_class (self->count, "quiet");
  foyer_page_add_end (page, self->count);
  self->next = add_button (self, _ ("Next"), "foyer-arrow-forward-symbolic", "primary");
  gtk_widget_add_css_class (self->next, "choose-next");
  g_signal_connect (self->next, "clicked", G_CALLBACK (next_cb), self);
  foyer_page_add_end (page, self->next);
}

static void
take_choice (FoyerChoosePage *self, FoyerChoice *choice)
{
  if (self->choice != NULL)
    g_signal_handlers_disconnect_by_data (self->choice, self);
  g_set_object (&self->choice, choice);
  g_signal_connect_object (choice, "changed", G_CALLBACK (changed_cb), self, 0);
}

static void
foyer_choose_page_opened (FoyerPage *page)
{
  FoyerChoosePage *self = FOYER_CHOOSE_PAGE (page);
  g_autoptr (FoyerChoice) choice = foyer_choice_new_from_text (foyer_page_get_argument (page));

  foyer_page_use_keyboard (page);
  take_choice (self, choice);
  build_bar (self);
  for (int i = 0; i < FOYER_CHOICE_N_STEPS; i++)
    {
      GtkWidget *segment = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

      gtk_widget_add_css_class (segment, "choose-segment");
      gtk_box_append (GTK_BOX (self->segments), segment);
    }
  self->model = foyer_choose_create_model (page);
  if (self->model != NULL)
    g_signal_connect_object (self->model, "updated", G_CALLBACK (show_count), self,
                             G_CONNECT_SWAPPED);
  foyer_text_sight_keep (GTK_SCROLLED_WINDOW (self->scroller));
  show_step (self);
  show_count (self);
  ask (self);
}

static void
foyer_choose_page_layout (FoyerPage *page, gboolean portrait)
{
  arrange (FOYER_CHOOSE_PAGE (page));
}

static void
foyer_choose_page_content_changed (FoyerPage *page)
{
  FoyerChoosePage *self = FOYER_CHOOSE_PAGE (page);

  if (self->model == NULL)
    {
      self->model = foyer_choose_create_model (page);
      if (self->model != NULL)
        g_signal_connect_object (self->model, "updated", G_CALLBACK (show_count), self,
                                 G_CONNECT_SWAPPED);
    }
  ask (self);
}

static GObject *
foyer_choose_page_save_state (FoyerPage *page)
{
  FoyerChoosePage *self = FOYER_CHOOSE_PAGE (page);

  if (FOYER_IS_CHOOSE_WHERE (self->body))
    foyer_choose_where_keep (self->body, G_OBJECT (self->choice));
  g_object_set_data (G_OBJECT (self->choice), BEFORE, GUINT_TO_POINTER (self->before));
  return g_object_ref (G_OBJECT (self->choice));
}

static void
foyer_choose_page_restore_state (FoyerPage *page, GObject *state)
{
  FoyerChoosePage *self = FOYER_CHOOSE_PAGE (page);

  take_choice (self, FOYER_CHOICE (state));
  self->before = GPOINTER_TO_UINT (g_object_get_data (state, BEFORE));
  show_step (self);
  if (FOYER_IS_CHOOSE_WHERE (self->body))
    foyer_choose_where_restore (self->body, state);
  ask (self);
}

static void
foyer_choose_page_dispose (GObject *object)
{
  FoyerChoosePage *self = FOYER_CHOOSE_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_CHOOSE_PAGE);
  g_clear_object (&self->model);
  g_clear_object (&self->choice);
  G_OBJECT_CLASS (foyer_choose_page_parent_class)->dispose (object);
}

static void
foyer_choose_page_class_init (FoyerChoosePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FoyerPageClass *page_class = FOYER_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_choose_page_dispose;
  page_class->opened = foyer_choose_page_opened;
  page_class->layout = foyer_choose_page_layout;
  page_class->content_changed = foyer_choose_page_content_changed;
  page_class->save_state = foyer_choose_page_save_state;
  page_class->restore_state = foyer_choose_page_restore_state;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/uk/org/foyer/Foyer/ui/foyer-choose-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerChoosePage, scroller);
  gtk_widget_class_bind_template_child (widget_class, FoyerChoosePage, head);
  gtk_widget_class_bind_template_child (widget_class, FoyerChoosePage, progress);
  gtk_widget_class_bind_template_child (widget_class, FoyerChoosePage, segments);
  gtk_widget_class_bind_template_child (widget_class, FoyerChoosePage, question);
  gtk_widget_class_bind_template_child (widget_class, FoyerChoosePage, hint);
  gtk_widget_class_bind_template_child (widget_class, FoyerChoosePage, count_above);
  gtk_widget_class_bind_template_child (widget_class, FoyerChoosePage, holder);
}

static void
foyer_choose_page_init (FoyerChoosePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
