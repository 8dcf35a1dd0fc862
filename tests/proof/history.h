/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/foyer-db.h"
#include "tests/proof/proof.h"

G_BEGIN_DECLS

/* A random history of one database (the kiosk's outbox, the centre's store) and a model of what it
 * holds after each step: made from dice, then run on a disk that fails or loses its power. Steps
 * are numbered from 0; state n is the one before step n, so step n leads to state n + 1. */
typedef struct _History History;

typedef enum
{
  VERDICT_FINE,
  VERDICT_LOST,    /* what was there in both states is not */
  VERDICT_RISEN,   /* what was there in neither state is */
  VERDICT_DOUBLED, /* there twice */
  VERDICT_HALF,    /* a part of a step, or of a record */
  VERDICT_CORRUPT, /* the database cannot be opened, or its pages do not fit together */
  N_VERDICTS,
} Verdict;

typedef enum
{
  WEAK_NOT,
  WEAK_FRESH_IDS,     /* a retry makes a new id */
  WEAK_NO_TOMBSTONES, /* a tombstone is kept, the records are not deleted */
} Weakness;

typedef struct
{
  const char *name;
  History *(*make) (ProofDice dice, Weakness weakness);
  void (*free) (History *self);
  /* FALSE with error, too, when a broken file was moved aside. */
  gboolean (*open) (History *self, const char *dir, GError **error);
  void (*close) (History *self);
  FoyerDb *(*get_db) (History *self);
  void (*plan) (History *self);
  /* Does step on the open database. is_again: it was tried before, and may have been done. */
  gboolean (*run) (History *self, guint step, gboolean is_again, GError **error);
  Verdict (*check) (History *self, guint one_state, guint other_state);
} HistoryClass;

struct _History
{
  const HistoryClass *klass;
  ProofDice dice;
  Weakness weakness;
};

extern const HistoryClass outbox_history_class, centre_history_class;

History *history_new (const HistoryClass *klass, ProofDice dice, Weakness weakness);
void history_free (History *self);
gboolean history_open (History *self, const char *dir, GError **error);
void history_close (History *self);                 /* if it is open */
void history_exec (History *self, const char *sql); /* must succeed */
void history_plan (History *self);                  /* one step more */
gboolean history_run (History *self, guint step, gboolean is_again, GError **error);
/* What the open database holds is one of the two states, whole; or else what is wrong with it. */
Verdict history_check (History *self, guint one_state, guint other_state);

/* Made-up sealed records, the same for every history: small ones mostly, some larger than a page.
 */
#define HISTORY_RECORDS 64
#define HISTORY_VERSIONS 2 /* of each record: other bytes under the same id */
GBytes *history_sealed (guint record, guint version);     /* borrowed */
const char *history_digest (guint record, guint version); /* borrowed */
/* Every eighth record is the withdrawal of another one's code. Of the others, 1 and 2, 4 and 5, …
 * share a code. */
gboolean history_is_withdrawal (guint record);
guint history_code (guint record);                /* below HISTORY_RECORDS */
char *history_dup_code (guint record);            /* as 64 digits (transfer full) */
char *history_dup_id (guint record, guint retry); /* (transfer full) */
guint history_parse_id (const char *id);          /* HISTORY_RECORDS: not one of ours */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (History, history_free)

G_END_DECLS
