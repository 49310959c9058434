// The whole plot: catalogue, towns, assessments with their results.
import { readFileSync, readdirSync } from "node:fs";
import yaml from "js-yaml";
import { prepare, score } from "../../lib/scoring.js";

const PLOT = process.env.BENCH_PLOT;
const PAGE = 100;

const read = (path) => yaml.load(readFileSync(`${PLOT}/${path}`, "utf8"), { schema: yaml.CORE_SCHEMA });

export default function () {
  const catalogue = prepare(read("content/kataloge/bench/2026/catalogue.yml"));
  const assessments = [];
  for (const town of readdirSync(`${PLOT}/assessments`)) {
    const { name } = read(`assessments/${town}/municipality.yml`);
    for (const file of readdirSync(`${PLOT}/assessments/${town}`)) {
      if (file === "municipality.yml") continue;
      const path = `assessments/${town}/${file}`;
      const assessment = read(path);
      const url = `${town}/${file.slice(0, -4)}/`;
      assessments.push({ town, townName: name, path, url, ...assessment, result: score(assessment.ratings, catalogue) });
    }
  }
  const newest = [...assessments].sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : a.path < b.path ? -1 : 1));
  const pages = [];
  for (let start = 0; start < newest.length; start += PAGE) pages.push(newest.slice(start, start + PAGE));
  return { catalogue, assessments, pages };
}
