/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/foyer-transport.h"
#include "tests/proof/proof.h"

G_BEGIN_DECLS

/* A transport in front of the real one whose requests meet a fate: the dice say which, for each
 * request anew. On the test's thread. */
#define FATE_TYPE_LINE (fate_line_get_type ())
G_DECLARE_FINAL_TYPE (FateLine, fate_line, FATE, LINE, GObject)

FateLine *fate_line_new (const char *url);
/* Where the centre is now. */
void fate_line_set_url (FateLine *self, const char *url);
/* per_cent of the requests go wrong; dice: borrowed while above 0. */
void fate_line_set_luck (FateLine *self, guint per_cent, ProofDice *dice);
guint64 fate_line_get_wrong (FateLine *self); /* requests that did go wrong */

G_END_DECLS
