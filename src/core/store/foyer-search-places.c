/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-search"

#include "core/store/foyer-search-places.h"

#include <math.h>
#include <string.h>

#include "core/store/foyer-search-spell.h"
#include "core/store/foyer-search-text.h"

/* Every place that a visitor may name.
 *
 * A settlement lies where the map says; a town that only a library is named after, at the library;
 * a district, in the middle of its libraries and hubs; any other place of a listing, in the middle
 * of its listings. Search makes them with its cards and owns them beside those; foyer-origins has
 * them without. On the thread of the store.
 */

/* Letters; fewer could be the beginning of anything. */
#define SHORTEST_BEGINNING 3

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

/* "Earls Colne Library", "Chrishall Community Library", "The Forum, Southend Library": the town is
 * what stands in front, behind a comma. */
static void
add_libraries (FoyerSearchPlaces *self, GPtrArray *places)
{
  static const char *const endings[] = { " Community Library", " Library" };

  for (guint i = 0; i < places->len; i++)
    {
      FoyerPlace *place = g_ptr_array_index (places, i);

      for (guint e = 0; e < G_N_ELEMENTS (endings); e++)
        if (place->name != NULL && g_str_has_suffix (place->name, endings[e]))
          {
            g_autofree char *town
              = g_strndup (place->name, strlen (place->name) - strlen (endings[e]));
            const char *comma = strrchr (town, ',');
            const char *begin = comma != NULL ? comma + 1 : town;

            add_place (self, begin + strspn (begin, " "), place->lat, place->lon);
            break;
          }
    }
}

static void
add_middle (FoyerSearchPlaces *self, const char *name, const Middle *middle)
{
  if (middle->n > 0)
    add_place (self, name, atan2 (middle->z, hypot (middle->x, middle->y)) * (180 / G_PI),
               atan2 (middle->y, middle->x) * (180 / G_PI));
}

static void
add_districts (FoyerSearchPlaces *self, GPtrArray *places)
{
  g_autoptr (GHashTable) middles = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  GHashTableIter iter;
  gpointer name, middle;

  for (guint i = 0; i < places->len; i++)
    {
      FoyerPlace *place = g_ptr_array_index (places, i);
      double lat = place->lat * (G_PI / 180), lon = place->lon * (G_PI / 180);
      Middle *of = place->district != NULL ? g_hash_table_lookup (middles, place->district) : NULL;

      if (place->district == NULL || isnan (lat) || isnan (lon))
        continue;
      if (of == NULL)
        g_hash_table_insert (middles, place->district, of = g_new0 (Middle, 1));
      of->x += cos (lat) * cos (lon);
      of->y += cos (lat) * sin (lon);
      of->z += sin (lat);
      of->n++;
    }
  g_hash_table_iter_init (&iter, middles);
  while (g_hash_table_iter_next (&iter, &name, &middle))
    add_middle (self, name, middle);
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
    add_middle (self, g_ptr_array_index (cards->places, i), &middles[i]);
}

FoyerSearchPlaces *
foyer_search_places_new (FoyerStore *store,
                         const FoyerSearchGuide *guide,
                         const FoyerSearchCards *cards)
{
  FoyerSearchPlaces *self = g_new0 (FoyerSearchPlaces, 1);
  g_autoptr (GPtrArray) places = store != NULL ? foyer_store_list_places (store) : NULL;
  GHashTableIter iter;
  gpointer name;

  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, place_free);
  self->words = g_ptr_array_new ();
  add_settlements (self, guide);
  if (places != NULL)
    {
      add_libraries (self, places);
      add_districts (self, places);
    }
  if (cards != NULL)
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

/* ---- what somebody who was asked for a place may have meant ---- */

/* What is still being typed, or goes on ("Southend on Sea"): the shorter the difference, the
 * better. G_MAXUINT: neither. */
static guint
count_letters_apart (const char *name, const char *folded)
{
  gsize n_name = strlen (name), n_typed = strlen (folded);

  if (n_typed > n_name && g_str_has_prefix (folded, name) && folded[n_name] == ' ')
    return (guint)(n_typed - n_name);
  if (n_name > n_typed && g_str_has_prefix (name, folded))
    return (guint)(n_name - n_typed);
  return G_MAXUINT;
}

/* The one that is least apart; of two alike neither, unless is_first_enough. */
static const FoyerSearchPlace *
find_least (const FoyerSearchPlaces *places,
            const char *folded,
            guint (*apart) (const char *name, const char *folded),
            gboolean is_first_enough)
{
  const char *best = NULL;
  guint least = G_MAXUINT;
  gboolean is_alone = TRUE;
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, places->places);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      guint letters = apart (name, folded);

      if (letters > least || letters == G_MAXUINT)
        continue;
      is_alone = letters < least;
      if (letters < least || strcmp (name, best) < 0)
        best = name;
      least = letters;
    }
  return best != NULL && (is_alone || is_first_enough) ? foyer_search_places_find (places, best)
                                                       : NULL;
}

static guint
count_mistakes (const char *name, const char *folded)
{
  guint limit = foyer_search_mistakes_allowed (folded);
  guint mistakes = foyer_search_distance (folded, name, limit, FALSE);

  return mistakes <= limit ? mistakes : G_MAXUINT;
}

const FoyerSearchPlace *
foyer_search_places_guess (const FoyerSearchPlaces *places, const char *typed)
{
  g_autoptr (GString) folded = g_string_new (NULL);
  const FoyerSearchPlace *place;

  foyer_search_fold (folded, typed);
  if (folded->len > 0)
    g_string_truncate (folded, folded->len - 1);
  place = foyer_search_places_find (places, folded->str);
  if (place == NULL && g_utf8_strlen (folded->str, -1) >= SHORTEST_BEGINNING)
    place = find_least (places, folded->str, count_letters_apart, TRUE);
  if (place == NULL)
    place = find_least (places, folded->str, count_mistakes, FALSE);
  return place;
}
