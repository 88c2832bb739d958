// The notice on top of a page that scripts put there; it is read aloud, and takes no focus.
import { t } from "./words.js";

const ICONS = { off: "off", met: "check", short: "alert", err: "alert" };
let region = null;

/** Shows `<name>` and, under it, `<name>_advice`; an action is a link. */
export function showNotice(kind, name, { params = {}, action = "", address = "" } = {}) {
  const note = document.createElement("div");
  note.className = `note ${kind} mb-3`;
  const text = document.createElement("div");
  const first = document.createElement("b");
  first.textContent = t(name, params);
  text.append(first, t(`${name}_advice`, params));
  if (action) {
    const link = Object.assign(document.createElement("a"), { href: address, textContent: t(action) });
    text.append(" ", link);
  }
  note.append(icon(ICONS[kind]), text);
  place().replaceChildren(note);
}

export function clearNotice() {
  region?.replaceChildren();
}

/** An icon of the sheet, hidden from screen readers. */
export function icon(name) {
  const sheet = document.querySelector('use[href*="icons"]')?.getAttribute("href").split("#")[0];
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "i");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${sheet}#${name}`);
  svg.append(use);
  return svg;
}

function place() {
  if (!region) {
    region = document.createElement("div");
    region.setAttribute("role", "status");
    document.querySelector("main").prepend(region);
  }
  return region;
}
