/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-print"

#include "kiosk/print/foyer-printers.h"

#include <gtk/gtkunixprint.h>

/* Asks GTK's print back ends, which ask CUPS. They answer when they like, so there is an end to the
 * waiting; what comes later is not looked at. The task owns the search; main thread. */

#define PATIENCE_MS 4000 /* somebody stands and waits */

typedef struct
{
  char *first, *preferred; /* owned, nullable */
  guint timer;
  gboolean is_answered;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_clear_handle_id (&search->timer, g_source_remove);
  g_free (search->first);
  g_free (search->preferred);
  g_free (search);
}

static gboolean
printer_cb (GtkPrinter *printer, gpointer data)
{
  Search *search = g_task_get_task_data (data);

  if (gtk_printer_is_virtual (printer) || !gtk_printer_accepts_pdf (printer)
      || !gtk_printer_is_accepting_jobs (printer))
    return FALSE;
  if (search->first == NULL)
    search->first = g_strdup (gtk_printer_get_name (printer));
  if (gtk_printer_is_default (printer) && search->preferred == NULL)
    search->preferred = g_strdup (gtk_printer_get_name (printer));
  return FALSE;
}

static void
answer (GTask *task)
{
  Search *search = g_task_get_task_data (task);

  if (search->is_answered)
    return;
  search->is_answered = TRUE;
  g_clear_handle_id (&search->timer, g_source_remove);
  g_task_return_pointer (
    task, g_strdup (search->preferred != NULL ? search->preferred : search->first), g_free);
}

static gboolean
patience_cb (gpointer data)
{
  Search *search = g_task_get_task_data (data);

  search->timer = 0;
  answer (data);
  return G_SOURCE_REMOVE;
}

/* The list is complete, or GTK gave up. */
static void
enumerated_cb (gpointer data)
{
  g_autoptr (GTask) task = data;

  answer (task);
}

void
foyer_printers_find (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Search *search = g_new0 (Search, 1);

  g_task_set_source_tag (task, foyer_printers_find);
  g_task_set_task_data (task, search, search_free);
  search->timer = g_timeout_add (PATIENCE_MS, patience_cb, task);
  gtk_enumerate_printers (printer_cb, task, enumerated_cb, FALSE);
}

char *
foyer_printers_find_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
