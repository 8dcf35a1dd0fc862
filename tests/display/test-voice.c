/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading aloud, into a sink that swallows everything. */
#include "kiosk/foyer-reader.h"
#include "kiosk/foyer-spoken.h"
#include "page-fixture.h"

#define WAIT_S 30
#define STOP_MS 200 /* how soon it is quiet */

typedef struct
{
  GPtrArray *said; /* owned char */
  guint finished, failed;
} Heard;

static void
saying_cb (FoyerReader *reader, const char *words, Heard *heard)
{
  g_ptr_array_add (heard->said, g_strdup (words));
}

static void
finished_cb (FoyerVoice *voice, Heard *heard)
{
  heard->finished++;
}

static void
failed_cb (GObject *object, Heard *heard)
{
  heard->failed++;
}

static void
heard_init (Heard *heard)
{
  *heard = (Heard){ g_ptr_array_new_with_free_func (g_free), 0, 0 };
}

static void
wait_for (const guint *count, guint wanted)
{
  gint64 end = g_get_monotonic_time () + WAIT_S * G_USEC_PER_SEC;

  while (*count < wanted && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (500);
  g_assert_cmpuint (*count, >=, wanted);
}

static void
wait_state (FoyerReader *reader, FoyerReaderState state)
{
  gint64 end = g_get_monotonic_time () + WAIT_S * G_USEC_PER_SEC;

  while (foyer_reader_get_state (reader) != state && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (500);
  g_assert_cmpint (foyer_reader_get_state (reader), ==, state);
}

/* In every language that is offered: sound comes out, and it is not silence. */
static void
test_languages (void)
{
  const struct
  {
    const char *language, *text;
  } texts[] = { { "en", "Volunteering at the library" }, { "pl", "Wolontariat w bibliotece" },
                { "ro", "Voluntariat la bibliotecă" },   { "uk", "Волонтерство в бібліотеці" },
                { "bn", "লাইব্রেরিতে স্বেচ্ছাসেবা" },       { "ur", "لائبریری میں رضاکارانہ کام" } };
  g_autoptr (FoyerVoice) voice = foyer_voice_new_full ("fakesink", FALSE);
  Heard heard;

  heard_init (&heard);
  g_signal_connect (voice, "finished", G_CALLBACK (finished_cb), &heard);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      guint64 before = foyer_voice_get_samples (voice);

      foyer_voice_say (voice, texts[i].text, texts[i].language);
      wait_for (&heard.finished, i + 1);
      g_test_message ("%s: %" G_GUINT64_FORMAT " samples, loudest %d", texts[i].language,
                      foyer_voice_get_samples (voice) - before, foyer_voice_get_peak (voice));
      g_assert_cmpuint (foyer_voice_get_samples (voice) - before, >, 8000);
      g_assert_cmpint (foyer_voice_get_peak (voice), >, 2000);
    }
  g_ptr_array_unref (heard.said);
}

static guint64
samples_at (int pace)
{
  g_autoptr (FoyerVoice) voice = foyer_voice_new_full ("fakesink", FALSE);
  Heard heard = { NULL, 0, 0 };

  g_signal_connect (voice, "finished", G_CALLBACK (finished_cb), &heard);
  foyer_voice_set_pace (voice, pace);
  foyer_voice_say (voice, "Help at the food bank on Saturday morning, for two hours.", "en");
  wait_for (&heard.finished, 1);
  return foyer_voice_get_samples (voice);
}

static void
test_pace (void)
{
  guint64 slow = samples_at (0), middle = samples_at (1), fast = samples_at (2);

  g_test_message ("slow %" G_GUINT64_FORMAT ", middle %" G_GUINT64_FORMAT
                  ", fast %" G_GUINT64_FORMAT,
                  slow, middle, fast);
  g_assert_cmpuint (slow, >, middle * 11 / 10);
  g_assert_cmpuint (middle, >, fast * 11 / 10);
}

/* The words go in the order of the list, from the title, one after the other, to the end. */
static void
test_reads_the_page (PageFixture *f, gconstpointer data)
{
  g_autoptr (FoyerVoice) voice = foyer_voice_new_full ("fakesink", FALSE);
  g_autoptr (FoyerReader) reader = foyer_reader_new (voice);
  GtkWidget *page = GTK_WIDGET (page_fixture_page (f));
  g_autoptr (GPtrArray) list = foyer_spoken_list (page);
  Heard heard;

  heard_init (&heard);
  g_signal_connect (reader, "saying", G_CALLBACK (saying_cb), &heard);
  foyer_reader_read (reader, page, "What would you like to do today?", "en");
  wait_state (reader, FOYER_READER_AT_END);
  g_assert_cmpuint (heard.said->len, ==, list->len);
  for (guint i = 0; i < list->len; i++)
    {
      g_autofree char *words = foyer_spoken_item_dup_words (g_ptr_array_index (list, i));

      g_assert_cmpstr (g_ptr_array_index (heard.said, i), ==, words);
    }
  g_assert_cmpuint (foyer_voice_get_samples (voice), >, 100000);
  g_ptr_array_unref (heard.said);
}

static void
test_stops_at_once (PageFixture *f, gconstpointer data)
{
  g_autoptr (FoyerVoice) voice = foyer_voice_new_full ("fakesink", TRUE);
  g_autoptr (FoyerReader) reader = foyer_reader_new (voice);
  GtkWidget *page = GTK_WIDGET (page_fixture_page (f));
  gint64 begun = 0, took = 0;
  guint64 samples;
  Heard heard;

  heard_init (&heard);
  g_signal_connect (reader, "saying", G_CALLBACK (saying_cb), &heard);
  foyer_reader_read (reader, page, NULL, "en");
  g_assert_cmpint (foyer_reader_get_state (reader), ==, FOYER_READER_READING);
  while (foyer_voice_get_samples (voice) == 0)
    g_usleep (1000);
  begun = g_get_monotonic_time ();
  foyer_reader_stop (reader);
  took = (g_get_monotonic_time () - begun) / 1000;
  g_test_message ("quiet after %d ms", (int)took);
  g_assert_cmpint (took, <, STOP_MS);
  g_usleep (100 * 1000);
  samples = foyer_voice_get_samples (voice);
  g_usleep (200 * 1000);
  page_fixture_settle ();
  g_assert_cmpuint (foyer_voice_get_samples (voice), ==, samples);
  g_assert_cmpuint (heard.said->len, ==, 1);
  g_ptr_array_unref (heard.said);
}

static void
test_steps_and_pauses (PageFixture *f, gconstpointer data)
{
  g_autoptr (FoyerVoice) voice = foyer_voice_new_full ("fakesink", TRUE);
  g_autoptr (FoyerReader) reader = foyer_reader_new (voice);
  Heard heard;

  heard_init (&heard);
  g_signal_connect (reader, "saying", G_CALLBACK (saying_cb), &heard);
  foyer_reader_read (reader, GTK_WIDGET (page_fixture_page (f)), NULL, "en");
  foyer_reader_step (reader, 1);
  foyer_reader_step (reader, -1);
  foyer_reader_set_paused (reader, TRUE);
  g_assert_cmpint (foyer_reader_get_state (reader), ==, FOYER_READER_PAUSED);
  foyer_reader_set_paused (reader, FALSE);
  g_assert_cmpuint (heard.said->len, ==, 4);
  g_assert_cmpstr (heard.said->pdata[0], ==, "What would you like to do today?");
  g_assert_cmpstr (heard.said->pdata[2], ==, heard.said->pdata[0]);
  g_assert_cmpstr (heard.said->pdata[3], ==, heard.said->pdata[0]);
  g_ptr_array_unref (heard.said);
}

/* The box has lost all it had while it was being read, and somebody asks for the one before. */
static void
test_a_page_with_nothing_to_say (PageFixture *f, gconstpointer data)
{
  g_autoptr (FoyerVoice) voice = foyer_voice_new_full ("fakesink", TRUE);
  g_autoptr (FoyerReader) reader = foyer_reader_new (voice);
  GtkWidget *box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));

  foyer_reader_read (reader, box, "A title", "en");
  foyer_reader_step (reader, -1);
  g_assert_cmpint (foyer_reader_get_state (reader), ==, FOYER_READER_AT_END);
  g_object_unref (box);
}

static GtkWidget *
find_marked (GtkWidget *widget)
{
  if (gtk_widget_has_css_class (widget, "being-read"))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_marked (child);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
settle_a_while (void)
{
  gint64 end = g_get_monotonic_time () + G_USEC_PER_SEC / 4;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

/* The window's own: on by its action, the next page is read too, and all ends with the visit. */
static void
test_window_reads (PageFixture *f, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (f->window);
  FoyerVisit *visit;

  page_fixture_open (f, "attract", "");
  gtk_widget_activate_action (window, "win.open", "(ss)", "home", "");
  gtk_widget_activate_action (window, "win.read-aloud", NULL);
  settle_a_while ();
  visit = foyer_page_get_visit (page_fixture_page (f));
  g_assert_true (foyer_ease_get (foyer_visit_get_ease (visit), FOYER_EASE_READING));
  g_assert_nonnull (find_marked (GTK_WIDGET (page_fixture_page (f))));
  page_fixture_open (f, "info-list", "");
  settle_a_while ();
  g_assert_nonnull (find_marked (GTK_WIDGET (page_fixture_page (f))));
  gtk_widget_activate_action (window, "win.finish", NULL);
  settle_a_while ();
  visit = foyer_page_get_visit (page_fixture_page (f));
  g_assert_true (foyer_ease_is_usual (foyer_visit_get_ease (visit)));
  g_assert_null (find_marked (window));
}

static void
test_no_sound (PageFixture *f, gconstpointer data)
{
  g_autoptr (FoyerVoice) voice = foyer_voice_new_full ("no-such-sink", TRUE);
  g_autoptr (FoyerReader) reader = foyer_reader_new (voice);
  Heard heard;

  heard_init (&heard);
  g_signal_connect (reader, "failed", G_CALLBACK (failed_cb), &heard);
  foyer_reader_read (reader, GTK_WIDGET (page_fixture_page (f)), NULL, "en");
  wait_for (&heard.failed, 1);
  g_assert_cmpint (foyer_reader_get_state (reader), ==, FOYER_READER_STOPPED);
  g_assert_null (find_marked (GTK_WIDGET (f->window)));
  g_ptr_array_unref (heard.said);
}

int
main (int argc, char **argv)
{
  g_setenv ("FOYER_AUDIO_SINK", "fakesink", TRUE);
  page_fixture_init (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/voice/" name, PageFixture, NULL, page_fixture_set_up, function,                    \
              page_fixture_tear_down)
  g_test_add_func ("/voice/every-language-has-a-voice", test_languages);
  g_test_add_func ("/voice/slow-is-slower-and-fast-is-faster", test_pace);
  ADD ("a-page-is-read-in-the-order-of-its-list", test_reads_the_page);
  ADD ("stop-is-quiet-at-once", test_stops_at_once);
  ADD ("one-on-one-back-pause-and-on", test_steps_and_pauses);
  ADD ("a-page-with-nothing-to-say", test_a_page_with_nothing_to_say);
  ADD ("the-window-reads-each-page-until-the-visit-ends", test_window_reads);
  ADD ("a-machine-without-sound-says-so-and-goes-on", test_no_sound);
#undef ADD
  return page_fixture_run ();
}
