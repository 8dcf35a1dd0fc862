/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/foyer-centre-store.h"

G_BEGIN_DECLS

/* The one thread that writes centre.db. Jobs that wait together share one transaction (group
 * commit): one disk flush answers many kiosks. */
typedef struct _FoyerCentreWriter FoyerCentreWriter;

/* Writes what it has to, inside a transaction it shares with its neighbours. May run twice (alone,
 * when a neighbour spoilt the first transaction), so it must not depend on its own traces. */
typedef gboolean (*FoyerCentreJobFunc) (FoyerCentreStore *store, gpointer data, GError **error);
/* Runs in the context the writer was made in, once what the job wrote is durable (error NULL) or is
 * not. */
typedef void (*FoyerCentreDoneFunc) (gpointer data, const GError *error);

FoyerCentreWriter *foyer_centre_writer_new (const char *data_dir, GError **error);
void foyer_centre_writer_free (FoyerCentreWriter *self); /* finishes what was pushed */

/* data stays the caller's until done has run. */
void foyer_centre_writer_push (FoyerCentreWriter *self,
                               FoyerCentreJobFunc func,
                               FoyerCentreDoneFunc done,
                               gpointer data);
/* The same for a job that adds records and what follows from them, and changes no kiosk and no
 * meta: what is remembered of those (foyer-centre-facts.h) stays. */
void foyer_centre_writer_push_records (FoyerCentreWriter *self,
                                       FoyerCentreJobFunc func,
                                       FoyerCentreDoneFunc done,
                                       gpointer data);
/* Waits; not from the writer's thread. */
gboolean foyer_centre_writer_call (FoyerCentreWriter *self,
                                   FoyerCentreJobFunc func,
                                   gpointer data,
                                   GError **error);

guint64 foyer_centre_writer_get_commits (FoyerCentreWriter *self); /* any thread */
guint foyer_centre_writer_get_waiting (FoyerCentreWriter *self);   /* jobs; any thread */

/* Counts, atomically, transactions with anything in them but records, once they are committed and
 * before anybody hears of it. g_atomic_rc_box_release () it. */
gint *foyer_centre_writer_ref_changes (FoyerCentreWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerCentreWriter, foyer_centre_writer_free)

G_END_DECLS
