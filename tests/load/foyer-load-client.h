/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Many HTTP clients in one thread. Each says its requests one after another on one connection, the
 * next when the answer to the one before has come. */

typedef struct
{
  guint answered;       /* with 200 */
  guint failed;         /* another status, a cut line, no answer in time */
  guint stored;         /* records the answers said are stored */
  GArray *latencies_ms; /* owned: of double, one an answer; the first on a line counts from when it
                           was due */
  double seconds;       /* from the first connect () to the last answer */
  char *complaint;      /* owned (nullable): the first answer that was not 200, for the log */
} FoyerLoadResult;

/* lines: of GPtrArray of GBytes, each a whole request. A line is connected every_us µs after the
 * one before, whether or not that was answered; 0: all at once. */
FoyerLoadResult *foyer_load_run (guint port, GPtrArray *lines, gint64 every_us, guint timeout_s);
void foyer_load_result_free (FoyerLoadResult *result);

/* Deals requests out to n lines in turn. (transfer full) */
GPtrArray *foyer_load_deal (GPtrArray *requests, guint n_lines);

/* Open files this process and those it starts may have: sockets by the ten thousand. FALSE: not
 * allowed so many. */
gboolean foyer_load_allow_files (guint files);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerLoadResult, foyer_load_result_free)

G_END_DECLS
