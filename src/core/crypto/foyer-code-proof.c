/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-codes"

#include <sodium.h>
#include <string.h>

#include "core/crypto/foyer-crypto.h"

/* What a reference code becomes: a proof that one knows it, and of that, a hash that anybody may
 * see.
 *
 * Hashes of codes go to every kiosk with the statuses, so knowing one proves nothing. A withdrawal
 * carries the proof: it shows the centre that its sender had the code itself, and with a hash alone
 * nobody can take a stranger's name back. No state; any thread.
 */

/* What stands on a stolen disk is a hash, and 2^38 fast ones are tried in minutes. So the proof of
 * a reference code takes Argon2id once over 32 MiB: 31 ms of one core here (64 MiB: 69 ms), which a
 * visitor does not notice. To search all codes takes 2.6 × 10^11 × 31 ms: 260 years of one core,
 * and as many times 32 MiB of memory as cores search at once. The salt is the same everywhere,
 * since a code must be found by its hash alone: who pays for the search once has a table of all.
 * What a code opens is only how things stand, and withdrawing; never a name. */
#define PROOF_OPS 1
#define PROOF_MEMORY (32 * 1024 * 1024) /* bytes */
#define PROOF_BYTES 32
static const char PROOF_SALT[] = "foyer-code-salt1";
G_STATIC_ASSERT (sizeof PROOF_SALT == crypto_pwhash_SALTBYTES + 1);
/* So that no other BLAKE2b of ours, or anyone else's of the same bytes, equals this one. */
static const guint8 HASH_PERSONAL[crypto_generichash_blake2b_PERSONALBYTES] = "foyer-code-1";

char *
foyer_code_proof (const char *normalised)
{
  guint8 slow[PROOF_BYTES];
  char *proof = NULL;

  g_return_val_if_fail (normalised != NULL, NULL);

  foyer_crypto_init ();
  if (crypto_pwhash (slow, sizeof slow, normalised, strlen (normalised), (const guint8 *)PROOF_SALT,
                     PROOF_OPS, PROOF_MEMORY, crypto_pwhash_ALG_ARGON2ID13)
      == 0)
    proof = foyer_hex (slow, sizeof slow);
  sodium_memzero (slow, sizeof slow);
  return proof;
}

char *
foyer_code_hash_of_proof (const char *proof)
{
  guint8 slow[PROOF_BYTES], hash[crypto_generichash_blake2b_BYTES];

  foyer_crypto_init ();
  if (!foyer_unhex (proof, slow, sizeof slow))
    return NULL;
  crypto_generichash_blake2b_salt_personal (hash, sizeof hash, slow, sizeof slow, NULL, 0, NULL,
                                            HASH_PERSONAL);
  sodium_memzero (slow, sizeof slow);
  return foyer_hex (hash, sizeof hash);
}
