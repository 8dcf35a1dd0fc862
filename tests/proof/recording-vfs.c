/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-proof"

#include "tests/proof/recording-vfs.h"

#include <sqlite3.h>
#include <string.h>

/* An SQLite VFS over recording disks.
 *
 * One thread, and one connection at a time to a file: locks are always granted. In everything a
 * power cut can touch it does what SQLite's VFS for Unix does (src/os_unix.c): the same sector size
 * and device characteristics, a file without bytes does not exist, the folder is synced with the
 * first sync of a new journal or WAL and when a removal asks for it.
 */

/* Bytes; os_unix.c, SQLITE_DEFAULT_SECTOR_SIZE. */
#define SECTOR_SIZE 4096

typedef struct
{
  sqlite3_file base;
  RecordingFile *file; /* borrowed from its disk */
} File;

static sqlite3_vfs vfs;
static RecordingDisk *mounted;
static ProofDice chance;

static RecordingFile *
file_of (sqlite3_file *file)
{
  return ((File *)file)->file;
}

static int
close_file (sqlite3_file *file)
{
  return SQLITE_OK;
}

static int
read_file (sqlite3_file *file, void *data, int size, sqlite3_int64 offset)
{
  const GByteArray *bytes = recording_file_get (file_of (file));
  gsize there = offset < bytes->len ? MIN ((gsize)size, (gsize)(bytes->len - offset)) : 0;

  if (there > 0)
    memcpy (data, bytes->data + offset, there);
  memset ((guint8 *)data + there, 0, size - there);
  return there == (gsize)size ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int
write_file (sqlite3_file *file, const void *data, int size, sqlite3_int64 offset)
{
  recording_file_write (file_of (file), data, size, offset);
  return SQLITE_OK;
}

static int
truncate_file (sqlite3_file *file, sqlite3_int64 size)
{
  recording_file_truncate (file_of (file), size);
  return SQLITE_OK;
}

static int
sync_file (sqlite3_file *file, int flags)
{
  recording_file_sync (file_of (file));
  return SQLITE_OK;
}

static int
get_size (sqlite3_file *file, sqlite3_int64 *size)
{
  *size = recording_file_get (file_of (file))->len;
  return SQLITE_OK;
}

static int
grant_lock (sqlite3_file *file, int level)
{
  return SQLITE_OK;
}

static int
check_reserved_lock (sqlite3_file *file, int *result)
{
  *result = 0;
  return SQLITE_OK;
}

static int
control (sqlite3_file *file, int op, void *data)
{
  return SQLITE_NOTFOUND;
}

static int
get_sector_size (sqlite3_file *file)
{
  return SECTOR_SIZE;
}

static int
get_characteristics (sqlite3_file *file)
{
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int
map_region (sqlite3_file *file, int region, int size, int is_extending, void volatile **memory)
{
  *memory = recording_file_map (file_of (file), region, size, is_extending);
  return SQLITE_OK;
}

static int
grant_shared_lock (sqlite3_file *file, int offset, int n, int flags)
{
  return SQLITE_OK;
}

static void
barrier (sqlite3_file *file)
{
}

static int
unmap_regions (sqlite3_file *file, int is_deleted)
{
  recording_file_unmap (file_of (file));
  return SQLITE_OK;
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = close_file,
  .xRead = read_file,
  .xWrite = write_file,
  .xTruncate = truncate_file,
  .xSync = sync_file,
  .xFileSize = get_size,
  .xLock = grant_lock,
  .xUnlock = grant_lock,
  .xCheckReservedLock = check_reserved_lock,
  .xFileControl = control,
  .xSectorSize = get_sector_size,
  .xDeviceCharacteristics = get_characteristics,
  .xShmMap = map_region,
  .xShmLock = grant_shared_lock,
  .xShmBarrier = barrier,
  .xShmUnmap = unmap_regions,
};

static int
open_file (sqlite3_vfs *self, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
  const int journals = SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL;
  RecordingFile *found
    = name == NULL ? recording_disk_make_nameless (mounted) : recording_disk_find (mounted, name);

  file->pMethods = NULL;
  if (found == NULL && (flags & SQLITE_OPEN_CREATE) == 0)
    return SQLITE_CANTOPEN;
  if (found == NULL)
    found = recording_disk_make (mounted, name, (flags & journals) != 0);
  ((File *)file)->file = found;
  file->pMethods = &methods;
  if (out_flags != NULL)
    *out_flags = flags;
  return SQLITE_OK;
}

static int
delete_file (sqlite3_vfs *self, const char *name, int is_synced)
{
  if (recording_disk_find (mounted, name) == NULL)
    return SQLITE_IOERR_DELETE_NOENT;
  recording_disk_remove (mounted, name, is_synced);
  return SQLITE_OK;
}

static int
look_for_file (sqlite3_vfs *self, const char *name, int flags, int *result)
{
  RecordingFile *file = recording_disk_find (mounted, name);

  *result = file != NULL && (flags != SQLITE_ACCESS_EXISTS || recording_file_get (file)->len > 0);
  return SQLITE_OK;
}

static int
take_name (sqlite3_vfs *self, const char *name, int size, char *full)
{
  g_strlcpy (full, name, size);
  return SQLITE_OK;
}

static int
throw_dice (sqlite3_vfs *self, int size, char *bytes)
{
  for (int i = 0; i < size; i++)
    bytes[i] = (char)proof_dice_next (&chance);
  return size;
}

void
recording_vfs_install (void)
{
  /* Nobody reads its statistics of memory, and each image would pay for them. */
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  sqlite3_initialize ();
  /* The rest (the time of day, sleeping) is the real one's, which keeps no state there. */
  vfs = *sqlite3_vfs_find (NULL);
  vfs.zName = "recording";
  vfs.szOsFile = sizeof (File);
  vfs.xOpen = open_file;
  vfs.xDelete = delete_file;
  vfs.xAccess = look_for_file;
  vfs.xFullPathname = take_name;
  vfs.xRandomness = throw_dice;
  g_assert_cmpint (sqlite3_vfs_register (&vfs, 1), ==, SQLITE_OK);
}

void
recording_vfs_mount (RecordingDisk *disk)
{
  mounted = disk;
}

void
recording_vfs_set_dice (ProofDice dice)
{
  chance = dice;
  sqlite3_randomness (0, NULL); /* asks anew */
}
