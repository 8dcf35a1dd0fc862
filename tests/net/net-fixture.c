/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net-fixture.h"

#include "core/model/foyer-json.h"
#include "core/model/foyer-record.h"

/* The fixture of the net tests: see net-fixture.h. */

#define NET_TYPE_LINE (net_line_get_type ())
G_DECLARE_FINAL_TYPE (NetLine, net_line, NET, LINE, GObject)
struct _NetLine
{
  GObject parent_instance;
  FoyerTransport *real; /* owned */
  Net *net;             /* borrowed */
};
static void net_line_iface_init (FoyerTransportInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (NetLine,
                               net_line,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FOYER_TYPE_TRANSPORT, net_line_iface_init))

static FoyerReply *
net_line_send (FoyerTransport *transport,
               const FoyerRequest *request,
               GCancellable *cancellable,
               GError **error)
{
  NetLine *self = NET_LINE (transport);

  self->net->sent++;
  if (self->net->fault)
    return self->net->fault (self->real, request, self->net->fault_data, error);
  return foyer_transport_send (self->real, request, cancellable, error);
}

static void
net_line_finalize (GObject *object)
{
  g_clear_object (&NET_LINE (object)->real);
  G_OBJECT_CLASS (net_line_parent_class)->finalize (object);
}

static void
net_line_class_init (NetLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = net_line_finalize;
}

static void
net_line_init (NetLine *self)
{
}

static void
net_line_iface_init (FoyerTransportInterface *iface)
{
  iface->send = net_line_send;
}

Net *
net_new (void)
{
  Net *net = g_new0 (Net, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;
  NetLine *line = NULL;

  /* 2 March 2026, 09:00 UTC, a Monday: far from today, so the kiosk's real clock is always "wrong".
   */
  net->clock = foyer_clock_new_fake (G_GINT64_CONSTANT (1772442000) * G_USEC_PER_SEC);
  net->centre = foyer_test_centre_new (net->clock);
  net->state = g_dir_make_tmp ("foyer-kiosk-XXXXXX", NULL);
  line = g_object_new (NET_TYPE_LINE, NULL);
  line->net = net;
  line->real = foyer_soup_transport_new (foyer_test_centre_get_url (net->centre), 10, &error);
  g_assert_no_error (error);
  net->line = FOYER_TRANSPORT (line);
  code = foyer_test_centre_invite (net->centre, "lib-test");
  foyer_sync_enrol (net->line, foyer_test_centre_get_url (net->centre), code, net->state, NULL,
                    &error);
  g_assert_no_error (error);
  net->trust = foyer_trust_load (net->state, &error);
  g_assert_no_error (error);
  net->store = foyer_store_open (net->state, &error);
  g_assert_no_error (error);
  foyer_store_set_clock (net->store, net->clock);
  net->outbox = foyer_outbox_open (net->state, net->clock, NULL, &error);
  g_assert_no_error (error);
  foyer_outbox_port_init_direct (&net->port, net->outbox);
  net->sent = 0;
  return net;
}

void
net_free (Net *net)
{
  g_clear_pointer (&net->outbox, foyer_outbox_close);
  g_clear_pointer (&net->store, foyer_store_close);
  g_clear_pointer (&net->trust, foyer_trust_free);
  g_clear_object (&net->line);
  g_clear_pointer (&net->centre, foyer_test_centre_free);
  foyer_test_remove_tree (net->state);
  g_free (net->state);
  foyer_clock_unref (net->clock);
  g_free (net);
}

void
net_reconnect (Net *net)
{
  NetLine *line = NET_LINE (net->line);
  g_autoptr (GError) error = NULL;

  g_clear_object (&line->real);
  line->real = foyer_soup_transport_new (foyer_test_centre_get_url (net->centre), 10, &error);
  g_assert_no_error (error);
}

FoyerSyncReport *
net_sync (Net *net, GError **error)
{
  g_autoptr (GError) local = NULL;
  FoyerSyncReport *report = foyer_sync_report_new ();

  foyer_sync_run (net->line, net->trust, net->store, &net->port, net->state, net->clock, report,
                  NULL, &local);
  if (error == NULL)
    g_assert_no_error (local);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return report;
}

char *
net_sign_up (Net *net, const char *name)
{
  return net_sign_up_for_code (net, name, NULL);
}

char *
net_sign_up_for_code (Net *net, const char *name, char **code)
{
  g_autoptr (FoyerInterest) interest = foyer_interest_new ();
  g_autofree char *id = foyer_id_new ();
  g_autoptr (FoyerSealedRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  interest->listing = g_strdup ("seat");
  interest->programme = g_strdup ("volunteering");
  interest->content_version = g_strdup ("1.1");
  interest->name = g_strdup (name);
  interest->contact_kind = FOYER_CONTACT_PHONE;
  interest->contact = g_strdup ("07700900123");
  interest->age_band = FOYER_AGE_ADULT;
  interest->consent_contact = TRUE;
  record = foyer_record_seal_interest (interest, id, net->trust, net->clock, &error);
  g_assert_no_error (error);
  foyer_outbox_add (net->outbox, record->id, record->kind, record->sealed, record->code_hash,
                    &error);
  g_assert_no_error (error);
  if (code != NULL)
    *code = g_strdup (record->code);
  return g_steal_pointer (&id);
}

FoyerOutboxCounts
net_counts (Net *net)
{
  FoyerOutboxCounts counts = { 0 };
  g_autoptr (GError) error = NULL;

  foyer_outbox_get_counts (net->outbox, &counts, &error);
  g_assert_no_error (error);
  return counts;
}

char *
net_listing (const char *id, const char *title)
{
  return g_strdup_printf ("{\"id\":\"%s\",\"programme\":\"volunteering\",\"type\":\"opportunity\","
                          "\"title\":\"%s\",\"organisation\":\"A society\",\"summary\":\"Help.\","
                          "\"precision\":\"county\",\"last_confirmed\":\"2026-02\"}",
                          id, title);
}

void
net_import_listings (Net *net, guint from, guint n, const char *title)
{
  g_autoptr (GString) items = g_string_new ("[");

  for (guint i = from; i < from + n; i++)
    {
      g_autofree char *id = g_strdup_printf ("l-%04u", i);
      g_autofree char *listing = net_listing (id, title);

      g_string_append_printf (items, "%s%s", i > from ? "," : "", listing);
    }
  g_string_append_c (items, ']');
  foyer_test_centre_import (net->centre, "listings", items->str);
}

FoyerReply *
net_get_with (Net *net, const char *path, const char *etag, const char *const *headers)
{
  FoyerRequest request = {
    .method = "GET", .path = path, .if_none_match = etag, .max_bytes = 1 << 24, .headers = headers
  };
  g_autoptr (GError) error = NULL;
  FoyerReply *reply = foyer_transport_send (net->line, &request, NULL, &error);

  g_assert_no_error (error);
  return reply;
}

FoyerReply *
net_get (Net *net, const char *path)
{
  return net_get_with (net, path, NULL, NULL);
}

json_t *
net_parse (const FoyerReply *reply)
{
  gsize size;
  const char *text = g_bytes_get_data (reply->body, &size);
  g_autoptr (GError) error = NULL;
  json_t *root = foyer_json_parse (text, size, &error);

  g_assert_no_error (error);
  return root;
}

FoyerReply *
net_reply_new (guint status, const char *content_type, const char *body)
{
  FoyerReply *reply = g_new0 (FoyerReply, 1);

  reply->status = status;
  reply->content_type = g_strdup (content_type);
  reply->body = g_bytes_new (body, strlen (body));
  reply->wire_bytes = strlen (body);
  return reply;
}

FoyerReply *
net_page_new (Net *net, const char *path, gint64 after, const char *body)
{
  g_autofree char *key_path
    = g_build_filename (foyer_test_centre_get_dir (net->centre), "keys", "centre-sign.key", NULL);
  const char *at = strstr (path, "afterChangeNumber=");
  const char *kind = strstr (path, "/feeds/") + strlen ("/feeds/");
  g_autoptr (GString) text = g_string_new_len (kind, (gssize)strcspn (kind, "?"));
  guint8 signature[FOYER_SIGNATURE_BYTES];
  FoyerReply *reply = net_reply_new (200, "application/json", body);
  g_autoptr (GError) error = NULL;
  FoyerSignKey key;

  foyer_sign_key_load (key_path, &key, &error);
  g_assert_no_error (error);
  if (after < 0)
    after = at ? (gint64)g_ascii_strtoull (strchr (at, '=') + 1, NULL, 10) : 0;
  g_string_append_printf (text, "\n%" G_GINT64_FORMAT "\n%s", after, body);
  foyer_sign (&key, FOYER_CONTEXT_FEED, text->str, text->len, signature);
  reply->signature = g_base64_encode (signature, sizeof signature);
  return reply;
}

FoyerReply *
net_captive_portal (FoyerTransport *real,
                    const FoyerRequest *request,
                    gpointer data,
                    GError **error)
{
  return net_reply_new (200, "text/html",
                        "<html><body>Welcome to free Wi-Fi, please log in</body></html>");
}

char *
net_raw (Net *net, const char *text, gssize size)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GString) answer = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  char buffer[4096];
  gssize n;

  g_socket_client_set_timeout (client, 1);
  connection = g_socket_client_connect_to_host (
    client, "127.0.0.1", (guint16)foyer_test_centre_get_port (net->centre), NULL, &error);
  g_assert_no_error (error);
  /* The centre may refuse and close while we still write. */
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text,
                             size < 0 ? strlen (text) : (gsize)size, NULL, NULL, NULL);
  while ((n = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer,
                                   sizeof buffer, NULL, NULL))
         > 0)
    g_string_append_len (answer, buffer, n);
  return g_string_free (g_steal_pointer (&answer), FALSE);
}

guint
net_status (const char *raw)
{
  return g_str_has_prefix (raw, "HTTP/1.") && strlen (raw) > 12
           ? (guint)g_ascii_strtoull (raw + 9, NULL, 10)
           : 0;
}
