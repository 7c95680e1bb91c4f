// For whom this device keeps something: its key is fetched once after signing in, and let go when nobody is signed in.
import "./kept-store.js";

const { kept } = self, root = document.documentElement;
export const account = Number(root.dataset.account) || 0;
export const shared = root.dataset.shared !== undefined;
export const isKeptPage = root.dataset.keptAt !== undefined; // shown by the worker, for want of a connection
export const token = () => document.querySelector("[name=csrf_token]")?.value || "";

// Who holds the key here; null where nothing is kept: nobody signed in, a shared computer, a browser that can't.
export const holding = hold().catch(() => null);

async function hold() {
  if (isKeptPage) return kept.holder();
  if (!account) return kept.letGo(), null;
  if (shared) return await kept.forget(account, { all: true, unsent: false }), null;
  if (!kept.able) return null;
  const now = await kept.holder();
  if (now?.account === account) return now;
  if (now) await kept.letGo();
  const answer = await fetch("/account/device-key", {
    method: "POST", headers: { Accept: "application/json", "X-CSRFToken": token() }, redirect: "manual",
  });
  if (!answer.ok) return null;
  const given = await answer.json();
  if (given.for !== account) return null;
  return kept.hold(account, Uint8Array.from(atob(given.key), (sign) => sign.charCodeAt(0)));
}
