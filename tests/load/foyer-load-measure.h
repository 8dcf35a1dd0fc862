/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "load/foyer-load-fleet.h"

G_BEGIN_DECLS

/* A load, and what a fresh server made of it. */
typedef struct
{
  guint lines;     /* connections, all at once */
  guint kiosks;    /* who sign; post n is signed by kiosk n % kiosks and said on line n % lines */
  guint posts;     /* all together */
  guint records;   /* in each post */
  gint64 every_us; /* a line begins so long after the one before; 0: all at once */
} FoyerLoadPlan;

typedef struct
{
  double seconds, p50_ms, p99_ms;
  double peak_mb, cpu_seconds; /* of the server */
  guint failed;                /* posts without a good answer */
  guint stored;                /* records the answers called stored */
  guint lost, doubled;         /* records called stored that are not there, or are there twice */
} FoyerLoadFigures;

/* Both run in a new folder under folder. FALSE: the server did not come up, or did not end well. */
gboolean foyer_load_measure_centre (const char *folder,
                                    const char *program,
                                    const FoyerLoadPlan *plan,
                                    guint64 seed,
                                    FoyerLoadFigures *figures);
/* peers: the folder of fastify.js and its node_modules. is_batch FALSE: each record in a post of
 * its own, so plan->posts × plan->records of them, as endpoints usually have it. */
gboolean foyer_load_measure_peer (const char *folder,
                                  const char *peers,
                                  const char *commit,
                                  gboolean is_batch,
                                  const FoyerLoadPlan *plan,
                                  guint64 seed,
                                  FoyerLoadFigures *figures);

/* µs that one request's signature takes to check. */
double foyer_load_time_verify (const char *folder, guint64 seed);

/* The value below which a part (0 to 1) of the values lies; sorts them. */
double foyer_load_percentile (GArray *values, double part);

G_END_DECLS
