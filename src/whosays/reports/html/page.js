// Comforts only: everything on the page can be read and reached without this.
(() => {
  "use strict";
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const folds = all("details[data-fold]");
  const wide = matchMedia("(min-width: 64rem)");
  document.documentElement.classList.add("js");

  // What is open in the page as written, so that nothing is lost without a script, folds up here and opens on paper.
  const inside = (fold) => location.hash.length > 1 && fold.querySelector(`[id="${CSS.escape(location.hash.slice(1))}"]`);
  for (const fold of folds) fold.open = Boolean(inside(fold));
  let before = [];
  addEventListener("beforeprint", () => { before = folds.map((f) => f.open); folds.forEach((f) => { f.open = true; }); });
  addEventListener("afterprint", () => folds.forEach((f, i) => { f.open = before[i] ?? f.open; }));

  const pieces = (ids) => ids.split(" ").filter(Boolean).flatMap((id) => {
    const first = document.getElementById(id);
    return first ? [first, ...all(`[data-of="${CSS.escape(id)}"]`)] : [];
  });
  const only = (name, elements) => {
    all(`.${name}`).forEach((e) => e.classList.remove(name));
    elements.forEach((e) => e.classList.add(name));
  };
  const openTo = (element) => {
    for (let e = element; e; e = e.parentElement) if (e instanceof HTMLDetailsElement) e.open = true;
  };

  // Without a script :target lights the first piece of a mark; here all pieces of all spans of an attribution are lit.
  const follow = () => {
    const id = location.hash.slice(1), target = document.getElementById(id);
    openTo(target);
    if (target?.closest(".text") && !target.classList.contains("lit")) only("lit", pieces(id));
  };
  addEventListener("hashchange", follow);
  follow();
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link) {
      const id = link.getAttribute("href").startsWith("#") && link.getAttribute("href").slice(1);
      if (!id) return;
      const target = document.getElementById(id);
      openTo(target);
      only("lit", target?.closest(".text") ? pieces(link.dataset.marks || id) : []);
      return;
    }
    const mark = event.target.closest(".text [data-card]");
    if (!mark || !wide.matches || !getSelection().isCollapsed) return;
    const card = document.getElementById(mark.dataset.card);
    openTo(card);
    only("lit", [card, ...pieces(mark.id || mark.dataset.of)]);
    card.scrollIntoView({ block: "nearest" });
  });
  for (const card of all(".card")) {
    const near = () => only("near", pieces(card.dataset.marks));
    card.addEventListener("pointerenter", near);
    card.addEventListener("focusin", near);
    card.addEventListener("pointerleave", () => only("near", []));
  }

  for (const note of all(".note")) {
    const button = document.createElement("button");
    const word = "Copy with its source";
    button.type = "button";
    button.textContent = word;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(note.textContent);
      } catch {
        note.parentElement.open = true;
        getSelection().selectAllChildren(note);
        document.execCommand("copy");
      }
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = word; }, 2000);
    });
    note.parentElement.before(button);
  }
})();
