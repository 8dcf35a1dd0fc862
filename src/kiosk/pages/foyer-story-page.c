/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-story-page"

#include "kiosk/pages/foyer-story-page.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "core/store/foyer-media-cache.h"
#include "core/viewmodel/foyer-story-wall.h"
#include "kiosk/foyer-spoken.h"
#include "kiosk/media/foyer-player-panel.h"
#include "kiosk/widgets/foyer-picture.h"

/* A story: the player or the drawn scene and the words, and one door to doing something like it.
 * The media plays from the kiosk's own copy; while that is not here yet the story is simply one to
 * read. Nothing of GStreamer is started before play is touched. Owned by the window; main thread.
 */

#define NEAR_MILES_INDEX 2 /* of FoyerSearchResult.within_counts: 10 miles */

struct _FoyerStoryPage
{
  FoyerPage parent_instance;

  FoyerStory *story;         /* owned; nullable: it is not here */
  char *next_id;             /* owned; nullable: the only story */
  GtkWidget *panel;          /* borrowed; nullable: nothing to play */
  GtkWidget *toggle;         /* borrowed; "Read the words instead", where there is a player */
  GtkWidget *door;           /* borrowed; "Do something like this" */
  GCancellable *cancellable; /* owned */

  /* template children, borrowed */
  GtkScrolledWindow *scroller;
  GtkWidget *grid, *main, *head, *foot, *screen, *words, *toggle_box, *doors;
  GtkLabel *place, *heading, *standfirst, *sources, *made;
};

G_DEFINE_FINAL_TYPE (FoyerStoryPage, foyer_story_page, FOYER_TYPE_PAGE)

static void
set_label (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

/* ---- words ---- */

static GtkWidget *
append_words (GtkWidget *box, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
show_head (FoyerStoryPage *self)
{
  FoyerStory *story = self->story;
  g_autofree char *place = NULL;

  if (story->place_name != NULL)
    place = g_strdup_printf (_ ("Celebrating Essex · %s"), story->place_name);
  set_label (self->place, place != NULL ? place : _ ("Celebrating Essex"));
  set_label (self->heading, story->title);
  set_label (self->standfirst, story->standfirst);
  foyer_page_set_title (FOYER_PAGE (self), story->title);
  for (guint i = 0; story->body[i] != NULL; i++)
    append_words (self->words, story->body[i], "paragraph");
}

static void
show_origin (FoyerStoryPage *self)
{
  g_autoptr (GString) sources = g_string_new (NULL);

  for (guint i = 0; i < self->story->sources->len; i++)
    {
      const FoyerSource *source = g_ptr_array_index (self->story->sources, i);

      if (source->title == NULL || strstr (sources->str, source->title) != NULL)
        continue; /* two pages of one owner are one name to a reader */
      g_string_append (sources, sources->len > 0 ? "; " : "");
      g_string_append (sources, source->title);
    }
  if (sources->len > 0)
    g_string_prepend (sources, _ ("Where this comes from: "));
  set_label (self->sources, sources->str);
  set_label (self->made, self->panel != NULL ? self->story->made : NULL);
}

/* ---- something to watch or hear ---- */

static char *
dup_media_path (FoyerStoryPage *self, const char *id, FoyerMedia **media)
{
  FoyerBackend *backend = foyer_page_get_backend (FOYER_PAGE (self));

  *media = id != NULL ? foyer_store_get_media (foyer_backend_get_store (backend), id) : NULL;
  if (*media == NULL)
    return NULL;
  return foyer_media_cache_dup_path (foyer_backend_get_state_dir (backend), (*media)->sha256);
}

static void
toggle_cb (FoyerStoryPage *self)
{
  gboolean reads = !gtk_widget_get_visible (self->words);
  GtkWidget *label = gtk_widget_get_last_child (gtk_button_get_child (GTK_BUTTON (self->toggle)));
  const char *text = reads ? _ ("Watch or listen instead") : _ ("Read the words instead");

  if (reads)
    foyer_player_panel_pause (FOYER_PLAYER_PANEL (self->panel));
  gtk_widget_set_visible (self->screen, !reads);
  gtk_widget_set_visible (self->words, reads);
  gtk_label_set_text (GTK_LABEL (label), text);
  foyer_spoken_name (self->toggle, text);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

/* A panel with the story's film or narration in it; FALSE: that is not on this machine. begun: a
 * player that may hold the same already; (nullable). */
static gboolean
show_panel (FoyerStoryPage *self, FoyerPlayer *begun)
{
  g_autoptr (FoyerMedia) media = NULL;
  g_autoptr (FoyerMedia) captions = NULL;
  g_autofree char *media_path = dup_media_path (self, self->story->media, &media);
  g_autofree char *captions_path = NULL;
  g_autoptr (FoyerPlayer) player = NULL;

  if (media_path == NULL)
    return FALSE;
  captions_path = dup_media_path (self, self->story->captions, &captions);
  if (begun != NULL && g_str_equal (foyer_player_get_media_path (begun), media_path))
    {
      player = g_object_ref (begun);
      foyer_player_set_captions (player, captions_path);
    }
  else
    player = foyer_player_new (media_path, captions_path);
  if (self->panel != NULL)
    gtk_box_remove (GTK_BOX (self->screen), self->panel);
  self->panel = foyer_player_panel_new (player, self->story->title, self->story->art,
                                        media->seconds, captions_path != NULL);
  gtk_widget_set_vexpand (self->panel, TRUE);
  gtk_box_append (GTK_BOX (self->screen), self->panel);
  return TRUE;
}

static gboolean
show_player (FoyerStoryPage *self)
{
  if (!show_panel (self, NULL))
    return FALSE;
  gtk_widget_set_vexpand (self->screen, TRUE);
  gtk_widget_set_visible (self->words, FALSE);
  self->toggle
    = foyer_button_new (_ ("Read the words instead"), "foyer-list-symbolic", FALSE, "plain");
  g_signal_connect_swapped (self->toggle, "clicked", G_CALLBACK (toggle_cb), self);
  gtk_box_append (GTK_BOX (self->toggle_box), self->toggle);
  return TRUE;
}

static void
show_scene (FoyerStoryPage *self)
{
  GtkWidget *picture = foyer_picture_new (self->story->art);

  gtk_widget_add_css_class (picture, "scene");
  gtk_box_append (GTK_BOX (self->screen), picture);
  gtk_widget_set_visible (self->toggle_box, FALSE);
}

/* ---- the door ---- */

static void
door_cb (FoyerStoryPage *self)
{
  g_autofree char *tags = g_strjoinv (",", self->story->like_tags);
  g_autofree char *argument = *tags != '\0'
                                ? g_strdup_printf ("%s?tags=%s", self->story->like_programme, tags)
                                : g_strdup (self->story->like_programme);

  foyer_page_open (FOYER_PAGE (self), "browse", argument);
}

static char *
dup_door_count (const FoyerSearchResult *result, gboolean is_placed)
{
  guint near = is_placed ? result->within_counts[NEAR_MILES_INDEX] : 0;
  guint all = result->total;

  if (near > 0)
    return g_strdup_printf (ngettext ("%u near here", "%u near here", near), near);
  return g_strdup_printf (ngettext ("%u in Essex", "%u in Essex", all), all);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerStoryPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSearchResult) found = foyer_backend_search_finish (result, &error);
  g_autofree char *count = NULL;
  g_autofree char *spoken = NULL;
  GtkWidget *words;
  double lat, lon;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (found == NULL || found->total == 0)
    {
      gtk_widget_set_visible (self->door, FALSE); /* a door to an empty room is no door */
      return;
    }
  count = dup_door_count (
    found, foyer_backend_locate (foyer_page_get_backend (FOYER_PAGE (self)),
                                 foyer_visit_get_origin (foyer_page_get_visit (FOYER_PAGE (self))),
                                 &lat, &lon));
  words = gtk_button_get_child (GTK_BUTTON (self->door));
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (words)), count);
  spoken = g_strdup_printf ("%s. %s", _ ("Do something like this"), count);
  foyer_spoken_name (self->door, spoken);
  gtk_widget_set_visible (self->door, TRUE);
}

/* Asks how many there are; the door opens when there is something behind it. */
static void
show_door (FoyerStoryPage *self)
{
  FoyerPage *page = FOYER_PAGE (self);
  FoyerBackend *backend = foyer_page_get_backend (page);
  FoyerSearchQuery query = FOYER_SEARCH_QUERY_INIT;
  g_autofree char *group = g_strjoinv ("|", self->story->like_tags);
  const char *groups[] = { group, NULL };
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  if (self->story->like_programme == NULL)
    {
      g_object_unref (g_object_ref_sink (words));
      return;
    }
  self->door = gtk_button_new ();
  append_words (words, _ ("Do something like this"), "door-title");
  append_words (words, "", "door-count");
  gtk_button_set_child (GTK_BUTTON (self->door), words);
  gtk_widget_add_css_class (self->door, "door");
  gtk_widget_add_css_class (self->door, "sea");
  gtk_widget_set_visible (self->door, FALSE);
  g_signal_connect_swapped (self->door, "clicked", G_CALLBACK (door_cb), self);
  gtk_box_append (GTK_BOX (self->doors), self->door);

  query.programme = self->story->like_programme;
  query.tag_groups = *group != '\0' ? groups : NULL;
  query.now_us = foyer_clock_now_us (foyer_backend_get_clock (backend));
  query.limit = 1;
  foyer_backend_locate (backend, foyer_visit_get_origin (foyer_page_get_visit (page)), &query.lat,
                        &query.lon);
  foyer_backend_search (backend, &query, TRUE, self->cancellable, counted_cb, g_object_ref (self));
}

/* ---- the page ---- */

static void
next_cb (FoyerStoryPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.replace", "(ss)", "story", self->next_id);
}

static void
find_next (FoyerStoryPage *self)
{
  FoyerStore *store = foyer_backend_get_store (foyer_page_get_backend (FOYER_PAGE (self)));
  g_autoptr (FoyerStoryWall) wall
    = foyer_story_wall_new (foyer_store_list_stories (store, NULL, NULL), NULL);
  FoyerStory *next = foyer_story_wall_next (wall, self->story->id);

  self->next_id = next != NULL ? g_strdup (next->id) : NULL;
}

static void
build_bar (FoyerStoryPage *self)
{
  FoyerPage *page = FOYER_PAGE (self);
  GtkWidget *next;

  foyer_page_add_back (page, _ ("All stories"));
  foyer_page_add_home (page);
  if (self->next_id == NULL)
    return;
  next = foyer_button_new (_ ("Next story"), "foyer-arrow-forward-symbolic", TRUE, "outline");
  g_signal_connect_swapped (next, "clicked", G_CALLBACK (next_cb), self);
  foyer_page_add_end (page, next);
}

static void
foyer_story_page_opened (FoyerPage *page)
{
  FoyerStoryPage *self = FOYER_STORY_PAGE (page);
  FoyerStore *store = foyer_backend_get_store (foyer_page_get_backend (page));

  if (store != NULL)
    self->story = foyer_store_get_story (store, foyer_page_get_argument (page));
  if (self->story == NULL)
    {
      set_label (self->heading, _ ("This story is not here any more"));
      foyer_page_set_title (page, _ ("This story is not here any more"));
      gtk_widget_set_visible (self->main, FALSE);
      build_bar (self);
      return;
    }
  foyer_page_say_language (page, self->story->language);
  find_next (self);
  build_bar (self);
  show_head (self);
  if (!show_player (self))
    show_scene (self);
  show_origin (self);
  show_door (self);
}

static void
foyer_story_page_hidden (FoyerPage *page)
{
  FoyerStoryPage *self = FOYER_STORY_PAGE (page);

  if (self->panel != NULL)
    foyer_player_panel_pause (FOYER_PLAYER_PANEL (self->panel));
}

static void
place (FoyerStoryPage *self, GtkWidget *child, int column, int row, int rows)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (self->grid);

  g_object_set (gtk_layout_manager_get_layout_child (layout, child), "column", column, "row", row,
                "row-span", rows, NULL);
}

/* The title, the story and its door: below each other, or the story beside the other two. */
static void
foyer_story_page_layout (FoyerPage *page, gboolean portrait)
{
  FoyerStoryPage *self = FOYER_STORY_PAGE (page);
  int percent = foyer_visit_get_text_percent (foyer_page_get_visit (page));
  gboolean is_narrow = portrait || percent == 200;

  place (self, self->head, is_narrow ? 0 : 1, 0, 1);
  place (self, self->main, 0, is_narrow ? 1 : 0, is_narrow ? 1 : 2);
  place (self, self->foot, is_narrow ? 0 : 1, is_narrow ? 2 : 1, 1);
  gtk_widget_set_vexpand (self->foot, !is_narrow);
  if (is_narrow)
    gtk_widget_add_css_class (self->grid, "narrow");
  else
    gtk_widget_remove_css_class (self->grid, "narrow");
  if (self->panel == NULL)
    return;
  foyer_player_panel_set_wide (FOYER_PLAYER_PANEL (self->panel), percent == 100);
  gtk_widget_set_vexpand (self->screen, !is_narrow);
  gtk_widget_set_vexpand (self->panel, !is_narrow);
}

/* The player itself is handed over, and so where it is; whether it runs is asked before the page is
 * hidden, which pauses it. It goes with the page: with the visit at the latest. */
static GObject *
foyer_story_page_save_state (FoyerPage *page)
{
  FoyerStoryPage *self = FOYER_STORY_PAGE (page);
  FoyerPlayerPanel *panel;
  FoyerPlayer *player;
  GObject *state;

  if (self->panel == NULL)
    return NULL;
  panel = FOYER_PLAYER_PANEL (self->panel);
  player = foyer_player_panel_get_player (panel);
  state = g_object_new (G_TYPE_OBJECT, NULL);
  g_object_set_data_full (state, "player", g_object_ref (player), g_object_unref);
  g_object_set_data (state, "plays",
                     GINT_TO_POINTER (foyer_player_get_state (player) == FOYER_PLAYER_PLAYING));
  g_object_set_data (state, "captions",
                     GINT_TO_POINTER (foyer_player_panel_get_wants_captions (panel)));
  g_object_set_data (state, "reads", GINT_TO_POINTER (gtk_widget_get_visible (self->words)));
  return state;
}

/* The content may have another film of it by now: that begins where the other one was. */
static void
go_on (FoyerStoryPage *self, FoyerPlayer *begun, gboolean plays)
{
  FoyerPlayer *player;

  show_panel (self, foyer_player_get_state (begun) != FOYER_PLAYER_FAILED ? begun : NULL);
  player = foyer_player_panel_get_player (FOYER_PLAYER_PANEL (self->panel));
  if (player != begun)
    {
      foyer_player_set_volume (player, foyer_player_get_volume (begun));
      foyer_player_seek (player, foyer_player_get_position (begun));
    }
  if (plays)
    foyer_player_play (player);
}

static void
foyer_story_page_restore_state (FoyerPage *page, GObject *state)
{
  FoyerStoryPage *self = FOYER_STORY_PAGE (page);

  if (self->panel == NULL)
    return;
  go_on (self, g_object_get_data (state, "player"),
         GPOINTER_TO_INT (g_object_get_data (state, "plays")));
  foyer_player_panel_set_wants_captions (FOYER_PLAYER_PANEL (self->panel),
                                         GPOINTER_TO_INT (g_object_get_data (state, "captions")));
  if (GPOINTER_TO_INT (g_object_get_data (state, "reads")))
    toggle_cb (self);
}

static void
foyer_story_page_dispose (GObject *object)
{
  FoyerStoryPage *self = FOYER_STORY_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->story);
  g_clear_pointer (&self->next_id, g_free);
  G_OBJECT_CLASS (foyer_story_page_parent_class)->dispose (object);
}

static void
foyer_story_page_finalize (GObject *object)
{
  g_clear_object (&FOYER_STORY_PAGE (object)->cancellable);
  G_OBJECT_CLASS (foyer_story_page_parent_class)->finalize (object);
}

static void
foyer_story_page_class_init (FoyerStoryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FoyerPageClass *page_class = FOYER_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_story_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_story_page_finalize;
  page_class->opened = foyer_story_page_opened;
  page_class->hidden = foyer_story_page_hidden;
  page_class->layout = foyer_story_page_layout;
  page_class->save_state = foyer_story_page_save_state;
  page_class->restore_state = foyer_story_page_restore_state;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/uk/org/foyer/Foyer/ui/foyer-story-page.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, FoyerStoryPage, name)
  BIND (scroller);
  BIND (grid);
  BIND (main);
  BIND (screen);
  BIND (words);
  BIND (head);
  BIND (foot);
  BIND (toggle_box);
  BIND (doors);
  BIND (place);
  BIND (heading);
  BIND (standfirst);
  BIND (sources);
  BIND (made);
#undef BIND
}

static void
foyer_story_page_init (FoyerStoryPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
