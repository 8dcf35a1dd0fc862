/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/foyer-backend.h"
#include "kiosk/print/foyer-print.h"

G_BEGIN_DECLS

/* The words of a slip to take away. All borrowed; all but heading nullable: what is not there is
 * not printed. */
typedef struct
{
  const char *heading;
  const char *code; /* a reference code, large and in a frame */
  const char *title, *when, *where, *contact;
  const char *next_heading;
  const char *next[4]; /* NULL-terminated: what happens next */
  const char *qr;      /* text of a QR code */
} FoyerSlip;

/* On the paper of this kiosk's printer (setting [print] paper-millimetres), half as large again for
 * somebody who reads large text. (transfer full) */
FoyerPrint *foyer_slip_new (FoyerBackend *backend, const FoyerSlip *slip, gboolean is_large);

G_END_DECLS
