/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-choose-page"

#include "kiosk/pages/foyer-choose-steps.h"

#include <glib/gi18n.h>

#include "core/viewmodel/foyer-choice-words.h"

#include "kiosk/pages/foyer-choose-parts.h"
#include "kiosk/pages/foyer-choose-where.h"
#include "kiosk/widgets/foyer-label.h"
#include "kiosk/widgets/foyer-option-card.h"
#include "kiosk/widgets/foyer-week-grid.h"

/* Four of the five questions; the fifth, where, is in foyer-choose-where.c. Each body is made when
 * its question comes up and thrown away after. Main thread. */

#define LARGE 150 /* percent: from here on words need the width of a column more */

typedef struct
{
  FoyerPage *page;     /* borrowed: owns the body */
  FoyerChoice *choice; /* owned */
  FoyerChooseAnswered answered;
  GPtrArray *cards; /* borrowed widgets, by number of the answer */
  gboolean is_setting;
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

  g_object_unref (step->choice);
  g_ptr_array_unref (step->cards);
  g_free (step);
}

const char *
foyer_choose_step_question (int step)
{
  static const char *const questions[FOYER_CHOICE_N_STEPS]
    = { N_ ("How much time have you got?"), N_ ("When could you come?"),
        N_ ("Why would you like to?"), N_ ("What do you need?"), N_ ("Where?") };

  return _ (questions[step]);
}

const char *
foyer_choose_step_hint (int step)
{
  static const char *const hints[FOYER_CHOICE_N_STEPS]
    = { N_ ("Tap one."), N_ ("Tap all that suit you. Leave it empty if you don’t mind."),
        N_ ("Tap one or two."), N_ ("Tap all that you need. Leave it empty if you don’t mind."),
        N_ ("Tap one.") };

  return _ (hints[step]);
}

static int
number_of (GtkWidget *card)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (card), "answer"));
}

static GtkWidget *
add_card (GtkWidget *grid,
          Step *step,
          FoyerOptionKind kind,
          int number,
          const char *title,
          const char *hint)
{
  GtkWidget *card = foyer_option_card_new (kind, title, hint);

  g_object_set_data (G_OBJECT (card), "answer", GINT_TO_POINTER (number));
  gtk_widget_set_hexpand (card, TRUE);
  gtk_grid_attach (GTK_GRID (grid), card, 0, (int)step->cards->len, 1, 1);
  g_ptr_array_add (step->cards, card);
  return card;
}

/* ---- how much time ---- */

static void
time_cb (GtkButton *card, gpointer data)
{
  Step *step = data;

  foyer_choice_set_time (step->choice, number_of (GTK_WIDGET (card)));
  step->answered (step->page);
}

static GtkWidget *
time_new (Step *step)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *first = NULL;

  for (int i = 0; i <= FOYER_MATCH_N_TIMES; i++)
    {
      int time = i < FOYER_MATCH_N_TIMES ? i : FOYER_CHOICE_ANY_TIME;
      GtkWidget *card = add_card (grid, step, FOYER_OPTION_RADIO, time,
                                  foyer_choice_time_label (time), foyer_choice_time_hint (time));

      if (first == NULL)
        first = card;
      else
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (card), GTK_TOGGLE_BUTTON (first));
      if (foyer_choice_get_time (step->choice) == time)
        gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (card), TRUE);
      g_signal_connect (card, "clicked", G_CALLBACK (time_cb), step);
    }
  return grid;
}

/* ---- when ---- */

static void
week_cb (FoyerWeekGrid *week, gpointer data)
{
  foyer_choice_set_slots (((Step *)data)->choice, foyer_week_grid_get_slots (week));
}

static GtkWidget *
week_new (Step *step)
{
  GtkWidget *week = foyer_week_grid_new ();

  foyer_week_grid_set_slots (FOYER_WEEK_GRID (week), foyer_choice_get_slots (step->choice));
  g_signal_connect (week, "changed", G_CALLBACK (week_cb), step);
  return week;
}

/* ---- why ---- */

/* A third reason takes the place of the first, which is then off. */
static void
show_motives (Step *step)
{
  guint motives = foyer_choice_get_motives (step->choice);

  step->is_setting = TRUE;
  for (guint i = 0; i < step->cards->len; i++)
    gtk_toggle_button_set_active (step->cards->pdata[i], (motives & 1u << i) != 0);
  step->is_setting = FALSE;
}

static void
motive_cb (GtkToggleButton *card, gpointer data)
{
  Step *step = data;

  if (step->is_setting)
    return;
  foyer_choice_set_motive (step->choice, number_of (GTK_WIDGET (card)),
                           gtk_toggle_button_get_active (card));
  show_motives (step);
}

static GtkWidget *
motives_new (Step *step)
{
  GtkWidget *grid = gtk_grid_new ();

  for (int i = 0; i < FOYER_MATCH_N_MOTIVES; i++)
    {
      GtkWidget *card = add_card (grid, step, FOYER_OPTION_TICK, i, foyer_choice_motive_label (i),
                                  foyer_choice_motive_hint (i));

      g_signal_connect (card, "toggled", G_CALLBACK (motive_cb), step);
    }
  show_motives (step);
  return grid;
}

/* ---- what fits ---- */

static void
fit_cb (GtkToggleButton *card, gpointer data)
{
  foyer_choice_set_fit (((Step *)data)->choice, number_of (GTK_WIDGET (card)),
                        gtk_toggle_button_get_active (card));
}

static GtkWidget *
fits_new (Step *step)
{
  GtkWidget *grid = gtk_grid_new ();

  for (int i = 0; i < FOYER_MATCH_N_FITS; i++)
    {
      GtkWidget *card = add_card (grid, step, FOYER_OPTION_TICK, i, foyer_choice_fit_label (i),
                                  foyer_choice_fit_hint (i));

      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (card),
                                    (foyer_choice_get_fits (step->choice) & 1u << i) != 0);
      g_signal_connect (card, "toggled", G_CALLBACK (fit_cb), step);
    }
  return grid;
}

/* ---- public ---- */

GtkWidget *
foyer_choose_step_new (FoyerPage *page,
                       FoyerChoice *choice,
                       int number,
                       FoyerChooseAnswered answered)
{
  GtkWidget *(*const makers[]) (Step *) = { time_new, week_new, motives_new, fits_new };
  Step *step;
  GtkWidget *body;

  if (number == FOYER_CHOICE_STEP_WHERE)
    return foyer_choose_where_new (page, choice, answered);
  step = g_new0 (Step, 1);
  step->page = page;
  step->choice = g_object_ref (choice);
  step->answered = answered;
  step->cards = g_ptr_array_new ();
  body = makers[number](step);
  if (GTK_IS_GRID (body))
    {
      gtk_grid_set_column_homogeneous (GTK_GRID (body), TRUE);
      gtk_widget_add_css_class (body, "choose-options");
    }
  g_object_set_data_full (G_OBJECT (body), "step", step, step_free);
  return body;
}

gboolean
foyer_choose_step_take (GtkWidget *body, int step)
{
  return step == FOYER_CHOICE_STEP_WHERE && foyer_choose_where_take (body);
}

void
foyer_choose_step_layout (GtkWidget *body, int step, gboolean portrait, int percent)
{
  gboolean is_large = percent >= LARGE;

  switch (step)
    {
    case FOYER_CHOICE_STEP_WHEN:
      foyer_week_grid_set_upright (FOYER_WEEK_GRID (body), portrait);
      break;
    case FOYER_CHOICE_STEP_FITS:
      foyer_choose_arrange (body, portrait ? (is_large ? 1 : 2) : (is_large ? 2 : 3));
      break;
    case FOYER_CHOICE_STEP_WHERE:
      foyer_choose_where_layout (body, portrait ? 1 : 2);
      break;
    default:
      foyer_choose_arrange (body, portrait ? 1 : 2);
      break;
    }
}
