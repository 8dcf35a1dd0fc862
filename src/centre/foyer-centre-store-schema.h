/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* centre.db's history: step n takes user_version n-1 to n. NULL-terminated; released steps never
 * change. */
extern const char *const foyer_centre_store_schema[];
