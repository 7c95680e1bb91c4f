// Keeps the page that is open for when there is no connection, and says on a kept one what waits and what can't be done.
import { account, holding, isKeptPage, shared } from "./kept-here.js";
import "./kept-reads.js";

const READING = /^\/my-course\/[^/]+\/modules\/[^/]+\/(?!(?:keep|checks|reflections)$)[^/]+$/;
const words = (id) => document.getElementById(id)?.content.firstElementChild?.cloneNode(true);

if (document.documentElement.dataset.keep !== undefined && !isKeptPage && !shared) keepThis();
if (isKeptPage) sayWhatWaits();

async function keepThis() {
  const holder = navigator.serviceWorker && await holding, path = location.pathname + location.search;
  if (!holder) return;
  await navigator.serviceWorker.register("/reading-worker.js", { updateViaCache: "none" });
  const { active } = await navigator.serviceWorker.ready;
  const cameByIt = performance.getEntriesByType("navigation")[0]?.workerStart;
  if (cameByIt && await self.kept.has(holder, path)) return; // it was kept on its way here
  const parts = performance.getEntriesByType("resource").map((each) => new URL(each.name).pathname);
  active.postMessage({ keep: path, parts: parts.filter((each) => each.startsWith("/static/")) });
}

function sayWhatWaits() {
  const again = document.getElementById("again");
  if (document.querySelector(".kept-notice [data-is-slow]")) { // it hangs, and may yet come
    document.getElementById("is-back").remove();
    again.hidden = false;
    return;
  }
  for (const form of document.querySelectorAll("main form:not([data-keep])")) { // what keeps itself says so itself
    const reads = form.method === "post" && READING.test(new URL(form.action).pathname);
    const said = words(reads ? "read-waits" : "not-now");
    if (said) form.append(said);
    if (!reads) for (const button of form.querySelectorAll("button")) button.disabled = true;
  }
  addEventListener("online", () => {
    if (!navigator.onLine) return; // it is said of a page that is just being left, too
    if (again) again.hidden = false;
    else location.reload(); // there it was not kept
  });
}

// A form that is sent into nothing is lost with its page: it stays, and says so.
document.addEventListener("submit", (event) => {
  const form = event.target, method = event.submitter?.formMethod || form.method;
  if (event.defaultPrevented || navigator.onLine || method !== "post" || !account) return;
  const path = new URL(form.action).pathname;
  if (READING.test(path) && navigator.serviceWorker?.controller) return; // the worker keeps it
  event.preventDefault();
  form.querySelector(".not-sent")?.remove();
  const said = words("not-sent");
  if (said) form.append(said);
});
