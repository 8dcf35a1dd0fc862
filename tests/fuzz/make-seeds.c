/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "make-seeds"

#include <fcntl.h>
#include <glib/gstdio.h>

#include "centre/foyer-centre-init.h"
#include "core/crypto/foyer-trust.h"
#include "core/feed/foyer-bundle.h"
#include "core/model/foyer-json.h"
#include "core/model/foyer-record.h"
#include "fuzz-scratch.h"
#include "fuzz.h"
#include "sync/foyer-request-signature.h"

/* Writes the seeds of the corpus: real records, receipts, keys and pieces of the content, made by
 * the code that makes them in use.
 *
 *   make-seeds CONTENT CORPUS      data/content, tests/fuzz/corpus
 */

/* Bytes of an item that is taken for a seed, and how many of a kind. */
#define ITEM_MAX 3000
#define ITEMS 2

#define NONCE "AAAAAAAAAAAAAAAAAAAAAA"
#define ID "0123456789abcdefghjkmnpqrs"

static const char *corpus;

static void
write_seed (const char *target, const char *name, int mode, gconstpointer data, gsize size)
{
  g_autofree char *folder = g_build_filename (corpus, target, NULL);
  g_autofree char *path = g_strdup_printf ("%s/seed-%s", folder, name);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  guint8 first = (guint8)mode;

  if (mode >= 0)
    g_byte_array_append (bytes, &first, 1);
  g_byte_array_append (bytes, data, (guint)size);
  g_mkdir_with_parents (folder, 0755);
  g_file_set_contents (path, (const char *)bytes->data, bytes->len, &error);
  g_assert_no_error (error);
}

static void
write_text (const char *target, const char *name, int mode, const char *text)
{
  write_seed (target, name, mode, text, strlen (text));
}

/* Real people's and places' numbers have no business in a test. */
static void
forget_contacts (json_t *item)
{
  static const char *const members[][2] = { { "email", "ada@example.org" },
                                            { "contact_phone", "01632 960123" },
                                            { "contact_text", "Ask for Ada" } };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (foyer_json_get_string (item, members[i][0]) != NULL)
      json_object_set_new (item, members[i][0], json_string (members[i][1]));
}

/* The small ones of a content file: as a page, as a file, as a request of foyerctl, and alone. */
static void
write_content (const char *content, FoyerKind kind)
{
  const char *name = foyer_kind_to_string (kind);
  g_autofree char *path = g_strdup_printf ("%s/%s.json", content, name);
  g_autofree char *text = NULL;
  gsize size, i;
  g_autoptr (json_t) file = NULL;
  g_autoptr (GString) page = g_string_new ("{\"next\":\"https://c.example/feeds/x\",\"items\":[");
  g_autoptr (GString) native = g_string_new (NULL);
  g_autoptr (json_t) request = NULL;
  json_t *item = NULL, *list = json_array ();
  guint n = 0;

  request = json_pack ("{s:s, s:s, s:o}", "op", "import", "kind", name, "items", list);
  g_string_append_printf (native, "{\"format\":\"foyer-content-1\",\"kind\":\"%s\",\"items\":[",
                          name);
  if (g_file_get_contents (path, &text, &size, NULL))
    file = foyer_json_parse (text, size, NULL);
  json_array_foreach (foyer_json_get_array (file, "items"), i, item)
    {
      g_autofree char *json = NULL;
      const char *id = foyer_json_get_string (item, "id");

      forget_contacts (item);
      json = foyer_json_dump (item);
      if (strlen (json) > ITEM_MAX || n == ITEMS)
        continue;
      g_string_append_printf (page,
                              "%s{\"id\":\"%s\",\"modified\":%u,\"state\":\"updated\",\"kind\":"
                              "\"%s\",\"data\":%s}",
                              n ? "," : "", id, n + 1, name, json);
      g_string_append_printf (native, "%s%s", n ? "," : "", json);
      json_array_append_new (list, json_pack ("{s:s, s:s}", "id", id, "json", json));
      n++;
      if (kind == FOYER_KIND_LISTINGS)
        {
          g_autofree char *seed = g_strdup_printf ("listing-%u", n);

          write_text ("markup", seed, -1, json);
        }
    }
  g_string_append_printf (page, "%s{\"id\":\"gone\",\"modified\":9,\"state\":\"deleted\"}]}",
                          n ? "," : "");
  g_string_append (native, "]}");
  write_text ("feed-page", name, kind, page->str);
  write_text ("importers", name, 0, native->str);
  g_clear_pointer (&text, g_free);
  text = g_strconcat ("rpde-", name, NULL);
  write_text ("importers", text, 1, page->str);
  g_clear_pointer (&text, g_free);
  text = foyer_json_dump (request);
  if (n > 0)
    write_text ("admin", name, -1, text);
}

static FoyerTrust
make_trust (void)
{
  FoyerTrust trust = { .centre_url = (char *)"https://centre.example",
                       .centre_name = (char *)"Centre",
                       .kiosk_id = (char *)"kiosk-1",
                       .place_id = (char *)"lib-chelmsford",
                       .epoch = 7 };
  FoyerSignKey sign;

  fuzz_fixed_sign_key (1, &sign);
  memcpy (trust.sign_key, sign.public_key, sizeof trust.sign_key);
  for (guint i = 0; i < 2; i++)
    {
      FoyerBoxKey box;

      fuzz_fixed_box_key (1 + i, &box);
      memcpy (trust.box_keys[i], box.public_key, FOYER_BOX_PUBLIC_BYTES);
    }
  fuzz_fixed_sign_key (2, &trust.kiosk_key);
  return trust;
}

static void
write_records (void)
{
  FoyerTrust trust = make_trust ();
  g_autoptr (FoyerClock) clock = foyer_clock_new_fake (FUZZ_NOW_US);
  g_autoptr (FoyerInterest) interest = foyer_interest_new ();
  g_autoptr (FoyerSealedRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *encoded = NULL;
  g_autofree char *body = NULL;
  g_autofree char *signed_body = NULL;
  static const char content[] = "{\"v\":1,\"id\":\"" ID "\",\"kind\":\"interest\"}\0{\"v\":1}";
  gsize size;
  const guint8 *sealed;

  interest->listing = g_strdup ("l1");
  interest->programme = g_strdup ("volunteering");
  interest->name = g_strdup ("Ada");
  interest->contact_kind = FOYER_CONTACT_PHONE;
  interest->contact = g_strdup ("07700900123");
  interest->age_band = FOYER_AGE_ADULT;
  interest->consent_contact = TRUE;
  record = foyer_record_seal_interest (interest, ID, &trust, clock, &error);
  g_assert_no_error (error);
  sealed = g_bytes_get_data (record->sealed, &size);
  encoded = g_base64_encode (sealed, size);
  body = g_strdup_printf (
    "{\"records\":[{\"id\":\"" ID "\",\"kind\":\"interest\",\"sealed\":\"%s\"}]}", encoded);
  signed_body = g_strconcat ("/records\n", body, NULL);
  write_seed ("sealed-record", "sealed", 0, sealed, size);
  write_seed ("sealed-record", "content", 1, content, sizeof content - 1);
  write_seed ("record-batch", "sealed", 1, sealed, size);
  write_text ("record-batch", "body", 0, body);
  write_text ("router", "records", 1, signed_body);
}

static void
write_answers (void)
{
  static const char receipt[]
    = "{\"kiosk\":\"kiosk-1\",\"nonce\":\"" NONCE "\",\"epoch\":7,\"backed_up_to\":3,"
      "\"time\":\"2026-11-28T10:00:00.000000Z\",\"results\":["
      "{\"id\":\"" ID "\",\"digest\":\"00ff\",\"status\":\"stored\",\"seq\":4},"
      "{\"id\":\"" ID "\",\"digest\":\"00ff\",\"status\":\"duplicate\",\"seq\":2},"
      "{\"id\":\"" ID "\",\"status\":\"variant\",\"seq\":5},"
      "{\"id\":\"" ID "\",\"status\":\"erased\"},"
      "{\"id\":\"" ID "\",\"status\":\"refused\",\"reason\":\"not a record\"}]}";
  static const char service[]
    = "{\"nonce\":\"" NONCE "\",\"epoch\":7,\"time\":\"2026-11-28T10:00:00.000000Z\","
      "\"name\":\"Centre\",\"feeds\":[{\"kind\":\"listings\",\"url\":\"/feeds/listings\","
      "\"last\":9,\"purged_through\":0},{\"kind\":\"places\",\"last\":1}]}";

  write_text ("receipt", "all", 0, receipt);
  write_text ("receipt", "forged", 1, receipt);
  write_text ("service-document", "whole", -1, service);
}

static void
write_signature (void)
{
  FoyerSignKey key;
  static const char body[] = "{\"records\":[]}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (body, strlen (body));
  g_auto (GStrv) headers = NULL;
  g_autofree char *text = NULL;

  fuzz_fixed_sign_key (2, &key);
  headers = foyer_request_sign (&key, "kiosk-1", "POST", "/records", bytes,
                                FUZZ_NOW_US / G_USEC_PER_SEC, NONCE);
  text = g_strdup_printf ("%s\n%s\n%s\n%s", headers[3], headers[1], headers[5], body);
  write_text ("request-signature", "good", -1, text);
  g_clear_pointer (&text, g_free);
  text = g_strdup_printf ("%s\n%s\n%s\n%s!", headers[3], headers[1], headers[5], body);
  write_text ("request-signature", "other-body", -1, text);
}

static void
copy_seed (const char *name, int mode, const char *file)
{
  g_autofree char *path = g_build_filename (fuzz_scratch_get (), file, NULL);
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  write_seed ("config", name, mode, data, size);
}

static void
write_config (void)
{
  FoyerTrust trust = make_trust ();
  FoyerBoxKey box;
  g_autofree char *path = g_build_filename (fuzz_scratch_get (), "box.key", NULL);
  g_autofree char *recovery = NULL;
  g_autoptr (GError) error = NULL;

  fuzz_fixed_box_key (1, &box);
  foyer_trust_save (&trust, fuzz_scratch_get (), &error);
  g_assert_no_error (error);
  foyer_key_file_save (path, &box, "correct horse battery staple", &FOYER_KDF_TEST, &error);
  g_assert_no_error (error);
  recovery = foyer_recovery_format (&box);
  copy_seed ("trust", 0, "identity/trust.json");
  copy_seed ("kiosk-key", 1, "identity/kiosk.key");
  copy_seed ("box-key", 2, "box.key");
  write_text ("config", "recovery", 3, recovery);
}

/* Of each thing on a stick one that is right. */
static void
write_bundle (void)
{
  const FoyerBundleTerms terms = { .sequence = 4,
                                   .epoch = 7,
                                   .expires_us = FUZZ_NOW_US + 30 * G_TIME_SPAN_DAY,
                                   .target = (char *)FOYER_BUNDLE_EVERYBODY };
  static const char page[] = "{\"next\":\"https://c.example/feeds/listings\",\"items\":[]}";
  g_autoptr (FoyerBundleManifest) manifest = foyer_bundle_manifest_new ();
  g_autofree char *comment = foyer_bundle_terms_format (&terms);
  g_autofree char *path = g_build_filename (fuzz_scratch_get (), "tar", NULL);
  g_autofree char *list = NULL;
  g_autofree char *text = NULL;
  g_autofree char *tar = NULL;
  g_autoptr (GByteArray) whole = g_byte_array_new ();
  guint8 hash[FOYER_MINISIGN_HASH_BYTES] = { 2 };
  FoyerMinisignKey public_key;
  FoyerSignKey key;
  gsize size = 0;
  int fd = -1;

  manifest->centre_name = g_strdup ("Centre");
  manifest->made_us = FUZZ_NOW_US;
  foyer_bundle_manifest_add (manifest, "listings", 9, 1);
  list = foyer_bundle_manifest_format (manifest);
  fuzz_fixed_sign_key (4, &key);
  foyer_minisign_key_init (&public_key, key.public_key);
  text = foyer_minisign_sign (&key, hash, "a bundle", comment);
  write_text ("bundle", "terms", 0, comment);
  write_text ("bundle", "manifest", 1, list);
  write_text ("bundle", "signature", 2, text);
  g_clear_pointer (&text, g_free);
  text = foyer_minisign_key_format (&public_key);
  write_text ("bundle", "key", 2, text);
  fd = g_open (path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  g_assert_true (foyer_tar_add (fd, "bundle.json", list, strlen (list), NULL)
                 && foyer_tar_add (fd, "feeds/listings-0001.json", page, strlen (page), NULL)
                 && foyer_tar_finish (fd, NULL) && g_close (fd, NULL)
                 && g_file_get_contents (path, &tar, &size, NULL));
  write_seed ("bundle", "tar", 3, tar, size);
  g_byte_array_append (whole, (const guint8 *)list, strlen (list) + 1);
  g_byte_array_append (whole, (const guint8 *)page, strlen (page));
  write_seed ("bundle", "whole", 4, whole->data, whole->len);
}

static void
write_small (void)
{
  static const struct
  {
    const char *target, *name;
    int mode;
    const char *text;
  } seeds[] = {
    { "code", "code", -1, "hazel otter 4l723o" },
    { "code", "postcode", -1, "cm1 1qh" },
    { "code", "phone", -1, "+44 (0)7700 900123" },
    { "code", "email", -1, "ada@example.org" },
    { "code", "post", -1, "1 High Street\nChelmsford cm11qh" },
    { "admin", "sessions", -1, "{\"op\":\"sessions\"}" },
    { "admin", "invite", -1, "{\"op\":\"invite\",\"place\":\"lib-chelmsford\"}" },
    { "admin", "new-epoch", -1, "{\"op\":\"new-epoch\"}" },
    { "admin", "delete", -1,
      "{\"op\":\"import\",\"kind\":\"listings\",\"items\":[{\"id\":\"a\",\"deleted\":true}]}" },
    { "search", "words", 0x80, "chess in the" },
    { "search", "quote", 0x05, "o'reilly \"knit\" NEAR(a b) -x *" },
    { "search", "groups", 0xd1, "a|t2" },
    { "search", "accents", 0x82, "CAFE\xcc\x81 \xc5\x81\xc3\xb3" },
    { "markup", "rhythm", -1,
      "{\"id\":\"l1\",\"programme\":\"youth\",\"title\":\"Chess\",\"rhythm\":{\"every\":\"week\","
      "\"days\":[\"sat\",\"mon\"],\"start\":\"10:00\",\"end\":\"12:00\"}}" },
    { "webvtt", "two", -1,
      "WEBVTT\n\nNOTE a\n\n00:01.000 --> 00:02.500 align:start\n<v Ada>Hello &amp; welcome</v>\n\n"
      "1\n01:00:02.000 --> 01:00:03.000\nMore\nlines\n" },
    { "router", "service", 0, "GET /?nonce=" NONCE " HTTP/1.1\r\nHost: a\r\n\r\n" },
    { "router", "feed", 0,
      "GET /feeds/listings?afterChangeNumber=0&limit=500 HTTP/1.1\r\nHost: a\r\n"
      "Accept-Encoding: gzip\r\nIf-None-Match: \"x\"\r\n\r\n" },
    { "router", "media", 0,
      "GET /media/0000000000000000000000000000000000000000000000000000000000000000 HTTP/1.1\r\n"
      "Host: a\r\nRange: bytes=0-1,5-\r\n\r\n" },
    { "router", "two", 0,
      "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET /metrics HTTP/1.1\r\nHost: a\r\n\r\n" },
    { "router", "post", 0,
      "POST /records HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
      "Content-Length: 14\r\n\r\n{\"records\":[]}" },
    { "router", "chunked", 0,
      "POST /records HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: "
      "chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n" },
    { "router", "enrolment", 1, "/enrolments\n{\"code\":\"HAZEL-OTTER-417238\"}" },
    { "router", "heartbeat", 1,
      "/heartbeats\n{\"waiting\":1,\"received\":0,\"quarantined\":0,\"version\":\"0.1\","
      "\"clock_offset_s\":0}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++)
    write_text (seeds[i].target, seeds[i].name, seeds[i].mode, seeds[i].text);
}

static void
append_number (GByteArray *bytes, guint32 value, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      guint8 byte = (guint8)(value >> (8 * i));

      g_byte_array_append (bytes, &byte, 1);
    }
}

/* One district, one outward code, two postcodes; somebody types the first. */
static void
write_postcodes (void)
{
  static const char typed[] = "cm1 1aa", name[24] = "Chelmsford";
  g_autoptr (GByteArray) file = g_byte_array_new ();

  g_byte_array_append (file, (const guint8 *)typed, strlen (typed));
  g_byte_array_append (file, (const guint8 *)"FOYERPC1", 8);
  append_number (file, 1, 2);
  append_number (file, 1, 2);
  append_number (file, 2, 4);
  g_byte_array_append (file, (const guint8 *)name, sizeof name);
  append_number (file, 5173000, 4);
  append_number (file, 47000, 4);
  g_byte_array_append (file, (const guint8 *)"CM1 ", 4);
  append_number (file, 0, 4);
  append_number (file, 2, 4);
  append_number (file, 5173000, 4);
  append_number (file, 47000, 4);
  append_number (file, 0, 4);
  for (guint i = 0; i < 2; i++)
    {
      append_number (file, 676 + i, 2);
      append_number (file, 100, 2);
      append_number (file, (guint32)-100, 2);
      append_number (file, 0, 1);
    }
  write_seed ("postcodes", "one", strlen (typed), file->data, file->len);
}

static void
append_shape (GByteArray *file, const char *name, guint district, guint first_ring, guint n_rings)
{
  char padded[64] = "";

  g_strlcpy (padded, name, sizeof padded);
  g_byte_array_append (file, (const guint8 *)padded, sizeof padded);
  append_number (file, 15000, 2);
  append_number (file, 15000, 2);
  append_number (file, district, 2);
  append_number (file, first_ring, 2);
  append_number (file, n_rings, 2);
  append_number (file, 0, 2);
}

/* A county of one district of one ward, a triangle of two lines, and one settlement in it. */
static void
write_map (void)
{
  static const guint points[][3]
    = { { 10000, 10000, 0 }, { 20000, 10000, 0 }, { 20000, 20000, 0 },
        { 20000, 20000, 0 }, { 15000, 15000, 2 }, { 10000, 10000, 0 } };
  static const char name[64] = "Thaxted";
  g_autoptr (GByteArray) file = g_byte_array_new ();

  g_byte_array_append (file, (const guint8 *)"FOYERMP1", 8);
  append_number (file, (guint32)-70000, 4);
  append_number (file, 5090000, 4);
  for (guint i = 0; i < 6; i++) /* step, arcs, rings, shapes, districts, settlements */
    append_number (file, (const guint[]){ 4, 2, 3, 4, 1, 1 }[i], 2);
  append_number (file, G_N_ELEMENTS (points), 4);
  append_number (file, 6, 2);
  append_number (file, 0, 2);
  for (guint i = 0; i < 2; i++)
    {
      append_number (file, 3 * i, 4);
      append_number (file, 3, 2);
      append_number (file, 2 + i, 1);
      append_number (file, 0, 1);
    }
  for (guint i = 0; i < 3; i++)
    {
      append_number (file, 2 * i, 4);
      append_number (file, 2, 2);
      append_number (file, 0, 2);
    }
  append_shape (file, "Essex", 0xffff, 0, 1);
  append_shape (file, "around", 0xffff, 1, 0);
  append_shape (file, "Uttlesford", 0xffff, 1, 1);
  append_shape (file, "Thaxted", 0, 2, 1);
  g_byte_array_append (file, (const guint8 *)name, sizeof name);
  append_number (file, 15000, 2);
  append_number (file, 14000, 2);
  append_number (file, 3, 2);
  for (guint i = 0; i < 6; i++)
    append_number (file, 2 * (i % 2), 2);
  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    {
      append_number (file, points[i][0], 2);
      append_number (file, points[i][1], 2);
      append_number (file, points[i][2], 1);
    }
  write_seed ("map", "county", -1, file->data, file->len);
}

int
main (int argc, char **argv)
{
  if (argc != 3)
    return 2;
  corpus = argv[2];
  for (FoyerKind kind = 0; kind < FOYER_N_KINDS; kind++)
    write_content (argv[1], kind);
  write_records ();
  write_answers ();
  write_signature ();
  write_config ();
  write_map ();
  write_postcodes ();
  write_bundle ();
  write_small ();
  return 0;
}
