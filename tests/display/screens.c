/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screens.h"

#include <glib/gstdio.h>
#include <libintl.h>
#include <stdlib.h>

#include "core/crypto/foyer-crypto.h"
#include "core/crypto/foyer-pin.h"
#include "kiosk/foyer-idle-sheet.h"
#include "kiosk/foyer-language.h"
#include "kiosk/widgets/foyer-listing-card.h"

#define FRAMES 2  /* after a step, for what comes of it */
#define LATER_S 45 /* the desk warns of closing, and does not close yet */
#define CODE "HAZEL-OTTER-417238"
#define WAIT_S 20 /* for a search, on a busy machine with sanitizers */

/* clang-format off */
const Screen screens[] = {
  { "attract", "attract", "", NULL, "attract.png" },
  { "home", "home", "", NULL, "home.png" },
  { "idle", "home", "", "!idle", NULL },
  { "browse", "browse", "volunteering", "!cards", "browse.png" },
  { "browse-postcode", "browse", "youth", "?Filters|Change postcode or town", NULL },
  { "browse-nothing", "browse", "no-such-programme", NULL, NULL },
  { "search", "search", "", "!focus|=garden|!cards", NULL },
  { "search-narrow", "search", "", "!focus|=club|!cards|!rest|?Youth Activity Guarantee", NULL },
  { "map-chosen", "map", "volunteering", "~Baby and Toddler|Baby and Toddler", NULL },
  { "map-all", "map", "", "~Baby and Toddler|Whole county", NULL },
  { "detail", "detail", "ess-034", NULL, "detail.png" },
  { "detail-long", "detail", "ess-009", NULL, NULL },
  { "detail-role", "detail", "ess-014", NULL, NULL },
  { "detail-rough", "detail", "ess-010 Colchester", NULL, NULL },
  { "detail-gone", "detail", "no-such-listing", NULL, NULL },
  { "results-close", "results", "?time=ten-minutes&fits=seated&where=here&counted=1", "~Nothing fits all of that, but these come close", NULL },
  { "sign-up-age", "sign-up", "ess-034", NULL, NULL },
  { "sign-up-problem", "sign-up", "ess-034", "Continue", NULL },
  { "sign-up-name", "sign-up", "ess-034", "18 or over|Continue|=Pat", "signup.png" },
  { "sign-up-contact", "sign-up", "ess-034", "18 or over|Continue|=Pat|Continue", NULL },
  { "sign-up-check", "sign-up", "ess-034", "18 or over|Continue|=Pat|Continue|=07700 900123|Continue", NULL },
  { "sign-up-check-long", "sign-up", "ess-009 - question", "18 or over|Continue|=is there a lift|Continue|=Sam|Continue|=07700 900123|Continue", NULL },
  { "sign-up-check-teen", "sign-up", "ess-009 - question", "13 to 17|Continue|=is it free|Continue|=Sam|Continue|=07700 900456|Continue", NULL },
  { "sign-up-under-13", "sign-up", "ess-034", "Under 13|Continue", NULL },
  { "done", "done", "HAZEL-RIVER-417238 ess-034 - 0123456789abcdefghjkmnpqrs adult phone 2026-11-29", NULL, "done.png" },
  { "done-waiting", "done", "HAZEL-RIVER-417238 ess-034 - 0123456789abcdefghjkmnpqrs adult email - waiting-list", NULL, NULL },
  { "problem-words", "problem", "ess-034", "Something else", NULL },
  { "sign-up-question", "sign-up", "ess-034 - question", "18 or over|Continue", NULL },
  { "code", "code", "", "!focus", NULL },
  { "code-hours", "code", "", "!hours|!focus|=" CODE "|Show me|~Your hours are counted.", NULL },
  { "code-hours-back", "code", "", "!hours|!focus|=" CODE "|Show me|~Your hours are counted.|Take my hours back", NULL },
  { "stories", "stories", "", NULL, NULL },
  { "story", "story", "mens-sheds", NULL, "story.png" },
  { "info-list", "info-list", "", NULL, NULL },
  { "info", "info", "first-time", NULL, NULL },
  { "help-now", "info", "help-now", NULL, NULL },
  { "who-can-help", "info", "@who-can-help", NULL, NULL },
  { "choose-time", "choose", "", NULL, NULL },
  { "choose-when", "choose", "?step=1", NULL, "choose.png" },
  { "choose-why", "choose", "?step=2", NULL, NULL },
  { "choose-fits", "choose", "?step=3", NULL, NULL },
  { "choose-where", "choose", "?step=4", NULL, NULL },
  { "choose-place", "choose", "?step=4", "^Near another place", NULL },
  { "results", "results", "volunteering?time=hour&when=tue-am.thu-am&why=social", NULL, "results.png" },
  { "results-answers", "results", "volunteering?time=hour&when=tue-am.thu-am&why=social&fits=no-dbs&where=here&miles=10", NULL, NULL },
  { "results-near", "results", "retirement?time=ten-minutes&where=here&miles=2", NULL, NULL },
  { "unmet", "unmet", "volunteering?time=hour", NULL, NULL },
  { "map", "map", "volunteering", NULL, NULL },
  { "map-listing", "map", "listing:ess-034", NULL, NULL },
  { "volunteer", "volunteer", "", NULL, NULL },
  { "neighbour", "neighbour", "", NULL, NULL },
  { "neighbour-shopping", "neighbour", "shopping", NULL, NULL },
  { "hours", "hours", "", NULL, NULL },
  { "hours-day", "hours", "", "This is my first time", NULL },
  { "hours-day-chosen", "hours", "", "This is my first time|Yesterday|Back", NULL },
  { "hours-long", "hours", "", "This is my first time|Yesterday", NULL },
  { "baseline", "baseline", "", NULL, NULL },
  { "problem", "problem", "ess-061", NULL, NULL },
  { "similar", "similar", "ess-002", NULL, NULL },
  { "take-away", "take-away", "ess-068", NULL, NULL },
  { "large-letters", "large-letters", "HAZEL-RIVER-417238 ess-034 - 0123456789abcdefghjkmnpqrs adult phone 2026-11-29", NULL, NULL },
  { "easier", "easier", "", NULL, NULL },
  { "language", "language", "", NULL, NULL },
  { "staff-no-pin", "staff", "", NULL, NULL },
  { "staff-pin", "staff", "", "!pin|4|8", NULL },
  { "staff", "staff", "", "!pin|4|8|0|9|5|1|~This kiosk", NULL },
  { "staff-closing", "staff", "", "!pin|4|8|0|9|5|1|~This kiosk|!later|~Stay", NULL },
  { "staff-place", "staff", "", "!pin|4|8|0|9|5|1|~This kiosk|Place", NULL },
  { "staff-sound", "staff", "", "!pin|4|8|0|9|5|1|~This kiosk|Sound check", NULL },
  { "calibrate", "calibrate", "", NULL, NULL },
  { NULL, NULL, NULL, NULL, NULL },
};

/* clang-format on */

#define N_SIZES 3
#define N_COLOURS 3
static const int sizes[N_SIZES] = { 100, 150, 200 };
static const FoyerColours colours[N_COLOURS]
  = { FOYER_COLOURS_USUAL, FOYER_COLOURS_LIGHT, FOYER_COLOURS_DARK };
static const char *const colour_names[N_COLOURS] = { [FOYER_COLOURS_USUAL] = "",
                                                     [FOYER_COLOURS_DARK] = "-contrast-dark",
                                                     [FOYER_COLOURS_LIGHT] = "-contrast-light" };

static void
set_look (Look *look, guint orientation, guint size, guint theme, guint language)
{
  *look
    = (Look){ orientation == 1, sizes[size], colours[theme], foyer_language_get (language)->code };
}

gboolean
look_get (guint i, Look *look)
{
  guint kinds = 2 * N_SIZES * N_COLOURS;

  if (foyer_language_get (i / kinds) == NULL)
    return FALSE;
  set_look (look, i % kinds / (N_SIZES * N_COLOURS), i / N_COLOURS % N_SIZES, i % N_COLOURS,
            i / kinds);
  return TRUE;
}

/* Three groups of six. Within a group all sizes in both orientations; from group to group the
 * colours move on by one and the languages by two, so that any two come together once. */
#define FEW_GROUPS 3
#define FEW_OF_GROUP (N_FEW_LOOKS / FEW_GROUPS)

void
look_get_few (guint i, Look *look)
{
  guint group = i / FEW_OF_GROUP, k = i % FEW_OF_GROUP;
  guint n_languages = 0;

  while (foyer_language_get (n_languages) != NULL)
    n_languages++;
  set_look (look, k / N_SIZES, k % N_SIZES, (group + k) % N_COLOURS, (k + 2 * group) % n_languages);
}

gboolean
screen_has_few_look (const Screen *screen, guint i)
{
  return (guint)(screen - screens) % FEW_GROUPS == i / FEW_OF_GROUP;
}

char *
look_dup_name (const Look *look)
{
  gboolean is_english = g_str_equal (look->language, "en");

  return g_strdup_printf ("%s-%d%s%s%s", look->is_portrait ? "portrait" : "landscape",
                          look->percent, colour_names[look->colours], is_english ? "" : "-",
                          is_english ? "" : look->language);
}

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

static FoyerIdleSheet *
find_sheet (PageFixture *f)
{
  return FOYER_IDLE_SHEET (find_type (GTK_WIDGET (f->window), FOYER_TYPE_IDLE_SHEET));
}

/* The attract loop comes after a visit, and with that what the visitor had set is gone. */
gboolean
screen_has_look (const Screen *screen, const Look *look)
{
  return !g_str_equal (screen->page, "attract")
         || (look->percent == 100 && look->colours == FOYER_COLOURS_USUAL);
}

gboolean
look_is_possible (const Look *look)
{
  g_autoptr (GdkMonitor) monitor
    = g_list_model_get_item (gdk_display_get_monitors (gdk_display_get_default ()), 0);
  GdkRectangle area;

  gdk_monitor_get_geometry (monitor, &area);
  return look->is_portrait == (area.height > area.width);
}

/* GTK 4.8 rounds the width of a line of type in two ways, and complains when they differ by a
 * pixel; whether anything overlaps is looked at here. Everything else that is complained of ends
 * the test. */
static GLogWriterOutput
log_writer (GLogLevelFlags level, const GLogField *fields, gsize n, gpointer data)
{
  gboolean is_bad = (level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING)) != 0;

  for (gsize i = 0; i < n && is_bad; i++)
    if (g_str_equal (fields[i].key, "MESSAGE")
        && g_str_has_suffix (fields[i].value, "Expect overlapping widgets."))
      return G_LOG_WRITER_HANDLED;
  if (is_bad || g_getenv ("G_MESSAGES_DEBUG") != NULL)
    g_log_writer_standard_streams (level, fields, n, data);
  if (is_bad)
    abort ();
  return G_LOG_WRITER_HANDLED;
}

/* Not in the fixture's beginning: GLib sets the writer back before each test, and takes one but
 * once a process. */
static void
listen_to_complaints (void)
{
  static gboolean has_writer;

  g_log_set_always_fatal (G_LOG_FATAL_MASK); /* the writer decides */
  if (!has_writer)
    g_log_set_writer_func (log_writer, NULL, NULL);
  has_writer = TRUE;
}

void
screens_look (PageFixture *f, const Look *look)
{
  FoyerVisit *visit = foyer_page_get_visit (page_fixture_page (f));

  listen_to_complaints ();
  g_assert_true (look_is_possible (look));
  foyer_visit_set_text_percent (visit, look->percent);
  foyer_ease_set (foyer_visit_get_ease (visit), FOYER_EASE_COLOURS, look->colours);
  foyer_visit_set_language (visit, look->language);
  page_fixture_settle ();
  /* A language whose words are not found is English, and nobody would notice. */
  if (!g_str_equal (look->language, "en"))
    g_assert_cmpstr (gettext ("Continue"), !=, "Continue");
}

static void
warn_of_idleness (PageFixture *f)
{
  FoyerVisit *visit = foyer_page_get_visit (page_fixture_page (f));
  g_autoptr (FoyerVisit) idle = foyer_visit_new (f->clock, 0, 30 * G_USEC_PER_SEC);

  foyer_visit_begin (idle);
  g_assert_cmpint (foyer_visit_update (idle), ==, FOYER_VISIT_WARNING);
  foyer_idle_sheet_update (find_sheet (f), idle);
  g_assert_true (FOYER_IS_VISIT (visit));
}

/* And opens the page anew, which then asks for it. */
static void
set_pin (PageFixture *f)
{
  g_autoptr (GError) error = NULL;

  foyer_pin_set (f->dir, "480951", &error);
  g_assert_no_error (error);
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.replace", "(ss)", "staff", "");
}

/* What the centre says of hours that were logged. */
static void
say_hours (PageFixture *f)
{
  g_autofree char *hash = foyer_code_hash (CODE);
  g_autofree char *json = g_strdup_printf (
    "{\"format\":\"foyer-content-1\",\"kind\":\"statuses\",\"items\":[{\"id\":\"%s\",\"state\":"
    "\"received\",\"received\":\"2026-11-20\",\"updated\":\"2026-11-21T09:00:00Z\",\"service\":"
    "{\"minutes\":615,\"entries\":3,\"since\":\"2026-09\",\"until\":\"2026-11\",\"months\":"
    "{\"2026-09\":120,\"2026-11\":495},\"programmes\":{\"volunteering\":120},\"seq\":9}}]}",
    hash);

  page_fixture_apply (f, json);
}

static void
wait_for_cards (PageFixture *f)
{
  gint64 end = g_get_monotonic_time () + WAIT_S * G_USEC_PER_SEC;

  while (find_type (GTK_WIDGET (page_fixture_page (f)), FOYER_TYPE_LISTING_CARD) == NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
}

/* A card of one answer goes on when it is clicked, not when it is chosen. */
static void
click (PageFixture *f, const char *words)
{
  GtkWidget *button = page_fixture_find_button (f, words);

  if (button != NULL && GTK_IS_TOGGLE_BUTTON (button))
    g_signal_emit_by_name (button, "clicked");
  else
    page_fixture_click (f, words);
}

static void
take_step (PageFixture *f, const char *step)
{
  GtkWidget *text;

  foyer_clock_advance (f->clock, FOYER_REPEAT_GUARD_US); /* as long as a hand takes */
  if (step[0] == '=')
    page_fixture_type (f, step + 1);
  else if (step[0] == '?')
    {
      if (page_fixture_find_button (f, gettext (step + 1)) != NULL)
        page_fixture_click (f, gettext (step + 1));
    }
  else if (step[0] == '^')
    g_signal_emit_by_name (page_fixture_find_button (f, gettext (step + 1)), "clicked");
  else if (step[0] == '~')
    page_fixture_wait_for (f, gettext (step + 1));
  else if (g_str_equal (step, "!idle"))
    warn_of_idleness (f);
  else if (g_str_equal (step, "!pin"))
    set_pin (f);
  else if (g_str_equal (step, "!hours"))
    say_hours (f);
  else if (g_str_equal (step, "!rest"))
    foyer_page_hide_keyboard (page_fixture_page (f));
  else if (g_str_equal (step, "!later"))
    foyer_clock_advance (f->clock, LATER_S * G_USEC_PER_SEC);
  else if (g_str_equal (step, "!cards"))
    wait_for_cards (f);
  else if (g_str_equal (step, "!focus"))
    {
      text = find_type (GTK_WIDGET (page_fixture_page (f)), GTK_TYPE_TEXT);
      g_assert_nonnull (text);
      gtk_widget_grab_focus (text);
    }
  else
    click (f, gettext (step));
  page_fixture_settle ();
}

/* Searches and pictures come by themselves: some frames later they are there. */
void
screens_rest (PageFixture *f, int frames)
{
  for (int i = 0; i < frames; i++)
    {
      gtk_test_widget_wait_for_draw (GTK_WIDGET (f->window));
      page_fixture_settle ();
    }
}

void
screens_open (PageFixture *f, const Screen *screen)
{
  g_auto (GStrv) steps = g_strsplit (screen->steps != NULL ? screen->steps : "", "|", -1);

  g_debug ("screen %s", screen->name);
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.replace", "(ss)", screen->page,
                              screen->argument);
  page_fixture_settle ();
  screens_rest (f, FRAMES);
  for (guint i = 0; steps[i] != NULL && *steps[i] != '\0'; i++)
    take_step (f, steps[i]);
  screens_rest (f, FRAMES);
}

void
screens_leave (PageFixture *f)
{
  g_autofree char *pin = g_build_filename (f->dir, "staff-pin", NULL);

  g_unlink (pin);
  foyer_idle_sheet_update (find_sheet (f), NULL);
  gtk_root_set_focus (GTK_ROOT (f->window), NULL);
}
