/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-centre"

#include "centre/foyer-centre-audit.h"

#include <sodium.h>
#include <string.h>

#include "core/model/foyer-json.h"

/* The chain of the audit log, and what goes into it.
 *
 * Plain functions on the thread that owns the store. The members named in the table below are all
 * that leaves a request for the log: a new request is logged only when it is added there, and then
 * with nothing nobody thought about.
 */

/* Members a row's detail may have from each side. */
#define MEMBERS_MAX 4

static const struct
{
  const char *op;
  const char *request[MEMBERS_MAX], *reply[MEMBERS_MAX];
} logged[] = {
  { "open", { "kind", "key", "format", "note" }, { NULL } },
  { "export", { "kind", "note" }, { NULL } },
  { "status", { "state" }, { "code_hash" } },
  { "import", { "kind" }, { "changed", "deleted" } },
  { "invite", { "place" }, { NULL } },
  { "revoke", { "kiosk" }, { NULL } },
  { "readmit", { "kiosk" }, { NULL } },
  { "backed-up", { "file" }, { "seq", "epoch" } },
  { "new-epoch", { "restored_from", "moved_aside", "tombstones" }, { "epoch" } },
  { "bundle-next", { "target" }, { "sequence" } },
  { "bundle-deliver", { "kiosk", "accept_revoked" }, { NULL } },
};

static void
copy_members (json_t *to, const json_t *from, const char *const keys[MEMBERS_MAX])
{
  for (guint i = 0; i < MEMBERS_MAX && keys[i]; i++)
    {
      json_t *value = json_object_get (from, keys[i]);

      if (value)
        json_object_set (to, keys[i], value);
    }
}

const char *
foyer_centre_audit_describe (const json_t *request, const json_t *reply, json_t **detail)
{
  const char *op = foyer_json_get_string ((json_t *)request, "op");

  for (guint i = 0; i < G_N_ELEMENTS (logged); i++)
    if (g_strcmp0 (op, logged[i].op) == 0)
      {
        *detail = json_object ();
        copy_members (*detail, request, logged[i].request);
        copy_members (*detail, reply, logged[i].reply);
        return logged[i].op;
      }
  return NULL;
}

static void
add_field (crypto_generichash_state *state, const char *text)
{
  guint64 size = GUINT64_TO_LE (strlen (text));

  crypto_generichash_update (state, (const guint8 *)&size, sizeof size);
  crypto_generichash_update (state, (const guint8 *)text, strlen (text));
}

/* Ignores audit->hash. (transfer full) */
static char *
hash_row (const FoyerCentreAudit *audit)
{
  g_autofree char *n = g_strdup_printf ("%" G_GINT64_FORMAT, audit->n);
  g_autofree char *time = g_strdup_printf ("%" G_GINT64_FORMAT, audit->time_us);
  guint8 hash[crypto_generichash_BYTES];
  crypto_generichash_state state;

  crypto_generichash_init (&state, NULL, 0, sizeof hash);
  crypto_generichash_update (&state, (const guint8 *)audit->previous, strlen (audit->previous));
  add_field (&state, n);
  add_field (&state, time);
  add_field (&state, audit->what);
  add_field (&state, audit->by);
  add_field (&state, audit->detail);
  crypto_generichash_final (&state, hash, sizeof hash);
  return foyer_hex (hash, sizeof hash);
}

static void
chain_begin (FoyerAuditChain *chain)
{
  if (chain->hash[0] == '\0')
    memset (chain->hash, '0', FOYER_AUDIT_HASH_CHARS);
}

gboolean
foyer_audit_chain_follow (FoyerAuditChain *chain, const FoyerCentreAudit *audit)
{
  g_autofree char *hash = NULL;

  chain_begin (chain);
  if (audit->n != chain->n + 1 || g_strcmp0 (audit->previous, chain->hash) != 0)
    return FALSE;
  hash = hash_row (audit);
  if (g_strcmp0 (audit->hash, hash) != 0)
    return FALSE;
  chain->n = audit->n;
  g_strlcpy (chain->hash, hash, sizeof chain->hash);
  return TRUE;
}

static gboolean
take_last (const FoyerCentreAudit *audit, gpointer data)
{
  FoyerAuditChain *chain = data;

  chain->n = audit->n;
  g_strlcpy (chain->hash, audit->hash, sizeof chain->hash);
  return TRUE;
}

gboolean
foyer_centre_audit_append (FoyerCentreStore *store,
                           gint64 now_us,
                           const char *what,
                           const char *by,
                           const json_t *detail,
                           GError **error)
{
  FoyerAuditChain chain = { 0 };
  g_autofree char *text = foyer_json_dump_canonical (detail);
  g_autofree char *hash = NULL;
  FoyerCentreAudit audit = { .time_us = now_us, .what = what, .by = by, .detail = text };
  gint64 end = 0;

  foyer_crypto_init ();
  if (!foyer_centre_store_each_audit (store, TRUE, take_last, &chain, error)
      || !foyer_centre_store_get_audit_end (store, &end, error))
    return FALSE;
  chain_begin (&chain);
  /* Where rows were cut off at the end the gap stays, for all to see. */
  audit.n = MAX (chain.n, end) + 1;
  audit.previous = chain.hash;
  hash = hash_row (&audit);
  audit.hash = hash;
  if (foyer_centre_store_add_audit (store, &audit, error))
    return TRUE;
  g_prefix_error (error, "the audit log cannot be written, so nothing was done: ");
  return FALSE;
}
