/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/foyer-record.h"
#include "core/store/foyer-store.h"
#include "fate-line.h"
#include "support/foyer-test-centre.h"
#include "sync/foyer-sync-engine.h"

G_BEGIN_DECLS

/* A centre and a few kiosks under one fake clock, and the small model they are held against. All on
 * the test's thread but the centre. Failures of what must succeed end the test. */
#define WORLD_KIOSKS 3

/* One sign-up, as the model knows it. */
typedef struct
{
  char *id, *code, *code_hash; /* owned */
  gboolean is_withdrawn;
} Given;

typedef struct
{
  char *state;            /* owned */
  FoyerTrust *trust;      /* owned */
  FoyerOutbox *outbox;    /* owned */
  FoyerStore *store;      /* owned */
  FateLine *line;         /* owned */
  FoyerOutboxPort port;
  gboolean is_revoked;
} Kiosk;

typedef struct
{
  FoyerClock *clock;       /* owned: of all */
  FoyerTestCentre *centre; /* owned */
  Kiosk kiosks[WORLD_KIOSKS];
  GPtrArray *given;        /* owned Given: the model */
  char *backups;           /* owned: directory */
  char *newest;            /* owned (nullable): the newest backup */
  gboolean forgets_tombstones; /* the weakened centre of the control */
} World;

World *world_new (void);
void world_free (World *world);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

void world_sign_up (World *world, Kiosk *kiosk);
void world_withdraw (World *world, Kiosk *kiosk, Given *given);
/* One round; what comes of it is the line's. FALSE when it failed. */
gboolean world_sync (World *world, Kiosk *kiosk, guint per_cent, ProofDice *dice);
void world_backup (World *world);
/* The centre as it was at the newest backup; nothing without one. is_lost: nothing is left of the
 * database that was there. */
void world_restore (World *world, gboolean is_lost);
void world_restart_centre (World *world);
void world_restart_kiosk (World *world, Kiosk *kiosk);
/* A new code, a new key, a new name at the centre; the outbox stays. */
void world_enrol_again (World *world, Kiosk *kiosk);
void world_revoke (World *world, Kiosk *kiosk, gboolean is_revoked);

/* Good lines for all until nothing waits, then: the centre has what was given and not withdrawn,
 * each once; every kiosk says of every code what the model says. Otherwise the text of what is
 * wrong (transfer full); NULL: all is well. */
char *world_settle (World *world);

G_END_DECLS
