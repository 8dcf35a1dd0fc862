/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-scanner"

#include "kiosk/foyer-scanner.h"

#include <glib/gi18n.h>

#include "core/crypto/foyer-crypto.h"
#include "kiosk/foyer-spoken.h"

/* Row and column scanning over the ordered list. The list is made anew at each step, so that what
 * came or went meanwhile (the keyboard, an error, another page) is scanned as it is. After a few
 * rounds without a press the frame rests where it is, and nothing wakes any more. Owned by the
 * aids; main thread. */

#define ROUNDS_MAX 4   /* over everything, before it rests */
#define IN_GROUP_MAX 2 /* rounds in a group nobody chooses from; then back to the groups */
#define GROUP_MAX 12   /* controls in a group: more are two groups */
#define SETTLE_MS 60   /* scrolling needs a frame before the frame can be placed again */
/* Between two steps. ISO 9241-171 asks that it can be set; 1.3 s is what switch software starts
 * with. */
static const guint paces_ms[] = { 2200, 1300, 800 };

struct _FoyerScanner
{
  GObject parent_instance;

  GtkWidget *frame;   /* owned */
  GtkWidget *root;    /* weak (nullable) */
  GtkWidget *current; /* weak (nullable): the control, or the first of the group */
  FoyerScanning mode;
  gboolean in_group;
  int pace;
  guint rounds; /* since the last press, of everything or of this group */
  guint timer, settle;
};

typedef struct
{
  guint first, length;
} Group;

static guint scanning_signal;

G_DEFINE_FINAL_TYPE (FoyerScanner, foyer_scanner, G_TYPE_OBJECT)

static FoyerSpokenItem *
item_at (GPtrArray *list, guint index)
{
  return g_ptr_array_index (list, index);
}

/* Only what can be pressed now. (transfer full) */
static GPtrArray *
list_controls (FoyerScanner *self)
{
  GPtrArray *list = self->root != NULL ? foyer_spoken_list (self->root) : g_ptr_array_new ();

  for (guint i = list->len; i > 0; i--)
    if (!item_at (list, i - 1)->is_control
        || !gtk_widget_is_sensitive (item_at (list, i - 1)->widget))
      g_ptr_array_remove_index (list, i - 1);
  return list;
}

static Group
group_from (GPtrArray *list, guint first)
{
  Group group = { first, 0 };

  while (first + group.length < list->len && group.length < GROUP_MAX
         && item_at (list, first + group.length)->group == item_at (list, first)->group)
    group.length++;
  return group;
}

/* The group that holds the current control; the first one where that has gone. FALSE: there is
 * nothing at all. */
static gboolean
find_current (FoyerScanner *self, GPtrArray *list, Group *group, guint *index)
{
  for (guint first = 0; first < list->len; first += group->length)
    {
      *group = group_from (list, first);
      for (guint i = first; i < first + group->length; i++)
        if (item_at (list, i)->widget == self->current)
          {
            *index = i;
            return TRUE;
          }
    }
  if (list->len == 0)
    return FALSE;
  self->in_group = FALSE;
  *group = group_from (list, 0);
  *index = 0;
  return TRUE;
}

/* ---- the frame ---- */

static gboolean
union_bounds (GPtrArray *list, guint first, guint length, GtkWidget *over, graphene_rect_t *all)
{
  gboolean any = FALSE;

  for (guint i = first; i < first + length; i++)
    {
      graphene_rect_t one;

      if (!gtk_widget_compute_bounds (item_at (list, i)->widget, over, &one))
        continue;
      if (any)
        graphene_rect_union (all, &one, all);
      else
        *all = one;
      any = TRUE;
    }
  return any;
}

static void
place_frame (FoyerScanner *self)
{
  g_autoptr (GPtrArray) list = list_controls (self);
  GtkWidget *over = gtk_widget_get_parent (self->frame);
  graphene_rect_t area;
  Group group;
  guint index;
  int x, y, width, height;

  if (self->mode == FOYER_SCANNING_OFF || over == NULL || !find_current (self, list, &group, &index)
      || !union_bounds (list, self->in_group ? index : group.first,
                        self->in_group ? 1 : group.length, over, &area))
    {
      gtk_widget_set_visible (self->frame, FALSE);
      return;
    }
  graphene_rect_inset (&area, -6, -6);
  x = MAX ((int)area.origin.x, 0);
  y = MAX ((int)area.origin.y, 0);
  width = MIN ((int)(area.origin.x + area.size.width), gtk_widget_get_width (over)) - x;
  height = MIN ((int)(area.origin.y + area.size.height), gtk_widget_get_height (over)) - y;
  gtk_widget_set_halign (self->frame, GTK_ALIGN_START);
  gtk_widget_set_valign (self->frame, GTK_ALIGN_START);
  if (gtk_widget_get_direction (over) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (over) - x - width;
  gtk_widget_set_margin_start (self->frame, MAX (x, 0));
  gtk_widget_set_margin_top (self->frame, y);
  gtk_widget_set_size_request (self->frame, MAX (width, 1), MAX (height, 1));
  if (self->in_group)
    gtk_widget_remove_css_class (self->frame, "group");
  else
    gtk_widget_add_css_class (self->frame, "group");
  gtk_widget_set_visible (self->frame, TRUE);
}

static gboolean
settle_cb (gpointer data)
{
  FoyerScanner *self = data;

  self->settle = 0;
  place_frame (self);
  return G_SOURCE_REMOVE;
}

static void
say_current (FoyerScanner *self, GPtrArray *list, Group group, guint index)
{
  char *first = foyer_spoken_item_dup_words (item_at (list, self->in_group ? index : group.first));

  if (self->in_group || group.length == 1)
    g_signal_emit (self, scanning_signal, 0, first);
  else
    {
      char *words = g_strdup_printf (
        ngettext ("%2$s. %1$d choice", "%2$s. A group of %1$d choices", (gulong)group.length),
        (int)group.length, item_at (list, group.first)->text);

      g_signal_emit (self, scanning_signal, 0, words);
      foyer_secret_free (words);
    }
  foyer_secret_free (first);
}

static void
show (FoyerScanner *self, GPtrArray *list, Group group, guint index)
{
  GtkWidget *widget = item_at (list, self->in_group ? index : group.first)->widget;

  g_set_weak_pointer (&self->current, widget);
  foyer_spoken_bring_into_view (widget);
  place_frame (self);
  if (self->settle == 0)
    self->settle = g_timeout_add (SETTLE_MS, settle_cb, self);
  say_current (self, list, group, index);
}

/* ---- steps ---- */

static gboolean
timer_cb (gpointer data)
{
  FoyerScanner *self = data;

  if (!self->in_group && self->rounds >= ROUNDS_MAX)
    {
      self->timer = 0;
      return G_SOURCE_REMOVE;
    }
  foyer_scanner_next (self);
  return G_SOURCE_CONTINUE;
}

static void
run (FoyerScanner *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->mode == FOYER_SCANNING_ONE_SWITCH && self->root != NULL)
    self->timer = g_timeout_add (paces_ms[self->pace], timer_cb, self);
}

static void
begin (FoyerScanner *self)
{
  g_autoptr (GPtrArray) list = list_controls (self);
  Group group;
  guint index;

  self->in_group = FALSE;
  self->rounds = 0;
  if (self->mode != FOYER_SCANNING_OFF && find_current (self, list, &group, &index))
    show (self, list, group, index);
  else
    gtk_widget_set_visible (self->frame, FALSE);
  run (self);
}

static void
activate (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget))
    g_signal_emit_by_name (widget, "clicked");
  else if (GTK_IS_CHECK_BUTTON (widget))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (widget),
                                 !gtk_check_button_get_active (GTK_CHECK_BUTTON (widget)));
  else if (GTK_IS_RANGE (widget))
    {
      GtkAdjustment *adjustment = gtk_range_get_adjustment (GTK_RANGE (widget));
      double value = gtk_adjustment_get_value (adjustment);

      gtk_adjustment_set_value (adjustment,
                                value < gtk_adjustment_get_upper (adjustment)
                                  ? value + gtk_adjustment_get_page_increment (adjustment)
                                  : gtk_adjustment_get_lower (adjustment));
    }
  else
    gtk_widget_grab_focus (widget);
}

static void
foyer_scanner_dispose (GObject *object)
{
  FoyerScanner *self = FOYER_SCANNER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->settle, g_source_remove);
  g_clear_weak_pointer (&self->root);
  g_clear_weak_pointer (&self->current);
  g_clear_object (&self->frame);
  G_OBJECT_CLASS (foyer_scanner_parent_class)->dispose (object);
}

static void
foyer_scanner_class_init (FoyerScannerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_scanner_dispose;
  scanning_signal
    = g_signal_new ("scanning", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
foyer_scanner_init (FoyerScanner *self)
{
  self->pace = 1;
}

FoyerScanner *
foyer_scanner_new (GtkWidget *frame)
{
  FoyerScanner *self = g_object_new (FOYER_TYPE_SCANNER, NULL);

  self->frame = g_object_ref (frame);
  gtk_widget_set_can_target (frame, FALSE);
  gtk_widget_set_visible (frame, FALSE);
  foyer_spoken_hide (frame);
  return self;
}

void
foyer_scanner_set_mode (FoyerScanner *self, FoyerScanning mode)
{
  g_return_if_fail (FOYER_IS_SCANNER (self));

  if (self->mode == mode)
    return;
  self->mode = mode;
  begin (self);
}

void
foyer_scanner_set_pace (FoyerScanner *self, int pace)
{
  g_return_if_fail (FOYER_IS_SCANNER (self));

  self->pace = CLAMP (pace, 0, (int)G_N_ELEMENTS (paces_ms) - 1);
  run (self);
}

void
foyer_scanner_set_root (FoyerScanner *self, GtkWidget *root)
{
  g_return_if_fail (FOYER_IS_SCANNER (self));

  g_set_weak_pointer (&self->root, root);
  g_clear_weak_pointer (&self->current);
  begin (self);
}

/* After a choice the frame stays: the next letter is often in the same row. */
void
foyer_scanner_choose (FoyerScanner *self)
{
  g_autoptr (GPtrArray) list = list_controls (self);
  Group group;
  guint index;

  g_return_if_fail (FOYER_IS_SCANNER (self));

  if (self->mode == FOYER_SCANNING_OFF || !find_current (self, list, &group, &index))
    return;
  self->rounds = 0;
  if (!self->in_group && group.length > 1)
    {
      self->in_group = TRUE;
      show (self, list, group, group.first);
    }
  else
    {
      self->in_group = FALSE;
      g_set_weak_pointer (&self->current, item_at (list, group.first)->widget);
      activate (item_at (list, index)->widget);
      place_frame (self);
      if (self->settle == 0)
        self->settle = g_timeout_add (SETTLE_MS, settle_cb, self);
    }
  run (self);
}

void
foyer_scanner_next (FoyerScanner *self)
{
  g_autoptr (GPtrArray) list = list_controls (self);
  Group group;
  guint index;

  g_return_if_fail (FOYER_IS_SCANNER (self));

  if (self->mode == FOYER_SCANNING_OFF || !find_current (self, list, &group, &index))
    return;
  if (self->in_group && ++index == group.first + group.length)
    {
      index = group.first;
      self->in_group = ++self->rounds < IN_GROUP_MAX;
      if (!self->in_group)
        self->rounds = 0;
    }
  else if (!self->in_group)
    {
      index = group.first + group.length;
      if (index >= list->len)
        {
          index = 0;
          self->rounds++;
        }
      group = group_from (list, index);
    }
  show (self, list, group, index);
}

GtkWidget *
foyer_scanner_get_current (FoyerScanner *self, gboolean *is_group)
{
  if (is_group != NULL)
    *is_group = !self->in_group;
  return self->current;
}
