/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/foyer-service.h"
#include "kiosk/foyer-backend.h"
#include "kiosk/print/foyer-print.h"

G_BEGIN_DECLS

/* Hours in words, and the record of service on paper. All (transfer full). Main thread. */
char *foyer_hours_words_duration (guint minutes); /* "3 hours 15 minutes" */
char *foyer_hours_words_day (const char *date);   /* "Saturday 28 November"; NULL: no date */
char *foyer_hours_words_programme (FoyerBackend *backend, const char *id); /* its name, or id */

/* service: nullable (nothing yet). */
FoyerPrint *foyer_hours_print_new (FoyerBackend *backend,
                                   const char *code,
                                   const FoyerService *service);

G_END_DECLS
