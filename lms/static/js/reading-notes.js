// Notes of one's own, kept while they are typed, as the answers to case studies are.
import { device, keepWhileTyping } from "./casework-saving.js";

for (const form of document.querySelectorAll("form.note")) {
  const box = form.elements.text;
  const look = () => { while (box.scrollHeight > box.clientHeight && box.rows < 40) box.rows += 1; };
  box.addEventListener("input", look);
  form.addEventListener("restored", look);
  look();
  for (const each of form.querySelectorAll("[data-without-script]")) each.hidden = form.dataset.hold === undefined;
  keepWhileTyping(form);
  document.querySelector("[data-take-other]")?.addEventListener("click", () => device.drop(form.dataset.keep));
}
