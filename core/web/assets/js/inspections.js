// The form of an inspection: rows of the team in place, and the figures as soon as they are needed.
import { startRows } from "./rows.js";

const form = document.querySelector("form[data-inspection]");
if (form) {
  startRows(form, () => {});
  for (const button of form.querySelectorAll("button[data-add]")) button.hidden = false;
  form.addEventListener("change", ({ target }) => {
    if (!target.matches("[data-outcome]") || target.value !== "corrected") return;
    for (const figures of target.closest("li").querySelectorAll(".corrections")) figures.open = true;
  });
  form.addEventListener("click", keepWithinMost);
}

/** A team has an end: what is beyond it would not be kept. */
function keepWithinMost({ target }) {
  const group = target.closest("[data-rows]");
  if (!group) return;
  const rows = group.querySelectorAll(".rows > li").length;
  group.querySelector("button[data-add]").hidden = rows >= Number(group.dataset.most);
}
