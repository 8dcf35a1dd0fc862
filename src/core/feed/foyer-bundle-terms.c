/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-bundle"

#include "core/feed/foyer-bundle.h"

#include <string.h>

#include "core/model/foyer-json.h"

/* What a bundle says of itself: the terms in its signature, the manifest in front of its pages.
 *
 * The terms are in the trusted comment so that whether a kiosk may apply a bundle is known before
 * anything is unpacked, and so that people can read them with minisign -V. Plain values, owned by
 * whoever made them; any thread.
 */

static const char TERMS_FORMAT[] = "foyer-bundle-1";
/* Feeds of a bundle: Foyer has a dozen. */
#define FEEDS_MAX 64
/* Pages of one feed: four digits in a name. */
#define PAGES_MAX 9999

G_DEFINE_QUARK (foyer - bundle - error - quark, foyer_bundle_error)

static char *
format_time (gint64 us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (us / G_USEC_PER_SEC);

  return time ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}

static gint64
parse_time (const char *text)
{
  g_autoptr (GDateTime) time = text ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  return time ? g_date_time_to_unix (time) * G_USEC_PER_SEC : -1;
}

char *
foyer_bundle_terms_format (const FoyerBundleTerms *terms)
{
  g_autofree char *expires = format_time (terms->expires_us);

  return g_strdup_printf ("%s sequence=%" G_GINT64_FORMAT " expires=%s target=%s"
                          " epoch=%" G_GINT64_FORMAT,
                          TERMS_FORMAT, terms->sequence, expires, terms->target, terms->epoch);
}

/* The value behind "key=". */
static const char *
value_of (const char *word, const char *key)
{
  gsize n = strlen (key);

  return strncmp (word, key, n) == 0 && word[n] == '=' ? word + n + 1 : NULL;
}

static gboolean
get_number (const char *word, const char *key, gint64 *number)
{
  const char *text = value_of (word, key);

  return text && g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, number, NULL);
}

gboolean
foyer_bundle_terms_parse (const char *text, FoyerBundleTerms *terms)
{
  g_auto (GStrv) words = g_strsplit (text, " ", 6);
  g_autofree char *again = NULL;
  const char *expires = NULL, *target = NULL;

  memset (terms, 0, sizeof *terms);
  if (g_strv_length (words) != 5 || !g_str_equal (words[0], TERMS_FORMAT)
      || !get_number (words[1], "sequence", &terms->sequence)
      || (expires = value_of (words[2], "expires")) == NULL
      || (target = value_of (words[3], "target")) == NULL || *target == '\0'
      || !get_number (words[4], "epoch", &terms->epoch))
    return FALSE;
  terms->expires_us = parse_time (expires);
  if (terms->expires_us < 0)
    return FALSE;
  terms->target = g_strdup (target);
  /* One way of writing them only. */
  again = foyer_bundle_terms_format (terms);
  return g_str_equal (again, text);
}

void
foyer_bundle_terms_clear (FoyerBundleTerms *terms)
{
  g_clear_pointer (&terms->target, g_free);
}

static gboolean
refuse (GError **error, FoyerBundleError code, const char *why)
{
  g_set_error_literal (error, FOYER_BUNDLE_ERROR, code, why);
  return FALSE;
}

gboolean
foyer_bundle_check_terms (const FoyerBundleTerms *terms,
                          const char *kiosk_id,
                          gint64 known_epoch,
                          gint64 done_epoch,
                          gint64 done_sequence,
                          gint64 now_us,
                          GError **error)
{
  if (!g_str_equal (terms->target, FOYER_BUNDLE_EVERYBODY)
      && !g_str_equal (terms->target, kiosk_id))
    return refuse (error, FOYER_BUNDLE_ERROR_TARGET, "this bundle was made for another kiosk");
  if (terms->epoch < known_epoch)
    return refuse (error, FOYER_BUNDLE_ERROR_ROLLBACK,
                   "this bundle was made before the centre was put back from a backup: fetch a "
                   "new one");
  /* In a new epoch the centre may count from below again. */
  if (terms->epoch == done_epoch && terms->sequence == done_sequence)
    return refuse (error, FOYER_BUNDLE_ERROR_ROLLBACK,
                   "this bundle was applied already: nothing was changed");
  if (terms->epoch == done_epoch && terms->sequence < done_sequence)
    return refuse (error, FOYER_BUNDLE_ERROR_ROLLBACK,
                   "this bundle is older than the one applied last");
  if (now_us >= terms->expires_us)
    return refuse (error, FOYER_BUNDLE_ERROR_EXPIRED,
                   "this bundle has expired: fetch a new one from the centre");
  return TRUE;
}

static void
feed_clear (gpointer data)
{
  g_free (((FoyerBundleFeed *)data)->name);
}

FoyerBundleManifest *
foyer_bundle_manifest_new (void)
{
  FoyerBundleManifest *self = g_new0 (FoyerBundleManifest, 1);

  self->feeds = g_array_new (FALSE, TRUE, sizeof (FoyerBundleFeed));
  g_array_set_clear_func (self->feeds, feed_clear);
  return self;
}

void
foyer_bundle_manifest_add (FoyerBundleManifest *self, const char *name, gint64 last, guint pages)
{
  FoyerBundleFeed feed = { .name = g_strdup (name), .last = last, .pages = pages };

  feed.is_known = foyer_kind_from_string (name, &feed.kind);
  g_array_append_val (self->feeds, feed);
}

void
foyer_bundle_manifest_free (FoyerBundleManifest *self)
{
  if (self == NULL)
    return;
  g_free (self->centre_name);
  g_array_unref (self->feeds);
  g_free (self);
}

char *
foyer_bundle_manifest_format (const FoyerBundleManifest *self)
{
  g_autofree char *made = format_time (self->made_us);
  g_autoptr (json_t) feeds = json_array ();
  g_autoptr (json_t) root = NULL;

  for (guint i = 0; i < self->feeds->len; i++)
    {
      const FoyerBundleFeed *feed = &g_array_index (self->feeds, FoyerBundleFeed, i);

      json_array_append_new (feeds, json_pack ("{s:s, s:I, s:i}", "kind", feed->name, "last",
                                               (json_int_t)feed->last, "pages", (int)feed->pages));
    }
  root = json_pack ("{s:s, s:s, s:s, s:I, s:O}", "format", TERMS_FORMAT, "centre",
                    self->centre_name ? self->centre_name : "", "made", made, "backed_up_to",
                    (json_int_t)self->backed_up_to, "feeds", feeds);
  return foyer_json_dump (root);
}

static gboolean
read_feed (FoyerBundleManifest *self, json_t *feed)
{
  const char *name = foyer_json_get_string (feed, "kind");
  gint64 last = foyer_json_get_int (feed, "last", -1);
  gint64 pages = foyer_json_get_int (feed, "pages", 0);

  for (guint i = 0; name && i < self->feeds->len; i++)
    if (g_str_equal (g_array_index (self->feeds, FoyerBundleFeed, i).name, name))
      return FALSE;
  if (name == NULL || last < 0 || pages < 1 || pages > PAGES_MAX)
    return FALSE;
  foyer_bundle_manifest_add (self, name, last, (guint)pages);
  return TRUE;
}

FoyerBundleManifest *
foyer_bundle_manifest_parse (GBytes *text)
{
  gsize size;
  const char *data = g_bytes_get_data (text, &size);
  g_autoptr (json_t) root = foyer_json_parse (data, size, NULL);
  g_autoptr (FoyerBundleManifest) self = foyer_bundle_manifest_new ();
  json_t *feeds = foyer_json_get_array (root, "feeds"), *feed = NULL;
  size_t i;

  self->centre_name = g_strdup (foyer_json_get_string (root, "centre"));
  self->made_us = parse_time (foyer_json_get_string (root, "made"));
  self->backed_up_to = foyer_json_get_int (root, "backed_up_to", 0);
  if (g_strcmp0 (foyer_json_get_string (root, "format"), TERMS_FORMAT) != 0 || self->made_us < 0
      || self->centre_name == NULL || feeds == NULL || json_array_size (feeds) > FEEDS_MAX)
    return NULL;
  json_array_foreach (feeds, i, feed)
    if (!read_feed (self, feed))
      return NULL;
  return g_steal_pointer (&self);
}
