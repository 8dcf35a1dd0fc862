/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer"

#include "foyer-config.h"

#include "kiosk/foyer-application.h"

#include <glib-unix.h>

#include "kiosk/foyer-backend.h"
#include "kiosk/foyer-lockdown.h"
#include "kiosk/foyer-window.h"

/* Ties backend and window together for the life of the process. Main thread. */

struct _FoyerApplication
{
  GtkApplication parent_instance;

  const FoyerOptions *options; /* borrowed: main's own */
  FoyerBackend *backend;       /* owned */
};

G_DEFINE_FINAL_TYPE (FoyerApplication, foyer_application, GTK_TYPE_APPLICATION)

static gboolean
terminate_cb (gpointer data)
{
  g_application_quit (data);
  return G_SOURCE_CONTINUE;
}

static void
foyer_application_startup (GApplication *application)
{
  GtkSettings *settings;

  G_APPLICATION_CLASS (foyer_application_parent_class)->startup (application);
  foyer_lockdown_install ();

  settings = gtk_settings_get_default ();
  g_object_set (settings, "gtk-cursor-blink", FALSE, "gtk-recent-files-enabled", FALSE,
                "gtk-enable-input-feedback-sounds", FALSE, "gtk-enable-event-sounds", FALSE, NULL);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/uk/org/foyer/Foyer/icons");
  g_unix_signal_add (SIGTERM, terminate_cb, application);
  g_unix_signal_add (SIGINT, terminate_cb, application);
}

static void
foyer_application_activate (GApplication *application)
{
  FoyerApplication *self = FOYER_APPLICATION (application);
  const FoyerOptions *options = self->options;
  g_autoptr (FoyerClock) clock = NULL;
  FoyerWindow *window;

  if (gtk_application_get_active_window (GTK_APPLICATION (application)) != NULL)
    return;
  clock = foyer_clock_new_corrected (foyer_clock_system (), options->state_dir);
  self->backend = foyer_backend_new (options->state_dir, options->centre_url, clock);
  window = foyer_window_new (GTK_APPLICATION (application), self->backend, options->trace);
  if (options->width > 0)
    gtk_window_set_default_size (GTK_WINDOW (window), options->width, options->height);
  else
    gtk_window_set_default_size (GTK_WINDOW (window), 1920, 1080);
  if (!options->windowed)
    gtk_window_fullscreen (GTK_WINDOW (window));
  foyer_window_open (window, "attract", "");
  gtk_window_present (GTK_WINDOW (window));
}

static void
foyer_application_shutdown (GApplication *application)
{
  FoyerApplication *self = FOYER_APPLICATION (application);
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (application));

  if (windows != NULL)
    gtk_window_destroy (windows->data);
  if (self->backend != NULL)
    foyer_backend_stop (self->backend);
  g_clear_object (&self->backend);
  G_APPLICATION_CLASS (foyer_application_parent_class)->shutdown (application);
}

static void
foyer_application_class_init (FoyerApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = foyer_application_startup;
  application_class->activate = foyer_application_activate;
  application_class->shutdown = foyer_application_shutdown;
}

static void
foyer_application_init (FoyerApplication *self)
{
}

FoyerApplication *
foyer_application_new (const FoyerOptions *options)
{
  /* Not unique: two kiosks may run side by side with two state folders, and no session bus is
   * needed. */
  FoyerApplication *self = g_object_new (FOYER_TYPE_APPLICATION, "application-id", FOYER_APP_ID,
                                         "flags", G_APPLICATION_NON_UNIQUE, NULL);

  self->options = options;
  return self;
}
