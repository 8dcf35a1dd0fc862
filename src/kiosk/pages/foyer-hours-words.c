/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-hours-page"

#include "kiosk/pages/foyer-hours-words.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "core/model/foyer-when.h"

/* No name is ever on the kiosk: the sheet has a line to write it on by hand. Without state. */

#define MINUTES_AN_HOUR 60

char *
foyer_hours_words_duration (guint minutes)
{
  guint hours = minutes / MINUTES_AN_HOUR, rest = minutes % MINUTES_AN_HOUR;
  g_autofree char *long_part = g_strdup_printf (ngettext ("%u hour", "%u hours", hours), hours);
  g_autofree char *short_part = g_strdup_printf (ngettext ("%u minute", "%u minutes", rest), rest);

  if (rest == 0)
    return g_steal_pointer (&long_part);
  if (hours == 0)
    return g_steal_pointer (&short_part);
  /* Translators: hours and minutes, as in "3 hours 15 minutes". */
  return g_strdup_printf (C_ ("duration", "%s %s"), long_part, short_part);
}

char *
foyer_hours_words_day (const char *date)
{
  int year, month, day;
  g_autoptr (GDateTime) noon = NULL;

  if (date == NULL || sscanf (date, "%4d-%2d-%2d", &year, &month, &day) != 3)
    return NULL;
  noon = g_date_time_new (foyer_when_zone (), year, month, day, 12, 0, 0);
  return noon != NULL ? foyer_when_day (g_date_time_to_unix (noon)) : NULL;
}

char *
foyer_hours_words_programme (FoyerBackend *backend, const char *id)
{
  FoyerStore *store = foyer_backend_get_store (backend);
  g_autoptr (GPtrArray) programmes = store != NULL ? foyer_store_list_programmes (store) : NULL;

  for (guint i = 0; programmes != NULL && i < programmes->len; i++)
    {
      FoyerProgramme *programme = g_ptr_array_index (programmes, i);

      if (g_str_equal (programme->id, id))
        return g_strdup (programme->name);
    }
  return g_strdup (id);
}

static void
add_months (FoyerPrintSheet *sheet, const FoyerService *service)
{
  guint shown = 0;

  foyer_print_sheet_add_text (sheet, FOYER_PRINT_HEADING, _ ("By month"));
  for (guint i = service->months->len; i > 0; i--)
    {
      const FoyerServiceSum *sum = g_ptr_array_index (service->months, i - 1);
      g_autofree char *month = foyer_when_confirmed (sum->key);
      g_autofree char *duration = foyer_hours_words_duration (sum->minutes);

      foyer_print_sheet_add_row (sheet, month != NULL ? month : sum->key, duration);
      shown += sum->minutes;
    }
  if (shown < service->minutes)
    {
      g_autofree char *before = foyer_hours_words_duration (service->minutes - shown);

      foyer_print_sheet_add_row (sheet, _ ("Before that"), before);
    }
}

static void
add_programmes (FoyerPrintSheet *sheet, FoyerBackend *backend, const FoyerService *service)
{
  if (service->programmes->len == 0)
    return;
  foyer_print_sheet_add_text (sheet, FOYER_PRINT_HEADING, _ ("With"));
  for (guint i = 0; i < service->programmes->len; i++)
    {
      const FoyerServiceSum *sum = g_ptr_array_index (service->programmes, i);
      g_autofree char *name = foyer_hours_words_programme (backend, sum->key);
      g_autofree char *duration = foyer_hours_words_duration (sum->minutes);

      foyer_print_sheet_add_row (sheet, name, duration);
    }
}

/* "Printed on Sunday 22 November at Chelmsford Library." */
static void
add_foot (FoyerPrintSheet *sheet, FoyerBackend *backend)
{
  FoyerPlace *place = foyer_backend_get_place (backend);
  gint64 now_s = foyer_clock_now_us (foyer_backend_get_clock (backend)) / G_USEC_PER_SEC;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now_s);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, foyer_when_zone ());
  g_autofree char *day = foyer_when_day (now_s);
  g_autofree char *printed = NULL;

  if (place != NULL)
    printed = g_strdup_printf (_ ("Printed on %s %d at %s."), day, g_date_time_get_year (local),
                               place->name);
  else
    printed = g_strdup_printf (_ ("Printed on %s %d."), day, g_date_time_get_year (local));
  foyer_print_sheet_add_text (sheet, FOYER_PRINT_SMALL, printed);
  foyer_print_sheet_add_text (
    sheet, FOYER_PRINT_SMALL,
    _ ("The hours are as the volunteer told them. No name is kept on the kiosk."));
}

FoyerPrint *
foyer_hours_print_new (FoyerBackend *backend, const char *code, const FoyerService *service)
{
  FoyerPrint *print = foyer_print_new (_ ("Record of service"));
  FoyerPrintSheet *sheet = foyer_print_get_sheet (print);
  g_autofree char *total = foyer_hours_words_duration (service != NULL ? service->minutes : 0);

  foyer_print_set_paper (print, foyer_print_paper_for_width (foyer_backend_get_setting (
                                  backend, "print", "paper-millimetres", 0)));
  foyer_print_sheet_add_text (sheet, FOYER_PRINT_SMALL, foyer_backend_get_name (backend));
  foyer_print_sheet_add_text (sheet, FOYER_PRINT_TITLE, _ ("Record of service"));
  foyer_print_sheet_add_text (sheet, FOYER_PRINT_TEXT,
                              _ ("Thank you for the time you give to people in Essex."));
  foyer_print_sheet_add_line (sheet, _ ("Name"));
  foyer_print_sheet_add_row (sheet, _ ("All hours together"), total);
  if (service != NULL && service->since != NULL)
    {
      g_autofree char *since = foyer_when_confirmed (service->since);
      g_autofree char *until = foyer_when_confirmed (service->until);

      foyer_print_sheet_add_row (sheet, _ ("From"), since);
      foyer_print_sheet_add_row (sheet, _ ("To"), until);
    }
  if (service != NULL && service->months->len > 0)
    add_months (sheet, service);
  if (service != NULL)
    add_programmes (sheet, backend, service);
  foyer_print_sheet_add_text (sheet, FOYER_PRINT_CODE, code);
  foyer_print_sheet_add_text (
    sheet, FOYER_PRINT_TEXT,
    _ ("Type this code at any of our kiosks to add hours, or to print this again."));
  foyer_print_sheet_add_qr (sheet, code);
  add_foot (sheet, backend);
  return print;
}
