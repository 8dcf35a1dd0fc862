/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/foyer-json.h"
#include "core/model/foyer-service.h"

G_BEGIN_DECLS

/* The member "service" of a status, for who reads and writes JSON. (transfer full) */
json_t *foyer_service_to_json (const FoyerService *service);
/* NULL: it is not one. (transfer full) */
FoyerService *foyer_service_new_from_json (const json_t *json);

G_END_DECLS
