/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-pin-pad"

#include "kiosk/widgets/foyer-pin-pad.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/crypto/foyer-pin.h"
#include "kiosk/foyer-spoken.h"
#include "kiosk/widgets/foyer-key.h"

/* See the header. Owned by the staff page; main thread. */

#define COLUMNS 3

struct _FoyerPinPad
{
  GtkWidget parent_instance;

  GtkWidget *box, *dots, *grid;      /* borrowed; box is our one child */
  char digits[FOYER_PIN_DIGITS + 1]; /* wiped */
  guint n;
};

G_DEFINE_FINAL_TYPE (FoyerPinPad, foyer_pin_pad, GTK_TYPE_WIDGET)

static guint entered_signal;

static void
show_dots (FoyerPinPad *self)
{
  g_autoptr (GString) dots = g_string_new (NULL);
  g_autofree char *spoken
    = g_strdup_printf (_ ("%u of %d digits typed"), self->n, FOYER_PIN_DIGITS);

  for (guint i = 0; i < FOYER_PIN_DIGITS; i++)
    g_string_append (dots, i < self->n ? "●" : "○");
  gtk_label_set_text (GTK_LABEL (self->dots), dots->str);
  foyer_spoken_name (self->dots, spoken);
}

static void
empty (FoyerPinPad *self)
{
  explicit_bzero (self->digits, sizeof self->digits);
  self->n = 0;
  show_dots (self);
}

static void
add_digit (FoyerPinPad *self, char digit)
{
  if (!gtk_widget_get_sensitive (self->grid) || self->n >= FOYER_PIN_DIGITS)
    return;
  self->digits[self->n++] = digit;
  show_dots (self);
  if (self->n < FOYER_PIN_DIGITS)
    return;
  g_signal_emit (self, entered_signal, 0, self->digits);
  empty (self);
}

static void
take_back (FoyerPinPad *self)
{
  if (self->n > 0)
    self->digits[--self->n] = '\0';
  show_dots (self);
}

static void
digit_clicked_cb (GtkButton *key, gpointer data)
{
  add_digit (data, *foyer_key_get_text (GTK_WIDGET (key)));
}

static gboolean
key_pressed_cb (
  GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state, gpointer data)
{
  FoyerPinPad *self = data;

  if (keyval >= GDK_KEY_0 && keyval <= GDK_KEY_9)
    add_digit (self, (char)('0' + (keyval - GDK_KEY_0)));
  else if (keyval >= GDK_KEY_KP_0 && keyval <= GDK_KEY_KP_9)
    add_digit (self, (char)('0' + (keyval - GDK_KEY_KP_0)));
  else if (keyval == GDK_KEY_BackSpace)
    take_back (self);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
attach_digit (FoyerPinPad *self, int digit, int column, int row)
{
  const char text[] = { (char)('0' + digit), '\0' };
  GtkWidget *key = foyer_key_new_text (text, text, text);

  gtk_widget_set_focusable (key, TRUE); /* a switch or a keyboard alone gets in too */
  gtk_widget_remove_css_class (key, "key");
  g_signal_connect (key, "clicked", G_CALLBACK (digit_clicked_cb), self);
  gtk_grid_attach (GTK_GRID (self->grid), key, column, row, 1, 1);
}

static void
foyer_pin_pad_dispose (GObject *object)
{
  FoyerPinPad *self = FOYER_PIN_PAD (object);

  explicit_bzero (self->digits, sizeof self->digits);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_pin_pad_parent_class)->dispose (object);
}

static void
foyer_pin_pad_class_init (FoyerPinPadClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_pin_pad_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  entered_signal
    = g_signal_new ("entered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
foyer_pin_pad_init (FoyerPinPad *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkWidget *delete = foyer_key_new_icon ("foyer-backspace-symbolic", NULL, _ ("Delete"),
                                          GTK_ORIENTATION_HORIZONTAL);

  gtk_widget_add_css_class (GTK_WIDGET (self), "pin-pad");
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->dots = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->dots, "pin-dots");
  self->grid = gtk_grid_new ();
  gtk_widget_set_direction (self->grid, GTK_TEXT_DIR_LTR); /* digits stand so in every language */
  gtk_grid_set_column_homogeneous (GTK_GRID (self->grid), TRUE);
  gtk_widget_set_halign (self->grid, GTK_ALIGN_CENTER);
  for (int digit = 1; digit <= 9; digit++)
    attach_digit (self, digit, (digit - 1) % COLUMNS, (digit - 1) / COLUMNS);
  attach_digit (self, 0, 1, 3);
  gtk_widget_set_focusable (delete, TRUE);
  gtk_widget_remove_css_class (delete, "key");
  g_signal_connect_swapped (delete, "clicked", G_CALLBACK (take_back), self);
  gtk_grid_attach (GTK_GRID (self->grid), delete, 2, 3, 1, 1);
  gtk_box_append (GTK_BOX (self->box), self->dots);
  gtk_box_append (GTK_BOX (self->box), self->grid);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  show_dots (self);
}

GtkWidget *
foyer_pin_pad_new (void)
{
  return g_object_new (FOYER_TYPE_PIN_PAD, NULL);
}

void
foyer_pin_pad_set_open (FoyerPinPad *self, gboolean open)
{
  gtk_widget_set_sensitive (self->grid, open);
}
