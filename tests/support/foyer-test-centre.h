/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>

#include "centre/foyer-centre.h"
#include "core/crypto/foyer-crypto.h"

G_BEGIN_DECLS

/* A whole centre in this process, in a new temporary directory, on a free port of the loopback, on
 * its own thread and main context, so that the test may block. Failures end the test. */
typedef struct _FoyerTestCentre FoyerTestCentre;

#define FOYER_TEST_PASSPHRASE "correct horse battery staple"

/* clock: NULL for the real one. */
FoyerTestCentre *foyer_test_centre_new (FoyerClock *clock);
void foyer_test_centre_free (FoyerTestCentre *self); /* and the directory is removed */
/* Stops and starts it again on the same data, on another port. */
void foyer_test_centre_restart (FoyerTestCentre *self);

/* The two halves of that; between them the directory is nobody's. */
void foyer_test_centre_stop (FoyerTestCentre *self);
void foyer_test_centre_start (FoyerTestCentre *self);
/* Requests a kiosk may make; there is no limit until then, nor after a restart. */
void foyer_test_centre_set_rate (FoyerTestCentre *self, guint burst, guint per_second);

const char *foyer_test_centre_get_url (FoyerTestCentre *self);
const char *foyer_test_centre_get_dir (FoyerTestCentre *self);
guint foyer_test_centre_get_port (FoyerTestCentre *self);

/* items: a JSON array of native items. */
void foyer_test_centre_import (FoyerTestCentre *self, const char *kind, const char *items);
void foyer_test_centre_delete (FoyerTestCentre *self, const char *kind, const char *id);
/* Any change, in a transaction of the writer. */
void foyer_test_centre_write (FoyerTestCentre *self, FoyerCentreJobFunc func, gpointer data);
/* A request of foyer-centre-admin.h; takes request. NULL when it is refused. (transfer full) */
json_t *foyer_test_centre_ask (FoyerTestCentre *self, json_t *request);
char *foyer_test_centre_invite (FoyerTestCentre *self, const char *place);
/* Puts size bytes into the centre's media under their hash. Returns the hash in hex. */
char *foyer_test_centre_add_media (FoyerTestCentre *self, gconstpointer data, gsize size);
/* B, opened with the passphrase. */
void foyer_test_centre_load_box_key (FoyerTestCentre *self, FoyerBoxKey *key);
gint64 foyer_test_centre_count_records (FoyerTestCentre *self);

/* Removes a directory and all in it. */
void foyer_test_remove_tree (const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerTestCentre, foyer_test_centre_free)

G_END_DECLS
