/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-staff-page"

#include "kiosk/pages/foyer-staff-words.h"

#include <glib/gi18n.h>
#include <sys/statvfs.h>

#include "core/model/foyer-when.h"
#include "kiosk/foyer-backend-staff.h"

/* See the header. Functions without state; main thread. */

#define MINUTE_S 60
#define HOUR_S (60 * MINUTE_S)
#define DAY_S (24 * HOUR_S)
#define REASONS_MAX 3 /* lines; foyerctl kiosk outbox lists them all */

char *
foyer_staff_dup_span (gint64 us)
{
  guint seconds = (guint)(MAX (us, 0) / G_USEC_PER_SEC), n;

  if (seconds < 2 * MINUTE_S)
    return g_strdup_printf (ngettext ("%u second", "%u seconds", seconds), seconds);
  if (seconds < 2 * HOUR_S)
    {
      n = seconds / MINUTE_S;
      return g_strdup_printf (ngettext ("%u minute", "%u minutes", n), n);
    }
  if (seconds < 2 * DAY_S)
    {
      n = seconds / HOUR_S;
      return g_strdup_printf (ngettext ("%u hour", "%u hours", n), n);
    }
  n = seconds / DAY_S;
  return g_strdup_printf (ngettext ("%u day", "%u days", n), n);
}

char *
foyer_staff_dup_line (FoyerBackend *backend)
{
  if (!foyer_backend_is_enrolled (backend))
    return g_strdup (_ ("This kiosk is not enrolled with a centre."));
  if (foyer_backend_is_locked (backend))
    return g_strdup (_ ("The centre has closed this kiosk. Please call the centre."));
  switch (foyer_backend_get_line (backend))
    {
    case FOYER_LINE_ONLINE:
      return g_strdup (_ ("Online"));
    case FOYER_LINE_OFFLINE:
      return g_strdup (_ ("No line. Visitors can go on."));
    case FOYER_LINE_UNKNOWN:
    default:
      return g_strdup (_ ("Not tried yet"));
    }
}

char *
foyer_staff_dup_contact (FoyerBackend *backend)
{
  gint64 last = foyer_backend_get_last_contact (backend);
  gint64 now = foyer_clock_now_us (foyer_backend_get_clock (backend));
  g_autofree char *span = foyer_staff_dup_span (now - last);
  g_autofree char *day = foyer_when_day (last / G_USEC_PER_SEC);

  if (last == 0)
    return g_strdup (_ ("Not since it was started"));
  /* Translators: how long ago, and the day. */
  return g_strdup_printf (_ ("%s ago, %s"), span, day);
}

char *
foyer_staff_dup_waiting (const GPtrArray *records, gint64 now_us)
{
  gint64 oldest = now_us;
  guint n = 0;
  g_autofree char *span = NULL;

  if (records == NULL)
    return g_strdup (_ ("Not known"));
  for (guint i = 0; i < records->len; i++)
    {
      const FoyerOutboxRecord *record = records->pdata[i];

      if (record->state != FOYER_RECORD_WAITING)
        continue;
      n++;
      oldest = MIN (oldest, record->created_us);
    }
  if (n == 0)
    return g_strdup (_ ("Nothing"));
  span = foyer_staff_dup_span (now_us - oldest);
  return g_strdup_printf (ngettext ("%u, for %s", "%u, the oldest for %s", n), n, span);
}

char *
foyer_staff_dup_set_aside (const GPtrArray *records)
{
  g_autoptr (GString) words = g_string_new (NULL);
  guint n = 0;

  if (records == NULL)
    return g_strdup (_ ("Not known"));
  for (guint i = 0; i < records->len; i++)
    {
      const FoyerOutboxRecord *record = records->pdata[i];

      if (record->state != FOYER_RECORD_QUARANTINED || ++n > REASONS_MAX)
        continue;
      g_string_append_printf (words, "\n%s: %s", record->kind,
                              record->reason != NULL ? record->reason : _ ("no reason given"));
    }
  if (n == 0)
    return g_strdup (_ ("Nothing"));
  return g_strdup_printf ("%u%s", n, words->str);
}

char *
foyer_staff_dup_content (FoyerBackend *backend)
{
  FoyerStore *store = foyer_backend_get_store (backend);
  g_autofree char *version = foyer_backend_dup_content_version (backend);
  guint n;

  if (store == NULL)
    return g_strdup (_ ("None yet"));
  n = foyer_store_count (store, FOYER_KIND_LISTINGS);
  if (version == NULL)
    return g_strdup_printf (ngettext ("%u listing", "%u listings", n), n);
  return g_strdup_printf (ngettext ("%u listing, version %s", "%u listings, version %s", n), n,
                          version);
}

char *
foyer_staff_dup_room (FoyerBackend *backend)
{
  struct statvfs disk;
  g_autofree char *size = NULL;

  if (statvfs (foyer_backend_get_state_dir (backend), &disk) != 0)
    return g_strdup (_ ("Not known"));
  size = g_format_size ((guint64)disk.f_bavail * disk.f_frsize);
  return g_strdup_printf (_ ("%s free"), size);
}

char *
foyer_staff_dup_screen (FoyerBackend *backend)
{
  gint64 um = foyer_backend_get_setting (backend, "screen", "micrometres-per-pixel", 0);

  if (um <= 0)
    return g_strdup (_ ("Not measured: fitted to the screen"));
  return g_strdup_printf (_ ("Measured: %.3f mm a pixel"), (double)um / 1000);
}

char *
foyer_staff_dup_place (FoyerBackend *backend)
{
  FoyerPlace *place = foyer_backend_get_place (backend);
  const char *enrolled = foyer_backend_get_enrolled_place (backend);

  if (place == NULL)
    return g_strdup (_ ("Not known"));
  if (g_strcmp0 (place->id, enrolled) == 0)
    return g_strdup (place->name);
  return g_strdup_printf (_ ("%s, for today; the centre knows another place"), place->name);
}

char *
foyer_staff_dup_sound (FoyerBackend *backend)
{
  g_autofree char *heard = foyer_backend_dup_text_setting (backend, "sound", "heard");

  if (g_strcmp0 (heard, "yes") == 0)
    return g_strdup (_ ("Heard"));
  return g_strdup (g_strcmp0 (heard, "no") == 0 ? _ ("Not heard") : _ ("Not tried yet"));
}

char *
foyer_staff_dup_outcome (FoyerBackend *backend)
{
  guint n = foyer_backend_get_waiting (backend);

  if (!foyer_backend_is_enrolled (backend) || foyer_backend_is_locked (backend))
    return foyer_staff_dup_line (backend);
  if (foyer_backend_get_line (backend) != FOYER_LINE_ONLINE)
    return g_strdup (_ (
      "The centre did not answer. Check the network cable. Nothing is lost: it tries by itself."));
  if (n == 0)
    return g_strdup (_ ("Done. The centre answered, and nothing waits."));
  return g_strdup_printf (ngettext ("The centre answered. %u record still waits.",
                                    "The centre answered. %u records still wait.", n),
                          n);
}
