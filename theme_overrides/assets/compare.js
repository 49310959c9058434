/* Results side by side. It fetches the result pages that the address names and puts their answers beside each other; nothing is reckoned here. */
const root = document.querySelector("[data-pb-compare]");
const NAME = /^[a-z0-9-]+\/[a-z0-9-]+$/;
const LONG = 180; // characters of a reason that are shown

const element = (tag, attributes, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
};
/* What people have written says so where the surface speaks another language. */
const lang = document.querySelector("[data-pb-written]")?.dataset.pbWritten;
const written = lang ? { lang } : {};
const words = (node) => (node ? node.textContent.replace(/\s+/g, " ").trim() : "");
const cut = (said) => (said.length <= LONG ? said : `${said.slice(0, said.lastIndexOf(" ", LONG))} …`);

// -- reading a result page -------------------------------------------------------------------------------------------

/* A part of another page for this one: ids stay different, links lead where they did. */
const taken = (node, { letter, url }) => {
  const copy = document.importNode(node, true);
  for (const each of [copy, ...copy.querySelectorAll("*")]) {
    for (const name of ["id", "aria-labelledby", "aria-describedby"]) {
      if (each.hasAttribute(name)) each.setAttribute(name, each.getAttribute(name).split(" ").map((part) => `${letter}-${part}`).join(" "));
    }
    if (each.hasAttribute("href")) each.setAttribute("href", new URL(each.getAttribute("href"), url).href);
  }
  return copy;
};

/* Rows of the picture at a glance by the id of their dimension, "" for the whole. */
const dimensionsOf = (page) => new Map([...page.querySelectorAll(".pb-profile tbody tr, .pb-profile tfoot tr")].map((row) => {
  const head = row.querySelector("th");
  const key = head.querySelector("a")?.getAttribute("href").slice(1) || "";
  return [key, { name: words(head), cells: [...row.querySelectorAll("td")] }];
}));

/* Criteria by the id of their place; what was not asked stands in one line, each criterion as a link. */
const criteriaOf = (page) => new Map([...page.querySelectorAll(".pb-criterion, .pb-closed a")].map((block) => {
  const place = block.id ? block : block.querySelector("[id]");
  const name = block.id ? block : place.querySelector("a");
  return [place.id, {
    name: words(name),
    link: name.getAttribute("href"),
    dimension: words(block.closest("section")?.querySelector("h3")).replace(/¶$/, "").trim(),
    answer: block.id ? block.closest(".pb-closed").querySelector(".pb-closed__why") : block.querySelector(".pb-answer"),
    reason: words(block.querySelector(".pb-text")),
  }];
}));

const read = async (id, letter) => {
  const url = new URL(`${root.dataset.results}${id}/`, location.href.split(/[?#]/)[0]);
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".md-content");
  const [head, byline] = [page.querySelector("h1"), page.querySelector(".pb-byline")];
  const edition = byline.querySelector('a[href*="kataloge/"]');
  const title = words(head.firstChild);
  return {
    id, letter, url, title, edition: new URL(edition.getAttribute("href"), url).href, catalogue: words(edition), town: head.querySelector(".pb-town"),
    date: [words(byline.firstChild).split(" · ")[0], words(byline.querySelector("strong"))].filter(Boolean).join(", "), label: `${letter}: ${title.length > 40 ? `${title.slice(0, 38).trim()} …` : title}`,
    dimensions: dimensionsOf(page), criteria: criteriaOf(page),
    conflicts: [...page.querySelectorAll(".pb-note--conflict li")],
    notes: [...page.querySelectorAll(".pb-note__title")].filter((each) => !each.closest(".pb-note--conflict")),
  };
};

// -- drawing ---------------------------------------------------------------------------------------------------------

const text = root?.dataset;

const cellOf = (result, ...children) => element("td", { role: "cell", "data-label": `${result.label}, ${result.date}` }, ...children);

const heads = (first, results) => element("tr", { role: "row" },
  element("th", { scope: "col", role: "columnheader" }, first),
  ...results.map((each) => element("th", { scope: "col", role: "columnheader" }, each.label, " ", element("span", { class: "pb-small" }, each.date))));

/* A list of the results: full title, whose it is, and the way to go on without it. */
const member = (result, results) => {
  const others = results.filter((each) => each !== result).map((each) => ["assessment", each.id]);
  const out = `?${String(new URLSearchParams(others)).replaceAll("%2F", "/")}`;
  return element("li", {},
    element("strong", {}, `${result.letter}: `), element("a", { href: result.url.href, ...written }, result.title), " ",
    ...[...result.town.childNodes].map((node) => (node.nodeType === Node.ELEMENT_NODE ? taken(node, result) : node.textContent)),
    `, ${result.date} `,
    element("a", { href: out, "aria-label": `${result.letter} ${text.textRemove}` }, `(${text.textRemove})`));
};

const row = (head, cells) => element("tr", { role: "row" }, element("th", { scope: "row", role: "rowheader" }, ...head), ...cells);

const dimension = (key, results) => {
  const { name } = results.map((each) => each.dimensions.get(key)).find(Boolean);
  return row([name], results.map((result) => {
    const found = result.dimensions.get(key);
    if (!found) return cellOf(result, text.textNoRating);
    const parts = found.cells.map((cell) => {
      const part = element("div", { class: "pb-compare__part" });
      if (cell.dataset.label) part.append(element("span", { class: "pb-label" }, `${cell.dataset.label}: `));
      part.append(...taken(cell, result).childNodes);
      return part;
    });
    return cellOf(result, ...parts);
  }));
};

/* Conflicts of goals, and what else stands above a result. */
const listing = (name, results, found) => row([name], results.map((result) => {
  const items = found(result).map((each) => element("li", {}, words(each)));
  return cellOf(result, items.length ? element("ul", {}, ...items) : text.textNone);
}));

const criterion = (key, results) => {
  const first = results.find((each) => each.criteria.has(key));
  const { name, link, dimension: of } = first.criteria.get(key);
  const head = [element("a", { href: new URL(link, first.url).href, ...written }, name), " ", element("span", { class: "pb-small", ...written }, of)];
  return row(head, results.map((result) => {
    const found = result.criteria.get(key);
    if (!found) return cellOf(result, text.textNoRating);
    const way = element("a", { href: `${result.url.href}#${key}`, "aria-label": `${text.textRating}: ${name}, ${result.letter}` }, text.textRating);
    const answer = element("div", { class: "pb-compare__part" }, ...taken(found.answer, result).childNodes);
    return cellOf(result, answer, element("div", { class: "pb-reason" }, element("span", written, found.reason && `${cut(found.reason)} `), way));
  }));
};

/* Whether a criterion was answered alike: the same levels, or where there are none the same text. */
const alike = (key, results) => {
  const said = results.map(({ criteria }) => criteria.get(key)).map((each) => each && (words(each.answer) || each.reason));
  return said.every((each) => each === said[0]);
};

const fill = (part, first, results, rows) => {
  part.querySelector("thead").replaceChildren(heads(first, results));
  part.querySelector("tbody").replaceChildren(...rows);
};

const draw = (results) => {
  const [shown, same] = ["[data-pb-shown]", "[data-pb-same-answers]"].map((each) => root.querySelector(each));
  const table = (id) => root.querySelector(`[aria-labelledby="${id}"]`);
  const keys = (of) => [...new Set(results.flatMap((each) => [...each[of].keys()]))];
  const criteria = keys("criteria");
  const [equal, other] = [true, false].map((wanted) => criteria.filter((key) => alike(key, results) === wanted));
  root.querySelector(".pb-compare__list").replaceChildren(...results.map((each) => member(each, results)));
  const edition = root.querySelector("[data-pb-edition]");
  edition.textContent = results[0].catalogue;
  edition.href = results[0].edition;
  const dimensions = keys("dimensions").filter(Boolean);
  const whole = keys("dimensions").includes("") ? [""] : [];
  fill(table("tabelle-dimensionen"), text.textDimension, results, [
    ...[...dimensions, ...whole].map((key) => dimension(key, results)),
    listing(text.textConflicts, results, (each) => each.conflicts),
    listing(text.textNotes, results, (each) => each.notes),
  ]);
  fill(table("tabelle-unterschiede"), text.textCriterion, results, other.map((key) => criterion(key, results)));
  table("tabelle-unterschiede").hidden = !other.length;
  const none = root.querySelector("[data-pb-alike]");
  none.textContent = text.textAllSame;
  none.hidden = other.length > 0;
  fill(table("tabelle-gleich"), text.textCriterion, results, equal.map((key) => criterion(key, results)));
  same.querySelector("summary").textContent = text.textSame.replace("#", equal.length);
  same.hidden = !equal.length;
  shown.hidden = false;
  return other.length;
};

// -- the page --------------------------------------------------------------------------------------------------------

const start = async () => {
  const status = root.querySelector("[role=status]");
  const ways = root.querySelector("[data-pb-choose]");
  root.hidden = false;
  document.querySelector("[data-pb-without]").hidden = true;
  const named = [...new Set(new URLSearchParams(location.search).getAll("assessment"))];
  const ids = named.slice(0, Number(text.most));
  const say = (...parts) => { status.textContent = parts.filter(Boolean).join(" "); };
  const many = named.length > ids.length ? text.textMany : "";
  say(text.textLoading);
  const found = await Promise.all(ids.map((id, place) =>
    (NAME.test(id) ? read(id, "ABCD"[place]) : Promise.reject(new Error(id))).catch(() => id)));
  const missing = found.filter((each) => typeof each === "string").map((id) => text.textMissing.replace("#", id));
  const results = found.filter((each) => typeof each !== "string");
  // Who goes back to the list finds these results chosen there.
  const [first] = results;
  const back = new URLSearchParams(results.map((each) => ["compare", each.id]));
  if (first) back.set("catalogue", first.edition.replace(/^.*\/kataloge\/([^/]*)\/([^/]*)\/$/, "$1@$2"));
  ways.search = String(back);
  if (results.length < 2) say(...missing, text.textFew);
  else if (results.some((each) => each.edition !== first.edition)) say(...missing, text.textEditions);
  else if (results.some((each) => !each.criteria.size)) say(...missing, text.textNothing);
  else say(...missing, many, text.textDone.replace("#", results.length).replace("@", draw(results)));
};

if (root) start();
