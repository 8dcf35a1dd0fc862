/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit.h"
#include "screens.h"

#include "kiosk/foyer-idle-sheet.h"
#include "kiosk/foyer-language.h"
#include "kiosk/foyer-spoken.h"

/* Every screen in every look, gone over by the audit; a test a look. And the audit itself, shown
 * something wrong of each kind. */

#define NOTHING_WRONG "0-unnamed-0-under-16-mm-all-by-keys-all-spoken"
#define PIXELS_PER_MM 3.6
#define CONTRAST 4.5      /* WCAG 1.4.3, for all type and not only for the small */
#define HIGH_CONTRAST 7.0 /* WCAG 1.4.6 */

static guint n_looked_at, n_said, n_screens;

static GtkWidget *
find_type (GtkWidget *widget, GType type)
{
  GtkWidget *found = NULL;

  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_type (child, type);
  return found;
}

/* What lies under the sheet is not to be touched. */
static GtkWidget *
find_root (PageFixture *f)
{
  GtkWidget *sheet = find_type (GTK_WIDGET (f->window), FOYER_TYPE_IDLE_SHEET);

  return gtk_widget_get_visible (sheet) ? sheet : GTK_WIDGET (f->window);
}

/* is_few: only the screens that have this one of the few looks. */
typedef struct
{
  Look look;
  guint index;
  gboolean is_few;
} Round;

static void
test_look (PageFixture *f, gconstpointer data)
{
  const Round *round = data;
  const Look *look = &round->look;
  g_autofree char *name = look_dup_name (look);
  g_autoptr (Audit) audit = audit_new ();
  /* Colours do not follow the text size. */
  const double least = look->percent > 100                    ? 0
                       : look->colours != FOYER_COLOURS_USUAL ? HIGH_CONTRAST
                                                              : CONTRAST;

  screens_look (f, look);
  for (const Screen *screen = screens; screen->name != NULL; screen++)
    {
      g_autofree char *where = g_strdup_printf ("%s %s", screen->name, name);

      if (!screen_has_look (screen, look)
          || (round->is_few && !screen_has_few_look (screen, round->index)))
        continue;
      screens_open (f, screen);
      audit_look_at (audit, GTK_WINDOW (f->window), find_root (f), PIXELS_PER_MM, least, where);
      screens_leave (f);
      n_screens++;
    }
  n_looked_at += audit->looked_at;
  n_said += audit->said;
  for (guint i = 0; i < audit->problems->len; i++)
    g_test_message ("%s", (char *)audit->problems->pdata[i]);
  if (audit_count (audit) > 0)
    g_test_fail ();
}

/* ---- the audit itself ---- */

/* A window of 400 × 300 in which one thing is wrong. */
static Audit *
look_at_bad (GtkWidget *child)
{
  Audit *audit = audit_new ();
  GtkWidget *window = gtk_window_new ();

  gtk_widget_add_css_class (window, "bad");
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), 400, 300);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  audit_look_at (audit, GTK_WINDOW (window), child, PIXELS_PER_MM, CONTRAST, "bad");
  gtk_window_destroy (GTK_WINDOW (window));
  return audit;
}

static GtkWidget *
button (int width, int height)
{
  GtkWidget *widget = gtk_button_new_with_label ("Good");

  gtk_widget_set_size_request (widget, width, height);
  return widget;
}

static void
test_a_good_control_passes (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  g_autoptr (Audit) audit = NULL;

  gtk_box_append (GTK_BOX (box), button (200, 80));
  gtk_box_append (GTK_BOX (box), button (200, 80));
  audit = look_at_bad (box);
  for (guint i = 0; i < audit->problems->len; i++)
    g_test_message ("%s", (char *)audit->problems->pdata[i]);
  g_assert_cmpuint (audit->looked_at, ==, 2);
  g_assert_cmpuint (audit_count (audit), ==, 0);
}

static void
test_control_a_nameless_small_one (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *nameless = gtk_button_new ();
  g_autoptr (Audit) audit = NULL;

  gtk_button_set_child (GTK_BUTTON (nameless), gtk_image_new ());
  gtk_widget_set_size_request (nameless, 80, 40);
  gtk_box_append (GTK_BOX (box), nameless);
  audit = look_at_bad (box);
  g_assert_cmpuint (audit->unnamed, ==, 1);
  g_assert_cmpuint (audit->small, ==, 1);
}

static void
test_control_outside_covered_and_unreached (void)
{
  GtkWidget *fixed = gtk_fixed_new ();
  GtkWidget *under = button (150, 80), *over = button (150, 80), *off = button (150, 80);
  g_autoptr (Audit) audit = NULL;

  gtk_widget_set_overflow (fixed, GTK_OVERFLOW_HIDDEN);
  gtk_fixed_put (GTK_FIXED (fixed), under, 0, 0);
  gtk_fixed_put (GTK_FIXED (fixed), over, 60, 40);
  gtk_fixed_put (GTK_FIXED (fixed), off, -90, 160);
  gtk_widget_set_focusable (over, FALSE);
  audit = look_at_bad (fixed);
  g_assert_cmpuint (audit->outside, ==, 1);
  g_assert_cmpuint (audit->covered, >=, 2); /* the place they share, and the touch that is taken */
  g_assert_cmpuint (audit->unreached, ==, 1);
}

static void
test_control_words_cut_and_faint (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *cut
    = gtk_label_new ("A sentence that is far too long for the little room it is given");
  GtkWidget *faint = gtk_label_new (NULL);
  GtkCssProvider *css = gtk_css_provider_new ();
  g_autoptr (Audit) audit = NULL;

  gtk_label_set_ellipsize (GTK_LABEL (cut), PANGO_ELLIPSIZE_END);
  gtk_label_set_text (GTK_LABEL (faint), "Grey upon grey");
  gtk_widget_add_css_class (faint, "faint");
  gtk_css_provider_load_from_data (
    css, ".bad { background: #ffffff; color: #000000; } .faint { color: #999999; }", -1);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (css),
                                              GTK_STYLE_PROVIDER_PRIORITY_USER);
  gtk_label_set_max_width_chars (GTK_LABEL (cut), 10);
  gtk_widget_set_halign (cut, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), cut);
  gtk_box_append (GTK_BOX (box), faint);
  audit = look_at_bad (box);
  gtk_style_context_remove_provider_for_display (gdk_display_get_default (),
                                                 GTK_STYLE_PROVIDER (css));
  g_object_unref (css);
  g_assert_cmpuint (audit->cut, ==, 1);
  g_assert_cmpuint (audit->faint, ==, 1);
}

/* A label inside what says all its words by its name, one that no reader goes into, a control that
 * is left out; and the other way round, one that is said and not drawn. */
static void
test_control_unread_and_unseen (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *named = gtk_button_new_with_label ("Baby rhymes on Tuesday");
  GtkWidget *hidden = gtk_label_new ("Nobody hears this");
  GtkWidget *left_out = button (200, 80), *clear = gtk_label_new ("Nobody sees this");
  GtkWidget *around = gtk_fixed_new ();
  g_autoptr (Audit) audit = NULL;

  gtk_widget_set_size_request (named, 200, 80);
  foyer_spoken_name (named, "Rhymes for a baby");
  foyer_spoken_hide (hidden);
  foyer_spoken_hide (left_out);
  gtk_fixed_put (GTK_FIXED (around), clear, -900, 0); /* no scroller brings it back */
  gtk_box_append (GTK_BOX (box), named);
  gtk_box_append (GTK_BOX (box), hidden);
  gtk_box_append (GTK_BOX (box), left_out);
  gtk_box_append (GTK_BOX (box), around);
  audit = look_at_bad (box);
  for (guint i = 0; i < audit->problems->len; i++)
    g_test_message ("%s", (char *)audit->problems->pdata[i]);
  g_assert_cmpuint (audit->unspoken, ==, 4); /* left_out: it, and the word on it */
  g_assert_cmpuint (audit->unseen, ==, 1);
}

static void
tear_down (PageFixture *f, gconstpointer data)
{
  page_fixture_tear_down (f, data);
  foyer_language_use (foyer_language_get (0));
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static void
add_round (GPtrArray *rounds, const Round *round)
{
  g_autofree char *name = look_dup_name (&round->look);
  g_autofree char *path = g_strdup_printf ("/audit/%s", name);
  Round *kept;

  if (!look_is_possible (&round->look))
    return;
  kept = g_memdup2 (round, sizeof *round);
  g_ptr_array_add (rounds, kept);
  g_test_add (path, PageFixture, kept, page_fixture_set_up, test_look, tear_down);
}

/* A look of all screens takes some twenty seconds, nearly all of it the shaping of type: each check
 * has a few looks a screen, the long run all of them. (transfer full) */
static GPtrArray *
add_rounds (gboolean is_long)
{
  GPtrArray *rounds = g_ptr_array_new_with_free_func (g_free);
  Round round = { .is_few = !is_long };

  if (is_long)
    for (; look_get (round.index, &round.look); round.index++)
      add_round (rounds, &round);
  else
    for (; round.index < N_FEW_LOOKS; round.index++)
      {
        look_get_few (round.index, &round.look);
        add_round (rounds, &round);
      }
  return rounds;
}

int
main (int argc, char **argv)
{
  const Look upright = { .is_portrait = TRUE };
  g_autoptr (GPtrArray) rounds = NULL;
  gboolean is_long;
  int result;

  foyer_language_init ();
  page_fixture_init (&argc, &argv);
  g_test_add_func ("/audit/a-good-control-passes", test_a_good_control_passes);
  g_test_add_func ("/audit/control-a-nameless-small-one", test_control_a_nameless_small_one);
  g_test_add_func ("/audit/control-outside-covered-and-unreached",
                   test_control_outside_covered_and_unreached);
  g_test_add_func ("/audit/control-words-cut-and-faint", test_control_words_cut_and_faint);
  g_test_add_func ("/audit/control-unread-and-unseen", test_control_unread_and_unseen);
  is_long = g_strcmp0 (g_getenv ("FOYER_LONG"), "1") == 0;
  rounds = add_rounds (is_long);
  result = page_fixture_run ();
  if (result == 0 && n_screens > 0)
    g_print ("# figure accessibility-%s reached %u/" NOTHING_WRONG " gate " NOTHING_WRONG "\n"
             "# %u controls looked at, %u sentences listened to\n",
             look_is_possible (&upright) ? "portrait" : "landscape", n_screens, n_looked_at,
             n_said);
  return result;
}
