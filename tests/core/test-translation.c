/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/model/foyer-content.h"
#include "core/model/foyer-translation.h"
#include "core/viewmodel/foyer-direction-words.h"

#define PROGRAMME                                                                                  \
  "{\"id\":\"volunteering\",\"name\":\"Volunteer\",\"tagline\":\"Give an hour\","                  \
  "\"about\":[\"One.\",\"Two.\"],\"order\":1,\"browse\":\"listings\",\"facets\":[{\"id\":"         \
  "\"kind\",\"label\":\"What kind?\",\"options\":[{\"tag\":\"outdoors\",\"label\":\"Outdoors\"},"  \
  "{\"tag\":\"food\",\"label\":\"Food\"}]}],\"translations\":{\"pl\":"

static FoyerProgramme *
translate (const char *translation)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *item = g_strconcat (PROGRAMME, translation, "}}", NULL);
  g_autofree char *translated = foyer_translation_apply (item, "pl");
  FoyerProgramme *programme;

  g_assert_nonnull (translated);
  g_assert_null (strstr (translated, "translations"));
  programme = foyer_programme_new_from_json (translated, &error);
  g_assert_no_error (error);
  return programme;
}

static void
test_words_take_the_place_of_words (void)
{
  g_autoptr (FoyerProgramme) programme
    = translate ("{\"name\":\"Wolontariat\",\"about\":[\"Raz.\"],\"facets\":{\"kind\":{\"label\":"
                 "\"Jaki?\",\"options\":{\"outdoors\":\"Na dworze\"}}}}");
  const FoyerFacet *facet = g_ptr_array_index (programme->facets, 0);

  g_assert_cmpstr (programme->name, ==, "Wolontariat");
  g_assert_cmpstr (programme->about[0], ==, "Raz.");
  g_assert_null (programme->about[1]);
  g_assert_cmpstr (facet->label, ==, "Jaki?");
  g_assert_cmpstr (foyer_programme_find_option (programme, "outdoors")->label, ==, "Na dworze");
  /* what is not translated stays */
  g_assert_cmpstr (programme->tagline, ==, "Give an hour");
  g_assert_cmpstr (foyer_programme_find_option (programme, "food")->label, ==, "Food");
}

static void
test_nothing_but_words_is_replaced (void)
{
  g_autoptr (FoyerProgramme) programme = translate (
    "{\"id\":\"youth\",\"order\":9,\"browse\":\"stories\",\"title\":\"New\",\"name\":7,"
    "\"about\":\"x\",\"facets\":{\"kind\":{\"options\":{\"food\":{\"tag\":\"drink\","
    "\"label\":\"Jedzenie\"}}}}}");

  g_assert_cmpstr (programme->id, ==, "volunteering");
  g_assert_cmpint (programme->order, ==, 1);
  g_assert_cmpstr (programme->browse, ==, "listings");
  g_assert_cmpstr (programme->name, ==, "Volunteer");
  g_assert_null (programme->title); /* it had none to translate */
  g_assert_cmpstr (programme->about[1], ==, "Two.");
  g_assert_cmpstr (foyer_programme_find_option (programme, "food")->label, ==, "Jedzenie");
  g_assert_null (foyer_programme_find_option (programme, "drink"));
}

static void
test_what_has_no_name_is_translated_in_its_order (void)
{
  const char *page
    = "{\"id\":\"p\",\"title\":\"T\",\"sections\":[{\"heading\":\"A\",\"paragraphs\":"
      "[\"a\"]},{\"heading\":\"B\",\"paragraphs\":[\"b\"]}],\"translations\":{\"pl\":"
      "{\"sections\":[{\"heading\":\"Ą\"},{\"paragraphs\":[\"be\"]}]}}}";
  g_autoptr (GError) error = NULL;
  g_autofree char *translated = foyer_translation_apply (page, "pl");
  g_autoptr (FoyerInfoPage) info = foyer_info_page_new_from_json (translated, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (((FoyerInfoSection *)info->sections->pdata[0])->heading, ==, "Ą");
  g_assert_cmpstr (((FoyerInfoSection *)info->sections->pdata[0])->paragraphs[0], ==, "a");
  g_assert_cmpstr (((FoyerInfoSection *)info->sections->pdata[1])->paragraphs[0], ==, "be");
  g_assert_cmpstr (info->language, ==, "pl");
}

static void
test_without_a_translation_there_is_none (void)
{
  const char *const items[] = { "{\"id\":\"p\"}",
                                "{\"id\":\"p\",\"translations\":{}}",
                                "{\"id\":\"p\",\"translations\":{\"ro\":{\"name\":\"x\"}}}",
                                "{\"id\":\"p\",\"translations\":{\"pl\":[]}}",
                                "{\"id\":\"p\",\"translations\":7}",
                                "[\"translations\"]",
                                "{\"translations\":" };

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    g_assert_null (foyer_translation_apply (items[i], "pl"));
}

static void
test_numbers_in_urdu_stay_in_order (void)
{
  g_autofree char *kept = foyer_words_keep_numbers ("کال کریں 01632 960100 پر، 9 سے 5 تک");
  g_autofree char *plus = foyer_words_keep_numbers ("فون: +44 7700 900123.");
  g_autofree char *english = foyer_words_keep_numbers ("Call 01632 960100");
  g_autofree char *nothing = foyer_words_keep_numbers (NULL);

  g_assert_cmpstr (kept, ==, "کال کریں \u206601632 960100\u2069 پر، 9 سے 5 تک");
  g_assert_cmpstr (plus, ==, "فون: \u2066+44 7700 900123\u2069.");
  g_assert_cmpstr (english, ==, "Call 01632 960100");
  g_assert_null (nothing);
}

static void
test_english_needs_no_marks (void)
{
  g_autofree char *name = foyer_words_isolate ("Night walk");
  g_autofree char *number = foyer_words_isolate_number ("01632 960100");
  g_autofree char *nothing = foyer_words_isolate (NULL);

  g_assert_cmpstr (name, ==, "Night walk");
  g_assert_cmpstr (number, ==, "01632 960100");
  g_assert_null (nothing);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/translation/words take the place of words",
                   test_words_take_the_place_of_words);
  g_test_add_func ("/translation/nothing but words is replaced",
                   test_nothing_but_words_is_replaced);
  g_test_add_func ("/translation/what has no name is translated in its order",
                   test_what_has_no_name_is_translated_in_its_order);
  g_test_add_func ("/translation/without a translation there is none",
                   test_without_a_translation_there_is_none);
  g_test_add_func ("/translation/numbers in Urdu stay in order",
                   test_numbers_in_urdu_stay_in_order);
  g_test_add_func ("/translation/English needs no marks", test_english_needs_no_marks);
  return g_test_run ();
}
