// Photos and files kept on this device until the program has them: a photo taken for the page lies
// nowhere else. A database of its own, so that drafts never wait for a newer form of it.
//
// A file is {id, user, address, name, blob, sha256, caption, period, position, at, held}; `held` is why
// the program did not take it, where that is no fault of the file's: it is kept until its user says.
import { openDB } from "idb";

const FILES = "files";
let database = null;

function open() {
  database ??= openDB("chungsuc-evidence", 1, {
    upgrade: (db) => db.createObjectStore(FILES, { keyPath: "id" }),
  });
  return database;
}

export const keepFile = async (file) => (await open()).put(FILES, file);

/** Keeps *file* with why it was not taken; it is not sent by itself any more. */
export const holdFile = (file, message) => keepFile({ ...file, held: message });

export const forgetFile = async (id) => (await open()).delete(FILES, id);

/** The files of *user*, the oldest first. */
export async function waitingFiles(user) {
  const found = await (await open()).getAll(FILES);
  return found.filter((each) => each.user === user).sort((a, b) => a.at - b.at);
}
