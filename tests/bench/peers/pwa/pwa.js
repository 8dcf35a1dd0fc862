// SPDX-License-Identifier: GPL-3.0-or-later
// The kiosk anybody would write first: a page that works with no line, listings in IndexedDB, MiniSearch over them with
// its own defaults, beginnings and misspellings on, the title weighed twice, and its index kept beside the rows. No
// distance, no places, no synonyms, no other languages: what those cost is for the reader to see.
//
// chromium_peer.py calls what stands at the end.

import MiniSearch from './minisearch.js'

const OPTIONS = {
  fields: ['title', 'organisation', 'summary', 'what'], // as the bare FTS5 query's
  searchOptions: { prefix: true, fuzzy: 0.2, boost: { title: 2 } }
}
const LIMIT = 10 // what a screen shows at first
const ROW_PX = 135 // a card and the space below it
const STEP_PX = 45 // a third of a row each frame, as bench-pages
const PAGE_ROWS = 200 // read at once while scrolling
const SPARE_ROWS = 2 // made above and below what is seen

let db
let index

const finished = request => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result)
  request.onerror = () => reject(request.error)
})

const committed = transaction => new Promise((resolve, reject) => {
  transaction.oncomplete = resolve
  transaction.onabort = transaction.onerror = () => reject(transaction.error)
})

async function openDatabase () {
  const request = indexedDB.open('foyer-peer', 1)
  request.onupgradeneeded = () => {
    request.result.createObjectStore('listing')
    request.result.createObjectStore('index')
  }
  db = await finished(request)
}

function storeRows (first, items) {
  const transaction = db.transaction('listing', 'readwrite')
  const store = transaction.objectStore('listing')
  items.forEach((item, i) => store.put(item, first + i))
  return committed(transaction)
}

function readRows (rows) {
  const store = db.transaction('listing').objectStore('listing')
  return Promise.all(rows.map(row => finished(store.get(row))))
}

function indexRows (first, items) {
  index.addAll(items.map((item, i) => ({
    id: first + i,
    title: item.title,
    organisation: item.organisation,
    summary: item.summary,
    what: (item.what_you_do ?? []).join(' ')
  })))
}

function makeCard (tag) {
  const card = document.createElement(tag)
  card.className = 'card'
  card.append(...['h2', 'p', 'p', 'p'].map(name => document.createElement(name)))
  return card
}

function fillCard (card, item) {
  const [title, organisation, summary, facts] = card.children
  title.textContent = item.title
  organisation.textContent = item.organisation
  summary.textContent = item.summary
  facts.textContent = `${item.when_text} · ${item.place_name} · ${item.cost_text}`
}

// What was found, with the time at which its rows were there; and shows it.
async function search (text) {
  const hits = index.search(text).slice(0, LIMIT)
  const items = await readRows(hits.map(hit => hit.id))
  const read = performance.now()
  const list = document.getElementById('results')
  list.replaceChildren(...items.map(item => {
    const card = makeCard('li')
    fillCard(card, item)
    return card
  }))
  return { hits: list.offsetHeight > 0 ? items.length : 0, read } // asking for the height lays it out
}

// ---- called from outside; times in milliseconds since the page was asked for ----

// With nothing kept: the rows from files, then the index, then both kept for the next time.
async function build (files, query) {
  await navigator.serviceWorker.register('sw.js')
  await navigator.serviceWorker.ready
  await openDatabase()
  index = new MiniSearch(OPTIONS)
  let row = 0
  for (const file of files) {
    const { items } = await (await fetch(file)).json()
    await storeRows(row, items)
    indexRows(row, items)
    row += items.length
  }
  const { hits } = await search(query)
  const searchable = performance.now()
  const transaction = db.transaction('index', 'readwrite')
  const text = JSON.stringify(index)
  transaction.objectStore('index').put(text, 'minisearch')
  await committed(transaction)
  return { rows: row, hits, searchable, kept: performance.now(), indexBytes: text.length }
}

// With all of it kept, and no line.
async function reopen (query) {
  await openDatabase()
  const store = db.transaction('index').objectStore('index')
  index = MiniSearch.loadJSON(await finished(store.get('minisearch')), OPTIONS)
  const { hits } = await search(query)
  return { rows: index.documentCount, hits, searchable: performance.now() }
}

// Each query in turn; stops early when the time is up. The first ones only warm up. read: until the rows were there;
// drawn: until they were laid out.
async function measure (queries, warmUp, seconds) {
  const times = { read: [], drawn: [] }
  const end = performance.now() + seconds * 1000
  let hits = 0
  let asked = 0
  for (; asked < queries.length && performance.now() < end; asked++) {
    const started = performance.now()
    const found = await search(queries[asked])
    hits += found.hits
    if (asked < warmUp) continue
    times.read.push(found.read - started)
    times.drawn.push(performance.now() - started)
  }
  return { ...times, hits, asked }
}

const nextFrame = () => new Promise(resolve => requestAnimationFrame(resolve))

// After the frame's own script, style, layout and painting on this thread.
const framePainted = channel => new Promise(resolve => {
  channel.port1.onmessage = resolve
  channel.port2.postMessage(0)
})

// A list of all rows, of which only those seen are made. intervals: from frame to frame; work: of this thread.
async function scroll (count, frames) {
  const scroller = document.getElementById('scroller')
  const rows = document.getElementById('rows')
  const cards = []
  const pages = new Map()
  const channel = new MessageChannel()
  const intervals = []
  const work = []
  let empty = 0
  const readPage = page => {
    if (pages.has(page)) return pages.get(page).ready
    const range = IDBKeyRange.bound(page * PAGE_ROWS, (page + 1) * PAGE_ROWS - 1)
    const entry = { items: null }
    entry.ready = finished(db.transaction('listing').objectStore('listing').getAll(range)).then(items => { entry.items = items })
    pages.set(page, entry)
    return entry.ready
  }
  const show = () => {
    const first = Math.max(0, Math.floor(scroller.scrollTop / ROW_PX) - SPARE_ROWS)
    for (let row = first; row < Math.min(count, first + cards.length); row++) {
      const card = cards[row % cards.length]
      const item = pages.get(Math.floor(row / PAGE_ROWS))?.items?.[row % PAGE_ROWS]
      if (card.row === row) continue
      if (!item) {
        empty++
        continue
      }
      fillCard(card, item)
      card.style.top = `${row * ROW_PX}px`
      card.row = row
    }
    readPage(Math.floor((first + PAGE_ROWS / 2) / PAGE_ROWS))
  }

  scroller.classList.add('shown')
  rows.style.height = `${count * ROW_PX}px`
  for (let i = Math.ceil(innerHeight / ROW_PX) + 1 + 2 * SPARE_ROWS; i > 0; i--) cards.push(makeCard('div'))
  rows.replaceChildren(...cards)
  await readPage(0)
  show()
  let before = await nextFrame()
  for (let i = 0; i < frames; i++) {
    const now = await nextFrame()
    const started = performance.now()
    intervals.push(now - before)
    before = now
    scroller.scrollTop += STEP_PX
    show()
    await framePainted(channel)
    work.push(performance.now() - started)
  }
  const moved = scroller.scrollTop
  scroller.classList.remove('shown')
  rows.replaceChildren()
  return { intervals, work, empty, moved }
}

window.peer = { open: openDatabase, build, reopen, measure, scroll }
