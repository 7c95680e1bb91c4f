// The marking page: kept while she marks, the rule's proposal as it comes back, and keys outside text fields.
import { device, keepWhileTyping } from "./casework-saving.js";

const form = document.getElementById("marking");
const criteria = [...form.querySelectorAll(".criterion:has([name^=score-])")];
const outcomes = [...form.querySelectorAll("[name=outcome]")];
const otherwise = form.querySelector("[data-otherwise]");
const record = form.querySelector("[data-record]");
const said = document.getElementById("proposal");
let proposed = outcomes[0].dataset.proposed;

const chosen = () => outcomes.find((each) => each.checked)?.value || "";
const isMarked = (criterion) => criterion.querySelector("input:checked") !== null;

function draw() {
  const differs = proposed !== "" && chosen() !== "" && chosen() !== proposed;
  otherwise.hidden = !differs && !otherwise.querySelector(".error") && !form.elements.reason.value;
  const ready = chosen() !== "" && criteria.every(isMarked);
  record.setAttribute("aria-disabled", String(!ready));
  record.textContent = chosen() ? `${record.dataset.record} “${chosen()}”` : record.dataset.record + " it";
}

// The rule is asked on the server, with each save. Her own choice stands; otherwise the proposal is chosen.
function heard({ proposal }) {
  const follows = chosen() === "" || chosen() === proposed;
  proposed = proposal.outcome;
  said.textContent = proposal.sentence;
  if (follows) for (const each of outcomes) each.checked = each.value === proposed;
  draw();
}

const saving = keepWhileTyping(form, heard);
form.addEventListener("input", draw);
form.addEventListener("restored", draw);
record.addEventListener("click", (event) => {
  if (record.getAttribute("aria-disabled") !== "true") return;
  event.preventDefault();
  const open = criteria.find((each) => !isMarked(each));
  if (open) goTo(open);
  else outcomes[0].focus();
});

// Keys: 2, 1 and 0 mark the criterion in turn, J and K go to the next answer and back.
let current = criteria.find((each) => !isMarked(each)) || null;
const panel = form.querySelector("[data-keys]");
const wanted = form.querySelector("[data-keys-wanted]");
const turnedOff = "marking-keys-off";

function show() {
  for (const each of criteria) each.classList.toggle("current", wanted.checked && each === current);
}
function goTo(criterion) {
  current = criterion;
  show();
  const inside = criterion?.querySelector("input:checked") || criterion?.querySelector("input");
  inside?.focus({ preventScroll: true });
  criterion?.scrollIntoView({ block: "nearest" });
}
function isText(target) {
  return target.matches("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])");
}

if (matchMedia("(pointer: fine)").matches) {
  panel.hidden = false;
  wanted.checked = device.get(turnedOff) !== true;
  const keys = () => {
    for (const each of document.querySelectorAll("kbd[data-key]")) each.hidden = !wanted.checked;
    form.querySelector("[data-keys-on]").hidden = !wanted.checked;
    show();
  };
  wanted.addEventListener("change", () => { device.put(turnedOff, !wanted.checked, { unsent: false }); keys(); });
  keys();
  device.ready.then(() => { wanted.checked = device.get(turnedOff) !== true; keys(); });
  for (const each of criteria) each.addEventListener("focusin", () => { current = each; show(); });
  document.addEventListener("keydown", async (event) => {
    if (!wanted.checked || event.ctrlKey || event.metaKey || event.altKey || isText(event.target)) return;
    if (["2", "1", "0"].includes(event.key) && current) {
      event.preventDefault();
      const radio = current.querySelector(`[value="${event.key}"]`);
      radio.checked = true;
      radio.dispatchEvent(new Event("input", { bubbles: true }));
      const next = criteria.find((each) => !isMarked(each));
      if (next) goTo(next);
      else {
        current = null;
        show();
        form.elements.feedback.focus();
      }
    }
    const way = { j: "next", k: "prev" }[event.key.toLowerCase()];
    const link = way && document.querySelector(`a[rel=${way}]`);
    if (link) { await saving.save(); link.click(); }
  });
}
draw();
