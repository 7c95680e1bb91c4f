// Each tap is sent by itself and kept on the device until the server has it; sent twice, it counts once.
import { newId, queue } from "./attendance-queue.js";

const AGAIN = 15000, SETTLE = 700, TIMED = ["late", "left early"];
const SAME_PAGE = { headers: { Accept: "application/json" }, credentials: "same-origin", redirect: "manual" };

const list = document.getElementById("register");
if (list && list.querySelector(".tap")) {
  const { account, session, signed } = list.dataset;
  const waiting = queue(`taps:${account}:${session}`);
  const forms = [...list.querySelectorAll(".tap")];
  const opened = Date.now();
  const now = () => Number(list.dataset.now) + Date.now() - opened; // by the server's clock
  const row = (form) => form.closest("li");
  const formOf = (tap) => document.querySelector(`#p${tap.person_id} .tap`);
  const chosen = (form) => new FormData(form).get("state");

  // How long is missed as things stand; nothing where nobody can know, before the session and after it.
  function guess(state) {
    const starts = Number(list.dataset.starts), ends = Number(list.dataset.ends);
    if (now() <= starts || now() >= ends) return "";
    const minutes = Math.round((state === "late" ? now() - starts : ends - now()) / 60000);
    return Math.max(1, Math.min(minutes, (ends - starts) / 60000 - 1));
  }

  function show(form) {
    const state = chosen(form);
    form.querySelector(".minutes").hidden = !TIMED.includes(state);
    form.classList.toggle("on", TIMED.includes(state) || (signed !== undefined && form.dataset.changed !== undefined));
  }

  function say(form, words, wrong = "", saved = false) {
    const place = row(form).querySelector(".state"), sign = words === "kept" ? words : saved ? "saved" : "";
    place.textContent = sign === "kept" ? "" : words;
    if (sign) place.prepend(document.getElementById(sign).content.cloneNode(true));
    form.querySelector(".error span").textContent = wrong;
    form.querySelector(".error").hidden = !wrong;
  }

  function count() {
    const kept = waiting.all(), total = forms.length;
    const marked = forms.filter((form) => row(form).dataset.marked !== undefined
      || kept.some((tap) => formOf(tap) === form)).length;
    document.querySelector(".meter .above").textContent = `${marked} of ${total} marked`;
    document.querySelector(".meter .firm").setAttribute("width", `${(100 * marked) / total}%`);
    const rest = document.getElementById("rest"), sign = document.querySelector("#sign button");
    if (rest) rest.closest("form").hidden = marked === total;
    if (!sign) return;
    sign.disabled = marked < total || kept.length > 0;
    const left = total - marked;
    document.getElementById("unsigned").textContent = left ? `${left === 1 ? "One name is" : `${left} names are`} not marked yet.`
      : kept.length ? "You can sign when every tap has been sent."
        : "You can change anything until you sign. After that, a change needs a reason.";
  }

  function tell(strong = "", words = "", label = "", act = null) {
    const place = document.getElementById("connection");
    if (place.dataset.said === strong + words) return;
    place.dataset.said = strong + words;
    place.replaceChildren();
    if (!strong) return;
    const notice = document.getElementById("notice").content.cloneNode(true), link = notice.querySelector("a");
    notice.querySelector("strong").textContent = strong;
    notice.querySelector("span").textContent = words;
    link.textContent = label;
    if (act) link.addEventListener("click", (event) => { event.preventDefault(); act(); });
    else link.href = `/sign-in?next=${encodeURIComponent(location.pathname)}`;
    place.append(notice);
  }
  const keptHere = () => {
    const many = waiting.all().length;
    return `${many === 1 ? "One tap is" : `${many} taps are`} kept on this device.`;
  };

  function post(tap) {
    const token = document.querySelector("[name=csrf_token]").value;
    const body = new URLSearchParams({ ...tap, writer: account, csrf_token: token });
    return fetch(forms[0].action, { ...SAME_PAGE, method: "POST", body });
  }

  // After signing in again in another tab this page needs that session's token.
  async function renew() {
    const answer = await fetch(location.pathname, SAME_PAGE);
    if (!answer.ok) return false;
    const fresh = await answer.json();
    if (String(fresh.writer) !== account) return false;
    for (const field of document.querySelectorAll("[name=csrf_token]")) field.value = fresh.csrf_token;
    return true;
  }

  // Whether the tap is settled, saved or refused; if not, it stays on the device and it is said why.
  async function settle(tap) {
    let answer;
    try {
      answer = await post(tap);
      if (answer.status === 400 && await renew()) answer = await post(tap);
    } catch {
      return tell("No connection.", `${keptHere()} Go on; they are sent when you are back.`, "Try now", send), false;
    }
    const form = formOf(tap), said = await answer.json().catch(() => ({}));
    if (answer.ok) {
      waiting.drop(tap);
      if (!form) return true;
      row(form).dataset.marked = "";
      if (!waiting.all().some((each) => each.person_id === tap.person_id)) say(form, said.at, "", true);
      return true;
    }
    if (answer.status === 422) {
      waiting.drop(tap);
      const meanwhile = said.code === "signed" && signed === undefined;
      if (form) say(form, "Not saved", meanwhile ? "This register has been signed meanwhile. Reload the page to change it." : said.title);
      else tell("Not saved.", said.title || "", "Go on", send);
      return true;
    }
    if (answer.status >= 500 || answer.status === 429) tell("Our server stumbled.", keptHere(), "Try now", send);
    else if (answer.status === 401) tell("You have been signed out.", keptHere(), "Sign in again");
    else tell("This register can’t be kept under whoever is signed in now.", keptHere(), "Try again", send);
    return false;
  }

  let sending = false, later = 0;
  async function send() {
    clearTimeout(later);
    if (sending) return;
    sending = true;
    let settled = true;
    try {
      for (let taps = waiting.all(); settled && taps.length; taps = waiting.all()) {
        settled = await settle(taps[0]);
        count();
      }
    } finally {
      sending = false;
    }
    if (settled) tell();
    else later = setTimeout(send, AGAIN);
  }

  function tapped(form, wait = 0) {
    const data = new FormData(form), state = data.get("state"), timed = TIMED.includes(state);
    if (!state) return;
    if (timed && !Number(data.get("minutes_missed"))) return say(form, "Not saved", "How many minutes were missed?");
    if (signed !== undefined && !(data.get("reason") || "").trim()) return say(form, "Not saved", "Say why it changes, then save.");
    const tap = { person_id: data.get("person_id"), state, minutes_missed: timed ? data.get("minutes_missed") : "0",
      reason: data.get("reason") || "" };
    const same = JSON.stringify(tap);
    const unsent = waiting.all().some((each) => each.person_id === tap.person_id);
    if (form.dataset.last !== same || form.querySelector(".error span").textContent) {
      form.dataset.last = same;
      waiting.put({ tap_id: newId(), ...tap });
      say(form, "kept");
    } else if (!unsent) return;
    count();
    clearTimeout(later);
    later = setTimeout(send, wait);
  }

  for (const form of forms) {
    const minutes = form.elements.minutes_missed;
    let byKey = false; // arrow keys pass through what isn't meant
    form.addEventListener("keydown", () => { byKey = true; });
    form.addEventListener("pointerdown", () => { byKey = false; });
    form.addEventListener("change", (event) => {
      form.dataset.changed = "";
      if (event.target.name === "state") minutes.value = TIMED.includes(chosen(form)) ? guess(chosen(form)) : "";
      show(form);
      if (signed !== undefined) {
        if (!byKey && event.target.name === "state") form.elements.reason.focus();
      } else if (event.target.name !== "state" || !TIMED.includes(chosen(form)) || minutes.value) {
        tapped(form, byKey ? SETTLE : 0);
      } else {
        say(form, "Not saved", "How many minutes were missed?");
        if (!byKey) minutes.focus();
      }
    });
    form.addEventListener("submit", (event) => { event.preventDefault(); tapped(form); });
    show(form);
  }
  document.getElementById("rest")?.closest("form").addEventListener("submit", (event) => {
    event.preventDefault();
    for (const form of forms.filter((each) => !chosen(each))) {
      form.querySelector("[value=present]").checked = true;
      tapped(form);
    }
  });
  addEventListener("online", send);
  addEventListener("visibilitychange", () => { if (!document.hidden) send(); });

  // Signing out: first what waits is sent, or tried.
  let tried = false;
  document.addEventListener("submit", async (event) => {
    if (tried || !event.target.action.endsWith("/sign-out") || !waiting.all().length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    await send();
    tried = true;
    event.target.requestSubmit(event.submitter);
    tried = false;
  }, true);

  waiting.ready.then(() => {
    for (const tap of waiting.all()) { // what an earlier visit left unsent
      const form = formOf(tap);
      if (!form) continue;
      form.elements.state.value = tap.state;
      form.elements.minutes_missed.value = Number(tap.minutes_missed) || "";
      if (form.elements.reason) { form.elements.reason.value = tap.reason; form.dataset.changed = ""; }
      show(form);
      say(form, "kept");
    }
    count();
    send();
  });
  count();
}
