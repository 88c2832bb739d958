// The fields of a form as [name, value] pairs, and back again.
import { t } from "./words.js";

const NOT_KEPT = new Set(["csrf_token"]);

/** Returns what stands in the form now; pictures travel by themselves. */
export function readFields(form) {
  return [...new FormData(form)].filter(
    ([name, value]) => typeof value === "string" && !NOT_KEPT.has(name),
  );
}

/** Puts *fields* into the form; *makeField* is asked for those that are not there yet. */
export function writeFields(form, fields, makeField) {
  const given = new Map();
  for (const [name, value] of fields) given.set(name, [...(given.get(name) ?? []), value]);
  for (const [name, values] of given) {
    for (const value of values) {
      if (!fieldFor(form, name, value)) makeField(name, value);
    }
  }
  for (const field of form.elements) {
    if (!field.name || NOT_KEPT.has(field.name) || field.type === "file") continue;
    write(field, given.get(field.name) ?? []);
  }
}

const isBox = (field) => field.type === "checkbox" || field.type === "radio";

function fieldFor(form, name, value) {
  const named = [...form.elements].filter((field) => field.name === name);
  return named.find((field) => !isBox(field) || field.value === value);
}

function write(field, values) {
  if (isBox(field)) field.checked = values.includes(field.value);
  else if (field.type !== "submit" && field.type !== "button") {
    const value = values.at(-1) ?? "";
    if (field.localName === "select" && value) offer(field, value);
    field.value = value;
  }
}

/** What was chosen stays chosen where the page offers less than it did then. */
function offer(select, value) {
  if ([...select.options].some((option) => option.value === value)) return;
  select.add(new Option(t("kept_choice"), value));
}

export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
