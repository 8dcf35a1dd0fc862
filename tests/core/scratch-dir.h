/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <glib/gstdio.h>

/* A folder of a test's own, with everything in it removed at the end. Flat or nested; symbolic
 * links are not followed. */
typedef char ScratchDir;

static inline ScratchDir *
scratch_dir_new (void)
{
  g_autoptr (GError) error = NULL;
  ScratchDir *path = g_dir_make_tmp ("foyer-test-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}

/* In memory where there is such a thing: for tests that ask for thousands of syncs and pull no
 * plug. */
static inline ScratchDir *
scratch_dir_new_fast (void)
{
  g_autofree char *template = g_strdup ("/dev/shm/foyer-test-XXXXXX");

  return g_mkdtemp (template) != NULL ? g_steal_pointer (&template) : scratch_dir_new ();
}

static inline void
scratch_dir_remove (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        scratch_dir_remove (child);
      else
        g_assert_cmpint (g_unlink (child), ==, 0);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

static inline void
scratch_dir_free (ScratchDir *path)
{
  scratch_dir_remove (path);
  g_free (path);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ScratchDir, scratch_dir_free)
