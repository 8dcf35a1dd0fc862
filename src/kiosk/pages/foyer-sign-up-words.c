/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-sign-up-page"

#include "kiosk/pages/foyer-sign-up-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/model/foyer-when.h"
#include "core/outbox/foyer-outbox.h"
#include "core/viewmodel/foyer-listing-words.h"

/* Words only: which rule was broken is FoyerDraft's to say. Each sentence says what to change, in
 * the manner of the GOV.UK error messages. Functions without state; main thread. */

#define TITLE_MAX 100           /* characters: it stands over every question */
#define SESSIONS_TO_LOOK_AT 400 /* a daily session for the whole year */
#define A_DAY_US                                                                                   \
  (24 * 60 * 60 * (gint64)G_USEC_PER_SEC) /* what began this morning still counts                  \
                                           */

/* How many digits a UK number typed like this has, counted as from the 0. */
static int
count_digits (const char *typed)
{
  int digits = 0;
  g_autoptr (GString) only = g_string_new (NULL);

  for (const char *p = typed; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (only, *p);
  digits = (int)only->len;
  if (strchr (typed, '+') != NULL && g_str_has_prefix (only->str, "44"))
    digits -= 1; /* 44 stands for the 0 */
  else if (g_str_has_prefix (only->str, "0044"))
    digits -= 3;
  return MAX (digits, 0);
}

static char *
dup_phone_length (const char *typed)
{
  int digits = count_digits (typed);

  return g_strdup_printf (ngettext ("A UK phone number has 10 or 11 digits. Yours has %d.",
                                    "A UK phone number has 10 or 11 digits. Yours has %d.", digits),
                          digits);
}

static const char *
problem_words (FoyerProblem problem, gboolean is_teen)
{
  switch (problem)
    {
    case FOYER_PROBLEM_AGE_MISSING:
      return _ ("Choose your age group.");
    case FOYER_PROBLEM_QUESTION_MISSING:
      return _ ("Type your question.");
    case FOYER_PROBLEM_QUESTION_TOO_LONG:
      return _ ("Type a shorter question. 500 letters is the most we can take.");
    case FOYER_PROBLEM_NAME_MISSING:
      return is_teen ? _ ("Type your first name.") : _ ("Type a name we can call you by.");
    case FOYER_PROBLEM_NAME_TOO_LONG:
      return _ ("Type a shorter name. 80 letters is the most we can take.");
    case FOYER_PROBLEM_NAME_NOT_A_NAME:
      return _ ("Type a name with letters in it. It cannot be a web address.");
    case FOYER_PROBLEM_CONTACT_MISSING:
      return is_teen ? _ ("Type a phone number or an email address of your parent or carer.")
                     : _ ("Type a phone number or an email address, or choose another way.");
    case FOYER_PROBLEM_PHONE_LETTERS:
      return _ ("Type the phone number in numbers only, like 01632 960 001.");
    case FOYER_PROBLEM_PHONE_START:
      return _ ("Most UK phone numbers begin with 01, 02, 03, 07 or +44. Check the first numbers.");
    case FOYER_PROBLEM_EMAIL_NO_AT:
      return _ ("An email address has an @ in it, like name@example.com.");
    case FOYER_PROBLEM_EMAIL_NO_DOT:
      return _ ("The end of the email address is missing, like .com or .co.uk.");
    case FOYER_PROBLEM_EMAIL_SPACE:
      return _ ("Take the space out of the email address.");
    case FOYER_PROBLEM_EMAIL_INVALID:
      return _ ("Check the email address. It should look like name@example.com.");
    case FOYER_PROBLEM_POST_MISSING:
      return _ ("Type the address and the postcode.");
    case FOYER_PROBLEM_POSTCODE_INVALID:
      return _ ("Type a postcode at the end of the address, like CM1 1QH.");
    case FOYER_PROBLEM_CONSENT_MISSING:
      return is_teen ? _ ("Tick the box to say we may contact your parent or carer about this.")
                     : _ ("Tick the box to say we may contact you about this.");
    default:
      return _ ("Check this answer.");
    }
}

char *
foyer_sign_up_dup_problem (FoyerProblem problem, FoyerAgeBand band, const char *typed)
{
  if (problem == FOYER_PROBLEM_PHONE_TOO_SHORT || problem == FOYER_PROBLEM_PHONE_TOO_LONG)
    return dup_phone_length (typed != NULL ? typed : "");
  return g_strdup (problem_words (problem, band == FOYER_AGE_13_17));
}

char *
foyer_sign_up_dup_what (FoyerListing *listing, FoyerSession *session)
{
  g_autofree char *title = foyer_words_shorten (listing->title, TITLE_MAX);
  g_autofree char *day = NULL;

  if (session == NULL)
    return g_steal_pointer (&title);
  day = foyer_when_session_short (session);
  return g_strdup_printf ("%s, %s", title, day);
}

const char *
foyer_sign_up_wish_words (FoyerWish wish)
{
  switch (wish)
    {
    case FOYER_WISH_WAITING_LIST:
      return _ ("Waiting list");
    case FOYER_WISH_TRY_ONCE:
      return _ ("To try it once");
    case FOYER_WISH_QUESTION:
      return _ ("A question");
    default:
      return NULL;
    }
}

FoyerSession *
foyer_sign_up_find_session (FoyerBackend *backend, const char *listing, const char *id)
{
  FoyerStore *store = foyer_backend_get_store (backend);
  gint64 now = foyer_clock_now_us (foyer_backend_get_clock (backend));
  g_autoptr (GPtrArray) sessions = NULL;

  if (store == NULL || id == NULL || *id == '\0')
    return NULL;
  sessions = foyer_store_list_sessions (store, listing, now - A_DAY_US, SESSIONS_TO_LOOK_AT);
  for (guint i = 0; i < sessions->len; i++)
    {
      FoyerSession *session = g_ptr_array_index (sessions, i);

      if (g_str_equal (session->id, id))
        return g_object_ref (session);
    }
  return NULL;
}

char *
foyer_sign_up_dup_failure (FoyerBackend *backend, const GError *error)
{
  const char *phone = foyer_backend_get_help_phone (backend);
  gboolean is_full = g_error_matches (error, FOYER_OUTBOX_ERROR, FOYER_OUTBOX_ERROR_FULL);
  const char *what = is_full ? _ ("Sorry, this kiosk has no room left to keep your answers safely.")
                             : _ ("Sorry, we could not keep your answers just now.");

  if (phone != NULL)
    {
      g_autofree char *how
        = g_strdup_printf (_ ("Nothing is lost on this screen. Call %s, or ask staff."), phone);

      return g_strdup_printf ("%s %s", what, how);
    }
  return g_strdup_printf ("%s %s", what, _ ("Nothing is lost on this screen. Please ask staff."));
}
