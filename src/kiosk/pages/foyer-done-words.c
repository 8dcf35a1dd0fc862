/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-done-page"

#include "kiosk/pages/foyer-done-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/model/foyer-when.h"
#include "core/viewmodel/foyer-listing-words.h"
#include "kiosk/pages/foyer-sign-up-words.h"
#include "kiosk/pages/foyer-status-words.h"

/* The words of a receipt. The code is the visitor's only key to what they gave: it is wiped with
 * the receipt. Functions without state; main thread. */

#define REMIND_AFTER_S (7 * 24 * 60 * 60) /* where no day was promised */
#define N_PARTS 8
#define WHERE_MAX 200 /* characters */

static char *
dup_part (char **parts, guint n, guint place)
{
  return place < n && !g_str_equal (parts[place], "-") ? g_strdup (parts[place]) : NULL;
}

FoyerDoneWords *
foyer_done_words_new (FoyerBackend *backend, const char *argument)
{
  FoyerDoneWords *receipt = g_new0 (FoyerDoneWords, 1);
  FoyerStore *store = foyer_backend_get_store (backend);
  char **parts = g_strsplit (argument, " ", N_PARTS);
  guint n = g_strv_length (parts);

  receipt->code = g_strdup (n > 0 ? parts[0] : "");
  if (store != NULL && n > 1)
    receipt->listing = foyer_store_get_listing (store, parts[1]);
  if (receipt->listing != NULL && n > 2)
    receipt->session = foyer_sign_up_find_session (backend, receipt->listing->id, parts[2]);
  receipt->record_id = g_strdup (n > 3 ? parts[3] : receipt->code);
  receipt->is_teen = n > 4 && g_str_equal (parts[4], "teen");
  receipt->way = g_strdup (n > 5 ? parts[5] : "");
  receipt->reply_by = dup_part (parts, n, 6);
  foyer_wish_from_string (n > 7 ? parts[7] : NULL, &receipt->wish);
  if (receipt->wish == FOYER_WISH_QUESTION)
    g_clear_object (&receipt->session); /* nothing is booked: the day to keep is the answer's */
  if (n > 0)
    explicit_bzero (parts[0], strlen (parts[0]));
  g_strfreev (parts);
  return receipt;
}

void
foyer_done_words_free (FoyerDoneWords *receipt)
{
  if (receipt == NULL)
    return;
  foyer_secret_free (receipt->code);
  g_free (receipt->record_id);
  g_free (receipt->way);
  g_free (receipt->reply_by);
  g_clear_object (&receipt->listing);
  g_clear_object (&receipt->session);
  g_free (receipt);
}

const char *
foyer_done_words_heading (const FoyerDoneWords *receipt)
{
  if (receipt->is_teen)
    return _ ("Thank you. It waits for your parent’s or carer’s OK.");
  switch (receipt->wish)
    {
    case FOYER_WISH_WAITING_LIST:
      return _ ("Thank you. You’re on the waiting list.");
    case FOYER_WISH_TRY_ONCE:
      return _ ("Thank you. You’d like to try it once.");
    case FOYER_WISH_QUESTION:
      return _ ("Thank you. We have your question.");
    default:
      return receipt->session != NULL ? _ ("Thank you. You’re on the list.")
                                      : _ ("Thank you. We have your name.");
    }
}

/* ---- what happens next ---- */

static const char *
way_words (const FoyerDoneWords *receipt)
{
  if (g_str_equal (receipt->way, "email"))
    return _ ("The organiser emails you.");
  if (g_str_equal (receipt->way, "post"))
    return _ ("The organiser writes to you.");
  if (g_str_equal (receipt->way, "staff"))
    return _ ("The organiser leaves word with the staff here.");
  if (g_str_equal (receipt->way, "phone"))
    return _ ("The organiser calls you.");
  return _ ("The organiser gets in touch.");
}

/* (transfer full) */
static char *
dup_first (const FoyerDoneWords *receipt)
{
  if (receipt->is_teen)
    return g_strdup (_ ("The organiser asks your parent or carer first."));
  if (receipt->wish == FOYER_WISH_WAITING_LIST)
    return g_strdup_printf ("%s %s", way_words (receipt),
                            _ ("You have a place only when they say so."));
  return g_strdup (way_words (receipt));
}

/* (transfer full) */
static char *
dup_promise (const FoyerDoneWords *receipt, FoyerBackend *backend)
{
  const char *phone = foyer_backend_get_help_phone (backend);
  g_autofree char *day = foyer_status_words_dup_day (receipt->reply_by);

  if (day == NULL)
    {
      g_autofree char *help = foyer_status_words_dup_help (phone);
      /* Translators: %s is "call 01632 960100, or ask staff here". */
      return g_strdup_printf (_ ("Heard nothing after a while? Then %s."), help);
    }
  if (phone != NULL)
    return g_strdup_printf (
      _ ("You should hear by %s. If not, show your code to staff or call %s."), day, phone);
  return g_strdup_printf (_ ("You should hear by %s. If not, show your code to staff."), day);
}

GPtrArray *
foyer_done_words_dup_next (const FoyerDoneWords *receipt, FoyerBackend *backend)
{
  GPtrArray *next = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (next, dup_first (receipt));
  g_ptr_array_add (next, dup_promise (receipt, backend));
  g_ptr_array_add (next, g_strdup (_ ("Keep your code. Type it at any of our kiosks to see how "
                                      "things stand, or to take your name back.")));
  return next;
}

/* ---- when and where ---- */

char *
foyer_done_words_dup_when (const FoyerDoneWords *receipt)
{
  if (receipt->listing == NULL || receipt->wish == FOYER_WISH_QUESTION)
    return NULL;
  return receipt->session != NULL ? foyer_when_session_long (receipt->session)
                                  : foyer_words_when (receipt->listing, NULL);
}

char *
foyer_done_words_dup_where (const FoyerDoneWords *receipt)
{
  g_autofree char *place = NULL;

  if (receipt->listing != NULL && receipt->wish != FOYER_WISH_QUESTION)
    place = foyer_words_place (receipt->listing);
  return foyer_words_shorten (place, WHERE_MAX);
}

char *
foyer_done_words_dup_calendar (const FoyerDoneWords *receipt, FoyerBackend *backend)
{
  gint64 now_us = foyer_clock_now_us (foyer_backend_get_clock (backend));
  gint64 remind_s = foyer_status_words_day_s (receipt->reply_by);

  if (receipt->listing == NULL)
    return NULL;
  if (remind_s < 0)
    remind_s = now_us / G_USEC_PER_SEC + REMIND_AFTER_S;
  return foyer_when_calendar (receipt->listing, receipt->session, remind_s, receipt->code,
                              receipt->record_id, now_us);
}
