// Pieces that many pages share: drawn once for each criterion and answer.
import { escape } from "./html.js";

export const CATALOGUE = "../../../kataloge/bench/2026/";

export const heading = (depth, id, label) => `<h${depth} id="${id}">${label}<a class="headerlink" href="#${id}" title="Dauerhafter Link">¶</a></h${depth}>\n`;

export function chip({ symbol, style, label }) {
  if (!symbol) return `<span class="pb-level pb-missing">${escape(label)}</span>`;
  return `<span class="pb-level ${style}"><span aria-hidden="true">${symbol}</span> ${escape(label)}</span>`;
}

export const criterionHeading = ({ id, title }) => heading(5, `k-${id}`, `<a href="${CATALOGUE}${id}/">${escape(title)}</a>`);

export const row = ({ id, title }, standing, weight, value, adds) =>
  `<tr><th scope="row"><a href="#k-${id}">${escape(title)}</a></th> <td>${standing}</td> <td class="pb-figure">${weight}</td> <td class="pb-figure">${value}</td> <td class="pb-figure">${adds}</td></tr>\n`;
