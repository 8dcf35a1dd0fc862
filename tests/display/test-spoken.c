/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one ordered list, over every page: nothing without a name, everything in its place. */
#include "kiosk/foyer-spoken.h"
#include "page-fixture.h"

static void
assert_all_named (PageFixture *f, const char *where)
{
  g_autoptr (GPtrArray) list = foyer_spoken_list (GTK_WIDGET (f->window));
  guint controls = 0, unnamed = 0;

  for (guint i = 0; i < list->len; i++)
    {
      FoyerSpokenItem *item = g_ptr_array_index (list, i);

      if (!item->is_control)
        continue;
      controls++;
      if (*item->text != '\0' && !g_str_has_prefix (item->text, "Gtk"))
        continue;
      unnamed++;
      g_test_message ("%s: a %s has the name “%s”", where, G_OBJECT_TYPE_NAME (item->widget),
                      item->text);
    }
  g_test_message ("%s: %u stops, %u controls", where, list->len, controls);
  g_assert_cmpuint (controls, >, 0);
  g_assert_cmpuint (unnamed, ==, 0);
}

static void
test_named (PageFixture *f, gconstpointer data)
{
  const struct
  {
    const char *page, *argument;
  } pages[] = {
    { "home", "" },        { "attract", "" },   { "browse", "volunteer" },
    { "browse", "youth" }, { "stories", "" },   { "search", "" },
    { "info-list", "" },   { "info", "about" }, { "code", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      page_fixture_open (f, pages[i].page, pages[i].argument);
      assert_all_named (f, pages[i].page);
    }
}

static void
test_named_listing (PageFixture *f, gconstpointer data)
{
  FoyerStore *store = foyer_backend_get_store (f->backend);
  g_autoptr (GPtrArray) stories = foyer_store_list_stories (store, NULL, NULL);

  page_fixture_open (f, "detail", "ess-061");
  assert_all_named (f, "detail");
  page_fixture_open (f, "sign-up", "ess-061");
  assert_all_named (f, "sign-up");
  page_fixture_open (f, "story", ((FoyerStory *)g_ptr_array_index (stories, 0))->id);
  assert_all_named (f, "story");
}

static char *
dup_all (GtkWidget *widget)
{
  g_autoptr (GPtrArray) list = foyer_spoken_list (widget);
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      g_autofree char *words = foyer_spoken_item_dup_words (g_ptr_array_index (list, i));
      g_string_append_printf (all, "%s\n", words);
    }
  return g_string_free (all, FALSE);
}

static void
test_order (void)
{
  GtkWidget *box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  GtkWidget *button = gtk_button_new_with_label ("Shown");
  GtkWidget *toggle = gtk_toggle_button_new_with_label ("Near here");
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *hidden = gtk_label_new ("not to be read");
  GtkWidget *dots = gtk_label_new ("· · ·");
  g_autofree char *all = NULL;

  gtk_box_append (GTK_BOX (box), gtk_label_new ("What would you like?"));
  gtk_box_append (GTK_BOX (box), dots);
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), toggle);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), hidden);
  foyer_spoken_name (button, "Spoken");
  foyer_spoken_name (entry, "Your name");
  foyer_spoken_hide (hidden);
  gtk_editable_set_text (GTK_EDITABLE (entry), "CANARY");

  all = dup_all (box);
  g_assert_cmpstr (all, ==,
                   "What would you like?\nSpoken, button\nNear here, not chosen, button\n"
                   "Your name, filled in, field\n");
  g_object_unref (box);
}

/* The name of a page is said before what is on it, and once. */
static void
test_home_words (PageFixture *f, gconstpointer data)
{
  g_autofree char *all = dup_all (GTK_WIDGET (page_fixture_page (f)));

  g_assert_true (g_str_has_prefix (
    all, "What would you like to do today?\nVolunteer. Give an hour or a season, near home or "
         "further away. 36 ways to help, button\n"));
}

/* The control: a button that has no name must be noticed. */
static void
test_control (PageFixture *f, gconstpointer data)
{
  if (g_test_subprocess ())
    {
      foyer_page_add_end (page_fixture_page (f), gtk_button_new_from_icon_name ("foyer-home"));
      assert_all_named (f, "home");
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
}

int
main (int argc, char **argv)
{
  page_fixture_init (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/spoken/" name, PageFixture, NULL, page_fixture_set_up, function,                   \
              page_fixture_tear_down)
  g_test_add_func ("/spoken/words-names-and-states-come-in-order", test_order);
  ADD ("every-control-of-every-page-has-a-name", test_named);
  ADD ("and-so-have-those-of-a-listing-and-a-story", test_named_listing);
  ADD ("a-page-begins-with-its-title", test_home_words);
  ADD ("a-button-without-a-name-is-noticed", test_control);
#undef ADD
  return page_fixture_run ();
}
