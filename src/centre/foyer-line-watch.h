/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Sees to it that the connection message came by is closed when its other end has closed. For every
 * message, as soon as it begins. */
void foyer_line_watch (SoupServerMessage *message);

G_END_DECLS
