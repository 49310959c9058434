// What all pages share.
import { readFileSync } from "node:fs";

const MONTHS = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"];
const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;" };

export const SITE = process.env.BENCH_SITE;

export const escape = (text) => (/[&<>"]/.test(text) ? text.replace(/[&<>"]/g, (sign) => SIGNS[sign]) : text);

export function date(text) {
  const [year, month, day] = text.split("-");
  return `${day ? `${Number(day)}. ` : ""}${MONTHS[month - 1]} ${year}`;
}

// The theme's frame, cut where each page has its own texts.
export function frame(name) {
  const pieces = readFileSync(`${process.env.BENCH_FRAMES}/${name}.html`, "utf8").split(/@@(\w+)@@/);
  return (texts) => {
    let html = pieces[0];
    for (let index = 1; index < pieces.length; index += 2) html += texts[pieces[index]] + pieces[index + 1];
    return html;
  };
}
