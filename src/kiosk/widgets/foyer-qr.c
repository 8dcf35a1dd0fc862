/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-qr"

#include "kiosk/widgets/foyer-qr.h"

#include <qrencode.h>

#include "kiosk/foyer-spoken.h"

/* A QR code to be read by a phone's camera from the glass. It is dark on white in every theme,
 * because many readers cannot take it the other way round (the style sheet gives the two colours);
 * each module covers whole pixels of the screen, or the edges blur. Owned by its page; main thread;
 * static: drawn once. */

#define QUIET_MODULES 4 /* white rim that ISO/IEC 18004 asks for */

struct _FoyerQr
{
  GtkWidget parent_instance;

  QRcode *code; /* owned; NULL when the text is too long for a QR code */
};

G_DEFINE_FINAL_TYPE (FoyerQr, foyer_qr, GTK_TYPE_WIDGET)

static void
foyer_qr_measure (GtkWidget *widget,
                  GtkOrientation orientation,
                  int for_size,
                  int *minimum,
                  int *natural,
                  int *minimum_baseline,
                  int *natural_baseline)
{
  FoyerQr *self = FOYER_QR (widget);

  /* At least one pixel a module; the real size is the style sheet's. */
  *minimum = *natural = self->code != NULL ? self->code->width + 2 * QUIET_MODULES : 0;
}

/* Appends each run of dark modules of one row as one rectangle. */
static void
append_row (GtkSnapshot *snapshot,
            const QRcode *code,
            int row,
            double module,
            double origin_x,
            double origin_y,
            const GdkRGBA *dark)
{
  const unsigned char *modules = code->data + (gsize)row * (gsize)code->width;

  for (int x = 0; x < code->width;)
    {
      int run = 0;

      while (x + run < code->width && (modules[x + run] & 1) != 0)
        run++;
      if (run > 0)
        gtk_snapshot_append_color (snapshot, dark,
                                   &GRAPHENE_RECT_INIT ((float)(origin_x + x * module),
                                                        (float)(origin_y + row * module),
                                                        (float)(run * module), (float)module));
      x += MAX (run, 1);
    }
}

static void
foyer_qr_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FoyerQr *self = FOYER_QR (widget);
  int scale = gtk_widget_get_scale_factor (widget);
  int width = gtk_widget_get_width (widget) * scale,
      height = gtk_widget_get_height (widget) * scale;
  int across, pixels;
  double module;
  GdkRGBA dark;

  if (self->code == NULL)
    return;
  across = self->code->width + 2 * QUIET_MODULES;
  pixels = MIN (width, height) / across;
  if (pixels < 1)
    return;
  module = (double)pixels / scale;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &dark);
  for (int row = 0; row < self->code->width; row++)
    append_row (snapshot, self->code, row, module,
                (double)((width - pixels * across) / 2 + pixels * QUIET_MODULES) / scale,
                (double)((height - pixels * across) / 2 + pixels * QUIET_MODULES) / scale, &dark);
}

static void
foyer_qr_finalize (GObject *object)
{
  FoyerQr *self = FOYER_QR (object);

  QRcode_free (self->code);
  G_OBJECT_CLASS (foyer_qr_parent_class)->finalize (object);
}

static void
foyer_qr_class_init (FoyerQrClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = foyer_qr_finalize;
  widget_class->measure = foyer_qr_measure;
  widget_class->snapshot = foyer_qr_snapshot;
  gtk_widget_class_set_css_name (widget_class, "qr");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
foyer_qr_init (FoyerQr *self)
{
}

GtkWidget *
foyer_qr_new (const char *text, const char *label)
{
  FoyerQr *self = g_object_new (FOYER_TYPE_QR, NULL);

  self->code = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M);
  if (self->code == NULL)
    g_warning ("the text is too long for a QR code, or empty");
  foyer_spoken_name (GTK_WIDGET (self), label);
  return GTK_WIDGET (self);
}
