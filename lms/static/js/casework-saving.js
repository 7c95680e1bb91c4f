// Keeps a form on our server while it is being typed, and on this device until the server has it.
import "./kept-store.js";
import { inTime } from "./kept-here.js";
import { device } from "./kept-written.js";

const PAUSE = 1500, AT_LATEST = 10000, AGAIN = 15000;
const NOT_TYPED = ["csrf_token", "revision", "seen", "other"];
const SAME_PAGE = { headers: { Accept: "application/json" }, credentials: "same-origin" };

export { device };

export function keepWhileTyping(form, heard = () => {}) {
  const key = form.dataset.keep;
  const shown = document.getElementById(form.dataset.status);
  const spoken = document.getElementById(form.dataset.status + "-said");
  const typed = () => new URLSearchParams([...new FormData(form)].filter(([name]) => !NOT_TYPED.includes(name))).toString();
  let kept = typed(), state = "first", busy = null, pause = 0, dirtySince = 0, passing = false, stays = false;
  let opened = false, onDevice = false; // whether the device has been read, and has the latest
  let stopped = form.dataset.hold !== undefined; // two versions are on the page: only a button decides

  function say(now, words = "") {
    for (const each of shown.querySelectorAll("[data-says]")) each.hidden = each.dataset.says !== now;
    if (now === "saved") shown.querySelector("[data-at]").textContent = words;
    if (now === "refused") shown.querySelector("[data-why]").textContent = words;
    // Said aloud when something changes, not at every save.
    const quiet = ["typing", "ready"].includes(now) || (now === "saved" && ["first", "ready", "saved"].includes(state));
    if (!quiet && now !== state) spoken.textContent = shown.querySelector(`[data-says="${now}"]`).innerText.replace(/\s+/g, " ").trim();
    if (now !== "typing") state = now;
  }

  function post() {
    const fields = new URLSearchParams([...new FormData(form)]);
    return fetch(form.action, { ...SAME_PAGE, method: "POST", body: fields, redirect: "manual", signal: inTime() });
  }

  // After signing in again in another tab this page needs that session's token.
  async function renew() {
    const answer = await fetch(form.action, { ...SAME_PAGE, redirect: "manual", signal: inTime() });
    if (!answer.ok) return false;
    const now = await answer.json();
    if (String(now.writer) !== form.elements.writer.value) return false;
    for (const field of document.querySelectorAll("[name=csrf_token]")) field.value = now.csrf_token;
    return true;
  }

  async function attempt() {
    const sent = typed();
    let answer;
    try {
      answer = await post();
      if (answer.status === 400 && await renew()) answer = await post();
    } catch {
      return say("offline"), stays = true, later();
    }
    if (answer.ok) {
      const now = await answer.json();
      form.elements.revision.value = now.revision;
      kept = sent;
      stays = false;
      say("saved", now.saved);
      if (typed() !== kept) { say("typing"); putBy(); return soon(); }
      device.drop(key);
      dirtySince = 0;
      heard(now);
      kept = typed(); // what was heard may have chosen something; the server knows it
      return;
    }
    const said = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
    stays = answer.status !== 422 && answer.status !== 409;
    if (answer.status === 401) return self.kept.letGo().catch(() => {}), say("signed-out"), later();
    if (said.code === "elsewhere") return stopped = true, say("elsewhere");
    if (answer.status >= 500 || answer.status === 429) return say("offline"), later();
    say("refused", said.title || "This page can’t be kept under whoever is signed in now. What you typed stays here.");
    if (stays) later();
  }

  function save() {
    clearTimeout(pause);
    if (stopped || typed() === kept) return Promise.resolve();
    busy ??= attempt().finally(() => { busy = null; });
    return busy;
  }
  function later() { clearTimeout(pause); pause = setTimeout(save, AGAIN); }
  function soon(wait = PAUSE) {
    dirtySince ||= Date.now();
    clearTimeout(pause);
    pause = setTimeout(save, Math.max(0, Math.min(wait, dirtySince + AT_LATEST - Date.now())));
  }
  // A copy from a page with two versions on it decides nothing: no draft has the revision -1.
  function putBy() {
    const revision = form.dataset.hold === undefined ? form.elements.revision.value : "-1";
    if (!opened) return; // what it has from before comes first
    const copy = { typed: typed(), revision };
    onDevice = false;
    device.put(key, copy).then((has) => {
      if (device.get(key) === copy) onDevice = has;
      for (const each of shown.querySelectorAll("[data-on-device]")) each.hidden = !has;
    });
  }
  function changed(event) {
    if (event.target.dataset.own !== undefined || event.target.dataset.keysWanted !== undefined) return;
    if (typed() === kept) return;
    putBy();
    if (stopped) return;
    if (["first", "ready", "saved"].includes(state)) say("typing");
    soon(event.target.type === "radio" ? 150 : PAUSE);
  }

  // What this device still has from before goes back into the form, and from there to the server.
  function restore() {
    const copy = device.get(key), begun = typed() !== kept;
    opened = true;
    if (!copy) return begun ? putBy() : undefined;
    onDevice = true;
    const before = new URLSearchParams(copy.typed);
    const now = new URLSearchParams(kept);
    // An older copy may be part of what was kept since; one of this revision with less in it was shortened here.
    const older = Number(copy.revision) < Number(form.elements.revision.value);
    const isHere = ([name, value]) => now.get(name) === value || (older && now.get(name)?.includes(value.trim() || "\0"));
    if ([...before].every(isHere)) return device.drop(key); // the server has it all, or more
    if (before.get("attempt") !== now.get("attempt")) return;
    for (const [name, value] of before) {
      const field = form.elements[name];
      if (field && begun && field.value !== now.get(name)) field.value = `${value}\n\n${field.value}`; // she was quicker
      else if (field) field.value = value; // a group of radios takes it as well
    }
    form.elements.revision.value = copy.revision;
    form.dispatchEvent(new Event("restored"));
    save();
  }

  // A form can't be sent again while its submit event is still on its way: hence the turn of the clock.
  async function settled() {
    await busy;
    await save();
    await new Promise((done) => { setTimeout(done); });
  }

  form.addEventListener("input", changed);
  form.addEventListener("submit", async (event) => {
    if (passing) return;
    event.preventDefault();
    const by = event.submitter;
    await settled();
    if (stays && typed() !== kept) return shown.scrollIntoView({ block: "nearest" });
    passing = true;
    form.requestSubmit(by);
    setTimeout(() => { passing = false; }, 5000);
  });
  // Signing out while something isn't saved yet: first it is saved, or tried.
  let tried = false;
  document.addEventListener("submit", async (event) => {
    if (event.target === form || tried || typed() === kept) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    await settled();
    tried = true;
    event.target.requestSubmit(event.submitter);
    tried = false;
  }, true);
  window.addEventListener("pageshow", (event) => { if (event.persisted) passing = false; });
  document.addEventListener("visibilitychange", () => { if (document.hidden || typed() !== kept) save(); });
  window.addEventListener("online", save);
  window.addEventListener("beforeunload", (event) => {
    if (!passing && typed() !== kept && !onDevice) event.preventDefault();
  });
  shown.querySelector("[data-show-both]")?.addEventListener("click", () => { passing = true; form.requestSubmit(); });
  const signIn = shown.querySelector("[data-sign-in]");
  if (signIn) signIn.href += "?next=" + encodeURIComponent(location.pathname);
  if (!stopped && shown.querySelector("[data-unsaved]")) say("ready");
  device.ready.then(restore);
  return { save, isKept: () => typed() === kept };
}
