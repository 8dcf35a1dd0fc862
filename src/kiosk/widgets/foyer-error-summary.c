/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-error-summary"

#include "kiosk/widgets/foyer-error-summary.h"

#include <glib/gi18n.h>

#include "kiosk/foyer-spoken.h"

/* The summary of a form's problem. GTK 4.8 can neither announce a text nor tie a message to a
 * field, so the summary carries the message as its own name and takes the focus. Owned by its page;
 * main thread. */

struct _FoyerErrorSummary
{
  GtkWidget parent_instance;

  GtkWidget *box;    /* owned: our one child */
  GtkWidget *link;   /* borrowed: the message where it leads somewhere */
  GtkWidget *text;   /* borrowed: the message where it does not */
  GtkWidget *target; /* weak; what the link goes to */
};

G_DEFINE_FINAL_TYPE (FoyerErrorSummary, foyer_error_summary, GTK_TYPE_WIDGET)

static void
link_cb (FoyerErrorSummary *self)
{
  if (GTK_IS_ENTRY (self->target))
    {
      /* To be mended, not to be typed over. */
      gtk_entry_grab_focus_without_selecting (GTK_ENTRY (self->target));
      gtk_editable_set_position (GTK_EDITABLE (self->target), -1);
    }
  else if (self->target != NULL)
    gtk_widget_grab_focus (self->target);
}

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

/* The summary itself is one stop of the Tab key, its link the next. */
static gboolean
foyer_error_summary_focus (GtkWidget *widget, GtkDirectionType direction)
{
  FoyerErrorSummary *self = FOYER_ERROR_SUMMARY (widget);
  gboolean is_backward = direction == GTK_DIR_TAB_BACKWARD || direction == GTK_DIR_UP;
  gboolean is_inside = gtk_widget_get_focus_child (widget) != NULL;

  if (gtk_widget_is_focus (widget))
    return !is_backward && gtk_widget_child_focus (self->box, direction);
  if (is_inside || is_backward)
    {
      if (gtk_widget_child_focus (self->box, direction))
        return TRUE;
      return is_backward && gtk_widget_grab_focus (widget);
    }
  return gtk_widget_grab_focus (widget);
}

static void
foyer_error_summary_dispose (GObject *object)
{
  FoyerErrorSummary *self = FOYER_ERROR_SUMMARY (object);

  g_clear_weak_pointer (&self->target);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_error_summary_parent_class)->dispose (object);
}

static void
foyer_error_summary_class_init (FoyerErrorSummaryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_error_summary_dispose;
  widget_class->focus = foyer_error_summary_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
}

static void
foyer_error_summary_init (FoyerErrorSummary *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), make_label (_ ("There is a problem"), "strong"));
  self->text = make_label ("", "problem-text");
  gtk_box_append (GTK_BOX (self->box), self->text);
  self->link = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->link), make_label ("", "link"));
  gtk_widget_add_css_class (self->link, "link-button");
  gtk_widget_set_halign (self->link, GTK_ALIGN_START);
  g_signal_connect_swapped (self->link, "clicked", G_CALLBACK (link_cb), self);
  gtk_box_append (GTK_BOX (self->box), self->link);
  gtk_widget_set_parent (self->box, widget);

  gtk_widget_add_css_class (widget, "error-summary");
  gtk_widget_add_css_class (widget, "focusable");
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_visible (widget, FALSE);
}

GtkWidget *
foyer_error_summary_new (void)
{
  return g_object_new (FOYER_TYPE_ERROR_SUMMARY, NULL);
}

void
foyer_error_summary_show (FoyerErrorSummary *self, const char *message, GtkWidget *target)
{
  g_autofree char *spoken = g_strdup_printf ("%s. %s", _ ("There is a problem"), message);

  g_set_weak_pointer (&self->target, target);
  gtk_label_set_text (GTK_LABEL (self->text), message);
  gtk_label_set_text (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->link))), message);
  foyer_spoken_name (self->link, message);
  foyer_spoken_name (GTK_WIDGET (self), spoken);
  gtk_widget_set_visible (self->link, target != NULL);
  gtk_widget_set_visible (self->text, target == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

void
foyer_error_summary_clear (FoyerErrorSummary *self)
{
  g_clear_weak_pointer (&self->target);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
