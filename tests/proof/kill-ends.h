/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/crypto/foyer-trust.h"
#include "tests/proof/proof.h"

G_BEGIN_DECLS

/* The two ends of proof-kills: a kiosk and a centre, each a process of its own that lives until it
 * is killed, and what they share with the test that kills them. */

/* Records of one world, at most; visitors stop coming then. */
#define KILL_RECORDS 8192

/* Where an end kills itself (kill -9: nothing is tidied up). */
typedef enum
{
  DIE_NOWHERE,        /* the test does it, some time */
  DIE_AT_DISK_STEP,   /* half a write to the database */
  DIE_BEFORE_SEND,    /* kiosk */
  DIE_BEFORE_RECEIPT, /* kiosk: the reply is here, nothing is done about it yet */
  DIE_BEFORE_COMMIT,  /* centre */
  DIE_AFTER_COMMIT,   /* centre: nobody was told */
  DIE_BEFORE_ANSWER,  /* centre */
  N_DEATHS,
} Death;

typedef struct
{
  Death death;
  guint at; /* the at'th time it comes there, from 1 */
  guint64 dice;
} Fate;

/* Memory of all three processes, which a kill -9 does not touch: what a visitor was told stays
 * told. */
typedef struct
{
  volatile guint port;          /* of the centre that listens; 0: none does */
  gint n_ticks;                 /* atomic: places both came to where they could die */
  volatile gboolean is_closing; /* no more visitors */
  volatile guint n_begun;       /* records visitors began */
  volatile guint n_tries;       /* of the weak variant: ids given away */
  volatile guint8 is_acknowledged[KILL_RECORDS];
} KillShared;

typedef struct
{
  char *kiosk_dir, *centre_dir; /* owned */
  const FoyerTrust *trust;      /* borrowed */
  KillShared *shared;           /* owned: shared memory */
  gboolean has_fresh_ids;       /* weak: a retry makes a new id */
  gboolean is_hasty;            /* weak: acknowledges before the commit */
} KillWorld;

/* Both never return. The kiosk ends by itself, with 0, once it is closing and nothing waits. */
void kill_kiosk_live (const KillWorld *world, const Fate *fate) G_GNUC_NORETURN;
void kill_centre_live (const KillWorld *world, const Fate *fate) G_GNUC_NORETURN;

/* "k", the try in 8 digits, the record in 17. */
char *kill_dup_id (guint try, guint record); /* (transfer full) */
guint kill_parse_id (const char *id);        /* KILL_RECORDS: not one of ours */

G_END_DECLS
