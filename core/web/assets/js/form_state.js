// What the form says of itself: saved, kept on this device, the line down, the session over.
import { isDown } from "./line.js";
import { clearNotice, icon, showNotice } from "./notice.js";
import { clock, signInAddress, takeToken } from "./session.js";
import { stepless } from "./steps.js";
import { keepPage } from "./worker.js";
import { t } from "./words.js";

/** Follows the events of *form* on its bottom line, in the notice on top and in the verdict. */
export function showState(form, autosave, steps) {
  const line = document.querySelector("[data-saved]");
  const say = (name, picture, params) => {
    line.replaceChildren(icon(picture), Object.assign(document.createElement("span"), { textContent: t(name, params) }));
  };
  const kept = () => say("kept", "off", { time: clock(autosave.draft.changedAt || Date.now()) });
  const on = (name, act) => form.addEventListener(`draft:${name}`, ({ detail }) => act(detail));

  on("saving", () => say("saving", "cloud"));
  const taken = (name) => ({ answer }) => {
    say(name, "check", { time: answer.saved_at, count: answer.problems.length });
    takeAnswer(form, answer);
    steps.settle();
  };
  on("saved", taken("saved"));
  on("unclear", taken("saved_partly"));
  on("unfinished", kept);
  on("kept", () => (isDown() || autosave.waitsForButton) && kept());
  on("not_kept", () => say("not_kept", "alert"));
  on("restored", () => say("restored", "check", { time: clock(autosave.draft.changedAt) }));
  on("waiting", () => {
    kept();
    lineDown(autosave);
  });
  on("session", () => {
    kept();
    showNotice("short", "session_over", { action: "sign_in", address: signInAddress() });
  });
  on("refused", ({ answer }) => {
    kept();
    showNotice("err", "refused", { params: { message: answer.message ?? "" } });
  });
  addEventListener("line-down", () => lineDown(autosave));
  addEventListener("line-up", async () => {
    clearNotice();
    await autosave.sendNow();
  });
  if (isDown()) lineDown(autosave);
}

function lineDown({ draft }) {
  if (draft?.pressed) showNotice("off", "waiting", { params: { time: clock(draft.pressed.at) } });
  else showNotice("off", "offline");
}

function takeAnswer(form, answer) {
  takeToken(answer.csrf);
  const set = (name, value) => {
    const field = form.elements.namedItem(name);
    if (field && value !== undefined) field.value = value;
  };
  set("version", answer.version);
  set("id", answer.id);
  if (stepless(form.getAttribute("action")) !== stepless(answer.address)) keepPage(answer.address);
  form.setAttribute("action", answer.address);
  const verdict = document.getElementById("verdict");
  if (verdict && answer.verdict_html !== undefined && !verdict.contains(document.activeElement)) {
    verdict.innerHTML = answer.verdict_html;
  }
  showTotal(answer.funding_total);
}

function showTotal(total) {
  const line = document.getElementById("funding-total");
  if (!line || !total) return;
  line.hidden = !total.count;
  line.firstElementChild.textContent = t("total", { count: total.count });
  line.lastElementChild.textContent = total.text;
}
