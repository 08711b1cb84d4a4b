/* The line of counts, with a mark at the month. */
const counts = (() => {
  const host = document.getElementById("counts");
  const WIDE = Math.max(320, Math.min(820, host.clientWidth)), HIGH = 190, LEFT = 34, RIGHT = 122, TOP = 12, LOW = 26;
  const lines = [["alive", "#222", ""], ["operating", "#0173b2", "6 3"], ["lasting", "#b35c00", "2 3"]];
  const most = Math.max(1, ...run.counts.alive);
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].find((one) => most / one <= 4) || 10000;
  const x = (month) => LEFT + (month / Math.max(1, run.months)) * (WIDE - LEFT - RIGHT);
  const y = (value) => HIGH - LOW - (value / most) * (HIGH - LOW - TOP);
  const svg = drawn("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, role: "img" });
  const write = (words, attributes) => {
    const made = drawn("text", { "font-size": 13, ...attributes });
    made.textContent = words;
    svg.append(made);
    return made;
  };
  for (let value = 0; value <= most; value += step) {
    svg.append(drawn("line", { x1: LEFT, x2: WIDE - RIGHT, y1: y(value), y2: y(value), stroke: "#e2e2e2" }));
    write(value, { x: LEFT - 6, y: y(value) + 4, "text-anchor": "end" });
  }
  const every = [1, 2, 3, 6, 12, 24, 60].find((one) => run.months / one <= (WIDE - LEFT - RIGHT) / 40) || 120;
  for (let month = 0; month <= run.months; month += every) write(month, { x: x(month), y: HIGH - 8, "text-anchor": "middle" });
  write(label.slider, { x: WIDE - RIGHT + 12, y: HIGH - 8 });
  const mark = drawn("line", { y1: TOP - 6, y2: HIGH - LOW, stroke: "#004f7d", "stroke-width": 2 });
  svg.append(mark);
  const dots = [], values = [];
  const ends = lines.map(([key]) => y(run.counts[key][run.months]));
  lines.forEach(([key, colour, dash], nth) => {
    const points = run.counts[key].map((value, month) => `${x(month)},${y(value)}`).join(" ");
    svg.append(drawn("polyline", { points, fill: "none", stroke: colour, "stroke-width": 2.2, "stroke-dasharray": dash }));
    dots.push(drawn("circle", { r: 4.5, fill: colour }));
    const above = nth ? Math.max(ends[nth], values[nth - 1].place + 17) : Math.min(ends[0], HIGH - LOW - 34);
    const place = Math.min(above, HIGH - LOW - 17 * (lines.length - 1 - nth));
    values.push({ place, node: write("", { x: WIDE - RIGHT + 12, y: place + 4, fill: colour }) });
    values[nth].node.style.fill = colour;
  });
  svg.append(...dots);
  host.append(svg);
  return {
    show(month) {
      mark.setAttribute("x1", x(month));
      mark.setAttribute("x2", x(month));
      lines.forEach(([key], nth) => {
        dots[nth].setAttribute("cx", x(month));
        dots[nth].setAttribute("cy", y(run.counts[key][month]));
        values[nth].node.textContent = `${numeral.format(run.counts[key][month])} ${label["count_" + key]}`;
      });
      const now = Object.fromEntries(lines.map(([key]) => [key, run.counts[key][month]]));
      svg.setAttribute("aria-label", filled(label.counts_alt, { month, ...now }));
    },
  };
})();
