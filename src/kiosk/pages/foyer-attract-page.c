/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-attract-page"

#include "kiosk/pages/foyer-attract-page.h"

#include <glib/gi18n.h>

#include "kiosk/foyer-language.h"
#include "kiosk/foyer-spoken.h"
#include "kiosk/pages/foyer-language-page.h"
#include "kiosk/widgets/foyer-art.h"
#include "kiosk/widgets/foyer-flow.h"
#include "kiosk/widgets/foyer-label.h"
#include "kiosk/widgets/foyer-picture.h"

/* Stories over the whole screen while nobody is here. Two slides at most exist: the one in sight
 * and the one before it, until the cross-fade is over. One timer while there is more than one
 * story, none when the page is hidden. Owned by the window's stack. Main thread. */

#define SLIDE_S 12  /* long enough to read title and standfirst twice at a slow pace */
#define FADE_MS 200 /* as everything that moves here, and nothing goes across the screen */

struct _FoyerAttractPage
{
  FoyerPage parent_instance;

  GPtrArray *stories; /* owned FoyerStory */
  guint next;         /* index of the story to show next */
  guint timer;        /* source id, 0 while hidden */

  GtkWidget *stack, *front;       /* template */
  GtkWidget *slide, *old, *start; /* borrowed: in the stack; old is going */
};

G_DEFINE_FINAL_TYPE (FoyerAttractPage, foyer_attract_page, FOYER_TYPE_PAGE)

/* max_chars: as wide as the dark side of the veil, so that white words never stand on a bright sky.
 */
static void
add_words (GtkWidget *column, const char *words, const char *css_class, int max_chars)
{
  GtkWidget *label = foyer_label_append (column, words, css_class);

  if (label != NULL)
    gtk_label_set_max_width_chars (GTK_LABEL (label), max_chars);
}

/* The words keep to the start side; the rest of the row is the picture's. */
static GtkWidget *
slide_new (const char *art, const char *line, const char *title, const char *words)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *picture = foyer_picture_new (art);
  GtkWidget *veil = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (overlay, "attract-slide");
  gtk_widget_add_css_class (picture, "attract-picture");
  gtk_widget_add_css_class (veil, "attract-veil");
  gtk_widget_add_css_class (column, "attract-words");
  gtk_widget_set_halign (column, GTK_ALIGN_START);
  gtk_widget_set_valign (column, GTK_ALIGN_END);
  gtk_widget_set_vexpand (column, TRUE);
  add_words (column, line, "attract-line", 40);
  add_words (column, title, "attract-title", 17);
  add_words (column, words, "attract-standfirst", 42);
  gtk_box_append (GTK_BOX (veil), column);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), picture);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), veil);
  return overlay;
}

/* What a story is filed under: the name of the programme that shows stories. (transfer full)
 * (nullable) */
static char *
dup_stories_name (FoyerStore *store)
{
  g_autoptr (GPtrArray) programmes = foyer_store_list_programmes (store);

  for (guint i = 0; i < programmes->len; i++)
    {
      FoyerProgramme *programme = g_ptr_array_index (programmes, i);
      if (g_strcmp0 (programme->browse, "stories") == 0)
        return g_strdup (programme->name);
    }
  return NULL;
}

static GtkWidget *
story_slide_new (FoyerAttractPage *self, FoyerStory *story)
{
  FoyerStore *store = foyer_backend_get_store (foyer_page_get_backend (FOYER_PAGE (self)));
  g_autofree char *name = dup_stories_name (store);
  g_autofree char *line = NULL;

  if (name != NULL && story->place_name != NULL)
    line = g_strdup_printf ("%s · %s", name, story->place_name);
  else
    line = g_steal_pointer (&name);
  return slide_new (story->art, line, story->title, story->standfirst);
}

static GtkWidget *
welcome_slide_new (FoyerAttractPage *self)
{
  const char *name = foyer_backend_get_name (foyer_page_get_backend (FOYER_PAGE (self)));
  g_autofree char *title = g_strdup_printf (_ ("Welcome to %s"), name);

  return slide_new (NULL, NULL, title,
                    _ ("See what you could do near here. Help out, join in, or meet people."));
}

static void
drop_old (FoyerAttractPage *self)
{
  if (self->old != NULL)
    gtk_stack_remove (GTK_STACK (self->stack), self->old);
  self->old = NULL;
}

static void
show_slide (FoyerAttractPage *self, GtkWidget *slide)
{
  gboolean first = self->slide == NULL;

  drop_old (self);
  self->old = self->slide;
  self->slide = slide;
  gtk_stack_add_child (GTK_STACK (self->stack), slide);
  gtk_stack_set_transition_duration (GTK_STACK (self->stack), first ? 0 : FADE_MS);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), slide);
}

/* The next scene is drawn while this one is looked at, so that the fade never waits. Once the slide
 * in sight has its size, the next one's is known. */
static gboolean
prefetch_next (GtkWidget *picture, GdkFrameClock *clock, gpointer data)
{
  FoyerAttractPage *self = data;
  int factor = gtk_widget_get_scale_factor (picture);
  int width = gtk_widget_get_width (picture) * factor;
  int height = gtk_widget_get_height (picture) * factor;
  FoyerStory *story;

  if (width <= 0 || height <= 0)
    return G_SOURCE_CONTINUE; /* this frame's layout comes after this call */
  if (self->next < self->stories->len)
    {
      story = g_ptr_array_index (self->stories, self->next);
      if (story->art != NULL)
        foyer_art_prefetch (story->art, width, height);
    }
  return G_SOURCE_REMOVE;
}

static void
show_next (FoyerAttractPage *self)
{
  FoyerStory *story;

  if (self->stories->len == 0)
    {
      show_slide (self, welcome_slide_new (self));
      return;
    }
  self->next %= self->stories->len;
  story = g_ptr_array_index (self->stories, self->next);
  show_slide (self, story_slide_new (self, story));
  self->next = (self->next + 1) % self->stories->len;
  if (self->stories->len > 1)
    gtk_widget_add_tick_callback (gtk_overlay_get_child (GTK_OVERLAY (self->slide)), prefetch_next,
                                  self, NULL);
}

static gboolean
timer_cb (gpointer data)
{
  show_next (data);
  return G_SOURCE_CONTINUE;
}

/* A place that wants no movement at all says so to GTK: then one story stays. */
static gboolean
may_move (FoyerAttractPage *self)
{
  gboolean animations = TRUE;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &animations,
                NULL);
  return animations;
}

static void
run (FoyerAttractPage *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->stories->len > 1 && may_move (self))
    self->timer = g_timeout_add_seconds (SLIDE_S, timer_cb, self);
}

static void
load_stories (FoyerAttractPage *self)
{
  FoyerStore *store = foyer_backend_get_store (foyer_page_get_backend (FOYER_PAGE (self)));
  g_autoptr (GPtrArray) stories
    = store != NULL ? foyer_store_list_stories (store, NULL, NULL) : NULL;

  g_ptr_array_set_size (self->stories, 0);
  for (guint i = 0; stories != NULL && i < stories->len; i++)
    g_ptr_array_add (self->stories, g_object_ref (g_ptr_array_index (stories, i)));
}

/* ---- a touch ---- */

static void
start (FoyerAttractPage *self)
{
  foyer_page_open (FOYER_PAGE (self), "home", "");
}

static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer data)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  start (data);
}

static gboolean
key_cb (
  GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, gpointer data)
{
  switch (key)
    {
    case GDK_KEY_Tab:
    case GDK_KEY_ISO_Left_Tab:
    case GDK_KEY_Left:
    case GDK_KEY_Right:
    case GDK_KEY_Up:
    case GDK_KEY_Down:
      return GDK_EVENT_PROPAGATE; /* on the way to a language */
    default:
      start (data);
      return GDK_EVENT_STOP;
    }
}

/* Each begins a visit in that language. */
static GtkWidget *
languages_new (void)
{
  GtkWidget *row = foyer_flow_new ();

  gtk_widget_add_css_class (row, "attract-languages");
  for (guint i = 0; foyer_language_get (i) != NULL; i++)
    {
      const FoyerLanguage *language = foyer_language_get (i);
      GtkWidget *button = foyer_button_new (language->name, NULL, FALSE, "attract-language");
      g_autofree char *spoken = foyer_language_page_dup_spoken (i);

      gtk_widget_add_css_class (button, language->css_class);
      foyer_spoken_name (button, spoken);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", language->code);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.language");
      foyer_flow_append (FOYER_FLOW (row), button);
    }
  return row;
}

static void
foyer_attract_page_opened (FoyerPage *page)
{
  FoyerAttractPage *self = FOYER_ATTRACT_PAGE (page);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  foyer_page_set_title (page, _ ("Touch anywhere to start"));
  self->start = foyer_button_new (_ ("Touch anywhere to start"), NULL, FALSE, NULL);
  gtk_widget_add_css_class (self->start, "attract-start");
  gtk_widget_set_halign (self->start, GTK_ALIGN_START);
  g_signal_connect_swapped (self->start, "clicked", G_CALLBACK (start), self);
  gtk_box_append (GTK_BOX (self->front), self->start);
  gtk_box_append (GTK_BOX (self->front), languages_new ());

  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  load_stories (self);
  show_next (self);
}

static void
foyer_attract_page_shown (FoyerPage *page)
{
  run (FOYER_ATTRACT_PAGE (page));
}

static void
foyer_attract_page_hidden (FoyerPage *page)
{
  g_clear_handle_id (&FOYER_ATTRACT_PAGE (page)->timer, g_source_remove);
}

static void
foyer_attract_page_content_changed (FoyerPage *page)
{
  FoyerAttractPage *self = FOYER_ATTRACT_PAGE (page);
  gboolean was_empty = self->stories->len == 0;

  load_stories (self);
  if (self->stories->len <= self->next)
    self->next = 0;
  if (was_empty && self->stories->len > 0)
    show_next (self);
  if (self->timer != 0 || was_empty)
    run (self);
}

static void
foyer_attract_page_dispose (GObject *object)
{
  FoyerAttractPage *self = FOYER_ATTRACT_PAGE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_ATTRACT_PAGE);
  g_clear_pointer (&self->stories, g_ptr_array_unref);
  G_OBJECT_CLASS (foyer_attract_page_parent_class)->dispose (object);
}

static void
foyer_attract_page_class_init (FoyerAttractPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FoyerPageClass *page_class = FOYER_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_attract_page_dispose;
  page_class->opened = foyer_attract_page_opened;
  page_class->shown = foyer_attract_page_shown;
  page_class->hidden = foyer_attract_page_hidden;
  page_class->content_changed = foyer_attract_page_content_changed;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/uk/org/foyer/Foyer/ui/foyer-attract-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerAttractPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttractPage, front);
}

static void
foyer_attract_page_init (FoyerAttractPage *self)
{
  self->stories = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}
