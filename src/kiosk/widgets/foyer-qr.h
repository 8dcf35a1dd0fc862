/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A QR code, dark on white in every theme, four modules of quiet zone, whole device pixels a module. */
#define FOYER_TYPE_QR (foyer_qr_get_type ())
G_DECLARE_FINAL_TYPE (FoyerQr, foyer_qr, FOYER, QR, GtkWidget)

GtkWidget *foyer_qr_new (const char *text, const char *label); /* label: what a screen reader says */

G_END_DECLS
