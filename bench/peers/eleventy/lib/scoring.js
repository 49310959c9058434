// The scores, as content/methode.md says: exact with whole numbers, rounded once.
import { chip, criterionHeading, row } from "./pieces.js";

// The catalogue, prepared once: its criteria in their dimensions and fields, and of each criterion what every answer to it adds (low, high)
// and looks like (chip, row of the reckoning).
export function prepare(catalogue) {
  const levels = catalogue.scales[0].levels;
  const values = levels.map((level) => level.value);
  const [worst, best] = [Math.min(...values), Math.max(...values)];
  const dimensions = catalogue.dimensions.map((dimension) => {
    const fields = catalogue.fields
      .filter((field) => field.dimension === dimension.id)
      .map((field) => ({ ...field, criteria: catalogue.criteria.filter((criterion) => criterion.field === field.id).map((criterion) => withAnswers(criterion, levels, worst, best)) }));
    return { ...dimension, fields, criteria: fields.flatMap((field) => field.criteria) };
  });
  return { title: `${catalogue.title}, Ausgabe 2026`, dimensions, possible: span(whole(worst), whole(best)) };
}

const STYLES = [0, 2, 3, 5, 6];
const OPEN = { "unanswered": "nicht beantwortet", "cannot-tell": "nicht einschätzbar" };

function withAnswers(criterion, levels, worst, best) {
  const answers = { "not-applicable": { counts: false, chip: chip({ label: "nicht anwendbar" }), row: row(criterion, "zählt nicht: nicht anwendbar", "–", "–", "–") } };
  const add = (id, shown, standing, from, to, rated) => {
    const [low, high] = [criterion.weight * from, criterion.weight * to];
    const cells = [criterion.weight, span(whole(from), whole(to)), span(whole(low), whole(high))];
    answers[id] = { counts: true, rated, low, high, chip: chip(shown), row: row(criterion, standing, ...cells) };
  };
  for (const [id, label] of Object.entries(OPEN)) add(id, { label }, "unbekannt", worst, best, false);
  levels.forEach((level, index) => add(level.id, { ...level, style: `pb-step-${STYLES[index]}` }, "bewertet", level.value, level.value, true));
  return { ...criterion, answers, heading: criterionHeading(criterion) };
}

export const whole = (number) => (number < 0 ? `−${-number}` : String(number));
export const span = (low, high) => (low === high ? low : `${low} bis ${high}`);

// A fraction rounded half up to two places, as Germans write it.
function figure(numerator, denominator) {
  const units = Math.floor((200 * Math.abs(numerator) + denominator) / (2 * denominator));
  const digits = String(units).padStart(3, "0");
  return `${numerator < 0 && units ? "−" : ""}${digits.slice(0, -2)},${digits.slice(-2)}`;
}

export const answerOf = (criterion, ratings) => criterion.answers[ratings[criterion.id]?.level ?? "unanswered"];

// The result: of each dimension its sums, interval, levels, caps; how many answers of how many.
export function score(ratings, catalogue) {
  const dimensions = catalogue.dimensions.map((dimension) => reckon(dimension, ratings));
  const answered = dimensions.reduce((sum, each) => sum + each.answered, 0);
  const asked = dimensions.reduce((sum, each) => sum + each.asked, 0);
  return { dimensions, answered, asked };
}

function reckon(dimension, ratings) {
  let low = 0, high = 0, weights = 0, answered = 0, asked = 0;
  const caps = [];
  for (const criterion of dimension.criteria) {
    const answer = answerOf(criterion, ratings);
    if (!answer.counts) continue;
    low += answer.low;
    high += answer.high;
    weights += criterion.weight;
    asked += 1;
    if (answer.rated) answered += 1;
    const rule = criterion.knock_out;
    if (rule && (!answer.rated || rule.levels.includes(ratings[criterion.id].level))) caps.push({ criterion, cap: rule.cap, certain: answer.rated });
  }
  const { thresholds } = dimension;
  const uncapped = levelAt(low, weights, thresholds);
  return {
    dimension, low, high, weights, answered, asked, caps, uncapped,
    value: span(figure(low, weights), figure(high, weights)),
    level: capped(uncapped, caps, thresholds),
    atBest: capped(levelAt(high, weights, thresholds), caps.filter((cap) => cap.certain), thresholds),
  };
}

const levelAt = (points, weights, thresholds) => thresholds.findLast((threshold) => threshold.at * weights <= points)?.label ?? "";

function capped(label, caps, thresholds) {
  if (!label) return "";
  return thresholds.find((threshold) => threshold.label === label || caps.some((cap) => cap.cap === threshold.id)).label;
}
