/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-staff-page"

#include "kiosk/pages/foyer-staff-page.h"

#include <glib/gi18n.h>

#include "core/crypto/foyer-pin.h"
#include "kiosk/foyer-backend-staff.h"
#include "kiosk/foyer-staff-lock.h"
#include "kiosk/pages/foyer-staff-desk.h"
#include "kiosk/widgets/foyer-label.h"
#include "kiosk/widgets/foyer-pin-pad.h"

/* The door and what is behind it. Owned by the window's stack; main thread, but for the PIN, which
 * the backend works out elsewhere. */

struct _FoyerStaffPage
{
  FoyerPage parent_instance;

  GtkWidget *column;     /* borrowed: all there is */
  GtkWidget *said, *pad; /* borrowed while the door is shut (nullable) */
  GtkWidget *desk;       /* borrowed while it is open (nullable) */
  gboolean is_trying;    /* a PIN */
  guint wait_timer;      /* counts the seconds down */
};

G_DEFINE_FINAL_TYPE (FoyerStaffPage, foyer_staff_page, FOYER_TYPE_PAGE)

static FoyerBackend *
backend_of (FoyerStaffPage *self)
{
  return foyer_page_get_backend (FOYER_PAGE (self));
}

static void
clear (FoyerStaffPage *self)
{
  GtkWidget *child;

  self->said = self->pad = self->desk = NULL;
  while ((child = gtk_widget_get_first_child (self->column)) != NULL)
    gtk_box_remove (GTK_BOX (self->column), child);
}

static void
open_door (FoyerStaffPage *self)
{
  clear (self);
  foyer_page_set_title (FOYER_PAGE (self), _ ("For staff"));
  self->desk = foyer_staff_desk_new (backend_of (self));
  gtk_box_append (GTK_BOX (self->column), self->desk);
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    gtk_widget_child_focus (self->column, GTK_DIR_TAB_FORWARD);
}

static gboolean
count_down_cb (gpointer data)
{
  FoyerStaffPage *self = data;
  int seconds = foyer_backend_get_pin_wait_s (backend_of (self));
  g_autofree char *words = NULL;

  if (seconds > 0)
    {
      words = g_strdup_printf (ngettext ("Too many wrong tries. Wait %d second.",
                                         "Too many wrong tries. Wait %d seconds.", seconds),
                               seconds);
      gtk_label_set_text (GTK_LABEL (self->said), words);
      foyer_pin_pad_set_open (FOYER_PIN_PAD (self->pad), FALSE);
      return G_SOURCE_CONTINUE;
    }
  self->wait_timer = 0;
  gtk_label_set_text (GTK_LABEL (self->said), _ ("Type the six digits."));
  foyer_pin_pad_set_open (FOYER_PIN_PAD (self->pad), TRUE);
  return G_SOURCE_REMOVE;
}

static void
begin_count_down (FoyerStaffPage *self)
{
  if (self->wait_timer == 0 && count_down_cb (self))
    self->wait_timer = g_timeout_add_seconds (1, count_down_cb, self);
}

static void
tried_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerStaffPage) self = data;
  g_autoptr (GError) error = NULL;
  gboolean is_right = foyer_backend_try_pin_finish (result, &error);

  self->is_trying = FALSE;
  if (self->pad == NULL) /* the page has gone */
    return;
  if (is_right)
    {
      open_door (self);
      return;
    }
  begin_count_down (self);
  if (self->wait_timer == 0)
    gtk_label_set_text (GTK_LABEL (self->said),
                        error->code == FOYER_PIN_ERROR_WRONG
                          ? _ ("That is not the PIN. Try again.")
                          : _ ("The PIN cannot be looked at now. Restart the kiosk."));
}

static void
entered_cb (FoyerPinPad *pad, const char *digits, gpointer data)
{
  FoyerStaffPage *self = data;

  foyer_pin_pad_set_open (pad, FALSE);
  self->is_trying = TRUE;
  gtk_label_set_text (GTK_LABEL (self->said), _ ("One moment …"));
  foyer_backend_try_pin (backend_of (self), digits, tried_cb, g_object_ref (self));
}

/* How a PIN is set: on this machine, by whoever may log in to it. */
static void
tell_how (FoyerStaffPage *self)
{
  g_autofree char *command = g_strdup_printf ("foyerctl kiosk set-pin --state %s",
                                              foyer_backend_get_state_dir (backend_of (self)));

  foyer_label_append (
    self->column,
    _ ("This kiosk has no staff PIN yet. Whoever looks after the machine sets one "
       "on it with this command:"),
    "lead");
  foyer_label_append (self->column, command, "staff-command");
}

static void
show_door (FoyerStaffPage *self)
{
  clear (self);
  foyer_label_append (self->column, _ ("For staff"), "heading");
  if (!foyer_backend_has_pin (backend_of (self)))
    {
      tell_how (self);
      return;
    }
  self->said = foyer_label_append (self->column, _ ("Type the six digits."), "lead");
  gtk_label_set_xalign (GTK_LABEL (self->said), 0.5);
  self->pad = foyer_pin_pad_new ();
  gtk_widget_set_halign (self->pad, GTK_ALIGN_CENTER);
  g_signal_connect (self->pad, "entered", G_CALLBACK (entered_cb), self);
  gtk_box_append (GTK_BOX (self->column), self->pad);
  begin_count_down (self);
}

static void
foyer_staff_page_opened (FoyerPage *page)
{
  foyer_page_set_title (page, _ ("For staff"));
  foyer_page_add_back (page, NULL);
  foyer_staff_lock_attach (page);
  show_door (FOYER_STAFF_PAGE (page));
}

/* A door that is open stays open: whoever changes the language has typed the PIN. Digits that are
 * half typed are not handed on. While a PIN is tried its answer comes back to this very page. */
static GObject *
foyer_staff_page_save_state (FoyerPage *page)
{
  FoyerStaffPage *self = FOYER_STAFF_PAGE (page);
  GObject *state;

  if (self->is_trying)
    return g_object_ref (G_OBJECT (self));
  if (self->desk == NULL)
    return NULL;
  state = g_object_new (G_TYPE_OBJECT, NULL);
  foyer_staff_desk_keep (FOYER_STAFF_DESK (self->desk), state);
  return state;
}

static void
foyer_staff_page_restore_state (FoyerPage *page, GObject *state)
{
  FoyerStaffPage *self = FOYER_STAFF_PAGE (page);

  open_door (self);
  foyer_staff_desk_take (FOYER_STAFF_DESK (self->desk), state);
}

static void
foyer_staff_page_dispose (GObject *object)
{
  FoyerStaffPage *self = FOYER_STAFF_PAGE (object);

  g_clear_handle_id (&self->wait_timer, g_source_remove);
  self->pad = self->said = self->desk = NULL;
  G_OBJECT_CLASS (foyer_staff_page_parent_class)->dispose (object);
}

static void
foyer_staff_page_class_init (FoyerStaffPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_staff_page_dispose;
  FOYER_PAGE_CLASS (klass)->opened = foyer_staff_page_opened;
  FOYER_PAGE_CLASS (klass)->save_state = foyer_staff_page_save_state;
  FOYER_PAGE_CLASS (klass)->restore_state = foyer_staff_page_restore_state;
}

static void
foyer_staff_page_init (FoyerStaffPage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->column, "staff-column");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->column);
  foyer_page_set_content (FOYER_PAGE (self), scroller);
}
