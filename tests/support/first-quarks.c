/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "first-quarks.h"

#ifdef __SANITIZE_ADDRESS__
#include <link.h>
#include <sanitizer/lsan_interface.h>
#include <stddef.h>
#include <string.h>

/* sanitizer/allocator_interface.h, which GCC has but does not install. */
int __sanitizer_get_ownership (const volatile void *block);
size_t __sanitizer_get_allocated_size (const volatile void *block);

#define FIRST_TABLE (2048 * sizeof (char *)) /* bytes: QUARK_BLOCK_SIZE in glib/gquark.c */

/* The table is known by where it hangs (GLib's own data) and by its size. */
static void
keep_tables_in (const void *const *word, size_t n_words)
{
  for (size_t i = 0; i < n_words; i++)
    if (__sanitizer_get_ownership (word[i])
        && __sanitizer_get_allocated_size (word[i]) == FIRST_TABLE)
      __lsan_ignore_object (word[i]);
}

static int
library_cb (struct dl_phdr_info *library, size_t size, void *data)
{
  if (strstr (library->dlpi_name, "libglib-2.0.so") == NULL)
    return 0;
  for (int i = 0; i < library->dlpi_phnum; i++)
    {
      const ElfW (Phdr) *part = &library->dlpi_phdr[i];

      if (part->p_type == PT_LOAD && (part->p_flags & PF_W) != 0)
        keep_tables_in ((const void *const *)(library->dlpi_addr + part->p_vaddr),
                        part->p_memsz / sizeof (void *));
    }
  return 1;
}
#endif

void
first_quarks_keep (void)
{
#ifdef __SANITIZE_ADDRESS__
  dl_iterate_phdr (library_cb, NULL);
#endif
}
