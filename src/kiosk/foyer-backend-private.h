/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/crypto/foyer-pin.h"
#include "kiosk/foyer-backend.h"
#include "kiosk/foyer-sync-loop.h"

G_BEGIN_DECLS

/* For the foyer-backend*.c files only. */
#define FOYER_SETTING_PLACE_GROUP "place"
#define FOYER_SETTING_PLACE_TODAY "today"

/* Where ways may begin: made when they are first asked for. Main thread. */
typedef struct
{
  FoyerPostcodes *postcodes; /* owned (nullable) */
  gboolean postcodes_tried;
  FoyerOrigins *origins; /* owned (nullable) */
  char *version;         /* owned (nullable): of the content they were made from */
} FoyerBackendOrigins;

FoyerBackendOrigins *foyer_backend_get_origins (FoyerBackend *self);
void foyer_backend_clear_origins (FoyerBackend *self);

/* The lock of the staff corner. */
typedef struct
{
  FoyerPin *pin;      /* on the thread of the try while there is one */
  gboolean is_trying; /* main thread */
} FoyerBackendDoor;

FoyerBackendDoor *foyer_backend_get_door (FoyerBackend *self);
GKeyFile *foyer_backend_get_settings (FoyerBackend *self);
void foyer_backend_find_place (FoyerBackend *self);         /* anew, and says so */
FoyerSyncLoop *foyer_backend_get_loop (FoyerBackend *self); /* (nullable) borrowed: not enrolled */
/* TRUE: the workers run. FALSE: this kiosk is not enrolled, and task is answered. */
gboolean foyer_backend_is_ready (FoyerBackend *self, GTask *task);

/* Runs on the search worker, with its reader. (transfer full), or NULL with error. */
typedef gpointer (*FoyerBackendRead) (FoyerStore *store,
                                      gpointer data,
                                      GCancellable *cancellable,
                                      GError **error);
/* Reads off the main thread; takes data. foyer_worker_finish () gives what read gave. */
void foyer_backend_read (FoyerBackend *self,
                         FoyerBackendRead read,
                         gpointer data,
                         GDestroyNotify data_free,
                         GDestroyNotify result_free,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);

G_END_DECLS
