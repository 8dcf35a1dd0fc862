/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-stories-page"

#include "kiosk/pages/foyer-stories-page.h"

#include <glib/gi18n.h>

#include "core/viewmodel/foyer-story-wall.h"
#include "kiosk/widgets/foyer-flow.h"
#include "kiosk/widgets/foyer-story-card.h"

/* The story wall: pills for place and theme, and the cards that fit. Cards are made for a part of
 * the wall at a time, so that a county's worth of stories opens as quickly as sixteen. Owned by the
 * window; main thread. */

/* Eight rows of three: more than anybody sees without asking for more. */
#define CARDS_AT_A_TIME 24
/* In the first frame: what a screen has room for. The others come a row a frame. */
#define CARDS_AT_ONCE 6

struct _FoyerStoriesPage
{
  FoyerPage parent_instance;

  FoyerStoryWall *wall; /* owned; NULL until opened */
  guint limit;          /* cards shown at most */
  GPtrArray *stories;   /* owned FoyerStory: those that fit */
  guint n_cards;        /* made so far */
  guint growing;        /* tick callback that makes the others; 0: all are there */
  int columns;
  GtkWidget *more; /* borrowed: in more_box */

  /* template children, borrowed */
  GtkScrolledWindow *scroller;
  GtkLabel *heading, *lead;
  GtkWidget *filters, *more_box;
  GtkGrid *grid;
};

G_DEFINE_FINAL_TYPE (FoyerStoriesPage, foyer_stories_page, FOYER_TYPE_PAGE)

static void fill_filters (FoyerStoriesPage *self);

/* ---- the cards ---- */

static void
open_cb (FoyerStoryCard *card, gpointer data)
{
  foyer_page_open (data, "story", foyer_story_card_get_story (card)->id);
}

static void
clear (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_widget_unparent (child);
}

static void
set_count (FoyerStoriesPage *self, guint n)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%u story", "%u stories", n), n);

  gtk_label_set_text (self->lead, foyer_story_wall_count_all (self->wall) > 0
                                    ? text
                                    : _ ("The stories are still on their way to this kiosk."));
}

/* The cards up to the nth. */
static void
make_cards (FoyerStoriesPage *self, guint n)
{
  for (; self->n_cards < n; self->n_cards++)
    {
      int at = (int)self->n_cards;
      GtkWidget *card = foyer_story_card_new (g_ptr_array_index (self->stories, self->n_cards));

      g_signal_connect (card, "clicked", G_CALLBACK (open_cb), self);
      gtk_grid_attach (self->grid, card, at % self->columns, at / self->columns, 1, 1);
    }
}

static gboolean
grow_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  FoyerStoriesPage *self = data;
  guint all = MIN (self->stories->len, self->limit);

  make_cards (self, MIN (all, self->n_cards + (guint)self->columns));
  if (self->n_cards < all)
    return G_SOURCE_CONTINUE;
  self->growing = 0;
  return G_SOURCE_REMOVE;
}

static void
grow (FoyerStoriesPage *self)
{
  if (self->growing == 0 && self->n_cards < MIN (self->stories->len, self->limit))
    self->growing = gtk_widget_add_tick_callback (GTK_WIDGET (self), grow_cb, self, NULL);
  gtk_widget_set_visible (self->more, self->stories->len > self->limit);
}

/* at_once: as many of them stand there before the next frame. */
static void
fill_cards (FoyerStoriesPage *self, guint at_once)
{
  g_clear_pointer (&self->stories, g_ptr_array_unref);
  self->stories = foyer_story_wall_list (self->wall);
  clear (GTK_WIDGET (self->grid));
  self->n_cards = 0;
  make_cards (self, MIN (at_once, MIN (self->stories->len, self->limit)));
  set_count (self, self->stories->len);
  grow (self);
}

static void
more_cb (FoyerStoriesPage *self)
{
  self->limit += CARDS_AT_A_TIME;
  grow (self);
}

/* ---- the filters ---- */

static void
choose (FoyerStoriesPage *self)
{
  self->limit = CARDS_AT_A_TIME;
  fill_filters (self);
  fill_cards (self, CARDS_AT_ONCE);
}

/* Pills are made again when one is chosen: the focus goes to the one that took its place. */
static void
refocus (FoyerStoriesPage *self, const char *name)
{
  for (GtkWidget *row = gtk_widget_get_first_child (self->filters); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    for (GtkWidget *pill = gtk_widget_get_first_child (gtk_widget_get_last_child (row));
         pill != NULL; pill = gtk_widget_get_next_sibling (pill))
      if (g_str_equal (gtk_widget_get_name (pill), name))
        gtk_widget_grab_focus (pill);
}

static void
district_cb (GtkWidget *pill, gpointer data)
{
  FoyerStoriesPage *self = data;
  g_autofree char *name = g_strdup (gtk_widget_get_name (pill));

  foyer_story_wall_set_district (self->wall, g_object_get_data (G_OBJECT (pill), "choice"));
  choose (self);
  refocus (self, name);
}

static void
theme_cb (GtkWidget *pill, gpointer data)
{
  FoyerStoriesPage *self = data;
  g_autofree char *name = g_strdup (gtk_widget_get_name (pill));

  foyer_story_wall_set_theme (self->wall, g_object_get_data (G_OBJECT (pill), "choice"));
  choose (self);
  refocus (self, name);
}

static void
append_pill (FoyerStoriesPage *self,
             GtkWidget *flow,
             const char *group,
             const char *id,
             const char *label,
             gboolean is_chosen,
             gboolean is_possible,
             GCallback callback)
{
  GtkWidget *pill = foyer_button_new (label, NULL, FALSE, "pill");
  g_autofree char *name = g_strdup_printf ("%s %s", group, id != NULL ? id : "");

  gtk_widget_set_name (pill, name);
  g_object_set_data_full (G_OBJECT (pill), "choice", g_strdup (id), g_free);
  if (is_chosen)
    gtk_widget_add_css_class (pill, "selected");
  gtk_accessible_update_state (
    GTK_ACCESSIBLE (pill), GTK_ACCESSIBLE_STATE_PRESSED,
    is_chosen ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
  gtk_widget_set_sensitive (pill, is_chosen || is_possible);
  g_signal_connect (pill, "clicked", callback, self);
  foyer_flow_append (FOYER_FLOW (flow), pill);
}

/* One row: what it is about, "all", then what there is. Nothing to choose from: no row. */
static void
append_filter (FoyerStoriesPage *self,
               const char *group,
               const char *label,
               const char *all,
               GPtrArray *choices,
               const char *chosen,
               GCallback callback)
{
  GtkWidget *row, *name, *flow;

  if (choices->len < 2 && chosen == NULL)
    return;
  row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  name = gtk_label_new (label);
  flow = foyer_flow_new ();
  gtk_widget_add_css_class (row, "filter-row");
  gtk_widget_add_css_class (name, "strong");
  gtk_widget_add_css_class (name, "filter-name");
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_set_valign (name, GTK_ALIGN_START);
  gtk_widget_set_hexpand (flow, TRUE);
  gtk_box_append (GTK_BOX (row), name);
  gtk_box_append (GTK_BOX (row), flow);
  gtk_box_append (GTK_BOX (self->filters), row);

  append_pill (self, flow, group, NULL, all, chosen == NULL, TRUE, callback);
  for (guint i = 0; i < choices->len; i++)
    {
      const FoyerStoryChoice *choice = g_ptr_array_index (choices, i);

      append_pill (self, flow, group, choice->id, choice->label,
                   g_strcmp0 (choice->id, chosen) == 0, choice->stories > 0, callback);
    }
}

static void
fill_filters (FoyerStoriesPage *self)
{
  g_autoptr (GPtrArray) districts = foyer_story_wall_list_districts (self->wall);
  g_autoptr (GPtrArray) themes = foyer_story_wall_list_themes (self->wall);

  clear (self->filters);
  append_filter (self, "district", _ ("Where"), _ ("All Essex"), districts,
                 foyer_story_wall_get_district (self->wall), G_CALLBACK (district_cb));
  append_filter (self, "theme", _ ("About"), _ ("Everything"), themes,
                 foyer_story_wall_get_theme (self->wall), G_CALLBACK (theme_cb));
}

/* ---- the page ---- */

static void
load (FoyerStoriesPage *self)
{
  FoyerStore *store = foyer_backend_get_store (foyer_page_get_backend (FOYER_PAGE (self)));
  g_autoptr (GPtrArray) programmes = NULL;
  FoyerProgramme *celebrating = NULL;
  FoyerStoryWall *old = self->wall;
  GPtrArray *stories = store != NULL ? foyer_store_list_stories (store, NULL, NULL)
                                     : g_ptr_array_new_with_free_func (g_object_unref);

  programmes = store != NULL ? foyer_store_list_programmes (store) : g_ptr_array_new ();
  for (guint i = 0; i < programmes->len; i++)
    {
      FoyerProgramme *programme = g_ptr_array_index (programmes, i);

      if (g_strcmp0 (programme->browse, "stories") == 0)
        celebrating = programme;
    }
  self->wall = foyer_story_wall_new (stories, celebrating);
  if (old != NULL)
    {
      foyer_story_wall_set_district (self->wall, foyer_story_wall_get_district (old));
      foyer_story_wall_set_theme (self->wall, foyer_story_wall_get_theme (old));
      foyer_story_wall_free (old);
    }
  gtk_label_set_text (self->heading, celebrating != NULL && celebrating->title != NULL
                                       ? celebrating->title
                                       : _ ("Celebrating Essex"));
  foyer_page_set_title (FOYER_PAGE (self), gtk_label_get_text (self->heading));
}

static void
foyer_stories_page_opened (FoyerPage *page)
{
  FoyerStoriesPage *self = FOYER_STORIES_PAGE (page);
  const char *theme = foyer_page_get_argument (page);

  load (self);
  if (*theme != '\0')
    foyer_story_wall_set_theme (self->wall, theme);
  foyer_page_add_back (page, NULL);
  foyer_page_add_home (page);
  choose (self);
}

static void
foyer_stories_page_content_changed (FoyerPage *page)
{
  FoyerStoriesPage *self = FOYER_STORIES_PAGE (page);
  guint before = self->limit;

  load (self);
  fill_filters (self);
  self->limit = before;
  fill_cards (self, self->limit); /* where one has scrolled to stays */
}

static GObject *
foyer_stories_page_save_state (FoyerPage *page)
{
  FoyerStoriesPage *self = FOYER_STORIES_PAGE (page);
  GObject *state = g_object_new (G_TYPE_OBJECT, NULL);

  g_object_set_data_full (state, "district", g_strdup (foyer_story_wall_get_district (self->wall)),
                          g_free);
  g_object_set_data_full (state, "theme", g_strdup (foyer_story_wall_get_theme (self->wall)),
                          g_free);
  g_object_set_data (state, "limit", GUINT_TO_POINTER (self->limit));
  return state;
}

static void
foyer_stories_page_restore_state (FoyerPage *page, GObject *state)
{
  FoyerStoriesPage *self = FOYER_STORIES_PAGE (page);

  foyer_story_wall_set_district (self->wall, g_object_get_data (state, "district"));
  foyer_story_wall_set_theme (self->wall, g_object_get_data (state, "theme"));
  self->limit = GPOINTER_TO_UINT (g_object_get_data (state, "limit"));
  fill_filters (self);
  fill_cards (self, self->limit); /* where one has scrolled to stays */
}

static void
foyer_stories_page_layout (FoyerPage *page, gboolean portrait)
{
  FoyerStoriesPage *self = FOYER_STORIES_PAGE (page);
  int percent = foyer_visit_get_text_percent (foyer_page_get_visit (page));
  int columns = (portrait ? 2 : 3) - (percent == 200 ? 1 : 0);

  for (GtkWidget *row = gtk_widget_get_first_child (self->filters); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    gtk_orientable_set_orientation (GTK_ORIENTABLE (row), portrait ? GTK_ORIENTATION_VERTICAL
                                                                   : GTK_ORIENTATION_HORIZONTAL);
  if (columns == self->columns)
    return;
  self->columns = columns;
  fill_cards (self, MAX (self->n_cards, CARDS_AT_ONCE));
}

static void
foyer_stories_page_finalize (GObject *object)
{
  FoyerStoriesPage *self = FOYER_STORIES_PAGE (object);

  g_clear_pointer (&self->stories, g_ptr_array_unref);
  g_clear_pointer (&self->wall, foyer_story_wall_free);
  G_OBJECT_CLASS (foyer_stories_page_parent_class)->finalize (object);
}

static void
foyer_stories_page_class_init (FoyerStoriesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FoyerPageClass *page_class = FOYER_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = foyer_stories_page_finalize;
  page_class->opened = foyer_stories_page_opened;
  page_class->layout = foyer_stories_page_layout;
  page_class->content_changed = foyer_stories_page_content_changed;
  page_class->save_state = foyer_stories_page_save_state;
  page_class->restore_state = foyer_stories_page_restore_state;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/uk/org/foyer/Foyer/ui/foyer-stories-page.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, FoyerStoriesPage, name)
  BIND (scroller);
  BIND (heading);
  BIND (lead);
  BIND (filters);
  BIND (more_box);
  BIND (grid);
#undef BIND
}

static void
foyer_stories_page_init (FoyerStoriesPage *self)
{
  self->limit = CARDS_AT_A_TIME;
  self->columns = 3;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->more = foyer_button_new (_ ("Show more stories"), NULL, FALSE, "outline");
  g_signal_connect_swapped (self->more, "clicked", G_CALLBACK (more_cb), self);
  gtk_box_append (GTK_BOX (self->more_box), self->more);
}
