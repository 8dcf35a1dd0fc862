/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-record"

#include "core/model/foyer-answer-private.h"

#include <string.h>

/* A filled-in form: members by name, checked against the table of what the form may hold. The
 * values are wiped with it. Owned by a page's state, then by the worker that keeps it. */

#define VERSION_NAME "v"
#define VERSION_MEMBER "\"v\":1"
#define CODE_MAX 64      /* bytes; a reference code has under 30 */
#define WORDS_MAX 2000   /* bytes: 500 characters of any script */
#define LIST_MAX 32      /* values of one list */
#define LIST_WORD_MAX 40 /* bytes of one of them: ids of choices, never what was typed */
#define MEMBER_FRAME 64  /* bytes of a member's name and marks, or of a number */

typedef enum
{
  MEMBER_TEXT,
  MEMBER_NUMBER,
  MEMBER_LIST,
  MEMBER_CODE, /* a text that never goes into the payload */
} MemberType;

/* The name of a member, its type, how long it may be (bytes of a text; largest number) and whether
 * the form is nothing without it. In alphabetical order. */
typedef struct
{
  const char *name;
  MemberType type;
  gint64 max;
  gboolean is_needed;
} Member;

static const Member unmet_need[] = {
  { "asked", MEMBER_TEXT, 32, FALSE }, /* choose, search, browse */
  { "fits", MEMBER_LIST, 0, FALSE },   /* what was asked for, as in a tally */
  { "reasons", MEMBER_LIST, 0, TRUE }, /* time far not-my-thing cost worried other */
  { "results", MEMBER_NUMBER, 1000000, FALSE },
  { "time", MEMBER_TEXT, 32, FALSE },
  { "when", MEMBER_LIST, 0, FALSE },
  { "where", MEMBER_TEXT, 40, FALSE }, /* outward code or district */
  { "why", MEMBER_LIST, 0, FALSE },
  { "words", MEMBER_TEXT, WORDS_MAX, FALSE },
  { 0 },
};
static const Member listing_problem[] = {
  { "listing", MEMBER_TEXT, 96, TRUE },
  { "what", MEMBER_TEXT, 32, TRUE }, /* gone time place contact other */
  { "words", MEMBER_TEXT, WORDS_MAX, FALSE },
  { 0 },
};
static const Member informal_help[] = {
  { "help", MEMBER_LIST, 0, TRUE }, /* shopping lift touch pets jobs forms meal minding other */
  { "minutes", MEMBER_NUMBER, 60000, FALSE }, /* in that month */
  { "month", MEMBER_TEXT, 7, FALSE },         /* YYYY-MM */
  { "times", MEMBER_NUMBER, 1000, FALSE },    /* in that month */
  { "whom", MEMBER_LIST, 0, FALSE },          /* neighbour friend relative other */
  { 0 },
};
static const Member hours[] = {
  { "code", MEMBER_CODE, CODE_MAX, FALSE },
  { "date", MEMBER_TEXT, 10, TRUE }, /* YYYY-MM-DD, London */
  { "group", MEMBER_TEXT, 400, FALSE },
  { "listing", MEMBER_TEXT, 96, FALSE },
  { "minutes", MEMBER_NUMBER, 24 * 60, TRUE },
  { 0 },
};
static const Member survey[] = {
  { "group", MEMBER_TEXT, 40, FALSE },    /* unpaid help to a group: an option's id */
  { "informal", MEMBER_TEXT, 40, FALSE }, /* to somebody not a relative */
  { "survey", MEMBER_TEXT, 40, TRUE },    { "wave", MEMBER_TEXT, 20, FALSE }, { 0 },
};
static const Member tally[] = {
  { "chosen", MEMBER_NUMBER, 1000000, FALSE }, /* listings opened from the results */
  { "fits", MEMBER_LIST, 0, FALSE },
  { "flow", MEMBER_TEXT, 32, TRUE },
  { "language", MEMBER_TEXT, 8, FALSE },
  { "results", MEMBER_NUMBER, 1000000, FALSE },
  { "time", MEMBER_TEXT, 32, FALSE },
  { "when", MEMBER_LIST, 0, FALSE },
  { "where", MEMBER_TEXT, 40, FALSE },
  { "why", MEMBER_LIST, 0, FALSE },
  { 0 },
};

static const struct
{
  const char *kind;
  const Member *members;
} forms[FOYER_N_ANSWER_FORMS] = {
  [FOYER_ANSWER_UNMET_NEED] = { "unmet_need", unmet_need },
  [FOYER_ANSWER_LISTING_PROBLEM] = { "listing_problem", listing_problem },
  [FOYER_ANSWER_INFORMAL_HELP] = { "informal_help_log", informal_help },
  [FOYER_ANSWER_HOURS] = { "hours_log", hours },
  [FOYER_ANSWER_SURVEY] = { "survey_response", survey },
  [FOYER_ANSWER_TALLY] = { "usage_tally", tally },
};

typedef struct
{
  const Member *member;
  char *text;      /* owned, wiped */
  GPtrArray *list; /* owned; of ids, not of words */
  gint64 number;
} Value;

struct _FoyerAnswer
{
  GObject parent_instance;

  FoyerAnswerForm form;
  char *id, *programme, *content_version; /* owned; the last two nullable */
  GPtrArray *values;                      /* owned Value, by name */
};

G_DEFINE_FINAL_TYPE (FoyerAnswer, foyer_answer, G_TYPE_OBJECT)

static void
value_free (gpointer data)
{
  Value *value = data;

  foyer_secret_free (value->text);
  g_clear_pointer (&value->list, g_ptr_array_unref);
  g_free (value);
}

static const Member *
find_member (FoyerAnswer *self, const char *name)
{
  for (const Member *member = forms[self->form].members; member->name != NULL; member++)
    if (g_str_equal (member->name, name))
      return member;
  return NULL;
}

static Value *
find_value (FoyerAnswer *self, const char *name)
{
  for (guint i = 0; i < self->values->len; i++)
    {
      Value *value = g_ptr_array_index (self->values, i);

      if (g_str_equal (value->member->name, name))
        return value;
    }
  return NULL;
}

/* Takes out what is there under this name; a new, empty value unless is_empty. */
static Value *
replace_value (FoyerAnswer *self, const Member *member, gboolean is_empty)
{
  Value *value = find_value (self, member->name);
  guint at = 0;

  if (value != NULL)
    g_ptr_array_remove (self->values, value);
  if (is_empty)
    return NULL;
  value = g_new0 (Value, 1);
  value->member = member;
  while (at < self->values->len
         && strcmp (((Value *)g_ptr_array_index (self->values, at))->member->name, member->name)
              < 0)
    at++;
  g_ptr_array_insert (self->values, (int)at, value);
  return value;
}

static void
foyer_answer_finalize (GObject *object)
{
  FoyerAnswer *self = FOYER_ANSWER (object);

  g_free (self->id);
  g_free (self->programme);
  g_free (self->content_version);
  g_ptr_array_unref (self->values);
  G_OBJECT_CLASS (foyer_answer_parent_class)->finalize (object);
}

static void
foyer_answer_class_init (FoyerAnswerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_answer_finalize;
}

static void
foyer_answer_init (FoyerAnswer *self)
{
  self->id = foyer_id_new ();
  self->values = g_ptr_array_new_with_free_func (value_free);
}

static gboolean
set_invalid (const char *member, const char *what, GError **error)
{
  g_set_error (error, FOYER_RECORD_ERROR, FOYER_RECORD_ERROR_INVALID, "the answer's %s %s", member,
               what);
  return FALSE;
}

static gboolean
check_text (const char *text, gint64 max)
{
  return strlen (text) <= (gsize)max && g_utf8_validate (text, -1, NULL);
}

static gboolean
check_value (const Value *value, GError **error)
{
  const Member *member = value->member;

  switch (member->type)
    {
    case MEMBER_NUMBER:
      if (value->number < 0 || value->number > member->max)
        return set_invalid (member->name, "is out of range", error);
      break;
    case MEMBER_LIST:
      if (value->list->len > LIST_MAX)
        return set_invalid (member->name, "is too long", error);
      for (guint i = 0; i < value->list->len; i++)
        if (!check_text (g_ptr_array_index (value->list, i), LIST_WORD_MAX))
          return set_invalid (member->name, "has a choice that is none", error);
      break;
    case MEMBER_TEXT:
    case MEMBER_CODE:
    default:
      if (!check_text (value->text, member->max))
        return set_invalid (member->name, "is too long", error);
      break;
    }
  return TRUE;
}

static gsize
count_bytes (const Value *value)
{
  gsize bytes = value->text != NULL ? strlen (value->text) : 0;

  for (guint i = 0; value->list != NULL && i < value->list->len; i++)
    bytes += strlen (g_ptr_array_index (value->list, i)) + 3;
  return bytes;
}

static void
write_value (const Value *value, FoyerSecretText *to)
{
  char number[24];

  switch (value->member->type)
    {
    case MEMBER_NUMBER:
      g_snprintf (number, sizeof number, "%" G_GINT64_FORMAT, value->number);
      foyer_secret_text_put (to, number);
      break;
    case MEMBER_LIST:
      foyer_secret_text_put (to, "[");
      for (guint i = 0; i < value->list->len; i++)
        foyer_secret_text_put_member (to, i > 0 ? "," : "", g_ptr_array_index (value->list, i));
      foyer_secret_text_put (to, "]");
      break;
    case MEMBER_TEXT:
    case MEMBER_CODE:
    default:
      foyer_secret_text_put_string (to, value->text);
      break;
    }
}

const char *
foyer_answer_form_to_kind (FoyerAnswerForm form)
{
  return forms[form].kind;
}

FoyerAnswer *
foyer_answer_new (FoyerAnswerForm form, const char *programme)
{
  FoyerAnswer *self = g_object_new (FOYER_TYPE_ANSWER, NULL);

  g_return_val_if_fail (form < FOYER_N_ANSWER_FORMS, self);
  self->form = form;
  self->programme = g_strdup (programme);
  return self;
}

FoyerAnswerForm
foyer_answer_get_form (FoyerAnswer *self)
{
  return self->form;
}

const char *
foyer_answer_get_id (FoyerAnswer *self)
{
  return self->id;
}

const char *
foyer_answer_get_programme (FoyerAnswer *self)
{
  return self->programme;
}

void
foyer_answer_set_content_version (FoyerAnswer *self, const char *version)
{
  g_free (self->content_version);
  self->content_version = g_strdup (version);
}

const char *
foyer_answer_get_content_version (FoyerAnswer *self)
{
  return self->content_version;
}

void
foyer_answer_set_text (FoyerAnswer *self, const char *member, const char *value)
{
  const Member *known = find_member (self, member);
  char *text;

  g_return_if_fail (known != NULL && (known->type == MEMBER_TEXT || known->type == MEMBER_CODE));
  text = value != NULL ? g_strstrip (g_strdup (value)) : NULL;
  if (text == NULL || *text == '\0')
    {
      replace_value (self, known, TRUE);
      foyer_secret_free (text);
    }
  else
    replace_value (self, known, FALSE)->text = text;
}

void
foyer_answer_set_number (FoyerAnswer *self, const char *member, gint64 value)
{
  const Member *known = find_member (self, member);

  g_return_if_fail (known != NULL && known->type == MEMBER_NUMBER);
  replace_value (self, known, FALSE)->number = value;
}

void
foyer_answer_set_list (FoyerAnswer *self, const char *member, const char *const *values)
{
  const Member *known = find_member (self, member);
  gboolean is_empty = values == NULL || values[0] == NULL;
  Value *value;

  g_return_if_fail (known != NULL && known->type == MEMBER_LIST);
  value = replace_value (self, known, is_empty);
  if (is_empty)
    return;
  value->list = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; values[i] != NULL; i++)
    g_ptr_array_add (value->list, g_strdup (values[i]));
}

const char *
foyer_answer_get_text (FoyerAnswer *self, const char *member)
{
  Value *value = find_value (self, member);

  return value != NULL ? value->text : NULL;
}

gint64
foyer_answer_get_number (FoyerAnswer *self, const char *member)
{
  Value *value = find_value (self, member);

  return value != NULL ? value->number : 0;
}

gboolean
foyer_answer_check (FoyerAnswer *self, GError **error)
{
  for (const Member *member = forms[self->form].members; member->name != NULL; member++)
    if (member->is_needed && find_value (self, member->name) == NULL)
      return set_invalid (member->name, "is missing", error);
  for (guint i = 0; i < self->values->len; i++)
    if (!check_value (g_ptr_array_index (self->values, i), error))
      return FALSE;
  return TRUE;
}

gboolean
foyer_answer_write_payload (FoyerAnswer *self, FoyerSecretText *to)
{
  gboolean has_version = FALSE; /* it has its place in the alphabet too */
  gsize bytes = 0;

  for (guint i = 0; i < self->values->len; i++)
    bytes += count_bytes (g_ptr_array_index (self->values, i));
  if (!foyer_secret_text_init (to, MEMBER_FRAME * (self->values->len + 1), bytes))
    return FALSE;
  foyer_secret_text_put (to, "{");
  for (guint i = 0; i < self->values->len; i++)
    {
      const Value *value = g_ptr_array_index (self->values, i);

      if (value->member->type == MEMBER_CODE)
        continue;
      if (!has_version && strcmp (value->member->name, VERSION_NAME) > 0)
        foyer_secret_text_put (to, VERSION_MEMBER ",");
      has_version = has_version || strcmp (value->member->name, VERSION_NAME) > 0;
      foyer_secret_text_put_string (to, value->member->name);
      foyer_secret_text_put (to, ":");
      write_value (value, to);
      foyer_secret_text_put (to, i + 1 < self->values->len || !has_version ? "," : "");
    }
  foyer_secret_text_put (to, has_version ? "}" : VERSION_MEMBER "}");
  return TRUE;
}

char *
foyer_answer_dup_key (FoyerAnswer *self)
{
  const char *code = foyer_answer_get_text (self, "code");
  FoyerSecretText text = { 0 };
  char *payload_key, *all, *key;

  if (!foyer_answer_write_payload (self, &text))
    return NULL;
  payload_key = foyer_seal_digest (text.text, text.length);
  foyer_secret_text_clear (&text);
  all = g_strjoin ("\n", forms[self->form].kind, self->programme != NULL ? self->programme : "",
                   code != NULL ? code : "", payload_key, NULL);
  key = foyer_seal_digest (all, strlen (all));
  foyer_secret_free (all);
  g_free (payload_key);
  return key;
}
