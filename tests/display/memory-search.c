/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "memory-search.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define CHUNK (256 * 1024) /* bytes read at once */
#define SHOWN_MAX 12
#define SHOWN_BEFORE 48
#define SHOWN_AFTER 64

typedef struct
{
  const char *masked;
  gsize size;
  guint found;
  GPtrArray *around; /* borrowed (nullable) */
} Search;

void
memory_mask (char *text, gsize size)
{
  for (gsize i = 0; i < size; i++)
    text[i] = (char)(text[i] ^ MEMORY_MASK);
}

static gboolean
is_match (const char *at, const Search *search)
{
  for (gsize i = 0; i < search->size; i++)
    if ((char)(at[i] ^ MEMORY_MASK) != search->masked[i])
      return FALSE;
  return TRUE;
}

/* The hit itself is left masked out: what is shown must not be found by the next search. */
static void
show (Search *search, const char *buffer, gsize n, gsize at, guintptr address, const char *where)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gsize from = at > SHOWN_BEFORE ? at - SHOWN_BEFORE : 0, to = MIN (n, at + SHOWN_AFTER);

  if (search->around == NULL || search->around->len >= SHOWN_MAX)
    return;
  for (gsize i = from; i < to; i++)
    g_string_append_c (text, i >= at && i < at + search->size ? '#'
                             : g_ascii_isprint (buffer[i])    ? buffer[i]
                                                              : '.');
  g_ptr_array_add (search->around,
                   g_strdup_printf ("%" G_GINTPTR_MODIFIER "x %s: %s", address, where, text->str));
}

static void
search_area (
  Search *search, int memory, guintptr from, guintptr to, char *buffer, const char *where)
{
  while (from < to)
    {
      ssize_t n = pread (memory, buffer, MIN (CHUNK, to - from), (off_t)from);

      if (n < (ssize_t)search->size)
        return;
      for (gsize i = 0; i + search->size <= (gsize)n; i++)
        if ((char)(buffer[i] ^ MEMORY_MASK) == search->masked[0] && is_match (buffer + i, search))
          {
            search->found++;
            show (search, buffer, (gsize)n, i, from + i, where);
          }
      if (from + (guintptr)n >= to)
        return;
      from += (guintptr)n - search->size + 1; /* one may lie across */
    }
}

guint
memory_search (const char *masked, gsize size, GPtrArray *around)
{
  static char buffer[CHUNK]; /* one place, so that it can be left out and wiped */
  Search search = { masked, size, 0, around };
  FILE *maps = fopen ("/proc/self/maps", "r");
  int memory = open ("/proc/self/mem", O_RDONLY | O_CLOEXEC);
  char line[512];

  g_assert_nonnull (maps);
  g_assert_cmpint (memory, >=, 0);
  while (fgets (line, sizeof line, maps) != NULL)
    {
      unsigned long from, to, own = (unsigned long)buffer;
      char mode[5], where[256] = "";

      if (sscanf (line, "%lx-%lx %4s %*s %*s %*s %255[^\n]", &from, &to, mode, where) < 3
          || mode[0] != 'r' || mode[1] != 'w')
        continue;
      if (own >= from && own < to)
        {
          search_area (&search, memory, from, own, buffer, where);
          search_area (&search, memory, own + sizeof buffer, to, buffer, where);
        }
      else
        search_area (&search, memory, from, to, buffer, where);
    }
  explicit_bzero (buffer, sizeof buffer);
  fclose (maps);
  close (memory);
  return search.found;
}
