/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-fixture.h"

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
  ADD ("of-what-is-gone-there-is-no-like", test_gone);
  ADD ("it-fits-at-every-text-size", test_fits);
#undef ADD
  return page_fixture_run ();
}
