/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/foyer-centre-store.h"
#include "core/base/foyer-clock.h"

G_BEGIN_DECLS

/* A backup is a directory of its own, backup-EPOCH-SEQ-TIME, laid out like a centre's: centre.db,
 * keys (as they are: the box key under its passphrase, the signing key not, so the place must be
 * as safe as the centre's), media. Until it is proven its name ends in .part; then it holds BACKUP,
 * which keeps every command but restore out of it. */
typedef struct
{
  char *name;        /* owned */
  gint64 epoch, seq; /* every record up to seq is in it, but for the withdrawn */
  gint64 records;
} FoyerCentreBackup;
void foyer_centre_backup_clear (FoyerCentreBackup *backup);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerCentreBackup, foyer_centre_backup_clear)

/* Copies the centre in data_dir, which may be running, into to_dir and proves the copy: it is
 * opened again, read whole, each record's digest worked out anew, its keys compared. TRUE: it is on
 * the disk under its name. What kiosks may let go of is not said here: see "backed-up" in
 * foyer-centre-admin.h. */
gboolean foyer_centre_backup_make (const char *data_dir,
                                   const char *to_dir,
                                   gint64 now_us,
                                   FoyerCentreBackup *backup,
                                   GError **error);
/* Reads the copy in dir as described above. */
gboolean foyer_centre_backup_prove (const char *dir, FoyerCentreBackup *backup, GError **error);
/* Removes the oldest finished ones in to_dir until keep (at least 1) are left; newest: never. */
guint foyer_centre_backup_prune (const char *to_dir, guint keep, const char *newest);

/* (transfer full): paths of the finished backups beside this one that are of a later epoch or have
 * greater numbers, the newest last: kiosks have let go of what only these have. */
GPtrArray *foyer_centre_backup_list_newer (const char *backup_dir);

/* Puts backup_dir in place of what is in data_dir, in which no centre may run. The database that is
 * there is moved aside, never deleted; its tombstones, and which kiosks are shut out, go over where
 * it can be read, and so do those of newer backups beside this one. A kiosk that was enrolled after the backup has to be enrolled again. The centre
 * begins an epoch greater than any there was. */
typedef struct
{
  gint64 epoch;
  char *moved_aside;       /* owned (nullable: there was none): its new name */
  guint tombstones;        /* carried over */
  gboolean was_unreadable; /* the one moved aside: its tombstones come from the kiosks */
} FoyerCentreRestored;
void foyer_centre_restored_clear (FoyerCentreRestored *restored);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerCentreRestored, foyer_centre_restored_clear)
gboolean foyer_centre_restore (const char *data_dir,
                               const char *backup_dir,
                               const char *by,
                               FoyerClock *clock,
                               FoyerCentreRestored *restored,
                               GError **error);

G_END_DECLS
