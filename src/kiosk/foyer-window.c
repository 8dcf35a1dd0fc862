/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-window"

#include "foyer-config.h"

#include "kiosk/foyer-window.h"

#include <glib/gi18n.h>

#include "core/viewmodel/foyer-visit.h"
#include "kiosk/foyer-idle-sheet.h"
#include "kiosk/foyer-lockdown.h"
#include "kiosk/foyer-page-private.h"
#include "kiosk/foyer-pages.h"
#include "kiosk/foyer-style.h"
#include "kiosk/foyer-top-bar.h"
#include "kiosk/foyer-watchdog.h"

/* The one window: top bar, the page on top of the stack of pages, and the idle sheet over both. It
 * owns the visit; when that ends every page is destroyed, the clipboard emptied, size and contrast
 * set back, and the attract loop begins. Main thread. */

#define IDLE_S 60    /* setting [visit] idle-seconds */
#define WARNING_S 30 /* setting [visit] warning-seconds; never under 20 */
#define REPEAT_GUARD_US                                                                            \
  300000             /* a second tap this soon is a shaky finger, not a wish (SECURITY.md) */
#define DEPTH_MAX 24 /* pages one may go back through; the oldest but home goes first */
#define DESIGN_SHORT_SIDE 1080.0

struct _FoyerWindow
{
  GtkApplicationWindow parent_instance;

  FoyerBackend *backend;      /* owned */
  FoyerVisit *visit;          /* owned */
  GPtrArray *stack;           /* borrowed FoyerPage, the last is shown; owned by the holder */
  GtkWidget *holder;          /* borrowed: GtkStack with a child a page */
  GtkWidget *top_bar, *sheet; /* borrowed */
  guint visit_timer, watchdog; /* watchdog: 0 where nobody watches */
  gint64 opened_us; /* monotonic: last navigation */
  double scale;     /* real pixels a design pixel */
  gboolean portrait, trace, first_frame_said;
  guint restyle_id;
  gulong frame_handler;
};

G_DEFINE_FINAL_TYPE (FoyerWindow, foyer_window, GTK_TYPE_APPLICATION_WINDOW)

static void begin_visit (FoyerWindow *self);
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
  return self->stack->len > 0 ? self->stack->pdata[self->stack->len - 1] : NULL;
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
                     foyer_visit_get_contrast (self->visit));
  set_class (widget, "portrait", self->portrait);
  set_class (widget, "landscape", !self->portrait);
  set_class (widget, "text-150", percent == 150);
  set_class (widget, "text-200", percent == 200);
  set_class (widget, "contrast", foyer_visit_get_contrast (self->visit));
  foyer_top_bar_set_compact (FOYER_TOP_BAR (self->top_bar), self->portrait || percent > 150,
                             self->portrait && percent > 100);
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

  GTK_WIDGET_CLASS (foyer_window_parent_class)->size_allocate (widget, width, height, baseline);
  if (measure_screen (self, width, height) && self->restyle_id == 0)
    self->restyle_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, restyle_cb, self, NULL);
}

/* ---- pages ---- */

static void
show_top (FoyerWindow *self)
{
  FoyerPage *page = top_page (self);
  GtkWidget *focus;

  /* What lies under the page is nowhere: not for a screen reader either. */
  gtk_widget_set_visible (GTK_WIDGET (page), TRUE);
  for (guint i = 0; i + 1 < self->stack->len; i++)
    gtk_widget_set_visible (self->stack->pdata[i], FALSE);
  gtk_stack_set_visible_child (GTK_STACK (self->holder), GTK_WIDGET (page));
  gtk_widget_set_visible (self->top_bar,
                          !g_str_equal (gtk_widget_get_name (GTK_WIDGET (page)), "attract"));
  foyer_page_emit_layout (page, self->portrait);
  foyer_page_emit_shown (page);
  focus = gtk_root_get_focus (GTK_ROOT (self));
  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (page)))
    gtk_widget_child_focus (GTK_WIDGET (page), GTK_DIR_TAB_FORWARD);
  trace (self, "page %s", gtk_widget_get_name (GTK_WIDGET (page)));
}

static void
remove_page (FoyerWindow *self, guint index)
{
  FoyerPage *page = self->stack->pdata[index];

  if (index == self->stack->len - 1)
    foyer_page_emit_hidden (page);
  g_ptr_array_remove_index (self->stack, index);
  gtk_stack_remove (GTK_STACK (self->holder), GTK_WIDGET (page));
}

static void
push_page (FoyerWindow *self, const char *name, const char *argument)
{
  FoyerPage *page = foyer_pages_create (name);

  if (page == NULL)
    {
      g_warning ("no page named %s", name);
      return;
    }
  gtk_widget_set_name (GTK_WIDGET (page), name);
  if (top_page (self) != NULL)
    foyer_page_emit_hidden (top_page (self));
  foyer_page_setup (page, self->backend, self->visit, argument);
  gtk_stack_add_child (GTK_STACK (self->holder), GTK_WIDGET (page));
  g_ptr_array_add (self->stack, page);
  if (self->stack->len > DEPTH_MAX)
    remove_page (self, 1);
  show_top (self);
}

static gboolean
is_repeat (FoyerWindow *self)
{
  gint64 now = g_get_monotonic_time ();

  if (now - self->opened_us < REPEAT_GUARD_US)
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
  if (foyer_visit_update (self->visit) == FOYER_VISIT_NONE && !g_str_equal (name, "attract"))
    begin_visit (self);
  push_page (self, name, argument);
}

static void
replace_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoyerWindow *self = FOYER_WINDOW (widget);
  FoyerPage *old = top_page (self);
  const char *name, *argument;
  guint index;

  g_variant_get (parameter, "(&s&s)", &name, &argument);
  push_page (self, name, argument);
  if (old != NULL && g_ptr_array_find (self->stack, old, &index) && index < self->stack->len - 1)
    {
      g_ptr_array_remove_index (self->stack, index);
      gtk_stack_remove (GTK_STACK (self->holder), GTK_WIDGET (old));
    }
}

static void
back_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoyerWindow *self = FOYER_WINDOW (widget);

  if (is_repeat (self))
    return;
  if (self->stack->len <= 1)
    {
      end_visit (self);
      return;
    }
  remove_page (self, self->stack->len - 1);
  show_top (self);
}

static void
home_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoyerWindow *self = FOYER_WINDOW (widget);

  if (is_repeat (self))
    return;
  while (self->stack->len > 1)
    remove_page (self, self->stack->len - 1);
  if (top_page (self) == NULL
      || !g_str_equal (gtk_widget_get_name (GTK_WIDGET (top_page (self))), "home"))
    {
      push_page (self, "home", "");
      if (self->stack->len > 1)
        remove_page (self, 0);
    }
  else
    show_top (self);
}

static void
finish_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  end_visit (FOYER_WINDOW (widget));
}

/* ---- the visit ---- */

static void watch_visit (FoyerWindow *self);

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
  FoyerVisitState state = foyer_visit_update (self->visit);
  gint64 wait;

  g_clear_handle_id (&self->visit_timer, g_source_remove);
  if (state == FOYER_VISIT_ENDED)
    {
      end_visit (self);
      return;
    }
  foyer_idle_sheet_update (FOYER_IDLE_SHEET (self->sheet),
                           state == FOYER_VISIT_WARNING ? self->visit : NULL);
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
  foyer_top_bar_set_visit (FOYER_TOP_BAR (self->top_bar), self->visit);
}

static void
drop_pages (FoyerWindow *self)
{
  while (self->stack->len > 0)
    remove_page (self, self->stack->len - 1);
}

static void
begin_visit (FoyerWindow *self)
{
  drop_pages (self);
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
  gtk_root_set_focus (GTK_ROOT (self), NULL);
  drop_pages (self);
  foyer_backend_forget (self->backend);
  new_visit (self);
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
  for (guint i = 0; i < self->stack->len; i++)
    foyer_page_emit_content_changed (self->stack->pdata[i]);
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
    drop_pages (self);
  if (self->visit != NULL)
    g_signal_handlers_disconnect_by_data (self->visit, self);
  g_clear_object (&self->visit);
  g_clear_object (&self->backend);
  g_clear_pointer (&self->stack, g_ptr_array_unref);
  G_OBJECT_CLASS (foyer_window_parent_class)->dispose (object);
}

static void
foyer_window_class_init (FoyerWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_window_dispose;
  widget_class->size_allocate = foyer_window_size_allocate;
  widget_class->map = foyer_window_map;
  gtk_widget_class_install_action (widget_class, "win.open", "(ss)", open_action);
  gtk_widget_class_install_action (widget_class, "win.replace", "(ss)", replace_action);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "win.home", NULL, home_action);
  gtk_widget_class_install_action (widget_class, "win.finish", NULL, finish_action);
  gtk_widget_class_install_action (widget_class, "win.more-time", NULL, more_time_action);
}

static void
foyer_window_init (FoyerWindow *self)
{
  GtkEventController *watcher = gtk_event_controller_legacy_new ();

  self->stack = g_ptr_array_new ();
  self->scale = 1.0;
  gtk_widget_add_css_class (GTK_WIDGET (self), "foyer");
  gtk_event_controller_set_propagation_phase (watcher, GTK_PHASE_CAPTURE);
  g_signal_connect (watcher, "event", G_CALLBACK (any_event_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), watcher);
  foyer_lockdown_guard (GTK_WINDOW (self));
}

static void
build (FoyerWindow *self)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->top_bar = foyer_top_bar_new (self->backend);
  self->holder = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->holder), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->holder), FALSE);
  gtk_widget_set_vexpand (self->holder, TRUE);
  gtk_box_append (GTK_BOX (box), self->top_bar);
  gtk_box_append (GTK_BOX (box), self->holder);
  self->sheet = foyer_idle_sheet_new ();
  gtk_overlay_set_child (GTK_OVERLAY (overlay), box);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->sheet);
  gtk_window_set_child (GTK_WINDOW (self), overlay);
}

/* The size the window will have, as well as can be known before it is shown: styling once, not
 * twice. */
static void
guess_size (FoyerWindow *self)
{
  GListModel *monitors = gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (self)));
  g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, 0);
  GdkRectangle area = { 0, 0, 1920, 1080 };

  if (monitor != NULL)
    gdk_monitor_get_geometry (monitor, &area);
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
