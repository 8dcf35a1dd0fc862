/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-flow"

#include "kiosk/widgets/foyer-flow.h"

/* A wrapping row. GtkFlowBox sets its children in columns and brings rows of its own for focus and
 * selection; words of different lengths want neither. Owned by its parent. Main thread. */

struct _FoyerFlow
{
  GtkWidget parent_instance;
};

static void foyer_flow_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FoyerFlow,
                               foyer_flow,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                      foyer_flow_buildable_init))

static GtkBuildableIface *parent_buildable;

static void
foyer_flow_add_child (GtkBuildable *buildable,
                      GtkBuilder *builder,
                      GObject *child,
                      const char *type)
{
  if (GTK_IS_WIDGET (child))
    foyer_flow_append (FOYER_FLOW (buildable), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
foyer_flow_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = foyer_flow_add_child;
}

static int
child_width (GtkWidget *child, int room)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return CLAMP (natural, minimum, MAX (room, minimum));
}

/* Sets the children in lines of width; returns the height. place: also allocate them. */
static int
set_lines (GtkWidget *widget, int width, gboolean place)
{
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0, y = 0, line_height = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_w, child_h;

      if (!gtk_widget_should_layout (child))
        continue;
      child_w = child_width (child, width);
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, child_w, NULL, &child_h, NULL, NULL);
      if (x > 0 && x + child_w > width)
        {
          x = 0;
          y += line_height;
          line_height = 0;
        }
      if (place)
        gtk_widget_size_allocate (
          child, &(GtkAllocation){ mirrored ? width - x - child_w : x, y, child_w, child_h }, -1);
      x += child_w;
      line_height = MAX (line_height, child_h);
    }
  return y + line_height;
}

static void
foyer_flow_measure (GtkWidget *widget,
                    GtkOrientation orientation,
                    int for_size,
                    int *minimum,
                    int *natural,
                    int *minimum_baseline,
                    int *natural_baseline)
{
  int widest = 0, widest_natural = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural,
                          NULL, NULL);
      widest = MAX (widest, child_minimum);
      widest_natural = MAX (widest_natural, child_natural);
    }
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = widest;
      *natural = MAX (widest_natural, widest); /* takes the room it is given, asks for none */
      return;
    }
  *minimum = *natural
    = set_lines (widget, for_size < 0 ? MAX (widest_natural, widest) : for_size, FALSE);
}

static void
foyer_flow_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  set_lines (widget, width, TRUE);
}

static GtkSizeRequestMode
foyer_flow_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
foyer_flow_dispose (GObject *object)
{
  foyer_flow_clear (FOYER_FLOW (object));
  G_OBJECT_CLASS (foyer_flow_parent_class)->dispose (object);
}

static void
foyer_flow_class_init (FoyerFlowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_flow_dispose;
  widget_class->measure = foyer_flow_measure;
  widget_class->size_allocate = foyer_flow_size_allocate;
  widget_class->get_request_mode = foyer_flow_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "flow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
foyer_flow_init (FoyerFlow *self)
{
}

GtkWidget *
foyer_flow_new (void)
{
  return g_object_new (FOYER_TYPE_FLOW, NULL);
}

void
foyer_flow_append (FoyerFlow *self, GtkWidget *child)
{
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

void
foyer_flow_clear (FoyerFlow *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}
