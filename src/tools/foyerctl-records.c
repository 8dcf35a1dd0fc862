/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyerctl"

#include <jansson.h>
#include <sodium.h>
#include <string.h>

#include "centre/foyer-centre-init.h"
#include "centre/foyer-centre-store.h"
#include "core/model/foyer-json.h"
#include "core/model/foyer-record.h"
#include "tools/foyerctl.h"

/* foyerctl records list: what came in, sealed or opened.
 *
 * Reads beside a running centre. Records are opened here, in this process, with a key file and its
 * passphrase (or the recovery key); nothing opened is written anywhere but to standard output.
 */

/* What stands in front of the opened fields. */
static const char *const header_fields[]
  = { "programme", "place", "form", "notice", "content_version", "time" };

typedef struct
{
  gboolean is_csv, is_opening, has_withdrawals;
  const char *key_name; /* which key, for the audit log */
  FoyerBoxKey key;      /* wiped at the end */
  GPtrArray *rows;      /* owned json_t: CSV needs all columns before the first row */
  guint unopened;
} Listing;

static json_t *
describe (const FoyerCentreRecord *record)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (record->received_us / G_USEC_PER_SEC);
  g_autofree char *received = g_date_time_format_iso8601 (time);
  g_autoptr (json_t) header = foyer_json_parse (record->header, strlen (record->header), NULL);

  return json_pack ("{s:I, s:s, s:s, s:s, s:s, s:b, s:s, s:O*}", "seq", (json_int_t)record->seq,
                    "id", record->id, "kind", record->kind, "kiosk", record->kiosk, "received",
                    received, "variant", record->is_variant, "digest", record->digest, "header",
                    header);
}

static gboolean
list_record (const FoyerCentreRecord *record, gpointer data)
{
  Listing *listing = data;
  json_t *row = NULL;
  g_autofree char *line = NULL;

  /* Nothing is in a withdrawal but the hash of a code. */
  if (!listing->has_withdrawals && g_str_equal (record->kind, FOYER_RECORD_KIND_WITHDRAWAL))
    return TRUE;
  row = describe (record);

  if (listing->is_opening)
    {
      g_autoptr (GError) error = NULL;
      char *payload = foyer_record_open (record->sealed, &listing->key, NULL, &error);
      json_t *opened = payload ? foyer_json_parse (payload, strlen (payload), NULL) : NULL;

      listing->unopened += opened == NULL;
      json_object_set_new (row, "opened", opened ? opened : json_null ());
      foyerctl_free_secret (payload);
    }
  if (listing->is_csv)
    {
      g_ptr_array_add (listing->rows, row);
      return TRUE;
    }
  line = foyer_json_dump (row);
  g_print ("%s\n", line);
  json_decref (row);
  return TRUE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* The fields of an opened record in one level: contact.value stands beside name. (transfer full) */
static json_t *
flatten (json_t *opened)
{
  json_t *flat = json_object ();
  const char *name = NULL, *inner_name = NULL;
  json_t *value = NULL, *inner = NULL;

  json_object_foreach (opened, name, value)
    {
      if (!json_is_object (value))
        json_object_set (flat, name, value);
      else
        json_object_foreach (value, inner_name, inner)
          {
            g_autofree char *path = g_strconcat (name, ".", inner_name, NULL);

            json_object_set (flat, path, inner);
          }
    }
  return flat;
}

/* Names of all opened fields, sorted. (transfer container), names owned by the rows. */
static GPtrArray *
collect_columns (const GPtrArray *rows)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *columns = g_ptr_array_new ();

  for (guint i = 0; i < rows->len; i++)
    {
      const char *name = NULL;
      json_t *value = NULL;

      json_object_set_new (rows->pdata[i], "opened",
                           flatten (json_object_get (rows->pdata[i], "opened")));
      json_object_foreach (json_object_get (rows->pdata[i], "opened"), name, value)
        if (g_hash_table_add (seen, (char *)name))
          g_ptr_array_add (columns, (char *)name);
    }
  g_ptr_array_sort (columns, compare_names);
  return columns;
}

static void
append_value (GString *line, json_t *value)
{
  g_autofree char *text = NULL;

  if (json_is_integer (value))
    text = g_strdup_printf ("%" JSON_INTEGER_FORMAT, json_integer_value (value));
  else if (json_is_boolean (value))
    text = g_strdup (json_is_true (value) ? "yes" : "no");
  else if (value && !json_is_string (value) && !json_is_null (value))
    text = json_dumps (value, JSON_COMPACT | JSON_ENCODE_ANY);
  foyerctl_append_cell (line, json_is_string (value) ? json_string_value (value) : text);
}

static void
print_csv (const Listing *listing)
{
  static const char *const fixed[] = { "seq", "id", "kind", "kiosk", "received", "variant" };
  g_autoptr (GPtrArray) columns = collect_columns (listing->rows);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    foyerctl_append_cell (text, fixed[i]);
  for (guint i = 0; i < G_N_ELEMENTS (header_fields); i++)
    foyerctl_append_cell (text, header_fields[i]);
  for (guint i = 0; i < columns->len; i++)
    foyerctl_append_cell (text, columns->pdata[i]);
  g_string_append (text, "\r\n");
  for (guint r = 0; r < listing->rows->len; r++)
    {
      json_t *row = listing->rows->pdata[r];

      for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
        append_value (text, json_object_get (row, fixed[i]));
      for (guint i = 0; i < G_N_ELEMENTS (header_fields); i++)
        append_value (text, json_object_get (json_object_get (row, "header"), header_fields[i]));
      for (guint i = 0; i < columns->len; i++)
        append_value (text, json_object_get (json_object_get (row, "opened"), columns->pdata[i]));
      g_string_append (text, "\r\n");
    }
  g_print ("%s", text->str);
  sodium_memzero (text->str, text->len);
}

static gboolean
load_key (const char *path, Listing *listing, GError **error)
{
  char *passphrase = NULL;
  gboolean ok = FALSE;

  listing->key_name = "recovery";
  if (foyer_recovery_file_load (path, &listing->key))
    return TRUE;
  listing->key_name = "centre";
  passphrase = foyerctl_read_secret ("Passphrase of the centre");
  if (passphrase)
    ok = foyer_key_file_load (path, passphrase, &listing->key, error);
  else
    g_set_error_literal (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED,
                         "the passphrase is needed: type it, or give it on standard input");
  foyerctl_free_secret (passphrase);
  return ok;
}

static gboolean
log_one (const char *data, const char *op, json_t *request, FoyerExit *code)
{
  g_autoptr (json_t) reply = NULL;

  json_object_set_new (request, "op", json_string (op));
  reply = foyerctl_call_centre (data, json_incref (request), code);
  return reply != NULL;
}

/* What opens a record or carries it away stands in the audit log first, or does not happen. */
static gboolean
log_looking (
  const char *data, const Listing *listing, const char *kind, const char *note, FoyerExit *code)
{
  g_autoptr (json_t) request = json_pack ("{s:s, s:s}", "kind", kind ? kind : "all", "format",
                                          listing->is_csv ? "csv" : "json");

  if (listing->is_opening)
    json_object_set_new (request, "key", json_string (listing->key_name));
  if (note && json_object_set_new (request, "note", json_string (note)) != 0)
    {
      *code = foyerctl_complain (FOYER_EXIT_USAGE, "the note is not plain text");
      return FALSE;
    }
  return (!listing->is_opening || log_one (data, "open", request, code))
         && (!listing->is_csv || log_one (data, "export", request, code));
}

static gboolean
take_first (const FoyerCentreRecord *record, gpointer data)
{
  *(gboolean *)data = TRUE;
  return FALSE;
}

/* A kind Foyer makes may have no record yet; any other must have one. */
static gboolean
check_kind (FoyerCentreStore *store, const char *kind, GError **error)
{
  gboolean is_there = kind == NULL || g_str_equal (kind, "interest")
                      || g_str_equal (kind, FOYER_RECORD_KIND_WITHDRAWAL);

  if (!is_there && !foyer_centre_store_each_record (store, kind, take_first, &is_there, error))
    return FALSE;
  if (!is_there)
    g_set_error (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED,
                 "there is no kind “%s”: interest and " FOYER_RECORD_KIND_WITHDRAWAL " are there",
                 kind);
  return is_there;
}

static FoyerExit
list_all (
  const char *data, const char *kind, const char *key_path, gboolean is_csv, const char *note)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerCentreStore) store = NULL;
  FoyerExit code = FOYER_EXIT_FAILED;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)json_decref);
  Listing listing = { .is_csv = is_csv,
                      .is_opening = key_path != NULL,
                      .has_withdrawals = g_strcmp0 (kind, FOYER_RECORD_KIND_WITHDRAWAL) == 0,
                      .rows = rows };

  foyer_crypto_init ();
  if ((store = foyerctl_open_centre (data, &error)) == NULL || !check_kind (store, kind, &error)
      || (key_path && !load_key (key_path, &listing, &error))
      || !log_looking (data, &listing, kind, note, &code)
      || !foyer_centre_store_each_record (store, kind, list_record, &listing, &error))
    {
      sodium_memzero (&listing.key, sizeof listing.key);
      return error ? foyerctl_fail (error) : code;
    }
  sodium_memzero (&listing.key, sizeof listing.key);
  if (is_csv)
    print_csv (&listing);
  if (listing.unopened)
    return foyerctl_complain (FOYER_EXIT_REFUSED, "%u records cannot be opened with this key",
                              listing.unopened);
  return FOYER_EXIT_DONE;
}

FoyerExit
foyerctl_records_list (int argc, char **argv)
{
  g_autofree char *data = NULL;
  g_autofree char *kind = NULL;
  g_autofree char *key = NULL;
  g_autofree char *format = NULL;
  g_autofree char *database = NULL;
  g_autofree char *note = NULL;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, "Directory of the centre", "DIR" },
    { "database", 0, 0, G_OPTION_ARG_STRING, &database, "PostgreSQL (not in this version)", "URL" },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &kind, "Only records of this kind, such as interest",
      "KIND" },
    { "open-with", 0, 0, G_OPTION_ARG_FILENAME, &key,
      "Open them with this key: DIR/keys/centre-box.key (asks for its passphrase) or a recovery "
      "key",
      "KEYFILE" },
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, "json (one object a line; the default) or csv",
      "FORMAT" },
    { "audit-note", 0, 0, G_OPTION_ARG_STRING, &note,
      "Why, for the audit log; no names (at most 200 bytes)", "TEXT" },
    G_OPTION_ENTRY_NULL,
  };

  if (!foyerctl_parse ("Lists the records that came in: what may be seen without a key, and with"
                       " --open-with what visitors wrote. Opening them and every csv stand in the"
                       " audit log. Withdrawals are listed with --kind withdrawal only.",
                       entries, &argc, &argv, 0))
    return FOYER_EXIT_USAGE;
  if (database)
    return foyerctl_complain (FOYER_EXIT_NOT_IN_THIS,
                              "PostgreSQL is not in this version: leave --database out");
  if (data == NULL)
    return foyerctl_complain (FOYER_EXIT_USAGE, "say where the centre is: --data DIR");
  if (format && !g_str_equal (format, "json") && !g_str_equal (format, "csv"))
    return foyerctl_complain (FOYER_EXIT_USAGE, "there is no format “%s”: json and csv are there",
                              format);
  return list_all (data, kind, key, g_strcmp0 (format, "csv") == 0, note);
}
