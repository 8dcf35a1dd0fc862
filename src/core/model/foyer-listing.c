/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-content"

#include "core/model/foyer-content-private.h"

#include <string.h>

/* Something a visitor can join: an opportunity, an activity, a group or a course.
 *
 * Immutable once made, so any thread may read it; whoever holds a reference owns it. Members and
 * their meaning: data/content/FORMAT.md.
 */

G_DEFINE_FINAL_TYPE (FoyerListing, foyer_listing, G_TYPE_OBJECT)

/* Years. Nobody is older; a larger number is a mistake in the data. */
#define MAX_AGE 130
/* Days after which a fact that nobody confirmed again counts as old. */
#define CONFIRMED_DAYS 365

static const char *const types[] = { "opportunity", "activity", "group", "course", NULL };
static const char *const times[] = { "one-off", "weekly", "monthly", "flexible", NULL };
/* In the order of FoyerPrecision, from FOYER_PRECISION_POSTCODE on. */
static const char *const precisions[] = { "postcode", "place", "town", "district", "county", NULL };

static FoyerPrecision
read_precision (FoyerJsonReader *reader)
{
  g_autofree char *text = foyer_json_reader_dup_choice (reader, "precision", precisions);

  for (guint i = 0; text != NULL && precisions[i] != NULL; i++)
    if (g_str_equal (text, precisions[i]))
      return FOYER_PRECISION_POSTCODE + i;
  return FOYER_PRECISION_UNKNOWN;
}

/* The last day that "2024", "2024-06" or "2024-06-30" can mean. */
static void
set_last_day (GDate *date, const char *text)
{
  int year = MAX (atoi (text), 1);
  int month = strlen (text) >= 7 ? atoi (text + 5) : 12;
  int day = strlen (text) == 10 ? atoi (text + 8) : g_date_get_days_in_month (month, year);

  g_date_set_dmy (date, day, month, year);
}

static void
foyer_listing_finalize (GObject *object)
{
  FoyerListing *self = FOYER_LISTING (object);

  g_free (self->id);
  g_free (self->language);
  g_free (self->programme);
  g_free (self->type);
  g_free (self->title);
  g_free (self->organisation);
  g_free (self->summary);
  g_free (self->gain);
  g_free (self->place_name);
  g_free (self->venue);
  g_free (self->address);
  g_free (self->postcode);
  g_free (self->district);
  g_free (self->where_note);
  g_free (self->when_text);
  g_free (self->time);
  g_free (self->cost_text);
  g_free (self->contact_text);
  g_free (self->contact_phone);
  g_free (self->last_confirmed);
  g_free (self->art);
  g_strfreev (self->what_you_do);
  g_strfreev (self->tags);
  g_strfreev (self->needs);
  foyer_role_clear (self->role);
  foyer_content_clear_source (&self->source);

  G_OBJECT_CLASS (foyer_listing_parent_class)->finalize (object);
}

static void
foyer_listing_class_init (FoyerListingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_listing_finalize;
}

static void
foyer_listing_init (FoyerListing *self)
{
  self->lat = self->lon = NAN;
  self->is_free = self->age_min = self->age_max = -1;
}

/* Words of a later version are passed over: what they say is then not known. */
static guint
read_set (FoyerJsonReader *reader, const char *key, int (*of_word) (const char *word))
{
  g_auto (GStrv) words = foyer_json_reader_dup_texts (reader, key);
  guint set = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      int bit = of_word (words[i]);

      if (bit >= 0)
        set |= 1u << bit;
    }
  return set;
}

static void
read_match (FoyerJsonReader *reader, FoyerListing *self)
{
  json_t *outer = reader->object;
  json_t *match = foyer_json_reader_get_object (reader, "match");
  g_auto (GStrv) slots = NULL;

  if (match != NULL)
    {
      reader->object = match;
      slots = foyer_json_reader_dup_texts (reader, "slots");
      for (guint i = 0; slots[i] != NULL; i++)
        self->match.slots |= foyer_match_slots_of_word (slots[i]);
      self->match.times = read_set (reader, "time", foyer_match_time_of_word);
      self->match.motives = read_set (reader, "motives", foyer_match_motive_of_word);
      self->match.fits = read_set (reader, "fits", foyer_match_fit_of_word);
      self->match.misses = read_set (reader, "not", foyer_match_fit_of_word);
      reader->object = outer;
    }
  if (g_strv_contains ((const char *const *)self->needs, "bus"))
    self->match.fits |= 1u << FOYER_MATCH_TRANSPORT;
  self->match.misses
    &= ~self->match.fits; /* said both ways: the kinder one, the page says the rest */
}

GObject *
foyer_listing_build (FoyerJsonReader *reader)
{
  FoyerListing *self = g_object_new (FOYER_TYPE_LISTING, NULL);

  self->id = foyer_json_reader_dup_required_id (reader, "id");
  self->language = foyer_json_reader_dup_id (reader, "language");
  self->programme = foyer_json_reader_dup_required_id (reader, "programme");
  self->type = foyer_json_reader_dup_choice (reader, "type", types);
  self->title = foyer_json_reader_dup_title (reader, "title");
  self->organisation = foyer_json_reader_dup_text (reader, "organisation");
  self->summary = foyer_json_reader_dup_text (reader, "summary");
  self->gain = foyer_json_reader_dup_text (reader, "gain");
  self->what_you_do = foyer_json_reader_dup_texts (reader, "what_you_do");
  self->place_name = foyer_json_reader_dup_text (reader, "place_name");
  self->venue = foyer_json_reader_dup_text (reader, "venue");
  self->address = foyer_json_reader_dup_text (reader, "address");
  self->postcode = foyer_json_reader_dup_text (reader, "postcode");
  self->district = foyer_json_reader_dup_text (reader, "district");
  self->where_note = foyer_json_reader_dup_text (reader, "where_note");
  self->when_text = foyer_json_reader_dup_text (reader, "when_text");
  self->time = foyer_json_reader_dup_choice (reader, "time", times);
  self->cost_text = foyer_json_reader_dup_text (reader, "cost_text");
  self->tags = foyer_json_reader_dup_texts (reader, "tags");
  self->needs = foyer_json_reader_dup_texts (reader, "needs");
  foyer_role_read (reader, self->role);
  self->contact_text = foyer_json_reader_dup_text (reader, "contact_text");
  self->contact_phone = foyer_json_reader_dup_text (reader, "contact_phone");
  self->last_confirmed = foyer_json_reader_dup_date (reader, "last_confirmed", TRUE);
  self->art = foyer_json_reader_dup_id (reader, "art");
  foyer_content_read_position (reader, &self->lat, &self->lon);
  self->precision = read_precision (reader);
  if (self->precision == FOYER_PRECISION_COUNTY)
    self->lat = self->lon = NAN;
  self->is_free = foyer_json_reader_get_bool (reader, "free", -1);
  self->age_min = foyer_json_reader_get_int (reader, "age_min", 0, MAX_AGE, -1);
  self->age_max = foyer_json_reader_get_int (reader, "age_max", 0, MAX_AGE, -1);
  self->reply_days
    = (int)foyer_json_reader_get_int (reader, "reply_days", 0, FOYER_MAX_REPLY_DAYS, -1);
  foyer_content_read_source (reader, "source", &self->source);
  self->can_sign_up = foyer_json_reader_get_bool (reader, "sign_up", TRUE);
  self->is_demonstration = foyer_json_reader_get_bool (reader, "demonstration", FALSE);
  read_match (reader, self);
  foyer_json_reader_get_object (reader, "rhythm"); /* for the centre; here only its type counts */

  return G_OBJECT (self);
}

FoyerListing *
foyer_listing_new_from_json (const char *json, GError **error)
{
  return foyer_content_build (foyer_listing_build, json, -1, error);
}

guint
foyer_listing_get_fresh_until (FoyerListing *listing)
{
  GDate last;

  g_return_val_if_fail (FOYER_IS_LISTING (listing), 0);

  if (listing->last_confirmed == NULL)
    return 0;
  g_date_clear (&last, 1);
  set_last_day (&last, listing->last_confirmed);
  return g_date_get_julian (&last) + CONFIRMED_DAYS;
}

gboolean
foyer_listing_is_out_of_date (FoyerListing *listing, gint64 now_us)
{
  GDate today;

  g_return_val_if_fail (FOYER_IS_LISTING (listing), FALSE);

  g_date_clear (&today, 1);
  g_date_set_time_t (&today, now_us / G_USEC_PER_SEC);
  return g_date_get_julian (&today) > foyer_listing_get_fresh_until (listing);
}
