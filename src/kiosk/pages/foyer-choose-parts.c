/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-choose-page"

#include "kiosk/pages/foyer-choose-parts.h"

#include <string.h>

#include "core/viewmodel/foyer-nearby.h"

/* The rim between the pages of "Help me choose" and what they are made of: where distances are
 * from, who answers, and what is kept without a name. Functions over a page; main thread. */

#define FLOW "choose"
#define MAX_WORDS 16 /* bits of a set: more than there are motives or needs */

static void
match (gpointer owner,
       const FoyerMatchAsk *ask,
       guint limit,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  foyer_backend_match (owner, ask, limit, cancellable, callback, user_data);
}

static const FoyerMatcher matcher = { match, foyer_backend_match_finish };

FoyerMatchModel *
foyer_choose_create_model (FoyerPage *page)
{
  FoyerBackend *backend = foyer_page_get_backend (page);
  FoyerStore *store = foyer_backend_get_store (backend);

  if (store == NULL)
    return NULL;
  return foyer_match_model_new (store, foyer_backend_get_clock (backend), &matcher, backend);
}

/* The visit's postcode or town counts unless the visitor said "here". */
static const char *
get_origin (FoyerPage *page, FoyerChoice *choice)
{
  if (foyer_choice_get_where (choice) == FOYER_CHOICE_WHERE_HERE)
    return NULL;
  return foyer_visit_get_origin (foyer_page_get_visit (page));
}

void
foyer_choose_ask (FoyerPage *page, FoyerMatchModel *model, FoyerChoice *choice, guint limit)
{
  double lat = NAN, lon = NAN;
  FoyerMatchAsk ask;

  if (!foyer_backend_locate (foyer_page_get_backend (page), get_origin (page, choice), &lat, &lon))
    lat = lon = NAN;
  foyer_choice_fill_ask (choice, lat, lon, &ask);
  foyer_match_model_ask (model, &ask, limit);
}

char *
foyer_choose_dup_near (FoyerPage *page, FoyerChoice *choice)
{
  FoyerPlace *place = foyer_backend_get_place (foyer_page_get_backend (page));
  const char *origin = get_origin (page, choice);

  if (origin != NULL)
    return g_strdup (origin);
  return place != NULL ? g_strdup (place->name) : NULL;
}

/* ---- what is kept ---- */

static void
set_words (FoyerAnswer *answer, const char *member, guint set, const char *(*word_of) (int))
{
  const char *words[MAX_WORDS + 1];
  guint n = 0;

  for (int bit = 0; bit < MAX_WORDS; bit++)
    if ((set & 1u << bit) != 0)
      words[n++] = word_of (bit);
  words[n] = NULL;
  foyer_answer_set_list (answer, member, words);
}

/* Of a postcode the first half; of a town or a village, its district: the one of the nearest
 * library. (transfer full) (nullable) */
static char *
dup_coarse_origin (FoyerPage *page)
{
  FoyerBackend *backend = foyer_page_get_backend (page);
  FoyerStore *store = foyer_backend_get_store (backend);
  const char *origin = foyer_visit_get_origin (foyer_page_get_visit (page));
  FoyerOriginResult found;
  g_autoptr (GPtrArray) places = NULL;
  char postcode[10];

  if (origin == NULL)
    return NULL;
  if (foyer_postcode_normalise (origin, postcode, NULL))
    return g_strndup (postcode, strcspn (postcode, " "));
  found = foyer_backend_find_origin (backend, origin);
  if (store == NULL || found.match != FOYER_ORIGIN_FOUND)
    return NULL;
  places = foyer_store_list_places (store);
  return g_strdup (foyer_nearby_get_district (places, found.lat, found.lon));
}

/* "CM1", never "CM1 1QH"; a town's district; "home", "anywhere". (transfer full) (nullable) */
static char *
dup_coarse_where (FoyerPage *page, FoyerChoice *choice)
{
  FoyerPlace *place = foyer_backend_get_place (foyer_page_get_backend (page));

  switch (foyer_choice_get_where (choice))
    {
    case FOYER_CHOICE_WHERE_HERE:
      return place != NULL ? g_strdup (place->district) : NULL;
    case FOYER_CHOICE_WHERE_PLACE:
      return dup_coarse_origin (page);
    case FOYER_CHOICE_WHERE_ANYWHERE:
      return g_strdup ("anywhere");
    case FOYER_CHOICE_WHERE_HOME:
      return g_strdup ("home");
    case FOYER_CHOICE_WHERE_UNANSWERED:
    default:
      return NULL;
    }
}

void
foyer_choose_fill_answer (FoyerPage *page, FoyerChoice *choice, guint results, FoyerAnswer *answer)
{
  g_auto (GStrv) slots = foyer_match_dup_slot_words (foyer_choice_get_slots (choice));
  g_autofree char *where = dup_coarse_where (page, choice);

  foyer_answer_set_text (answer, "time", foyer_match_time_word (foyer_choice_get_time (choice)));
  foyer_answer_set_list (answer, "when", (const char *const *)slots);
  set_words (answer, "why", foyer_choice_get_motives (choice), foyer_match_motive_word);
  set_words (answer, "fits", foyer_choice_get_fits (choice), foyer_match_fit_word);
  foyer_answer_set_text (answer, "where", where);
  foyer_answer_set_number (answer, "results", results);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  FoyerSealedRecord *record = foyer_backend_keep_answer_finish (result, &error);

  /* Nobody waits for a count, and a visitor is not told that it was lost. */
  if (record == NULL)
    g_message ("tally: %s", error->message);
  g_clear_pointer (&record, foyer_sealed_record_free);
}

void
foyer_choose_keep_tally (FoyerPage *page, FoyerChoice *choice, guint results)
{
  FoyerBackend *backend = foyer_page_get_backend (page);
  const char *programme = foyer_choice_get_programme (choice);
  g_autoptr (FoyerAnswer) tally = NULL;

  if (foyer_choice_is_counted (choice))
    return;
  foyer_choice_set_counted (choice);
  if (!foyer_backend_is_enrolled (backend) || foyer_backend_is_locked (backend))
    return;
  tally = foyer_answer_new (FOYER_ANSWER_TALLY, *programme != '\0' ? programme : NULL);
  foyer_answer_set_text (tally, "flow", FLOW);
  foyer_choose_fill_answer (page, choice, results, tally);
  foyer_backend_keep_answer (backend, tally, NULL, kept_cb, NULL);
}

/* ---- layout ---- */

void
foyer_choose_arrange (GtkWidget *grid, int columns)
{
  g_autoptr (GPtrArray) children = g_ptr_array_new_with_free_func (g_object_unref);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (grid)) != NULL)
    {
      g_ptr_array_add (children, g_object_ref (child));
      gtk_grid_remove (GTK_GRID (grid), child);
    }
  for (guint i = 0; i < children->len; i++)
    gtk_grid_attach (GTK_GRID (grid), children->pdata[i], (int)i % columns, (int)i / columns, 1, 1);
}
