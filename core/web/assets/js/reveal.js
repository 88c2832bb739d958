// Shows what is typed in a password field, as long as one wants to see it.
for (const button of document.querySelectorAll("[data-reveal]")) {
  const field = document.getElementById(button.dataset.reveal);
  const label = button.querySelector("span");
  const shown = label.textContent;
  button.hidden = false;
  button.addEventListener("click", () => {
    const reveal = field.type === "password";
    set(reveal);
    field.focus();
  });
  field.form.addEventListener("submit", () => set(false));

  function set(reveal) {
    field.type = reveal ? "text" : "password";
    label.textContent = reveal ? button.dataset.hideText : shown;
  }
}
