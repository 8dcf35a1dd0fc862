/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tests/proof/recording-disk.h"

G_BEGIN_DECLS

/* SQLite on a recording disk. */
void recording_vfs_install (void); /* becomes the default VFS of this process */
/* From here on files are opened there; borrowed. What is open stays where it is. */
void recording_vfs_mount (RecordingDisk *disk);
/* What SQLite asks chance for comes from these dice: the same work gives the same bytes. */
void recording_vfs_set_dice (ProofDice dice);

G_END_DECLS
