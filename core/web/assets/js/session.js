// Who is signed in, the form token, and the line that says when the session will end.
import { askJson } from "./line.js";
import { t } from "./words.js";

const WARNING_MS = 5 * 60 * 1000;
const SETTLED_MS = 10_000; // most pages have been left by then, and nothing was asked for

const meta = (name) => document.querySelector(`meta[name="${name}"]`);

/** The id of who the page was made for; "" for nobody. */
export const user = () => meta("user")?.content ?? "";

export const token = () => meta("csrf-token")?.content ?? "";

/** Takes the newest form token, for this page's forms as well. */
export function takeToken(value) {
  if (!value) return;
  if (meta("csrf-token")) meta("csrf-token").content = value;
  for (const field of document.querySelectorAll('input[name="csrf_token"]')) field.value = value;
}

/** Asks who is signed in now, and takes the form token if it is who this page was made for. */
export async function stillMine() {
  const { body } = await askJson("/phien", { cache: "no-store" });
  const mine = Boolean(body?.signed_in) && body.user.id === user();
  if (mine) takeToken(body.csrf);
  return mine ? body : null;
}

/** Where to sign in again so as to come back here. */
export const signInAddress = () =>
  `/dang-nhap?tiep=${encodeURIComponent(location.pathname + location.search)}`;

export const clock = (time) =>
  new Intl.DateTimeFormat("vi-VN", {
    hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh",
  }).format(new Date(time));

async function watchEnd(line) {
  const state = await stillMine().catch(() => null);
  if (!state?.ends_at) return;
  const wait = new Date(state.ends_at) - Date.now() - WARNING_MS;
  if (wait < 2 ** 31) setTimeout(() => warn(line, state.ends_at), Math.max(wait, 0));
}

function warn(line, endsAt) {
  const goOn = document.createElement("button");
  goOn.type = "button";
  goOn.className = "btn btn-quiet btn-sm";
  goOn.textContent = t("session_go_on");
  goOn.addEventListener("click", () => {
    line.hidden = true;
    watchEnd(line);
  });
  line.replaceChildren(`${t("session_ends", { time: clock(endsAt) })} `, goOn);
  line.hidden = false;
}

const line = document.querySelector("[data-session-end]");
if (line && user()) setTimeout(() => watchEnd(line), SETTLED_MS);
