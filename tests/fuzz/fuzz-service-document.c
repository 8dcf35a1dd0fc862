/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "fuzz"

#include "fuzz-scratch.h"
#include "fuzz.h"
#include "sync/foyer-sync-engine.h"

/* The first answer of a round and what the kiosk does on its word: signed here by the right centre,
 * with this round's nonce in place of NONCE. All feeds it then asks for answer 404.
 */

#define NONCE "AAAAAAAAAAAAAAAAAAAAAA"

#define FUZZ_TYPE_LINE (fuzz_line_get_type ())
G_DECLARE_FINAL_TYPE (FuzzLine, fuzz_line, FUZZ, LINE, GObject)
struct _FuzzLine
{
  GObject parent_instance;
  const uint8_t *data; /* borrowed for a round */
  size_t size;
};

static FoyerReply *
fuzz_line_send (FoyerTransport *transport,
                const FoyerRequest *request,
                GCancellable *cancellable,
                GError **error)
{
  FuzzLine *self = (FuzzLine *)transport;
  FoyerReply *reply = g_new0 (FoyerReply, 1);
  const char *nonce = strstr (request->path, "nonce=");
  g_autoptr (GString) body = g_string_new_len ((const char *)self->data, (gssize)self->size);
  guint8 signature[FOYER_SIGNATURE_BYTES];
  FoyerSignKey key;
  char *at = NULL;

  reply->status = 404;
  if (!g_str_has_prefix (request->path, "/?") || nonce == NULL)
    return reply;
  at = strstr (body->str, NONCE);
  if (at != NULL && strlen (nonce + 6) == strlen (NONCE))
    memcpy (at, nonce + 6, strlen (NONCE));
  fuzz_fixed_sign_key (1, &key);
  foyer_sign (&key, FOYER_CONTEXT_SERVICE, body->str, body->len, signature);
  reply->status = 200;
  reply->content_type = g_strdup ("application/json");
  reply->signature = g_base64_encode (signature, sizeof signature);
  reply->body = g_string_free_to_bytes (g_steal_pointer (&body));
  return reply;
}

static void
fuzz_line_iface_init (FoyerTransportInterface *iface)
{
  iface->send = fuzz_line_send;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FuzzLine,
                               fuzz_line,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FOYER_TYPE_TRANSPORT, fuzz_line_iface_init))

static void
fuzz_line_init (FuzzLine *self)
{
}

static void
fuzz_line_class_init (FuzzLineClass *klass)
{
}

static FoyerOutbox *outbox;
static FoyerStore *store;

static void
close_all (void)
{
  g_clear_pointer (&outbox, foyer_outbox_close);
  g_clear_pointer (&store, foyer_store_close);
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerClock) clock = foyer_clock_new_fake (FUZZ_NOW_US);

  outbox = foyer_outbox_open (fuzz_scratch_get (), clock, NULL, &error);
  g_assert_no_error (error);
  store = foyer_store_open (fuzz_scratch_get (), &error);
  g_assert_no_error (error);
  atexit (close_all);
  return 0;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (FuzzLine) line = g_object_new (FUZZ_TYPE_LINE, NULL);
  g_autoptr (FoyerClock) clock = foyer_clock_new_fake (FUZZ_NOW_US);
  g_autoptr (FoyerSyncReport) report = foyer_sync_report_new ();
  g_autoptr (FoyerSyncRound) round = NULL;
  g_autoptr (GError) error = NULL;
  FoyerTrust trust = { .kiosk_id = (char *)"kiosk-1" };
  FoyerOutboxPort port;
  FoyerSignKey key;

  fuzz_fixed_sign_key (1, &key);
  memcpy (trust.sign_key, key.public_key, sizeof trust.sign_key);
  fuzz_fixed_sign_key (2, &trust.kiosk_key);
  line->data = data;
  line->size = size;
  foyer_outbox_port_init_direct (&port, outbox);
  round
    = foyer_sync_push_round (FOYER_TRANSPORT (line), &trust, &port, clock, report, NULL, &error);
  g_assert_true ((round == NULL) == (error != NULL));
  if (round != NULL)
    foyer_sync_pull_round (round, store, NULL);
  return 0;
}
