/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* What is freed is wiped: free () and realloc () of the whole program.
 *
 * A visitor's words pass through hands that wipe nothing (labels, layouts, signals, the
 * accessibility bus, the database), and would lie about in the heap until something else is put
 * there. These two stand before the C library's own for every library of the process, since a
 * program's symbols come first. It costs a memset of what is freed: some nanoseconds each. Any
 * thread. Sanitizers bring a heap of their own and are left alone. */

#if !defined(__SANITIZE_ADDRESS__) && defined(__GLIBC__)

/* Bytes from which growing is left to the C library, which can move pages instead of copying:
 * pictures and films, never typed words. */
#define LARGE (256 * 1024)

extern void __libc_free (void *block);
extern void *__libc_realloc (void *block, size_t size);

void
free (void *block)
{
  int saved = errno; /* free () keeps it */

  if (block != NULL)
    {
      size_t size = malloc_usable_size (block);

      if (size < LARGE)
        explicit_bzero (block, size);
    }
  __libc_free (block);
  errno = saved;
}

void *
realloc (void *block, size_t size)
{
  size_t before;
  void *moved;

  if (block == NULL || size == 0)
    return __libc_realloc (block, size);
  before = malloc_usable_size (block);
  if (before >= LARGE)
    return __libc_realloc (block, size);
  if (size <= before && size >= before / 2)
    return block; /* it has the room already */
  moved = malloc (size);
  if (moved == NULL)
    return NULL;
  memcpy (moved, block, before < size ? before : size);
  free (block);
  return moved;
}

#endif
