// What htmx sends carries the form token; when the session is over, it is said and nothing is lost.
import { signInAddress, token } from "./session.js";
import { isDown } from "./line.js";
import { showNotice } from "./notice.js";

document.addEventListener("htmx:config:request", (event) => {
  event.detail.ctx.request.headers["X-CSRFToken"] = token();
  if (isDown()) event.preventDefault(); // parts of a page that is there; they come with the next change
});

document.addEventListener("session-over", () => {
  showNotice("short", "session_over", { action: "sign_in", address: signInAddress() });
});
