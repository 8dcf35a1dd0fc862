/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-search-page"

#include "kiosk/pages/foyer-search-page.h"

#include <glib/gi18n.h>

#include "kiosk/foyer-spoken.h"
#include "kiosk/pages/foyer-listing-argument.h"
#include "kiosk/widgets/foyer-flow.h"
#include "kiosk/widgets/foyer-listing-list.h"
#include "kiosk/widgets/foyer-narrow-row.h"

/* A field, the keyboard and what it finds, while one types. Nothing typed leaves this page: it is
 * gone with it. Owned by the window's stack. Main thread. */

#define COLUMN_FROM 200 /* percent: from this text size on two columns are too narrow */
#define IDEAS_MAX 12    /* three lines of pills */
#define IDEAS_EACH 4    /* from one programme, so that every programme is seen */

struct _FoyerSearchPage
{
  FoyerPage parent_instance;

  FoyerBrowseModel *model; /* owned (nullable): no content yet */
  gboolean has_one_line;   /* room for one above the list */
  gboolean is_writing;     /* letters came since the keyboard came up */
  gboolean was_typing;     /* the page this one takes the place of was being typed into */

  GtkWidget *content, *ask, *title, *entry, *field_row, *corrected, *count, *place, *stack, *none,
    *ideas;                /* template */
  GtkWidget *clear, *list; /* borrowed */
  GtkWidget *narrow;       /* borrowed (nullable): with the list */
};

G_DEFINE_FINAL_TYPE (FoyerSearchPage, foyer_search_page, FOYER_TYPE_PAGE)

static void
show_line (GtkWidget *label, const char *words)
{
  gtk_label_set_text (GTK_LABEL (label), words != NULL ? words : "");
  gtk_widget_set_visible (label, words != NULL);
}

/* The keyboard is up. */
static gboolean
is_typing (FoyerSearchPage *self)
{
  return gtk_widget_has_css_class (GTK_WIDGET (self), "typing");
}

/* What was understood, where that is not just what was typed. */
static void
update_understood (FoyerSearchPage *self, gboolean has_list)
{
  const char *corrected = has_list ? foyer_browse_model_get_corrected (self->model) : NULL;
  const char *place = has_list ? foyer_browse_model_get_place (self->model) : NULL;
  g_autofree char *instead = NULL;
  g_autofree char *distances = NULL;

  if (corrected != NULL)
    instead = g_strdup_printf (_ ("Showing results for “%s”"), corrected);
  if (place != NULL)
    distances = g_strdup_printf (_ ("Distances are from %s"), place);
  show_line (self->corrected, instead);
  show_line (self->place, self->has_one_line && instead != NULL ? NULL : distances);
  gtk_widget_set_visible (
    self->count, has_list && !(self->has_one_line && (corrected || place || is_typing (self))));
}

/* What was typed finds something, but not with what was chosen besides. */
static gboolean
is_too_narrow (FoyerSearchPage *self)
{
  return *foyer_browse_model_get_text (self->model) != '\0'
         && foyer_browse_model_get_total (self->model) == 0
         && foyer_browse_model_count_whole (self->model) > 0;
}

/* While one writes the room is the list's, but on an upright screen in letters of the usual size.
 */
static void
update_narrow (FoyerSearchPage *self)
{
  FoyerPage *page = FOYER_PAGE (self);
  int percent = foyer_visit_get_text_percent (foyer_page_get_visit (page));
  gboolean has_room;

  if (self->narrow == NULL)
    return;
  has_room = (foyer_page_is_portrait (page) && percent == 100) || !self->is_writing
             || is_too_narrow (self);

  gtk_widget_set_visible (self->narrow,
                          has_room && *foyer_browse_model_get_text (self->model) != '\0'
                            && foyer_narrow_row_is_useful (FOYER_NARROW_ROW (self->narrow)));
}

/* (transfer full) */
static char *
dup_nothing (FoyerSearchPage *self)
{
  const char *text = foyer_browse_model_get_text (self->model);
  guint n = foyer_browse_model_count_whole (self->model);

  if (foyer_browse_model_has_failed (self->model))
    return g_strdup (_ ("Sorry, we cannot search just now. Please ask the staff here."));
  if (is_too_narrow (self))
    return g_strdup_printf (
      ngettext ("Nothing for “%s” in what you chose. Tap your choice again to see %u.",
                "Nothing for “%s” in what you chose. Tap your choice again to see %u.", n),
      text, n);
  return g_strdup_printf (_ ("We found nothing for “%s”. Try another word, or a shorter one."),
                          text);
}

static void
update (FoyerSearchPage *self)
{
  const char *text = foyer_browse_model_get_text (self->model);
  guint total = *text != '\0' ? foyer_browse_model_get_total (self->model) : 0;
  g_autofree char *found = g_strdup_printf (ngettext ("%u found", "%u found", total), total);

  gtk_label_set_text (GTK_LABEL (self->count), found);
  update_understood (self, total > 0);
  gtk_widget_set_visible (self->none, *text != '\0' && total == 0);
  if (*text != '\0' && total == 0)
    {
      g_autofree char *words = dup_nothing (self);

      gtk_label_set_text (GTK_LABEL (self->none), words);
    }
  update_narrow (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), total > 0 ? "list" : "ideas");
}

static void
classes_cb (FoyerSearchPage *self)
{
  self->is_writing = self->is_writing && is_typing (self);
  if (self->model != NULL)
    update (self);
}

/* Searches for what stands in the field now. */
static void
ask_now (FoyerSearchPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  if (self->model == NULL)
    return;
  foyer_browse_model_set_text (self->model, stripped);
  if (*stripped == '\0')
    update (self); /* straight back to the ideas; what is still on its way changes nothing */
}

/* Every letter is asked about at once: the worker answers within a frame, and a newer question ends
 * an older one. */
static void
typed_cb (GtkEditable *entry, gpointer data)
{
  FoyerSearchPage *self = data;
  gboolean has_text = *gtk_editable_get_text (entry) != '\0';

  gtk_widget_set_visible (self->clear, has_text);
  self->is_writing = is_typing (self);
  ask_now (self);
}

static void
enter_cb (GtkEntry *entry, gpointer data)
{
  ask_now (data);
  foyer_page_hide_keyboard (data);
}

static void
clear_cb (GtkButton *button, gpointer data)
{
  FoyerSearchPage *self = data;

  if (self->model != NULL)
    foyer_browse_model_set_narrow (self->model, NULL, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  ask_now (self);
  gtk_widget_grab_focus (self->entry);
}

static void
idea_cb (GtkButton *button, gpointer data)
{
  foyer_page_open (data, "browse", g_object_get_data (G_OBJECT (button), "argument"));
}

static void
opened_cb (FoyerListingList *list, const char *id, gpointer data)
{
  FoyerSearchPage *self = data;
  g_autofree char *argument
    = foyer_listing_argument (id, foyer_browse_model_get_place (self->model));

  foyer_page_open (FOYER_PAGE (self), "detail", argument);
}

/* A hand on the list wants to see it: the keyboard makes room. */
static void
scrolled_cb (GtkGestureDrag *gesture, double x, double y, gpointer data)
{
  foyer_page_hide_keyboard (data);
}

/* Made anew with the programmes; what is chosen stays with the model. */
static void
build_narrow (FoyerSearchPage *self)
{
  FoyerStore *store = foyer_backend_get_store (foyer_page_get_backend (FOYER_PAGE (self)));
  g_autoptr (GPtrArray) programmes = foyer_store_list_programmes (store);

  if (self->narrow != NULL)
    gtk_box_remove (GTK_BOX (self->ask), self->narrow);
  self->narrow = foyer_narrow_row_new (self->model, programmes);
  gtk_box_append (GTK_BOX (self->ask), self->narrow);
  update_narrow (self);
}

/* A programme's first answers to its first question. They open its list with that answer chosen,
 * where the visitor sees it and may change it. */
static void
add_ideas (FoyerSearchPage *self)
{
  FoyerStore *store = foyer_backend_get_store (foyer_page_get_backend (FOYER_PAGE (self)));
  g_autoptr (GPtrArray) programmes = foyer_store_list_programmes (store);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  foyer_flow_clear (FOYER_FLOW (self->ideas));
  for (guint i = 0; i < programmes->len; i++)
    {
      FoyerProgramme *programme = g_ptr_array_index (programmes, i);
      const FoyerFacet *facet;

      if (g_strcmp0 (programme->browse, "stories") == 0 || programme->facets->len == 0)
        continue;
      facet = g_ptr_array_index (programme->facets, 0);
      for (guint j = 0; j < MIN (facet->options->len, IDEAS_EACH); j++)
        {
          const FoyerFacetOption *option = g_ptr_array_index (facet->options, j);
          GtkWidget *pill;

          if (g_hash_table_size (seen) >= IDEAS_MAX
              || !g_hash_table_add (seen, g_utf8_casefold (option->label, -1)))
            continue;
          pill = foyer_button_new (option->label, NULL, FALSE, "choice");
          g_object_set_data_full (G_OBJECT (pill), "argument",
                                  g_strdup_printf ("%s?tags=%s", programme->id, option->tag),
                                  g_free);
          g_signal_connect (pill, "clicked", G_CALLBACK (idea_cb), self);
          foyer_flow_append (FOYER_FLOW (self->ideas), pill);
        }
    }
}

static void
build_list (FoyerSearchPage *self)
{
  FoyerBackend *backend = foyer_page_get_backend (FOYER_PAGE (self));
  const char *postcode = foyer_visit_get_origin (foyer_page_get_visit (FOYER_PAGE (self)));
  GtkGesture *drag = gtk_gesture_drag_new ();
  double lat = NAN, lon = NAN;

  self->model = foyer_listing_list_create_model (backend);
  if (foyer_backend_locate (backend, postcode, &lat, &lon))
    foyer_browse_model_set_origin (self->model, lat, lon);
  self->list = foyer_listing_list_new (backend, self->model, TRUE);
  g_signal_connect (self->list, "opened", G_CALLBACK (opened_cb), self);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect (drag, "drag-update", G_CALLBACK (scrolled_cb), self);
  gtk_widget_add_controller (self->list, GTK_EVENT_CONTROLLER (drag));
  gtk_stack_add_named (GTK_STACK (self->stack), self->list, "list");
  g_signal_connect_object (self->model, "updated", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (foyer_listing_list_to_top),
                           self->list, G_CONNECT_SWAPPED);
}

static void
foyer_search_page_opened (FoyerPage *page)
{
  FoyerSearchPage *self = FOYER_SEARCH_PAGE (page);

  foyer_page_set_title (page, _ ("Search"));
  foyer_page_use_keyboard (page);
  foyer_page_add_back (page, NULL);
  foyer_page_add_home (page);
  self->clear = foyer_button_new (_ ("Clear"), NULL, FALSE, "outline");
  gtk_widget_set_visible (self->clear, FALSE);
  g_signal_connect (self->clear, "clicked", G_CALLBACK (clear_cb), self);
  gtk_box_append (GTK_BOX (self->field_row), self->clear);
  foyer_spoken_name (self->entry, _ ("Search by word, place or interest"));
  g_signal_connect (self->entry, "changed", G_CALLBACK (typed_cb), self);
  g_signal_connect (self->entry, "activate", G_CALLBACK (enter_cb), self);
  if (foyer_backend_get_store (foyer_page_get_backend (page)) == NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->none), _ ("Things to do are on their way."));
      gtk_widget_set_visible (self->none, TRUE);
      return;
    }
  foyer_backend_prepare_search (foyer_page_get_backend (page));
  build_list (self);
  build_narrow (self);
  g_signal_connect (self, "notify::css-classes", G_CALLBACK (classes_cb), NULL);
  add_ideas (self);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), foyer_page_get_argument (page));
  ask_now (self);
  foyer_browse_model_start (self->model);
}

static void
foyer_search_page_layout (FoyerPage *page, gboolean portrait)
{
  FoyerSearchPage *self = FOYER_SEARCH_PAGE (page);
  gboolean large = foyer_visit_get_text_percent (foyer_page_get_visit (page)) >= COLUMN_FROM;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->content), portrait || large
                                                                    ? GTK_ORIENTATION_VERTICAL
                                                                    : GTK_ORIENTATION_HORIZONTAL);
  /* beside the keyboard every line counts; the page's spoken name says the same as the title */
  self->has_one_line = large && !portrait;
  gtk_widget_set_visible (self->title, !self->has_one_line);
  if (self->model != NULL)
    update (self);
}

static void
foyer_search_page_shown (FoyerPage *page)
{
  FoyerSearchPage *self = FOYER_SEARCH_PAGE (page);

  if (self->was_typing || *gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0')
    gtk_widget_grab_focus (self->entry);
  self->was_typing = FALSE;
}

static void
foyer_search_page_content_changed (FoyerPage *page)
{
  FoyerSearchPage *self = FOYER_SEARCH_PAGE (page);

  if (self->model == NULL)
    return;
  foyer_listing_list_refresh (FOYER_LISTING_LIST (self->list));
  add_ideas (self);
  build_narrow (self);
  foyer_browse_model_reload (self->model);
}

static GObject *
foyer_search_page_save_state (FoyerPage *page)
{
  FoyerSearchPage *self = FOYER_SEARCH_PAGE (page);

  ask_now (self);
  return self->model != NULL ? g_object_ref (G_OBJECT (self->model)) : NULL;
}

static void
foyer_search_page_restore_state (FoyerPage *page, GObject *state)
{
  FoyerSearchPage *self = FOYER_SEARCH_PAGE (page);
  FoyerBrowseModel *before = FOYER_BROWSE_MODEL (state);
  const char *text = foyer_browse_model_get_text (before);

  if (self->model != NULL)
    foyer_browse_model_set_narrow (self->model, foyer_browse_model_get_only (before),
                                   foyer_browse_model_is_free_only (before));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  self->was_typing = TRUE;
  ask_now (self);
}

static void
foyer_search_page_dispose (GObject *object)
{
  FoyerSearchPage *self = FOYER_SEARCH_PAGE (object);

  self->narrow = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_SEARCH_PAGE);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (foyer_search_page_parent_class)->dispose (object);
}

static void
foyer_search_page_class_init (FoyerSearchPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FoyerPageClass *page_class = FOYER_PAGE_CLASS (klass);

  g_type_ensure (FOYER_TYPE_FLOW);
  G_OBJECT_CLASS (klass)->dispose = foyer_search_page_dispose;
  page_class->opened = foyer_search_page_opened;
  page_class->layout = foyer_search_page_layout;
  page_class->shown = foyer_search_page_shown;
  page_class->content_changed = foyer_search_page_content_changed;
  page_class->save_state = foyer_search_page_save_state;
  page_class->restore_state = foyer_search_page_restore_state;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/uk/org/foyer/Foyer/ui/foyer-search-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerSearchPage, content);
  gtk_widget_class_bind_template_child (widget_class, FoyerSearchPage, ask);
  gtk_widget_class_bind_template_child (widget_class, FoyerSearchPage, title);
  gtk_widget_class_bind_template_child (widget_class, FoyerSearchPage, entry);
  gtk_widget_class_bind_template_child (widget_class, FoyerSearchPage, field_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerSearchPage, corrected);
  gtk_widget_class_bind_template_child (widget_class, FoyerSearchPage, place);
  gtk_widget_class_bind_template_child (widget_class, FoyerSearchPage, count);
  gtk_widget_class_bind_template_child (widget_class, FoyerSearchPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerSearchPage, none);
  gtk_widget_class_bind_template_child (widget_class, FoyerSearchPage, ideas);
}

static void
foyer_search_page_init (FoyerSearchPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
