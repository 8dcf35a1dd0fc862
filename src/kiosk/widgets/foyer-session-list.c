/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-session-list"

#include "kiosk/widgets/foyer-session-list.h"

#include <glib/gi18n.h>

#include "core/model/foyer-when.h"

#include "kiosk/foyer-page.h"
#include "kiosk/foyer-spoken.h"
#include "kiosk/widgets/foyer-label.h"

/* Dates as big buttons, one of them chosen. The first few are in sight; the others come with one
 * touch, so that the place and the way in stay near. Owned by the detail page. Main thread. */

#define IN_SIGHT 3 /* as many as leave room for "where" beside them on a landscape screen */

struct _FoyerSessionList
{
  GtkWidget parent_instance;

  GPtrArray *sessions;  /* owned FoyerSession */
  GPtrArray *buttons;   /* borrowed GtkToggleButton, one a session */
  FoyerSession *chosen; /* borrowed from sessions (nullable) */
  GtkWidget *box;       /* borrowed */
  GtkWidget *more;      /* owned: it stands elsewhere on the page */
};

G_DEFINE_FINAL_TYPE (FoyerSessionList, foyer_session_list, GTK_TYPE_WIDGET)

enum
{
  PROP_CHOSEN = 1,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

char *
foyer_session_list_dup_day (FoyerSession *session)
{
  return session->start > 0 ? foyer_when_short_day (session->start)
                            : foyer_when_session_short (session);
}

/* (transfer full) (nullable): NULL where nobody counts */
static char *
dup_places (FoyerSession *session)
{
  if (session->places_left < 0)
    return NULL;
  if (session->places_left == 0)
    return g_strdup (_ ("Waiting list"));
  return g_strdup_printf (
    ngettext ("%d place left", "%d places left", (gulong)session->places_left),
    session->places_left);
}

static void
toggled_cb (GtkToggleButton *button, gpointer data)
{
  FoyerSessionList *self = data;
  guint index;

  if (!gtk_toggle_button_get_active (button) || !g_ptr_array_find (self->buttons, button, &index))
    return;
  self->chosen = g_ptr_array_index (self->sessions, index);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CHOSEN]);
}

static void
more_cb (GtkButton *button, gpointer data)
{
  FoyerSessionList *self = data;

  for (guint i = IN_SIGHT; i < self->buttons->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (self->buttons, i), TRUE);
  if (button != NULL)
    gtk_widget_grab_focus (g_ptr_array_index (self->buttons, IN_SIGHT));
  gtk_widget_set_visible (self->more, FALSE);
}

static GtkWidget *
session_button_new (FoyerSession *session)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *spacer = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *tick = gtk_image_new_from_icon_name ("foyer-check-circle-symbolic");
  g_autofree char *day = foyer_session_list_dup_day (session);
  g_autofree char *places = dup_places (session);
  g_autofree char *spoken_date = foyer_when_session_long (session);
  g_autofree char *spoken = g_strdup_printf ("%s%s%s", spoken_date, places != NULL ? ", " : "",
                                             places != NULL ? places : "");

  foyer_spoken_hide (tick);
  gtk_box_append (GTK_BOX (box), tick);
  foyer_label_append (box, day, "strong");
  if (session->start > 0)
    {
      g_autofree char *times = foyer_when_time_range (session->start, session->end);
      foyer_label_append (box, times, NULL);
    }
  gtk_widget_set_hexpand (spacer, TRUE);
  gtk_box_append (GTK_BOX (box), spacer);
  if (places != NULL)
    foyer_label_append (box, places, "places");
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "session");
  foyer_spoken_name (button, spoken);
  return button;
}

static void
foyer_session_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, FOYER_SESSION_LIST (object)->chosen);
}

static void
foyer_session_list_dispose (GObject *object)
{
  FoyerSessionList *self = FOYER_SESSION_LIST (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->more);
  g_clear_pointer (&self->buttons, g_ptr_array_unref);
  self->chosen = NULL;
  g_clear_pointer (&self->sessions, g_ptr_array_unref);
  G_OBJECT_CLASS (foyer_session_list_parent_class)->dispose (object);
}

static void
foyer_session_list_class_init (FoyerSessionListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = foyer_session_list_get_property;
  object_class->dispose = foyer_session_list_dispose;
  props[PROP_CHOSEN] = g_param_spec_object ("chosen", NULL, NULL, FOYER_TYPE_SESSION,
                                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "sessions");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
foyer_session_list_init (FoyerSessionList *self)
{
}

GtkWidget *
foyer_session_list_new (GPtrArray *sessions)
{
  FoyerSessionList *self = g_object_new (FOYER_TYPE_SESSION_LIST, NULL);

  self->sessions = g_ptr_array_ref (sessions);
  self->buttons = g_ptr_array_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  for (guint i = 0; i < sessions->len; i++)
    {
      FoyerSession *session = g_ptr_array_index (sessions, i);
      GtkWidget *button = session_button_new (session);

      if (i > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button),
                                     g_ptr_array_index (self->buttons, 0));
      gtk_widget_set_visible (button, i < IN_SIGHT);
      g_ptr_array_add (self->buttons, button);
      gtk_box_append (GTK_BOX (self->box), button);
      g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), self);
      if (self->chosen == NULL && session->places_left != 0)
        gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
    }
  if (self->chosen == NULL && sessions->len > 0) /* all are full: the first to wait for */
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (g_ptr_array_index (self->buttons, 0)), TRUE);
  self->more = g_object_ref_sink (foyer_button_new (_ ("More dates"), NULL, FALSE, "pill"));
  gtk_widget_set_visible (self->more, sessions->len > IN_SIGHT);
  gtk_widget_set_valign (self->more, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->more, "clicked", G_CALLBACK (more_cb), self, 0);
  foyer_spoken_name (GTK_WIDGET (self), _ ("When"));
  return GTK_WIDGET (self);
}

GtkWidget *
foyer_session_list_get_more (FoyerSessionList *self)
{
  return self->more;
}

FoyerSession *
foyer_session_list_get_chosen (FoyerSessionList *self)
{
  return self->chosen;
}

void
foyer_session_list_choose (FoyerSessionList *self, const char *id)
{
  for (guint i = 0; i < self->sessions->len; i++)
    {
      FoyerSession *session = g_ptr_array_index (self->sessions, i);

      if (!g_str_equal (session->id, id))
        continue;
      if (i >= IN_SIGHT)
        more_cb (NULL, self);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (g_ptr_array_index (self->buttons, i)), TRUE);
    }
}
