// Sending one file in pieces: what has arrived stays, and a line that breaks costs one piece.
import { askJson, isDown, NoAnswer } from "./line.js";
import { stillMine, token } from "./session.js";

const PATIENCE_MS = 60_000; // a piece over the weakest line that still is one
const AGAIN_MS = 3000;
const MOST_BEGUN = 3;

/**
 * The program does not take it; `message` says why. `final`: it looked at the file and never will;
 * else something about its record is in the way, which may pass.
 */
export class Refused extends Error {
  constructor(message, final) {
    super(message);
    this.final = final;
  }
}

/** What was begun has expired meanwhile: it is begun again. */
class Lost extends Error {}

/** Somebody has to sign in first. */
export class SignedOut extends Error {}

/**
 * Sends *file*, however often the line breaks; *told* hears of `sending`, `waiting` and `checking`,
 * each with the share that has arrived. Throws Refused and SignedOut.
 */
export async function sendFile(file, told) {
  for (let tries = 0; tries < MOST_BEGUN; tries += 1) {
    try {
      return await sendPieces(file, told);
    } catch (error) {
      if (!(error instanceof Lost)) throw error;
    }
  }
  throw new Refused("404", false);
}

async function sendPieces(file, told) {
  const begun = await lasting(() => post(`${file.address}/khai`, declared(file)), () => told("waiting", 0));
  const address = `${file.address}/${begun.id}`;
  let arrived = begun.pieces - begun.missing.length;
  const share = () => Math.round((100 * arrived) / begun.pieces);
  for (const number of begun.missing) {
    told("sending", share());
    const from = number * begun.piece_size;
    const piece = file.blob.slice(from, from + begun.piece_size, "application/octet-stream");
    await lasting(() => post(`${address}/phan/${number}`, piece), () => told("waiting", share()));
    arrived += 1;
  }
  told("checking", 100);
  await lasting(() => post(`${address}/xong`, new URLSearchParams()), () => told("waiting", 100));
}

function declared(file) {
  return new URLSearchParams({
    name: file.name, size: file.blob.size, sha256: file.sha256, "chu-thich": file.caption,
    ky: file.period, "vi-tri": file.position ? "1" : "",
  });
}

/** Asks until there is an answer; *waits* is called each time there was none. */
async function lasting(ask, waits) {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      waits();
      await line();
    }
  }
}

/** Resolves when the line may carry again. */
function line() {
  return new Promise((resolve) => {
    if (!isDown()) setTimeout(resolve, AGAIN_MS);
    else addEventListener("line-up", resolve, { once: true });
  });
}

async function post(address, body, again = true) {
  const options = { method: "POST", body, headers: { "X-CSRFToken": token() }, patience: PATIENCE_MS };
  const { status, body: answer } = await askJson(address, options);
  if (status < 300 && answer) return answer;
  if (status === 401 || answer?.reason === "form_token") {
    if (again && (await stillMine())) return post(address, body, false);
    throw new SignedOut();
  }
  if (status === 429 || status >= 500) throw new NoAnswer();
  if (status === 404 || answer?.reason === "pieces_missing") throw new Lost();
  throw new Refused(answer?.message || String(status), status === 422);
}
