/* What a reader has chosen, kept in the address of the page, so that it can be bookmarked, sent and gone back to.

   One parameter for each control below `root`, of the same name. All pages name them like the keys of the data: municipality, state,
   catalogue, category, kind, year, field, level, example, size, effect. Parameters that the page has no control for stay as they are: so a link from page
   to page can carry them all. A value that a control does not offer counts as not chosen. */

export const urlState = (root, changed) => {
  const controls = [...root.querySelectorAll("select[name], input[name]")];
  const state = () => Object.fromEntries(controls.filter((each) => each.value).map((each) => [each.name, each.value]));

  const read = () => {
    const asked = new URLSearchParams(location.search);
    for (const each of controls) {
      each.value = asked.get(each.name) ?? "";
      if (each.selectedIndex === -1) each.value = "";
    }
  };

  const write = () => {
    const said = new URLSearchParams(location.search);
    for (const each of controls) {
      if (each.value) said.set(each.name, each.value);
      else said.delete(each.name);
    }
    history.replaceState(history.state, "", `${location.pathname}${said.size ? `?${said}` : ""}${location.hash}`);
    changed(state());
  };

  root.addEventListener("change", write);
  addEventListener("popstate", () => {
    read();
    changed(state());
  });
  read();
  return {
    state,
    clear: () => {
      for (const each of controls) each.value = "";
      write();
    },
  };
};
