// The registration form: its parts joined.
import { Autosave } from "./autosave.js";
import { Combo } from "./combo.js";
import { writeFields } from "./fields.js";
import { startRows, makeRowFor } from "./rows.js";
import { showState } from "./form_state.js";
import { startSending } from "./form_sending.js";
import { Steps } from "./steps.js";

/** Makes the form live. Without scripts each of its buttons asks the program. */
export async function startForm(form) {
  const autosave = new Autosave(form);
  const changed = () => autosave.changed();
  const places = form.querySelector("[data-places]");
  const placesChanged = () => {
    changed();
    places.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const combo = places && new Combo(places, placesChanged);
  const steps = new Steps(form, () => autosave.draft?.address ?? form.getAttribute("action"));
  startRows(form, changed);
  showState(form, autosave, steps);
  startSending(form, autosave, steps);
  const left = await autosave.start();
  if (left) restore(form, left, combo);
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  addEventListener("pagehide", () => autosave.keepNow());
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) autosave.keepNow();
  });
  if (left) autosave.sendNow();
}

function restore(form, fields, combo) {
  writeFields(form, fields, (name, value) => {
    if (name === combo?.name) combo.add(value);
    else makeRowFor(form, name);
  });
  combo?.sync();
  form.dispatchEvent(new CustomEvent("draft:restored"));
}
