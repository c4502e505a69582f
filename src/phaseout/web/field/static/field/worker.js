// Keeps the list that was opened last, for want of signal, and hands it out where the server cannot be reached.
// It keeps nothing else, and forgets the list as soon as the server says that nobody is signed in.
"use strict";
const KEPT = "phaseout-field-1";
const LIST = new URL(self.registration.scope).pathname;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const isPart = (url) => url.pathname.startsWith("/static/");

const page = async (request, url) => {
  let answer;
  try {
    answer = await fetch(request);
  } catch (error) {
    const kept = await (await caches.open(KEPT)).match(LIST, { ignoreVary: true });
    if (!kept) throw error;
    return url.pathname === LIST ? kept : Response.redirect(LIST);
  }
  if (url.pathname === LIST) {
    if (answer.ok && !answer.redirected) await (await caches.open(KEPT)).put(LIST, answer.clone());
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
