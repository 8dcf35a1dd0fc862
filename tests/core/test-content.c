/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/foyer-content.h"

#include <string.h>

#include "core/base/foyer-paths.h"
#include "core/feed/foyer-feed.h"

#define FULL_LISTING                                                                               \
  "{\"id\":\"ess-1\",\"programme\":\"retirement\",\"type\":\"group\",\"title\":\"Shed\","          \
  "\"organisation\":\"A shed\",\"summary\":\"Wood and "                                            \
  "talk.\",\"what_you_do\":[\"Saw.\",\"Talk.\"],"                                                  \
  "\"gain\":\"Company.\",\"place_name\":\"Thundersley\",\"venue\":\"Hall\",\"address\":\"High "    \
  "Road\","                                                                                        \
  "\"postcode\":\"SS7 3AA\",\"district\":\"Castle Point\",\"lat\":51.57,\"lon\":0.58,"             \
  "\"precision\":\"town\",\"where_note\":\"Ring "                                                  \
  "first.\",\"when_text\":\"Mondays\",\"time\":\"weekly\","                                        \
  "\"rhythm\":{\"every\":\"week\",\"days\":[\"mon\"]},\"cost_text\":\"Free\",\"free\":true,"       \
  "\"age_min\":18,\"age_max\":99,\"tags\":[\"mens-shed\",\"wood\"],\"needs\":[\"toilets\"],"       \
  "\"role\":{\"meet\":\"Other makers.\",\"first_day\":null,\"dbs\":\"\",\"taster\":\"Come "        \
  "and see.\"},"                                                                                   \
  "\"contact_text\":\"Ring.\",\"contact_phone\":\"01632 960001\","                                 \
  "\"source\":{\"title\":\"A "                                                                     \
  "page\",\"url\":\"https://example.org/\"},\"last_confirmed\":\"2024-06\","                       \
  "\"art\":\"scene-shed\",\"sign_up\":false,\"demonstration\":true,\"something_new\":[1,2]}"

#define CODE_HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define STATUS(members) "{\"id\":\"" CODE_HASH "\"," members "}"

static gboolean
is_good (FoyerKind kind, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  gboolean good = foyer_content_check_item (kind, json, strlen (json), &id, &error);

  g_assert_true (good == (error == NULL));
  g_assert_true (good == (id != NULL));
  if (!good)
    g_assert_error (error, FOYER_CONTENT_ERROR, FOYER_CONTENT_ERROR_INVALID);
  return good;
}

static void
test_kinds (void)
{
  for (FoyerKind kind = 0; kind < FOYER_N_KINDS; kind++)
    {
      FoyerKind again;

      g_assert_true (foyer_kind_from_string (foyer_kind_to_string (kind), &again));
      g_assert_cmpint (again, ==, kind);
    }
  g_assert_false (foyer_kind_from_string ("listing", &(FoyerKind){ 0 }));
  g_assert_false (foyer_kind_from_string (NULL, &(FoyerKind){ 0 }));
}

static void
test_listing (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerListing) listing = foyer_listing_new_from_json (FULL_LISTING, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (listing->id, ==, "ess-1");
  g_assert_cmpstr (listing->programme, ==, "retirement");
  g_assert_cmpstr (listing->what_you_do[1], ==, "Talk.");
  g_assert_null (listing->what_you_do[2]);
  g_assert_cmpfloat (listing->lat, ==, 51.57);
  g_assert_cmpint (listing->precision, ==, FOYER_PRECISION_TOWN);
  g_assert_cmpstr (listing->time, ==, "weekly");
  g_assert_cmpint (listing->is_free, ==, 1);
  g_assert_cmpint (listing->age_max, ==, 99);
  g_assert_cmpstr (listing->tags[0], ==, "mens-shed");
  g_assert_cmpstr (listing->role[FOYER_ROLE_MEET], ==, "Other makers.");
  g_assert_null (listing->role[FOYER_ROLE_FIRST_DAY]);
  g_assert_null (listing->role[FOYER_ROLE_DBS]);
  g_assert_null (listing->role[FOYER_ROLE_TRAINING]);
  g_assert_cmpstr (listing->role[FOYER_ROLE_TASTER], ==, "Come and see.");
  g_assert_cmpstr (listing->source.url, ==, "https://example.org/");
  g_assert_false (listing->can_sign_up);
  g_assert_true (listing->is_demonstration);
}

static void
test_not_known (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerListing) listing
    = foyer_listing_new_from_json ("{\"id\":\"a\",\"programme\":\"youth\",\"title\":\"T\","
                                   "\"summary\":null,\"gain\":\"\",\"lat\":51.5,"
                                   "\"free\":null,\"tags\":null,\"source\":null}",
                                   &error);

  g_assert_no_error (error);
  g_assert_null (listing->summary);
  g_assert_null (listing->gain);
  g_assert_null (listing->time);
  g_assert_true (isnan (listing->lat) && isnan (listing->lon));
  g_assert_cmpint (listing->precision, ==, FOYER_PRECISION_UNKNOWN);
  g_assert_cmpint (listing->is_free, ==, -1);
  g_assert_cmpint (listing->age_min, ==, -1);
  g_assert_nonnull (listing->tags);
  g_assert_null (listing->tags[0]);
  g_assert_null (listing->source.title);
  g_assert_true (listing->can_sign_up);
  g_assert_false (listing->is_demonstration);
}

static void
test_role (void)
{
  const char *const wrong[] = { "\"x\"", "[]", "{\"meet\":7}", "{\"dbs\":[\"basic\"]}" };
  g_autoptr (FoyerListing) none
    = foyer_listing_new_from_json ("{\"id\":\"a\",\"programme\":\"youth\",\"title\":\"T\","
                                   "\"role\":null}",
                                   NULL);

  for (guint i = 0; i < FOYER_N_ROLE_FACTS; i++)
    g_assert_null (none->role[i]);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *json = g_strdup_printf (
        "{\"id\":\"a\",\"programme\":\"youth\",\"title\":\"T\",\"role\":%s}", wrong[i]);

      g_assert_false (is_good (FOYER_KIND_LISTINGS, json));
    }
}

static void
test_county (void)
{
  g_autoptr (FoyerListing) listing
    = foyer_listing_new_from_json ("{\"id\":\"a\",\"programme\":\"youth\",\"title\":\"T\",\"lat\":"
                                   "51.5,\"lon\":0.5,\"precision\":\"county\"}",
                                   NULL);

  g_assert_cmpint (listing->precision, ==, FOYER_PRECISION_COUNTY);
  g_assert_true (isnan (listing->lat) && isnan (listing->lon));
}

static void
test_long_title (void)
{
  g_autoptr (GString) title = g_string_new (NULL);
  g_autofree char *json = NULL;
  g_autoptr (FoyerListing) listing = NULL;

  for (guint i = 0; i < 20000; i++)
    g_string_append (title, "é");
  json = g_strdup_printf ("{\"id\":\"a\",\"programme\":\"youth\",\"title\":\"x%s\"}", title->str);
  listing = foyer_listing_new_from_json (json, NULL);
  g_assert_nonnull (listing);
  g_assert_cmpuint (strlen (listing->title), <=, 300);
  g_assert_cmpuint (strlen (listing->title), >, 290);
  g_assert_true (g_str_has_suffix (listing->title, "é…"));
  g_assert_true (g_utf8_validate (listing->title, -1, NULL));
}

static void
test_control_characters (void)
{
  g_autoptr (FoyerListing) listing
    = foyer_listing_new_from_json ("{\"id\":\"a\",\"programme\":\"youth\",\"title\":"
                                   "\"A\\u0007\\u001b[31mB\\tC\\u007f\",\"summary\":\"1\\n2\"}",
                                   NULL);

  g_assert_cmpstr (listing->title, ==, "A  [31mB C ");
  g_assert_cmpstr (listing->summary, ==, "1\n2");
}

static void
test_bad_listings (void)
{
#define LISTING(members) "{\"id\":\"a\",\"programme\":\"youth\",\"title\":\"T\"," members "}"
  static const char *const bad[] = {
    "{}",
    "[]",
    "null",
    "",
    "{\"id\":\"a\"}",
    "{\"id\":\"a\",\"programme\":\"youth\"}",
    "{\"id\":\"a\",\"title\":\"T\"}",
    "{\"id\":\"a\",\"programme\":\"youth\",\"title\":\"\"}",
    "{\"id\":7,\"programme\":\"youth\",\"title\":\"T\"}",
    "{\"id\":\"../../etc/passwd\",\"programme\":\"youth\",\"title\":\"T\"}",
    "{\"id\":\"a\",\"id\":\"b\",\"programme\":\"youth\",\"title\":\"T\"}",
    LISTING ("\"summary\":7"),
    LISTING ("\"what_you_do\":\"x\""),
    LISTING ("\"what_you_do\":[1]"),
    LISTING ("\"tags\":{}"),
    LISTING ("\"tags\":[null]"),
    LISTING ("\"lat\":\"51\",\"lon\":0"),
    LISTING ("\"lat\":951,\"lon\":0"),
    LISTING ("\"age_min\":-4"),
    LISTING ("\"age_min\":14.5"),
    LISTING ("\"age_max\":4000000000"),
    LISTING ("\"free\":\"yes\""),
    LISTING ("\"time\":\"sometimes\""),
    LISTING ("\"type\":\"thing\""),
    LISTING ("\"precision\":\"planet\""),
    LISTING ("\"source\":\"x\""),
    LISTING ("\"source\":{\"url\":\"javascript:alert(1)\"}"),
    LISTING ("\"last_confirmed\":\"last year\""),
    LISTING ("\"last_confirmed\":\"2024-13\""),
    LISTING ("\"last_confirmed\":\"2023-02-29\""),
    LISTING ("\"rhythm\":\"weekly\""),
    LISTING ("\"art\":\"../secret\""),
    LISTING ("\"summary\":\"\xff\""),
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (is_good (FOYER_KIND_LISTINGS, bad[i]));
      g_assert_null (foyer_listing_new_from_json (bad[i], &error));
      g_assert_error (error, FOYER_CONTENT_ERROR, FOYER_CONTENT_ERROR_INVALID);
    }
  g_assert_true (is_good (FOYER_KIND_LISTINGS, LISTING ("\"age_min\":0")));
}

static void
test_bad_others (void)
{
  static const struct
  {
    FoyerKind kind;
    const char *json;
    gboolean is_good;
  } cases[] = {
    { FOYER_KIND_SESSIONS, "{\"id\":\"a@2026-01-03\",\"listing\":\"a\",\"date\":\"2026-01-03\"}",
      TRUE },
    { FOYER_KIND_SESSIONS, "{\"id\":\"a@2026-01-03\",\"listing\":\"a\"}", FALSE },
    { FOYER_KIND_SESSIONS, "{\"id\":\"a@2026-01-03\",\"listing\":\"a\",\"date\":\"2026-02-30\"}",
      FALSE },
    { FOYER_KIND_SESSIONS,
      "{\"id\":\"a\",\"listing\":\"a\",\"date\":\"2026-01-03\",\"start\":\"2026-01-03T10:00:00\"}",
      FALSE },
    { FOYER_KIND_SESSIONS,
      "{\"id\":\"a\",\"listing\":\"a\",\"date\":\"2026-01-03\",\"end\":\"2026-01-03T10:00:00Z\"}",
      FALSE },
    { FOYER_KIND_SESSIONS, "{\"id\":\"a\",\"listing\":\"a\",\"date\":\"2026-01-03\",\"places\":-1}",
      FALSE },
    { FOYER_KIND_PLACES, "{\"id\":\"lib-a\",\"name\":\"A\",\"hours\":[[],[],[],[],[],[],[]]}",
      TRUE },
    { FOYER_KIND_PLACES, "{\"id\":\"lib-a\",\"name\":\"A\",\"hours\":[[],[],[]]}", FALSE },
    { FOYER_KIND_PLACES,
      "{\"id\":\"lib-a\",\"name\":\"A\",\"hours\":[[[\"17:00\",\"09:00\"]],[],[],[],[],[],[]]}",
      FALSE },
    { FOYER_KIND_PLACES,
      "{\"id\":\"lib-a\",\"name\":\"A\",\"hours\":[[\"09:00\"],[],[],[],[],[],[]]}", FALSE },
    { FOYER_KIND_PLACES, "{\"id\":\"lib-a\",\"name\":\"A\",\"hours\":[1,2,3,4,5,6,7]}", FALSE },
    { FOYER_KIND_PLACES, "{\"id\":\"lib-a\",\"name\":\"A\",\"status\":\"burnt\"}", FALSE },
    { FOYER_KIND_MEDIA,
      "{\"id\":\"m\",\"sha256\":"
      "\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\",\"bytes\":9,"
      "\"type\":\"video/webm\"}",
      TRUE },
    { FOYER_KIND_MEDIA,
      "{\"id\":\"m\",\"sha256\":\"../../../x\",\"bytes\":9,\"type\":\"video/webm\"}", FALSE },
    { FOYER_KIND_MEDIA,
      "{\"id\":\"m\",\"sha256\":"
      "\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\",\"bytes\":9,"
      "\"type\":\"text/html\"}",
      FALSE },
    { FOYER_KIND_STORIES, "{\"id\":\"s\",\"title\":\"T\",\"media\":{}}", FALSE },
    { FOYER_KIND_STORIES, "{\"id\":\"s\",\"title\":\"T\",\"like\":[]}", FALSE },
    { FOYER_KIND_STORIES, "{\"id\":\"s\",\"title\":\"T\",\"sources\":[\"x\"]}", FALSE },
    { FOYER_KIND_PAGES, "{\"id\":\"p\",\"title\":\"T\",\"sections\":[{\"paragraphs\":[1]}]}",
      FALSE },
    { FOYER_KIND_PROGRAMMES,
      "{\"id\":\"p\",\"name\":\"N\",\"facets\":[{\"id\":\"f\",\"options\":[{}]}]}", FALSE },
    { FOYER_KIND_PROGRAMMES, "{\"id\":\"p\",\"name\":\"N\",\"browse\":\"nothing\"}", FALSE },
    { FOYER_KIND_PATHWAYS, "{\"id\":\"p\",\"title\":\"T\",\"programmes\":[]}", TRUE },
    { FOYER_KIND_PATHWAYS, "{\"id\":\"p\",\"programmes\":[]}", FALSE },
    { FOYER_KIND_PLANS, "{\"id\":\"0a\",\"anything\":{\"at\":[\"all\"]}}", TRUE },
    { FOYER_KIND_PLANS, "{\"id\":\"0A\"}", FALSE },
    { FOYER_KIND_STATUSES, STATUS ("\"state\":\"placed\",\"received\":\"2026-03-02\""), TRUE },
    { FOYER_KIND_STATUSES, STATUS ("\"state\":\"eaten\",\"received\":\"2026-03-02\""), FALSE },
    { FOYER_KIND_STATUSES, STATUS ("\"received\":\"2026-03-02\""), FALSE },
    { FOYER_KIND_STATUSES, STATUS ("\"state\":\"placed\""), FALSE },
    { FOYER_KIND_STATUSES,
      STATUS ("\"state\":\"placed\",\"received\":\"2026-03-02\",\"reply_by\":1"), FALSE },
    { FOYER_KIND_STATUSES,
      STATUS ("\"state\":\"placed\",\"received\":\"2026-03-02\",\"updated\":\"today\""), FALSE },
    { FOYER_KIND_STATUSES, "{\"id\":\"0a\",\"state\":\"placed\",\"received\":\"2026-03-02\"}",
      FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (is_good (cases[i].kind, cases[i].json), ==, cases[i].is_good);
}

static void
test_status (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *long_message = g_strnfill (601, 'x');
  g_autofree char *too_long = g_strdup_printf (
    STATUS ("\"state\":\"placed\",\"received\":\"2026-03-02\",\"message\":\"%s\""), long_message);
  g_autoptr (FoyerStatus) status = foyer_status_new_from_json (
    STATUS ("\"state\":\"in_touch\",\"received\":\"2026-03-02\",\"reply_by\":\"2026-03-09\","
            "\"message\":\"We rang.\",\"updated\":\"2026-03-03T10:00:00Z\""),
    &error);
  FoyerStatusState again;

  g_assert_no_error (error);
  g_assert_cmpstr (status->id, ==, CODE_HASH);
  g_assert_cmpint (status->state, ==, FOYER_STATUS_IN_TOUCH);
  g_assert_cmpstr (status->received, ==, "2026-03-02");
  g_assert_cmpstr (status->reply_by, ==, "2026-03-09");
  g_assert_cmpstr (status->message, ==, "We rang.");
  g_assert_cmpint (status->updated, ==, 1772532000);
  g_assert_false (is_good (FOYER_KIND_STATUSES, too_long));
  for (guint i = 0; i < FOYER_N_STATUS_STATES; i++)
    {
      g_assert_true (foyer_status_state_from_string (foyer_status_state_to_string (i), &again));
      g_assert_cmpint (again, ==, i);
    }
  g_assert_false (foyer_status_state_from_string ("eaten", &again));
}

static void
test_deep_and_huge (void)
{
  g_autofree char *brackets = g_strnfill (100000, '[');
  g_autofree char *deep
    = g_strdup_printf ("{\"id\":\"a\",\"programme\":\"youth\",\"title\":\"T\",\"x\":%s", brackets);
  g_autofree char *filler = g_strnfill (256 * 1024, 'x');
  g_autofree char *huge = g_strdup_printf (
    "{\"id\":\"a\",\"programme\":\"youth\",\"title\":\"T\",\"x\":\"%s\"}", filler);

  g_assert_false (is_good (FOYER_KIND_LISTINGS, deep));
  g_assert_false (is_good (FOYER_KIND_LISTINGS, huge));
}

/* Every item cut at every byte: refused, and never a crash. */
static void
test_cut (void)
{
  for (gsize size = 0; size < strlen (FULL_LISTING); size++)
    {
      g_autofree char *cut = g_strndup (FULL_LISTING, size);

      g_assert_false (is_good (FOYER_KIND_LISTINGS, cut));
    }
  g_assert_true (is_good (FOYER_KIND_LISTINGS, FULL_LISTING));
}

static void
test_place (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerPlace) place = foyer_place_new_from_json (
    "{\"id\":\"lib-a\",\"name\":\"A "
    "Library\",\"type\":\"library\",\"status\":\"closed\",\"hours\":["
    "[[\"14:00\",\"17:30\"],[\"09:00\",\"13:00\"]],[],[],[],[],[],[[\"00:00\",\"24:00\"]]]}",
    &error);

  g_assert_no_error (error);
  g_assert_true (place->is_closed);
  g_assert_true (place->has_hours);
  g_assert_cmpuint (place->hours->len, ==, 3);
  g_assert_cmpint (g_array_index (place->hours, FoyerOpening, 0).open, ==, 9 * 60);
  g_assert_cmpint (g_array_index (place->hours, FoyerOpening, 1).shut, ==, 17 * 60 + 30);
  g_assert_cmpint (g_array_index (place->hours, FoyerOpening, 2).weekday, ==, 6);
  g_assert_cmpint (g_array_index (place->hours, FoyerOpening, 2).shut, ==, 24 * 60);
}

static void
test_programme (void)
{
  g_autoptr (FoyerProgramme) programme = foyer_programme_new_from_json (
    "{\"id\":\"youth\",\"name\":\"Youth\",\"facets\":[{\"id\":\"kind\",\"label\":\"What kind?\","
    "\"options\":[{\"tag\":\"sport\",\"label\":\"Sport\",\"tone\":\"sea\"},{\"tag\":\"arts\","
    "\"label\":\"Arts\"}]}]}",
    NULL);

  g_assert_cmpstr (foyer_programme_find_option (programme, "arts")->label, ==, "Arts");
  g_assert_null (foyer_programme_find_option (programme, "chess"));
  g_assert_null (foyer_programme_find_option (programme, NULL));
}

static gboolean
is_old (const char *confirmed, int year, int month, int day)
{
  g_autofree char *json = g_strdup_printf (
    "{\"id\":\"a\",\"programme\":\"youth\",\"title\":\"T\",\"last_confirmed\":%s}", confirmed);
  g_autoptr (FoyerListing) listing = foyer_listing_new_from_json (json, NULL);
  g_autoptr (GDateTime) now = g_date_time_new_utc (year, month, day, 12, 0, 0);

  return foyer_listing_is_out_of_date (listing, g_date_time_to_unix (now) * G_USEC_PER_SEC);
}

static void
test_out_of_date (void)
{
  g_assert_true (is_old ("null", 2026, 1, 1));
  g_assert_false (is_old ("\"2025-06-30\"", 2026, 6, 30));
  g_assert_true (is_old ("\"2025-06-30\"", 2026, 7, 1));
  g_assert_false (is_old ("\"2025-06\"", 2026, 6, 30));
  g_assert_true (is_old ("\"2025-06\"", 2026, 7, 1));
  g_assert_false (is_old ("\"2025\"", 2026, 12, 31));
  g_assert_true (is_old ("\"2025\"", 2027, 1, 1));
}

static void
test_starter_content (void)
{
  static const FoyerKind kinds[]
    = { FOYER_KIND_PROGRAMMES, FOYER_KIND_PLACES, FOYER_KIND_LISTINGS,
        FOYER_KIND_STORIES,    FOYER_KIND_PAGES,  FOYER_KIND_PATHWAYS };
  guint n_files = 0;

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autofree char *name = g_strconcat (foyer_kind_to_string (kinds[k]), ".json", NULL);
      g_autofree char *path = foyer_paths_dup_data_file (name);
      g_autoptr (FoyerFeedPage) page = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *data = NULL;
      gsize size;

      if (!g_file_get_contents (path, &data, &size, NULL))
        continue;
      n_files++;
      page = foyer_feed_file_parse (data, size, &error);
      g_assert_no_error (error);
      g_assert_cmpint (page->kind, ==, kinds[k]);
      g_assert_cmpuint (page->problems->len, ==, 0);
      g_assert_cmpuint (page->items->len, >, 0);
      for (guint i = 0; i < page->items->len; i++)
        {
          const FoyerFeedItem *item = g_ptr_array_index (page->items, i);

          if (!is_good (kinds[k], item->json))
            g_error ("%s %s is not as the format says", name, item->id);
        }
    }
  if (n_files == 0)
    g_test_skip ("no starter content in FOYER_DATADIR");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/content/every-kind-has-its-name", test_kinds);
  g_test_add_func ("/content/a-full-listing-is-read-whole", test_listing);
  g_test_add_func ("/content/what-is-missing-is-not-known", test_not_known);
  g_test_add_func ("/content/a-role-is-sentences-or-not-known", test_role);
  g_test_add_func ("/content/anywhere-in-essex-has-no-position", test_county);
  g_test_add_func ("/content/a-title-of-20000-letters-is-cut", test_long_title);
  g_test_add_func ("/content/control-characters-become-spaces", test_control_characters);
  g_test_add_func ("/content/a-wrong-listing-is-refused", test_bad_listings);
  g_test_add_func ("/content/a-wrong-item-of-another-kind-is-refused", test_bad_others);
  g_test_add_func ("/content/a-status-says-how-things-stand", test_status);
  g_test_add_func ("/content/a-deep-or-huge-item-is-refused", test_deep_and_huge);
  g_test_add_func ("/content/an-item-cut-at-any-byte-is-refused", test_cut);
  g_test_add_func ("/content/opening-hours-are-in-order", test_place);
  g_test_add_func ("/content/a-programme-knows-its-options", test_programme);
  g_test_add_func ("/content/a-listing-is-old-a-year-after-it-was-confirmed", test_out_of_date);
  g_test_add_func ("/content/the-starter-content-is-as-the-format-says", test_starter_content);

  return g_test_run ();
}
