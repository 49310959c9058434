// The overview: all results, newest first, a hundred on a page.
import { SITE, date, escape, frame } from "../lib/html.js";

const inFrame = frame("list");

export const data = {
  pagination: { data: "book.pages", size: 1, alias: "rows", addAllPagesToCollections: false },
  permalink: ({ pagination }) => `ergebnisse/seite/${pagination.pageNumber + 1}/index.html`,
  eleventyExcludeFromCollections: true,
};

export function render({ rows, pagination, book }) {
  const number = pagination.pageNumber + 1;
  return inFrame({
    canonical: `${SITE}ergebnisse/seite/${number}/`,
    article: `<h1 id="seite">Ergebnisse, Seite ${number}</h1>
<table class="pb-table pb-results"><caption>Neueste zuerst – keine Rangliste</caption>
<thead><tr><th scope="col">Vorhaben</th> <th scope="col">Kommune und Datum</th> <th scope="col">Ergebnis</th> <th scope="col">Beantwortet</th></tr></thead>
<tbody>
${rows.map((each) => row(each, book.catalogue)).join("")}</tbody></table>
<nav class="pb-paging"><ul>${links(number, book.pages.length)}</ul></nav>
`,
  });
}

function links(number, last) {
  const newer = number > 1 ? `<li><a href="../${number - 1}/">neuere</a></li>` : "";
  return newer + (number < last ? `<li><a href="../${number + 1}/">ältere</a></li>` : "");
}

function row(each, catalogue) {
  const { subject, result } = each;
  const gist = result.dimensions.map((found) => `<li>${escape(found.dimension.label)}: ${escape(found.level || found.value)}</li>`).join(" ");
  return `<tr><th scope="row"><a href="../../${each.url}">${escape(subject.title)}</a> <span class="pb-small">${subject.kind === "paper" ? "Vorlage" : "Vorhaben"}${subject.digital ? ", digital" : ""}${each.superseded_by ? ", <strong>ersetzt</strong>" : ""}</span></th>
<td><a href="../../../kommunen/${each.town}/">${escape(each.townName)}</a> <span class="pb-badge">Beispiel (erfunden)</span> <span class="pb-small">${date(each.date)}</span></td>
<td><ul class="pb-gist">${gist}</ul> <span class="pb-small"><a href="../../../kataloge/bench/2026/">${escape(catalogue.title)}</a></span></td>
<td class="pb-coverage">${result.answered} von ${result.asked}</td></tr>
`;
}
