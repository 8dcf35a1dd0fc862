/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <math.h>

#include "core/model/foyer-match-facts.h"
#include "core/model/foyer-service.h"

G_BEGIN_DECLS

/* The kinds of content a feed can carry, in the order a kiosk pulls them. */
typedef enum
{
  FOYER_KIND_PROGRAMMES,
  FOYER_KIND_PLACES,
  FOYER_KIND_MEDIA,
  FOYER_KIND_LISTINGS,
  FOYER_KIND_SESSIONS,
  FOYER_KIND_STORIES,
  FOYER_KIND_PAGES,
  FOYER_KIND_PATHWAYS,
  FOYER_KIND_COHORTS,
  FOYER_KIND_QUESTIONS,
  FOYER_KIND_PLANS,
  FOYER_KIND_STATUSES,
  FOYER_N_KINDS,
} FoyerKind;

const char *foyer_kind_to_string (FoyerKind kind); /* "programmes", … */
gboolean foyer_kind_from_string (const char *text, FoyerKind *kind);

#define FOYER_CONTENT_ERROR (foyer_content_error_quark ())
GQuark foyer_content_error_quark (void);
typedef enum
{
  FOYER_CONTENT_ERROR_INVALID, /* the message names the item and what is wrong with it */
} FoyerContentError;

/* Days. An answer that is promised later than that is none. */
#define FOYER_MAX_REPLY_DAYS 365

/* All model objects below are immutable once made: fields may be read, from any thread, never
 * written. Strings are owned by the object; NULL means "not known". String lists are
 * NULL-terminated and never NULL. The from_json constructors take one native ITEM
 * (data/content/FORMAT.md) as text. */

typedef struct
{
  char *title, *url; /* owned */
} FoyerSource;

typedef struct
{
  char *tag, *label, *tone;
} FoyerFacetOption;

typedef struct
{
  char *id, *label;
  GPtrArray *options; /* owned FoyerFacetOption */
} FoyerFacet;

#define FOYER_TYPE_PROGRAMME (foyer_programme_get_type ())
G_DECLARE_FINAL_TYPE (FoyerProgramme, foyer_programme, FOYER, PROGRAMME, GObject)
struct _FoyerProgramme
{
  GObject parent_instance;
  char *id, *name, *title, *tagline, *colour, *art, *browse, *action;
  GStrv about;
  int order;
  int reply_days; /* within which an answer is promised; 0 none, -1 not said */
  FoyerSource source;
  GPtrArray *facets; /* owned FoyerFacet */
};
FoyerProgramme *foyer_programme_new_from_json (const char *json, GError **error);
/* The option whose tag is given, in any facet; NULL if there is none. (transfer none) */
const FoyerFacetOption *foyer_programme_find_option (FoyerProgramme *programme, const char *tag);

#define FOYER_TYPE_PLACE (foyer_place_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPlace, foyer_place, FOYER, PLACE, GObject)
typedef struct
{
  int weekday;    /* 0 Monday … 6 Sunday */
  int open, shut; /* minutes after midnight */
} FoyerOpening;
struct _FoyerPlace
{
  GObject parent_instance;
  char *id, *name, *type, *run_by, *authority, *address, *postcode, *district, *email, *url;
  double lat, lon; /* NAN when not known */
  gboolean is_closed, has_hours;
  GArray *hours; /* FoyerOpening, sorted; empty unless has_hours */
  FoyerSource source;
};
FoyerPlace *foyer_place_new_from_json (const char *json, GError **error);

#define FOYER_TYPE_LISTING (foyer_listing_get_type ())
G_DECLARE_FINAL_TYPE (FoyerListing, foyer_listing, FOYER, LISTING, GObject)
typedef enum
{
  FOYER_PRECISION_UNKNOWN,
  FOYER_PRECISION_POSTCODE,
  FOYER_PRECISION_PLACE,
  FOYER_PRECISION_TOWN,
  FOYER_PRECISION_DISTRICT,
  FOYER_PRECISION_COUNTY, /* anywhere in Essex: lat and lon are NAN */
} FoyerPrecision;
typedef enum
{
  FOYER_ROLE_MEET,      /* who one would meet */
  FOYER_ROLE_FIRST_DAY, /* what happens first */
  FOYER_ROLE_EXPENSES,
  FOYER_ROLE_ACCESS,   /* getting in and around */
  FOYER_ROLE_DBS,      /* the level of check, or that none is needed */
  FOYER_ROLE_TRAINING, /* what one is taught */
  FOYER_ROLE_TASTER,   /* whether one may come and see first */
  FOYER_N_ROLE_FACTS,
} FoyerRoleFact;
struct _FoyerListing
{
  GObject parent_instance;
  char *id, *programme, *type, *title, *organisation, *summary, *gain;
  GStrv what_you_do;
  char *place_name, *venue, *address, *postcode, *district, *where_note;
  double lat, lon; /* degrees, NAN when not known */
  FoyerPrecision precision;
  char *when_text, *time; /* time: one-off weekly monthly flexible, or NULL */
  char *cost_text;
  int is_free;          /* 1 yes, 0 no, -1 not known */
  int age_min, age_max; /* years, -1 when not known */
  GStrv tags, needs;
  char *role[FOYER_N_ROLE_FACTS]; /* short sentences, each NULL when not known */
  char *contact_text, *contact_phone;
  FoyerSource source;
  char *last_confirmed; /* YYYY, YYYY-MM or YYYY-MM-DD, or NULL */
  char *art;
  gboolean can_sign_up;
  int reply_days;            /* within which an answer is promised; 0 none, -1 not said */
  gboolean is_demonstration; /* its facts are not confirmed by anybody */
  FoyerMatchFacts match;     /* what "Help me choose" asks about */
  char *language;            /* of its words, such as "pl"; NULL: English */
};
FoyerListing *foyer_listing_new_from_json (const char *json, GError **error);
/* TRUE when last_confirmed is missing or its latest possible day is more than 365 days before now.
 */
gboolean foyer_listing_is_out_of_date (FoyerListing *listing, gint64 now_us);
/* The last Julian day on which it is up to date; 0: it was never confirmed. */
guint foyer_listing_get_fresh_until (FoyerListing *listing);

#define FOYER_TYPE_SESSION (foyer_session_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSession, foyer_session, FOYER, SESSION, GObject)
struct _FoyerSession
{
  GObject parent_instance;
  char *id, *listing, *date; /* date: YYYY-MM-DD, Europe/London */
  gint64 start, end;         /* Unix seconds; -1 when the time of day is not known */
  int places, places_left;   /* -1: not counted */
};
FoyerSession *foyer_session_new_from_json (const char *json, GError **error);

#define FOYER_TYPE_STORY (foyer_story_get_type ())
G_DECLARE_FINAL_TYPE (FoyerStory, foyer_story, FOYER, STORY, GObject)
struct _FoyerStory
{
  GObject parent_instance;
  char *id, *title, *standfirst, *district, *place_name, *art, *published;
  GStrv themes, body;
  GPtrArray *sources; /* owned FoyerSource */
  char *like_programme;
  GStrv like_tags;
  char *media_type;              /* film, narration or NULL: no media */
  char *media, *captions, *made; /* media, captions: media ids */
  gboolean is_demonstration;
  char *language; /* of its words; NULL: English */
};
FoyerStory *foyer_story_new_from_json (const char *json, GError **error);

#define FOYER_TYPE_INFO_PAGE (foyer_info_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerInfoPage, foyer_info_page, FOYER, INFO_PAGE, GObject)
typedef struct
{
  char *heading;
  GStrv paragraphs;
} FoyerInfoSection;
struct _FoyerInfoPage
{
  GObject parent_instance;
  char *id, *title, *standfirst, *art, *last_confirmed;
  GStrv programmes;
  int order;
  GPtrArray *sections; /* owned FoyerInfoSection */
  GPtrArray *sources;  /* owned FoyerSource */
  char *language;      /* of its words; NULL: English */
};
FoyerInfoPage *foyer_info_page_new_from_json (const char *json, GError **error);

#define FOYER_TYPE_PATHWAY (foyer_pathway_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPathway, foyer_pathway, FOYER, PATHWAY, GObject)
struct _FoyerPathway
{
  GObject parent_instance;
  char *id, *title, *organisation, *summary, *place_name, *district, *contact_text, *contact_phone;
  char *last_confirmed;
  GStrv programmes;
  FoyerSource source;
};
FoyerPathway *foyer_pathway_new_from_json (const char *json, GError **error);

#define FOYER_TYPE_MEDIA (foyer_media_get_type ())
G_DECLARE_FINAL_TYPE (FoyerMedia, foyer_media, FOYER, MEDIA, GObject)
struct _FoyerMedia
{
  GObject parent_instance;
  char *id, *sha256, *type, *title; /* sha256: 64 lower-case hex digits */
  gint64 bytes;
  double seconds; /* NAN when not known */
};
FoyerMedia *foyer_media_new_from_json (const char *json, GError **error);

#define FOYER_TYPE_STATUS (foyer_status_get_type ())
G_DECLARE_FINAL_TYPE (FoyerStatus, foyer_status, FOYER, STATUS, GObject)
typedef enum
{
  FOYER_STATUS_RECEIVED, /* the centre has the sign-up */
  FOYER_STATUS_IN_TOUCH, /* somebody has rung, written, or tried to */
  FOYER_STATUS_PLACED,   /* it has begun */
  FOYER_STATUS_CLOSED,   /* it ended without a place */
  FOYER_STATUS_WITHDRAWN,
  FOYER_N_STATUS_STATES,
} FoyerStatusState;
const char *foyer_status_state_to_string (FoyerStatusState state); /* "in_touch", … */
gboolean foyer_status_state_from_string (const char *text, FoyerStatusState *state);
struct _FoyerStatus
{
  GObject parent_instance;
  char *id; /* hash of the reference code: 64 lower-case hex digits */
  FoyerStatusState state;
  char *received, *reply_by; /* YYYY-MM-DD, Europe/London; reply_by may be NULL */
  char *message;             /* from the central team, or NULL */
  gint64 updated;            /* Unix seconds, -1 when not known */
  FoyerService *service;     /* hours given with this code, or NULL */
};
FoyerStatus *foyer_status_new_from_json (const char *json, GError **error);

/* Checks one native item of any kind against FORMAT.md: id, limits, types. On success *id_out
 * (transfer full) is its id. Used by the importer at the centre and by the kiosk before it stores
 * anything. */
gboolean foyer_content_check_item (
  FoyerKind kind, const char *json, gsize size, char **id_out, GError **error);

G_END_DECLS
