/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-browse-page"

#include "kiosk/pages/foyer-browse-page.h"

#include <glib/gi18n.h>

#include "kiosk/foyer-spoken.h"
#include "core/viewmodel/foyer-browse-state.h"
#include "kiosk/widgets/foyer-choice-row.h"
#include "kiosk/widgets/foyer-filter-panel.h"
#include "kiosk/widgets/foyer-help-button.h"
#include "kiosk/widgets/foyer-label.h"
#include "kiosk/widgets/foyer-listing-list.h"
#include "kiosk/widgets/foyer-origin-row.h"
#include "kiosk/widgets/foyer-ways-out.h"

/* Filters beside a list (or folded over it where the screen is narrow or the letters are large),
 * both bound to one browse model. Owned by the window's stack. Main thread. */

#define FEW 3 /* with so few, say what lies further out */
#define COMPACT_FROM                                                                               \
  200 /* percent: from this text size on the panel leaves no room for the list                     \
       */

struct _FoyerBrowsePage
{
  FoyerPage parent_instance;

  FoyerBrowseModel *model; /* owned (nullable): no content yet */
  gboolean is_compact, is_placed, is_unfolded;

  /* template */
  GtkWidget *content, *side, *side_box, *top_box, *status, *count, *stack, *nothing, *unfolded,
    *unfolded_box, *further, *further_words;

  GtkWidget *head, *near, *unfold, *distance, *origin,
    *panel; /* owned: they move between layouts */
  GtkWidget *list, *sort, *clear, *show, *look_further, *show_map; /* borrowed */
};

G_DEFINE_FINAL_TYPE (FoyerBrowsePage, foyer_browse_page, FOYER_TYPE_PAGE)

static const char *const within_ids[FOYER_N_WITHIN] = { "2", "5", "10", "anywhere" };

/* ---- words ---- */

static const char *
sorted_words (FoyerSort sort)
{
  switch (sort)
    {
    case FOYER_SORT_NEAREST:
      return _ ("nearest first");
    case FOYER_SORT_SOONEST:
      return _ ("soonest first");
    default:
      return _ ("A to Z");
    }
}

static const char *
sort_label (FoyerSort sort)
{
  switch (sort)
    {
    case FOYER_SORT_NEAREST:
      return _ ("Nearest");
    case FOYER_SORT_SOONEST:
      return _ ("Soonest");
    default:
      return _ ("A to Z");
    }
}

static void
update_count (FoyerBrowsePage *self)
{
  guint total = foyer_browse_model_get_total (self->model);
  g_autofree char *number = g_strdup_printf (ngettext ("%u match", "%u match", total), total);
  g_autofree char *words
    = g_strdup_printf ("%s – %s", number, sorted_words (foyer_browse_model_get_sort (self->model)));
  g_autoptr (PangoAttrList) bold = pango_attr_list_new ();
  PangoAttribute *weight = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

  weight->end_index = strlen (number);
  pango_attr_list_insert (bold, weight);
  gtk_label_set_attributes (GTK_LABEL (self->count), bold);
  gtk_label_set_text (GTK_LABEL (self->count), words);
  gtk_widget_set_visible (self->count, total > 0);
}

static void
update_near (FoyerBrowsePage *self)
{
  FoyerBackend *backend = foyer_page_get_backend (FOYER_PAGE (self));
  const char *from = foyer_visit_get_origin (foyer_page_get_visit (FOYER_PAGE (self)));
  FoyerPlace *place = foyer_backend_get_place (backend);
  guint near = foyer_browse_model_get_near (self->model);
  g_autofree char *words = NULL;

  if (from == NULL && place != NULL)
    from = place->name;
  if (from != NULL && foyer_browse_model_has_origin (self->model))
    words = g_strdup_printf (_ ("%u near %s"), near, from);
  else
    words = g_strdup_printf (_ ("%u in Essex"), near);
  gtk_label_set_text (GTK_LABEL (self->near), words);
  gtk_widget_set_visible (self->near, foyer_browse_model_is_ready (self->model));
}

/* ---- showing the model ---- */

/* With few matches: what the next distance would add. */
static void
update_further (FoyerBrowsePage *self)
{
  guint total = foyer_browse_model_get_total (self->model);
  FoyerWithin within = foyer_browse_model_get_within (self->model);

  gtk_widget_set_visible (self->further, FALSE);
  if (total == 0 || total > FEW || !foyer_browse_model_has_origin (self->model)
      || self->is_unfolded)
    return;
  for (int wider = within + 1; wider < FOYER_N_WITHIN; wider++)
    {
      guint count = foyer_browse_model_count_within (self->model, wider);
      g_autofree char *words = NULL;

      if (count <= total)
        continue;
      if (wider == FOYER_WITHIN_ANYWHERE)
        words = g_strdup_printf (
          ngettext ("%u more in the rest of Essex", "%u more in the rest of Essex", count - total),
          count - total);
      else
        words = g_strdup_printf (
          ngettext ("%u more within %d miles", "%u more within %d miles", count - total),
          count - total, (int)foyer_within_miles (wider));
      gtk_label_set_text (GTK_LABEL (self->further_words), words);
      g_object_set_data (G_OBJECT (self->look_further), "within", GINT_TO_POINTER (wider));
      gtk_widget_set_visible (self->further, TRUE);
      return;
    }
}

static void
update_distance (FoyerBrowsePage *self)
{
  for (int i = 0; i < FOYER_N_WITHIN; i++)
    foyer_choice_row_set (FOYER_CHOICE_ROW (self->distance), within_ids[i],
                          (int)foyer_browse_model_get_within (self->model) == i,
                          (int)foyer_browse_model_count_within (self->model, i));
  gtk_widget_set_visible (self->distance,
                          foyer_browse_model_has_origin (self->model)
                            && !foyer_origin_row_is_editing (FOYER_ORIGIN_ROW (self->origin)));
}

static void
update_buttons (FoyerBrowsePage *self)
{
  guint set = foyer_browse_model_count_filters (self->model);
  guint total = foyer_browse_model_get_total (self->model);
  FoyerSort sort = foyer_browse_model_get_sort (self->model);
  g_autofree char *unfold
    = set > 0 ? g_strdup_printf (_ ("Filters: %u"), set) : g_strdup (_ ("Filters"));
  g_autofree char *show = g_strdup_printf (_ ("Show %u"), total);
  g_autofree char *sorted = g_strdup_printf (_ ("Sort: %s"), sort_label (sort));
  /* Translators: "Sort: Nearest. Touch to change". */
  g_autofree char *spoken = g_strdup_printf (_ ("%s. Touch to change"), sorted);

  gtk_widget_set_visible (self->clear, set > 0);
  gtk_button_set_label (GTK_BUTTON (self->unfold),
                        self->is_unfolded ? _ ("Close filters") : unfold);
  gtk_button_set_label (GTK_BUTTON (self->show),
                        total > 0 ? show : _ ("See what you could change"));
  gtk_button_set_label (GTK_BUTTON (self->sort), sorted);
  foyer_spoken_name (self->sort, spoken);
  gtk_widget_set_visible (self->sort, total > 1);
  gtk_widget_set_visible (self->show_map, total > 0);
}

static void
update_stack (FoyerBrowsePage *self)
{
  const char *name = "list";

  if (self->is_compact && self->is_unfolded)
    name = "filters";
  else if (foyer_browse_model_has_failed (self->model)
           || (foyer_browse_model_is_ready (self->model)
               && foyer_browse_model_get_total (self->model) == 0))
    name = "nothing";
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), name);
  gtk_widget_set_visible (self->status, g_str_equal (name, "list"));
}

static void
updated_cb (FoyerBrowseModel *model, gpointer data)
{
  FoyerBrowsePage *self = data;

  update_count (self);
  update_near (self);
  foyer_ways_out_update (FOYER_WAYS_OUT (self->nothing), model);
  update_further (self);
  update_distance (self);
  update_buttons (self);
  update_stack (self);
}

static void
items_changed_cb (GListModel *list, guint position, guint removed, guint added, gpointer data)
{
  foyer_listing_list_to_top (FOYER_LISTING_LIST (FOYER_BROWSE_PAGE (data)->list));
}

/* ---- what a visitor does ---- */

static void
distance_cb (FoyerChoiceRow *row, const char *id, gboolean on, gpointer data)
{
  FoyerBrowsePage *self = data;

  for (int i = 0; i < FOYER_N_WITHIN; i++)
    if (g_str_equal (within_ids[i], id))
      foyer_browse_model_set_within (self->model, i);
  update_distance (self); /* exactly one is on, also when it was touched again */
}

static void
sort_cb (GtkButton *button, gpointer data)
{
  FoyerBrowsePage *self = data;
  FoyerSort next = FOYER_SORT_NEAREST;

  switch (foyer_browse_model_get_sort (self->model))
    {
    case FOYER_SORT_NEAREST:
      next = FOYER_SORT_SOONEST;
      break;
    case FOYER_SORT_SOONEST:
      next = FOYER_SORT_TITLE;
      break;
    default:
      next = foyer_browse_model_has_origin (self->model) ? FOYER_SORT_NEAREST : FOYER_SORT_SOONEST;
      break;
    }
  foyer_browse_model_set_sort (self->model, next);
}

static void
clear_cb (GtkButton *button, gpointer data)
{
  foyer_browse_model_clear_filters (FOYER_BROWSE_PAGE (data)->model);
}

static void
map_cb (GtkButton *button, gpointer data)
{
  FoyerBrowsePage *self = data;
  g_autofree char *state = NULL;

  if (self->model == NULL)
    return;
  state = foyer_browse_state_save (self->model);
  foyer_page_open (FOYER_PAGE (self), "map", state);
}

static void
look_further_cb (GtkButton *button, gpointer data)
{
  FoyerBrowsePage *self = data;
  int within = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "within"));

  foyer_browse_model_set_within (self->model, within);
}

static void
unfold_cb (GtkButton *button, gpointer data)
{
  FoyerBrowsePage *self = data;

  self->is_unfolded = !self->is_unfolded;
  updated_cb (self->model, self);
}

static void
opened_cb (FoyerListingList *list, const char *id, gpointer data)
{
  foyer_page_open (FOYER_PAGE (data), "detail", id);
}

static void
editing_cb (GObject *origin, GParamSpec *pspec, gpointer data)
{
  FoyerBrowsePage *self = data;
  gboolean editing = foyer_origin_row_is_editing (FOYER_ORIGIN_ROW (origin));

  gtk_widget_set_visible (self->head, !editing);
  gtk_widget_set_visible (self->panel, !editing);
  gtk_widget_set_visible (self->show, !editing);
  update_distance (self);
}

/* The visit's postcode or the place changed. */
static void
relocate (FoyerBrowsePage *self)
{
  double lat = NAN, lon = NAN;
  const char *postcode = foyer_visit_get_origin (foyer_page_get_visit (FOYER_PAGE (self)));

  if (!foyer_backend_locate (foyer_page_get_backend (FOYER_PAGE (self)), postcode, &lat, &lon))
    lat = lon = NAN;
  foyer_origin_row_update (FOYER_ORIGIN_ROW (self->origin));
  foyer_browse_model_set_origin (self->model, lat, lon);
}

/* ---- making ---- */

static void
build_head (FoyerBrowsePage *self, FoyerProgramme *programme)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = foyer_label_new (programme->name, "subheading");

  self->head = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  gtk_widget_add_css_class (self->head, "browse-head");
  self->near = foyer_label_new (NULL, "quiet");
  gtk_widget_add_css_class (self->near, "near");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), title);
  gtk_box_append (GTK_BOX (words), self->near);
  self->unfold = gtk_button_new_with_label (_ ("Filters"));
  gtk_widget_add_css_class (self->unfold, "outline");
  gtk_widget_set_valign (self->unfold, GTK_ALIGN_CENTER);
  g_signal_connect (self->unfold, "clicked", G_CALLBACK (unfold_cb), self);
  gtk_box_append (GTK_BOX (self->head), words);
  gtk_box_append (GTK_BOX (self->head), self->unfold);
}

static void
build_distance (FoyerBrowsePage *self)
{
  const struct
  {
    const char *label, *spoken;
  } words[FOYER_N_WITHIN] = { { _ ("2 miles"), NULL },
                              { _ ("5"), _ ("5 miles") },
                              { _ ("10"), _ ("10 miles") },
                              { _ ("Anywhere"), NULL } };

  self->distance = g_object_ref_sink (foyer_choice_row_new (_ ("How far?"), FOYER_CHOICE_SEGMENTS));
  for (int i = 0; i < FOYER_N_WITHIN; i++)
    foyer_choice_row_add (FOYER_CHOICE_ROW (self->distance), within_ids[i], words[i].label,
                          words[i].spoken);
  g_signal_connect (self->distance, "chosen", G_CALLBACK (distance_cb), self);
}

static void
build_list (FoyerBrowsePage *self)
{
  self->list
    = foyer_listing_list_new (foyer_page_get_backend (FOYER_PAGE (self)), self->model, FALSE);
  g_signal_connect (self->list, "opened", G_CALLBACK (opened_cb), self);
  gtk_stack_add_named (GTK_STACK (self->stack), self->list, "list");
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "list");

  self->sort = gtk_button_new ();
  gtk_widget_add_css_class (self->sort, "pill");
  gtk_widget_set_valign (self->sort, GTK_ALIGN_CENTER);
  g_signal_connect (self->sort, "clicked", G_CALLBACK (sort_cb), self);
  gtk_box_append (GTK_BOX (self->status), self->sort);

  self->look_further = foyer_button_new (_ ("Look further"), NULL, FALSE, "pill");
  g_signal_connect (self->look_further, "clicked", G_CALLBACK (look_further_cb), self);
  gtk_box_append (GTK_BOX (self->further), self->look_further);

  self->show = gtk_button_new ();
  gtk_widget_add_css_class (self->show, "primary");
  gtk_widget_add_css_class (self->show, "show-matches");
  g_signal_connect (self->show, "clicked", G_CALLBACK (unfold_cb), self);
  gtk_box_append (GTK_BOX (self->unfolded), self->show);
}

static void
build_bar (FoyerBrowsePage *self, const char *programme)
{
  FoyerPage *page = FOYER_PAGE (self);

  foyer_page_add_back (page, NULL);
  foyer_page_add_home (page);
  self->show_map = foyer_button_new (_ ("Show on map"), NULL, FALSE, "primary");
  g_signal_connect (self->show_map, "clicked", G_CALLBACK (map_cb), self);
  foyer_page_add_end (page, self->show_map);
  self->clear = foyer_button_new (_ ("Clear filters"), NULL, FALSE, "plain");
  gtk_widget_set_visible (self->clear, FALSE);
  g_signal_connect (self->clear, "clicked", G_CALLBACK (clear_cb), self);
  foyer_page_add_end (page, self->clear);
  if (g_strcmp0 (programme, "youth") == 0)
    foyer_page_add_end (page, foyer_help_button_new ());
}

/* "youth?tags=a,b" → "youth", {a, b}. Both (transfer full). */
static char *
split_argument (const char *argument, GStrv *tags)
{
  g_auto (GStrv) halves = g_strsplit (argument, "?", 2);

  *tags = NULL;
  if (halves[0] == NULL)
    return g_strdup ("");
  if (halves[1] != NULL && g_str_has_prefix (halves[1], "tags="))
    *tags = g_strsplit (halves[1] + strlen ("tags="), ",", 0);
  return g_strdup (halves[0]);
}

/* What a story points at is an ordinary filter where it can be: one the visitor sees and may
 * change. */
static void
set_like (FoyerBrowsePage *self, FoyerProgramme *programme, const char *const *tags)
{
  if (tags == NULL || tags[0] == NULL || *tags[0] == '\0')
    return;
  if (tags[1] == NULL && foyer_programme_find_option (programme, tags[0]) != NULL)
    foyer_browse_model_set_tag (self->model, tags[0], TRUE);
  else
    foyer_browse_model_set_like (self->model, tags);
}

static FoyerProgramme *
find_programme (FoyerBrowsePage *self, const char *id)
{
  FoyerStore *store = foyer_backend_get_store (foyer_page_get_backend (FOYER_PAGE (self)));
  g_autoptr (GPtrArray) programmes = store != NULL ? foyer_store_list_programmes (store) : NULL;

  for (guint i = 0; programmes != NULL && i < programmes->len; i++)
    {
      FoyerProgramme *programme = g_ptr_array_index (programmes, i);
      if (g_str_equal (programme->id, id))
        return g_object_ref (programme);
    }
  return NULL;
}

static void
foyer_browse_page_opened (FoyerPage *page)
{
  FoyerBrowsePage *self = FOYER_BROWSE_PAGE (page);
  g_auto (GStrv) tags = NULL;
  g_autofree char *id = split_argument (foyer_page_get_argument (page), &tags);
  g_autoptr (FoyerProgramme) programme = find_programme (self, id);

  foyer_page_use_keyboard (page);
  build_bar (self, id);
  if (programme == NULL)
    {
      foyer_page_set_title (page, _ ("Nothing here yet"));
      foyer_ways_out_update (FOYER_WAYS_OUT (self->nothing), NULL);
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "nothing");
      gtk_widget_set_visible (self->side, FALSE);
      return;
    }
  foyer_page_set_title (page, programme->name);
  if (programme->colour != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), programme->colour);
  self->model = foyer_listing_list_create_model (foyer_page_get_backend (page));
  foyer_browse_model_set_programme (self->model, programme);
  set_like (self, programme, (const char *const *)tags);
  build_head (self, programme);
  build_distance (self);
  self->origin = g_object_ref_sink (
    foyer_origin_row_new (foyer_page_get_backend (page), foyer_page_get_visit (page)));
  g_signal_connect (self->origin, "notify::editing", G_CALLBACK (editing_cb), self);
  self->panel = g_object_ref_sink (foyer_filter_panel_new (self->model));
  build_list (self);
  g_signal_connect_object (self->model, "updated", G_CALLBACK (updated_cb), self, 0);
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (items_changed_cb), self, 0);
  g_signal_connect_object (foyer_page_get_visit (page), "notify::origin-postcode",
                           G_CALLBACK (relocate), self, G_CONNECT_SWAPPED);
  relocate (self);
  updated_cb (self->model, self);
  foyer_browse_model_start (self->model);
}

/* ---- layout ---- */

static void
move_to (GtkWidget *child, GtkWidget *box)
{
  GtkWidget *parent = gtk_widget_get_parent (child);

  if (parent == box)
    return;
  if (parent != NULL)
    gtk_box_remove (GTK_BOX (parent), child);
  gtk_box_append (GTK_BOX (box), child);
}

static void
foyer_browse_page_layout (FoyerPage *page, gboolean portrait)
{
  FoyerBrowsePage *self = FOYER_BROWSE_PAGE (page);
  gboolean compact
    = portrait || foyer_visit_get_text_percent (foyer_page_get_visit (page)) >= COMPACT_FROM;

  if (self->model == NULL || (self->is_placed && compact == self->is_compact))
    return;
  self->is_placed = TRUE;
  self->is_compact = compact;
  self->is_unfolded
    = compact
      && (self->is_unfolded || foyer_origin_row_is_editing (FOYER_ORIGIN_ROW (self->origin)));
  move_to (self->head, compact ? self->top_box : self->side_box);
  move_to (self->distance, compact ? self->top_box : self->side_box);
  move_to (self->origin, compact ? self->unfolded_box : self->side_box);
  move_to (self->panel, compact ? self->unfolded_box : self->side_box);
  gtk_widget_set_visible (self->unfold, compact);
  gtk_widget_set_visible (self->side, !compact);
  gtk_widget_set_visible (self->top_box, compact);
  if (compact)
    gtk_widget_add_css_class (self->content, "compact");
  else
    gtk_widget_remove_css_class (self->content, "compact");
  updated_cb (self->model, self);
}

/* A field that was left open would stand in the way of the list when its visitor comes back. */
static void
foyer_browse_page_hidden (FoyerPage *page)
{
  FoyerBrowsePage *self = FOYER_BROWSE_PAGE (page);

  if (self->origin != NULL)
    foyer_origin_row_close (FOYER_ORIGIN_ROW (self->origin));
}

static void
foyer_browse_page_content_changed (FoyerPage *page)
{
  FoyerBrowsePage *self = FOYER_BROWSE_PAGE (page);

  if (self->model == NULL)
    return;
  foyer_listing_list_refresh (FOYER_LISTING_LIST (self->list));
  relocate (self);
  foyer_browse_model_reload (self->model);
}

static GObject *
foyer_browse_page_save_state (FoyerPage *page)
{
  FoyerBrowsePage *self = FOYER_BROWSE_PAGE (page);

  if (self->model == NULL)
    return NULL;
  foyer_origin_row_keep (FOYER_ORIGIN_ROW (self->origin), G_OBJECT (self->model));
  g_object_set_data (G_OBJECT (self->model), "is-unfolded", GINT_TO_POINTER (self->is_unfolded));
  return g_object_ref (G_OBJECT (self->model));
}

static void
foyer_browse_page_restore_state (FoyerPage *page, GObject *state)
{
  FoyerBrowsePage *self = FOYER_BROWSE_PAGE (page);

  if (self->model == NULL)
    return;
  foyer_browse_model_take_choices (self->model, FOYER_BROWSE_MODEL (state));
  foyer_origin_row_take (FOYER_ORIGIN_ROW (self->origin), state);
  self->is_unfolded = g_object_get_data (state, "is-unfolded") != NULL;
  updated_cb (self->model, self);
}

static void
foyer_browse_page_dispose (GObject *object)
{
  FoyerBrowsePage *self = FOYER_BROWSE_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_BROWSE_PAGE);
  g_clear_object (&self->head);
  g_clear_object (&self->distance);
  g_clear_object (&self->origin);
  g_clear_object (&self->panel);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (foyer_browse_page_parent_class)->dispose (object);
}

static void
foyer_browse_page_class_init (FoyerBrowsePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FoyerPageClass *page_class = FOYER_PAGE_CLASS (klass);

  g_type_ensure (FOYER_TYPE_WAYS_OUT);
  G_OBJECT_CLASS (klass)->dispose = foyer_browse_page_dispose;
  page_class->opened = foyer_browse_page_opened;
  page_class->hidden = foyer_browse_page_hidden;
  page_class->layout = foyer_browse_page_layout;
  page_class->content_changed = foyer_browse_page_content_changed;
  page_class->save_state = foyer_browse_page_save_state;
  page_class->restore_state = foyer_browse_page_restore_state;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/uk/org/foyer/Foyer/ui/foyer-browse-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerBrowsePage, content);
  gtk_widget_class_bind_template_child (widget_class, FoyerBrowsePage, side);
  gtk_widget_class_bind_template_child (widget_class, FoyerBrowsePage, side_box);
  gtk_widget_class_bind_template_child (widget_class, FoyerBrowsePage, top_box);
  gtk_widget_class_bind_template_child (widget_class, FoyerBrowsePage, status);
  gtk_widget_class_bind_template_child (widget_class, FoyerBrowsePage, count);
  gtk_widget_class_bind_template_child (widget_class, FoyerBrowsePage, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerBrowsePage, nothing);
  gtk_widget_class_bind_template_child (widget_class, FoyerBrowsePage, unfolded);
  gtk_widget_class_bind_template_child (widget_class, FoyerBrowsePage, unfolded_box);
  gtk_widget_class_bind_template_child (widget_class, FoyerBrowsePage, further);
  gtk_widget_class_bind_template_child (widget_class, FoyerBrowsePage, further_words);
}

static void
foyer_browse_page_init (FoyerBrowsePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
