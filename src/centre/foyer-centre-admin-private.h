/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/foyer-centre-admin.h"

G_BEGIN_DECLS

/* Between the files of foyer-centre-admin.h only: one function a request; what each takes and gives
 * stands there. (transfer full), NULL with error. */
json_t *foyer_centre_admin_status (FoyerCentreStore *store,
                                   json_t *request,
                                   gint64 now_us,
                                   GError **error);
json_t *foyer_centre_admin_look (FoyerCentreStore *store,
                                 json_t *request,
                                 gint64 now_us,
                                 GError **error);
json_t *foyer_centre_admin_revoke (FoyerCentreStore *store,
                                   json_t *request,
                                   gint64 now_us,
                                   GError **error);
json_t *foyer_centre_admin_readmit (FoyerCentreStore *store,
                                    json_t *request,
                                    gint64 now_us,
                                    GError **error);
json_t *foyer_centre_admin_invite (FoyerCentreStore *store,
                                   json_t *request,
                                   gint64 now_us,
                                   GError **error);
json_t *foyer_centre_admin_backed_up (FoyerCentreStore *store,
                                      json_t *request,
                                      gint64 now_us,
                                      GError **error);
json_t *foyer_centre_admin_new_epoch (FoyerCentreStore *store,
                                      json_t *request,
                                      gint64 now_us,
                                      GError **error);

/* REFUSED with this message. Always NULL. */
json_t *foyer_centre_admin_refuse (const char *message, GError **error);

G_END_DECLS
