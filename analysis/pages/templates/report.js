"use strict";
const figure = (cell) => {
  const plain = cell.textContent.trim().replace(/−/g, "-").replace(/,/g, "");
  const found = plain.match(/^[≤≥+]?\s*(-?\d+(?:\.\d+)?)/);
  return found ? Number(found[1]) : null;
};
for (const table of document.querySelectorAll("table")) {
  table.querySelectorAll("th").forEach((head, column) => head.querySelector("button")?.addEventListener("click", () => {
    const down = head.getAttribute("aria-sort") === "ascending";
    table.querySelectorAll("th").forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const body = table.tBodies[0];
    const keyed = [...body.rows].map((row) => [row, figure(row.cells[column]), row.cells[column].textContent]);
    keyed.sort(([, a, x], [, b, y]) => (a === null || b === null ? (a === null) - (b === null) || x.localeCompare(y) : a - b));
    if (down) keyed.reverse();
    body.append(...keyed.map(([row]) => row));
  }));
}
for (const button of document.querySelectorAll(".copy")) {
  button.addEventListener("click", () => {
    const rows = [...document.getElementById(button.dataset.of).rows];
    const area = document.createElement("textarea");
    area.value = rows.map((row) => [...row.cells].map((cell) => cell.textContent.trim()).join("\t")).join("\n");
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    button.focus();
    if (done) button.textContent = button.dataset.copied;
  });
}
