/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-hours-page"

#include "kiosk/pages/foyer-hours-private.h"

#include <glib/gi18n.h>

#include "core/crypto/foyer-crypto.h"
#include "kiosk/pages/foyer-hours-words.h"
#include "kiosk/print/foyer-printers.h"
#include "kiosk/pages/foyer-sign-up-parts.h"

/* Hours go in under a code, the sum comes out: on the screen and on paper. The first time makes the
 * code. Owned by the window's stack for one navigation; main thread. Code and group are wiped with
 * the log's state. */

#define ONE_COLUMN_FROM 200 /* percent: two columns of such letters are too narrow */
#define FOUND_MAX 4         /* beside the keyboard there is room for no more */

G_DEFINE_FINAL_TYPE (FoyerHoursPage, foyer_hours_page, FOYER_TYPE_PAGE)

static FoyerBackend *
get_backend (FoyerHoursPage *self)
{
  return foyer_page_get_backend (FOYER_PAGE (self));
}

static FoyerClock *
get_clock (FoyerHoursPage *self)
{
  return foyer_backend_get_clock (get_backend (self));
}

static void
set_busy (FoyerHoursPage *self, gboolean is_busy)
{
  self->is_busy = is_busy;
  gtk_widget_set_sensitive (self->next, !is_busy);
  gtk_widget_set_sensitive (self->back, !is_busy);
  gtk_widget_set_sensitive (self->column, !is_busy);
}

static void
show_problem (FoyerHoursPage *self, const char *said, GtkWidget *target)
{
  foyer_error_summary_show (self->summary, said, target);
  gtk_adjustment_set_value (
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
}

/* ---- looking a code up ---- */

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerHoursPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerCodeAnswer) answer = foyer_backend_look_up_code_finish (result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  set_busy (self, FALSE);
  if (g_error_matches (error, FOYER_CODE_ERROR, FOYER_CODE_ERROR_NOT_A_CODE)
      && self->code_field != NULL)
    {
      foyer_code_field_set_error (self->code_field,
                                  foyer_code_field_what_is_wrong (self->code_field));
      show_problem (self, foyer_code_field_what_is_wrong (self->code_field),
                    foyer_code_field_get_entry (self->code_field));
      return;
    }
  if (answer == NULL)
    {
      g_message ("hours: %s", error->message);
      show_problem (self, _ ("Sorry, we cannot look just now. Please ask the staff here."), NULL);
      return;
    }
  if (answer->state == FOYER_CODE_WITHDRAWN || answer->state == FOYER_CODE_WITHDRAWAL_WAITING)
    {
      show_problem (self, _ ("This code has been taken back. Begin again without a code."), NULL);
      return;
    }
  foyer_hours_log_set_service (self->log, answer->service);
  foyer_hours_page_show_view (self, FOYER_HOURS_RECORD);
}

static void
look_up (FoyerHoursPage *self)
{
  if (self->code_field != NULL)
    {
      char *code = foyer_code_normalise (foyer_code_field_get_text (self->code_field));

      foyer_code_field_set_error (self->code_field, NULL);
      foyer_error_summary_clear (self->summary);
      foyer_hours_log_set_code (self->log,
                                code != NULL ? code : foyer_code_field_get_text (self->code_field));
      foyer_secret_free (code);
    }
  set_busy (self, TRUE);
  foyer_backend_look_up_code (
    get_backend (self),
    foyer_hours_log_get_code (self->log) != NULL ? foyer_hours_log_get_code (self->log) : "",
    self->cancellable, looked_up_cb, g_object_ref (self));
}

/* ---- keeping hours ---- */

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerHoursPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSealedRecord) record = foyer_backend_keep_answer_finish (result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  set_busy (self, FALSE);
  if (record == NULL)
    {
      g_message ("hours: %s", error->message);
      show_problem (self, _ ("Sorry, we cannot keep this just now. Please try again."), NULL);
      return;
    }
  foyer_hours_log_kept (self->log, record->code);
  look_up (self); /* the sum, as every other kiosk will say it */
}

static void
keep (FoyerHoursPage *self)
{
  foyer_hours_log_set_group (self->log, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  foyer_page_hide_keyboard (FOYER_PAGE (self));
  set_busy (self, TRUE);
  foyer_backend_keep_answer (get_backend (self), foyer_hours_log_get_answer (self->log), NULL,
                             kept_cb, g_object_ref (self));
}

/* ---- with whom: what is typed is looked for ---- */

static void
searched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerHoursPage) self = data;
  g_autoptr (FoyerSearchResult) found = foyer_backend_search_finish (result, NULL);
  FoyerStore *store = foyer_backend_get_store (get_backend (self));
  g_autoptr (GPtrArray) matches = g_ptr_array_new_with_free_func (g_object_unref);

  if (found == NULL || store == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  for (guint i = 0; i < found->hits->len && i < FOUND_MAX; i++)
    {
      FoyerListing *listing = foyer_store_get_listing_by_row (
        store, g_array_index (found->hits, FoyerSearchHit, i).row);

      if (listing != NULL)
        g_ptr_array_add (matches, listing);
    }
  foyer_hours_views_show_found (self, matches);
}

static void
typed_cb (FoyerHoursPage *self)
{
  FoyerSearchQuery query = FOYER_SEARCH_QUERY_INIT;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  foyer_hours_views_show_found (self, NULL);
  if (*text == '\0')
    return;
  self->searching = g_cancellable_new ();
  query.text = text;
  query.limit = FOUND_MAX;
  query.now_us = foyer_clock_now_us (get_clock (self));
  foyer_backend_search (get_backend (self), &query, FALSE, self->searching, searched_cb,
                        g_object_ref (self));
}

/* ---- printing ---- */

static const char *
no_printer_words (void)
{
  return _ ("There is no printer here. Keep your code: any kiosk with a printer prints it.");
}

static void
printed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerHoursPage) self = data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = foyer_print_run_finish (result, &error);
  const char *said = _ ("It is at the printer.");

  if (g_cancellable_is_cancelled (self->cancellable) || self->printed == NULL)
    return;
  if (!is_done && g_error_matches (error, FOYER_PRINT_ERROR, FOYER_PRINT_ERROR_NO_PRINTER))
    said = no_printer_words ();
  else if (!is_done)
    {
      g_message ("hours: %s", error->message);
      said = _ ("Sorry, the printer does not answer. Please ask the staff here.");
    }
  gtk_label_set_text (self->printed, said);
}

static void
found_printer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerHoursPage) self = data;
  g_autofree char *printer = foyer_printers_find_finish (result, NULL);

  if (g_cancellable_is_cancelled (self->cancellable) || self->printed == NULL)
    return;
  gtk_widget_set_visible (self->print, printer != NULL);
  gtk_label_set_text (self->printed, printer != NULL ? "" : no_printer_words ());
  gtk_widget_set_visible (GTK_WIDGET (self->printed), printer == NULL);
}

/* A button that leads nowhere is worse than none. */
void
foyer_hours_page_look_for_printer (FoyerHoursPage *self)
{
  gtk_widget_set_visible (self->print, FALSE);
  foyer_printers_find (self->cancellable, found_printer_cb, g_object_ref (self));
}

void
foyer_hours_page_print (FoyerHoursPage *self)
{
  g_autoptr (FoyerPrint) print
    = foyer_hours_print_new (get_backend (self), foyer_hours_log_get_code (self->log),
                             foyer_hours_log_get_service (self->log));

  gtk_label_set_text (self->printed, _ ("Looking for the printer…"));
  gtk_widget_set_visible (GTK_WIDGET (self->printed), TRUE);
  foyer_print_run (print, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, printed_cb,
                   g_object_ref (self));
}

/* ---- the views ---- */

static void
update_bar (FoyerHoursPage *self)
{
  FoyerHoursView view = foyer_hours_log_get_view (self->log);
  const char *label = _ ("Finish");
  /* A touch of a day goes on: "Next" is for who came back to one that is chosen. */
  gboolean has_day = foyer_hours_log_get_date (self->log) != NULL;

  if (view == FOYER_HOURS_CODE)
    label = _ ("Show my hours");
  else if (view == FOYER_HOURS_WHEN || view == FOYER_HOURS_LONG)
    label = _ ("Next");
  else if (view == FOYER_HOURS_WITH)
    label = _ ("Add these hours");
  foyer_sign_up_set_button_label (self->next, label);
  gtk_widget_set_visible (self->next, view != FOYER_HOURS_START
                                        && (view != FOYER_HOURS_WHEN || has_day));
  gtk_widget_set_visible (self->back, view != FOYER_HOURS_RECORD);
}

static void
foyer_hours_page_layout (FoyerPage *page, gboolean portrait)
{
  FoyerHoursPage *self = FOYER_HOURS_PAGE (page);
  gboolean is_narrow
    = portrait || foyer_visit_get_text_percent (foyer_page_get_visit (page)) >= ONE_COLUMN_FROM;

  if (self->grid != NULL)
    foyer_sign_up_set_columns (GTK_GRID (self->grid), is_narrow ? 1 : 2);
  if (self->months != NULL)
    {
      gtk_orientable_set_orientation (GTK_ORIENTABLE (self->months),
                                      portrait ? GTK_ORIENTATION_VERTICAL
                                               : GTK_ORIENTATION_HORIZONTAL);
      gtk_box_set_homogeneous (GTK_BOX (self->months), !portrait); /* as wide, not as high */
    }
  if (self->how != NULL)
    gtk_orientable_set_orientation (GTK_ORIENTABLE (self->how), is_narrow
                                                                  ? GTK_ORIENTATION_VERTICAL
                                                                  : GTK_ORIENTATION_HORIZONTAL);
}

static void
focus_view (FoyerHoursPage *self)
{
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  if (self->code_field != NULL)
    foyer_code_field_focus (self->code_field);
  else if (self->entry != NULL)
    {
      gtk_entry_grab_focus_without_selecting (GTK_ENTRY (self->entry));
      gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
    }
  else
    {
      foyer_page_hide_keyboard (FOYER_PAGE (self));
      gtk_widget_child_focus (self->column, GTK_DIR_TAB_FORWARD);
    }
}

void
foyer_hours_page_show_view (FoyerHoursPage *self, FoyerHoursView view)
{
  foyer_hours_log_set_view (self->log, view);
  self->changed_us = foyer_clock_monotonic_us (get_clock (self));
  foyer_hours_views_build (self);
  if (self->entry != NULL)
    {
      g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (typed_cb), self);
      g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (foyer_hours_page_next), self);
    }
  update_bar (self);
  foyer_hours_page_layout (FOYER_PAGE (self), foyer_page_is_portrait (FOYER_PAGE (self)));
  gtk_adjustment_set_value (
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
  focus_view (self);
}

static gboolean
is_too_soon (FoyerHoursPage *self)
{
  return self->is_busy
         || foyer_clock_monotonic_us (get_clock (self)) - self->changed_us < FOYER_REPEAT_GUARD_US;
}

void
foyer_hours_page_choose_day (FoyerHoursPage *self, const char *date)
{
  if (is_too_soon (self))
    return;
  foyer_hours_log_set_date (self->log, date);
  foyer_hours_page_show_view (self, FOYER_HOURS_LONG);
}

void
foyer_hours_page_next (FoyerHoursPage *self)
{
  if (is_too_soon (self))
    return;
  switch (foyer_hours_log_get_view (self->log))
    {
    case FOYER_HOURS_CODE:
      look_up (self);
      break;
    case FOYER_HOURS_LONG:
      foyer_hours_page_show_view (self, FOYER_HOURS_WITH);
      break;
    case FOYER_HOURS_WITH:
      keep (self);
      break;
    case FOYER_HOURS_RECORD:
      gtk_widget_activate_action (GTK_WIDGET (self), "win.finish", NULL);
      break;
    case FOYER_HOURS_WHEN:
      foyer_hours_page_show_view (self, FOYER_HOURS_LONG);
      break;
    case FOYER_HOURS_START:
    default:
      break;
    }
}

static void
back_cb (FoyerHoursPage *self)
{
  FoyerHoursView view = foyer_hours_log_get_view (self->log);

  if (is_too_soon (self))
    return;
  if (view == FOYER_HOURS_START)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
  else if (view == FOYER_HOURS_WITH)
    foyer_hours_page_show_view (self, FOYER_HOURS_LONG);
  else if (view == FOYER_HOURS_LONG)
    foyer_hours_page_show_view (self, FOYER_HOURS_WHEN);
  else if (view == FOYER_HOURS_WHEN && foyer_hours_log_get_code (self->log) != NULL)
    foyer_hours_page_show_view (self, FOYER_HOURS_RECORD);
  else
    foyer_hours_page_show_view (self, FOYER_HOURS_START);
}

/* ---- the page ---- */

static void
foyer_hours_page_opened (FoyerPage *page)
{
  FoyerHoursPage *self = FOYER_HOURS_PAGE (page);

  foyer_page_use_keyboard (page);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  self->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->column, "form");
  gtk_widget_add_css_class (self->column, "hours-form");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->column);
  foyer_page_set_content (page, self->scroller);
  self->back = foyer_button_new (_ ("Back"), "foyer-arrow-back-symbolic", FALSE, "outline");
  self->home = foyer_button_new (_ ("Home"), NULL, FALSE, "plain");
  self->next = foyer_button_new (_ ("Next"), NULL, FALSE, "primary");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->home), "win.home");
  g_signal_connect_swapped (self->back, "clicked", G_CALLBACK (back_cb), self);
  g_signal_connect_swapped (self->next, "clicked", G_CALLBACK (foyer_hours_page_next), self);
  foyer_page_add_start (page, self->back);
  foyer_page_add_start (page, self->home);
  foyer_page_add_end (page, self->next);
  foyer_hours_page_show_view (self, FOYER_HOURS_START);
  self->changed_us = 0; /* the way here has a guard of its own */
}

/* A field that was typed in is typed in again. */
static void
foyer_hours_page_shown (FoyerPage *page)
{
  FoyerHoursPage *self = FOYER_HOURS_PAGE (page);
  const char *code = foyer_page_get_argument (page);

  if (*code != '\0' && !self->has_begun)
    {
      foyer_hours_log_set_code (self->log, code);
      foyer_hours_page_show_view (self, FOYER_HOURS_CODE);
      look_up (self);
    }
  else if (self->code_field != NULL || self->entry != NULL)
    focus_view (self);
  self->has_begun = TRUE;
}

static GObject *
foyer_hours_page_save_state (FoyerPage *page)
{
  FoyerHoursPage *self = FOYER_HOURS_PAGE (page);

  if (self->code_field != NULL)
    foyer_hours_log_set_code (self->log, foyer_code_field_get_text (self->code_field));
  if (self->entry != NULL)
    foyer_hours_log_set_group (self->log, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  /* While it is on its way to the outbox the page must hear of it. */
  return self->is_busy ? g_object_ref (G_OBJECT (page)) : g_object_ref (G_OBJECT (self->log));
}

static void
foyer_hours_page_restore_state (FoyerPage *page, GObject *state)
{
  FoyerHoursPage *self = FOYER_HOURS_PAGE (page);

  self->has_begun = TRUE;
  g_set_object (&self->log, FOYER_HOURS_LOG (state));
  foyer_hours_page_show_view (self, foyer_hours_log_get_view (self->log));
  if (self->entry != NULL)
    typed_cb (self); /* what is like it is found again */
}

static void
foyer_hours_page_dispose (GObject *object)
{
  FoyerHoursPage *self = FOYER_HOURS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  g_clear_object (&self->log);
  G_OBJECT_CLASS (foyer_hours_page_parent_class)->dispose (object);
}

static void
foyer_hours_page_finalize (GObject *object)
{
  g_clear_object (&FOYER_HOURS_PAGE (object)->cancellable);
  G_OBJECT_CLASS (foyer_hours_page_parent_class)->finalize (object);
}

static void
foyer_hours_page_class_init (FoyerHoursPageClass *klass)
{
  FoyerPageClass *page_class = FOYER_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_hours_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_hours_page_finalize;
  page_class->opened = foyer_hours_page_opened;
  page_class->layout = foyer_hours_page_layout;
  page_class->shown = foyer_hours_page_shown;
  page_class->save_state = foyer_hours_page_save_state;
  page_class->restore_state = foyer_hours_page_restore_state;
}

static void
foyer_hours_page_init (FoyerHoursPage *self)
{
  self->log = foyer_hours_log_new ();
  self->cancellable = g_cancellable_new ();
}
