/* The page of a criterion: narrows the ratings on it by Land, size, effect, and to real ones. Its other half is hooks/pruefbuch/views/sieve.py.

   Small numbers of all ratings come first, so that counts are exact; ratings of older pages are fetched when they are to be shown. Without
   it, the page and its older pages have everything. */
import { controlsOf, count, fitting, unpacked } from "./facets.js";
import { urlState } from "./url-state.js";

const root = document.querySelector("[data-pb-given]");
const PAGE = 20; // ratings that a choice shows at a time: each may stand on another page

const start = ({ page: size, pages, facets: packed }) => {
  const facets = unpacked(packed);
  const text = root.dataset;
  const [sieve, status, more] = [".pb-sieve", "[role=status]", "[data-pb-more]"].map((each) => root.querySelector(each));
  const lists = new Map([...document.querySelectorAll("[data-group]")].map((list) => [list.dataset.group, list]));
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const { of, sets } = facets.find(({ name }) => name === "effect");
  const rated = of.map((set) => sets[set].length > 0);
  const total = rated.filter(Boolean).length;
  const controls = controlsOf(facets, text.textAll, (label) => sieve.querySelector(".pb-choices").append(label));
  if (!controls.length) return;

  // -- items: ratings and lessons, by the number of their assessment --------------------------------------------------

  const items = new Map();
  const keep = (page, url) => {
    for (const node of page.querySelectorAll("[data-number]")) {
      const key = Number(node.dataset.number);
      const copy = url ? document.importNode(node, true) : node;
      if (url) for (const link of copy.querySelectorAll("[href]")) link.href = new URL(link.getAttribute("href"), url).href;
      items.set(key, [...(items.get(key) || []), { group: node.parentElement.dataset.group, node: copy }]);
    }
  };
  const loaded = new Map();
  const load = (result) => {
    const page = Math.floor(result / size) + 1;
    if (page > pages) return null;
    if (!loaded.has(page)) {
      const url = new URL(`archiv/${page}/`, location.href.split(/[?#]/)[0]);
      loaded.set(page, fetch(url).then(async (answer) => {
        if (!answer.ok) throw new Error(answer.status);
        keep(new DOMParser().parseFromString(await answer.text(), "text/html"), url);
      }).catch((error) => {
        loaded.delete(page); // the next try asks again
        throw error;
      }));
    }
    return loaded.get(page);
  };

  // -- showing -------------------------------------------------------------------------------------------------------

  keep(document);
  const here = rated.filter((each, result) => each && result >= size * pages).length;
  let [hits, shown, turn] = [[], 0, 0];

  const draw = async (most) => {
    const now = (turn += 1);
    try {
      const wanted = hits.slice(0, most);
      await Promise.all(wanted.map(load));
      if (now !== turn) return;
      const found = wanted.flatMap((result) => items.get(result));
      for (const [group, list] of lists) {
        list.replaceChildren(...found.filter((each) => each.group === group).map(({ node }) => node));
        (list.closest(".pb-given__group") || list).hidden = !list.children.length;
      }
      shown = wanted.length;
      more.hidden = shown >= hits.length;
      status.textContent = text.textHits.replace("#", number.format(hits.length)).replace("@", number.format(total));
    } catch {
      if (now === turn) status.textContent = text.textFailed;
    }
  };
  const apply = (state) => {
    const found = fitting(facets, state, rated);
    hits = found.hits;
    count(controls, facets, found.tallies);
    return draw(hits.length === total ? here || PAGE : PAGE);
  };

  // -- beginning -----------------------------------------------------------------------------------------------------

  const filters = urlState(sieve, apply);
  root.querySelector("[data-pb-reset]").addEventListener("click", filters.clear);
  more.addEventListener("click", async () => {
    const before = shown;
    await draw(before + PAGE);
    if (shown > before) items.get(hits[before])[0].node.querySelector("a").focus();
  });
  sieve.hidden = false;
  apply(filters.state());
};

if (root) {
  fetch(root.dataset.pbGiven).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status)))).then(start, () => undefined);
}
