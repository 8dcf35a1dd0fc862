/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A disk that fails when told to: an SQLite VFS in front of the real one. Every write, sync,
 * truncation, removal and making of a file is a step; step fault_vfs_arm () names fails. Counts
 * the steps of one thread; others may read. */

typedef enum
{
  FAULT_FULL,        /* no room: SQLITE_FULL, nothing written */
  FAULT_SHORT_WRITE, /* half is written, then SQLITE_IOERR */
  FAULT_IO,          /* SQLITE_IOERR, nothing done */
  FAULT_LIE,         /* done, and SQLITE_IOERR all the same */
  N_FAULTS,
  FAULT_DIE, /* half is written, then the process is killed: for children only */
} FaultKind;

void fault_vfs_install (void); /* becomes the default VFS of this process */
/* The step'th step from now on fails (from 1); is_lasting: and all after it, until disarmed. */
void fault_vfs_arm (FaultKind kind, guint step, gboolean is_lasting);
/* TRUE when the step was reached. */
gboolean fault_vfs_disarm (void);
