/* The search: loads the word list when it is opened, then only what a query needs. Its other half is hooks/pruefbuch/search. */
(() => {
  "use strict";

  const box = document.querySelector("[data-pb-search]");
  if (!box) return;
  const input = box.querySelector(".md-search__input");
  for (const opener of document.querySelectorAll("[data-pb-search-open]")) {
    opener.hidden = false;
    opener.addEventListener("click", () => input.focus());
  }
  const status = box.querySelector(".md-search-result__meta");
  const list = box.querySelector(".md-search-result__list");
  const more = box.querySelector(".pb-more");
  const scroll = box.querySelector(".md-search__scrollwrap");
  const toggle = document.getElementById("__search");
  const PAGE = 10;

  // -- words, as in hooks/pruefbuch/search/words.py ------------------------------------------------------------------

  const normal = (word) =>
    word.toLowerCase().replace(/ß/g, "ss").replace(/æ/g, "a").replace(/[œø]/g, "o")
      .normalize("NFD").replace(/\p{Mn}/gu, "").replace(/([aou])e/g, "$1");

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

  const words = (text) => text.match(/[\p{L}\p{N}]+/gu) || [];

  /* The words of a query; a number such as 0947-StR/2022 is one word. */
  const parts = (query) =>
    query.trim().split(/\s+/).flatMap((part) => {
      const inner = words(part);
      return /\d/.test(part) && inner.length > 1 ? [{ whole: normal(inner.join("")), inner }] : inner.map((word) => ({ word }));
    });

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

  /* Document → points for one word: more in the title than in the text, least as the head of a compound. */
  const hits = async (word, weight, points, firsts) => {
    const found = (await load(`w${shard(word, firsts)}.json`))[word];
    (found || []).forEach((gaps, field) => {
      let place = 0;
      for (const gap of gaps) {
        place += gap;
        points.set(place, Math.max(points.get(place) || 0, weight * [3, 1, 0.5][field]));
      }
    });
    return Boolean(found);
  };

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

  /* Words of the list that a typed word may mean. */
  const meant = (typed, known) => {
    const begin = normal(typed);
    const base = stem(typed);
    if (begin.length < 2) return { exact: [base], inside: [], similar: [] };
    const starts = known.filter((word) => word.startsWith(begin)).slice(0, 40);
    const long = base.length > 3;
    return {
      exact: [...new Set([base, begin, ...starts])],
      // Only where the word itself is nowhere: within other words, or with a slip. A stem may end before the slip or be the first half
      // of a compound, but no less than half: "Klärwerke" is not "klar".
      inside: long ? known.filter((word) => word.length > base.length && word.includes(base)).slice(0, 12) : [],
      similar: long ? known.filter((word) => word.length > 3 && (near(base, word) || (2 * word.length >= begin.length && near(begin.slice(0, word.length), word)))).slice(0, 12) : [],
    };
  };

  /* Documents for one word of the query, and whether only similar words were found. */
  const look = async (part, firsts, known) => {
    const points = new Map();
    if (part.whole) {
      if (await hits(part.whole, 4, points, firsts)) return { points };
      const each = await Promise.all(part.inner.map((word) => look({ word }, firsts, known)));
      const [first, ...others] = each.map((found) => found.points);
      first.forEach((value, place) => others.every((other) => other.has(place)) && points.set(place, value));
      return { points };
    }
    const { exact, inside, similar } = meant(part.word, known);
    const base = stem(part.word);
    await Promise.all(exact.map((word) => hits(word, word === base ? 2 : 1, points, firsts)));
    if (!points.size) await Promise.all(inside.map((word) => hits(word, 1, points, firsts)));
    if (points.size || !similar.length) return { points };
    await Promise.all(similar.map((word) => hits(word, 1, points, firsts)));
    return { points, similar: points.size > 0 };
  };

  /* The documents of a query, best first: those with all words, or where there are none those with most. */
  const find = async (query) => {
    const asked = parts(query);
    const index = await load("index.json");
    const known = index.words.split(" ");
    const found = await Promise.all(asked.map((part) => look(part, index.firsts.split(" "), known)));
    const totals = new Map();
    found.forEach(({ points }) => points.forEach((value, place) => {
      const before = totals.get(place) || [0, 0];
      totals.set(place, [before[0] + 1, before[1] + value]);
    }));
    const most = Math.max(0, ...[...totals.values()].map(([count]) => count));
    const places = [...totals].filter(([, [count]]) => count === most)
      .sort((a, b) => b[1][1] - a[1][1] || a[0] - b[0]).map(([place]) => place);
    return { places, partly: most < asked.length, similar: found.some((each) => each.similar), index };
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

  /* A text with the words that were looked for marked. */
  const marked = (target, text, asked) => {
    const stems = asked.map(stem).filter((word) => word.length > 1);
    const begins = asked.map(normal).filter((word) => word.length > 1);
    let end = 0;
    for (const match of text.matchAll(/[\p{L}\p{N}]+/gu)) {
      const [word] = match;
      if (!stems.includes(stem(word)) && !begins.some((begin) => normal(word).startsWith(begin))) continue;
      target.append(text.slice(end, match.index), element("mark", "", word));
      end = match.index + word.length;
    }
    target.append(text.slice(end));
    return target;
  };

  const item = ([url, kind, title, detail], asked) => {
    const row = element("li", "md-search-result__item");
    const link = element("a", "md-search-result__link");
    link.href = box.dataset.pbBase + url;
    const article = element("article", "md-search-result__article md-typeset");
    const kinds = { result: "pbResult", criterion: "pbCriterion", municipality: "pbMunicipality", initiative: "pbInitiative", catalogue: "pbCatalogue", guide: "pbGuide" };
    article.append(marked(written(element("h2", "")), title, asked), element("p", "", [list.dataset[kinds[kind]], detail].filter(Boolean).join(" · ")));
    link.append(article);
    row.append(link);
    return row;
  };

  let turn = 0; // answers to earlier keys never replace later ones
  let shown = { places: [], count: 0 };

  const show = async (now) => {
    const { places, count, index, asked } = shown;
    const next = places.slice(count, count + PAGE);
    const shards = await Promise.all(next.map((place) => load(`d${Math.floor(place / index.shard)}.json`)));
    if (now !== turn) return;
    if (!count) list.replaceChildren(); // only now, so that nothing flickers
    next.forEach((place, number) => list.append(item(shards[number][place % index.shard], asked)));
    shown.count += next.length;
    more.hidden = shown.count >= places.length;
  };

  const say = ({ places, partly, similar }) => {
    const { pbNone, pbOne, pbMany, pbPartly, pbSimilar } = status.dataset;
    const many = !places.length ? pbNone : partly ? pbPartly : similar ? pbSimilar : places.length === 1 ? pbOne : pbMany;
    status.textContent = many.replace("#", places.length);
  };

  const search = async () => {
    const now = (turn += 1);
    const query = input.value;
    const asked = words(query);
    if (!asked.length) {
      list.replaceChildren();
      more.hidden = true;
      status.textContent = status.dataset.pbStart;
      return;
    }
    try {
      const found = await find(query);
      if (now !== turn) return;
      shown = { ...found, asked, count: 0 };
      await show(now);
      if (now === turn) say(found);
    } catch {
      if (now !== turn) return;
      list.replaceChildren();
      more.hidden = true;
      const way = element("a", "", status.dataset.pbFailed);
      way.href = `${box.dataset.pbBase}ergebnisse/`;
      status.replaceChildren(way);
    }
  };

  // -- opening, closing, keys ----------------------------------------------------------------------------------------

  const open = (wanted) => {
    toggle.checked = wanted;
    if (wanted) {
      load("index.json").catch(() => undefined);
      input.focus();
    } else {
      input.blur();
    }
  };
  toggle.addEventListener("change", () => open(toggle.checked));
  input.addEventListener("focus", () => {
    toggle.checked = true;
    load("index.json").catch(() => undefined);
  });
  let pause = 0; // who types on does not wait for what the half word finds
  input.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(search, 120);
  });
  box.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  box.querySelector("form").addEventListener("reset", () => setTimeout(() => { search(); input.focus(); }));
  more.addEventListener("click", async () => {
    const before = shown.count;
    await show(turn);
    list.children[before]?.querySelector("a").focus();
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (!toggle.checked) {
      if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey && ["/", "s", "f"].includes(event.key)) {
        event.preventDefault();
        open(true);
      }
      return;
    }
    if (event.key === "Escape") {
      open(false);
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
  scroll.addEventListener("scroll", () => {
    if (scroll.scrollTop + scroll.offsetHeight > scroll.scrollHeight - 40 && !more.hidden) show(turn);
  });
})();
