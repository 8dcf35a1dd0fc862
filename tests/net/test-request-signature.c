/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/foyer-request-signature.h"

#include <string.h>

/* The one profile of signed requests: what is signed is found good, and nothing else is. */

#define BODY "{\"records\":[]}"
#define NONCE "AAECAwQFBgcICQoLDA0ODw"

typedef struct
{
  FoyerSignKey key;
  GBytes *body;
  GStrv headers; /* Content-Digest, v, Signature-Input, v, Signature, v */
} Signed;

static Signed
sign (void)
{
  Signed self = { 0 };

  foyer_sign_key_generate (&self.key);
  self.body = g_bytes_new_static (BODY, strlen (BODY));
  self.headers
    = foyer_request_sign (&self.key, "kiosk-abc", "POST", "/records", self.body, 1772442000, NONCE);
  return self;
}

static void
signed_clear (Signed *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->headers, g_strfreev);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Signed, signed_clear)

static gboolean
verifies (const Signed *self,
          const char *method,
          const char *path,
          GBytes *body,
          const char *digest,
          const char *input,
          const char *signature)
{
  g_auto (FoyerRequestSignature) parsed = { 0 };

  return foyer_request_signature_parse (&parsed, input)
         && foyer_request_signature_verify (&parsed, self->key.public_key, method, path, body,
                                            digest, signature);
}

static void
what_was_signed_is_good_and_says_by_whom (void)
{
  g_auto (Signed) self = sign ();
  g_auto (FoyerRequestSignature) parsed = { 0 };

  g_assert_true (verifies (&self, "POST", "/records", self.body, self.headers[1], self.headers[3],
                           self.headers[5]));
  g_assert_true (foyer_request_signature_parse (&parsed, self.headers[3]));
  g_assert_cmpstr (parsed.keyid, ==, "kiosk-abc");
  g_assert_cmpstr (parsed.nonce, ==, NONCE);
  g_assert_cmpint (parsed.created, ==, 1772442000);
  g_assert_cmpstr (
    self.headers[3], ==,
    "foyer=(\"@method\" \"@path\" \"content-digest\");created=1772442000;keyid=\"kiosk-abc\";"
    "nonce=\"" NONCE "\";alg=\"ed25519\";tag=\"foyer-request-1\"");
}

static void
another_method_path_body_or_key_is_refused (void)
{
  g_auto (Signed) self = sign ();
  g_autoptr (GBytes) other = g_bytes_new_static ("{}", 2);
  g_auto (Signed) stranger = sign ();

  g_assert_false (verifies (&self, "PUT", "/records", self.body, self.headers[1], self.headers[3],
                            self.headers[5]));
  g_assert_false (verifies (&self, "POST", "/enrolments", self.body, self.headers[1],
                            self.headers[3], self.headers[5]));
  g_assert_false (
    verifies (&self, "POST", "/records", other, self.headers[1], self.headers[3], self.headers[5]));
  g_assert_false (verifies (&stranger, "POST", "/records", self.body, self.headers[1],
                            self.headers[3], self.headers[5]));
}

/* Every byte of every header, changed to something else. */
static void
no_single_byte_may_change (void)
{
  g_auto (Signed) self = sign ();

  for (guint h = 1; h < 6; h += 2)
    for (gsize i = 0; i < strlen (self.headers[h]); i++)
      for (guint bit = 0; bit < 7; bit++)
        {
          self.headers[h][i] ^= (char)(1 << bit);
          if (self.headers[h][i] != '\0')
            g_assert_false (verifies (&self, "POST", "/records", self.body, self.headers[1],
                                      self.headers[3], self.headers[5]));
          self.headers[h][i] ^= (char)(1 << bit);
        }
}

static void
other_ways_to_write_the_same_are_refused (void)
{
  static const char *const inputs[] = {
    "",
    "foyer=",
    "sig1=(\"@method\" \"@path\" \"content-digest\");created=1;keyid=\"a\";nonce=\"" NONCE
    "\";alg=\"ed25519\";tag=\"foyer-request-1\"",
    "foyer=(\"@path\" \"@method\" \"content-digest\");created=1;keyid=\"a\";nonce=\"" NONCE
    "\";alg=\"ed25519\";tag=\"foyer-request-1\"",
    "foyer=(\"@method\" \"@path\");created=1;keyid=\"a\";nonce=\"" NONCE
    "\";alg=\"ed25519\";tag=\"foyer-request-1\"",
    "foyer=(\"@method\" \"@path\" \"content-digest\");created=-1;keyid=\"a\";nonce=\"" NONCE
    "\";alg=\"ed25519\";tag=\"foyer-request-1\"",
    "foyer=(\"@method\" \"@path\" \"content-digest\");created=01;keyid=\"a\";nonce=\"" NONCE
    "\";alg=\"ed25519\";tag=\"foyer-request-1\"",
    "foyer=(\"@method\" \"@path\" \"content-digest\");created=1;keyid=\"A b\";nonce=\"" NONCE
    "\";alg=\"ed25519\";tag=\"foyer-request-1\"",
    "foyer=(\"@method\" \"@path\" \"content-digest\");created=1;keyid=\"\";nonce=\"" NONCE
    "\";alg=\"ed25519\";tag=\"foyer-request-1\"",
    "foyer=(\"@method\" \"@path\" "
    "\"content-digest\");created=1;keyid=\"a\";nonce=\"short\";alg=\"ed25519\";tag=\"foyer-request-"
    "1\"",
    "foyer=(\"@method\" \"@path\" \"content-digest\");created=1;keyid=\"a\";nonce=\"" NONCE
    "\";alg=\"none\";tag=\"foyer-request-1\"",
    "foyer=(\"@method\" \"@path\" \"content-digest\");created=1;keyid=\"a\";nonce=\"" NONCE
    "\";alg=\"ed25519\"",
    "foyer=(\"@method\" \"@path\" \"content-digest\");created=1;keyid=\"a\";nonce=\"" NONCE
    "\";alg=\"ed25519\";tag=\"foyer-request-1\" ",
    "foyer=(\"@method\" \"@path\" \"content-digest\");created=1;keyid=\"a\";nonce=\"" NONCE
    "\";alg=\"ed25519\";tag=\"foyer-request-1\", b=()",
  };

  for (guint i = 0; i < G_N_ELEMENTS (inputs); i++)
    {
      g_auto (FoyerRequestSignature) parsed = { 0 };

      g_test_message ("%s", inputs[i]);
      g_assert_false (foyer_request_signature_parse (&parsed, inputs[i]));
    }
}

static void
nonces_differ (void)
{
  g_autofree char *one = foyer_request_nonce_new ();
  g_autofree char *two = foyer_request_nonce_new ();

  g_assert_cmpuint (strlen (one), ==, 22);
  g_assert_cmpstr (one, !=, two);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  foyer_crypto_init ();
#define ADD(path, func) g_test_add_func ("/request-signature/" path, func)
  ADD ("what-was-signed-is-good-and-says-by-whom", what_was_signed_is_good_and_says_by_whom);
  ADD ("another-method-path-body-or-key-is-refused", another_method_path_body_or_key_is_refused);
  ADD ("no-single-byte-may-change", no_single_byte_may_change);
  ADD ("other-ways-to-write-the-same-are-refused", other_ways_to_write_the_same_are_refused);
  ADD ("nonces-differ", nonces_differ);
  return g_test_run ();
}
