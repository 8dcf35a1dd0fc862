/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-picture"

#include "kiosk/widgets/foyer-picture.h"

#include "kiosk/widgets/foyer-art.h"

/* A drawn scene cropped to its room. Asks foyer-art for a texture of exactly its size when it is
 * given one; until it comes (or if it never does) the CSS background shows. Main thread. */

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
}

static void
load (FoyerPicture *self)
{
  g_autoptr (GdkTexture) texture = NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->art == NULL || self->width <= 0 || self->height <= 0)
    return;
  texture = foyer_art_peek (self->art, self->width, self->height);
  if (texture != NULL)
    {
      g_set_object (&self->texture, texture);
      gtk_widget_queue_draw (GTK_WIDGET (self));
      return;
    }
  self->cancellable = g_cancellable_new ();
  foyer_art_load (self->art, self->width, self->height, self->cancellable, loaded_cb,
                  g_object_ref (self));
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
  load (self);
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
  load (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ART]);
}
