/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-fixture.h"

#include "kiosk/foyer-lockdown.h"

/* What the next visitor could find of the last one, and what keys could open. Each has a weakened
 * variant beside it, made here, in which the same look finds something. */

#define WORDS "Pat of the green door"
#define LISTING "ess-001"
#define UNDOS 50  /* more than there are steps in what is typed here */
#define WAIT_S 20 /* for a clipboard to answer, on a slow machine with sanitizers */

typedef void (*TextFunc) (GtkWidget *text, gpointer data);

static void
for_each_text (GtkWidget *widget, TextFunc func, gpointer data)
{
  if (GTK_IS_TEXT (widget))
    func (widget, data);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    for_each_text (child, func, data);
}

static void
write_words (GtkWidget *text, gpointer data)
{
  gtk_widget_grab_focus (text);
  g_signal_emit_by_name (text, "insert-at-cursor", WORDS);
  ++*(guint *)data;
}

static void
switch_undo_on (GtkWidget *text, gpointer data)
{
  gtk_editable_set_enable_undo (GTK_EDITABLE (text), TRUE);
}

static void
clear_text (GtkWidget *text, gpointer data)
{
  gtk_editable_set_text (GTK_EDITABLE (text), "");
}

static gboolean
has_words (GtkWidget *text)
{
  return strstr (gtk_editable_get_text (GTK_EDITABLE (text)), "green") != NULL;
}

/* Counts the texts in which undoing (or doing again) brings the words back. Ctrl+Z and the menu's
 * Undo are this action. */
static void
count_undone (GtkWidget *text, gpointer data)
{
  gboolean is_back = has_words (text);

  for (guint i = 0; i < UNDOS; i++)
    {
      gtk_widget_activate_action (text, "text.undo", NULL);
      is_back |= has_words (text);
    }
  for (guint i = 0; i < UNDOS; i++)
    {
      gtk_widget_activate_action (text, "text.redo", NULL);
      is_back |= has_words (text);
    }
  *(guint *)data += is_back;
}

typedef struct
{
  gboolean is_done;
  char *text; /* owned */
} Read;

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Read *read = data;

  read->text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  read->is_done = TRUE;
}

/* (transfer full) (nullable) */
static char *
read_clipboard (GdkClipboard *clipboard)
{
  gint64 end = g_get_monotonic_time () + WAIT_S * G_USEC_PER_SEC;
  Read read = { FALSE, NULL };

  gdk_clipboard_read_text_async (clipboard, NULL, read_cb, &read);
  while (!read.is_done && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_assert_true (read.is_done);
  return read.text;
}

static GdkClipboard *
clipboard_of (PageFixture *f, gboolean is_primary)
{
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (f->window));

  return is_primary ? gdk_display_get_primary_clipboard (display)
                    : gdk_display_get_clipboard (display);
}

static void
assert_clipboards (PageFixture *f, const char *expected)
{
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *held = read_clipboard (clipboard_of (f, i == 1));

      g_assert_cmpstr (held, ==, expected);
    }
}

/* With a real selection, which goes to the primary one too. */
static void
copy_words (PageFixture *f)
{
  GtkWidget *text = gtk_root_get_focus (GTK_ROOT (f->window));

  g_assert_true (GTK_IS_TEXT (text));
  gtk_editable_select_region (GTK_EDITABLE (text), 0, -1);
  g_signal_emit_by_name (text, "copy-clipboard");
}

static void
open_form (PageFixture *f, const char *page)
{
  gboolean is_sign_up = g_str_equal (page, "sign-up");

  page_fixture_open (f, page, is_sign_up ? LISTING : "");
  if (is_sign_up)
    {
      page_fixture_click (f, "18 or over");
      page_fixture_tap (f, "Continue");
    }
}

static void
finish_visit (PageFixture *f)
{
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.finish", NULL);
  page_fixture_settle ();
  page_fixture_wait_page (f, "attract");
}

static void
test_nothing_of_a_visitor_comes_back (PageFixture *f, gconstpointer data)
{
  const char *const forms[] = { "sign-up", "code", "search" };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      guint n_written = 0, n_back = 0;

      open_form (f, forms[i]);
      for_each_text (GTK_WIDGET (page_fixture_page (f)), write_words, &n_written);
      g_test_message ("%s: %u fields", forms[i], n_written);
      g_assert_cmpuint (n_written, >=, 1);
      open_form (f, forms[i]); /* the same again on top: one with the focus */
      page_fixture_type (f, WORDS);
      copy_words (f);
      assert_clipboards (f, WORDS); /* so that this test would see it */
      finish_visit (f);
      assert_clipboards (f, NULL);

      open_form (f, forms[i]);
      for_each_text (GTK_WIDGET (f->window), count_undone, &n_back);
      g_assert_cmpuint (n_back, ==, 0);
      finish_visit (f);
    }
}

/* Undo switched on, and the fields emptied instead of made anew: it all comes back. */
static void
test_with_undo_on_it_would_come_back (PageFixture *f, gconstpointer data)
{
  const char *const forms[] = { "sign-up", "code" };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      GtkWidget *page;
      guint n_written = 0, n_back = 0;

      open_form (f, forms[i]);
      page = GTK_WIDGET (page_fixture_page (f));
      for_each_text (page, switch_undo_on, NULL);
      for_each_text (page, write_words, &n_written);
      for_each_text (page, clear_text, NULL);
      for_each_text (page, count_undone, &n_back);
      g_assert_cmpuint (n_written, >, 0);
      g_assert_cmpuint (n_back, ==, n_written);
    }
  g_print ("# control undo-on red\n");
}

/* ---- what keys open ---- */

static guint
count_windows (void)
{
  return g_list_model_get_n_items (gtk_window_get_toplevels ());
}

/* What Ctrl+Shift+I (FALSE) and Ctrl+Shift+D (TRUE) emit. */
static guint
count_opened_by_debugging (GtkWindow *window)
{
  guint before = count_windows ();

  for (int toggle = 0; toggle < 2; toggle++)
    {
      gboolean is_handled = FALSE;

      g_signal_emit_by_name (window, "enable-debugging", toggle == 1, &is_handled);
      page_fixture_settle ();
    }
  return count_windows () - before;
}

static void
test_no_key_opens_the_inspector (PageFixture *f, gconstpointer data)
{
  g_assert_cmpuint (count_opened_by_debugging (GTK_WINDOW (f->window)), ==, 0);
}

/* Without the lockdown, in a process of its own: what a class has lost it does not get back. */
static void
test_without_the_lockdown_it_would_open (void)
{
  GtkWidget *window;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, WAIT_S * 3 * (guint64)G_USEC_PER_SEC,
                              G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      g_test_trap_assert_stdout ("*it opened*");
      g_print ("# control inspector-on red\n");
      return;
    }
  window = gtk_window_new ();
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  g_assert_cmpuint (count_opened_by_debugging (GTK_WINDOW (window)), >, 0);
  g_print ("it opened\n");
  _exit (0); /* the inspector leaks by design: this is not its test */
}

/* ---- which keys get in ---- */

static void
test_keys_that_type_move_or_choose_get_in (void)
{
  const guint plain[]
    = { GDK_KEY_a,      GDK_KEY_Z,       GDK_KEY_7,          GDK_KEY_space,      GDK_KEY_at,
        GDK_KEY_eacute, GDK_KEY_KP_5,    GDK_KEY_sterling,   GDK_KEY_Tab,        GDK_KEY_Up,
        GDK_KEY_Return, GDK_KEY_Escape,  GDK_KEY_BackSpace,  GDK_KEY_Delete,     GDK_KEY_Home,
        GDK_KEY_End,    GDK_KEY_Shift_L, GDK_KEY_dead_acute, GDK_KEY_Cyrillic_ya };

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    {
      g_assert_true (foyer_lockdown_is_key_allowed (plain[i], 0));
      g_assert_false (foyer_lockdown_is_key_allowed (plain[i], GDK_CONTROL_MASK));
      g_assert_false (foyer_lockdown_is_key_allowed (plain[i], GDK_ALT_MASK));
      g_assert_false (foyer_lockdown_is_key_allowed (plain[i], GDK_SUPER_MASK | GDK_SHIFT_MASK));
      g_assert_false (foyer_lockdown_is_key_allowed (plain[i], GDK_CONTROL_MASK | GDK_SHIFT_MASK));
    }
  g_assert_true (foyer_lockdown_is_key_allowed (GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK));
}

static void
test_all_other_keys_stay_out (void)
{
  const guint others[] = { GDK_KEY_F1,
                           GDK_KEY_F10,
                           GDK_KEY_F12,
                           GDK_KEY_F35,
                           GDK_KEY_Insert,
                           GDK_KEY_Menu,
                           GDK_KEY_Print,
                           GDK_KEY_Pause,
                           GDK_KEY_Help,
                           GDK_KEY_Super_L,
                           GDK_KEY_Control_L,
                           GDK_KEY_Alt_L,
                           GDK_KEY_Undo,
                           GDK_KEY_Paste,
                           GDK_KEY_Copy,
                           GDK_KEY_Find,
                           GDK_KEY_Calculator,
                           GDK_KEY_HomePage,
                           GDK_KEY_PowerOff };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_assert_false (foyer_lockdown_is_key_allowed (others[i], 0));
      g_assert_false (foyer_lockdown_is_key_allowed (others[i], GDK_SHIFT_MASK));
    }
  g_assert_false (foyer_lockdown_is_key_allowed (GDK_KEY_Delete, GDK_SHIFT_MASK)); /* cuts */
}

/* The very controller, asked as GTK asks it. */
static gboolean
is_stopped (GtkWidget *window, guint keyval, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (window);
  gboolean is_stopped = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !is_stopped; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller)
          && gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, state, &is_stopped);
    }
  return is_stopped;
}

static void
test_the_window_asks_before_anything_in_it (PageFixture *f, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (f->window);

  g_assert_true (is_stopped (window, GDK_KEY_z, GDK_CONTROL_MASK));
  g_assert_true (is_stopped (window, GDK_KEY_F4, GDK_ALT_MASK));
  g_assert_false (is_stopped (window, GDK_KEY_z, 0));
}

static void
test_escape_goes_back_and_no_further_than_the_beginning (PageFixture *f, gconstpointer data)
{
  page_fixture_open (f, "info-list", "");
  g_assert_true (is_stopped (GTK_WIDGET (f->window), GDK_KEY_Escape, 0));
  page_fixture_wait_page (f, "home");
  finish_visit (f);
  is_stopped (GTK_WIDGET (f->window), GDK_KEY_Escape, 0);
  g_assert_cmpstr (page_fixture_page_name (f), ==, "attract");
}

/* ---- every field, whoever made it ---- */

static guint
count_drop_targets (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      n += GTK_IS_DROP_TARGET (controller) || GTK_IS_DROP_TARGET_ASYNC (controller);
    }
  return n;
}

static void
assert_locked (GtkWidget *text, gpointer data)
{
  g_assert_false (gtk_editable_get_enable_undo (GTK_EDITABLE (text)));
  g_assert_true ((gtk_text_get_input_hints (GTK_TEXT (text)) & GTK_INPUT_HINT_NO_EMOJI) != 0);
  g_assert_cmpuint (count_drop_targets (text), ==, 0);
  ++*(guint *)data;
}

static void
test_every_field_is_locked (PageFixture *f, gconstpointer data)
{
  const char *const pages[][2] = { { "sign-up", LISTING }, { "code", "" }, { "search", "" } };
  GtkWidget *window, *entry = gtk_entry_new ();
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    for_each_text (GTK_WIDGET (page_fixture_open (f, pages[i][0], pages[i][1])), assert_locked, &n);
  g_assert_cmpuint (n, >=, 6);
  window = gtk_window_new (); /* a field nobody thought of */
  gtk_window_set_child (GTK_WINDOW (window), entry);
  for_each_text (entry, assert_locked, &n);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* In a process of its own, without the lockdown: a field undoes, takes emoji and drops. */
static void
test_without_the_lockdown_a_field_is_open (void)
{
  GtkWidget *window, *text;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, WAIT_S * 3 * (guint64)G_USEC_PER_SEC,
                              G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      g_test_trap_assert_stdout ("*open it is*");
      return;
    }
  window = gtk_window_new ();
  text = gtk_text_new ();
  gtk_window_set_child (GTK_WINDOW (window), text);
  g_assert_true (gtk_editable_get_enable_undo (GTK_EDITABLE (text)));
  g_assert_cmpuint (gtk_text_get_input_hints (GTK_TEXT (text)) & GTK_INPUT_HINT_NO_EMOJI, ==, 0);
  g_assert_cmpuint (count_drop_targets (text), >, 0);
  gtk_window_destroy (GTK_WINDOW (window));
  g_print ("open it is\n");
}

static gboolean
has_open_menu (GtkWidget *text)
{
  gboolean is_open = FALSE;

  for (GtkWidget *child = gtk_widget_get_first_child (text); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    is_open |= GTK_IS_POPOVER (child) && gtk_widget_get_visible (child);
  return is_open;
}

static void
ask_for_menu (GtkWidget *text, gpointer data)
{
  gtk_widget_grab_focus (text);
  gtk_widget_activate_action (text, "menu.popup", NULL);
  page_fixture_settle ();
  g_assert_false (has_open_menu (text));
  ++*(guint *)data;
}

static void
test_a_text_has_no_menu (PageFixture *f, gconstpointer data)
{
  guint n = 0;

  page_fixture_open (f, "code", "");
  for_each_text (GTK_WIDGET (f->window), ask_for_menu, &n);
  g_assert_cmpuint (n, ==, 1);
}

/* So that the test above would see one; in a process of its own. */
static void
test_without_the_guard_a_text_has_a_menu (void)
{
  GtkWidget *window, *text;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, WAIT_S * 3 * (guint64)G_USEC_PER_SEC,
                              G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }
  window = gtk_window_new ();
  text = gtk_text_new ();
  gtk_window_set_child (GTK_WINDOW (window), text);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  gtk_widget_grab_focus (text);
  gtk_widget_activate_action (text, "menu.popup", NULL);
  page_fixture_settle ();
  g_assert_true (has_open_menu (text));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  page_fixture_init (&argc, &argv);
  if (!g_test_subprocess ())
    foyer_lockdown_install ();
#define ADD(name, function)                                                                        \
  g_test_add ("/lockdown/" name, PageFixture, NULL, page_fixture_set_up, function,                 \
              page_fixture_tear_down)
  ADD ("nothing-of-a-visitor-comes-back", test_nothing_of_a_visitor_comes_back);
  ADD ("control-with-undo-on-it-would-come-back", test_with_undo_on_it_would_come_back);
  ADD ("a-text-has-no-menu", test_a_text_has_no_menu);
  ADD ("no-key-opens-the-inspector", test_no_key_opens_the_inspector);
  ADD ("the-window-asks-before-anything-in-it", test_the_window_asks_before_anything_in_it);
  ADD ("escape-goes-back-and-no-further-than-the-beginning",
       test_escape_goes_back_and_no_further_than_the_beginning);
  ADD ("every-field-is-locked", test_every_field_is_locked);
#undef ADD
  g_test_add_func ("/lockdown/keys-that-type-move-or-choose-get-in",
                   test_keys_that_type_move_or_choose_get_in);
  g_test_add_func ("/lockdown/all-other-keys-stay-out", test_all_other_keys_stay_out);
  g_test_add_func ("/lockdown/control-without-the-lockdown-a-field-is-open",
                   test_without_the_lockdown_a_field_is_open);
  g_test_add_func ("/lockdown/control-without-the-guard-a-text-has-a-menu",
                   test_without_the_guard_a_text_has_a_menu);
  g_test_add_func ("/lockdown/control-without-the-lockdown-the-inspector-would-open",
                   test_without_the_lockdown_it_would_open);
  return page_fixture_run ();
}
