/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-baseline-page"

#include "kiosk/pages/foyer-baseline-page.h"

#include <glib/gi18n.h>

#include "core/viewmodel/foyer-baseline.h"
#include "kiosk/pages/foyer-sign-up-parts.h"
#include "kiosk/widgets/foyer-error-summary.h"
#include "kiosk/widgets/foyer-label.h"
#include "kiosk/widgets/foyer-option-card.h"

/* The idea of the Community Life Survey in two questions, one on each view: how often, in the last
 * 12 months, somebody gave unpaid help to a group, and to a person. Nameless; nothing is kept
 * before the second. The survey's own wording is not to hand, so these words are Foyer's and the
 * answers are not to be put beside its figures as if they were the same. Owned by the window's
 * stack; main thread. */


struct _FoyerBaselinePage
{
  FoyerPage parent_instance;

  FoyerBaseline *baseline;   /* owned: all of the visitor's state */
  GCancellable *cancellable; /* owned */
  gboolean is_busy;
  gint64 changed_us;          /* monotonic: when this view came up */
  GtkWidget *column, *grid;   /* borrowed; grid nullable */
  FoyerErrorSummary *summary; /* borrowed */
  GtkWidget *back, *next;     /* borrowed: bottom bar */
};

G_DEFINE_FINAL_TYPE (FoyerBaselinePage, foyer_baseline_page, FOYER_TYPE_PAGE)

static FoyerClock *
get_clock (FoyerBaselinePage *self)
{
  return foyer_backend_get_clock (foyer_page_get_backend (FOYER_PAGE (self)));
}

static void
toggled_cb (GtkToggleButton *button, FoyerBaselinePage *self)
{
  if (gtk_toggle_button_get_active (button))
    foyer_baseline_set_answer (self->baseline, foyer_baseline_get_step (self->baseline),
                               g_object_get_data (G_OBJECT (button), "answer"));
}

static void
build_question (FoyerBaselinePage *self, FoyerBaselineStep step)
{
  const char *const answers[] = { _ ("At least once a month"), _ ("Less often than that"),
                                  _ ("Not in the last 12 months"), _ ("I’d rather not say") };
  GtkToggleButton *first = NULL;

  self->grid = gtk_grid_new ();
  gtk_grid_set_column_homogeneous (GTK_GRID (self->grid), TRUE);
  gtk_widget_add_css_class (self->grid, "options");
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      GtkWidget *card = foyer_option_card_new (FOYER_OPTION_RADIO, answers[i], NULL);

      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (card), first);
      first = first != NULL ? first : GTK_TOGGLE_BUTTON (card);
      g_object_set_data (G_OBJECT (card), "answer", (gpointer)foyer_baseline_answers[i]);
      gtk_toggle_button_set_active (
        GTK_TOGGLE_BUTTON (card),
        g_strcmp0 (foyer_baseline_get_answer (self->baseline, step), foyer_baseline_answers[i])
          == 0);
      g_signal_connect (card, "toggled", G_CALLBACK (toggled_cb), self);
      gtk_widget_set_hexpand (card, TRUE);
      gtk_grid_attach (GTK_GRID (self->grid), card, (int)i % 2, (int)i / 2, 1, 1);
    }
  gtk_box_append (GTK_BOX (self->column), self->grid);
}

static void
foyer_baseline_page_layout (FoyerPage *page, gboolean portrait)
{
  FoyerBaselinePage *self = FOYER_BASELINE_PAGE (page);

  if (self->grid != NULL)
    foyer_sign_up_set_columns (GTK_GRID (self->grid), portrait ? 1 : 2);
}

static void
show_step (FoyerBaselinePage *self, FoyerBaselineStep step)
{
  const char *heading = NULL, *lead = NULL, *line = NULL;

  foyer_baseline_set_step (self->baseline, step);
  self->changed_us = foyer_clock_monotonic_us (get_clock (self));
  self->grid = NULL;
  foyer_sign_up_clear (self->column);
  switch (step)
    {
    case FOYER_BASELINE_GROUP:
      line = _ ("Question 1 of 2. No name. You can pass it over.");
      heading = _ ("In the last 12 months, have you given unpaid help to any groups, clubs or "
                   "organisations?");
      break;
    case FOYER_BASELINE_INFORMAL:
      line = _ ("Question 2 of 2. No name. You can pass it over.");
      heading = _ ("In the last 12 months, have you given unpaid help to someone who is not a "
                   "relative?");
      lead = _ ("A friend, a neighbour or somebody else. Not through a group.");
      break;
    case FOYER_BASELINE_THANKS:
    default:
      heading = _ ("Thank you.");
      lead = _ ("It helps us see how much people in Essex do for each other.");
      break;
    }
  foyer_page_set_title (FOYER_PAGE (self), heading);
  foyer_label_append (self->column, line, "step-line");
  foyer_label_append (self->column, heading, "subheading");
  foyer_label_append (self->column, lead, "lead");
  self->summary = FOYER_ERROR_SUMMARY (foyer_error_summary_new ());
  gtk_box_append (GTK_BOX (self->column), GTK_WIDGET (self->summary));
  if (step != FOYER_BASELINE_THANKS)
    build_question (self, step);
  foyer_sign_up_set_button_label (self->next,
                                  step == FOYER_BASELINE_THANKS ? _ ("Finish") : _ ("Next"));
  foyer_baseline_page_layout (FOYER_PAGE (self), foyer_page_is_portrait (FOYER_PAGE (self)));
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    gtk_widget_child_focus (self->grid != NULL ? self->grid : GTK_WIDGET (self->next),
                            GTK_DIR_TAB_FORWARD);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerBaselinePage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSealedRecord) record = foyer_backend_keep_answer_finish (result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->is_busy = FALSE;
  if (record != NULL)
    {
      show_step (self, FOYER_BASELINE_THANKS);
      return;
    }
  g_message ("two questions: %s", error->message);
  foyer_error_summary_show (self->summary,
                            _ ("Sorry, we cannot keep this just now. Please try again."), NULL);
}

/* Nothing is kept of who passed both over. */
static void
finish_questions (FoyerBaselinePage *self)
{
  if (foyer_baseline_get_answer (self->baseline, FOYER_BASELINE_GROUP) == NULL
      && foyer_baseline_get_answer (self->baseline, FOYER_BASELINE_INFORMAL) == NULL)
    {
      show_step (self, FOYER_BASELINE_THANKS);
      return;
    }
  self->is_busy = TRUE;
  foyer_backend_keep_answer (foyer_page_get_backend (FOYER_PAGE (self)),
                             foyer_baseline_get_form (self->baseline), NULL, kept_cb,
                             g_object_ref (self));
}

static gboolean
is_too_soon (FoyerBaselinePage *self)
{
  return self->is_busy
         || foyer_clock_monotonic_us (get_clock (self)) - self->changed_us < FOYER_REPEAT_GUARD_US;
}

static void
next_cb (FoyerBaselinePage *self)
{
  if (is_too_soon (self))
    return;
  if (foyer_baseline_get_step (self->baseline) == FOYER_BASELINE_GROUP)
    show_step (self, FOYER_BASELINE_INFORMAL);
  else if (foyer_baseline_get_step (self->baseline) == FOYER_BASELINE_INFORMAL)
    finish_questions (self);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.finish", NULL);
}

static void
back_cb (FoyerBaselinePage *self)
{
  if (is_too_soon (self))
    return;
  if (foyer_baseline_get_step (self->baseline) == FOYER_BASELINE_INFORMAL)
    show_step (self, FOYER_BASELINE_GROUP);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
}

static void
foyer_baseline_page_opened (FoyerPage *page)
{
  FoyerBaselinePage *self = FOYER_BASELINE_PAGE (page);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *home = foyer_button_new (_ ("Home"), NULL, FALSE, "plain");

  foyer_visit_set_asked (foyer_page_get_visit (page), TRUE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  self->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->column, "form");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->column);
  foyer_page_set_content (page, scroller);
  self->back = foyer_button_new (_ ("Back"), "foyer-arrow-back-symbolic", FALSE, "outline");
  self->next = foyer_button_new (_ ("Next"), NULL, FALSE, "primary");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (home), "win.home");
  g_signal_connect_swapped (self->back, "clicked", G_CALLBACK (back_cb), self);
  g_signal_connect_swapped (self->next, "clicked", G_CALLBACK (next_cb), self);
  foyer_page_add_start (page, self->back);
  foyer_page_add_start (page, home);
  foyer_page_add_end (page, self->next);
  show_step (self, FOYER_BASELINE_GROUP);
  self->changed_us = 0; /* the way here has a guard of its own */
}

static GObject *
foyer_baseline_page_save_state (FoyerPage *page)
{
  FoyerBaselinePage *self = FOYER_BASELINE_PAGE (page);

  /* While it is on its way to the outbox the page must hear of it. */
  return self->is_busy ? g_object_ref (G_OBJECT (page)) : g_object_ref (G_OBJECT (self->baseline));
}

static void
foyer_baseline_page_restore_state (FoyerPage *page, GObject *state)
{
  FoyerBaselinePage *self = FOYER_BASELINE_PAGE (page);

  g_set_object (&self->baseline, FOYER_BASELINE (state));
  show_step (self, foyer_baseline_get_step (self->baseline));
}

static void
foyer_baseline_page_dispose (GObject *object)
{
  FoyerBaselinePage *self = FOYER_BASELINE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->baseline);
  G_OBJECT_CLASS (foyer_baseline_page_parent_class)->dispose (object);
}

static void
foyer_baseline_page_finalize (GObject *object)
{
  g_clear_object (&FOYER_BASELINE_PAGE (object)->cancellable);
  G_OBJECT_CLASS (foyer_baseline_page_parent_class)->finalize (object);
}

static void
foyer_baseline_page_class_init (FoyerBaselinePageClass *klass)
{
  FoyerPageClass *page_class = FOYER_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_baseline_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_baseline_page_finalize;
  page_class->opened = foyer_baseline_page_opened;
  page_class->layout = foyer_baseline_page_layout;
  page_class->save_state = foyer_baseline_page_save_state;
  page_class->restore_state = foyer_baseline_page_restore_state;
}

static void
foyer_baseline_page_init (FoyerBaselinePage *self)
{
  self->baseline = foyer_baseline_new ();
  self->cancellable = g_cancellable_new ();
}
