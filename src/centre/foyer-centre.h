/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/foyer-centre-writer.h"
#include "core/base/foyer-clock.h"

G_BEGIN_DECLS

/* The central endpoint: an HTTP server over a store. Belongs to the thread (and its default main
 * context) that made it; requests are answered while that context runs. */
typedef struct _FoyerCentre FoyerCentre;

/* Opens the centre in data_dir (made by foyer_centre_init ()), becomes its one writer and brings
 * its sessions up to date. public_url: how kiosks reach it when a proxy stands in front (nullable:
 * as each request says). */
FoyerCentre *foyer_centre_new (const char *data_dir,
                               const char *public_url,
                               FoyerClock *clock,
                               GError **error);
/* Answers what it has taken in, within two seconds; what was taken in is kept in any case. */
void foyer_centre_free (FoyerCentre *self);

/* "127.0.0.1:PORT" (0: any that is free), "[::1]:PORT" or "unix:PATH". Other addresses are refused:
 * the public belongs to a proxy in front. */
gboolean foyer_centre_listen (FoyerCentre *self, const char *where, GError **error);
/* How many requests a kiosk may make at once, and each second after those; burst 0: no limit. */
void foyer_centre_set_rate (FoyerCentre *self, guint burst, guint per_second);
guint foyer_centre_get_port (FoyerCentre *self); /* 0: unix socket, or not listening */
FoyerCentreWriter *foyer_centre_get_writer (FoyerCentre *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerCentre, foyer_centre_free)

G_END_DECLS
