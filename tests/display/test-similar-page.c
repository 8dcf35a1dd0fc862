/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-fixture.h"

#include <string.h>

#include "kiosk/widgets/foyer-listing-card.h"

/* The listing cards in sight, in order; "" before the first. (transfer full) */
static GPtrArray *
find_cards (GtkWidget *widget, GPtrArray *cards)
{
  if (FOYER_IS_LISTING_CARD (widget))
    g_ptr_array_add (cards, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    find_cards (child, cards);
  return cards;
}

static void
test_five (PageFixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new ();
  g_autofree char *first = NULL;

  page_fixture_open (f, "similar", "ess-002"); /* a library's deliveries, which it has four of */
  g_assert_true (page_fixture_shows (f, "Like “Home Library Service delivery volunteer”"));
  page_fixture_wait_for (f, "The same at another place");
  find_cards (GTK_WIDGET (page_fixture_page (f)), cards);
  g_assert_cmpuint (cards->len, ==, 5);
  for (guint i = 0; i < cards->len; i++)
    g_assert_cmpstr (foyer_listing_card_get_id (cards->pdata[i]), !=, "ess-002");
  first = g_strdup (foyer_listing_card_get_id (cards->pdata[0]));
  g_signal_emit_by_name (cards->pdata[0], "clicked");
  page_fixture_wait_page (f, "detail");
  g_assert_cmpstr (foyer_page_get_argument (page_fixture_page (f)), ==, first);
}

/* From here, from the place the visitor said, or from where the list that led here was measured: and
 * each says which. On to the next one it goes along. */
static void
test_says_from_where (PageFixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new ();
  FoyerVisit *visit = foyer_page_get_visit (page_fixture_open (f, "similar", "ess-002"));
  const struct
  {
    const char *said, *argument, *words;
  } places[] = { { NULL, "ess-002", "about 29 miles from here" },
                 { "CO1 1JB", "ess-002", " from CO1 1JB" },
                 { "CO1 1JB", "ess-002 -", "about 29 miles from here" },
                 { "CO1 1JB", "ess-002 Clacton-on-Sea", " from Clacton-on-Sea" } };

  foyer_visit_begin (visit);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *text = NULL;

      if (places[i].said != NULL)
        foyer_visit_set_origin (visit, places[i].said);
      page_fixture_open (f, "similar", places[i].argument);
      page_fixture_wait_for (f, "The same at another place");
      text = page_fixture_dup_text (f);
      g_test_message ("%s", text);
      g_assert_nonnull (strstr (text, places[i].words));
      g_assert_null (strstr (text, "from the other"));
    }
  find_cards (GTK_WIDGET (page_fixture_page (f)), cards);
  g_signal_emit_by_name (cards->pdata[0], "clicked");
  page_fixture_wait_page (f, "detail");
  g_assert_true (g_str_has_suffix (foyer_page_get_argument (page_fixture_page (f)),
                                   " Clacton-on-Sea"));
  g_usleep (FOYER_REPEAT_GUARD_US + 10000); /* the window's own, by the real clock */
  page_fixture_click (f, "See others like this");
  page_fixture_wait_page (f, "similar");
  g_assert_true (g_str_has_suffix (foyer_page_get_argument (page_fixture_page (f)),
                                   " Clacton-on-Sea"));
}

static void
test_gone (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "similar", "no-such-listing");
  g_assert_true (page_fixture_shows (f, "This is no longer here"));
}

static void
test_fits (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "similar", "ess-014");
  page_fixture_wait_for (f, "Also: ");
  page_fixture_assert_fits (f);
}

int
main (int argc, char **argv)
{
  page_fixture_init (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/similar-page/" name, PageFixture, NULL, page_fixture_set_up, function,             \
              page_fixture_tear_down)
  ADD ("five-others-each-with-a-reason", test_five);
  ADD ("how-far-is-said-with-from-where", test_says_from_where);
  ADD ("of-what-is-gone-there-is-no-like", test_gone);
  ADD ("it-fits-at-every-text-size", test_fits);
#undef ADD
  return page_fixture_run ();
}
