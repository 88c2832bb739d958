// Buttons that copy a list's lines, to be pasted into a message or a letter.
import { t } from "./words.js";

for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) continue; // plain http from another machine: one selects them by hand
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}

async function copy(button) {
  const list = document.getElementById(button.dataset.copy);
  const lines = [...list.children].map((line) => line.textContent.trim());
  const told = status(button);
  try {
    await navigator.clipboard.writeText(lines.join("\n"));
    told.textContent = t("copied", { count: lines.length });
  } catch {
    told.textContent = t("not_copied");
  }
}

/** The line beside a button that says what became of it. */
function status(button) {
  const next = button.parentElement.querySelector("[role=status]");
  if (next) return next;
  const line = Object.assign(document.createElement("span"), { className: "small muted" });
  line.setAttribute("role", "status");
  button.parentElement.append(line);
  return line;
}
