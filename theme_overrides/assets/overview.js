/* The overview: filters, sorts, lists, saves, and chooses results to compare. Its other half is hooks/pruefbuch/views/overview.py.

   Numbers of all results come first, some bytes each; rows in shards, when they are shown. Without it, or where the data cannot be
   loaded, the lists in the page lead to every result. */
import { controlsOf, count, element, fitting, unpacked } from "./facets.js";
import { urlState } from "./url-state.js";

const root = document.querySelector("[data-pb-overview]");
const PAGE = 50;
const MOST = 4; // results that fit side by side

const loaded = new Map();
const load = (name) => {
  if (!loaded.has(name)) {
    loaded.set(name, fetch(root.dataset.source + name).then((answer) => {
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    }).catch((error) => {
      loaded.delete(name); // the next try asks again
      throw error;
    }));
  }
  return loaded.get(name);
};

/* What people have written says so where the surface speaks another language. */
const lang = document.querySelector("[data-pb-written]")?.dataset.pbWritten;
const written = lang ? { lang } : {};

/* Letters as most people can type them. */
const folded = (text) => text.toLowerCase().replace(/[äöü]/g, (letter) => `${{ ä: "a", ö: "o", ü: "u" }[letter]}e`).replaceAll("ß", "ss");

/* A cell of a file for spreadsheets. What they might take for a formula, also in full-width signs or behind blanks,
   gets an apostrophe in front. */
const cell = (text) => `"${(/^\s*[=+\-@\u2212\uFE62\uFE63\uFE66\uFE6B\uFF0B\uFF0D\uFF1D\uFF20]|^[\t\r\n]/.test(text) ? "'" : "") + text.replaceAll('"', '""')}"`;

const start = ({ shard: size, facets: packed }) => {
  const facets = unpacked(packed);
  const text = root.dataset;
  const find = (selector) => root.querySelector(selector);
  const [form, body, status, more] = [".pb-filters", "tbody", "[role=status]", "[data-pb-more]"].map(find);
  const typed = find("[name=text]");
  const picks = { bar: find(".pb-picks"), text: find("[data-pb-picked]"), go: find("[data-pb-go]"), clear: find("[data-pb-unpick]") };
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const order = new Intl.Collator(document.documentElement.lang);
  const total = facets[0].of.length;
  const byName = new Map(facets.map((facet) => [facet.name, facet]));
  /* The first option of a result's facet: its municipality, its edition, whether it is made up. */
  const option = (name, result) => {
    const { options, sets, of } = byName.get(name);
    return options[sets[of[result]][0]];
  };
  const invented = (result) => option("example", result).value === "true";

  // -- controls ------------------------------------------------------------------------------------------------------

  const controls = controlsOf(facets, text.textAll, (label) => typed.closest("label").before(label));

  // -- finding -------------------------------------------------------------------------------------------------------

  /* In the order that was asked for; what is made up comes last. Newest first is how they come. */
  const sorted = (hits, by, titles) => {
    const towns = byName.get("municipality");
    const years = byName.get("year");
    const keys = {
      date: (a, b) => (years.sets[years.of[b]].length - years.sets[years.of[a]].length) || a - b,
      municipality: (a, b) => towns.sets[towns.of[a]][0] - towns.sets[towns.of[b]][0] || b - a,
      title: (a, b) => order.compare(titles[a], titles[b]) || b - a,
    };
    if (by) hits.sort(keys[by]);
    return [...hits.filter((each) => !invented(each)), ...hits.filter(invented)];
  };

  // -- rows ----------------------------------------------------------------------------------------------------------

  const known = new Map(); // id → number of what was loaded so far
  const rowOf = async (result) => {
    const shard = await load(`${Math.floor(result / size)}.json`);
    const [id, title, takenOver, status, day, date, gist, answered] = shard[result % size];
    known.set(id, result);
    return { result, id, title, takenOver, status, day, date, gist, answered };
  };
  const editionOf = (id) => (known.has(id) ? option("catalogue", known.get(id)).value : null);

  const drawn = (row) => {
    const [town, edition, kind] = ["municipality", "catalogue", "kind"].map((name) => option(name, row.result));
    const details = [kind.label];
    if (option("digital", row.result).value === "true") details.push(text.textDigital);
    if (row.takenOver) details.push(text.textTakenOver);
    const small = element("span", { class: "pb-small" }, details.join(", "));
    if (row.status) small.append(", ", element("strong", {}, row.status));
    const box = element("input", { type: "checkbox", value: row.id });
    const label = element("label", { class: "pb-pick" }, box, ` ${text.textCompare}`, element("span", { class: "pb-hidden", ...written }, `: ${row.title}`));
    const badge = invented(row.result) ? [element("span", { class: "pb-badge" }, text.textMadeUp), " "] : [];
    const gist = element("td", { role: "cell" });
    gist.innerHTML = row.gist; // drawn by our own template, which escapes what editors wrote
    gist.append(" ", element("span", { class: "pb-small" },
      element("a", { href: `../kataloge/${edition.value.replace("@", "/")}/`, ...written }, edition.label)));
    return element("tr", { role: "row" },
      element("th", { scope: "row", role: "rowheader" }, element("a", { href: `${row.id}/`, ...written }, row.title), " ", small, label),
      element("td", { role: "cell" }, element("a", { href: `../kommunen/${town.value}/`, ...written }, town.label), " ", ...badge,
        element("span", { class: "pb-small" }, row.date)),
      gist,
      element("td", { role: "cell", class: "pb-coverage", "data-label": text.textAnswered }, row.answered || "–"));
  };

  // -- what is chosen ------------------------------------------------------------------------------------------------

  /* Each filter that is chosen, with a way to take it out: where they are folded, nothing else shows them. */
  const chosen = find(".pb-chosen");
  const choosing = (state) => {
    const asked = controls.filter(({ select }) => select.value).map(({ facet, select, shown }) =>
      [select, `${facet.label}: ${facet.options[shown.indexOf(select.selectedOptions[0])].label}`]);
    if (state.text) asked.push([typed, `${typed.closest("label").firstChild.textContent.trim()}: ${state.text}`]);
    chosen.replaceChildren(...asked.map(([control, said], place) => {
      const button = element("button", { type: "button", class: "pb-button" }, said, " ",
        element("span", { "aria-hidden": "true" }, "×"), element("span", { class: "pb-hidden" }, text.textRemove));
      button.addEventListener("click", () => {
        control.value = "";
        control.dispatchEvent(new Event("change", { bubbles: true }));
        (chosen.children[Math.min(place, asked.length - 2)] ?? form.closest("details")).querySelector("button, summary").focus();
      });
      return element("li", {}, button);
    }));
    chosen.hidden = !asked.length;
    find("[data-pb-reset]").hidden = !Object.keys(state).length;
  };

  // -- showing -------------------------------------------------------------------------------------------------------

  let turn = 0; // answers to earlier choices never replace later ones
  let hits = [];
  let applied = null;

  const say = () => {
    const found = text.textHits.replace("#", number.format(hits.length)).replace("@", number.format(total));
    status.textContent = [found, ...(picked.size ? [text.textPicked.replace("#", picked.size)] : [])].join(" · ");
  };

  const show = async (now, from) => {
    const rows = await Promise.all(hits.slice(from, from + PAGE).map(rowOf));
    if (now !== turn) return;
    if (!from) body.replaceChildren();
    body.append(...rows.map(drawn));
    more.hidden = from + PAGE >= hits.length;
    find(".pb-overview__none").hidden = hits.length > 0;
    body.closest(".pb-scroll").hidden = !hits.length;
    choose();
  };

  const apply = async (state) => {
    // Who leaves the field after typing changes it once more by the book; rows that stand must not move under the pointer.
    const said = JSON.stringify(state);
    if (said === applied) return;
    applied = said;
    const now = (turn += 1);
    choosing(state);
    try {
      const titles = state.text || state.sort === "title" ? await load("titles.json") : null;
      if (now !== turn) return;
      const asked = folded(state.text || "").split(/\s+/).filter(Boolean);
      const base = asked.length ? titles.map((title) => asked.every((word) => folded(title).includes(word))) : null;
      const found = fitting(facets, state, base);
      hits = sorted(found.hits, state.sort, titles);
      count(controls, facets, found.tallies);
      say();
      for (const link of document.querySelectorAll("[data-pb-same]")) link.search = location.search;
      await show(now, 0);
    } catch {
      if (now !== turn) return;
      applied = null;
      status.textContent = text.textFailed;
    }
  };

  // -- choosing what to compare --------------------------------------------------------------------------------------

  const picked = new Set(new URLSearchParams(location.search).getAll("compare").slice(0, MOST));

  /* Only results of one edition can be compared, and no more than fit side by side. */
  const choose = () => {
    const edition = [...picked].map(editionOf).find(Boolean);
    for (const box of body.querySelectorAll("input")) {
      box.checked = picked.has(box.value);
      box.disabled = !box.checked && (picked.size >= MOST || (edition && editionOf(box.value) !== edition));
    }
    picks.bar.hidden = !picked.size;
    picks.text.textContent = text.textPicked.replace("#", picked.size) + (picked.size < 2 ? `. ${text.textTooFew}` : "");
    picks.go.hidden = picked.size < 2;
    const names = [...picked].map((id) => ["assessment", id]);
    picks.go.href = `${text.compare}?${String(new URLSearchParams(names)).replaceAll("%2F", "/")}`;
  };
  const remember = () => {
    const said = new URLSearchParams(location.search);
    said.delete("compare");
    for (const id of picked) said.append("compare", id);
    history.replaceState(history.state, "", `${location.pathname}${said.size ? `?${said}` : ""}${location.hash}`);
    choose();
    say();
  };
  body.addEventListener("change", ({ target }) => {
    if (target.checked) picked.add(target.value);
    else picked.delete(target.value);
    remember();
  });
  picks.clear.addEventListener("click", () => {
    picked.clear();
    remember();
    status.scrollIntoView({ block: "nearest" });
    form.closest("details").querySelector("summary").focus();
  });

  // -- saving --------------------------------------------------------------------------------------------------------

  const line = (row) => {
    const state = byName.get("state");
    const gist = element("div", {});
    gist.innerHTML = row.gist;
    const parts = gist.querySelector("li") ? [...gist.querySelectorAll("li")] : [gist];
    return [
      option("municipality", row.result).label,
      state.sets[state.of[row.result]].map((place) => state.options[place].label).join(", "),
      invented(row.result) ? text.textMadeUp : "",
      row.title,
      option("kind", row.result).label,
      option("digital", row.result).value === "true" ? text.textDigital : "",
      row.day,
      option("catalogue", row.result).value,
      row.status || text.textValid,
      row.takenOver ? text.textTakenOverLong : text.textOwn,
      parts.map((part) => part.textContent.trim().replace(/\s+/g, " ")).join("; "),
      row.answered,
      new URL(`${row.id}/`, location.href.split(/[?#]/)[0]).href,
    ];
  };
  const save = async () => {
    try {
      const rows = [text.textColumns.split("|"), ...(await Promise.all(hits.map(rowOf))).map(line)];
      // A byte order mark and semicolons: so that spreadsheets in German open it as they should.
      const file = new Blob(["\ufeff", ...rows.map((cells) => `${cells.map(cell).join(";")}\r\n`)], { type: "text/csv" });
      const link = element("a", { href: URL.createObjectURL(file), download: text.textFile });
      link.click();
      URL.revokeObjectURL(link.href);
    } catch {
      status.textContent = text.textFailed;
    }
  };

  // -- beginning -----------------------------------------------------------------------------------------------------

  const details = form.closest("details");
  const filters = urlState(form, apply);
  let pause = 0;
  typed.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => typed.dispatchEvent(new Event("change", { bubbles: true })), 200);
  });
  find("[data-pb-reset]").addEventListener("click", filters.clear);
  find("[data-pb-csv]").addEventListener("click", save);
  more.addEventListener("click", async () => {
    const before = body.children.length;
    try {
      await show(turn, before);
      body.children[before]?.querySelector("a").focus();
    } catch {
      status.textContent = text.textFailed;
    }
  });

  /* Links to the two lists in the page lead to the same results. */
  const listed = () => {
    const wanted = { "#kommunen": "false", "#beispiele": "true" }[location.hash];
    if (!wanted) return;
    const example = find("[name=example]");
    if (example) {
      example.value = wanted;
      example.dispatchEvent(new Event("change", { bubbles: true }));
    }
    root.scrollIntoView();
  };
  addEventListener("hashchange", listed);

  document.querySelector("[data-pb-static]").hidden = true;
  root.hidden = false;
  details.open = matchMedia("(min-width: 45em)").matches;
  apply(filters.state());
  listed();
};

if (root) load("index.json").then(start, () => undefined);
