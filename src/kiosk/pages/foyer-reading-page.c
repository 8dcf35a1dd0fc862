/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-reading-page"

#include "kiosk/pages/foyer-reading-page.h"

#include <glib/gi18n.h>

#include "core/model/foyer-when.h"
#include "core/viewmodel/foyer-nearby.h"

#include "kiosk/widgets/foyer-label.h"
#include "kiosk/widgets/foyer-picture.h"

/* Plain reading in lines of about 70 characters: confidence pages, the numbers to call, and who can
 * help near here. Where a paragraph holds a number to call or text, that number stands large above
 * it, so that nobody has to find it in a sentence. Owned by the window's stack. Main thread. */

#define MEASURE 66          /* characters a line: 45 to 75 read well; the longest words still fit */
#define ONE_COLUMN_FROM 200 /* percent: two columns of such letters are too narrow */
#define HELP_NOW "help-now"

struct _FoyerReadingPage
{
  FoyerPage parent_instance;

  GRegex *number;     /* owned: numbers to call */
  GPtrArray *blocks;  /* owned GtkWidget: the sections in their order */
  GtkWidget *sources; /* borrowed from blocks (nullable): as wide as the page */
  gboolean is_in_two; /* short blocks stand in two columns where there is room */

  GtkWidget *content, *column, *picture, *title, *standfirst, *sections; /* template */
};

G_DEFINE_FINAL_TYPE (FoyerReadingPage, foyer_reading_page, FOYER_TYPE_PAGE)

/* ---- small pieces ---- */

static GtkWidget *
add_words (GtkWidget *box, const char *words, const char *css_class)
{
  GtkWidget *label;

  if (words == NULL || *words == '\0')
    return NULL;
  label = foyer_label_new (words, css_class);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MEASURE);
  gtk_widget_set_halign (label, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static GtkWidget *
add_section (FoyerReadingPage *self, const char *heading)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (box, "reading-section");
  add_words (box, heading, "reading-heading");
  g_ptr_array_add (self->blocks, g_object_ref_sink (box));
  return box;
}

static void
set_head (FoyerReadingPage *self, const char *title, const char *standfirst)
{
  foyer_page_set_title (FOYER_PAGE (self), title);
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->standfirst), standfirst != NULL ? standfirst : "");
  gtk_widget_set_visible (self->standfirst, standfirst != NULL);
}

/* ---- an information page ---- */

/* The numbers of one paragraph, large: "0800 1111", "999". */
static void
add_numbers (FoyerReadingPage *self, GtkWidget *box, const char *paragraph)
{
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_regex_match (self->number, paragraph, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *number = g_match_info_fetch (match, 0);

      if (g_hash_table_add (seen, g_strdup (number)))
        add_words (box, number, "phone-number");
    }
}

static void
add_info_section (FoyerReadingPage *self, const FoyerInfoSection *section, gboolean large_numbers)
{
  GtkWidget *box = add_section (self, section->heading);

  for (guint i = 0; section->paragraphs[i] != NULL; i++)
    {
      if (large_numbers)
        add_numbers (self, box, section->paragraphs[i]);
      add_words (box, section->paragraphs[i], "reading-words");
    }
}

/* A body that published something twice is named once. */
static void
add_sources (FoyerReadingPage *self, FoyerInfoPage *info)
{
  g_autofree char *confirmed = foyer_when_confirmed (info->last_confirmed);
  GtkWidget *box;

  if (info->sources->len == 0 && confirmed == NULL)
    return;
  box = add_section (self, _ ("Who says so"));
  gtk_widget_add_css_class (box, "reading-sources");
  self->sources = box;
  for (guint i = 0; i < info->sources->len; i++)
    add_words (box, ((FoyerSource *)g_ptr_array_index (info->sources, i))->title, "small");
  if (confirmed != NULL)
    {
      g_autofree char *words = g_strdup_printf (_ ("Checked %s"), confirmed);
      add_words (box, words, "small");
    }
}

static void
show_info (FoyerReadingPage *self, FoyerInfoPage *info)
{
  gboolean is_help = g_str_equal (info->id, HELP_NOW);

  set_head (self, info->title, info->standfirst);
  self->is_in_two = is_help;
  if (is_help)
    gtk_widget_add_css_class (GTK_WIDGET (self), "help-page");
  foyer_picture_set_art (FOYER_PICTURE (self->picture), info->art);
  gtk_widget_set_visible (self->picture, info->art != NULL && !is_help);
  for (guint i = 0; i < info->sections->len; i++)
    add_info_section (self, g_ptr_array_index (info->sections, i), is_help);
  add_sources (self, info);
}

/* ---- who can help ---- */

static void
add_pathway (FoyerReadingPage *self, FoyerPathway *pathway)
{
  g_autofree char *confirmed = foyer_when_confirmed (pathway->last_confirmed);
  GtkWidget *box = add_section (self, pathway->title);
  g_autofree char *checked = NULL;

  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "pathway");
  if (pathway->place_name != NULL)
    add_words (box, pathway->place_name, "quiet");
  add_words (box, pathway->summary, "reading-words");
  add_words (box, pathway->contact_text, "reading-words");
  add_words (box, pathway->contact_phone, "phone-number");
  if (pathway->source.title != NULL)
    {
      checked = confirmed != NULL
                  ? g_strdup_printf (_ ("From: %s. Checked %s."), pathway->source.title, confirmed)
                  : g_strdup_printf (_ ("From: %s. Not checked yet."), pathway->source.title);
      add_words (box, checked, "small");
    }
}

/* The visitor's own district, from the postcode they gave or from where the kiosk stands. */
static const char *
own_district (FoyerReadingPage *self)
{
  FoyerBackend *backend = foyer_page_get_backend (FOYER_PAGE (self));
  const char *postcode = foyer_visit_get_origin (foyer_page_get_visit (FOYER_PAGE (self)));
  FoyerPostcodes *postcodes = postcode != NULL ? foyer_backend_get_postcodes (backend) : NULL;
  FoyerPlace *place = foyer_backend_get_place (backend);

  if (postcodes != NULL)
    {
      FoyerPostcodeResult found = foyer_postcodes_lookup (postcodes, postcode);
      if (found.district != NULL)
        return found.district;
    }
  return place != NULL ? place->district : NULL;
}

static void
show_who_can_help (FoyerReadingPage *self)
{
  FoyerBackend *backend = foyer_page_get_backend (FOYER_PAGE (self));
  FoyerStore *store = foyer_backend_get_store (backend);
  g_autoptr (GPtrArray) pathways = foyer_store_list_pathways (store, NULL, NULL);
  g_autoptr (GPtrArray) places = foyer_store_list_places (store);
  double lat = NAN, lon = NAN;

  foyer_backend_locate (backend, foyer_visit_get_origin (foyer_page_get_visit (FOYER_PAGE (self))),
                        &lat, &lon);
  foyer_nearby_sort_pathways (pathways, places, own_district (self), lat, lon);
  set_head (self, _ ("Who can help you"),
            _ ("People whose work is to help you find something. The nearest come first."));
  gtk_widget_set_visible (self->picture, FALSE);
  self->is_in_two = TRUE;
  for (guint i = 0; i < pathways->len; i++)
    add_pathway (self, g_ptr_array_index (pathways, i));
  if (pathways->len == 0)
    add_words (add_section (self, _ ("Ask the staff here")), _ ("They know who can help near you."),
               "reading-words");
}

/* ---- the page ---- */

/* Whatever is missing, the page for people in need says something true and useful. */
static void
show_missing (FoyerReadingPage *self, const char *id)
{
  const char *phone = foyer_backend_get_help_phone (foyer_page_get_backend (FOYER_PAGE (self)));
  GtkWidget *box;

  gtk_widget_set_visible (self->picture, FALSE);
  if (!g_str_equal (id, HELP_NOW))
    {
      set_head (self, _ ("This page is not here yet"),
                _ ("It is on its way. Please look again soon, or ask the staff here."));
      return;
    }
  gtk_widget_add_css_class (GTK_WIDGET (self), "help-page");
  set_head (self, _ ("Help now"),
            _ ("Tell a member of staff here. You do not have to explain everything."));
  box = add_section (self, _ ("In danger right now"));
  add_words (box, "999", "phone-number");
  add_words (box, _ ("Call 999, or ask the staff here to call."), "reading-words");
  if (phone != NULL)
    {
      box = add_section (self, foyer_backend_get_name (foyer_page_get_backend (FOYER_PAGE (self))));
      add_words (box, phone, "phone-number");
    }
}

static void
arrange (FoyerReadingPage *self)
{
  gboolean is_wide
    = !foyer_page_is_portrait (FOYER_PAGE (self))
      && foyer_visit_get_text_percent (foyer_page_get_visit (FOYER_PAGE (self))) < ONE_COLUMN_FROM;
  int columns = self->is_in_two && is_wide ? 2 : 1;

  for (guint i = 0; i < self->blocks->len; i++)
    {
      GtkWidget *block = g_ptr_array_index (self->blocks, i);
      int n = (int)i;

      if (gtk_widget_get_parent (block) != NULL)
        gtk_grid_remove (GTK_GRID (self->sections), block);
      if (block == self->sources)
        gtk_grid_attach (GTK_GRID (self->sections), block, 0, n / columns + 1, columns, 1);
      else
        gtk_grid_attach (GTK_GRID (self->sections), block, n % columns, n / columns, 1, 1);
    }
}

static void
clear (FoyerReadingPage *self)
{
  for (guint i = 0; i < self->blocks->len; i++)
    gtk_grid_remove (GTK_GRID (self->sections), g_ptr_array_index (self->blocks, i));
  g_ptr_array_set_size (self->blocks, 0);
  self->sources = NULL;
}

static void
fill (FoyerReadingPage *self)
{
  FoyerStore *store = foyer_backend_get_store (foyer_page_get_backend (FOYER_PAGE (self)));
  const char *id = foyer_page_get_argument (FOYER_PAGE (self));
  g_autoptr (FoyerInfoPage) info = NULL;

  clear (self);
  if (store != NULL && g_str_equal (id, FOYER_READING_WHO_CAN_HELP))
    show_who_can_help (self);
  else if (store != NULL && (info = foyer_store_get_info_page (store, id)) != NULL)
    {
      foyer_page_say_language (FOYER_PAGE (self), info->language);
      show_info (self, info);
    }
  else
    show_missing (self, id);
  arrange (self);
}

static void
foyer_reading_page_opened (FoyerPage *page)
{
  foyer_page_add_back (page, NULL);
  foyer_page_add_home (page);
  fill (FOYER_READING_PAGE (page));
}

static void
foyer_reading_page_layout (FoyerPage *page, gboolean portrait)
{
  FoyerReadingPage *self = FOYER_READING_PAGE (page);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->content),
                                  portrait ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_reorder_child_after (GTK_BOX (self->content), self->picture,
                               portrait ? NULL : self->column);
  arrange (self);
}

static void
foyer_reading_page_content_changed (FoyerPage *page)
{
  fill (FOYER_READING_PAGE (page));
}

static void
foyer_reading_page_dispose (GObject *object)
{
  FoyerReadingPage *self = FOYER_READING_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_READING_PAGE);
  g_clear_pointer (&self->number, g_regex_unref);
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  G_OBJECT_CLASS (foyer_reading_page_parent_class)->dispose (object);
}

static void
foyer_reading_page_class_init (FoyerReadingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FoyerPageClass *page_class = FOYER_PAGE_CLASS (klass);

  g_type_ensure (FOYER_TYPE_PICTURE);
  G_OBJECT_CLASS (klass)->dispose = foyer_reading_page_dispose;
  page_class->opened = foyer_reading_page_opened;
  page_class->layout = foyer_reading_page_layout;
  page_class->content_changed = foyer_reading_page_content_changed;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/uk/org/foyer/Foyer/ui/foyer-reading-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerReadingPage, content);
  gtk_widget_class_bind_template_child (widget_class, FoyerReadingPage, column);
  gtk_widget_class_bind_template_child (widget_class, FoyerReadingPage, picture);
  gtk_widget_class_bind_template_child (widget_class, FoyerReadingPage, title);
  gtk_widget_class_bind_template_child (widget_class, FoyerReadingPage, standfirst);
  gtk_widget_class_bind_template_child (widget_class, FoyerReadingPage, sections);
}

static void
foyer_reading_page_init (FoyerReadingPage *self)
{
  /* UK numbers of three digits and more: 999, 111, 116 123, 85258, 0800 1111, 01632 960001 */
  self->number = g_regex_new ("\\b(?:0\\d[\\d ]{5,11}\\d|999|111|116 \\d{3}|[68]\\d{4})\\b",
                              G_REGEX_OPTIMIZE, 0, NULL);
  self->blocks = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}
