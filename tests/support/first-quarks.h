/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Tells the leak sanitizer that GLib's first table of names for numbers (GQuark) stays for good.
 * GLib makes it before main() starts and leaves it behind on purpose once a program has more than
 * 2,048 of them, for readers without a lock. It cannot be named in lsan.supp: the constructor it is
 * made in keeps no frame, so that its stack is g_malloc alone.
 * Before any GLib call but those of constructors. Without the sanitizer: does nothing. */
void first_quarks_keep (void);
