// For whom this device keeps something: the key is fetched once after signing in, and let go when nobody is signed in.
import "./kept-store.js";

const { kept } = self, root = document.documentElement;
export const account = Number(root.dataset.account) || 0;
export const shared = root.dataset.shared !== undefined;
export const isKeptPage = root.dataset.keptAt !== undefined; // shown by the worker, for want of a connection
export const inTime = () => AbortSignal.timeout?.(20000); // what hangs is as good as lost
export const token = () => document.querySelector("[name=csrf_token]")?.value || "";

// Whose key is here, to keep things and to open them. On a shared computer it only opens what she left unsent there
// before, for as long as the page is open. Null: nobody is signed in, or this browser can't keep things.
export const holding = find().catch(() => null);

// Whether our server has ended the session; throws where there is no connection.
export async function signOut() {
  const body = new URLSearchParams({ csrf_token: token() });
  return (await fetch("/sign-out", { method: "POST", body, redirect: "manual", signal: inTime() })).type === "opaqueredirect";
}

async function find() {
  if (isKeptPage) return kept.holder();
  const leaving = Number(localStorage.getItem("signing-out")); // she signed out without a connection
  const left = leaving && leaving === account && await signOut(); // if that fails, the next page tries again
  if (left || leaving !== account) localStorage.removeItem("signing-out");
  if (leaving && leaving === account) return left && location.assign("/"), null;
  if (!account) return kept.letGo().then(() => null);
  if (shared) { // what somebody else has not sent yet stays sealed under her key, or it would be lost
    await kept.forget(account, { all: true, unsent: false });
    return await kept.unsent(account) ? fetched() : null;
  }
  if (!kept.able) return null;
  const now = await kept.holder();
  if (now?.account === account) return now;
  if (now) await kept.letGo();
  const given = await fetched();
  if (given) await kept.hold(given);
  return given;
}

async function fetched() {
  const answer = await fetch("/account/device-key", {
    method: "POST", headers: { Accept: "application/json", "X-CSRFToken": token() }, redirect: "manual", signal: inTime(),
  });
  const given = answer.ok ? await answer.json() : {};
  return given.for === account ? kept.opener(account, Uint8Array.from(atob(given.key), (sign) => sign.charCodeAt(0))) : null;
}
