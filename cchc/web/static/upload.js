// Comfort only: choosing by drop, telling too large a choice before it is sent, progress without loading the page anew.
"use strict";

const form = document.querySelector("form.upload");
if (form) {
  const field = form.querySelector("input[type=file]");
  const told = document.getElementById("chosen");
  const drop = form.querySelector(".drop");
  const MB = 1e6;

  const fault = (files, bytes) => {
    if (files.length > Number(form.dataset.most)) return form.dataset.tooMany;
    if (bytes > Number(form.dataset.requestMb) * MB) return form.dataset.tooLarge;
    return "";
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
    told.textContent = [files.length ? count : "", wrong, large.length ? `${form.dataset.large} ${large.join(", ")}` : ""].join(" ").trim();
  };

  form.querySelector(".drop-hint").hidden = false;
  field.addEventListener("change", tell);
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    field.files = event.dataTransfer.files;
    tell();
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
