/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-week-grid"

#include "kiosk/widgets/foyer-week-grid.h"

#include <glib/gi18n.h>

#include "kiosk/foyer-spoken.h"

#include "core/viewmodel/foyer-choice-words.h"

/* The week of "When could you come?". A field is a toggle button with a tick, so that what is
 * chosen is seen without colour and pressed by assistive tools. Owned by its page. Main thread. */

struct _FoyerWeekGrid
{
  GtkWidget parent_instance;

  GtkWidget *grid;                                            /* borrowed: the only child */
  GtkWidget *fields[FOYER_MATCH_N_DAYS][FOYER_MATCH_N_PARTS]; /* borrowed: in the grid */
  GtkWidget *days[FOYER_MATCH_N_DAYS], *parts[FOYER_MATCH_N_PARTS];
  gboolean is_upright, is_setting;
};

G_DEFINE_FINAL_TYPE (FoyerWeekGrid, foyer_week_grid, GTK_TYPE_WIDGET)

static guint changed_signal;

static void
say (GtkWidget *widget, const char *words)
{
  foyer_spoken_name (widget, words);
}

static void
toggled_cb (GtkToggleButton *field, gpointer data)
{
  FoyerWeekGrid *self = data;
  GtkWidget *tick = gtk_button_get_child (GTK_BUTTON (field));

  gtk_widget_set_opacity (tick, gtk_toggle_button_get_active (field) ? 1 : 0);
  if (!self->is_setting)
    g_signal_emit (self, changed_signal, 0);
}

/* All of a row or column; when all of it is chosen already, none. */
static void
head_cb (GtkButton *head, gpointer data)
{
  FoyerWeekGrid *self = data;
  guint32 slots = foyer_week_grid_get_slots (self), whole = 0;

  for (int day = 0; day < FOYER_MATCH_N_DAYS; day++)
    for (int part = 0; part < FOYER_MATCH_N_PARTS; part++)
      if (self->days[day] == GTK_WIDGET (head) || self->parts[part] == GTK_WIDGET (head))
        whole |= FOYER_MATCH_SLOT (day, part);
  foyer_week_grid_set_slots (self, (slots & whole) == whole ? slots & ~whole : slots | whole);
  g_signal_emit (self, changed_signal, 0);
}

static GtkWidget *
field_new (FoyerWeekGrid *self, int day, int part)
{
  GtkWidget *field = gtk_toggle_button_new ();
  GtkWidget *tick = gtk_image_new_from_icon_name ("foyer-check-symbolic");
  g_autofree char *name = foyer_choice_slot_name (day, part);

  gtk_widget_set_opacity (tick, 0);
  foyer_spoken_hide (tick);
  gtk_button_set_child (GTK_BUTTON (field), tick);
  gtk_widget_add_css_class (field, "week-field");
  gtk_widget_set_hexpand (field, TRUE);
  say (field, name);
  g_signal_connect (field, "toggled", G_CALLBACK (toggled_cb), self);
  return field;
}

static GtkWidget *
head_new (FoyerWeekGrid *self, const char *words, const char *hint, const char *spoken)
{
  GtkWidget *head = gtk_button_new ();
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = gtk_label_new (words);

  gtk_widget_set_valign (column, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, "strong");
  gtk_label_set_wrap (GTK_LABEL (label), TRUE); /* "Po południu" has two lines in large type */
  gtk_box_append (GTK_BOX (column), label);
  if (hint != NULL)
    {
      GtkWidget *small = gtk_label_new (hint);

      gtk_label_set_wrap (GTK_LABEL (small), TRUE);
      gtk_widget_add_css_class (small, "small");
      gtk_widget_add_css_class (small, "quiet");
      gtk_box_append (GTK_BOX (column), small);
    }
  gtk_button_set_child (GTK_BUTTON (head), column);
  gtk_widget_add_css_class (head, "week-head");
  say (head, spoken);
  g_signal_connect (head, "clicked", G_CALLBACK (head_cb), self);
  return head;
}

static void
align_head (GtkWidget *head, gboolean at_start)
{
  GtkWidget *column = gtk_button_get_child (GTK_BUTTON (head));

  gtk_widget_set_halign (column, at_start ? GTK_ALIGN_START : GTK_ALIGN_CENTER);
  for (GtkWidget *label = gtk_widget_get_first_child (column); label != NULL;
       label = gtk_widget_get_next_sibling (label))
    {
      gtk_label_set_xalign (GTK_LABEL (label), at_start ? 0 : 0.5);
      gtk_label_set_justify (GTK_LABEL (label), at_start ? GTK_JUSTIFY_LEFT : GTK_JUSTIFY_CENTER);
    }
}

static void
place (FoyerWeekGrid *self, GtkWidget *child, int across, int down)
{
  GtkGrid *grid = GTK_GRID (self->grid);

  if (gtk_widget_get_parent (child) != NULL)
    {
      g_object_ref (child);
      gtk_grid_remove (grid, child);
      gtk_grid_attach (grid, child, self->is_upright ? down : across,
                       self->is_upright ? across : down, 1, 1);
      g_object_unref (child);
    }
  else
    gtk_grid_attach (grid, child, self->is_upright ? down : across,
                     self->is_upright ? across : down, 1, 1);
}

/* In the order in which they are read, which is that of the keyboard too. */
static void
arrange (FoyerWeekGrid *self)
{
  for (int part = 0; part < FOYER_MATCH_N_PARTS && self->is_upright; part++)
    place (self, self->parts[part], 0, part + 1);
  for (int day = 0; day < FOYER_MATCH_N_DAYS; day++)
    {
      place (self, self->days[day], day + 1, 0);
      for (int part = 0; part < FOYER_MATCH_N_PARTS && self->is_upright; part++)
        place (self, self->fields[day][part], day + 1, part + 1);
      align_head (self->days[day], self->is_upright);
    }
  for (int part = 0; part < FOYER_MATCH_N_PARTS; part++)
    {
      if (!self->is_upright)
        place (self, self->parts[part], 0, part + 1);
      for (int day = 0; day < FOYER_MATCH_N_DAYS && !self->is_upright; day++)
        place (self, self->fields[day][part], day + 1, part + 1);
      align_head (self->parts[part], !self->is_upright);
    }
}

static void
foyer_week_grid_dispose (GObject *object)
{
  g_clear_pointer (&FOYER_WEEK_GRID (object)->grid, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_week_grid_parent_class)->dispose (object);
}

static void
foyer_week_grid_class_init (FoyerWeekGridClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_week_grid_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "weekgrid");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
  changed_signal = g_signal_new ("changed", FOYER_TYPE_WEEK_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
foyer_week_grid_init (FoyerWeekGrid *self)
{
  static const char *const every_part[FOYER_MATCH_N_PARTS]
    = { N_ ("Every morning"), N_ ("Every afternoon"), N_ ("Every evening") };

  self->grid = gtk_grid_new ();
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
  for (int day = 0; day < FOYER_MATCH_N_DAYS; day++)
    {
      /* Translators: a whole day: "Tuesday, all day". */
      g_autofree char *spoken = g_strdup_printf (_ ("%s, all day"), foyer_choice_day_name (day));

      self->days[day] = head_new (self, foyer_choice_day_label (day), NULL, spoken);
      for (int part = 0; part < FOYER_MATCH_N_PARTS; part++)
        self->fields[day][part] = field_new (self, day, part);
    }
  for (int part = 0; part < FOYER_MATCH_N_PARTS; part++)
    {
      const char *hours = foyer_choice_part_hours (part);
      g_autofree char *spoken = g_strdup_printf ("%s, %s", _ (every_part[part]), hours);

      self->parts[part] = head_new (self, foyer_choice_part_label (part), hours, spoken);
    }
  for (int part = 0; part < FOYER_MATCH_N_PARTS; part++)
    gtk_widget_add_css_class (self->parts[part], "part");
  arrange (self);
}

GtkWidget *
foyer_week_grid_new (void)
{
  return g_object_new (FOYER_TYPE_WEEK_GRID, NULL);
}

guint32
foyer_week_grid_get_slots (FoyerWeekGrid *self)
{
  guint32 slots = 0;

  for (int day = 0; day < FOYER_MATCH_N_DAYS; day++)
    for (int part = 0; part < FOYER_MATCH_N_PARTS; part++)
      if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->fields[day][part])))
        slots |= FOYER_MATCH_SLOT (day, part);
  return slots;
}

void
foyer_week_grid_set_slots (FoyerWeekGrid *self, guint32 slots)
{
  self->is_setting = TRUE;
  for (int day = 0; day < FOYER_MATCH_N_DAYS; day++)
    for (int part = 0; part < FOYER_MATCH_N_PARTS; part++)
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->fields[day][part]),
                                    (slots & FOYER_MATCH_SLOT (day, part)) != 0);
  self->is_setting = FALSE;
}

void
foyer_week_grid_set_upright (FoyerWeekGrid *self, gboolean upright)
{
  if (self->is_upright == upright)
    return;
  self->is_upright = upright;
  arrange (self);
}
