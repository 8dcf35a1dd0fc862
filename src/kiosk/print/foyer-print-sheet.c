/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-print"

#include "kiosk/print/foyer-print-sheet.h"

#include <qrencode.h>

#include "core/crypto/foyer-crypto.h"

/* Blocks become pieces: a line of text, a row, a QR code; a piece is never cut, and a page ends
 * where the next does not fit. Everything is measured with a font map of its own at 72 dpi without
 * hinting, so that it comes out the same on every printer and in a PDF. Black on white whatever the
 * screen has. Owned by the FoyerPrint; main thread. */

#define POINTS_PER_INCH 72
#define FONT "Inter, Noto Sans, sans-serif"
#define QUIET_MODULES 4     /* white rim that ISO/IEC 18004 asks for */
#define QR_POINTS 110.0     /* about 39 mm: read at arm's length */
#define LINE_POINTS 30.0    /* room to write by hand */
#define GAP 0.45            /* after a block, in heights of its letters */
#define ROW_VALUE_PART 0.45 /* of the width at most */
#define ROW_GAP 8.0         /* between a name and its value */
#define FRAME_PAD 8.0       /* round a code */
#define SHRINK 0.98         /* letters do not shrink quite in step */

typedef enum
{
  BLOCK_TEXT,
  BLOCK_ROW,
  BLOCK_LINE,
  BLOCK_QR,
} BlockKind;

typedef struct
{
  BlockKind kind;
  FoyerPrintStyle style;
  char *text;  /* owned, wiped */
  char *value; /* owned, wiped; of a row */
} Block;

/* A part of a block with its place. */
typedef struct
{
  const Block *block;  /* borrowed */
  PangoLayout *layout; /* owned, nullable */
  PangoLayout *value;  /* owned, nullable: of a row */
  int line;            /* of the layout; -1: all of it */
  double y, height;    /* y from the top of its page */
  guint page;
} Piece;

struct _FoyerPrintSheet
{
  GPtrArray *blocks; /* owned Block */
  GArray *pieces;    /* Piece */
  double width, scale, length;
  gboolean is_rtl;
};

static const struct
{
  double points;
  PangoWeight weight;
} styles[] = {
  [FOYER_PRINT_TITLE] = { 22, PANGO_WEIGHT_BOLD },
  [FOYER_PRINT_HEADING] = { 14, PANGO_WEIGHT_BOLD },
  [FOYER_PRINT_TEXT] = { 11, PANGO_WEIGHT_NORMAL },
  [FOYER_PRINT_STRONG] = { 11, PANGO_WEIGHT_BOLD },
  [FOYER_PRINT_SMALL] = { 9, PANGO_WEIGHT_NORMAL },
  [FOYER_PRINT_CODE] = { 24, PANGO_WEIGHT_BOLD },
};

static void
block_free (Block *block)
{
  foyer_secret_free (block->text);
  foyer_secret_free (block->value);
  g_free (block);
}

static void
piece_clear (gpointer data)
{
  Piece *piece = data;

  g_clear_object (&piece->layout);
  g_clear_object (&piece->value);
}

FoyerPrintSheet *
foyer_print_sheet_new (void)
{
  FoyerPrintSheet *sheet = g_new0 (FoyerPrintSheet, 1);

  sheet->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify)block_free);
  sheet->pieces = g_array_new (FALSE, TRUE, sizeof (Piece));
  g_array_set_clear_func (sheet->pieces, piece_clear);
  return sheet;
}

void
foyer_print_sheet_free (FoyerPrintSheet *sheet)
{
  g_array_unref (sheet->pieces);
  g_ptr_array_unref (sheet->blocks);
  g_free (sheet);
}

static void
add (FoyerPrintSheet *sheet,
     BlockKind kind,
     FoyerPrintStyle style,
     const char *text,
     const char *value)
{
  Block *block = g_new0 (Block, 1);

  block->kind = kind;
  block->style = style;
  block->text = g_utf8_make_valid (text, -1);
  block->value = value != NULL ? g_utf8_make_valid (value, -1) : NULL;
  g_ptr_array_add (sheet->blocks, block);
}

void
foyer_print_sheet_add_text (FoyerPrintSheet *sheet, FoyerPrintStyle style, const char *text)
{
  if (text != NULL && *text != '\0')
    add (sheet, BLOCK_TEXT, style, text, NULL);
}

void
foyer_print_sheet_add_row (FoyerPrintSheet *sheet, const char *name, const char *value)
{
  add (sheet, BLOCK_ROW, FOYER_PRINT_TEXT, name, value);
}

void
foyer_print_sheet_add_line (FoyerPrintSheet *sheet, const char *name)
{
  add (sheet, BLOCK_LINE, FOYER_PRINT_TEXT, name, NULL);
}

void
foyer_print_sheet_add_qr (FoyerPrintSheet *sheet, const char *text)
{
  add (sheet, BLOCK_QR, FOYER_PRINT_TEXT, text, NULL);
}

/* ---- layout ---- */

/* The way the first letter runs; the page's own where there is none. */
static PangoDirection
find_direction (FoyerPrintSheet *sheet, const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalpha (g_utf8_get_char (p)))
      {
        GUnicodeScript script = g_unichar_get_script (g_utf8_get_char (p));

        return script == G_UNICODE_SCRIPT_ARABIC || script == G_UNICODE_SCRIPT_HEBREW
                 ? PANGO_DIRECTION_RTL
                 : PANGO_DIRECTION_LTR;
      }
  return sheet->is_rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR;
}

/* A layout whose paragraph runs the way its own words do, at the side where the page begins: a
 * context of its own, since Pango turns alignment round when the two differ. (transfer full) */
static PangoLayout *
make_layout (
  FoyerPrintSheet *sheet, FoyerPrintStyle style, const char *text, double width, gboolean at_end)
{
  g_autoptr (GObject) owned
    = G_OBJECT (pango_font_map_create_context (pango_cairo_font_map_get_default ()));
  PangoContext *context = PANGO_CONTEXT (owned);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string (FONT);
  cairo_font_options_t *options = cairo_font_options_create ();
  PangoLayout *layout;

  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_cairo_context_set_resolution (context, POINTS_PER_INCH);
  pango_context_set_base_dir (context, find_direction (sheet, text));
  layout = pango_layout_new (context);
  pango_layout_set_auto_dir (layout, FALSE);
  pango_layout_set_alignment (layout, style == FOYER_PRINT_CODE ? PANGO_ALIGN_CENTER
                                      : sheet->is_rtl != at_end ? PANGO_ALIGN_RIGHT
                                                                : PANGO_ALIGN_LEFT);
  pango_font_description_set_weight (font, styles[style].weight);
  pango_font_description_set_size (font, (int)(styles[style].points * sheet->scale * PANGO_SCALE));
  pango_layout_set_font_description (layout, font);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, (int)(width * PANGO_SCALE));
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static double
layout_height (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return (double)height / PANGO_SCALE;
}

static Piece *
add_piece (FoyerPrintSheet *sheet, const Block *block, double height)
{
  Piece piece = { .block = block, .line = -1, .height = height };

  g_array_append_val (sheet->pieces, piece);
  return &g_array_index (sheet->pieces, Piece, sheet->pieces->len - 1);
}

/* A code that is copied by hand stays on one line, in smaller letters if it must. */
static void
fit_on_one_line (PangoLayout *layout, double width)
{
  g_autoptr (PangoFontDescription) font
    = pango_font_description_copy (pango_layout_get_font_description (layout));
  int words;

  pango_layout_set_width (layout, -1);
  pango_layout_get_size (layout, &words, NULL);
  pango_layout_set_width (layout, (int)(width * PANGO_SCALE));
  if (words < width * PANGO_SCALE)
    return;
  pango_font_description_set_size (
    font, (int)(pango_font_description_get_size (font) * width * PANGO_SCALE / words * SHRINK));
  pango_layout_set_font_description (layout, font);
}

static void
lay_out_text (FoyerPrintSheet *sheet, const Block *block)
{
  g_autoptr (PangoLayout) layout
    = make_layout (sheet, block->style, block->text, sheet->width, FALSE);
  g_autoptr (PangoLayoutIter) lines = NULL;
  int line = 0;

  if (block->style == FOYER_PRINT_CODE)
    {
      Piece *piece;

      fit_on_one_line (layout, sheet->width - 2 * FRAME_PAD);
      pango_layout_set_width (layout, (int)(sheet->width * PANGO_SCALE));
      piece = add_piece (sheet, block, layout_height (layout) + 2 * FRAME_PAD * sheet->scale);
      piece->layout = g_steal_pointer (&layout);
      return;
    }
  lines = pango_layout_get_iter (layout);
  do
    {
      PangoRectangle box;
      Piece *piece;

      pango_layout_iter_get_line_extents (lines, NULL, &box);
      piece = add_piece (sheet, block, (double)box.height / PANGO_SCALE);
      piece->layout = g_object_ref (layout);
      piece->line = line++;
    }
  while (pango_layout_iter_next_line (lines));
}

static void
lay_out_row (FoyerPrintSheet *sheet, const Block *block)
{
  double most = sheet->width * ROW_VALUE_PART;
  g_autoptr (PangoLayout) value = make_layout (sheet, FOYER_PRINT_STRONG, block->value, most, TRUE);
  PangoLayout *name
    = make_layout (sheet, FOYER_PRINT_TEXT, block->text, sheet->width - most - ROW_GAP, FALSE);
  Piece *piece = add_piece (sheet, block, MAX (layout_height (name), layout_height (value)));

  piece->layout = name;
  piece->value = g_steal_pointer (&value);
}

static void
lay_out_block (FoyerPrintSheet *sheet, const Block *block)
{
  switch (block->kind)
    {
    case BLOCK_ROW:
      lay_out_row (sheet, block);
      break;
    case BLOCK_LINE:
      add_piece (sheet, block, LINE_POINTS * sheet->scale)->layout
        = make_layout (sheet, FOYER_PRINT_TEXT, block->text, sheet->width, FALSE);
      break;
    case BLOCK_QR:
      add_piece (sheet, block, MIN (QR_POINTS, sheet->width));
      break;
    case BLOCK_TEXT:
    default:
      lay_out_text (sheet, block);
      break;
    }
}

static double
gap_after (FoyerPrintSheet *sheet, const Block *block)
{
  return styles[block->style].points * sheet->scale * GAP;
}

/* Puts the pieces on pages; a gap between two blocks goes with the page's end. */
static guint
paginate (FoyerPrintSheet *sheet, double height)
{
  double y = 0;
  guint page = 0;

  sheet->length = 0;
  for (guint i = 0; i < sheet->pieces->len; i++)
    {
      Piece *piece = &g_array_index (sheet->pieces, Piece, i);

      if (i > 0 && piece->block != g_array_index (sheet->pieces, Piece, i - 1).block)
        y += gap_after (sheet, g_array_index (sheet->pieces, Piece, i - 1).block);
      if (height > 0 && y > 0 && y + piece->height > height)
        {
          page++;
          y = 0;
        }
      piece->page = page;
      piece->y = y;
      y += piece->height;
      sheet->length = MAX (sheet->length, y);
    }
  return page + 1;
}

guint
foyer_print_sheet_lay_out (
  FoyerPrintSheet *sheet, double width, double height, double scale, gboolean is_rtl)
{
  sheet->width = width;
  sheet->scale = scale;
  sheet->is_rtl = is_rtl;
  g_array_set_size (sheet->pieces, 0);
  for (guint i = 0; i < sheet->blocks->len; i++)
    lay_out_block (sheet, g_ptr_array_index (sheet->blocks, i));
  return paginate (sheet, height);
}

double
foyer_print_sheet_get_length (FoyerPrintSheet *sheet)
{
  return sheet->length;
}

/* ---- drawing ---- */

static void
draw_line_of_text (const Piece *piece, cairo_t *cr)
{
  g_autoptr (PangoLayoutIter) lines = pango_layout_get_iter (piece->layout);
  PangoRectangle box;

  for (int i = 0; i < piece->line; i++)
    pango_layout_iter_next_line (lines);
  pango_layout_iter_get_line_extents (lines, NULL, &box);
  cairo_move_to (cr, (double)box.x / PANGO_SCALE,
                 piece->y + (double)(pango_layout_iter_get_baseline (lines) - box.y) / PANGO_SCALE);
  pango_cairo_show_layout_line (cr, pango_layout_iter_get_line_readonly (lines));
}

static void
draw_code (FoyerPrintSheet *sheet, const Piece *piece, cairo_t *cr)
{
  cairo_set_line_width (cr, 1);
  cairo_rectangle (cr, 0.5, piece->y + 0.5, sheet->width - 1, piece->height - 1);
  cairo_stroke (cr);
  cairo_move_to (cr, 0, piece->y + FRAME_PAD * sheet->scale);
  pango_cairo_show_layout (cr, piece->layout);
}

static void
draw_row (FoyerPrintSheet *sheet, const Piece *piece, cairo_t *cr)
{
  double value_width = (double)pango_layout_get_width (piece->value) / PANGO_SCALE;
  double name_width = (double)pango_layout_get_width (piece->layout) / PANGO_SCALE;

  cairo_move_to (cr, sheet->is_rtl ? sheet->width - name_width : 0, piece->y);
  pango_cairo_show_layout (cr, piece->layout);
  cairo_move_to (cr, sheet->is_rtl ? 0 : sheet->width - value_width, piece->y);
  pango_cairo_show_layout (cr, piece->value);
}

static void
draw_line_to_write_on (FoyerPrintSheet *sheet, const Piece *piece, cairo_t *cr)
{
  double base = piece->y + piece->height - 4;
  int words;
  double from;

  pango_layout_get_size (piece->layout, &words, NULL);
  from = (double)words / PANGO_SCALE + ROW_GAP;
  cairo_move_to (cr, 0, base - layout_height (piece->layout));
  pango_cairo_show_layout (cr, piece->layout);
  cairo_set_line_width (cr, 0.75);
  cairo_move_to (cr, sheet->is_rtl ? 0 : from, base);
  cairo_line_to (cr, sheet->is_rtl ? sheet->width - from : sheet->width, base);
  cairo_stroke (cr);
}

static void
draw_qr (FoyerPrintSheet *sheet, const Piece *piece, cairo_t *cr)
{
  QRcode *code = QRcode_encodeString8bit (piece->block->text, 0, QR_ECLEVEL_M);
  double module, left;

  if (code == NULL)
    {
      g_warning ("the text is too long for a QR code, or empty");
      return;
    }
  module = piece->height / (code->width + 2 * QUIET_MODULES);
  left = sheet->is_rtl ? sheet->width - piece->height : 0;
  for (int y = 0; y < code->width; y++)
    for (int x = 0; x < code->width; x++)
      if ((code->data[y * code->width + x] & 1) != 0)
        cairo_rectangle (cr, left + (x + QUIET_MODULES) * module,
                         piece->y + (y + QUIET_MODULES) * module, module, module);
  cairo_fill (cr);
  QRcode_free (code);
}

static void
draw_piece (FoyerPrintSheet *sheet, const Piece *piece, cairo_t *cr)
{
  switch (piece->block->kind)
    {
    case BLOCK_ROW:
      draw_row (sheet, piece, cr);
      break;
    case BLOCK_LINE:
      draw_line_to_write_on (sheet, piece, cr);
      break;
    case BLOCK_QR:
      draw_qr (sheet, piece, cr);
      break;
    case BLOCK_TEXT:
    default:
      if (piece->block->style == FOYER_PRINT_CODE)
        draw_code (sheet, piece, cr);
      else
        draw_line_of_text (piece, cr);
      break;
    }
}

void
foyer_print_sheet_draw (FoyerPrintSheet *sheet, guint page, cairo_t *cr)
{
  cairo_set_source_rgb (cr, 0, 0, 0);
  for (guint i = 0; i < sheet->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (sheet->pieces, Piece, i);

      if (piece->page == page)
        draw_piece (sheet, piece, cr);
    }
}
