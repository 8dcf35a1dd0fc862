/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A bad line between a kiosk and a centre: passes bytes on, and does one wrong thing at one exact
 * byte when told to. A thread of its own; the functions may be called from any other. */
typedef struct _ChaosProxy ChaosProxy;

typedef enum
{
  CHAOS_NONE,        /* a good line */
  CHAOS_CUT_UP,      /* after so many bytes towards the centre, both sides hear the line close */
  CHAOS_CUT_DOWN,    /* after so many bytes towards the kiosk */
  CHAOS_RESET_DOWN,  /* the same, as a reset instead of an end */
  CHAOS_STALL_UP,    /* from there on nothing passes; the line closes soon after */
  CHAOS_STALL_DOWN,  /* the same in the other direction */
  CHAOS_FLIP_UP,     /* that byte towards the centre is another */
  CHAOS_FLIP_DOWN,   /* that byte towards the kiosk is another */
  CHAOS_DROP_DOWN,   /* that byte towards the kiosk is missing */
  CHAOS_DRIBBLE,     /* good, but a few bytes at a time */
  CHAOS_REFUSE,      /* the line is taken and closed at once */
  CHAOS_PORTAL,      /* a captive portal answers in the centre's place, 200 and HTML */
  CHAOS_PORTAL_JSON, /* a meddling box answers 200 and JSON */
  CHAOS_REDIRECT,    /* a captive portal answers 302 */
  CHAOS_OLD_REPLY,   /* the reply before this one comes again, unchanged */
  N_CHAOS,
} ChaosKind;

const char *chaos_kind_name (ChaosKind kind);

ChaosProxy *chaos_proxy_new (guint target_port);
void chaos_proxy_free (ChaosProxy *self);
guint chaos_proxy_get_port (ChaosProxy *self);

/* From now on: kind, at byte at (from 0) of what passes in its direction. mask: what a flipped byte
 * is changed by. */
void chaos_proxy_arm (ChaosProxy *self, ChaosKind kind, gsize at, guint8 mask);
/* A good line again. TRUE when the wrong thing was done. */
gboolean chaos_proxy_disarm (ChaosProxy *self);
/* Bytes since the last arming. */
gsize chaos_proxy_get_up (ChaosProxy *self);
gsize chaos_proxy_get_down (ChaosProxy *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChaosProxy, chaos_proxy_free)

G_END_DECLS
