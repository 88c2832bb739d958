// Sends what waits on this device, the oldest first, from whatever page is open when the line is back.
import { isDown } from "./line.js";
import { send } from "./sending.js";
import { user } from "./session.js";
import { draftsOf, find } from "./store.js";

/** Held by the window that has the draft's form open; that window sends it itself. */
export const formLock = (id) => `form ${id}`;

/** Sends the drafts of who is signed in, with *all* those held back as well; returns how many went. */
export async function sendWaiting({ all = false } = {}) {
  if (!user() || isDown()) return 0;
  return navigator.locks.request("outbox", { ifAvailable: true }, async (lock) => {
    if (!lock) return 0;
    let taken = 0;
    for (const { id, held } of await draftsOf(user())) {
      if (held && !(all && held.state === "refused")) continue;
      const state = await sendClosed(id);
      if (state === "session") break;
      if (state === "saved" || state === "submitted") taken += 1;
    }
    return taken;
  }).catch(() => 0);
}

function sendClosed(id) {
  return navigator.locks.request(formLock(id), { ifAvailable: true }, async (lock) => {
    const draft = lock && (await find(id));
    if (!draft) return "open";
    return (await send(draft)).state;
  });
}
