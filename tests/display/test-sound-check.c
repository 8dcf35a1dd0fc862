/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-fixture.h"

#include <string.h>

#include "core/crypto/foyer-pin.h"

/* The staff corner's sound check: apart from the rest of it, since GStreamer is seen through slowly
 * by the leak checker. */

static void
test_the_sound_is_asked_for_and_kept (PageFixture *f, gconstpointer data)
{
  const char *const digits[] = { "4", "8", "0", "9", "5", "1" };
  g_autofree char *path = g_build_filename (f->dir, "kiosk.conf", NULL);
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;

  foyer_pin_set (f->dir, "480951", &error);
  g_assert_no_error (error);
  page_fixture_open (f, "staff", "");
  for (guint i = 0; i < G_N_ELEMENTS (digits); i++)
    page_fixture_click (f, digits[i]);
  page_fixture_wait_for (f, "This kiosk");
  g_assert_null (page_fixture_find_button (f, "Yes, both"));
  page_fixture_click (f, "Sound check");
  g_assert_true (page_fixture_shows (f, "A low tone on the left"));
  page_fixture_click (f, "Yes, both");
  g_assert_true (page_fixture_shows (f, "Good. The kiosk can be heard."));
  g_assert_true (page_fixture_shows (f, "Heard"));
  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
  g_assert_nonnull (strstr (kept, "heard=yes"));
}

int
main (int argc, char **argv)
{
  g_setenv ("FOYER_AUDIO_SINK", "fakesink", TRUE);
  page_fixture_init (&argc, &argv);
  g_test_add ("/sound-check/the-sound-is-asked-for-and-kept", PageFixture, NULL,
              page_fixture_set_up, test_the_sound_is_asked_for_and_kept, page_fixture_tear_down);
  return page_fixture_run ();
}
