/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-vfs.h"

#include <signal.h>
#include <sqlite3.h>
#include <unistd.h>

typedef struct
{
  sqlite3_file base;
  sqlite3_file *real; /* follows in the same block */
} FaultFile;

static sqlite3_vfs *real_vfs;
static sqlite3_vfs fault_vfs;
static struct
{
  gboolean is_armed, is_lasting;
  FaultKind kind;
  guint step, at;
} plan;

static gboolean
is_failing (void)
{
  if (!plan.is_armed)
    return FALSE;
  plan.at++;
  return plan.is_lasting ? plan.at >= plan.step : plan.at == plan.step;
}

static void
die (void)
{
  kill (getpid (), SIGKILL);
}

static sqlite3_file *
real_of (sqlite3_file *file)
{
  return ((FaultFile *)file)->real;
}

static int
fault_close (sqlite3_file *file)
{
  return real_of (file)->pMethods->xClose (real_of (file));
}

static int
fault_read (sqlite3_file *file, void *data, int size, sqlite3_int64 offset)
{
  return real_of (file)->pMethods->xRead (real_of (file), data, size, offset);
}

static int
fault_write (sqlite3_file *file, const void *data, int size, sqlite3_int64 offset)
{
  sqlite3_file *real = real_of (file);

  if (!is_failing ())
    return real->pMethods->xWrite (real, data, size, offset);
  if (plan.kind == FAULT_FULL)
    return SQLITE_FULL;
  if (plan.kind == FAULT_SHORT_WRITE || plan.kind == FAULT_DIE)
    real->pMethods->xWrite (real, data, size / 2, offset);
  if (plan.kind == FAULT_DIE)
    die ();
  if (plan.kind == FAULT_LIE)
    real->pMethods->xWrite (real, data, size, offset);
  return SQLITE_IOERR_WRITE;
}

static int
fault_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  sqlite3_file *real = real_of (file);

  if (!is_failing ())
    return real->pMethods->xTruncate (real, size);
  if (plan.kind == FAULT_DIE)
    die ();
  if (plan.kind == FAULT_LIE)
    real->pMethods->xTruncate (real, size);
  return SQLITE_IOERR_TRUNCATE;
}

static int
fault_sync (sqlite3_file *file, int flags)
{
  sqlite3_file *real = real_of (file);

  if (!is_failing ())
    return real->pMethods->xSync (real, flags);
  if (plan.kind == FAULT_DIE)
    die ();
  if (plan.kind == FAULT_LIE)
    real->pMethods->xSync (real, flags);
  return SQLITE_IOERR_FSYNC;
}

static int
fault_file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return real_of (file)->pMethods->xFileSize (real_of (file), size);
}

static int
fault_lock (sqlite3_file *file, int level)
{
  return real_of (file)->pMethods->xLock (real_of (file), level);
}

static int
fault_unlock (sqlite3_file *file, int level)
{
  return real_of (file)->pMethods->xUnlock (real_of (file), level);
}

static int
fault_check_reserved_lock (sqlite3_file *file, int *result)
{
  return real_of (file)->pMethods->xCheckReservedLock (real_of (file), result);
}

static int
fault_file_control (sqlite3_file *file, int op, void *data)
{
  return real_of (file)->pMethods->xFileControl (real_of (file), op, data);
}

static int
fault_sector_size (sqlite3_file *file)
{
  return real_of (file)->pMethods->xSectorSize (real_of (file));
}

/* None of the real disk's promises: SQLite takes every precaution it knows. */
static int
fault_device_characteristics (sqlite3_file *file)
{
  return 0;
}

/* The shared memory of a WAL is no disk: never a step. */
static int
fault_shm_map (sqlite3_file *file, int region, int size, int is_extending, void volatile **memory)
{
  return real_of (file)->pMethods->xShmMap (real_of (file), region, size, is_extending, memory);
}

static int
fault_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  return real_of (file)->pMethods->xShmLock (real_of (file), offset, n, flags);
}

static void
fault_shm_barrier (sqlite3_file *file)
{
  real_of (file)->pMethods->xShmBarrier (real_of (file));
}

static int
fault_shm_unmap (sqlite3_file *file, int is_deleted)
{
  return real_of (file)->pMethods->xShmUnmap (real_of (file), is_deleted);
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = fault_close,
  .xRead = fault_read,
  .xWrite = fault_write,
  .xTruncate = fault_truncate,
  .xSync = fault_sync,
  .xFileSize = fault_file_size,
  .xLock = fault_lock,
  .xUnlock = fault_unlock,
  .xCheckReservedLock = fault_check_reserved_lock,
  .xFileControl = fault_file_control,
  .xSectorSize = fault_sector_size,
  .xDeviceCharacteristics = fault_device_characteristics,
  .xShmMap = fault_shm_map,
  .xShmLock = fault_shm_lock,
  .xShmBarrier = fault_shm_barrier,
  .xShmUnmap = fault_shm_unmap,
};

static int
fault_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
  FaultFile *fault = (FaultFile *)file;
  int result;

  fault->base.pMethods = NULL;
  fault->real = (sqlite3_file *)(fault + 1);
  if ((flags & SQLITE_OPEN_MAIN_DB) == 0 && is_failing ())
    {
      if (plan.kind == FAULT_DIE)
        die ();
      return SQLITE_CANTOPEN;
    }
  result = real_vfs->xOpen (real_vfs, name, fault->real, flags, out_flags);
  if (fault->real->pMethods != NULL)
    fault->base.pMethods = &methods;
  return result;
}

static int
fault_delete (sqlite3_vfs *vfs, const char *name, int sync_folder)
{
  if (!is_failing ())
    return real_vfs->xDelete (real_vfs, name, sync_folder);
  if (plan.kind == FAULT_DIE)
    die ();
  return SQLITE_IOERR_DELETE;
}

void
fault_vfs_install (void)
{
  sqlite3_initialize ();
  real_vfs = sqlite3_vfs_find (NULL);
  /* All else (paths, time, chance) is the real one's, which looks at none of its own fields there.
   */
  fault_vfs = *real_vfs;
  fault_vfs.zName = "fault";
  fault_vfs.szOsFile = (int)sizeof (FaultFile) + real_vfs->szOsFile;
  fault_vfs.xOpen = fault_open;
  fault_vfs.xDelete = fault_delete;
  g_assert (sqlite3_vfs_register (&fault_vfs, 1) == SQLITE_OK);
}

void
fault_vfs_arm (FaultKind kind, guint step, gboolean is_lasting)
{
  plan.kind = kind;
  plan.step = step;
  plan.at = 0;
  plan.is_lasting = is_lasting;
  plan.is_armed = TRUE;
}

gboolean
fault_vfs_disarm (void)
{
  plan.is_armed = FALSE;
  return plan.at >= plan.step;
}
