/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-fixture.h"

#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/base/foyer-worker.h"
#include "kiosk/foyer-lockdown.h"
#include "memory-search.h"

/* Visit after visit types a word that is found nowhere else into every field there is, and leaves
 * in one way or another. Then the word is looked for: in every file of the state folder, in all
 * that was logged, in both clipboards, in every widget, behind undo, among recent files, and in the
 * memory of the process, which is what a core would hold; and that does not grow. */

#define VISITS 200
#define VISITS_LONG 4000
#define MARK_MASKED                                                                                \
  "\x0f\x04\x1f\x0d\x1e\x02" /* six letters that stand in no text of ours, masked */
#define MARK_SIZE 6
#define UNDOS 8
#define SETTLED_VISITS 40           /* by then every page, font and picture has been there */
#define DRIFT_MAX (5 * 1000 * 1000) /* bytes, over all visits after those */
#define LISTING "ess-034"
#define WORD_MAX 40

static GString *logged; /* masked as it comes */
static guint seed;

/* (wiped by who asked) The mark, and letters of its own. */
static void
make_word (GRand *dice, char word[WORD_MAX])
{
  memcpy (word, MARK_MASKED, MARK_SIZE);
  memory_mask (word, MARK_SIZE);
  for (int i = 0; i < 6; i++)
    word[MARK_SIZE + i] = (char)('a' + g_rand_int_range (dice, 0, 26));
  word[MARK_SIZE + 6] = '\0';
}

static void
type_words (GtkWidget *widget, GRand *dice, guint *n)
{
  if ((GTK_IS_TEXT (widget) || GTK_IS_TEXT_VIEW (widget)) && gtk_widget_get_mapped (widget))
    {
      char word[WORD_MAX];

      make_word (dice, word);
      gtk_widget_grab_focus (widget);
      for (const char *letter = word; *letter != '\0'; letter++)
        {
          char one[] = { *letter, '\0' };

          g_signal_emit_by_name (widget, "insert-at-cursor", one);
        }
      explicit_bzero (word, sizeof word);
      ++*n;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    type_words (child, dice, n);
}

static guint
count_in (const char *text, gsize size)
{
  guint n = 0;

  for (gsize i = 0; i + MARK_SIZE <= size; i++)
    {
      gsize k = 0;

      while (k < MARK_SIZE && (char)(text[i + k] ^ MEMORY_MASK) == MARK_MASKED[k])
        k++;
      n += k == MARK_SIZE;
    }
  return n;
}

static guint
count_in_buffer (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;
  char *text;
  guint n;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  n = count_in (text, strlen (text));
  explicit_bzero (text, strlen (text));
  g_free (text);
  return n;
}

static guint
count_in_widgets (GtkWidget *widget)
{
  const char *text = GTK_IS_LABEL (widget)      ? gtk_label_get_text (GTK_LABEL (widget))
                     : GTK_IS_EDITABLE (widget) ? gtk_editable_get_text (GTK_EDITABLE (widget))
                                                : "";
  guint n = count_in (text, strlen (text));

  if (GTK_IS_TEXT_VIEW (widget))
    n += count_in_buffer (GTK_TEXT_VIEW (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_in_widgets (child);
  return n;
}

static guint
fill (PageFixture *f, GRand *dice)
{
  guint n = 0;

  type_words (GTK_WIDGET (page_fixture_page (f)), dice, &n);
  page_fixture_settle ();
  g_assert_true (n == 0 || count_in_widgets (GTK_WIDGET (f->window)) > 0); /* it stands there */
  return n;
}

static void
press_if_there (PageFixture *f, const char *words)
{
  if (page_fixture_find_button (f, words) != NULL)
    page_fixture_click (f, words);
}

static guint
visit_search (PageFixture *f, GRand *dice)
{
  page_fixture_open (f, "search", "");
  return fill (f, dice);
}

static guint
visit_postcode (PageFixture *f, GRand *dice)
{
  page_fixture_open (f, "browse", "youth");
  press_if_there (f, "Filters");
  press_if_there (f, "Change postcode or town");
  return fill (f, dice);
}

static guint
visit_code (PageFixture *f, GRand *dice)
{
  guint n;

  page_fixture_open (f, "code", "");
  n = fill (f, dice);
  press_if_there (f, "Show me");
  return n;
}

static guint
visit_sign_up (PageFixture *f, GRand *dice)
{
  guint n;

  page_fixture_open (f, "sign-up", LISTING);
  page_fixture_click (f, "18 or over");
  page_fixture_tap (f, "Continue");
  n = fill (f, dice);
  page_fixture_tap (f, "Continue");
  n += fill (f, dice);
  page_fixture_tap (f, "Continue");
  press_if_there (f, "By post");
  return n + fill (f, dice);
}

static guint
visit_question (PageFixture *f, GRand *dice)
{
  guint n;

  page_fixture_open (f, "sign-up", LISTING " - question");
  page_fixture_click (f, "18 or over");
  page_fixture_tap (f, "Continue");
  n = fill (f, dice);
  page_fixture_tap (f, "Continue");
  return n + fill (f, dice);
}

/* Every other one of those below is sent, and so goes into the outbox; others are left as they are.
 */

static guint
visit_problem (PageFixture *f, GRand *dice)
{
  guint n;

  page_fixture_open (f, "problem", LISTING);
  page_fixture_click (f, "Something else");
  n = fill (f, dice);
  if (g_rand_boolean (dice))
    page_fixture_tap (f, "Send");
  return n;
}

static guint
visit_unmet (PageFixture *f, GRand *dice)
{
  guint n;

  page_fixture_open (f, "unmet", "volunteering?time=hour");
  page_fixture_click (f, "Something else");
  n = fill (f, dice);
  if (g_rand_boolean (dice))
    page_fixture_tap (f, "Send");
  return n;
}

static guint
visit_hours (PageFixture *f, GRand *dice)
{
  guint n;

  page_fixture_open (f, "hours", "");
  page_fixture_tap (f, "This is my first time");
  foyer_clock_advance (f->clock, FOYER_REPEAT_GUARD_US);
  page_fixture_touch (f, "Yesterday");
  page_fixture_tap (f, "2 hours");
  page_fixture_tap (f, "Next");
  n = fill (f, dice);
  if (g_rand_boolean (dice))
    page_fixture_tap (f, "Add these hours");
  return n;
}

static guint
visit_hours_code (PageFixture *f, GRand *dice)
{
  guint n;

  page_fixture_open (f, "hours", "");
  page_fixture_tap (f, "I have a code");
  n = fill (f, dice);
  page_fixture_tap (f, "Show my hours");
  return n;
}

/* Help to a neighbour is counted without a word; from there to where its code is asked for. */
static guint
visit_neighbour (PageFixture *f, GRand *dice)
{
  page_fixture_open (f, "neighbour", "");
  page_fixture_tap (f, "A lift");
  page_fixture_tap (f, "I did this");
  g_assert_cmpuint (fill (f, dice), ==, 0);
  return visit_code (f, dice);
}

/* Each of the pages with a field in turn, then the form with a name in it, which most leave in the
 * middle. */
static guint
visit_forms (PageFixture *f, GRand *dice, guint visit)
{
  static guint (*const others[]) (PageFixture * f, GRand * dice)
    = { visit_search, visit_postcode, visit_code,       visit_question, visit_problem,
        visit_unmet,  visit_hours,    visit_hours_code, visit_neighbour };
  guint n = others[visit % G_N_ELEMENTS (others)](f, dice);

  g_assert_cmpuint (n, >, 0);
  return n + visit_sign_up (f, dice);
}

static void
copy_something (PageFixture *f)
{
  GtkWidget *text = gtk_root_get_focus (GTK_ROOT (f->window));

  if (!GTK_IS_TEXT (text))
    return;
  gtk_editable_select_region (GTK_EDITABLE (text), 0, -1);
  g_signal_emit_by_name (text, "copy-clipboard");
}

static void
leave (PageFixture *f, int way)
{
  if (way == 0) /* walks away: the visit's own time is up */
    {
      gtk_widget_activate_action (GTK_WIDGET (f->window), "win.more-time", NULL);
      foyer_clock_advance (f->clock, 200 * G_USEC_PER_SEC);
    }
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.finish", NULL);
  page_fixture_settle ();
  page_fixture_wait_page (f, "attract");
}

/* ---- where it is looked for ---- */

static guint
count_in_files (const char *dir)
{
  g_autoptr (GDir) open = g_dir_open (dir, 0, NULL);
  const char *name;
  guint n = 0;

  while (open != NULL && (name = g_dir_read_name (open)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);
      char *text = NULL;
      gsize size = 0;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        n += count_in_files (path);
      else if (g_file_get_contents (path, &text, &size, NULL))
        n += count_in (text, size);
      if (text != NULL)
        explicit_bzero (text, size);
      g_free (text);
    }
  return n;
}

static void
undo (GtkWidget *widget)
{
  if (GTK_IS_TEXT (widget))
    for (guint i = 0; i < UNDOS; i++)
      gtk_widget_activate_action (widget, "text.undo", NULL);
  if (GTK_IS_TEXT_VIEW (widget))
    for (guint i = 0; i < UNDOS; i++)
      gtk_text_buffer_undo (gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    undo (child);
}

/* In the very fields, made anew. */
static guint
count_undone (PageFixture *f)
{
  const struct
  {
    const char *page, *argument, *button;
  } pages[] = { { "search", "", NULL },
                { "code", "", NULL },
                { "problem", LISTING, "Something else" },
                { "unmet", "", NULL },
                { "hours", "", "I have a code" } };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      page_fixture_open (f, pages[i].page, pages[i].argument);
      if (pages[i].button != NULL)
        page_fixture_tap (f, pages[i].button);
      undo (GTK_WIDGET (f->window));
      n += count_in_widgets (GTK_WIDGET (f->window));
    }
  return n;
}

static guint
count_held (PageFixture *f)
{
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (f->window));

  return (gdk_clipboard_get_content (gdk_display_get_clipboard (display)) != NULL)
         + (gdk_clipboard_get_content (gdk_display_get_primary_clipboard (display)) != NULL);
}

static guint
count_recent (void)
{
  GList *items = gtk_recent_manager_get_items (gtk_recent_manager_get_default ());
  guint n = g_list_length (items);

  g_list_free_full (items, (GDestroyNotify)gtk_recent_info_unref);
  return n;
}

static guint
count_in_memory (const char *when)
{
  g_autoptr (GPtrArray) around = g_ptr_array_new_with_free_func (g_free);
  guint n = memory_search (MARK_MASKED, MARK_SIZE, around);

  g_test_message ("in memory %s: %u", when, n);
  for (guint i = 0; i < around->len; i++)
    g_test_message ("%s", (char *)around->pdata[i]);
  return n;
}

static GLogWriterOutput
log_writer (GLogLevelFlags level, const GLogField *fields, gsize n, gpointer data)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (fields[i].key, "MESSAGE"))
      g_string_append (logged, fields[i].value);
  return g_log_writer_default (level, fields, n, data);
}

/* What the process holds, once the heap has given back what it can. */
static gint64
resident_bytes (void)
{
  g_autofree char *text = NULL;
  gint64 pages = 0;

  malloc_trim (0);
  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  g_assert_cmpint (sscanf (text, "%*d %" G_GINT64_FORMAT, &pages), ==, 1);
  return pages * sysconf (_SC_PAGESIZE);
}

/* FOYER_VISITS: another number, for a quick look. */
static guint
get_n_visits (void)
{
  const char *asked = g_getenv ("FOYER_VISITS");

  if (asked != NULL)
    return (guint)g_ascii_strtoull (asked, NULL, 10);
  return g_strcmp0 (g_getenv ("FOYER_LONG"), "1") == 0 ? VISITS_LONG : VISITS;
}

static void
test_nothing_of_many_visitors_is_left (PageFixture *f, gconstpointer data)
{
  guint n_visits = get_n_visits (), n_settled = MIN (SETTLED_VISITS, n_visits / 2);
  GRand *dice = g_rand_new_with_seed (seed);
  gint64 settled = 0, drift;
  guint n_words = 0;

  g_log_set_writer_func (log_writer, NULL, NULL); /* GLib sets it back before each test */
  g_test_message ("seed %u", seed);
  for (guint i = 0; i < n_visits; i++)
    {
      if (i == n_settled)
        settled = resident_bytes ();
      n_words += visit_forms (f, dice, i);
      if (i % 4 == 0)
        copy_something (f);
      leave (f, i % 3);
      g_assert_cmpuint (count_held (f), ==, 0);
      g_assert_cmpuint (count_in_widgets (GTK_WIDGET (f->window)), ==, 0);
    }
  drift = resident_bytes () - settled;
  g_rand_free (dice);
  g_test_message ("memory: %.1f MB after %u visits, %+.1f MB since", (double)settled / 1e6,
                  n_settled, (double)drift / 1e6);
  g_print ("# soak-drift %.1f MB over %u visits\n", (double)drift / 1e6, n_visits - n_settled);
  g_assert_cmpint (drift, <=, DRIFT_MAX);
  g_test_message ("%u words in %u visits", n_words, n_visits);
  g_assert_cmpuint (n_words, >=, n_visits * 4);
  g_assert_cmpuint (count_undone (f), ==, 0);
  leave (f, 1);
  g_assert_cmpuint (count_recent (), ==, 0);
  g_assert_cmpuint (count_in (logged->str, logged->len), ==, 0);
  g_assert_cmpuint (count_in_files (f->dir), ==, 0);
  g_assert_cmpuint (count_in_memory ("after all visits"), ==, 0);
  g_print ("# figure canaries reached %u/0-found gate 0-found\n", n_visits);
  g_print ("# figure soak reached %u/5-MB-drift gate 5-MB-drift\n", n_visits);
}

/* The search finds what is there. */
static void
test_control_while_it_stands_there_it_is_found (PageFixture *f, gconstpointer data)
{
  GRand *dice = g_rand_new_with_seed (seed);

  page_fixture_open (f, "code", "");
  fill (f, dice);
  g_rand_free (dice);
  g_assert_cmpuint (count_in_widgets (GTK_WIDGET (f->window)), >, 0);
  copy_something (f);
  g_assert_cmpuint (count_held (f), >, 0);
  g_assert_cmpuint (count_in_memory ("while typing"), >, 0);
  leave (f, 1);
}

/* Some frames down, as the folding of what was typed is. */
#define DEPTH (16 * 1024)

static gpointer
leave_word_on_stack (gpointer data, GCancellable *cancellable, GError **error)
{
  volatile char frame[DEPTH];

  for (gsize i = 0; i < MARK_SIZE; i++)
    frame[i] = (char)(MARK_MASKED[i] ^ MEMORY_MASK);
  frame[MARK_SIZE] = '\0';
  return GINT_TO_POINTER (frame[0] != 0);
}

static void
nothing_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  foyer_worker_finish (result, NULL);
  *(gboolean *)data = TRUE;
}

/* Both ways in: one that waits, and one that does not. */
static void
test_a_worker_leaves_nothing_on_its_stack (void)
{
  g_autoptr (FoyerWorker) worker = foyer_worker_new ("canaries");
  gboolean is_done = FALSE;

  g_assert_nonnull (foyer_worker_call (worker, leave_word_on_stack, NULL, NULL));
  g_assert_cmpuint (count_in_memory ("after a call"), ==, 0);
  foyer_worker_run (worker, leave_word_on_stack, NULL, NULL, NULL, NULL, NULL, nothing_cb,
                    &is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count_in_memory ("after a run"), ==, 0);
}

int
main (int argc, char **argv)
{
  int result;

  page_fixture_init (&argc, &argv);
  foyer_lockdown_install ();
  seed = g_getenv ("FOYER_SEED") != NULL
           ? (guint)g_ascii_strtoull (g_getenv ("FOYER_SEED"), NULL, 10)
           : g_random_int ();
  logged = g_string_new (NULL);
  g_test_add ("/canaries/control-while-it-stands-there-it-is-found", PageFixture, NULL,
              page_fixture_set_up, test_control_while_it_stands_there_it_is_found,
              page_fixture_tear_down);
  g_test_add ("/canaries/nothing-of-many-visitors-is-left", PageFixture, NULL, page_fixture_set_up,
              test_nothing_of_many_visitors_is_left, page_fixture_tear_down);
  g_test_add_func ("/canaries/a-worker-leaves-nothing-on-its-stack",
                   test_a_worker_leaves_nothing_on_its_stack);
  result = page_fixture_run ();
  g_string_free (logged, TRUE);
  return result;
}
