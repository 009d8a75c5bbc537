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

// A form marked data-auto is sent when a choice in it changes; its button stays for those without scripts.
for (const form of document.querySelectorAll("form[data-auto]")) {
  form.addEventListener("change", () => form.requestSubmit());
}
