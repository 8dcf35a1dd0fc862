/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What GTK is kept from asking must not change what stands on the screen. */
#include "page-fixture.h"

#include "kiosk/foyer-width-first.h"

#define ROOM 1400 /* pixels: enough for one line of it */
#define CHARS 40

static GtkWidget *
show (GtkWidget *child)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_size_request (column, ROOM, 400);
  gtk_box_append (GTK_BOX (column), child);
  gtk_window_set_child (GTK_WINDOW (window), column);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  return window;
}

static GtkWidget *
sentence_new (GtkAlign align)
{
  GtkWidget *label = gtk_label_new ("They show you round and tell you what to do. "
                                    "If a role needs training, ask how.");

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), CHARS);
  gtk_widget_set_halign (label, align);
  return label;
}

static void
assert_whole (GtkWidget *widget)
{
  int needs;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, gtk_widget_get_width (widget), &needs, NULL,
                      NULL, NULL);
  g_test_message ("%d wide, %d high, needs %d", gtk_widget_get_width (widget),
                  gtk_widget_get_height (widget), needs);
  g_assert_cmpint (gtk_widget_get_height (widget), >=, needs);
}

/* Its usual width is too little for one line, the room is enough. */
static void
test_a_sentence_at_one_side (void)
{
  const GtkAlign aligns[] = { GTK_ALIGN_FILL, GTK_ALIGN_START, GTK_ALIGN_CENTER, GTK_ALIGN_END };

  for (guint i = 0; i < G_N_ELEMENTS (aligns); i++)
    {
      GtkWidget *label = sentence_new (aligns[i]);
      GtkWidget *window = show (label);

      assert_whole (label);
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

static void
test_a_box_at_one_side (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = sentence_new (GTK_ALIGN_FILL);
  GtkWidget *window;

  gtk_widget_set_halign (box, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("foyer-calendar-symbolic"));
  gtk_box_append (GTK_BOX (box), label);
  window = show (box);
  assert_whole (label);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* ---- how wide a label says it is ---- */

static const char *const texts[] = {
  "",
  "I",
  "Chelmsford",
  "They show you round. If a role needs training, ask how.",
  "Wohlfahrtsverband",
  "Two lines\nof one text",
  "Zażółć gęślą jaźń, bo tak",
};
static const int chars[] = { -1, 4, 18, 60 };
static const GtkNaturalWrapMode naturals[] = { GTK_NATURAL_WRAP_INHERIT, GTK_NATURAL_WRAP_NONE };

#define N_LABELS (G_N_ELEMENTS (texts) * G_N_ELEMENTS (chars) * G_N_ELEMENTS (naturals))

static int minimums[N_LABELS], usual[N_LABELS]; /* as GTK says it */

static void
measure_all (int *minimum, int *natural)
{
  for (guint i = 0; i < N_LABELS; i++)
    {
      GtkWidget *label = g_object_ref_sink (gtk_label_new (texts[i % G_N_ELEMENTS (texts)]));
      guint rest = i / G_N_ELEMENTS (texts);

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_max_width_chars (GTK_LABEL (label), chars[rest % G_N_ELEMENTS (chars)]);
      gtk_label_set_natural_wrap_mode (GTK_LABEL (label), naturals[rest / G_N_ELEMENTS (chars)]);
      gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, &minimum[i], &natural[i], NULL,
                          NULL);
      g_object_unref (label);
    }
}

/* The usual width to the pixel; the least is a letter and a hyphen, more or less. */
static void
test_a_label_is_as_wide_as_gtk_says (void)
{
  int minimum[N_LABELS], natural[N_LABELS];

  measure_all (minimum, natural);
  for (guint i = 0; i < N_LABELS; i++)
    {
      g_test_message ("%u: %d to %d, GTK %d to %d", i, minimum[i], natural[i], minimums[i],
                      usual[i]);
      g_assert_cmpint (natural[i], ==, usual[i]);
      g_assert_cmpint (minimum[i], <=, natural[i]);
      g_assert_cmpint (minimum[i], >=, minimums[i] / 2);
      g_assert_cmpint (minimum[i], <=, minimums[i] * 2);
    }
}

int
main (int argc, char **argv)
{
  page_fixture_init (&argc, &argv);
  measure_all (minimums, usual);
  foyer_width_first_install ();
  g_test_add_func ("/width-first/a-sentence-at-one-side-is-whole", test_a_sentence_at_one_side);
  g_test_add_func ("/width-first/a-box-at-one-side-is-whole", test_a_box_at_one_side);
  g_test_add_func ("/width-first/a-label-is-as-wide-as-gtk-says",
                   test_a_label_is_as_wide_as_gtk_says);
  return page_fixture_run ();
}
