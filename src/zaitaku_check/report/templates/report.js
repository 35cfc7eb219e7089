
"use strict";
(() => {
  const table = document.getElementById("plan-table");
  if (!table) return;
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const filter = document.getElementById("filter");
  const verdict = document.getElementById("verdict");
  const count = document.getElementById("shown-count");
  const folded = (text) => text.normalize("NFKC").toLowerCase();

  function show() {
    const wanted = folded(filter.value.trim());
    let shown = 0;
    for (const row of rows) {
      const fits = folded(row.textContent).includes(wanted) && (!verdict.value || row.dataset.verdict === verdict.value);
      row.hidden = !fits;
      if (fits) shown += 1;
    }
    count.textContent = count.dataset.words.replace("{shown}", shown).replace("{all}", rows.length);
  }

  function sort(column, head) {
    const descending = head.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", descending ? "descending" : "ascending");
    const key = (row) => row.cells[column].dataset.order ?? row.cells[column].textContent.trim();
    const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
    rows.sort((one, other) => order.compare(key(one), key(other)) * (descending ? -1 : 1));
    body.append(...rows);
  }

  Array.from(table.tHead.rows[0].cells).forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(column, head));
    head.append(button);
  });
  filter.addEventListener("input", show);
  verdict.addEventListener("change", show);
  document.querySelector(".tools").hidden = false;
  show();
})();
