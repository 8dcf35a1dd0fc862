/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-print-button"

#include "kiosk/widgets/foyer-print-button.h"

#include <glib/gi18n.h>

#include "kiosk/foyer-page.h"
#include "kiosk/print/foyer-printers.h"
#include "kiosk/widgets/foyer-label.h"

/* A button that leads nowhere is worse than none: it stays away until a printer is found. One slip
 * at a time. Owned by its page. Main thread. */

struct _FoyerPrintButton
{
  GtkWidget parent_instance;

  FoyerPrintMake make;
  gpointer data;                 /* borrowed */
  GCancellable *cancellable;     /* owned */
  GtkWidget *box, *button, *how; /* borrowed */
};

G_DEFINE_FINAL_TYPE (FoyerPrintButton, foyer_print_button, GTK_TYPE_WIDGET)

static void
say (FoyerPrintButton *self, const char *words)
{
  gtk_label_set_text (GTK_LABEL (self->how), words);
  gtk_widget_set_visible (self->how, *words != '\0');
}

static void
printed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerPrintButton) self = data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = foyer_print_run_finish (result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  gtk_widget_set_sensitive (self->button, TRUE);
  if (!is_done)
    g_message ("printing: %s", error->message);
  say (self, is_done ? _ ("Your slip is at the printer.")
                     : _ ("The printer does not answer just now. Please ask the staff."));
}

static void
clicked_cb (FoyerPrintButton *self)
{
  g_autoptr (FoyerPrint) print = foyer_print_button_make (self);

  gtk_widget_set_sensitive (self->button, FALSE);
  say (self, _ ("Printing…"));
  foyer_print_run (print, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->cancellable,
                   printed_cb, g_object_ref (self));
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerPrintButton) self = data;
  g_autofree char *printer = foyer_printers_find_finish (result, NULL);

  if (!g_cancellable_is_cancelled (self->cancellable))
    gtk_widget_set_visible (GTK_WIDGET (self), printer != NULL);
}

static void
foyer_print_button_dispose (GObject *object)
{
  FoyerPrintButton *self = FOYER_PRINT_BUTTON (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_print_button_parent_class)->dispose (object);
}

static void
foyer_print_button_finalize (GObject *object)
{
  g_clear_object (&FOYER_PRINT_BUTTON (object)->cancellable);
  G_OBJECT_CLASS (foyer_print_button_parent_class)->finalize (object);
}

static void
foyer_print_button_class_init (FoyerPrintButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_print_button_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_print_button_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
foyer_print_button_init (FoyerPrintButton *self)
{
  self->cancellable = g_cancellable_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->box, "slip");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
foyer_print_button_new (const char *label, const char *style, FoyerPrintMake make, gpointer data)
{
  FoyerPrintButton *self = g_object_new (FOYER_TYPE_PRINT_BUTTON, "visible", FALSE, NULL);

  self->make = make;
  self->data = data;
  self->button = foyer_button_new (label, "foyer-printer-symbolic", FALSE, style);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (clicked_cb), self);
  gtk_box_append (GTK_BOX (self->box), self->button);
  self->how = foyer_label_append (self->box, " ", "small");
  gtk_widget_set_visible (self->how, FALSE);
  foyer_printers_find (self->cancellable, found_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}

FoyerPrint *
foyer_print_button_make (FoyerPrintButton *self)
{
  return self->make (self->data);
}
