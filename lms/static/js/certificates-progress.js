// While documents are being made, the page fetches itself again and shows how far it has come.
const EVERY = 2000;

async function look() {
  const shown = document.querySelector("[data-progress=going]");
  if (!shown || document.hidden) return shown && setTimeout(look, EVERY);
  try {
    const page = await (await fetch(location.href, { headers: { Accept: "text/html" } })).text();
    const fresh = new DOMParser().parseFromString(page, "text/html").querySelector("[data-progress]");
    if (fresh && fresh.innerHTML !== shown.innerHTML) shown.replaceWith(fresh);
  } catch {
    // No connection: the next look may have one.
  }
  setTimeout(look, EVERY);
}

setTimeout(look, EVERY);
