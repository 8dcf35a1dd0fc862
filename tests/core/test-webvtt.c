/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/foyer-webvtt.h"

#include <glib/gstdio.h>
#include <string.h>

static FoyerWebvtt *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  FoyerWebvtt *captions = foyer_webvtt_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_nonnull (captions);
  return captions;
}

static void
assert_cue (FoyerWebvtt *captions, guint index, double start, double end, const char *text)
{
  const FoyerCue *cue = foyer_webvtt_get (captions, index);

  g_assert_cmpfloat_with_epsilon (cue->start, start, 1e-9);
  g_assert_cmpfloat_with_epsilon (cue->end, end, 1e-9);
  g_assert_cmpstr (cue->text, ==, text);
}

static void
test_plain_file_is_read (void)
{
  g_autoptr (FoyerWebvtt) captions = parse ("WEBVTT - some title\n"
                                            "\n"
                                            "1\n"
                                            "00:00.500 --> 00:03.250 align:start line:0\n"
                                            "Some of the best talks happen\n"
                                            "over a piece of wood.\n"
                                            "\n"
                                            "01:02:03.004 --> 100:00:00.000\n"
                                            "Much later.\n");

  g_assert_cmpuint (foyer_webvtt_count (captions), ==, 2);
  assert_cue (captions, 0, 0.5, 3.25, "Some of the best talks happen\nover a piece of wood.");
  assert_cue (captions, 1, 3723.004, 360000, "Much later.");
}

static void
test_line_ends_and_byte_order_mark_do_not_matter (void)
{
  g_autoptr (FoyerWebvtt) windows
    = parse ("\357\273\277WEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\nOne\r\nTwo\r\n\r\n"
             "00:03.000 --> 00:04.000\r\nThree");
  g_autoptr (FoyerWebvtt) old_mac = parse ("WEBVTT\r\r00:01.000 --> 00:02.000\rOne\rTwo\r");

  g_assert_cmpuint (foyer_webvtt_count (windows), ==, 2);
  assert_cue (windows, 0, 1, 2, "One\nTwo");
  assert_cue (windows, 1, 3, 4, "Three");
  g_assert_cmpuint (foyer_webvtt_count (old_mac), ==, 1);
  assert_cue (old_mac, 0, 1, 2, "One\nTwo");
}

static void
test_tags_go_and_entities_become_characters (void)
{
  g_autoptr (FoyerWebvtt) captions
    = parse ("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Tea &amp; <i.loud>cake</i>, 3 &lt; 4 &gt; "
             "2&nbsp;x</v>\n"
             "<00:01.500>and <c.yellow>then</c> &unknown; \342\202\254 <b\n\n"
             "00:03.000 --> 00:04.000\n<i></i>\n");

  g_assert_cmpuint (foyer_webvtt_count (captions), ==, 1);
  assert_cue (captions, 0, 1, 2, "Tea & cake, 3 < 4 > 2\302\240x\nand then &unknown; \342\202\254");
}

static void
test_notes_styles_and_regions_are_passed_over (void)
{
  g_autoptr (FoyerWebvtt) captions = parse ("WEBVTT\n\nNOTE\nnot for the screen\n00 --> 11\n\n"
                                            "STYLE\n::cue { color: red }\n\nREGION\nid:fred\n\n"
                                            "intro\n00:01.000 --> 00:02.000\nHello\n");

  g_assert_cmpuint (foyer_webvtt_count (captions), ==, 1);
  assert_cue (captions, 0, 1, 2, "Hello");
}

static void
test_bad_cues_are_left_out_and_the_rest_kept (void)
{
  static const char *const bad[] = {
    "1:2 --> 3:4",
    "00:05.000 --> 00:05.000",
    "00:06.000 --> 00:05.000",
    "00:61.000 --> 00:62.000",
    "00:01.00 --> 00:02.0",
    "00:01.000 -> 00:02.000",
    "00:01.000 --> soon",
    "-00:01.000 --> 00:02.000",
    "99999999:00:01.000 --> 99999999:00:02.000",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *text
        = g_strdup_printf ("WEBVTT\n\n%s\nwrong\n\n00:07.000 --> 00:08.000\nright\n", bad[i]);
      g_autoptr (FoyerWebvtt) captions = parse (text);

      g_assert_cmpuint (foyer_webvtt_count (captions), ==, 1);
      assert_cue (captions, 0, 7, 8, "right");
    }
}

static void
test_a_missing_blank_line_does_not_swallow_the_next_cue (void)
{
  g_autoptr (FoyerWebvtt) captions
    = parse ("WEBVTT\n\n00:01.000 --> 00:02.000\nOne\n00:02.000 --> 00:03.000\nTwo\n");

  g_assert_cmpuint (foyer_webvtt_count (captions), ==, 2);
  assert_cue (captions, 0, 1, 2, "One");
  assert_cue (captions, 1, 2, 3, "Two");
}

static void
test_text_at_a_moment_is_what_stands_then (void)
{
  g_autoptr (FoyerWebvtt) captions = parse ("WEBVTT\n\n00:05.000 --> 00:09.000\nlong\n\n"
                                            "00:01.000 --> 00:02.000\nfirst\n\n"
                                            "00:06.000 --> 00:07.000\nover it\n");
  const struct
  {
    double at;
    const char *text;
  } moments[] = {
    { 0, NULL },     { 1, "first" },           { 1.999, "first" }, { 2, NULL },
    { 5.5, "long" }, { 6.5, "long\nover it" }, { 8.9, "long" },    { 9, NULL },
    { -1, NULL },    { 1e12, NULL },
  };

  assert_cue (captions, 0, 1, 2, "first"); /* sorted */
  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_autofree char *text = foyer_webvtt_dup_text_at (captions, moments[i].at);

      g_assert_cmpstr (text, ==, moments[i].text);
    }
}

static void
test_what_is_not_webvtt_is_refused (void)
{
  static const char *const others[]
    = { "", "<html>", "WEBVTTX\n", "webvtt\n", "1\n00:01.000 --> 00:02.000\nHi\n" };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (foyer_webvtt_parse (others[i], strlen (others[i]), &error));
      g_assert_error (error, FOYER_WEBVTT_ERROR, FOYER_WEBVTT_ERROR_INVALID);
    }
}

static void
test_a_file_too_large_is_refused (void)
{
  g_autoptr (GError) error = NULL;
  gsize size = 1024 * 1024 + 1;
  g_autofree char *data = g_malloc (size);

  memset (data, '\n', size);
  memcpy (data, "WEBVTT", 6);
  g_assert_null (foyer_webvtt_parse (data, size, &error));
  g_assert_error (error, FOYER_WEBVTT_ERROR, FOYER_WEBVTT_ERROR_INVALID);
  g_clear_error (&error);
  {
    g_autoptr (FoyerWebvtt) captions = foyer_webvtt_parse (data, size - 1, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (foyer_webvtt_count (captions), ==, 0);
  }
}

static void
test_broken_bytes_end_up_as_valid_text (void)
{
  static const char data[] = "WEBVTT\n\n00:01.000 --> 00:02.000\nca\xff\xfe k\0e \xe2\x82\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerWebvtt) captions = foyer_webvtt_parse (data, sizeof data - 1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (foyer_webvtt_count (captions), ==, 1);
  g_assert_true (g_utf8_validate (foyer_webvtt_get (captions, 0)->text, -1, NULL));
}

/* Whatever single byte of a good file is changed, the reader ends and gives valid text. */
static void
test_any_changed_byte_is_survived (void)
{
  static const char good[]
    = "WEBVTT\n\nNOTE x\n\n1\n00:01.000 --> 00:02.000 line:0\n<v A>Tea &amp; \342\202\254</v>\n\n"
      "01:00:01.000 --> 01:00:02.000\nTwo\n";
  GRand *dice = g_rand_new_with_seed (7);

  for (guint round = 0; round < 5000; round++)
    {
      char data[sizeof good];
      g_autoptr (FoyerWebvtt) captions = NULL;

      memcpy (data, good, sizeof good);
      for (int n = g_rand_int_range (dice, 1, 4); n > 0; n--)
        data[g_rand_int_range (dice, 0, (int)sizeof good - 1)]
          = (char)g_rand_int_range (dice, 0, 256);
      captions = foyer_webvtt_parse (data, sizeof good - 1, NULL);
      for (guint i = 0; captions != NULL && i < foyer_webvtt_count (captions); i++)
        {
          const FoyerCue *cue = foyer_webvtt_get (captions, i);

          g_assert_true (g_utf8_validate (cue->text, -1, NULL));
          g_assert_cmpfloat (cue->start, <, cue->end);
          g_assert_cmpuint (strlen (cue->text), >, 0);
        }
    }
  g_rand_free (dice);
}

static void
test_loading_a_file_that_is_not_there_says_so (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dir = g_dir_make_tmp ("foyer-webvtt-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "captions.vtt", NULL);

  g_assert_null (foyer_webvtt_load (path, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (path, "WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n", -1, NULL));
  {
    g_autoptr (FoyerWebvtt) captions = foyer_webvtt_load (path, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (foyer_webvtt_count (captions), ==, 1);
  }
  g_unlink (path);
  g_rmdir (dir);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/webvtt/plain-file-is-read", test_plain_file_is_read);
  g_test_add_func ("/webvtt/line-ends-and-byte-order-mark-do-not-matter",
                   test_line_ends_and_byte_order_mark_do_not_matter);
  g_test_add_func ("/webvtt/tags-go-and-entities-become-characters",
                   test_tags_go_and_entities_become_characters);
  g_test_add_func ("/webvtt/notes-styles-and-regions-are-passed-over",
                   test_notes_styles_and_regions_are_passed_over);
  g_test_add_func ("/webvtt/bad-cues-are-left-out-and-the-rest-kept",
                   test_bad_cues_are_left_out_and_the_rest_kept);
  g_test_add_func ("/webvtt/a-missing-blank-line-does-not-swallow-the-next-cue",
                   test_a_missing_blank_line_does_not_swallow_the_next_cue);
  g_test_add_func ("/webvtt/text-at-a-moment-is-what-stands-then",
                   test_text_at_a_moment_is_what_stands_then);
  g_test_add_func ("/webvtt/what-is-not-webvtt-is-refused", test_what_is_not_webvtt_is_refused);
  g_test_add_func ("/webvtt/a-file-too-large-is-refused", test_a_file_too_large_is_refused);
  g_test_add_func ("/webvtt/broken-bytes-end-up-as-valid-text",
                   test_broken_bytes_end_up_as_valid_text);
  g_test_add_func ("/webvtt/any-changed-byte-is-survived", test_any_changed_byte_is_survived);
  g_test_add_func ("/webvtt/loading-a-file-that-is-not-there-says-so",
                   test_loading_a_file_that_is_not_there_says_so);
  return g_test_run ();
}
