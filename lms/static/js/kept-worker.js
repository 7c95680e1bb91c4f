// Shows pages that were opened before when there is no connection. It keeps only what our server says may be kept.
const PARTS = `parts:${STATIC}`, ASIDE = "/without-connection", VERSIONS = 3;
const PATIENCE = 6000; // then what hangs is taken for lost, where there is something to show instead
const READING = /^\/my-course\/[^/]+\/modules\/[^/]+\/(?!(?:keep|checks|reflections)$)[^/]+$/;

addEventListener("install", () => { skipWaiting(); });
addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([clients.claim(), registration.navigationPreload?.enable(), tidy()]));
});
addEventListener("message", (event) => {
  const { keep: path, parts } = event.data;
  event.waitUntil(Promise.all([
    fetch(path, { cache: "no-store", redirect: "manual" }).then((answer) => keep(path, answer)), keepParts(parts),
  ]).catch(() => {}));
});
addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (url.origin !== location.origin || request.headers.has("Sent-Again")) return;
  if (request.method === "POST" && READING.test(url.pathname)) event.respondWith(sayRead(request, url.pathname));
  else if (request.method === "GET" && request.mode === "navigate") event.respondWith(open(event, url.pathname + url.search));
  else if (request.method === "GET" && url.pathname.startsWith("/static/")) event.respondWith(part(request));
});

// The answer; LATE where it hangs; null where there is no connection.
const LATE = Symbol("late");
const inTime = (asked) => Promise.race([asked.catch(() => null), new Promise((done) => { setTimeout(done, PATIENCE, LATE); })]);

async function open(event, path) {
  const asked = Promise.resolve(event.preloadResponse).then((answer) => answer || fetch(event.request));
  // What comes late is kept all the same, for the next time that it hangs.
  event.waitUntil(asked.then((answer) => answer.headers.has("Kept-For") && keep(path, answer.clone())).catch(() => {}));
  const answer = await inTime(asked);
  if (answer === LATE) return await shown(path, { slow: true }).catch(() => null) || asked.catch(() => without(path));
  return answer || without(path);
}

async function keep(path, answer) {
  const holder = await kept.holder();
  if (!answer.ok || !holder || answer.headers.get("Kept-For") !== String(holder.account)) return;
  const html = await answer.text();
  const next = html.match(/<link rel="next" href="([^"]+)">/)?.[1];
  const title = html.match(/<title>(.*?) – /)?.[1] || path;
  const policy = answer.headers.get("Content-Security-Policy");
  await kept.putText(holder, path, { title, next, at: answer.headers.get("Kept-At"), policy }, html);
  await keepAside();
}

async function keepAside() {
  const cache = await caches.open(PARTS);
  if (await cache.match(ASIDE)) return;
  const answer = await fetch(ASIDE, { credentials: "omit", cache: "no-store" });
  if (!answer.ok) return;
  await keepParts((await answer.clone().text()).match(/\/static\/[^"]+/g));
  await cache.put(ASIDE, answer);
}
async function keepParts(parts) {
  const cache = await caches.open(PARTS);
  await Promise.all([...new Set(parts)].map(async (each) => await cache.match(each) || cache.add(each)));
}

// What a page is drawn with is the same for everybody, and at one address for ever.
async function part(request) {
  const found = await caches.match(request, { ignoreVary: true });
  if (found) return found;
  const answer = await fetch(request);
  if (answer.status === 200 && await kept.holder().catch(() => null)) {
    const cache = await caches.open(PARTS);
    cache.put(request, answer.clone()).catch(() => {});
  }
  return answer;
}
async function tidy() {
  const versions = (await caches.keys()).filter((each) => each.startsWith("parts:"));
  for (const old of versions.slice(0, -VERSIONS)) await caches.delete(old);
}

async function without(path) {
  const holder = await kept.holder(), html = holder && await aside();
  if (!html) return Response.error();
  return await shown(path) || answerWith(await withList(await telling(html, holder), holder), null, "");
}

// The page as it was kept, with a word about why and since when; null where it isn't.
async function shown(path, { slow = false } = {}) {
  const holder = await kept.holder(), html = holder && await aside(), found = html && await kept.text(holder, path);
  if (!found) return null;
  let said = (await telling(cut(html, "kept-notice"), holder)).replace("[at]", say(found.at));
  if (slow) said = said.replace(/data-slow="([^"]*)">[^<]*/, "data-is-slow>$1");
  const rest = ["read-waits", "not-now"].map((id) => `<template id="${id}">${cut(html, id)}</template>`).join("");
  const page = found.html.replace('<main id="main">', (main) => `${main}<div class="wrap">${said}${rest}</div>`);
  return answerWith(page, found.policy, found.at);
}

// This version's own, or else an older one's, from before there was no connection.
async function aside() {
  const found = await (await caches.open(PARTS)).match(ASIDE) || await caches.match(ASIDE);
  return found?.text();
}
async function telling(html, holder) {
  const waits = (await kept.written(holder)).some((each) => each.name.startsWith("read:"));
  return waits ? html.replace("data-waits hidden", "") : html;
}
const cut = (html, id) => html.match(new RegExp(`<template id="${id}">([^]*?)</template>`))?.[1] || "";
const plain = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

async function withList(aside, holder) {
  const heads = (await kept.heads(holder)).sort((one, other) => (one.path < other.path ? -1 : 1));
  const lines = heads.map((each) => `<li><a href="${plain(each.path)}">${each.title}</a></li>`).join("");
  return aside.replace("<!-- kept pages -->", lines).replace('id="kept-list" hidden', `id="kept-list"${lines ? "" : " hidden"}`);
}
function answerWith(html, policy, at) {
  const headers = { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store", "Referrer-Policy": "same-origin" };
  headers["Content-Security-Policy"] = policy || "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'";
  return new Response(html.replace("<html ", `<html data-kept-at="${at}" `), { headers });
}

// 22 November, 10:14; with the year once it is another.
function say(at) {
  const day = new Date(at), shown = (options) => new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", ...options }).format(day);
  const year = shown({ year: "numeric" }) === String(new Date().getFullYear()) ? {} : { year: "numeric" };
  return `${shown({ day: "numeric", month: "long", ...year })}, ${shown({ hour: "2-digit", minute: "2-digit" })}`;
}

// That a kept page is read waits on the device, and the next page opens.
async function sayRead(request, path) {
  const copy = request.clone(), asked = fetch(request), answer = await inTime(asked);
  if (answer && answer !== LATE) return answer;
  const holder = await kept.holder(), found = holder && await kept.text(holder, path);
  if (!found) return answer === LATE || request.mode !== "navigate" ? asked : without("");
  const body = new URLSearchParams(await copy.text()), name = `read:${path}`;
  body.delete("csrf_token");
  const before = (await kept.written(holder)).find((each) => each.name === name);
  const written = await kept.write(holder, { id: before?.id || kept.random(), name, value: body.toString(), unsent: true });
  if (!written) return without("");
  return request.mode === "navigate" ? Response.redirect(new URL(found.next || path, location), 303) : new Response("{}", { status: 202 });
}
