// Names the other organization of an overlap as a partner: ticks its box, shows where it stands.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-partner]");
  const box = link && document.querySelector(`#partners input[value="${CSS.escape(link.dataset.partner)}"]`);
  if (!box) return;
  event.preventDefault();
  for (let fold = box.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  box.checked = true;
  box.dispatchEvent(new Event("change", { bubbles: true }));
  box.focus();
});
