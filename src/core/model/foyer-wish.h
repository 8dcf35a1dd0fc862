/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What somebody who signs up wants of it. */
typedef enum
{
  FOYER_WISH_JOIN,
  FOYER_WISH_WAITING_LIST, /* the date is full */
  FOYER_WISH_TRY_ONCE,
  FOYER_WISH_QUESTION, /* an answer first */
  FOYER_N_WISHES,
} FoyerWish;

const char *foyer_wish_to_string (FoyerWish wish); /* "join", "waiting-list", … */
/* text nullable. FALSE, and FOYER_WISH_JOIN: none of them. */
gboolean foyer_wish_from_string (const char *text, FoyerWish *wish);

G_END_DECLS
