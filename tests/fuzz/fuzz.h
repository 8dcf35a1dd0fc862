/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sodium.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/crypto/foyer-crypto.h"

G_BEGIN_DECLS

/* What every target shares. A target is one file, fuzz-NAME.c, with LLVMFuzzerTestOneInput (): it
 * runs under clang's libFuzzer and under our own fuzz-main.c. It asserts what must hold for any
 * bytes; the sanitizers watch the rest. */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);
/* (nullable) Once, before the first input. */
int LLVMFuzzerInitialize (int *argc, char ***argv);

/* 28 November 2026, 10:00 in London. */
#define FUZZ_NOW_US (G_GINT64_CONSTANT (1795860000) * G_USEC_PER_SEC)

/* Keys that are the same in every run, so that inputs can be kept. */
static inline void
fuzz_fixed_box_key (guint8 number, FoyerBoxKey *key)
{
  guint8 seed[crypto_box_SEEDBYTES];

  foyer_crypto_init ();
  memset (seed, number, sizeof seed);
  crypto_box_seed_keypair (key->public_key, key->secret_key, seed);
}

static inline void
fuzz_fixed_sign_key (guint8 number, FoyerSignKey *key)
{
  guint8 seed[crypto_sign_SEEDBYTES];

  foyer_crypto_init ();
  memset (seed, number, sizeof seed);
  crypto_sign_seed_keypair (key->public_key, key->secret_key, seed);
}

/* The first byte of an input says what the rest is for; 0 when there is none. */
static inline guint8
fuzz_take_mode (const uint8_t **data, size_t *size)
{
  if (*size == 0)
    return 0;
  (*size)--;
  return *(*data)++;
}

/* The rest of an input as a text that ends with NUL, to the byte: what reads on is seen. */
static inline char *
fuzz_dup_text (const uint8_t *data, size_t size)
{
  char *text = g_malloc (size + 1);

  if (size > 0)
    memcpy (text, data, size);
  text[size] = '\0';
  return text;
}

/* A critical warning that begins so is a library's own, and no defect of ours; NULL: there is none. */
static const char *fuzz_tolerated G_GNUC_UNUSED = NULL;

/* What is said about bad input is not of interest; a critical warning is a defect. Before main (),
 * whoever drives: a target is one file. */
static inline GLogWriterOutput
fuzz_log_writer (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  if ((level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL)) == 0)
    return G_LOG_WRITER_HANDLED;
  for (gsize i = 0; i < n_fields && fuzz_tolerated != NULL; i++)
    if (g_str_equal (fields[i].key, "MESSAGE")
        && g_str_has_prefix (fields[i].value, fuzz_tolerated))
      return G_LOG_WRITER_HANDLED;
  g_log_writer_standard_streams (level, fields, n_fields, data);
  abort ();
}

#ifndef FUZZ_IS_DRIVER
static void __attribute__ ((constructor)) fuzz_prepare (void)
{
  g_log_set_writer_func (fuzz_log_writer, NULL, NULL);
  g_log_set_always_fatal (G_LOG_FATAL_MASK); /* the writer judges */
  foyer_crypto_init ();
}
#endif

G_END_DECLS
