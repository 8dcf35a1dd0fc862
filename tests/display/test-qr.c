/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-fixture.h"

#include <qrencode.h>

#include "kiosk/foyer-style.h"
#include "kiosk/widgets/foyer-qr.h"

#define QUIET 4 /* modules of white rim, ISO/IEC 18004 */

typedef struct
{
  int width, height;
  gsize stride;
  guchar *pixels; /* owned; BGRA, premultiplied */
} Picture;

static void
picture_clear (Picture *picture)
{
  g_free (picture->pixels);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Picture, picture_clear)

/* What stands on the screen where the code is, border and all. */
static Picture
look_at (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  int width = gdk_paintable_get_intrinsic_width (paintable);
  int height = gdk_paintable_get_intrinsic_height (paintable);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  Picture picture = { .width = width, .height = height, .stride = (gsize)width * 4 };

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)),
                                         node, &GRAPHENE_RECT_INIT (0, 0, width, height));
  picture.pixels = g_malloc (picture.stride * (gsize)height);
  gdk_texture_download (texture, picture.pixels, picture.stride);
  return picture;
}

static int
brightness (const Picture *picture, int x, int y)
{
  const guchar *pixel = picture->pixels + (gsize)y * picture->stride + (gsize)x * 4;

  return (pixel[0] + pixel[1] + pixel[2]) / 3;
}

/* Every module is where libqrencode says, wholly dark or wholly light, with the rim white. */
static void
assert_reads (GtkWidget *qr, const char *text)
{
  QRcode *code = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M);
  g_auto (Picture) picture = look_at (qr);
  int across = code->width + 2 * QUIET;
  int module = MIN (gtk_widget_get_width (qr), gtk_widget_get_height (qr)) / across;
  int left = (picture.width - module * across) / 2, top = (picture.height - module * across) / 2;
  guint wrong = 0;

  g_assert_cmpint (module, >=, 3);
  for (int y = 0; y < module * across; y++)
    for (int x = 0; x < module * across; x++)
      {
        int column = x / module - QUIET, row = y / module - QUIET;
        gboolean inside = column >= 0 && row >= 0 && column < code->width && row < code->width;
        gboolean dark = inside && (code->data[row * code->width + column] & 1) != 0;
        int seen = brightness (&picture, left + x, top + y);

        wrong += dark ? seen > 70 : seen < 250;
      }
  g_assert_cmpuint (wrong, ==, 0);
  QRcode_free (code);
}

typedef struct
{
  GtkWidget *window, *qr;
} QrFixture;

static const char text[]
  = "BEGIN:VCALENDAR\r\nSUMMARY:Riverside path and hedge care\r\nEND:VCALENDAR\r\n";

static void
set_up (QrFixture *f, gconstpointer contrast)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  foyer_style_apply (gdk_display_get_default (), 1.0, 100, GPOINTER_TO_INT (contrast));
  f->window = gtk_window_new ();
  gtk_widget_add_css_class (f->window, "foyer");
  if (GPOINTER_TO_INT (contrast))
    gtk_widget_add_css_class (f->window, "contrast");
  f->qr = foyer_qr_new (text, "QR code: keep it");
  gtk_widget_set_halign (f->qr, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), f->qr);
  gtk_window_set_child (GTK_WINDOW (f->window), box);
  gtk_window_present (GTK_WINDOW (f->window));
  gtk_test_widget_wait_for_draw (f->qr);
}

static void
tear_down (QrFixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  page_fixture_settle ();
}

static void
test_modules_are_whole_pixels_dark_on_white (QrFixture *f, gconstpointer data)
{
  assert_reads (f->qr, text);
}

static void
test_it_has_a_name_and_is_an_image (QrFixture *f, gconstpointer data)
{
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (f->qr), GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (f->qr), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "QR code: keep it");
}

static void
test_text_too_long_says_so_and_draws_nothing (void)
{
  g_autofree char *long_text = g_strnfill (4000, 'x');
  GtkWidget *qr;

  g_test_expect_message ("foyer-qr", G_LOG_LEVEL_WARNING, "*too long*");
  qr = g_object_ref_sink (foyer_qr_new (long_text, "nothing"));
  g_test_assert_expected_messages ();
  g_object_unref (qr);
}

int
main (int argc, char **argv)
{
  page_fixture_init (&argc, &argv);
  g_test_add ("/qr/modules-are-whole-pixels-dark-on-white", QrFixture, GINT_TO_POINTER (FALSE),
              set_up, test_modules_are_whole_pixels_dark_on_white, tear_down);
  g_test_add ("/qr/modules-are-dark-on-white-in-high-contrast-too", QrFixture,
              GINT_TO_POINTER (TRUE), set_up, test_modules_are_whole_pixels_dark_on_white,
              tear_down);
  g_test_add ("/qr/it-has-a-name-and-is-an-image", QrFixture, GINT_TO_POINTER (FALSE), set_up,
              test_it_has_a_name_and_is_an_image, tear_down);
  g_test_add_func ("/qr/text-too-long-says-so-and-draws-nothing",
                   test_text_too_long_says_so_and_draws_nothing);
  return g_test_run ();
}
