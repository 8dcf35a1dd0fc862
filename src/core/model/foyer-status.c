/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-content"

#include <string.h>

#include "core/model/foyer-content-private.h"
#include "core/model/foyer-service-json.h"

/* How things stand with one sign-up, as its visitor may ask by the reference code.
 *
 * Immutable once made, so any thread may read it; whoever holds a reference owns it. Its id is the
 * hash of the code: who does not hold the code cannot tell whose it is. Members and their meaning:
 * data/content/FORMAT.md.
 */

/* Hex digits of a code's hash. */
#define HASH_CHARS 64
/* Bytes of a message: a few sentences that fit a kiosk's page at the largest text. */
#define MESSAGE_MAX 600

G_DEFINE_FINAL_TYPE (FoyerStatus, foyer_status, G_TYPE_OBJECT)

static const char *const states[]
  = { "received", "in_touch", "placed", "closed", "withdrawn", NULL };

G_STATIC_ASSERT (G_N_ELEMENTS (states) == FOYER_N_STATUS_STATES + 1);

const char *
foyer_status_state_to_string (FoyerStatusState state)
{
  g_return_val_if_fail ((guint)state < FOYER_N_STATUS_STATES, NULL);

  return states[state];
}

gboolean
foyer_status_state_from_string (const char *text, FoyerStatusState *state)
{
  for (guint i = 0; text != NULL && i < FOYER_N_STATUS_STATES; i++)
    if (g_str_equal (text, states[i]))
      {
        *state = i;
        return TRUE;
      }
  return FALSE;
}

static void
foyer_status_finalize (GObject *object)
{
  FoyerStatus *self = FOYER_STATUS (object);

  g_free (self->id);
  g_free (self->received);
  g_free (self->reply_by);
  g_free (self->message);
  foyer_service_free (self->service);

  G_OBJECT_CLASS (foyer_status_parent_class)->finalize (object);
}

static void
foyer_status_class_init (FoyerStatusClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_status_finalize;
}

static void
foyer_status_init (FoyerStatus *self)
{
  self->updated = -1;
}

static gint64
read_time (FoyerJsonReader *reader, const char *key)
{
  g_autofree char *text = foyer_json_reader_dup_text (reader, key);
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  if (time != NULL && g_date_time_to_unix (time) >= 0)
    return g_date_time_to_unix (time);
  if (text != NULL)
    foyer_json_reader_fail (reader, key, "is not a time with its offset");
  return -1;
}

static void
read_service (FoyerJsonReader *reader, FoyerStatus *self)
{
  json_t *json = foyer_json_reader_get_object (reader, "service");

  if (json == NULL)
    return;
  self->service = foyer_service_new_from_json (json);
  if (self->service == NULL)
    foyer_json_reader_fail (reader, "service", "is no sum of hours");
}

GObject *
foyer_status_build (FoyerJsonReader *reader)
{
  FoyerStatus *self = g_object_new (FOYER_TYPE_STATUS, NULL);
  g_autofree char *state = NULL;

  self->id = foyer_json_reader_dup_required_id (reader, "id");
  if (self->id != NULL
      && (strlen (self->id) != HASH_CHARS || strspn (self->id, "0123456789abcdef") != HASH_CHARS))
    foyer_json_reader_fail (reader, "id", "is not the hash of a code");
  state = foyer_json_reader_dup_choice (reader, "state", states);
  if (!foyer_status_state_from_string (state, &self->state))
    foyer_json_reader_fail (reader, "state", "is missing");
  self->received = foyer_json_reader_dup_date (reader, "received", FALSE);
  if (self->received == NULL)
    foyer_json_reader_fail (reader, "received", "is missing");
  self->reply_by = foyer_json_reader_dup_date (reader, "reply_by", FALSE);
  self->message = foyer_json_reader_dup_text (reader, "message");
  if (self->message != NULL && strlen (self->message) > MESSAGE_MAX)
    foyer_json_reader_fail (reader, "message", "is longer than 600 bytes");
  self->updated = read_time (reader, "updated");
  read_service (reader, self);

  return G_OBJECT (self);
}

FoyerStatus *
foyer_status_new_from_json (const char *json, GError **error)
{
  return foyer_content_build (foyer_status_build, json, -1, error);
}
