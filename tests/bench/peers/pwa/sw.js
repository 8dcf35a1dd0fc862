// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the page, so that it opens with no line. The listings are in IndexedDB.

const SHELL = ['./', 'pwa.css', 'pwa.js', 'minisearch.js']

self.addEventListener('install', event => event.waitUntil(caches.open('shell').then(cache => cache.addAll(SHELL))))
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()))
self.addEventListener('fetch', event => event.respondWith(
  caches.match(event.request).then(kept => kept ?? fetch(event.request))))
