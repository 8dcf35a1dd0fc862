/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-webvtt"

#include "core/model/foyer-webvtt.h"

#include <string.h>

/* Reads captions. The file comes from the centre with its hash checked, yet somebody wrote it by
 * hand: whatever stands in it, the reader ends, keeps within its limits and shows what can be
 * shown. Styling, regions and positions are left aside: captions stand at the foot of the picture
 * in the kiosk's own type. Owned by whoever parsed it; immutable, so any thread may read. */

#define MAX_BYTES (1024 * 1024) /* an hour of speech is some 100 KiB */
#define MAX_CUES 20000          /* more than a cue a second for five hours */
#define MAX_CUE_BYTES 2000      /* one caption; longer is cut */

struct _FoyerWebvtt
{
  GPtrArray *cues; /* owned FoyerCue, by start */
};

G_DEFINE_QUARK (foyer - webvtt - error - quark, foyer_webvtt_error)

static void
free_cue (FoyerCue *cue)
{
  g_free (cue->text);
  g_free (cue);
}

/* Digits at *p, at most 6 of them; moves *p behind them. -1: no digit there. */
static int
read_number (const char **p, int *digits)
{
  int value = 0, count = 0;

  while (g_ascii_isdigit (**p) && count < 6)
    {
      value = value * 10 + (**p - '0');
      (*p)++;
      count++;
    }
  if (digits != NULL)
    *digits = count;
  return count > 0 ? value : -1;
}

/* [H…:]MM:SS.mmm, with a comma let through for the dot (SRT). *p ends behind it. */
static gboolean
read_time (const char **p, double *seconds)
{
  int parts[3], n = 0, digits, fraction;

  do
    {
      if (n > 0)
        (*p)++;
      parts[n] = read_number (p, NULL);
      if (parts[n] < 0)
        return FALSE;
      n++;
    }
  while (n < 3 && **p == ':');

  if (n < 2 || parts[n - 1] > 59 || parts[n - 2] > 59 || (**p != '.' && **p != ','))
    return FALSE;
  (*p)++;
  fraction = read_number (p, &digits);
  if (fraction < 0 || digits != 3)
    return FALSE;
  *seconds
    = (n == 3 ? parts[0] * 3600.0 : 0) + parts[n - 2] * 60.0 + parts[n - 1] + fraction / 1000.0;
  return TRUE;
}

/* "00:01.000 --> 00:04.000 align:start": what follows the second time is of no concern. */
static gboolean
read_timing (const char *line, double *start, double *end)
{
  const char *p = line;

  while (g_ascii_isspace (*p))
    p++;
  if (!read_time (&p, start))
    return FALSE;
  while (g_ascii_isspace (*p))
    p++;
  if (!g_str_has_prefix (p, "-->"))
    return FALSE;
  p += 3;
  while (g_ascii_isspace (*p))
    p++;
  return read_time (&p, end) && *end > *start;
}

/* Appends the character an entity at p (which is '&') stands for and returns how many bytes it
 * takes; 0: no entity of WebVTT. */
static gsize
append_entity (GString *out, const char *p)
{
  static const struct
  {
    const char *name, *text;
  } entities[] = {
    { "&amp;", "&" },
    { "&lt;", "<" },
    { "&gt;", ">" },
    { "&nbsp;", "\302\240" },
    { "&lrm;", "\342\200\216" },
    { "&rlm;", "\342\200\217" },
    { "&quot;", "\"" },
    { "&apos;", "'" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    if (g_str_has_prefix (p, entities[i].name))
      {
        g_string_append (out, entities[i].text);
        return strlen (entities[i].name);
      }
  return 0;
}

/* A line of a cue without its tags; a '<' that is never closed takes the rest of the line with it.
 */
static void
append_plain (GString *out, const char *line)
{
  for (const char *p = line; *p != '\0';)
    {
      gsize taken = *p == '&' ? append_entity (out, p) : 0;

      if (taken > 0)
        p += taken;
      else if (*p == '<')
        {
          const char *close = strchr (p, '>');

          if (close == NULL)
            return;
          p = close + 1;
        }
      else
        g_string_append_c (out, *p++);
    }
}

/* Takes the text of a cue from lines[i] on, to the blank line; returns the index of that line. */
static guint
take_cue (FoyerWebvtt *self, char **lines, guint i, double start, double end)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (; lines[i] != NULL && lines[i][0] != '\0' && strstr (lines[i], "-->") == NULL; i++)
    {
      g_autoptr (GString) plain = g_string_new (NULL);

      append_plain (plain, lines[i]);
      g_strstrip (plain->str);
      if (plain->str[0] == '\0')
        continue;
      if (text->len > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, plain->str);
    }
  if (text->len > 0 && self->cues->len < MAX_CUES)
    {
      FoyerCue *cue = g_new0 (FoyerCue, 1);

      cue->start = start;
      cue->end = end;
      cue->text = text->len > MAX_CUE_BYTES ? g_utf8_make_valid (text->str, MAX_CUE_BYTES)
                                            : g_strdup (text->str);
      g_ptr_array_add (self->cues, cue);
    }
  return i;
}

static guint
skip_block (char **lines, guint i)
{
  while (lines[i] != NULL && lines[i][0] != '\0')
    i++;
  return i;
}

static int
compare_cues (gconstpointer a, gconstpointer b)
{
  const FoyerCue *left = *(const FoyerCue *const *)a;
  const FoyerCue *right = *(const FoyerCue *const *)b;

  return left->start < right->start ? -1 : left->start > right->start;
}

/* The text with one '\n' for every line end, NUL bytes and broken UTF-8 made harmless. */
static char *
dup_clean (const char *data, gsize size)
{
  g_autoptr (GString) clean = g_string_sized_new (size);

  for (gsize i = 0; i < size; i++)
    {
      if (data[i] == '\r')
        {
          g_string_append_c (clean, '\n');
          if (i + 1 < size && data[i + 1] == '\n')
            i++;
        }
      else
        g_string_append_c (clean, data[i] == '\0' ? ' ' : data[i]);
    }
  return g_utf8_make_valid (clean->str, (gssize)clean->len);
}

/* Cuts text into its lines, in place. (transfer container): NULL-terminated, pointing into text. */
static char **
split_lines (char *text)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();

  for (char *line = text; line != NULL;)
    {
      char *end = line;

      while (*end != '\n' && *end != '\0')
        end++;
      g_ptr_array_add (lines, line);
      line = *end == '\n' ? end + 1 : NULL;
      *end = '\0';
    }
  g_ptr_array_add (lines, NULL);
  return (char **)g_ptr_array_free (g_steal_pointer (&lines), FALSE);
}

static gboolean
is_header (const char *line)
{
  return g_str_has_prefix (line, "WEBVTT")
         && (line[6] == '\0' || line[6] == ' ' || line[6] == '\t');
}

FoyerWebvtt *
foyer_webvtt_parse (const char *data, gsize size, GError **error)
{
  g_autoptr (FoyerWebvtt) self = NULL;
  g_autofree char *text = NULL;
  g_autofree char **lines = NULL;

  if (size > MAX_BYTES)
    {
      g_set_error (error, FOYER_WEBVTT_ERROR, FOYER_WEBVTT_ERROR_INVALID,
                   "captions of %" G_GSIZE_FORMAT " bytes are over the limit of %d", size,
                   MAX_BYTES);
      return NULL;
    }
  if (size >= 3 && memcmp (data, "\357\273\277", 3) == 0)
    {
      data += 3;
      size -= 3;
    }
  text = dup_clean (data, size);
  lines = split_lines (text);
  if (!is_header (lines[0]))
    {
      g_set_error_literal (error, FOYER_WEBVTT_ERROR, FOYER_WEBVTT_ERROR_INVALID,
                           "captions do not begin with WEBVTT");
      return NULL;
    }

  self = g_new0 (FoyerWebvtt, 1);
  self->cues = g_ptr_array_new_with_free_func ((GDestroyNotify)free_cue);
  for (guint i = 1; lines[i] != NULL;)
    {
      double start, end;

      if (read_timing (lines[i], &start, &end))
        i = take_cue (self, lines, i + 1, start, end);
      else if (g_str_has_prefix (lines[i], "NOTE") || g_str_has_prefix (lines[i], "STYLE")
               || g_str_has_prefix (lines[i], "REGION"))
        i = skip_block (lines, i);
      else
        i++;
    }
  g_ptr_array_sort (self->cues, compare_cues);
  return g_steal_pointer (&self);
}

FoyerWebvtt *
foyer_webvtt_load (const char *path, GError **error)
{
  g_autofree char *data = NULL;
  gsize size;

  if (!g_file_get_contents (path, &data, &size, error))
    return NULL;
  return foyer_webvtt_parse (data, size, error);
}

void
foyer_webvtt_free (FoyerWebvtt *captions)
{
  if (captions == NULL)
    return;
  g_ptr_array_unref (captions->cues);
  g_free (captions);
}

guint
foyer_webvtt_count (FoyerWebvtt *captions)
{
  return captions->cues->len;
}

const FoyerCue *
foyer_webvtt_get (FoyerWebvtt *captions, guint index)
{
  g_return_val_if_fail (index < captions->cues->len, NULL);
  return g_ptr_array_index (captions->cues, index);
}

char *
foyer_webvtt_dup_text_at (FoyerWebvtt *captions, double seconds)
{
  g_autoptr (GString) text = NULL;

  for (guint i = 0; i < captions->cues->len; i++)
    {
      const FoyerCue *cue = g_ptr_array_index (captions->cues, i);

      if (cue->start > seconds)
        break;
      if (seconds >= cue->end)
        continue;
      if (text == NULL)
        text = g_string_new (cue->text);
      else
        g_string_append_printf (text, "\n%s", cue->text);
    }
  return text != NULL ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
