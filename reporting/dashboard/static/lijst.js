/* Searching, choosing and sorting the table of feeds. The page is complete without it. */
"use strict";

const table = document.getElementById("feeds");
const form = document.getElementById("filter");

if (table && form) {
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const found = form.querySelector(".gevonden");
  const words = new Map(rows.map((row) => [row, row.textContent.toLowerCase().replace(/\s+/g, " ")]));

  const filter = () => {
    const chosen = new Set([...form.querySelectorAll("input:checked")].map((box) => box.value));
    const sought = document.getElementById("zoek").value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      row.hidden = !(chosen.has(row.dataset.status) && sought.every((word) => words.get(row).includes(word)));
      shown += row.hidden ? 0 : 1;
    }
    found.textContent = shown === rows.length ? "" : `${shown} van ${rows.length} feeds`;
  };

  const sort = (heading, place) => {
    const up = heading.getAttribute("aria-sort") !== "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", up ? "ascending" : "descending");
    const key = (row) => row.cells[place].dataset.sorteer;
    const order = new Intl.Collator("nl", { numeric: true }).compare;
    rows.sort((one, other) => (up ? 1 : -1) * order(key(one), key(other)));
    body.append(...rows);
  };

  [...table.tHead.rows[0].cells].forEach((heading, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = heading.textContent;
    button.addEventListener("click", () => sort(heading, place));
    heading.replaceChildren(button);
  });
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  filter();
}
