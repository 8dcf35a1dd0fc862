/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/viewmodel/foyer-neighbour-log.h"

/* State of the page of help as a neighbour. Owned by the page; thread-confined. Nothing here can
 * say who somebody is. */

struct _FoyerNeighbourLog
{
  GObject parent_instance;

  FoyerNeighbourView view;
  char *kind;             /* owned, nullable */
  GPtrArray *help, *whom; /* owned, of owned ids */
  guint times, minutes, told;
  FoyerAnswer *answer; /* owned, nullable: on its way */
};

G_DEFINE_FINAL_TYPE (FoyerNeighbourLog, foyer_neighbour_log, G_TYPE_OBJECT)

static void
foyer_neighbour_log_finalize (GObject *object)
{
  FoyerNeighbourLog *self = FOYER_NEIGHBOUR_LOG (object);

  g_free (self->kind);
  g_ptr_array_unref (self->help);
  g_ptr_array_unref (self->whom);
  g_clear_object (&self->answer);
  G_OBJECT_CLASS (foyer_neighbour_log_parent_class)->finalize (object);
}

static void
foyer_neighbour_log_class_init (FoyerNeighbourLogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_neighbour_log_finalize;
}

static void
foyer_neighbour_log_init (FoyerNeighbourLog *self)
{
  self->help = g_ptr_array_new_with_free_func (g_free);
  self->whom = g_ptr_array_new_with_free_func (g_free);
}

FoyerNeighbourLog *
foyer_neighbour_log_new (void)
{
  return g_object_new (FOYER_TYPE_NEIGHBOUR_LOG, NULL);
}

FoyerNeighbourView
foyer_neighbour_log_get_view (FoyerNeighbourLog *self)
{
  return self->view;
}

void
foyer_neighbour_log_set_view (FoyerNeighbourLog *self, FoyerNeighbourView view)
{
  self->view = view;
}

const char *
foyer_neighbour_log_get_kind (FoyerNeighbourLog *self)
{
  return self->kind;
}

void
foyer_neighbour_log_set_kind (FoyerNeighbourLog *self, const char *kind)
{
  char *copy = g_strdup (kind);

  g_free (self->kind);
  self->kind = copy;
}

static gboolean
find (GPtrArray *ids, const char *id, guint *at)
{
  return g_ptr_array_find_with_equal_func (ids, id, g_str_equal, at);
}

static void
set (GPtrArray *ids, const char *id, gboolean on)
{
  guint at;
  gboolean is_there = find (ids, id, &at);

  if (on && !is_there)
    g_ptr_array_add (ids, g_strdup (id));
  else if (!on && is_there)
    g_ptr_array_remove_index (ids, at);
}

void
foyer_neighbour_log_set_help (FoyerNeighbourLog *self, const char *id, gboolean on)
{
  set (self->help, id, on);
}

gboolean
foyer_neighbour_log_has_help (FoyerNeighbourLog *self, const char *id)
{
  return find (self->help, id, NULL);
}

void
foyer_neighbour_log_set_whom (FoyerNeighbourLog *self, const char *id, gboolean on)
{
  set (self->whom, id, on);
}

gboolean
foyer_neighbour_log_has_whom (FoyerNeighbourLog *self, const char *id)
{
  return find (self->whom, id, NULL);
}

void
foyer_neighbour_log_set_times (FoyerNeighbourLog *self, guint times)
{
  self->times = times;
}

guint
foyer_neighbour_log_get_times (FoyerNeighbourLog *self)
{
  return self->times;
}

void
foyer_neighbour_log_set_minutes (FoyerNeighbourLog *self, guint minutes)
{
  self->minutes = minutes;
}

guint
foyer_neighbour_log_get_minutes (FoyerNeighbourLog *self)
{
  return self->minutes;
}

gboolean
foyer_neighbour_log_is_ready (FoyerNeighbourLog *self)
{
  return self->help->len > 0;
}

static void
set_list (FoyerAnswer *answer, const char *member, GPtrArray *ids)
{
  g_autofree const char **list = g_new0 (const char *, ids->len + 1);

  for (guint i = 0; i < ids->len; i++)
    list[i] = g_ptr_array_index (ids, i);
  foyer_answer_set_list (answer, member, list);
}

FoyerAnswer *
foyer_neighbour_log_get_answer (FoyerNeighbourLog *self, const char *month)
{
  if (self->answer == NULL)
    self->answer = foyer_answer_new (FOYER_ANSWER_INFORMAL_HELP, NULL);
  set_list (self->answer, "help", self->help);
  set_list (self->answer, "whom", self->whom);
  foyer_answer_set_text (self->answer, "month", month);
  if (self->times > 0)
    foyer_answer_set_number (self->answer, "times", self->times);
  if (self->minutes > 0)
    foyer_answer_set_number (self->answer, "minutes", self->minutes);
  return self->answer;
}

void
foyer_neighbour_log_kept (FoyerNeighbourLog *self)
{
  self->told += MAX (self->times, 1);
  self->times = self->minutes = 0;
  g_ptr_array_set_size (self->help, 0);
  g_ptr_array_set_size (self->whom, 0);
  g_clear_object (&self->answer);
}

guint
foyer_neighbour_log_get_told (FoyerNeighbourLog *self)
{
  return self->told;
}
