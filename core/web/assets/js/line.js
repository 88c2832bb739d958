// Whether the line carries. A request without an answer for 8 seconds means that it does not.

export const PATIENCE_MS = 8000;
const PROBE_MS = [3000, 5000, 10000, 20000];
const BUSY = new Set([502, 503, 504]);

/** Nobody answered: the line is down, silent, or the program is being started again. */
export class NoAnswer extends Error {}

let down = !navigator.onLine;
let probing = 0;

export const isDown = () => down;

/** Asks, and returns `{status, text, type}`; throws NoAnswer. *patience*: for how long, in ms. */
export async function ask(address, { patience = PATIENCE_MS, ...options } = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  try {
    const answer = await fetch(address, { ...options, signal: stop.signal });
    const text = await answer.text();
    if (BUSY.has(answer.status)) throw new NoAnswer();
    becomes(false);
    return { status: answer.status, text, type: answer.headers.get("Content-Type") ?? "" };
  } catch {
    becomes(true);
    throw new NoAnswer();
  } finally {
    clearTimeout(timer);
  }
}

/** Asks for, or sends, what is answered in JSON: `{status, body}`; body is null for anything else. */
export async function askJson(address, options = {}) {
  const headers = { Accept: "application/json", ...options.headers };
  const { status, text, type } = await ask(address, { ...options, headers });
  return { status, body: type.startsWith("application/json") ? JSON.parse(text) : null };
}

function becomes(now) {
  if (now) probeLater();
  if (now === down) return;
  down = now;
  probing = now ? probing : 0;
  dispatchEvent(new Event(down ? "line-down" : "line-up"));
}

let probe = null;
function probeLater(wait = PROBE_MS[Math.min(probing, PROBE_MS.length - 1)]) {
  clearTimeout(probe);
  probe = setTimeout(() => {
    probing += 1;
    if (down) ask("/phien", { cache: "no-store" }).catch(() => {});
  }, wait);
}

addEventListener("offline", () => becomes(true));
addEventListener("online", () => probeLater(0));
if (down) probeLater();
