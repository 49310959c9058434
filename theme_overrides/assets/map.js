/* The map: moves, filters, and leads from points to the list beside it and back. Without it, everything is there and stands still. */
import { urlState } from "./url-state.js";

const root = document.querySelector("[data-pb-map]");
const W = Number(root?.dataset.width);
const H = Number(root?.dataset.height);
const NEAREST = W / 100; // units of the sheet across the screen: some 6 kilometres
const NAMED = W / 8; // from here on single marks have their names beside them
const FINGER = 38; // pixels that marks stand apart

// -- marks -----------------------------------------------------------------------------------------------------------

/* Points that stand too close share a mark: exactly as in hooks/pruefbuch/geo/clusters.py. */
const clusters = (points, radius) => {
  const marks = [];
  const squares = new Map();
  points.forEach(([x, y], number) => {
    const [column, row] = [Math.floor(x / radius), Math.floor(y / radius)];
    let first = Infinity;
    for (const i of [-1, 0, 1]) {
      for (const j of [-1, 0, 1]) {
        for (const mark of squares.get(`${column + i} ${row + j}`) || []) {
          const [a, b] = marks[mark].point;
          if ((a - x) ** 2 + (b - y) ** 2 < radius ** 2) first = Math.min(first, mark);
        }
      }
    }
    if (first < Infinity) {
      marks[first].members.push(number);
      return;
    }
    const key = `${column} ${row}`;
    squares.set(key, [...(squares.get(key) || []), marks.length]);
    marks.push({ point: [x, y], members: [number] });
  });
  return marks;
};

/* Addresses in drawings are xlink:href: who asks for all `href` of a page, as the theme does with navigation.instant, wants to set them. */
const drawn = (tag, attributes, ...children) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "href") made.setAttributeNS("http://www.w3.org/1999/xlink", "xlink:href", value);
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
};

const start = () => {
  const [sheet, lands, layer] = ["sheet", "lands", "marks"].map((name) => root.querySelector(`.pb-map__${name}`));
  const list = root.querySelector(".pb-entries");
  const status = root.querySelector(".pb-map__count");
  const same = document.querySelector("[data-pb-same]");
  const text = root.dataset;

  const entries = [...list.children].map((item) => {
    const [link, symbol] = [item.querySelector("a"), item.querySelector(".pb-cat")];
    return {
      item, link, facets: item.dataset, point: [Number(item.dataset.x), Number(item.dataset.y)],
      name: link.textContent, symbol: symbol.textContent, style: symbol.classList[1], word: symbol.nextSibling.textContent.split("·")[0].trim(),
      invented: item.dataset.example === "true",
    };
  });
  const byId = new Map(entries.map((entry) => [entry.item.id, entry]));

  let box = { x: 0, y: 0, w: W };
  let shown = entries;
  let current = null;
  const markOf = new Map();

  // -- drawing -------------------------------------------------------------------------------------------------------

  const height = () => (box.w * H) / W;
  const radius = () => Math.max(1, Math.round((FINGER * box.w) / (sheet.clientWidth || 400)));

  const mark = ({ point, members }) => {
    const group = members.map((number) => shown[number]);
    const [first] = group;
    const many = group.length > 1;
    const label = many
      ? `${text.textMany.replace("#", group.length).replace("@", first.name)}, ${text.textZoom}`
      : `${first.name}, ${first.word}`;
    const link = drawn("a", { href: `#${first.item.id}`, "aria-label": label, "data-key": first.item.id },
      drawn("title", {}, label),
      drawn("circle", { r: many ? 16 : 13 }),
      drawn("text", { "aria-hidden": "true" }, many ? String(group.length) : first.symbol));
    if (!many && box.w <= NAMED) link.append(drawn("text", { "aria-hidden": "true", class: "pb-mark__name", x: 18 }, first.name));
    const style = `pb-mark ${many ? "pb-cat-many" : first.style}${group.every((each) => each.invented) ? " pb-mark--invented" : ""}`;
    const made = drawn("svg", {
      class: `${style}${group.includes(current) ? " pb-on" : ""}`, overflow: "visible",
      x: `${(100 * (point[0] - box.x)) / box.w}%`, y: `${(100 * (point[1] - box.y)) / height()}%`,
    }, link);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      if (many && closer(group)) return;
      choose(first);
      first.link.focus();
    });
    for (const each of group) markOf.set(each, made);
    return made;
  };

  const draw = () => {
    const key = document.activeElement?.dataset?.key;
    lands.setAttribute("viewBox", `${box.x} ${box.y} ${box.w} ${height()}`);
    markOf.clear();
    const inside = ({ point: [x, y] }) => x >= box.x && x <= box.x + box.w && y >= box.y && y <= box.y + height();
    layer.replaceChildren(...clusters(shown.map((each) => each.point), radius()).filter(inside).map(mark));
    if (!key) return;
    // Who stood on a mark with the keyboard stands on the one that has its entry now, or else on the map.
    const after = markOf.get(byId.get(key));
    (after ? after.querySelector("a") : sheet).focus({ preventScroll: true });
  };

  const look = (x, y, w) => {
    w = Math.min(W, Math.max(NEAREST, w));
    const h = (w * H) / W;
    [x, y] = [Math.min(W, Math.max(0, x)), Math.min(H, Math.max(0, y))];
    box = w === W ? { x: 0, y: 0, w } : { x: x - w / 2, y: y - h / 2, w };
    draw();
  };
  const middle = () => [box.x + box.w / 2, box.y + height() / 2];
  const zoom = (factor, [x, y] = middle()) => {
    // The point under the finger stays under it.
    const w = Math.min(W, Math.max(NEAREST, box.w * factor));
    const [a, b] = middle();
    look(x + ((a - x) * w) / box.w, y + ((b - y) * w) / box.w, w);
  };
  const pan = (right, down) => {
    const [x, y] = middle();
    look(x + (right * box.w) / 4, y + (down * box.w) / 4, box.w);
  };

  /* Look at a group so closely that it falls apart; false where nothing can part it. */
  const closer = (group) => {
    const [xs, ys] = [0, 1].map((axis) => group.map((each) => each.point[axis]));
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    if ((left === right && top === bottom) || box.w <= NEAREST) return false;
    look((left + right) / 2, (top + bottom) / 2, Math.min(box.w / 2, 1.5 * Math.max(right - left, ((bottom - top) * W) / H)));
    return true;
  };

  // -- choosing an entry ---------------------------------------------------------------------------------------------

  const choose = (entry, push = true) => {
    if (!shown.includes(entry)) filters.clear();
    current?.item.removeAttribute("aria-current");
    current = entry;
    entry.item.setAttribute("aria-current", "true");
    if (push && location.hash !== `#${entry.item.id}`) history.pushState(null, "", `${location.search}#${entry.item.id}`);
    const beside = (each) => each !== entry && String(each.point) !== String(entry.point) && markOf.get(each) === markOf.get(entry);
    look(...entry.point, Math.min(box.w, W / 4));
    while (box.w > NEAREST && shown.some(beside)) look(...entry.point, box.w / 2);
  };
  const asked = () => {
    const entry = byId.get(location.hash.slice(1));
    if (entry) choose(entry, false);
  };

  list.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link) return;
    event.preventDefault();
    const entry = byId.get(link.closest("li").id);
    choose(entry);
    sheet.scrollIntoView({ block: "nearest" });
    markOf.get(entry).querySelector("a").focus();
  });
  const light = (event, on) => {
    const entry = byId.get(event.target.closest("li")?.id);
    if (entry && entry !== current) markOf.get(entry)?.classList.toggle("pb-on", on);
  };
  for (const [name, on] of [["focusin", true], ["pointerover", true], ["focusout", false], ["pointerout", false]]) {
    list.addEventListener(name, (event) => light(event, on));
    // Not on the layer: Chromium would take it for something that wants the focus.
    sheet.addEventListener(name, (event) => {
      const made = event.target.closest(".pb-mark");
      for (const [entry, each] of markOf) if (each === made) entry.item.classList.toggle("pb-on", on);
    });
  }

  // -- filters -------------------------------------------------------------------------------------------------------

  const fits = (entry, state) =>
    Object.entries(state).every(([name, value]) => (entry.facets[name] || "").split(" ").includes(value));

  const filter = (state) => {
    shown = entries.filter((entry) => fits(entry, state));
    for (const entry of entries) entry.item.hidden = true;
    for (const entry of shown) entry.item.hidden = false;
    status.textContent = text.textAll.replace("#", shown.length).replace("@", entries.length);
    if (same) same.search = location.search;
    draw();
  };
  const filters = urlState(root.querySelector(".pb-filters"), filter);
  root.querySelector("[data-pb-reset]").addEventListener("click", filters.clear);

  // -- moving --------------------------------------------------------------------------------------------------------

  const moves = {
    in: () => zoom(0.5), out: () => zoom(2), left: () => pan(-1, 0), right: () => pan(1, 0), up: () => pan(0, -1), down: () => pan(0, 1),
    whole: () => look(0, 0, W),
  };
  const keys = {
    "+": "in", "=": "in", "-": "out", "0": "whole", ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down",
  };
  for (const button of root.querySelectorAll("[data-pb-move]")) button.addEventListener("click", moves[button.dataset.pbMove]);
  sheet.addEventListener("keydown", (event) => {
    if (!(event.key in keys) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    moves[keys[event.key]]();
  });

  const under = (event) => {
    const frame = sheet.getBoundingClientRect();
    return [box.x + ((event.clientX - frame.x) * box.w) / frame.width, box.y + ((event.clientY - frame.y) * box.w) / frame.width];
  };
  sheet.addEventListener("dblclick", (event) => zoom(0.5, under(event)));
  sheet.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return; // the wheel alone moves the page
    event.preventDefault();
    zoom(event.deltaY > 0 ? 1.25 : 0.8, under(event));
  }, { passive: false });
  // Dragging is for the mouse: a finger moves the page, and has buttons for the map.
  let grip = null;
  sheet.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button || event.target.closest("a")) return;
    grip = under(event);
    sheet.setPointerCapture(event.pointerId);
  });
  sheet.addEventListener("pointermove", (event) => {
    if (!grip) return;
    const [x, y] = under(event);
    const [a, b] = middle();
    look(a + grip[0] - x, b + grip[1] - y, box.w);
  });
  for (const name of ["pointerup", "pointercancel"]) sheet.addEventListener(name, () => { grip = null; });

  // -- beginning -----------------------------------------------------------------------------------------------------

  for (const part of root.querySelectorAll(".pb-filters, .pb-map__buttons, .pb-map__keys")) part.hidden = false;
  sheet.setAttribute("tabindex", "0");
  sheet.setAttribute("aria-describedby", "karte-tasten");
  filter(filters.state());
  addEventListener("hashchange", asked);
  asked();
  new ResizeObserver(draw).observe(sheet);
};

if (root) start();
