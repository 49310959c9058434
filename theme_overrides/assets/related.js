/* A result page: shows up to five related results, each with the reason. Which they are stands in two small files that the page names
   (hooks/pruefbuch/views/related.py). Without it, the links in the page lead to where they are listed. */
import { element } from "./facets.js";

const root = document.querySelector("[data-pb-related]");
const MOST = 5;

const load = (name) => fetch(name).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))));

const start = ([edition, near]) => {
  const text = root.dataset;
  const names = new Map([...root.querySelectorAll("[data-pb-criterion]")].map((link) => [link.dataset.pbCriterion, link.textContent]));
  const [first, ...others] = [...names.keys()].map((id) => edition.criteria[id] || []);
  const alike = edition.kinds[text.like] || [];
  // One of each sort after the other, until there are enough: so no sort crowds out the others. Each subject stands there once.
  const sorts = [first || [], near.map(([, row]) => row), alike, ...others].map((rows) => rows.filter(([, subject]) => subject !== text.subject));
  const found = new Map();
  for (let turn = 0; turn < Math.max(...sorts.map((rows) => rows.length)); turn += 1) {
    for (const rows of sorts) {
      if (rows[turn] && found.size < MOST) found.set(rows[turn][1], rows[turn]);
    }
  }
  const among = (rows, subject) => rows.some((row) => row[1] === subject);
  const reasons = (subject) => {
    const helped = [...names].filter(([id]) => among(edition.criteria[id] || [], subject)).map(([, name]) => name);
    const nearby = near.find(([, row]) => row[1] === subject);
    return [
      ...(helped.length ? [text.textCriterion.replace("#", helped.join(", "))] : []),
      ...(among(alike, subject) ? [text.textKind] : []),
      ...(nearby ? [text.textNear.replace("#", nearby[0])] : []),
    ].join(" · ");
  };
  if (!found.size) return;
  const lang = document.querySelector("[data-pb-written]")?.dataset.pbWritten;
  const written = lang ? { lang } : {};
  const list = element("ul", { class: "pb-related" }, ...[...found.values()].map(([id, subject, title, town, invented, date]) => element("li", {},
    element("a", { href: `${text.results}${id}/`, ...written }, title), " – ", element("span", written, town), " ",
    ...(invented ? [element("span", { class: "pb-badge" }, text.textMadeUp), " "] : []),
    element("span", { class: "pb-small" }, `${date} · ${reasons(subject)}`))));
  root.prepend(list);
};

if (root) Promise.all([load(root.dataset.source), load(root.dataset.near)]).then(start, () => undefined);
