/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-pages [pages|scroll|typing …]: what a visitor feels, over 100,000 listings, drawn by
 * software. Fills whatever screen it is given; bench.py gives it cage's, as on a real kiosk: under
 * X11 GTK 4.8 measures a new page once before its style is known and once more after.
 *
 *   page-change-p50, -p99     from win.open to the end of the page's first frame, in every round
 *                             another listing; beside the p99 of a bare window whose one child is
 *                             exchanged
 *   key-to-results-p50, -p99  from a letter typed into the search page to the end of the frame that
 *                             shows its results; beside the p99 of a bare GtkListView that is given
 *                             another model
 *   scroll-p50, -p99, -max    the work of one frame while the list moves a third of a row each
 *                             frame; beside the same in a bare GtkListView of labels
 *   pages-memory              of this process after all of it
 *
 * Prints one line a figure (bench-figure.h), then "trace: done". Nothing is asserted. The bare
 * windows come first and go again: behind another window nothing is drawn on Wayland.
 */
#include "bench-figure.h"

#include <string.h>
#include <time.h>

#include "../display/page-fixture.h"
#include "core/feed/foyer-feed.h"
#include "foyer-synth.h"

#define ROWS 100000
#define PAGE_ROWS 1000
#define SEED 7
#define ROUNDS 5   /* of every page */
#define FRAMES 600 /* of scrolling */
#define STEP_PX 45 /* a third of a card */
#define PATIENCE_MS 20000
#define FIRST 4711 /* of the listings that are opened */
#define ANOTHER "another listing"
#define SAME_MS 400 /* without other rows by then, there are none */

static const char *const pages[][2] = {
  { "browse", "volunteering" }, { "detail", ANOTHER }, { "sign-up", ANOTHER }, { "stories", "" },
  { "info-list", "" },          { "search", "" },      { "code", "" },
};
static const char *const typed[]
  = { "garden", "reading with children", "walk", "chess", "colchester choir" };

typedef struct
{
  GtkWidget *window;
  double started, ended; /* of the last frame, milliseconds */
  guint frames;
  GArray *work; /* of frames, while scrolling */
} Watch;

/* What a bare window needs for the same. */
typedef struct
{
  double change, exchange; /* milliseconds, p99 */
  GArray *scroll;          /* owned */
} Bare;

static void
before_paint_cb (GdkFrameClock *clock, gpointer data)
{
  ((Watch *)data)->started = bench_now_ms ();
}

static void
after_paint_cb (GdkFrameClock *clock, gpointer data)
{
  Watch *watch = data;
  double work;

  watch->ended = bench_now_ms ();
  work = watch->ended - watch->started;
  watch->frames++;
  if (watch->work != NULL)
    g_array_append_val (watch->work, work);
}

static void
watch_frames (Watch *watch, GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);

  watch->window = window;
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), watch);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), watch);
}

/* Of the main thread alone, milliseconds; says more than the clock where others work beside. */
static double
cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void
wait_for_frame (Watch *watch)
{
  guint before = watch->frames;
  double end = bench_now_ms () + PATIENCE_MS;

  gtk_widget_queue_draw (watch->window);
  while (watch->frames == before && bench_now_ms () < end)
    g_main_context_iteration (NULL, TRUE);
}

/* Lets everything that is under way come to its end. */
static void
rest (Watch *watch)
{
  double end = bench_now_ms () + 400;

  while (bench_now_ms () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

static GtkWidget *
find_type (GtkWidget *widget, GType type)
{
  GtkWidget *found = NULL;

  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_type (child, type);
  return found;
}

static void
fill (PageFixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerStore) store = foyer_store_open (f->dir, &error);

  g_assert_no_error (error);
  for (guint from = 0; from < ROWS; from += PAGE_ROWS)
    {
      g_autofree char *json
        = foyer_synth_listings_page (SEED, from, PAGE_ROWS, "http://127.0.0.1:9/next");
      g_autoptr (FoyerFeedPage) page
        = foyer_feed_page_parse (FOYER_KIND_LISTINGS, json, strlen (json), &error);

      g_assert_no_error (error);
      foyer_store_apply_page (store, FOYER_KIND_LISTINGS, page, NULL, NULL, &error);
      g_assert_no_error (error);
    }
}

/* ---- page change ---- */

static GtkWidget *
plain_page (guint n)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *text = g_strdup_printf ("Line %u of the plainest page %u", i, n);

      gtk_box_append (GTK_BOX (box), gtk_label_new (text));
    }
  return box;
}

static double
plain_change (void)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  GtkWidget *window = gtk_window_new ();
  Watch watch = { 0 };

  gtk_window_set_default_size (GTK_WINDOW (window), 1920, 1080);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  watch_frames (&watch, window);
  for (guint i = 0; i < ROUNDS * G_N_ELEMENTS (pages); i++)
    {
      double started = bench_now_ms (), took;

      gtk_window_set_child (GTK_WINDOW (window), plain_page (i));
      wait_for_frame (&watch);
      took = watch.ended - started;
      g_array_append_val (times, took);
    }
  gtk_window_destroy (GTK_WINDOW (window));
  return bench_percentile (times, 0.99);
}

/* (transfer full) */
static char *
dup_argument (const char *argument, guint round)
{
  return g_str_equal (argument, ANOTHER) ? g_strdup_printf ("synth-%06u", FIRST + round)
                                         : g_strdup (argument);
}

static void
measure_pages (PageFixture *f, Watch *watch, const Bare *bare)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint round = 0; round < ROUNDS; round++)
    for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
      {
        g_autofree char *argument = dup_argument (pages[i][1], round);
        double started = bench_now_ms (), cpu = cpu_ms (), took;

        foyer_window_open (f->window, pages[i][0], argument);
        wait_for_frame (watch);
        took = watch->ended - started;
        g_array_append_val (times, took);
        g_debug ("page-change %s %.1f, of the processor %.1f", pages[i][0], took, cpu_ms () - cpu);
        rest (watch);
        gtk_widget_activate_action (GTK_WIDGET (f->window), "win.home", NULL);
        rest (watch);
      }
  bench_print ("page-change-p50", bench_percentile (times, 0.5), "ms", bare->change);
  bench_print ("page-change-p99", bench_percentile (times, 0.99), "ms", bare->change);
}

/* ---- a bare list ---- */

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  gtk_list_item_set_child (item, gtk_label_new (NULL));
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkStringObject *row = gtk_list_item_get_item (item);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      gtk_string_object_get_string (row));
}

static GtkSelectionModel *
plain_rows (guint n)
{
  GtkStringList *rows = gtk_string_list_new (NULL);

  for (guint i = 0; i < n; i++)
    gtk_string_list_take (rows, g_strdup_printf ("Row %u of the plainest list", i));
  return GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (rows)));
}

static void
plain_list_window (Watch *watch)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *window = gtk_window_new (), *scroller = gtk_scrolled_window_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller),
                                 gtk_list_view_new (plain_rows (ROWS), factory));
  gtk_window_set_child (GTK_WINDOW (window), scroller);
  gtk_window_set_default_size (GTK_WINDOW (window), 1920, 1080);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  watch_frames (watch, window);
}

/* The work of each frame while the first list in the window moves. */
static GArray *
scroll (Watch *watch)
{
  GtkWidget *list = find_type (watch->window, GTK_TYPE_LIST_VIEW);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
  GArray *work = g_array_new (FALSE, FALSE, sizeof (double));

  rest (watch);
  watch->work = work;
  for (guint i = 0; i < FRAMES; i++)
    {
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + STEP_PX);
      wait_for_frame (watch);
    }
  watch->work = NULL;
  return work;
}

static void
measure_scroll (PageFixture *f, Watch *watch, const Bare *bare)
{
  g_autoptr (GArray) ours = NULL;

  page_fixture_open (f, "browse", "volunteering");
  rest (watch);
  rest (watch);
  ours = scroll (watch);
  bench_print ("scroll-p50", bench_percentile (ours, 0.5), "ms",
               bench_percentile (bare->scroll, 0.5));
  bench_print ("scroll-p99", bench_percentile (ours, 0.99), "ms",
               bench_percentile (bare->scroll, 0.99));
  bench_print ("scroll-max", bench_percentile (ours, 1), "ms", bench_percentile (bare->scroll, 1));
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.home", NULL);
  rest (watch);
}

/* ---- from a key to its results ---- */

static double
plain_exchange (Watch *plain)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  GtkListView *list = GTK_LIST_VIEW (find_type (plain->window, GTK_TYPE_LIST_VIEW));

  for (guint i = 0; i < 60; i++)
    {
      g_autoptr (GtkSelectionModel) rows = plain_rows (100 + i);
      double started = bench_now_ms (), took;

      gtk_list_view_set_model (list, rows);
      wait_for_frame (plain);
      took = plain->ended - started;
      g_array_append_val (times, took);
    }
  return bench_percentile (times, 0.99);
}

/* The list has other rows than before, or the page says that nothing was found. */
static guint changes;

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  changes++;
}

static void
type_letters (PageFixture *f, Watch *watch, const char *text, GArray *times)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      const char letter[2] = { *p, '\0' };
      double started = bench_now_ms (), took;
      guint before = changes;

      page_fixture_type (f, letter);
      while (changes == before && bench_now_ms () < started + SAME_MS)
        g_main_context_iteration (NULL, FALSE);
      if (changes == before)
        continue; /* the same rows fit, or none: nothing has to be drawn again */
      wait_for_frame (watch);
      took = watch->ended - started;
      g_array_append_val (times, took);
      g_debug ("key-to-results %.*s %.1f", (int)(p + 1 - text), text, took);
      rest (watch);
    }
}

static void
measure_typing (PageFixture *f, Watch *watch, const Bare *bare)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      GtkWidget *text, *list;

      page_fixture_open (f, "search", "");
      rest (watch);
      text = find_type (GTK_WIDGET (page_fixture_page (f)), GTK_TYPE_TEXT);
      gtk_widget_grab_focus (text);
      page_fixture_type (f, "a"); /* the list is made with the first results */
      rest (watch);
      list = find_type (GTK_WIDGET (page_fixture_page (f)), GTK_TYPE_LIST_VIEW);
      if (list != NULL)
        g_signal_connect (gtk_list_view_get_model (GTK_LIST_VIEW (list)), "items-changed",
                          G_CALLBACK (items_changed_cb), NULL);
      g_signal_emit_by_name (text, "backspace");
      rest (watch);
      type_letters (f, watch, typed[i], times);
      gtk_widget_activate_action (GTK_WIDGET (f->window), "win.home", NULL);
      rest (watch);
    }
  bench_print ("key-to-results-p50", bench_percentile (times, 0.5), "ms", bare->exchange);
  bench_print ("key-to-results-p99", bench_percentile (times, 0.99), "ms", bare->exchange);
}

static void
measure_bare (Bare *bare)
{
  Watch plain = { 0 };

  bare->change = plain_change ();
  plain_list_window (&plain);
  bare->scroll = scroll (&plain);
  bare->exchange = plain_exchange (&plain);
  gtk_window_destroy (GTK_WINDOW (plain.window));
}

/* No part named: all of them. */
static gboolean
has_part (int argc, char **argv, const char *part)
{
  return argc < 2 || g_strv_contains ((const char *const *)argv + 1, part);
}

int
main (int argc, char **argv)
{
  PageFixture f = { 0 };
  Watch watch = { 0 };
  Bare bare = { 0 };

  page_fixture_init (&argc, &argv);
  measure_bare (&bare);
  page_fixture_set_up (&f, NULL);
  fill (&f);
  watch_frames (&watch, GTK_WIDGET (f.window));
  if (has_part (argc, argv, "pages"))
    measure_pages (&f, &watch, &bare);
  if (has_part (argc, argv, "scroll"))
    measure_scroll (&f, &watch, &bare);
  if (has_part (argc, argv, "typing"))
    measure_typing (&f, &watch, &bare);
  bench_print ("pages-memory", bench_read_pss (), "MB", 0);
  g_print ("trace: done\n");
  page_fixture_tear_down (&f, NULL);
  page_fixture_clean ();
  g_array_unref (bare.scroll);
  return EXIT_SUCCESS;
}
