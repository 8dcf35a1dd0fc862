/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tests/proof/proof.h"

G_BEGIN_DECLS

/* A disk in memory that remembers every step done to it, and can say what would be on it had the
 * power gone after any of them. One folder, one thread.
 *
 * What is certain to be there: what was written to a file before its last sync, and the names a
 * folder had at its last sync. Of what came after, each by the dice, in any order across files: a
 * write is there, is missing (the file may have grown by zeros all the same), or is torn: each of
 * its 512-byte sectors new, old, new up to some byte, or rubbish, but never a byte beside what was
 * written (SQLite's "powersafe overwrite", which it takes for granted on Linux); a truncation is
 * there or not; a name was made or taken away, or not yet. The model is that of SQLite's own crash
 * tests (src/test6.c), made finer. */
typedef struct _RecordingDisk RecordingDisk;
typedef struct _RecordingFile RecordingFile;

RecordingDisk *recording_disk_new (void); /* empty, and recording */
void recording_disk_free (RecordingDisk *disk);
/* Forgets the steps so far: all that is there now is certain. */
void recording_disk_begin (RecordingDisk *disk);
guint recording_disk_get_steps (RecordingDisk *disk);
/* The disk after the power went when the first steps steps were done; dice decide what became of
 * those that were not certain. Not recording. Of one recording, cuts must come in the order of
 * their steps. */
RecordingDisk *recording_disk_cut (RecordingDisk *disk, guint steps, ProofDice *dice);

/* For the VFS. Files live as long as their disk. */
RecordingFile *recording_disk_find (RecordingDisk *disk, const char *name); /* NULL: not there */
/* is_journal: its first sync makes the folder certain too, as SQLite's VFS for Unix does. */
RecordingFile *recording_disk_make (RecordingDisk *disk, const char *name, gboolean is_journal);
/* A file without a name, of which nothing is recorded. */
RecordingFile *recording_disk_make_nameless (RecordingDisk *disk);
void recording_disk_remove (RecordingDisk *disk, const char *name, gboolean is_synced);
const GByteArray *recording_file_get (RecordingFile *file);
void recording_file_write (RecordingFile *file, gconstpointer data, gsize size, gsize offset);
void recording_file_truncate (RecordingFile *file, gsize size);
void recording_file_sync (RecordingFile *file);
/* Shared memory of a WAL: gone with the power. NULL: not there and is_extending is FALSE. */
gpointer recording_file_map (RecordingFile *file, guint region, gsize size, gboolean is_extending);
void recording_file_unmap (RecordingFile *file);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecordingDisk, recording_disk_free)

G_END_DECLS
