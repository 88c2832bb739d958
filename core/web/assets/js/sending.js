// Sending one draft: the first body of a creation unchanged until it is answered, then what is newer.
import { askJson } from "./line.js";
import { signInAddress, stillMine, takeToken, token } from "./session.js";
import { forget, keep } from "./store.js";

const TURNS = 4; // a new form token, the creation, what was typed meanwhile, and once more

/**
 * Sends *draft* as far as it can be, and returns {state, answer}. The states: `saved`; `submitted`;
 * `session` (sign in again); and those that hold it back until somebody looks at it: `unclear`
 * (saved, but for what was not understood), `unfinished` (nothing saved: something is missing),
 * `stale` (somebody else has changed the same) and `refused`. Throws NoAnswer.
 *
 * The draft leaves the device only when the program has all of it.
 */
export async function send(draft) {
  for (let turn = 0; turn < TURNS; turn += 1) {
    const body = await nextBody(draft);
    const { status, body: answer } = await post(draft, body);
    takeToken(answer?.csrf);
    if (status === 400 && answer?.reason === "form_token" && (await stillMine())) continue;
    if (status === 401 || answer?.reason === "form_token") return { state: "session", answer };
    if (status === 412) return hold(draft, "stale", answer);
    if (status === 422) return hold(draft, "unfinished", answer);
    if (status >= 400 || !answer) return hold(draft, "refused", answer ?? { message: String(status) });
    if (answer.submitted) {
      await forget(draft.id);
      return { state: "submitted", answer };
    }
    if (takeSaved(draft, body, answer)) return saved(draft, body, answer);
    await keep(draft);
  }
  return hold(draft, "refused", { message: "" });
}

async function nextBody(draft) {
  if (draft.version) return { fields: draft.fields, pressed: draft.pressed };
  if (!draft.first) {
    draft.first = { fields: draft.fields, pressed: draft.pressed };
    await keep(draft);
  }
  return draft.first;
}

function post({ address, version }, { fields, pressed }) {
  const body = new URLSearchParams(fields);
  body.set("version", version); // of what was answered last, whatever the form knows of it
  if (pressed) {
    body.set(pressed.name, pressed.value);
    body.set("pressed_at", new Date(pressed.at).toISOString());
  }
  return askJson(address, { method: "POST", body, headers: { "X-CSRFToken": token() } });
}

/** Takes what the program answered over into the draft; returns whether it was the newest. */
function takeSaved(draft, body, answer) {
  const sent = body.fields;
  const isNewest = sent === draft.fields && body.pressed === draft.pressed;
  const known = { version: answer.version, id: answer.id };
  draft.fields = draft.fields.map(([name, value]) => [name, known[name] ?? value]);
  draft.version = answer.version;
  draft.address = answer.address;
  draft.page = answer.address;
  delete draft.first;
  return isNewest;
}

async function saved(draft, body, answer) {
  if (answer.problems?.length) return hold(draft, "unclear", answer);
  draft.held = null;
  await forget(draft.id);
  return { state: "saved", answer };
}

async function hold(draft, state, answer) {
  if (state === "unfinished") delete draft.first; // it made nothing, so it may be made anew
  const message = answer?.message || answer?.problems?.[0]?.message || "";
  const { pressed } = draft;
  draft.held = { state, message };
  draft.pressed = null;
  await keep(draft);
  return { state, answer: answer ?? {}, pressed };
}
