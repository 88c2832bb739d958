// Keeps the frame, the list of unsent drafts and the last opened forms on the device, so that typing
// goes on while the line is down. Never lists, never figures: what is seen of those is always fresh.

const FRAME = `frame ${SHELL.join(" ")}`;
const PAGES = "pages";
const MOST = 4;
const PATIENCE_MS = 8000;
const UNSENT = /^(\/v\/[^/]+)\/chua-gui$/;
const FORM = /^(\/v\/[^/]+)\/dang-ky\/(moi|[^/]+\/(buoc\/\d+|xem-lai))$/;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(FRAME).then((cache) => cache.addAll(SHELL)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOldFrames().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith("/static/")) event.respondWith(fromFrame(request));
  else if (request.mode === "navigate") event.respondWith(freshPage(request, pathname));
});

// A form that has got an address of its own since it was opened.
self.addEventListener("message", (event) => {
  const request = new Request(event.data.keep);
  const [, hat] = FORM.exec(new URL(request.url).pathname) ?? [];
  if (hat) event.waitUntil(fetch(request).then((answer) => answer.ok && keep(request, answer, hat)));
});

/** Pages that were kept go with the frame they were made for; without it they would be bare. */
async function dropOldFrames() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== FRAME).map((name) => caches.delete(name)));
}

async function fromFrame(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

async function freshPage(request, pathname) {
  const [, hat] = UNSENT.exec(pathname) ?? FORM.exec(pathname) ?? [];
  try {
    const answer = await patiently(request, hat !== undefined);
    if (hat && answer.ok && !answer.redirected) await keep(request, answer.clone(), hat);
    return answer;
  } catch (error) {
    const kept = (hat && (await find(request.url))) ?? (await unsentPage(pathname));
    if (kept) return kept;
    throw error;
  }
}

/** Only where there is something kept to show instead is a silent line given up. */
function patiently(request, isKept) {
  if (!isKept) return fetch(request);
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
  return fetch(request, { signal: stop.signal }).finally(() => clearTimeout(timer));
}

/** The steps of a form are one page: its script shows the step that the address names. */
const nameOf = (address) => address.replace(/#.*/, "").replace(/\/(buoc\/\d+|xem-lai)$/, "/buoc/1");

async function keep(request, answer, hat) {
  const cache = await caches.open(PAGES);
  await cache.delete(nameOf(request.url));
  await cache.put(nameOf(request.url), answer);
  const forms = (await cache.keys()).filter(({ url }) => !UNSENT.test(new URL(url).pathname));
  await Promise.all(forms.slice(0, -MOST).map((old) => cache.delete(old)));
  const unsent = `${hat}/chua-gui`;
  if (!(await cache.match(unsent, { ignoreVary: true }))) await cache.add(unsent).catch(() => {});
}

async function find(address) {
  return (await caches.open(PAGES)).match(nameOf(address), { ignoreVary: true });
}

async function unsentPage(pathname) {
  const cache = await caches.open(PAGES);
  const [hat] = /^\/v\/[^/]+/.exec(pathname) ?? [];
  const all = (await cache.keys()).filter(({ url }) => UNSENT.test(new URL(url).pathname));
  const mine = all.find(({ url }) => hat && new URL(url).pathname.startsWith(`${hat}/`)) ?? all.at(-1);
  return mine && cache.match(mine, { ignoreVary: true });
}
