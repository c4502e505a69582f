// Single keys for people who go through lists all day. Each does what a link or a field of the page does anyway, so
// that nothing is lost without them. They are off in a field, and for whoever turned them off (WCAG 2.1.4).
(() => {
  "use strict";
  const AFTER_G = 2000; // milliseconds in which the letter after g is waited for
  const FIELD = "input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]";
  let begun = 0;

  const link = (key) => document.querySelector(`a[data-key="${CSS.escape(key)}"]`);
  const seen = (element) => element !== null && element.getClientRects().length > 0;
  const lines = () => [...document.querySelectorAll("main tbody tr")].filter((row) => seen(row.querySelector("a[href]")));

  function move(step) {
    const rows = lines();
    const here = rows.indexOf(document.activeElement.closest("tr"));
    const next = here < 0 ? (step > 0 ? 0 : rows.length - 1) : here + step;
    if (next < 0 || next >= rows.length) return;
    rows[next].querySelector("a[href]").focus(); // Enter then opens it, as it opens any link
  }

  function choose() {
    const row = document.activeElement.closest("tr");
    const box = row && row.querySelector("input[type=checkbox]");
    if (box) box.click();
  }

  function follow(key) {
    const to = link(key);
    if (to) to.click();
    return to !== null;
  }

  const KEYS = {
    "/": () => { const field = document.getElementById("search"); if (field) { field.focus(); field.select(); } },
    "?": () => follow("?"),
    g: () => { begun = Date.now(); },
    j: () => move(1),
    k: () => move(-1),
    x: choose,
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.target.closest(FIELD)) return;
    const follows = Date.now() - begun < AFTER_G;
    begun = 0;
    if (follows && follow(`g ${event.key}`)) { event.preventDefault(); return; }
    if (Object.hasOwn(KEYS, event.key)) { event.preventDefault(); KEYS[event.key](); }
  });
})();
