/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-spoken"

#include "kiosk/foyer-spoken.h"

#include "core/crypto/foyer-crypto.h"

/* Names hang on their widgets. No state of its own; main thread. */

#define NAME_KEY "foyer-spoken-name"
#define HIDDEN_KEY "foyer-spoken-hidden"

void
foyer_spoken_name (GtkWidget *widget, const char *name)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (name != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                    -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL);
  g_object_set_data_full (G_OBJECT (widget), NAME_KEY, g_strdup (name),
                          (GDestroyNotify)foyer_secret_free);
}

const char *
foyer_spoken_get_name (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), NAME_KEY);
}

void
foyer_spoken_hide (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  g_object_set_data (G_OBJECT (widget), HIDDEN_KEY, GINT_TO_POINTER (TRUE));
}
