/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Two tones, one from each side, for staff to hear whether the machine speaks at all. Made here and
 * handed to the same sink that films use; no file, no other plug-in. */
typedef struct _FoyerSoundCheck FoyerSoundCheck;

FoyerSoundCheck *foyer_sound_check_new (void);
void foyer_sound_check_free (FoyerSoundCheck *check); /* silence at once */
/* From the beginning: left, then right, a second each. FALSE: there is no way to make a sound. */
gboolean foyer_sound_check_play (FoyerSoundCheck *check, GError **error);

G_END_DECLS
