/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/crypto/foyer-private-file.h"

#include <string.h>
#include <sys/stat.h>

#include "scratch-dir.h"

typedef struct
{
  ScratchDir *dir;
  char *path;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->dir = scratch_dir_new ();
  f->path = g_build_filename (f->dir, "file", NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_free (f->path);
  scratch_dir_free (f->dir);
}

static gboolean
write_text (Fixture *f, const char *text, FoyerPrivateFileMode mode, GError **error)
{
  return foyer_private_file_write (f->path, text, strlen (text), mode, error);
}

static void
assert_holds (Fixture *f, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (f->dir, 0, NULL);
  gsize size = 0;
  char *data = foyer_private_file_read (f->path, 100, TRUE, &size, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (data, ==, text);
  g_assert_cmpuint (size, ==, strlen (text));
  foyer_private_file_free (data);
  /* No half-written file beside it. */
  g_assert_cmpstr (g_dir_read_name (dir), ==, "file");
  g_assert_null (g_dir_read_name (dir));
}

static guint
mode_of (const char *path)
{
  struct stat info;

  g_assert_cmpint (stat (path, &info), ==, 0);
  return info.st_mode & 07777;
}

static void
test_private (Fixture *f, gconstpointer data)
{
  mode_t before = umask (0);

  g_assert_true (write_text (f, "one", FOYER_PRIVATE_FILE_NEW, NULL));
  g_assert_cmphex (mode_of (f->path), ==, 0600);
  g_assert_true (write_text (f, "two", FOYER_PRIVATE_FILE_REPLACE, NULL));
  g_assert_cmphex (mode_of (f->path), ==, 0600);
  umask (before);
}

static void
test_new (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (write_text (f, "one", FOYER_PRIVATE_FILE_NEW, NULL));
  g_assert_false (write_text (f, "two", FOYER_PRIVATE_FILE_NEW, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST);
  assert_holds (f, "one");
}

static void
test_replace (Fixture *f, gconstpointer data)
{
  g_assert_true (write_text (f, "one and a half", FOYER_PRIVATE_FILE_REPLACE, NULL));
  g_assert_true (write_text (f, "two", FOYER_PRIVATE_FILE_REPLACE, NULL));
  assert_holds (f, "two");
  g_assert_true (write_text (f, "", FOYER_PRIVATE_FILE_REPLACE, NULL));
  assert_holds (f, "");
}

/* Who holds the old file open keeps reading the old one, whole: it was replaced, not written over.
 */
static void
test_replace_is_a_rename (Fixture *f, gconstpointer data)
{
  struct stat first, second;

  g_assert_true (write_text (f, "one", FOYER_PRIVATE_FILE_REPLACE, NULL));
  g_assert_cmpint (stat (f->path, &first), ==, 0);
  g_assert_true (write_text (f, "two", FOYER_PRIVATE_FILE_REPLACE, NULL));
  g_assert_cmpint (stat (f->path, &second), ==, 0);
  g_assert_cmpuint (first.st_ino, !=, second.st_ino);
}

static void
test_limits (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gsize size;

  g_assert_true (write_text (f, "12345", FOYER_PRIVATE_FILE_NEW, NULL));
  g_assert_null (foyer_private_file_read (f->path, 4, TRUE, &size, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL);
  g_clear_error (&error);
  g_assert_null (foyer_private_file_read (f->dir, 100, FALSE, &size, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL);
  g_clear_error (&error);
  g_assert_null (foyer_private_file_read ("/dev/null", 100, FALSE, &size, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL);
}

static void
test_others_may_read (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gsize size;
  char *text;

  g_assert_true (write_text (f, "one", FOYER_PRIVATE_FILE_NEW, NULL));
  g_assert_cmpint (g_chmod (f->path, 0640), ==, 0);
  g_assert_null (foyer_private_file_read (f->path, 100, TRUE, &size, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_PERM);
  text = foyer_private_file_read (f->path, 100, FALSE, &size, NULL);
  g_assert_cmpstr (text, ==, "one");
  foyer_private_file_free (text);
}

static void
test_no_folder (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->dir, "none", "file", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (foyer_private_file_write (path, "x", 1, FOYER_PRIVATE_FILE_REPLACE, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

static void
test_folder (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->dir, "one", "two", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (foyer_private_folder_make (path, &error));
  g_assert_no_error (error);
  g_assert_cmphex (mode_of (path), ==, 0700);
  g_assert_cmpint (g_chmod (path, 0755), ==, 0);
  g_assert_true (foyer_private_folder_make (path, NULL));
  g_assert_cmphex (mode_of (path), ==, 0700);
  g_assert_true (write_text (f, "one", FOYER_PRIVATE_FILE_NEW, NULL));
  g_assert_false (foyer_private_folder_make (f->path, &error));
}

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/private-file/only-the-owner-may-read-it-whatever-the-mask", test_private);
  ADD ("/private-file/a-new-file-never-takes-another-s-place", test_new);
  ADD ("/private-file/a-replaced-file-is-the-new-one-whole", test_replace);
  ADD ("/private-file/a-file-is-replaced-and-not-written-over", test_replace_is_a_rename);
  ADD ("/private-file/what-is-no-small-file-is-not-read", test_limits);
  ADD ("/private-file/what-others-may-read-is-refused-if-it-must-be-private", test_others_may_read);
  ADD ("/private-file/without-a-folder-it-says-so", test_no_folder);
  ADD ("/private-file/a-folder-is-made-for-the-owner-alone", test_folder);
  return g_test_run ();
}
