// Nothing typed is lost: each change goes to this device at once, and to the program a little later.
import { readFields, same } from "./fields.js";
import { isDown } from "./line.js";
import { formLock } from "./outbox.js";
import { send } from "./sending.js";
import { user } from "./session.js";
import { stepless } from "./steps.js";
import { draftsOf, forget, keep } from "./store.js";

const DEVICE_MS = 400;
const PROGRAM_MS = 2000;

/**
 * Keeps one form. Tells what happens by events on the form: `draft:kept`, `draft:not_kept`,
 * `draft:waiting` for the line, `draft:saving`, and `draft:` with each state of `send`.
 */
export class Autosave {
  draft = null;
  #form;
  #timers = {};
  #sending = null;
  #isNew = false;

  constructor(form) {
    this.#form = form;
  }

  /** Takes over what an earlier window left unsent of this form; returns its fields, or null. */
  async start() {
    const fresh = this.#fresh();
    const left = await this.#left(fresh);
    this.draft = left ?? fresh;
    if (!(await hold(formLock(this.draft.id)))) {
      // Another window has it open; this one goes its own way, and the program joins the two.
      this.draft = { ...fresh, id: `${fresh.id} ${crypto.randomUUID()}` };
      await hold(formLock(this.draft.id));
      return null;
    }
    this.#isNew = Boolean(left) && !left.held;
    return left?.fields ?? null;
  }

  /** Hears that something has been typed. What has been sent before changes only by its button. */
  changed() {
    clearTimeout(this.#timers.device);
    clearTimeout(this.#timers.program);
    this.#timers.device = setTimeout(() => this.keepNow(), DEVICE_MS);
    if (this.waitsForButton) return;
    this.#timers.program = setTimeout(() => this.sendNow(), PROGRAM_MS);
  }

  /** Whether it was sent before, and so changes only when somebody says so. */
  get waitsForButton() {
    return !["", "draft", "returned"].includes(this.#form.dataset.status);
  }

  /** Keeps the form on this device, if it holds anything new. */
  async keepNow() {
    clearTimeout(this.#timers.device);
    const fields = readFields(this.#form);
    if (!this.draft || same(typed(fields), typed(this.draft.fields))) return;
    this.#isNew = true;
    Object.assign(this.draft, {
      fields, title: this.#title(), changedAt: Date.now(), held: null, handed: false,
      page: location.pathname + location.search,
    });
    await this.#keep();
  }

  /** Asks for the form to be submitted by *button* as soon as the line allows. */
  async press(button) {
    await this.#sending?.catch(() => {});
    await this.keepNow();
    const at = this.draft.pressed?.at ?? Date.now();
    this.draft.pressed = { name: button.name, value: button.value, at };
    this.draft.changedAt ||= Date.now();
    this.draft.title = this.#title();
    this.#isNew = true;
    await this.#keep();
    return this.sendNow();
  }

  /** Sends what is new; returns what became of it, null if there was nothing. */
  async sendNow() {
    clearTimeout(this.#timers.program);
    await this.keepNow();
    if (this.#sending || !this.#isNew) return this.#sending;
    this.#sending = this.#send().finally(() => {
      this.#sending = null;
    });
    return this.#sending;
  }

  /** Marks that the browser itself sends the form now; what the program takes is no longer ours. */
  async handOver() {
    await this.keepNow();
    this.draft.handed = true;
    if (this.#isNew || this.draft.held) await this.#keep();
  }

  async #send() {
    if (isDown()) return this.#tell("waiting");
    this.#tell("saving");
    const { draft } = this;
    const outcome = await send(draft).catch(() => ({ state: "waiting" }));
    if (outcome.state !== "waiting" && outcome.state !== "session") this.#isNew = false;
    return this.#tell(outcome.state, outcome);
  }

  #keep() {
    return keep(this.draft).then(() => this.#tell("kept"), () => this.#tell("not_kept"));
  }

  #tell(state, detail = {}) {
    this.#form.dispatchEvent(new CustomEvent(`draft:${state}`, { detail }));
    return state;
  }

  #title() {
    return this.#form.elements.namedItem("title").value;
  }

  #fresh() {
    const field = (name) => this.#form.elements.namedItem(name).value;
    return {
      id: field("id") || field("key"),
      user: user(),
      page: location.pathname + location.search,
      address: this.#form.getAttribute("action"),
      title: this.#title(),
      fields: readFields(this.#form),
      version: field("version"),
      pressed: null,
      held: null,
      handed: false,
      changedAt: 0,
    };
  }

  async #left(fresh) {
    const mine = await draftsOf(user()).catch(() => []);
    const asked = decodeURIComponent(location.hash.replace(/^#nhap=/, ""));
    const found =
      mine.find(({ id }) => id === asked) ??
      mine.find(({ id }) => id === fresh.id) ??
      mine.find(({ page, pressed }) => !pressed && stepless(page) === stepless(fresh.page));
    if (!found?.handed || number(fresh.version) <= number(found.version)) return found;
    await forget(found.id); // what the browser sent itself has arrived
    return undefined;
  }
}

const number = (version) => Number(version.split(";")[0]);
const typed = (fields) => fields.filter(([name]) => !["version", "id", "key", "step"].includes(name));

/** Holds a lock as long as the window lives; returns whether it could be had. */
function hold(name) {
  return new Promise((told) => {
    navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      told(Boolean(lock));
      return lock ? new Promise(() => {}) : null;
    });
  });
}
