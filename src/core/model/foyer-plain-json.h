/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* JSON in the one form our own programs write it: no space, no escapes, ASCII, objects one deep, no
 * name twice. What is written so is read without a parser's cost, and means exactly what the full
 * parser would say; what is not must be read by that one (foyer-json.h). */

/* Members of one object: more than any of ours has. */
#define FOYER_PLAIN_MEMBERS 16

typedef struct
{
  const char *name,
    *value; /* borrowed from the text; value: of a string what it says, else digits */
  gboolean is_string;
} FoyerPlainMember;

typedef struct
{
  FoyerPlainMember members[FOYER_PLAIN_MEMBERS];
  guint n;
} FoyerPlainObject;

/* Reads the object that begins at *at and moves *at behind it. The text, which must end with a NUL,
 * is written over: each name and string ends with a NUL where its quote was. FALSE: not plain, and
 * the text is of no more use. */
gboolean foyer_plain_object_read (FoyerPlainObject *self, char **at);

/* NULL: there is none, or it is no string. */
const char *foyer_plain_object_get_string (const FoyerPlainObject *self, const char *name);

/* Moves *at behind literal when that is what stands there. */
gboolean foyer_plain_skip (char **at, const char *literal);

G_END_DECLS
