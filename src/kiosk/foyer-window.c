/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-window"

#include "foyer-config.h"

#include "kiosk/foyer-window.h"

#include <glib/gi18n.h>

#include "core/crypto/foyer-crypto.h"
#include "core/viewmodel/foyer-visit.h"
#include "kiosk/foyer-aids.h"
#include "kiosk/foyer-idle-sheet.h"
#include "kiosk/foyer-language.h"
#include "kiosk/foyer-lockdown.h"
#include "kiosk/foyer-page-private.h"
#include "kiosk/foyer-page-stack.h"
#include "kiosk/foyer-spoken.h"
#include "kiosk/foyer-style.h"
#include "kiosk/foyer-top-bar.h"
#include "kiosk/foyer-width-first.h"
#include "kiosk/foyer-watchdog.h"

/* The one window: top bar, the page on top of the stack of pages, and the idle sheet over both. It
 * owns the visit; when that ends every page is destroyed, the clipboard emptied, size and contrast
 * set back, and the attract loop begins. Main thread. */

#define IDLE_S 60    /* setting [visit] idle-seconds */
#define WARNING_S 30 /* setting [visit] warning-seconds; never under 20 */
#define DESIGN_SHORT_SIDE 1080.0

struct _FoyerWindow
{
  GtkApplicationWindow parent_instance;

  FoyerBackend *backend;       /* owned */
  FoyerVisit *visit;           /* owned */
  FoyerAids *aids;             /* owned */
  FoyerPageStack *stack;       /* borrowed */
  GtkWidget *overlay, *box;    /* borrowed: bar and pages in the box; the sheet over it */
  GtkWidget *top_bar, *sheet;  /* borrowed: made anew for each language */
  guint visit_timer, watchdog; /* watchdog: 0 where nobody watches */
  gint64 opened_us;            /* monotonic: last navigation */
  double scale;                /* real pixels a design pixel */
  gboolean portrait, trace, first_frame_said;
  guint restyle_id;
  gulong frame_handler;
};

G_DEFINE_FINAL_TYPE (FoyerWindow, foyer_window, GTK_TYPE_APPLICATION_WINDOW)

static void begin_visit (FoyerWindow *self);
static void build_frame (FoyerWindow *self);
static void end_visit (FoyerWindow *self);

G_GNUC_PRINTF (2, 3) static void trace (FoyerWindow *self, const char *format, ...)
{
  va_list args;

  if (!self->trace)
    return;
  va_start (args, format);
  fputs ("trace: ", stdout);
  vprintf (format, args);
  fputc ('\n', stdout);
  fflush (stdout);
  va_end (args);
}

static FoyerPage *
top_page (FoyerWindow *self)
{
  return foyer_page_stack_get_top (self->stack);
}

/* ---- style ---- */

static void
set_class (GtkWidget *widget, const char *css_class, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

static void
restyle (FoyerWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int percent = foyer_visit_get_text_percent (self->visit);

  foyer_style_apply (gtk_widget_get_display (widget), self->scale, percent,
                     foyer_ease_get (foyer_visit_get_ease (self->visit), FOYER_EASE_COLOURS));
  set_class (widget, "portrait", self->portrait);
  set_class (widget, "landscape", !self->portrait);
  set_class (widget, "text-150", percent == 150);
  set_class (widget, "text-200", percent == 200);
  set_class (widget, "contrast", foyer_visit_get_contrast (self->visit));
  foyer_top_bar_update (FOYER_TOP_BAR (self->top_bar));
  if (top_page (self) != NULL)
    foyer_page_emit_layout (top_page (self), self->portrait);
}

static gboolean
restyle_cb (gpointer data)
{
  FoyerWindow *self = data;

  self->restyle_id = 0;
  restyle (self);
  return G_SOURCE_REMOVE;
}

static void
get_screen (FoyerWindow *self, GdkRectangle *area)
{
  GListModel *monitors = gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (self)));
  g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, 0);

  *area = (GdkRectangle){ 0, 0, 1920, 1080 };
  if (monitor != NULL)
    gdk_monitor_get_geometry (monitor, area);
}

/* The screen's own size in millimetres where it was calibrated, else the design fitted to the
 * screen. */
static gboolean
measure_screen (FoyerWindow *self, int width, int height)
{
  double per_mm = foyer_backend_get_setting (self->backend, "screen", "micrometres-per-pixel", 0);
  double scale = per_mm > 0 ? 1000.0 / per_mm / 3.6 : MIN (width, height) / DESIGN_SHORT_SIDE;
  gboolean portrait = height > width;

  if (portrait == self->portrait && ABS (scale - self->scale) < 0.01)
    return FALSE;
  self->scale = scale;
  self->portrait = portrait;
  return TRUE;
}

static void
foyer_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FoyerWindow *self = FOYER_WINDOW (widget);

  GdkRectangle screen;

  GTK_WIDGET_CLASS (foyer_window_parent_class)->size_allocate (widget, width, height, baseline);
  /* A page that is too wide for a moment must not make everything larger, and so stay too wide. */
  get_screen (self, &screen);
  if (measure_screen (self, MIN (width, screen.width), MIN (height, screen.height))
      && self->restyle_id == 0)
    self->restyle_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, restyle_cb, self, NULL);
}

/* ---- pages ---- */

static void
show_top (FoyerWindow *self)
{
  FoyerPage *page = foyer_page_stack_show_top (self->stack, self->portrait);
  const char *name = foyer_page_stack_get_top_name (self->stack);
  GtkWidget *focus;

  gtk_widget_set_visible (self->top_bar, !g_str_equal (name, "attract"));
  focus = gtk_root_get_focus (GTK_ROOT (self));
  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (page)))
    foyer_spoken_focus_first (GTK_WIDGET (page));
  focus = gtk_root_get_focus (GTK_ROOT (self));
  if (GTK_IS_TEXT (focus)) /* what stands there is not to be typed over */
    gtk_editable_set_position (GTK_EDITABLE (focus), -1);
  foyer_aids_show (self->aids, GTK_WIDGET (page), foyer_page_get_title (page));
  trace (self, "page %s", name);
}

static void
push_page (FoyerWindow *self, const char *name, const char *argument)
{
  if (foyer_page_stack_push (self->stack, name, argument))
    show_top (self);
}

static gboolean
is_repeat (FoyerWindow *self)
{
  gint64 now = g_get_monotonic_time ();

  if (now - self->opened_us < FOYER_REPEAT_GUARD_US)
    return TRUE;
  self->opened_us = now;
  return FALSE;
}

static void
open_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoyerWindow *self = FOYER_WINDOW (widget);
  const char *name, *argument;

  if (is_repeat (self))
    return;
  g_variant_get (parameter, "(&s&s)", &name, &argument);
  if (g_str_equal (name, "language")
      && g_str_equal (foyer_page_stack_get_top_name (self->stack), name))
    return; /* it is there already */
  if (foyer_visit_update (self->visit) == FOYER_VISIT_NONE && !g_str_equal (name, "attract"))
    begin_visit (self);
  push_page (self, name, argument);
}

static void
replace_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoyerWindow *self = FOYER_WINDOW (widget);
  const char *name, *argument;

  g_variant_get (parameter, "(&s&s)", &name, &argument);
  if (foyer_page_stack_replace (self->stack, name, argument))
    show_top (self);
}

static void
back_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoyerWindow *self = FOYER_WINDOW (widget);

  if (is_repeat (self))
    return;
  if (foyer_page_stack_get_depth (self->stack) <= 1)
    {
      end_visit (self);
      return;
    }
  foyer_page_stack_pop (self->stack);
  show_top (self);
}

/* The Escape key: whoever presses it while the warning is up is there. One step back, but never
 * out: pressed once too often it would take away all that somebody had set for themselves. */
static void
escape_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoyerWindow *self = FOYER_WINDOW (widget);

  if (gtk_widget_get_visible (self->sheet))
    gtk_widget_activate_action (widget, "win.more-time", NULL);
  else if (foyer_page_stack_get_depth (self->stack) > 1)
    back_action (widget, action, parameter);
}

static void
home_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoyerWindow *self = FOYER_WINDOW (widget);

  if (is_repeat (self))
    return;
  foyer_page_stack_drop (self->stack, 1);
  if (g_str_equal (foyer_page_stack_get_top_name (self->stack), "home"))
    show_top (self);
  else if (foyer_page_stack_replace (self->stack, "home", ""))
    show_top (self);
}

static void
finish_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  end_visit (FOYER_WINDOW (widget));
}

/* ---- the staff corner ---- */

/* Ends the program: whoever watches over it begins it again (data/systemd/foyer-kiosk.service). */
static void
restart_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (widget));

  trace (FOYER_WINDOW (widget), "restart");
  if (application != NULL)
    g_application_quit (G_APPLICATION (application));
}

/* The screen has been measured: everything takes its true size at once. */
static void
measure_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoyerWindow *self = FOYER_WINDOW (widget);

  if (measure_screen (self, gtk_widget_get_width (widget), gtk_widget_get_height (widget)))
    restyle (self);
}

/* ---- the language ---- */

static void watch_visit (FoyerWindow *self);

/* What the visitor chose, or the kiosk's own (setting [visit] language), or English. */
static const FoyerLanguage *
find_language (FoyerWindow *self)
{
  const FoyerLanguage *language = foyer_language_find (foyer_visit_get_language (self->visit));
  g_autofree char *own = foyer_backend_dup_text_setting (self->backend, "visit", "language");

  if (language == NULL)
    language = foyer_language_find (own);
  return language != NULL ? language : foyer_language_get (0);
}

/* Speaks the visitor's language: everything with words in it goes, and is made anew when it is next
 * looked at. Returns whether that was another one. */
static gboolean
speak_language (FoyerWindow *self)
{
  const FoyerLanguage *before = foyer_language_get_current ();
  const FoyerLanguage *language = find_language (self);

  set_class (GTK_WIDGET (self), before->css_class, FALSE);
  set_class (GTK_WIDGET (self), language->css_class, TRUE);
  if (!foyer_language_use (language))
    return FALSE;
  foyer_backend_set_language (self->backend, language->code);
  gtk_widget_set_default_direction (language->is_right_to_left ? GTK_TEXT_DIR_RTL
                                                               : GTK_TEXT_DIR_LTR);
  gtk_root_set_focus (GTK_ROOT (self), NULL);
  foyer_page_stack_remake (self->stack);
  build_frame (self);
  foyer_top_bar_set_visit (FOYER_TOP_BAR (self->top_bar), self->visit);
  trace (self, "language %s", language->code);
  return TRUE;
}

static void
language_changed_cb (FoyerWindow *self)
{
  if (!speak_language (self) || foyer_page_stack_get_depth (self->stack) == 0)
    return;
  show_top (self);
  watch_visit (self);
}

/* From the page of languages, or from the attract loop: then it begins a visit. */
static void
language_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoyerWindow *self = FOYER_WINDOW (widget);
  const FoyerLanguage *language = foyer_language_find (g_variant_get_string (parameter, NULL));
  gboolean is_first = foyer_visit_update (self->visit) == FOYER_VISIT_NONE;
  gboolean is_new = language != foyer_language_get_current ();

  if (language == NULL || is_repeat (self))
    return;
  if (is_first)
    begin_visit (self);
  else if (g_str_equal (foyer_page_stack_get_top_name (self->stack), "language"))
    foyer_page_stack_pop (self->stack);
  foyer_visit_set_language (self->visit, language->code);
  if (is_first)
    push_page (self, "home", "");
  else if (!is_new)
    show_top (self);
}

/* ---- the visit ---- */

static gboolean
visit_timer_cb (gpointer data)
{
  FoyerWindow *self = data;

  self->visit_timer = 0;
  watch_visit (self);
  return G_SOURCE_REMOVE;
}

/* Looks at the clock, does what it says, and sleeps until it matters again. */
static void
watch_visit (FoyerWindow *self)
{
  FoyerVisit *visit = self->visit;
  FoyerVisitState state = foyer_visit_update (visit);
  gint64 wait;

  if (visit != self->visit) /* taking back its language has ended it already */
    return;
  g_clear_handle_id (&self->visit_timer, g_source_remove);
  if (state == FOYER_VISIT_ENDED)
    {
      end_visit (self);
      return;
    }
  foyer_idle_sheet_update (FOYER_IDLE_SHEET (self->sheet),
                           state == FOYER_VISIT_WARNING ? self->visit : NULL);
  foyer_aids_cover (self->aids, state == FOYER_VISIT_WARNING ? self->sheet : NULL);
  wait = foyer_visit_until_next_us (self->visit);
  if (wait >= 0)
    self->visit_timer = g_timeout_add ((guint)(wait / 1000 + 1), visit_timer_cb, self);
}

static void
more_time_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoyerWindow *self = FOYER_WINDOW (widget);

  foyer_visit_more_time (self->visit);
  watch_visit (self);
}

static void
new_visit (FoyerWindow *self)
{
  gint64 idle = foyer_backend_get_setting (self->backend, "visit", "idle-seconds", IDLE_S);
  gint64 warning = foyer_backend_get_setting (self->backend, "visit", "warning-seconds", WARNING_S);

  if (self->visit != NULL)
    g_signal_handlers_disconnect_by_data (self->visit, self);
  g_clear_object (&self->visit);
  self->visit = foyer_visit_new (foyer_backend_get_clock (self->backend), idle * G_USEC_PER_SEC,
                                 warning * G_USEC_PER_SEC);
  g_signal_connect_swapped (self->visit, "notify::text-percent", G_CALLBACK (restyle), self);
  g_signal_connect_swapped (self->visit, "notify::contrast", G_CALLBACK (restyle), self);
  g_signal_connect_swapped (self->visit, "notify::language", G_CALLBACK (language_changed_cb),
                            self);
  foyer_top_bar_set_visit (FOYER_TOP_BAR (self->top_bar), self->visit);
  foyer_page_stack_set_visit (self->stack, self->visit);
  foyer_aids_set_visit (self->aids, self->visit);
}

static void
begin_visit (FoyerWindow *self)
{
  foyer_page_stack_drop (self->stack, 0);
  foyer_visit_begin (self->visit);
  watch_visit (self);
}

static void
end_visit (FoyerWindow *self)
{
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (self));
  gboolean changed
    = foyer_visit_get_text_percent (self->visit) != 100 || foyer_visit_get_contrast (self->visit);

  g_clear_handle_id (&self->visit_timer, g_source_remove);
  foyer_idle_sheet_update (FOYER_IDLE_SHEET (self->sheet), NULL);
  foyer_aids_cover (self->aids, NULL);
  gtk_root_set_focus (GTK_ROOT (self), NULL);
  foyer_page_stack_drop (self->stack, 0);
  foyer_backend_forget (self->backend);
  foyer_secret_wipe_stack ();
  new_visit (self);
  changed |= speak_language (self);
  gdk_clipboard_set_content (gdk_display_get_clipboard (display), NULL);
  gdk_clipboard_set_content (gdk_display_get_primary_clipboard (display), NULL);
  if (changed)
    restyle (self);
  gtk_window_set_focus_visible (GTK_WINDOW (self), FALSE); /* the last one may have used keys */
  trace (self, "visit-ended");
  push_page (self, "attract", "");
}

static gboolean
any_event_cb (GtkEventController *controller, GdkEvent *event, gpointer data)
{
  FoyerWindow *self = data;

  switch (gdk_event_get_event_type (event))
    {
    case GDK_TOUCH_BEGIN:
    case GDK_TOUCH_UPDATE:
    case GDK_BUTTON_PRESS:
    case GDK_KEY_PRESS:
    case GDK_SCROLL:
      if (foyer_visit_update (self->visit) == FOYER_VISIT_ACTIVE)
        foyer_visit_touched (self->visit);
      break;
    default:
      break;
    }
  return GDK_EVENT_PROPAGATE;
}

/* ---- from below ---- */

static void
content_changed_cb (FoyerBackend *backend, gpointer data)
{
  FoyerWindow *self = data;

  foyer_top_bar_update (FOYER_TOP_BAR (self->top_bar));
  foyer_page_stack_content_changed (self->stack);
  trace (self, "sync-done");
}

static void
line_changed_cb (FoyerBackend *backend, gpointer data)
{
  FoyerWindow *self = data;

  trace (self, "line %s",
         foyer_backend_get_line (backend) == FOYER_LINE_ONLINE ? "online" : "offline");
  trace (self, "waiting %u", foyer_backend_get_waiting (backend));
}

static gboolean
start_backend_cb (gpointer data)
{
  foyer_backend_start (data);
  return G_SOURCE_REMOVE;
}

static void
after_paint_cb (GdkFrameClock *clock, gpointer data)
{
  FoyerWindow *self = data;

  if (self->first_frame_said)
    return;
  self->first_frame_said = TRUE;
  g_clear_signal_handler (&self->frame_handler, clock);
  trace (self, "first-frame %" G_GINT64_FORMAT, g_get_monotonic_time ());
  self->watchdog = foyer_watchdog_start ();
  g_idle_add_full (G_PRIORITY_LOW, start_backend_cb, g_object_ref (self->backend), g_object_unref);
}

static void
foyer_window_map (GtkWidget *widget)
{
  FoyerWindow *self = FOYER_WINDOW (widget);

  GTK_WIDGET_CLASS (foyer_window_parent_class)->map (widget);
  if (!self->first_frame_said && self->frame_handler == 0)
    self->frame_handler = g_signal_connect (gtk_widget_get_frame_clock (widget), "after-paint",
                                            G_CALLBACK (after_paint_cb), self);
}

static void
foyer_window_dispose (GObject *object)
{
  FoyerWindow *self = FOYER_WINDOW (object);

  g_clear_handle_id (&self->visit_timer, g_source_remove);
  g_clear_handle_id (&self->restyle_id, g_source_remove);
  g_clear_handle_id (&self->watchdog, g_source_remove);
  if (self->stack != NULL && self->visit != NULL)
    foyer_page_stack_drop (self->stack, 0);
  if (self->visit != NULL) /* the aids take back what was set, and nobody is left to look so */
    g_signal_handlers_disconnect_by_data (self->visit, self);
  self->stack = NULL;
  g_clear_object (&self->aids);
  g_clear_object (&self->visit);
  g_clear_object (&self->backend);
  G_OBJECT_CLASS (foyer_window_parent_class)->dispose (object);
}

static void
foyer_window_class_init (FoyerWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  foyer_language_mend_labels ();
  foyer_width_first_install ();
  G_OBJECT_CLASS (klass)->dispose = foyer_window_dispose;
  widget_class->size_allocate = foyer_window_size_allocate;
  widget_class->map = foyer_window_map;
  gtk_widget_class_install_action (widget_class, "win.open", "(ss)", open_action);
  gtk_widget_class_install_action (widget_class, "win.replace", "(ss)", replace_action);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "win.escape", NULL, escape_action);
  gtk_widget_class_install_action (widget_class, "win.home", NULL, home_action);
  gtk_widget_class_install_action (widget_class, "win.finish", NULL, finish_action);
  gtk_widget_class_install_action (widget_class, "win.restart", NULL, restart_action);
  gtk_widget_class_install_action (widget_class, "win.measure", NULL, measure_action);
  gtk_widget_class_install_action (widget_class, "win.more-time", NULL, more_time_action);
  gtk_widget_class_install_action (widget_class, "win.language", "s", language_action);
}

static void
foyer_window_init (FoyerWindow *self)
{
  GtkEventController *watcher = gtk_event_controller_legacy_new ();

  self->scale = 1.0;
  gtk_widget_add_css_class (GTK_WIDGET (self), "foyer");
  gtk_event_controller_set_propagation_phase (watcher, GTK_PHASE_CAPTURE);
  g_signal_connect (watcher, "event", G_CALLBACK (any_event_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), watcher);
  foyer_lockdown_guard (GTK_WINDOW (self));
}

/* Bar and sheet carry words: they are made anew for each language. */
static void
build_frame (FoyerWindow *self)
{
  if (self->top_bar != NULL)
    gtk_box_remove (GTK_BOX (self->box), self->top_bar);
  if (self->sheet != NULL)
    gtk_overlay_remove_overlay (GTK_OVERLAY (self->overlay), self->sheet);
  self->top_bar = foyer_top_bar_new (self->backend);
  self->sheet = foyer_idle_sheet_new ();
  gtk_box_prepend (GTK_BOX (self->box), self->top_bar);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->sheet);
}

static void
build (FoyerWindow *self)
{
  self->overlay = gtk_overlay_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->stack = FOYER_PAGE_STACK (foyer_page_stack_new (self->backend));
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->stack));
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), self->box);
  self->aids = foyer_aids_new (GTK_APPLICATION_WINDOW (self), self->backend);
  gtk_window_set_child (GTK_WINDOW (self), foyer_aids_wrap (self->aids, self->overlay));
  build_frame (self);
}

/* The size the window will have, as well as can be known before it is shown: styling once, not
 * twice. */
static void
guess_size (FoyerWindow *self)
{
  GdkRectangle area;

  get_screen (self, &area);
  self->portrait = area.height > area.width;
  measure_screen (self, area.width, area.height);
}

FoyerWindow *
foyer_window_new (GtkApplication *application, FoyerBackend *backend, gboolean traced)
{
  FoyerWindow *self
    = g_object_new (FOYER_TYPE_WINDOW, "application", application, "title",
                    foyer_backend_get_name (backend), "icon-name", FOYER_APP_ID, NULL);

  self->backend = g_object_ref (backend);
  self->trace = traced;
  build (self);
  new_visit (self);
  speak_language (self);
  guess_size (self);
  restyle (self);
  g_signal_connect_object (backend, "content-changed", G_CALLBACK (content_changed_cb), self, 0);
  g_signal_connect_object (backend, "line-changed", G_CALLBACK (line_changed_cb), self, 0);
  return self;
}

void
foyer_window_open (FoyerWindow *self, const char *page, const char *argument)
{
  push_page (self, page, argument);
}
