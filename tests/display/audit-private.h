/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "audit.h"

G_BEGIN_DECLS

/* What the parts of the audit share. */

typedef struct
{
  GtkWidget *widget;       /* borrowed */
  graphene_rect_t whole;   /* of the window, in pixels */
  graphene_rect_t visible; /* what those around it leave of it; zero size: nothing */
  gboolean can_scroll_x, can_scroll_y;
} AuditTarget;

/* The window's rectangle cut by everything around the widget that scrolls. */
void audit_measure (AuditTarget *target, GtkWidget *window);
/* Counts it, and writes it down. */
void audit_note (
  Audit *audit, guint *counter, GtkWidget *widget, const char *where, const char *format, ...)
  G_GNUC_PRINTF (5, 6);
void audit_check_spoken (Audit *audit, GtkWidget *window, GtkWidget *root, const char *where);

G_END_DECLS
