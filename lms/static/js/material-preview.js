// A preview of files at hand: the page anew when one of them is saved.
const watched = document.getElementById("watched");

async function look() {
  try {
    const answer = await fetch("/preview/state", { headers: { Accept: "application/json" } });
    if (answer.ok && (await answer.json()).state !== watched.dataset.state) return location.reload();
  } catch {
    // The preview has been stopped, or is starting again: ask again.
  }
  setTimeout(look, 1000);
}

if (watched) setTimeout(look, 1000);
