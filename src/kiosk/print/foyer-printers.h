/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The printer of this place: the default one, else the first real one; "Print to File" and its like
 * are none. Finish: its name (transfer full), or NULL when there is none. Main thread. */
void foyer_printers_find (GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
char *foyer_printers_find_finish (GAsyncResult *result, GError **error);

G_END_DECLS
