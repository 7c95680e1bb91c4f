// Each tap is sent by itself and kept on the device until the server has it; sent twice, it counts once.
const list = document.getElementById("register");
if (list) {
  const key = `taps:${list.dataset.account}:${list.dataset.session}`;
  const place = document.getElementById("connection");
  const read = () => JSON.parse(localStorage.getItem(key) || "[]");
  const keep = (taps) => (taps.length ? localStorage.setItem(key, JSON.stringify(taps)) : localStorage.removeItem(key));
  const newId = () => (crypto.randomUUID ? crypto.randomUUID() : "10000000-1000-4000-8000-100000000000".replace(
    /[018]/g, (c) => (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16)));
  const form = (personId) => document.querySelector(`#p${personId} form.tap`);
  const timed = (state) => state === "late" || state === "left early";

  const show = (one) => {
    const state = new FormData(one).get("state");
    const reason = one.querySelector(".reason");
    one.querySelector(".minutes").hidden = !timed(state);
    one.querySelector(".more").hidden = !state || !(timed(state) || reason);
  };
  const say = (one, words, wrong = "") => {
    one.closest("li").querySelector(".said").textContent = words;
    one.querySelector(".wrong-line").textContent = wrong;
  };
  const count = () => {
    const marked = list.querySelectorAll("li[data-marked]").length;
    const bar = document.querySelector("#count .above");
    if (bar) bar.textContent = `${marked} of ${list.dataset.total} marked`;
    const full = document.querySelector("#count .full-part");
    if (full) full.setAttribute("width", `${(100 * marked) / list.dataset.total}%`);
    const rest = document.getElementById("rest");
    if (rest && marked === Number(list.dataset.total)) rest.closest("form").hidden = true;
    const sign = document.querySelector("#sign button");
    if (sign && marked === Number(list.dataset.total)) {
      sign.className = "button next";
      document.querySelector("#sign .hint").textContent = "After this, a change needs a reason.";
    }
  };
  const tell = (words, again) => {
    place.textContent = "";
    if (!words) return;
    const box = document.createElement("div");
    box.className = "notice warn";
    const text = document.createElement("p");
    text.textContent = words;
    box.append(text);
    if (again) {
      const link = document.createElement("a");
      link.href = again;
      link.textContent = again.startsWith("#") ? "Try now" : "Sign in again";
      link.addEventListener("click", (event) => { if (again.startsWith("#")) { event.preventDefault(); send(); } });
      text.append(" ", link);
    }
    place.append(box);
  };

  let sending = false;
  async function send() {
    if (sending) return;
    sending = true;
    try {
      for (let taps = read(); taps.length; taps = read()) {
        const tap = taps[0], one = form(tap.person_id);
        const body = new URLSearchParams({ ...tap, csrf_token: document.querySelector("[name=csrf_token]").value });
        let answer;
        try {
          answer = await fetch(one.action, { method: "POST", body, headers: { Accept: "application/json" } });
        } catch {
          tell(`No connection. ${taps.length === 1 ? "One tap is" : `${taps.length} taps are`} kept on this device. Go on; they are sent when you are back.`, "#");
          return;
        }
        if (answer.status === 401 || answer.status === 400) {
          tell("You have been signed out. Your taps are kept on this device.", `/sign-in?next=${encodeURIComponent(location.pathname)}`);
          return;
        }
        if (answer.status >= 500) {
          tell("Our server stumbled. Your taps are kept on this device.", "#");
          return;
        }
        keep(read().filter((each) => each.tap_id !== tap.tap_id));
        const said = await answer.json().catch(() => ({}));
        if (answer.ok) {
          one.closest("li").dataset.marked = "";
          say(one, said.at);
        } else {
          say(one, "Not saved", said.sentence || "That could not be saved. Reload the page and tap again.");
        }
        count();
      }
      tell("");
    } finally {
      sending = false;
    }
  }

  const tapped = (one) => {
    const data = new FormData(one);
    if (!data.get("state")) return;
    const tap = { tap_id: newId(), person_id: data.get("person_id"), state: data.get("state"),
      minutes_missed: timed(data.get("state")) ? data.get("minutes_missed") || "0" : "0", reason: data.get("reason") || "" };
    if (one.querySelector(".reason") && !tap.reason.trim()) { one.querySelector(".reason input").focus(); return; }
    keep([...read().filter((each) => each.person_id !== tap.person_id), tap]);
    say(one, "kept here");
    send();
  };

  for (const one of list.querySelectorAll("form.tap")) {
    show(one);
    one.addEventListener("change", (event) => {
      show(one);
      const minutes = one.querySelector("[name=minutes_missed]");
      if (event.target.name === "state") {
        if (timed(event.target.value)) minutes.value = event.target.value === "late" ? minutes.dataset.late : minutes.dataset.early;
        tapped(one);
        if (timed(event.target.value)) minutes.focus();
      } else if (event.target === minutes) tapped(one);
    });
    one.addEventListener("submit", (event) => { event.preventDefault(); tapped(one); });
  }
  document.getElementById("rest")?.closest("form").addEventListener("submit", (event) => {
    event.preventDefault();
    for (const one of list.querySelectorAll("li:not([data-marked]) form.tap")) {
      one.querySelector("[value=present]").checked = true;
      show(one);
      tapped(one);
    }
  });
  addEventListener("online", send);
  for (const tap of read()) { const one = form(tap.person_id); if (one) say(one, "kept here"); }
  send();
}
