/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyerctl"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "tools/foyerctl.h"

/* Secrets in, cells out: the two places where foyerctl must be careful with what people type.
 *
 * Plain functions. A secret is read without stdio, so that no buffer keeps a copy of it.
 */

/* Bytes of a passphrase, at most. */
#define SECRET_MAX 1024

static char *
read_line (int fd)
{
  char *line = g_malloc0 (SECRET_MAX + 1);
  gsize n = 0;
  ssize_t got = 0;
  char c = 0;

  while (n < SECRET_MAX && ((got = read (fd, &c, 1)) == 1 || (got < 0 && errno == EINTR)))
    {
      if (got < 0)
        continue;
      if (c == '\n')
        return line;
      line[n++] = c;
    }
  if (n > 0 && n < SECRET_MAX)
    return line;
  sodium_memzero (line, SECRET_MAX + 1);
  g_free (line);
  return NULL;
}

char *
foyerctl_read_secret (const char *prompt)
{
  struct termios before, quiet;
  char *line = NULL;

  if (!isatty (STDIN_FILENO) || tcgetattr (STDIN_FILENO, &before) != 0)
    return read_line (STDIN_FILENO);
  quiet = before;
  quiet.c_lflag &= (tcflag_t)~ECHO;
  g_printerr ("%s: ", prompt);
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &quiet);
  line = read_line (STDIN_FILENO);
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
  g_printerr ("\n");
  return line;
}

void
foyerctl_free_secret (char *secret)
{
  if (secret == NULL)
    return;
  sodium_memzero (secret, strlen (secret));
  g_free (secret);
}

void
foyerctl_append_cell (GString *line, const char *text)
{
  if (line->len > 0 && line->str[line->len - 1] != '\n')
    g_string_append_c (line, ',');
  g_string_append_c (line, '"');
  /* What a spreadsheet would take for a formula (OWASP, "CSV Injection"). */
  if (text && *text && strchr ("=+-@\t\r", *text))
    g_string_append_c (line, '\'');
  for (const char *at = text; at && *at; at++)
    {
      if (*at == '"')
        g_string_append_c (line, '"');
      g_string_append_c (line, *at);
    }
  g_string_append_c (line, '"');
}
