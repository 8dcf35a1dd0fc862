/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-done-page"

#include "kiosk/pages/foyer-done-page.h"

#include <glib/gi18n.h>

#include "core/viewmodel/foyer-listing-words.h"
#include "kiosk/pages/foyer-done-words.h"
#include "kiosk/print/foyer-slip.h"
#include "kiosk/widgets/foyer-fit.h"
#include "kiosk/widgets/foyer-label.h"
#include "kiosk/widgets/foyer-print-button.h"
#include "kiosk/widgets/foyer-qr.h"
#include "kiosk/widgets/foyer-read-button.h"

/* What a visitor takes away: that it is kept, what happens next and by when, and the code. The
 * record is durable before this page is made. It follows the line: what waits on the kiosk is said
 * to wait, and is said to be sent only once the centre has it. Owned by the window; main thread. */

#define WARNING_S 30    /* setting [visit] warning-seconds, as the window has it */
#define COUNT_EVERY_S 5 /* a ticking second hurries people */
#define SECONDS_MAX 90  /* more is said in minutes */
#define TITLE_MAX 120   /* characters */
#define LARGE_FROM 150  /* percent: who reads such text gets such a slip */

struct _FoyerDonePage
{
  FoyerPage parent_instance;

  FoyerDoneWords *receipt; /* owned */
  gboolean has_waited;     /* the record was seen waiting: none waiting then means it has arrived */
  guint count_timer;
  GtkWidget *clears;    /* borrowed: in the bottom bar */
  GtkWidget *home;      /* borrowed: in the bottom bar */
  GtkWidget *questions; /* borrowed, nullable: offered once a visit */
  GtkWidget *like[2]; /* borrowed, nullable: in the bar, and where that is narrow under the words */

  /* template children, borrowed */
  GtkWidget *columns, *card, *notice, *qr_box, *like_box, *next, *ways, *code_line, *code_box,
    *slip_box, *questions_box;
  GtkLabel *heading, *title, *when, *where, *notice_title, *notice_text, *scan;
};

G_DEFINE_FINAL_TYPE (FoyerDonePage, foyer_done_page, FOYER_TYPE_PAGE)

static void
set_label (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

/* ---- where the record is ---- */

static void
update_notice (FoyerDonePage *self)
{
  FoyerBackend *backend = foyer_page_get_backend (FOYER_PAGE (self));
  gboolean is_offline = foyer_backend_get_line (backend) == FOYER_LINE_OFFLINE;
  guint waiting = foyer_backend_get_waiting (backend);

  self->has_waited |= waiting > 0;
  if (is_offline)
    {
      set_label (self->notice_title, _ ("This kiosk is not connected right now."));
      set_label (
        self->notice_text,
        _ ("Your sign-up is locked away safely and goes on as soon as the line is back. Only "
           "the team can open it."));
      gtk_widget_add_css_class (self->notice, "amber");
      return;
    }
  gtk_widget_remove_css_class (self->notice, "amber");
  if (self->has_waited && waiting == 0)
    {
      set_label (self->notice_title, _ ("Sent to the team."));
      set_label (self->notice_text, _ ("It arrived safely. Only the team can open it."));
    }
  else
    {
      set_label (self->notice_title, _ ("Kept safely, and on its way."));
      set_label (self->notice_text, _ ("It is locked. Only the team can open it."));
    }
}

/* ---- words ---- */

static void
append_next (FoyerDonePage *self, guint number, const char *words)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autofree char *digits = g_strdup_printf ("%u", number);
  GtkWidget *label = foyer_label_append (line, digits, "next-number");

  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (foyer_label_append (line, words, NULL), TRUE);
  gtk_widget_add_css_class (line, "next-line");
  gtk_box_append (GTK_BOX (self->next), line);
}

static void
show_words (FoyerDonePage *self)
{
  const char *heading = foyer_done_words_heading (self->receipt);
  g_autofree char *title = foyer_words_shorten (
    self->receipt->listing != NULL ? self->receipt->listing->title : NULL, TITLE_MAX);
  g_autofree char *when = foyer_done_words_dup_when (self->receipt);
  g_autofree char *where = foyer_done_words_dup_where (self->receipt);
  g_autoptr (GPtrArray) next
    = foyer_done_words_dup_next (self->receipt, foyer_page_get_backend (FOYER_PAGE (self)));

  set_label (self->heading, heading);
  foyer_page_set_title (FOYER_PAGE (self), heading);
  set_label (self->title, title);
  set_label (self->when, when);
  set_label (self->where, where);
  foyer_label_append (self->next, _ ("What happens next"), "next-heading");
  for (guint i = 0; i < next->len; i++)
    append_next (self, i + 1, g_ptr_array_index (next, i));
}

/* A code that is broken in two is read as two. */
static void
add_code (FoyerDonePage *self, GtkWidget *box, const char *css_class, float align)
{
  GtkWidget *label = gtk_label_new (self->receipt->code);
  GtkWidget *fit = foyer_fit_new (label, 1, align);

  gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_hexpand (fit, TRUE);
  gtk_box_append (GTK_BOX (box), fit);
}

/* The code, large, and a QR code with a calendar entry: the date and place, or the day of the
 * promise. */
static void
show_reference (FoyerDonePage *self)
{
  FoyerBackend *backend = foyer_page_get_backend (FOYER_PAGE (self));
  g_autofree char *calendar = foyer_done_words_dup_calendar (self->receipt, backend);

  add_code (self, self->code_line, "subheading", 0);
  add_code (self, self->code_box, "code", 0.5);
  if (calendar == NULL)
    {
      set_label (self->scan, NULL);
      return;
    }
  gtk_box_append (GTK_BOX (self->qr_box),
                  foyer_qr_new (calendar, _ ("QR code: scan it to keep this on your phone")));
  set_label (self->scan, self->receipt->session != NULL
                           ? _ ("Scan to keep the date, place and code on your phone")
                           : _ ("Scan to keep the code on your phone"));
}

/* ---- ways to take it away ---- */

static FoyerPrint *
make_slip (gpointer data)
{
  FoyerDonePage *self = data;
  FoyerPage *page = FOYER_PAGE (self);
  FoyerBackend *backend = foyer_page_get_backend (page);
  g_autofree char *when = foyer_done_words_dup_when (self->receipt);
  g_autofree char *where = foyer_done_words_dup_where (self->receipt);
  g_autofree char *calendar = foyer_done_words_dup_calendar (self->receipt, backend);
  g_autoptr (GPtrArray) next = foyer_done_words_dup_next (self->receipt, backend);
  FoyerSlip slip = {
    .heading = _ ("Your code"),
    .code = self->receipt->code,
    .title = self->receipt->listing != NULL ? self->receipt->listing->title : NULL,
    .when = when,
    .where = where,
    .next_heading = _ ("What happens next"),
    .qr = calendar,
  };

  for (guint i = 0; i < next->len && i + 1 < G_N_ELEMENTS (slip.next); i++)
    slip.next[i] = g_ptr_array_index (next, i);
  return foyer_slip_new (backend, &slip,
                         foyer_visit_get_text_percent (foyer_page_get_visit (page)) >= LARGE_FROM);
}

static void
large_cb (FoyerDonePage *self)
{
  foyer_page_open (FOYER_PAGE (self), "large-letters", foyer_page_get_argument (FOYER_PAGE (self)));
}

static void
add_ways (FoyerDonePage *self)
{
  GtkWidget *large
    = foyer_button_new (_ ("Large letters"), "foyer-text-size-symbolic", FALSE, "outline");

  gtk_box_append (GTK_BOX (self->slip_box),
                  foyer_print_button_new (_ ("Print a slip"), "outline", make_slip, self));
  g_signal_connect_swapped (large, "clicked", G_CALLBACK (large_cb), self);
  gtk_box_append (GTK_BOX (self->ways), large);
  gtk_box_append (GTK_BOX (self->ways), foyer_read_button_new (_ ("Read it to me"), "outline"));
}

/* ---- the two short questions ---- */

static void
questions_cb (FoyerDonePage *self)
{
  gtk_widget_set_visible (self->questions, FALSE); /* who comes back has seen them */
  foyer_page_open (FOYER_PAGE (self), "baseline", "");
}

static void
offer_questions (FoyerDonePage *self)
{
  self->questions = foyer_button_new (_ ("Answer two short questions"), NULL, FALSE, "plain");
  g_signal_connect_swapped (self->questions, "clicked", G_CALLBACK (questions_cb), self);
  gtk_box_append (GTK_BOX (self->questions_box), self->questions);
}

/* Beside the other ways where there is room, or below them; in sight without scrolling at 100 %. */
static void
place_questions (FoyerDonePage *self, gboolean is_narrow)
{
  GtkWidget *box = is_narrow ? self->questions_box : self->ways;
  GtkWidget *parent = self->questions != NULL ? gtk_widget_get_parent (self->questions) : box;

  if (parent == box)
    return;
  g_object_ref (self->questions);
  gtk_box_remove (GTK_BOX (parent), self->questions);
  gtk_box_append (GTK_BOX (box), self->questions);
  g_object_unref (self->questions);
}

/* Who was helped to choose, and signed up for that, is asked once, at the very end, and may leave
 * it. They are about grown-ups' unpaid help. */
static gboolean
may_ask (FoyerDonePage *self)
{
  FoyerVisit *visit = foyer_page_get_visit (FOYER_PAGE (self));
  FoyerListing *listing = self->receipt->listing;

  return listing != NULL && !self->receipt->is_teen && !foyer_visit_get_asked (visit)
         && g_strcmp0 (foyer_visit_get_guided_to (visit), listing->id) == 0;
}

/* ---- when it clears ---- */

/* (transfer full) */
static char *
dup_clears (gint64 seconds)
{
  int minutes = (int)((seconds + 30) / 60);

  if (seconds > SECONDS_MAX)
    return g_strdup_printf (
      ngettext ("Clears in %d minute", "Clears in %d minutes", (gulong)minutes), minutes);
  return g_strdup_printf (ngettext ("Clears in %d second", "Clears in %d seconds", (gulong)seconds),
                          (int)seconds);
}

static gboolean
count_cb (gpointer data)
{
  FoyerDonePage *self = data;
  FoyerPage *page = FOYER_PAGE (self);
  gint64 until = foyer_visit_until_next_us (foyer_page_get_visit (page));
  gint64 seconds;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->clears, until >= 0);
  if (until < 0)
    return G_SOURCE_CONTINUE;
  seconds = until / G_USEC_PER_SEC
            + foyer_backend_get_setting (foyer_page_get_backend (page), "visit", "warning-seconds",
                                         WARNING_S);
  seconds = (seconds + COUNT_EVERY_S - 1) / COUNT_EVERY_S * COUNT_EVERY_S;
  text = dup_clears (seconds);
  gtk_label_set_text (GTK_LABEL (self->clears), text);
  return G_SOURCE_CONTINUE;
}

static void
more_time_cb (FoyerDonePage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.more-time", NULL);
  count_cb (self);
}

/* ---- the bottom bar ---- */

static void
like_this_cb (FoyerDonePage *self)
{
  foyer_page_open (FOYER_PAGE (self), "similar", self->receipt->listing->id);
}

static GtkWidget *
make_like_button (FoyerDonePage *self, const char *style)
{
  GtkWidget *button = foyer_button_new (_ ("See others like this"), NULL, FALSE, style);

  g_signal_connect_swapped (button, "clicked", G_CALLBACK (like_this_cb), self);
  return button;
}

static void
build_bar (FoyerDonePage *self)
{
  FoyerPage *page = FOYER_PAGE (self);
  GtkWidget *more = foyer_button_new (_ ("I need more time"), NULL, FALSE, "outline");
  GtkWidget *finish = foyer_button_new (_ ("Finish"), NULL, FALSE, "primary");

  g_signal_connect_swapped (more, "clicked", G_CALLBACK (more_time_cb), self);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (finish), "win.finish");
  self->clears = gtk_label_new ("");
  gtk_widget_add_css_class (self->clears, "small");
  gtk_widget_add_css_class (self->clears, "quiet");
  gtk_label_set_wrap (GTK_LABEL (self->clears), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (self->clears), GTK_NATURAL_WRAP_NONE);
  self->home = foyer_button_new (_ ("Home"), NULL, FALSE, "plain");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->home), "win.home");
  foyer_page_add_start (page, self->home);
  if (self->receipt->listing != NULL)
    {
      self->like[0] = make_like_button (self, "plain");
      self->like[1] = make_like_button (self, "outline");
      foyer_page_add_start (page, self->like[0]);
      gtk_box_append (GTK_BOX (self->like_box), self->like[1]);
    }
  foyer_page_add_end (page, self->clears);
  foyer_page_add_end (page, more);
  foyer_page_add_end (page, finish);
}

/* ---- the page ---- */

static void
foyer_done_page_opened (FoyerPage *page)
{
  FoyerDonePage *self = FOYER_DONE_PAGE (page);

  self->receipt
    = foyer_done_words_new (foyer_page_get_backend (page), foyer_page_get_argument (page));
  show_words (self);
  show_reference (self);
  add_ways (self);
  build_bar (self);
  update_notice (self);
  if (may_ask (self))
    {
      offer_questions (self);
      foyer_visit_set_asked (foyer_page_get_visit (page), TRUE);
    }
  g_signal_connect_object (foyer_page_get_backend (page), "line-changed",
                           G_CALLBACK (update_notice), self, G_CONNECT_SWAPPED);
}

static void
foyer_done_page_shown (FoyerPage *page)
{
  FoyerDonePage *self = FOYER_DONE_PAGE (page);

  count_cb (self);
  if (self->count_timer == 0)
    self->count_timer = g_timeout_add_seconds (COUNT_EVERY_S, count_cb, self);
}

static void
foyer_done_page_hidden (FoyerPage *page)
{
  g_clear_handle_id (&FOYER_DONE_PAGE (page)->count_timer, g_source_remove);
}

static void
foyer_done_page_layout (FoyerPage *page, gboolean portrait)
{
  FoyerDonePage *self = FOYER_DONE_PAGE (page);
  int percent = foyer_visit_get_text_percent (foyer_page_get_visit (page));
  gboolean is_tight = portrait && percent > 100; /* no room for all of the bar */
  gboolean is_narrow = portrait || percent > 100;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns),
                                  portrait ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_halign (self->card, portrait ? GTK_ALIGN_FILL : GTK_ALIGN_END);
  gtk_widget_set_visible (self->like_box, is_narrow);
  gtk_widget_set_visible (self->home, !is_tight);
  place_questions (self, is_narrow);
  /* The card may begin below the edge of the screen: the code is never out of sight. */
  gtk_widget_set_visible (self->code_line, percent > 100);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->ways),
                                  is_tight ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  if (self->like[0] != NULL)
    gtk_widget_set_visible (self->like[0], !is_narrow);
}

/* Whether it was seen to wait: none waiting then still means that it has arrived. And whether the
 * questions are still offered. */
static GObject *
foyer_done_page_save_state (FoyerPage *page)
{
  FoyerDonePage *self = FOYER_DONE_PAGE (page);
  gboolean offers = self->questions != NULL && gtk_widget_get_visible (self->questions);
  GObject *state = g_object_new (G_TYPE_OBJECT, NULL);

  g_object_set_data (state, "waited", GINT_TO_POINTER (self->has_waited));
  g_object_set_data (state, "offers", GINT_TO_POINTER (offers));
  return state;
}

static void
foyer_done_page_restore_state (FoyerPage *page, GObject *state)
{
  FoyerDonePage *self = FOYER_DONE_PAGE (page);

  self->has_waited = g_object_get_data (state, "waited") != NULL;
  update_notice (self);
  if (g_object_get_data (state, "offers") != NULL)
    offer_questions (self);
}

static void
foyer_done_page_dispose (GObject *object)
{
  FoyerDonePage *self = FOYER_DONE_PAGE (object);

  g_clear_handle_id (&self->count_timer, g_source_remove);
  G_OBJECT_CLASS (foyer_done_page_parent_class)->dispose (object);
}

static void
foyer_done_page_finalize (GObject *object)
{
  g_clear_pointer (&FOYER_DONE_PAGE (object)->receipt, foyer_done_words_free);
  G_OBJECT_CLASS (foyer_done_page_parent_class)->finalize (object);
}

static void
foyer_done_page_class_init (FoyerDonePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FoyerPageClass *page_class = FOYER_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_done_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_done_page_finalize;
  page_class->opened = foyer_done_page_opened;
  page_class->shown = foyer_done_page_shown;
  page_class->hidden = foyer_done_page_hidden;
  page_class->layout = foyer_done_page_layout;
  page_class->save_state = foyer_done_page_save_state;
  page_class->restore_state = foyer_done_page_restore_state;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/uk/org/foyer/Foyer/ui/foyer-done-page.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, FoyerDonePage, name)
  BIND (columns);
  BIND (card);
  BIND (notice);
  BIND (qr_box);
  BIND (like_box);
  BIND (heading);
  BIND (title);
  BIND (when);
  BIND (where);
  BIND (notice_title);
  BIND (notice_text);
  BIND (next);
  BIND (ways);
  BIND (code_box);
  BIND (slip_box);
  BIND (questions_box);
  BIND (code_line);
  BIND (scan);
#undef BIND
}

static void
foyer_done_page_init (FoyerDonePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
