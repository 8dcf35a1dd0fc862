/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Captions: a WebVTT file (W3C WebVTT 1) as a list of plain-text cues in order of their start. Tags
 * are stripped, entities decoded; a cue that makes no sense is left out and the rest is kept.
 * Immutable once made: any thread may read. */
typedef struct _FoyerWebvtt FoyerWebvtt;

typedef struct
{
  double start, end; /* seconds from the beginning of the film; start < end */
  char *text;        /* owned; one or more lines, never empty */
} FoyerCue;

#define FOYER_WEBVTT_ERROR (foyer_webvtt_error_quark ())
GQuark foyer_webvtt_error_quark (void);
typedef enum
{
  FOYER_WEBVTT_ERROR_INVALID, /* not a WebVTT file at all, or too large */
} FoyerWebvttError;

FoyerWebvtt *foyer_webvtt_parse (const char *data, gsize size, GError **error);
FoyerWebvtt *foyer_webvtt_load (const char *path, GError **error);
void foyer_webvtt_free (FoyerWebvtt *captions);

guint foyer_webvtt_count (FoyerWebvtt *captions);
const FoyerCue *foyer_webvtt_get (FoyerWebvtt *captions, guint index); /* borrowed */
/* What is to be read at that moment: cues that overlap stand under each other. (transfer full),
 * NULL: nothing. */
char *foyer_webvtt_dup_text_at (FoyerWebvtt *captions, double seconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerWebvtt, foyer_webvtt_free)

G_END_DECLS
