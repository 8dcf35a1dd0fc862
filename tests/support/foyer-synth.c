/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-synth"

#include "foyer-synth.h"

/* Made-up content for tests and benchmarks.
 *
 * Words are drawn with a long tail (the n-th word of a list about 1/n as often), as in real text,
 * since a search index behaves quite differently on evenly spread words. Places are real towns of
 * Essex; nobody in here is a person. Pure functions of (seed, n); any thread.
 */

typedef struct
{
  guint64 state;
} Dice;

typedef struct
{
  const char *name, *district, *outward;
  double lat, lon;
} Town;

/* Largest first: drawn with a long tail. */
static const Town towns[] = {
  { "Colchester", "Colchester", "CO1", 51.8892, 0.9042 },
  { "Chelmsford", "Chelmsford", "CM1", 51.7361, 0.4798 },
  { "Basildon", "Basildon", "SS14", 51.5761, 0.4887 },
  { "Harlow", "Harlow", "CM20", 51.7729, 0.1023 },
  { "Clacton-on-Sea", "Tendring", "CO15", 51.7895, 1.1530 },
  { "Braintree", "Braintree", "CM7", 51.8800, 0.5510 },
  { "Brentwood", "Brentwood", "CM14", 51.6200, 0.3050 },
  { "Canvey Island", "Castle Point", "SS8", 51.5180, 0.5770 },
  { "Rayleigh", "Rochford", "SS6", 51.5860, 0.6050 },
  { "Billericay", "Basildon", "CM12", 51.6280, 0.4180 },
  { "Loughton", "Epping Forest", "IG10", 51.6490, 0.0730 },
  { "Wickford", "Basildon", "SS11", 51.6110, 0.5200 },
  { "Witham", "Braintree", "CM8", 51.8000, 0.6400 },
  { "Benfleet", "Castle Point", "SS7", 51.5550, 0.5620 },
  { "Waltham Abbey", "Epping Forest", "EN9", 51.6870, 0.0040 },
  { "Saffron Walden", "Uttlesford", "CB10", 52.0220, 0.2430 },
  { "Harwich", "Tendring", "CO12", 51.9340, 1.2610 },
  { "Maldon", "Maldon", "CM9", 51.7320, 0.6760 },
  { "Epping", "Epping Forest", "CM16", 51.7000, 0.1080 },
  { "Halstead", "Braintree", "CO9", 51.9450, 0.6390 },
  { "Rochford", "Rochford", "SS4", 51.5820, 0.7070 },
  { "Great Dunmow", "Uttlesford", "CM6", 51.8720, 0.3630 },
  { "Wivenhoe", "Colchester", "CO7", 51.8560, 0.9590 },
  { "Tiptree", "Colchester", "CO5", 51.8100, 0.7470 },
  { "Frinton-on-Sea", "Tendring", "CO13", 51.8310, 1.2440 },
  { "Walton-on-the-Naze", "Tendring", "CO14", 51.8480, 1.2680 },
  { "Burnham-on-Crouch", "Maldon", "CM0", 51.6280, 0.8140 },
  { "Chipping Ongar", "Epping Forest", "CM5", 51.7030, 0.2440 },
  { "Manningtree", "Tendring", "CO11", 51.9450, 1.0610 },
  { "Coggeshall", "Braintree", "CO6", 51.8720, 0.6890 },
};

static const char *const subjects[]
  = { "garden",    "walking",    "reading",     "coffee",       "singing",    "craft",
      "lunch",     "friendship", "food",        "history",      "art",        "computer",
      "music",     "dance",      "cycling",     "bowls",        "library",    "wildlife",
      "football",  "knitting",   "tennis",      "photography",  "allotment",  "cooking",
      "swimming",  "chess",      "befriending", "yoga",         "woodwork",   "toddler",
      "homework",  "drama",      "pottery",     "bird",         "river",      "beach",
      "repair",    "sewing",     "ukulele",     "choir",        "rowing",     "gymnastics",
      "poetry",    "painting",   "badminton",   "sailing",      "archery",    "beekeeping",
      "genealogy", "embroidery", "calligraphy", "orienteering", "upholstery", "astronomy",
      "quilting",  "fencing" };

static const char *const kinds[]
  = { "group",      "club",      "helper",       "morning",   "volunteer", "circle",
      "session",    "team",      "course",       "driver",    "steward",   "workshop",
      "leader",     "afternoon", "buddy",        "tutor",     "visitor",   "trustee",
      "fundraiser", "warden",    "receptionist", "treasurer", "marshal",   "mentor" };

static const char *const bodies[] = { "Community Association",
                                      "Library",
                                      "Village Hall",
                                      "Volunteer Centre",
                                      "Friends",
                                      "Trust",
                                      "Age Group",
                                      "Youth Centre",
                                      "Society",
                                      "Sports Club",
                                      "Hospice Shop",
                                      "Parish Council",
                                      "Residents Group",
                                      "Country Park",
                                      "Wildlife Reserve",
                                      "Museum",
                                      "Arts Centre",
                                      "Community Garden",
                                      "Lifeboat Station",
                                      "Heritage Centre" };

static const char *const words[]
  = { "people",    "help",     "local",     "you",      "meet",     "new",        "time",
      "friends",   "together", "every",     "week",     "learn",    "welcome",    "share",
      "support",   "skills",   "enjoy",     "make",     "tea",      "talk",       "older",
      "young",     "families", "children",  "outdoors", "hall",     "friendly",   "company",
      "home",      "start",    "practise",  "gentle",   "keep",     "active",     "visit",
      "stories",   "books",    "care",      "nature",   "park",     "train",      "team",
      "lead",      "games",    "plants",    "trees",    "sea",      "marsh",      "paths",
      "clean",     "collect",  "deliver",   "sort",     "welcome",  "listen",     "phone",
      "bring",     "clothes",  "boots",     "kettle",   "biscuits", "paint",      "tools",
      "shed",      "wood",     "bench",     "bicycle",  "wheel",    "engine",     "boat",
      "tide",      "harbour",  "church",    "school",   "college",  "hospital",   "ward",
      "shop",      "till",     "window",    "stage",    "lights",   "costume",    "drum",
      "guitar",    "rhythm",   "melody",    "voices",   "harvest",  "apple",      "orchard",
      "seeds",     "compost",  "pond",      "newt",     "hedgehog", "kestrel",    "bluebell",
      "primrose",  "oak",      "hornbeam",  "coppice",  "footpath", "stile",      "windmill",
      "priory",    "archive",  "parish",    "census",   "map",      "photograph", "newspaper",
      "dialect",   "railway",  "signal",    "platform", "carriage", "lantern",    "beacon",
      "estuary",   "oyster",   "saltmarsh", "barge",    "rigging",  "anchor",     "ferry",
      "causeway",  "dyke",     "heron",     "avocet",   "brent",    "plover",     "curlew",
      "dragonfly", "samphire", "lichen" };

static const char *const glue[]
  = { "and", "the", "with", "for", "at", "in", "a", "to", "of", "your" };

static const char *const themes[]
  = { "outdoors", "people",   "animals", "food",    "arts",  "learning", "health",   "history",
      "digital",  "children", "sport",   "driving", "quiet", "hands-on", "evenings", "weekends" };

static const char *const programmes[] = { "volunteering", "youth", "retirement", "celebrating" };
static const char *const times[] = { "weekly", "flexible", "one-off", "monthly" };
static const char *const time_words[] = { "Every %s, 10am to 12:30pm", "Any day; you choose",
                                          "One day in the year", "One %s in the month" };
static const char *const days[]
  = { "Tuesday", "Wednesday", "Thursday", "Saturday", "Monday", "Friday", "Sunday" };

/* splitmix64 (Steele, Lea, Flood 2014). */
static guint64
roll (Dice *dice)
{
  guint64 z = (dice->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static Dice
dice_for (guint64 seed, guint64 n)
{
  Dice dice = { .state = seed * G_GUINT64_CONSTANT (0xd1342543de82ef95) + n };

  dice.state = roll (&dice);
  return dice;
}

static guint
below (Dice *dice, guint n)
{
  return roll (dice) % n;
}

static double
unit (Dice *dice)
{
  return (roll (dice) >> 11) * (1.0 / 9007199254740992.0);
}

/* 0 … n - 1, small ones far more often. */
static guint
below_tailed (Dice *dice, guint n)
{
  double u = unit (dice);

  return (guint)(n * u * u * (0.4 + 0.6 * u)) % n;
}

#define PICK(dice, list) ((list)[below_tailed (dice, G_N_ELEMENTS (list))])

static void
append_capital (GString *text, const char *word)
{
  g_string_append_c (text, g_ascii_toupper (*word));
  g_string_append (text, word + 1);
}

static void
append_sentence (Dice *dice, GString *text, guint n_words)
{
  append_capital (text, PICK (dice, words));
  for (guint i = 1; i < n_words; i++)
    {
      g_string_append_c (text, ' ');
      g_string_append (text, below (dice, 3) == 0 ? PICK (dice, glue) : PICK (dice, words));
    }
  g_string_append_c (text, '.');
}

static void
append_number (GString *text, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, "%.5f", value));
}

static void
scatter (Dice *dice, const Town *town, double *lat, double *lon)
{
  *lat = town->lat + (unit (dice) - 0.5) * 0.05;
  *lon = town->lon + (unit (dice) - 0.5) * 0.08;
}

static void
append_place (Dice *dice, GString *text, const Town *town)
{
  double lat, lon;

  if (below (dice, 12) == 0)
    {
      g_string_append (
        text, "\"place_name\":\"Anywhere in Essex\",\"postcode\":null,\"lat\":null,\"lon\":null,"
              "\"precision\":\"county\",");
      return;
    }
  scatter (dice, town, &lat, &lon);
  g_string_append_printf (
    text,
    "\"place_name\":\"%s\",\"venue\":\"%s %s\",\"address\":\"%u Station Road, %s\","
    "\"postcode\":\"%s %u%c%c\",\"district\":\"%s\",\"precision\":\"postcode\",\"lat\":",
    town->name, town->name, PICK (dice, bodies), 1 + below (dice, 200), town->name, town->outward,
    1 + below (dice, 9), "ABDEFGHJ"[below (dice, 8)], "LNPQRSTU"[below (dice, 8)],
    town -> district);
  append_number (text, lat);
  g_string_append (text, ",\"lon\":");
  append_number (text, lon);
  g_string_append_c (text, ',');
}

static void
append_when (Dice *dice, GString *text)
{
  guint time = below_tailed (dice, G_N_ELEMENTS (times));
  const char *day = days[below (dice, G_N_ELEMENTS (days))];

  g_string_append (text, "\"when_text\":\"");
  for (const char *p = time_words[time]; *p != '\0'; p++)
    {
      if (p[0] == '%' && p[1] == 's')
        {
          g_string_append (text, day);
          p++;
        }
      else
        g_string_append_c (text, *p);
    }
  g_string_append_printf (text, "\",\"time\":\"%s\",", times[time]);
}

/* About half of the listings say each thing, as in real content. */
static void
append_match (Dice *dice, GString *text)
{
  static const char *const takes[]
    = { "\"regular\"", "\"hour\",\"regular\"", "\"day\"", "\"ten-minutes\"" };
  static const char *const week[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
  static const char *const parts[] = { "-am", "-pm", "", "-eve" };
  static const char *const motives[]
    = { "social", "values", "understanding", "career", "enhancement", "protective" };
  static const char *const fits[] = { "seated", "quiet", "little-reading", "from-home" };
  guint first = below (dice, 6), n_slots = below (dice, 3), fit = below (dice, 8);

  g_string_append_printf (text, "\"match\":{\"time\":[%s],\"slots\":[", PICK (dice, takes));
  for (guint i = 0; i < n_slots; i++)
    g_string_append_printf (text, "%s\"%s%s\"", i > 0 ? "," : "", week[below (dice, 7)],
                            parts[below (dice, 4)]);
  g_string_append_printf (text, "],\"motives\":[\"%s\",\"%s\"],\"fits\":[", motives[first],
                          motives[(first + 1 + below (dice, 5)) % 6]);
  if (fit < G_N_ELEMENTS (fits))
    g_string_append_printf (text, "\"%s\"", fits[fit]);
  g_string_append (text, "],\"not\":[");
  if (fit >= 6)
    g_string_append_printf (text, "\"%s\"", fits[fit - 6]);
  g_string_append (text, "]},");
}

static void
append_tags (Dice *dice, GString *text)
{
  guint n = 1 + below (dice, 4);
  guint first = below_tailed (dice, G_N_ELEMENTS (themes));

  g_string_append (text, "\"tags\":[");
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s\"%s\"", i > 0 ? "," : "",
                            themes[(first + i * 5) % G_N_ELEMENTS (themes)]);
  g_string_append (text, "],");
}

static void
append_words (Dice *dice, GString *text)
{
  g_string_append (text, "\"summary\":\"");
  append_sentence (dice, text, 9 + below (dice, 9));
  g_string_append (text, "\",\"what_you_do\":[\"");
  append_sentence (dice, text, 10 + below (dice, 6));
  g_string_append (text, "\",\"");
  append_sentence (dice, text, 8 + below (dice, 6));
  g_string_append (text, "\"],\"gain\":\"");
  append_sentence (dice, text, 8 + below (dice, 5));
  g_string_append (text, "\",");
}

char *
foyer_synth_listing (guint64 seed, guint n)
{
  Dice dice = dice_for (seed, n);
  Dice match_dice = dice_for (seed ^ 0x3a7c4, n); /* of its own: the rest stays as it was */
  GString *text = g_string_sized_new (1600);
  const Town *town = &PICK (&dice, towns);
  const char *subject = PICK (&dice, subjects);
  guint age = below (&dice, 4);

  g_string_append_printf (
    text, "{\"id\":\"synth-%06u\",\"programme\":\"%s\",\"type\":\"activity\",\"title\":\"", n,
    programmes[below_tailed (&dice, G_N_ELEMENTS (programmes))]);
  append_capital (text, subject);
  g_string_append_printf (text, " %s in %s\",\"organisation\":\"%s %s\",", PICK (&dice, kinds),
                          town->name, town->name, PICK (&dice, bodies));
  append_words (&dice, text);
  append_place (&dice, text, town);
  append_when (&dice, text);
  append_tags (&dice, text);
  append_match (&match_dice, text);
  g_string_append_printf (text, "\"cost_text\":\"%s\",\"free\":%s,",
                          age == 3 ? "£3 a visit" : "Free", age == 3 ? "false" : "true");
  g_string_append_printf (text, "\"age_min\":%s,\"age_max\":null,\"needs\":[%s],",
                          age == 0   ? "18"
                          : age == 1 ? "14"
                                     : "null",
                          below (&dice, 2) ? "\"step-free\",\"toilets\"" : "");
  g_string_append_printf (
    text,
    "\"contact_text\":\"Ask the team at %s, or leave your details here.\","
    "\"contact_phone\":\"01632 960%03u\",\"source\":{\"title\":\"Made-up directory of "
    "%s\",\"url\":\"https://example.org/directory/%u\"},\"last_confirmed\":\"2026-%02u\","
    "\"art\":\"scene-%s\",\"sign_up\":true}",
    town->name, below (&dice, 1000), town->district, n, 1 + below (&dice, 9), subject);
  return g_string_free (text, FALSE);
}

char *
foyer_synth_session (guint64 seed, guint n, guint k, guint first_day)
{
  g_autoptr (GDate) date = g_date_new_dmy (1, 1, 1970);
  Dice dice = dice_for (seed ^ 0x5e55, n);
  guint places = 6 + below (&dice, 20);
  char day[16];

  g_date_add_days (date, first_day + 7 * k + below (&dice, 7));
  g_date_strftime (day, sizeof day, "%Y-%m-%d", date);
  return g_strdup_printf (
    "{\"id\":\"synth-%06u@%sT10:00\",\"listing\":\"synth-%06u\",\"date\":\"%s\","
    "\"start\":\"%sT10:00:00Z\",\"end\":\"%sT12:30:00Z\",\"places\":%u,"
    "\"places_left\":%u}",
    n, day, n, day, day, day, places, below (&dice, places));
}

char *
foyer_synth_listings_page (guint64 seed, guint from, guint count, const char *next)
{
  GString *text = g_string_sized_new (count * 1300 + 256);

  g_string_append (text, "{\"items\":[");
  for (guint n = from; n < from + count; n++)
    {
      g_autofree char *item = foyer_synth_listing (seed, n);

      g_string_append_printf (
        text,
        "%s{\"state\":\"updated\",\"kind\":\"listings\",\"id\":\"synth-%06u\","
        "\"modified\":%u,\"data\":",
        n > from ? "," : "", n, n + 1);
      g_string_append (text, item);
      g_string_append_c (text, '}');
    }
  g_string_append_printf (text, "],\"next\":\"%s\",\"license\":\"https://example.org/licence\"}",
                          next);
  return g_string_free (text, FALSE);
}

char *
foyer_synth_query (guint64 seed, guint n)
{
  Dice dice = dice_for (seed ^ 0x9ea4c4, n);
  GString *text = g_string_new (NULL);
  guint n_words = 1 + below_tailed (&dice, 3);

  for (guint i = 0; i < n_words; i++)
    {
      guint list = below (&dice, 4);
      const char *word = list == 0   ? PICK (&dice, subjects)
                         : list == 1 ? PICK (&dice, kinds)
                         : list == 2 ? PICK (&dice, towns).name
                                     : PICK (&dice, words);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", word);
    }
  if (below (&dice, 2) == 0)
    g_string_truncate (text, MAX (1, text->len - below (&dice, MIN (text->len, 7))));
  return g_string_free (text, FALSE);
}

void
foyer_synth_point (guint64 seed, guint n, double *lat, double *lon)
{
  Dice dice = dice_for (seed ^ 0x90147, n);

  scatter (&dice, &PICK (&dice, towns), lat, lon);
}
