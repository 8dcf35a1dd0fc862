/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The few plug-ins of GStreamer that play WebM (VP8, VP9, Opus, Vorbis); no other is ever loaded.
 */

/* Before any thread: GStreamer looks for no plug-in by itself, and keeps no list of them in a file.
 */
void foyer_media_plugins_clean_environment (void);

/* Starts GStreamer with the listed plug-ins, once; TRUE when it runs. Whatever else is there by
 * then, is taken out. Main thread. */
gboolean foyer_media_plugins_start (GError **error);

/* Is this plug-in on the list? By its own name, such as "vpx". */
gboolean foyer_media_plugins_has (const char *name);

G_END_DECLS
