/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-backend"

#include "kiosk/foyer-backend-staff.h"

#include <string.h>

#include "core/crypto/foyer-crypto.h"
#include "core/crypto/foyer-pin.h"
#include "kiosk/foyer-backend-private.h"

/* See the header. The PIN is worked out on a thread of GTask's: a tenth of a second in which the
 * screen goes on. One try at a time. */

/* ---- the PIN ---- */

gboolean
foyer_backend_has_pin (FoyerBackend *self)
{
  FoyerBackendDoor *door = foyer_backend_get_door (self);

  return door->is_trying || foyer_pin_is_set (door->pin);
}

int
foyer_backend_get_pin_wait_s (FoyerBackend *self)
{
  FoyerBackendDoor *door = foyer_backend_get_door (self);

  return door->is_trying ? 0 : foyer_pin_wait_s (door->pin);
}

static void
try_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (foyer_pin_try (foyer_backend_get_door (source)->pin, data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
foyer_backend_try_pin (FoyerBackend *self,
                       const char *digits,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  FoyerBackendDoor *door = foyer_backend_get_door (self);

  if (door->is_trying)
    {
      g_task_return_new_error (task, FOYER_PIN_ERROR, FOYER_PIN_ERROR_WAIT, "one try at a time");
      return;
    }
  door->is_trying = TRUE;
  g_task_set_task_data (task, g_strdup (digits), (GDestroyNotify)foyer_secret_free);
  g_task_run_in_thread (task, try_in_thread);
}

gboolean
foyer_backend_try_pin_finish (GAsyncResult *result, GError **error)
{
  foyer_backend_get_door (g_task_get_source_object (G_TASK (result)))->is_trying = FALSE;
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- the outbox ---- */

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  GPtrArray *records = foyer_sync_loop_list_finish (result, &error);

  if (records != NULL)
    g_task_return_pointer (task, records, (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
foyer_backend_list_records (FoyerBackend *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  if (foyer_backend_is_ready (self, task))
    foyer_sync_loop_list (foyer_backend_get_loop (self), listed_cb, g_object_ref (task));
}

GPtrArray *
foyer_backend_list_records_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- settings ---- */

/* Read anew with its comments, so that what an operator wrote there stays as it is. */
gboolean
foyer_backend_set_setting (
  FoyerBackend *self, const char *group, const char *key, const char *value, GError **error)
{
  g_autofree char *path = g_build_filename (foyer_backend_get_state_dir (self), "kiosk.conf", NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  GKeyFile *live = foyer_backend_get_settings (self);
  g_autoptr (GError) problem = NULL;

  if (!g_key_file_load_from_file (file, path,
                                  G_KEY_FILE_KEEP_COMMENTS | G_KEY_FILE_KEEP_TRANSLATIONS, &problem)
      && !g_error_matches (problem, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (value != NULL)
    g_key_file_set_string (file, group, key, value);
  else
    g_key_file_remove_key (file, group, key, NULL);
  if (!g_key_file_save_to_file (file, path, error))
    return FALSE;
  if (value != NULL)
    g_key_file_set_string (live, group, key, value);
  else
    g_key_file_remove_key (live, group, key, NULL);
  return TRUE;
}

gboolean
foyer_backend_set_place_today (FoyerBackend *self, const char *place_id, GError **error)
{
  if (!foyer_backend_set_setting (self, FOYER_SETTING_PLACE_GROUP, FOYER_SETTING_PLACE_TODAY,
                                  place_id, error))
    return FALSE;
  foyer_backend_find_place (self);
  return TRUE;
}
