// What waits to be sent, by account and session, kept on the device; each tap has an id of its own.
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID(); // only where the page came by https, or from this machine
  return "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
    (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));
}

// A browser that keeps nothing (private windows) has it for as long as the page is open.
export function queue(key) {
  let held = [];
  return {
    all() { try { return JSON.parse(localStorage.getItem(key)) || []; } catch { return held; } },
    keep(taps) {
      held = taps;
      try { taps.length ? localStorage.setItem(key, JSON.stringify(taps)) : localStorage.removeItem(key); } catch { /* held */ }
    },
    put(tap) { this.keep([...this.all().filter((each) => each.person_id !== tap.person_id), tap]); },
    drop(tap) { this.keep(this.all().filter((each) => each.tap_id !== tap.tap_id)); },
  };
}
