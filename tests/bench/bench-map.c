/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-map: how long a frame takes while the map is dragged and pinched, and while nothing but a
 * picture of the same size is moved. Fills the screen, draws with cairo, prints figures and then
 * "trace: done".
 *
 *   bench-map --show   draws the map and prints "trace: scale PIXELS-A-MILE" whenever it is looked
 * at from elsewhere, until it is ended: for the test with two fingers
 */
#include "bench-figure.h"

#include <time.h>

#include "kiosk/foyer-style.h"
#include "kiosk/widgets/foyer-map-private.h"

#define PINS 200
#define FRAMES 360
#define WARM_UP 30  /* frames before they count: pictures are painted, glyphs cached */
#define STEP 9.0    /* pixels a frame: a brisk drag */
#define TURN 120    /* frames one way, then back */
#define PINCH 1.012 /* a frame */

typedef enum
{
  PICTURE,
  PAN,
  PINCHED,
  N_PARTS,
} Part;

typedef struct
{
  GtkWindow *window;
  GtkWidget *stack, *fixed, *picture, *map;
  Part part;
  int frame;
  double began_ms;
  GArray *times[N_PARTS]; /* owned double, ms */
} Bench;

/* Of this thread, which is all that a frame waits for: what else a machine does is no matter. */
static double
busy_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static void
print_figures (Bench *bench)
{
  static const struct
  {
    const char *name;
    double part;
  } of[] = { { "p50", 0.5 }, { "p99", 0.99 }, { "max", 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (of); i++)
    {
      double bare = bench_percentile (bench->times[PICTURE], of[i].part);
      g_autofree char *pan = g_strdup_printf ("map-pan-frame-%s", of[i].name);
      g_autofree char *pinch = g_strdup_printf ("map-pinch-frame-%s", of[i].name);

      bench_print (pan, bench_percentile (bench->times[PAN], of[i].part), "ms", bare);
      bench_print (pinch, bench_percentile (bench->times[PINCHED], of[i].part), "ms", bare);
    }
  g_print ("trace: done\n");
}

static void
before_paint_cb (GdkFrameClock *clock, gpointer data)
{
  ((Bench *)data)->began_ms = busy_ms ();
}

static void
after_paint_cb (GdkFrameClock *clock, gpointer data)
{
  Bench *bench = data;
  double ms = busy_ms () - bench->began_ms;

  if (bench->part < N_PARTS && bench->frame > WARM_UP)
    g_array_append_val (bench->times[bench->part], ms);
}

static void
next_part (Bench *bench)
{
  FoyerMap *map = FOYER_MAP (bench->map);

  bench->part++;
  bench->frame = 0;
  gtk_stack_set_visible_child (GTK_STACK (bench->stack),
                               bench->part == PICTURE ? bench->fixed : bench->map);
  if (bench->part == PAN)
    {
      foyer_map_view_zoom (map->view, 6, map->view->width / 2, map->view->height / 2);
      foyer_map_settle (map);
      map->is_held = TRUE;
    }
  else if (bench->part == PINCHED)
    {
      foyer_map_show_county (map);
      map->is_held = TRUE;
    }
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Bench *bench = data;
  FoyerMap *map = FOYER_MAP (bench->map);
  gboolean is_back = bench->frame / TURN % 2 == 1;
  double step = is_back ? -STEP : STEP;

  if (++bench->frame > FRAMES)
    next_part (bench);
  switch (bench->part)
    {
    case PICTURE:
      gtk_fixed_move (GTK_FIXED (bench->fixed), bench->picture,
                      step * (is_back ? bench->frame % TURN - TURN : bench->frame % TURN) / 4, 0);
      gtk_widget_queue_draw (bench->fixed);
      break;
    case PAN:
      foyer_map_view_pan (map->view, -step, -step / 2);
      foyer_map_moved (map);
      break;
    case PINCHED:
      foyer_map_view_zoom (map->view, is_back ? 1 / PINCH : PINCH, map->view->width * 0.4,
                           map->view->height * 0.6);
      foyer_map_moved (map);
      break;
    case N_PARTS:
    default:
      print_figures (bench);
      return G_SOURCE_REMOVE;
    }
  return G_SOURCE_CONTINUE;
}

/* Listings all over the county. (transfer full) */
static FoyerMapPins *
make_pins (void)
{
  FoyerMapPins *pins = foyer_map_pins_new (foyer_map_data_get_installed ());
  g_autoptr (GListStore) rows = g_list_store_new (FOYER_TYPE_BROWSE_ROW);
  g_autoptr (GRand) dice = g_rand_new_with_seed (7);

  for (guint i = 0; i < PINS; i++)
    {
      g_autoptr (FoyerBrowseRow) row = g_object_new (FOYER_TYPE_BROWSE_ROW, NULL);
      char lat[G_ASCII_DTOSTR_BUF_SIZE], lon[G_ASCII_DTOSTR_BUF_SIZE];
      g_autofree char *json = NULL;

      g_ascii_dtostr (lat, sizeof lat, g_rand_double_range (dice, 51.5, 52.0));
      g_ascii_dtostr (lon, sizeof lon, g_rand_double_range (dice, 0.1, 1.1));
      json = g_strdup_printf (
        "{\"id\":\"l%u\",\"programme\":\"volunteering\",\"type\":\"opportunity\","
        "\"title\":\"Number %u\",\"precision\":\"%s\",\"lat\":%s,\"lon\":%s}",
        i, i, i % 3 == 0 ? "postcode" : "town", lat, lon);
      row->listing = foyer_listing_new_from_json (json, NULL);
      g_list_store_append (rows, row);
    }
  foyer_map_pins_take_rows (pins, G_LIST_MODEL (rows));
  return pins;
}

/* Nearly as large as the screen, so that it stays on it, and as plain as can be. (transfer full) */
static GdkPaintable *
make_picture (void)
{
  const int width = 1600, height = 1000;
  guchar *pixels = g_malloc ((gsize)width * height * 4);
  g_autoptr (GBytes) bytes = NULL;

  for (gsize i = 0; i < (gsize)width * height * 4; i++)
    pixels[i] = i % 4 == 3 ? 255 : (guchar)(i / 997);
  bytes = g_bytes_new_take (pixels, (gsize)width * height * 4);
  return GDK_PAINTABLE (gdk_memory_texture_new (width, height, GDK_MEMORY_B8G8R8A8_PREMULTIPLIED,
                                                bytes, (gsize)width * 4));
}

static void
moved_cb (FoyerMap *map, gpointer data)
{
  g_print ("trace: scale %.3f\n", map->view->scale);
}

static gboolean
begin_cb (gpointer data)
{
  Bench *bench = data;
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (bench->window));

  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), bench);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), bench);
  gtk_stack_set_visible_child (GTK_STACK (bench->stack), bench->fixed);
  gtk_widget_add_tick_callback (GTK_WIDGET (bench->window), tick_cb, bench, NULL);
  return G_SOURCE_REMOVE;
}

static void
activate_cb (GtkApplication *app, gpointer data)
{
  Bench *bench = data;
  g_autoptr (FoyerMapPins) pins = make_pins ();
  g_autoptr (GdkPaintable) paintable = make_picture ();

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  foyer_style_apply (gdk_display_get_default (), 1, 100, FALSE);
  bench->window = GTK_WINDOW (gtk_application_window_new (app));
  gtk_widget_add_css_class (GTK_WIDGET (bench->window), "foyer");
  bench->stack = gtk_stack_new ();
  bench->fixed = gtk_fixed_new ();
  bench->picture = gtk_picture_new_for_paintable (paintable);
  gtk_picture_set_can_shrink (GTK_PICTURE (bench->picture), FALSE);
  gtk_widget_set_overflow (bench->fixed, GTK_OVERFLOW_HIDDEN);
  gtk_fixed_put (GTK_FIXED (bench->fixed), bench->picture, 0, 0);
  bench->map = foyer_map_new (pins);
  foyer_map_set_here (FOYER_MAP (bench->map), 51.7347, 0.4698, "You are here");
  gtk_stack_add_child (GTK_STACK (bench->stack), bench->map);
  if (g_object_get_data (G_OBJECT (app), "show") != NULL)
    g_signal_connect (bench->map, "moved", G_CALLBACK (moved_cb), NULL);
  else
    {
      gtk_stack_add_child (GTK_STACK (bench->stack), bench->fixed);
      g_timeout_add (1500, begin_cb, bench); /* the map has been painted */
    }
  gtk_window_set_child (bench->window, bench->stack);
  gtk_window_fullscreen (bench->window);
  gtk_window_present (bench->window);
}

int
main (int argc, char **argv)
{
  g_autoptr (GtkApplication) app
    = gtk_application_new ("uk.org.foyer.BenchMap", G_APPLICATION_NON_UNIQUE);
  Bench bench = { .part = PICTURE };
  int status;

  setvbuf (stdout, NULL, _IOLBF, 0);
  for (guint i = 0; i < N_PARTS; i++)
    bench.times[i] = g_array_new (FALSE, FALSE, sizeof (double));
  if (argc > 1 && g_str_equal (argv[1], "--show"))
    g_object_set_data (G_OBJECT (app), "show", app);
  g_signal_connect (app, "activate", G_CALLBACK (activate_cb), &bench);
  status = g_application_run (G_APPLICATION (app), 1, argv);
  for (guint i = 0; i < N_PARTS; i++)
    g_array_unref (bench.times[i]);
  return status;
}
