/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-player"

#include "kiosk/media/foyer-film-paintable.h"

/* What GTK draws while a film plays. The streaming thread leaves its newest texture under the lock
 * and asks the main loop once to look; the main loop takes it from there. Owned by the player, held
 * by GTK and by the waiting main-loop call. Only foyer_film_paintable_offer () may be called off
 * the main thread. */

struct _FoyerFilmPaintable
{
  GObject parent_instance;

  GdkTexture *shown; /* owned; main thread */
  GMutex lock;
  GdkTexture *offered;  /* owned; under lock */
  gboolean is_expected; /* under lock: the main loop will look */
};

static void
snapshot (GdkPaintable *paintable, GdkSnapshot *to, double width, double height)
{
  FoyerFilmPaintable *self = FOYER_FILM_PAINTABLE (paintable);

  if (self->shown != NULL)
    gtk_snapshot_append_texture (GTK_SNAPSHOT (to), self->shown,
                                 &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));
}

static int
get_intrinsic_width (GdkPaintable *paintable)
{
  FoyerFilmPaintable *self = FOYER_FILM_PAINTABLE (paintable);

  return self->shown != NULL ? gdk_texture_get_width (self->shown) : 0;
}

static int
get_intrinsic_height (GdkPaintable *paintable)
{
  FoyerFilmPaintable *self = FOYER_FILM_PAINTABLE (paintable);

  return self->shown != NULL ? gdk_texture_get_height (self->shown) : 0;
}

static void
foyer_film_paintable_iface_init (GdkPaintableInterface *iface)
{
  iface->snapshot = snapshot;
  iface->get_intrinsic_width = get_intrinsic_width;
  iface->get_intrinsic_height = get_intrinsic_height;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FoyerFilmPaintable,
                               foyer_film_paintable,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE,
                                                      foyer_film_paintable_iface_init))

static gboolean
show_cb (gpointer data)
{
  FoyerFilmPaintable *self = data;
  GdkTexture *texture;
  gboolean has_new_size;

  g_mutex_lock (&self->lock);
  texture = g_steal_pointer (&self->offered);
  self->is_expected = FALSE;
  g_mutex_unlock (&self->lock);
  if (texture == NULL)
    return G_SOURCE_REMOVE;

  has_new_size = gdk_texture_get_width (texture) != get_intrinsic_width (GDK_PAINTABLE (self))
                 || gdk_texture_get_height (texture) != get_intrinsic_height (GDK_PAINTABLE (self));
  g_clear_object (&self->shown);
  self->shown = texture;
  if (has_new_size)
    gdk_paintable_invalidate_size (GDK_PAINTABLE (self));
  gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
  return G_SOURCE_REMOVE;
}

static void
foyer_film_paintable_finalize (GObject *object)
{
  FoyerFilmPaintable *self = FOYER_FILM_PAINTABLE (object);

  g_clear_object (&self->shown);
  g_clear_object (&self->offered);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (foyer_film_paintable_parent_class)->finalize (object);
}

static void
foyer_film_paintable_class_init (FoyerFilmPaintableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_film_paintable_finalize;
}

static void
foyer_film_paintable_init (FoyerFilmPaintable *self)
{
  g_mutex_init (&self->lock);
}

FoyerFilmPaintable *
foyer_film_paintable_new (void)
{
  return g_object_new (FOYER_TYPE_FILM_PAINTABLE, NULL);
}

void
foyer_film_paintable_offer (FoyerFilmPaintable *self, GdkTexture *texture)
{
  gboolean ask;

  g_mutex_lock (&self->lock);
  g_clear_object (&self->offered);
  self->offered = texture;
  ask = !self->is_expected;
  self->is_expected = TRUE;
  g_mutex_unlock (&self->lock);
  if (ask)
    g_idle_add_full (G_PRIORITY_HIGH_IDLE, show_cb, g_object_ref (self), g_object_unref);
}

gboolean
foyer_film_paintable_has_picture (FoyerFilmPaintable *self)
{
  return self->shown != NULL;
}
