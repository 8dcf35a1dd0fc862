/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "centre/foyer-exit.h"

G_BEGIN_DECLS

/* foyerctl as a program. */
typedef struct
{
  int code;
  char *out, *err; /* owned */
} NetResult;
void net_result_clear (NetResult *result);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NetResult, net_result_clear)

/* format: the command's words between "|"; input: its standard input (nullable). */
NetResult net_ctl (const char *input, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
