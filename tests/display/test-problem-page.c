/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-fixture.h"

#include "core/outbox/foyer-outbox.h"

/* How many problems wait to be sent; nothing else may. */
static guint
count_problems (PageFixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerOutbox) outbox = NULL;
  g_autoptr (GPtrArray) records = NULL;

  foyer_backend_stop (f->backend);
  outbox = foyer_outbox_open (f->dir, f->clock, NULL, &error);
  g_assert_no_error (error);
  records = foyer_outbox_list_all (outbox, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    g_assert_cmpstr (((FoyerOutboxRecord *)records->pdata[i])->kind, ==, "listing_problem");
  return records->len;
}

static void
test_two_taps (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "detail", "ess-061");
  page_fixture_click (f, "Something wrong here?");
  page_fixture_wait_page (f, "problem");
  g_assert_true (page_fixture_shows (f, "What is wrong here?"));
  page_fixture_click (f, "It no longer runs");
  page_fixture_wait_for (f, "Thank you. We will look into it.");
  g_assert_nonnull (page_fixture_find_button (f, "Go back to it"));
  g_assert_cmpuint (count_problems (f), ==, 1);
}

static GtkWidget *
find_view (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (GTK_IS_TEXT_VIEW (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_view (child);
  return found;
}

static void
test_words (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "problem", "ess-061");
  g_assert_null (page_fixture_find_button (f, "Send"));
  page_fixture_click (f, "Something else");
  g_assert_true (page_fixture_shows (f, "A few words are enough."));
  page_fixture_click (f, "Send");
  g_assert_true (page_fixture_shows (f, "Type what is wrong, or go back."));
  g_signal_emit_by_name (find_view (GTK_WIDGET (page_fixture_page (f))), "insert-at-cursor",
                         "The picture is of another hall.");
  page_fixture_click (f, "Send");
  page_fixture_wait_for (f, "Thank you. We will look into it.");
  g_assert_cmpuint (count_problems (f), ==, 1);
}

static void
test_back (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "problem", "ess-061");
  page_fixture_click (f, "Something else");
  page_fixture_click (f, "Back");
  g_assert_true (page_fixture_shows (f, "What is wrong here?"));
  g_assert_cmpuint (count_problems (f), ==, 0);
}

/* A folder where the outbox should be: nothing can be kept. */
static void
test_not_kept (PageFixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->dir, "outbox.db", "in-the-way", NULL);

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  page_fixture_open (f, "problem", "ess-061");
  g_test_expect_message ("foyer-problem-page", G_LOG_LEVEL_MESSAGE,
                         "a problem could not be kept:*");
  page_fixture_click (f, "The place is wrong");
  page_fixture_wait_for (f, "Sorry, we could not keep this just now.");
  g_test_assert_expected_messages ();
  g_assert_true (gtk_widget_is_sensitive (page_fixture_find_button (f, "The place is wrong")));
}

static void
test_gone (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "problem", "no-such-listing");
  g_assert_true (page_fixture_shows (f, "This is no longer here"));
  g_assert_null (page_fixture_find_button (f, "It no longer runs"));
}

static void
test_fits (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "problem", "ess-061");
  page_fixture_assert_fits (f);
  page_fixture_click (f, "Something else");
  page_fixture_assert_fits (f);
}

int
main (int argc, char **argv)
{
  page_fixture_init (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/problem-page/" name, PageFixture, NULL, page_fixture_set_up, function,             \
              page_fixture_tear_down)
  ADD ("two-taps-tell-that-it-has-gone", test_two_taps);
  ADD ("something-else-asks-for-a-few-words", test_words);
  ADD ("nothing-is-sent-by-going-back", test_back);
  ADD ("what-cannot-be-kept-is-said", test_not_kept);
  ADD ("of-what-is-gone-nothing-is-wrong", test_gone);
  ADD ("it-fits-at-every-text-size", test_fits);
#undef ADD
  return page_fixture_run ();
}
