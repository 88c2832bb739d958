// The count of what is not yet sent: on the cloud of the header, and before signing in.
import { showNotice } from "./notice.js";
import { sendWaiting } from "./outbox.js";
import { user } from "./session.js";
import { draftsOf, everyDraft, onChange } from "./store.js";
import { t } from "./words.js";

const QUIET_MS = 1500; // the page comes first

async function show() {
  const count = (user() ? await draftsOf(user()) : await everyDraft()).length;
  for (const part of document.querySelectorAll("[data-unsent], [data-unsent-here]")) {
    part.hidden = count === 0;
    const number = part.querySelector("[data-unsent-count]");
    const text = part.querySelector("[data-unsent-text]");
    if (number) number.textContent = count;
    if (text) text.textContent = t("unsent", { count: String(count).padStart(2, "0") });
  }
}

async function sendAfterAll() {
  const count = await sendWaiting();
  if (count) showNotice("met", "online", { params: { count } });
}

onChange(show);
addEventListener("line-up", () => setTimeout(sendAfterAll, QUIET_MS));
setTimeout(sendWaiting, QUIET_MS);
show();
