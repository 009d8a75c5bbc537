// Comfort only: keys n (next), p (previous), h (next limitation), and the chosen sentence comes into view.
"use strict";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  const link = /^[nph]$/.test(event.key) && document.querySelector(`a[data-key="${event.key}"]`);
  if (link) { event.preventDefault(); link.click(); }
});

const chosen = document.querySelector(".s.chosen");
if (chosen && !location.hash) chosen.scrollIntoView({ block: "center" });
const mark = document.querySelector(".print rect");
const sheet = document.querySelector(".sheet");
if (mark && sheet) {
  const place = mark.getBoundingClientRect().top - sheet.getBoundingClientRect().top;
  sheet.scrollTop = Math.max(0, place - sheet.clientHeight / 3);
}
