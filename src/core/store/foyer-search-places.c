/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-search"

#include "core/store/foyer-search-places.h"

#include <math.h>
#include <string.h>

#include "core/store/foyer-search-text.h"

/* Every place that a visitor may name.
 *
 * A settlement lies where the map says; a town that only a library is named after, at the library;
 * any other place or district of a listing, in the middle of its listings. Made with the cards and
 * owned beside them; on the thread of the store.
 */

/* A place of one of these is no place to go from. */
static const char *const whole_county[] = { "essex", "anywhere in essex", "online", "home" };

/* Where the listings of one name are, together. */
typedef struct
{
  double x, y, z; /* sums of unit vectors */
  guint n;
} Middle;

static void
place_free (gpointer data)
{
  FoyerSearchPlace *place = data;

  g_free (place->name);
  g_free (place);
}

/* The first to name a place says where it is. */
static void
add_place (FoyerSearchPlaces *self, const char *name, double lat, double lon)
{
  GString *folded = g_string_new (NULL);
  FoyerSearchPlace *place;
  gboolean is_wanted;

  foyer_search_fold (folded, name);
  if (folded->len > 0)
    g_string_truncate (folded, folded->len - 1);
  is_wanted = folded->len > 1 && !isnan (lat) && !isnan (lon)
              && !g_hash_table_contains (self->places, folded->str);
  for (guint i = 0; i < G_N_ELEMENTS (whole_county); i++)
    is_wanted = is_wanted && !g_str_equal (folded->str, whole_county[i]);
  if (!is_wanted)
    {
      g_string_free (folded, TRUE);
      return;
    }
  place = g_new0 (FoyerSearchPlace, 1);
  place->name = g_strdup (name);
  place->lat = lat;
  place->lon = lon;
  g_hash_table_insert (self->places, g_string_free (folded, FALSE), place);
}

static void
add_settlements (FoyerSearchPlaces *self, const FoyerSearchGuide *guide)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, guide->settlements);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const FoyerSearchSettlement *settlement = value;

      add_place (self, settlement->name, settlement->lat, settlement->lon);
    }
}

/* "Earls Colne Library", "Chrishall Community Library": the town is what stands in front. */
static void
add_libraries (FoyerSearchPlaces *self, FoyerStore *store)
{
  static const char *const endings[] = { " Community Library", " Library" };
  g_autoptr (GPtrArray) places = foyer_store_list_places (store);

  for (guint i = 0; i < places->len; i++)
    {
      FoyerPlace *place = g_ptr_array_index (places, i);

      for (guint e = 0; e < G_N_ELEMENTS (endings); e++)
        if (place->name != NULL && g_str_has_suffix (place->name, endings[e]))
          {
            g_autofree char *town
              = g_strndup (place->name, strlen (place->name) - strlen (endings[e]));

            add_place (self, town, place->lat, place->lon);
            break;
          }
    }
}

static void
add_to_middle (Middle *middles, guint32 place, const FoyerSearchCard *card)
{
  if (place == G_MAXUINT32 || isnan (card->x))
    return;
  middles[place].x += card->x;
  middles[place].y += card->y;
  middles[place].z += card->z;
  middles[place].n++;
}

static void
add_listed (FoyerSearchPlaces *self, const FoyerSearchCards *cards)
{
  g_autofree Middle *middles = g_new0 (Middle, cards->places->len + 1);

  for (guint i = 0; i < cards->cards->len; i++)
    {
      const FoyerSearchCard *card = &g_array_index (cards->cards, FoyerSearchCard, i);

      add_to_middle (middles, card->place, card);
      if (card->district != card->place)
        add_to_middle (middles, card->district, card);
    }
  for (guint i = 0; i < cards->places->len; i++)
    if (middles[i].n > 0)
      add_place (self, g_ptr_array_index (cards->places, i),
                 atan2 (middles[i].z, hypot (middles[i].x, middles[i].y)) * (180 / G_PI),
                 atan2 (middles[i].y, middles[i].x) * (180 / G_PI));
}

FoyerSearchPlaces *
foyer_search_places_new (FoyerStore *store,
                         const FoyerSearchGuide *guide,
                         const FoyerSearchCards *cards)
{
  FoyerSearchPlaces *self = g_new0 (FoyerSearchPlaces, 1);
  GHashTableIter iter;
  gpointer name;

  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, place_free);
  self->words = g_ptr_array_new ();
  add_settlements (self, guide);
  add_libraries (self, store);
  add_listed (self, cards);
  g_hash_table_iter_init (&iter, self->places);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (strchr (name, ' ') == NULL)
      g_ptr_array_add (self->words, name);
  return self;
}

void
foyer_search_places_free (FoyerSearchPlaces *places)
{
  g_ptr_array_unref (places->words);
  g_hash_table_unref (places->places);
  g_free (places);
}

const FoyerSearchPlace *
foyer_search_places_find (const FoyerSearchPlaces *places, const char *folded)
{
  return g_hash_table_lookup (places->places, folded);
}
