/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-hours-page"

#include "kiosk/pages/foyer-hours-private.h"

#include <glib/gi18n.h>

#include "core/model/foyer-when.h"
#include "core/viewmodel/foyer-choice-words.h"
#include "core/viewmodel/foyer-listing-words.h"
#include "kiosk/foyer-spoken.h"
#include "kiosk/pages/foyer-hours-words.h"
#include "kiosk/pages/foyer-sign-up-parts.h"
#include "kiosk/widgets/foyer-door-card.h"
#include "kiosk/widgets/foyer-flow.h"
#include "kiosk/widgets/foyer-label.h"
#include "kiosk/widgets/foyer-option-card.h"
#include "kiosk/widgets/foyer-qr.h"

/* The views of the hours page, made from the log's state when they come up. They belong to the
 * page's column; main thread. */

#define MONTHS_SHOWN 2 /* this one and the last: who remembers more tells the staff */
#define ROWS_SHOWN 6   /* months on the screen; all are on paper */

static void
add_heading (FoyerHoursPage *self, const char *heading, const char *lead)
{
  foyer_label_append (self->column, heading, "heading");
  foyer_label_append (self->column, lead, "lead");
  foyer_page_set_title (FOYER_PAGE (self), heading);
  self->summary = FOYER_ERROR_SUMMARY (foyer_error_summary_new ());
  gtk_box_append (GTK_BOX (self->column), GTK_WIDGET (self->summary));
}

/* ---- the first time, or with a code ---- */

static void
first_cb (FoyerHoursPage *self)
{
  foyer_hours_log_set_code (self->log, NULL);
  foyer_hours_page_show_view (self, FOYER_HOURS_WHEN);
}

static void
again_cb (FoyerHoursPage *self)
{
  foyer_hours_log_set_code (self->log, NULL);
  foyer_hours_page_show_view (self, FOYER_HOURS_CODE);
}

static void
build_start (FoyerHoursPage *self)
{
  GtkWidget *first
    = foyer_door_card_new ("scene-gardening", _ ("This is my first time"),
                           _ ("Log your hours. You get a code to come back with."), NULL);
  GtkWidget *again
    = foyer_door_card_new ("scene-library", _ ("I have a code"),
                           _ ("Add hours, see them all together, print a record of them."), NULL);

  add_heading (self, _ ("I already volunteer"),
               _ ("Thank you for your time. Here it gets counted, without your name."));
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_homogeneous (GTK_GRID (self->grid), TRUE);
  gtk_widget_add_css_class (self->grid, "door-grid");
  g_signal_connect_swapped (first, "clicked", G_CALLBACK (first_cb), self);
  g_signal_connect_swapped (again, "clicked", G_CALLBACK (again_cb), self);
  gtk_grid_attach (GTK_GRID (self->grid), first, 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), again, 1, 0, 1, 1);
  gtk_box_append (GTK_BOX (self->column), self->grid);
}

static void
build_code (FoyerHoursPage *self)
{
  add_heading (self, _ ("What is your code?"), NULL);
  self->code_field = FOYER_CODE_FIELD (foyer_code_field_new ());
  foyer_code_field_set_text (self->code_field, foyer_hours_log_get_code (self->log));
  g_signal_connect_swapped (self->code_field, "activate", G_CALLBACK (foyer_hours_page_next), self);
  gtk_box_append (GTK_BOX (self->column), GTK_WIDGET (self->code_field));
}

/* A button that shows, and says, whether it is what was chosen. */
static GtkWidget *
choice_new (const char *words, const char *style)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, style);
  foyer_spoken_name (button, words);
  /* GTK says it of a button once that has changed: until then it sounds like one that cannot. */
  gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_PRESSED,
                               GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
  return button;
}

/* ---- which day ---- */

static gboolean
is_day (GtkToggleButton *button, FoyerHoursPage *self)
{
  return g_strcmp0 (g_object_get_data (G_OBJECT (button), "date"),
                    foyer_hours_log_get_date (self->log))
         == 0;
}

/* A touch goes on, and takes no choice away: it may also have come too soon to count. */
static void
day_cb (GtkToggleButton *button, FoyerHoursPage *self)
{
  gtk_toggle_button_set_active (button, is_day (button, self));
  foyer_hours_page_choose_day (self, g_object_get_data (G_OBJECT (button), "date"));
}

static GtkWidget *
make_day (FoyerHoursPage *self, GDateTime *day, const char *label, const char *style)
{
  GtkWidget *button = choice_new (label, style);

  g_object_set_data_full (G_OBJECT (button), "date", g_date_time_format (day, "%Y-%m-%d"), g_free);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button),
                                is_day (GTK_TOGGLE_BUTTON (button), self));
  g_signal_connect (button, "clicked", G_CALLBACK (day_cb), self);
  return button;
}

/* A day of the month: a number to see, and the whole day to hear. */
static GtkWidget *
make_number (FoyerHoursPage *self, GDateTime *day, gboolean is_today)
{
  g_autofree char *label = g_strdup_printf ("%d", g_date_time_get_day_of_month (day));
  GtkWidget *button = make_day (self, day, label, "day");
  g_autofree char *words
    = foyer_hours_words_day (g_object_get_data (G_OBJECT (button), "date"));
  /* Translators: a day of the calendar, as it is read aloud: "Sunday 22 November, today". */
  g_autofree char *today = is_today ? g_strdup_printf (_ ("%s, today"), words) : NULL;

  foyer_spoken_name (button, today != NULL ? today : words);
  if (is_today)
    gtk_widget_add_css_class (button, "today");
  return button;
}

/* The names stand above the days; each day is spoken with its own as well. */
static void
add_day_names (GtkGrid *grid)
{
  for (int day = 0; day < FOYER_MATCH_N_DAYS; day++)
    {
      GtkWidget *name = gtk_label_new (foyer_choice_day_label (day));

      gtk_widget_set_hexpand (name, TRUE);
      gtk_widget_add_css_class (name, "day-name");
      gtk_widget_add_css_class (name, "quiet");
      gtk_grid_attach (grid, name, day, 0, 1, 1);
    }
}

/* The days of a month up to today, as large buttons, a week a row, Monday first. */
static void
add_month (FoyerHoursPage *self, GDateTime *today, int months_ago)
{
  g_autoptr (GDateTime) any = g_date_time_add_months (today, -months_ago);
  g_autofree char *key = g_date_time_format (any, "%Y-%m");
  g_autofree char *name = foyer_when_confirmed (key);
  GtkWidget *month = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *grid = gtk_grid_new ();
  int last = g_date_get_days_in_month ((GDateMonth)g_date_time_get_month (any),
                                       (GDateYear)g_date_time_get_year (any));

  if (months_ago == 0)
    last = g_date_time_get_day_of_month (today);
  foyer_label_append (month, name, "field-label");
  gtk_widget_add_css_class (grid, "days");
  add_day_names (GTK_GRID (grid));
  for (int i = 1; i <= last; i++)
    {
      g_autoptr (GDateTime) day = g_date_time_new_utc (g_date_time_get_year (any),
                                                       g_date_time_get_month (any), i, 12, 0, 0);
      int column = g_date_time_get_day_of_week (day) - 1; /* 1 is Monday */

      gtk_grid_attach (GTK_GRID (grid), make_number (self, day, months_ago == 0 && i == last),
                       column, 1 + (i + 6 - column) / 7, 1, 1);
    }
  gtk_box_append (GTK_BOX (month), grid);
  gtk_box_append (GTK_BOX (self->months), month);
}

static void
build_when (FoyerHoursPage *self)
{
  FoyerClock *clock = foyer_backend_get_clock (foyer_page_get_backend (FOYER_PAGE (self)));
  g_autoptr (GDateTime) utc
    = g_date_time_new_from_unix_utc (foyer_clock_now_us (clock) / G_USEC_PER_SEC);
  g_autoptr (GDateTime) today = g_date_time_to_timezone (utc, foyer_when_zone ());
  g_autoptr (GDateTime) yesterday = g_date_time_add_days (today, -1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  add_heading (self, _ ("Which day was it?"), _ ("Touch a day to go on."));
  gtk_widget_add_css_class (box, "door-row");
  gtk_box_append (GTK_BOX (box), make_day (self, today, _ ("Today"), "day"));
  gtk_box_append (GTK_BOX (box), make_day (self, yesterday, _ ("Yesterday"), "day"));
  gtk_box_append (GTK_BOX (self->column), box);
  self->months = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->months, "months");
  gtk_box_append (GTK_BOX (self->column), self->months);
  for (int i = 0; i < MONTHS_SHOWN; i++)
    add_month (self, today, i);
}

/* ---- how long ---- */

static void amount_cb (GtkToggleButton *button, FoyerHoursPage *self);

static int
get_minutes (gpointer pill)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (pill), "minutes"));
}

static void
show_amount (FoyerHoursPage *self)
{
  g_autofree char *words
    = foyer_hours_words_duration ((guint)foyer_hours_log_get_minutes (self->log));

  gtk_label_set_text (self->amount, words);
  foyer_spoken_name (GTK_WIDGET (self->amount), words);
  for (GtkWidget *pill = gtk_widget_get_first_child (self->amounts); pill != NULL;
       pill = gtk_widget_get_next_sibling (pill))
    {
      g_signal_handlers_block_by_func (pill, amount_cb, self);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (pill),
                                    get_minutes (pill) == foyer_hours_log_get_minutes (self->log));
      g_signal_handlers_unblock_by_func (pill, amount_cb, self);
    }
}

static void
step_cb (GtkButton *button, FoyerHoursPage *self)
{
  int step = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "step"));

  foyer_hours_log_set_minutes (self->log, foyer_hours_log_get_minutes (self->log) + step);
  show_amount (self);
}

static void
amount_cb (GtkToggleButton *button, FoyerHoursPage *self)
{
  foyer_hours_log_set_minutes (self->log, get_minutes (button));
  show_amount (self);
}

static GtkWidget *
make_step (FoyerHoursPage *self, const char *label, const char *spoken, int step)
{
  GtkWidget *button = foyer_button_new (label, NULL, FALSE, "outline");

  g_object_set_data (G_OBJECT (button), "step", GINT_TO_POINTER (step));
  g_signal_connect (button, "clicked", G_CALLBACK (step_cb), self);
  foyer_spoken_name (button, spoken);
  return button;
}

static void
build_long (FoyerHoursPage *self)
{
  static const int amounts[] = { 30, 60, 90, 120, 180, 240, 360 };
  g_autofree char *day = foyer_hours_words_day (foyer_hours_log_get_date (self->log));
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->amounts = foyer_flow_new ();
  add_heading (self, _ ("How long did you help?"), day);
  gtk_widget_add_css_class (row, "stepper");
  gtk_widget_set_halign (row, GTK_ALIGN_START);
  self->amount = GTK_LABEL (foyer_label_new ("", "amount"));
  gtk_label_set_xalign (self->amount, 0.5);
  gtk_label_set_justify (self->amount, GTK_JUSTIFY_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self->amount), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), make_step (self, "−", _ ("A quarter of an hour less"),
                                            -FOYER_HOURS_STEP_MINUTES));
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->amount));
  gtk_box_append (GTK_BOX (row),
                  make_step (self, "+", _ ("A quarter of an hour more"), FOYER_HOURS_STEP_MINUTES));
  gtk_box_append (GTK_BOX (self->column), row);
  gtk_widget_add_css_class (self->amounts, "pills");
  gtk_widget_add_css_class (self->amounts, "amounts");
  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      g_autofree char *words = foyer_hours_words_duration ((guint)amounts[i]);
      GtkWidget *pill = choice_new (words, "choice");

      g_object_set_data (G_OBJECT (pill), "minutes", GINT_TO_POINTER (amounts[i]));
      g_signal_connect (pill, "toggled", G_CALLBACK (amount_cb), self);
      foyer_flow_append (FOYER_FLOW (self->amounts), pill);
    }
  gtk_box_append (GTK_BOX (self->column), self->amounts);
  show_amount (self);
}

/* ---- with whom ---- */

static void
found_cb (GtkToggleButton *button, FoyerHoursPage *self)
{
  FoyerListing *listing = g_object_get_data (G_OBJECT (button), "listing");

  if (!gtk_toggle_button_get_active (button))
    {
      if (g_strcmp0 (foyer_hours_log_get_listing (self->log), listing->id) == 0)
        foyer_hours_log_set_listing (self->log, NULL, NULL);
      return;
    }
  foyer_hours_log_set_listing (self->log, listing->id, listing->programme);
}

void
foyer_hours_views_show_found (FoyerHoursPage *self, GPtrArray *matches)
{
  GtkToggleButton *first = NULL;

  if (self->found == NULL)
    return;
  foyer_hours_log_set_listing (self->log, NULL, NULL);
  foyer_sign_up_clear (self->found);
  for (guint i = 0; matches != NULL && i < matches->len; i++)
    {
      FoyerListing *listing = g_ptr_array_index (matches, i);
      g_autofree char *where = foyer_words_who_where (listing);
      GtkWidget *card = foyer_option_card_new (FOYER_OPTION_RADIO, listing->title, where);

      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (card), first);
      first = first != NULL ? first : GTK_TOGGLE_BUTTON (card);
      g_object_set_data_full (G_OBJECT (card), "listing", g_object_ref (listing), g_object_unref);
      g_signal_connect (card, "toggled", G_CALLBACK (found_cb), self);
      gtk_box_append (GTK_BOX (self->found), card);
    }
}

static void
build_with (FoyerHoursPage *self)
{
  g_autofree char *day = foyer_hours_words_day (foyer_hours_log_get_date (self->log));
  g_autofree char *duration
    = foyer_hours_words_duration ((guint)foyer_hours_log_get_minutes (self->log));
  g_autofree char *lead = g_strdup_printf ("%s, %s", day, duration);
  const char *words = _ ("The name of the group, or nothing");

  add_heading (self, _ ("Who did you help with?"), lead);
  foyer_label_append (self->column, words, "field-label");
  self->entry = gtk_entry_new ();
  gtk_entry_set_max_length (GTK_ENTRY (self->entry), 80);
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->entry), FALSE);
  gtk_entry_set_input_hints (GTK_ENTRY (self->entry), GTK_INPUT_HINT_NO_EMOJI
                                                        | GTK_INPUT_HINT_NO_SPELLCHECK
                                                        | GTK_INPUT_HINT_PRIVATE);
  gtk_widget_add_css_class (self->entry, "field");
  foyer_spoken_name (self->entry, words);
  if (foyer_hours_log_get_group (self->log) != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), foyer_hours_log_get_group (self->log));
  gtk_box_append (GTK_BOX (self->column), self->entry);
  self->found = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->found, "found");
  gtk_box_append (GTK_BOX (self->column), self->found);
}

/* ---- the sum ---- */

static void
add_sums (GtkBox *rows, FoyerBackend *backend, const FoyerService *service)
{
  guint n = MIN (service->months->len, ROWS_SHOWN);

  for (guint i = 0; i < n; i++)
    {
      const FoyerServiceSum *sum
        = g_ptr_array_index (service->months, service->months->len - 1 - i);
      g_autofree char *month = foyer_when_confirmed (sum->key);
      g_autofree char *duration = foyer_hours_words_duration (sum->minutes);

      foyer_sign_up_append_row (rows, month, duration, NULL, NULL);
    }
  for (guint i = 0; i < service->programmes->len; i++)
    {
      const FoyerServiceSum *sum = g_ptr_array_index (service->programmes, i);
      g_autofree char *name = foyer_hours_words_programme (backend, sum->key);
      g_autofree char *duration = foyer_hours_words_duration (sum->minutes);

      foyer_sign_up_append_row (rows, name, duration, NULL, NULL);
    }
}

static GtkWidget *
make_total (FoyerHoursPage *self)
{
  const FoyerService *service = foyer_hours_log_get_service (self->log);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *total = foyer_hours_words_duration (service != NULL ? service->minutes : 0);

  gtk_widget_set_hexpand (box, TRUE);
  foyer_label_append (box, _ ("All together"), "quiet");
  foyer_label_append (box, total, "total");
  if (service == NULL)
    foyer_label_append (box,
                        _ ("We have no hours for this code on this kiosk yet. What you log "
                           "elsewhere gets here within a day."),
                        "lead");
  gtk_widget_add_css_class (rows, "rows");
  if (service != NULL)
    add_sums (GTK_BOX (rows), foyer_page_get_backend (FOYER_PAGE (self)), service);
  gtk_box_append (GTK_BOX (box), rows);
  return box;
}

static GtkWidget *
make_reference (FoyerHoursPage *self)
{
  const char *code = foyer_hours_log_get_code (self->log);
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = foyer_label_new (code, "code");
  GtkWidget *qr = foyer_qr_new (code, _ ("QR code: scan it to keep your code on your phone"));

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "reference");
  gtk_widget_set_valign (card, GTK_ALIGN_START);
  foyer_label_append (card, _ ("Your code"), "quiet");
  gtk_box_append (GTK_BOX (card), label);
  gtk_widget_set_halign (qr, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (card), qr);
  foyer_label_append (card,
                      foyer_hours_log_has_new_code (self->log)
                        ? _ ("Keep it. Type it at any of our kiosks to add hours.")
                        : _ ("Scan to keep it on your phone."),
                      NULL);
  self->print = foyer_button_new (_ ("Print my record"), "foyer-printer-symbolic", FALSE, "outline");
  g_signal_connect_swapped (self->print, "clicked", G_CALLBACK (foyer_hours_page_print), self);
  gtk_box_append (GTK_BOX (card), self->print);
  self->printed = GTK_LABEL (foyer_label_new (NULL, "strong"));
  gtk_widget_set_visible (GTK_WIDGET (self->printed), FALSE);
  gtk_box_append (GTK_BOX (card), GTK_WIDGET (self->printed));
  foyer_hours_page_look_for_printer (self);
  return card;
}

static void
more_cb (FoyerHoursPage *self)
{
  foyer_hours_page_show_view (self, FOYER_HOURS_WHEN);
}

static void
build_record (FoyerHoursPage *self)
{
  int added = foyer_hours_log_get_added (self->log);
  g_autofree char *duration = foyer_hours_words_duration ((guint)added);
  g_autofree char *thanks = g_strdup_printf (_ ("Thank you. %s added."), duration);
  GtkWidget *total, *more = foyer_button_new (_ ("Add more hours"), NULL, FALSE, "outline");

  add_heading (self, added > 0 ? thanks : _ ("Your hours"), NULL);
  self->how = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->how, "hours-record");
  total = make_total (self);
  gtk_widget_set_halign (more, GTK_ALIGN_START);
  g_signal_connect_swapped (more, "clicked", G_CALLBACK (more_cb), self);
  gtk_box_append (GTK_BOX (total), more);
  gtk_box_append (GTK_BOX (self->how), total);
  gtk_box_append (GTK_BOX (self->how), make_reference (self));
  gtk_box_append (GTK_BOX (self->column), self->how);
}

void
foyer_hours_views_build (FoyerHoursPage *self)
{
  static void (*const builders[]) (FoyerHoursPage *) = {
    [FOYER_HOURS_START] = build_start, [FOYER_HOURS_CODE] = build_code,
    [FOYER_HOURS_WHEN] = build_when,   [FOYER_HOURS_LONG] = build_long,
    [FOYER_HOURS_WITH] = build_with,   [FOYER_HOURS_RECORD] = build_record,
  };

  self->months = self->amounts = NULL;
  self->grid = self->how = self->entry = self->found = self->print = NULL;
  self->code_field = NULL;
  self->amount = self->printed = NULL;
  self->summary = NULL;
  foyer_sign_up_clear (self->column);
  builders[foyer_hours_log_get_view (self->log)](self);
}
