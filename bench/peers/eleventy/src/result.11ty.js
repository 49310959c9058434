// The page of each assessment.
import { SITE, date, escape, frame } from "../lib/html.js";
import { CATALOGUE, heading } from "../lib/pieces.js";
import { answerOf, span, whole } from "../lib/scoring.js";

const BADGE = '<span class="pb-badge">Beispiel (erfunden)</span>';
const inFrame = frame("result");

export const data = {
  pagination: { data: "book.assessments", size: 1, alias: "each", addAllPagesToCollections: false },
  permalink: ({ each }) => `ergebnisse/${each.url}index.html`,
  eleventyExcludeFromCollections: true,
};

export function render({ each, book }) {
  const title = escape(`${each.subject.title} – ${each.townName} – Beispiel (erfunden)`);
  return inFrame({
    title,
    description: `${title}, ${date(each.date)}, ${escape(book.catalogue.title)}`,
    canonical: `${SITE}ergebnisse/${each.url}`,
    source: each.path,
    article: article(each, book.catalogue),
  });
}

function article(each, catalogue) {
  const { subject, result } = each;
  const town = `<a href="../../../kommunen/${each.town}/">${escape(each.townName)}</a> ${BADGE}`;
  const edition = `<a href="${CATALOGUE}">${escape(catalogue.title)}</a>`;
  const kind = subject.kind === "paper" ? "Vorlage" : "Vorhaben";
  return `<h1 id="seite">${escape(subject.title)} <span class="pb-town">${town}</span></h1>
<p class="pb-byline">${date(each.date)} · ${kind}${subject.digital ? ", digital" : ""} · ${edition}</p>
${superseded(each)}<div class="pb-note pb-note--made-up"><p class="pb-note__title">Beispiel (erfunden)</p>
<p>Ort und Vorhaben sind erfunden. Sie zeigen, wie Ergebnisse hier aussehen.</p></div>
<p>${escape(subject.summary)}</p>
${heading(2, "kurzbild", "Auf einen Blick")}${profile(result.dimensions, catalogue.possible)}
${heading(2, "angaben", "Zu dieser Prüfung")}${facts(each, town, edition)}
${heading(2, "bewertungen", "Bewertungen")}${result.dimensions.map((found) => ratings(found, each.ratings)).join("")}
${heading(2, "rechenweg", "Der ganze Rechenweg")}<p>Gerechnet wird mit Brüchen; gerundet wird erst beim Anzeigen, kaufmännisch auf zwei Stellen. <a href="../../../methode/">So wird gerechnet</a></p>
${result.dimensions.map((found) => reckoning(found, each.ratings, catalogue.possible)).join("")}
${heading(2, "zitieren", "So wird dieses Ergebnis zitiert")}<p class="pb-cite">${escape(each.townName)}, Beispiel (erfunden): ${escape(subject.title)}. Prüfung (${date(each.date)}). ${escape(catalogue.title)} (bench@2026), Rechenregeln Version 1. <code>${each.path}</code> <span class="pb-url">${SITE}ergebnisse/${each.url}</span></p>
`;
}

function superseded({ superseded_by: newer, status_reason: reason, subject }) {
  if (!newer) return "";
  return `<div class="pb-note pb-note--stop"><p class="pb-note__title">Diese Prüfung ist ersetzt.</p>
<p>${escape(reason)} Neuer ist: <a href="../${newer}/">${escape(subject.title)}</a></p></div>
`;
}

function profile(dimensions, possible) {
  const rows = dimensions.map((found) => `<tr><th scope="row"><a href="#d-${found.dimension.id}">${escape(found.dimension.label)}</a></th> <td><a class="pb-value" href="#r-${found.dimension.id}">${found.value}</a> <span class="pb-small">von ${possible} möglich</span></td> <td>${levels(found)}</td> <td class="pb-coverage">${found.answered} von ${found.asked}</td></tr>`);
  return `<table class="pb-table pb-profile"><caption>Wert je Dimension, vom schlechtesten bis zum besten Fall dessen, was noch offen ist</caption>
<thead><tr><th scope="col">Dimension</th> <th scope="col">Wert</th> <th scope="col">Stufe</th> <th scope="col">Beantwortet</th></tr></thead>
<tbody>
${rows.join("\n")}
</tbody></table>`;
}

function levels(found) {
  let html = found.level ? `<strong>${escape(found.level)}</strong>` : "keine Stufe erreicht";
  if (found.uncapped !== found.level) {
    html += ` <span class="pb-small">ohne Begrenzung: ${escape(found.uncapped)}</span>`;
    for (const cap of found.caps) html += ` <span class="pb-small">begrenzt auf „${escape(capLabel(cap, found))}“ durch <a href="#k-${cap.criterion.id}">${escape(cap.criterion.title)}</a>${cap.certain ? "" : " (unbekannt, darum gilt der schlechteste Fall)"}</span>`;
  }
  if (found.atBest !== found.level) html += ` <span class="pb-small">bestenfalls: ${escape(found.atBest)}</span>`;
  return html;
}

const capLabel = (cap, found) => found.dimension.thresholds.find((threshold) => threshold.id === cap.cap).label;

function facts(each, town, edition) {
  const lines = [
    ["Kommune", town],
    ["Datum der Prüfung", date(each.date)],
    ["Stand", each.superseded_by ? "ersetzt" : "gültig"],
    ["Herkunft", "von der Kommune veröffentlicht"],
    ["Katalog", `${edition} <span class="pb-small">Eigener Wortlaut – nicht der amtliche NH-Check</span>`],
    ["Geprüft von", escape(each.unit)],
  ];
  if (each.paper) lines.push(["Ratsvorlage", `${escape(each.paper.number)}, ${date(each.paper.date)}`]);
  if (each.decision) lines.push(["Beschluss", `${escape(each.decision.text)}, ${date(each.decision.date)}`]);
  lines.push(["Datei", `<code>${each.path}</code>`]);
  const list = lines.map(([name, value]) => `<dt>${name}</dt> <dd>${value}</dd>\n`).join("");
  const comment = each.comment ? `${heading(3, "stellungnahme", "Stellungnahme der Kommune")}<p>${escape(each.comment)}</p>` : "";
  return `<dl class="pb-facts">\n${list}</dl>\n${comment}`;
}

function ratings({ dimension, answered, asked }, given) {
  let html = `<section class="pb-dimension">\n${heading(3, `d-${dimension.id}`, escape(dimension.label))}<p class="pb-small">${answered} von ${asked} beantwortet</p>\n`;
  for (const field of dimension.fields) {
    html += `<h4>${escape(field.label)}</h4>\n`;
    for (const criterion of field.criteria) html += rating(criterion, answerOf(criterion, given).chip, given[criterion.id]);
  }
  return `${html}</section>\n`;
}

function rating(criterion, chip, found) {
  let html = `<div class="pb-criterion">
${criterion.heading}<p class="pb-answer">${chip}</p>
`;
  if (found?.reason) html += `<div class="pb-text"><p>${escape(found.reason)}</p></div>\n`;
  if (found?.evidence) html += `<p class="pb-label">Nachweise</p>\n<ul>${found.evidence.map(({ title, url }) => `<li><a href="${escape(url)}" rel="noopener noreferrer nofollow">${escape(title)}</a></li>`).join("")}</ul>\n`;
  return `${html}</div>\n`;
}

function reckoning({ dimension, low, high, weights, value, level }, ratings, possible) {
  const total = (label, text) => `<tr><th scope="row" colspan="4">${label}</th> <td class="pb-figure">${text}</td></tr>\n`;
  let rows = "";
  for (const criterion of dimension.criteria) rows += answerOf(criterion, ratings).row;
  return `<details class="pb-details"><summary>${escape(dimension.label)}: ${value}</summary>
<p>Jeder Wert wird mit seinem Gewicht malgenommen; die Summe wird durch die Summe der Gewichte geteilt.</p>
<table class="pb-table pb-terms"><caption id="r-${dimension.id}">${escape(dimension.label)}: Summanden</caption>
<thead><tr><th scope="col">Kriterium</th> <th scope="col">Stand</th> <th scope="col" class="pb-figure">Gewicht</th> <th scope="col" class="pb-figure">Wert</th> <th scope="col" class="pb-figure">Beitrag</th></tr></thead>
<tbody>
${rows}</tbody>
<tfoot>
${total("Summe", span(whole(low), whole(high)))}${total("geteilt durch die Summe der Gewichte", weights)}${total("gerundet", `<strong>${value}</strong>`)}${total("möglich", possible)}</tfoot></table>
<p>${level ? `Vergeben: „${escape(level)}“.` : "Keine Stufe vergeben."}</p>
</details>
`;
}
