/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-record"

#include "core/model/foyer-record.h"

#include <jansson.h>
#include <sodium.h>
#include <string.h>

#include "core/model/foyer-json-reader.h"
#include "core/model/foyer-secret-text.h"

/* From what a visitor gives to a sealed record, and back at the centre.
 *
 * The words of a person exist in clear in the visit's objects and, while one function runs, in
 * locked memory; they are written out as JSON by hand, since a JSON library would leave copies
 * behind. The caller owns what it is given. No state; any thread.
 */

#define RECORD_VERSION 1
/* Versions of the questions asked and of the notice shown before the first one. They change with
 * the words on the page. The header names the notice as a whole; which part of it was read (adult
 * or 13 to 17) would tell an age, and is sealed. */
static const char FORM_VERSION[] = "interest-2";
static const char NOTICE_VERSION[] = "privacy-1";
static const char NOTICE_ADULT[] = "privacy-1-adult";
static const char NOTICE_YOUNG[] = "privacy-1-13-17";
/* Bytes of all that stands between the values. */
#define PAYLOAD_FRAME 512

G_DEFINE_QUARK (foyer - record - error - quark, foyer_record_error)

FoyerInterest *
foyer_interest_new (void)
{
  return g_new0 (FoyerInterest, 1);
}

void
foyer_interest_free (FoyerInterest *interest)
{
  if (interest == NULL)
    return;
  foyer_secret_free (interest->listing);
  foyer_secret_free (interest->session);
  foyer_secret_free (interest->programme);
  g_free (interest->content_version);
  g_free (interest->reply_by);
  foyer_secret_free (interest->question);
  foyer_secret_free (interest->name);
  foyer_secret_free (interest->contact);
  sodium_memzero (interest, sizeof *interest);
  g_free (interest);
}

void
foyer_sealed_record_free (FoyerSealedRecord *record)
{
  if (record == NULL)
    return;
  g_free (record->id);
  g_free (record->kind);
  g_clear_pointer (&record->sealed, g_bytes_unref);
  foyer_secret_free (record->code);
  g_free (record->code_hash);
  g_free (record->reply_by);
  g_free (record);
}

/* ---- what may be kept at all ---- */

static gboolean
invalid (const char *what, GError **error)
{
  g_set_error (error, FOYER_RECORD_ERROR, FOYER_RECORD_ERROR_INVALID, "a sign-up %s", what);
  return FALSE;
}

static gboolean
has_text (const char *text)
{
  return text != NULL && *text != '\0' && g_utf8_validate (text, -1, NULL);
}

static gboolean
check_interest (const FoyerInterest *interest, const char *id, GError **error)
{
  if (!foyer_id_is_valid (id))
    return invalid ("needs an id", error);
  if (interest->age_band != FOYER_AGE_13_17 && interest->age_band != FOYER_AGE_ADULT)
    return invalid ("is for 13 and over", error);
  if (!interest->consent_contact)
    return invalid ("needs consent", error);
  if (!has_text (interest->listing) || !has_text (interest->programme)
      || (interest->session != NULL && !has_text (interest->session)))
    return invalid ("needs to say for what", error);
  if (interest->reply_by != NULL && !foyer_json_is_date (interest->reply_by))
    return invalid ("promises an answer by a day that is none", error);
  if ((guint)interest->wish >= FOYER_N_WISHES
      || (interest->wish == FOYER_WISH_QUESTION) != has_text (interest->question))
    return invalid ("needs a question if it is one, and only then", error);
  if (interest->question != NULL && g_utf8_strlen (interest->question, -1) > FOYER_QUESTION_MAX)
    return invalid ("has too long a question", error);
  if (!has_text (interest->name))
    return invalid ("needs a name", error);
  if (interest->contact_kind == FOYER_CONTACT_NONE
      || (interest->contact_kind != FOYER_CONTACT_STAFF && !has_text (interest->contact)))
    return invalid ("needs a way to answer", error);
  return TRUE;
}

/* ---- the payload, in locked memory ---- */

static const char *
contact_kind_name (FoyerContactKind kind)
{
  static const char *const names[] = { "none", "phone", "email", "post", "staff" };

  return names[kind];
}

static gsize
length_of (const char *text)
{
  return text != NULL ? strlen (text) : 0;
}

/* Members in alphabetical order, as everywhere. FALSE: no locked memory. */
static gboolean
write_payload (const FoyerInterest *interest, FoyerSecretText *to)
{
  gboolean is_young = interest->age_band == FOYER_AGE_13_17;

  if (!foyer_secret_text_init (to, PAYLOAD_FRAME,
                               length_of (interest->listing) + length_of (interest->session)
                                 + length_of (interest->name) + length_of (interest->contact)
                                 + length_of (interest->question)))
    return FALSE;
  foyer_secret_text_put_member (to, "{\"age_band\":", is_young ? "13-17" : "adult");
  foyer_secret_text_put (to, is_young ? ",\"awaiting_parent\":true" : ",\"awaiting_parent\":false");
  foyer_secret_text_put_member (
    to, ",\"consent\":{\"contact\":true,\"notice\":", is_young ? NOTICE_YOUNG : NOTICE_ADULT);
  foyer_secret_text_put_member (
    to, "},\"contact\":{\"kind\":", contact_kind_name (interest->contact_kind));
  foyer_secret_text_put_member (to, ",\"of\":", is_young ? "parent" : "visitor");
  foyer_secret_text_put_member (
    to, ",\"value\":", interest->contact_kind != FOYER_CONTACT_STAFF ? interest->contact : NULL);
  foyer_secret_text_put_member (to, "},\"listing\":", interest->listing);
  foyer_secret_text_put_member (to, ",\"name\":", interest->name);
  foyer_secret_text_put_member (to, ",\"question\":", interest->question);
  foyer_secret_text_put_member (to, ",\"session\":", interest->session);
  foyer_secret_text_put_member (to, ",\"v\":1,\"wish\":", foyer_wish_to_string (interest->wish));
  foyer_secret_text_put (to, "}");
  return TRUE;
}

/* ---- the header ---- */

/* In clear, for as long as the record lies on the kiosk: whoever steals it may read this. So it
 * says what kind of thing was asked for, where and when, and not by whom, of what age, nor for
 * which listing or session: one name on a list of three at a small place could be guessed from
 * that. */
static char *
dup_header (const FoyerInterest *interest,
            const char *id,
            const char *code_hash,
            const FoyerTrust *trust,
            FoyerClock *clock)
{
  g_autoptr (json_t) root = json_pack (
    "{s:i, s:s, s:s, s:s, s:s, s:s, s:s?, s:s?, s:s?, s:I, s:s}", "v", RECORD_VERSION, "id", id,
    "kind", "interest", "programme", interest->programme, "form", FORM_VERSION, "notice",
    NOTICE_VERSION, "content_version", interest->content_version, "kiosk", trust->kiosk_id, "place",
    trust->place_id, "time", (json_int_t)(foyer_clock_now_us (clock) / G_USEC_PER_SEC), "code_hash",
    code_hash);

  if (root != NULL && interest->reply_by != NULL)
    json_object_set_new (root, "reply_by", json_string (interest->reply_by));
  return root != NULL ? foyer_json_dump_canonical (root) : NULL;
}

static GBytes *
seal (const FoyerInterest *interest, const char *header, const FoyerTrust *trust, GError **error)
{
  FoyerSecretText payload = { 0 };
  GBytes *sealed = NULL;

  if (header == NULL)
    invalid ("has a header that is not text", error);
  else if (!write_payload (interest, &payload))
    g_set_error (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_FAILED, "no locked memory");
  else
    sealed = foyer_seal (header, payload.text, payload.length, trust->box_keys,
                         G_N_ELEMENTS (trust->box_keys), error);
  foyer_secret_text_clear (&payload);
  return sealed;
}

static FoyerSealedRecord *
set_no_memory_error (GError **error)
{
  g_set_error (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_FAILED,
               "no memory to work out a code");
  return NULL;
}

FoyerSealedRecord *
foyer_record_seal_interest (const FoyerInterest *interest,
                            const char *id,
                            const FoyerTrust *trust,
                            FoyerClock *clock,
                            GError **error)
{
  g_autoptr (FoyerSealedRecord) record = NULL;
  g_autofree char *header = NULL;

  foyer_crypto_init ();
  if (!check_interest (interest, id, error))
    return NULL;
  record = g_new0 (FoyerSealedRecord, 1);
  record->id = g_strdup (id);
  record->kind = g_strdup ("interest");
  record->code = foyer_code_new ();
  record->code_hash = foyer_code_hash (record->code);
  if (record->code_hash == NULL)
    return set_no_memory_error (error);
  record->reply_by = g_strdup (interest->reply_by);
  header = dup_header (interest, id, record->code_hash, trust, clock);
  record->sealed = seal (interest, header, trust, error);
  return record->sealed != NULL ? g_steal_pointer (&record) : NULL;
}

static char *
dup_withdrawal_header (const FoyerSealedRecord *record,
                       const char *proof,
                       const FoyerTrust *trust,
                       FoyerClock *clock)
{
  g_autoptr (json_t) root
    = json_pack ("{s:i, s:s, s:s, s:s, s:s?, s:I, s:s, s:s}", "v", RECORD_VERSION, "id", record->id,
                 "kind", record->kind, "kiosk", trust->kiosk_id, "place", trust->place_id, "time",
                 (json_int_t)(foyer_clock_now_us (clock) / G_USEC_PER_SEC), "code_hash",
                 record->code_hash, "code_proof", proof);

  return root != NULL ? foyer_json_dump_canonical (root) : NULL;
}

FoyerSealedRecord *
foyer_record_seal_withdrawal (const char *code,
                              const FoyerTrust *trust,
                              FoyerClock *clock,
                              GError **error)
{
  g_autoptr (FoyerSealedRecord) record = g_new0 (FoyerSealedRecord, 1);
  g_autofree char *header = NULL;
  g_autofree char *proof = NULL;

  g_return_val_if_fail (code != NULL, NULL);

  foyer_crypto_init ();
  proof = foyer_code_proof (code);
  if (proof == NULL)
    return set_no_memory_error (error);
  record->id = foyer_id_new ();
  record->kind = g_strdup ("withdrawal");
  record->code_hash = foyer_code_hash_of_proof (proof);
  header = dup_withdrawal_header (record, proof, trust, clock);
  record->sealed = header != NULL ? foyer_seal (header, "{}", 2, trust->box_keys,
                                                G_N_ELEMENTS (trust->box_keys), error)
                                  : NULL;
  if (header == NULL)
    g_set_error (error, FOYER_RECORD_ERROR, FOYER_RECORD_ERROR_INVALID,
                 "a withdrawal has a header that is not text");
  return record->sealed != NULL ? g_steal_pointer (&record) : NULL;
}

/* What comes out of a seal was written by a kiosk, and a kiosk can be stolen: it is looked at
 * before it is handed on. */
char *
foyer_record_open (GBytes *sealed, const FoyerBoxKey *key, char **header_json, GError **error)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (sealed, &size);
  g_autofree char *header = NULL;
  g_autoptr (GBytes) payload = foyer_unseal (data, size, key, &header, error);
  g_autoptr (json_t) root = NULL;
  const char *text;

  if (payload == NULL)
    return NULL;
  text = g_bytes_get_data (payload, &size);
  root = foyer_json_parse (text, size, NULL);
  if (!json_is_object (root))
    {
      g_set_error (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_BAD_FORMAT,
                   "the record opens, but what is in it is not a record");
      return NULL;
    }
  if (header_json != NULL)
    *header_json = g_steal_pointer (&header);
  return g_strndup (text, size);
}
