/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <stdlib.h>

#include "core/scratch-dir.h"

G_BEGIN_DECLS

/* One folder for a target that needs files, in memory, removed when the program ends well. */
static char *fuzz_scratch;

static inline void
fuzz_scratch_remove (void)
{
  g_clear_pointer (&fuzz_scratch, scratch_dir_free);
}

static inline const char *
fuzz_scratch_get (void)
{
  if (fuzz_scratch == NULL)
    {
      fuzz_scratch = scratch_dir_new_fast ();
      atexit (fuzz_scratch_remove);
    }
  return fuzz_scratch;
}

G_END_DECLS
