/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/foyer-data-file.h"

#include <string.h>

#include "scratch-dir.h"

static void
test_numbers_are_little_endian (void)
{
  const guint8 bytes[] = { 0x01, 0x80, 0x03, 0xff };

  g_assert_cmpuint (foyer_data_file_u16 (bytes), ==, 0x8001);
  g_assert_cmpuint (foyer_data_file_u32 (bytes), ==, 0xff038001);
}

static void
test_a_file_is_read_whole (void)
{
  g_autoptr (GError) error = NULL;
  char *dir = scratch_dir_new ();
  g_autofree char *path = g_build_filename (dir, "numbers.bin", NULL);
  g_autoptr (GBytes) bytes = NULL;
  gsize size;

  g_assert_true (g_file_set_contents (path, "a\0b", 3, &error));
  g_assert_no_error (error);
  bytes = foyer_data_file_map (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (memcmp (g_bytes_get_data (bytes, &size), "a\0b", 3), ==, 0);
  g_assert_cmpuint (size, ==, 3);
  scratch_dir_free (dir);
}

static void
test_a_file_that_is_not_there_is_an_error (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (foyer_data_file_map ("/nonexistent/numbers.bin", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data-file/numbers-are-little-endian", test_numbers_are_little_endian);
  g_test_add_func ("/data-file/a-file-is-read-whole", test_a_file_is_read_whole);
  g_test_add_func ("/data-file/a-file-that-is-not-there-is-an-error",
                   test_a_file_that_is_not_there_is_an_error);
  return g_test_run ();
}
