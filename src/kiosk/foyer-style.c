/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-style"

#include "kiosk/foyer-style.h"

#include <stdlib.h>
#include <string.h>

/* The style sheet: templates from the resources, written out for one scale, text size and theme.
 * GTK 4.8's CSS has neither lengths as variables nor calc (), so sizes are put in here, and only
 * here. Main thread only. One provider, reloaded when something changes. */

#define PIXELS_PER_MM 3.6 /* of the design: 1920 px over the 533 mm of a 24-inch screen */

static GtkCssProvider *provider; /* owned, never freed: the process's own */
static double applied_scale = 1.0;

/* clang-format off: one a line, so that two changes do not meet */
static const char *const sheets[] = {
  "foyer.css",
  "pages-a.css",
  "pages-b.css",
  "choose.css",
  "detail.css",
  "languages.css",
  "map.css",
  "staff.css",
  "volunteer.css",
  "everyone.css",
};
/* clang-format on */
static const char *const colour_tables[]
  = { [FOYER_COLOURS_USUAL] = "colours.css",
      [FOYER_COLOURS_DARK] = "colours-contrast.css",
      [FOYER_COLOURS_LIGHT] = "colours-contrast-light.css" };

/* Appends number × factor in whole pixels (halves below 4 px, so that thin lines stay thin). */
static void
append_pixels (GString *out, double number, double factor)
{
  double pixels = number * factor;
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (pixels > -4 && pixels < 4)
    pixels = (int)(pixels * 2 + (pixels < 0 ? -0.5 : 0.5)) / 2.0;
  else
    pixels = (int)(pixels + (pixels < 0 ? -0.5 : 0.5));
  g_string_append (out, g_ascii_formatd (text, sizeof text, "%.1f", pixels));
  g_string_append (out, "px");
}

/* Replaces u(N), t(N) and mm(N) by lengths; everything else is copied. */
static void
append_sheet (GString *out, const char *css, double scale, double text)
{
  const struct
  {
    const char *name;
    double factor;
  } units[] = { { "u(", scale }, { "t(", scale * text }, { "mm(", scale * PIXELS_PER_MM } };

  for (const char *p = css; *p != '\0';)
    {
      gboolean replaced = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (units) && !replaced; i++)
        if ((p == css || !g_ascii_isalnum (p[-1])) && g_str_has_prefix (p, units[i].name))
          {
            char *end;
            double number = g_ascii_strtod (p + strlen (units[i].name), &end);

            if (*end == ')')
              {
                append_pixels (out, number, units[i].factor);
                p = end + 1;
                replaced = TRUE;
              }
          }
      if (!replaced)
        g_string_append_c (out, *p++);
    }
}

static void
append_resource (GString *out, const char *name, double scale, double text)
{
  g_autofree char *path = g_strconcat ("/uk/org/foyer/Foyer/style/", name, NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autofree char *css = NULL;

  if (bytes == NULL)
    return;
  css = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  append_sheet (out, css, scale, text);
  g_string_append_c (out, '\n');
}

static void
parsing_error_cb (GtkCssProvider *css, GtkCssSection *section, GError *error, gpointer data)
{
  g_autofree char *where = gtk_css_section_to_string (section);

  g_warning ("style sheet: %s: %s", where, error->message);
}

void
foyer_style_apply (GdkDisplay *display, double scale, int text_percent, FoyerColours colours)
{
  g_autoptr (GString) css = g_string_sized_new (32 * 1024);
  double text = text_percent / 100.0;

  append_resource (css, colour_tables[colours], scale, text);
  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    append_resource (css, sheets[i], scale, text);
  if (colours != FOYER_COLOURS_USUAL)
    append_resource (css, "contrast.css", scale, text);

  if (provider == NULL)
    {
      provider = gtk_css_provider_new ();
      g_signal_connect (provider, "parsing-error", G_CALLBACK (parsing_error_cb), NULL);
      gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
    }
  gtk_css_provider_load_from_data (provider, css->str, (gssize)css->len);
  applied_scale = scale;
}

double
foyer_style_get_scale (void)
{
  return applied_scale;
}
