/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memmem () */
#include "core/model/foyer-answer.h"

#include <string.h>

#include "core/model/foyer-json.h"
#include "core/model/foyer-secret-text.h"

/* Saturday 28 November 2026, 10am, and a little. */
#define NOW_S G_GINT64_CONSTANT (1795860000)

typedef struct
{
  FoyerBoxKey centre;
  FoyerTrust *trust;
  FoyerClock *clock;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  FoyerBoxKey recovery;

  foyer_box_key_generate (&f->centre);
  foyer_box_key_generate (&recovery);
  f->trust = g_new0 (FoyerTrust, 1);
  f->trust->kiosk_id = g_strdup ("k-7");
  f->trust->place_id = g_strdup ("lib-chelmsford");
  memcpy (f->trust->box_keys[0], f->centre.public_key, FOYER_BOX_PUBLIC_BYTES);
  memcpy (f->trust->box_keys[1], recovery.public_key, FOYER_BOX_PUBLIC_BYTES);
  f->clock = foyer_clock_new_fake (NOW_S * G_USEC_PER_SEC + 123456);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  foyer_clock_unref (f->clock);
  foyer_trust_free (f->trust);
}

static json_t *
open_record (Fixture *f, const FoyerSealedRecord *record, json_t **header)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *header_text = NULL;
  g_autofree char *text = foyer_record_open (record->sealed, &f->centre, &header_text, &error);

  g_assert_no_error (error);
  *header = foyer_json_parse (header_text, strlen (header_text), NULL);
  return foyer_json_parse (text, strlen (text), NULL);
}

static FoyerAnswer *
new_need (void)
{
  static const char *const reasons[] = { "far", "worried", NULL };
  FoyerAnswer *answer = foyer_answer_new (FOYER_ANSWER_UNMET_NEED, "volunteering");

  foyer_answer_set_list (answer, "reasons", reasons);
  foyer_answer_set_text (answer, "words", "  \"buses\" stop \\ at five\n");
  foyer_answer_set_number (answer, "results", 12);
  return answer;
}

static void
test_need (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerAnswer) answer = new_need ();
  g_autoptr (FoyerSealedRecord) record
    = foyer_record_seal_answer (answer, f->trust, f->clock, &error);
  g_autoptr (json_t) header = NULL;
  g_autoptr (json_t) payload = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (record->kind, ==, "unmet_need");
  g_assert_cmpstr (record->id, ==, foyer_answer_get_id (answer));
  g_assert_null (record->code);
  g_assert_null (record->code_hash);
  payload = open_record (f, record, &header);
  text = foyer_json_dump (payload);
  g_assert_cmpstr (text, ==,
                   "{\"reasons\":[\"far\",\"worried\"],\"results\":12,\"v\":1,"
                   "\"words\":\"\\\"buses\\\" stop \\\\ at five\"}");
  /* Only the day, in UTC; and nothing of the answers. */
  g_assert_cmpint (json_integer_value (json_object_get (header, "time")), ==,
                   NOW_S / 86400 * 86400);
  g_assert_null (json_object_get (header, "code_hash"));
  g_assert_null (memmem (g_bytes_get_data (record->sealed, NULL), g_bytes_get_size (record->sealed),
                         "worried", 7));
}

static void
test_hours_new_code (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerAnswer) answer = foyer_answer_new (FOYER_ANSWER_HOURS, "volunteering");
  g_autoptr (FoyerSealedRecord) record = NULL;
  g_autoptr (json_t) header = NULL;
  g_autoptr (json_t) payload = NULL;

  foyer_answer_set_text (answer, "date", "2026-11-27");
  foyer_answer_set_number (answer, "minutes", 90);
  record = foyer_record_seal_answer (answer, f->trust, f->clock, &error);
  g_assert_no_error (error);
  g_assert_nonnull (record->code);
  payload = open_record (f, record, &header);
  g_assert_cmpint (json_integer_value (json_object_get (header, "minutes")), ==, 90);
  g_assert_cmpstr (json_string_value (json_object_get (header, "month")), ==, "2026-11");
  g_assert_cmpstr (json_string_value (json_object_get (header, "code_hash")), ==,
                   record->code_hash);
  g_assert_cmpint (json_integer_value (json_object_get (header, "time")), ==, NOW_S);
}

static void
test_hours_same_code (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerAnswer) answer = foyer_answer_new (FOYER_ANSWER_HOURS, NULL);
  char *code = foyer_code_new ();
  g_autofree char *hash = foyer_code_hash (code);
  g_autoptr (FoyerSealedRecord) record = NULL;
  g_autoptr (json_t) header = NULL;
  g_autoptr (json_t) payload = NULL;

  foyer_answer_set_text (answer, "code", code);
  foyer_answer_set_text (answer, "date", "2026-11-27");
  foyer_answer_set_number (answer, "minutes", 15);
  record = foyer_record_seal_answer (answer, f->trust, f->clock, &error);
  g_assert_no_error (error);
  g_assert_null (record->code);
  g_assert_cmpstr (record->code_hash, ==, hash);
  payload = open_record (f, record, &header);
  g_assert_null (json_object_get (payload, "code"));
  foyer_secret_free (code);
}

static void
assert_refused (Fixture *f, FoyerAnswer *answer)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (foyer_record_seal_answer (answer, f->trust, f->clock, &error));
  g_assert_error (error, FOYER_RECORD_ERROR, FOYER_RECORD_ERROR_INVALID);
  g_object_unref (answer);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  static const char *const long_word[] = { "a-choice-that-nobody-can-have-made-on-a-page", NULL };
  g_autofree char *long_text = g_strnfill (2001, 'a');
  FoyerAnswer *answer = foyer_answer_new (FOYER_ANSWER_UNMET_NEED, NULL);

  assert_refused (f, answer); /* no reasons */
  answer = new_need ();
  foyer_answer_set_text (answer, "words", long_text);
  assert_refused (f, answer);
  answer = new_need ();
  foyer_answer_set_text (answer, "words", "\xff");
  assert_refused (f, answer);
  answer = new_need ();
  foyer_answer_set_list (answer, "fits", long_word);
  assert_refused (f, answer);
  answer = new_need ();
  foyer_answer_set_number (answer, "results", -1);
  assert_refused (f, answer);
  answer = foyer_answer_new (FOYER_ANSWER_HOURS, NULL);
  foyer_answer_set_number (answer, "minutes", 30);
  foyer_answer_set_text (answer, "date", "2026-02-30");
  assert_refused (f, answer);
}

static void
test_taken_out (Fixture *f, gconstpointer data)
{
  g_autoptr (FoyerAnswer) answer = new_need ();
  g_autofree char *before = foyer_answer_dup_key (answer);
  g_autofree char *after = NULL;

  foyer_answer_set_text (answer, "words", "   ");
  after = foyer_answer_dup_key (answer);
  g_assert_cmpstr (before, !=, after);
  foyer_answer_set_list (answer, "reasons", NULL);
  g_assert_false (foyer_answer_check (answer, NULL));
}

/* Same words, same key; an id of its own each. */
static void
test_key (Fixture *f, gconstpointer data)
{
  g_autoptr (FoyerAnswer) one = new_need ();
  g_autoptr (FoyerAnswer) two = new_need ();
  g_autofree char *one_key = foyer_answer_dup_key (one);
  g_autofree char *two_key = foyer_answer_dup_key (two);

  g_assert_cmpstr (one_key, ==, two_key);
  g_assert_cmpstr (foyer_answer_get_id (one), !=, foyer_answer_get_id (two));
}

static void
test_secret_text (void)
{
  FoyerSecretText text = { 0 };

  g_assert_true (foyer_secret_text_init (&text, 32, 8));
  foyer_secret_text_put_member (&text, "{\"a\":", "\x01\"\\z");
  foyer_secret_text_put_member (&text, ",\"b\":", NULL);
  g_assert_cmpmem (text.text, text.length, "{\"a\":\"\\u0001\\\"\\\\z\",\"b\":null", 27);
  foyer_secret_text_clear (&text);
  g_assert_null (text.text);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/answer/says why nothing fitted, and not who or when", test_need);
  ADD ("/answer/first hours make a code", test_hours_new_code);
  ADD ("/answer/further hours go to the same code", test_hours_same_code);
  ADD ("/answer/what is not whole is refused", test_refused);
  ADD ("/answer/an empty value is none", test_taken_out);
  ADD ("/answer/its key is of what it says", test_key);
#undef ADD
  g_test_add_func ("/answer/JSON in locked memory escapes what it must", test_secret_text);
  return g_test_run ();
}
