/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FOYER_TYPE_APPLICATION (foyer_application_get_type ())
G_DECLARE_FINAL_TYPE (FoyerApplication, foyer_application, FOYER, APPLICATION, GtkApplication)

typedef struct
{
  char *state_dir;  /* owned */
  char *centre_url; /* owned (nullable) */
  gboolean windowed, trace;
  int width, height; /* 0: whatever the screen is */
} FoyerOptions;

FoyerApplication *foyer_application_new (const FoyerOptions *options); /* options: borrowed for its life */

G_END_DECLS
