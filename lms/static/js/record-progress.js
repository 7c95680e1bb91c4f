// While an import is being written: how far it is, and the page anew when it is done.
const box = document.getElementById("progress");

async function look() {
  try {
    const answer = await fetch(box.dataset.url, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const far = await answer.json();
    if (far.state !== "writing") return location.reload();
    box.querySelector("p").textContent = `${far.written} of ${far.of} written`;
    box.querySelector(".full-part").setAttribute("width", `${(100 * far.written) / Math.max(far.of, 1)}%`);
  } catch {
    // No connection: ask again.
  }
  setTimeout(look, 1000);
}

if (box) setTimeout(look, 1000);
