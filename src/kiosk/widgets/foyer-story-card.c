/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-story-card"

#include "kiosk/widgets/foyer-story-card.h"

#include <glib/gi18n.h>

#include "kiosk/foyer-spoken.h"
#include "kiosk/widgets/foyer-picture.h"

/* A card of the story wall. Owned by the wall; main thread; static once made. */

struct _FoyerStoryCard
{
  GtkButton parent_instance;

  FoyerStory *story; /* owned */
};

G_DEFINE_FINAL_TYPE (FoyerStoryCard, foyer_story_card, GTK_TYPE_BUTTON)

static void
foyer_story_card_finalize (GObject *object)
{
  g_clear_object (&FOYER_STORY_CARD (object)->story);
  G_OBJECT_CLASS (foyer_story_card_parent_class)->finalize (object);
}

static void
foyer_story_card_class_init (FoyerStoryCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_story_card_finalize;
}

static void
foyer_story_card_init (FoyerStoryCard *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "story-card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
}

static void
append_label (GtkWidget *box, const char *text, const char *css_class)
{
  GtkWidget *label;

  if (text == NULL)
    return;
  label = gtk_label_new (text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
}

/* "Film" or "Listen", on the picture. */
static GtkWidget *
make_badge (FoyerStory *story)
{
  gboolean is_film = g_strcmp0 (story->media_type, "film") == 0;
  GtkWidget *badge = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_box_append (GTK_BOX (badge), gtk_image_new_from_icon_name (
                                     is_film ? "foyer-play-symbolic" : "foyer-speaker-symbolic"));
  gtk_box_append (GTK_BOX (badge), gtk_label_new (is_film ? _ ("Film") : _ ("Listen")));
  gtk_widget_add_css_class (badge, "badge");
  gtk_widget_set_halign (badge, GTK_ALIGN_START);
  gtk_widget_set_valign (badge, GTK_ALIGN_END);
  return badge;
}

static char *
dup_spoken (FoyerStory *story)
{
  g_autoptr (GString) spoken = g_string_new (story->title);

  if (story->place_name != NULL)
    g_string_append_printf (spoken, ". %s", story->place_name);
  if (story->standfirst != NULL)
    g_string_append_printf (spoken, ". %s", story->standfirst);
  if (story->media_type != NULL)
    g_string_append_printf (spoken, ". %s",
                            g_str_equal (story->media_type, "film") ? _ ("Film") : _ ("Listen"));
  return g_string_free (g_steal_pointer (&spoken), FALSE);
}

GtkWidget *
foyer_story_card_new (FoyerStory *story)
{
  FoyerStoryCard *self = g_object_new (FOYER_TYPE_STORY_CARD, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *picture = foyer_picture_new (story->art);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *spoken = dup_spoken (story);

  self->story = g_object_ref (story);
  gtk_widget_add_css_class (picture, "story-picture");
  gtk_overlay_set_child (GTK_OVERLAY (overlay), picture);
  if (story->media_type != NULL)
    gtk_overlay_add_overlay (GTK_OVERLAY (overlay), make_badge (story));
  gtk_widget_add_css_class (words, "words");
  append_label (words, story->place_name, "place");
  append_label (words, story->title, "card-title");
  append_label (words, story->standfirst, "quiet");
  gtk_box_append (GTK_BOX (box), overlay);
  gtk_box_append (GTK_BOX (box), words);
  gtk_button_set_child (GTK_BUTTON (self), box);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  foyer_spoken_name (GTK_WIDGET (self), spoken);
  return GTK_WIDGET (self);
}

FoyerStory *
foyer_story_card_get_story (FoyerStoryCard *self)
{
  return self->story;
}
