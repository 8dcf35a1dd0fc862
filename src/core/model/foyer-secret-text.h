/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* JSON of what a person said, written in locked memory: a JSON library would leave copies behind.
 * Lives on the stack; any thread. */
typedef struct
{
  char *text;             /* owned: locked, wiped by foyer_secret_text_clear () */
  gsize length, capacity; /* bytes; text is not terminated */
} FoyerSecretText;

/* frame: bytes of all that stands between the values; values: bytes of the values as they are.
 * FALSE: no locked memory. */
gboolean foyer_secret_text_init (FoyerSecretText *to, gsize frame, gsize values);
void foyer_secret_text_clear (FoyerSecretText *to);
/* As it is; what does not fit is an error of the program. */
void foyer_secret_text_put (FoyerSecretText *to, const char *text);
/* A JSON string (RFC 8259, section 7), or null. */
void foyer_secret_text_put_string (FoyerSecretText *to, const char *value);
/* before, then the string. */
void foyer_secret_text_put_member (FoyerSecretText *to, const char *before, const char *value);

G_END_DECLS
