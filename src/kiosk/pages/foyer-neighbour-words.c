/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kiosk/pages/foyer-neighbour-words.h"

#include <glib/gi18n.h>

/* Short and plain: one thing a sentence, the thing to do first. What is true of every kind (danger,
 * worry, saying no) is said once on the page itself. There is no published source for these tips,
 * so none states a law, a price or a rule; the page says whose they are. Constant data; any thread.
 */

static const FoyerNeighbourKind kinds[] = {
  { "shopping",
    "scene-high-street",
    N_ ("Shopping"),
    N_ ("Fetch some food, a parcel or a prescription."),
    { N_ ("Write the list together. Agree what it may cost."),
      N_ ("Get paid back with a receipt. Small sums are best."),
      N_ ("Never take somebody’s bank card or PIN."),
      N_ ("Put a prescription straight into their hand. Do not open it."),
      N_ ("Hand the bags over at the door, if you both like that better.") },
    "volunteering?tags=food" },
  { "lift",
    "scene-driving",
    N_ ("A lift"),
    N_ ("Drive someone to the doctor, the shops or a friend."),
    { N_ ("Ask your insurer first."), N_ ("Agree about petrol money before you go."),
      N_ ("Check your tax, MOT and tyres. Everyone wears a belt."),
      N_ ("Agree where you wait, and who you ring if you are late."),
      N_ ("Do not lift anyone. Ask what help they use to get in.") },
    "volunteering?tags=driving" },
  { "touch",
    "scene-befriending",
    N_ ("Keeping in touch"),
    N_ ("A call, a cup of tea, a walk round the block."),
    { N_ ("Agree a day and a time. Come or call when you said."),
      N_ ("Listen more than you advise."),
      N_ ("Keep what you hear to yourself, unless somebody may be hurt."),
      N_ ("You do not have to go in. A chat on the step is fine."),
      N_ ("If nobody answers twice and that is not like them, tell their family, or call 101.") },
    "volunteering?tags=with-people" },
  { "pets",
    "scene-path-care",
    N_ ("Pets"),
    N_ ("Walk a dog, feed a cat, clean out a hutch."),
    { N_ ("Meet the animal with its owner first."),
      N_ ("Ask what it eats, what it fears, and which vet it has."),
      N_ ("Keep a dog on a lead until you know each other."),
      N_ ("Keep the key safe. Put no name or address on it."),
      N_ ("Agree who pays the vet before anything happens.") },
    "volunteering?tags=outdoors" },
  { "jobs",
    "scene-shed",
    N_ ("Bins and small jobs"),
    N_ ("Put the bins out, change a bulb, clear a path."),
    { N_ ("Ask first, even for a small thing. It is their home."),
      N_ ("Stay off roofs and high ladders."), N_ ("Gas and wiring are for a trained person."),
      N_ ("Do not throw anything away without asking."),
      N_ ("Give a key back the same day, or agree who keeps it.") },
    "volunteering?tags=hands-on" },
  { "forms",
    "scene-digital",
    N_ ("Forms and computers"),
    N_ ("Help with a form, a phone or a video call."),
    { N_ ("They hold the mouse. You sit beside."), N_ ("Never write down or remember a password."),
      N_ ("Do not use their bank account for them."),
      N_ ("Read the whole form out before anybody signs."),
      N_ ("For benefits, debt or law, go to Citizens Advice together.") },
    "volunteering?tags=digital" },
  { "meal",
    "scene-lunch",
    N_ ("A meal"),
    N_ ("Cook one more plate, or eat together."),
    { N_ ("Ask about allergies, and what they may not eat."),
      N_ ("Wash your hands. Keep hot food hot and cold food cold."),
      N_ ("Write on the box what it is and the day you made it."),
      N_ ("Bring little and often. Nobody likes to waste a gift."),
      N_ ("If they have stopped eating or drinking, tell their family or call 111.") },
    "volunteering?tags=food" },
  { "minding",
    "scene-reading-children",
    N_ ("Minding someone"),
    N_ ("Sit with a child or a grown-up for an hour."),
    { N_ ("Know where their family is, and have a number to call."),
      N_ ("Ask what they eat, what scares them, when they sleep."),
      N_ ("Do not give medicine. Do not help in the bath or the toilet."),
      N_ ("Paid to mind a child? Ask your council first."),
      N_ ("Leave the door open between rooms. Tell the family how it went.") },
    "volunteering?tags=with-children" },
  { "other", NULL, N_ ("Something else"), NULL, { NULL }, NULL },
};

const FoyerNeighbourKind *
foyer_neighbour_kinds (guint *n)
{
  *n = G_N_ELEMENTS (kinds);
  return kinds;
}

const FoyerNeighbourKind *
foyer_neighbour_find_kind (const char *id)
{
  for (guint i = 0; id != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].id, id))
      return &kinds[i];
  return NULL;
}
