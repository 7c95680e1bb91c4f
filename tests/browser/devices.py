"""What lies on a device, as whoever reads its disk would find it."""

from playwright.sync_api import Page

from tests.browser.leaving import becomes

STORED = """async () => {
  const texts = [], names = (await indexedDB.databases()).map((each) => each.name);
  if (names.includes("kept")) {
    const base = await new Promise((done) => {
      const asked = indexedDB.open("kept"); asked.onsuccess = () => done(asked.result); });
    for (const name of base.objectStoreNames) {
      const all = await new Promise((done) => {
        const asked = base.transaction(name).objectStore(name).getAll(); asked.onsuccess = () => done(asked.result); });
      const read = (key, value) => (value instanceof ArrayBuffer || ArrayBuffer.isView(value)
        ? Array.from(new Uint8Array(value.buffer || value), (byte) => String.fromCharCode(byte)).join("") : value);
      for (const each of all) {
        if (!String(each.id).startsWith("left:")) texts.push(name + ":" + JSON.stringify(each, read)); // that she left
      }
    }
    base.close();
  }
  for (const name of await caches.keys()) {
    for (const each of await (await caches.open(name)).keys()) texts.push("cache:" + each.url);
  }
  for (const name of Object.keys(localStorage)) texts.push("local:" + name);
  return texts;
}"""


def stored(page: Page, kind: str) -> list[str]:
    """All that is stored of this kind ("texts:", "keys:", "written:", "cache:", "local:"), or of any kind."""
    return [each for each in page.evaluate(STORED) if each.startswith(kind)]


def kinds(page: Page) -> list[str]:
    """What kinds of things are stored, each as often as it is there."""
    return [each.partition(":")[0] for each in stored(page, "")]


def keeps(page: Page, many: int) -> None:
    """Wait until so many pages are kept, with what is shown for those that aren't."""
    becomes(page, lambda: kinds(page).count("texts"), many)
    becomes(page, lambda: any(each.endswith("/without-connection") for each in stored(page, "cache:")), True)


def keeps_nothing(page: Page) -> None:
    """Wait until nothing of hers is there, nor a worker that would show it."""
    becomes(page, lambda: stored(page, ""), [])
    becomes(page, lambda: page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)"), 0)
