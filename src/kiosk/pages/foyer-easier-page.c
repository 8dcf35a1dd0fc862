/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-easier-page"

#include "kiosk/pages/foyer-easier-page.h"

#include <glib/gi18n.h>

#include "kiosk/widgets/foyer-choice-row.h"
#include "kiosk/widgets/foyer-label.h"

/* A row of answers for each thing in the visit's FoyerEase, and one for the text size. The page
 * holds nothing itself: it shows what the visit says, whoever changed it. Owned by the window's
 * stack; main thread. */

#define TEXT_SIZE FOYER_EASE_N_KEYS /* the one row that is not in the ease */
#define ANSWERS_MAX 5

struct _FoyerEasierPage
{
  FoyerPage parent_instance;

  GtkWidget *said; /* borrowed: what this is for, then what has just changed */
  GtkWidget *grid; /* borrowed: holds the rows */
  GPtrArray *rows; /* owned FoyerChoiceRow, as in the table */
  guint columns;
  gboolean is_setting;
};

G_DEFINE_FINAL_TYPE (FoyerEasierPage, foyer_easier_page, FOYER_TYPE_PAGE)

typedef struct
{
  int value;
  const char *label;
} Answer;

static const struct
{
  guint key;
  const char *question;
  Answer answers[ANSWERS_MAX];
} questions[] = {
  { TEXT_SIZE,
    N_ ("Text size"),
    { { 100, N_ ("Usual") }, { 150, N_ ("Large") }, { 200, N_ ("Very large") } } },
  { FOYER_EASE_COLOURS,
    N_ ("Colours"),
    { { FOYER_COLOURS_USUAL, N_ ("Usual colours") },
      { FOYER_COLOURS_DARK, N_ ("White on black") },
      { FOYER_COLOURS_LIGHT, N_ ("Black on white") } } },
  { FOYER_EASE_REACH,
    N_ ("Where things are"),
    { { 0, N_ ("All over the screen") }, { 1, N_ ("Lower down, easy to reach") } } },
  { FOYER_EASE_CALM, N_ ("Movement"), { { 0, N_ ("A little") }, { 1, N_ ("None") } } },
  { FOYER_EASE_READING,
    N_ ("Read aloud"),
    { { 0, N_ ("Off") }, { 1, N_ ("Read every page to me") } } },
  { FOYER_EASE_VOICE_PACE,
    N_ ("How fast the voice speaks"),
    { { 0, N_ ("Slow") }, { 1, N_ ("Middle") }, { 2, N_ ("Fast") } } },
  { FOYER_EASE_VOICE_VOLUME,
    N_ ("How loud the voice is"),
    { { 1, N_ ("1, very quiet") },
      { 2, N_ ("2, quiet") },
      { 3, N_ ("3, middle") },
      { 4, N_ ("4, loud") },
      { 5, N_ ("5, very loud") } } },
  { FOYER_EASE_SCANNING,
    N_ ("Use a switch: a big button you press"),
    { { FOYER_SCANNING_OFF, N_ ("Off") },
      { FOYER_SCANNING_ONE_SWITCH, N_ ("I press one button") },
      { FOYER_SCANNING_TWO_SWITCHES, N_ ("I press two buttons") } } },
  { FOYER_EASE_SCAN_PACE,
    N_ ("How fast it goes to the next choice"),
    { { 0, N_ ("Slow") }, { 1, N_ ("Middle") }, { 2, N_ ("Fast") } } },
};

static int
get_value (FoyerEasierPage *self, guint question)
{
  FoyerVisit *visit = foyer_page_get_visit (FOYER_PAGE (self));

  if (questions[question].key == TEXT_SIZE)
    return foyer_visit_get_text_percent (visit);
  return foyer_ease_get (foyer_visit_get_ease (visit), questions[question].key);
}

static void
set_value (FoyerEasierPage *self, guint question, int value)
{
  FoyerVisit *visit = foyer_page_get_visit (FOYER_PAGE (self));

  if (questions[question].key == TEXT_SIZE)
    foyer_visit_set_text_percent (visit, value);
  else
    foyer_ease_set (foyer_visit_get_ease (visit), questions[question].key, value);
}

static void
update (FoyerEasierPage *self)
{
  if (self->is_setting)
    return;
  for (guint i = 0; i < self->rows->len; i++)
    for (const Answer *a = questions[i].answers;
         a < questions[i].answers + ANSWERS_MAX && a->label != NULL; a++)
      {
        g_autofree char *id = g_strdup_printf ("%d", a->value);

        foyer_choice_row_set (g_ptr_array_index (self->rows, i), id,
                              a->value == get_value (self, i), -1);
      }
}

/* In words, for who does not see what changed. */
static void
say (FoyerEasierPage *self, guint question, int value)
{
  for (const Answer *a = questions[question].answers;
       a < questions[question].answers + ANSWERS_MAX && a->label != NULL; a++)
    if (a->value == value)
      {
        g_autofree char *words
          = g_strdup_printf (_ ("%s: %s"), _ (questions[question].question), _ (a->label));

        gtk_label_set_text (GTK_LABEL (self->said), words);
        gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s", words);
      }
}

static void
chosen_cb (FoyerChoiceRow *row, const char *id, gboolean on, FoyerEasierPage *self)
{
  int value = (int)g_ascii_strtoll (id, NULL, 10);
  guint question;

  if (!g_ptr_array_find (self->rows, row, &question))
    return;
  self->is_setting = TRUE;
  set_value (self, question, value);
  self->is_setting = FALSE;
  say (self, question, value);
  update (self); /* pressing what is chosen leaves it chosen */
}

static void
add_row (FoyerEasierPage *self, guint question)
{
  GtkWidget *row = foyer_choice_row_new (_ (questions[question].question), FOYER_CHOICE_PILLS);

  for (const Answer *a = questions[question].answers;
       a < questions[question].answers + ANSWERS_MAX && a->label != NULL; a++)
    {
      g_autofree char *id = g_strdup_printf ("%d", a->value);

      foyer_choice_row_add (FOYER_CHOICE_ROW (row), id, _ (a->label), NULL);
    }
  g_ptr_array_add (self->rows, g_object_ref_sink (row));
  g_signal_connect (row, "chosen", G_CALLBACK (chosen_cb), self);
}

/* Two columns where they are wide enough for the words; always row by row. */
static void
foyer_easier_page_layout (FoyerPage *page, gboolean portrait)
{
  FoyerEasierPage *self = FOYER_EASIER_PAGE (page);
  int percent = foyer_visit_get_text_percent (foyer_page_get_visit (page));
  guint columns = portrait || percent > 150 ? 1 : 2;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (self->columns == columns)
    return;
  self->columns = columns;
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      if (gtk_widget_get_parent (row) != NULL)
        gtk_grid_remove (GTK_GRID (self->grid), row);
    }
  for (guint i = 0; i < self->rows->len; i++)
    gtk_grid_attach (GTK_GRID (self->grid), g_ptr_array_index (self->rows, i), (int)(i % columns),
                     (int)(i / columns), 1, 1);
  if (focus != NULL && gtk_widget_is_ancestor (focus, self->grid))
    gtk_widget_grab_focus (focus); /* moving it took it away */
}

static void
usual_cb (FoyerEasierPage *self)
{
  FoyerVisit *visit = foyer_page_get_visit (FOYER_PAGE (self));

  foyer_ease_reset (foyer_visit_get_ease (visit));
  foyer_visit_set_text_percent (visit, 100);
  gtk_label_set_text (GTK_LABEL (self->said), _ ("Everything is as usual again."));
  update (self);
}

static void
foyer_easier_page_opened (FoyerPage *page)
{
  FoyerEasierPage *self = FOYER_EASIER_PAGE (page);
  FoyerVisit *visit = foyer_page_get_visit (page);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *usual = foyer_button_new (_ ("All as usual"), "foyer-replay-symbolic", FALSE, "plain");

  foyer_page_set_title (page, _ ("Make this easier"));
  gtk_widget_add_css_class (column, "easier");
  foyer_label_append (column, _ ("Make this easier"), "heading");
  self->said = foyer_label_append (
    column, _ ("Choose what helps you. It all goes back to usual when you finish."), "lead");
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_homogeneous (GTK_GRID (self->grid), TRUE);
  gtk_box_append (GTK_BOX (column), self->grid);
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    add_row (self, i);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), column);
  foyer_page_set_content (page, scrolled);
  foyer_page_add_back (page, _ ("Done"));
  g_signal_connect_swapped (usual, "clicked", G_CALLBACK (usual_cb), self);
  foyer_page_add_end (page, usual);
  g_signal_connect_object (foyer_visit_get_ease (visit), "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (visit, "notify::text-percent", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

static void
foyer_easier_page_dispose (GObject *object)
{
  g_clear_pointer (&FOYER_EASIER_PAGE (object)->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (foyer_easier_page_parent_class)->dispose (object);
}

static void
foyer_easier_page_class_init (FoyerEasierPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_easier_page_dispose;
  FOYER_PAGE_CLASS (klass)->opened = foyer_easier_page_opened;
  FOYER_PAGE_CLASS (klass)->layout = foyer_easier_page_layout;
}

static void
foyer_easier_page_init (FoyerEasierPage *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
}
