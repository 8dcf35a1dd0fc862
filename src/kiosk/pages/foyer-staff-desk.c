/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-staff-page"

#include "foyer-config.h"

#include "kiosk/pages/foyer-staff-desk.h"

#include <glib/gi18n.h>

#include "kiosk/foyer-backend-staff.h"
#include "kiosk/foyer-page.h"
#include "kiosk/media/foyer-sound-check.h"
#include "kiosk/pages/foyer-staff-words.h"
#include "kiosk/widgets/foyer-flow.h"
#include "kiosk/widgets/foyer-label.h"

/* See the header. Owned by the staff page once the PIN was right. Main thread. */

typedef enum
{
  ROW_LINE,
  ROW_CONTACT,
  ROW_WAITING,
  ROW_SET_ASIDE,
  ROW_PLACE,
  ROW_CONTENT,
  ROW_SCREEN,
  ROW_SOUND,
  ROW_ROOM,
  ROW_UPTIME,
  ROW_VERSION,
  N_ROWS,
} Row;

struct _FoyerStaffDesk
{
  GtkWidget parent_instance;

  FoyerBackend *backend;     /* owned */
  GCancellable *cancellable; /* owned */
  FoyerSoundCheck *sound;    /* owned (nullable) */
  GPtrArray *records;        /* owned (nullable): as last asked for */
  gboolean is_syncing;

  GtkWidget *column, *said, *rows, *answer; /* borrowed; column is our one child */
  GtkWidget *values[N_ROWS];                /* borrowed labels */
  GtkWidget *places;                        /* borrowed (nullable): the choice of another place */
};

G_DEFINE_FINAL_TYPE (FoyerStaffDesk, foyer_staff_desk, GTK_TYPE_WIDGET)

static void
say (FoyerStaffDesk *self, const char *words)
{
  gtk_label_set_text (GTK_LABEL (self->said), words);
  gtk_widget_set_visible (self->said, words != NULL && *words != '\0');
}

/* (transfer full) */
static char *
dup_value (FoyerStaffDesk *self, Row row)
{
  gint64 now = foyer_clock_now_us (foyer_backend_get_clock (self->backend));

  switch (row)
    {
    case ROW_LINE:
      return foyer_staff_dup_line (self->backend);
    case ROW_CONTACT:
      return foyer_staff_dup_contact (self->backend);
    case ROW_WAITING:
      return foyer_staff_dup_waiting (self->records, now);
    case ROW_SET_ASIDE:
      return foyer_staff_dup_set_aside (self->records);
    case ROW_PLACE:
      return foyer_staff_dup_place (self->backend);
    case ROW_CONTENT:
      return foyer_staff_dup_content (self->backend);
    case ROW_SCREEN:
      return foyer_staff_dup_screen (self->backend);
    case ROW_SOUND:
      return foyer_staff_dup_sound (self->backend);
    case ROW_ROOM:
      return foyer_staff_dup_room (self->backend);
    case ROW_UPTIME:
      return foyer_staff_dup_span (foyer_backend_get_uptime_us (self->backend));
    case ROW_VERSION:
    default:
      return g_strdup (FOYER_VERSION);
    }
}

static void
update (FoyerStaffDesk *self)
{
  for (guint row = 0; row < N_ROWS; row++)
    {
      g_autofree char *value = dup_value (self, row);

      gtk_label_set_text (GTK_LABEL (self->values[row]), value);
    }
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerStaffDesk) self = data;
  g_autoptr (GPtrArray) records = foyer_backend_list_records_finish (result, NULL);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  g_clear_pointer (&self->records, g_ptr_array_unref);
  self->records = g_steal_pointer (&records);
  update (self);
}

static void
look (FoyerStaffDesk *self)
{
  update (self);
  foyer_backend_list_records (self->backend, self->cancellable, listed_cb, g_object_ref (self));
}

/* ---- what staff may do ---- */

static void
round_done_cb (FoyerStaffDesk *self)
{
  g_autofree char *outcome = NULL;

  look (self);
  if (!self->is_syncing)
    return;
  self->is_syncing = FALSE;
  outcome = foyer_staff_dup_outcome (self->backend);
  say (self, outcome);
}

static void
sync_cb (FoyerStaffDesk *self)
{
  g_autofree char *line = NULL;

  if (!foyer_backend_is_enrolled (self->backend))
    {
      line = foyer_staff_dup_line (self->backend);
      say (self, line);
      return;
    }
  self->is_syncing = TRUE;
  say (self, _ ("Asking the centre …"));
  foyer_backend_start (self->backend);
  foyer_backend_sync_now (self->backend);
}

static void
restart_cb (FoyerStaffDesk *self)
{
  say (self,
       _ ("The kiosk starts again. If the screen stays dark for a minute, switch it off and on."));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.restart", NULL);
}

static void
measure_cb (FoyerStaffDesk *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open", "(ss)", "calibrate", "");
}

static void
keep_sound (FoyerStaffDesk *self, const char *heard)
{
  g_autoptr (GError) error = NULL;

  gtk_widget_set_visible (self->answer, FALSE);
  if (!foyer_backend_set_setting (self->backend, "sound", "heard", heard, &error))
    g_message ("settings: %s", error->message);
  say (self, g_str_equal (heard, "yes")
               ? _ ("Good. The kiosk can be heard.")
               : _ ("Check that the loudspeaker is on, and its cable. Then try again."));
  update (self);
}

static void
heard_cb (FoyerStaffDesk *self)
{
  keep_sound (self, "yes");
}

static void
not_heard_cb (FoyerStaffDesk *self)
{
  keep_sound (self, "no");
}

static void
ask_heard (FoyerStaffDesk *self)
{
  say (self, _ ("A low tone on the left, then a higher one on the right. Did you hear both?"));
  gtk_widget_set_visible (self->answer, TRUE);
}

static void
sound_cb (FoyerStaffDesk *self)
{
  g_autoptr (GError) error = NULL;

  if (self->sound == NULL)
    self->sound = foyer_sound_check_new ();
  if (!foyer_sound_check_play (self->sound, &error))
    {
      g_message ("sound check: %s", error->message);
      keep_sound (self, "no");
      return;
    }
  ask_heard (self);
}

/* ---- where it stands ---- */

static void
close_places (FoyerStaffDesk *self)
{
  if (self->places != NULL)
    gtk_box_remove (GTK_BOX (self->column), self->places);
  self->places = NULL;
  gtk_widget_set_visible (self->rows, TRUE);
}

static void
place_clicked_cb (GtkWidget *button, gpointer data)
{
  FoyerStaffDesk *self = data;
  const char *id = g_object_get_data (G_OBJECT (button), "place");
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 (id, foyer_backend_get_enrolled_place (self->backend)) == 0)
    id = NULL;
  if (!foyer_backend_set_place_today (self->backend, id, &error))
    {
      g_message ("settings: %s", error->message);
      say (self, _ ("This could not be kept. Is the disk full?"));
    }
  else
    say (self, id == NULL ? _ ("The kiosk stands where it was enrolled.")
                          : _ ("Distances start from this place now. The centre still knows the "
                               "place where the kiosk was enrolled."));
  close_places (self);
  update (self);
}

static void
add_place (FoyerStaffDesk *self, GtkWidget *flow, FoyerPlace *place)
{
  FoyerPlace *now = foyer_backend_get_place (self->backend);
  GtkWidget *button = foyer_button_new (place->name, NULL, FALSE, "pill");

  g_object_set_data_full (G_OBJECT (button), "place", g_strdup (place->id), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (place_clicked_cb), self);
  if (now != NULL && g_str_equal (now->id, place->id))
    {
      gtk_widget_add_css_class (button, "selected");
      gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_PRESSED,
                                   GTK_ACCESSIBLE_TRISTATE_TRUE, -1);
    }
  foyer_flow_append (FOYER_FLOW (flow), button);
}

static void
place_cb (FoyerStaffDesk *self)
{
  FoyerStore *store = foyer_backend_get_store (self->backend);
  g_autoptr (GPtrArray) places = store != NULL ? foyer_store_list_places (store) : NULL;
  GtkWidget *flow, *cancel;

  if (places == NULL || places->len == 0)
    {
      say (self, _ ("The list of places has not come yet. Sync first."));
      return;
    }
  close_places (self);
  flow = foyer_flow_new ();
  gtk_widget_add_css_class (flow, "pills");
  self->places = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  foyer_label_append (self->places, _ ("Where does this kiosk stand today?"), "subheading");
  cancel = foyer_button_new (_ ("Cancel"), NULL, FALSE, "outline");
  gtk_widget_set_halign (cancel, GTK_ALIGN_START);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (close_places), self);
  gtk_box_append (GTK_BOX (self->places), cancel);
  for (guint i = 0; i < places->len; i++)
    add_place (self, flow, places->pdata[i]);
  gtk_box_append (GTK_BOX (self->places), flow);
  gtk_box_append (GTK_BOX (self->column), self->places);
  gtk_widget_set_visible (self->rows, FALSE);
  say (self, NULL);
}

/* ---- */

static void
foyer_staff_desk_dispose (GObject *object)
{
  FoyerStaffDesk *self = FOYER_STAFF_DESK (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->sound, foyer_sound_check_free);
  g_clear_pointer (&self->column, gtk_widget_unparent);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_object (&self->backend);
  G_OBJECT_CLASS (foyer_staff_desk_parent_class)->dispose (object);
}

static void
foyer_staff_desk_finalize (GObject *object)
{
  g_object_unref (FOYER_STAFF_DESK (object)->cancellable);
  G_OBJECT_CLASS (foyer_staff_desk_parent_class)->finalize (object);
}

static void
foyer_staff_desk_class_init (FoyerStaffDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_staff_desk_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_staff_desk_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
foyer_staff_desk_init (FoyerStaffDesk *self)
{
  self->cancellable = g_cancellable_new ();
}

static void
add_row (FoyerStaffDesk *self, Row row, const char *name)
{
  GtkWidget *label = foyer_label_new (name, "staff-name");

  self->values[row] = foyer_label_new ("", "staff-value");
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_set_hexpand (self->values[row], TRUE);
  gtk_grid_attach (GTK_GRID (self->rows), label, 0, (int)row, 1, 1);
  gtk_grid_attach (GTK_GRID (self->rows), self->values[row], 1, (int)row, 1, 1);
}

static void
add_button (FoyerStaffDesk *self,
            GtkWidget *flow,
            const char *words,
            const char *style,
            void (*cb) (FoyerStaffDesk *))
{
  GtkWidget *button = foyer_button_new (words, NULL, FALSE, style);

  g_signal_connect_swapped (button, "clicked", G_CALLBACK (cb), self);
  foyer_flow_append (FOYER_FLOW (flow), button);
}

static void
build_rows (FoyerStaffDesk *self)
{
  const char *const names[N_ROWS] = {
    [ROW_LINE] = _ ("Line"),
    [ROW_CONTACT] = _ ("Last contact"),
    [ROW_WAITING] = _ ("Waiting to be sent"),
    [ROW_SET_ASIDE] = _ ("Not accepted by the centre"),
    [ROW_PLACE] = _ ("Place"),
    [ROW_CONTENT] = _ ("Content"),
    [ROW_SCREEN] = _ ("Screen"),
    [ROW_SOUND] = _ ("Sound"),
    [ROW_ROOM] = _ ("Disk"),
    [ROW_UPTIME] = _ ("Running for"),
    [ROW_VERSION] = _ ("Foyer"),
  };

  self->rows = gtk_grid_new ();
  gtk_widget_add_css_class (self->rows, "staff-rows");
  for (guint row = 0; row < N_ROWS; row++)
    add_row (self, row, names[row]);
}

static void
build (FoyerStaffDesk *self)
{
  GtkWidget *buttons = foyer_flow_new ();

  self->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->column, GTK_WIDGET (self));
  gtk_widget_add_css_class (self->column, "staff-desk");
  foyer_label_append (self->column, _ ("This kiosk"), "heading");
  gtk_widget_add_css_class (buttons, "staff-buttons");
  add_button (self, buttons, _ ("Sync now"), "primary", sync_cb);
  add_button (self, buttons, _ ("Place"), "outline", place_cb);
  add_button (self, buttons, _ ("Screen size"), "outline", measure_cb);
  add_button (self, buttons, _ ("Sound check"), "outline", sound_cb);
  add_button (self, buttons, _ ("Restart"), "outline", restart_cb);
  gtk_box_append (GTK_BOX (self->column), buttons);
  self->said = foyer_label_append (self->column, " ", "staff-said");
  self->answer = foyer_flow_new ();
  gtk_widget_add_css_class (self->answer, "staff-buttons");
  add_button (self, self->answer, _ ("Yes, both"), "primary", heard_cb);
  add_button (self, self->answer, _ ("No"), "outline", not_heard_cb);
  gtk_widget_set_visible (self->answer, FALSE);
  gtk_box_append (GTK_BOX (self->column), self->answer);
  build_rows (self);
  gtk_box_append (GTK_BOX (self->column), self->rows);
  say (self, NULL);
}

GtkWidget *
foyer_staff_desk_new (FoyerBackend *backend)
{
  FoyerStaffDesk *self = g_object_new (FOYER_TYPE_STAFF_DESK, NULL);

  self->backend = g_object_ref (backend);
  build (self);
  g_signal_connect_object (backend, "round-done", G_CALLBACK (round_done_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (backend, "line-changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  look (self);
  return GTK_WIDGET (self);
}

void
foyer_staff_desk_keep (FoyerStaffDesk *self, GObject *state)
{
  g_object_set_data (state, "places", GINT_TO_POINTER (self->places != NULL));
  g_object_set_data (state, "sound", GINT_TO_POINTER (gtk_widget_get_visible (self->answer)));
  g_object_set_data (state, "syncing", GINT_TO_POINTER (self->is_syncing));
}

void
foyer_staff_desk_take (FoyerStaffDesk *self, GObject *state)
{
  self->is_syncing = g_object_get_data (state, "syncing") != NULL;
  if (self->is_syncing)
    say (self, _ ("Asking the centre …"));
  if (g_object_get_data (state, "sound") != NULL)
    ask_heard (self);
  if (g_object_get_data (state, "places") != NULL)
    place_cb (self);
}
