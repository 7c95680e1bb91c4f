// "I have read it", said without a connection: sent when there is one again.
import { device } from "./kept-written.js";
import { account, inTime, isKeptPage, token } from "./kept-here.js";

let busy = null;

export function sendReads() {
  busy ??= send().catch(() => {}).finally(() => { busy = null; });
  return busy;
}

async function send() {
  await device.ready;
  for (const name of device.names("read:")) {
    const body = new URLSearchParams(device.get(name));
    body.set("csrf_token", token());
    // The worker lets it pass; a page in answer would begin a session, under the feet of whoever signs in meanwhile.
    const headers = { "Sent-Again": "1", Accept: "application/json" };
    const answer = await fetch(name.slice("read:".length), { method: "POST", body, headers, redirect: "manual", signal: inTime() });
    // It is taken, or there is no such page any more; else it waits.
    if (answer.type === "opaqueredirect" || answer.ok || [404, 422].includes(answer.status)) await device.drop(name);
    else return;
  }
}

if (account) {
  addEventListener("online", sendReads);
  if (!isKeptPage) sendReads();
}
