/* The menu on small screens: it opens and closes without this; with it, the keyboard goes into it, and who leaves it closes it.
   And the table of contents, which has no place beside the page there: it folds out below the title. */
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

  const contents = document.querySelector(".md-sidebar--secondary .md-nav--secondary");
  const top = contents ? contents.querySelectorAll(":scope > .md-nav__list > .md-nav__item") : [];
  if (top.length < 3) return; // what is short needs none
  const element = (tag, ...children) => {
    const made = document.createElement(tag);
    made.append(...children);
    return made;
  };
  const link = (item) => {
    const made = element("a", item.querySelector("a").textContent.trim());
    made.href = item.querySelector("a").getAttribute("href");
    return made;
  };
  const items = [...top].map((item) => {
    const below = [...item.querySelectorAll(":scope > .md-nav > .md-nav__list > .md-nav__item")].map((each) => element("li", link(each)));
    return element("li", link(item), ...(below.length ? [element("ul", ...below)] : []));
  });
  const folded = element("details", element("summary", contents.getAttribute("aria-label")), element("ul", ...items));
  folded.className = "pb-contents";
  const title = document.querySelector("article h1");
  (title.nextElementSibling?.matches(".pb-byline") ? title.nextElementSibling : title).after(folded);
})();
