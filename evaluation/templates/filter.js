"use strict";
(() => {
  const form = document.getElementById("filters");
  if (!form) return;
  const cards = [...document.querySelectorAll("[data-error]")];
  const shown = document.getElementById("shown");
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();
  const texts = cards.map((card) => fold(card.textContent));
  const has = (card, key, value) => !value || (card.dataset[key] || "").split(" ").includes(value);
  const apply = () => {
    const chosen = Object.fromEntries(new FormData(form));
    const text = fold(chosen.text || "");
    let count = 0;
    cards.forEach((card, index) => {
      const fits = (!chosen.report || card.dataset.report === chosen.report) && has(card, "kinds", chosen.kind) &&
        has(card, "area", chosen.area) && has(card, "stance", chosen.stance) && texts[index].includes(text);
      card.hidden = !fits;
      count += fits ? 1 : 0;
    });
    shown.textContent = count;
  };
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
})();
