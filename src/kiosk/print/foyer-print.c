/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-print"

#include "kiosk/print/foyer-print.h"

#include "kiosk/print/foyer-printers.h"

/* A sheet on its way to paper through a GtkPrintOperation. GTK would show a dialog, or pick "Print
 * to File", where no printer is set: so the printer is looked for first, and named. Owned by who
 * made it and by its own task; main thread. */

#define MM_PER_INCH 25.4
#define POINTS_PER_INCH 72
#define MARGIN_MM 15
#define ROLL_MM 80
#define ROLL_MARGIN_MM 4 /* what thermal printers leave at the edges */
#define A5_SCALE 0.85
#define ROLL_SCALE 0.8
#define LARGE 1.5

struct _FoyerPrint
{
  GObject parent_instance;

  char *job;              /* owned */
  FoyerPrintSheet *sheet; /* owned */
  FoyerPaper paper;
  gboolean is_large;
  GtkWindow *window; /* weak, nullable: while a printer is looked for */
};

G_DEFINE_FINAL_TYPE (FoyerPrint, foyer_print, G_TYPE_OBJECT)
G_DEFINE_QUARK (foyer - print - error - quark, foyer_print_error)

static double
points (double mm)
{
  return mm / MM_PER_INCH * POINTS_PER_INCH;
}

static double
get_scale (FoyerPrint *self)
{
  const double scales[]
    = { [FOYER_PAPER_A4] = 1, [FOYER_PAPER_A5] = A5_SCALE, [FOYER_PAPER_ROLL] = ROLL_SCALE };

  return scales[self->paper] * (self->is_large ? LARGE : 1);
}

static gboolean
is_rtl (void)
{
  return gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;
}

/* A roll is cut where the words end, so they are laid out before there is a page. (transfer full)
 */
static GtkPageSetup *
make_page_setup (FoyerPrint *self)
{
  GtkPageSetup *setup = gtk_page_setup_new ();
  double margin = self->paper == FOYER_PAPER_ROLL ? ROLL_MARGIN_MM : MARGIN_MM;
  GtkPaperSize *size;

  if (self->paper == FOYER_PAPER_ROLL)
    {
      double length;

      foyer_print_sheet_lay_out (self->sheet, points (ROLL_MM - 2 * ROLL_MARGIN_MM), 0,
                                 get_scale (self), is_rtl ());
      length = foyer_print_sheet_get_length (self->sheet) / POINTS_PER_INCH * MM_PER_INCH;
      size = gtk_paper_size_new_custom ("foyer-roll", "80 mm", ROLL_MM, length + 2 * margin,
                                        GTK_UNIT_MM);
    }
  else
    size = gtk_paper_size_new (self->paper == FOYER_PAPER_A5 ? "iso_a5" : GTK_PAPER_NAME_A4);
  gtk_page_setup_set_paper_size (setup, size);
  gtk_paper_size_free (size);
  gtk_page_setup_set_top_margin (setup, margin, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (setup, margin, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (setup, margin, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (setup, margin, GTK_UNIT_MM);
  return setup;
}

static void
begin_print_cb (GtkPrintOperation *operation, GtkPrintContext *context, FoyerPrint *self)
{
  gboolean is_roll = self->paper == FOYER_PAPER_ROLL;
  guint pages = foyer_print_sheet_lay_out (self->sheet, gtk_print_context_get_width (context),
                                           is_roll ? 0 : gtk_print_context_get_height (context),
                                           get_scale (self), is_rtl ());

  gtk_print_operation_set_n_pages (operation, (int)pages);
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, FoyerPrint *self)
{
  foyer_print_sheet_draw (self->sheet, (guint)page, gtk_print_context_get_cairo_context (context));
}

/* (transfer full) */
static GtkPrintOperation *
make_operation (FoyerPrint *self)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = make_page_setup (self);

  gtk_print_operation_set_job_name (operation, self->job);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_show_progress (operation, FALSE);
  g_signal_connect_object (operation, "begin-print", G_CALLBACK (begin_print_cb), self, 0);
  g_signal_connect_object (operation, "draw-page", G_CALLBACK (draw_page_cb), self, 0);
  return operation;
}

/* ---- to a printer ---- */

static void
return_result (GTask *task, GtkPrintOperationResult result, const GError *error)
{
  if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, FOYER_PRINT_ERROR, FOYER_PRINT_ERROR_FAILED,
                             "the printer does not take it: %s",
                             error != NULL ? error->message : "no reason given");
}

static void
done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;

  gtk_print_operation_get_error (operation, &error);
  return_result (task, result, error);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  FoyerPrint *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = foyer_printers_find_finish (result, &error);
  g_autoptr (GtkPrintOperation) operation = NULL;
  g_autoptr (GtkPrintSettings) settings = NULL;

  if (error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (name == NULL)
    {
      g_task_return_new_error (task, FOYER_PRINT_ERROR, FOYER_PRINT_ERROR_NO_PRINTER,
                               "no printer is set up here");
      return;
    }
  operation = make_operation (self);
  settings = gtk_print_settings_new ();
  gtk_print_settings_set_printer (settings, name);
  gtk_print_operation_set_print_settings (operation, settings);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect (operation, "done", G_CALLBACK (done_cb), g_object_ref (task));
  /* What comes of it, an error too, is told by ::done. */
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT, self->window, NULL);
}

void
foyer_print_run (FoyerPrint *self,
                 GtkWindow *parent,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, foyer_print_run);
  g_set_weak_pointer (&self->window, parent);
  foyer_printers_find (cancellable, found_cb, task);
}

gboolean
foyer_print_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- to a file ---- */

gboolean
foyer_print_export (FoyerPrint *self, const char *path, GError **error)
{
  g_autoptr (GtkPrintOperation) operation = make_operation (self);

  gtk_print_operation_set_export_filename (operation, path);
  return gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, error)
         == GTK_PRINT_OPERATION_RESULT_APPLY;
}

/* ---- the object ---- */

FoyerPrintSheet *
foyer_print_get_sheet (FoyerPrint *self)
{
  return self->sheet;
}

void
foyer_print_set_paper (FoyerPrint *self, FoyerPaper paper)
{
  self->paper = paper;
}

FoyerPaper
foyer_print_paper_for_width (gint64 millimetres)
{
  if (millimetres == ROLL_MM)
    return FOYER_PAPER_ROLL;
  return millimetres == 148 ? FOYER_PAPER_A5 : FOYER_PAPER_A4;
}

void
foyer_print_set_large (FoyerPrint *self, gboolean is_large)
{
  self->is_large = is_large;
}

static void
foyer_print_finalize (GObject *object)
{
  FoyerPrint *self = FOYER_PRINT (object);

  g_clear_weak_pointer (&self->window);
  g_clear_pointer (&self->sheet, foyer_print_sheet_free);
  g_free (self->job);
  G_OBJECT_CLASS (foyer_print_parent_class)->finalize (object);
}

static void
foyer_print_class_init (FoyerPrintClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_print_finalize;
}

static void
foyer_print_init (FoyerPrint *self)
{
  self->sheet = foyer_print_sheet_new ();
}

FoyerPrint *
foyer_print_new (const char *job)
{
  FoyerPrint *self = g_object_new (FOYER_TYPE_PRINT, NULL);

  self->job = g_strdup (job);
  return self;
}
