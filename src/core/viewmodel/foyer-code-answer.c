/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/viewmodel/foyer-code-answer.h"

/* "I have a reference code": what to answer.
 *
 * Two know something: this kiosk's outbox, at once but only of what was given here, and the centre,
 * of everything but as of the last contact. Pure functions; any thread.
 */

G_DEFINE_QUARK (foyer - code - error - quark, foyer_code_error)

static FoyerCodeState
state_of_status (FoyerStatusState state)
{
  static const FoyerCodeState states[] = {
    [FOYER_STATUS_RECEIVED] = FOYER_CODE_RECEIVED,   [FOYER_STATUS_IN_TOUCH] = FOYER_CODE_IN_TOUCH,
    [FOYER_STATUS_PLACED] = FOYER_CODE_PLACED,       [FOYER_STATUS_CLOSED] = FOYER_CODE_CLOSED,
    [FOYER_STATUS_WITHDRAWN] = FOYER_CODE_WITHDRAWN,
  };

  return states[state];
}

static FoyerCodeState
state_of_facts (FoyerCodeFactsState state)
{
  static const FoyerCodeState states[] = {
    [FOYER_CODE_FACTS_UNKNOWN] = FOYER_CODE_NOT_FOUND,
    [FOYER_CODE_FACTS_WAITING] = FOYER_CODE_WAITING,
    [FOYER_CODE_FACTS_RECEIVED] = FOYER_CODE_RECEIVED,
    [FOYER_CODE_FACTS_QUARANTINED] = FOYER_CODE_STUCK,
    [FOYER_CODE_FACTS_WITHDRAWAL_WAITING] = FOYER_CODE_WITHDRAWAL_WAITING,
    [FOYER_CODE_FACTS_WITHDRAWN] = FOYER_CODE_WITHDRAWN,
  };

  return states[state];
}

/* Withdrawn wins, whoever says it; then what the visitor did here and the centre cannot know; then
 * the centre, which knows what has happened since. */
static FoyerCodeState
merge (FoyerCodeState here, FoyerStatus *status)
{
  if (status == NULL || here == FOYER_CODE_WITHDRAWN)
    return here;
  if (status->state == FOYER_STATUS_WITHDRAWN)
    return FOYER_CODE_WITHDRAWN;
  if (here == FOYER_CODE_WITHDRAWAL_WAITING || here == FOYER_CODE_STUCK)
    return here;
  return state_of_status (status->state);
}

/* What the centre has added up, and what of this kiosk's it had not: not sent, or received after. */
static FoyerService *
add_up (const FoyerCodeFacts *facts, FoyerStatus *status)
{
  FoyerService *there = status != NULL ? status->service : NULL;
  FoyerService *service = foyer_service_copy (there);

  for (guint i = 0; facts->hours != NULL && i < facts->hours->len; i++)
    {
      const FoyerServiceEntry *entry = g_ptr_array_index (facts->hours, i);

      if (entry->seq > 0 && there != NULL && entry->seq <= there->seq)
        continue;
      if (service == NULL)
        service = foyer_service_new ();
      foyer_service_add (service, entry);
    }
  return service;
}

FoyerCodeAnswer *
foyer_code_answer_new (const FoyerCodeFacts *facts, FoyerStatus *status)
{
  FoyerCodeAnswer *answer = g_new0 (FoyerCodeAnswer, 1);

  answer->state = merge (state_of_facts (facts->state), status);
  answer->created_us = facts->created_us;
  answer->updated_s = status != NULL ? status->updated : -1;
  /* Nobody waits for an answer to what was taken back. */
  if (answer->state == FOYER_CODE_WITHDRAWN || answer->state == FOYER_CODE_WITHDRAWAL_WAITING)
    return answer;
  answer->service = add_up (facts, status);
  answer->received = status != NULL ? g_strdup (status->received) : NULL;
  answer->message = status != NULL ? g_strdup (status->message) : NULL;
  answer->reply_by
    = g_strdup (status != NULL && status->reply_by != NULL ? status->reply_by : facts->reply_by);
  return answer;
}

void
foyer_code_answer_free (FoyerCodeAnswer *answer)
{
  if (answer == NULL)
    return;
  g_free (answer->received);
  g_free (answer->reply_by);
  g_free (answer->message);
  foyer_service_free (answer->service);
  g_free (answer);
}

const char *
foyer_code_state_to_string (FoyerCodeState state)
{
  static const char *const names[]
    = { "not_found", "waiting", "received",           "in_touch",  "placed",
        "closed",    "stuck",   "withdrawal_waiting", "withdrawn", NULL };

  g_return_val_if_fail (state < FOYER_N_CODE_STATES, NULL);

  return names[state];
}
