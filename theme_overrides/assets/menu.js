/* The menu on small screens: it opens and closes without this; with it, the keyboard goes into it, and who leaves it closes it. */
(() => {
  "use strict";

  const toggle = document.getElementById("__drawer");
  const menu = document.querySelector(".pb-nav");
  if (!menu) return;
  toggle.addEventListener("change", () => toggle.checked && menu.querySelector("a").focus());
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) toggle.checked = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !toggle.checked) return;
    toggle.checked = false;
    toggle.focus();
  });
})();
