// How far files are that were sent; single keys, where they are switched on. Every page works without this.
"use strict";
(() => {
  for (const slider of document.querySelectorAll("[data-slider]")) {
    slider.addEventListener("change", () => slider.form.requestSubmit());
  }
  const first = document.querySelector("[data-first]");
  if (first && document.activeElement === document.body) first.focus();  // nobody is somewhere else already
  const files = document.querySelector("input[type=file]");
  if (files) {
    for (const told of document.querySelectorAll("[data-drop]")) told.hidden = false;
    document.addEventListener("dragover", (event) => event.preventDefault());
    document.addEventListener("drop", (event) => {
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      files.files = event.dataTransfer.files;
      files.form.querySelector("button").focus();
    });
  }
  const job = document.querySelector("[data-job]");
  if (job) {
    const part = (name) => job.querySelector(`[data-${name}]`);
    const line = (list, words, address) => {
      const row = document.createElement("li");
      const told = address ? document.createElement("a") : row;
      told.textContent = words;
      if (address) { told.href = address; row.append(told); }
      list.append(row);
      list.previousElementSibling.hidden = false;
    };
    const doing = {
      begun: (step) => { part("said").textContent = `Reading ${step.text}`; },
      done: () => { job.querySelector("progress").value += 1; },
      taken: (step) => line(part("taken"), step.put.name, `/documents/${encodeURIComponent(step.put.document)}`),
      problem: (step) => line(part("problems"), step.text),
    };
    const events = new EventSource(job.dataset.job);
    for (const [kind, does] of Object.entries(doing)) {
      events.addEventListener(kind, (event) => does(JSON.parse(event.data)));
    }
    events.addEventListener("end", () => { events.close(); location.reload(); });
  }
  if (document.body.dataset.keys !== "on") return;
  const rows = [...document.querySelectorAll("[data-row]")];
  for (const row of rows) row.tabIndex = -1;
  const at = () => rows.findIndex((row) => row.contains(document.activeElement));
  const go = (step) => {
    const now = at();
    const next = now < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, now + step));
    if (rows[next]) rows[next].focus();
  };
  const decide = (key) => {
    const inbox = document.querySelector("[data-inbox]");
    const place = rows[at()] || document;
    const last = key === "u" && (document.querySelector(".done") || document.getElementById("decided"));
    const buttons = (last || inbox || place).querySelectorAll(`[data-key="${key}"]`);
    const button = buttons[last ? buttons.length - 1 : 0];
    if (!button) return;
    if (!button.form) { button.click(); return; }
    if (inbox && !last && button.form.reportValidity()) button.form.requestSubmit(button);
    if (inbox && !last) return;
    const form = button.closest("details");
    form.open = true;
    (form.querySelector("input[name=who][value='']") || form.querySelector("input[name=why]")).focus();
  };
  const doing = {
    "/": () => document.getElementById("search").focus(),
    "?": () => location.assign("/help"),
    j: () => { const next = document.querySelector('a[data-key="j"]'); if (next) next.click(); else go(1); },
    k: () => { const back = document.querySelector('a[data-key="k"]'); if (back) back.click(); else go(-1); },
    o: () => { const link = rows[at()] && rows[at()].querySelector("a"); if (link) link.click(); },
    p: () => {
      const proof = document.getElementById("proof");
      if (proof) { proof.tabIndex = -1; proof.scrollIntoView(); proof.focus(); } else doing.o();
    },
    a: () => decide("a"),
    x: () => decide("x"),
    m: () => decide("m"),
    s: () => decide("s"),
    d: () => decide("d"),
    c: () => decide("c"),
    u: () => decide("u"),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (!doing[event.key]) return;
    event.preventDefault();
    doing[event.key]();
  });
})();
