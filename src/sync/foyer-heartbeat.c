/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-sync"

#include "sync/foyer-heartbeat.h"

#include <jansson.h>
#include <string.h>

#include "core/model/foyer-json.h"
#include "foyer-config.h"
#include "sync/foyer-puller.h"

/* What a kiosk says of itself: when it is stolen, its last heartbeat says how many people have to
 * be contacted again.
 *
 * Plain functions on the thread that syncs. What was told last is remembered behind the port, by
 * whoever owns the outbox. Counts only: nothing of anybody's.
 */

/* Microseconds after which the same is told again: so that silence means something at the centre, and
 * a kiosk that was shut out knows it before somebody has filled in a whole form. */
#define TELL_AGAIN_US (2 * G_TIME_SPAN_MINUTE)

static gboolean
is_due (const FoyerPush *push, const FoyerOutboxCounts *counts)
{
  const FoyerOutboxTold *told = push->port->told;

  return told == NULL || !told->is_told || memcmp (&told->counts, counts, sizeof *counts) != 0
         || foyer_clock_monotonic_us (push->clock) - told->monotonic_us >= TELL_AGAIN_US;
}

static GBytes *
make_body (const FoyerPush *push, const FoyerOutboxCounts *counts, const char *content_version)
{
  gint64 clock_error_us = foyer_clock_get_base_error_us (push->clock) - push->offset_us;
  g_autoptr (GDateTime) oldest
    = counts->oldest_waiting_us > 0
        ? g_date_time_new_from_unix_utc (counts->oldest_waiting_us / G_USEC_PER_SEC)
        : NULL;
  g_autofree char *oldest_text = oldest != NULL ? g_date_time_format_iso8601 (oldest) : NULL;
  g_autoptr (json_t) root
    = json_pack ("{s:i, s:i, s:i, s:s*, s:s, s:s*, s:I}", "waiting", (int)counts->waiting,
                 "received", (int)counts->received, "quarantined", (int)counts->quarantined,
                 "oldest_waiting", oldest_text, "version", FOYER_VERSION, "content_version",
                 content_version, "clock_offset_s", (json_int_t)(clock_error_us / G_USEC_PER_SEC));
  char *text = root != NULL ? foyer_json_dump_canonical (root) : NULL;

  return text != NULL ? g_bytes_new_take (text, strlen (text)) : NULL;
}

/* Signed by the centre, to this kiosk, for this request. */
static gboolean
is_accepted (const FoyerReply *reply, const FoyerTrust *trust, const char *nonce, gint64 *time_us)
{
  json_t *root = NULL;
  const char *data;
  gsize size = 0;
  gboolean ok;

  if (reply->status != 200 || !foyer_reply_verify (reply, trust->sign_key, FOYER_CONTEXT_SERVICE))
    return FALSE;
  data = g_bytes_get_data (reply->body, &size);
  root = foyer_json_parse (data, size, NULL);
  ok = g_strcmp0 (json_string_value (json_object_get (root, "kiosk")), trust->kiosk_id) == 0
       && g_strcmp0 (json_string_value (json_object_get (root, "nonce")), nonce) == 0;
  *time_us = foyer_time_parse (json_string_value (json_object_get (root, "time")));
  json_decref (root);
  return ok;
}

static void
remember (const FoyerPush *push, const FoyerOutboxCounts *counts)
{
  FoyerOutboxTold *told = push->port->told;

  if (told == NULL)
    return;
  told->is_told = TRUE;
  told->counts = *counts;
  told->monotonic_us = foyer_clock_monotonic_us (push->clock);
}

static gboolean
take_answer (const FoyerPush *push,
             const FoyerReply *reply,
             const char *nonce,
             const FoyerOutboxCounts *counts,
             GError **error)
{
  gint64 time_us = 0;

  push->report->bytes_in += reply->wire_bytes;
  foyer_sync_report_note_retry_after (push->report, reply);
  if (is_accepted (reply, push->trust, nonce, &time_us))
    {
      remember (push, counts);
      if (time_us > 0)
        foyer_clock_correct (push->clock, time_us);
      return foyer_trust_set_locked (push->trust, FALSE, error);
    }
  if (foyer_reply_check_locked (reply, push->trust, nonce, error))
    {
      foyer_trust_set_locked (push->trust, TRUE, NULL);
      return FALSE;
    }
  foyer_sync_report_add_problem (push->report, "heartbeat: the centre answered HTTP %u",
                                 reply->status);
  return TRUE;
}

gboolean
foyer_heartbeat_send (const FoyerPush *push, const char *content_version, GError **error)
{
  FoyerOutboxCounts counts = { 0 };
  g_autofree char *nonce = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (FoyerReply) reply = NULL;

  if (!push->port->get_counts (push->port->data, &counts, error))
    return FALSE;
  if (!foyer_trust_is_locked (push->trust) && !is_due (push, &counts))
    return TRUE;
  body = make_body (push, &counts, content_version);
  g_return_val_if_fail (body != NULL, TRUE);
  push->report->requests++;
  push->report->bytes_out += g_bytes_get_size (body);
  reply = foyer_signed_post (push->transport, "/heartbeats", body, &push->trust->kiosk_key,
                             push->trust->kiosk_id, push->trust->sign_key, push->clock,
                             push->offset_us, &nonce, push->cancellable, error);
  return reply != NULL && take_answer (push, reply, nonce, &counts, error);
}
