// Keeps the lists that were opened last, for want of signal, and hands each out where the server cannot be reached:
// a site, a page or a search that was not opened leads to the list opened last, which says so. It keeps nothing else,
// and forgets them as soon as the server says that nobody is signed in.
"use strict";
const KEPT = "phaseout-field-1";
const LIST = new URL(self.registration.scope).pathname;
const NOT_KEPT = "#not-kept";
const MOST = 40; // lists

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const isPart = (url) => url.pathname.startsWith("/static/");

const keep = async (request, answer) => {
  const cache = await caches.open(KEPT);
  await cache.put(LIST, answer.clone());
  await cache.delete(request.url);
  await cache.put(request.url, answer.clone());
  const lists = (await cache.keys()).filter((one) => new URL(one.url).search && new URL(one.url).pathname === LIST);
  for (const one of lists.slice(0, -MOST)) await cache.delete(one);
};

const withoutSignal = async (url, error) => {
  const cache = await caches.open(KEPT);
  const last = await cache.match(LIST, { ignoreVary: true });
  if (!last) throw error;
  if (url.pathname !== LIST) return Response.redirect(LIST);
  if (!url.search) return last;
  return (await cache.match(url.href, { ignoreVary: true })) || Response.redirect(LIST + NOT_KEPT);
};

const page = async (request, url) => {
  let answer;
  try {
    answer = await fetch(request);
  } catch (error) {
    return withoutSignal(url, error);
  }
  if (url.pathname === LIST) {
    if (answer.ok && !answer.redirected) await keep(request, answer);
    else if (answer.status < 500) await caches.delete(KEPT); // signed out: sent to sign in, or not let through
  }
  return answer;
};

const part = async (request) => {
  try {
    const answer = await fetch(request);
    if (answer.ok) await (await caches.open(KEPT)).put(request, answer.clone());
    return answer;
  } catch (error) {
    const kept = await (await caches.open(KEPT)).match(request, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
};

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate") event.respondWith(page(event.request, url));
  else if (isPart(url)) event.respondWith(part(event.request));
});
