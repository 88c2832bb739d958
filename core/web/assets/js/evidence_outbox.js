// Photos and files left on this device are sent from whatever page is opened next, once each.
import { Refused, sendFile, SignedOut } from "./evidence_sending.js";
import { forgetFile, holdFile, waitingFiles } from "./evidence_store.js";
import { showNotice } from "./notice.js";
import { user } from "./session.js";

const QUIET_MS = 1500; // the page comes first

/** Runs *act* unless another window is sending the same file; returns whether it ran. */
export function sendingOnce(file, act) {
  if (!navigator.locks) return act().then(() => true);
  return navigator.locks.request(`minh-chung ${file.id}`, { ifAvailable: true }, async (lock) => {
    if (lock) await act();
    return Boolean(lock);
  });
}

/** Sends what waits for other pages; what is refused stays, to be told of on its own page. */
async function sendWaitingFiles() {
  const here = document.querySelector("[data-evidence-form]")?.getAttribute("action");
  const waiting = (await waitingFiles(user())).filter((file) => !file.held);
  const files = waiting.filter((file) => file.address !== here);
  let sent = 0;
  for (const file of files) {
    try {
      await sendingOnce(file, async () => {
        await sendFile(file, () => {});
        await forgetFile(file.id);
        sent += 1;
      });
    } catch (error) {
      if (error instanceof SignedOut) break;
      if (!(error instanceof Refused)) throw error;
      await holdFile(file, error.message).catch(() => {});
    }
  }
  if (sent) showNotice("met", "evidence_sent", { params: { count: sent } });
}

if (user() && globalThis.indexedDB) setTimeout(() => sendWaitingFiles().catch(() => {}), QUIET_MS);
