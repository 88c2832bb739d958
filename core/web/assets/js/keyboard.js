// Keys for those who work at a desk all day; each can be done without them, and they can be turned off.
import { t } from "./words.js";

const OFF = "keys-off";
const ROWS = "main .tasks li, main .tbl tbody tr";
const TYPING = "input, textarea, select, [contenteditable], dialog[open] *";
const KEYS = [
  ["/", "search"], ["g v", "tasks"], ["g t", "overview"], ["j", "next_row"], ["k", "previous_row"],
  ["x", "tick"], ["?", "list"], ["Ctrl + /", "list_always"],
];

let afterG = false;

const actions = {
  "/": () => document.querySelector("[role=search] input:not([type=hidden])")?.focus(),
  j: () => move(1),
  k: () => move(-1),
  x: () => currentRow()?.querySelector("input[type=checkbox]:not(:disabled)")?.click(),
  "?": () => listKeys(),
};
const places = { v: "/viec", t: "/tong-quan" };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey && event.key === "/") {
    event.preventDefault();
    listKeys();
    return;
  }
  const typing = event.target.matches?.(TYPING) && event.target.type !== "checkbox";
  if (typing || event.ctrlKey || event.metaKey || event.altKey || isOff()) return;
  if (afterG && places[event.key]) go(places[event.key]);
  else if (actions[event.key] && !afterG) {
    event.preventDefault();
    actions[event.key]();
  }
  afterG = event.key === "g" && !afterG;
});

for (const opener of document.querySelectorAll("[data-keys]")) {
  opener.hidden = false;
  opener.addEventListener("click", listKeys);
}

function go(ending) {
  document.querySelector(`nav a[href$="${ending}"]`)?.click();
}

const rows = () => [...document.querySelectorAll(ROWS)].filter((row) => row.querySelector("a"));
const currentRow = () => document.activeElement.closest(ROWS);

function move(step) {
  const all = rows();
  const at = all.indexOf(currentRow());
  const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step;
  all[next]?.querySelector("a").focus();
}

const isOff = () => localStorage.getItem(OFF) === "1";

function listKeys() {
  const dialog = document.querySelector("dialog.keys") ?? makeDialog();
  if (!dialog.open) dialog.showModal();
}

function makeDialog() {
  const dialog = document.createElement("dialog");
  dialog.className = "keys panel";
  dialog.setAttribute("aria-labelledby", "keys-title");
  const title = element("h2", t("keys.title"), { id: "keys-title" });
  const list = element("dl");
  for (const [key, name] of KEYS) {
    const term = element("dt");
    term.append(...key.split(" ").map((part) => element(part === "+" ? "span" : "kbd", part)));
    list.append(term, element("dd", t(`keys.${name}`)));
  }
  const off = element("input", "", { type: "checkbox", id: "keys-on", className: "form-check-input" });
  off.checked = !isOff();
  off.addEventListener("change", () => localStorage.setItem(OFF, off.checked ? "0" : "1"));
  const check = element("div", "", { className: "form-check" });
  check.append(off, element("label", t("keys.on"), { htmlFor: "keys-on", className: "form-check-label" }));
  const close = element("button", t("keys.close"), { type: "button", className: "btn btn-quiet btn-sm" });
  close.addEventListener("click", () => dialog.close());
  dialog.append(title, list, check, close);
  document.body.append(dialog);
  return dialog;
}

function element(name, text = "", properties = {}) {
  return Object.assign(document.createElement(name), { textContent: text }, properties);
}
