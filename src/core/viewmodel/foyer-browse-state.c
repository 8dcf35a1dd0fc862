/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-browse"

#include "core/viewmodel/foyer-browse-state.h"

#include <string.h>

#include "core/viewmodel/foyer-browse-private.h"

/* The filters of a browse model as text and back. Text, because a page is made of its name and its
 * argument alone: going back, or another language, makes it again. Pure. Main thread. */

static const char *const within_names[FOYER_N_WITHIN] = { "2", "5", "10", "anywhere" };
static const char *const time_names[FOYER_N_TIMES] = { "one-off", "weekly", "monthly", "flexible" };
static const struct
{
  FoyerSort sort;
  const char *name;
} sort_names[] = { { FOYER_SORT_NEAREST, "nearest" },
                   { FOYER_SORT_SOONEST, "soonest" },
                   { FOYER_SORT_TITLE, "title" } };

static void
add (GString *out, const char *key, const char *value)
{
  g_string_append_printf (out, "%c%s=", strchr (out->str, '?') == NULL ? '?' : '&', key);
  g_string_append_uri_escaped (out, value, ",", TRUE);
}

static int
compare_tags (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

char *
foyer_browse_state_save (FoyerBrowseModel *model)
{
  GString *out = g_string_new (model->programme != NULL ? model->programme->id : "");
  g_autofree char **tags = (char **)g_hash_table_get_keys_as_array (model->tags, NULL);
  guint n_tags = g_strv_length (tags);

  if (model->is_within_chosen)
    add (out, "within", within_names[model->within]);
  if (model->time != FOYER_TIME_ANY)
    add (out, "time", time_names[model->time]);
  if (n_tags > 0)
    {
      g_autofree char *joined = NULL;

      qsort (tags, n_tags, sizeof *tags, compare_tags);
      joined = g_strjoinv (",", tags);
      add (out, "tags", joined);
    }
  if (model->like != NULL)
    {
      g_autofree char *joined = g_strjoinv (",", model->like);
      add (out, "like", joined);
    }
  for (guint i = 0; i < G_N_ELEMENTS (sort_names); i++)
    if (model->sort == sort_names[i].sort)
      add (out, "sort", sort_names[i].name);
  if (*model->text != '\0')
    add (out, "text", model->text);
  return g_string_free (out, FALSE);
}

char *
foyer_browse_state_dup_programme (const char *argument)
{
  return g_strndup (argument, strcspn (argument, "?"));
}

static void
restore_tags (FoyerBrowseModel *model, const char *value)
{
  g_auto (GStrv) tags = g_strsplit (value, ",", 0);

  for (guint i = 0; tags[i] != NULL; i++)
    if (model->programme != NULL && foyer_programme_find_option (model->programme, tags[i]) != NULL)
      foyer_browse_model_set_tag (model, tags[i], TRUE);
}

static void
restore_one (FoyerBrowseModel *model, const char *key, const char *value)
{
  if (g_str_equal (key, "within"))
    {
      for (int i = 0; i < FOYER_N_WITHIN; i++)
        if (g_str_equal (value, within_names[i]))
          foyer_browse_model_set_within (model, i);
    }
  else if (g_str_equal (key, "time"))
    {
      for (int i = 0; i < FOYER_N_TIMES; i++)
        if (g_str_equal (value, time_names[i]))
          foyer_browse_model_set_time (model, i);
    }
  else if (g_str_equal (key, "tags"))
    restore_tags (model, value);
  else if (g_str_equal (key, "like"))
    {
      g_auto (GStrv) tags = g_strsplit (value, ",", 0);
      foyer_browse_model_set_like (model, (const char *const *)tags);
    }
  else if (g_str_equal (key, "sort"))
    {
      for (guint i = 0; i < G_N_ELEMENTS (sort_names); i++)
        if (g_str_equal (value, sort_names[i].name))
          foyer_browse_model_set_sort (model, sort_names[i].sort);
    }
  else if (g_str_equal (key, "text"))
    foyer_browse_model_set_text (model, value);
}

void
foyer_browse_state_restore (FoyerBrowseModel *model, const char *argument)
{
  const char *rest = strchr (argument, '?');
  g_auto (GStrv) parts = g_strsplit (rest != NULL ? rest + 1 : "", "&", 0);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) halves = g_strsplit (parts[i], "=", 2);
      g_autofree char *value = NULL;

      if (g_strv_length (halves) == 2)
        value = g_uri_unescape_string (halves[1], NULL);
      if (value != NULL)
        restore_one (model, halves[0], value);
    }
}
