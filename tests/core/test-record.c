/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memmem () */
#include "core/model/foyer-record.h"

#include <string.h>

#include "core/model/foyer-json.h"

/* Saturday 28 November 2026, 10am, and a little. */
#define NOW_US (G_GINT64_CONSTANT (1795860000) * G_USEC_PER_SEC + 123456)

typedef struct
{
  FoyerBoxKey centre, recovery;
  FoyerTrust *trust;
  FoyerClock *clock;
  FoyerInterest *interest;
  char *id;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  FoyerInterest *interest = foyer_interest_new ();

  foyer_box_key_generate (&f->centre);
  foyer_box_key_generate (&f->recovery);
  f->trust = g_new0 (FoyerTrust, 1);
  f->trust->kiosk_id = g_strdup ("k-7");
  f->trust->place_id = g_strdup ("lib-chelmsford");
  memcpy (f->trust->box_keys[0], f->centre.public_key, FOYER_BOX_PUBLIC_BYTES);
  memcpy (f->trust->box_keys[1], f->recovery.public_key, FOYER_BOX_PUBLIC_BYTES);
  f->clock = foyer_clock_new_fake (NOW_US);
  f->id = foyer_id_new ();
  interest->listing = g_strdup ("hedge-care");
  interest->session = g_strdup ("hedge-care@2026-11-28");
  interest->programme = g_strdup ("volunteering");
  interest->content_version = g_strdup ("1.204");
  interest->name = g_strdup ("Zo\xc3\xab \"Z\" \\ \t");
  interest->contact_kind = FOYER_CONTACT_PHONE;
  interest->contact = g_strdup ("07700900123");
  interest->age_band = FOYER_AGE_ADULT;
  interest->consent_contact = TRUE;
  f->interest = interest;
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  foyer_interest_free (f->interest);
  foyer_clock_unref (f->clock);
  foyer_trust_free (f->trust);
  g_free (f->id);
}

static FoyerSealedRecord *
seal (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  FoyerSealedRecord *record
    = foyer_record_seal_interest (f->interest, f->id, f->trust, f->clock, &error);

  g_assert_no_error (error);
  return record;
}

static json_t *
open_with (const FoyerSealedRecord *record, const FoyerBoxKey *key, json_t **header)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *header_text = NULL;
  g_autofree char *text = foyer_record_open (record->sealed, key, &header_text, &error);

  g_assert_no_error (error);
  if (header != NULL)
    *header = foyer_json_parse (header_text, strlen (header_text), NULL);
  return foyer_json_parse (text, strlen (text), NULL);
}

static void
assert_payload (json_t *payload, const char *expected)
{
  g_autofree char *text = foyer_json_dump (payload);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_adult (Fixture *f, gconstpointer data)
{
  g_autoptr (FoyerSealedRecord) record = seal (f);
  g_autoptr (json_t) payload = open_with (record, &f->centre, NULL);
  g_autoptr (json_t) again = open_with (record, &f->recovery, NULL);

  g_assert_cmpstr (record->id, ==, f->id);
  g_assert_cmpstr (record->kind, ==, "interest");
  assert_payload (payload,
                  "{\"age_band\":\"adult\",\"awaiting_parent\":false,"
                  "\"consent\":{\"contact\":true,\"notice\":\"privacy-1-adult\"},"
                  "\"contact\":{\"kind\":\"phone\",\"of\":\"visitor\",\"value\":\"07700900123\"},"
                  "\"listing\":\"hedge-care\",\"name\":\"Zo\xc3\xab \\\"Z\\\" \\\\ \\t\","
                  "\"question\":null,\"session\":\"hedge-care@2026-11-28\",\"v\":1,"
                  "\"wish\":\"join\"}");
  g_assert_true (json_equal (payload, again));
}

static void
test_young (Fixture *f, gconstpointer data)
{
  g_autoptr (FoyerSealedRecord) record = NULL;
  g_autoptr (json_t) payload = NULL;

  f->interest->age_band = FOYER_AGE_13_17;
  g_clear_pointer (&f->interest->session, g_free);
  record = seal (f);
  payload = open_with (record, &f->centre, NULL);
  assert_payload (payload,
                  "{\"age_band\":\"13-17\",\"awaiting_parent\":true,"
                  "\"consent\":{\"contact\":true,\"notice\":\"privacy-1-13-17\"},"
                  "\"contact\":{\"kind\":\"phone\",\"of\":\"parent\",\"value\":\"07700900123\"},"
                  "\"listing\":\"hedge-care\",\"name\":\"Zo\xc3\xab \\\"Z\\\" \\\\ \\t\","
                  "\"question\":null,\"session\":null,\"v\":1,\"wish\":\"join\"}");
}

static void
test_word_with_staff (Fixture *f, gconstpointer data)
{
  g_autoptr (FoyerSealedRecord) record = NULL;
  g_autoptr (json_t) payload = NULL;
  json_t *contact;

  f->interest->contact_kind = FOYER_CONTACT_STAFF;
  g_clear_pointer (&f->interest->contact, g_free);
  record = seal (f);
  payload = open_with (record, &f->centre, NULL);
  contact = foyer_json_get_object (payload, "contact");
  g_assert_cmpstr (foyer_json_get_string (contact, "kind"), ==, "staff");
  g_assert_true (json_is_null (json_object_get (contact, "value")));
}

static void
test_question (Fixture *f, gconstpointer data)
{
  g_autoptr (FoyerSealedRecord) record = NULL;
  g_autoptr (json_t) payload = NULL;

  f->interest->wish = FOYER_WISH_QUESTION;
  f->interest->question = g_strdup ("Is there a \"quiet\" room?\nI tire soon.");
  record = seal (f);
  payload = open_with (record, &f->centre, NULL);
  g_assert_cmpstr (foyer_json_get_string (payload, "wish"), ==, "question");
  g_assert_cmpstr (foyer_json_get_string (payload, "question"), ==, f->interest->question);
}

static void
test_wishes (Fixture *f, gconstpointer data)
{
  FoyerWish wish;

  for (guint i = 0; i < FOYER_N_WISHES; i++)
    {
      g_autoptr (FoyerSealedRecord) record = NULL;
      g_autoptr (json_t) payload = NULL;

      g_assert_true (foyer_wish_from_string (foyer_wish_to_string (i), &wish));
      g_assert_cmpint (wish, ==, i);
      if (i == FOYER_WISH_QUESTION)
        continue;
      f->interest->wish = i;
      record = seal (f);
      payload = open_with (record, &f->centre, NULL);
      g_assert_cmpstr (foyer_json_get_string (payload, "wish"), ==, foyer_wish_to_string (i));
      g_assert_true (json_is_null (json_object_get (payload, "question")));
    }
  g_assert_false (foyer_wish_from_string ("rule-the-world", &wish));
  g_assert_false (foyer_wish_from_string (NULL, &wish));
}

/* A question without words, words without a question, and more words than anybody reads. */
static void
test_wrong_question (Fixture *f, gconstpointer data)
{
  g_autofree char *long_question = g_strnfill (FOYER_QUESTION_MAX + 1, 'a');
  const struct
  {
    FoyerWish wish;
    const char *question;
  } wrong[] = { { FOYER_WISH_QUESTION, NULL },
                { FOYER_WISH_QUESTION, "" },
                { FOYER_WISH_JOIN, "Why?" },
                { FOYER_WISH_QUESTION, long_question },
                { FOYER_N_WISHES, NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      f->interest->wish = wrong[i].wish;
      g_free (f->interest->question);
      f->interest->question = g_strdup (wrong[i].question);
      g_assert_null (foyer_record_seal_interest (f->interest, f->id, f->trust, f->clock, &error));
      g_assert_error (error, FOYER_RECORD_ERROR, FOYER_RECORD_ERROR_INVALID);
    }
}

static void
test_header (Fixture *f, gconstpointer data)
{
  g_autoptr (FoyerSealedRecord) record = seal (f);
  gsize size;
  gconstpointer sealed = g_bytes_get_data (record->sealed, &size);
  g_autofree char *header = foyer_seal_dup_header (sealed, size, NULL);
  g_autofree char *expected = g_strdup_printf (
    "{\"code_hash\":\"%s\",\"content_version\":\"1.204\",\"form\":\"interest-2\",\"id\":\"%s\","
    "\"kind\":\"interest\",\"kiosk\":\"k-7\",\"notice\":\"privacy-1\",\"place\":\"lib-chelmsford\","
    "\"programme\":\"volunteering\",\"time\":1795860000,\"v\":1}",
    record->code_hash, f->id);

  g_assert_cmpstr (header, ==, expected);
}

static void
test_promise (Fixture *f, gconstpointer data)
{
  g_autoptr (FoyerSealedRecord) record = NULL;
  g_autoptr (json_t) payload = NULL;
  json_t *header = NULL;
  g_autoptr (GError) error = NULL;

  f->interest->reply_by = g_strdup ("2026-12-05");
  record = seal (f);
  payload = open_with (record, &f->centre, &header);
  g_assert_cmpstr (foyer_json_get_string (header, "reply_by"), ==, "2026-12-05");
  json_decref (header);
  f->interest->reply_by[9] = 'x';
  g_assert_null (foyer_record_seal_interest (f->interest, f->id, f->trust, f->clock, &error));
  g_assert_error (error, FOYER_RECORD_ERROR, FOYER_RECORD_ERROR_INVALID);
}

static void
test_withdrawal (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSealedRecord) record
    = foyer_record_seal_withdrawal ("HAZEL-OTTER-417238", f->trust, f->clock, &error);
  g_autofree char *hash = foyer_code_hash ("HAZEL-OTTER-417238");
  g_autofree char *proof = foyer_code_proof ("HAZEL-OTTER-417238");
  g_autofree char *proven = foyer_code_hash_of_proof (proof);
  json_t *header = NULL;
  g_autoptr (json_t) payload = NULL;
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (record->kind, ==, "withdrawal");
  g_assert_cmpstr (record->code_hash, ==, hash);
  g_assert_cmpstr (proven, ==, hash);
  g_assert_null (record->code);
  payload = open_with (record, &f->recovery, &header);
  assert_payload (payload, "{}");
  text = foyer_json_dump_canonical (header);
  json_decref (header);
  expected = g_strdup_printf ("{\"code_hash\":\"%s\",\"code_proof\":\"%s\",\"id\":\"%s\","
                              "\"kind\":\"withdrawal\",\"kiosk\":\"k-7\","
                              "\"place\":\"lib-chelmsford\",\"time\":1795860000,\"v\":1}",
                              hash, proof, record->id);
  g_assert_cmpstr (text, ==, expected);
}

/* What somebody with the stolen disk could read. */
static void
test_nothing_in_clear (Fixture *f, gconstpointer data)
{
  const char *const secrets[] = { "Zo\xc3\xab", "07700", "900123", "hedge",  "2026-11-28",
                                  "adult",      "13-17", "phone",  "consent" };

  for (guint band = FOYER_AGE_13_17; band <= FOYER_AGE_ADULT; band++)
    {
      g_autoptr (FoyerSealedRecord) record = NULL;
      gsize size;
      gconstpointer sealed;

      f->interest->age_band = band;
      record = seal (f);
      sealed = g_bytes_get_data (record->sealed, &size);
      for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
        g_assert_null (memmem (sealed, size, secrets[i], strlen (secrets[i])));
      g_assert_null (memmem (sealed, size, record->code, strlen (record->code)));
    }
}

/* An adult's and a young person's record are of one length, whatever they are called. */
static void
test_one_length (Fixture *f, gconstpointer data)
{
  g_autoptr (FoyerSealedRecord) adult = seal (f);
  g_autoptr (FoyerSealedRecord) young = NULL;

  f->interest->age_band = FOYER_AGE_13_17;
  g_free (f->interest->name);
  f->interest->name = g_strdup ("Al");
  young = seal (f);
  g_assert_cmpuint (g_bytes_get_size (adult->sealed), ==, g_bytes_get_size (young->sealed));
}

static void
test_code (Fixture *f, gconstpointer data)
{
  g_autoptr (FoyerSealedRecord) record = seal (f);
  g_autofree char *hash = foyer_code_hash (record->code);
  char *normalised = foyer_code_normalise (record->code);

  g_assert_cmpstr (normalised, ==, record->code);
  g_assert_cmpstr (hash, ==, record->code_hash);
  foyer_secret_free (normalised);
}

static void
assert_refused (Fixture *f, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSealedRecord) record
    = foyer_record_seal_interest (f->interest, id, f->trust, f->clock, &error);

  g_assert_null (record);
  g_assert_error (error, FOYER_RECORD_ERROR, FOYER_RECORD_ERROR_INVALID);
}

static void
test_not_kept (Fixture *f, gconstpointer data)
{
  FoyerInterest *interest = f->interest;
  char **const needed[]
    = { &interest->listing, &interest->programme, &interest->name, &interest->contact };

  interest->consent_contact = FALSE;
  assert_refused (f, f->id);
  interest->consent_contact = TRUE;
  interest->age_band = FOYER_AGE_UNDER_13;
  assert_refused (f, f->id);
  interest->age_band = FOYER_AGE_UNKNOWN;
  assert_refused (f, f->id);
  interest->age_band = FOYER_AGE_ADULT;
  interest->contact_kind = FOYER_CONTACT_NONE;
  assert_refused (f, f->id);
  interest->contact_kind = FOYER_CONTACT_PHONE;
  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    {
      char *kept = *needed[i];
      char broken[] = "\xff";

      *needed[i] = NULL;
      assert_refused (f, f->id);
      *needed[i] = broken;
      assert_refused (f, f->id);
      *needed[i] = kept;
    }
  assert_refused (f, NULL);
  assert_refused (f, "made-up");
}

static void
test_endless_name (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_free (f->interest->name);
  f->interest->name = g_strnfill (FOYER_SEAL_MAX_PAYLOAD, '\x01');
  g_assert_null (foyer_record_seal_interest (f->interest, f->id, f->trust, f->clock, &error));
  g_assert_error (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_BAD_FORMAT);
}

/* A stolen kiosk can seal anything; the console must not fall over it. */
static void
test_poison (Fixture *f, gconstpointer data)
{
  g_autofree char *deep = g_strnfill (60000, '[');
  const char *const payloads[]
    = { "", "null", "[]", "{", "{\"a\":1,\"a\":2}", deep, "{\"a\":\"\xff\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (payloads); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) sealed
        = foyer_seal ("{}", payloads[i], strlen (payloads[i]), f->trust->box_keys, 2, NULL);
      g_autofree char *header = NULL;

      g_assert_null (foyer_record_open (sealed, &f->centre, &header, &error));
      g_assert_error (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_BAD_FORMAT);
      g_assert_null (header);
    }
}

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/record/a-sign-up-opens-as-it-was-given", test_adult);
  ADD ("/record/a-young-person-s-awaits-the-parent", test_young);
  ADD ("/record/word-left-with-staff-has-no-number", test_word_with_staff);
  ADD ("/record/a-question-is-sealed-with-its-words", test_question);
  ADD ("/record/what-is-wanted-is-sealed", test_wishes);
  ADD ("/record/a-question-without-words-is-none", test_wrong_question);
  ADD ("/record/the-header-is-canonical-and-tells-nothing-else", test_header);
  ADD ("/record/a-promised-day-stands-in-the-header", test_promise);
  ADD ("/record/a-withdrawal-holds-nothing-but-the-codes-hash-and-proof", test_withdrawal);
  ADD ("/record/a-stolen-kiosk-tells-neither-who-nor-for-what", test_nothing_in_clear);
  ADD ("/record/the-length-tells-neither-name-nor-age", test_one_length);
  ADD ("/record/the-code-is-the-one-whose-hash-is-sent", test_code);
  ADD ("/record/what-was-not-agreed-to-is-not-kept", test_not_kept);
  ADD ("/record/a-name-without-end-is-refused", test_endless_name);
  ADD ("/record/a-poison-record-is-told-and-does-no-harm", test_poison);
  return g_test_run ();
}
