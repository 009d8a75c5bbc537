// Comfort only: single keys choose labels, selected words become the statement's boundaries.
"use strict";

const labels = document.getElementById("labels");
for (const hint of document.querySelectorAll("[data-comfort]")) hint.hidden = false;

// Single keys can be switched off: speech input and some hands press them by chance.
const keys = document.getElementById("keys");
const KEPT = "cchc-keys";
if (keys) {
  keys.checked = localStorage.getItem(KEPT) !== "off";
  keys.addEventListener("change", () => localStorage.setItem(KEPT, keys.checked ? "on" : "off"));
}

const isTyping = (target) => target.closest("select, textarea, [contenteditable]")
  || (target.matches("input") && !["radio", "checkbox"].includes(target.type));

document.addEventListener("keydown", (event) => {
  if (!keys?.checked || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key === "Enter") {
    if (labels && !event.target.closest("a, button, summary")) { event.preventDefault(); labels.requestSubmit(labels.querySelector("[value=save]")); }
    return;
  }
  const found = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!found) return;
  event.preventDefault();
  found.click();
  if (found.matches("input")) found.focus();
});

// One form is sent once.
labels?.addEventListener("submit", () => setTimeout(() => {
  for (const button of labels.querySelectorAll("button")) button.disabled = true;
}));
window.addEventListener("pageshow", () => {
  for (const button of labels?.querySelectorAll("button") ?? []) button.disabled = false;
});

const around = document.querySelector("[data-around]");
const first = document.getElementById("first");
const last = document.getElementById("last");
if (around && first && last) {
  const words = [...around.querySelectorAll("span")];
  const start = (word) => Number(word.dataset.s);
  const end = (word) => Number(word.dataset.e);

  // The words between the chosen places stand in the mark.
  const show = () => {
    const inside = words.filter((word) => start(word) >= Number(first.value) && end(word) <= Number(last.value));
    if (!inside.length) return;
    const mark = around.querySelector("mark");
    mark.replaceWith(...mark.childNodes);
    const range = document.createRange();
    range.setStartBefore(inside[0]);
    range.setEndAfter(inside.at(-1));
    const fresh = document.createElement("mark");
    fresh.append(range.extractContents());
    range.insertNode(fresh);
  };
  const has = (field, value) => [...field.options].some((option) => Number(option.value) === value);
  const take = () => {
    const chosen = document.getSelection();
    if (!chosen || chosen.isCollapsed || !around.contains(chosen.anchorNode) || !around.contains(chosen.focusNode)) return;
    const held = words.filter((word) => chosen.containsNode(word, true));
    if (!held.length || !has(first, start(held[0])) || !has(last, end(held.at(-1)))) return;
    first.value = start(held[0]);
    last.value = end(held.at(-1));
    first.closest("details").open = true;
    chosen.removeAllRanges();
    show();
  };

  around.addEventListener("mouseup", take);
  first.addEventListener("change", show);
  last.addEventListener("change", show);
  if (Number(first.value) !== start(around.querySelector("mark span")) || Number(last.value) !== end([...around.querySelectorAll("mark span")].at(-1))) show();
}
