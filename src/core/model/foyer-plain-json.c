/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-json"

#include "core/model/foyer-plain-json.h"

#include <string.h>

/* The short way through JSON that our own programs wrote.
 *
 * Pure functions on a text of the caller's; any thread. A centre under load spends more on parsing
 * base64 as if it might hold anything than on all else it does with a record. Only what certainly
 * means the same to the full parser is taken: when in doubt, FALSE.
 */

/* Digits of a number: any so long fits 64 bits. */
#define DIGITS_MAX 18

/* What a string may hold without an escape, in ASCII: all that is printed but " and \. */
static const guint8 is_plain[256]
  = { [0x20 ... 0x21] = TRUE, [0x23 ... 0x5b] = TRUE, [0x5d ... 0x7e] = TRUE };

/* *at: an opening quote. What it says, with a NUL where the closing quote was; NULL: not plain. */
static char *
read_string (char **at)
{
  char *text = *at + 1, *end = text;

  if (**at != '"')
    return NULL;
  while (is_plain[(guint8)*end])
    end++;
  if (*end != '"')
    return NULL;
  *end = '\0';
  *at = end + 1;
  return text;
}

/* A whole number without an exponent. The digits end where *at is afterwards. */
static char *
read_number (char **at)
{
  char *text = *at, *end = text + (*text == '-');
  gsize n = strspn (end, "0123456789");

  if (n == 0 || n > DIGITS_MAX || (*end == '0' && (n > 1 || end > text)))
    return NULL;
  *at = end + n;
  return text;
}

gboolean
foyer_plain_skip (char **at, const char *literal)
{
  gsize n = strlen (literal);

  if (strncmp (*at, literal, n) != 0)
    return FALSE;
  *at += n;
  return TRUE;
}

static gboolean
has_name (const FoyerPlainObject *self, const char *name)
{
  for (guint i = 0; i < self->n; i++)
    if (strcmp (self->members[i].name, name) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
read_member (FoyerPlainObject *self, char **at)
{
  FoyerPlainMember member = { read_string (at), NULL, FALSE };

  if (member.name == NULL || self->n == FOYER_PLAIN_MEMBERS || has_name (self, member.name)
      || !foyer_plain_skip (at, ":"))
    return FALSE;
  member.is_string = **at == '"';
  member.value = member.is_string ? read_string (at) : read_number (at);
  self->members[self->n++] = member;
  return member.value != NULL;
}

gboolean
foyer_plain_object_read (FoyerPlainObject *self, char **at)
{
  char end;

  self->n = 0;
  if (!foyer_plain_skip (at, "{"))
    return FALSE;
  do
    {
      if (!read_member (self, at))
        return FALSE;
      end = **at;
      if (end != ',' && end != '}')
        return FALSE;
      *(*at)++ = '\0'; /* the end of a number */
    }
  while (end == ',');
  return TRUE;
}

const char *
foyer_plain_object_get_string (const FoyerPlainObject *self, const char *name)
{
  for (guint i = 0; i < self->n; i++)
    if (self->members[i].is_string && strcmp (self->members[i].name, name) == 0)
      return self->members[i].value;
  return NULL;
}
