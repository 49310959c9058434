/* The search: loads the word list when it is opened, then only what a query needs. Its other half is hooks/pruefbuch/search. */
(() => {
  "use strict";

  const box = document.querySelector("[data-pb-search]");
  if (!box) return;
  const input = box.querySelector(".md-search__input");
  for (const opener of document.querySelectorAll("[data-pb-search-open]")) {
    opener.hidden = false;
    opener.addEventListener("click", () => {
      before = opener;
      input.focus();
    });
  }
  const status = box.querySelector(".md-search-result__meta");
  const list = box.querySelector(".pb-hits");
  const toggle = document.getElementById("__search");
  const PAGE = 10; // hits of a group that come on demand, or at once where there is one group
  const FEW = 5; // of each of several groups

  // -- words, as in hooks/pruefbuch/search/words.py ------------------------------------------------------------------

  const normal = (word) =>
    word.toLowerCase().replace(/ß/g, "ss").replace(/æ/g, "a").replace(/[œø]/g, "o")
      .normalize("NFKD").replace(/[^\p{L}\p{N}]/gu, "").replace(/([aou])e/g, "$1");

  const stem = (word) => {
    let text = normal(word).replace(/^ge(.{4,})/u, "$1");
    text = text.replaceAll("sch", "$").replaceAll("ei", "%").replaceAll("ie", "&").replace(/(.)\1/gu, "$1*");
    while (text.length > 3) {
      if (text.length > 5 && /(em|er|nd)$/.test(text)) text = text.slice(0, -2);
      else if (/[tesn]$/.test(text)) text = text.slice(0, -1);
      else break;
    }
    return text.replace(/(.)\*/gu, "$1$1").replaceAll("$", "sch").replaceAll("%", "ei").replaceAll("&", "ie");
  };

  const words = (text) => text.replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, "").normalize("NFC").match(/[\p{L}\p{N}]+/gu) || [];

  /* The words of a query; a number such as V 0123/26 or 0947-StR/2022 is one, with and without the letters before it. */
  const parts = (query) => {
    const asked = [];
    for (const chunk of query.replace(/(\d)\s*\/\s*(?=\d)/g, "$1/").trim().split(/\s+/)) {
      const inner = words(chunk);
      if (/\d/.test(chunk) && inner.length > 1) {
        const before = asked.at(-1)?.word;
        const letters = /^\d/.test(chunk) && /^\p{L}{1,4}$/u.test(before || "") ? asked.pop().word : "";
        const whole = stem(inner.join(""));
        asked.push({ wholes: [stem(letters + inner.join("")), whole, whole.replace(/^\p{L}+(?=\d{3})/u, "")], inner });
      } else asked.push(...inner.map((word) => ({ word })));
    }
    return asked;
  };

  // -- what is loaded ------------------------------------------------------------------------------------------------

  const loaded = new Map();
  const load = (name) => {
    if (!loaded.has(name)) {
      loaded.set(name, fetch(box.dataset.pbSearch + name).then((answer) => {
        if (!answer.ok) throw new Error(answer.status);
        return answer.json();
      }).catch((error) => {
        loaded.delete(name); // the next key tries again
        throw error;
      }));
    }
    return loaded.get(name);
  };

  /* The number of the shard in which a word stands: the last one whose first word does not come after it. */
  const shard = (word, firsts) => {
    let [low, high] = [0, firsts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (firsts[middle] <= word) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  };

  /* Where a word stands, field by field: in titles, in texts, as the head of a compound. */
  const places = async (word, index) => (await load(`w${shard(word, index.firsts)}.json`))[word];

  /* Document → points for one word: more in the title than in the text, least as the head of a compound. */
  const hits = async (word, weight, points, index) => {
    for (const [field, gaps] of ((await places(word, index)) || []).entries()) {
      let place = 0;
      for (const gap of gaps) {
        place += gap;
        raise(points, place, weight * [3, 1, 0.5][field]);
      }
    }
  };
  const raise = (points, place, value) => points.set(place, Math.max(points.get(place) || 0, value));

  /* The segments of the words of reasons: the number of each and its buckets. */
  const segments = ({ results, segment, bucket }) =>
    Array.from({ length: Math.ceil(results / segment) }, (_, number) =>
      [number, Math.ceil(Math.min(segment, results - number * segment) / bucket)]);

  /* Document → points for a word of reasons; results are counted there from the oldest, in the index from the newest. */
  const reasons = (word, weight, points, index) =>
    Promise.all(segments(index).map(async ([number, buckets]) => {
      let code = 0;
      for (const byte of new TextEncoder().encode(word)) code = (code * 31 + byte) % 65521;
      let place = index.documents - 1 - number * index.segment;
      for (const gap of (await load(`reasons/${number}-${code % buckets}.json`))[word] || []) {
        place -= gap;
        raise(points, place, weight * 0.4);
      }
    }));

  // -- finding -------------------------------------------------------------------------------------------------------

  /* Whether two words differ by one letter that is missing, too much, wrong, or two that changed places. */
  const near = (one, two) => {
    if (Math.abs(one.length - two.length) > 1) return false;
    let start = 0;
    while (start < one.length && one[start] === two[start]) start += 1;
    const [a, b] = [one.slice(start), two.slice(start)];
    return a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1) ||
      (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2));
  };

  /* The words of a list that begin with what was typed. */
  const starting = (typed, known, most) => {
    const begin = normal(typed);
    return begin.length < 2 ? [] : known.filter((word) => word.startsWith(begin)).slice(0, most);
  };

  /* Words of a list that hold what was typed, and those that it may be a slip of. A stem may end before the slip or be the first half of a
     compound, but no less than half: "Klärwerke" is not "klar". */
  const meant = (typed, known) => {
    const [begin, base] = [normal(typed), stem(typed)];
    if (base.length < 4) return { inside: [], similar: [] };
    return {
      inside: known.filter((word) => word.length > base.length && word.includes(base)).slice(0, 12),
      similar: known.filter((word) => word.length > 3 && (near(base, word) || (2 * word.length >= begin.length && near(begin.slice(0, word.length), word)))).slice(0, 12),
    };
  };

  /* What a word or some words together stand for, by the list of the editors: phrases of stems. Also at the beginning of a compound. */
  const synonyms = (base, index) =>
    index.synonyms.flatMap((group) => {
      if (group.includes(base)) return group.filter((other) => other !== base);
      const begin = group.find((other) => other.length > 3 && base.length > other.length + 2 && base.startsWith(other));
      return begin ? group.filter((other) => other !== begin && !other.includes(" ")).map((other) => other + base.slice(begin.length)) : [];
    });

  /* Document → points, only of documents that all of them have. */
  const common = ([first, ...others]) =>
    new Map([...first].filter(([place]) => others.every((other) => other.has(place))));

  /* Adds to `found` the documents of a phrase: of one word in texts and reasons, of several where all of them stand. */
  const phrase = async (text, weight, found, index) => {
    const all = await Promise.all(text.split(" ").map(async (word) => {
      const each = { points: new Map(), reasons: new Map() };
      await Promise.all([hits(word, weight, each.points, index), reasons(word, weight, each.reasons, index)]);
      return each;
    }));
    for (const field of ["points", "reasons"]) common(all.map((each) => each[field])).forEach((value, place) => raise(found[field], place, value));
  };

  /* What a word means as it stands there: itself, inflected, under another name, and where it has four letters as the beginning of a word. */
  const exactly = async ({ word, wholes }, found, index) => {
    if (wholes) return Promise.all(wholes.map((whole, place) => phrase(whole, 4 - place, found, index)));
    const base = stem(word);
    const others = synonyms(base, index);
    const starts = others.filter((other) => other.length > 4 && !other.includes(" ")).flatMap((other) => starting(other, index.words, 10));
    return Promise.all([
      phrase(base, 2, found, index),
      ...others.map((other) => phrase(other, 1, found, index)),
      ...[normal(word), ...(normal(word).length > 3 ? starting(word, index.words, 40) : []), ...starts].map((start) => hits(start, 1, found.points, index)),
    ]);
  };

  /* What neighbouring words mean together: compounds that are written apart or with a hyphen, and phrases of the list. */
  const together = (asked, finds, index) => {
    const tasks = [];
    for (let from = 0; from < asked.length; from += 1) {
      for (let end = from + 2; end <= Math.min(asked.length, from + 4); end += 1) {
        const run = asked.slice(from, end).map((part) => part.word);
        if (run.includes(undefined)) break;
        const joined = stem(run.join(""));
        const wanted = [joined, ...synonyms(joined, index), ...synonyms(run.map(stem).join(" "), index)];
        if (run.length === 2) wanted.push(...synonyms(stem(run[0]), index).map((other) => other + stem(run[1])));
        tasks.push(async () => {
          const found = { points: new Map(), reasons: new Map() };
          await Promise.all([...new Set(wanted)].map((text) => phrase(text, 2, found, index)));
          for (const each of finds.slice(from, end)) {
            for (const field of ["points", "reasons"]) found[field].forEach((value, place) => raise(each[field], place, value));
          }
        });
      }
    }
    return Promise.all(tasks.map((task) => task()));
  };

  /* Documents in which a compound stands apart, also under another name of its parts; of a number such as V0123 its letters and digits. */
  const apart = async (word, found, index) => {
    const [text, known] = [normal(word), new Set(index.words)];
    const names = (half) => [stem(half), ...synonyms(stem(half), index)].filter((name) => known.has(name));
    const halves = [...text].map((_, cut) => [text.slice(0, cut), text.slice(cut)]).filter(([one, two]) =>
      (/^\p{L}+$/u.test(one) && /^\d{3}/.test(two)) || (one.length > 2 && two.length > 2));
    const pairs = halves.map((pair) => pair.map(names)).filter((pair) => pair.every((each) => each.length));
    await Promise.all(pairs.slice(0, 3).map(async (pair) => {
      const both = await Promise.all(pair.map(async (each) => {
        const points = new Map();
        await Promise.all(each.map((name) => hits(name, 1, points, index)));
        return points;
      }));
      common(both).forEach((value, place) => raise(found.points, place, value));
    }));
  };

  /* The other names of what a word begins with. */
  const beginnings = (word, index) =>
    index.synonyms.flatMap((group) => (group.some((name) => name.length > 4 && stem(word).startsWith(name)) ? group : []));

  /* What a word may mean where it is nowhere as it stands: first what is nearest. */
  const roughly = async (part, found, index) => {
    const empty = () => !found.points.size && !found.reasons.size;
    if (part.wholes) {
      const each = await Promise.all(part.inner.map(async (word) => {
        const one = { points: new Map(), reasons: new Map() };
        await exactly({ word }, one, index);
        return one.points;
      }));
      return common(each).forEach((value, place) => raise(found.points, place, value));
    }
    const lists = await Promise.all(segments(index).map(([number]) => load(`reasons/${number}.json`)));
    const told = [...new Set(lists.flatMap((list) => list.split(" ")))];
    const texts = meant(part.word, index.words);
    const said = meant(part.word, told);
    const ways = [
      () => Promise.all(starting(part.word, index.words, 40).map((word) => hits(word, 1, found.points, index))),
      () => Promise.all([apart(part.word, found, index), ...starting(part.word, told, 12).map((word) => reasons(word, 1, found.reasons, index))]),
      () => Promise.all([...texts.inside.map((word) => hits(word, 1, found.points, index)), ...said.inside.map((word) => reasons(word, 1, found.reasons, index))]),
      async () => {
        await Promise.all([...beginnings(part.word, index), ...texts.similar].map((word) => phrase(word, 1, found, index)));
        await Promise.all(said.similar.map((word) => reasons(word, 1, found.reasons, index)));
        found.similar = !empty();
      },
    ];
    for (const way of ways) if (empty()) await way();
  };

  /* The groups of hits of a query, in the order in which they are shown: those with all words, or where there are none those with most. */
  const find = async (query) => {
    const asked = parts(query);
    const raw = await load("index.json");
    const results = new Map(raw.groups).get("result");
    const index = { ...raw, results, words: raw.words.split(" "), firsts: raw.firsts.split(" ") };
    const finds = asked.map(() => ({ points: new Map(), reasons: new Map() }));
    await Promise.all([...asked.map((part, place) => exactly(part, finds[place], index)), together(asked, finds, index)]);
    await Promise.all(asked.map((part, place) => finds[place].points.size || finds[place].reasons.size ? 0 : roughly(part, finds[place], index)));
    const totals = new Map();
    for (const { points, reasons: told } of finds) {
      for (const place of new Set([...points.keys(), ...told.keys()])) {
        const before = totals.get(place) || { place, count: 0, sum: 0, told: false };
        totals.set(place, { place, count: before.count + 1, sum: before.sum + Math.max(points.get(place) || 0, told.get(place) || 0), told: before.told || !points.has(place) });
      }
    }
    const most = Math.max(0, ...[...totals.values()].map(({ count }) => count));
    const best = [...totals.values()].filter(({ count }) => count === most).sort((a, b) => b.sum - a.sum || a.place - b.place);
    return { groups: grouped(best, asked, index), count: best.length, partly: most < asked.length, similar: finds.some((each) => each.similar), index };
  };

  /* Hits by group: results first, but a municipality that is called by its name before them. */
  const grouped = (best, asked, index) => {
    let end = 0;
    const groups = new Map();
    for (const [name, count] of index.groups) {
      const start = end;
      end += count;
      groups.set(name, best.filter(({ place }) => place >= start && place < end));
    }
    const called = groups.get("municipality")[0]?.sum >= 3 * asked.length;
    const order = called ? ["municipality", "result", "criterion", "guide"] : ["result", "municipality", "criterion", "guide"];
    return order.map((name) => ({ name, hits: groups.get(name), shown: 0 })).filter((group) => group.hits.length);
  };

  // -- showing -------------------------------------------------------------------------------------------------------

  const element = (tag, name, text) => {
    const made = document.createElement(tag);
    made.className = name;
    if (text) made.textContent = text;
    return made;
  };
  /* What people have written says so where the surface speaks another language. */
  const written = (made) => Object.assign(made, box.dataset.pbWritten && { lang: box.dataset.pbWritten });

  /* A text with the words that were looked for marked, also as parts of a compound with hyphens. */
  const marked = (target, text, asked) => {
    const stems = asked.map(stem).filter((word) => word.length > 1);
    const begins = asked.map(normal).filter((word) => word.length > 1);
    const wanted = (word) => stems.includes(stem(word)) || begins.some((begin) => normal(word).startsWith(begin));
    let end = 0;
    for (const match of text.matchAll(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu)) {
      const whole = match[0].includes("-") && stems.includes(stem(match[0].replaceAll("-", "")));
      for (const part of whole ? [match] : match[0].matchAll(/[\p{L}\p{N}]+/gu)) {
        if (!whole && !wanted(part[0])) continue;
        const start = match.index + (whole ? 0 : part.index);
        target.append(text.slice(end, start), element("mark", "", part[0]));
        end = start + part[0].length;
      }
    }
    target.append(text.slice(end));
    return target;
  };

  const item = ([url, kind, title, detail, about], told, asked) => {
    const row = element("li", "md-search-result__item");
    const link = element("a", "md-search-result__link");
    link.href = box.dataset.pbBase + url;
    const article = element("article", "md-search-result__article md-typeset");
    const kinds = { result: "pbResult", criterion: "pbCriterion", municipality: "pbMunicipality", initiative: "pbInitiative", catalogue: "pbCatalogue", guide: "pbGuide" };
    article.append(marked(written(element("h3", "")), title, asked));
    article.append(element("p", "", [list.dataset[kinds[kind]], detail, told && list.dataset.pbTold].filter(Boolean).join(" · ")));
    if (about) article.append(marked(written(element("p", "pb-about")), about, asked));
    link.append(article);
    row.append(link);
    return row;
  };

  let turn = 0; // answers to earlier keys never replace later ones
  let asked = [];

  /* The next hits of a group, as rows. */
  const next = async (group, count, index) => {
    const some = group.hits.slice(group.shown, group.shown + count);
    const shards = await Promise.all(some.map(({ place }) => load(`d${Math.floor(place / index.shard)}.json`)));
    return some.map(({ place, told }, number) => item(shards[number][place % index.shard], told, asked));
  };

  /* A group: its heading, its first hits, and where there are more a button for them. */
  const section = (group, rows, index) => {
    const part = element("section", "pb-hits__group");
    const head = element("h2", "", list.dataset[{ result: "pbResults", municipality: "pbMunicipalities", criterion: "pbCriteria", guide: "pbGuide" }[group.name]]);
    head.append(" ", element("span", "", String(group.hits.length)));
    const rest = element("button", "md-button pb-more", list.dataset.pbMore);
    rest.type = "button";
    const items = element("ol", "md-search-result__list");
    const add = (more) => {
      items.append(...more);
      group.shown += more.length;
      rest.hidden = group.shown >= group.hits.length;
    };
    add(rows);
    rest.addEventListener("click", async () => {
      const more = await next(group, PAGE, index);
      add(more);
      more[0]?.querySelector("a").focus();
    });
    part.append(head, items, rest);
    return part;
  };

  const say = ({ count, partly, similar }) => {
    const { pbNone, pbOne, pbMany, pbPartly, pbSimilar } = status.dataset;
    const many = !count ? pbNone : partly ? pbPartly : similar ? pbSimilar : count === 1 ? pbOne : pbMany;
    status.textContent = many.replace("#", count);
  };

  const search = async () => {
    const now = (turn += 1);
    const query = input.value;
    asked = words(query);
    if (!asked.length) {
      list.replaceChildren();
      status.textContent = status.dataset.pbStart;
      return;
    }
    try {
      const found = await find(query);
      const rows = await Promise.all(found.groups.map((group) => next(group, found.groups.length > 1 ? FEW : PAGE, found.index)));
      if (now !== turn) return;
      list.replaceChildren(...found.groups.map((group, number) => section(group, rows[number], found.index)));
      say(found);
    } catch {
      if (now !== turn) return;
      list.replaceChildren();
      const way = element("a", "", status.dataset.pbFailed);
      way.href = `${box.dataset.pbBase}ergebnisse/`;
      status.replaceChildren(way);
    }
  };

  // -- opening, closing, keys ----------------------------------------------------------------------------------------

  let before = null; // what had the focus when the search was opened: there it goes when the search is closed
  const open = () => {
    if (!toggle.checked && !box.contains(document.activeElement)) before = document.activeElement;
    toggle.checked = true;
    load("index.json").catch(() => undefined);
    input.focus();
  };
  /* Back to where the reader was; who came from nowhere stays in the field, or where that is hidden goes to what opens it. */
  const close = () => {
    toggle.checked = false;
    const seen = (part) => part?.isConnected && part !== document.body && part.getClientRects().length;
    const back = [before, document.querySelector(".pb-search-button"), input].find(seen);
    before = null;
    shut = true;
    (back || input).focus();
    shut = false;
  };
  let shut = false; // while the focus goes back to the field
  toggle.addEventListener("change", () => (toggle.checked ? open() : close()));
  input.addEventListener("focus", (event) => {
    if (shut) return;
    if (!toggle.checked && event.relatedTarget && !box.contains(event.relatedTarget)) before = event.relatedTarget;
    toggle.checked = true;
    load("index.json").catch(() => undefined);
  });
  let pause = 0; // who types on does not wait for what the half word finds
  input.addEventListener("input", () => {
    if (input.value) toggle.checked = true; // the Escape key empties the field
    clearTimeout(pause);
    pause = setTimeout(search, 120);
  });
  box.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  box.querySelector("form").addEventListener("reset", () => setTimeout(() => { search(); input.focus(); }));
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (!toggle.checked) {
      if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey && ["/", "s", "f"].includes(event.key)) {
        event.preventDefault();
        open();
      }
      return;
    }
    if (event.key === "Escape") {
      close();
      return;
    }
    if (!box.contains(event.target)) return;
    const links = [input, ...list.querySelectorAll("a")];
    const place = links.indexOf(document.activeElement);
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps && place >= 0) {
      event.preventDefault();
      links[Math.min(links.length - 1, Math.max(0, place + steps[event.key]))].focus();
    } else if (event.key === "Enter" && event.target === input && links.length > 1) {
      links[1].click();
    }
  });
  // Who leaves the search with the Tab key has left it.
  box.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !box.contains(event.relatedTarget)) toggle.checked = false;
  });
})();
