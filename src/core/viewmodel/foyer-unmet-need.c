/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-unmet-need"

#include "core/viewmodel/foyer-unmet-need.h"

#include <string.h>

/* Holds no words but the visitor's own, so that it outlives a change of language. Owned by the page
 * that asks. */

struct _FoyerUnmetNeed
{
  GObject parent_instance;

  guint reasons; /* 1 << FoyerUnmetReason */
  char *words;   /* owned, wiped */
  gboolean is_sent;
};

G_DEFINE_FINAL_TYPE (FoyerUnmetNeed, foyer_unmet_need, G_TYPE_OBJECT)

static const char *const ids[FOYER_N_UNMET_REASONS]
  = { "time", "far", "not-my-thing", "cost", "worried", "other" };

static void
wipe_words (FoyerUnmetNeed *self)
{
  explicit_bzero (self->words, strlen (self->words));
  g_clear_pointer (&self->words, g_free);
}

static void
foyer_unmet_need_finalize (GObject *object)
{
  wipe_words (FOYER_UNMET_NEED (object));
  G_OBJECT_CLASS (foyer_unmet_need_parent_class)->finalize (object);
}

static void
foyer_unmet_need_class_init (FoyerUnmetNeedClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_unmet_need_finalize;
}

static void
foyer_unmet_need_init (FoyerUnmetNeed *self)
{
  self->words = g_strdup ("");
}

FoyerUnmetNeed *
foyer_unmet_need_new (void)
{
  return g_object_new (FOYER_TYPE_UNMET_NEED, NULL);
}

void
foyer_unmet_need_set_reason (FoyerUnmetNeed *self, FoyerUnmetReason reason, gboolean chosen)
{
  g_return_if_fail (reason < FOYER_N_UNMET_REASONS);

  if (chosen)
    self->reasons |= 1u << reason;
  else
    self->reasons &= ~(1u << reason);
}

gboolean
foyer_unmet_need_has_reason (FoyerUnmetNeed *self, FoyerUnmetReason reason)
{
  return (self->reasons & 1u << reason) != 0;
}

GStrv
foyer_unmet_need_dup_reasons (FoyerUnmetNeed *self)
{
  g_autoptr (GStrvBuilder) reasons = g_strv_builder_new ();

  for (int i = 0; i < FOYER_N_UNMET_REASONS; i++)
    if (foyer_unmet_need_has_reason (self, i))
      g_strv_builder_add (reasons, ids[i]);
  return g_strv_builder_end (reasons);
}

void
foyer_unmet_need_set_words (FoyerUnmetNeed *self, const char *words)
{
  char *copy = g_strdup (words != NULL ? words : "");

  wipe_words (self);
  self->words = copy;
}

const char *
foyer_unmet_need_get_words (FoyerUnmetNeed *self)
{
  return self->words;
}

gboolean
foyer_unmet_need_is_sent (FoyerUnmetNeed *self)
{
  return self->is_sent;
}

void
foyer_unmet_need_set_sent (FoyerUnmetNeed *self)
{
  self->is_sent = TRUE;
  foyer_unmet_need_set_words (self, NULL);
}
