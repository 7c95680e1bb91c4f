// Light or dark as chosen on this device. Runs before the page is painted, so it is not a module.
(function () {
  const root = document.documentElement;
  const kept = () => { try { return localStorage.getItem("theme") || ""; } catch { return ""; } };
  const show = (theme) => { if (theme) root.dataset.theme = theme; else delete root.dataset.theme; };
  show(kept());

  document.addEventListener("DOMContentLoaded", () => {
    const group = document.getElementById("themes");
    const buttons = group.querySelectorAll("button");
    const press = () => buttons.forEach((button) => button.setAttribute("aria-pressed", button.dataset.choose === kept()));
    buttons.forEach((button) => button.addEventListener("click", () => {
      try { localStorage.setItem("theme", button.dataset.choose); } catch { return; }
      show(button.dataset.choose);
      press();
    }));
    press();
    group.hidden = false;
  });
})();
