/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-clock"

#include "core/base/foyer-clock.h"

/* Where "now" comes from, so that a test can turn the hands.
 *
 * The system clock is one static object and counting references to it does nothing. A fake or a
 * corrected one belongs to whoever made it; its times are guarded by a lock, so any thread may read
 * while another advances or corrects it.
 */

/* A floor is written when the time has moved on by this much: a write an hour wears no disk. */
#define FLOOR_STEP_US G_TIME_SPAN_HOUR
/* Bytes. A floor file has about 60. */
#define FLOOR_MAX_FILE 256
static const char FLOOR_FORMAT[] = "foyer-time-1";

typedef enum
{
  SYSTEM,
  FAKE,
  CORRECTED,
} Kind;

struct _FoyerClock
{
  gatomicrefcount ref_count; /* not of the system clock */
  Kind kind;
  GMutex lock;         /* guards all times below */
  gint64 wall_us;      /* fake: microseconds since 1970 UTC */
  gint64 monotonic_us; /* fake: microseconds since it was made */

  FoyerClock *base;      /* corrected: owned */
  char *floor_path;      /* corrected: owned */
  gint64 floor_us;       /* last good time, 0: not known */
  gint64 written_us;     /* what the file says, 0: nothing good */
  gint64 start_us;       /* base's monotonic time when it was made */
  gboolean is_learnt;    /* the centre has told its time since */
  gint64 learnt_us;      /* what it said … */
  gint64 learnt_mono_us; /* … and base's monotonic time then */
};

FoyerClock *
foyer_clock_system (void)
{
  static FoyerClock system_clock = { .kind = SYSTEM };

  return &system_clock;
}

static FoyerClock *
clock_new (Kind kind)
{
  FoyerClock *clock = g_new0 (FoyerClock, 1);

  g_atomic_ref_count_init (&clock->ref_count);
  g_mutex_init (&clock->lock);
  clock->kind = kind;
  return clock;
}

/* A clock that stands still at unix_us until it is advanced. (transfer full) */
FoyerClock *
foyer_clock_new_fake (gint64 unix_us)
{
  FoyerClock *clock = clock_new (FAKE);

  clock->wall_us = unix_us;
  return clock;
}

FoyerClock *
foyer_clock_ref (FoyerClock *clock)
{
  g_return_val_if_fail (clock != NULL, NULL);

  if (clock->kind != SYSTEM)
    g_atomic_ref_count_inc (&clock->ref_count);
  return clock;
}

void
foyer_clock_unref (FoyerClock *clock)
{
  g_return_if_fail (clock != NULL);

  if (clock->kind == SYSTEM || !g_atomic_ref_count_dec (&clock->ref_count))
    return;
  g_mutex_clear (&clock->lock);
  g_clear_pointer (&clock->base, foyer_clock_unref);
  g_free (clock->floor_path);
  g_free (clock);
}

/* Corrected, under its lock. */
static gint64
corrected_now_us (FoyerClock *clock)
{
  gint64 base_us = foyer_clock_now_us (clock->base);
  gint64 mono_us = foyer_clock_monotonic_us (clock->base);

  if (clock->is_learnt)
    return clock->learnt_us + (mono_us - clock->learnt_mono_us);
  return base_us >= clock->floor_us ? base_us : clock->floor_us + (mono_us - clock->start_us);
}

gint64
foyer_clock_now_us (FoyerClock *clock)
{
  gint64 now;

  if (clock->kind == SYSTEM)
    return g_get_real_time ();
  g_mutex_lock (&clock->lock);
  now = clock->kind == FAKE ? clock->wall_us : corrected_now_us (clock);
  g_mutex_unlock (&clock->lock);
  return now;
}

gint64
foyer_clock_monotonic_us (FoyerClock *clock)
{
  gint64 now;

  if (clock->kind == SYSTEM)
    return g_get_monotonic_time ();
  if (clock->kind == CORRECTED)
    return foyer_clock_monotonic_us (clock->base);
  g_mutex_lock (&clock->lock);
  now = clock->monotonic_us;
  g_mutex_unlock (&clock->lock);
  return now;
}

/* Fake only. A negative us sets the wall clock back, as a bad time server does; the monotonic clock
 * then stands still. */
void
foyer_clock_advance (FoyerClock *clock, gint64 us)
{
  g_return_if_fail (clock->kind == FAKE);

  g_mutex_lock (&clock->lock);
  clock->wall_us += us;
  clock->monotonic_us += MAX (us, 0);
  g_mutex_unlock (&clock->lock);
}

/* ---- a clock that can be put right ---- */

static char *
dup_floor_check (const char *time)
{
  g_autofree char *text = g_strdup_printf ("%s %s", FLOOR_FORMAT, time);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

/* What the file says; 0 when there is none, or garbage in it: a wrong floor in the future would
 * stay, so it has to prove itself whole. */
static gint64
read_floor (const char *path)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;
  g_autofree char *check = NULL;
  gint64 floor_us = 0;
  gsize size;

  if (!g_file_get_contents (path, &text, &size, NULL) || size > FLOOR_MAX_FILE)
    return 0;
  words = g_strsplit (g_strchomp (text), " ", 4);
  if (g_strv_length (words) != 3 || !g_str_equal (words[0], FLOOR_FORMAT)
      || !g_ascii_string_to_signed (words[1], 10, 1, G_MAXINT64, &floor_us, NULL))
    return 0;
  check = dup_floor_check (words[1]);
  return g_str_equal (check, words[2]) ? floor_us : 0;
}

/* The old one or the new one is there at every moment. A floor that cannot be written is only a
 * floor that stays lower. */
static void
write_floor (const char *path, gint64 floor_us)
{
  g_autofree char *time = g_strdup_printf ("%" G_GINT64_FORMAT, floor_us);
  g_autofree char *check = dup_floor_check (time);
  g_autofree char *text = g_strdup_printf ("%s %s %s\n", FLOOR_FORMAT, time, check);
  g_autoptr (GError) error = NULL;

  if (!g_file_set_contents_full (
        path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &error))
    g_message ("the time could not be kept: %s", error->message);
}

FoyerClock *
foyer_clock_new_corrected (FoyerClock *base, const char *state_dir)
{
  FoyerClock *clock = clock_new (CORRECTED);

  clock->base = foyer_clock_ref (base);
  clock->floor_path = g_build_filename (state_dir, "time-floor", NULL);
  clock->floor_us = clock->written_us = read_floor (clock->floor_path);
  clock->start_us = foyer_clock_monotonic_us (base);
  return clock;
}

void
foyer_clock_correct (FoyerClock *clock, gint64 server_us)
{
  gboolean is_due;

  if (clock->kind != CORRECTED || server_us <= 0)
    return;
  g_mutex_lock (&clock->lock);
  clock->is_learnt = TRUE;
  clock->learnt_us = clock->floor_us = server_us;
  clock->learnt_mono_us = foyer_clock_monotonic_us (clock->base);
  is_due = server_us - clock->written_us >= FLOOR_STEP_US || server_us < clock->written_us;
  if (is_due)
    clock->written_us = server_us;
  g_mutex_unlock (&clock->lock);
  if (is_due)
    write_floor (clock->floor_path, server_us);
}

void
foyer_clock_raise_floor (FoyerClock *clock, gint64 made_us)
{
  gboolean is_due;

  if (clock->kind != CORRECTED)
    return;
  g_mutex_lock (&clock->lock);
  if (!clock->is_learnt && made_us > corrected_now_us (clock))
    {
      clock->floor_us = made_us;
      clock->start_us = foyer_clock_monotonic_us (clock->base);
    }
  is_due = !clock->is_learnt && made_us > clock->written_us;
  if (is_due)
    clock->written_us = made_us;
  g_mutex_unlock (&clock->lock);
  if (is_due)
    write_floor (clock->floor_path, made_us);
}

gint64
foyer_clock_get_base_error_us (FoyerClock *clock)
{
  return clock->kind == CORRECTED ? foyer_clock_now_us (clock->base) - foyer_clock_now_us (clock)
                                  : 0;
}
