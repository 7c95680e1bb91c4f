"""What lies on a device, as whoever reads its disk would find it."""

from playwright.sync_api import Page

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
