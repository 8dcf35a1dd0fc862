/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-proof"

#include "tests/proof/kill-ends.h"

#include <libsoup/soup.h>
#include <signal.h>
#include <unistd.h>

#include "centre/foyer-centre-private.h"
#include "tests/core/fault-vfs.h"

/* The centre that is killed: the whole of foyer-centre as a library, in a process of its own.
 *
 * The linker puts the two functions below in front of the real ones (--wrap), so that it can die
 * between its commit and its answer without the centre knowing of it. The commit runs on the
 * writer's thread, the answer on the main one; each counts for itself.
 */

gboolean __real_foyer_centre_store_commit (FoyerCentreStore *self, GError **error);
gboolean __wrap_foyer_centre_store_commit (FoyerCentreStore *self, GError **error);
void __real_foyer_reply_json (
  FoyerCentre *self, SoupServerMessage *message, guint status, json_t *body, const char *context);
void __wrap_foyer_reply_json (
  FoyerCentre *self, SoupServerMessage *message, guint status, json_t *body, const char *context);

static Fate fate;
static KillShared *shared;

static void
meet (Death death)
{
  if (shared == NULL) /* in the test's own process */
    return;
  g_atomic_int_inc (&shared->n_ticks);
  if (fate.death == death && --fate.at == 0)
    kill (getpid (), SIGKILL);
}

gboolean
__wrap_foyer_centre_store_commit (FoyerCentreStore *self, GError **error)
{
  gboolean is_done;

  meet (DIE_BEFORE_COMMIT);
  is_done = __real_foyer_centre_store_commit (self, error);
  meet (DIE_AFTER_COMMIT);
  return is_done;
}

void
__wrap_foyer_reply_json (
  FoyerCentre *self, SoupServerMessage *message, guint status, json_t *body, const char *context)
{
  meet (DIE_BEFORE_ANSWER);
  __real_foyer_reply_json (self, message, status, body, context);
}

void
kill_centre_live (const KillWorld *world, const Fate *its_fate)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (FoyerCentre) centre = NULL;
  g_autoptr (GError) error = NULL;

  fate = *its_fate;
  shared = world->shared;
  if (fate.death == DIE_AT_DISK_STEP)
    fault_vfs_arm (FAULT_DIE, fate.at, FALSE);
  centre = foyer_centre_new (world->centre_dir, NULL, foyer_clock_system (), &error);
  g_assert_no_error (error);
  foyer_centre_listen (centre, "127.0.0.1:0", &error);
  g_assert_no_error (error);
  shared->port = foyer_centre_get_port (centre);
  g_main_loop_run (loop);
  _exit (1);
}
