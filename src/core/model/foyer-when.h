/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/foyer-content.h"

G_BEGIN_DECLS

/* Europe/London, from the zone files or by its rule where there are none. (transfer none) */
GTimeZone *foyer_when_zone (void);

/* Dates the way Foyer says them, and the calendar entry; Europe/London. All (transfer full). The
 * words of days and months go through gettext. */
char *foyer_when_day (gint64 unix_s);                   /* "Saturday 28 November" */
char *foyer_when_short_day (gint64 unix_s);             /* "Sat 28 Nov" */
char *foyer_when_time_range (gint64 start, gint64 end); /* "10am to 12:30pm"; end -1: "10am" */
char *foyer_when_session_long (FoyerSession *session); /* "Saturday 28 November, 10am to 12:30pm" */
char *foyer_when_session_short (FoyerSession *session); /* "Sat 28 Nov, 10am to 12:30pm" */
char *foyer_when_confirmed (
  const char *last_confirmed); /* "May 2019", "6 June 2024", "2022"; NULL: NULL */

/* A small VCALENDAR with one VEVENT (RFC 5545) for a QR code: short lines, CRLF, no personal words.
 * session NULL: an all-day entry on remind_s. uid: the record's id. */
char *foyer_when_calendar (FoyerListing *listing,
                           FoyerSession *session,
                           gint64 remind_s,
                           const char *code,
                           const char *uid,
                           gint64 now_us);

/* The dates of a rhythm (the native "rhythm" object as JSON text) in [from, from + days), as native
 * session items (JSON text), in order. Europe/London, daylight saving right. Used by the centre. */
GPtrArray *foyer_rhythm_expand (
  const char *listing_id, const char *rhythm_json, gint64 from_us, guint days, GError **error);

G_END_DECLS
