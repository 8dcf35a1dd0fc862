/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "fuzz"

#include "core/model/foyer-webvtt.h"
#include "fuzz.h"

/* A caption file, and what is read of it at each moment something begins or ends. */

/* Cues looked at: the text at a moment is found by a walk from the first. */
#define CUES_MAX 50

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerWebvtt) captions = foyer_webvtt_parse ((const char *)data, size, &error);
  double last = 0;

  g_assert_true ((captions == NULL) == (error != NULL));
  for (guint i = 0; captions != NULL && i < foyer_webvtt_count (captions); i++)
    {
      const FoyerCue *cue = foyer_webvtt_get (captions, i);
      g_autofree char *text = NULL;

      g_assert_cmpfloat (cue->start, >=, last);
      g_assert_cmpfloat (cue->start, <, cue->end);
      g_assert_true (*cue->text != '\0' && g_utf8_validate (cue->text, -1, NULL));
      last = cue->start;
      if (i >= CUES_MAX)
        continue;
      text = foyer_webvtt_dup_text_at (captions, cue->start);
      g_assert_nonnull (text);
      g_clear_pointer (&text, g_free);
      text = foyer_webvtt_dup_text_at (captions, cue->end);
    }
  return 0;
}
