/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/viewmodel/foyer-visit.h"

#include "core/crypto/foyer-crypto.h"

/* One visitor at the screen: away for how long, and with what they set for themselves.
 *
 * Sleeps: it looks at the clock only when asked, and says when it has to be asked next, so that a
 * kiosk nobody uses wakes for nothing. Owned by the window, which turns the answers into a timer.
 * Main thread.
 */

/* WCAG 2.2.1 (Timing Adjustable): at least 20 s to say "I need more time". */
#define MIN_WARNING_US (20 * G_USEC_PER_SEC)
/* A day: a kiosk that waits longer for nobody is set up wrongly. */
#define MAX_WAIT_US (24 * 60 * 60 * (gint64)G_USEC_PER_SEC)

struct _FoyerVisit
{
  GObject parent_instance;
  FoyerClock *clock; /* owned */
  gint64 idle_us, warning_us;
  FoyerVisitState state;
  gint64 deadline_us; /* monotonic; when ACTIVE or WARNING ends */
  int text_percent;
  FoyerEase *ease;      /* owned */
  const char *language; /* interned (nullable) */
  char *origin;         /* owned, wiped (nullable) */
  char *guided_to;      /* owned (nullable): a listing */
  gboolean was_asked;   /* the two short questions */
};

G_DEFINE_FINAL_TYPE (FoyerVisit, foyer_visit, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_TEXT_PERCENT,
  PROP_CONTRAST,
  PROP_LANGUAGE,
  PROP_ORIGIN_POSTCODE,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

enum
{
  SIGNAL_STATE_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static gint64
now_us (FoyerVisit *self)
{
  return foyer_clock_monotonic_us (self->clock);
}

/* Everything the visitor changed goes back, before anybody is told that they have gone. */
static void
reset_choices (FoyerVisit *self)
{
  foyer_visit_set_text_percent (self, 100);
  foyer_ease_reset (self->ease);
  foyer_visit_set_language (self, NULL);
  foyer_visit_set_origin (self, NULL);
  foyer_visit_set_guided_to (self, NULL);
  foyer_visit_set_asked (self, FALSE);
}

static void
enter (FoyerVisit *self, FoyerVisitState state)
{
  if (state == FOYER_VISIT_ACTIVE)
    self->deadline_us = now_us (self) + self->idle_us * foyer_ease_get_patience (self->ease);
  if (state == FOYER_VISIT_WARNING)
    self->deadline_us = now_us (self) + self->warning_us;
  if (state == FOYER_VISIT_ENDED)
    reset_choices (self);
  if (self->state == state)
    return;
  self->state = state;
  g_signal_emit (self, signals[SIGNAL_STATE_CHANGED], 0);
}

static void
foyer_visit_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  FoyerVisit *self = FOYER_VISIT (object);

  switch (id)
    {
    case PROP_TEXT_PERCENT:
      g_value_set_int (value, self->text_percent);
      break;
    case PROP_CONTRAST:
      g_value_set_boolean (value, foyer_visit_get_contrast (self));
      break;
    case PROP_LANGUAGE:
      g_value_set_string (value, self->language);
      break;
    case PROP_ORIGIN_POSTCODE:
      g_value_set_string (value, self->origin);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
foyer_visit_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  FoyerVisit *self = FOYER_VISIT (object);

  switch (id)
    {
    case PROP_TEXT_PERCENT:
      foyer_visit_set_text_percent (self, g_value_get_int (value));
      break;
    case PROP_CONTRAST:
      foyer_visit_set_contrast (self, g_value_get_boolean (value));
      break;
    case PROP_LANGUAGE:
      foyer_visit_set_language (self, g_value_get_string (value));
      break;
    case PROP_ORIGIN_POSTCODE:
      foyer_visit_set_origin (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
foyer_visit_finalize (GObject *object)
{
  FoyerVisit *self = FOYER_VISIT (object);

  g_signal_handlers_disconnect_by_data (self->ease, self);
  g_clear_object (&self->ease);
  g_clear_pointer (&self->clock, foyer_clock_unref);
  foyer_secret_free (self->origin);
  g_free (self->guided_to);
  G_OBJECT_CLASS (foyer_visit_parent_class)->finalize (object);
}

static void
ease_changed_cb (FoyerEase *ease, int key, gpointer data)
{
  if (key == FOYER_EASE_COLOURS)
    g_object_notify_by_pspec (data, props[PROP_CONTRAST]);
}

static void
foyer_visit_init (FoyerVisit *self)
{
  self->text_percent = 100;
  self->ease = foyer_ease_new ();
  g_signal_connect (self->ease, "changed", G_CALLBACK (ease_changed_cb), self);
}

static void
foyer_visit_class_init (FoyerVisitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = foyer_visit_get_property;
  object_class->set_property = foyer_visit_set_property;
  object_class->finalize = foyer_visit_finalize;
  props[PROP_TEXT_PERCENT] = g_param_spec_int ("text-percent", NULL, NULL, 100, 200, 100, flags);
  props[PROP_CONTRAST] = g_param_spec_boolean ("contrast", NULL, NULL, FALSE, flags);
  props[PROP_LANGUAGE] = g_param_spec_string ("language", NULL, NULL, NULL, flags);
  props[PROP_ORIGIN_POSTCODE] = g_param_spec_string ("origin-postcode", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[SIGNAL_STATE_CHANGED]
    = g_signal_new ("state-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 0);
}

FoyerVisit *
foyer_visit_new (FoyerClock *clock, gint64 idle_us, gint64 warning_us)
{
  FoyerVisit *self = g_object_new (FOYER_TYPE_VISIT, NULL);

  self->clock = foyer_clock_ref (clock);
  self->idle_us = CLAMP (idle_us, 0, MAX_WAIT_US);
  self->warning_us = CLAMP (warning_us, MIN_WARNING_US, MAX_WAIT_US);
  return self;
}

void
foyer_visit_begin (FoyerVisit *self)
{
  g_return_if_fail (FOYER_IS_VISIT (self));

  if (self->state == FOYER_VISIT_NONE || self->state == FOYER_VISIT_ENDED)
    {
      reset_choices (self);
      enter (self, FOYER_VISIT_ACTIVE);
    }
}

/* Looks at the clock first: a touch that comes after the time was up meets the warning. */
void
foyer_visit_touched (FoyerVisit *self)
{
  g_return_if_fail (FOYER_IS_VISIT (self));

  if (foyer_visit_update (self) == FOYER_VISIT_ACTIVE)
    enter (self, FOYER_VISIT_ACTIVE);
}

/* Does not look at the clock: somebody who pressed while the button was there is here. */
void
foyer_visit_more_time (FoyerVisit *self)
{
  g_return_if_fail (FOYER_IS_VISIT (self));

  if (self->state == FOYER_VISIT_ACTIVE || self->state == FOYER_VISIT_WARNING)
    enter (self, FOYER_VISIT_ACTIVE);
}

void
foyer_visit_end (FoyerVisit *self)
{
  g_return_if_fail (FOYER_IS_VISIT (self));

  if (self->state == FOYER_VISIT_ACTIVE || self->state == FOYER_VISIT_WARNING)
    enter (self, FOYER_VISIT_ENDED);
}

/* The warning's time begins when it is first seen here, however late: it is always shown in full.
 */
FoyerVisitState
foyer_visit_update (FoyerVisit *self)
{
  g_autoptr (FoyerVisit) kept = NULL;

  g_return_val_if_fail (FOYER_IS_VISIT (self), FOYER_VISIT_NONE);

  kept = g_object_ref (self); /* who hears that a choice is gone may let go of the visit */

  if (self->state == FOYER_VISIT_ACTIVE && now_us (self) >= self->deadline_us)
    enter (self, FOYER_VISIT_WARNING);
  else if (self->state == FOYER_VISIT_WARNING && now_us (self) >= self->deadline_us)
    enter (self, FOYER_VISIT_ENDED);
  return self->state;
}

/* In the warning, when the number of seconds left changes; otherwise, when the state does. */
gint64
foyer_visit_until_next_us (FoyerVisit *self)
{
  gint64 left;

  g_return_val_if_fail (FOYER_IS_VISIT (self), -1);

  if (self->state != FOYER_VISIT_ACTIVE && self->state != FOYER_VISIT_WARNING)
    return -1;
  left = MAX (self->deadline_us - now_us (self), 0);
  if (self->state == FOYER_VISIT_ACTIVE || left == 0)
    return left;
  return (left - 1) % G_USEC_PER_SEC + 1;
}

int
foyer_visit_seconds_left (FoyerVisit *self)
{
  gint64 left;

  g_return_val_if_fail (FOYER_IS_VISIT (self), 0);

  if (self->state != FOYER_VISIT_WARNING)
    return 0;
  left = MAX (self->deadline_us - now_us (self), 0);
  return (int)((left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
}

int
foyer_visit_get_text_percent (FoyerVisit *self)
{
  g_return_val_if_fail (FOYER_IS_VISIT (self), 100);

  return self->text_percent;
}

/* Anything but 100, 150 or 200 becomes the next of them below, or 100. */
void
foyer_visit_set_text_percent (FoyerVisit *self, int percent)
{
  g_return_if_fail (FOYER_IS_VISIT (self));

  percent = percent >= 200 ? 200 : percent >= 150 ? 150 : 100;
  if (self->text_percent == percent)
    return;
  self->text_percent = percent;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TEXT_PERCENT]);
}

FoyerEase *
foyer_visit_get_ease (FoyerVisit *self)
{
  g_return_val_if_fail (FOYER_IS_VISIT (self), NULL);

  return self->ease;
}

gboolean
foyer_visit_get_contrast (FoyerVisit *self)
{
  g_return_val_if_fail (FOYER_IS_VISIT (self), FALSE);

  return foyer_ease_get (self->ease, FOYER_EASE_COLOURS) != FOYER_COLOURS_USUAL;
}

void
foyer_visit_set_contrast (FoyerVisit *self, gboolean contrast)
{
  g_return_if_fail (FOYER_IS_VISIT (self));

  if (foyer_visit_get_contrast (self) != (contrast != FALSE))
    foyer_ease_set (self->ease, FOYER_EASE_COLOURS,
                    contrast ? FOYER_COLOURS_DARK : FOYER_COLOURS_USUAL);
}

const char *
foyer_visit_get_language (FoyerVisit *self)
{
  g_return_val_if_fail (FOYER_IS_VISIT (self), NULL);

  return self->language;
}

void
foyer_visit_set_language (FoyerVisit *self, const char *code)
{
  g_return_if_fail (FOYER_IS_VISIT (self));

  if (g_strcmp0 (self->language, code) == 0)
    return;
  self->language = g_intern_string (code);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LANGUAGE]);
}

const char *
foyer_visit_get_origin (FoyerVisit *self)
{
  g_return_val_if_fail (FOYER_IS_VISIT (self), NULL);

  return self->origin;
}

void
foyer_visit_set_origin (FoyerVisit *self, const char *postcode)
{
  char *old;

  g_return_if_fail (FOYER_IS_VISIT (self));

  if (g_strcmp0 (self->origin, postcode) == 0)
    return;
  old = self->origin;
  self->origin = g_strdup (postcode);
  foyer_secret_free (old);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ORIGIN_POSTCODE]);
}

const char *
foyer_visit_get_guided_to (FoyerVisit *self)
{
  g_return_val_if_fail (FOYER_IS_VISIT (self), NULL);

  return self->guided_to;
}

void
foyer_visit_set_guided_to (FoyerVisit *self, const char *listing)
{
  char *old;

  g_return_if_fail (FOYER_IS_VISIT (self));

  old = self->guided_to;
  self->guided_to = g_strdup (listing);
  g_free (old);
}

gboolean
foyer_visit_get_asked (FoyerVisit *self)
{
  g_return_val_if_fail (FOYER_IS_VISIT (self), FALSE);

  return self->was_asked;
}

void
foyer_visit_set_asked (FoyerVisit *self, gboolean asked)
{
  g_return_if_fail (FOYER_IS_VISIT (self));

  self->was_asked = asked;
}
