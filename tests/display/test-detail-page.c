/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-fixture.h"

#include <string.h>

#include "kiosk/foyer-page-private.h"

#define LISTING                                                                                    \
  "{\"format\":\"foyer-content-1\",\"kind\":\"listings\",\"items\":[{\"id\":\"walk\","             \
  "\"programme\":\"youth\",\"type\":\"activity\",\"title\":\"Night walk\",\"organisation\":"       \
  "\"Walkers\",\"summary\":\"A walk.\",\"what_you_do\":[\"You walk.\"],\"gain\":\"Fresh air.\","   \
  "\"place_name\":\"Chelmsford\",\"lat\":51.75,\"lon\":0.47,\"precision\":\"postcode\","           \
  "\"where_note\":\"Meet at the gate.\",\"free\":true,\"age_min\":11,\"age_max\":17,"              \
  "\"needs\":[\"step-free\"],\"contact_phone\":\"01632 960123\","                                  \
  "\"source\":{\"title\":\"Walkers’ page\"},\"last_confirmed\":\"2026-10\",\"tags\":[\"move\"]}]}"
#define SESSION(day, left)                                                                         \
  "{\"id\":\"walk@2026-12-" day "T19:00\",\"listing\":\"walk\",\"date\":\"2026-12-" day "\","      \
  "\"start\":\"2026-12-" day "T19:00:00+00:00\",\"end\":\"2026-12-" day                            \
  "T20:30:00+00:00\",\"places\":9,\"places_left\":" left "}"
#define SESSIONS                                                                                   \
  "{\"format\":\"foyer-content-1\",\"kind\":\"sessions\",\"items\":[" SESSION (                    \
    "01", "0") "," SESSION ("02", "1") "," SESSION ("03",                                          \
                                                    "4") "," SESSION ("04",                        \
                                                                      "4") "," SESSION ("05",      \
                                                                                        "4") "]}"

static void
open_walk (PageFixture *f)
{
  page_fixture_apply (f, LISTING);
  page_fixture_apply (f, SESSIONS);
  page_fixture_open (f, "detail", "walk");
}

static gboolean
bar_says_checked (GtkWidget *widget, gboolean is_in_bar)
{
  is_in_bar = is_in_bar || gtk_widget_has_css_class (widget, "bar");
  if (!gtk_widget_get_visible (widget))
    return FALSE;
  if (is_in_bar && GTK_IS_LABEL (widget)
      && g_str_has_prefix (gtk_label_get_text (GTK_LABEL (widget)), "Checked"))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (bar_says_checked (child, is_in_bar))
      return TRUE;
  return FALSE;
}

static void
test_facts (PageFixture *f, gconstpointer data)
{
  const char *const words[] = { "Night walk",
                                "Walkers",
                                "What you would do",
                                "You walk.",
                                "Fresh air.",
                                "Free",
                                "11 to 17",
                                "Step-free",
                                "Where",
                                "Chelmsford",
                                "1.1 miles from here",
                                "Meet at the gate.",
                                "How to get there",
                                "1.1 miles",
                                "Phone 01632 960123",
                                "From: Walkers’ page. Checked October 2026." };

  open_walk (f);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (!page_fixture_shows (f, words[i]))
        g_test_message ("not shown: %s", words[i]);
      g_assert_true (page_fixture_shows (f, words[i]));
    }
  g_assert_false (page_fixture_shows (f, "We have not been able to check this"));
}

static void
test_sessions (PageFixture *f, gconstpointer data)
{
  open_walk (f);
  g_assert_true (page_fixture_shows (f, "Waiting list"));
  g_assert_true (page_fixture_shows (f, "1 place left"));
  g_assert_nonnull (page_fixture_find_button (f, "Sign me up for Wed 2 Dec"));
  g_assert_null (page_fixture_find_button (f, "Sat 5 Dec"));
  page_fixture_click (f, "More dates");
  page_fixture_click (f, "Sat 5 Dec");
  g_assert_nonnull (page_fixture_find_button (f, "Sign me up for Sat 5 Dec"));
  gtk_test_accessible_assert_property (page_fixture_find_button (f, "Sat 5 Dec"),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Saturday 5 December, 7pm to 8:30pm, 4 places left");
}

static void
test_waiting_list (PageFixture *f, gconstpointer data)
{
  open_walk (f);
  page_fixture_click (f, "Tue 1 Dec");
  gtk_test_accessible_assert_property (page_fixture_find_button (f, "Tue 1 Dec"),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Tuesday 1 December, 7pm to 8:30pm, Waiting list");
  page_fixture_click (f, "Put me on the waiting list for Tue 1 Dec");
  page_fixture_wait_page (f, "sign-up");
  g_assert_cmpstr (foyer_page_get_argument (page_fixture_page (f)), ==,
                   "walk walk@2026-12-01T19:00 waiting-list");
  g_assert_true (page_fixture_shows (f, "Step 1 of 4 · Waiting list · Night walk"));
}

static void
test_try_and_ask (PageFixture *f, gconstpointer data)
{
  open_walk (f);
  page_fixture_click (f, "Try it once");
  page_fixture_wait_page (f, "sign-up");
  g_assert_cmpstr (foyer_page_get_argument (page_fixture_page (f)), ==,
                   "walk walk@2026-12-02T19:00 try-once");
  g_usleep (350 * 1000); /* a second tap sooner than this is a shaky finger */
  page_fixture_open (f, "detail", "ess-061");
  page_fixture_click (f, "Ask a question");
  page_fixture_wait_page (f, "sign-up");
  g_assert_cmpstr (foyer_page_get_argument (page_fixture_page (f)), ==, "ess-061 - question");
  g_assert_true (page_fixture_shows (f, "Step 1 of 5 · A question · "));
}

static void
test_not_told (PageFixture *f, gconstpointer data)
{
  open_walk (f);
  g_assert_true (page_fixture_shows (
    f, "Not told yet: who you would meet, the first time. Ask them about these."));
  page_fixture_open (f, "detail", "ess-014"); /* a driver: mileage is paid */
  g_assert_true (page_fixture_shows (f, "Your mileage is paid."));
  g_assert_true (page_fixture_shows (f, "Not told yet: your first day, age, getting in and around, "
                                        "DBS check, training, coming to see first"));
}

static void
test_promise (PageFixture *f, gconstpointer data)
{
  open_walk (f);
  g_assert_true (page_fixture_shows (f, "They answer"));
  g_assert_true (page_fixture_shows (f, "By Sunday 29 November, if you ask today"));
}

static void
test_story (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "detail", "ess-002"); /* the home library */
  g_assert_true (page_fixture_shows (f, "A story of people who do this"));
  page_fixture_click (f, "A story of people who do this");
  page_fixture_wait_page (f, "story");
  g_assert_cmpstr (foyer_page_get_argument (page_fixture_page (f)), ==, "home-library");
}

static void
test_ways_on (PageFixture *f, gconstpointer data)
{
  const struct
  {
    const char *button, *page, *argument;
  } ways[] = { { "Something wrong here?", "problem", "walk" },
               { "See others like this", "similar", "walk" },
               { "Take it away", "take-away", "walk walk@2026-12-02T19:00" } };

  page_fixture_apply (f, LISTING);
  page_fixture_apply (f, SESSIONS);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      page_fixture_open (f, "detail", "walk");
      page_fixture_click (f, ways[i].button);
      page_fixture_wait_page (f, ways[i].page);
      g_assert_cmpstr (foyer_page_get_argument (page_fixture_page (f)), ==, ways[i].argument);
      g_usleep (350 * 1000); /* a second tap sooner than this is a shaky finger */
    }
}

/* Fifty paragraphs, five hundred tags, words without end, right to left, and what looks like
 * markup: shown as words, and no more of them than anybody would read. */
static void
test_flood (PageFixture *f, gconstpointer data)
{
  g_autoptr (GString) json = g_string_new (NULL);
  g_autofree char *title = g_strnfill (20000, 'w');
  g_autofree char *words = NULL;
  g_autofree char *text = NULL;
  int height;

  for (guint i = 0; i < 4000; i++)
    g_string_append (json, "مرحبا <b>x</b> &amp; ");
  words = g_strdup (json->str);
  g_string_printf (json,
                   "{\"format\":\"foyer-content-1\",\"kind\":\"listings\",\"items\":[{\"id\":"
                   "\"flood\",\"programme\":\"youth\",\"type\":\"group\",\"title\":\"%s\","
                   "\"organisation\":\"%s\",\"venue\":\"%s\",\"where_note\":\"%.9000s\","
                   "\"when_text\":\"%.9000s\",\"contact_text\":\"%.9000s\",\"what_you_do\":[",
                   title, title, title, title, title, title);
  for (guint i = 0; i < 50; i++)
    g_string_append_printf (json, "%s\"%.2080s\"", i > 0 ? "," : "", words);
  g_string_append (json, "],\"tags\":[");
  for (guint i = 0; i < 500; i++)
    g_string_append_printf (json, "%s\"tag-%u\"", i > 0 ? "," : "", i);
  g_string_append (json, "],\"needs\":[");
  for (guint i = 0; i < 500; i++)
    g_string_append_printf (json, "%s\"need-%u\"", i > 0 ? "," : "", i);
  g_string_append (json, "]}]}");
  page_fixture_apply (f, json->str);
  page_fixture_open (f, "detail", "flood");
  g_assert_true (page_fixture_shows (f, "مرحبا <b>x</b> &amp; "));
  text = page_fixture_dup_text (f);
  g_assert_cmpint (g_utf8_strlen (text, -1), <, 20000);
  gtk_widget_measure (
    gtk_widget_get_parent (gtk_widget_get_parent (page_fixture_find (f, "What you would do"))),
    GTK_ORIENTATION_VERTICAL, 1100, NULL, &height, NULL, NULL);
  g_test_message ("the sections are %d pixels high", height);
  g_assert_cmpint (height, <, 12000);
  page_fixture_assert_fits (f);
}

static void
test_least (PageFixture *f, gconstpointer data)
{
  page_fixture_apply (f, "{\"format\":\"foyer-content-1\",\"kind\":\"listings\",\"items\":[{\"id\":"
                         "\"least\",\"programme\":\"no-such\",\"title\":\"Least\"}]}");
  page_fixture_open (f, "detail", "least");
  g_assert_true (page_fixture_shows (f, "Least"));
  g_assert_true (page_fixture_shows (f, "Ask when you get in touch."));
  g_assert_true (page_fixture_shows (f, "Not checked yet."));
  g_assert_nonnull (page_fixture_find_button (f, "I’m interested"));
  page_fixture_assert_fits (f);
}

static void
test_sign_up (PageFixture *f, gconstpointer data)
{
  open_walk (f);
  page_fixture_click (f, "Thu 3 Dec");
  page_fixture_click (f, "Sign me up for Thu 3 Dec");
  page_fixture_wait_page (f, "sign-up");
  g_assert_cmpstr (foyer_page_get_argument (page_fixture_page (f)), ==,
                   "walk walk@2026-12-03T19:00");
}

static void
test_interest (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "detail", "ess-061");
  page_fixture_click (f, "I’m interested");
  page_fixture_wait_page (f, "sign-up");
  g_assert_cmpstr (foyer_page_get_argument (page_fixture_page (f)), ==, "ess-061");
}

static void
test_out_of_date (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "detail", "ess-061");
  g_assert_true (page_fixture_shows (f, "We have not been able to check this since 2018. Please "
                                        "ask before you go."));
  g_assert_true (page_fixture_shows (f, "Not checked since 2018"));
}

/* The warning holds whatever the button below it says. */
static void
test_warning_and_button_agree (PageFixture *f, gconstpointer data)
{
  page_fixture_apply (f, "{\"format\":\"foyer-content-1\",\"kind\":\"listings\",\"items\":[{\"id\":"
                         "\"walk\",\"programme\":\"youth\",\"title\":\"Night walk\"}]}");
  page_fixture_apply (f, SESSIONS);
  page_fixture_open (f, "detail", "walk");
  g_assert_nonnull (page_fixture_find_button (f, "Sign me up for Wed 2 Dec"));
  g_assert_true (
    page_fixture_shows (f, "We have not been able to check this yet. Please ask before you go."));
  g_assert_false (page_fixture_shows (f, "I’m interested"));
}

static void
test_no_sign_up (PageFixture *f, gconstpointer data)
{
  page_fixture_apply (f,
                      "{\"format\":\"foyer-content-1\",\"kind\":\"listings\",\"items\":[{\"id\":"
                      "\"closed\",\"programme\":\"youth\",\"type\":\"group\",\"title\":\"Closed\","
                      "\"sign_up\":false,\"tags\":[]}]}");
  page_fixture_open (f, "detail", "closed");
  g_assert_true (page_fixture_shows (f, "How to join"));
  g_assert_null (page_fixture_find_button (f, "I’m interested"));
}

static void
test_gone (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "detail", "no-such-listing");
  g_assert_true (page_fixture_shows (f, "This is no longer here"));
  g_assert_nonnull (page_fixture_find_button (f, "Back to list"));
}

/* Content is text: what looks like markup is shown as it stands. */
static void
test_plain_text (PageFixture *f, gconstpointer data)
{
  page_fixture_apply (f, "{\"format\":\"foyer-content-1\",\"kind\":\"listings\",\"items\":[{\"id\":"
                         "\"markup\",\"programme\":\"youth\",\"type\":\"group\",\"title\":"
                         "\"<b>Bold & brave</b>\",\"tags\":[]}]}");
  page_fixture_open (f, "detail", "markup");
  g_assert_true (page_fixture_shows (f, "<b>Bold & brave</b>"));
}

static void
test_help_now (PageFixture *f, gconstpointer data)
{
  open_walk (f);
  g_assert_nonnull (page_fixture_find_button (f, "Help now"));
  page_fixture_open (f, "detail", "ess-061");
  g_assert_null (page_fixture_find_button (f, "Help now"));
}

static void
test_fits (PageFixture *f, gconstpointer data)
{
  open_walk (f);
  page_fixture_assert_fits (f);
}

/* Upright, "Help now" and what is wrong fill the bar: the day of the last check stands among the
 * words alone. */
static void
test_the_bar_leaves_room (PageFixture *f, gconstpointer data)
{
  FoyerPage *page;

  open_walk (f);
  page = page_fixture_page (f);
  g_assert_true (bar_says_checked (GTK_WIDGET (page), FALSE));
  foyer_page_emit_layout (page, TRUE);
  page_fixture_settle ();
  g_assert_false (bar_says_checked (GTK_WIDGET (page), FALSE));
  g_assert_true (page_fixture_shows (f, "From: Walkers’ page. Checked October 2026."));
}

/* Exactly, roughly, or only by its district: what can be drawn can be seen on the map. */
static void
test_map (PageFixture *f, gconstpointer data)
{
  static const struct
  {
    const char *id, *where;
    gboolean has_map, is_rough;
  } listings[]
    = { { "exact", ",\"lat\":51.75,\"lon\":0.47,\"precision\":\"postcode\"", TRUE, FALSE },
        { "rough", ",\"lat\":51.75,\"lon\":0.47,\"precision\":\"town\"", TRUE, TRUE },
        { "area",
          ",\"lat\":51.75,\"lon\":0.47,\"precision\":\"district\",\"district\":\"Chelmsford\"",
          TRUE, TRUE },
        { "county", ",\"precision\":\"county\"", FALSE, FALSE },
        { "nowhere", ",\"where_note\":\"Ask us.\"", FALSE, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (listings); i++)
    {
      g_autofree char *json
        = g_strdup_printf ("{\"format\":\"foyer-content-1\",\"kind\":\"listings\",\"items\":[{"
                           "\"id\":\"%s\",\"programme\":\"youth\",\"title\":\"Chess\"%s}]}",
                           listings[i].id, listings[i].where);
      g_autofree char *argument = g_strconcat ("listing:", listings[i].id, NULL);

      page_fixture_apply (f, json);
      page_fixture_open (f, "detail", listings[i].id);
      g_assert_cmpint (page_fixture_find_button (f, "See it on the map") != NULL, ==,
                       listings[i].has_map);
      if (!listings[i].has_map)
        continue;
      page_fixture_click (f, "See it on the map");
      page_fixture_wait_page (f, "map");
      g_assert_cmpstr (foyer_page_get_argument (page_fixture_page (f)), ==, argument);
      g_assert_true (page_fixture_shows (f, "Where it is"));
      g_assert_cmpint (page_fixture_shows (f, "A white circle: we only know roughly where it is."),
                       ==, listings[i].is_rough);
      g_usleep (350 * 1000); /* a second tap sooner than this is a shaky finger */
    }
}

static GtkWidget *
find_picture (GtkWidget *widget)
{
  GtkWidget *found = gtk_widget_has_css_class (widget, "detail-picture") ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_picture (child);
  return found;
}

static void
test_large_letters_have_no_strip_of_a_picture (PageFixture *f, gconstpointer data)
{
  GtkWidget *picture;

  open_walk (f);
  picture = find_picture (GTK_WIDGET (page_fixture_page (f)));
  g_assert_true (gtk_widget_get_visible (picture));
  foyer_visit_set_text_percent (foyer_page_get_visit (page_fixture_page (f)), 200);
  page_fixture_settle ();
  g_assert_false (gtk_widget_get_visible (picture));
  foyer_page_emit_layout (page_fixture_page (f), TRUE);
  page_fixture_settle ();
  g_assert_true (gtk_widget_get_visible (picture));
}

int
main (int argc, char **argv)
{
  page_fixture_init (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/detail-page/" name, PageFixture, NULL, page_fixture_set_up, function,              \
              page_fixture_tear_down)
  ADD ("it-says-what-is-known", test_facts);
  ADD ("the-first-date-with-room-is-chosen", test_sessions);
  ADD ("a-full-date-may-be-waited-for", test_waiting_list);
  ADD ("one-may-try-it-once-or-ask-first", test_try_and_ask);
  ADD ("what-nobody-told-is-named", test_not_told);
  ADD ("it-says-by-when-they-answer", test_promise);
  ADD ("a-story-of-people-who-do-it", test_story);
  ADD ("it-leads-on", test_ways_on);
  ADD ("a-flood-of-words-is-cut-and-never-interpreted", test_flood);
  ADD ("a-title-is-enough", test_least);
  ADD ("sign-up-knows-the-chosen-date", test_sign_up);
  ADD ("without-dates-one-is-interested", test_interest);
  ADD ("an-old-listing-asks-to-ask-first", test_out_of_date);
  ADD ("a-warning-goes-with-its-button", test_warning_and_button_agree);
  ADD ("where-nobody-can-sign-up-it-says-how-to-join", test_no_sign_up);
  ADD ("a-listing-that-went-is-no-dead-end", test_gone);
  ADD ("content-is-plain-text", test_plain_text);
  ADD ("what-is-on-the-map-has-a-way-there", test_map);
  ADD ("help-now-is-on-youth-listings", test_help_now);
  ADD ("upright-the-bar-leaves-room-for-its-buttons", test_the_bar_leaves_room);
  ADD ("large-letters-have-no-strip-of-a-picture", test_large_letters_have_no_strip_of_a_picture);
  ADD ("it-fits-at-every-text-size", test_fits);
#undef ADD
  return page_fixture_run ();
}
