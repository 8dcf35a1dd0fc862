/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-help-button"

#include "kiosk/widgets/foyer-help-button.h"

#include <glib/gi18n.h>

#include "kiosk/foyer-page.h"

/* One button, the same everywhere, so that it is found without reading. Owned by the bar it is in.
 */

GtkWidget *
foyer_help_button_new (void)
{
  GtkWidget *button
    = foyer_button_new (_ ("Help now"), "foyer-hand-help-symbolic", FALSE, "outline");

  gtk_widget_add_css_class (button, "help-now");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", "info", "help-now");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open");
  return button;
}
