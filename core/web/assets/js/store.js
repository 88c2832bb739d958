// The drafts kept on this device: what has been typed and the program does not have yet.
//
// A draft is {id, user, page, address, title, fields, version, first, pressed, held, handed,
// changedAt}: `page` opens its form, `address` takes it, `fields` are [name, value] pairs, `first`
// is the body of a creation nobody has answered yet, `pressed` how and when sending was asked for,
// `held` why it is not sent by itself, `handed` that the browser was left to send it.
import { openDB } from "idb";

const NAME = "chungsuc";
const DRAFTS = "drafts";
const channel = new BroadcastChannel("chungsuc-drafts");
let database = null;

function open() {
  database ??= openDB(NAME, 1, {
    upgrade: (db) => db.createObjectStore(DRAFTS, { keyPath: "id" }),
  });
  return database;
}

export async function keep(draft) {
  await (await open()).put(DRAFTS, draft);
  tell();
}

export async function forget(id) {
  await (await open()).delete(DRAFTS, id);
  tell();
}

export const find = async (id) => (await open()).get(DRAFTS, id);

/** All drafts of everybody, the oldest first. */
export async function everyDraft() {
  const found = await (await open()).getAll(DRAFTS);
  return found.sort((a, b) => a.changedAt - b.changedAt);
}

export const draftsOf = async (user) => (await everyDraft()).filter((each) => each.user === user);

/** Calls back after each change, of other windows as well. */
export function onChange(callback) {
  channel.addEventListener("message", callback);
  addEventListener("drafts-changed", callback);
}

function tell() {
  channel.postMessage("changed");
  dispatchEvent(new Event("drafts-changed"));
}
