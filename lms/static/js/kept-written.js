// What was typed or tapped and hasn't reached us: in this page's memory, and sealed on the device where one is kept for her.
import "./kept-store.js";
import { account, holding } from "./kept-here.js";

const { kept } = self, held = new Map(); // by name: { id, value, unsent }
let turn = Promise.resolve(true);

export const device = {
  ready: open().catch(() => {}),

  get: (name) => held.get(name)?.value ?? null,
  names: (beginning) => [...held.keys()].filter((name) => name.startsWith(beginning)),
  unsent: () => [...held.values()].some((each) => each.unsent),
  settled: () => turn,

  // Whether the device has it now; not so on a shared computer, in a private window, without a key.
  put(name, value, { unsent = true } = {}) {
    held.set(name, { id: held.get(name)?.id || kept.random(), value, unsent });
    return next(async (holder) => {
      const latest = held.get(name);
      return Boolean(latest && holder && await kept.write(holder, { name, ...latest }));
    });
  },

  drop(name) {
    const gone = held.get(name);
    held.delete(name);
    return gone ? next(async (holder) => holder && kept.unwrite(gone.id)) : Promise.resolve();
  },
};

// One after the other, so that what was typed first never lies over what was typed last.
function next(act) {
  turn = turn.then(() => device.ready).then(() => holding).then(act).catch(() => false);
  return turn;
}

async function open() {
  const holder = await holding;
  if (!holder) return;
  for (const { id, name, value, unsent } of await kept.written(holder)) {
    if (held.has(name)) await kept.unwrite(id); // it was put anew while this was read
    else held.set(name, { id, value, unsent });
  }
  await takeOver(holder);
}

// Earlier versions kept it open to everybody.
async function takeOver(holder) {
  const hers = new RegExp(`^(typed:(answer|mark)|taps):${account}:`);
  for (const name of Object.keys(localStorage).filter((each) => hers.test(each))) {
    const one = { id: kept.random(), value: JSON.parse(localStorage.getItem(name)), unsent: !name.endsWith(":list") };
    if (!held.has(name)) held.set(name, one);
    if (await kept.write(holder, { name, ...one })) localStorage.removeItem(name);
  }
}
