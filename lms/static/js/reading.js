// A page of a course: where she is in it, kept now and then, and that she has come to its end.
const page = document.getElementById("page");
const PAUSE = 4000, AT_THE_END = 2000, AT_LEAST = 10000; // nobody reads a page in less
const pieces = [...page.children];
const token = () => document.querySelector("[name=csrf_token]").value;

function post(url, fields, more = {}) {
  const body = new URLSearchParams({ ...fields, csrf_token: token() });
  return fetch(url, { method: "POST", body, credentials: "same-origin", headers: { Accept: "application/json" }, signal: AbortSignal.timeout?.(20000), ...more });
}

// The first paragraph that is still in view says where she is, on whatever screen.
function down() {
  const at = pieces.findIndex((piece) => piece.getBoundingClientRect().bottom > 8);
  return at < 0 ? pieces.length - 1 : at;
}

// Asked for by a link that ends in #here; without a script the page begins at its top.
const from = pieces[Number(page.dataset.down)];
if (location.hash === "#here" && from && Number(page.dataset.down) > 0) from.scrollIntoView();

let kept = null, pause = 0;
function keepPlace(more) {
  clearTimeout(pause);
  const now = down();
  if (now === kept) return;
  kept = now;
  post(page.dataset.place, { module: page.dataset.module, page: page.dataset.page, down: now }, more)
    .catch(() => { kept = null; }); // without a connection: next time
}
addEventListener("scroll", () => { clearTimeout(pause); pause = setTimeout(keepPlace, PAUSE); }, { passive: true });
document.addEventListener("visibilitychange", () => { if (document.hidden && kept !== null) keepPlace({ keepalive: true }); });
pause = setTimeout(keepPlace, PAUSE);

// Its end has been in view for a moment: then it is read.
const form = document.getElementById("read");
if (form.dataset.read === undefined) {
  let moment = 0;
  const watch = new IntersectionObserver(([seen]) => {
    clearTimeout(moment);
    if (seen.isIntersecting && !document.hidden) moment = setTimeout(isRead, Math.max(AT_THE_END, AT_LEAST - performance.now()));
  });
  const isRead = async () => {
    try {
      if (!(await post(form.action, {})).ok) return;
    } catch { return; } // she can still say so herself
    watch.disconnect();
    const said = document.getElementById("is-read");
    said.replaceChildren(document.getElementById("now-read").content.cloneNode(true));
  };
  watch.observe(document.getElementById("end")); // her own note comes below it, and is not for reading
}
