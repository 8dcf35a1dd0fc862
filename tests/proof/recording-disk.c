/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-proof"

#include "tests/proof/recording-disk.h"

#include <string.h>

/* The disk behind the recording VFS.
 *
 * Owned by the test, one thread. A file is its bytes as programs see them (live) and, while
 * recording, as they are certain to be at a point of the history (certain), with the numbers of the
 * steps since (pending). That point, the cursor, only moves forward: a hundred cuts of one history
 * cost one walk through it.
 */

/* Bytes a disk writes at once, at least. */
#define SECTOR 512

typedef enum
{
  STEP_WRITE,
  STEP_TRUNCATE,
  STEP_SYNC,
  STEP_MAKE,
  STEP_REMOVE,
} StepKind;

typedef struct
{
  StepKind kind;
  guint file, name;     /* index; file of STEP_MAKE, STEP_WRITE, STEP_TRUNCATE, STEP_SYNC */
  gsize offset, size;   /* STEP_TRUNCATE: the new size */
  guint8 *data;         /* owned */
  gboolean syncs_names; /* the folder is certain afterwards */
} Step;

struct _RecordingFile
{
  RecordingDisk *disk; /* borrowed */
  guint index;
  gboolean is_nameless;
  gboolean syncs_names; /* at its first sync */
  GByteArray *live;     /* owned */
  GByteArray *certain;  /* owned (nullable): at the cursor */
  GArray *pending;      /* owned: guint, steps up to the cursor that are not certain */
  GPtrArray *regions;   /* owned (nullable): shared memory */
};

/* Index of a file, or NOBODY. */
#define NOBODY G_MAXUINT

typedef struct
{
  char *name; /* owned */
  guint live, certain;
  GArray *pending; /* owned: guint, files this name was given to since it was certain */
} Name;

struct _RecordingDisk
{
  GPtrArray *files; /* owned RecordingFile */
  GPtrArray *names; /* owned Name */
  GArray *steps;    /* owned Step */
  guint cursor;     /* steps that are accounted for in certain and pending */
  gboolean is_recording;
};

static void
step_clear (gpointer data)
{
  g_free (((Step *)data)->data);
}

static void
file_free (gpointer data)
{
  RecordingFile *file = data;

  g_byte_array_unref (file->live);
  g_clear_pointer (&file->certain, g_byte_array_unref);
  g_array_unref (file->pending);
  g_clear_pointer (&file->regions, g_ptr_array_unref);
  g_free (file);
}

static void
name_free (gpointer data)
{
  Name *name = data;

  g_free (name->name);
  g_array_unref (name->pending);
  g_free (name);
}

/* ---- bytes ---- */

static void
resize (GByteArray *bytes, gsize size)
{
  gsize before = bytes->len;

  g_byte_array_set_size (bytes, (guint)size);
  if (size > before)
    memset (bytes->data + before, 0, size - before);
}

static void
put (GByteArray *bytes, gconstpointer data, gsize size, gsize offset)
{
  if (offset + size > bytes->len)
    resize (bytes, offset + size);
  memcpy (bytes->data + offset, data, size);
}

static void
do_step (GByteArray *bytes, const Step *step)
{
  if (step->kind == STEP_WRITE)
    put (bytes, step->data, step->size, step->offset);
  else
    resize (bytes, step->size);
}

/* ---- recording ---- */

static RecordingFile *
new_file (RecordingDisk *disk)
{
  RecordingFile *file = g_new0 (RecordingFile, 1);

  file->disk = disk;
  file->index = disk->files->len;
  file->live = g_byte_array_new ();
  file->pending = g_array_new (FALSE, FALSE, sizeof (guint));
  g_ptr_array_add (disk->files, file);
  return file;
}

static Name *
get_name (RecordingDisk *disk, const char *text)
{
  Name *name;

  for (guint i = 0; i < disk->names->len; i++)
    if (g_str_equal (((Name *)disk->names->pdata[i])->name, text))
      return disk->names->pdata[i];
  name = g_new0 (Name, 1);
  name->name = g_strdup (text);
  name->live = name->certain = NOBODY;
  name->pending = g_array_new (FALSE, FALSE, sizeof (guint));
  g_ptr_array_add (disk->names, name);
  return name;
}

static guint
index_of (RecordingDisk *disk, Name *name)
{
  guint index = 0;

  g_assert_true (g_ptr_array_find (disk->names, name, &index));
  return index;
}

static void
record (RecordingDisk *disk, Step step)
{
  if (disk->is_recording)
    g_array_append_val (disk->steps, step);
  else
    g_free (step.data);
}

static RecordingDisk *
new_disk (void)
{
  RecordingDisk *disk = g_new0 (RecordingDisk, 1);

  disk->files = g_ptr_array_new_with_free_func (file_free);
  disk->names = g_ptr_array_new_with_free_func (name_free);
  disk->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_array_set_clear_func (disk->steps, step_clear);
  return disk;
}

RecordingDisk *
recording_disk_new (void)
{
  RecordingDisk *disk = new_disk ();

  disk->is_recording = TRUE;
  return disk;
}

void
recording_disk_free (RecordingDisk *disk)
{
  g_ptr_array_unref (disk->files);
  g_ptr_array_unref (disk->names);
  g_array_unref (disk->steps);
  g_free (disk);
}

void
recording_disk_begin (RecordingDisk *disk)
{
  g_array_set_size (disk->steps, 0);
  disk->cursor = 0;
  disk->is_recording = TRUE;
  for (guint i = 0; i < disk->files->len; i++)
    {
      RecordingFile *file = disk->files->pdata[i];

      g_clear_pointer (&file->certain, g_byte_array_unref);
      file->certain = g_byte_array_sized_new (file->live->len);
      g_byte_array_append (file->certain, file->live->data, file->live->len);
      g_array_set_size (file->pending, 0);
      file->syncs_names = FALSE;
    }
  for (guint i = 0; i < disk->names->len; i++)
    {
      Name *name = disk->names->pdata[i];

      name->certain = name->live;
      g_array_set_size (name->pending, 0);
    }
}

guint
recording_disk_get_steps (RecordingDisk *disk)
{
  return disk->steps->len;
}

RecordingFile *
recording_disk_find (RecordingDisk *disk, const char *name)
{
  guint live = get_name (disk, name)->live;

  return live != NOBODY ? disk->files->pdata[live] : NULL;
}

RecordingFile *
recording_disk_make (RecordingDisk *disk, const char *text, gboolean is_journal)
{
  Name *name = get_name (disk, text);
  RecordingFile *file = new_file (disk);

  file->syncs_names = is_journal;
  name->live = file->index;
  record (disk, (Step){ STEP_MAKE, .file = file->index, .name = index_of (disk, name) });
  return file;
}

RecordingFile *
recording_disk_make_nameless (RecordingDisk *disk)
{
  RecordingFile *file = new_file (disk);

  file->is_nameless = TRUE;
  return file;
}

void
recording_disk_remove (RecordingDisk *disk, const char *text, gboolean is_synced)
{
  Name *name = get_name (disk, text);

  name->live = NOBODY;
  record (disk, (Step){ STEP_REMOVE, .name = index_of (disk, name), .syncs_names = is_synced });
}

const GByteArray *
recording_file_get (RecordingFile *file)
{
  return file->live;
}

void
recording_file_write (RecordingFile *file, gconstpointer data, gsize size, gsize offset)
{
  put (file->live, data, size, offset);
  if (file->disk->is_recording && !file->is_nameless)
    record (file->disk,
            (Step){ STEP_WRITE, file->index, 0, offset, size, g_memdup2 (data, size), FALSE });
}

void
recording_file_truncate (RecordingFile *file, gsize size)
{
  resize (file->live, size);
  if (!file->is_nameless)
    record (file->disk, (Step){ STEP_TRUNCATE, .file = file->index, .size = size });
}

void
recording_file_sync (RecordingFile *file)
{
  if (file->is_nameless)
    return;
  record (file->disk, (Step){ STEP_SYNC, .file = file->index, .syncs_names = file->syncs_names });
  file->syncs_names = FALSE;
}

gpointer
recording_file_map (RecordingFile *file, guint region, gsize size, gboolean is_extending)
{
  if (file->regions == NULL)
    file->regions = g_ptr_array_new_with_free_func (g_free);
  while (is_extending && file->regions->len <= region)
    g_ptr_array_add (file->regions, g_malloc0 (size));
  return region < file->regions->len ? file->regions->pdata[region] : NULL;
}

void
recording_file_unmap (RecordingFile *file)
{
  g_clear_pointer (&file->regions, g_ptr_array_unref);
}

/* ---- the power goes ---- */

static void
sync_names (RecordingDisk *disk)
{
  for (guint i = 0; i < disk->names->len; i++)
    {
      Name *name = disk->names->pdata[i];

      if (name->pending->len == 0)
        continue;
      name->certain = g_array_index (name->pending, guint, name->pending->len - 1);
      g_array_set_size (name->pending, 0);
    }
}

static void
sync_file (RecordingDisk *disk, RecordingFile *file)
{
  for (guint i = 0; i < file->pending->len; i++)
    do_step (file->certain,
             &g_array_index (disk->steps, Step, g_array_index (file->pending, guint, i)));
  g_array_set_size (file->pending, 0);
}

static void
advance (RecordingDisk *disk)
{
  guint number = disk->cursor++;
  const Step *step = &g_array_index (disk->steps, Step, number);
  RecordingFile *file = step->kind != STEP_REMOVE ? disk->files->pdata[step->file] : NULL;

  if (file != NULL && file->certain == NULL)
    file->certain = g_byte_array_new ();
  switch (step->kind)
    {
    case STEP_WRITE:
    case STEP_TRUNCATE:
      g_array_append_val (file->pending, number);
      break;
    case STEP_SYNC:
      sync_file (disk, file);
      break;
    case STEP_MAKE:
    case STEP_REMOVE:
      {
        guint owner = file != NULL ? file->index : NOBODY;

        g_array_append_val (((Name *)disk->names->pdata[step->name])->pending, owner);
      }
      break;
    default:
      g_assert_not_reached ();
    }
  if (step->syncs_names)
    sync_names (disk);
}

/* The weather of one cut: from "the disk had just written everything" to "nothing of it". */
typedef struct
{
  guint kept, torn; /* per cent of the uncertain steps */
} Weather;

static void
tear_sector (GByteArray *bytes, const guint8 *data, gsize size, gsize offset, ProofDice *dice)
{
  guint throw = proof_dice_below (dice, 100);

  if (throw < 45)
    return;
  if (throw < 90)
    memcpy (bytes->data + offset, data, size);
  else if (throw < 97)
    memcpy (bytes->data + offset, data, proof_dice_below (dice, (guint)size + 1));
  else
    for (gsize i = 0; i < size; i++)
      bytes->data[offset + i] = (guint8)proof_dice_next (dice);
}

static void
tear (GByteArray *bytes, const Step *step, ProofDice *dice)
{
  gsize at = step->offset, end = step->offset + step->size;

  if (end > bytes->len)
    resize (bytes, end);
  while (at < end)
    {
      gsize next = MIN (end, at / SECTOR * SECTOR + SECTOR);

      tear_sector (bytes, step->data + (at - step->offset), next - at, at, dice);
      at = next;
    }
}

static void
do_perhaps (GByteArray *bytes, const Step *step, const Weather *weather, ProofDice *dice)
{
  guint throw = proof_dice_below (dice, 100);

  if (throw < weather->kept)
    do_step (bytes, step);
  else if (step->kind != STEP_WRITE)
    return;
  else if (throw < weather->kept + weather->torn)
    tear (bytes, step, dice);
  else if (step->offset + step->size > bytes->len && proof_dice_hits (dice, 30))
    resize (bytes, step->offset + step->size);
}

static Weather
dice_weather (ProofDice *dice)
{
  static const Weather weathers[]
    = { { 0, 0 }, { 100, 0 }, { 50, 0 }, { 40, 40 }, { 90, 5 }, { 10, 20 }, { 0, 100 } };

  return weathers[proof_dice_below (dice, G_N_ELEMENTS (weathers))];
}

static void
copy_file (RecordingDisk *disk,
           guint index,
           RecordingDisk *image,
           const char *name,
           const Weather *weather,
           ProofDice *dice)
{
  RecordingFile *from = disk->files->pdata[index];
  RecordingFile *to = recording_disk_make (image, name, FALSE);

  g_byte_array_append (to->live, from->certain->data, from->certain->len);
  for (guint i = 0; i < from->pending->len; i++)
    do_perhaps (to->live,
                &g_array_index (disk->steps, Step, g_array_index (from->pending, guint, i)),
                weather, dice);
}

RecordingDisk *
recording_disk_cut (RecordingDisk *disk, guint steps, ProofDice *dice)
{
  RecordingDisk *image = new_disk ();
  Weather weather = dice_weather (dice);

  g_assert_cmpuint (steps, <=, disk->steps->len);
  g_assert_cmpuint (steps, >=, disk->cursor);
  while (disk->cursor < steps)
    advance (disk);
  for (guint i = 0; i < disk->names->len; i++)
    {
      Name *name = disk->names->pdata[i];
      guint throw = proof_dice_below (dice, name->pending->len + 1);
      guint owner = throw == 0 ? name->certain : g_array_index (name->pending, guint, throw -1);

      if (owner != NOBODY)
        copy_file (disk, owner, image, name->name, &weather, dice);
    }
  return image;
}
