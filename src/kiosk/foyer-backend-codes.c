/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-backend"

#include "kiosk/foyer-backend-private.h"

/* "I have a reference code", as the pages ask it: how things stand, and withdrawing.
 *
 * The outbox's worker hashes the code and says what this kiosk knows; what the centre said is read
 * here, on the main thread, from the content store. A code that was typed is wiped as soon as it
 * has been handed on.
 */

/* As foyer_code_normalise () gives it; NULL: task is answered. (transfer full), foyer_secret_free
 * () */
static char *
dup_code (FoyerBackend *self, const char *typed_code, GTask *task)
{
  char *code = foyer_code_normalise (typed_code);

  if (code == NULL)
    g_task_return_new_error (task, FOYER_CODE_ERROR, FOYER_CODE_ERROR_NOT_A_CODE,
                             "that is not a reference code");
  else if (!foyer_backend_is_ready (self, task))
    g_clear_pointer (&code, foyer_secret_free);
  return code;
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  FoyerBackend *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (FoyerCodeLookup) lookup = foyer_sync_loop_look_up_finish (result, &error);
  g_autoptr (FoyerStatus) status = NULL;
  FoyerStore *store;

  if (lookup == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  store = foyer_backend_get_store (self);
  if (store != NULL)
    status = foyer_store_get_status (store, lookup->code_hash);
  g_task_return_pointer (task, foyer_code_answer_new (&lookup->facts, status),
                         (GDestroyNotify)foyer_code_answer_free);
}

void
foyer_backend_look_up_code (FoyerBackend *self,
                            const char *typed_code,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  char *code = dup_code (self, typed_code, task);

  if (code != NULL)
    foyer_sync_loop_look_up (foyer_backend_get_loop (self), code, cancellable, looked_up_cb,
                             g_object_ref (task));
  foyer_secret_free (code);
}

FoyerCodeAnswer *
foyer_backend_look_up_code_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
withdrawn_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (foyer_sync_loop_withdraw_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
foyer_backend_withdraw_code (FoyerBackend *self,
                             const char *typed_code,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  char *code = dup_code (self, typed_code, task);

  g_task_set_check_cancellable (task, FALSE);
  if (code != NULL)
    foyer_sync_loop_withdraw (foyer_backend_get_loop (self), code, cancellable, withdrawn_cb,
                              g_object_ref (task));
  foyer_secret_free (code);
}

gboolean
foyer_backend_withdraw_code_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
