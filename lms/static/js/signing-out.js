// Signing out: what has not reached us is sent, or asked about; then this device keeps nothing more of hers.
import "./kept-store.js";
import { account, shared, signOut } from "./kept-here.js";
import { sendReads } from "./kept-reads.js";
import { device } from "./kept-written.js";

const ASKED = "Something of yours is only on this device: it has not reached us. Sign out and lose it?";
const LATER = "No connection. Nothing of yours is kept on this device any more. You are signed out as soon as it is connected again.";
const { kept } = self;

for (const form of document.querySelectorAll('form[action$="/sign-out"]')) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await sendReads();
    if (await unsent() && !confirm(ASKED)) return;
    await kept.forget(account, { all: shared }).catch(() => {});
    for (const name of older()) localStorage.removeItem(name);
    try {
      if (await signOut()) location.assign("/");
      else form.submit(); // our server says what is wrong
    } catch {
      try { localStorage.setItem("signing-out", account); } catch { /* this browser keeps nothing */ }
      alert(LATER);
      location.reload();
    }
  });
}

async function unsent() {
  await device.settled();
  return device.unsent() || await kept.unsent(account).catch(() => 0) || older().some((name) => !name.endsWith(":list"));
}

// What earlier versions kept, where there was no way to seal it.
function older() {
  try { return Object.keys(localStorage).filter((name) => /^(typed|taps):/.test(name)); } catch { return []; }
}
