/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memmem, cpu_set_t */
#define G_LOG_DOMAIN "foyer-load"

#include "load/foyer-load-fleet.h"

#include <string.h>

#include "centre/foyer-centre-init.h"
#include "centre/foyer-centre-store.h"
#include "core/base/foyer-clock.h"
#include "core/model/foyer-record.h"
#include "sync/foyer-request-signature.h"

/* Kiosks by the thousand.
 *
 * Owned by a bench or proof, on its thread. One true sign-up is sealed; every record is that one
 * with its own id, code hash and kiosk written into the header. The centre, which opens nothing,
 * has the same work with it, and sealing 100,000 of them takes longer than the bench.
 */

#define PASSPHRASE "correct horse battery staple"
#define ID_CHARS 26
#define HASH_CHARS 64
#define VERIFY_ROUNDS 2000
/* s our requests are signed ahead: a centre takes nothing signed before the second after its start.
 */
#define AHEAD_S 2

/* s. A centre takes nothing that was signed before it started, and what is loaded into it is signed
 * before: it is signed for later, within the five minutes a clock may be wrong. */
#define SIGN_AHEAD_S 240

typedef struct
{
  char *id; /* owned */
  FoyerSignKey key;
} Kiosk;

struct _FoyerLoadFleet
{
  char *data_dir; /* owned */
  Kiosk *kiosks;  /* owned */
  guint n_kiosks;
  guint64 dice;   /* splitmix64 */
  guint8 *sealed; /* owned: the one record, written over for each */
  gsize sealed_size;
  guint8 *id, *code_hash, *kiosk; /* borrowed: where these stand in sealed */
};

static guint64
roll (FoyerLoadFleet *self)
{
  guint64 z = (self->dice += 0x9e3779b97f4a7c15u);

  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

static void
roll_text (FoyerLoadFleet *self, guint8 *to, guint n, const char *letters, guint bits)
{
  guint64 dice = 0;

  for (guint i = 0; i < n; i++)
    {
      if (i % 8 == 0)
        dice = roll (self);
      to[i] = (guint8)letters[dice & ((1u << bits) - 1)];
      dice >>= 8;
    }
}

/* ---- the centre and its kiosks ---- */

static void
enrol (FoyerLoadFleet *self, FoyerCentreStore *store, Kiosk *kiosk, gint64 now_us)
{
  g_autoptr (FoyerCentreKiosk) enrolled = NULL;
  g_autoptr (GError) error = NULL;
  char invite[HASH_CHARS + 1] = "";

  roll_text (self, (guint8 *)invite, HASH_CHARS, "0123456789abcdef", 4);
  foyer_sign_key_generate (&kiosk->key);
  foyer_centre_store_add_invite (store, invite, "lib-test", now_us + G_TIME_SPAN_MINUTE, &error);
  g_assert_no_error (error);
  enrolled = foyer_centre_store_enrol (store, invite, kiosk->key.public_key, now_us, &error);
  g_assert_no_error (error);
  kiosk->id = g_strdup (enrolled->id);
}

static void
read_box_key (FoyerCentreStore *store, const char *meta, guint8 key[FOYER_BOX_PUBLIC_BYTES])
{
  g_autofree char *hex = foyer_centre_store_dup_meta (store, meta);

  g_assert_true (hex && foyer_unhex (hex, key, FOYER_BOX_PUBLIC_BYTES));
}

static guint8 *
find (FoyerLoadFleet *self, const char *text)
{
  guint8 *at = memmem (self->sealed, self->sealed_size, text, strlen (text));

  g_assert_nonnull (at);
  return at;
}

static void
seal_one (FoyerLoadFleet *self, FoyerCentreStore *store)
{
  g_autoptr (FoyerTrust) trust = g_new0 (FoyerTrust, 1);
  g_autoptr (FoyerInterest) interest = foyer_interest_new ();
  g_autoptr (FoyerSealedRecord) record = NULL;
  g_autofree char *id = foyer_id_new ();
  g_autoptr (GError) error = NULL;

  trust->kiosk_id = g_strdup (self->kiosks[0].id);
  trust->place_id = g_strdup ("lib-test");
  read_box_key (store, FOYER_CENTRE_META_BOX_KEY, trust->box_keys[0]);
  read_box_key (store, FOYER_CENTRE_META_RECOVERY_KEY, trust->box_keys[1]);
  interest->listing = g_strdup ("synth-000042");
  interest->programme = g_strdup ("volunteering");
  interest->content_version = g_strdup ("1");
  interest->name = g_strdup ("Tess");
  interest->contact_kind = FOYER_CONTACT_PHONE;
  interest->contact = g_strdup ("07700900123");
  interest->age_band = FOYER_AGE_ADULT;
  interest->consent_contact = TRUE;
  record = foyer_record_seal_interest (interest, id, trust, foyer_clock_system (), &error);
  g_assert_no_error (error);
  self->sealed = g_bytes_unref_to_data (g_steal_pointer (&record->sealed), &self->sealed_size);
  self->id = find (self, id);
  self->code_hash = find (self, record->code_hash);
  self->kiosk = find (self, trust->kiosk_id);
}

FoyerLoadFleet *
foyer_load_fleet_new (const char *data_dir, guint n_kiosks, guint64 seed)
{
  FoyerLoadFleet *self = g_new0 (FoyerLoadFleet, 1);
  g_autoptr (FoyerCentreStore) store = NULL;
  g_autofree char *recovery = NULL;
  g_autoptr (GError) error = NULL;
  gint64 now_us = g_get_real_time ();

  self->data_dir = g_strdup (data_dir);
  self->dice = seed;
  self->n_kiosks = n_kiosks;
  self->kiosks = g_new0 (Kiosk, n_kiosks);
  recovery = foyer_centre_init (data_dir, "Load", PASSPHRASE, PASSPHRASE, &FOYER_KDF_TEST, &error);
  g_assert_no_error (error);
  store = foyer_centre_store_open_sqlite (data_dir, TRUE, &error);
  g_assert_no_error (error);
  foyer_centre_store_begin (store, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < n_kiosks; i++)
    enrol (self, store, &self->kiosks[i], now_us);
  foyer_centre_store_commit (store, &error);
  g_assert_no_error (error);
  seal_one (self, store);
  return self;
}

void
foyer_load_fleet_free (FoyerLoadFleet *self)
{
  for (guint i = 0; i < self->n_kiosks; i++)
    g_free (self->kiosks[i].id);
  g_free (self->kiosks);
  g_free (self->sealed);
  g_free (self->data_dir);
  g_free (self);
}

/* ---- what they send ---- */

static void
append_record (FoyerLoadFleet *self, GString *to, const Kiosk *kiosk)
{
  g_autofree char *encoded = NULL;

  roll_text (self, self->id, ID_CHARS, "0123456789abcdefghjkmnpqrstvwxyz", 5);
  roll_text (self, self->code_hash, HASH_CHARS, "0123456789abcdef", 4);
  memcpy (self->kiosk, kiosk->id, strlen (kiosk->id));
  encoded = g_base64_encode (self->sealed, self->sealed_size);
  g_string_append_printf (to, "{\"id\":\"%.*s\",\"kind\":\"interest\",\"sealed\":\"%s\"}", ID_CHARS,
                          (const char *)self->id, encoded);
}

static GBytes *
make_request (const char *path, const char *const *headers, const GString *body)
{
  GString *request = g_string_sized_new (body->len + 1024);

  g_string_append_printf (
    request,
    "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    "Content-Length: %zu\r\n",
    path, body->len);
  for (guint i = 0; headers && headers[i]; i += 2)
    g_string_append_printf (request, "%s: %s\r\n", headers[i], headers[i + 1]);
  g_string_append (request, "\r\n");
  g_string_append_len (request, body->str, (gssize)body->len);
  return g_string_free_to_bytes (request);
}

static GString *
make_body (FoyerLoadFleet *self, const Kiosk *kiosk, guint n_records)
{
  GString *body = g_string_new ("{\"records\":[");

  for (guint i = 0; i < n_records; i++)
    {
      if (i > 0)
        g_string_append_c (body, ',');
      append_record (self, body, kiosk);
    }
  g_string_append (body, "]}");
  return body;
}

static GStrv
sign (const Kiosk *kiosk, const GString *body)
{
  g_autofree char *nonce = foyer_request_nonce_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (body->str, body->len);

  return foyer_request_sign (&kiosk->key, kiosk->id, "POST", "/records", bytes,
                             g_get_real_time () / G_USEC_PER_SEC + SIGN_AHEAD_S, nonce);
}

GBytes *
foyer_load_fleet_post (FoyerLoadFleet *self, guint kiosk, guint n_records)
{
  const Kiosk *who = &self->kiosks[kiosk % self->n_kiosks];
  g_autoptr (GString) body = make_body (self, who, n_records);
  g_auto (GStrv) headers = sign (who, body);

  return make_request ("/records", (const char *const *)headers, body);
}

GBytes *
foyer_load_fleet_plain_post (FoyerLoadFleet *self, guint n_records, gboolean is_batch)
{
  g_autoptr (GString) body
    = is_batch ? make_body (self, self->kiosks, n_records) : g_string_new (NULL);

  if (!is_batch)
    append_record (self, body, self->kiosks);
  return make_request (is_batch ? "/records" : "/record", NULL, body);
}

double
foyer_load_fleet_time_verify (FoyerLoadFleet *self)
{
  const Kiosk *who = self->kiosks;
  g_autoptr (GString) text = make_body (self, who, 1);
  g_autoptr (GBytes) body = g_bytes_new (text->str, text->len);
  g_auto (GStrv) headers = sign (who, text);
  g_auto (FoyerRequestSignature) signature = { 0 };
  gint64 since_us = g_get_monotonic_time ();

  for (guint i = 0; i < VERIFY_ROUNDS; i++)
    {
      foyer_request_signature_clear (&signature);
      g_assert_true (foyer_request_signature_parse (&signature, headers[3]));
      g_assert_true (foyer_request_signature_verify (&signature, who->key.public_key, "POST",
                                                     "/records", body, headers[1], headers[5]));
    }
  return (double)(g_get_monotonic_time () - since_us) / VERIFY_ROUNDS;
}

typedef struct
{
  GHashTable *ids; /* owned: of char * */
  gint64 n;
  guint doubled;
} Count;

static gboolean
count_record (const FoyerCentreRecord *record, gpointer data)
{
  Count *count = data;

  count->n++;
  if (!g_hash_table_add (count->ids, g_strdup (record->id)))
    count->doubled++;
  return TRUE;
}

gint64
foyer_load_fleet_count (FoyerLoadFleet *self, guint *doubled)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerCentreStore) store
    = foyer_centre_store_open_sqlite (self->data_dir, FALSE, &error);
  Count count = { ids, 0, 0 };

  g_assert_no_error (error);
  foyer_centre_store_each_record (store, NULL, count_record, &count, &error);
  g_assert_no_error (error);
  *doubled = count.doubled;
  return count.n;
}
