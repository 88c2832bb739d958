// The buttons of the form: on to another step, later, and sending, also while the line is down.
import { isDown } from "./line.js";
import { showReview } from "./review.js";
import { t } from "./words.js";

/** Takes the buttons of *form* over; what only the program can answer is sent to it natively. */
export function startSending(form, autosave, steps) {
  let handingOver = false;
  const handOver = async (button) => {
    handingOver = true;
    await autosave.handOver();
    form.requestSubmit(button ?? form.querySelector("[data-default]"));
  };

  async function go(step) {
    const saving = autosave.sendNow();
    if (step !== steps.last && autosave.draft.version) return steps.go(step);
    const state = await busy(document.querySelector("[data-continue]"), saving);
    if (state === "unfinished") return handOver(); // the program says at the fields what is missing
    if (step !== steps.last) return steps.go(step);
    if (isThere(state) && autosave.draft.version) return location.assign(steps.address(step));
    if (!isDown()) return null;
    showReview(form);
    return steps.go(step);
  }

  async function later(button) {
    const state = await busy(button, autosave.sendNow());
    if (isThere(state)) return handOver(button);
    return location.assign(`/v/${form.dataset.hat}/chua-gui`);
  }

  form.addEventListener("submit", (event) => {
    if (handingOver) return;
    event.preventDefault();
    const button = event.submitter ?? form.querySelector("[data-default]");
    if (button.name === "gui") busy(button, autosave.press(button));
    else if (button.value === "sau") later(button);
    else go(button.hasAttribute("data-goto") ? Number(button.value) : steps.next);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-to-step]");
    if (!link) return;
    event.preventDefault();
    steps.go(Number(link.dataset.toStep));
    document.getElementById(decodeURIComponent(link.hash.slice(1)))?.focus();
  });

  form.addEventListener("draft:submitted", ({ detail }) => location.assign(detail.answer.address));
  form.addEventListener("draft:stale", () => handOver());
  for (const state of ["unclear", "unfinished"]) {
    form.addEventListener(`draft:${state}`, ({ detail: { pressed } }) => {
      if (pressed) handOver(document.querySelector("[data-send]"));
    });
  }
  form.addEventListener("step:shown", () => showButtons(steps));
}

const isThere = (state) => [null, "saved", "unclear"].includes(state);

function showButtons(steps) {
  const last = steps.now === steps.last;
  for (const button of document.querySelectorAll("[data-send], [data-later]")) button.hidden = !last;
  for (const button of document.querySelectorAll("[data-continue]")) button.hidden = last;
}

/** Shows that *button* works until *promise* is settled; it keeps its width. */
async function busy(button, promise) {
  if (!button) return promise;
  const label = [...button.childNodes];
  button.style.setProperty("min-width", `${button.offsetWidth}px`);
  button.setAttribute("aria-busy", "true");
  button.replaceChildren(t(button.name === "gui" ? "sending" : "saving"));
  try {
    return await promise;
  } finally {
    button.replaceChildren(...label);
    button.removeAttribute("aria-busy");
    button.style.removeProperty("min-width");
  }
}
