/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include "centre/foyer-centre-private.h"
#include "centre/foyer-record-batch.h"
#include "core/model/foyer-json.h"

/* POST /records: takes sealed records in and gives a signed receipt.
 *
 * Checked on the centre's thread, written by the writer's together with what else waits, answered
 * on the centre's thread again once the disk has it. A record that cannot be one is refused by
 * itself; the rest of its batch goes in.
 */

typedef struct
{
  FoyerCentre *centre;        /* borrowed; waits for us before it goes */
  SoupServerMessage *message; /* owned */
  char *kiosk, *nonce;        /* owned */
  GArray *items;              /* owned FoyerBatchItem */
  gulong finished_id;
  gboolean is_gone; /* the line closed while we wrote */
} Post;

static void
post_free (Post *post)
{
  g_clear_object (&post->message);
  g_free (post->kiosk);
  g_free (post->nonce);
  g_array_unref (post->items);
  g_free (post);
}

static gboolean
write_post (FoyerCentreStore *store, gpointer data, GError **error)
{
  Post *post = data;

  return foyer_record_batch_write (store, post->items, error);
}

static void
count_status (FoyerMetrics *metrics, const FoyerReceiptEntry *entry)
{
  switch (entry->status)
    {
    case FOYER_RECEIPT_STORED:
      metrics->stored++;
      break;
    case FOYER_RECEIPT_DUPLICATE:
      metrics->duplicate++;
      break;
    case FOYER_RECEIPT_VARIANT:
      metrics->variant++;
      break;
    case FOYER_RECEIPT_ERASED:
      metrics->erased++;
      break;
    default:
      metrics->refused++;
      break;
    }
}

static void
send_receipt (Post *post)
{
  FoyerCentre *self = post->centre;
  g_autofree char *time = foyer_reply_dup_time (self->clock);
  gint64 epoch = foyer_centre_facts_get_epoch (self->facts);
  gint64 backed_up_to = foyer_centre_facts_get_backed_up_to (self->facts);
  g_autoptr (json_t) body
    = json_pack ("{s:s, s:s, s:I, s:I, s:s, s:o}", "kiosk", post->kiosk, "nonce", post->nonce,
                 "epoch", (json_int_t)epoch, "backed_up_to", (json_int_t)backed_up_to, "time", time,
                 "results", foyer_record_batch_make_results (post->items));

  for (guint i = 0; i < post->items->len; i++)
    count_status (&self->metrics, &g_array_index (post->items, FoyerBatchItem, i).entry);
  foyer_reply_json (self, post->message, 200, body, FOYER_CONTEXT_RECEIPT);
}

static void
post_written (gpointer data, const GError *error)
{
  Post *post = data;
  gboolean is_gone = post->is_gone || post->centre->is_closing;

  g_signal_handler_disconnect (post->message, post->finished_id);
  if (error)
    {
      g_warning ("records could not be kept: %s", error->message);
      if (!is_gone)
        foyer_reply_problem (post->message, 503, NULL,
                             "the records could not be kept: send them again");
    }
  else if (!is_gone)
    send_receipt (post);
  if (!is_gone)
    soup_server_message_unpause (post->message);
  post_free (post);
}

static void
gone_cb (SoupServerMessage *message, gpointer data)
{
  ((Post *)data)->is_gone = TRUE;
}

void
foyer_route_records (FoyerCentre *self,
                     SoupServerMessage *message,
                     const char *tail,
                     GHashTable *query)
{
  guint8 key[FOYER_SIGN_PUBLIC_BYTES];
  g_autofree char *kiosk = NULL;
  g_autofree char *nonce = NULL;
  g_autoptr (GArray) items = NULL;
  Post *post = NULL;
  gsize size = 0;
  const char *text = NULL;

  if (!foyer_request_authenticate (self, message, "/records", FALSE, &kiosk, key, &nonce))
    return;
  text = g_bytes_get_data (foyer_router_get_body (message), &size);
  items = foyer_record_batch_parse (text, size, self->box_ids, G_N_ELEMENTS (self->box_ids), kiosk,
                                    foyer_clock_now_us (self->clock));
  if (items == NULL)
    {
      foyer_reply_problem (message, 400, NULL, "the body is {\"records\": [1 to 50 of them]}");
      return;
    }
  post = g_new0 (Post, 1);
  post->centre = self;
  post->message = g_object_ref (message);
  post->kiosk = g_steal_pointer (&kiosk);
  post->nonce = g_steal_pointer (&nonce);
  post->items = g_steal_pointer (&items);
  foyer_router_drop_body (message);
  post->finished_id = g_signal_connect (message, "finished", G_CALLBACK (gone_cb), post);
  foyer_centre_hold (self, message);
  foyer_centre_writer_push_records (self->writer, write_post, post_written, post);
}
