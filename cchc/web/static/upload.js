// Comfort only: choosing by drop, telling too large a choice before it is sent, progress without loading the page anew.
"use strict";

const form = document.querySelector("form.upload");
if (form) {
  const field = form.querySelector("input[type=file]");
  const told = document.getElementById("chosen");
  const drop = form.querySelector(".drop");
  const folder = document.getElementById("folder");
  const MB = 1e6;
  let skipped = 0;

  const fault = (files, bytes) => {
    if (files.length > Number(form.dataset.most)) return form.dataset.tooMany;
    if (bytes > Number(form.dataset.requestMb) * MB) return form.dataset.tooLarge;
    return "";
  };
  // Of a folder only what can be read is taken; "~$…" are the marks of files that Word has open.
  const readable = (file) => !/^(~\$|\.)/.test(file.name) && field.accept.split(",").some((end) => file.name.toLowerCase().endsWith(end));
  const take = (files) => {
    const held = new DataTransfer();
    for (const file of files.filter(readable)) held.items.add(file);
    skipped = files.length - held.files.length;
    field.files = held.files;
    tell();
  };
  const within = async (entry) => {
    if (entry.isFile) return [await new Promise((done, failed) => entry.file(done, failed))];
    const reader = entry.createReader();
    const found = [];
    for (;;) { // a folder is read a hundred entries at a time
      const some = await new Promise((done, failed) => reader.readEntries(done, failed));
      if (!some.length) return found;
      for (const one of some) found.push(...await within(one));
    }
  };
  const tell = () => {
    const files = [...field.files];
    const bytes = files.reduce((sum, file) => sum + file.size, 0);
    const large = files.filter((file) => file.size > Number(form.dataset.fileMb) * MB).map((file) => file.name);
    const wrong = fault(files, bytes);
    const mb = (bytes / MB).toFixed(1).replace(".", document.documentElement.lang === "vi" ? "," : ".");
    const count = form.dataset.told.replace("{n}", files.length).replace("{mb}", mb);
    field.setCustomValidity(wrong);
    told.className = wrong ? "fault" : large.length ? "warn" : "";
    told.textContent = [files.length ? count : "", skipped ? form.dataset.skipped.replace("{n}", skipped) : "", wrong, large.length ? `${form.dataset.large} ${large.join(", ")}` : ""].join(" ").trim();
  };

  for (const part of form.querySelectorAll("[data-comfort]")) part.hidden = false;
  field.addEventListener("change", () => { skipped = 0; tell(); });
  folder.addEventListener("change", () => { if (folder.files.length) take([...folder.files]); });
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    if (!entries.some((entry) => entry.isDirectory)) { skipped = 0; field.files = event.dataTransfer.files; tell(); return; }
    take((await Promise.all(entries.map(within))).flat());
  });
  form.addEventListener("submit", () => {
    told.textContent = form.dataset.sending;
    form.querySelector("button[type=submit]").disabled = true;
  });
  // Coming back to a page that the browser kept.
  window.addEventListener("pageshow", () => { form.querySelector("button[type=submit]").disabled = false; tell(); });
}

const renew = async () => {
  const shown = document.getElementById("progress");
  if (!shown || !("running" in shown.dataset)) return;
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    const found = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("progress");
    // Where nothing changed nothing is replaced: the reader's place and selection stay.
    if (found && found.innerHTML !== shown.innerHTML) shown.replaceWith(document.adoptNode(found));
  } catch { /* the server is away for a moment */ }
  setTimeout(renew, 1500);
};
setTimeout(renew, 1000);
