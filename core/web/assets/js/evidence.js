// Evidence on a registration's page: shrunk here, kept here until it has arrived, sent in pieces.
// Without scripts, or where the browser makes no digests, the form sends one file whole.
import { digestOf, shrunk } from "./evidence_shrinking.js";
import { sendingOnce } from "./evidence_outbox.js";
import { Refused, sendFile, SignedOut } from "./evidence_sending.js";
import { forgetFile, holdFile, keepFile, waitingFiles } from "./evidence_store.js";
import { ask } from "./line.js";
import { signInAddress, user } from "./session.js";
import { t } from "./words.js";

const MEGABYTE = 1024 * 1024;
const sending = document.querySelector("[data-evidence-sending]");
const said = document.querySelector("[data-evidence-said]");
const form = () => document.querySelector("[data-evidence-form]");

/** Takes the form over, if there is one, and goes on with what an earlier visit has left. */
export async function startEvidence() {
  if (!globalThis.crypto?.subtle) return;
  if (form()) prepare();
  document.addEventListener("submit", (event) => {
    if (event.target !== form()) return;
    event.preventDefault();
    take(form());
  });
  const here = document.querySelector("[data-evidence]").dataset.evidence;
  const left = (await waitingFiles(user()).catch(() => [])).filter((file) => file.address === here);
  for (const file of left) if (file.held) new Line(file.name).hold(file, file.held);
  for (const file of left) {
    if (!file.held) await sendingOnce(file, () => send(file, new Line(file.name)));
  }
}

/** Makes big buttons of the ways to choose, and tells what was chosen. */
function prepare() {
  form().dataset.live = "";
  form().querySelector("[name=tep]").multiple = true;
  document.addEventListener("change", (event) => {
    if (event.target.type === "file" && form()?.contains(event.target)) showChosen();
  });
}

const inputs = () => [...form().querySelectorAll("input[type=file]")];
const chosenFiles = () => inputs().flatMap((input) => [...input.files]);

function showChosen() {
  const names = chosenFiles().map((file) => file.name).join(", ");
  const line = document.querySelector("[data-evidence-chosen]");
  line.textContent = names && t("evidence.chosen", { names });
  line.hidden = !names;
  if (names) say(line.textContent);
}

/** Sends what is chosen, one file after the other. */
async function take(from) {
  const chosen = chosenFiles();
  if (chosen.length === 0) return say(t("evidence.none"), inputs()[0]);
  const field = (name) => from.elements.namedItem(name);
  const about = {
    user: user(), address: from.getAttribute("action"), caption: field("chu-thich").value.trim(),
    period: field("ky")?.value ?? "", position: field("vi-tri").checked,
  };
  const largest = Number(from.dataset.largest);
  from.reset();
  showChosen();
  const prepared = [];
  for (const file of chosen) prepared.push(await kept(file, about, largest)); // all are safe first
  for (const [file, line] of prepared) {
    if (file) await sendingOnce(file, () => send(file, line));
  }
  return null;
}

/** Shrinks a file and keeps it on the device; returns it, or null, and the line that tells of it. */
async function kept(chosen, about, largest) {
  const line = new Line(chosen.name);
  line.show("preparing");
  const blob = about.position ? chosen : await shrunk(chosen);
  if (blob.size === 0 || blob.size > largest * MEGABYTE) {
    const message = t(blob.size ? "evidence.too_large" : "evidence.empty", { most: largest });
    line.refuse(message);
    return [null, line];
  }
  const sha256 = await digestOf(blob);
  const file = { ...about, id: crypto.randomUUID(), name: chosen.name, blob, sha256, at: Date.now() };
  await keepFile(file).catch(() => {}); // a full device: it is sent all the same
  return [file, line];
}

async function send(file, line) {
  try {
    await sendFile(file, (state, share) => line.show(state, share));
    await forgetFile(file.id);
    line.remove();
    await showAnew();
    say(t("evidence.done", { name: file.name }));
  } catch (error) {
    if (error instanceof SignedOut) return line.askToSignIn();
    if (!(error instanceof Refused)) throw error;
    if (error.final) {
      await forgetFile(file.id);
      return line.refuse(error.message);
    }
    await holdFile(file, error.message).catch(() => {}); // it may lie nowhere else
    line.hold(file, error.message);
  }
  return null;
}

/** Puts the section as it is now in the place of what was shown, but for a form being filled in. */
async function showAnew() {
  const { text } = await ask(location.pathname + location.search).catch(() => ({ text: "" }));
  const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-evidence]");
  const shown = document.querySelector("[data-evidence]");
  if (!fresh || !shown) return;
  const mine = form();
  if (mine) fresh.querySelector("[data-evidence-form]")?.replaceWith(mine);
  shown.replaceWith(fresh);
}

function say(text, focus = null) {
  said.textContent = text;
  focus?.focus();
}

/** What is told of one file on its way: a sentence and how far it is. */
class Line {
  #name;
  #text = document.createElement("p");
  #bar = Object.assign(document.createElement("progress"), { max: 100, value: 0 });
  #box = Object.assign(document.createElement("div"), { className: "ev-sent" });
  #state = "";

  constructor(name) {
    this.#name = name;
    this.#bar.setAttribute("aria-label", name);
    this.#box.append(this.#text, this.#bar);
    sending.append(this.#box);
  }

  show(state, share = 0) {
    this.#bar.value = share;
    this.#text.textContent = t(`evidence.${state}`, { name: this.#name, share });
    if (state !== this.#state) say(this.#text.textContent); // not each piece is read aloud
    this.#state = state;
  }

  refuse(message) {
    this.#text.textContent = t("evidence.refused", { name: this.#name, message });
    this.#text.className = "ferr";
    this.#bar.remove();
    say(this.#text.textContent);
    this.#button(t("evidence.dismiss"), () => this.remove());
  }

  /** Tells why *file* is not taken now, and leaves it to its user what becomes of it. */
  hold(file, message) {
    this.#text.textContent = t("evidence.held", { name: this.#name, message });
    this.#text.className = "ferr";
    this.#bar.remove();
    say(this.#text.textContent);
    this.#button(t("evidence.drop"), async () => {
      await forgetFile(file.id);
      this.remove();
    });
    this.#button(t("evidence.send_again"), async () => {
      this.remove();
      const again = { ...file, held: "" };
      await keepFile(again).catch(() => {});
      await sendingOnce(again, () => send(again, new Line(again.name)));
    });
  }

  askToSignIn() {
    this.#text.textContent = t("evidence.session", { name: this.#name });
    this.#bar.remove();
    const link = Object.assign(document.createElement("a"), {
      href: signInAddress(), textContent: t("evidence.sign_in"),
    });
    this.#text.append(" ", link);
    say(this.#text.textContent);
  }

  remove() {
    this.#box.remove();
  }

  #button(text, act) {
    const button = Object.assign(document.createElement("button"), {
      type: "button", className: "btn btn-quiet btn-sm", textContent: text,
    });
    button.addEventListener("click", act);
    this.#text.after(button);
  }
}
