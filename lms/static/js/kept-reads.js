// "I have read it", said without a connection: sent when there is one again.
import { device } from "./kept-written.js";
import { account, isKeptPage, token } from "./kept-here.js";

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
    const headers = { "Sent-Again": "1" }; // the worker lets it pass
    const answer = await fetch(name.slice("read:".length), { method: "POST", body, headers, redirect: "manual" });
    // It is taken, or there is no such page any more; else it waits.
    if (answer.type === "opaqueredirect" || answer.ok || [404, 422].includes(answer.status)) await device.drop(name);
    else return;
  }
}

if (account) {
  addEventListener("online", sendReads);
  if (!isKeptPage) sendReads();
}
