// What every page has: htmx, the keyboard, the session, what is not yet sent; and the form where it is.
import "htmx.org";
import "./bulk.js";
import "./copying.js";
import { startEvidence } from "./evidence.js";
import "./evidence_outbox.js";
import { startForm } from "./form.js";
import "./htmx_session.js";
import "./inspections.js";
import "./keyboard.js";
import "./leaving.js";
import "./overlaps.js";
import "./partners.js";
import "./reveal.js";
import "./unsent.js";
import { startUnsentPage } from "./unsent_page.js";
import "./worker.js";

const form = document.querySelector("form[data-draft]");
if (form) startForm(form);
if (document.querySelector("[data-evidence]")) startEvidence();
if (document.querySelector("[data-unsent-list]")) startUnsentPage();
document.querySelector("[data-focus]")?.focus();
