/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-spoken"

#include "kiosk/foyer-spoken.h"

#include <glib/gi18n.h>

#include "core/crypto/foyer-crypto.h"

/* Names hang on their widgets; the one ordered list is made anew each time it is asked for, so that
 * voice, switch scanning and tests can never see a page differently. No state of its own; main
 * thread. */

#define NAME_KEY "foyer-spoken-name"
#define HIDDEN_KEY "foyer-spoken-hidden"

void
foyer_spoken_name (GtkWidget *widget, const char *name)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (name != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                    -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL);
  g_object_set_data_full (G_OBJECT (widget), NAME_KEY, g_strdup (name),
                          (GDestroyNotify)foyer_secret_free);
}

const char *
foyer_spoken_get_name (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), NAME_KEY);
}

void
foyer_spoken_hide (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  g_object_set_data (G_OBJECT (widget), HIDDEN_KEY, GINT_TO_POINTER (TRUE));
}

static void
item_free (FoyerSpokenItem *item)
{
  g_object_unref (item->widget);
  foyer_secret_free (item->text);
  g_free (item);
}

static gboolean
is_there (GtkWidget *widget)
{
  return gtk_widget_get_visible (widget) && gtk_widget_get_child_visible (widget)
         && gtk_widget_get_opacity (widget) > 0
         && g_object_get_data (G_OBJECT (widget), HIDDEN_KEY) == NULL && !GTK_IS_SCROLLBAR (widget);
}

/* Something that is pressed, typed into or moved. A key of the screen's keyboard takes no focus,
 * and is one all the same. */
static gboolean
is_control (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget) || GTK_IS_SWITCH (widget)
         || GTK_IS_EDITABLE (widget) || GTK_IS_TEXT_VIEW (widget) || GTK_IS_RANGE (widget)
         || GTK_IS_DROP_DOWN (widget);
}

static gboolean
has_letters (const char *text)
{
  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

/* The words of labels inside, joined by a comma. */
static void
append_words (GtkWidget *widget, GString *words)
{
  const char *text = GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : NULL;

  if (!is_there (widget))
    return;
  if (has_letters (text))
    g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", text);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    append_words (child, words);
}

static char *
dup_control_name (GtkWidget *widget)
{
  const char *name = foyer_spoken_get_name (widget);
  g_autoptr (GString) words = g_string_new (NULL);

  if (name != NULL)
    return g_strdup (name);
  if (!GTK_IS_EDITABLE (widget) && !GTK_IS_TEXT_VIEW (widget)) /* not what somebody typed */
    append_words (widget, words);
  return g_strdup (words->str);
}

static const char *
role_of (GtkWidget *widget)
{
  switch (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)))
    {
    case GTK_ACCESSIBLE_ROLE_RADIO:
    case GTK_ACCESSIBLE_ROLE_CHECKBOX:
      return _ ("choice");
    case GTK_ACCESSIBLE_ROLE_LINK:
      return _ ("link");
    default:
      break;
    }
  if (GTK_IS_EDITABLE (widget) || GTK_IS_TEXT_VIEW (widget))
    return _ ("field");
  if (GTK_IS_RANGE (widget))
    return _ ("slider");
  return _ ("button");
}

/* What was typed is never in it: the voice is heard by everybody in the room. */
static const char *
state_of (GtkWidget *widget)
{
  if (!gtk_widget_is_sensitive (widget))
    return _ ("not available now");
  if (GTK_IS_TOGGLE_BUTTON (widget))
    return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (widget)) ? _ ("chosen")
                                                                     : _ ("not chosen");
  if (GTK_IS_CHECK_BUTTON (widget))
    return gtk_check_button_get_active (GTK_CHECK_BUTTON (widget)) ? _ ("chosen")
                                                                   : _ ("not chosen");
  if (GTK_IS_EDITABLE (widget))
    return *gtk_editable_get_text (GTK_EDITABLE (widget)) == '\0' ? _ ("empty") : _ ("filled in");
  if (GTK_IS_TEXT_VIEW (widget))
    return gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget))) == 0
             ? _ ("empty")
             : _ ("filled in");
  return "";
}

/* (transfer full) text */
static void
add (GPtrArray *list, GtkWidget *widget, char *text, gboolean control)
{
  FoyerSpokenItem *item = g_new0 (FoyerSpokenItem, 1);

  item->widget = g_object_ref (widget);
  item->text = text;
  item->is_control = control;
  item->role = control ? role_of (widget) : "";
  item->state = control ? state_of (widget) : "";
  g_ptr_array_add (list, item);
}

/* A group's name is often its first label too: said once, where the label is. */
static void
add_words (GPtrArray *list, GtkWidget *widget, const char *text)
{
  FoyerSpokenItem *last = list->len > 0 ? g_ptr_array_index (list, list->len - 1) : NULL;

  if (!has_letters (text))
    return;
  if (last != NULL && !last->is_control && g_str_equal (last->text, text))
    g_set_object (&last->widget, widget);
  else
    add (list, widget, g_strdup (text), FALSE);
}

static gboolean
is_list (GtkWidget *widget)
{
  return GTK_IS_LIST_VIEW (widget) || GTK_IS_GRID_VIEW (widget) || GTK_IS_LIST_BOX (widget);
}

static void
walk (GPtrArray *list, GtkWidget *widget, gboolean controls_only)
{
  const char *name = foyer_spoken_get_name (widget);

  if (!is_there (widget))
    return;
  if (is_control (widget))
    {
      add (list, widget, dup_control_name (widget), TRUE);
      return;
    }
  if (!controls_only && GTK_IS_LABEL (widget))
    add_words (list, widget, gtk_label_get_text (GTK_LABEL (widget)));
  else if (!controls_only && name != NULL)
    add_words (list, widget, name);
  /* What takes the focus or is a picture says all its words by its name; a list is only called so.
   */
  if (name != NULL
      && ((gtk_widget_get_focusable (widget) && !is_list (widget))
          || gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget))
               == GTK_ACCESSIBLE_ROLE_IMG))
    controls_only = TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    walk (list, child, controls_only);
}

/* The nearest container that holds another control too. */
static void
find_group (GPtrArray *list, guint index)
{
  FoyerSpokenItem *item = g_ptr_array_index (list, index);

  for (GtkWidget *parent = gtk_widget_get_parent (item->widget); parent != NULL;
       parent = gtk_widget_get_parent (parent))
    {
      item->group = parent;
      for (guint i = 0; i < list->len; i++)
        {
          FoyerSpokenItem *other = g_ptr_array_index (list, i);

          if (i != index && other->is_control && gtk_widget_is_ancestor (other->widget, parent))
            return;
        }
    }
}

GPtrArray *
foyer_spoken_list (GtkWidget *widget)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)item_free);

  g_return_val_if_fail (GTK_IS_WIDGET (widget), list);

  walk (list, widget, FALSE);
  for (guint i = 0; i < list->len; i++)
    if (((FoyerSpokenItem *)g_ptr_array_index (list, i))->is_control)
      find_group (list, i);
  return list;
}

char *
foyer_spoken_item_dup_words (const FoyerSpokenItem *item)
{
  g_autoptr (GString) words = g_string_new (item->text);

  if (*item->state != '\0')
    g_string_append_printf (words, ", %s", item->state);
  if (*item->role != '\0')
    g_string_append_printf (words, ", %s", item->role);
  return g_string_free (g_steal_pointer (&words), FALSE);
}

void
foyer_spoken_focus_first (GtkWidget *widget)
{
  g_autoptr (GPtrArray) list = foyer_spoken_list (widget);

  for (guint i = 0; i < list->len; i++)
    {
      FoyerSpokenItem *item = g_ptr_array_index (list, i);

      if (item->is_control && gtk_widget_is_sensitive (item->widget)
          && gtk_widget_get_focusable (item->widget) && gtk_widget_grab_focus (item->widget))
        return;
    }
  gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
}

static void
scroll_along (GtkAdjustment *adjustment, double from, double size)
{
  double page = gtk_adjustment_get_page_size (adjustment);
  double value = gtk_adjustment_get_value (adjustment);

  if (from < 0 || size > page)
    gtk_adjustment_set_value (adjustment, value + from);
  else if (from + size > page)
    gtk_adjustment_set_value (adjustment, value + from + size - page);
}

void
foyer_spoken_bring_into_view (GtkWidget *widget)
{
  for (GtkWidget *parent = gtk_widget_get_parent (widget); parent != NULL;
       parent = gtk_widget_get_parent (parent))
    {
      graphene_rect_t area;

      if (!GTK_IS_SCROLLED_WINDOW (parent) || !gtk_widget_compute_bounds (widget, parent, &area))
        continue;
      scroll_along (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (parent)),
                    area.origin.y, area.size.height);
      scroll_along (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (parent)),
                    area.origin.x, area.size.width);
    }
}
