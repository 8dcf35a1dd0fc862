/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/viewmodel/foyer-promise.h"

#include "core/model/foyer-when.h"

/* "You will hear from somebody by …": who says how many days, and which day that is.
 *
 * The nearest to the listing decides, since it is that team that answers. Pure; any thread.
 */

char *
foyer_promise_reply_by (FoyerListing *listing,
                        FoyerProgramme *programme,
                        gint64 fallback_days,
                        gint64 now_us)
{
  gint64 days = fallback_days;
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) today = NULL;
  g_autoptr (GDateTime) last = NULL;

  if (listing != NULL && listing->reply_days >= 0)
    days = listing->reply_days;
  else if (programme != NULL && programme->reply_days >= 0)
    days = programme->reply_days;
  if (days <= 0 || days > FOYER_MAX_REPLY_DAYS)
    return NULL;
  utc = g_date_time_new_from_unix_utc (now_us / G_USEC_PER_SEC);
  today = utc != NULL ? g_date_time_to_timezone (utc, foyer_when_zone ()) : NULL;
  last = today != NULL ? g_date_time_add_days (today, (int)days) : NULL;
  return last != NULL ? g_date_time_format (last, "%Y-%m-%d") : NULL;
}

char *
foyer_promise_for_listing (FoyerStore *store,
                           const char *listing_id,
                           gint64 fallback_days,
                           gint64 now_us)
{
  g_autoptr (FoyerListing) listing = foyer_store_get_listing (store, listing_id);
  g_autoptr (GPtrArray) programmes = NULL;
  FoyerProgramme *programme = NULL;

  if (listing == NULL)
    return NULL;
  programmes = foyer_store_list_programmes (store);
  for (guint i = 0; i < programmes->len && programme == NULL; i++)
    if (g_str_equal (((FoyerProgramme *)programmes->pdata[i])->id, listing->programme))
      programme = programmes->pdata[i];
  return foyer_promise_reply_by (listing, programme, fallback_days, now_us);
}
