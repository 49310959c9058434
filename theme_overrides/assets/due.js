// What was due before today, marked in the reader's browser: a build knows no day. Without scripts the dates stand as they are.

const today = new Intl.DateTimeFormat("sv").format(); // as ISO 8601 writes it

for (const list of document.querySelectorAll("[data-pb-due]")) {
  for (const time of list.querySelectorAll("time")) {
    const due = time.dateTime;
    if (due >= today.slice(0, due.length)) continue; // a year or month is over when its last day is
    const mark = document.createElement("span");
    mark.className = "pb-past";
    mark.textContent = ` \u26A0\uFE0E ${list.dataset.textPast}`;
    time.after(mark);
  }
}
