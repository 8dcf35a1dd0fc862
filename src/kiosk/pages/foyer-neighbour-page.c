/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-neighbour-page"

#include "kiosk/pages/foyer-neighbour-page.h"

#include <glib/gi18n.h>

#include "core/model/foyer-when.h"
#include "core/viewmodel/foyer-neighbour-log.h"
#include "kiosk/foyer-spoken.h"
#include "kiosk/pages/foyer-neighbour-words.h"
#include "kiosk/pages/foyer-reading-page.h"
#include "kiosk/pages/foyer-sign-up-parts.h"
#include "kiosk/widgets/foyer-choice-row.h"
#include "kiosk/widgets/foyer-door-card.h"
#include "kiosk/widgets/foyer-error-summary.h"
#include "kiosk/widgets/foyer-label.h"
#include "kiosk/widgets/foyer-picture.h"

/* Help that needs no group: eight kinds, how to do each safely, roles like it, and "I did this".
 * What is logged has no name. One view at a time, made when it comes up from the log's state. Owned
 * by the window's stack; main thread. */

#define ONE_COLUMN_FROM 200    /* percent: two columns of such letters are too narrow */
#define COLUMNS_WIDE 4
#define COLUMNS_TALL 2
#define TIPS "good-neighbour-safety" /* the page that says where they come from */

struct _FoyerNeighbourPage
{
  FoyerPage parent_instance;

  FoyerNeighbourLog *log;    /* owned: all of the visitor's state */
  GCancellable *cancellable; /* owned */
  gboolean is_busy;
  gint64 changed_us;             /* monotonic: when this view came up */
  GtkWidget *scroller, *column;  /* borrowed */
  GtkWidget *grid, *how;         /* borrowed, nullable: of the view */
  FoyerErrorSummary *summary;    /* borrowed, nullable: of the view */
  GtkWidget *back, *home, *next; /* borrowed: bottom bar */
};

G_DEFINE_FINAL_TYPE (FoyerNeighbourPage, foyer_neighbour_page, FOYER_TYPE_PAGE)

static void show_view (FoyerNeighbourPage *self, FoyerNeighbourView view);

static FoyerClock *
get_clock (FoyerNeighbourPage *self)
{
  return foyer_backend_get_clock (foyer_page_get_backend (FOYER_PAGE (self)));
}

static void
add_heading (FoyerNeighbourPage *self, const char *heading, const char *lead)
{
  foyer_label_append (self->column, heading, "heading");
  foyer_label_append (self->column, lead, "lead");
  foyer_page_set_title (FOYER_PAGE (self), heading);
}

/* ---- which kind ---- */

static void
kind_cb (GtkButton *button, FoyerNeighbourPage *self)
{
  foyer_neighbour_log_set_kind (self->log, g_object_get_data (G_OBJECT (button), "kind"));
  show_view (self, FOYER_NEIGHBOUR_KIND);
}

static void
build_kinds (FoyerNeighbourPage *self)
{
  guint n;
  const FoyerNeighbourKind *kinds = foyer_neighbour_kinds (&n);

  add_heading (self, _ ("Help a neighbour"),
               _ ("What would you like to do? We show how to do it safely."));
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_homogeneous (GTK_GRID (self->grid), TRUE);
  gtk_widget_add_css_class (self->grid, "kind-grid");
  for (guint i = 0; i < n; i++)
    if (kinds[i].art != NULL)
      {
        GtkWidget *card
          = foyer_door_card_new (kinds[i].art, _ (kinds[i].title), _ (kinds[i].words), NULL);

        g_object_set_data (G_OBJECT (card), "kind", (gpointer)kinds[i].id);
        g_signal_connect (card, "clicked", G_CALLBACK (kind_cb), self);
        gtk_grid_attach (GTK_GRID (self->grid), card, (int)i % COLUMNS_WIDE, (int)i / COLUMNS_WIDE,
                         1, 1);
      }
  gtk_box_append (GTK_BOX (self->column), self->grid);
}

/* ---- one kind, safely ---- */

static void
add_tip (GtkWidget *box, const char *words, gboolean is_warning)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *icon
    = gtk_image_new_from_icon_name (is_warning ? "foyer-warning-symbolic" : "foyer-check-symbolic");

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  foyer_spoken_hide (icon);
  gtk_widget_add_css_class (row, "tip");
  if (is_warning)
    gtk_widget_add_css_class (row, "warning");
  gtk_box_append (GTK_BOX (row), icon);
  foyer_label_append (row, words, NULL);
  gtk_box_append (GTK_BOX (box), row);
}

static GtkWidget *
make_door (const char *label, const char *style, const char *page, const char *argument)
{
  GtkWidget *button = foyer_button_new (label, NULL, FALSE, style);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", page, argument);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open");
  return button;
}

/* Whose the tips are, and when somebody checked them: as the page about being a good neighbour
 * says. A source that nobody has read them against is none. (transfer full) */
static char *
dup_origin (FoyerNeighbourPage *self)
{
  FoyerStore *store = foyer_backend_get_store (foyer_page_get_backend (FOYER_PAGE (self)));
  g_autoptr (FoyerInfoPage) info = store != NULL ? foyer_store_get_info_page (store, TIPS) : NULL;
  g_autofree char *checked = info != NULL ? foyer_when_confirmed (info->last_confirmed) : NULL;

  if (checked == NULL || info->sources->len == 0)
    return g_strdup (_ ("We wrote these tips for this kiosk. No expert has checked them yet. Not "
                        "sure? Ask the staff here."));
  return g_strdup_printf (_ ("From: %s. Checked %s."),
                          ((FoyerSource *)g_ptr_array_index (info->sources, 0))->title, checked);
}

static GtkWidget *
make_side (const FoyerNeighbourKind *kind)
{
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *picture = foyer_picture_new (kind->art);

  gtk_widget_add_css_class (side, "how-side");
  gtk_widget_add_css_class (picture, "how-picture");
  gtk_widget_set_overflow (picture, GTK_OVERFLOW_HIDDEN);
  gtk_box_append (GTK_BOX (side), picture);
  gtk_widget_add_css_class (card, "card");
  foyer_label_append (card, _ ("I’d like to help like this"), "title");
  gtk_box_append (GTK_BOX (card),
                  make_door (_ ("Roles like this near me"), "primary", "browse", kind->like));
  gtk_box_append (GTK_BOX (card), make_door (_ ("People who can help me begin"), "outline", "info",
                                             FOYER_READING_WHO_CAN_HELP));
  gtk_box_append (GTK_BOX (side), card);
  return side;
}

static void
build_kind (FoyerNeighbourPage *self)
{
  const FoyerNeighbourKind *kind
    = foyer_neighbour_find_kind (foyer_neighbour_log_get_kind (self->log));
  GtkWidget *tips = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *more;
  g_autofree char *origin = NULL;

  add_heading (self, _ (kind->title), _ (kind->words));
  self->how = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->how, "how");
  gtk_widget_add_css_class (tips, "tips");
  gtk_widget_set_hexpand (tips, TRUE);
  foyer_label_append (tips, _ ("How to do it safely"), "subheading");
  for (guint i = 0; kind->tips[i] != NULL; i++)
    add_tip (tips, _ (kind->tips[i]), FALSE);
  add_tip (tips, _ ("You can say no. “Not this week” is a good answer."), FALSE);
  add_tip (tips,
           _ ("Danger now? Call 999. Something wrong, but not urgent? Call 101. Worried that a "
              "grown-up or a child is not safe? Tell your council. The staff here can find the "
              "number."),
           TRUE);
  more = make_door (_ ("Read more: being a good neighbour, safely"), "plain", "info", TIPS);
  origin = dup_origin (self);
  gtk_widget_add_css_class (foyer_label_append (tips, origin, "small"), "quiet");
  gtk_widget_set_halign (more, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (tips), more);
  gtk_box_append (GTK_BOX (self->how), tips);
  gtk_box_append (GTK_BOX (self->how), make_side (kind));
  gtk_box_append (GTK_BOX (self->column), self->how);
}

/* ---- "I did this" ---- */

static const struct
{
  const char *id;
  guint value;
  const char *label;
} times[] = { { "1", 1, N_ ("Once") },         { "2", 2, N_ ("2 times") },
              { "3", 3, N_ ("3 times") },      { "4", 4, N_ ("4 times") },
              { "6", 6, N_ ("5 to 7 times") }, { "8", 8, N_ ("8 times or more") } },
  lengths[] = { { "30", 30, N_ ("Half an hour") }, { "60", 60, N_ ("1 hour") },
                { "120", 120, N_ ("2 hours") },    { "240", 240, N_ ("Half a day") },
                { "480", 480, N_ ("A day") },      { "960", 960, N_ ("2 days or more") } };
static const struct
{
  const char *id, *label;
} whom[] = { { "neighbour", N_ ("A neighbour") },
             { "friend", N_ ("A friend") },
             { "relative", N_ ("Family who live elsewhere") },
             { "other", N_ ("Someone else") } };

static void
help_chosen_cb (FoyerChoiceRow *row, const char *id, gboolean on, FoyerNeighbourPage *self)
{
  foyer_neighbour_log_set_help (self->log, id, on);
  foyer_choice_row_set (row, id, on, -1);
  foyer_error_summary_clear (self->summary);
}

static void
whom_chosen_cb (FoyerChoiceRow *row, const char *id, gboolean on, FoyerNeighbourPage *self)
{
  foyer_neighbour_log_set_whom (self->log, id, on);
  foyer_choice_row_set (row, id, on, -1);
}

static void
show_times (FoyerChoiceRow *row, FoyerNeighbourPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    foyer_choice_row_set (row, times[i].id,
                          times[i].value == foyer_neighbour_log_get_times (self->log), -1);
}

static void
times_chosen_cb (FoyerChoiceRow *row, const char *id, gboolean on, FoyerNeighbourPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    if (g_str_equal (times[i].id, id))
      foyer_neighbour_log_set_times (self->log, on ? times[i].value : 0);
  show_times (row, self);
}

static void
show_lengths (FoyerChoiceRow *row, FoyerNeighbourPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    foyer_choice_row_set (row, lengths[i].id,
                          lengths[i].value == foyer_neighbour_log_get_minutes (self->log), -1);
}

static void
length_chosen_cb (FoyerChoiceRow *row, const char *id, gboolean on, FoyerNeighbourPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    if (g_str_equal (lengths[i].id, id))
      foyer_neighbour_log_set_minutes (self->log, on ? lengths[i].value : 0);
  show_lengths (row, self);
}

static GtkWidget *
add_row (FoyerNeighbourPage *self, GtkWidget *box, const char *question, GCallback chosen)
{
  GtkWidget *row = foyer_choice_row_new (question, FOYER_CHOICE_PILLS);

  g_signal_connect (row, "chosen", chosen, self);
  gtk_box_append (GTK_BOX (box), row);
  return row;
}

static void
build_log (FoyerNeighbourPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *row;
  guint n;
  const FoyerNeighbourKind *kinds = foyer_neighbour_kinds (&n);

  add_heading (self, _ ("Tell us what you did"),
               _ ("No name. We only count how people in Essex help each other."));
  self->summary = FOYER_ERROR_SUMMARY (foyer_error_summary_new ());
  gtk_box_append (GTK_BOX (self->column), GTK_WIDGET (self->summary));
  gtk_widget_add_css_class (box, "questions");
  row = add_row (self, box, _ ("What did you help with?"), G_CALLBACK (help_chosen_cb));
  for (guint i = 0; i < n; i++)
    {
      foyer_choice_row_add (FOYER_CHOICE_ROW (row), kinds[i].id, _ (kinds[i].title), NULL);
      foyer_choice_row_set (FOYER_CHOICE_ROW (row), kinds[i].id,
                            foyer_neighbour_log_has_help (self->log, kinds[i].id), -1);
    }
  row = add_row (self, box, _ ("How often, this month?"), G_CALLBACK (times_chosen_cb));
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    foyer_choice_row_add (FOYER_CHOICE_ROW (row), times[i].id, _ (times[i].label), NULL);
  show_times (FOYER_CHOICE_ROW (row), self);
  row = add_row (self, box, _ ("How long, all together?"), G_CALLBACK (length_chosen_cb));
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    foyer_choice_row_add (FOYER_CHOICE_ROW (row), lengths[i].id, _ (lengths[i].label), NULL);
  show_lengths (FOYER_CHOICE_ROW (row), self);
  row = add_row (self, box, _ ("Who did you help?"), G_CALLBACK (whom_chosen_cb));
  for (guint i = 0; i < G_N_ELEMENTS (whom); i++)
    {
      foyer_choice_row_add (FOYER_CHOICE_ROW (row), whom[i].id, _ (whom[i].label), NULL);
      foyer_choice_row_set (FOYER_CHOICE_ROW (row), whom[i].id,
                            foyer_neighbour_log_has_whom (self->log, whom[i].id), -1);
    }
  gtk_box_append (GTK_BOX (self->column), box);
}

/* ---- thanks ---- */

static void
another_cb (FoyerNeighbourPage *self)
{
  show_view (self, FOYER_NEIGHBOUR_LOG_IT);
}

static GtkWidget *
make_thanks (FoyerNeighbourPage *self)
{
  guint told = foyer_neighbour_log_get_told (self->log);
  g_autofree char *number = g_strdup_printf ("%u", told);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *another = foyer_button_new (_ ("I did something else too"), NULL, FALSE, "outline");

  gtk_widget_set_hexpand (words, TRUE);
  foyer_label_append (words, number, "thanks-number");
  foyer_label_append (words,
                      ngettext ("time you helped somebody this month, as you told us today.",
                                "times you helped somebody this month, as you told us today.",
                                told),
                      "subheading");
  foyer_label_append (
    words, _ ("Most help never gets counted. Now yours is. It has no name on it."), "lead");
  gtk_widget_add_css_class (box, "options");
  gtk_widget_set_halign (box, GTK_ALIGN_START);
  g_signal_connect_swapped (another, "clicked", G_CALLBACK (another_cb), self);
  gtk_box_append (GTK_BOX (box), another);
  gtk_box_append (GTK_BOX (box),
                  make_door (_ ("See roles with groups"), "outline", "browse", "volunteering"));
  gtk_box_append (GTK_BOX (box),
                  make_door (_ ("Answer two short questions"), "plain", "baseline", ""));
  gtk_box_append (GTK_BOX (words), box);
  return words;
}

static void
build_thanks (FoyerNeighbourPage *self)
{
  GtkWidget *picture = foyer_picture_new ("scene-befriending");

  add_heading (self, _ ("Thank you. That was kind."), NULL);
  self->how = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->how, "how");
  gtk_widget_add_css_class (picture, "how-picture");
  gtk_widget_add_css_class (picture, "how-side");
  gtk_widget_set_overflow (picture, GTK_OVERFLOW_HIDDEN);
  gtk_box_append (GTK_BOX (self->how), make_thanks (self));
  gtk_box_append (GTK_BOX (self->how), picture);
  gtk_box_append (GTK_BOX (self->column), self->how);
}

/* ---- keeping it ---- */

static void
set_busy (FoyerNeighbourPage *self, gboolean is_busy)
{
  self->is_busy = is_busy;
  gtk_widget_set_sensitive (self->next, !is_busy);
  gtk_widget_set_sensitive (self->back, !is_busy);
  gtk_widget_set_sensitive (self->column, !is_busy);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerNeighbourPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSealedRecord) record = foyer_backend_keep_answer_finish (result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  set_busy (self, FALSE);
  if (record == NULL)
    {
      g_message ("help as a neighbour: %s", error->message);
      foyer_error_summary_show (self->summary,
                                _ ("Sorry, we cannot keep this just now. Please try again."), NULL);
      return;
    }
  foyer_neighbour_log_kept (self->log);
  show_view (self, FOYER_NEIGHBOUR_THANKS);
}

static void
keep (FoyerNeighbourPage *self)
{
  g_autoptr (GDateTime) now = NULL;
  g_autoptr (GDateTime) local = NULL;
  g_autofree char *month = NULL;

  if (!foyer_neighbour_log_is_ready (self->log))
    {
      foyer_error_summary_show (self->summary, _ ("Choose what you helped with."), NULL);
      gtk_adjustment_set_value (
        gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
      return;
    }
  now = g_date_time_new_from_unix_utc (foyer_clock_now_us (get_clock (self)) / G_USEC_PER_SEC);
  local = g_date_time_to_timezone (now, foyer_when_zone ());
  month = g_date_time_format (local, "%Y-%m");
  set_busy (self, TRUE);
  foyer_backend_keep_answer (foyer_page_get_backend (FOYER_PAGE (self)),
                             foyer_neighbour_log_get_answer (self->log, month), NULL, kept_cb,
                             g_object_ref (self));
}

/* ---- the views ---- */

static void
update_bar (FoyerNeighbourPage *self)
{
  static const char *const labels[] = {
    [FOYER_NEIGHBOUR_KINDS] = N_ ("I have helped someone"),
    [FOYER_NEIGHBOUR_KIND] = N_ ("I did this"),
    [FOYER_NEIGHBOUR_LOG_IT] = N_ ("Count it"),
    [FOYER_NEIGHBOUR_THANKS] = N_ ("Finish"),
  };

  foyer_sign_up_set_button_label (self->next, _ (labels[foyer_neighbour_log_get_view (self->log)]));
}

static void
arrange_kinds (FoyerNeighbourPage *self, gboolean portrait, gboolean is_large)
{
  int columns = portrait ? COLUMNS_TALL : COLUMNS_WIDE;

  if (is_large)
    columns = portrait ? 1 : 2;
  foyer_sign_up_set_columns (GTK_GRID (self->grid), columns);
  for (GtkWidget *card = gtk_widget_get_first_child (self->grid); card != NULL;
       card = gtk_widget_get_next_sibling (card))
    foyer_door_card_set_upright (card, !is_large);
}

static void
foyer_neighbour_page_layout (FoyerPage *page, gboolean portrait)
{
  FoyerNeighbourPage *self = FOYER_NEIGHBOUR_PAGE (page);
  gboolean is_large = foyer_visit_get_text_percent (foyer_page_get_visit (page)) >= ONE_COLUMN_FROM;
  gboolean is_narrow = portrait || is_large;

  if (self->grid != NULL)
    arrange_kinds (self, portrait, is_large);
  if (self->how != NULL)
    gtk_orientable_set_orientation (GTK_ORIENTABLE (self->how), is_narrow
                                                                  ? GTK_ORIENTATION_VERTICAL
                                                                  : GTK_ORIENTATION_HORIZONTAL);
}

static void
show_view (FoyerNeighbourPage *self, FoyerNeighbourView view)
{
  static void (*const builders[]) (FoyerNeighbourPage *) = {
    [FOYER_NEIGHBOUR_KINDS] = build_kinds,
    [FOYER_NEIGHBOUR_KIND] = build_kind,
    [FOYER_NEIGHBOUR_LOG_IT] = build_log,
    [FOYER_NEIGHBOUR_THANKS] = build_thanks,
  };

  foyer_neighbour_log_set_view (self->log, view);
  self->changed_us = foyer_clock_monotonic_us (get_clock (self));
  self->grid = self->how = NULL;
  self->summary = NULL;
  foyer_sign_up_clear (self->column);
  builders[view](self);
  update_bar (self);
  foyer_neighbour_page_layout (FOYER_PAGE (self), foyer_page_is_portrait (FOYER_PAGE (self)));
  gtk_adjustment_set_value (
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    gtk_widget_child_focus (self->column, GTK_DIR_TAB_FORWARD);
}

static gboolean
is_too_soon (FoyerNeighbourPage *self)
{
  return self->is_busy
         || foyer_clock_monotonic_us (get_clock (self)) - self->changed_us < FOYER_REPEAT_GUARD_US;
}

static void
next_cb (FoyerNeighbourPage *self)
{
  if (is_too_soon (self))
    return;
  switch (foyer_neighbour_log_get_view (self->log))
    {
    case FOYER_NEIGHBOUR_KIND:
      foyer_neighbour_log_set_help (self->log, foyer_neighbour_log_get_kind (self->log), TRUE);
      show_view (self, FOYER_NEIGHBOUR_LOG_IT);
      break;
    case FOYER_NEIGHBOUR_LOG_IT:
      keep (self);
      break;
    case FOYER_NEIGHBOUR_THANKS:
      gtk_widget_activate_action (GTK_WIDGET (self), "win.finish", NULL);
      break;
    case FOYER_NEIGHBOUR_KINDS:
    default:
      show_view (self, FOYER_NEIGHBOUR_LOG_IT);
      break;
    }
}

static void
back_cb (FoyerNeighbourPage *self)
{
  FoyerNeighbourView view = foyer_neighbour_log_get_view (self->log);

  if (is_too_soon (self))
    return;
  if (view == FOYER_NEIGHBOUR_KINDS)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
  else if (view == FOYER_NEIGHBOUR_LOG_IT && foyer_neighbour_log_get_kind (self->log) != NULL)
    show_view (self, FOYER_NEIGHBOUR_KIND);
  else
    {
      foyer_neighbour_log_set_kind (self->log, NULL);
      show_view (self, FOYER_NEIGHBOUR_KINDS);
    }
}

/* ---- the page ---- */

static void
build (FoyerNeighbourPage *self)
{
  FoyerPage *page = FOYER_PAGE (self);

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  self->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->column, "doors-column");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->column);
  foyer_page_set_content (page, self->scroller);
  self->back = foyer_button_new (_ ("Back"), "foyer-arrow-back-symbolic", FALSE, "outline");
  self->home = foyer_button_new (_ ("Home"), NULL, FALSE, "plain");
  self->next = foyer_button_new (_ ("I have helped someone"), NULL, FALSE, "primary");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->home), "win.home");
  g_signal_connect_swapped (self->back, "clicked", G_CALLBACK (back_cb), self);
  g_signal_connect_swapped (self->next, "clicked", G_CALLBACK (next_cb), self);
  foyer_page_add_start (page, self->back);
  foyer_page_add_start (page, self->home);
  foyer_page_add_end (page, self->next);
}

static void
foyer_neighbour_page_opened (FoyerPage *page)
{
  FoyerNeighbourPage *self = FOYER_NEIGHBOUR_PAGE (page);
  const FoyerNeighbourKind *kind = foyer_neighbour_find_kind (foyer_page_get_argument (page));
  gboolean is_kind = kind != NULL && kind->art != NULL;

  build (self);
  foyer_neighbour_log_set_kind (self->log, is_kind ? kind->id : NULL);
  show_view (self, is_kind ? FOYER_NEIGHBOUR_KIND : FOYER_NEIGHBOUR_KINDS);
  self->changed_us = 0; /* the way here has a guard of its own */
}

static GObject *
foyer_neighbour_page_save_state (FoyerPage *page)
{
  FoyerNeighbourPage *self = FOYER_NEIGHBOUR_PAGE (page);

  /* While it is on its way to the outbox the page must hear of it. */
  return self->is_busy ? g_object_ref (G_OBJECT (page)) : g_object_ref (G_OBJECT (self->log));
}

static void
foyer_neighbour_page_restore_state (FoyerPage *page, GObject *state)
{
  FoyerNeighbourPage *self = FOYER_NEIGHBOUR_PAGE (page);

  g_set_object (&self->log, FOYER_NEIGHBOUR_LOG (state));
  show_view (self, foyer_neighbour_log_get_view (self->log));
}

static void
foyer_neighbour_page_dispose (GObject *object)
{
  FoyerNeighbourPage *self = FOYER_NEIGHBOUR_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->log);
  G_OBJECT_CLASS (foyer_neighbour_page_parent_class)->dispose (object);
}

static void
foyer_neighbour_page_finalize (GObject *object)
{
  g_clear_object (&FOYER_NEIGHBOUR_PAGE (object)->cancellable);
  G_OBJECT_CLASS (foyer_neighbour_page_parent_class)->finalize (object);
}

static void
foyer_neighbour_page_class_init (FoyerNeighbourPageClass *klass)
{
  FoyerPageClass *page_class = FOYER_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_neighbour_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_neighbour_page_finalize;
  page_class->opened = foyer_neighbour_page_opened;
  page_class->layout = foyer_neighbour_page_layout;
  page_class->save_state = foyer_neighbour_page_save_state;
  page_class->restore_state = foyer_neighbour_page_restore_state;
}

static void
foyer_neighbour_page_init (FoyerNeighbourPage *self)
{
  self->log = foyer_neighbour_log_new ();
  self->cancellable = g_cancellable_new ();
}
