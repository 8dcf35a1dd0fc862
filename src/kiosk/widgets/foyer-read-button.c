/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-read-button"

#include "kiosk/widgets/foyer-read-button.h"

#include "kiosk/foyer-page.h"

/* A button with an action is insensitive while nobody above it has that action, or has it switched
 * off; such a button would only be in the way. Owned by its parent. Main thread. */

GtkWidget *
foyer_read_button_new (const char *label, const char *style)
{
  GtkWidget *button = foyer_button_new (label, "foyer-speaker-symbolic", FALSE, style);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.read-aloud");
  g_object_bind_property (button, "sensitive", button, "visible", G_BINDING_SYNC_CREATE);
  return button;
}
