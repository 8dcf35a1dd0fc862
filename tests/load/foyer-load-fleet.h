/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A centre's data with kiosks enrolled straight into its store, and what those kiosks would send,
 * as whole HTTP requests. Requests are signed for now: send them within five minutes. */
typedef struct _FoyerLoadFleet FoyerLoadFleet;

/* Makes the centre in data_dir; nothing else may have it open. Failures end the program. */
FoyerLoadFleet *foyer_load_fleet_new (const char *data_dir, guint n_kiosks, guint64 seed);
void foyer_load_fleet_free (FoyerLoadFleet *self);

/* POST /records of n_records new ones, signed by that kiosk. (transfer full) */
GBytes *foyer_load_fleet_post (FoyerLoadFleet *self, guint kiosk, guint n_records);
/* The same records for an endpoint without signatures: one as /record takes it, or many as /records
 * does. (transfer full) */
GBytes *foyer_load_fleet_plain_post (FoyerLoadFleet *self, guint n_records, gboolean is_batch);

/* µs that checking one request's signature takes by itself, on this core. */
double foyer_load_fleet_time_verify (FoyerLoadFleet *self);
/* Records in the store of a centre that was stopped; those whose id stands there twice in *doubled.
 */
gint64 foyer_load_fleet_count (FoyerLoadFleet *self, guint *doubled);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerLoadFleet, foyer_load_fleet_free)

G_END_DECLS
