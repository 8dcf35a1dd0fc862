/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/crypto/foyer-pin.h"

#include <string.h>
#include <sys/stat.h>

#include "scratch-dir.h"

#define PIN "480951"
#define WRONG "951480"

typedef struct
{
  ScratchDir *dir;
  char *path;
  FoyerClock *clock;
  FoyerPin *pin;
} Fixture;

static void
begin (Fixture *f)
{
  f->clock = foyer_clock_new_fake (G_GINT64_CONSTANT (1795348800000000));
  f->pin = foyer_pin_new (f->dir, f->clock);
}

static void
end (Fixture *f)
{
  g_clear_pointer (&f->pin, foyer_pin_free);
  g_clear_pointer (&f->clock, foyer_clock_unref);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->dir = scratch_dir_new ();
  f->path = g_build_filename (f->dir, "staff-pin", NULL);
  begin (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  end (f);
  g_free (f->path);
  scratch_dir_free (f->dir);
}

static void
set (Fixture *f, const char *digits)
{
  g_autoptr (GError) error = NULL;

  foyer_pin_set (f->dir, digits, &error);
  g_assert_no_error (error);
}

static void
assert_try (Fixture *f, const char *digits, FoyerPinError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (foyer_pin_try (f->pin, digits, &error));
  g_assert_error (error, FOYER_PIN_ERROR, (int)code);
}

static void
assert_opens (Fixture *f, const char *digits)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (foyer_pin_try (f->pin, digits, &error));
  g_assert_no_error (error);
}

static void
test_none_is_set_at_first (Fixture *f, gconstpointer data)
{
  g_assert_false (foyer_pin_is_set (f->pin));
  assert_try (f, PIN, FOYER_PIN_ERROR_NOT_SET);
}

static void
test_only_the_one_set_opens (Fixture *f, gconstpointer data)
{
  set (f, PIN); /* by another program, while this one runs */
  g_assert_true (foyer_pin_is_set (f->pin));
  assert_try (f, WRONG, FOYER_PIN_ERROR_WRONG);
  assert_try (f, "", FOYER_PIN_ERROR_WRONG);
  assert_try (f, PIN "1", FOYER_PIN_ERROR_WRONG);
  assert_opens (f, PIN);
  set (f, WRONG);
  assert_opens (f, WRONG);
  assert_try (f, PIN, FOYER_PIN_ERROR_WRONG);
}

static void
test_what_is_no_pin_is_refused (Fixture *f, gconstpointer data)
{
  const struct
  {
    const char *digits;
    FoyerPinError code;
  } bad[] = {
    { "", FOYER_PIN_ERROR_NOT_A_PIN },        { "48095", FOYER_PIN_ERROR_NOT_A_PIN },
    { "4809511", FOYER_PIN_ERROR_NOT_A_PIN }, { "48 951", FOYER_PIN_ERROR_NOT_A_PIN },
    { "48o951", FOYER_PIN_ERROR_NOT_A_PIN },  { "000000", FOYER_PIN_ERROR_TOO_EASY },
    { "777777", FOYER_PIN_ERROR_TOO_EASY },   { "123456", FOYER_PIN_ERROR_TOO_EASY },
    { "987654", FOYER_PIN_ERROR_TOO_EASY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (foyer_pin_set (f->dir, bad[i].digits, &error));
      g_assert_error (error, FOYER_PIN_ERROR, (int)bad[i].code);
    }
  g_assert_false (foyer_pin_is_set (f->pin));
}

static void
test_after_five_wrong_ones_it_waits_and_the_wait_doubles (Fixture *f, gconstpointer data)
{
  set (f, PIN);
  for (int i = 0; i < 5; i++)
    {
      g_assert_cmpint (foyer_pin_wait_s (f->pin), ==, 0);
      assert_try (f, WRONG, FOYER_PIN_ERROR_WRONG);
    }
  for (int wait = 30; wait <= 240; wait *= 2)
    {
      g_assert_cmpint (foyer_pin_wait_s (f->pin), ==, wait);
      assert_try (f, PIN, FOYER_PIN_ERROR_WAIT); /* the right one too */
      foyer_clock_advance (f->clock, (wait - 1) * G_USEC_PER_SEC);
      g_assert_cmpint (foyer_pin_wait_s (f->pin), ==, 1);
      foyer_clock_advance (f->clock, G_USEC_PER_SEC);
      assert_try (f, WRONG, FOYER_PIN_ERROR_WRONG);
    }
  foyer_clock_advance (f->clock, 480 * G_USEC_PER_SEC);
  assert_opens (f, PIN);
  assert_try (f, WRONG, FOYER_PIN_ERROR_WRONG); /* and counting begins anew */
  g_assert_cmpint (foyer_pin_wait_s (f->pin), ==, 0);
}

static void
test_a_restart_gives_no_tries (Fixture *f, gconstpointer data)
{
  set (f, PIN);
  for (int i = 0; i < 4; i++)
    assert_try (f, WRONG, FOYER_PIN_ERROR_WRONG);
  end (f);
  begin (f);
  assert_try (f, WRONG, FOYER_PIN_ERROR_WRONG);
  g_assert_cmpint (foyer_pin_wait_s (f->pin), ==, 30);
  foyer_clock_advance (f->clock, 20 * G_USEC_PER_SEC);
  end (f);
  begin (f);
  g_assert_cmpint (foyer_pin_wait_s (f->pin), ==, 30); /* all of it again */
  assert_try (f, PIN, FOYER_PIN_ERROR_WAIT);
}

/* Where the count cannot be kept nothing is looked at: else a full disk would give endless tries.
 */
static void
test_without_a_disk_nothing_opens (Fixture *f, gconstpointer data)
{
  g_autofree char *moved = g_strconcat (f->dir, "-away", NULL);

  set (f, PIN);
  g_assert_cmpint (g_rename (f->dir, moved), ==, 0);
  assert_try (f, PIN, FOYER_PIN_ERROR_NOT_SET);
  g_assert_cmpint (g_rename (moved, f->dir), ==, 0);
  assert_opens (f, PIN);
}

static void
test_the_file_is_private_and_holds_no_digits (Fixture *f, gconstpointer data)
{
  g_autofree char *text = NULL;
  struct stat info;

  set (f, PIN);
  g_assert_cmpint (stat (f->path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 07777, ==, 0600);
  g_assert_true (g_file_get_contents (f->path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "$argon2id$"));
  g_assert_null (strstr (text, PIN));
}

/* Nor one that others may write: they could set a PIN of their own. */
static void
test_a_damaged_file_is_no_pin (Fixture *f, gconstpointer data)
{
  const char *const texts[] = { "",
                                "foyer-pin-1",
                                "foyer-pin-1 0 ",
                                "foyer-pin-2 0 x",
                                "foyer-pin-1 -1 x",
                                "foyer-pin-1 0 $argon2id$v=19$m=65536,t=2,p=1$short" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (
        g_file_set_contents_full (f->path, texts[i], -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
      g_assert_false (foyer_pin_try (f->pin, PIN, &error));
    }
  set (f, PIN);
  g_assert_cmpint (g_chmod (f->path, 0666), ==, 0);
  assert_try (f, PIN, FOYER_PIN_ERROR_NOT_SET);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/pin/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("none-is-set-at-first", test_none_is_set_at_first);
  ADD ("only-the-one-set-opens", test_only_the_one_set_opens);
  ADD ("what-is-no-pin-is-refused", test_what_is_no_pin_is_refused);
  ADD ("after-five-wrong-ones-it-waits-and-the-wait-doubles",
       test_after_five_wrong_ones_it_waits_and_the_wait_doubles);
  ADD ("a-restart-gives-no-tries", test_a_restart_gives_no_tries);
  ADD ("without-a-disk-nothing-opens", test_without_a_disk_nothing_opens);
  ADD ("the-file-is-private-and-holds-no-digits", test_the_file_is_private_and_holds_no_digits);
  ADD ("a-damaged-file-is-no-pin", test_a_damaged_file_is_no_pin);
#undef ADD
  return g_test_run ();
}
