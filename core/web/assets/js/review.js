// What has been typed, read back from the form itself: for the step before sending, line down.
import { t } from "./words.js";

const ASKED = "section[data-step] .field";

/** Lists labels and typed texts in the last step, in place of what the program would show. */
export function showReview(form) {
  const place = form.querySelector("section[data-step]:last-of-type");
  const list = Object.assign(document.createElement("dl"), { className: "sum" });
  for (const field of form.querySelectorAll(ASKED)) {
    const texts = typedIn(field);
    if (texts.length && !field.querySelector(".field")) list.append(line(labelOf(field), texts));
  }
  const advice = Object.assign(document.createElement("p"), { className: "muted", textContent: t("review_offline") });
  const panel = Object.assign(document.createElement("div"), { className: "panel" });
  const inside = Object.assign(document.createElement("div"), { className: "pb" });
  inside.append(list);
  panel.append(inside);
  place.replaceChildren(advice, panel);
}

const labelOf = (field) => {
  const label = field.querySelector("legend, label").cloneNode(true);
  for (const aside of label.querySelectorAll(".opt")) aside.remove();
  return label.textContent.trim();
};

function typedIn(field) {
  return [...field.querySelectorAll("input:not([type=hidden]), select, textarea")]
    .filter(({ name }) => name)
    .map((each) => {
      if (each.type === "checkbox" || each.type === "radio") {
        return each.checked ? (each.labels[0] ?? each.nextElementSibling)?.textContent.trim() : "";
      }
      return each.tagName === "SELECT" ? each.value && each.selectedOptions[0].text : each.value.trim();
    })
    .filter(Boolean);
}

function line(label, texts) {
  const pair = document.createElement("div");
  pair.append(
    Object.assign(document.createElement("dt"), { textContent: label }),
    Object.assign(document.createElement("dd"), { textContent: texts.join("; ") }),
  );
  return pair;
}
