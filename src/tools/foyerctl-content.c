/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyerctl"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "centre/foyer-centre-admin.h"
#include "core/model/foyer-json.h"
#include "core/store/foyer-media-cache.h"
#include "tools/foyerctl-import-file.h"
#include "tools/foyerctl.h"

/* foyerctl content import: files into the centre's feeds.
 *
 * Reads and checks here, writes through the door: by itself, or through the centre that runs. Media
 * files are copied into place under their hash before the item that names them is sent, so a kiosk
 * never hears of a file it cannot have.
 */

/* Items and bytes sent at once: one transaction each, short enough for a running centre. */
#define BATCH_ITEMS 200
#define BATCH_BYTES (4 * 1024 * 1024)
/* Bytes of an import file, as the parser's limit. */
#define FILE_MAX_BYTES (32 * 1024 * 1024)

typedef struct
{
  FoyerCentreDoor *door; /* owned */
  const char *data_dir;
  gint64 changed[FOYER_N_KINDS], unchanged[FOYER_N_KINDS], deleted[FOYER_N_KINDS];
  guint left_out;
  guint n_taken; /* files */
} Import;

static void
leave_out (Import *import, const char *file, const char *problem)
{
  foyerctl_complain (FOYER_EXIT_PARTLY, "%s: %s", file, problem);
  import->left_out++;
}

static gboolean
send_batch (Import *import, const char *file, FoyerKind kind, json_t *items, GError **error)
{
  g_autoptr (json_t) request = json_pack ("{s:s, s:s, s:O}", "op", "import", "kind",
                                          foyer_kind_to_string (kind), "items", items);
  g_autoptr (json_t) reply = NULL;
  json_t *problem = NULL;
  size_t i;

  if (json_array_size (items) == 0)
    return TRUE;
  reply = foyer_centre_door_call (import->door, request, error);
  if (reply == NULL)
    return FALSE;
  import->changed[kind] += foyer_json_get_int (reply, "changed", 0);
  import->unchanged[kind] += foyer_json_get_int (reply, "unchanged", 0);
  import->deleted[kind] += foyer_json_get_int (reply, "deleted", 0);
  json_array_foreach (foyer_json_get_array (reply, "problems"), i, problem)
    leave_out (import, file, json_string_value (problem));
  json_array_clear (items);
  return TRUE;
}

/* Copies the file a media item names to where its hash says. */
static gboolean
place_media (Import *import, const char *import_file, json_t *item, GError **error)
{
  const char *name = foyer_json_get_string (item, "file");
  const char *hash = foyer_json_get_string (item, "sha256");
  gint64 bytes = foyer_json_get_int (item, "bytes", -1);
  g_autofree char *here = foyer_media_cache_dup_path (import->data_dir, hash);
  g_autofree char *folder = g_path_get_dirname (import_file);
  g_autofree char *path = NULL;
  g_autofree char *part = NULL;
  g_autoptr (GFile) from = NULL;
  g_autoptr (GFile) to = NULL;

  if (here)
    return TRUE;
  if (name == NULL || g_path_is_absolute (name) || strstr (name, ".."))
    {
      g_set_error_literal (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED,
                           "its file is not here, and “file” names none beside the import file");
      return FALSE;
    }
  path = g_build_filename (folder, name, NULL);
  part = foyer_media_cache_dup_part_path (import->data_dir, hash);
  from = g_file_new_for_path (path);
  to = g_file_new_for_path (part);
  return g_file_copy (from, to, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL,
                      NULL, NULL, error)
         && foyer_media_cache_commit (import->data_dir, part, hash, bytes, error);
}

/* The text to store for item; NULL after it was left out. */
static char *
prepare_item (Import *import, const char *file, FoyerKind kind, const FoyerFeedItem *item)
{
  g_autoptr (json_t) object = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  if (foyerctl_import_check (kind, item, &error))
    {
      if (kind != FOYER_KIND_MEDIA)
        return g_strdup (item->json);
      object = foyer_json_parse (item->json, strlen (item->json), NULL);
      if (place_media (import, file, object, &error))
        {
          json_object_del (object, "file");
          return foyer_json_dump (object);
        }
    }
  line = g_strdup_printf ("%s: %s", item->id, error->message);
  leave_out (import, file, line);
  return NULL;
}

static gboolean
send_page (
  Import *import, const char *file, FoyerKind kind, const FoyerFeedPage *page, GError **error)
{
  g_autoptr (json_t) batch = json_array ();
  gsize bytes = 0;

  for (guint i = 0; i < page->problems->len; i++)
    leave_out (import, file, page->problems->pdata[i]);
  for (guint i = 0; i < page->items->len; i++)
    {
      const FoyerFeedItem *item = page->items->pdata[i];
      g_autofree char *json = item->deleted ? NULL : prepare_item (import, file, kind, item);

      if (item->deleted)
        json_array_append_new (batch, json_pack ("{s:s, s:b}", "id", item->id, "deleted", 1));
      else if (json)
        json_array_append_new (batch, json_pack ("{s:s, s:s}", "id", item->id, "json", json));
      bytes += json ? strlen (json) : 0;
      if (json_array_size (batch) >= BATCH_ITEMS || bytes >= BATCH_BYTES)
        {
          if (!send_batch (import, file, kind, batch, error))
            return FALSE;
          bytes = 0;
        }
    }
  return send_batch (import, file, kind, batch, error);
}

/* Looks before it reads: a pipe would hold us up for ever, and a film would fill the memory. */
static FoyerFeedPage *
read_file (const char *file, gboolean is_rpde, GError **error)
{
  g_autofree char *text = NULL;
  gsize size = 0;
  GStatBuf info;
  const char *problem = NULL;

  if (g_stat (file, &info) == 0)
    {
      if (!S_ISREG (info.st_mode))
        problem = "not a file";
      else if (info.st_size > FILE_MAX_BYTES)
        problem = "larger than 32 MiB: split it";
    }
  if (problem)
    {
      g_set_error_literal (error, FOYER_CENTRE_ERROR, FOYER_CENTRE_ERROR_REFUSED, problem);
      return NULL;
    }
  if (!g_file_get_contents (file, &text, &size, error))
    return NULL;
  return foyerctl_import_parse (text, size, is_rpde, error);
}

/* One file. FALSE when the centre cannot write; what is wrong with the file is told, and its error
 * kept in *first when it is the first of all. */
static gboolean
import_file (Import *import, const char *file, gboolean is_rpde, GError **first, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (FoyerFeedPage) page = read_file (file, is_rpde, &local);

  if (page)
    {
      import->n_taken++;
      return send_page (import, file, page->kind, page, error);
    }
  leave_out (import, file, local->message);
  if (*first == NULL)
    *first = g_steal_pointer (&local);
  return TRUE;
}

static gboolean
make_sessions (Import *import, GError **error)
{
  g_autoptr (json_t) request = json_pack ("{s:s}", "op", "sessions");
  g_autoptr (json_t) reply = foyer_centre_door_call (import->door, request, error);
  json_t *problem = NULL;
  size_t i;

  if (reply == NULL)
    return FALSE;
  import->changed[FOYER_KIND_SESSIONS] += foyer_json_get_int (reply, "changed", 0);
  import->deleted[FOYER_KIND_SESSIONS] += foyer_json_get_int (reply, "deleted", 0);
  json_array_foreach (foyer_json_get_array (reply, "problems"), i, problem)
    foyerctl_complain (FOYER_EXIT_PARTLY, "no dates for %s", json_string_value (problem));
  return TRUE;
}

static void
print_counts (const Import *import)
{
  for (guint kind = 0; kind < FOYER_N_KINDS; kind++)
    if (import->changed[kind] + import->unchanged[kind] + import->deleted[kind] > 0)
      g_print ("%s: %" G_GINT64_FORMAT " changed, %" G_GINT64_FORMAT " unchanged, %" G_GINT64_FORMAT
               " deleted\n",
               foyer_kind_to_string (kind), import->changed[kind], import->unchanged[kind],
               import->deleted[kind]);
  g_print ("left out: %u\n", import->left_out);
}

static FoyerExit
import_all (const char *data, gboolean is_rpde, char **files)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) first = NULL;
  g_autoptr (FoyerCentreDoor) door = foyer_centre_door_open (data, &error);
  Import import = { .door = door, .data_dir = data };

  if (door == NULL)
    return foyerctl_fail (error);
  for (char **file = files; *file; file++)
    if (!import_file (&import, *file, is_rpde, &first, &error))
      return foyerctl_fail (error);
  /* Told already, in a line for each file. */
  if (import.n_taken == 0)
    return foyerctl_exit_code (first);
  if (!make_sessions (&import, &error))
    return foyerctl_fail (error);
  print_counts (&import);
  return import.left_out ? FOYER_EXIT_PARTLY : FOYER_EXIT_DONE;
}

FoyerExit
foyerctl_content_import (int argc, char **argv)
{
  static const char *const later[] = { "oruk", "vds", "csv", NULL };
  g_autofree char *data = NULL;
  g_autofree char *format = NULL;
  g_auto (GStrv) files = NULL;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, "Directory of the centre", "DIR" },
    { "format", 0, 0, G_OPTION_ARG_STRING, &format,
      "native (the default; data/content/FORMAT.md) or rpde (a saved page of a Foyer feed)",
      "FORMAT" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, "FILE…" },
    G_OPTION_ENTRY_NULL,
  };

  if (!foyerctl_parse (
        "Takes content files into a centre, running or not. Each says itself what kind it"
        " holds; items that are unchanged stay as they are.",
        entries, &argc, &argv, 0))
    return FOYER_EXIT_USAGE;
  if (data == NULL || files == NULL)
    return foyerctl_complain (FOYER_EXIT_USAGE,
                              "say where the centre is and what to take in: --data DIR FILE…");
  if (format && g_strv_contains (later, format))
    return foyerctl_complain (FOYER_EXIT_NOT_IN_THIS,
                              "importing %s is not in this version: native and rpde are", format);
  if (format && !g_str_equal (format, "native") && !g_str_equal (format, "rpde"))
    return foyerctl_complain (FOYER_EXIT_USAGE,
                              "there is no format “%s”: native and rpde are there", format);
  return import_all (data, g_strcmp0 (format, "rpde") == 0, files);
}
