// Acting on many rows at once: the count in the bar and its button, ranges with shift, printing.
// Without it the bar is always there, and the server counts.

const filled = (text, n) => text.replace("{n}", String(n));

function follow(form) {
  const bar = form.querySelector(".bulk");
  if (!bar?.querySelector("[data-bulk-count]") || !bar.querySelector("[data-bulk-do]")) return;
  const boxes = [...form.querySelectorAll('input[type="checkbox"][name="muc"]:not(:disabled)')];
  const count = bar.querySelector("[data-bulk-count]");
  const label = bar.querySelector("[data-bulk-do]");
  const all = bar.querySelector("[data-bulk-all]");
  const untouched = { count: count.textContent, label: label.textContent };
  let last = null;

  const show = () => {
    const n = boxes.filter((box) => box.checked).length;
    count.textContent = n ? filled(count.dataset.bulkCount, n) : untouched.count;
    label.textContent = n ? filled(label.dataset.bulkDo, n) : untouched.label;
    for (const button of bar.querySelectorAll("button")) button.hidden = n === 0;
    bar.classList.toggle("ticked", n > 0);
    if (all) all.hidden = n === boxes.length;
  };

  form.addEventListener("click", (event) => {
    const at = boxes.indexOf(event.target);
    if (at < 0) return;
    if (event.shiftKey && last !== null) {
      const [from, to] = [Math.min(at, last), Math.max(at, last)];
      for (const box of boxes.slice(from, to + 1)) box.checked = event.target.checked;
    }
    last = at;
    show();
  });
  form.addEventListener("change", show);
  all?.addEventListener("click", (event) => {
    event.preventDefault();
    for (const box of boxes) box.checked = true;
    show();
    bar.querySelector("button:last-of-type")?.focus();
  });
  count.setAttribute("role", "status");
  // A browser that comes back to the page keeps the ticks: count them again.
  addEventListener("pageshow", show);
  show();
}

for (const form of document.querySelectorAll("form[data-bulk]")) follow(form);

for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
