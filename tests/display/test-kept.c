/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-fixture.h"

#include <string.h>

#include "core/crypto/foyer-pin.h"
#include "kiosk/foyer-language.h"
#include "kiosk/foyer-spoken.h"
#include "kiosk/widgets/foyer-keyboard.h"

/* Whoever changes the language or the size of the letters in the middle of something loses none of
 * it. One row a page and a thing that may be typed, ticked or chosen there: after English, Polish,
 * Urdu and English again the page shows every word, tick and letter it showed before. And it does
 * not say the same when nothing was typed, ticked or chosen: each row has something to lose. */

#define GUARD_US 300000 /* the pages' repeat guard */
#define WAIT_S 20       /* under sanitizers on a busy machine */
#define PIN "480951"
#define WALK                                                                                       \
  "{\"format\":\"foyer-content-1\",\"kind\":\"listings\",\"items\":[{\"id\":\"walk\","             \
  "\"programme\":\"youth\",\"type\":\"activity\",\"title\":\"Night walk\"}]}"
#define SESSION(day)                                                                               \
  "{\"id\":\"walk@2026-12-" day "T19:00\",\"listing\":\"walk\",\"date\":\"2026-12-" day "\","      \
  "\"start\":\"2026-12-" day "T19:00:00+00:00\",\"end\":\"2026-12-" day "T20:30:00+00:00\"}"
#define SESSIONS                                                                                   \
  "{\"format\":\"foyer-content-1\",\"kind\":\"sessions\",\"items\":[" SESSION ("01") "," SESSION ( \
    "02") "," SESSION ("03") "]}"

/* Steps, parted by "|": what is tapped, by its words, "@" its spoken name, "." its style or "#" its
 * number among the toggles; "=" what is typed; "~" what is waited for; "!" goes to the first field;
 * "-" puts the keyboard away.
 */
typedef struct
{
  const char *name, *page, *argument, *steps;
  const char *typed; /* nullable: then in the field that has the focus, in every language */
} Row;

static const Row rows[] = {
  { "browse, filters", "browse", "volunteering", "~Sort: Nearest|2 miles|With people|Driving",
    NULL },
  { "browse, order", "browse", "volunteering", "~Sort: Nearest|Sort: Nearest|~Sort: Soonest",
    NULL },
  { "browse, half a postcode", "browse", "volunteering", "~Sort: Nearest|Change postcode or town|=CM2 9",
    "CM2 9" },
  { "search, narrowed", "search", "", "!|=club|~29 found|-|Youth Activity Guarantee|~7 found|!", NULL },
  { "choose, one answer", "choose", "volunteering?time=hour&step=2&single=1", "To meet people", NULL },
  { "choose, time", "choose", "volunteering?step=0", "About an hour|Back", NULL },
  { "choose, when", "choose", "volunteering?step=1", "#0|#7", NULL },
  { "choose, why", "choose", "volunteering?step=2", "To meet people|To learn something", NULL },
  { "choose, what fits", "choose", "volunteering?step=3", "Sitting down", NULL },
  { "choose, how far", "choose", "volunteering?step=4", "20 miles", NULL },
  { "choose, half a place", "choose", "volunteering?step=4", "Near another place|=Colch", "Colch" },
  { "results, all of them", "results", "volunteering", "~Show all|Show all", NULL },
  { "unmet need", "unmet", "volunteering?time=hour", "The cost|It is too far|!|=no bus home",
    "no bus home" },
  { "map, a listing", "map", "volunteering", "~1|.map-row-head", NULL },
  { "detail, a date", "detail", "walk", "#1", NULL },
  { "sign-up, age", "sign-up", "ess-034", "13 to 17", NULL },
  { "sign-up, name", "sign-up", "ess-034", "18 or over|Continue|=Pat", "Pat" },
  { "sign-up, phone", "sign-up", "ess-034", "18 or over|Continue|=Pat|Continue|=01632 960123",
    "01632 960123" },
  { "sign-up, question", "sign-up", "ess-034 question", "18 or over|Continue|=Is there a ramp",
    "Is there a ramp" },
  { "problem, words", "problem", "ess-034", "Something else|=The door is shut",
    "The door is shut" },
  { "code, half typed", "code", "", "=HAZEL-OTT", "HAZEL-OTT" },
  { "hours, half a code", "hours", "", "I have a code|=HAZEL-OTT", "HAZEL-OTT" },
  { "hours, day and length", "hours", "", "This is my first time|Yesterday|3", NULL },
  { "hours, with whom", "hours", "",
    "This is my first time|Yesterday|Next|=home library|~Home Library Service", "home library" },
  { "hours, a new code", "hours", "",
    "This is my first time|Yesterday|Next|Add these hours|~Thank you", NULL },
  { "neighbour, what was done", "neighbour", "",
    "I have helped someone|Shopping|A lift|2 times|1 hour|A friend", NULL },
  { "neighbour, one kind", "neighbour", "", "A lift", NULL },
  { "baseline, the first answer", "baseline", "", "Less often than that", NULL },
  { "baseline, the second", "baseline", "", "Less often than that|Next|At least once a month",
    NULL },
  { "stories, a filter", "stories", "", "Thurrock", NULL },
  { "staff, a place", "staff", "", "4|8|0|9|5|1|~This kiosk|Place", NULL },
  { "staff, a sound", "staff", "", "4|8|0|9|5|1|~This kiosk|Sound check", NULL },
  { "calibrate, a card", "calibrate", "", "@Much larger|@A little smaller", NULL },
};

/* A capital on a key follows the cursor as keys are pressed, and here words are put in whole. */
static void
append_words (GtkWidget *label, GString *look)
{
  const char *words = gtk_label_get_text (GTK_LABEL (label));
  g_autofree char *small = gtk_widget_get_ancestor (label, FOYER_TYPE_KEYBOARD) != NULL
                             ? g_utf8_strdown (words, -1)
                             : g_strdup (words);

  g_string_append_printf (look, "%s\n", small);
}

static void
append_look (GtkWidget *widget, GString *look)
{
  if (!gtk_widget_get_visible (widget) || !gtk_widget_get_child_visible (widget))
    return;
  if (GTK_IS_TOGGLE_BUTTON (widget))
    g_string_append (look,
                     gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (widget)) ? "[x] " : "[ ] ");
  if (GTK_IS_TEXT_VIEW (widget))
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget));
      g_autofree char *text = NULL;

      g_object_get (buffer, "text", &text, NULL);
      g_string_append_printf (look, "{%s}\n", text);
    }
  else if (GTK_IS_EDITABLE (widget))
    g_string_append_printf (look, "{%s}\n", gtk_editable_get_text (GTK_EDITABLE (widget)));
  else if (GTK_IS_LABEL (widget))
    append_words (widget, look);
  else if (gtk_widget_has_css_class (widget, "selected"))
    g_string_append (look, "[selected] ");
  if (GTK_IS_EDITABLE (widget) || GTK_IS_TEXT_VIEW (widget))
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    append_look (child, look);
}

/* Every word, tick and letter in sight. (transfer full) */
static char *
dup_look (PageFixture *f)
{
  g_autoptr (GString) look = g_string_new (NULL);

  append_look (GTK_WIDGET (page_fixture_page (f)), look);
  return g_string_free (g_steal_pointer (&look), FALSE);
}

/* Until it stands still: lists and counts come later than the page. (transfer full) */
static char *
dup_last_look (PageFixture *f)
{
  char *look = NULL;
  gint64 still = g_get_monotonic_time ();

  while (g_get_monotonic_time () - still < G_USEC_PER_SEC / 5)
    {
      g_autofree char *now = NULL;

      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
      now = dup_look (f);
      if (g_strcmp0 (now, look) == 0)
        continue;
      g_free (look);
      look = g_steal_pointer (&now);
      still = g_get_monotonic_time ();
    }
  return look;
}

static void
assert_looks (PageFixture *f, const char *wanted)
{
  gint64 end = g_get_monotonic_time () + WAIT_S * G_USEC_PER_SEC;
  g_autofree char *look = dup_look (f);

  while (!g_str_equal (look, wanted) && g_get_monotonic_time () < end)
    {
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
      g_free (look);
      look = dup_look (f);
    }
  g_assert_cmpstr (look, ==, wanted);
}

static GtkWidget *
find_widget (GtkWidget *widget, gboolean (*is_it) (GtkWidget *, const char *), const char *name)
{
  if (!gtk_widget_get_visible (widget) || !gtk_widget_get_child_visible (widget))
    return NULL;
  if (is_it (widget, name))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, is_it, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_spoken (GtkWidget *widget, const char *name)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (foyer_spoken_get_name (widget), name) == 0;
}

static gboolean
is_styled (GtkWidget *widget, const char *name)
{
  return GTK_IS_BUTTON (widget) && gtk_widget_has_css_class (widget, name);
}

static gboolean
is_field (GtkWidget *widget, const char *name)
{
  return GTK_IS_ENTRY (widget);
}

static guint skipped;

static gboolean
is_toggle (GtkWidget *widget, const char *number)
{
  return GTK_IS_TOGGLE_BUTTON (widget) && skipped++ == (guint)atoi (number);
}

/* A visitor takes longer than the guard from tap to tap. */
static void
tap (PageFixture *f, GtkWidget *button, const char *step)
{
  if (button == NULL)
    g_test_message ("nothing to tap: “%s”", step);
  g_assert_nonnull (button);
  foyer_clock_advance (f->clock, GUARD_US);
  g_signal_emit_by_name (button, "clicked");
  page_fixture_settle ();
}

static void
take_step (PageFixture *f, const char *step)
{
  GtkWidget *page = GTK_WIDGET (page_fixture_page (f));
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (f->window));

  skipped = 0;
  if (step[0] == '=')
    {
      g_assert_true (GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus));
      g_signal_emit_by_name (focus, "insert-at-cursor", step + 1);
    }
  else if (step[0] == '~')
    page_fixture_wait_for (f, step + 1);
  else if (step[0] == '-')
    foyer_page_hide_keyboard (FOYER_PAGE (page));
  else if (step[0] == '!')
    gtk_widget_grab_focus (find_widget (page, is_field, NULL));
  else if (step[0] == '@')
    tap (f, find_widget (page, is_spoken, step + 1), step);
  else if (step[0] == '.')
    tap (f, find_widget (page, is_styled, step + 1), step);
  else if (step[0] == '#')
    tap (f, find_widget (page, is_toggle, step + 1), step);
  else
    tap (f, page_fixture_find_button (f, step), step);
}

/* What is in the field that has the focus. (transfer full) */
static char *
dup_typed (PageFixture *f)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (f->window));
  char *text = NULL;

  if (GTK_IS_TEXT_VIEW (focus))
    g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (focus)), "text", &text, NULL);
  else if (GTK_IS_TEXT (focus))
    text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (focus)));
  return text;
}

static void
assert_typed (PageFixture *f, const char *wanted)
{
  g_autofree char *typed = wanted != NULL ? dup_typed (f) : NULL;

  g_assert_cmpstr (typed, ==, wanted);
}

static void
draw (PageFixture *f)
{
  page_fixture_settle ();
  gtk_test_widget_wait_for_draw (GTK_WIDGET (f->window));
}

static void
change (PageFixture *f, const char *language, const Row *row)
{
  g_test_message ("in %s", language);
  foyer_visit_set_language (foyer_page_get_visit (page_fixture_page (f)), language);
  draw (f);
  assert_typed (f, row->typed);
}

static void
change_letters (PageFixture *f, int percent, const Row *row)
{
  foyer_visit_set_text_percent (foyer_page_get_visit (page_fixture_page (f)), percent);
  draw (f);
  assert_typed (f, row->typed);
}

static void
set_up (PageFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  page_fixture_set_up (f, NULL);
  page_fixture_apply (f, WALK);
  page_fixture_apply (f, SESSIONS);
  foyer_pin_set (f->dir, PIN, &error);
  g_assert_no_error (error);
  foyer_visit_begin (foyer_page_get_visit (page_fixture_page (f)));
}

static void
tear_down (PageFixture *f, gconstpointer data)
{
  page_fixture_tear_down (f, NULL);
  foyer_language_use (foyer_language_get (0));
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static void
test_it_is_kept (PageFixture *f, gconstpointer data)
{
  const Row *row = data;
  g_auto (GStrv) steps = g_strsplit (row->steps, "|", -1);
  g_autofree char *fresh = NULL, *look = NULL;

  page_fixture_open (f, row->page, row->argument);
  fresh = dup_last_look (f);
  for (guint i = 0; steps[i] != NULL; i++)
    take_step (f, steps[i]);
  look = dup_last_look (f);
  g_assert_cmpstr (look, !=, fresh);
  assert_typed (f, row->typed);
  change (f, "pl", row);
  change (f, "ur", row);
  change_letters (f, 200, row);
  change_letters (f, 100, row);
  change (f, "en", row);
  assert_looks (f, look);
  if (row->typed != NULL)
    {
      g_autofree char *more = g_strconcat (row->typed, "X", NULL);

      take_step (f, "=X"); /* where the last letter was typed */
      assert_typed (f, more);
    }
}

int
main (int argc, char **argv)
{
  foyer_language_init ();
  page_fixture_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/kept/%s", rows[i].name);

      g_test_add (path, PageFixture, &rows[i], set_up, test_it_is_kept, tear_down);
    }
  return page_fixture_run ();
}
