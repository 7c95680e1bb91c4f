// While a list is being checked or written: how far it is, and the page anew when it is done.
const box = document.getElementById("progress");

async function look() {
  try {
    const answer = await fetch(box.dataset.url, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const far = await answer.json();
    if (far.state !== box.dataset.state) return location.reload();
    box.querySelector("p").textContent = `${far.written} of ${box.dataset.about}${far.of} ${box.dataset.said}`;
    box.querySelector(".full-part").setAttribute("width", `${(100 * far.written) / Math.max(far.of, 1)}%`);
  } catch {
    // No connection: ask again.
  }
  setTimeout(look, 1000);
}

if (box) setTimeout(look, 1000);
