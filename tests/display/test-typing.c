/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screens.h"

#include "kiosk/foyer-language.h"
#include "kiosk/widgets/foyer-keyboard.h"

/* Whoever types sees what is typed, and what is asked for: every field of every screen in every
 * look, with the keyboard up. A test a look. */

#define FRAMES 8       /* for the keyboard to come up and the page to follow */
#define ROUNDED_PX 1.0 /* what a scaled edge may be off */

static guint n_fields;

static gboolean
is_text (GtkWidget *widget)
{
  return GTK_IS_TEXT (widget) || GTK_IS_TEXT_VIEW (widget);
}

static void
find_texts (GtkWidget *widget, GPtrArray *texts)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (is_text (widget))
    g_ptr_array_add (texts, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    find_texts (child, texts);
}

static GtkWidget *
find_keyboard (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (FOYER_IS_KEYBOARD (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_keyboard (child);
  return found;
}

/* What stands above the field in its column and says what it is for; NULL: nothing does. */
static GtkWidget *
find_field_label (GtkWidget *field)
{
  for (GtkWidget *above = gtk_widget_get_prev_sibling (field); above != NULL;
       above = gtk_widget_get_prev_sibling (above))
    if (GTK_IS_LABEL (above) && gtk_widget_get_visible (above))
      return above;
  return NULL;
}

static graphene_rect_t
bounds_of (PageFixture *f, GtkWidget *widget)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, GTK_WIDGET (f->window), &bounds));
  return bounds;
}

/* Of all that is cut off round widget, what is left: its scrolled pages, the window, and what the
 * keyboard leaves free. */
static graphene_rect_t
visible_part (PageFixture *f, GtkWidget *widget, GtkWidget *keyboard)
{
  graphene_rect_t part = bounds_of (f, GTK_WIDGET (page_fixture_page (f)));
  graphene_rect_t keys = bounds_of (f, keyboard);

  part.size.height = MIN (part.size.height, keys.origin.y - part.origin.y);
  for (GtkWidget *over = gtk_widget_get_parent (widget); over != NULL;
       over = gtk_widget_get_parent (over))
    if (GTK_IS_VIEWPORT (over))
      {
        graphene_rect_t port = bounds_of (f, over);

        graphene_rect_intersection (&part, &port, &part);
      }
  return part;
}

static gboolean
is_in_sight (PageFixture *f, GtkWidget *widget, GtkWidget *keyboard)
{
  graphene_rect_t bounds = bounds_of (f, widget);
  graphene_rect_t part = visible_part (f, widget, keyboard);

  graphene_rect_inset (&bounds, ROUNDED_PX, ROUNDED_PX);
  if (!graphene_rect_contains_rect (&part, &bounds))
    g_test_message ("%s at %.0f to %.0f, in sight %.0f to %.0f", G_OBJECT_TYPE_NAME (widget),
                    bounds.origin.y, bounds.origin.y + bounds.size.height, part.origin.y,
                    part.origin.y + part.size.height);
  return graphene_rect_contains_rect (&part, &bounds);
}

/* text: a GtkText in its entry, or a GtkTextView, which scrolls in a frame of its own. */
static void
look_at (PageFixture *f, GtkWidget *text, const char *where)
{
  GtkWidget *field = gtk_widget_get_parent (text);
  GtkWidget *label = find_field_label (field);
  GtkWidget *keyboard;

  gtk_widget_grab_focus (text);
  screens_rest (f, FRAMES);
  keyboard = find_keyboard (GTK_WIDGET (page_fixture_page (f)));
  if (keyboard == NULL || !is_in_sight (f, field, keyboard)
      || (label != NULL && !is_in_sight (f, label, keyboard)))
    {
      g_test_message ("%s: %s", where,
                      keyboard == NULL ? "no keyboard" : "typed in without being seen");
      g_test_fail ();
    }
  n_fields++;
}

static void
test_look (PageFixture *f, gconstpointer data)
{
  static gboolean
    has_texts[100]; /* by screen: found by the first look, so that no other need look */
  static gboolean is_known;
  const Look *look = data;
  g_autofree char *name = look_dup_name (look);

  screens_look (f, look);
  for (guint i = 0; screens[i].name != NULL; i++)
    {
      g_autoptr (GPtrArray) texts = g_ptr_array_new ();
      g_autofree char *where = g_strdup_printf ("%s %s", screens[i].name, name);

      g_assert_cmpuint (i, <, G_N_ELEMENTS (has_texts));
      if ((is_known && !has_texts[i]) || !screen_has_look (&screens[i], look))
        continue;
      screens_open (f, &screens[i]);
      find_texts (GTK_WIDGET (page_fixture_page (f)), texts);
      has_texts[i] = texts->len > 0;
      for (guint j = 0; j < texts->len; j++)
        look_at (f, texts->pdata[j], where);
      screens_leave (f);
    }
  is_known = TRUE;
}

static void
test_fields_were_found (void)
{
  g_assert_cmpuint (n_fields, >=, 60); /* ten screens with a field at least, in six looks */
}

int
main (int argc, char **argv)
{
  static Look kept[12]; /* two orientations, three sizes, usual colours and dark ones */
  guint n = 0;
  Look look;

  page_fixture_init (&argc, &argv);
  for (guint i = 0; look_get (i, &look); i++)
    {
      g_autofree char *name = look_dup_name (&look);
      g_autofree char *path = g_strdup_printf ("/typing/%s", name);

      if (!look_is_possible (&look) || !g_str_equal (look.language, "en")
          || look.colours == FOYER_COLOURS_LIGHT)
        continue;
      g_assert_cmpuint (n, <, G_N_ELEMENTS (kept));
      kept[n] = look;
      g_test_add (path, PageFixture, &kept[n++], page_fixture_set_up, test_look,
                  page_fixture_tear_down);
    }
  g_test_add_func ("/typing/fields-were-found", test_fields_were_found);
  return page_fixture_run ();
}
