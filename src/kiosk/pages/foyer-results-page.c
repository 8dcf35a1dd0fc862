/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-results-page"

#include "kiosk/pages/foyer-results-page.h"

#include <glib/gi18n.h>

#include "core/viewmodel/foyer-choice-words.h"
#include "core/viewmodel/foyer-match-words.h"

#include "kiosk/foyer-spoken.h"
#include "kiosk/pages/foyer-choose-parts.h"
#include "kiosk/pages/foyer-listing-argument.h"
#include "kiosk/widgets/foyer-door-card.h"
#include "kiosk/widgets/foyer-flow.h"
#include "kiosk/widgets/foyer-growing-rows.h"
#include "kiosk/widgets/foyer-help-button.h"
#include "kiosk/widgets/foyer-label.h"
#include "kiosk/widgets/foyer-result-card.h"

/* The best three, or the nearest misses where less fits; what one changed answer would add; and all
 * of them on demand. Never an empty page: what does not fit is said on the card. Owned by the
 * window's stack. Main thread. */

#define MOST 200 /* rows; nobody at a kiosk reads more, and the count says how many there are */
#define RELAX_SHOWN 2   /* more would be a list to read */
#define RELAX_NOTHING 4 /* where nothing fits, the ways out are the page */
#define LARGE 150       /* percent: from here on four buttons have no room in the bar */
#define SHOWS_ALL "foyer-shows-all"

struct _FoyerResultsPage
{
  FoyerPage parent_instance;

  FoyerChoice *choice;    /* owned */
  FoyerMatchModel *model; /* owned (nullable): no content yet */
  GHashTable *programmes; /* owned id → FoyerProgramme */
  gboolean shows_all;

  GtkWidget *stack, *heading, *answers, *cards, *band, *below, *all_box,
    *all_heading;                                            /* template */
  GtkWidget *list, *none, *none_below, *all, *home, *change; /* borrowed */
  GtkWidget *neighbour;                                      /* borrowed: above the cards */
};

G_DEFINE_FINAL_TYPE (FoyerResultsPage, foyer_results_page, FOYER_TYPE_PAGE)

static gint64
now_us (FoyerResultsPage *self)
{
  return foyer_clock_now_us (foyer_backend_get_clock (foyer_page_get_backend (FOYER_PAGE (self))));
}

/* ---- cards ---- */

static void
card_cb (FoyerResultCard *card, gpointer data)
{
  FoyerResultsPage *self = data;
  g_autofree char *id = g_strdup (foyer_result_card_get_id (card));
  FoyerVisit *visit = foyer_page_get_visit (FOYER_PAGE (self));
  gboolean is_here = foyer_choice_get_where (self->choice) == FOYER_CHOICE_WHERE_HERE
                     && foyer_visit_get_origin (visit) != NULL;
  g_autofree char *argument = NULL;

  if (id == NULL)
    return;
  argument = foyer_listing_argument (id, is_here ? FOYER_FROM_HERE : NULL);
  foyer_visit_set_guided_to (visit, id);
  foyer_page_open (FOYER_PAGE (self), "detail", argument);
}

static void
set_row (FoyerResultsPage *self, FoyerResultCard *card, FoyerMatchRow *row)
{
  FoyerProgramme *programme = NULL;

  if (row->listing != NULL)
    programme = g_hash_table_lookup (self->programmes, row->listing->programme);
  foyer_result_card_set_row (card, row, foyer_match_model_get_ask (self->model), programme,
                             now_us (self));
}

static void
clear_box (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static void
show_best (FoyerResultsPage *self)
{
  guint n = MIN (FOYER_MATCH_BEST, g_list_model_get_n_items (G_LIST_MODEL (self->model)));

  clear_box (self->cards);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FoyerMatchRow) row = g_list_model_get_item (G_LIST_MODEL (self->model), i);
      GtkWidget *card = foyer_result_card_new ();

      set_row (self, FOYER_RESULT_CARD (card), row);
      g_signal_connect (card, "clicked", G_CALLBACK (card_cb), self);
      gtk_box_append (GTK_BOX (self->cards), card);
    }
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *card = foyer_result_card_new ();

  g_signal_connect (card, "clicked", G_CALLBACK (card_cb), data);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_selectable (item, FALSE);
  gtk_list_item_set_child (item, card);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  set_row (data, FOYER_RESULT_CARD (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

/* Made when it is wanted for the first time. */
static void
build_list (FoyerResultsPage *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  self->list = foyer_growing_list_new (G_LIST_MODEL (self->model), factory, _ ("What we found"));
  gtk_widget_set_vexpand (self->list, TRUE);
  gtk_box_append (GTK_BOX (self->all_box), self->list);
}

/* ---- what one answer less would give ---- */

static void
relax_cb (GtkButton *button, gpointer data)
{
  FoyerResultsPage *self = data;
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "relax"));
  const GArray *ways = foyer_match_model_get_relaxations (self->model);

  if (index < ways->len)
    {
      FoyerMatchRelax relax = g_array_index (ways, FoyerMatchRelax, index);

      foyer_choice_relax (self->choice, &relax);
    }
}

static void
add_way (FoyerResultsPage *self, const FoyerMatchRelax *relax, guint index)
{
  g_autofree char *words = foyer_match_words_relax (relax);
  g_autofree char *label = foyer_match_words_relax_button (relax);
  g_autofree char *spoken = g_strdup_printf ("%s. %s", label, words);
  GtkWidget *pair = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *button = foyer_button_new (label, NULL, FALSE, "pill");

  gtk_widget_add_css_class (pair, "relax-pair");
  gtk_box_append (GTK_BOX (pair), foyer_label_new (words, "strong"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  foyer_spoken_name (button, spoken);
  g_object_set_data (G_OBJECT (button), "relax", GUINT_TO_POINTER (index));
  g_signal_connect (button, "clicked", G_CALLBACK (relax_cb), self);
  gtk_box_append (GTK_BOX (pair), button);
  foyer_flow_append (FOYER_FLOW (self->band), pair);
}

static void
show_ways (FoyerResultsPage *self)
{
  const GArray *ways = foyer_match_model_get_relaxations (self->model);
  guint most = foyer_match_model_count_fits (self->model) == 0 ? RELAX_NOTHING : RELAX_SHOWN;

  foyer_flow_clear (FOYER_FLOW (self->band));
  for (guint i = 0; i < MIN (ways->len, most); i++)
    add_way (self, &g_array_index (ways, FoyerMatchRelax, i), i);
  gtk_widget_set_visible (self->band, ways->len > 0);
}

/* ---- what was answered ---- */

/* Asks a question again: that one alone, or from there on as it was asked before. */
static void
ask_again (FoyerResultsPage *self, int step, gboolean is_single)
{
  g_autofree char *text = NULL;

  foyer_choice_set_step (self->choice, step);
  foyer_choice_set_single (self->choice, is_single);
  text = foyer_choice_dup_text (self->choice);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.replace", "(ss)", "choose", text);
}

static void
answer_cb (GtkButton *button, gpointer data)
{
  ask_again (data, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "step")), TRUE);
}

/* A pill an answer, which leads to its question. */
static void
show_answers (FoyerResultsPage *self)
{
  g_autofree char *near = foyer_choose_dup_near (FOYER_PAGE (self), self->choice);

  foyer_flow_clear (FOYER_FLOW (self->answers));
  for (int step = 0; step < FOYER_CHOICE_N_STEPS; step++)
    {
      g_autofree char *answer = foyer_choice_dup_answer (self->choice, step, near);
      g_autofree char *words = NULL;
      GtkWidget *pill;

      if (answer == NULL)
        continue;
      /* Translators: an answer that was given, and that one may change it. */
      words = g_strdup_printf (_ ("%s · change"), answer);
      pill = foyer_button_new (words, NULL, FALSE, "pill");
      g_object_set_data (G_OBJECT (pill), "step", GINT_TO_POINTER (step));
      g_signal_connect (pill, "clicked", G_CALLBACK (answer_cb), self);
      foyer_flow_append (FOYER_FLOW (self->answers), pill);
    }
  gtk_widget_set_visible (self->answers, gtk_widget_get_first_child (self->answers) != NULL);
}

/* ---- words ---- */

static gboolean
has_answers (FoyerResultsPage *self)
{
  for (int step = 0; step < FOYER_CHOICE_N_STEPS; step++)
    if (foyer_choice_is_answered (self->choice, step))
      return TRUE;
  return FALSE;
}

/* Of what nobody knows to fit, nothing more is claimed than that it may. */
static const char *
unsure_words (FoyerResultsPage *self, guint n, guint shown)
{
  if (n == 1)
    return shown > 1 ? _ ("One that may suit you, and some that come close")
                     : _ ("One that may suit you");
  if (n == 2)
    return shown > 2 ? _ ("Two that may suit you, and one that comes close")
                     : _ ("Two that may suit you");
  if (foyer_match_model_asks_for_times (self->model, FOYER_MATCH_BEST))
    return _ ("These may suit you. Ask about the times.");
  return _ ("These may suit you. Ask to be sure.");
}

static const char *
heading_words (FoyerResultsPage *self)
{
  guint n = foyer_match_model_count_fits (self->model);
  guint shown = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  if (foyer_match_model_has_failed (self->model))
    return _ ("Sorry, we cannot show the list just now");
  if (shown == 0)
    return _ ("Nothing here yet");
  if (n == 0)
    return _ ("Nothing fits all of that, but these come close");
  if (!has_answers (self))
    return _ ("Three to begin with");
  if (!foyer_match_model_is_sure (self->model, FOYER_MATCH_BEST))
    return unsure_words (self, n, shown);
  if (n == 1)
    return shown > 1 ? _ ("One that fits you, and some that come close") : _ ("One that fits you");
  if (n == 2)
    return shown > 2 ? _ ("Two that fit you, and one that comes close") : _ ("Two that fit you");
  return _ ("Three that fit you best");
}

/* Above the list of all. (transfer full) */
static char *
all_words (FoyerResultsPage *self, guint n)
{
  gboolean is_sure = foyer_match_model_is_sure (self->model, MOST);

  if (n > MOST)
    return g_strdup_printf (is_sure ? _ ("The best %d of %u that fit you")
                                    : _ ("The best %d of %u that may suit you"),
                            MOST, n);
  if (n < FOYER_MATCH_BEST)
    return g_strdup (_ ("What comes close"));
  if (!is_sure)
    return g_strdup_printf (ngettext ("%u that may suit you", "%u that may suit you", n), n);
  return g_strdup_printf (ngettext ("%u that fits you", "%u that fit you", n), n);
}

static void
show_words (FoyerResultsPage *self)
{
  guint shown = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  guint n = foyer_match_model_count_fits (self->model);
  g_autofree char *all = NULL;
  g_autofree char *heading = all_words (self, n);

  all = n > MOST ? g_strdup_printf (_ ("Show the best %d"), MOST)
                 : g_strdup_printf (_ ("Show all %u"), shown);
  gtk_label_set_text (GTK_LABEL (self->heading), heading_words (self));
  foyer_page_set_title (FOYER_PAGE (self), heading_words (self));
  gtk_label_set_text (GTK_LABEL (self->all_heading), heading);
  gtk_button_set_label (GTK_BUTTON (self->all), self->shows_all ? _ ("Show the best three") : all);
  gtk_widget_set_visible (self->all, shown > FOYER_MATCH_BEST);
}

static void
arrange (FoyerResultsPage *self)
{
  FoyerPage *page = FOYER_PAGE (self);
  gboolean is_narrow = foyer_page_is_portrait (page)
                       || foyer_visit_get_text_percent (foyer_page_get_visit (page)) >= LARGE;

  gtk_widget_set_visible (self->none, !is_narrow);
  gtk_widget_set_visible (self->none_below, is_narrow);
  gtk_widget_set_visible (self->home, !foyer_page_is_portrait (page) || !is_narrow);
}

static void
updated_cb (FoyerMatchModel *model, gpointer data)
{
  FoyerResultsPage *self = data;

  if (!foyer_match_model_is_ready (model) && !foyer_match_model_has_failed (model))
    return;
  self->shows_all
    = self->shows_all && g_list_model_get_n_items (G_LIST_MODEL (model)) > FOYER_MATCH_BEST;
  show_best (self);
  show_ways (self);
  show_answers (self);
  show_words (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), self->shows_all ? "all" : "best");
  if (foyer_match_model_is_ready (model))
    foyer_choose_keep_tally (FOYER_PAGE (self), self->choice, foyer_match_model_count_fits (model));
}

/* Who has ten minutes can help without joining anything: no less than a role with a group. */
static void
show_neighbour (FoyerResultsPage *self)
{
  gtk_widget_set_visible (self->neighbour,
                          foyer_choice_get_time (self->choice) == FOYER_MATCH_TEN_MINUTES
                            && !g_str_equal (foyer_choice_get_programme (self->choice), "youth"));
}

static void
ask (FoyerResultsPage *self)
{
  show_neighbour (self);
  if (self->model != NULL)
    foyer_choose_ask (FOYER_PAGE (self), self->model, self->choice, MOST);
}

/* ---- what a visitor does ---- */

static void
change_cb (GtkButton *button, gpointer data)
{
  /* the last answer is the one that is mended most; Back leads to the others */
  ask_again (data, FOYER_CHOICE_N_STEPS - 1, FALSE);
}

static void
none_cb (GtkButton *button, gpointer data)
{
  FoyerResultsPage *self = data;
  g_autofree char *text = foyer_choice_dup_text (self->choice);

  foyer_page_open (FOYER_PAGE (self), "unmet", text);
}

static void
all_cb (GtkButton *button, gpointer data)
{
  FoyerResultsPage *self = data;

  self->shows_all = !self->shows_all;
  if (self->shows_all && self->list == NULL)
    build_list (self);
  show_words (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), self->shows_all ? "all" : "best");
}

/* ---- type ---- */

static void
build_bar (FoyerResultsPage *self)
{
  FoyerPage *page = FOYER_PAGE (self);

  self->change
    = foyer_button_new (_ ("Change answers"), "foyer-arrow-back-symbolic", FALSE, "outline");
  g_signal_connect (self->change, "clicked", G_CALLBACK (change_cb), self);
  foyer_page_add_start (page, self->change);
  self->home = foyer_button_new (_ ("Home"), NULL, FALSE, "plain");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->home), "win.home");
  foyer_page_add_start (page, self->home);
  if (g_str_equal (foyer_choice_get_programme (self->choice), "youth"))
    foyer_page_add_start (page, foyer_help_button_new ());
  self->none = foyer_button_new (_ ("None of these suits me"), NULL, FALSE, "outline");
  g_signal_connect (self->none, "clicked", G_CALLBACK (none_cb), self);
  foyer_page_add_end (page, self->none);
  self->all = gtk_button_new_with_label ("");
  gtk_widget_add_css_class (self->all, "primary");
  gtk_widget_set_visible (self->all, FALSE);
  g_signal_connect (self->all, "clicked", G_CALLBACK (all_cb), self);
  foyer_page_add_end (page, self->all);
  self->none_below = foyer_button_new (_ ("None of these suits me"), NULL, FALSE, "outline");
  g_signal_connect (self->none_below, "clicked", G_CALLBACK (none_cb), self);
  gtk_box_append (GTK_BOX (self->below), self->none_below);
}

static void
build_neighbour (FoyerResultsPage *self)
{
  GtkWidget *column = gtk_widget_get_parent (self->answers);

  self->neighbour
    = foyer_door_card_new ("scene-befriending", _ ("Help a neighbour"),
                           _ ("Shopping, a lift, a chat. You do not need to join anything."), NULL);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->neighbour), "(ss)", "neighbour", "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->neighbour), "win.open");
  gtk_box_insert_child_after (GTK_BOX (column), self->neighbour, self->answers);
}

static void
take_choice (FoyerResultsPage *self, FoyerChoice *choice)
{
  if (self->choice != NULL)
    g_signal_handlers_disconnect_by_data (self->choice, self);
  g_set_object (&self->choice, choice);
  g_signal_connect_object (choice, "changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
}

static void
read_programmes (FoyerResultsPage *self)
{
  FoyerStore *store = foyer_backend_get_store (foyer_page_get_backend (FOYER_PAGE (self)));
  g_autoptr (GPtrArray) programmes = store != NULL ? foyer_store_list_programmes (store) : NULL;

  g_hash_table_remove_all (self->programmes);
  for (guint i = 0; programmes != NULL && i < programmes->len; i++)
    {
      FoyerProgramme *programme = g_ptr_array_index (programmes, i);

      g_hash_table_insert (self->programmes, g_strdup (programme->id), g_object_ref (programme));
    }
}

static void
start (FoyerResultsPage *self)
{
  if (self->model == NULL)
    self->model = foyer_choose_create_model (FOYER_PAGE (self));
  if (self->model == NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->heading), _ ("Things to do are on their way."));
      foyer_page_set_title (FOYER_PAGE (self), _ ("Things to do are on their way."));
      return;
    }
  g_signal_handlers_disconnect_by_data (self->model, self);
  g_signal_connect_object (self->model, "updated", G_CALLBACK (updated_cb), self, 0);
  read_programmes (self);
  ask (self);
}

static void
foyer_results_page_opened (FoyerPage *page)
{
  FoyerResultsPage *self = FOYER_RESULTS_PAGE (page);
  g_autoptr (FoyerChoice) choice = foyer_choice_new_from_text (foyer_page_get_argument (page));

  take_choice (self, choice);
  foyer_page_set_title (page, _ ("What fits you"));
  build_bar (self);
  build_neighbour (self);
  show_neighbour (self);
  gtk_widget_set_visible (self->band, FALSE);
  start (self);
}

static void
foyer_results_page_layout (FoyerPage *page, gboolean portrait)
{
  arrange (FOYER_RESULTS_PAGE (page));
}

static void
foyer_results_page_content_changed (FoyerPage *page)
{
  start (FOYER_RESULTS_PAGE (page));
}

static GObject *
foyer_results_page_save_state (FoyerPage *page)
{
  FoyerResultsPage *self = FOYER_RESULTS_PAGE (page);

  g_object_set_data (G_OBJECT (self->choice), SHOWS_ALL, GINT_TO_POINTER (self->shows_all));
  return g_object_ref (G_OBJECT (self->choice));
}

static void
foyer_results_page_restore_state (FoyerPage *page, GObject *state)
{
  FoyerResultsPage *self = FOYER_RESULTS_PAGE (page);

  take_choice (self, FOYER_CHOICE (state));
  self->shows_all = self->model != NULL && g_object_get_data (state, SHOWS_ALL) != NULL;
  if (self->shows_all)
    build_list (self);
  ask (self);
}

static void
foyer_results_page_dispose (GObject *object)
{
  FoyerResultsPage *self = FOYER_RESULTS_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_RESULTS_PAGE);
  g_clear_object (&self->model);
  g_clear_object (&self->choice);
  g_clear_pointer (&self->programmes, g_hash_table_unref);
  G_OBJECT_CLASS (foyer_results_page_parent_class)->dispose (object);
}

static void
foyer_results_page_class_init (FoyerResultsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FoyerPageClass *page_class = FOYER_PAGE_CLASS (klass);

  g_type_ensure (FOYER_TYPE_FLOW);
  G_OBJECT_CLASS (klass)->dispose = foyer_results_page_dispose;
  page_class->opened = foyer_results_page_opened;
  page_class->layout = foyer_results_page_layout;
  page_class->content_changed = foyer_results_page_content_changed;
  page_class->save_state = foyer_results_page_save_state;
  page_class->restore_state = foyer_results_page_restore_state;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/uk/org/foyer/Foyer/ui/foyer-results-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerResultsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerResultsPage, heading);
  gtk_widget_class_bind_template_child (widget_class, FoyerResultsPage, answers);
  gtk_widget_class_bind_template_child (widget_class, FoyerResultsPage, cards);
  gtk_widget_class_bind_template_child (widget_class, FoyerResultsPage, band);
  gtk_widget_class_bind_template_child (widget_class, FoyerResultsPage, below);
  gtk_widget_class_bind_template_child (widget_class, FoyerResultsPage, all_box);
  gtk_widget_class_bind_template_child (widget_class, FoyerResultsPage, all_heading);
}

static void
foyer_results_page_init (FoyerResultsPage *self)
{
  self->programmes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}
