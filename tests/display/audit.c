/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit-private.h"

#include <math.h>
#include <string.h>

#include "kiosk/widgets/foyer-map.h"
#include "window-picture.h"

#define SMALLEST_MM 16.0    /* of a target: SECURITY.md, "Accessibility" */
#define ROUNDING 0.6        /* pixels that a length in a style sheet may lose */
#define INSET 12.0          /* pixels from the edge of a target where a finger must still hit it */
#define FOCUS_STEPS_MAX 400 /* more controls than any page has */
#define DESCRIPTION_MAX 60  /* letters of a control's name in a report */
#define NO_NAME "\001"      /* what no control is called: asking for it is answered with the name */

Audit *
audit_new (void)
{
  Audit *audit = g_new0 (Audit, 1);

  audit->problems = g_ptr_array_new_with_free_func (g_free);
  return audit;
}

void
audit_free (Audit *audit)
{
  g_ptr_array_unref (audit->problems);
  g_free (audit);
}

guint
audit_count (const Audit *audit)
{
  return audit->problems->len;
}

/* ---- what a control is called ---- */

/* (transfer full) (nullable): the name given to it. Through the one door there is in GTK 4.8. */
static char *
dup_name (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);

  if (gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL))
    return gtk_test_accessible_check_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL, NO_NAME,
                                               NULL);
  return NULL;
}

static gboolean
is_named (GtkWidget *widget)
{
  g_autofree char *name = dup_name (widget);

  if (name != NULL && *g_strstrip (name) != '\0' && !g_str_has_prefix (name, "Gtk"))
    return TRUE;
  return gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget),
                                           GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

static void
append_words (GtkWidget *widget, GString *words)
{
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (words, "%s%s", words->len > 0 ? " " : "",
                            gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    append_words (child, words);
}

/* (transfer full): for a person who looks for it. */
static char *
describe (GtkWidget *widget)
{
  g_autofree char *name = dup_name (widget);
  g_autoptr (GString) words = g_string_new (name);

  if (words->len == 0)
    append_words (widget, words);
  if (g_utf8_strlen (words->str, -1) > DESCRIPTION_MAX)
    g_string_truncate (
      words, (gsize)(g_utf8_offset_to_pointer (words->str, DESCRIPTION_MAX) - words->str));
  return g_strdup_printf ("%s “%s”", G_OBJECT_TYPE_NAME (widget), words->str);
}

void
audit_note (
  Audit *audit, guint *counter, GtkWidget *widget, const char *where, const char *format, ...)
{
  g_autofree char *what = describe (widget);
  g_autofree char *problem = NULL;
  va_list args;

  va_start (args, format);
  problem = g_strdup_vprintf (format, args);
  va_end (args);
  ++*counter;
  g_ptr_array_add (audit->problems, g_strdup_printf ("%s: %s: %s", where, what, problem));
}

/* ---- what there is to touch ---- */

static gboolean
is_target (GtkWidget *widget)
{
  if (!gtk_widget_is_sensitive (widget) || !gtk_widget_get_can_target (widget))
    return FALSE;
  if (GTK_IS_BUTTON (widget) || GTK_IS_ENTRY (widget) || GTK_IS_TEXT_VIEW (widget)
      || GTK_IS_SWITCH (widget) || GTK_IS_CHECK_BUTTON (widget) || GTK_IS_SCALE (widget)
      || GTK_IS_DROP_DOWN (widget))
    return TRUE;
  if (GTK_IS_TEXT (widget))
    return !GTK_IS_ENTRY (gtk_widget_get_parent (widget));
  if (GTK_IS_LIST_BOX_ROW (widget))
    return gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (widget));
  return FALSE;
}

static gboolean
is_inside (GtkWidget *widget, GType type)
{
  return gtk_widget_get_ancestor (widget, type) != NULL;
}

void
audit_measure (AuditTarget *target, GtkWidget *window)
{
  GtkPolicyType across, down;

  if (!gtk_widget_compute_bounds (target->widget, window, &target->whole))
    graphene_rect_init (&target->whole, 0, 0, 0, 0);
  graphene_rect_init (&target->visible, 0, 0, gtk_widget_get_width (window),
                      gtk_widget_get_height (window));
  if (!graphene_rect_intersection (&target->visible, &target->whole, &target->visible))
    graphene_rect_init (&target->visible, 0, 0, 0, 0);
  for (GtkWidget *around = gtk_widget_get_parent (target->widget); around != NULL;
       around = gtk_widget_get_parent (around))
    {
      graphene_rect_t frame;

      if (GTK_IS_SCROLLED_WINDOW (around))
        {
          gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (around), &across, &down);
          target->can_scroll_x |= across != GTK_POLICY_NEVER;
          target->can_scroll_y |= down != GTK_POLICY_NEVER;
        }
      else if (FOYER_IS_MAP (around)) /* moved by a finger, the arrows and its buttons */
        target->can_scroll_x = target->can_scroll_y = TRUE;
      else
        continue;
      if (!gtk_widget_compute_bounds (around, window, &frame)
          || !graphene_rect_intersection (&target->visible, &frame, &target->visible))
        graphene_rect_init (&target->visible, 0, 0, 0, 0);
    }
}

static void
collect (GtkWidget *widget, GtkWidget *window, GArray *targets)
{
  if (!gtk_widget_get_mapped (widget) || GTK_IS_SCROLLBAR (widget))
    return;
  if (is_target (widget))
    {
      AuditTarget target = { .widget = widget };

      audit_measure (&target, window);
      g_array_append_val (targets, target);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, window, targets);
}

static gboolean
is_seen (const AuditTarget *target)
{
  return target->visible.size.width > 1 && target->visible.size.height > 1;
}

/* ---- the rules ---- */

static void
check_size (Audit *audit, const AuditTarget *target, double pixels_per_mm, const char *where)
{
  double least = SMALLEST_MM * pixels_per_mm - ROUNDING;

  if (target->whole.size.width < least || target->whole.size.height < least)
    audit_note (audit, &audit->small, target->widget, where, "%.1f × %.1f mm",
                target->whole.size.width / pixels_per_mm,
                target->whole.size.height / pixels_per_mm);
}

static void
check_place (Audit *audit, const AuditTarget *target, GtkWidget *window, const char *where)
{
  double right = target->whole.origin.x + target->whole.size.width;
  double bottom = target->whole.origin.y + target->whole.size.height;
  gboolean is_outside
    = (!target->can_scroll_x
       && (target->whole.origin.x < -1 || right > gtk_widget_get_width (window) + 1))
      || (!target->can_scroll_y
          && (target->whole.origin.y < -1 || bottom > gtk_widget_get_height (window) + 1));

  if (is_outside)
    audit_note (audit, &audit->outside, target->widget, where, "at %.0f, %.0f, %.0f × %.0f pixels",
                target->whole.origin.x, target->whole.origin.y, target->whole.size.width,
                target->whole.size.height);
}

/* A row half scrolled away is brought into sight before it is touched. */
static gboolean
is_mostly_seen (const AuditTarget *target)
{
  return target->visible.size.height > 0.7 * target->whole.size.height
         && target->visible.size.width > 0.7 * target->whole.size.width;
}

/* A finger in the middle, or near an end, of what can be seen of it hits it. */
static void
check_hit (Audit *audit, const AuditTarget *target, GtkWidget *window, const char *where)
{
  const graphene_rect_t *r = &target->visible;
  const double inset_x = MIN (INSET, r->size.width / 2), inset_y = MIN (INSET, r->size.height / 2);
  const double points[][2] = {
    { r->origin.x + r->size.width / 2, r->origin.y + r->size.height / 2 },
    { r->origin.x + inset_x, r->origin.y + r->size.height / 2 },
    { r->origin.x + r->size.width - inset_x, r->origin.y + r->size.height / 2 },
    { r->origin.x + r->size.width / 2, r->origin.y + inset_y },
    { r->origin.x + r->size.width / 2, r->origin.y + r->size.height - inset_y },
  };

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    {
      GtkWidget *hit = gtk_widget_pick (window, points[i][0], points[i][1], GTK_PICK_DEFAULT);

      if (hit == target->widget || (hit != NULL && gtk_widget_is_ancestor (hit, target->widget)))
        continue;
      if (hit != NULL && is_inside (hit, GTK_TYPE_SCROLLBAR))
        continue; /* the bar of a scroller lies over its edge */
      audit_note (audit, &audit->covered, target->widget, where, "at %.0f, %.0f is a %s",
                  points[i][0], points[i][1], hit != NULL ? G_OBJECT_TYPE_NAME (hit) : "nothing");
      return;
    }
}

/* Pins stand where the places are, beside each other or under a sign of the map: whoever cannot hit
 * one has the numbered list of the same, and may move the map. */
static gboolean
is_pin (const AuditTarget *target)
{
  return gtk_widget_get_ancestor (target->widget, FOYER_TYPE_MAP) != NULL;
}

static void
check_overlaps (Audit *audit, GArray *targets, const char *where)
{
  for (guint i = 0; i < targets->len; i++)
    for (guint k = i + 1; k < targets->len; k++)
      {
        const AuditTarget *a = &g_array_index (targets, AuditTarget, i);
        const AuditTarget *b = &g_array_index (targets, AuditTarget, k);
        graphene_rect_t common;

        if (is_pin (a) || is_pin (b) || !is_seen (a) || !is_seen (b)
            || gtk_widget_is_ancestor (b->widget, a->widget)
            || !graphene_rect_intersection (&a->visible, &b->visible, &common))
          continue;
        if (common.size.width > 1 && common.size.height > 1)
          {
            g_autofree char *other = describe (b->widget);

            audit_note (audit, &audit->covered, a->widget, where,
                        "shares %.0f × %.0f pixels with %s", common.size.width, common.size.height,
                        other);
          }
      }
}

/* ---- keys ---- */

static void
add_focus (GtkWindow *window, GHashTable *reached)
{
  for (GtkWidget *focus = gtk_window_get_focus (window); focus != NULL;
       focus = gtk_widget_get_parent (focus))
    if (!g_hash_table_add (reached, focus))
      break;
}

/* In a list and in a group the arrows go on from where Tab has come. */
static void
follow_arrows (GtkWindow *window, GHashTable *reached)
{
  const GtkDirectionType ways[] = { GTK_DIR_DOWN, GTK_DIR_RIGHT, GTK_DIR_UP, GTK_DIR_LEFT };
  GtkWidget *from = gtk_window_get_focus (window);

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      for (int step = 0; step < 60; step++)
        {
          GtkWidget *before = gtk_window_get_focus (window);

          g_signal_emit_by_name (window, "move-focus", ways[i]);
          if (gtk_window_get_focus (window) == before)
            break;
          add_focus (window, reached);
        }
      if (from != NULL)
        gtk_widget_grab_focus (from);
    }
}

/* What the arrows go through, around a widget; NULL: nothing. */
static GtkWidget *
find_group (GtkWidget *widget)
{
  const GType groups[]
    = { GTK_TYPE_LIST_VIEW, GTK_TYPE_GRID_VIEW, GTK_TYPE_LIST_BOX, GTK_TYPE_FLOW_BOX };

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if (gtk_widget_get_ancestor (widget, groups[i]) != NULL)
      return gtk_widget_get_ancestor (widget, groups[i]);
  return GTK_IS_TOGGLE_BUTTON (widget) ? gtk_widget_get_parent (widget) : NULL;
}

/* Everything the focus comes to, with what is around it. (transfer full) */
static GHashTable *
find_reached (GtkWindow *window)
{
  GHashTable *reached = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) groups = g_hash_table_new (NULL, NULL);
  GtkWidget *first = NULL;

  for (int step = 0; step < FOCUS_STEPS_MAX; step++)
    {
      GtkWidget *focus, *group;

      g_signal_emit_by_name (window, "move-focus", GTK_DIR_TAB_FORWARD);
      focus = gtk_window_get_focus (window);
      if (focus == NULL || focus == first)
        break;
      if (first == NULL)
        first = focus;
      add_focus (window, reached);
      group = find_group (focus);
      if (group != NULL && g_hash_table_add (groups, group))
        follow_arrows (window, reached);
    }
  return reached;
}

/* The keys of the keyboard on the screen stand for a keyboard: who has one needs none of them. */
static gboolean
is_key (GtkWidget *widget)
{
  return gtk_widget_has_css_class (widget, "key");
}

static void
check_keys (Audit *audit, GtkWindow *window, GArray *targets, const char *where)
{
  g_autoptr (GHashTable) reached = find_reached (window);

  for (guint i = 0; i < targets->len; i++)
    {
      GtkWidget *widget = g_array_index (targets, AuditTarget, i).widget;

      if (!is_key (widget) && gtk_widget_get_mapped (widget)
          && !g_hash_table_contains (reached, widget))
        audit_note (audit, &audit->unreached, widget, where, "not reached by keys");
    }
}

/* ---- words ---- */

/* A picture of the window as it is drawn: four bytes a pixel, in the order of a cairo surface. */
typedef struct
{
  guchar *bytes; /* owned */
  int width, height;
} Picture;

static void
take_picture (GtkWidget *window, Picture *picture)
{
  g_autoptr (GdkTexture) texture = window_picture_take (window);

  picture->width = gdk_texture_get_width (texture);
  picture->height = gdk_texture_get_height (texture);
  picture->bytes = g_malloc ((gsize)picture->width * picture->height * 4);
  gdk_texture_download (texture, picture->bytes, (gsize)picture->width * 4);
}

/* WCAG 2.2, "relative luminance"; channels from 0 to 1. */
static double
luminance (double red, double green, double blue)
{
  const double channels[] = { red, green, blue }, weights[] = { 0.2126, 0.7152, 0.0722 };
  double sum = 0;

  for (int i = 0; i < 3; i++)
    sum += weights[i]
           * (channels[i] <= 0.04045 ? channels[i] / 12.92
                                     : pow ((channels[i] + 0.055) / 1.055, 2.4));
  return sum;
}

/* Colours are counted by the four high bits of each channel: a gradient has a few, not thousands.
 */
static guint
bin_of (const guchar *pixel)
{
  return (guint)(pixel[2] >> 4) << 8 | (guint)(pixel[1] >> 4) << 4 | (guint)(pixel[0] >> 4);
}

#define N_BINS 4096
#define INK_PART_MAX                                                                               \
  0.7 /* more of the ink's own colour than this is no lettering: it is the ground */

/* The colour most of the rectangle has, but for the words' own. */
static guint32
find_ground (const Picture *picture, const graphene_rect_t *area, const GdkRGBA *ink)
{
  g_autofree guint *counts = g_new0 (guint, N_BINS);
  g_autofree guint32 *samples = g_new0 (guint32, N_BINS);
  const guchar own[]
    = { (guchar)(ink->blue * 255), (guchar)(ink->green * 255), (guchar)(ink->red * 255) };
  int left = MAX ((int)area->origin.x - 2, 0), top = MAX ((int)area->origin.y, 0);
  int right = MIN ((int)(area->origin.x + area->size.width) + 2, picture->width);
  int bottom = MIN ((int)(area->origin.y + area->size.height), picture->height);
  guint total = 0, best = 0;

  for (int y = top; y < bottom; y += 2)
    for (int x = left; x < right; x += 2, total++)
      {
        const guchar *pixel = picture->bytes + ((gsize)y * picture->width + x) * 4;

        counts[bin_of (pixel)]++;
        memcpy (&samples[bin_of (pixel)], pixel, 4);
      }
  if (counts[bin_of (own)] < total * INK_PART_MAX)
    counts[bin_of (own)] = 0;
  for (guint i = 1; i < N_BINS; i++)
    if (counts[i] > counts[best])
      best = i;
  return samples[best];
}

static double
contrast_of (const GdkRGBA *ink, guint32 ground)
{
  double red = ((ground >> 16) & 255) / 255.0, green = ((ground >> 8) & 255) / 255.0,
         blue = (ground & 255) / 255.0, a, b;

  a = luminance (ink->red * ink->alpha + red * (1 - ink->alpha),
                 ink->green * ink->alpha + green * (1 - ink->alpha),
                 ink->blue * ink->alpha + blue * (1 - ink->alpha));
  b = luminance (red, green, blue);
  return (MAX (a, b) + 0.05) / (MIN (a, b) + 0.05);
}

/* A card says its whole name to whoever listens, and shows it whole on the page it opens. */
static gboolean
is_said_in_full (GtkWidget *label)
{
  GtkWidget *card = gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON);
  g_autofree char *name = card != NULL ? dup_name (card) : NULL;

  return name != NULL && strstr (name, gtk_label_get_text (GTK_LABEL (label))) != NULL;
}

static void
check_label (Audit *audit,
             GtkWidget *window,
             GtkWidget *label,
             const Picture *picture,
             double contrast,
             const char *where)
{
  PangoLayout *layout = gtk_label_get_layout (GTK_LABEL (label));
  AuditTarget place = { .widget = label };
  GdkRGBA ink;
  double reached;
  int width, height, own_width, own_height;

  if (*gtk_label_get_text (GTK_LABEL (label)) == '\0')
    return;
  audit_measure (&place, window);
  pango_layout_get_pixel_size (layout, &width, &height);
  /* In its own coordinates: what a FoyerFit draws smaller is whole all the same. */
  own_width = gtk_widget_get_width (label);
  own_height = gtk_widget_get_height (label);
  if (pango_layout_is_ellipsized (layout) && !gtk_widget_has_css_class (label, "place")
      && !is_said_in_full (label))
    audit_note (audit, &audit->cut, label, where, "ends in “…”");
  else if (height > own_height + 2 || width > own_width + 2)
    audit_note (audit, &audit->cut, label, where, "needs %d × %d pixels and has %.0f × %.0f", width,
                height, (double)own_width, (double)own_height);
  else if (!place.can_scroll_y
           && place.whole.origin.y + place.whole.size.height > gtk_widget_get_height (window) + 1)
    audit_note (audit, &audit->cut, label, where, "below the screen's edge");

  if (contrast <= 0 || !is_seen (&place) || place.visible.size.height < place.whole.size.height / 2
      || !gtk_widget_is_sensitive (label))
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (label), &ink);
  reached = contrast_of (&ink, find_ground (picture, &place.visible, &ink));
  if (reached < contrast - 0.01)
    audit_note (audit, &audit->faint, label, where, "contrast %.2f : 1", reached);
}

static void
check_words (Audit *audit,
             GtkWidget *window,
             GtkWidget *widget,
             const Picture *picture,
             double contrast,
             const char *where)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_LABEL (widget))
    check_label (audit, window, widget, picture, contrast, where);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_words (audit, window, child, picture, contrast, where);
}

/* A page that cannot be as narrow, or as low, as the screen pushes the whole window over its edge.
 */
static void
check_window (Audit *audit, GtkWidget *window, const char *where)
{
  g_autoptr (GdkMonitor) monitor
    = g_list_model_get_item (gdk_display_get_monitors (gtk_widget_get_display (window)), 0);
  GdkRectangle screen;

  gdk_monitor_get_geometry (monitor, &screen);
  if (gtk_widget_get_width (window) > screen.width
      || gtk_widget_get_height (window) > screen.height)
    audit_note (audit, &audit->outside, window, where, "%d × %d pixels on a screen of %d × %d",
                gtk_widget_get_width (window), gtk_widget_get_height (window), screen.width,
                screen.height);
}

void
audit_look_at (Audit *audit,
               GtkWindow *window,
               GtkWidget *root,
               double pixels_per_mm,
               double contrast,
               const char *where)
{
  GtkWidget *widget = GTK_WIDGET (window);
  g_autoptr (GArray) targets = g_array_new (FALSE, FALSE, sizeof (AuditTarget));
  Picture picture = { NULL, 0, 0 };

  check_window (audit, widget, where);
  collect (root, widget, targets);
  for (guint i = 0; i < targets->len; i++)
    {
      const AuditTarget *target = &g_array_index (targets, AuditTarget, i);

      if (!is_named (target->widget))
        audit_note (audit, &audit->unnamed, target->widget, where, "has no name");
      check_size (audit, target, pixels_per_mm, where);
      check_place (audit, target, widget, where);
      if (is_seen (target) && is_mostly_seen (target) && !is_pin (target))
        check_hit (audit, target, widget, where);
    }
  audit->looked_at += targets->len;
  check_overlaps (audit, targets, where);
  if (contrast > 0)
    take_picture (widget, &picture);
  check_words (audit, widget, root, &picture, contrast, where);
  g_free (picture.bytes);
  audit_check_spoken (audit, widget, root, where);
  check_keys (audit, window, targets, where);
}
