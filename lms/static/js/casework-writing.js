// The page for a case study: kept while it is written, words counted, the writer's own checklist.
import { device, keepWhileTyping } from "./casework-saving.js";

const form = document.getElementById("answer");
if (form) {
  const box = form.elements.text;
  const count = form.querySelector("[data-words]");
  const look = () => {
    count.textContent = (box.value.match(/\S+/g) || []).length;
    while (box.scrollHeight > box.clientHeight && box.rows < 60) box.rows += 1;
  };
  box.addEventListener("input", look);
  form.addEventListener("restored", look);
  look();
  for (const each of form.querySelectorAll("[data-without-script]")) each.hidden = form.dataset.hold === undefined;
  keepWhileTyping(form);

  const key = form.dataset.keep + ":list";
  const ticks = document.querySelectorAll("[data-own]");
  for (const tick of ticks) {
    tick.addEventListener("change", () => {
      device.put(key, [...ticks].filter((each) => each.checked).map((each) => each.dataset.own), { unsent: false });
    });
  }
  device.ready.then(() => { for (const tick of ticks) tick.checked ||= (device.get(key) || []).includes(tick.dataset.own); });
  // Taking the other text is a choice: this device forgets its own.
  document.querySelector("[data-take-other]")?.addEventListener("click", () => device.drop(form.dataset.keep));
}

// Once it is sent: what this device kept is forgotten, unless it never reached us.
const rest = document.getElementById("on-device");
if (rest) {
  await device.ready;
  const key = rest.dataset.forget;
  const copy = device.get(key);
  const text = copy && new URLSearchParams(copy.typed).get("text");
  device.drop(key + ":list");
  if (text) {
    rest.querySelector("[data-text]").textContent = text;
    rest.hidden = false;
    rest.querySelector("button").addEventListener("click", () => { device.drop(key); rest.hidden = true; });
  }
}
