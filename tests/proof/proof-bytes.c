/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net-fixture.h"
#include "sync/foyer-receipt.h"
#include "tests/proof/proof.h"

/* Forgeries: everything that is signed or sealed, with one byte changed, is refused; and a kiosk
 * that did not look at signatures would believe a stranger.
 */

#define CHANGES 50000
/* Other values every byte is tried with; in the long run all 255. */
#define VALUES 16

/* The weakened kiosk of the control: its check of signatures says yes to all. */
static gboolean is_gullible = FALSE;
gboolean __real_foyer_reply_verify (const FoyerReply *reply,
                                    const guint8 key[FOYER_SIGN_PUBLIC_BYTES],
                                    const char *context);
gboolean __wrap_foyer_reply_verify (const FoyerReply *reply,
                                    const guint8 key[FOYER_SIGN_PUBLIC_BYTES],
                                    const char *context);
gboolean
__wrap_foyer_reply_verify (const FoyerReply *reply,
                           const guint8 key[FOYER_SIGN_PUBLIC_BYTES],
                           const char *context)
{
  return is_gullible || __real_foyer_reply_verify (reply, key, context);
}

/* What a test looks at: TRUE when it is taken for real. */
typedef gboolean (*AcceptFunc) (const guint8 *bytes, gsize size, gpointer data);

static guint64 n_changes = 0, n_accepted = 0;

/* Changes every byte to other values; the thing itself is accepted, or nothing is shown. */
static void
sweep (const char *what, gconstpointer bytes, gsize size, AcceptFunc accept, gpointer data)
{
  g_autofree guint8 *copy = g_memdup2 (bytes, size);
  guint n_values = proof_is_long () ? 255 : VALUES;
  guint64 before = n_changes;

  g_assert_true (accept (copy, size, data));
  for (gsize i = 0; i < size; i++)
    for (guint value = 0; value < n_values; value++)
      {
        ProofDice dice = proof_dice (what, i * 256 + value);
        guint8 mask = proof_is_long () ? (guint8)(value + 1) : (guint8)(1 + proof_dice_below (&dice, 255));

        copy[i] ^= mask;
        if (accept (copy, size, data))
          {
            n_accepted++;
            g_test_message ("%s: byte %zu changed by %02x was accepted", what, i, mask);
          }
        copy[i] ^= mask;
        n_changes++;
      }
  g_test_message ("%s: %" G_GUINT64_FORMAT " changes", what, n_changes - before);
}

/* ---- sealed records ---- */

static gboolean
accept_sealed (const guint8 *bytes, gsize size, gpointer data)
{
  g_autoptr (GBytes) payload = foyer_unseal (bytes, size, data, NULL, NULL);

  return payload != NULL;
}

static void
sweep_sealed (Net *net)
{
  g_autofree char *id = net_sign_up (net, "Ada");
  g_autoptr (GPtrArray) waiting = foyer_outbox_list_waiting (net->outbox, 1, G_MAXSIZE, NULL);
  const FoyerOutboxRecord *record = waiting->pdata[0];
  gsize size;
  gconstpointer bytes = g_bytes_get_data (record->sealed, &size);
  FoyerBoxKey key;

  foyer_test_centre_load_box_key (net->centre, &key);
  sweep ("sealed record", bytes, size, accept_sealed, &key);
}

/* ---- signed replies: the body, and the signature's header ---- */

typedef struct
{
  FoyerReply *reply; /* owned: as it came */
  FoyerTrust *trust; /* borrowed */
  char *nonce;       /* owned (nullable): of the request it answers */
  const char *path, *context;
  gboolean is_header; /* what is changed is the signature */
} Signed;

static gboolean
accept_signed (const guint8 *bytes, gsize size, gpointer data)
{
  const Signed *kept = data;
  g_autofree char *header = g_strndup ((const char *)bytes, size);
  FoyerReply reply = *kept->reply;
  g_autoptr (GBytes) body = g_bytes_new (bytes, size);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (foyer_receipt_entry_free);
  FoyerSignedReceipt receipt = { .entries = entries };

  if (kept->is_header)
    reply.signature = header;
  else
    reply.body = body;
  if (g_str_equal (kept->context, FOYER_CONTEXT_FEED))
    return foyer_reply_verify_page (&reply, kept->trust->sign_key, FOYER_KIND_LISTINGS, 0);
  if (g_str_equal (kept->context, FOYER_CONTEXT_RECEIPT))
    return foyer_receipt_parse (&reply, kept->trust, kept->nonce, &receipt, NULL);
  return foyer_reply_verify (&reply, kept->trust->sign_key, kept->context);
}

static char *
dup_nonce (const FoyerRequest *request)
{
  for (guint i = 0; request->headers && request->headers[i]; i += 2)
    if (g_str_equal (request->headers[i], "Signature-Input"))
      {
        g_auto (FoyerRequestSignature) signature = { 0 };

        g_assert_true (foyer_request_signature_parse (&signature, request->headers[i + 1]));
        return g_steal_pointer (&signature.nonce);
      }
  return NULL;
}

static gboolean
is_path (const FoyerRequest *request, const char *path)
{
  return g_str_equal (path, "/") ? g_str_has_prefix (request->path, "/?")
                                 : strstr (request->path, path) != NULL;
}

/* Lets everything pass, and keeps the reply to one path. */
static FoyerReply *
keep_reply (FoyerTransport *real, const FoyerRequest *request, gpointer data, GError **error)
{
  Signed *kept = data;
  FoyerReply *reply = foyer_transport_send (real, request, NULL, error);

  if (reply && kept->reply == NULL && is_path (request, kept->path))
    {
      kept->reply = g_new0 (FoyerReply, 1);
      kept->reply->status = reply->status;
      kept->reply->body = g_bytes_ref (reply->body);
      kept->reply->content_type = g_strdup (reply->content_type);
      kept->reply->signature = g_strdup (reply->signature);
      kept->nonce = dup_nonce (request);
    }
  return reply;
}

static void
sweep_reply (Net *net, const char *path, const char *context)
{
  g_autofree char *id = net_sign_up (net, "Ada");
  Signed kept = { .trust = net->trust, .path = path, .context = context };
  g_autoptr (FoyerSyncReport) report = NULL;
  gsize size;
  gconstpointer body;

  net->fault = keep_reply;
  net->fault_data = &kept;
  report = net_sync (net, NULL);
  net->fault = NULL;
  g_assert_nonnull (kept.reply);
  body = g_bytes_get_data (kept.reply->body, &size);
  sweep (path, body, size, accept_signed, &kept);
  kept.is_header = TRUE;
  sweep (context, kept.reply->signature, strlen (kept.reply->signature), accept_signed, &kept);
  foyer_reply_free (kept.reply);
  g_free (kept.nonce);
}

/* ---- signed requests ---- */

typedef struct
{
  char *parts[4]; /* owned: Signature-Input, Signature, Content-Digest, body */
  guint at;       /* the part that is changed */
  const guint8 *key;
} Request;

static gboolean
accept_request (const guint8 *bytes, gsize size, gpointer data)
{
  const Request *request = data;
  g_autofree char *changed = g_strndup ((const char *)bytes, size);
  const char *parts[4];
  g_autoptr (GBytes) body = NULL;
  g_auto (FoyerRequestSignature) signature = { 0 };

  for (guint i = 0; i < 4; i++)
    parts[i] = i == request->at ? changed : request->parts[i];
  body = request->at == 3 ? g_bytes_new (bytes, size)
                          : g_bytes_new (parts[3], strlen (parts[3]));
  return foyer_request_signature_parse (&signature, parts[0])
         && foyer_request_signature_verify (&signature, request->key, "POST", "/records", body,
                                            parts[2], parts[1]);
}

static const char *
find_header (GStrv headers, const char *name)
{
  for (guint i = 0; headers[i]; i += 2)
    if (g_str_equal (headers[i], name))
      return headers[i + 1];
  g_assert_not_reached ();
}

static void
sweep_request (Net *net)
{
  static const char *const names[] = { "Signature-Input", "Signature", "Content-Digest" };
  static const char body[] = "{\"records\":[]}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (body, strlen (body));
  g_autofree char *nonce = foyer_request_nonce_new ();
  g_auto (GStrv) headers = foyer_request_sign (&net->trust->kiosk_key, net->trust->kiosk_id, "POST",
                                               "/records", bytes, 1772442000, nonce);
  Request request = { .key = net->trust->kiosk_key.public_key };

  for (guint i = 0; i < 3; i++)
    request.parts[i] = g_strdup (find_header (headers, names[i]));
  request.parts[3] = g_strdup (body);
  for (request.at = 0; request.at < 4; request.at++)
    sweep (request.at < 3 ? names[request.at] : "request body", request.parts[request.at],
           strlen (request.parts[request.at]), accept_request, &request);
  for (guint i = 0; i < 4; i++)
    g_free (request.parts[i]);
}

static void
nothing_signed_or_sealed_may_be_changed_by_a_byte (void)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *item = net_listing ("seat", "A seat");
  g_autofree char *items = g_strdup_printf ("[%s]", item);

  sweep_sealed (net);
  sweep_reply (net, "/records", FOYER_CONTEXT_RECEIPT);
  sweep_reply (net, "/", FOYER_CONTEXT_SERVICE);
  foyer_test_centre_import (net->centre, "listings", items);
  sweep_reply (net, "/feeds/listings", FOYER_CONTEXT_FEED);
  sweep_request (net);
  g_assert_cmpuint (n_accepted, ==, 0);
  g_assert_cmpuint (n_changes, >=, CHANGES);
  proof_figure ("single-byte-changes", "%" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT "-accepted",
                n_changes, n_accepted);
}

/* ---- a stranger's receipt ---- */

/* Says "stored" to all that is sent, as the centre would, but cannot sign. */
static FoyerReply *
stranger (FoyerTransport *real, const FoyerRequest *request, gpointer data, GError **error)
{
  Net *net = data;
  g_autofree char *nonce = dup_nonce (request);
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GString) results = g_string_new (NULL);
  g_autofree char *body = NULL;

  if (!g_str_equal (request->path, "/records"))
    return foyer_transport_send (real, request, NULL, error);
  waiting = foyer_outbox_list_waiting (net->outbox, 50, G_MAXSIZE, NULL);
  for (guint i = 0; i < waiting->len; i++)
    {
      const FoyerOutboxRecord *record = waiting->pdata[i];

      g_string_append_printf (
        results, "%s{\"id\":\"%s\",\"digest\":\"%s\",\"status\":\"stored\",\"seq\":%u}",
        i > 0 ? "," : "", record->id, record->digest, i + 1);
    }
  body = g_strdup_printf ("{\"kiosk\":\"%s\",\"nonce\":\"%s\",\"epoch\":1,\"backed_up_to\":99,"
                          "\"time\":\"2026-03-02T09:00:00.000000Z\",\"results\":[%s]}",
                          net->trust->kiosk_id, nonce, results->str);
  return net_reply_new (200, "application/json", body);
}

/* Records that the kiosk let go of, or thinks received, and that nobody has. */
static guint
count_lost_to_a_stranger (gboolean gullible)
{
  g_autoptr (Net) net = net_new ();
  g_autofree char *id = net_sign_up (net, "Ada");
  g_autoptr (FoyerSyncReport) report = NULL;
  g_autoptr (GError) error = NULL;

  net->fault = stranger;
  net->fault_data = net;
  is_gullible = gullible;
  report = net_sync (net, gullible ? NULL : &error);
  is_gullible = FALSE;
  g_assert_cmpint (foyer_test_centre_count_records (net->centre), ==, 0);
  return 1 - net_counts (net).waiting;
}

static void
a_receipt_without_a_signature_is_none (void)
{
  g_assert_cmpuint (count_lost_to_a_stranger (FALSE), ==, 0);
  proof_control ("unsigned-receipt", count_lost_to_a_stranger (TRUE) > 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  foyer_crypto_init ();
  proof_seed ();
  g_test_add_func ("/bytes/nothing-signed-or-sealed-may-be-changed-by-a-byte",
                   nothing_signed_or_sealed_may_be_changed_by_a_byte);
  g_test_add_func ("/bytes/a-receipt-without-a-signature-is-none",
                   a_receipt_without_a_signature_is_none);
  return g_test_run ();
}
