/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-picture"

#include "kiosk/widgets/foyer-picture.h"

#include "kiosk/widgets/foyer-art.h"

/* A drawn scene cropped to its room. Asks foyer-art for a texture of exactly its size when it is
 * given one; until it comes (or if it never does) the CSS background shows. Main thread. */

#define LARGE                                                                                      \
  (900 * 700)    /* pixels: above, drawing takes longer than a visitor should look at a hole */
#define SKETCH 4 /* a sixteenth of the pixels: ready at once, sharpened when the rest is */

struct _FoyerPicture
{
  GtkWidget parent_instance;

  char *art;                 /* owned (nullable) */
  GdkTexture *texture;       /* owned (nullable) */
  int width, height;         /* device pixels the texture was asked for */
  GCancellable *cancellable; /* owned (nullable): the load under way */
};

G_DEFINE_FINAL_TYPE (FoyerPicture, foyer_picture, GTK_TYPE_WIDGET)

enum
{
  PROP_ART = 1,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

static void load (FoyerPicture *self, int divisor);

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerPicture) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = foyer_art_load_finish (result, &error);

  if (texture == NULL)
    return; /* cancelled, or there is no such scene: the background stays */
  g_set_object (&self->texture, texture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (gdk_texture_get_width (texture) < self->width)
    load (self, 1);
}

/* divisor 1: as sharp as the screen; more: a first sketch of a large picture. */
static void
load (FoyerPicture *self, int divisor)
{
  int width = self->width / divisor, height = self->height / divisor;
  g_autoptr (GdkTexture) texture = foyer_art_peek (self->art, width, height);

  if (texture != NULL && divisor == 1)
    {
      g_set_object (&self->texture, texture);
      gtk_widget_queue_draw (GTK_WIDGET (self));
      return;
    }
  self->cancellable = self->cancellable != NULL ? self->cancellable : g_cancellable_new ();
  foyer_art_load (self->art, width, height, self->cancellable, loaded_cb, g_object_ref (self));
}

static void
reload (FoyerPicture *self)
{
  g_autoptr (GdkTexture) ready = NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->art == NULL || self->width <= 0 || self->height <= 0)
    return;
  ready = foyer_art_peek (self->art, self->width, self->height);
  load (self, ready == NULL && self->width * self->height > LARGE ? SKETCH : 1);
}

static void
foyer_picture_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FoyerPicture *self = FOYER_PICTURE (widget);
  int factor = gtk_widget_get_scale_factor (widget);

  if (self->width == width * factor && self->height == height * factor)
    return;
  self->width = width * factor;
  self->height = height * factor;
  reload (self);
}

static void
foyer_picture_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FoyerPicture *self = FOYER_PICTURE (widget);

  if (self->texture != NULL)
    gtk_snapshot_append_texture (
      snapshot, self->texture,
      &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget)));
}

static void
foyer_picture_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  *minimum = *natural = 0; /* CSS or the parent says */
}

static void
foyer_picture_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  foyer_picture_set_art (FOYER_PICTURE (object), g_value_get_string (value));
}

static void
foyer_picture_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_string (value, FOYER_PICTURE (object)->art);
}

static void
foyer_picture_dispose (GObject *object)
{
  FoyerPicture *self = FOYER_PICTURE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->texture);
  g_clear_pointer (&self->art, g_free);
  G_OBJECT_CLASS (foyer_picture_parent_class)->dispose (object);
}

static void
foyer_picture_class_init (FoyerPictureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = foyer_picture_set_property;
  object_class->get_property = foyer_picture_get_property;
  object_class->dispose = foyer_picture_dispose;
  widget_class->size_allocate = foyer_picture_size_allocate;
  widget_class->snapshot = foyer_picture_snapshot;
  widget_class->measure = foyer_picture_measure;
  props[PROP_ART]
    = g_param_spec_string ("art", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_css_name (widget_class, "picture");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
foyer_picture_init (FoyerPicture *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
foyer_picture_new (const char *art)
{
  return g_object_new (FOYER_TYPE_PICTURE, "art", art, NULL);
}

void
foyer_picture_set_art (FoyerPicture *self, const char *art)
{
  if (g_strcmp0 (self->art, art) == 0)
    return;
  g_free (self->art);
  self->art = g_strdup (art);
  reload (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ART]);
}
