/* What results and ratings can be filtered by. The overview and the pages of criteria share it; facets are those of
   hooks/pruefbuch/views/overview.py: sets of options that occur, and for each result the number of its set. */

export const element = (tag, attributes, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
};

export const unpacked = (packed) =>
  packed.map((facet) => ({ ...facet, options: facet.options.map(([value, label, group]) => ({ value, label, group })) }));

/* Results that fit every facet, newest first; and how many there are of each set of a facet when its own choice is left aside. `base`
   says of each result whether it counts at all. */
export const fitting = (facets, state, base) => {
  const wanted = facets.map(({ name, options, sets }) => {
    const place = options.findIndex(({ value }) => value === state[name]);
    return place < 0 ? null : sets.map((set) => set.includes(place));
  });
  const tallies = facets.map(({ sets }) => new Array(sets.length).fill(0));
  const hits = [];
  for (let result = facets[0].of.length - 1; result >= 0; result -= 1) {
    if (base && !base[result]) continue;
    let [misses, missed] = [0, 0];
    facets.forEach(({ of }, place) => {
      if (wanted[place] && !wanted[place][of[result]]) [misses, missed] = [misses + 1, place];
    });
    if (!misses) {
      hits.push(result);
      facets.forEach(({ of }, place) => { tallies[place][of[result]] += 1; });
    } else if (misses === 1) {
      tallies[missed][facets[missed].of[result]] += 1;
    }
  }
  return { hits, tallies };
};

/* A control for each facet that leaves something out, each put where `place` puts it. */
export const controlsOf = (facets, all, place) => facets.filter(({ sets }) => sets.length > 1).map((facet) => {
  const select = element("select", { name: facet.name }, new Option(all, ""));
  const groups = new Map();
  const shown = facet.options.map(({ value, label, group }) => {
    if (!groups.has(group)) groups.set(group, group ? select.appendChild(element("optgroup", { label: group })) : select);
    return groups.get(group).appendChild(new Option(label, value));
  });
  place(element("label", {}, `${facet.label} `, select));
  return { facet, select, shown };
});

/* What stands in the options is counted anew with every choice. */
export const count = (controls, facets, tallies) => {
  const number = new Intl.NumberFormat(document.documentElement.lang);
  for (const { facet, select, shown } of controls) {
    const counts = new Array(facet.options.length).fill(0);
    const found = tallies[facets.indexOf(facet)];
    facet.sets.forEach((set, place) => set.forEach((each) => { counts[each] += found[place]; }));
    shown.forEach((each, place) => {
      each.textContent = `${facet.options[place].label} (${number.format(counts[place])})`;
      each.disabled = !counts[place] && select.value !== each.value;
    });
  }
};
