/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include "centre/foyer-centre-private.h"

/* GET /metrics: counters since the start and how much there is, as Prometheus reads it.
 *
 * On the centre's thread, from the reading connection. What has to be counted is counted at most
 * once in a while, whoever asks how often.
 */

/* A kiosk sends a heartbeat every few minutes: after an hour something is wrong there. */
#define SILENT_US (60 * G_TIME_SPAN_MINUTE)
/* Microseconds a count is kept, and how many times longer than it took to make. */
#define TOTALS_US (5 * (gint64)G_USEC_PER_SEC)
#define TOTALS_SHARE 500

static void
add_counter (GString *text, const char *name, const char *help, guint64 value)
{
  g_string_append_printf (
    text, "# HELP foyer_%s %s\n# TYPE foyer_%s counter\nfoyer_%s %" G_GUINT64_FORMAT "\n", name,
    help, name, name, value);
}

static void
add_labelled (GString *text, const char *name, const char *label, const char *value, guint64 count)
{
  g_string_append_printf (text, "foyer_%s{%s=\"%s\"} %" G_GUINT64_FORMAT "\n", name, label, value,
                          count);
}

static void
add_gauge (GString *text, const char *name, const char *help, gint64 value)
{
  g_string_append_printf (
    text, "# HELP foyer_%s %s\n# TYPE foyer_%s gauge\nfoyer_%s %" G_GINT64_FORMAT "\n", name, help,
    name, name, value);
}

/* Counting takes longer the more there is: how long it may be kept grows with it. */
static const FoyerCentreTotals *
get_totals (FoyerCentre *self)
{
  gint64 now_us = foyer_clock_monotonic_us (self->clock);
  gint64 silent_us = foyer_clock_now_us (self->clock) - SILENT_US;
  gint64 began_us = 0;

  if (self->totals_until_us > now_us)
    return &self->totals;
  began_us = g_get_monotonic_time ();
  if (!foyer_centre_store_get_totals (self->reader, silent_us, &self->totals, NULL))
    return NULL;
  self->totals_until_us
    = now_us + MAX (TOTALS_US, (g_get_monotonic_time () - began_us) * TOTALS_SHARE);
  return &self->totals;
}

static void
add_totals (FoyerCentre *self, GString *text)
{
  const FoyerCentreTotals *totals = get_totals (self);
  gint64 backed_up_to
    = foyer_centre_store_get_meta_int (self->reader, FOYER_CENTRE_META_BACKED_UP_TO, 0);
  gint64 proven_us
    = foyer_centre_store_get_meta_int (self->reader, FOYER_CENTRE_META_BACKED_UP_US, 0);

  if (totals)
    {
      add_gauge (text, "kiosks", "Kiosks that may send.", totals->kiosks - totals->revoked);
      add_gauge (text, "kiosks_revoked", "Kiosks that were shut out.", totals->revoked);
      add_gauge (text, "kiosks_silent", "Kiosks not heard of for over an hour.", totals->silent);
      add_gauge (text, "records_waiting_at_kiosks", "As their last heartbeats said.",
                 totals->waiting);
      add_gauge (text, "records", "Records here, withdrawals among them.", totals->records);
      add_gauge (text, "tombstones", "Codes that were withdrawn.", totals->tombstones);
      add_gauge (text, "backed_up_to_lag", "Numbers given to records since the last backup.",
                 MAX (totals->newest_seq - backed_up_to, 0));
    }
  if (proven_us)
    add_gauge (text, "last_backup_age_seconds", "Since the last proven backup; absent: never.",
               MAX (foyer_clock_now_us (self->clock) - proven_us, 0) / G_USEC_PER_SEC);
  add_gauge (text, "writer_queue", "Jobs that wait for the writer.",
             foyer_centre_writer_get_waiting (self->writer));
}

void
foyer_route_metrics (FoyerCentre *self,
                     SoupServerMessage *message,
                     const char *tail,
                     GHashTable *query)
{
  const FoyerMetrics *m = &self->metrics;
  g_autoptr (GString) text = g_string_new ("# HELP foyer_requests_total Requests answered, by class"
                                           " of status.\n# TYPE foyer_requests_total counter\n");
  static const char *const classes[] = { NULL, "1xx", "2xx", "3xx", "4xx", "5xx" };

  for (guint i = 1; i < G_N_ELEMENTS (classes); i++)
    add_labelled (text, "requests_total", "class", classes[i], m->requests[i]);
  g_string_append (text, "# HELP foyer_records_total Records taken in, by what became of them.\n"
                         "# TYPE foyer_records_total counter\n");
  add_labelled (text, "records_total", "status", "stored", m->stored);
  add_labelled (text, "records_total", "status", "duplicate", m->duplicate);
  add_labelled (text, "records_total", "status", "variant", m->variant);
  add_labelled (text, "records_total", "status", "erased", m->erased);
  add_labelled (text, "records_total", "status", "refused", m->refused);
  add_counter (text, "pages_total", "Feed pages sent.", m->pages);
  add_counter (text, "not_modified_total", "Feed pages a reader had already.", m->not_modified);
  add_counter (text, "media_total", "Media files sent, whole or in part.", m->media);
  add_counter (text, "body_bytes_total", "Bytes of request bodies.", m->body_bytes);
  add_counter (text, "unauthorised_total", "Requests without a valid signature.", m->unauthorised);
  add_counter (text, "walled_total", "Requests refused before their body was read.", m->walled);
  add_counter (text, "limited_total", "Requests of kiosks that asked too often.", m->limited);
  add_counter (text, "locked_total", "Requests of kiosks that were shut out.", m->locked);
  add_counter (text, "heartbeats_total", "Heartbeats taken in.", m->heartbeats);
  add_counter (text, "enrolled_total", "Kiosks enrolled.", m->enrolled);
  add_counter (text, "commits_total", "Transactions of the writer.",
               foyer_centre_writer_get_commits (self->writer));
  add_totals (self, text);
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "text/plain; version=0.0.4", SOUP_MEMORY_COPY,
                                    text->str, text->len);
}
