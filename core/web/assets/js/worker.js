// The service worker from the page's side: it is started, and told to forget at the end.
import { user } from "./session.js";

const LAST = "last-user";
const PAGES = "pages";

/** Takes the pages of the signed-in user off this device; unsent drafts stay. */
export async function forgetPages() {
  if ("caches" in globalThis) await caches.delete(PAGES);
}

/** Has the worker keep a page, for when the line is down. */
export function keepPage(address) {
  navigator.serviceWorker?.controller?.postMessage({ keep: address });
}

async function start() {
  if (user() && localStorage.getItem(LAST) !== user()) {
    await forgetPages();
    localStorage.setItem(LAST, user());
  }
  await navigator.serviceWorker?.register("/sw.js");
}

addEventListener("load", () => start().catch(() => {}));
