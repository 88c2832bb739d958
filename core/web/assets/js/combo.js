// Boxes to tick become a field to type in with suggestions (WAI-ARIA combobox); chosen ones are tags.
import { fits, folded, marked } from "./folding.js";
import { askJson, isDown } from "./line.js";
import { icon } from "./notice.js";
import { t } from "./words.js";

const PAUSE_MS = 250;
const MOST = 8;

/**
 * Turns the boxes of `[data-places]` into a combobox. `data-address` finds more by name; with
 * `data-add` a name that is not there becomes a place, on leaving the field as well; without it the
 * program is left to find what was typed and not chosen.
 */
export class Combo {
  #root;
  #changed;
  #tags = element("ul", { className: "tags" });
  #list = element("ul", { role: "listbox", hidden: true });
  #told = element("p", { className: "visually-hidden" });
  #input;
  #options = [];
  #at = -1;
  #timer;
  #newName;

  constructor(root, changed) {
    this.#root = root;
    this.#changed = changed;
    const plain = root.querySelector("[data-boxes]");
    const boxes = [...plain.querySelectorAll("input[type=checkbox]")];
    this.name = "places";
    for (const box of boxes) this.#addTag(box, labelOf(box));
    this.#input = element("input", {
      id: `${this.name}-combo`, className: "form-control", autocomplete: "off",
      placeholder: t("combo.placeholder"),
    });
    this.#list.id = `${this.name}-options`;
    this.#list.setAttribute("aria-label", t("combo.suggestions"));
    this.#tags.setAttribute("aria-label", t("combo.chosen"));
    this.#told.setAttribute("role", "status");
    this.#describe();
    const at = element("div", { className: "combo" });
    at.append(this.#input, this.#list);
    plain.replaceWith(this.#tags, at, this.#told);
    this.#joinNewNames();
    this.sync();
    this.#listen();
  }

  /** Shows as tags what is ticked now. */
  sync() {
    for (const tag of this.#tags.children) tag.hidden = !tag.querySelector("input").checked;
    if (this.#newName) this.#input.value = this.#newName.value;
    this.#tags.hidden = ![...this.#tags.children].some((tag) => !tag.hidden);
  }

  /** Adds a place by its value, ticked; its name is the value unless given. */
  add(value, name = value) {
    const known = [...this.#tags.querySelectorAll("input")].find((box) => box.value === value);
    const box = known ?? element("input", { type: "checkbox", name: this.name, value });
    if (!known) this.#addTag(box, name);
    box.checked = true;
    this.sync();
  }

  #joinNewNames() {
    const field = document.querySelector("[data-places-new]");
    this.#newName = field.querySelector("input");
    field.hidden = !field.querySelector(".ferr");
  }

  /** Takes a name that was typed and not chosen: a place of its own, or for the program to find. */
  #takeTyped() {
    const typed = this.#input.value.trim();
    const changes = this.#adds ? typed : typed !== this.#newName.value;
    if (this.#adds && typed) this.add(this.#known(typed) ?? typed);
    else this.#newName.value = typed;
    if (changes) this.#changed();
  }

  #known(name) {
    const boxes = [...this.#tags.querySelectorAll("input")];
    return boxes.find((box) => folded(box.value) === folded(name))?.value;
  }

  get #adds() {
    return "add" in this.#root.dataset;
  }

  #describe() {
    const input = this.#input;
    const labels = this.#root.querySelector("legend, label");
    labels.id ||= `${input.id}-label`;
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-expanded": "false", "aria-controls": this.#list.id, "aria-autocomplete": "list",
      "aria-labelledby": labels.id,
    })) input.setAttribute(name, value);
    const help = this.#root.querySelector(".help");
    if (help?.id) input.setAttribute("aria-describedby", help.id);
  }

  #addTag(box, name) {
    const tag = element("li", { className: "tag" });
    box.className = "visually-hidden";
    box.tabIndex = -1;
    box.setAttribute("aria-hidden", "true");
    const remove = element("button", { type: "button" });
    remove.setAttribute("aria-label", t("combo.remove", { name }));
    remove.append(icon("x"));
    remove.addEventListener("click", () => {
      box.checked = false;
      this.sync();
      this.#input.focus();
      this.#changed();
    });
    tag.append(box, element("span", { textContent: name }), remove);
    this.#tags.append(tag);
    this.sync();
  }

  #listen() {
    const input = this.#input;
    input.addEventListener("input", () => this.#suggest());
    input.addEventListener("focus", () => this.#suggest());
    input.addEventListener("blur", () => {
      this.#close();
      this.#takeTyped();
    });
    addEventListener("pagehide", () => this.#takeTyped());
    input.addEventListener("keydown", (event) => this.#press(event));
    this.#list.addEventListener("pointerdown", (event) => {
      event.preventDefault(); // the field keeps its focus
      const option = event.target.closest("[role=option]");
      if (option) this.#choose([...this.#list.children].indexOf(option));
    });
  }

  #press(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !this.#list.hidden) this.#moveTo((this.#at + step + this.#options.length) % this.#options.length);
    else if (step) this.#suggest();
    else if (event.key === "Enter" && this.#at >= 0) this.#choose(this.#at);
    else if (event.key === "Enter" && this.#input.value.trim()) this.#suggest();
    else if (event.key === "Escape" && !this.#list.hidden) this.#close();
    else return;
    event.preventDefault();
  }

  #suggest() {
    const query = this.#input.value.trim();
    this.#show(query, this.#near(query));
    clearTimeout(this.#timer);
    if (query && this.#root.dataset.address && !isDown()) {
      this.#timer = setTimeout(() => this.#ask(query), PAUSE_MS);
    }
  }

  #near(query) {
    return [...this.#tags.children]
      .map((tag) => ({ value: tag.querySelector("input").value, name: tag.textContent, chosen: !tag.hidden }))
      .filter((place) => !place.chosen && fits(place.name, query));
  }

  async #ask(query) {
    const { elements } = this.#newName.form;
    const about = ["id", "type", "tenant", "year"].map((name) => [name, elements.namedItem(name).value]);
    const address = `${this.#root.dataset.address}?${new URLSearchParams([["q", query], ...about])}`;
    const answer = await askJson(address).catch(() => null);
    const found = (answer?.body ?? []).map(({ value, label }) => ({ value, name: label }));
    if (query !== this.#input.value.trim() || document.activeElement !== this.#input) return;
    const near = this.#near(query);
    const have = new Set([...this.#tags.querySelectorAll("input")].map((box) => box.value));
    this.#show(query, [...near, ...found.filter((place) => !have.has(place.value))]);
  }

  #show(query, places) {
    const known = places.some((place) => fits(place.name, query) && fits(query, place.name));
    const adding = query && this.#adds && !known;
    this.#options = [...places.slice(0, MOST), ...(adding ? [{ value: query, adding }] : [])];
    this.#list.replaceChildren(...this.#options.map((place, number) => this.#option(place, number, query)));
    this.#list.hidden = this.#options.length === 0;
    this.#input.setAttribute("aria-expanded", String(!this.#list.hidden));
    this.#told.textContent = t(places.length ? "combo.found" : "combo.none", { count: places.length });
    this.#moveTo(-1);
  }

  #option(place, number, query) {
    const option = element("li", { role: "option", id: `${this.#list.id}-${number}` });
    option.setAttribute("aria-selected", "false");
    option.append(...(place.adding ? [t("combo.add", { text: place.value })] : marked(place.name, query)));
    return option;
  }

  #moveTo(at) {
    this.#at = at;
    [...this.#list.children].forEach((option, number) => {
      option.setAttribute("aria-selected", String(number === at));
      if (number === at) option.scrollIntoView({ block: "nearest" });
    });
    const id = this.#list.children[at]?.id;
    if (id) this.#input.setAttribute("aria-activedescendant", id);
    else this.#input.removeAttribute("aria-activedescendant");
  }

  #choose(at) {
    const { value, name } = this.#options[at];
    this.#newName.value = "";
    this.add(value, name);
    this.#close();
    this.#changed();
  }

  #close() {
    this.#list.hidden = true;
    this.#at = -1;
    this.#input.setAttribute("aria-expanded", "false");
    this.#input.removeAttribute("aria-activedescendant");
  }
}

const labelOf = (box) => box.labels?.[0]?.textContent.trim() || box.value;

function element(name, properties = {}) {
  const { role, ...others } = properties;
  const made = Object.assign(document.createElement(name), others);
  if (role) made.setAttribute("role", role);
  return made;
}
