/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/foyer-json.h"

G_BEGIN_DECLS

/* Takes the members of one content item out of JSON and remembers the first thing that is wrong:
 * fields are read one after the other without a check at each, and foyer_json_reader_finish ()
 * tells in the end. After a problem every further read gives "not known". Lives on the stack; one
 * thread. */
typedef struct
{
  json_t *root;   /* owned by the reader that was opened; NULL after a problem at the opening */
  json_t *object; /* borrowed: where members are looked for now */
  const char *id; /* borrowed from root; "" until known */
  GError *error;  /* owned; the first problem */
} FoyerJsonReader;

/* size -1: json ends with NUL. Reads and checks the item's id. */
void foyer_json_reader_open (FoyerJsonReader *reader, const char *json, gssize size);
void foyer_json_reader_clear (FoyerJsonReader *reader);
/* TRUE when nothing was wrong; else error is what was, naming the item. */
gboolean foyer_json_reader_finish (FoyerJsonReader *reader, GError **error);
/* Remembers that member key is wrong. what: a constant, "is not a date". */
void foyer_json_reader_fail (FoyerJsonReader *reader, const char *key, const char *what);

/* Texts: control characters become spaces, an empty text is NULL. (transfer full) */
char *foyer_json_reader_dup_text (FoyerJsonReader *reader, const char *key);
char *foyer_json_reader_dup_required_text (FoyerJsonReader *reader, const char *key);
/* Same, cut at 300 bytes with "…". */
char *foyer_json_reader_dup_title (FoyerJsonReader *reader, const char *key);
/* One of choices (NULL-terminated), or NULL when missing. */
char *foyer_json_reader_dup_choice (FoyerJsonReader *reader,
                                    const char *key,
                                    const char *const *choices);
/* An id, in the form every id has. */
char *foyer_json_reader_dup_id (FoyerJsonReader *reader, const char *key);
char *foyer_json_reader_dup_required_id (FoyerJsonReader *reader, const char *key);
/* http:// or https://; anything else is a problem. */
char *foyer_json_reader_dup_url (FoyerJsonReader *reader, const char *key);
/* YYYY-MM-DD; with is_loose also YYYY-MM and YYYY. */
char *foyer_json_reader_dup_date (FoyerJsonReader *reader, const char *key, gboolean is_loose);
/* Never NULL; empty texts are left out. */
GStrv foyer_json_reader_dup_texts (FoyerJsonReader *reader, const char *key);

gint64 foyer_json_reader_get_int (
  FoyerJsonReader *reader, const char *key, gint64 min, gint64 max, gint64 missing);
/* NAN when missing. */
double foyer_json_reader_get_number (FoyerJsonReader *reader,
                                     const char *key,
                                     double min,
                                     double max);
/* missing when missing. */
int foyer_json_reader_get_bool (FoyerJsonReader *reader, const char *key, int missing);
json_t *foyer_json_reader_get_object (FoyerJsonReader *reader,
                                      const char *key); /* borrowed (nullable) */
json_t *foyer_json_reader_get_array (FoyerJsonReader *reader,
                                     const char *key); /* borrowed (nullable) */

/* [a-z0-9][a-z0-9._@:+-]{0,95}, and T as in the times of session ids. */
gboolean foyer_json_is_id (const char *text);
/* A day that exists, as YYYY-MM-DD. */
gboolean foyer_json_is_date (const char *text);

G_END_DECLS
