/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyerctl"

#include <string.h>

#include "core/base/foyer-geo.h"
#include "core/base/foyer-paths.h"
#include "core/model/foyer-json.h"
#include "core/outbox/foyer-outbox.h"
#include "core/store/foyer-search.h"
#include "core/viewmodel/foyer-draft.h"
#include "core/viewmodel/foyer-promise.h"
#include "sync/foyer-sync-engine.h"
#include "tools/foyerctl.h"

/* foyerctl kiosk search and sign-up: what a visitor does, without a screen.
 *
 * The same store, the same rules and the same sealing as behind the kiosk's pages. What is given on
 * the command line here is for tests and demonstrations: a process list shows it.
 */

#define LIMIT_DEFAULT 20

typedef struct
{
  char *state, *programme, *near; /* owned */
  double within;
  int limit;
  char **words; /* owned */
} SearchOptions;

static void
search_options_clear (SearchOptions *options)
{
  g_free (options->state);
  g_free (options->programme);
  g_free (options->near);
  g_strfreev (options->words);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SearchOptions, search_options_clear)

/* Where the distances are from; FALSE after a complaint. */
static gboolean
locate (const char *near, FoyerSearchQuery *query, FoyerExit *code)
{
  g_autofree char *path = foyer_paths_dup_data_file ("postcodes.bin");
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerPostcodes) postcodes = foyer_postcodes_load (path, &error);
  FoyerPostcodeResult result = { 0 };

  if (postcodes == NULL)
    {
      *code = foyerctl_fail (error);
      return FALSE;
    }
  result = foyer_postcodes_lookup (postcodes, near);
  if (result.match != FOYER_POSTCODE_UNIT && result.match != FOYER_POSTCODE_DISTRICT)
    {
      *code = foyerctl_complain (FOYER_EXIT_USAGE,
                                 "“%s” is not a postcode in Essex, such as CM1 1QH", near);
      return FALSE;
    }
  query->lat = result.lat;
  query->lon = result.lon;
  return TRUE;
}

/* RFC 3339 with offset, or the date alone when the time of day is not known. (transfer full)
 * (nullable) */
static char *
dup_next (FoyerStore *store, const char *listing, gint64 now_us)
{
  g_autoptr (GPtrArray) sessions = foyer_store_list_sessions (store, listing, now_us, 1);
  FoyerSession *session = sessions->len ? sessions->pdata[0] : NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/London");
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  if (session == NULL)
    return NULL;
  if (session->start < 0)
    return g_strdup (session->date);
  utc = g_date_time_new_from_unix_utc (session->start);
  local = g_date_time_to_timezone (utc, zone);
  return g_date_time_format_iso8601 (local);
}

static void
print_hit (FoyerStore *store, const FoyerSearchHit *hit, gint64 now_us)
{
  g_autoptr (FoyerListing) listing = foyer_store_get_listing_by_row (store, hit->row);
  g_autoptr (json_t) object = NULL;
  g_autofree char *next = NULL;
  g_autofree char *line = NULL;

  if (listing == NULL)
    return;
  next = dup_next (store, listing->id, now_us);
  object = json_pack ("{s:s, s:s?, s:s?, s:s?}", "id", listing->id, "title", listing->title,
                      "organisation", listing->organisation, "programme", listing->programme);
  json_object_set_new (
    object, "miles", isnan (hit->miles) ? json_null () : json_real (round (hit->miles * 10) / 10));
  json_object_set_new (object, "next", next ? json_string (next) : json_null ());
  line = json_dumps (object, JSON_COMPACT | JSON_REAL_PRECISION (6));
  g_print ("%s\n", line);
}

static FoyerExit
search (const SearchOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerStore) store = NULL;
  g_autoptr (FoyerSearchResult) result = NULL;
  g_autofree char *text = options->words ? g_strjoinv (" ", options->words) : NULL;
  FoyerSearchQuery query = FOYER_SEARCH_QUERY_INIT;
  FoyerExit code = FOYER_EXIT_FAILED;

  query.text = text;
  query.programme = options->programme;
  query.limit = (guint)options->limit;
  query.now_us = foyer_clock_now_us (foyer_clock_system ());
  if (options->near && !locate (options->near, &query, &code))
    return code;
  if (options->within > 0)
    query.within_miles = options->within;
  store = foyer_store_open_reader (options->state, &error);
  if (store == NULL)
    return foyerctl_complain (
      FOYER_EXIT_FAILED, "there is no content in %s yet: use foyerctl kiosk sync", options->state);
  result = foyer_search_run (store, &query, FALSE, NULL, &error);
  if (result == NULL)
    return foyerctl_fail (error);
  if (result->corrected != NULL)
    g_printerr ("corrected: %s\n", result->corrected);
  if (result->near != NULL)
    g_printerr ("near: %s\n", result->near);
  for (guint i = 0; i < result->hits->len; i++)
    print_hit (store, &g_array_index (result->hits, FoyerSearchHit, i), query.now_us);
  return FOYER_EXIT_DONE;
}

FoyerExit
foyerctl_kiosk_search (int argc, char **argv)
{
  g_auto (SearchOptions) options = { .limit = LIMIT_DEFAULT };
  const GOptionEntry entries[] = {
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &options.state, "Directory of the kiosk", "DIR" },
    { "programme", 0, 0, G_OPTION_ARG_STRING, &options.programme, "Only of this programme", "ID" },
    { "near", 0, 0, G_OPTION_ARG_STRING, &options.near, "Distances from here", "POSTCODE" },
    { "within", 0, 0, G_OPTION_ARG_DOUBLE, &options.within, "Only this near (with --near)",
      "MILES" },
    { "limit", 0, 0, G_OPTION_ARG_INT, &options.limit, "At most so many (20; 0: all)", "N" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.words, NULL, "[QUERY]" },
    G_OPTION_ENTRY_NULL,
  };

  if (!foyerctl_parse (
        "Searches what a kiosk has: one JSON object a line with id, title, organisation,"
        " programme, miles and next.",
        entries, &argc, &argv, 0))
    return FOYER_EXIT_USAGE;
  if (options.state == NULL)
    return foyerctl_complain (FOYER_EXIT_USAGE, "say which kiosk: --state DIR");
  if (options.limit < 0 || options.within < 0 || (options.within > 0 && options.near == NULL))
    return foyerctl_complain (FOYER_EXIT_USAGE,
                              "--within needs --near, and numbers are not below zero");
  return search (&options);
}

typedef struct
{
  char *state, *listing, *session, *name, *phone, *email; /* owned */
} SignUpOptions;

static void
sign_up_options_clear (SignUpOptions *options)
{
  g_free (options->state);
  g_free (options->listing);
  g_free (options->session);
  g_free (options->name);
  g_free (options->phone);
  g_free (options->email);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SignUpOptions, sign_up_options_clear)

static const char *
problem_text (FoyerProblem problem)
{
  switch (problem)
    {
    case FOYER_PROBLEM_NAME_MISSING:
    case FOYER_PROBLEM_NAME_TOO_LONG:
    case FOYER_PROBLEM_NAME_NOT_A_NAME:
      return "--name must be a name of 1 to 80 characters";
    case FOYER_PROBLEM_CONTACT_MISSING:
      return "one way to answer is needed: --phone or --email";
    case FOYER_PROBLEM_PHONE_LETTERS:
    case FOYER_PROBLEM_PHONE_TOO_SHORT:
    case FOYER_PROBLEM_PHONE_TOO_LONG:
    case FOYER_PROBLEM_PHONE_START:
      return "--phone must be a UK number, such as 07700 900123";
    case FOYER_PROBLEM_EMAIL_NO_AT:
    case FOYER_PROBLEM_EMAIL_NO_DOT:
    case FOYER_PROBLEM_EMAIL_SPACE:
    case FOYER_PROBLEM_EMAIL_INVALID:
      return "--email must be an address, such as name@example.org";
    default:
      return "the form is not complete";
    }
}

static FoyerDraft *
fill_in (const SignUpOptions *options, FoyerListing *listing, const char *content_version)
{
  FoyerDraft *draft
    = foyer_draft_new (listing->id, options->session, listing->programme, content_version);

  foyer_draft_set_age_band (draft, FOYER_AGE_ADULT);
  foyer_draft_set_name (draft, options->name);
  foyer_draft_set_contact (draft, options->phone ? FOYER_CONTACT_PHONE : FOYER_CONTACT_EMAIL,
                           options->phone ? options->phone : options->email);
  foyer_draft_set_consent (draft, TRUE);
  return draft;
}

static gboolean
has_session (FoyerStore *store, const char *listing, const char *id, FoyerClock *clock)
{
  g_autoptr (GPtrArray) sessions
    = foyer_store_list_sessions (store, listing, foyer_clock_now_us (clock), 1000);

  for (guint i = 0; i < sessions->len; i++)
    if (g_str_equal (((FoyerSession *)sessions->pdata[i])->id, id))
      return TRUE;
  return FALSE;
}

/* Seals and keeps: printed only once it is on the disk. */
static FoyerExit
keep (const SignUpOptions *options, FoyerDraft *draft, const FoyerTrust *trust, FoyerClock *clock)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerInterest) interest = foyer_draft_dup_interest (draft);
  g_autoptr (FoyerSealedRecord) record
    = foyer_record_seal_interest (interest, foyer_draft_get_id (draft), trust, clock, &error);
  g_autoptr (FoyerOutbox) outbox = NULL;
  gboolean was_moved = FALSE;

  if (record == NULL
      || (outbox = foyer_outbox_open (options->state, clock, &was_moved, &error)) == NULL
      || !foyer_outbox_add (outbox, record->id, record->kind, record->sealed, record->code_hash,
                            &error))
    return foyerctl_fail (error);
  g_print ("%s\n", record->code);
  return FOYER_EXIT_DONE;
}

/* As the kiosk itself is set. */
static gint64
reply_days (const char *state)
{
  g_autofree char *path = g_build_filename (state, "kiosk.conf", NULL);
  g_autoptr (GKeyFile) settings = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  gint64 days;

  g_key_file_load_from_file (settings, path, G_KEY_FILE_NONE, NULL);
  days = g_key_file_get_int64 (settings, "promise", "reply-days", &error);
  return error == NULL ? days : FOYER_PROMISE_DAYS;
}

static FoyerExit
sign_up (const SignUpOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTrust) trust = foyer_trust_load (options->state, NULL);
  g_autoptr (FoyerStore) store = foyer_store_open_reader (options->state, NULL);
  g_autoptr (FoyerListing) listing
    = store ? foyer_store_get_listing (store, options->listing) : NULL;
  g_autofree char *version
    = store ? foyer_store_dup_meta (store, FOYER_META_CONTENT_VERSION) : NULL;
  g_autoptr (FoyerDraft) draft = NULL;
  g_autoptr (FoyerClock) clock = foyer_clock_new_corrected (foyer_clock_system (), options->state);
  g_autofree char *reply_by = NULL;
  FoyerProblem problem = FOYER_PROBLEM_NONE;

  if (trust == NULL)
    return foyerctl_complain (FOYER_EXIT_FAILED, "%s is not a kiosk: use foyerctl kiosk enrol",
                              options->state);
  if (foyer_trust_is_locked (trust))
    return foyerctl_complain (FOYER_EXIT_REFUSED,
                              "the centre has revoked this kiosk: it takes no sign-ups");
  if (listing == NULL)
    return foyerctl_complain (FOYER_EXIT_REFUSED, "there is no listing “%s” on this kiosk",
                              options->listing);
  if (!listing->can_sign_up)
    return foyerctl_complain (FOYER_EXIT_REFUSED, "“%s” takes no sign-ups at a kiosk",
                              options->listing);
  if (options->session && !has_session (store, listing->id, options->session, clock))
    return foyerctl_complain (FOYER_EXIT_REFUSED, "“%s” is not a date of this listing",
                              options->session);
  draft = fill_in (options, listing, version);
  if (foyer_draft_first_problem (draft, &problem) != FOYER_N_STEPS)
    return foyerctl_complain (FOYER_EXIT_USAGE, "%s", problem_text (problem));
  reply_by = foyer_promise_for_listing (store, listing->id, reply_days (options->state),
                                        foyer_clock_now_us (clock));
  foyer_draft_set_reply_by (draft, reply_by);
  return keep (options, draft, trust, clock);
}

FoyerExit
foyerctl_kiosk_sign_up (int argc, char **argv)
{
  g_auto (SignUpOptions) options = { 0 };
  const GOptionEntry entries[] = {
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &options.state, "Directory of the kiosk", "DIR" },
    { "listing", 0, 0, G_OPTION_ARG_STRING, &options.listing, "What to sign up for", "ID" },
    { "session", 0, 0, G_OPTION_ARG_STRING, &options.session, "Which of its dates", "ID" },
    { "name", 0, 0, G_OPTION_ARG_STRING, &options.name, "A name to be called by", "NAME" },
    { "phone", 0, 0, G_OPTION_ARG_STRING, &options.phone, "A UK telephone number", "PHONE" },
    { "email", 0, 0, G_OPTION_ARG_STRING, &options.email, "An email address", "EMAIL" },
    G_OPTION_ENTRY_NULL,
  };

  if (!foyerctl_parse (
        "Signs an adult up, as the kiosk's form does, with consent to be contacted; prints"
        " the reference code.",
        entries, &argc, &argv, 0))
    return FOYER_EXIT_USAGE;
  if (!options.state || !options.listing || !options.name)
    return foyerctl_complain (FOYER_EXIT_USAGE,
                              "three things are needed: --state DIR --listing ID --name NAME");
  if (!options.phone == !options.email)
    return foyerctl_complain (FOYER_EXIT_USAGE, "one way to answer is needed: --phone or --email");
  foyer_crypto_init ();
  return sign_up (&options);
}
