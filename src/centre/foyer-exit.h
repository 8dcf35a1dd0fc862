/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What foyer-centre and foyerctl end with; scripts and tests rely on the numbers. */
typedef enum
{
  FOYER_EXIT_DONE = 0,
  FOYER_EXIT_USAGE = 1,       /* the command line is not understood */
  FOYER_EXIT_FAILED = 2,      /* a file, the database or the machine failed */
  FOYER_EXIT_OFFLINE = 3,     /* nobody answered, or something that is not our centre */
  FOYER_EXIT_REFUSED = 4,     /* the other side, a rule or a passphrase said no */
  FOYER_EXIT_NOT_IN_THIS = 5, /* this version of Foyer cannot do it */
  FOYER_EXIT_PARTLY = 6,      /* done, but some items were left out; each is named */
} FoyerExit;

#define FOYER_EXIT_HELP                                                                            \
  "Exit codes: 0 done, 1 command line not understood, 2 failed, 3 offline, 4 refused,\n"           \
  "            5 not in this version, 6 done but some items were left out"
