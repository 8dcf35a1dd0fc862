/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/crypto/foyer-code-words.h"

/* The words of reference codes, in byte order.
 *
 * Chosen to be read out over a telephone and written down by somebody of 15 or 85: plain nouns of
 * the house, the coast and the countryside, and a few cheerful adjectives. No two are one slip of
 * the finger apart or sound alike, no two pairs run together into the same letters, and none is
 * rude, sad, a brand or of a faith. Constant data: any thread. A code given out must stay readable:
 * words may be added in a second list, never taken from this one.
 */

// clang-format off
const char foyer_code_words[FOYER_N_CODE_WORDS][FOYER_CODE_WORD_MAX + 1] = {
  "acacia", "acorn", "acre", "almond", "alpaca", "alpine", "amber", "anchor", "apple", "apron",
  "arcade", "arch", "arrow", "artist", "aspen", "atlas", "attic", "autumn", "avenue", "badger",
  "bagel", "bakery", "ballet", "bamboo", "bangle", "banjo", "banner", "barley", "barn", "basil",
  "basket", "bay", "beacon", "bean", "beetle", "bell", "bench", "bike", "bingo", "birch",
  "bison", "bloom", "bobbin", "bolt", "bonnet", "bonsai", "branch", "brave", "breeze", "bridge",
  "bright", "bronze", "brook", "brush", "bucket", "buckle", "bundle", "bus", "butter", "button",
  "cabin", "cactus", "cafe", "calm", "camera", "camp", "canal", "candle", "canoe", "canopy",
  "canvas", "carpet", "cart", "castle", "cedar", "celery", "chair", "chalk", "charm", "cheese",
  "cherry", "chive", "cinema", "circle", "circus", "city", "clay", "clever", "climb", "clock",
  "cloud", "coach", "coat", "cobble", "cocoa", "coffee", "coin", "comet", "comic", "condor",
  "cookie", "copper", "coral", "corner", "cosmos", "cotton", "cradle", "crag", "crane",
  "crayon", "cress", "crisp", "crocus", "cube", "curlew", "cycle", "daisy", "dale", "damson",
  "dance", "delta", "denim", "desk", "diary", "dinner", "dome", "domino", "doodle", "door",
  "drawer", "dream", "duck", "dune", "duvet", "eager", "eagle", "echo", "egret", "elbow", "elm",
  "engine", "fable", "falcon", "farm", "feast", "fence", "fennel", "fern", "ferret", "ferry",
  "fiddle", "field", "fiesta", "fig", "film", "finch", "flame", "flask", "flax", "fleece",
  "flint", "flute", "foal", "focus", "ford", "fossil", "fox", "friend", "fringe", "frost",
  "fruit", "fudge", "galaxy", "gallop", "garage", "garden", "garlic", "garnet", "gift",
  "ginger", "glade", "gleam", "glen", "glider", "globe", "glow", "gold", "grape", "gravel",
  "green", "grotto", "grove", "guava", "guitar", "gull", "hamlet", "hammer", "happy", "harp",
  "hat", "hazel", "hearth", "hedge", "helmet", "heron", "hobby", "hockey", "holly", "honey",
  "hook", "hope", "icicle", "indigo", "iris", "island", "ivy", "jacket", "jade", "jaguar",
  "jar", "jelly", "jersey", "jester", "jetty", "jigsaw", "jingle", "joy", "jug", "juggle",
  "juice", "jumper", "karate", "kettle", "kind", "kite", "kitten", "kiwi", "koala", "lace",
  "ladder", "lagoon", "lamb", "lark", "latte", "laugh", "laurel", "lawn", "leaf", "legend",
  "lemon", "lemur", "lentil", "lido", "lilac", "lily", "limpet", "linen", "linnet", "lively",
  "lizard", "llama", "locket", "lodge", "loft", "lucky", "lunch", "magic", "magnet", "magpie",
  "mango", "map", "maple", "marble", "market", "marsh", "marten", "mascot", "meadow", "melody",
  "meteor", "midday", "mill", "millet", "minnow", "mint", "mirror", "moon", "moss", "museum",
  "napkin", "nature", "needle", "newt", "novel", "nutmeg", "oasis", "ocean", "octave", "olive",
  "onion", "orange", "orbit", "orchid", "origin", "osprey", "otter", "outing", "oven", "owl",
  "oyster", "paint", "palace", "pantry", "papaya", "paper", "parade", "parcel", "parrot",
  "party", "pasta", "pastel", "patch", "patio", "peach", "peanut", "pebble", "pecan", "pencil",
  "penny", "pepper", "petal", "phone", "photo", "piano", "picnic", "pigeon", "pilot", "pink",
  "pixel", "pizza", "planet", "plover", "poem", "polka", "pollen", "pond", "pool", "poppy",
  "poster", "potato", "powder", "proud", "puddle", "puffin", "puma", "puppet", "puzzle",
  "quest", "quiet", "quince", "quiz", "rabbit", "radar", "radio", "radish", "raft", "raisin",
  "rake", "ramble", "raven", "recipe", "reef", "relay", "ribbon", "ripple", "river", "robin",
  "roller", "roost", "round", "rowan", "royal", "ruby", "runner", "saddle", "safari", "sage",
  "salad", "salmon", "samba", "sand", "sandal", "saturn", "saucer", "scarf", "scenic", "scone",
  "scoop", "scout", "scroll", "seesaw", "shadow", "shed", "shell", "shield", "shine", "shirt",
  "shoe", "shovel", "silk", "silver", "sketch", "skip", "sky", "slate", "smile", "smooth",
  "snow", "soap", "sock", "sofa", "solar", "song", "spark", "spiral", "spire", "splash",
  "sponge", "spoon", "spring", "sprout", "spruce", "squash", "stable", "star", "statue", "stem",
  "stitch", "stool", "storm", "stove", "stream", "street", "studio", "sugar", "summer",
  "summit", "sunset", "swan", "swift", "swim", "syrup", "talent", "teacup", "teal", "teapot",
  "teasel", "tennis", "tent", "thatch", "theme", "thread", "thumb", "ticket", "tidy", "tiger",
  "timber", "toast", "tomato", "torch", "toucan", "towel", "town", "track", "trail", "trifle",
  "trio", "trophy", "trust", "tulip", "tunnel", "turnip", "turtle", "tweed", "twig", "twine",
  "valley", "velvet", "villa", "vine", "violet", "violin", "vision", "voice", "vole", "voyage",
  "waffle", "walk", "walnut", "waltz", "wander", "whisk", "willow", "window", "wisdom", "wise",
  "wombat", "zebra", "zest", "zigzag", "zinc", "zip",
};
// clang-format on
