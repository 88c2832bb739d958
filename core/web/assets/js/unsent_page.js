// The page of unsent drafts: what waits on this device, why, and a way to go on with each.
import { isDown } from "./line.js";
import { icon } from "./notice.js";
import { sendWaiting } from "./outbox.js";
import { clock, user } from "./session.js";
import { draftsOf, forget, onChange } from "./store.js";
import { t } from "./words.js";

const part = (name) => document.querySelector(`[data-${name}]`);

async function show() {
  const drafts = await draftsOf(user());
  part("unsent-list").hidden = drafts.length === 0;
  part("unsent-empty").hidden = drafts.length > 0;
  part("unsent-number").replaceChildren(icon("cloud"), t("unsent_draft.number", { count: drafts.length }));
  part("unsent-rows").replaceChildren(...drafts.map(row));
  part("offline-page").hidden = !isDown();
}

function row(draft) {
  const title = draft.title || t("unsent_draft.untitled");
  const link = Object.assign(document.createElement("a"), { href: addressOf(draft), className: "draft-title", textContent: title });
  const hint = Object.assign(document.createElement("span"), { className: "small muted", textContent: state(draft) });
  const text = document.createElement("span");
  text.className = "g";
  text.append(link, document.createElement("br"), hint);
  const item = document.createElement("li");
  item.append(icon(draft.pressed ? "clock" : draft.held ? "alert" : "cloud"), text, discard(draft, title));
  return item;
}

const addressOf = ({ page, id }) => `${page}#nhap=${encodeURIComponent(id)}`;

function state(draft) {
  if (draft.held) return t(`unsent_draft.${draft.held.state}`, { message: draft.held.message });
  if (draft.pressed) return t("unsent_draft.pressed", { time: when(draft.pressed.at) });
  return t("unsent_draft.typed", { time: when(draft.changedAt) });
}

function when(time) {
  const day = new Intl.DateTimeFormat("vi-VN", { day: "numeric", month: "numeric", timeZone: "Asia/Ho_Chi_Minh" });
  return `${day.format(time)}, ${clock(time)}`;
}

function discard(draft, title) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "icon-btn" });
  button.setAttribute("aria-label", t("unsent_draft.discard_named", { title }));
  button.append(icon("trash"));
  button.addEventListener("click", () => {
    if (confirm(t("unsent_draft.discard_question", { title }))) forget(draft.id);
  });
  return button;
}

async function sendAgain({ currentTarget: button }) {
  button.setAttribute("aria-busy", "true");
  const count = await sendWaiting({ all: true });
  const left = (await draftsOf(user())).length;
  part("sent-again").textContent = t("unsent_draft.tried", { count, left });
  button.removeAttribute("aria-busy");
}

/** Makes the page live. */
export function startUnsentPage() {
  part("send-again").addEventListener("click", sendAgain);
  onChange(show);
  addEventListener("line-up", show);
  addEventListener("line-down", show);
  show();
}
