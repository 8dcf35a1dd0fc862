// SPDX-License-Identifier: GPL-3.0-or-later
// The endpoint anybody would write first, and then tune: Fastify on better-sqlite3, one process, WAL with
// synchronous=FULL. Takes a record as JSON, checks its shape, inserts it under its id if it is not there, and
// answers after the commit. No signatures, no receipts, no codes: what those cost is for the reader to see.
//
//   node fastify.js --db FILE --port-file FILE --commit group|each
//
// group: posts that came in while the loop turned are committed together (the tuned one). each: one commit a post.

import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import Database from 'better-sqlite3'
import Fastify from 'fastify'

const BODY_MAX = 256 * 1024 // bytes, as the centre's
const BATCH_MAX = 50 // records, as the centre's
const BACKLOG = 4096 // connections that may wait, as the centre's: 511 would lose kiosks that wake at once
const GROUP_MAX = 512 // posts in one transaction: as many as are there, within reason

const { values } = parseArgs({
  options: { db: { type: 'string' }, 'port-file': { type: 'string' }, commit: { type: 'string' } }
})

const db = new Database(values.db)
db.pragma('journal_mode = WAL')
db.pragma('synchronous = FULL')
db.exec(`CREATE TABLE record (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, sealed BLOB NOT NULL, received_ms INTEGER NOT NULL
) STRICT`)
const insert = db.prepare('INSERT INTO record (id, kind, sealed, received_ms) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING')

function keep (record, now) {
  const done = insert.run(record.id, record.kind, Buffer.from(record.sealed, 'base64'), now)
  return { id: record.id, status: done.changes === 1 ? 'stored' : 'duplicate' }
}

const keepAll = db.transaction((posts, now) => {
  for (const post of posts) {
    post.results = post.records.map(record => keep(record, now))
  }
})

let waiting = []

function commit () {
  while (waiting.length > 0) {
    const posts = waiting.splice(0, GROUP_MAX)
    try {
      keepAll.immediate(posts, Date.now())
      for (const post of posts) post.resolve(post.results)
    } catch (error) {
      for (const post of posts) post.reject(error)
    }
  }
}

function keepInGroup (records) {
  return new Promise((resolve, reject) => {
    if (waiting.length === 0) setImmediate(commit)
    waiting.push({ records, resolve, reject })
  })
}

function keepAlone (records) {
  const post = { records }
  keepAll.immediate([post], Date.now())
  return post.results
}

const take = values.commit === 'each' ? keepAlone : keepInGroup

const record = {
  type: 'object',
  required: ['id', 'kind', 'sealed'],
  additionalProperties: false,
  properties: {
    id: { type: 'string', pattern: '^[0-9a-z]{26}$' },
    kind: { type: 'string', pattern: '^[a-z_]{1,32}$' },
    sealed: { type: 'string', pattern: '^[A-Za-z0-9+/]+={0,2}$', maxLength: 180000 }
  }
}
const result = { type: 'object', properties: { id: { type: 'string' }, status: { type: 'string' } } }

const app = Fastify({ logger: false, bodyLimit: BODY_MAX, keepAliveTimeout: 60000 })
app.post('/record', { schema: { body: record, response: { 200: result } } },
  async request => (await take([request.body]))[0])
app.post('/records', {
  schema: {
    body: {
      type: 'object',
      required: ['records'],
      properties: { records: { type: 'array', items: record, minItems: 1, maxItems: BATCH_MAX } }
    },
    response: { 200: { type: 'object', properties: { results: { type: 'array', items: result } } } }
  }
}, async request => ({ results: await take(request.body.records) }))

await app.listen({ host: '127.0.0.1', port: 0, backlog: BACKLOG })
writeFileSync(values['port-file'], `${app.server.address().port}\n`)
process.on('SIGTERM', async () => {
  await app.close()
  db.close()
  process.exit(0)
})
