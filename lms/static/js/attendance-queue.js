// What waits to be sent, by account and session, kept on the device; each tap has an id of its own.
import { device } from "./kept-written.js";

export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID(); // only where the page came by https, or from this machine
  return "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
    (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));
}

export function queue(key) {
  const name = (tap) => `${key}:${tap.person_id}`; // the latest of a person counts
  return {
    ready: device.ready.then(() => {
      for (const tap of device.get(key) || []) device.put(name(tap), tap); // as earlier versions had it
      device.drop(key);
    }),
    all: () => device.names(`${key}:`).map(device.get),
    put: (tap) => device.put(name(tap), tap),
    drop(tap) { if (device.get(name(tap))?.tap_id === tap.tap_id) device.drop(name(tap)); },
  };
}
