/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/crypto/foyer-trust.h"

G_BEGIN_DECLS

/* Bytes of an outbox file, which one person carries and one centre reads into memory. */
#define FOYER_USB_OUTBOX_MAX (96 * 1024 * 1024)
#define FOYER_USB_RECEIPT_MAX (32 * 1024 * 1024)
#define FOYER_CONTEXT_OUTBOX "foyer-outbox-1"

/* What a kiosk remembers of sticks: STATE/identity/usb.json. */
typedef struct
{
  gint64 epoch;      /* newest epoch of the centre that a stick has told; 0: none */
  gint64 sequence;   /* of the bundle applied last, in that epoch; 0: none */
  GPtrArray *nonces; /* owned char *, newest last: outbox files that no receipt came back for */
} FoyerUsbNotes;

/* 16 random bytes in hex. (transfer full) */
#define FOYER_USB_NONCE_CHARS 32
char *foyer_usb_nonce_new (void);

/* Nothing noted yet, or by a kiosk of another centre: all zero. NULL with error when the file
 * cannot be read or is damaged: then no stick is taken rather than an old one. */
FoyerUsbNotes *foyer_usb_notes_load (const char *state_dir,
                                     const FoyerTrust *trust,
                                     GError **error);
gboolean foyer_usb_notes_save (const FoyerUsbNotes *self,
                               const char *state_dir,
                               const FoyerTrust *trust,
                               GError **error); /* atomic, fsync */
/* A newer epoch starts the sequence anew. */
void foyer_usb_notes_see_epoch (FoyerUsbNotes *self, gint64 epoch);
/* The oldest are forgotten above 16: their records only have to be collected again. */
void foyer_usb_notes_add_nonce (FoyerUsbNotes *self, const char *nonce);
gboolean foyer_usb_notes_has_nonce (const FoyerUsbNotes *self, const char *nonce);
void foyer_usb_notes_forget_nonce (FoyerUsbNotes *self, const char *nonce);
void foyer_usb_notes_free (FoyerUsbNotes *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerUsbNotes, foyer_usb_notes_free)

G_END_DECLS
