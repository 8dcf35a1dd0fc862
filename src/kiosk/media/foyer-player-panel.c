/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-player"

#include "kiosk/media/foyer-player-panel.h"

#include <glib/gi18n.h>
#include <math.h>

#include "kiosk/foyer-page.h"
#include "kiosk/foyer-spoken.h"
#include "kiosk/widgets/foyer-picture.h"

/* The player's face: it follows the player's properties and turns touches into calls. Captions are
 * on until somebody turns them off (a library is quiet, and many ears are old). Owned by its page;
 * owns the player; main thread. */

#define FILM_ASPECT (16.0f / 9.0f) /* every film of ours; another is cropped to it */
#define ARROW_STEP_S 5             /* an arrow key on the slider */
#define PAGE_STEP_S 15

static const double volumes[] = { 0, 0.3, 0.6, 1 }; /* one touch goes to the next, then round */

struct _FoyerPlayerPanel
{
  GtkWidget parent_instance;

  FoyerPlayer *player; /* owned */
  double seconds;      /* length before the player knows it; 0: not known */
  gboolean wants_captions;
  GtkWidget *box;                             /* owned: our one child */
  GtkWidget *film, *caption, *problem;        /* borrowed: over the scene */
  GtkWidget *play_button, *slider, *time;     /* borrowed: controls */
  GtkWidget *rows;                            /* borrowed: the controls, in one row or two */
  GtkWidget *captions_button, *volume_button; /* borrowed */
};

G_DEFINE_FINAL_TYPE (FoyerPlayerPanel, foyer_player_panel, GTK_TYPE_WIDGET)

/* ---- following the player ---- */

static void
set_spoken (GtkWidget *widget, const char *label)
{
  foyer_spoken_name (widget, label);
}

static void
update_state (FoyerPlayerPanel *self)
{
  FoyerPlayerState state = foyer_player_get_state (self->player);
  const char *icon = "foyer-play-symbolic";
  const char *label = _ ("Play");

  if (state == FOYER_PLAYER_PLAYING)
    {
      icon = "foyer-pause-symbolic";
      label = _ ("Pause");
    }
  else if (state == FOYER_PLAYER_ENDED)
    {
      icon = "foyer-replay-symbolic";
      label = _ ("Play again");
    }
  gtk_button_set_icon_name (GTK_BUTTON (self->play_button), icon);
  set_spoken (self->play_button, label);
}

static double
get_length (FoyerPlayerPanel *self)
{
  double known = foyer_player_get_duration (self->player);

  return known > 0 ? known : self->seconds;
}

static void
update_time (FoyerPlayerPanel *self)
{
  double at = foyer_player_get_position (self->player), length = get_length (self);
  int now = (int)at, all = (int)round (length);
  g_autofree char *text = NULL;

  gtk_widget_set_sensitive (self->slider, length > 0);
  gtk_range_set_range (GTK_RANGE (self->slider), 0, MAX (length, 1));
  gtk_range_set_value (GTK_RANGE (self->slider), at);
  if (length > 0)
    text = g_strdup_printf ("%d:%02d / %d:%02d", now / 60, now % 60, all / 60, all % 60);
  else
    text = g_strdup_printf ("%d:%02d", now / 60, now % 60);
  gtk_label_set_text (GTK_LABEL (self->time), text);
}

static void
update_caption (FoyerPlayerPanel *self)
{
  const char *text = foyer_player_get_caption (self->player);

  gtk_label_set_text (GTK_LABEL (self->caption), text != NULL ? text : "");
  gtk_widget_set_visible (self->caption, self->wants_captions && text != NULL);
}

static void
set_button_words (GtkWidget *button, const char *words)
{
  GtkWidget *label = gtk_widget_get_last_child (gtk_button_get_child (GTK_BUTTON (button)));

  gtk_label_set_text (GTK_LABEL (label), words);
  set_spoken (button, words);
}

static void
update_volume (FoyerPlayerPanel *self)
{
  int percent = (int)round (foyer_player_get_volume (self->player) * 100);
  g_autofree char *words
    = percent > 0 ? g_strdup_printf (_ ("Sound %d%%"), percent) : g_strdup (_ ("Sound off"));

  set_button_words (self->volume_button, words);
}

/* The drawn scene stays until there is a picture to put over it. */
static void
film_changed_cb (FoyerPlayerPanel *self)
{
  gtk_widget_set_visible (
    self->film, gdk_paintable_get_intrinsic_width (foyer_player_get_paintable (self->player)) > 0);
}

static void
error_cb (FoyerPlayerPanel *self, const char *sentence)
{
  gtk_label_set_text (GTK_LABEL (self->problem), sentence);
  gtk_widget_set_visible (self->problem, TRUE);
  gtk_widget_set_visible (self->caption, FALSE);
}

/* ---- touches ---- */

static void
play_cb (FoyerPlayerPanel *self)
{
  gtk_widget_set_visible (self->problem, FALSE);
  if (foyer_player_get_state (self->player) == FOYER_PLAYER_PLAYING)
    foyer_player_pause (self->player);
  else
    foyer_player_play (self->player);
}

static gboolean
slider_cb (GtkRange *range, GtkScrollType scroll, double value, FoyerPlayerPanel *self)
{
  foyer_player_seek (self->player, CLAMP (value, 0, get_length (self)));
  return FALSE;
}

void
foyer_player_panel_set_wants_captions (FoyerPlayerPanel *self, gboolean wants_captions)
{
  self->wants_captions = wants_captions;
  set_button_words (self->captions_button,
                    self->wants_captions ? _ ("Captions on") : _ ("Captions off"));
  update_caption (self);
}

static void
captions_cb (FoyerPlayerPanel *self)
{
  foyer_player_panel_set_wants_captions (self, !self->wants_captions);
}

static void
volume_cb (FoyerPlayerPanel *self)
{
  double now = foyer_player_get_volume (self->player);
  guint next = 0;

  while (next < G_N_ELEMENTS (volumes) && volumes[next] <= now + 0.01)
    next++;
  foyer_player_set_volume (self->player, volumes[next % G_N_ELEMENTS (volumes)]);
}

/* ---- building ---- */

static GtkWidget *
make_label_over (GtkWidget *overlay, const char *css_class)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_set_halign (label, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (label, GTK_ALIGN_END);
  gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_visible (label, FALSE);
  gtk_widget_set_can_target (label, FALSE);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), label);
  return label;
}

static void
picture_touched_cb (GtkGestureClick *gesture, int n, double x, double y, FoyerPlayerPanel *self)
{
  play_cb (self);
}

static GtkWidget *
make_screen (FoyerPlayerPanel *self, const char *art)
{
  GtkWidget *frame = gtk_aspect_frame_new (0, 0, FILM_ASPECT, FALSE);
  GtkWidget *overlay = gtk_overlay_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_overlay_set_child (GTK_OVERLAY (overlay), foyer_picture_new (art));
  self->film = gtk_picture_new_for_paintable (foyer_player_get_paintable (self->player));
  gtk_picture_set_content_fit (GTK_PICTURE (self->film), GTK_CONTENT_FIT_COVER);
  gtk_widget_set_visible (self->film, FALSE);
  foyer_spoken_hide (self->film);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->film);
  self->caption = make_label_over (overlay, "caption");
  self->problem = make_label_over (overlay, "caption");
  gtk_widget_add_css_class (overlay, "screen");
  gtk_widget_set_overflow (overlay, GTK_OVERFLOW_HIDDEN);
  gtk_aspect_frame_set_child (GTK_ASPECT_FRAME (frame), overlay);
  gtk_widget_set_vexpand (frame, TRUE);
  g_signal_connect (click, "released", G_CALLBACK (picture_touched_cb), self);
  gtk_widget_add_controller (overlay, GTK_EVENT_CONTROLLER (click));
  return frame;
}

static GtkWidget *
make_pill (FoyerPlayerPanel *self, const char *icon, const char *words, GCallback callback)
{
  GtkWidget *pill = foyer_button_new (words, icon, FALSE, "pill");

  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (pill, "clicked", callback, self);
  return pill;
}

static void
make_slider (FoyerPlayerPanel *self)
{
  self->slider = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, 1, 1);
  gtk_scale_set_draw_value (GTK_SCALE (self->slider), FALSE);
  gtk_range_set_increments (GTK_RANGE (self->slider), ARROW_STEP_S, PAGE_STEP_S);
  gtk_widget_set_hexpand (self->slider, TRUE);
  gtk_widget_set_valign (self->slider, GTK_ALIGN_CENTER);
  set_spoken (self->slider, _ ("Where it is, in seconds"));
  g_signal_connect (self->slider, "change-value", G_CALLBACK (slider_cb), self);
}

static GtkWidget *
make_controls (FoyerPlayerPanel *self, gboolean has_captions)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *pills = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->play_button = gtk_button_new_from_icon_name ("foyer-play-symbolic");
  gtk_widget_add_css_class (self->play_button, "play");
  gtk_widget_set_valign (self->play_button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->play_button, "clicked", G_CALLBACK (play_cb), self);
  make_slider (self);
  self->time = gtk_label_new ("");
  gtk_widget_add_css_class (self->time, "time");
  self->captions_button
    = make_pill (self, "foyer-captions-symbolic", _ ("Captions on"), G_CALLBACK (captions_cb));
  self->volume_button = make_pill (self, "foyer-volume-symbolic", "", G_CALLBACK (volume_cb));
  gtk_widget_set_visible (self->captions_button, has_captions);

  gtk_box_append (GTK_BOX (row), self->play_button);
  gtk_box_append (GTK_BOX (row), self->slider);
  gtk_box_append (GTK_BOX (row), self->time);
  gtk_box_append (GTK_BOX (pills), self->captions_button);
  gtk_box_append (GTK_BOX (pills), self->volume_button);
  gtk_widget_add_css_class (row, "control-row");
  gtk_widget_add_css_class (pills, "control-row");
  gtk_widget_set_hexpand (row, TRUE);
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->rows, "controls");
  gtk_box_append (GTK_BOX (self->rows), row);
  gtk_box_append (GTK_BOX (self->rows), pills);
  return self->rows;
}

static void
foyer_player_panel_dispose (GObject *object)
{
  FoyerPlayerPanel *self = FOYER_PLAYER_PANEL (object);

  if (self->player != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->player, self);
      g_signal_handlers_disconnect_by_data (foyer_player_get_paintable (self->player), self);
    }
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->player);
  G_OBJECT_CLASS (foyer_player_panel_parent_class)->dispose (object);
}

static void
foyer_player_panel_class_init (FoyerPlayerPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_player_panel_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
foyer_player_panel_init (FoyerPlayerPanel *self)
{
  self->wants_captions = TRUE;
}

GtkWidget *
foyer_player_panel_new (
  FoyerPlayer *player, const char *title, const char *art, double seconds, gboolean has_captions)
{
  FoyerPlayerPanel *self = g_object_new (FOYER_TYPE_PLAYER_PANEL, NULL);
  const struct
  {
    const char *signal;
    GCallback callback;
  } signals[] = {
    { "notify::state", G_CALLBACK (update_state) },
    { "notify::position", G_CALLBACK (update_time) },
    { "notify::duration", G_CALLBACK (update_time) },
    { "notify::caption", G_CALLBACK (update_caption) },
    { "notify::volume", G_CALLBACK (update_volume) },
    { "error", G_CALLBACK (error_cb) },
  };

  self->player = g_object_ref (player);
  self->seconds = isnan (seconds) ? 0 : seconds;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), make_screen (self, art));
  gtk_box_append (GTK_BOX (self->box), make_controls (self, has_captions));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "player");
  set_spoken (GTK_WIDGET (self), title);

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_swapped (player, signals[i].signal, signals[i].callback, self);
  g_signal_connect_swapped (foyer_player_get_paintable (player), "invalidate-size",
                            G_CALLBACK (film_changed_cb), self);
  update_state (self);
  update_time (self);
  update_caption (self);
  update_volume (self);
  film_changed_cb (self);
  return GTK_WIDGET (self);
}

void
foyer_player_panel_pause (FoyerPlayerPanel *self)
{
  foyer_player_pause (self->player);
}

void
foyer_player_panel_set_wide (FoyerPlayerPanel *self, gboolean is_wide)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->rows),
                                  is_wide ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
}

FoyerPlayer *
foyer_player_panel_get_player (FoyerPlayerPanel *self)
{
  return self->player;
}

gboolean
foyer_player_panel_get_wants_captions (FoyerPlayerPanel *self)
{
  return self->wants_captions;
}
