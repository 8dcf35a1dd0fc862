/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-pin"

#include "core/crypto/foyer-pin.h"

#include <sodium.h>
#include <string.h>

#include "core/crypto/foyer-crypto.h"
#include "core/crypto/foyer-private-file.h"

/* See the header. The file is one line: "foyer-pin-1 WRONG HASH". Owned by the staff page's
 * backend; used on one thread at a time. */

/* Argon2id of 64 MiB, twice over: 0.1 s on the slowest kiosk one would buy. */
#define OPS crypto_pwhash_argon2id_OPSLIMIT_INTERACTIVE
#define MEMORY crypto_pwhash_argon2id_MEMLIMIT_INTERACTIVE

#define FREE_TRIES 5 /* a person who knows it is right by then */
#define FIRST_WAIT_S 30
#define LONGEST_WAIT_S (60 * 60) /* staff must get in again the same day */
#define MAX_FILE 512             /* bytes; such a file has about 120 */
#define MAX_WRONG 1000000

static const char FILE_NAME[] = "staff-pin";
static const char FORMAT[] = "foyer-pin-1";

struct _FoyerPin
{
  char *path;                        /* owned */
  FoyerClock *clock;                 /* owned */
  guint wrong;                       /* since the last right one, as on the disk */
  gint64 not_before_us;              /* monotonic */
  char hash[crypto_pwhash_STRBYTES]; /* "": none is set */
};

G_DEFINE_QUARK (foyer - pin - error - quark, foyer_pin_error)

static char *
dup_path (const char *state_dir)
{
  return g_build_filename (state_dir, FILE_NAME, NULL);
}

static gboolean
write_file (const char *path, const char *hash, guint wrong, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%s %u %s\n", FORMAT, wrong, hash);
  g_autoptr (GError) problem = NULL;

  if (foyer_private_file_write (path, text, strlen (text), FOYER_PRIVATE_FILE_REPLACE, &problem))
    return TRUE;
  g_set_error (error, FOYER_PIN_ERROR, FOYER_PIN_ERROR_FAILED, "the PIN's file: %s",
               problem->message);
  return FALSE;
}

/* What was set, or tried, since by another program counts as well. A file that is not ours, or that
 * others may write, is none. */
static void
read_file (FoyerPin *self)
{
  gsize size = 0;
  char *text = foyer_private_file_read (self->path, MAX_FILE, TRUE, &size, NULL);
  g_auto (GStrv) words = g_strsplit (text != NULL ? g_strchomp (text) : "", " ", 3);
  guint64 wrong = 0;

  self->hash[0] = '\0';
  self->wrong = 0;
  if (g_strv_length (words) == 3 && g_str_equal (words[0], FORMAT)
      && g_ascii_string_to_unsigned (words[1], 10, 0, MAX_WRONG, &wrong, NULL)
      && strlen (words[2]) < sizeof self->hash)
    {
      g_strlcpy (self->hash, words[2], sizeof self->hash);
      self->wrong = (guint)wrong;
    }
  foyer_private_file_free (text);
}

static gint64
wait_after (guint wrong)
{
  gint64 wait = FIRST_WAIT_S;

  if (wrong < FREE_TRIES)
    return 0;
  for (guint i = FREE_TRIES; i < wrong && wait < LONGEST_WAIT_S; i++)
    wait *= 2;
  return MIN (wait, LONGEST_WAIT_S);
}

static void
begin_wait (FoyerPin *self)
{
  gint64 wait = wait_after (self->wrong);

  self->not_before_us
    = wait > 0 ? foyer_clock_monotonic_us (self->clock) + wait * G_USEC_PER_SEC : 0;
}

FoyerPin *
foyer_pin_new (const char *state_dir, FoyerClock *clock)
{
  FoyerPin *self = g_new0 (FoyerPin, 1);

  foyer_crypto_init ();
  self->path = dup_path (state_dir);
  self->clock = foyer_clock_ref (clock);
  read_file (self);
  begin_wait (self);
  return self;
}

void
foyer_pin_free (FoyerPin *self)
{
  if (self == NULL)
    return;
  foyer_clock_unref (self->clock);
  g_free (self->path);
  g_free (self);
}

static gboolean
is_pin (const char *digits)
{
  return strlen (digits) == FOYER_PIN_DIGITS && strspn (digits, "0123456789") == FOYER_PIN_DIGITS;
}

/* All the same, or each one more or one less than the one before. */
static gboolean
is_easy (const char *digits)
{
  int step = digits[1] - digits[0];

  if (step < -1 || step > 1)
    return FALSE;
  for (int i = 2; i < FOYER_PIN_DIGITS; i++)
    if (digits[i] - digits[i - 1] != step)
      return FALSE;
  return TRUE;
}

gboolean
foyer_pin_set (const char *state_dir, const char *digits, GError **error)
{
  g_autofree char *path = dup_path (state_dir);
  char hash[crypto_pwhash_STRBYTES];

  foyer_crypto_init ();
  if (!is_pin (digits))
    {
      g_set_error (error, FOYER_PIN_ERROR, FOYER_PIN_ERROR_NOT_A_PIN,
                   "a PIN has %d digits and nothing else", FOYER_PIN_DIGITS);
      return FALSE;
    }
  if (is_easy (digits))
    {
      g_set_error_literal (error, FOYER_PIN_ERROR, FOYER_PIN_ERROR_TOO_EASY,
                           "that is the first PIN anybody would try");
      return FALSE;
    }
  if (crypto_pwhash_str (hash, digits, strlen (digits), OPS, MEMORY) != 0)
    {
      g_set_error_literal (error, FOYER_PIN_ERROR, FOYER_PIN_ERROR_FAILED,
                           "not enough memory to work out the PIN's hash");
      return FALSE;
    }
  return write_file (path, hash, 0, error);
}

gboolean
foyer_pin_is_set (FoyerPin *self)
{
  read_file (self);
  return self->hash[0] != '\0';
}

int
foyer_pin_wait_s (FoyerPin *self)
{
  gint64 left = self->not_before_us - foyer_clock_monotonic_us (self->clock);

  return left > 0 ? (int)((left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC) : 0;
}

gboolean
foyer_pin_try (FoyerPin *self, const char *digits, GError **error)
{
  read_file (self);
  if (self->hash[0] == '\0')
    {
      g_set_error_literal (error, FOYER_PIN_ERROR, FOYER_PIN_ERROR_NOT_SET, "no PIN is set");
      return FALSE;
    }
  if (foyer_pin_wait_s (self) > 0)
    {
      g_set_error (error, FOYER_PIN_ERROR, FOYER_PIN_ERROR_WAIT,
                   "too many wrong tries: wait %d seconds", foyer_pin_wait_s (self));
      return FALSE;
    }
  if (!write_file (self->path, self->hash, ++self->wrong, error))
    return FALSE;
  if (is_pin (digits) && crypto_pwhash_str_verify (self->hash, digits, strlen (digits)) == 0)
    {
      self->wrong = 0;
      return write_file (self->path, self->hash, 0, error);
    }
  begin_wait (self);
  g_set_error_literal (error, FOYER_PIN_ERROR, FOYER_PIN_ERROR_WRONG, "that is not the PIN");
  return FALSE;
}
