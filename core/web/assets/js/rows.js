// Rows that repeat: one more in place, one less, and focus where the hand is.
import htmx from "htmx.org";

/** Makes the rows of *form* live; calls *changed* after one has gone. */
export function startRows(form, changed) {
  for (const group of form.querySelectorAll("[data-rows]")) leaveOneBlank(group);
  form.addEventListener("click", (event) => {
    const add = event.target.closest("button[data-add]");
    const remove = event.target.closest("button[data-remove]");
    if (!add && !remove) return;
    event.preventDefault();
    const group = (add ?? remove).closest("[data-rows]");
    if (add) addRow(group).querySelector("select, input").focus();
    else removeRow(group, remove.closest("li"));
    if (remove) changed();
  });
}

/** More rows than the next to be filled are for those who cannot add one in place. */
function leaveOneBlank(group) {
  for (const row of [...group.querySelectorAll(".rows > [data-blank]")].slice(1)) row.remove();
}

/** Adds the row of the field *name*, `group-<n>-text`, if there is such a group. */
export function makeRowFor(form, name) {
  const [, groupName, number] = /^(\w+)-(\d+)-\w+$/.exec(name) ?? [];
  const group = groupName && form.querySelector(`[data-rows="${CSS.escape(groupName)}"]`);
  if (group) addRow(group, Number(number));
}

function addRow(group, number = nextNumber(group)) {
  const holder = document.createElement("template");
  holder.innerHTML = group
    .querySelector("template")
    .innerHTML.replaceAll(`${group.dataset.rows}-000`, `${group.dataset.rows}-${number}`)
    .replaceAll("000", group.querySelectorAll(".rows > li").length + 1);
  const row = holder.content.firstElementChild;
  group.querySelector(".rows").append(row);
  htmx.process(row);
  return row;
}

function nextNumber(group) {
  const numbers = [...group.querySelectorAll(".rows [name]")].map(({ name, id }) =>
    Number((/-(\d+)-/.exec(name) ?? /-(\d+)-/.exec(id))?.[1] ?? -1),
  );
  return Math.max(-1, ...numbers) + 1;
}

function removeRow(group, row) {
  const beside = row.nextElementSibling ?? row.previousElementSibling;
  row.remove();
  (beside?.querySelector("input") ?? group.querySelector("button[data-add]")).focus();
}
