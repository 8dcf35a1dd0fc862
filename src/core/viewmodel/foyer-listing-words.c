/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-words"

#include "core/viewmodel/foyer-listing-words.h"

#include <glib/gi18n.h>

#include "core/model/foyer-when.h"

/* The short words about a listing that more than one page shows: distance, when, age, cost, chips,
 * and how sure we are. Kept apart from the pages so that every page says the same, and so that the
 * rules
 * ("about", never an invented value, free comes first) have tests. Pure functions, no state. */

/* Below this a rough position says no more than "about 1 mile". */
#define ROUGH_MILES 1.5
#define VERY_NEAR_MILES 0.1
/* From here on tenths of a mile are noise. */
#define WHOLE_MILES 9.95
/* Characters; what is longer is no word to keep whole. */
#define WORD_MAX 40

char *
foyer_words_count (FoyerProgramme *programme, guint n)
{
  if (strcmp (programme->id, "volunteering") == 0)
    return g_strdup_printf (ngettext ("%u way to help", "%u ways to help", n), n);
  return g_strdup_printf (ngettext ("%u thing to do", "%u things to do", n), n);
}

static char *
exact_miles (double miles)
{
  g_autofree char *number = NULL;

  if (miles < VERY_NEAR_MILES)
    return g_strdup (_ ("Very near"));
  number = g_strdup_printf (miles < WHOLE_MILES ? "%.1f" : "%.0f", miles);
  if (g_str_has_suffix (number, ".0"))
    number[strlen (number) - 2] = '\0';
  if (strcmp (number, "1") == 0)
    return g_strdup (_ ("1 mile"));
  /* Translators: a distance such as "0.8 miles". */
  return g_strdup_printf (_ ("%s miles"), number);
}

char *
foyer_words_distance (FoyerListing *listing, double miles)
{
  guint whole;

  if (listing->precision == FOYER_PRECISION_COUNTY)
    return g_strdup (_ ("Anywhere in Essex"));
  if (isnan (miles))
    return NULL;
  if (listing->precision == FOYER_PRECISION_POSTCODE)
    return exact_miles (miles);
  whole = miles < ROUGH_MILES ? 1 : (guint)lround (miles);
  return g_strdup_printf (ngettext ("about %u mile", "about %u miles", whole), whole);
}

char *
foyer_words_distance_from (FoyerListing *listing, double miles, const char *origin)
{
  g_autofree char *distance = foyer_words_distance (listing, miles);
  gboolean is_here = listing->precision == FOYER_PRECISION_POSTCODE && miles < VERY_NEAR_MILES;

  if (distance == NULL || isnan (miles) || listing->precision == FOYER_PRECISION_COUNTY
      || (is_here && origin == NULL))
    return g_steal_pointer (&distance);
  if (origin != NULL)
    return g_strdup_printf (_ ("%s from %s"), distance, origin);
  return g_strdup_printf (_ ("%s from here"), distance);
}

char *
foyer_words_time (const char *time)
{
  if (g_strcmp0 (time, "one-off") == 0)
    return g_strdup (_ ("One-off"));
  if (g_strcmp0 (time, "weekly") == 0)
    return g_strdup (_ ("Weekly"));
  if (g_strcmp0 (time, "monthly") == 0)
    return g_strdup (_ ("Monthly"));
  if (g_strcmp0 (time, "flexible") == 0)
    return g_strdup (_ ("Flexible"));
  return NULL;
}

char *
foyer_words_when (FoyerListing *listing, FoyerSession *next)
{
  if (listing->when_text != NULL)
    return g_strdup (listing->when_text);
  if (next != NULL)
    return foyer_when_session_short (next);
  return foyer_words_time (listing->time);
}

char *
foyer_words_who_where (FoyerListing *listing)
{
  const char *place = listing->precision != FOYER_PRECISION_COUNTY ? listing->place_name : NULL;

  if (listing->organisation == NULL || g_strcmp0 (listing->organisation, listing->title) == 0)
    return g_strdup (place);
  /* "Colchester Foodbank, Colchester" says it twice */
  if (place == NULL || strstr (listing->organisation, place) != NULL)
    return g_strdup (listing->organisation);
  return g_strdup_printf ("%s, %s", listing->organisation, place);
}

char *
foyer_words_place (FoyerListing *listing)
{
  const char *parts[]
    = { listing->venue, listing->address, listing->place_name, listing->postcode };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && strstr (text->str, parts[i]) == NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", parts[i]);
  if (text->len == 0 && listing->district != NULL)
    g_string_append (text, listing->district);
  if (text->len > 0)
    return g_string_free (text, FALSE);
  g_string_free (text, TRUE);
  return NULL;
}

char *
foyer_words_age (FoyerListing *listing)
{
  if (listing->age_min > 0 && listing->age_max > 0)
    return g_strdup_printf (_ ("%d to %d"), listing->age_min, listing->age_max);
  if (listing->age_min > 0)
    return g_strdup_printf (_ ("%d and over"), listing->age_min);
  if (listing->age_max > 0)
    return g_strdup_printf (_ ("Up to %d"), listing->age_max);
  return NULL;
}

char *
foyer_words_cost (FoyerListing *listing)
{
  const char *free_word = _ ("Free");

  if (listing->is_free == 1)
    {
      if (listing->cost_text == NULL || g_ascii_strncasecmp (listing->cost_text, "free", 4) == 0)
        return g_strdup (listing->cost_text != NULL ? listing->cost_text : free_word);
      return g_strdup_printf ("%s. %s", free_word, listing->cost_text);
    }
  if (listing->cost_text != NULL)
    return g_strdup (listing->cost_text);
  return listing->is_free == 0 ? g_strdup (_ ("There is a cost. Please ask.")) : NULL;
}

char *
foyer_words_need (const char *need)
{
  char *words;

  if (strcmp (need, "step-free") == 0)
    return g_strdup (_ ("Step-free"));
  if (strcmp (need, "hearing-loop") == 0)
    return g_strdup (_ ("Hearing loop"));
  if (strcmp (need, "toilets") == 0)
    return g_strdup (_ ("Toilets"));
  if (strcmp (need, "parking") == 0)
    return g_strdup (_ ("Parking"));
  if (strcmp (need, "bus") == 0)
    return g_strdup (_ ("Bus stop near"));
  words = g_strdelimit (g_strdup (need), "-_", ' ');
  words[0] = g_ascii_toupper (words[0]);
  return words;
}

char *
foyer_words_checked (FoyerListing *listing, gint64 now_us)
{
  g_autofree char *date = foyer_when_confirmed (listing->last_confirmed);

  if (date == NULL)
    return g_strdup (_ ("Not checked yet"));
  if (foyer_listing_is_out_of_date (listing, now_us))
    return g_strdup_printf (_ ("Not checked since %s"), date);
  return g_strdup_printf (_ ("Checked %s"), date);
}

char *
foyer_words_please_ask (FoyerListing *listing, gint64 now_us)
{
  g_autofree char *date = foyer_when_confirmed (listing->last_confirmed);

  if (!foyer_listing_is_out_of_date (listing, now_us))
    return NULL;
  if (date == NULL)
    return g_strdup (_ ("We have not been able to check this yet. Please ask before you go."));
  return g_strdup_printf (
    _ ("We have not been able to check this since %s. Please ask before you go."), date);
}

char *
foyer_words_shorten (const char *words, guint longest)
{
  const char *end, *space;

  if (words == NULL || g_utf8_strlen (words, -1) <= (glong)longest)
    return g_strdup (words);
  end = g_utf8_offset_to_pointer (words, longest - 1);
  space = g_strrstr_len (words, end - words, " ");
  if (space != NULL && g_utf8_strlen (space, end - space) < WORD_MAX)
    end = space; /* else it is one endless word, or a script without spaces */
  while (end > words && g_ascii_ispunct (end[-1]))
    end--;
  return g_strdup_printf ("%.*s…", (int)(end - words), words);
}

void
foyer_chip_free (FoyerChip *chip)
{
  g_free (chip->label);
  g_free (chip->tone);
  g_free (chip);
}

static void
add_chip (GPtrArray *chips, const char *label, const char *tone)
{
  FoyerChip *chip = g_new0 (FoyerChip, 1);

  chip->label = g_strdup (label);
  chip->tone = g_strdup (tone);
  g_ptr_array_add (chips, chip);
}

GPtrArray *
foyer_words_chips (FoyerListing *listing, FoyerProgramme *programme, guint limit)
{
  GPtrArray *chips = g_ptr_array_new_with_free_func ((GDestroyNotify)foyer_chip_free);

  if (listing->is_free == 1)
    add_chip (chips, _ ("Free"), "marsh");
  for (guint i = 0; programme != NULL && i < programme->facets->len; i++)
    {
      const FoyerFacet *facet = g_ptr_array_index (programme->facets, i);
      for (guint j = 0; j < facet->options->len; j++)
        {
          const FoyerFacetOption *option = g_ptr_array_index (facet->options, j);

          if (limit > 0 && chips->len >= limit)
            return chips;
          if (!g_strv_contains ((const char *const *)listing->tags, option->tag))
            continue;
          if (listing->is_free == 1 && strcmp (option->tag, "free") == 0)
            continue;
          add_chip (chips, option->label, option->tone);
        }
    }
  return chips;
}
