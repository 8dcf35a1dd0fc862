/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-page"

#include "kiosk/foyer-page-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "kiosk/foyer-spoken.h"
#include "kiosk/foyer-language.h"
#include "kiosk/widgets/foyer-bar.h"
#include "kiosk/widgets/foyer-keyboard.h"
#include "kiosk/widgets/foyer-label.h"
#include "kiosk/widgets/foyer-text-sight.h"

/* The base of all pages: content, keyboard (for those that type), bottom bar, from top to bottom.
 * Owned by the window's stack of pages; lives for one navigation. Main thread. */

typedef struct
{
  FoyerBackend *backend; /* owned */
  FoyerVisit *visit;     /* owned */
  char *argument;        /* owned, wiped: it may carry a reference code */
  char *title;           /* owned */
  gboolean portrait;

  GtkWidget *box;               /* borrowed: the only child */
  GtkWidget *content;           /* borrowed (nullable) */
  GtkWidget *language_note;     /* borrowed (nullable): above the content */
  GtkWidget *revealer;          /* borrowed (nullable): holds the keyboard */
  GtkWidget *keyboard;          /* borrowed (nullable) */
  GtkWidget *bar, *start, *end; /* borrowed */
  gulong focus_handler;         /* on the root */
  GtkWidget *pressed;     /* owned (nullable): took the focus from a text, finger still down */
  gulong pressed_handler; /* on pressed */
  GtkWidget *root;        /* borrowed while rooted */
  gint64 stepped_us;      /* monotonic: see foyer_page_step () */
} FoyerPagePrivate;

static void foyer_page_buildable_init (GtkBuildableIface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (FoyerPage,
                                  foyer_page,
                                  GTK_TYPE_WIDGET,
                                  G_ADD_PRIVATE (FoyerPage)
                                    G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                           foyer_page_buildable_init))

#define PRIV(self) ((FoyerPagePrivate *)foyer_page_get_instance_private (self))

static GtkBuildableIface *parent_buildable;

static void
foyer_page_add_child (GtkBuildable *buildable,
                      GtkBuilder *builder,
                      GObject *child,
                      const char *type)
{
  FoyerPage *self = FOYER_PAGE (buildable);

  if (!GTK_IS_WIDGET (child))
    parent_buildable->add_child (buildable, builder, child, type);
  else if (g_strcmp0 (type, "start") == 0)
    foyer_page_add_start (self, GTK_WIDGET (child));
  else if (g_strcmp0 (type, "end") == 0)
    gtk_box_append (GTK_BOX (PRIV (self)->end), GTK_WIDGET (child));
  else
    foyer_page_set_content (self, GTK_WIDGET (child));
}

static void
foyer_page_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = foyer_page_add_child;
}

static void
show_keyboard (FoyerPage *self, gboolean show)
{
  FoyerPagePrivate *priv = PRIV (self);

  if (gtk_revealer_get_reveal_child (GTK_REVEALER (priv->revealer)) == show)
    return;
  gtk_revealer_set_reveal_child (GTK_REVEALER (priv->revealer), show);
  if (show)
    gtk_widget_add_css_class (GTK_WIDGET (self), "typing");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "typing");
}

static void update_keyboard (FoyerPage *self);

static void
forget_pressed (FoyerPage *self)
{
  FoyerPagePrivate *priv = PRIV (self);

  if (priv->pressed != NULL)
    g_clear_signal_handler (&priv->pressed_handler, priv->pressed);
  g_clear_object (&priv->pressed);
}

static void
pressed_cb (GtkWidget *widget, GtkStateFlags before, gpointer data)
{
  if ((gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_ACTIVE) == 0)
    update_keyboard (data);
}

/* Which keys are shown, the keyboard sees for itself. It stays while a finger is on what took the
 * focus: everything would move, and the tap end beside its button. */
static void
update_keyboard (FoyerPage *self)
{
  FoyerPagePrivate *priv = PRIV (self);
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (priv->root));
  gboolean is_mine = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
  gboolean typing = is_mine && (GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus));

  forget_pressed (self);
  if (is_mine && !typing && (gtk_widget_get_state_flags (focus) & GTK_STATE_FLAG_ACTIVE) != 0)
    {
      priv->pressed = g_object_ref (focus);
      priv->pressed_handler
        = g_signal_connect (focus, "state-flags-changed", G_CALLBACK (pressed_cb), self);
      return;
    }
  show_keyboard (self, typing);
  if (typing)
    foyer_text_sight_follow (focus);
}

static void
focus_changed_cb (GObject *root, GParamSpec *pspec, gpointer data)
{
  update_keyboard (data);
}

static void
foyer_page_root (GtkWidget *widget)
{
  FoyerPage *self = FOYER_PAGE (widget);
  FoyerPagePrivate *priv = PRIV (self);

  GTK_WIDGET_CLASS (foyer_page_parent_class)->root (widget);
  if (priv->keyboard == NULL)
    return;
  priv->root = GTK_WIDGET (gtk_widget_get_root (widget));
  priv->focus_handler
    = g_signal_connect (priv->root, "notify::focus-widget", G_CALLBACK (focus_changed_cb), self);
}

static void
foyer_page_unroot (GtkWidget *widget)
{
  FoyerPagePrivate *priv = PRIV (FOYER_PAGE (widget));

  forget_pressed (FOYER_PAGE (widget));
  if (priv->root != NULL)
    g_clear_signal_handler (&priv->focus_handler, priv->root);
  priv->root = NULL;
  GTK_WIDGET_CLASS (foyer_page_parent_class)->unroot (widget);
}

static void
foyer_page_dispose (GObject *object)
{
  FoyerPagePrivate *priv = PRIV (FOYER_PAGE (object));

  g_clear_pointer (&priv->box, gtk_widget_unparent);
  g_clear_object (&priv->backend);
  g_clear_object (&priv->visit);
  G_OBJECT_CLASS (foyer_page_parent_class)->dispose (object);
}

static void
foyer_page_finalize (GObject *object)
{
  FoyerPagePrivate *priv = PRIV (FOYER_PAGE (object));

  if (priv->argument != NULL)
    explicit_bzero (priv->argument, strlen (priv->argument));
  g_free (priv->argument);
  g_free (priv->title);
  G_OBJECT_CLASS (foyer_page_parent_class)->finalize (object);
}

static void
nothing (FoyerPage *self)
{
}

static void
nothing_layout (FoyerPage *self, gboolean portrait)
{
}

static GObject *
no_state (FoyerPage *self)
{
  return NULL;
}

static void
nothing_restored (FoyerPage *self, GObject *state)
{
}

static void
foyer_page_class_init (FoyerPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_page_finalize;
  widget_class->root = foyer_page_root;
  widget_class->unroot = foyer_page_unroot;
  klass->opened = nothing;
  klass->shown = nothing;
  klass->hidden = nothing;
  klass->content_changed = nothing;
  klass->layout = nothing_layout;
  klass->save_state = no_state;
  klass->restore_state = nothing_restored;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
foyer_page_init (FoyerPage *self)
{
  FoyerPagePrivate *priv = PRIV (self);

  gtk_widget_add_css_class (GTK_WIDGET (self), "foyer-page");
  priv->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (priv->box, GTK_WIDGET (self));
  priv->bar = foyer_bar_new ();
  priv->start = foyer_bar_get_start (FOYER_BAR (priv->bar));
  priv->end = foyer_bar_get_end (FOYER_BAR (priv->bar));
  gtk_box_append (GTK_BOX (priv->box), priv->bar);
  gtk_widget_set_visible (priv->bar, FALSE);
}

FoyerBackend *
foyer_page_get_backend (FoyerPage *self)
{
  return PRIV (self)->backend;
}

FoyerVisit *
foyer_page_get_visit (FoyerPage *self)
{
  return PRIV (self)->visit;
}

const char *
foyer_page_get_argument (FoyerPage *self)
{
  return PRIV (self)->argument;
}

gboolean
foyer_page_is_portrait (FoyerPage *self)
{
  return PRIV (self)->portrait;
}

void
foyer_page_set_content (FoyerPage *self, GtkWidget *content)
{
  FoyerPagePrivate *priv = PRIV (self);

  if (priv->content != NULL)
    gtk_box_remove (GTK_BOX (priv->box), priv->content);
  priv->content = content;
  gtk_widget_set_vexpand (content, TRUE);
  gtk_box_prepend (GTK_BOX (priv->box), content);
}

void
foyer_page_add_start (FoyerPage *self, GtkWidget *child)
{
  gtk_box_append (GTK_BOX (PRIV (self)->start), child);
  gtk_widget_set_visible (PRIV (self)->bar, TRUE);
}

void
foyer_page_add_end (FoyerPage *self, GtkWidget *child)
{
  gtk_box_append (GTK_BOX (PRIV (self)->end), child);
  gtk_widget_set_visible (PRIV (self)->bar, TRUE);
}

void
foyer_page_add_back (FoyerPage *self, const char *label)
{
  GtkWidget *button = foyer_button_new (label != NULL ? label : _ ("Back"),
                                        "foyer-arrow-back-symbolic", FALSE, "outline");

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.back");
  foyer_page_add_start (self, button);
}

void
foyer_page_step (FoyerPage *self)
{
  FoyerPagePrivate *priv = PRIV (self);

  priv->stepped_us = foyer_clock_monotonic_us (foyer_backend_get_clock (priv->backend));
}

gboolean
foyer_page_is_repeat (FoyerPage *self)
{
  FoyerPagePrivate *priv = PRIV (self);
  gint64 now_us = foyer_clock_monotonic_us (foyer_backend_get_clock (priv->backend));

  return now_us - priv->stepped_us < FOYER_REPEAT_GUARD_US;
}

void
foyer_page_add_home (FoyerPage *self)
{
  GtkWidget *button = foyer_button_new (_ ("Home"), NULL, FALSE, "plain");

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.home");
  foyer_page_add_start (self, button);
}

void
foyer_page_set_title (FoyerPage *self, const char *title)
{
  FoyerPagePrivate *priv = PRIV (self);

  g_free (priv->title);
  priv->title = g_strdup (title);
  foyer_spoken_name (GTK_WIDGET (self), title);
}

void
foyer_page_say_language (FoyerPage *self, const char *language)
{
  FoyerPagePrivate *priv = PRIV (self);
  const FoyerLanguage *its = foyer_language_find (language != NULL ? language : "en");
  g_autofree char *words = NULL;

  if (priv->language_note != NULL)
    gtk_box_remove (GTK_BOX (priv->box), priv->language_note);
  priv->language_note = NULL;
  if (its == NULL || its == foyer_language_get_current ())
    return;
  if (g_str_equal (its->code, "en"))
    words = g_strdup (_ ("This page is in English. The staff here can help you."));
  else
    /* Translators: %s is the language's name in itself, such as "Polski". */
    words = g_strdup_printf (_ ("This page is in another language: %s."), its->name);
  priv->language_note = foyer_label_new (words, "language-note");
  gtk_box_prepend (GTK_BOX (priv->box), priv->language_note);
}

void
foyer_page_use_keyboard (FoyerPage *self)
{
  FoyerPagePrivate *priv = PRIV (self);

  g_return_if_fail (priv->keyboard == NULL);
  priv->keyboard = foyer_keyboard_new ();
  priv->revealer = gtk_revealer_new ();
  gtk_revealer_set_transition_type (GTK_REVEALER (priv->revealer),
                                    GTK_REVEALER_TRANSITION_TYPE_SLIDE_UP);
  gtk_revealer_set_transition_duration (GTK_REVEALER (priv->revealer), 0);
  gtk_revealer_set_child (GTK_REVEALER (priv->revealer), priv->keyboard);
  gtk_box_insert_child_after (GTK_BOX (priv->box), priv->revealer,
                              gtk_widget_get_prev_sibling (priv->bar));
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    g_warning ("%s: foyer_page_use_keyboard () comes too late", G_OBJECT_TYPE_NAME (self));
}

void
foyer_page_hide_keyboard (FoyerPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL)
    gtk_root_set_focus (root, NULL);
  if (PRIV (self)->revealer != NULL)
    show_keyboard (self, FALSE);
}

void
foyer_page_open (FoyerPage *self, const char *page, const char *argument)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open", "(ss)", page,
                              argument != NULL ? argument : "");
}

GtkWidget *
foyer_button_new (const char *label, const char *icon, gboolean icon_at_end, const char *style)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *text = gtk_label_new (label);

  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (text), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_justify (GTK_LABEL (text), GTK_JUSTIFY_CENTER);
  gtk_box_append (GTK_BOX (box), text);
  if (icon != NULL)
    {
      GtkWidget *image = gtk_image_new_from_icon_name (icon);

      foyer_spoken_hide (image);
      if (icon_at_end)
        gtk_box_append (GTK_BOX (box), image);
      else
        gtk_box_prepend (GTK_BOX (box), image);
    }
  gtk_button_set_child (GTK_BUTTON (button), box);
  if (style != NULL)
    gtk_widget_add_css_class (button, style);
  foyer_spoken_name (button, label);
  return button;
}

void
foyer_page_setup (FoyerPage *self, FoyerBackend *backend, FoyerVisit *visit, const char *argument)
{
  FoyerPagePrivate *priv = PRIV (self);

  priv->backend = g_object_ref (backend);
  priv->visit = g_object_ref (visit);
  priv->argument = g_strdup (argument != NULL ? argument : "");
  FOYER_PAGE_GET_CLASS (self)->opened (self);
}

void
foyer_page_emit_shown (FoyerPage *self)
{
  FOYER_PAGE_GET_CLASS (self)->shown (self);
}

void
foyer_page_emit_hidden (FoyerPage *self)
{
  FOYER_PAGE_GET_CLASS (self)->hidden (self);
}

void
foyer_page_emit_layout (FoyerPage *self, gboolean portrait)
{
  PRIV (self)->portrait = portrait;
  FOYER_PAGE_GET_CLASS (self)->layout (self, portrait);
}

void
foyer_page_emit_content_changed (FoyerPage *self)
{
  FOYER_PAGE_GET_CLASS (self)->content_changed (self);
}

GObject *
foyer_page_save_state (FoyerPage *self)
{
  return FOYER_PAGE_GET_CLASS (self)->save_state (self);
}

void
foyer_page_restore_state (FoyerPage *self, GObject *state)
{
  FOYER_PAGE_GET_CLASS (self)->restore_state (self, state);
}

const char *
foyer_page_get_title (FoyerPage *self)
{
  return PRIV (self)->title;
}
