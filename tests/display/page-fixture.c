/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-fixture.h"

#include <string.h>

#include "../core/scratch-dir.h"
#include "core/base/foyer-paths.h"
#include "core/crypto/foyer-trust.h"
#include "core/feed/foyer-feed.h"
#include "first-quarks.h"
#include "kiosk/media/foyer-media-plugins.h"

#define WAIT_S 20 /* a search takes milliseconds, but under sanitizers on a busy machine */
#define SCREEN_WIDTH 1920
#define SCREEN_HEIGHT 1080
#define TOP_BAR 96
#define SMALLEST_PX 57 /* 16 mm at 3.6 px a millimetre, less half a pixel of rounding */

static PageFixture filled; /* only its dir: what every test begins with */

void
page_fixture_init (int *argc, char ***argv)
{
  first_quarks_keep ();
  g_setenv ("GSK_RENDERER", "cairo", TRUE);
  g_setenv ("GDK_DEBUG", "gl-disable", TRUE);
  g_setenv ("GTK_A11Y", "test", TRUE);
  foyer_media_plugins_clean_environment ();
  gtk_test_init (argc, argv, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-cursor-blink", FALSE, "gtk-enable-animations",
                FALSE, NULL);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/uk/org/foyer/Foyer/icons");
}

void
page_fixture_apply (PageFixture *f, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerFeedPage) page = foyer_feed_file_parse (json, strlen (json), &error);
  g_autoptr (FoyerStore) store = NULL;

  g_assert_no_error (error);
  store = foyer_store_open (f->dir, &error);
  g_assert_no_error (error);
  foyer_store_apply_page (store, page->kind, page, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->problems->len, ==, 0);
}

static void
fill_store (PageFixture *f)
{
  const char *const kinds[]
    = { "programmes", "places", "listings", "stories", "pages", "pathways" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *name = g_strdup_printf ("%s.json", kinds[i]);
      g_autofree char *path = foyer_paths_dup_data_file (name);
      g_autofree char *json = NULL;

      g_file_get_contents (path, &json, NULL, &error);
      g_assert_no_error (error);
      page_fixture_apply (f, json);
    }
}

/* Enrolled in Chelmsford Library with a centre that is not there. */
static void
enrol (PageFixture *f, gboolean is_locked)
{
  g_autoptr (GError) error = NULL;
  FoyerTrust trust = { .centre_url = (char *)"http://127.0.0.1:9",
                       .centre_name = (char *)"Test",
                       .kiosk_id = (char *)"kiosk-test",
                       .place_id = (char *)"lib-chelmsford",
                       .epoch = 1 };
  FoyerSignKey centre;

  foyer_sign_key_generate (&trust.kiosk_key);
  foyer_sign_key_generate (&centre);
  memcpy (trust.sign_key, centre.public_key, sizeof trust.sign_key);
  for (guint i = 0; i < 2; i++)
    {
      FoyerBoxKey box;

      foyer_box_key_generate (&box);
      memcpy (trust.box_keys[i], box.public_key, sizeof box.public_key);
    }
  foyer_trust_save (&trust, f->dir, &error);
  g_assert_no_error (error);
  if (is_locked)
    {
      g_autoptr (FoyerTrust) saved = foyer_trust_load (f->dir, &error);

      foyer_trust_set_locked (saved, TRUE, &error);
      g_assert_no_error (error);
    }
}

/* The starter content is read once a process; every test gets a copy of the file. */
static void
copy_store (PageFixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *from = NULL, *to = g_build_filename (f->dir, "content.db", NULL);
  g_autoptr (GFile) source = NULL;
  g_autoptr (GFile) target = g_file_new_for_path (to);

  if (filled.dir == NULL)
    {
      filled.dir = scratch_dir_new ();
      fill_store (&filled);
    }
  from = g_build_filename (filled.dir, "content.db", NULL);
  source = g_file_new_for_path (from);
  g_file_copy (source, target, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

void
page_fixture_clean (void)
{
  g_clear_pointer (&filled.dir, scratch_dir_free);
}

int
page_fixture_run (void)
{
  int result = g_test_run ();

  page_fixture_clean ();
  return result;
}

static gboolean
is_upright (void)
{
  g_autoptr (GdkMonitor) monitor
    = g_list_model_get_item (gdk_display_get_monitors (gdk_display_get_default ()), 0);
  GdkRectangle area;

  gdk_monitor_get_geometry (monitor, &area);
  return area.height > area.width;
}

void
page_fixture_set_up (PageFixture *f, gconstpointer data)
{
  foyer_crypto_init ();
  f->dir = scratch_dir_new ();
  f->clock = foyer_clock_new_fake (PAGE_FIXTURE_NOW_US);
  if (g_strcmp0 (data, "empty") != 0)
    {
      copy_store (f);
      enrol (f, g_strcmp0 (data, "locked") == 0);
    }
  f->backend = foyer_backend_new (f->dir, NULL, f->clock);
  f->window = foyer_window_new (NULL, f->backend, FALSE);
  gtk_window_set_default_size (GTK_WINDOW (f->window), is_upright () ? SCREEN_HEIGHT : SCREEN_WIDTH,
                               is_upright () ? SCREEN_WIDTH : SCREEN_HEIGHT);
  gtk_window_set_decorated (GTK_WINDOW (f->window), FALSE);
  foyer_window_open (f->window, "home", "");
  gtk_window_present (GTK_WINDOW (f->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (f->window));
}

void
page_fixture_tear_down (PageFixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  page_fixture_settle ();
  foyer_backend_stop (f->backend);
  page_fixture_settle ();
  g_assert_finalize_object (f->backend);
  foyer_clock_unref (f->clock);
  scratch_dir_free (f->dir);
}

void
page_fixture_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static GtkWidget *
find_page (GtkWidget *widget)
{
  if (FOYER_IS_PAGE (widget))
    return gtk_widget_get_child_visible (widget) ? widget : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *page = find_page (child);
      if (page != NULL)
        return page;
    }
  return NULL;
}

FoyerPage *
page_fixture_page (PageFixture *f)
{
  return FOYER_PAGE (find_page (GTK_WIDGET (f->window)));
}

const char *
page_fixture_page_name (PageFixture *f)
{
  return gtk_widget_get_name (GTK_WIDGET (page_fixture_page (f)));
}

FoyerPage *
page_fixture_open (PageFixture *f, const char *page, const char *argument)
{
  foyer_window_open (f->window, page, argument);
  page_fixture_settle ();
  gtk_test_widget_wait_for_draw (GTK_WIDGET (f->window));
  g_assert_cmpstr (page_fixture_page_name (f), ==, page);
  return page_fixture_page (f);
}

static GtkWidget *
find_label (GtkWidget *widget, const char *words)
{
  if (!gtk_widget_get_visible (widget) || !gtk_widget_get_child_visible (widget))
    return NULL;
  if (GTK_IS_LABEL (widget) && g_str_has_prefix (gtk_label_get_text (GTK_LABEL (widget)), words))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, words);
      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
page_fixture_find (PageFixture *f, const char *words)
{
  return find_label (GTK_WIDGET (page_fixture_page (f)), words);
}

static GtkWidget *
find_button (GtkWidget *widget, const char *words)
{
  if (!gtk_widget_get_visible (widget) || !gtk_widget_get_child_visible (widget))
    return NULL;
  if (GTK_IS_BUTTON (widget) && find_label (widget, words) != NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, words);
      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
page_fixture_find_button (PageFixture *f, const char *words)
{
  return find_button (GTK_WIDGET (page_fixture_page (f)), words);
}

gboolean
page_fixture_shows (PageFixture *f, const char *words)
{
  return page_fixture_find (f, words) != NULL;
}

static void
append_text (GtkWidget *widget, GString *text)
{
  if (!gtk_widget_get_visible (widget) || !gtk_widget_get_child_visible (widget))
    return;
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    append_text (child, text);
}

char *
page_fixture_dup_text (PageFixture *f)
{
  GString *text = g_string_new (NULL);

  append_text (GTK_WIDGET (page_fixture_page (f)), text);
  return g_string_free (text, FALSE);
}

static GtkWidget *
wait_for_button (PageFixture *f, const char *words)
{
  gint64 end = g_get_monotonic_time () + WAIT_S * G_USEC_PER_SEC;
  GtkWidget *button;

  while ((button = page_fixture_find_button (f, words)) == NULL && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  if (button == NULL)
    g_test_message ("no button “%s”", words);
  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  return button;
}

void
page_fixture_touch (PageFixture *f, const char *words)
{
  g_signal_emit_by_name (wait_for_button (f, words), "clicked");
  page_fixture_settle ();
}

void
page_fixture_click (PageFixture *f, const char *words)
{
  GtkWidget *button = wait_for_button (f, words);

  if (GTK_IS_TOGGLE_BUTTON (button))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button),
                                  !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
  else
    g_signal_emit_by_name (button, "clicked");
  page_fixture_settle ();
}

void
page_fixture_tap (PageFixture *f, const char *words)
{
  foyer_clock_advance (f->clock, FOYER_REPEAT_GUARD_US);
  page_fixture_click (f, words);
}

void
page_fixture_type (PageFixture *f, const char *text)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (f->window));

  g_assert_true (GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus));
  g_signal_emit_by_name (focus, "insert-at-cursor", text);
}

static void
wait (PageFixture *f, const char *words, gboolean shown)
{
  gint64 end = g_get_monotonic_time () + WAIT_S * G_USEC_PER_SEC;

  while (page_fixture_shows (f, words) != shown)
    {
      if (g_get_monotonic_time () > end)
        {
          g_autofree char *text = page_fixture_dup_text (f);
          g_test_message ("waited in vain for “%s” to be %s; on the page:\n%s", words,
                          shown ? "shown" : "gone", text);
          g_test_fail ();
          return;
        }
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
}

void
page_fixture_wait_for (PageFixture *f, const char *words)
{
  wait (f, words, TRUE);
}

void
page_fixture_wait_gone (PageFixture *f, const char *words)
{
  wait (f, words, FALSE);
}

void
page_fixture_wait_page (PageFixture *f, const char *name)
{
  gint64 end = g_get_monotonic_time () + WAIT_S * G_USEC_PER_SEC;

  while (!g_str_equal (page_fixture_page_name (f), name) && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_assert_cmpstr (page_fixture_page_name (f), ==, name);
}

static void
assert_buttons (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_BUTTON (widget))
    {
      if (gtk_widget_get_height (widget) < SMALLEST_PX
          || gtk_widget_get_width (widget) < SMALLEST_PX)
        g_test_message ("too small: %d × %d", gtk_widget_get_width (widget),
                        gtk_widget_get_height (widget));
      g_assert_cmpint (gtk_widget_get_height (widget), >=, SMALLEST_PX);
      g_assert_cmpint (gtk_widget_get_width (widget), >=, SMALLEST_PX);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_buttons (child);
}

void
page_fixture_assert_fits (PageFixture *f)
{
  GtkWidget *page = GTK_WIDGET (page_fixture_page (f));
  FoyerVisit *visit = foyer_page_get_visit (page_fixture_page (f));
  const struct
  {
    int percent;
    gboolean contrast;
  } looks[] = { { 100, FALSE }, { 150, FALSE }, { 200, FALSE }, { 200, TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      int width, height;

      foyer_visit_set_text_percent (visit, looks[i].percent);
      foyer_visit_set_contrast (visit, looks[i].contrast);
      page_fixture_settle ();
      gtk_test_widget_wait_for_draw (GTK_WIDGET (f->window));
      gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
      gtk_widget_measure (page, GTK_ORIENTATION_VERTICAL, SCREEN_WIDTH, &height, NULL, NULL, NULL);
      g_test_message ("%d percent%s: at least %d × %d", looks[i].percent,
                      looks[i].contrast ? ", contrast" : "", width, height);
      g_assert_cmpint (width, <=, SCREEN_WIDTH);
      g_assert_cmpint (height, <=, SCREEN_HEIGHT - TOP_BAR);
      assert_buttons (page);
    }
  foyer_visit_set_text_percent (visit, 100);
  foyer_visit_set_contrast (visit, FALSE);
  page_fixture_settle ();
}
