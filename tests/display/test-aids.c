/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What makes the screen easier does what it says, and ends with the visit. */
#include "kiosk/foyer-spoken.h"
#include "page-fixture.h"

#define SILENCE_S 20 /* until it is noticed, on a busy machine */

static FoyerEase *
begin_visit (PageFixture *f)
{
  page_fixture_open (f, "attract", "");
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.open", "(ss)", "home", "");
  page_fixture_wait_page (f, "home");
  return foyer_visit_get_ease (foyer_page_get_visit (page_fixture_page (f)));
}

static void
settle (PageFixture *f)
{
  for (guint frame = 0; frame < 4; frame++)
    {
      gtk_widget_queue_draw (GTK_WIDGET (f->window));
      gtk_test_widget_wait_for_draw (GTK_WIDGET (f->window));
      page_fixture_settle ();
    }
}

/* The highest control there is, as a part of the window's height. */
static double
highest_control (PageFixture *f)
{
  g_autoptr (GPtrArray) list = foyer_spoken_list (GTK_WIDGET (f->window));
  double highest = gtk_widget_get_height (GTK_WIDGET (f->window));

  for (guint i = 0; i < list->len; i++)
    {
      FoyerSpokenItem *item = g_ptr_array_index (list, i);
      graphene_rect_t area;

      if (item->is_control
          && gtk_widget_compute_bounds (item->widget, GTK_WIDGET (f->window), &area))
        highest = MIN (highest, area.origin.y);
    }
  return highest / gtk_widget_get_height (GTK_WIDGET (f->window));
}

static void
test_reach (PageFixture *f, gconstpointer data)
{
  FoyerEase *ease = begin_visit (f);

  settle (f);
  g_assert_cmpfloat (highest_control (f), <, 0.05);
  foyer_ease_set (ease, FOYER_EASE_REACH, 1);
  settle (f);
  g_test_message ("the highest control stands at %.0f %%", highest_control (f) * 100);
  g_assert_cmpfloat (highest_control (f), >, 0.25);
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.finish", NULL);
  begin_visit (f);
  settle (f);
  g_assert_cmpfloat (highest_control (f), <, 0.05);
}

static gboolean
is_animated (PageFixture *f)
{
  gboolean animated;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (f->window)), "gtk-enable-animations",
                &animated, NULL);
  return animated;
}

static void
test_calm (PageFixture *f, gconstpointer data)
{
  FoyerEase *ease = begin_visit (f);
  gboolean before = is_animated (f);

  foyer_ease_set (ease, FOYER_EASE_CALM, 1);
  g_assert_false (is_animated (f));
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.finish", NULL);
  settle (f);
  g_assert_cmpint (is_animated (f), ==, before);
}

static void
test_page_sets (PageFixture *f, gconstpointer data)
{
  FoyerEase *ease = begin_visit (f);
  FoyerVisit *visit;

  page_fixture_open (f, "easier", "");
  visit = foyer_page_get_visit (page_fixture_page (f));
  page_fixture_click (f, "Black on white");
  g_assert_cmpint (foyer_ease_get (ease, FOYER_EASE_COLOURS), ==, FOYER_COLOURS_LIGHT);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (f->window), "contrast"));
  g_assert_true (page_fixture_shows (f, "Colours: Black on white"));
  page_fixture_click (f, "Very large");
  g_assert_cmpint (foyer_visit_get_text_percent (visit), ==, 200);
  page_fixture_click (f, "5, very loud");
  g_assert_cmpint (foyer_ease_get (ease, FOYER_EASE_VOICE_VOLUME), ==, 5);
  page_fixture_click (f, "All as usual");
  g_assert_true (foyer_ease_is_usual (ease));
  g_assert_cmpint (foyer_visit_get_text_percent (visit), ==, 100);
  g_assert_true (gtk_toggle_button_get_active (
    GTK_TOGGLE_BUTTON (page_fixture_find_button (f, "Usual colours"))));
}

static GtkWidget *
find_bar (GtkWidget *widget)
{
  if (gtk_widget_has_css_class (widget, "topbar"))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_bar (child);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* In no size and no language does the bar stick out of the screen. */
static void
check_bar (PageFixture *f)
{
  const char *const languages[] = { "en", "pl", "ro", "uk", "bn", "ur" };

  for (guint l = 0; l < G_N_ELEMENTS (languages); l++)
    for (int percent = 100; percent <= 200; percent += 50)
      {
        FoyerVisit *visit = foyer_page_get_visit (page_fixture_page (f));
        GtkWidget *bar;
        int natural;

        foyer_visit_set_language (visit, languages[l]);
        foyer_visit_set_text_percent (visit, percent);
        settle (f);
        bar = find_bar (GTK_WIDGET (f->window));
        gtk_widget_measure (bar, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
        g_test_message ("%s, %d %%: %d of %d", languages[l], percent, natural,
                        gtk_widget_get_width (GTK_WIDGET (f->window)));
        g_assert_cmpint (natural, <=, gtk_widget_get_width (GTK_WIDGET (f->window)));
      }
}

static void
test_bar_fits (PageFixture *f, gconstpointer data)
{
  begin_visit (f);
  page_fixture_open (f, "code", ""); /* the bar is the same on every page; this one is plain */
  check_bar (f);                     /* upright: the audit's portrait looks */
}

static gboolean
shows (GtkWidget *widget, const char *words)
{
  gboolean found = gtk_widget_get_mapped (widget) && GTK_IS_LABEL (widget)
                   && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), words);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !found;
       child = gtk_widget_get_next_sibling (child))
    found = shows (child, words);
  return found;
}

static void
set_up_silent (PageFixture *f, gconstpointer data)
{
  g_setenv ("FOYER_AUDIO_SINK", "no-such-sink", TRUE);
  page_fixture_set_up (f, data);
  g_setenv ("FOYER_AUDIO_SINK", "fakesink", TRUE);
}

static void
test_silence (PageFixture *f, gconstpointer data)
{
  const char *words = "Sound does not work on this screen. Please ask the staff here.";
  gint64 end = g_get_monotonic_time () + SILENCE_S * G_USEC_PER_SEC;

  begin_visit (f);
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.read-aloud", NULL);
  while (!shows (GTK_WIDGET (f->window), words) && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_assert_true (shows (GTK_WIDGET (f->window), words));
  page_fixture_open (f, "volunteer", "");
  settle (f);
  g_assert_false (shows (GTK_WIDGET (f->window), words));
}

static void
test_fits (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "easier", "");
  page_fixture_assert_fits (f);
}

int
main (int argc, char **argv)
{
  g_setenv ("FOYER_AUDIO_SINK", "fakesink", TRUE);
  page_fixture_init (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/aids/" name, PageFixture, NULL, page_fixture_set_up, function,                     \
              page_fixture_tear_down)
  ADD ("reach-moves-every-control-down-for-one-visit", test_reach);
  ADD ("calm-stops-all-animation-for-one-visit", test_calm);
  ADD ("the-page-sets-what-it-says-and-says-what-it-set", test_page_sets);
  ADD ("the-bar-fits-at-every-text-size-in-every-language", test_bar_fits);
  g_test_add ("/aids/silence-says-what-to-do-and-goes-with-the-page", PageFixture, NULL,
              set_up_silent, test_silence, page_fixture_tear_down);
  ADD ("the-page-fits-at-every-text-size", test_fits);
#undef ADD
  return page_fixture_run ();
}
