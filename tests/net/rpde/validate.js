// SPDX-License-Identifier: GPL-3.0-or-later
// Walks feeds with the RPDE validator: node validate.js URL...
// One line a finding, one a feed; exit 1 when there is any failure. Warnings and suggestions are printed
// and do not count, except those of ALLOWED, which are expected and not printed.
'use strict';

const { createRequire } = require('module');

// Found beside the modules it is installed with, not beside this file.
const { RpdeValidator } = createRequire(`${process.cwd()}/`)('@openactive/rpde-validator');

// Our items are Foyer's own; OpenActive's model is another feed's matter.
const ALLOWED = new Set(['no_modelling_data']);

async function validate(url) {
  const log = await RpdeValidator(url, { pageLimit: 50, timeoutMs: 20000 });
  let failures = 0;
  for (const page of log.pages) {
    for (const error of page.errors) {
      if (!ALLOWED.has(error.type)) {
        console.log(`# ${error.severity} ${page.url} ${error.type}: ${error.message.split('\n')[0]}`);
      }
      failures += error.severity === 'failure' ? 1 : 0;
    }
  }
  console.log(`${failures === 0 ? 'ok' : 'not ok'} ${url} (${log.pages.length} pages)`);
  return failures;
}

(async () => {
  let failures = 0;
  for (const url of process.argv.slice(2)) {
    failures += await validate(url);
  }
  process.exit(failures === 0 ? 0 : 1);
})().catch((error) => {
  console.log(`# ${error.stack}`);
  process.exit(2);
});
