/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-record"

#include "core/model/foyer-secret-text.h"

#include <sodium.h>
#include <string.h>

/* See the header: a JSON writer for the payloads of records. No state but the caller's. */

/* Bytes a character may take in JSON ("\u001f"). */
#define MAX_ESCAPE 6

gboolean
foyer_secret_text_init (FoyerSecretText *to, gsize frame, gsize values)
{
  to->capacity = frame + MAX_ESCAPE * values;
  to->length = 0;
  to->text = sodium_malloc (to->capacity);
  return to->text != NULL;
}

void
foyer_secret_text_clear (FoyerSecretText *to)
{
  sodium_free (to->text);
  *to = (FoyerSecretText){ 0 };
}

void
foyer_secret_text_put (FoyerSecretText *to, const char *text)
{
  gsize size = strlen (text);

  g_assert (size < to->capacity - to->length);
  memcpy (to->text + to->length, text, size);
  to->length += size;
}

void
foyer_secret_text_put_string (FoyerSecretText *to, const char *value)
{
  if (value == NULL)
    {
      foyer_secret_text_put (to, "null");
      return;
    }
  foyer_secret_text_put (to, "\"");
  for (const char *p = value; *p != '\0'; p++)
    {
      char escaped[MAX_ESCAPE + 1] = { *p, '\0' };

      if (*p == '"' || *p == '\\')
        g_snprintf (escaped, sizeof escaped, "\\%c", *p);
      else if ((guchar)*p < 0x20)
        g_snprintf (escaped, sizeof escaped, "\\u%04x", *p);
      foyer_secret_text_put (to, escaped);
      sodium_memzero (escaped, sizeof escaped);
    }
  foyer_secret_text_put (to, "\"");
}

void
foyer_secret_text_put_member (FoyerSecretText *to, const char *before, const char *value)
{
  foyer_secret_text_put (to, before);
  foyer_secret_text_put_string (to, value);
}
