/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-done-page"

#include "kiosk/pages/foyer-done-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/model/foyer-when.h"
#include "core/viewmodel/foyer-listing-words.h"
#include "kiosk/pages/foyer-sign-up-words.h"
#include "kiosk/pages/foyer-status-words.h"
#include "kiosk/widgets/foyer-qr.h"

/* What a visitor takes away: that it is kept, what happens next and by when, and the code. The
 * record is durable before this page is made. It follows the line: what waits on the kiosk is said
 * to wait, and is said to be sent only once the centre has it. Owned by the window; main thread. */

#define REMIND_AFTER_S (7 * 24 * 60 * 60) /* where no day was promised */
#define WARNING_S 30 /* setting [visit] warning-seconds, as the window has it */
#define COUNT_EVERY_S                                                                              \
  5 /* "Clears in 40 seconds" steps by this; a ticking second hurries people                       \
     */
#define TAGS_LIKE_THIS                                                                             \
  3 /* the first few say what kind of thing it is; more would match everything */

struct _FoyerDonePage
{
  FoyerPage parent_instance;

  char *reference; /* owned, wiped: the code */
  char *record_id; /* owned */
  gboolean is_teen;
  char *reply_by;        /* owned; nullable: YYYY-MM-DD, by when an answer is promised */
  char *way;             /* owned: phone, email, post, staff; "" not known */
  FoyerListing *listing; /* owned; nullable */
  FoyerSession *session; /* owned; nullable */
  gboolean has_waited;   /* the record was seen waiting: none waiting then means it has arrived */
  guint count_timer;
  GtkWidget *clears;  /* borrowed: in the bottom bar */
  GtkWidget *home;    /* borrowed: in the bottom bar */
  GtkWidget *like[2]; /* borrowed, nullable: in the bar, and where that is narrow under the words */

  /* template children, borrowed */
  GtkWidget *columns, *card, *notice, *qr_box, *like_box;
  GtkLabel *heading, *title, *when, *where, *notice_title, *notice_text, *next, *promise, *keep,
    *code, *code_line, *scan;
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

static const char *
next_words (FoyerDonePage *self)
{
  if (self->is_teen)
    return _ ("What happens next: the organiser asks your parent or carer first.");
  if (g_str_equal (self->way, "email"))
    return _ ("What happens next: the organiser emails you.");
  if (g_str_equal (self->way, "post"))
    return _ ("What happens next: the organiser writes to you.");
  if (g_str_equal (self->way, "staff"))
    return _ ("What happens next: the organiser leaves word with the staff here.");
  if (g_str_equal (self->way, "phone"))
    return _ ("What happens next: the organiser calls you.");
  return _ ("What happens next: the organiser gets in touch.");
}

/* (transfer full) (nullable): nothing was promised, or of something that is gone. */
static char *
dup_promise (FoyerDonePage *self)
{
  const char *phone = foyer_backend_get_help_phone (foyer_page_get_backend (FOYER_PAGE (self)));
  g_autofree char *day = foyer_status_words_dup_day (self->reply_by);

  if (day == NULL)
    return foyer_status_words_dup_help (phone);
  if (phone != NULL)
    return g_strdup_printf (
      _ ("You should hear by %s. If not, show your code to staff or call %s."), day, phone);
  return g_strdup_printf (_ ("You should hear by %s. If not, show your code to staff."), day);
}

/* When the phone reminds who scans the code: the promised day, or a week on. */
static gint64
remind_at (FoyerDonePage *self)
{
  FoyerClock *clock = foyer_backend_get_clock (foyer_page_get_backend (FOYER_PAGE (self)));
  gint64 day = foyer_status_words_day_s (self->reply_by);

  return day >= 0 ? day : foyer_clock_now_us (clock) / G_USEC_PER_SEC + REMIND_AFTER_S;
}

static void
show_words (FoyerDonePage *self)
{
  const char *heading = _ ("Thank you. We have your name.");
  g_autofree char *when = NULL;
  g_autofree char *where = NULL;
  g_autofree char *promise = dup_promise (self);

  if (self->is_teen)
    heading = _ ("Thank you. It waits for your parent’s or carer’s OK.");
  else if (self->session != NULL)
    heading = _ ("Thank you. You’re on the list.");
  set_label (self->heading, heading);
  foyer_page_set_title (FOYER_PAGE (self), heading);
  if (self->listing != NULL)
    {
      when = self->session != NULL ? foyer_when_session_long (self->session)
                                   : foyer_words_when (self->listing, NULL);
      where = foyer_words_place (self->listing);
    }
  set_label (self->title, self->listing != NULL ? self->listing->title : NULL);
  set_label (self->when, when);
  set_label (self->where, where);
  set_label (self->next, next_words (self));
  set_label (self->promise, promise);
  set_label (self->keep,
             _ ("Keep your code. Type it at any of our kiosks to see how things stand, or to take "
                "your name back."));
}

/* The code, large, and a QR code with a calendar entry: the date and place, or the day of the
 * promise. */
static void
show_reference (FoyerDonePage *self)
{
  FoyerBackend *backend = foyer_page_get_backend (FOYER_PAGE (self));
  g_autofree char *calendar = NULL;

  gtk_label_set_text (self->code, self->reference);
  gtk_label_set_text (self->code_line, self->reference);
  if (self->listing == NULL)
    {
      set_label (self->scan, NULL);
      return;
    }
  calendar
    = foyer_when_calendar (self->listing, self->session, remind_at (self), self->reference,
                           self->record_id, foyer_clock_now_us (foyer_backend_get_clock (backend)));
  gtk_box_append (GTK_BOX (self->qr_box),
                  foyer_qr_new (calendar, _ ("QR code: scan it to keep this on your phone")));
  set_label (self->scan, self->session != NULL
                           ? _ ("Scan to keep the date, place and code on your phone")
                           : _ ("Scan to keep the code on your phone"));
}

/* ---- when it clears ---- */

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
  text = g_strdup_printf (ngettext ("Clears in %d second", "Clears in %d seconds", (gulong)seconds),
                          (int)seconds);
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

/* Listings with the same first kinds: tags the programme offers as choices. */
static void
like_this_cb (FoyerDonePage *self)
{
  FoyerStore *store = foyer_backend_get_store (foyer_page_get_backend (FOYER_PAGE (self)));
  g_autoptr (GPtrArray) programmes = foyer_store_list_programmes (store);
  g_autoptr (GString) argument = g_string_new (self->listing->programme);
  FoyerProgramme *programme = NULL;
  guint n = 0;

  for (guint i = 0; i < programmes->len; i++)
    {
      FoyerProgramme *candidate = g_ptr_array_index (programmes, i);

      if (g_strcmp0 (candidate->id, self->listing->programme) == 0)
        programme = candidate;
    }
  for (guint i = 0; programme != NULL && self->listing->tags[i] != NULL && n < TAGS_LIKE_THIS; i++)
    if (foyer_programme_find_option (programme, self->listing->tags[i]) != NULL)
      g_string_append_printf (argument, "%s%s", n++ == 0 ? "?tags=" : ",", self->listing->tags[i]);
  foyer_page_open (FOYER_PAGE (self), "browse", argument->str);
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
  if (self->listing != NULL)
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
load_argument (FoyerDonePage *self)
{
  FoyerBackend *backend = foyer_page_get_backend (FOYER_PAGE (self));
  FoyerStore *store = foyer_backend_get_store (backend);
  char **parts = g_strsplit (foyer_page_get_argument (FOYER_PAGE (self)), " ", 7);
  guint n = g_strv_length (parts);

  self->reference = g_strdup (n > 0 ? parts[0] : "");
  if (store != NULL && n > 1)
    self->listing = foyer_store_get_listing (store, parts[1]);
  if (self->listing != NULL && n > 2)
    self->session = foyer_sign_up_find_session (backend, self->listing->id, parts[2]);
  self->record_id = g_strdup (n > 3 ? parts[3] : self->reference);
  self->is_teen = n > 4 && g_str_equal (parts[4], "teen");
  self->way = g_strdup (n > 5 ? parts[5] : "");
  self->reply_by = n > 6 ? g_strdup (parts[6]) : NULL;
  if (n > 0)
    explicit_bzero (parts[0], strlen (parts[0]));
  g_strfreev (parts);
}

static void
foyer_done_page_opened (FoyerPage *page)
{
  FoyerDonePage *self = FOYER_DONE_PAGE (page);

  load_argument (self);
  show_words (self);
  show_reference (self);
  build_bar (self);
  update_notice (self);
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
  /* The card may begin below the edge of the screen: the code is never out of sight. */
  gtk_widget_set_visible (GTK_WIDGET (self->code_line), percent > 100);
  if (self->like[0] != NULL)
    gtk_widget_set_visible (self->like[0], !is_narrow);
}

static void
foyer_done_page_dispose (GObject *object)
{
  FoyerDonePage *self = FOYER_DONE_PAGE (object);

  g_clear_handle_id (&self->count_timer, g_source_remove);
  g_clear_object (&self->listing);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (foyer_done_page_parent_class)->dispose (object);
}

static void
foyer_done_page_finalize (GObject *object)
{
  FoyerDonePage *self = FOYER_DONE_PAGE (object);

  if (self->reference != NULL)
    explicit_bzero (self->reference, strlen (self->reference));
  g_free (self->reference);
  g_free (self->record_id);
  g_free (self->way);
  g_free (self->reply_by);
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
  BIND (promise);
  BIND (keep);
  BIND (code);
  BIND (code_line);
  BIND (scan);
#undef BIND
}

static void
foyer_done_page_init (FoyerDonePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
