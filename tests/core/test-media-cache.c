/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/foyer-media-cache.h"

#include <string.h>

#include "scratch-dir.h"

static char *
hash_of (const char *text)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

static char *
write_part (const char *dir, const char *sha256, const char *text)
{
  g_autoptr (GError) error = NULL;
  char *part = foyer_media_cache_dup_part_path (dir, sha256);

  g_assert_nonnull (part);
  g_assert_true (g_file_set_contents (part, text, -1, &error));
  return part;
}

static void
test_commit (void)
{
  g_autoptr (ScratchDir) dir = scratch_dir_new ();
  g_autofree char *sha256 = hash_of ("film");
  g_autofree char *part = write_part (dir, sha256, "film");
  g_autofree char *path = NULL;
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (foyer_media_cache_dup_path (dir, sha256));
  g_assert_true (foyer_media_cache_commit (dir, part, sha256, 4, &error));
  g_assert_no_error (error);
  path = foyer_media_cache_dup_path (dir, sha256);
  g_assert_nonnull (path);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "film");
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
}

static void
test_wrong (void)
{
  g_autoptr (ScratchDir) dir = scratch_dir_new ();
  g_autofree char *sha256 = hash_of ("film");
  static const struct
  {
    const char *contents;
    gint64 bytes;
  } cases[] = { { "fiLm", 4 }, { "fil", 4 }, { "film", 5 }, { "", 4 }, { "filmx", 4 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *part = write_part (dir, sha256, cases[i].contents);
      g_autoptr (GError) error = NULL;

      g_assert_false (foyer_media_cache_commit (dir, part, sha256, cases[i].bytes, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
      g_assert_null (foyer_media_cache_dup_path (dir, sha256));
    }
}

static void
test_names (void)
{
  g_autoptr (ScratchDir) dir = scratch_dir_new ();
  g_autofree char *upper = g_strnfill (64, 'A');
  g_autofree char *outside = g_build_filename (dir, "outside", NULL);
  g_autoptr (GError) error = NULL;
  static const char *const bad[] = { "", "../outside", "0123", NULL };

  g_assert_true (g_file_set_contents (outside, "x", 1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_null (foyer_media_cache_dup_path (dir, bad[i]));
      g_assert_null (foyer_media_cache_dup_part_path (dir, bad[i]));
    }
  g_assert_null (foyer_media_cache_dup_part_path (dir, upper));
  g_assert_false (foyer_media_cache_commit (dir, outside, "../outside", 1, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_assert_true (g_file_test (outside, G_FILE_TEST_EXISTS));
}

static void
test_prune (void)
{
  g_autoptr (ScratchDir) dir = scratch_dir_new ();
  g_autoptr (GHashTable) keep = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *kept = hash_of ("kept");
  g_autofree char *gone = hash_of ("gone");
  g_autofree char *kept_part = write_part (dir, kept, "kept");
  g_autofree char *gone_part = write_part (dir, gone, "gone");
  g_autofree char *stray_part = NULL;
  g_autofree char *other = g_build_filename (dir, "media", "notes.txt", NULL);
  g_autofree char *path = NULL;

  g_assert_cmpuint (foyer_media_cache_prune ("/nowhere/at/all", keep), ==, 0);
  g_assert_true (foyer_media_cache_commit (dir, kept_part, kept, 4, NULL));
  g_assert_true (foyer_media_cache_commit (dir, gone_part, gone, 4, NULL));
  stray_part = write_part (dir, gone, "go");
  g_assert_true (g_file_set_contents (other, "x", 1, NULL));
  g_hash_table_add (keep, g_strdup (kept));
  g_assert_cmpuint (foyer_media_cache_prune (dir, keep), ==, 2);
  path = foyer_media_cache_dup_path (dir, kept);
  g_assert_nonnull (path);
  g_assert_null (foyer_media_cache_dup_path (dir, gone));
  g_assert_false (g_file_test (stray_part, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (other, G_FILE_TEST_EXISTS));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/media-cache/a-right-file-gets-its-name", test_commit);
  g_test_add_func ("/media-cache/a-wrong-file-never-gets-a-name", test_wrong);
  g_test_add_func ("/media-cache/a-name-never-leads-outside", test_names);
  g_test_add_func ("/media-cache/only-what-nobody-needs-is-removed", test_prune);

  return g_test_run ();
}
