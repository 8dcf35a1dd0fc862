/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-record"

#include "core/model/foyer-answer-private.h"

#include <jansson.h>

#include "core/model/foyer-json-reader.h"

/* From a filled-in form to a sealed record. No state; any thread, the one that has the form. */

#define RECORD_VERSION 1
#define DAY_S (24 * 60 * 60)
static const char NOTICE_VERSION[] = "privacy-1";

/* Only hours belong to somebody who comes back. */
static gboolean
has_code (FoyerAnswer *answer)
{
  return foyer_answer_get_form (answer) == FOYER_ANSWER_HOURS;
}

static json_int_t
time_of (FoyerAnswer *answer, FoyerClock *clock)
{
  gint64 now_s = foyer_clock_now_us (clock) / G_USEC_PER_SEC;

  return has_code (answer) ? now_s : now_s / DAY_S * DAY_S;
}

/* In clear, for as long as the record lies on the kiosk: nothing here says who, and for hours only
 * what the centre adds up for whoever has the code. */
static char *
dup_header (FoyerAnswer *answer, const char *code_hash, const FoyerTrust *trust, FoyerClock *clock)
{
  const char *kind = foyer_answer_form_to_kind (foyer_answer_get_form (answer));
  g_autofree char *form = g_strconcat (kind, "-1", NULL);
  g_autoptr (json_t) root = json_pack (
    "{s:i, s:s, s:s, s:s, s:s, s:s*, s:s*, s:s?, s:s?, s:I, s:s*}", "v", RECORD_VERSION, "id",
    foyer_answer_get_id (answer), "kind", kind, "form", form, "notice", NOTICE_VERSION, "programme",
    foyer_answer_get_programme (answer), "content_version",
    foyer_answer_get_content_version (answer), "kiosk", trust->kiosk_id, "place", trust->place_id,
    "time", time_of (answer, clock), "code_hash", code_hash);

  if (root != NULL && has_code (answer))
    {
      g_autofree char *month
        = g_strndup (foyer_answer_get_text (answer, "date"), strlen ("2026-11"));

      json_object_set_new (root, "minutes",
                           json_integer (foyer_answer_get_number (answer, "minutes")));
      json_object_set_new (root, "month", json_string (month));
    }
  return root != NULL ? foyer_json_dump_canonical (root) : NULL;
}

/* The code of the answer, or a new one in record->code; its hash in record->code_hash. */
static gboolean
work_out_code (FoyerAnswer *answer, FoyerSealedRecord *record, GError **error)
{
  const char *given = foyer_answer_get_text (answer, "code");

  if (!has_code (answer))
    return TRUE;
  if (given == NULL)
    record->code = foyer_code_new ();
  record->code_hash = foyer_code_hash (given != NULL ? given : record->code);
  if (record->code_hash == NULL)
    g_set_error (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_FAILED,
                 "no memory to work out a code");
  return record->code_hash != NULL;
}

static gboolean
check (FoyerAnswer *answer, GError **error)
{
  if (!foyer_answer_check (answer, error))
    return FALSE;
  if (has_code (answer) && !foyer_json_is_date (foyer_answer_get_text (answer, "date")))
    {
      g_set_error (error, FOYER_RECORD_ERROR, FOYER_RECORD_ERROR_INVALID,
                   "the answer's date is no day");
      return FALSE;
    }
  return TRUE;
}

static GBytes *
seal (FoyerAnswer *answer, const char *header, const FoyerTrust *trust, GError **error)
{
  FoyerSecretText payload = { 0 };
  GBytes *sealed = NULL;

  if (header == NULL)
    g_set_error (error, FOYER_RECORD_ERROR, FOYER_RECORD_ERROR_INVALID,
                 "an answer has a header that is not text");
  else if (!foyer_answer_write_payload (answer, &payload))
    g_set_error (error, FOYER_CRYPTO_ERROR, FOYER_CRYPTO_ERROR_FAILED, "no locked memory");
  else
    sealed = foyer_seal (header, payload.text, payload.length, trust->box_keys,
                         G_N_ELEMENTS (trust->box_keys), error);
  foyer_secret_text_clear (&payload);
  return sealed;
}

FoyerSealedRecord *
foyer_record_seal_answer (FoyerAnswer *answer,
                          const FoyerTrust *trust,
                          FoyerClock *clock,
                          GError **error)
{
  g_autoptr (FoyerSealedRecord) record = NULL;
  g_autofree char *header = NULL;

  foyer_crypto_init ();
  if (!check (answer, error))
    return NULL;
  record = g_new0 (FoyerSealedRecord, 1);
  record->id = g_strdup (foyer_answer_get_id (answer));
  record->kind = g_strdup (foyer_answer_form_to_kind (foyer_answer_get_form (answer)));
  if (!work_out_code (answer, record, error))
    return NULL;
  header = dup_header (answer, record->code_hash, trust, clock);
  record->sealed = seal (answer, header, trust, error);
  return record->sealed != NULL ? g_steal_pointer (&record) : NULL;
}
