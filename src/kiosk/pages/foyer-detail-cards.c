/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-detail-page"

#include "kiosk/pages/foyer-detail-private.h"

#include <glib/gi18n.h>

#include "core/model/foyer-wish.h"
#include "core/viewmodel/foyer-listing-words.h"
#include "core/viewmodel/foyer-map-pins.h"
#include "kiosk/foyer-spoken.h"
#include "kiosk/pages/foyer-listing-argument.h"
#include "kiosk/widgets/foyer-label.h"
#include "kiosk/widgets/foyer-read-button.h"
#include "kiosk/widgets/foyer-session-list.h"

/* The detail page's second column: when, where, and what one can do about it. Makes widgets and
 * gives them to the page. Main thread. */

#define SESSIONS_MAX 12 /* about a quarter of a year of a weekly thing */
#define WHEN_MAX 120    /* characters */
#define WHERE_MAX 200   /* characters */
#define CONTACT_MAX 300 /* characters */

static GtkWidget *
add_card (FoyerDetailPage *self, const char *heading)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "detail-card");
  foyer_label_append (card, heading, "card-heading");
  gtk_box_append (GTK_BOX (self->cards), card);
  return card;
}

static void
add_line (GtkWidget *card, const char *words, guint longest, const char *css_class)
{
  g_autofree char *shown = foyer_words_shorten (words, longest);

  foyer_label_append (card, shown, css_class);
}

/* ---- what one signs up for ---- */

static FoyerSession *
get_chosen (FoyerDetailPage *self)
{
  return self->sessions != NULL
           ? foyer_session_list_get_chosen (FOYER_SESSION_LIST (self->sessions))
           : NULL;
}

static void
update_action (FoyerDetailPage *self)
{
  FoyerSession *session = get_chosen (self);
  g_autofree char *label = NULL;
  g_autofree char *day = NULL;

  if (self->action == NULL)
    return;
  if (session == NULL)
    label = g_strdup (_ ("I’m interested"));
  else
    {
      day = foyer_session_list_dup_day (session);
      label = session->places_left == 0
                ? g_strdup_printf (_ ("Put me on the waiting list for %s"), day)
                : g_strdup_printf (_ ("Sign me up for %s"), day);
    }
  gtk_label_set_text (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->action))), label);
  foyer_spoken_name (self->action, label);
}

/* "LISTING", "LISTING SESSION" or "LISTING SESSION WISH" ("-": no date). */
static void
open_sign_up (FoyerDetailPage *self, FoyerWish wish)
{
  FoyerSession *session = get_chosen (self);
  g_autofree char *argument = NULL;

  if (wish != FOYER_WISH_JOIN)
    argument = g_strdup_printf ("%s %s %s", self->listing->id, session != NULL ? session->id : "-",
                                foyer_wish_to_string (wish));
  else if (session != NULL)
    argument = g_strdup_printf ("%s %s", self->listing->id, session->id);
  else
    argument = g_strdup (self->listing->id);
  foyer_page_open (FOYER_PAGE (self), "sign-up", argument);
}

static void
action_cb (FoyerDetailPage *self)
{
  FoyerSession *session = get_chosen (self);

  open_sign_up (self, session != NULL && session->places_left == 0 ? FOYER_WISH_WAITING_LIST
                                                                   : FOYER_WISH_JOIN);
}

static void
try_cb (FoyerDetailPage *self)
{
  open_sign_up (self, FOYER_WISH_TRY_ONCE);
}

static void
question_cb (FoyerDetailPage *self)
{
  open_sign_up (self, FOYER_WISH_QUESTION);
}

static void
take_away_cb (FoyerDetailPage *self)
{
  FoyerSession *session = get_chosen (self);
  g_autofree char *argument
    = g_strdup_printf ("%s %s", self->listing->id, session != NULL ? session->id : "-");

  foyer_page_open (FOYER_PAGE (self), "take-away", argument);
}

/* ---- cards ---- */

/* "When · Fridays": with dates below, the words cost no line of their own. */
static void
set_heading_words (GtkWidget *heading, const char *words)
{
  g_autofree char *shown = foyer_words_shorten (words, WHEN_MAX);
  g_autofree char *both
    = g_strdup_printf ("%s · %s", gtk_label_get_text (GTK_LABEL (heading)), shown);
  g_autoptr (PangoAttrList) light = pango_attr_list_new ();
  PangoAttribute *weight = pango_attr_weight_new (PANGO_WEIGHT_NORMAL);

  weight->start_index = strlen (gtk_label_get_text (GTK_LABEL (heading)));
  pango_attr_list_insert (light, weight);
  gtk_label_set_attributes (GTK_LABEL (heading), light);
  gtk_label_set_text (GTK_LABEL (heading), both);
}

/* The heading of a list of dates: its words, and the way to more of them. */
static void
make_heading_row (FoyerDetailPage *self, GtkWidget *card, const char *words)
{
  GtkWidget *heading = gtk_widget_get_first_child (card);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  if (words != NULL)
    set_heading_words (heading, words);
  g_object_ref (heading);
  gtk_box_remove (GTK_BOX (card), heading);
  gtk_widget_set_hexpand (heading, TRUE);
  gtk_box_append (GTK_BOX (row), heading);
  g_object_unref (heading);
  gtk_box_append (GTK_BOX (row), foyer_session_list_get_more (FOYER_SESSION_LIST (self->sessions)));
  gtk_widget_add_css_class (row, "when-row");
  gtk_box_append (GTK_BOX (card), row);
}

static gboolean
fill_when (FoyerDetailPage *self, gint64 now_us)
{
  FoyerStore *store = foyer_backend_get_store (foyer_page_get_backend (FOYER_PAGE (self)));
  g_autoptr (GPtrArray) sessions
    = foyer_store_list_sessions (store, self->listing->id, now_us, SESSIONS_MAX);
  GtkWidget *card = add_card (self, _ ("When"));
  g_autofree char *time = foyer_words_time (self->listing->time);
  const char *words = self->listing->when_text != NULL ? self->listing->when_text : time;

  if (sessions->len == 0)
    {
      add_line (card, words != NULL ? words : _ ("Ask when you get in touch."), WHERE_MAX, NULL);
      return FALSE;
    }
  self->sessions = foyer_session_list_new (sessions);
  make_heading_row (self, card, words);
  gtk_box_append (GTK_BOX (card), self->sessions);
  g_signal_connect_object (self->sessions, "notify::chosen", G_CALLBACK (update_action), self,
                           G_CONNECT_SWAPPED);
  return TRUE;
}

/* "about 3 miles from here", or from where the list that led here was measured. (transfer full)
 * (nullable) */
static char *
dup_distance (FoyerDetailPage *self)
{
  FoyerBackend *backend = foyer_page_get_backend (FOYER_PAGE (self));
  const char *origin = foyer_listing_argument_get_origin (FOYER_PAGE (self));
  FoyerListing *listing = self->listing;
  double lat, lon, miles = NAN;

  if (!isnan (listing->lat) && !isnan (listing->lon)
      && foyer_backend_locate (backend, origin, &lat, &lon))
    miles = foyer_geo_distance_miles (lat, lon, listing->lat, listing->lon);
  return foyer_words_distance_from (listing, miles, origin);
}

static void
map_cb (FoyerDetailPage *self)
{
  const char *from = foyer_listing_argument_get_from (foyer_page_get_argument (FOYER_PAGE (self)));
  g_autofree char *listing = foyer_listing_argument (self->listing->id, from);
  g_autofree char *argument = g_strconcat ("listing:", listing, NULL);

  foyer_page_open (FOYER_PAGE (self), "map", argument);
}

/* Also of what is only roughly known: the map draws that as an area, and says so. */
static void
add_map_button (FoyerDetailPage *self, GtkWidget *card)
{
  GtkWidget *button;

  if (foyer_map_spot_kind (self->listing) == FOYER_MAP_SPOT_NONE)
    return;
  button = foyer_button_new (_ ("See it on the map"), "foyer-place-symbolic", FALSE, "outline");
  gtk_widget_add_css_class (button, "where-map");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (map_cb), self);
  gtk_box_append (GTK_BOX (card), button);
}

static void
fill_where (FoyerDetailPage *self)
{
  g_autofree char *place = foyer_words_place (self->listing);
  g_autofree char *distance = dup_distance (self);
  GtkWidget *card;

  if (place == NULL && distance == NULL && self->listing->where_note == NULL)
    return;
  card = add_card (self, _ ("Where"));
  add_line (card, place, WHERE_MAX, NULL);
  if (g_strcmp0 (place, distance) != 0)
    add_line (card, distance, WHERE_MAX, "strong");
  add_line (card, self->listing->where_note, CONTACT_MAX, "quiet");
  add_map_button (self, card);
}

static void
fill_action (FoyerDetailPage *self)
{
  GtkWidget *label = foyer_label_new (NULL, NULL);

  self->action = gtk_button_new ();
  gtk_label_set_xalign (GTK_LABEL (label), 0.5);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_button_set_child (GTK_BUTTON (self->action), label);
  gtk_widget_add_css_class (self->action, "primary");
  gtk_widget_add_css_class (self->action, "big");
  gtk_widget_add_css_class (self->action, "detail-action");
  g_signal_connect_swapped (self->action, "clicked", G_CALLBACK (action_cb), self);
  gtk_box_insert_child_after (GTK_BOX (self->side), self->action, self->side_scroll);
  update_action (self);
}

static void
fill_how_to_join (FoyerDetailPage *self)
{
  g_autofree char *contact = foyer_detail_dup_contact (self->listing);
  GtkWidget *card = add_card (self, _ ("How to join"));

  add_line (card, contact != NULL ? contact : _ ("Ask the staff here. They can help you find out."),
            CONTACT_MAX, NULL);
}

gboolean
foyer_detail_fill_cards (FoyerDetailPage *self, gint64 now_us)
{
  gboolean has_dates = fill_when (self, now_us);

  fill_where (self);
  if (self->listing->can_sign_up)
    fill_action (self);
  else
    fill_how_to_join (self);
  return has_dates;
}

/* ---- what else one may do ---- */

static GtkWidget *
add_row (GtkWidget *ways)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (row, "way-row");
  gtk_box_set_homogeneous (GTK_BOX (row), TRUE);
  gtk_box_append (GTK_BOX (ways), row);
  return row;
}

static void
add_way (
  FoyerDetailPage *self, GtkWidget *row, const char *label, const char *icon, GCallback callback)
{
  GtkWidget *button = foyer_button_new (label, icon, FALSE, "outline");

  gtk_widget_add_css_class (button, "way");
  g_signal_connect_swapped (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (row), button);
}

static void
fill_ways (FoyerDetailPage *self, GtkWidget *ways)
{
  GtkWidget *row, *read;

  if (self->listing->can_sign_up)
    {
      row = add_row (ways);
      add_way (self, row, _ ("Try it once"), NULL, G_CALLBACK (try_cb));
      add_way (self, row, _ ("Ask a question"), NULL, G_CALLBACK (question_cb));
    }
  row = add_row (ways);
  add_way (self, row, _ ("Take it away"), "foyer-qr-symbolic", G_CALLBACK (take_away_cb));
  read = foyer_read_button_new (_ ("Read to me"), "outline");
  gtk_widget_add_css_class (read, "way");
  gtk_box_append (GTK_BOX (row), read);
}

void
foyer_detail_fill_ways (FoyerDetailPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->ways); i++)
    fill_ways (self, self->ways[i]);
}

static void
set_rows_narrow (GtkWidget *box, gboolean is_narrow)
{
  GtkOrientation across = is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  for (GtkWidget *row = box != NULL ? gtk_widget_get_first_child (box) : NULL; row != NULL;
       row = gtk_widget_get_next_sibling (row))
    gtk_orientable_set_orientation (GTK_ORIENTABLE (row), across);
}

void
foyer_detail_set_narrow (FoyerDetailPage *self, gboolean is_narrow)
{
  set_rows_narrow (self->facts, is_narrow);
  set_rows_narrow (self->ways[1], is_narrow);
}
