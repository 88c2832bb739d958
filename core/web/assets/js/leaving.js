// Signing out on a device with unsent drafts: says so first, and takes the kept pages away.
import { user } from "./session.js";
import { draftsOf } from "./store.js";
import { forgetPages } from "./worker.js";
import { t } from "./words.js";

for (const form of document.querySelectorAll('form[action="/dang-xuat"]')) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const unsent = await draftsOf(user()).catch(() => []);
    if (unsent.length > 0 && !confirm(t("sign_out_unsent", { count: unsent.length }))) return;
    await forgetPages();
    form.submit();
  });
}
