"use strict";
(function () {
  function key(row, column) {
    var cell = row.cells[column];
    return cell.dataset.sort === undefined ? cell.textContent.trim() : cell.dataset.sort;
  }

  function compare(one, other) {
    var first = Number(one);
    var second = Number(other);
    if (one !== "" && other !== "" && !Number.isNaN(first) && !Number.isNaN(second)) {
      return first - second;
    }
    return one.localeCompare(other, "en");
  }

  function sort(table, header) {
    var headers = Array.from(header.parentElement.cells);
    var column = headers.indexOf(header);
    var down = header.getAttribute("aria-sort") === "ascending";
    headers.forEach(function (other) {
      other.setAttribute("aria-sort", "none");
    });
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    var body = table.tBodies[0];
    Array.from(body.rows)
      .map(function (row, position) {
        return { row: row, key: key(row, column), position: position };
      })
      .sort(function (one, other) {
        var order = compare(one.key, other.key);
        return (down ? -order : order) || one.position - other.position;
      })
      .forEach(function (entry) {
        body.appendChild(entry.row);
      });
  }

  document.querySelectorAll("table[data-sortable]").forEach(function (table) {
    Array.from(table.tHead.rows[0].cells).forEach(function (header) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = header.textContent;
      header.replaceChildren(button);
      if (!header.hasAttribute("aria-sort")) {
        header.setAttribute("aria-sort", "none");
      }
      button.addEventListener("click", function () {
        sort(table, header);
      });
    });
  });

  var controls = document.getElementById("controls");
  if (!controls) {
    return;
  }
  var rows = Array.from(document.querySelectorAll("#results tbody tr"));
  var shown = document.getElementById("shown");

  function fits(wanted, value) {
    return wanted === "" || wanted.split(" ").indexOf(value) >= 0;
  }

  function filter() {
    var text = controls.elements.text.value.trim().toLowerCase();
    var count = 0;
    rows.forEach(function (row) {
      var fit =
        fits(controls.elements.outcome.value, row.dataset.outcome) &&
        fits(controls.elements.severity.value, row.dataset.severity) &&
        (controls.elements.plan.value === "*" || controls.elements.plan.value === row.dataset.plan) &&
        (text === "" || row.textContent.toLowerCase().indexOf(text) >= 0);
      row.hidden = !fit;
      count += fit ? 1 : 0;
    });
    shown.value = count + " of " + rows.length + " shown";
  }

  controls.addEventListener("input", filter);
  controls.addEventListener("submit", function (event) {
    event.preventDefault();
  });
  controls.hidden = false;
  filter();
})();
