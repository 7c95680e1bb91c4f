// Pages look as was chosen on this device: a cookie says how. Runs before the page is painted, so it is not a module.
(function () {
  const root = document.documentElement, NAMES = ["theme", "size", "face"], USUAL = ["device", "usual", "usual"];
  const kept = () => (document.cookie.match(/(?:^|; )looks=([a-z.]+)/)?.[1] || "").split(".");
  const value = (at) => kept()[at] || USUAL[at];

  function show() {
    NAMES.forEach((name, at) => {
      if (value(at) === USUAL[at]) delete root.dataset[name];
      else root.dataset[name] = value(at);
    });
    const styles = document.getElementById("looks");
    if (styles) styles.disabled = !(root.dataset.size || root.dataset.face);
  }
  function choose(theme) {
    const lasts = root.dataset.shared === undefined ? "; max-age=31536000" : ""; // else until the browser is closed
    const safe = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `looks=${[theme, value(1), value(2)].join(".")}; path=/; samesite=lax${lasts}${safe}`;
    show();
  }
  try { // where it was kept before
    const before = localStorage.getItem("theme");
    if (before) choose(before);
    if (before !== null) localStorage.removeItem("theme");
  } catch { /* this browser keeps nothing */ }
  show();

  document.addEventListener("DOMContentLoaded", () => {
    const group = document.getElementById("themes");
    const buttons = group.querySelectorAll("button");
    const press = () => buttons.forEach((button) => button.setAttribute("aria-pressed", button.dataset.choose === value(0)));
    buttons.forEach((button) => button.addEventListener("click", () => { choose(button.dataset.choose); press(); }));
    press();
    group.hidden = false;
  });
})();
