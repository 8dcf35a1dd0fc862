/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-map-page"

#include "kiosk/pages/foyer-map-page.h"

#include <glib/gi18n.h>

#include "core/viewmodel/foyer-browse-state.h"
#include "core/viewmodel/foyer-way-words.h"
#include "kiosk/foyer-spoken.h"
#include "kiosk/foyer-style.h"
#include "kiosk/pages/foyer-listing-argument.h"
#include "kiosk/widgets/foyer-help-button.h"
#include "kiosk/widgets/foyer-label.h"
#include "kiosk/widgets/foyer-listing-list.h"
#include "kiosk/widgets/foyer-map-row.h"
#include "kiosk/widgets/foyer-map.h"
#include "kiosk/widgets/foyer-ways-out.h"

/* The map beside its list, or above it where the screen is narrow or the letters are large. Both
 * are bound to one FoyerMapPins, which is all that a visitor does here. Owned by the window's
 * stack. Main thread. */

#define LISTING_PREFIX "listing:"
#define BUTTON_FACTOR 1.6 /* closer or further with one touch */
/* Of the list below an upright map, in design pixels, and more for each percent of text over 100; the
 * rest is the map's. */
#define LIST_HEIGHT 470 /* four rows, or one that is chosen */
#define LIST_HEIGHT_MORE 0.9
#define ONE_HEIGHT 300 /* one listing with its way there */
#define ONE_HEIGHT_MORE 4.3

struct _FoyerMapPage
{
  FoyerPage parent_instance;

  FoyerBrowseModel *model; /* owned (nullable): one listing, or no content yet */
  FoyerMapPins *pins;      /* owned */
  GPtrArray *places;       /* owned FoyerPlace */
  double lat, lon;         /* where one is, NAN: not known */

  GtkWidget *content, *side, *title, *count, *rough, *stack, *nothing, *map_box, *controls, *closer,
    *further, *over, *credit;            /* template */
  GtkWidget *ways;                       /* owned: it moves between layouts */
  GtkWidget *map, *list, *here, *in_bar; /* borrowed */
  GtkWidget *list_frame;                 /* borrowed: what scrolls the list */
};

G_DEFINE_FINAL_TYPE (FoyerMapPage, foyer_map_page, FOYER_TYPE_PAGE)

/* ---- words ---- */

/* Where distances are from; NULL: this place. A map of one listing goes on from where its page was
 * measured. Borrowed. */
static const char *
get_origin (FoyerMapPage *self)
{
  FoyerPage *page = FOYER_PAGE (self);

  return g_str_has_prefix (foyer_page_get_argument (page), LISTING_PREFIX)
           ? foyer_listing_argument_get_origin (page)
           : foyer_visit_get_origin (foyer_page_get_visit (page));
}

static gboolean
has_rough (FoyerMapPage *self)
{
  for (guint i = 0; i < foyer_map_pins_count_placed (self->pins); i++)
    if (foyer_map_pins_get (self->pins, i)->kind != FOYER_MAP_SPOT_EXACT)
      return TRUE;
  return FALSE;
}

/* "5 on the map, nearest first", or "The first 200 of 3412". */
static void
update_words (FoyerMapPage *self)
{
  guint placed = foyer_map_pins_count_placed (self->pins), all = foyer_map_pins_count (self->pins);
  guint total = self->model != NULL ? foyer_browse_model_get_total (self->model) : all;
  const char *format;
  g_autofree char *words = NULL;

  if (total > all)
    words = g_strdup_printf (_ ("The first %u of %u"), all, total);
  else
    {
      format
        = self->model != NULL && foyer_browse_model_get_sort (self->model) == FOYER_SORT_NEAREST
            ? ngettext ("%u on the map, nearest first", "%u on the map, nearest first", placed)
            : ngettext ("%u on the map", "%u on the map", placed);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      words = g_strdup_printf (format, placed);
#pragma GCC diagnostic pop
    }
  gtk_label_set_text (GTK_LABEL (self->count), words);
  gtk_widget_set_visible (self->count, all > 0 && self->model != NULL);
  gtk_widget_set_visible (self->rough, has_rough (self));
}

/* (transfer full) */
static char *
dup_way (FoyerMapPage *self, FoyerListing *listing)
{
  FoyerBackend *backend = foyer_page_get_backend (FOYER_PAGE (self));
  FoyerPlace *place = foyer_backend_get_place (backend);
  FoyerWayOrigin origin = { .lat = self->lat,
                            .lon = self->lon,
                            .postcode = get_origin (self),
                            .is_library = place != NULL && g_strcmp0 (place->type, "library") == 0,
                            .places = self->places,
                            .map = foyer_map_pins_get_data (self->pins) };

  return foyer_words_getting_there (listing, &origin);
}

/* ---- the list ---- */

static void
row_chosen_cb (FoyerMapRow *row, gpointer data)
{
  FoyerMapPage *self = data;
  FoyerMapItem *item = foyer_map_row_get_item (row);

  for (guint i = 0; i < foyer_map_pins_count (self->pins); i++)
    if (foyer_map_pins_get (self->pins, i) == item)
      foyer_map_pins_select (self->pins,
                             foyer_map_pins_get_selected (self->pins) == (int)i ? -1 : (int)i);
  foyer_map_show_selected (FOYER_MAP (self->map));
}

static void
row_opened_cb (FoyerMapRow *row, gpointer data)
{
  FoyerPage *page = data;
  const char *shown = foyer_page_get_argument (page);
  FoyerMapItem *item = foyer_map_row_get_item (row);
  g_autofree char *argument = NULL;

  if (item == NULL)
    return;
  argument = foyer_listing_argument (item->listing->id, g_str_has_prefix (shown, LISTING_PREFIX)
                                                          ? foyer_listing_argument_get_from (shown)
                                                          : NULL);
  foyer_page_open (page, "detail", argument);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *row = foyer_map_row_new ();

  g_signal_connect (row, "chosen", G_CALLBACK (row_chosen_cb), data);
  g_signal_connect (row, "opened", G_CALLBACK (row_opened_cb), data);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_selectable (item, FALSE);
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer data)
{
  FoyerMapRow *row = FOYER_MAP_ROW (gtk_list_item_get_child (list_item));
  FoyerMapItem *item = gtk_list_item_get_item (list_item);
  g_autofree char *way = dup_way (data, item->listing);

  foyer_map_row_set_item (row, item);
  foyer_map_row_set_way (row, way);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer data)
{
  foyer_map_row_set_item (FOYER_MAP_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static void
selected_cb (GObject *pins, GParamSpec *pspec, gpointer data)
{
  FoyerMapPage *self = data;
  int selected = foyer_map_pins_get_selected (self->pins);

  if (selected >= 0)
    gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", (guint)selected);
}

static void
build_list (FoyerMapPage *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkNoSelection *selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->pins)));

  self->list_frame = gtk_scrolled_window_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), self);
  self->list = gtk_list_view_new (GTK_SELECTION_MODEL (selection), factory);
  gtk_widget_add_css_class (self->list, "map-list");
  foyer_spoken_name (self->list, _ ("What is on the map"));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->list_frame), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->list_frame), self->list);
  gtk_stack_add_named (GTK_STACK (self->stack), self->list_frame, "list");
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "list");
}

/* ---- the map ---- */

static void
moved_cb (FoyerMap *map, gpointer data)
{
  FoyerMapPage *self = data;
  const FoyerMapView *view = foyer_map_pins_get_view (self->pins);

  gtk_widget_set_sensitive (self->closer, view->scale < foyer_map_view_max_scale (view) * 0.999);
  gtk_widget_set_sensitive (self->further, view->scale > foyer_map_view_min_scale (view) * 1.001);
}

static void
closer_cb (GtkButton *button, gpointer data)
{
  foyer_map_zoom (FOYER_MAP (FOYER_MAP_PAGE (data)->map), BUTTON_FACTOR);
}

static void
further_cb (GtkButton *button, gpointer data)
{
  foyer_map_zoom (FOYER_MAP (FOYER_MAP_PAGE (data)->map), 1 / BUTTON_FACTOR);
}

static void
county_cb (GtkButton *button, gpointer data)
{
  foyer_map_show_county (FOYER_MAP (FOYER_MAP_PAGE (data)->map));
}

static void
here_cb (GtkButton *button, gpointer data)
{
  foyer_map_show_here (FOYER_MAP (FOYER_MAP_PAGE (data)->map));
}

static void
build_bar (FoyerMapPage *self)
{
  FoyerPage *page = FOYER_PAGE (self);
  GtkWidget *county = foyer_button_new (_ ("Whole county"), NULL, FALSE, "outline");

  self->here = foyer_button_new (_ ("Here"), "foyer-place-symbolic", FALSE, "outline");
  g_signal_connect (county, "clicked", G_CALLBACK (county_cb), self);
  g_signal_connect (self->here, "clicked", G_CALLBACK (here_cb), self);
  self->ways = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  gtk_widget_add_css_class (self->ways, "map-ways");
  gtk_box_append (GTK_BOX (self->ways), county);
  gtk_box_append (GTK_BOX (self->ways), self->here);
  self->in_bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  foyer_page_add_back (page, NULL);
  foyer_page_add_home (page);
  foyer_page_add_end (page, self->in_bar);
}

static void
build_map (FoyerMapPage *self)
{
  self->map = foyer_map_new (self->pins);
  gtk_widget_set_hexpand (self->map, TRUE);
  gtk_widget_set_vexpand (self->map, TRUE);
  gtk_overlay_set_child (GTK_OVERLAY (self->map_box), self->map);
  foyer_spoken_name (self->closer, _ ("Closer"));
  foyer_spoken_name (self->further, _ ("Further away"));
  foyer_map_set_covers (FOYER_MAP (self->map), self->over, self->controls, self->credit);
  g_signal_connect (self->map, "moved", G_CALLBACK (moved_cb), self);
}

/* ---- what is shown ---- */

static void
updated_cb (FoyerBrowseModel *model, gpointer data)
{
  FoyerMapPage *self = data;
  gboolean is_nothing
    = foyer_browse_model_has_failed (model)
      || (foyer_browse_model_is_ready (model) && foyer_browse_model_get_total (model) == 0);

  foyer_map_pins_take_rows (self->pins, G_LIST_MODEL (model));
  foyer_ways_out_update (FOYER_WAYS_OUT (self->nothing), model);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), is_nothing ? "nothing" : "list");
  update_words (self);
}

static void
relocate (FoyerMapPage *self)
{
  const char *postcode = get_origin (self);
  FoyerBackend *backend = foyer_page_get_backend (FOYER_PAGE (self));
  g_autofree char *from = postcode != NULL ? g_strdup_printf (_ ("From %s"), postcode) : NULL;

  if (!foyer_backend_locate (backend, postcode, &self->lat, &self->lon))
    self->lat = self->lon = NAN;
  foyer_map_set_here (FOYER_MAP (self->map), self->lat, self->lon,
                      from != NULL ? from : _ ("You are here"));
  gtk_widget_set_visible (self->here, !isnan (self->lat));
  if (self->model != NULL)
    foyer_browse_model_set_origin (self->model, self->lat, self->lon);
}

static void
show_listing (FoyerMapPage *self, FoyerStore *store, const char *argument)
{
  g_autofree char *id = foyer_listing_argument_dup_listing (argument);
  g_autoptr (FoyerListing) listing = store != NULL ? foyer_store_get_listing (store, id) : NULL;
  double miles = NAN;

  if (listing == NULL)
    {
      foyer_page_set_title (FOYER_PAGE (self), _ ("This is no longer here"));
      gtk_label_set_text (GTK_LABEL (self->title), _ ("This is no longer here"));
      return;
    }
  if (!isnan (listing->lat) && !isnan (self->lat))
    miles = foyer_geo_distance_miles (self->lat, self->lon, listing->lat, listing->lon);
  foyer_page_set_title (FOYER_PAGE (self), listing->title);
  gtk_label_set_text (GTK_LABEL (self->title), _ ("Where it is"));
  foyer_map_pins_take_listing (self->pins, listing, miles);
  update_words (self);
}

/* (transfer full) (nullable) */
static FoyerProgramme *
find_programme (FoyerStore *store, const char *id)
{
  g_autoptr (GPtrArray) programmes = foyer_store_list_programmes (store);

  for (guint i = 0; i < programmes->len; i++)
    {
      FoyerProgramme *programme = g_ptr_array_index (programmes, i);
      if (g_str_equal (programme->id, id))
        return g_object_ref (programme);
    }
  return NULL;
}

static void
show_programme (FoyerMapPage *self, FoyerStore *store, const char *argument)
{
  FoyerPage *page = FOYER_PAGE (self);
  g_autofree char *id = foyer_browse_state_dup_programme (argument);
  g_autoptr (FoyerProgramme) programme = store != NULL ? find_programme (store, id) : NULL;
  const char *title = programme != NULL ? programme->name : _ ("Map of Essex");

  foyer_page_set_title (page, title);
  gtk_label_set_text (GTK_LABEL (self->title), title);
  if (programme != NULL && programme->colour != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), programme->colour);
  if (g_str_equal (id, "youth"))
    foyer_page_add_end (page, foyer_help_button_new ());
  self->model = foyer_listing_list_create_model (foyer_page_get_backend (page));
  if (self->model == NULL)
    {
      foyer_ways_out_update (FOYER_WAYS_OUT (self->nothing), NULL);
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "nothing");
      return;
    }
  foyer_browse_model_set_everything (self->model, *id == '\0');
  foyer_browse_model_set_programme (self->model, programme);
  foyer_browse_model_set_origin (self->model, self->lat, self->lon);
  foyer_browse_state_restore (self->model, argument);
  g_signal_connect_object (self->model, "updated", G_CALLBACK (updated_cb), self, 0);
  foyer_browse_model_start (self->model);
}

static void
foyer_map_page_opened (FoyerPage *page)
{
  FoyerMapPage *self = FOYER_MAP_PAGE (page);
  FoyerStore *store = foyer_backend_get_store (foyer_page_get_backend (page));
  const char *argument = foyer_page_get_argument (page);

  build_bar (self);
  self->places = store != NULL ? foyer_store_list_places (store) : g_ptr_array_new ();
  self->pins = foyer_map_pins_new (foyer_map_data_get_installed ());
  build_map (self);
  build_list (self);
  g_signal_connect_object (self->pins, "notify::selected", G_CALLBACK (selected_cb), self, 0);
  g_signal_connect_object (foyer_page_get_visit (page), "notify::origin-postcode",
                           G_CALLBACK (relocate), self, G_CONNECT_SWAPPED);
  relocate (self);
  if (g_str_has_prefix (argument, LISTING_PREFIX))
    show_listing (self, store, argument + strlen (LISTING_PREFIX));
  else
    show_programme (self, store, argument);
}

static GObject *
foyer_map_page_save_state (FoyerPage *page)
{
  return g_object_ref (G_OBJECT (FOYER_MAP_PAGE (page)->pins));
}

static void
foyer_map_page_restore_state (FoyerPage *page, GObject *state)
{
  FoyerMapPage *self = FOYER_MAP_PAGE (page);

  foyer_map_keep_view (FOYER_MAP (self->map)); /* what is chosen anew would show all pins first */
  foyer_map_pins_restore (self->pins, FOYER_MAP_PINS (state));
  foyer_map_keep_view (FOYER_MAP (self->map));
}

/* Below the map a list is as high whatever is chosen in it: else the map would move under the finger.
 * A row is asked how high it is as if it need not wrap: one listing is given what it takes, or more. */
static void
set_list_height (FoyerMapPage *self, gboolean portrait)
{
  GtkScrolledWindow *frame = GTK_SCROLLED_WINDOW (self->list_frame);
  int more = foyer_visit_get_text_percent (foyer_page_get_visit (FOYER_PAGE (self))) - 100;
  double scale = foyer_style_get_scale ();
  int list = (int)((LIST_HEIGHT + LIST_HEIGHT_MORE * more) * scale);
  int one = (int)((ONE_HEIGHT + ONE_HEIGHT_MORE * more) * scale);

  gtk_scrolled_window_set_min_content_height (frame, -1); /* at no moment more than the most */
  gtk_scrolled_window_set_max_content_height (frame, portrait ? MAX (list, one) : -1);
  if (portrait)
    gtk_scrolled_window_set_min_content_height (frame, self->model != NULL ? list : one);
  gtk_scrolled_window_set_propagate_natural_height (frame, portrait && self->model == NULL);
}

static void
foyer_map_page_layout (FoyerPage *page, gboolean portrait)
{
  FoyerMapPage *self = FOYER_MAP_PAGE (page);

  GtkWidget *parent = gtk_widget_get_parent (self->ways);

  if (parent != NULL)
    gtk_box_remove (GTK_BOX (parent), self->ways);
  gtk_box_append (GTK_BOX (portrait ? self->over : self->in_bar), self->ways);
  gtk_widget_set_visible (self->over, portrait);
  set_list_height (self, portrait);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->content),
                                  portrait ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_reorder_child_after (GTK_BOX (self->content), portrait ? self->side : self->map_box,
                               portrait ? self->map_box : self->side);
}

static void
foyer_map_page_content_changed (FoyerPage *page)
{
  FoyerMapPage *self = FOYER_MAP_PAGE (page);

  relocate (self);
  if (self->model != NULL)
    foyer_browse_model_reload (self->model);
}

static void
foyer_map_page_dispose (GObject *object)
{
  FoyerMapPage *self = FOYER_MAP_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_MAP_PAGE);
  g_clear_object (&self->model);
  g_clear_object (&self->pins);
  g_clear_object (&self->ways);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  G_OBJECT_CLASS (foyer_map_page_parent_class)->dispose (object);
}

static void
foyer_map_page_class_init (FoyerMapPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FoyerPageClass *page_class = FOYER_PAGE_CLASS (klass);

  g_type_ensure (FOYER_TYPE_WAYS_OUT);
  G_OBJECT_CLASS (klass)->dispose = foyer_map_page_dispose;
  page_class->opened = foyer_map_page_opened;
  page_class->layout = foyer_map_page_layout;
  page_class->content_changed = foyer_map_page_content_changed;
  page_class->save_state = foyer_map_page_save_state;
  page_class->restore_state = foyer_map_page_restore_state;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/uk/org/foyer/Foyer/ui/foyer-map-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerMapPage, content);
  gtk_widget_class_bind_template_child (widget_class, FoyerMapPage, side);
  gtk_widget_class_bind_template_child (widget_class, FoyerMapPage, title);
  gtk_widget_class_bind_template_child (widget_class, FoyerMapPage, count);
  gtk_widget_class_bind_template_child (widget_class, FoyerMapPage, rough);
  gtk_widget_class_bind_template_child (widget_class, FoyerMapPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerMapPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, FoyerMapPage, map_box);
  gtk_widget_class_bind_template_child (widget_class, FoyerMapPage, controls);
  gtk_widget_class_bind_template_child (widget_class, FoyerMapPage, closer);
  gtk_widget_class_bind_template_child (widget_class, FoyerMapPage, further);
  gtk_widget_class_bind_template_child (widget_class, FoyerMapPage, over);
  gtk_widget_class_bind_template_child (widget_class, FoyerMapPage, credit);
  gtk_widget_class_bind_template_callback (widget_class, closer_cb);
  gtk_widget_class_bind_template_callback (widget_class, further_cb);
}

static void
foyer_map_page_init (FoyerMapPage *self)
{
  self->lat = self->lon = NAN;
  gtk_widget_init_template (GTK_WIDGET (self));
}
