// What somebody typed and this device still keeps (under "typed:…") goes when she signs out, and not unasked.
for (const form of document.querySelectorAll('form[action$="/sign-out"], form[action$="/sign-out-everywhere"]')) {
  form.addEventListener("submit", (event) => {
    let kept;
    try { kept = Object.keys(localStorage).filter((key) => key.startsWith("typed:")); } catch { return; }
    const unsaved = kept.some((key) => !key.endsWith(":list"));
    if (unsaved && !confirm("Something that you typed is only on this device: it has not reached us. Sign out and lose it?")) {
      event.preventDefault();
      return;
    }
    for (const key of kept) localStorage.removeItem(key);
  });
}
