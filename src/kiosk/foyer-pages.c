/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kiosk/foyer-pages.h"

#include "kiosk/pages/foyer-attract-page.h"
#include "kiosk/pages/foyer-baseline-page.h"
#include "kiosk/pages/foyer-browse-page.h"
#include "kiosk/pages/foyer-calibrate-page.h"
#include "kiosk/pages/foyer-choose-page.h"
#include "kiosk/pages/foyer-code-page.h"
#include "kiosk/pages/foyer-detail-page.h"
#include "kiosk/pages/foyer-done-page.h"
#include "kiosk/pages/foyer-easier-page.h"
#include "kiosk/pages/foyer-home-page.h"
#include "kiosk/pages/foyer-hours-page.h"
#include "kiosk/pages/foyer-info-list-page.h"
#include "kiosk/pages/foyer-language-page.h"
#include "kiosk/pages/foyer-large-letters-page.h"
#include "kiosk/pages/foyer-map-page.h"
#include "kiosk/pages/foyer-neighbour-page.h"
#include "kiosk/pages/foyer-problem-page.h"
#include "kiosk/pages/foyer-reading-page.h"
#include "kiosk/pages/foyer-results-page.h"
#include "kiosk/pages/foyer-search-page.h"
#include "kiosk/pages/foyer-sign-up-page.h"
#include "kiosk/pages/foyer-similar-page.h"
#include "kiosk/pages/foyer-staff-page.h"
#include "kiosk/pages/foyer-stories-page.h"
#include "kiosk/pages/foyer-story-page.h"
#include "kiosk/pages/foyer-take-away-page.h"
#include "kiosk/pages/foyer-unmet-page.h"
#include "kiosk/pages/foyer-volunteer-page.h"

/* clang-format off: one a line, so that two changes do not meet */
static const struct
{
  const char *name;
  GType (*get_type) (void);
} pages[] = {
  { "attract", foyer_attract_page_get_type },
  { "baseline", foyer_baseline_page_get_type },
  { "browse", foyer_browse_page_get_type },
  { "calibrate", foyer_calibrate_page_get_type },
  { "choose", foyer_choose_page_get_type },
  { "code", foyer_code_page_get_type },
  { "detail", foyer_detail_page_get_type },
  { "done", foyer_done_page_get_type },
  { "easier", foyer_easier_page_get_type },
  { "home", foyer_home_page_get_type },
  { "hours", foyer_hours_page_get_type },
  { "info", foyer_reading_page_get_type },
  { "info-list", foyer_info_list_page_get_type },
  { "language", foyer_language_page_get_type },
  { "large-letters", foyer_large_letters_page_get_type },
  { "map", foyer_map_page_get_type },
  { "neighbour", foyer_neighbour_page_get_type },
  { "problem", foyer_problem_page_get_type },
  { "results", foyer_results_page_get_type },
  { "search", foyer_search_page_get_type },
  { "sign-up", foyer_sign_up_page_get_type },
  { "similar", foyer_similar_page_get_type },
  { "staff", foyer_staff_page_get_type },
  { "stories", foyer_stories_page_get_type },
  { "story", foyer_story_page_get_type },
  { "take-away", foyer_take_away_page_get_type },
  { "unmet", foyer_unmet_page_get_type },
  { "volunteer", foyer_volunteer_page_get_type },
};
/* clang-format on */

FoyerPage *
foyer_pages_create (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_str_equal (pages[i].name, name))
      return g_object_new (pages[i].get_type (), NULL);
  return NULL;
}
