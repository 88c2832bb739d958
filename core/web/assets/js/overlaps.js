// What follows from a conclusion about an overlap: only of the one that is chosen.
const form = document.querySelector("form[data-conclusion]");
if (form) {
  form.addEventListener("change", show);
  show();
}

function show() {
  const verdict = form.querySelector("[name=ket-luan]:checked")?.value;
  if (!verdict) return;
  const counts = form.querySelector(`[data-lead="${verdict}"]`)?.value ?? "";
  for (const panel of document.querySelectorAll("[data-effect]")) {
    panel.hidden = panel.dataset.effect !== counts;
    const heading = panel.querySelector("h2");
    heading.textContent = heading.dataset[verdict] ?? heading.textContent;
  }
}
