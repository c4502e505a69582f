// Nobody is signed in: what pages keep in this browser for want of signal is forgotten. What waits to be sent stays.
"use strict";
if ("caches" in window) {
  caches.keys().then((names) => {
    for (const name of names) if (name.startsWith("phaseout-")) caches.delete(name);
  });
}
