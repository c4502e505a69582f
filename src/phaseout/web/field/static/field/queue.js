// Keeps what is said of assets on this telephone until the server has it, and sends each once: every one bears a key
// of its own, by which the server knows it again. Without this script the forms send what they hold themselves.
"use strict";
const there = document.querySelector("[data-field]");
const words = there.querySelector("[data-words]").dataset;
const offline = there.querySelector("[data-offline]");
const items = there.querySelector("[data-items]");
const person = Number(there.dataset.person);
const LARGEST = 10 * 1024 * 1024;
const EVERY_MINUTE = 60_000;
const NAME = "phaseout-field";

// The telephone's own store.
const answered = (asked) =>
  new Promise((done, failed) => {
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
const opened = () => {
  const asked = indexedDB.open(NAME, 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("said", { keyPath: "key" });
  return answered(asked);
};
const kept = opened();
const within = async (mode, act) => {
  const transaction = (await kept).transaction("said", mode);
  const done = new Promise((whole, failed) => {
    transaction.oncomplete = whole;
    transaction.onerror = transaction.onabort = () => failed(transaction.error);
  });
  const result = await answered(act(transaction.objectStore("said")));
  await done;
  return result;
};
const every = async () => {
  const all = await within("readonly", (said) => said.getAll());
  return all.sort((one, other) => one.said.localeCompare(other.said));
};
const put = (one) => within("readwrite", (said) => said.put(one));
const remove = (key) => within("readwrite", (said) => said.delete(key));

// What it shows.
const say = (text) => (there.querySelector("[data-status]").textContent = text);
const made = (name, text, more = {}) => Object.assign(document.createElement(name), { textContent: text }, more);
const standing = (one) => {
  if (one.state === "waiting") return words.waiting;
  if (one.state === "sent") return one.why.length ? words.unkept : words.sent;
  return words.refused;
};
const row = (one) => {
  const line = made("li", "");
  line.dataset.state = one.state;
  if (one.person !== person) {
    line.append(words.other); // and nothing of what it is: it is somebody else's
    return line;
  }
  line.append(made("b", one.asset), ` – ${one.title} – ${standing(one)}`);
  if (one.why.length) line.append(`: ${one.why.join(" ")}`);
  if (one.address) line.append(" ", made("a", words.look, { href: one.address }));
  if (one.state === "refused") {
    const button = made("button", words.remove, { type: "button", className: "small" });
    button.setAttribute("aria-label", `${words.remove}: ${one.asset}, ${one.title}`);
    button.addEventListener("click", () => remove(one.key).then(show));
    line.append(" ", button);
  }
  return line;
};
const show = async () => {
  const all = await every();
  items.replaceChildren(...all.map(row));
  there.querySelector("[data-queue]").hidden = !all.length;
};

// Sending, one after the other.
const isSignedIn = async () => {
  const answer = await fetch(there.dataset.ready, { headers: { Accept: "application/json" } });
  const isJson = (answer.headers.get("content-type") || "").startsWith("application/json");
  there.querySelector("[data-sign-in]").hidden = answer.ok && !answer.redirected && isJson;
  return answer.ok && !answer.redirected && isJson ? answer.json() : null;
};
const form = (one) => {
  const sent = new FormData();
  for (const name of ["key", "what", "said", "note"]) sent.append(name, one[name]);
  if (one.picture) sent.append("picture", new Blob([one.picture.bytes], { type: one.picture.type }), "photograph");
  return sent;
};
const settled = async (one, answer) => {
  const refused = { ...one, state: "refused", picture: null };
  if (answer.ok) {
    const { address, why } = await answer.json();
    return { ...one, state: "sent", address, why, picture: null };
  }
  if (answer.status === 422) return { ...refused, why: (await answer.json()).why };
  if (answer.status === 404) return { ...refused, why: [words.gone] };
  if (answer.status === 413) return { ...refused, why: [words.large] };
  return null; // later
};
const mine = async () => (await every()).filter((one) => one.state === "waiting" && one.person === person);
const send = async () => {
  const me = await isSignedIn();
  if (!me || me.person !== person) return;
  for (const one of await mine()) {
    const headers = { "X-CSRFToken": me.token, Accept: "application/json" };
    const answer = await fetch(one.to, { method: "POST", body: form(one), headers, redirect: "error" });
    const now = await settled(one, answer);
    if (!now) return;
    await put(now);
    await show();
  }
};
// Of two windows one sends.
const sendAlone = () => (navigator.locks ? navigator.locks.request(NAME, send) : send());
const trySending = async () => {
  try {
    await sendAlone();
    offline.hidden = navigator.onLine;
  } catch {
    offline.hidden = false; // no signal: it stays, and is tried again
  }
  await show();
};

// Taking what a form holds.
const PHOTOGRAPHS = ["label-photo", "before-photo", "after-photo"];
const wrong = (what, file) => {
  if (PHOTOGRAPHS.includes(what) && !file) return words.picture;
  if (!PHOTOGRAPHS.includes(what) && file) return words.which;
  return file && file.size > LARGEST ? words.large : "";
};
const keep = async (taken, button, file) => put({
  key: crypto.randomUUID(),
  person,
  to: taken.dataset.send,
  asset: taken.dataset.asset,
  what: button.value,
  title: button.textContent.trim(),
  note: taken.elements.note.value,
  said: new Date().toISOString(),
  picture: file ? { bytes: await file.arrayBuffer(), type: file.type } : null,
  state: "waiting",
  why: [],
  address: "",
});
const take = async (taken, button) => {
  const field = taken.elements.picture;
  const file = field.files[0];
  const why = wrong(button.value, file);
  if (why) {
    field.setCustomValidity(why);
    field.reportValidity();
    return;
  }
  try {
    await keep(taken, button, file);
  } catch { // no room on the telephone: the form sends it by itself
    taken.append(made("input", "", { type: "hidden", name: "what", value: button.value }));
    taken.submit();
    return;
  }
  taken.reset();
  say(words.kept);
  await show();
  await trySending();
};

const keepList = async () => {
  await navigator.serviceWorker.register(there.dataset.worker, { scope: there.dataset.list });
  await navigator.serviceWorker.ready;
  // The worker keeps what goes through it; what came before it was there is asked for again, the list last.
  const cache = await caches.open("phaseout-field-1");
  const has = (address) => cache.match(address, { ignoreVary: true });
  for (const part of document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")) {
    const address = part.href || part.src;
    if (!(await has(address))) await cache.add(address);
  }
  if (!(await has(there.dataset.list))) {
    const list = await fetch(window.location.href);
    if (!list.ok || list.redirected) return;
    await cache.put(there.dataset.list, list.clone());
    await cache.put(window.location.href.split("#")[0], list);
  }
  there.querySelector("[data-kept-list]").hidden = false;
};

const begin = async () => {
  await kept; // where nothing can be kept the forms stay as they are
  for (const taken of document.querySelectorAll("form[data-send]")) {
    taken.addEventListener("submit", (event) => {
      event.preventDefault();
      take(taken, event.submitter);
    });
    taken.elements.picture.addEventListener("change", () => taken.elements.picture.setCustomValidity(""));
  }
  there.querySelector("[data-send-now]").addEventListener("click", trySending);
  there.querySelector("[data-clear]").addEventListener("click", async () => {
    for (const one of await every()) if (one.state === "sent") await remove(one.key);
    await show();
  });
  window.addEventListener("online", trySending);
  window.setInterval(async () => (await mine()).length && trySending(), EVERY_MINUTE);
  there.querySelector("[data-not-kept]").hidden = window.location.hash !== "#not-kept";
  await trySending();
};

if (window.indexedDB && window.isSecureContext && "serviceWorker" in navigator) {
  begin().catch(() => say(""));
  keepList().catch(() => say(""));
}
