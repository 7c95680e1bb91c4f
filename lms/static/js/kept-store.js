// What this device keeps for one account: sealed under a key that only our server gives, in IndexedDB.
// Pages import it and the worker reads it by importScripts; so it exports nothing and leaves `kept`.
(() => {
  const STORES = ["keys", "texts", "written"], OLD = 30 * 24 * 3600 * 1000, MANY = 400, AT_ONCE = 40, LONGEST = 4000;
  const words = new TextEncoder(), read = new TextDecoder();
  let opening = null;

  function base() {
    opening ??= new Promise((done, fail) => {
      const asked = indexedDB.open("kept", 1);
      asked.onupgradeneeded = () => { for (const name of STORES) asked.result.createObjectStore(name, { keyPath: "id" }); };
      asked.onsuccess = () => { asked.result.onclose = () => { opening = null; }; done(asked.result); };
      asked.onerror = () => { opening = null; fail(asked.error); };
      setTimeout(() => { fail(new Error("this browser’s store does not open")); }, LONGEST);
    });
    return opening;
  }

  // One transaction: `act` has the stores by name and may ask only them; what it returns is there when all is written.
  async function at(names, act) {
    const on = (await base()).transaction(names, "readwrite", { durability: "strict" });
    const done = new Promise((end, fail) => { on.oncomplete = end; on.onabort = on.onerror = () => fail(on.error); });
    const found = await act(Object.fromEntries(names.map((name) => [name, on.objectStore(name)])));
    await done;
    return found;
  }
  const got = (asked) => new Promise((end, fail) => {
    asked.onsuccess = () => end(asked.result);
    asked.onerror = () => fail(asked.error);
  });

  // One after the other, since all of them together may be more than a telephone has room for.
  const forEach = (asked, look) => new Promise((end, fail) => {
    asked.onsuccess = () => (asked.result ? (look(asked.result.value), asked.result.continue()) : end());
    asked.onerror = () => fail(asked.error);
  });

  const bound = (account, id) => words.encode(`${account}:${id}`);
  async function seal({ account, key }, id, value) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const from = { name: "AES-GCM", iv, additionalData: bound(account, id) };
    return { iv, bytes: await crypto.subtle.encrypt(from, key, words.encode(JSON.stringify(value))) };
  }
  async function unseal({ account, key }, id, { iv, bytes }) {
    const from = { name: "AES-GCM", iv, additionalData: bound(account, id) };
    return JSON.parse(read.decode(await crypto.subtle.decrypt(from, key, bytes)));
  }
  // Where a page lies says nothing of which page it is; the salt goes with the key.
  async function placeOf({ salt }, path) {
    const hash = await crypto.subtle.digest("SHA-256", words.encode(salt + path));
    return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }
  const random = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

  self.kept = {
    able: typeof indexedDB !== "undefined" && Boolean(self.crypto?.subtle),
    random,

    async isThere() {
      if (!this.able) return false;
      if (!indexedDB.databases) return true;
      return (await indexedDB.databases()).some((each) => each.name === "kept");
    },

    // For whom this device keeps something now, with the key; nobody: null.
    async holder() {
      if (!await this.isThere()) return null;
      return await at(["keys"], ({ keys }) => got(keys.get("now"))) || null;
    },

    // What opens things of this account, for as long as the page is open.
    async opener(account, raw) {
      const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
      return { id: "now", account, key, salt: random() };
    },

    // From now on this device keeps for her, and for her alone.
    async hold(now) {
      const { account } = now;
      await at(STORES, async ({ keys, texts, written }) => {
        texts.clear();
        for (const gone of ["left:all", `left:${account}`]) keys.delete(gone);
        keys.put(now);
        for (const each of await got(written.getAll())) {
          if (each.account !== account && Date.now() - each.at > OLD) written.delete(each.id);
        }
      });
    },

    // The key and the texts go. What was not sent stays, sealed, until its account has its key again.
    async letGo() {
      if (await this.isThere()) await at(STORES, ({ keys, texts }) => { keys.delete("now"); texts.clear(); });
      await this.stopWorking();
    },

    // Everything of this account goes; with `all`, of everybody, but for what `unsent` of this account waits for her.
    async forget(account, { all = false, unsent = true } = {}) {
      if (await this.isThere()) {
        await at(STORES, async ({ keys, texts, written }) => {
          keys.delete("now");
          texts.clear();
          keys.put({ id: all ? "left:all" : `left:${account}` }); // a page of hers that is still open writes no more
          for (const each of await got(written.getAll())) {
            const hers = each.account === account;
            if (hers ? unsent || !each.unsent : all && !each.unsent) written.delete(each.id);
          }
        });
      }
      await this.stopWorking();
    },

    async stopWorking() {
      for (const name of await self.caches?.keys() || []) if (name.startsWith("parts:")) await caches.delete(name);
      for (const each of await self.navigator.serviceWorker?.getRegistrations() || []) await each.unregister();
    },

    async putText(holder, path, head, html) {
      const id = await placeOf(holder, path);
      const text = { id, at: Date.now(), head: await seal(holder, id, { path, ...head }), body: await seal(holder, id, html) };
      return at(["keys", "texts"], async ({ keys, texts }) => {
        const now = await got(keys.get("now"));
        if (now?.salt !== holder.salt) return; // she left meanwhile
        texts.put(text);
        if (await got(texts.count()) <= MANY) return;
        const ages = [];
        await forEach(texts.openCursor(), (each) => ages.push([each.at, each.id]));
        ages.sort(([one], [other]) => one - other).slice(0, AT_ONCE).forEach(([, old]) => texts.delete(old));
      });
    },
    async has(holder, path) {
      const id = await placeOf(holder, path);
      return at(["texts"], async ({ texts }) => Boolean(await got(texts.getKey(id))));
    },
    async text(holder, path) {
      const id = await placeOf(holder, path);
      const found = await at(["texts"], ({ texts }) => got(texts.get(id)));
      return found ? { ...await unseal(holder, id, found.head), html: await unseal(holder, id, found.body) } : null;
    },
    async heads(holder) {
      const found = [];
      await at(["texts"], ({ texts }) => forEach(texts.openCursor(), ({ id: own, head }) => found.push([own, head])));
      return Promise.all(found.map(([own, head]) => unseal(holder, own, head)));
    },

    // What was typed or tapped: by name, what is `unsent` is asked about before it goes. Whether it is on the device.
    async write(holder, { id, name, value, unsent }) {
      const sealed = await seal(holder, id, { name, value });
      return at(["keys", "written"], async ({ keys, written }) => {
        for (const left of ["left:all", `left:${holder.account}`]) if (await got(keys.get(left))) return false;
        written.put({ id, account: holder.account, unsent, at: Date.now(), sealed });
        return true;
      });
    },
    async unwrite(id) { await at(["written"], ({ written }) => { written.delete(id); }); },
    async written(holder) {
      const found = await at(["written"], ({ written }) => got(written.getAll()));
      const hers = found.filter((each) => each.account === holder.account);
      const opened = hers.map(async ({ id, unsent, sealed }) => ({ id, unsent, ...await unseal(holder, id, sealed) }));
      return (await Promise.allSettled(opened)).filter((each) => each.value).map((each) => each.value);
    },
    // How many things of an account wait to be sent, without opening them.
    async unsent(account) {
      if (!await this.isThere()) return 0;
      const found = await at(["written"], ({ written }) => got(written.getAll()));
      return found.filter((each) => each.account === account && each.unsent).length;
    },
  };
})();
