// Comfort only: every page works without this file.
"use strict";

// "/" leads to the search field, as people know it from elsewhere.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const field = document.querySelector("main input[type=search], #quick");
    if (field) { event.preventDefault(); field.focus(); }
  }
});

// A form marked data-auto is sent when a choice in it changes; its button stays for those without scripts. What is typed
// is sent by Enter: leaving a field should not load a page. The field chosen last has the focus again afterwards.
for (const form of document.querySelectorAll("form[data-auto]")) {
  form.addEventListener("change", (event) => {
    if (!event.target.matches("input[type=checkbox], input[type=radio], select")) return;
    sessionStorage.setItem("chosen", JSON.stringify([event.target.name, event.target.value, window.scrollY]));
    form.requestSubmit();
  });
  const [name, value, top] = JSON.parse(sessionStorage.getItem("chosen") || "[]");
  sessionStorage.removeItem("chosen");
  const again = name && [...form.elements].find((one) => one.name === name && (one.value === value || one.matches("select")));
  if (again) { again.focus({ preventScroll: true }); window.scrollTo(0, top); }
}

// Fields left empty need not stand in an address that is sent to a colleague.
for (const form of document.querySelectorAll("form[method=get]")) {
  form.addEventListener("formdata", (event) => {
    const sent = [...event.formData];
    for (const [name] of sent) event.formData.delete(name); // takes every value of the name, so the others come back
    for (const [name, value] of sent) if (value !== "") event.formData.append(name, value);
  });
}

// A menu closes when what is outside is chosen, and by Escape.
const menus = document.querySelectorAll("details.menu");
document.addEventListener("click", (event) => {
  for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus) if (menu.open) { menu.open = false; menu.querySelector("summary").focus(); }
});

// On a narrow screen the filters would push the results away.
if (window.matchMedia("(max-width: 55.99rem)").matches) {
  for (const part of document.querySelectorAll("details[data-wide]")) part.open = false;
}

// "j" and "k" go from result to result.
document.addEventListener("keydown", (event) => {
  if (!["j", "k"].includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const links = [...document.querySelectorAll(".hit a.to")];
  const at = links.indexOf(document.activeElement);
  const next = links[event.key === "j" ? at + 1 : Math.max(at - 1, 0)];
  if (next) { next.focus(); next.closest(".hit").scrollIntoView({ block: "nearest" }); }
});
