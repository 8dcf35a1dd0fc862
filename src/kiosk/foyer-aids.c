/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-aids"

#include "kiosk/foyer-aids.h"

#include <glib/gi18n.h>

#include "core/crypto/foyer-crypto.h"
#include "kiosk/foyer-language.h"
#include "kiosk/foyer-reader-bar.h"
#include "kiosk/foyer-scanner.h"
#include "kiosk/foyer-spoken.h"
#include "kiosk/widgets/foyer-reach.h"

/* Listens to the visit and moves the helpers. What a visitor asked for ends with their visit, since
 * that resets the ease and is replaced by a new one. Owned by the window; main thread. */

/* Where the content reaches when it is low. EN 301 549 8.3.2: controls no higher than 1,220 mm
 * above the floor for who sits; setting [screen] lower-edge-mm says where this screen's lower edge
 * is. */
#define REACH_MM 1200
#define PART_PORTRAIT 0.6
#define PART_LANDSCAPE 0.72
#define PART_LEAST 0.45
#define PIXELS_PER_MM 3.6 /* as in foyer-style.c; where the screen is not calibrated */
#define HOLD_MS 3000      /* the switch, on the attract screen, to begin scanning */

struct _FoyerAids
{
  GObject parent_instance;

  GtkApplicationWindow *window;             /* borrowed: it owns us */
  FoyerBackend *backend;                    /* owned */
  FoyerVisit *visit;                        /* owned (nullable) */
  GtkWidget *reach, *content, *bar, *frame; /* borrowed: in the window */
  GtkWidget *page, *sheet;                  /* weak (nullable) */
  char *title;                              /* owned (nullable) */
  FoyerReader *reader;                      /* owned */
  FoyerScanner *scanner;                    /* owned */
  GSimpleAction *read_action;               /* owned */
  gboolean has_no_sound;                    /* said on the page where it was found */
  gboolean was_animated;                    /* before somebody asked for calm */
  guint show_idle, hold_timer, focus_idle;
  gpointer last_focus; /* only compared */
};

G_DEFINE_FINAL_TYPE (FoyerAids, foyer_aids, G_TYPE_OBJECT)

/* "true" or "1" in kiosk.conf. */
static gboolean
is_set (FoyerAids *self, const char *group, const char *key)
{
  g_autofree char *text = foyer_backend_dup_text_setting (self->backend, group, key);

  return g_strcmp0 (text, "true") == 0 || g_strcmp0 (text, "1") == 0;
}

static int
wanted (FoyerAids *self, FoyerEaseKey key)
{
  return foyer_ease_get (foyer_visit_get_ease (self->visit), key);
}

/* ---- lower down ---- */

/* The part of the height below REACH_MM. */
static double
reach_part (FoyerAids *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self->window));
  int height = gtk_widget_get_height (GTK_WIDGET (self->window));
  gint64 edge = foyer_backend_get_setting (self->backend, "screen", "lower-edge-mm", 0);
  gint64 micrometres
    = foyer_backend_get_setting (self->backend, "screen", "micrometres-per-pixel", 0);
  double tall = micrometres > 0 ? height * (double)micrometres / 1000 : height / PIXELS_PER_MM;

  if (edge > 0 && tall > 0)
    return CLAMP ((double)(REACH_MM - edge) / tall, PART_LEAST, 1);
  return height > width ? PART_PORTRAIT : PART_LANDSCAPE;
}

static void
apply_reach (FoyerAids *self)
{
  gboolean low = wanted (self, FOYER_EASE_REACH);

  foyer_reach_set_part (FOYER_REACH (self->reach), low ? reach_part (self) : 1);
}

/* ---- less movement ---- */

static void
apply_calm (FoyerAids *self)
{
  GtkSettings *settings = gtk_widget_get_settings (GTK_WIDGET (self->window));
  gboolean calm = wanted (self, FOYER_EASE_CALM);

  if (calm)
    g_object_get (settings, "gtk-enable-animations", &self->was_animated, NULL);
  g_object_set (settings, "gtk-enable-animations", !calm && self->was_animated, NULL);
}

/* ---- reading aloud ---- */

static void
update_bar (FoyerAids *self)
{
  gboolean reading = wanted (self, FOYER_EASE_READING);
  gboolean ask = is_set (self, "sound", "headphones");
  const char *note = NULL;

  if (self->has_no_sound)
    note = _ ("Sound does not work on this screen. Please ask the staff here.");
  else if (ask)
    note = _ ("You can plug in headphones");
  foyer_reader_bar_update (FOYER_READER_BAR (self->bar), note, !reading);
  gtk_widget_set_visible (self->bar, reading || self->has_no_sound);
  g_simple_action_set_state (self->read_action, g_variant_new_boolean (reading));
}

static void
read_now (FoyerAids *self)
{
  GtkWidget *root = self->sheet != NULL ? self->sheet : self->page;

  if (wanted (self, FOYER_EASE_READING) && root != NULL)
    foyer_reader_read (self->reader, root, self->sheet != NULL ? NULL : self->title,
                       foyer_language_get_current ()->code);
}

static void
apply_reading (FoyerAids *self)
{
  if (wanted (self, FOYER_EASE_READING))
    {
      self->has_no_sound = FALSE;
      read_now (self);
    }
  else
    foyer_reader_stop (self->reader);
  update_bar (self);
}

static void
apply_voice (FoyerAids *self)
{
  FoyerVoice *voice = foyer_reader_get_voice (self->reader);

  foyer_voice_set_pace (voice, wanted (self, FOYER_EASE_VOICE_PACE));
  foyer_voice_set_volume (voice, wanted (self, FOYER_EASE_VOICE_VOLUME));
}

static void
no_sound_cb (FoyerAids *self)
{
  self->has_no_sound = TRUE;
  foyer_ease_set (foyer_visit_get_ease (self->visit), FOYER_EASE_READING, 0);
  update_bar (self);
}

/* Somebody listens: they are here. The end of the page ends that too. */
static void
saying_cb (FoyerAids *self)
{
  foyer_visit_touched (self->visit);
}

/* ---- scanning ---- */

static void
apply_scanning (FoyerAids *self)
{
  foyer_scanner_set_pace (self->scanner, wanted (self, FOYER_EASE_SCAN_PACE));
  foyer_scanner_set_mode (self->scanner, wanted (self, FOYER_EASE_SCANNING));
}

static void
scanning_cb (FoyerAids *self, const char *words)
{
  if (wanted (self, FOYER_EASE_READING))
    foyer_reader_say (self->reader, words);
}

static void
ease_changed_cb (FoyerAids *self, int key)
{
  switch (key)
    {
    case FOYER_EASE_CALM:
      apply_calm (self);
      break;
    case FOYER_EASE_REACH:
      apply_reach (self);
      break;
    case FOYER_EASE_SCANNING:
    case FOYER_EASE_SCAN_PACE:
      apply_scanning (self);
      break;
    case FOYER_EASE_READING:
      apply_reading (self);
      break;
    case FOYER_EASE_VOICE_PACE:
    case FOYER_EASE_VOICE_VOLUME:
      apply_voice (self);
      break;
    default:
      break;
    }
}

/* ---- keys and touches ---- */

/* Settings [scanning] key and second-key: names as GDK has them, such as "F8". */
static gboolean
is_switch (FoyerAids *self, guint key, const char *setting, guint usual)
{
  g_autofree char *name = foyer_backend_dup_text_setting (self->backend, "scanning", setting);

  if (name != NULL)
    return key == gdk_keyval_from_name (name);
  return key == usual || (usual == GDK_KEY_Return && key == GDK_KEY_KP_Enter);
}

static gboolean
hold_cb (gpointer data)
{
  FoyerAids *self = data;

  self->hold_timer = 0;
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.open", "(ss)", "home", "");
  foyer_ease_set (foyer_visit_get_ease (self->visit), FOYER_EASE_SCANNING,
                  FOYER_SCANNING_ONE_SWITCH);
  return G_SOURCE_REMOVE;
}

/* The switch on the attract screen: held for three seconds it begins to scan, and let go before it
 * is as good as a touch. Only where [scanning] switch=1. */
static gboolean
hold_switch (FoyerAids *self, guint key)
{
  if (foyer_visit_update (self->visit) != FOYER_VISIT_NONE || !is_set (self, "scanning", "switch")
      || !is_switch (self, key, "key", GDK_KEY_space))
    return FALSE;
  if (self->hold_timer == 0)
    self->hold_timer = g_timeout_add (HOLD_MS, hold_cb, self);
  return TRUE;
}

/* Who moves by keys hears where they have come to. */
static gboolean
say_focus_cb (gpointer data)
{
  FoyerAids *self = data;
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self->window));
  g_autoptr (GPtrArray) list = NULL;

  self->focus_idle = 0;
  if (focus == NULL || focus == self->last_focus || self->content == NULL)
    return G_SOURCE_REMOVE;
  self->last_focus = focus;
  list = foyer_spoken_list (self->content);
  for (guint i = 0; i < list->len; i++)
    {
      FoyerSpokenItem *item = g_ptr_array_index (list, i);

      if (focus == item->widget
          || (item->is_control && gtk_widget_is_ancestor (focus, item->widget)))
        {
          char *words = foyer_spoken_item_dup_words (item);

          foyer_reader_say (self->reader, words);
          foyer_secret_free (words);
          break;
        }
    }
  return G_SOURCE_REMOVE;
}

static void
say_focus_later (FoyerAids *self)
{
  if (!wanted (self, FOYER_EASE_READING))
    return;
  self->last_focus = gtk_root_get_focus (GTK_ROOT (self->window));
  if (self->focus_idle == 0)
    self->focus_idle = g_idle_add (say_focus_cb, self);
}

static gboolean
key_pressed_cb (
  GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, FoyerAids *self)
{
  FoyerScanning mode = wanted (self, FOYER_EASE_SCANNING);
  gboolean first = is_switch (self, key, "key", GDK_KEY_space);
  gboolean second = is_switch (self, key, "second-key", GDK_KEY_Return);

  if (hold_switch (self, key))
    return GDK_EVENT_STOP;
  if (mode == FOYER_SCANNING_OFF || (!first && !second))
    {
      foyer_reader_set_paused (self->reader, TRUE);
      say_focus_later (self);
      return GDK_EVENT_PROPAGATE;
    }
  foyer_visit_touched (self->visit);
  if (mode == FOYER_SCANNING_TWO_SWITCHES && first)
    foyer_scanner_next (self->scanner);
  else
    foyer_scanner_choose (self->scanner);
  return GDK_EVENT_STOP;
}

static void
key_released_cb (
  GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, FoyerAids *self)
{
  if (self->hold_timer == 0)
    return;
  g_clear_handle_id (&self->hold_timer, g_source_remove);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.open", "(ss)", "home", "");
}

/* A touch does what it always does; the voice is quiet meanwhile. */
static gboolean
touch_cb (GtkEventController *controller, GdkEvent *event, FoyerAids *self)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_TOUCH_BEGIN || type == GDK_BUTTON_PRESS)
    foyer_reader_set_paused (self->reader, TRUE);
  return GDK_EVENT_PROPAGATE;
}

static void
read_aloud_cb (GSimpleAction *action, GVariant *parameter, FoyerAids *self)
{
  foyer_ease_set (foyer_visit_get_ease (self->visit), FOYER_EASE_READING,
                  !wanted (self, FOYER_EASE_READING));
}

static void
stop_reading_cb (GSimpleAction *action, GVariant *parameter, FoyerAids *self)
{
  self->has_no_sound = FALSE;
  foyer_ease_set (foyer_visit_get_ease (self->visit), FOYER_EASE_READING, 0);
  update_bar (self);
}

/* What a page wants said, for who does not see it. */
static void
say_cb (GSimpleAction *action, GVariant *words, FoyerAids *self)
{
  if (wanted (self, FOYER_EASE_READING))
    foyer_reader_say (self->reader, g_variant_get_string (words, NULL));
}

/* Pressed on its own page, it is the way back. */
static void
easier_cb (GSimpleAction *action, GVariant *parameter, FoyerAids *self)
{
  if (self->page != NULL && g_str_equal (gtk_widget_get_name (self->page), "easier"))
    gtk_widget_activate_action (GTK_WIDGET (self->window), "win.back", NULL);
  else
    gtk_widget_activate_action (GTK_WIDGET (self->window), "win.open", "(ss)", "easier", "");
}

/* ---- the window's hooks ---- */

static gboolean
show_idle_cb (gpointer data)
{
  FoyerAids *self = data;

  self->show_idle = 0;
  if (self->content == NULL)
    return G_SOURCE_REMOVE;
  foyer_scanner_set_root (self->scanner, self->sheet != NULL ? self->sheet : self->content);
  read_now (self);
  update_bar (self);
  return G_SOURCE_REMOVE;
}

/* After the frame that lays it out: what a page shows is often only there by then. */
static void
show_later (FoyerAids *self)
{
  foyer_reader_set_paused (self->reader, TRUE);
  if (self->show_idle == 0)
    self->show_idle = g_idle_add_full (G_PRIORITY_LOW, show_idle_cb, self, NULL);
}

static void
foyer_aids_dispose (GObject *object)
{
  FoyerAids *self = FOYER_AIDS (object);

  g_clear_handle_id (&self->show_idle, g_source_remove);
  g_clear_handle_id (&self->hold_timer, g_source_remove);
  g_clear_handle_id (&self->focus_idle, g_source_remove);
  foyer_aids_set_visit (self, NULL);
  g_clear_weak_pointer (&self->page);
  g_clear_weak_pointer (&self->sheet);
  g_clear_weak_pointer (&self->content);
  if (self->reader != NULL)
    g_signal_handlers_disconnect_by_data (self->reader, self);
  if (self->scanner != NULL)
    g_signal_handlers_disconnect_by_data (self->scanner, self);
  g_clear_object (&self->reader);
  g_clear_object (&self->scanner);
  g_clear_object (&self->read_action);
  g_clear_object (&self->backend);
  g_clear_pointer (&self->title, g_free);
  G_OBJECT_CLASS (foyer_aids_parent_class)->dispose (object);
}

static void
foyer_aids_class_init (FoyerAidsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_aids_dispose;
}

static void
foyer_aids_init (FoyerAids *self)
{
}

static void
add_action (FoyerAids *self, GSimpleAction *action, GCallback callback)
{
  g_signal_connect_object (action, "activate", callback, self, 0);
  g_action_map_add_action (G_ACTION_MAP (self->window), G_ACTION (action));
}

FoyerAids *
foyer_aids_new (GtkApplicationWindow *window, FoyerBackend *backend)
{
  FoyerAids *self = g_object_new (FOYER_TYPE_AIDS, NULL);
  g_autoptr (GSimpleAction) easier = g_simple_action_new ("easier", NULL);
  g_autoptr (GSimpleAction) say = g_simple_action_new ("say", G_VARIANT_TYPE_STRING);
  g_autoptr (GSimpleAction) stop = g_simple_action_new ("stop-reading", NULL);
  g_autoptr (FoyerVoice) voice = foyer_voice_new ();

  self->window = window;
  self->backend = g_object_ref (backend);
  self->reader = foyer_reader_new (voice);
  g_signal_connect_swapped (self->reader, "failed", G_CALLBACK (no_sound_cb), self);
  g_signal_connect_swapped (self->reader, "saying", G_CALLBACK (saying_cb), self);
  self->read_action
    = g_simple_action_new_stateful ("read-aloud", NULL, g_variant_new_boolean (FALSE));
  add_action (self, self->read_action, G_CALLBACK (read_aloud_cb));
  add_action (self, say, G_CALLBACK (say_cb));
  add_action (self, stop, G_CALLBACK (stop_reading_cb));
  add_action (self, easier, G_CALLBACK (easier_cb));
  return self;
}

static void
add_controllers (FoyerAids *self, GtkWidget *content)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *touches = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  g_signal_connect_object (keys, "key-released", G_CALLBACK (key_released_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->window), keys);
  gtk_event_controller_set_propagation_phase (touches, GTK_PHASE_CAPTURE);
  g_signal_connect_object (touches, "event", G_CALLBACK (touch_cb), self, 0);
  gtk_widget_add_controller (content, touches);
}

static GtkWidget *
quiet_new (FoyerAids *self)
{
  GtkWidget *quiet = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *brand = gtk_label_new (foyer_backend_get_name (self->backend));

  gtk_widget_add_css_class (quiet, "reach-quiet");
  gtk_widget_add_css_class (brand, "brand");
  gtk_widget_set_vexpand (brand, TRUE);
  gtk_widget_set_valign (brand, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (quiet), brand);
  foyer_spoken_hide (quiet);
  return quiet;
}

GtkWidget *
foyer_aids_wrap (FoyerAids *self, GtkWidget *content)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  g_set_weak_pointer (&self->content, content);
  self->bar = foyer_reader_bar_new (self->reader);
  gtk_widget_set_visible (self->bar, FALSE);
  gtk_widget_set_vexpand (content, TRUE);
  gtk_box_append (GTK_BOX (column), self->bar);
  gtk_box_append (GTK_BOX (column), content);
  self->reach = foyer_reach_new (column, quiet_new (self));
  self->frame = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->frame, "scan-frame");
  gtk_overlay_set_child (GTK_OVERLAY (overlay), self->reach);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->frame);
  self->scanner = foyer_scanner_new (self->frame);
  g_signal_connect_swapped (self->scanner, "scanning", G_CALLBACK (scanning_cb), self);
  add_controllers (self, content);
  return overlay;
}

void
foyer_aids_set_visit (FoyerAids *self, FoyerVisit *visit)
{
  if (self->visit != NULL)
    {
      foyer_ease_reset (foyer_visit_get_ease (self->visit));
      g_signal_handlers_disconnect_by_data (foyer_visit_get_ease (self->visit), self);
    }
  g_set_object (&self->visit, visit);
  self->has_no_sound = FALSE;
  if (visit == NULL)
    return;
  g_signal_connect_swapped (foyer_visit_get_ease (visit), "changed", G_CALLBACK (ease_changed_cb),
                            self);
  update_bar (self);
}

void
foyer_aids_show (FoyerAids *self, GtkWidget *page, const char *title)
{
  g_return_if_fail (FOYER_IS_AIDS (self));

  g_set_weak_pointer (&self->page, page);
  g_free (self->title);
  self->title = g_strdup (title);
  self->has_no_sound = FALSE; /* it was said on the page before */
  show_later (self);
}

void
foyer_aids_cover (FoyerAids *self, GtkWidget *sheet)
{
  g_return_if_fail (FOYER_IS_AIDS (self));

  if (self->sheet == sheet)
    return;
  g_set_weak_pointer (&self->sheet, sheet);
  show_later (self);
}
