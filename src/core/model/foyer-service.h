/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Hours added up for one reference code: what a record of service says. The kind of the records it
 * is made of: */
#define FOYER_RECORD_KIND_HOURS "hours_log"

/* One record of hours, as its header in clear tells it. */
typedef struct
{
  char *month;     /* owned: YYYY-MM */
  char *programme; /* owned (nullable) */
  guint minutes;
  gint64 seq; /* the centre's number of it; 0: not there yet */
} FoyerServiceEntry;
void foyer_service_entry_free (FoyerServiceEntry *entry);
/* From a record's header; NULL when it is none of hours. (transfer full) */
FoyerServiceEntry *foyer_service_entry_new_from_header (const char *header, gint64 seq);

typedef struct
{
  char *key; /* owned: YYYY-MM, or a programme's id */
  guint minutes;
} FoyerServiceSum;

typedef struct
{
  guint minutes, entries;
  gint64 seq;            /* the newest record that is in it; 0: none of the centre's */
  GPtrArray *months;     /* owned FoyerServiceSum, by month, the newest 24 at most */
  GPtrArray *programmes; /* owned FoyerServiceSum, by id, 8 at most; only as far as known */
  char *since, *until;   /* owned (nullable): YYYY-MM, first and last */
} FoyerService;
FoyerService *foyer_service_new (void);
FoyerService *foyer_service_copy (const FoyerService *service); /* NULL gives NULL */
void foyer_service_free (FoyerService *service);
void foyer_service_add (FoyerService *service, const FoyerServiceEntry *entry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerService, foyer_service_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerServiceEntry, foyer_service_entry_free)

G_END_DECLS
