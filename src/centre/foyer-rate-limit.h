/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A token bucket for each of many names: burst requests at once, then per_second more each second.
 * Bounded; one thread. */
typedef struct _FoyerRateLimit FoyerRateLimit;

FoyerRateLimit *foyer_rate_limit_new (guint burst, guint per_second);
void foyer_rate_limit_free (FoyerRateLimit *self);
/* burst 0: no limit. What was taken until now is forgotten. */
void foyer_rate_limit_set (FoyerRateLimit *self, guint burst, guint per_second);
/* now_us: any clock that never goes back. FALSE: too many, and *wait_s says when to ask again. */
gboolean foyer_rate_limit_take (FoyerRateLimit *self,
                                const char *name,
                                gint64 now_us,
                                guint *wait_s);
guint foyer_rate_limit_size (FoyerRateLimit *self); /* names remembered */

/* Names remembered: more kiosks than any county has, in 2 MB. */
#define FOYER_RATE_LIMIT_NAMES_MAX 20000

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerRateLimit, foyer_rate_limit_free)

G_END_DECLS
