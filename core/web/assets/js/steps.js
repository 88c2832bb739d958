// From step to step without asking the program: what is shown, the address, the focus, the way back.

const ENDING = /\/(buoc\/\d+|xem-lai)$/;

/** The address of a form without its step. */
export const stepless = (address) => address.replace(/#.*/, "").replace(/\/(buoc\/\d+|xem-lai)(?=$|\?)/, "");

/** The steps of one form; *saved* tells the address of what has been saved, "" before. */
export class Steps {
  #form;
  #saved;
  #all;
  #product = document.title.split(" – ").at(-1);

  constructor(form, saved) {
    this.#form = form;
    this.#saved = saved;
    this.#all = form.dataset.steps.split(" ").map(Number);
    this.now = Number(form.dataset.stepNow);
    history.replaceState({ step: this.now }, "");
    addEventListener("popstate", ({ state }) => this.show(state?.step ?? this.#named()));
    const named = this.#named();
    const refused = document.querySelector(".errsum"); // shown is then the step with the errors
    if (named !== this.now && !refused) this.show(named, { focus: false });
  }

  get last() {
    return this.#all.at(-1);
  }

  get next() {
    return this.#all[this.#all.indexOf(this.now) + 1] ?? this.last;
  }

  go(step) {
    history.pushState({ step }, "", this.address(step));
    this.show(step);
  }

  /** Shows a step that was gone to; the focus tells a screen reader where one is. */
  show(step, { focus = true } = {}) {
    this.now = this.#all.includes(step) ? step : this.#all[0];
    for (const part of document.querySelectorAll("[data-step]")) {
      part.hidden = Number(part.dataset.step) !== this.now;
    }
    this.#form.elements.namedItem("step").value = this.now;
    const heading = this.#heading();
    document.title = `${heading.textContent} – ${this.#product}`;
    this.settle();
    this.#form.dispatchEvent(new CustomEvent("step:shown"));
    if (!focus) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  /** Gives the step shown its own address, once there is one. */
  settle() {
    history.replaceState({ step: this.now }, "", this.address(this.now));
  }

  address(step) {
    const saved = stepless(this.#saved());
    if (!ENDING.test(this.#saved())) return `${location.pathname}${location.search}#buoc-${step}`;
    return step === this.last ? `${saved}/xem-lai` : `${saved}/buoc/${step}`;
  }

  /** The step's heading, with the name that has been typed since. */
  #heading() {
    const heading = document.getElementById(`step-${this.now}-title`);
    const name = this.#form.elements.namedItem("title").value.trim();
    const asked = heading.textContent.lastIndexOf(": ");
    if (name && asked > 0 && this.now > 1) heading.textContent = name + heading.textContent.slice(asked);
    return heading;
  }

  #named() {
    if (location.pathname.endsWith("/xem-lai")) return this.last;
    const [, step] = /(?:\/buoc\/|#buoc-)(\d+)$/.exec(location.pathname + location.hash) ?? [];
    return step ? Number(step) : this.now;
  }
}
