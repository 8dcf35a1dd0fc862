/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

/* JSON that crosses a trust line: depth is looked at before the parser sees it, a key may stand
 * only once, and no error message quotes what was read. Pure functions; any thread. */

#define FOYER_JSON_ERROR (foyer_json_error_quark ())
GQuark foyer_json_error_quark (void);
typedef enum
{
  FOYER_JSON_ERROR_INVALID, /* not JSON, not UTF-8, a key twice, or no object or array */
  FOYER_JSON_ERROR_DEEP,    /* nested deeper than FOYER_JSON_MAX_NESTING */
} FoyerJsonError;

/* Arrays and objects inside one another; nothing of ours goes beyond 8. */
#define FOYER_JSON_MAX_NESTING 32

/* FALSE when brackets outside strings ever stand deeper than FOYER_JSON_MAX_NESTING. */
gboolean foyer_json_is_shallow (const char *data, gsize size);

/* The whole of data is one object or array. (transfer full), NULL with error. The caller limits
 * size. */
json_t *foyer_json_parse (const char *data, gsize size, GError **error);
/* Shortest form, members in the order they have; key order is kept by jansson. (transfer full) */
char *foyer_json_dump (const json_t *value);
/* Same, members sorted by key: equal values give equal text. (transfer full) */
char *foyer_json_dump_canonical (const json_t *value);

/* Members of an object, NULL (or the value given) when the member is missing, null or of another
 * type. Strings are borrowed from object. */
const char *foyer_json_get_string (const json_t *object, const char *key);
gint64 foyer_json_get_int (const json_t *object, const char *key, gint64 missing);
double foyer_json_get_double (const json_t *object, const char *key, double missing);
gboolean foyer_json_get_bool (const json_t *object, const char *key, gboolean missing);
json_t *foyer_json_get_object (const json_t *object, const char *key); /* borrowed */
json_t *foyer_json_get_array (const json_t *object, const char *key);  /* borrowed */

/* Cutting a long text into values without parsing it, so that one bad value spoils only itself. A
 * span is borrowed from the text. Brackets are matched and strings skipped; nothing else is
 * checked: whatever is in a span still goes through foyer_json_parse (). */
typedef struct
{
  const char *start;
  gsize size;
} FoyerJsonSpan;

/* span: an object. *value becomes the value of the first member called key (compared byte by byte,
 * without escapes); FALSE when there is none or the object is cut off. */
gboolean foyer_json_span_member (FoyerJsonSpan span, const char *key, FoyerJsonSpan *value);
/* span: an object, to its end. values[i] becomes the value of the member called keys[i]
 * (NULL-terminated), its start NULL when there is none. FALSE when it is no object, or one of those
 * members stands twice. */
gboolean foyer_json_span_members (FoyerJsonSpan span,
                                  const char *const *keys,
                                  FoyerJsonSpan *values);
/* span: an array. *position: 0 before the first call. FALSE after the last element, or when what
 * follows cannot be cut; foyer_json_span_is_done () tells which. */
gboolean foyer_json_span_next (FoyerJsonSpan span, gsize *position, FoyerJsonSpan *element);
gboolean foyer_json_span_is_done (FoyerJsonSpan span, gsize position);
/* Without the white space between tokens. (transfer full) */
char *foyer_json_span_compact (FoyerJsonSpan span);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_t, json_decref)

G_END_DECLS
