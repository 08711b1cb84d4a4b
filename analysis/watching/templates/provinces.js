/* A square a province: its organisations, and the alliances that are alive in the month. */
const provinces = (() => {
  const host = document.getElementById("provinces");
  const marks = orgs.name.map(() => null);
  const panels = new Map();

  const dot = (i, size) => {
    const x = orgs.x[i], y = orgs.y[i];
    if (orgs.group[i] === 0) return drawn("circle", { cx: x, cy: y, r: size });
    if (orgs.group[i] === 1) return drawn("rect", { x: x - size, y: y - size, width: 2 * size, height: 2 * size });
    const high = 1.25 * size;
    return drawn("path", { d: `M${x} ${y - high}l${high} ${1.9 * high}h${-2 * high}z` });
  };

  for (const one of run.provinces) {
    const figure = document.createElement("figure");
    figure.className = "province";
    const svg = drawn("svg", { viewBox: `0 0 ${run.side} ${run.side}`, role: "img" });
    const layers = { bonds: drawn("g", {}), alliances: drawn("g", {}), dots: drawn("g", {}) };
    svg.append(layers.bonds, layers.dots, layers.alliances);
    const told = text("p", "");
    figure.append(text("figcaption", one.name), told, svg);
    if (one.others) figure.append(text("p", filled(label.others, { count: numeral.format(one.others) }), "quiet"));
    host.append(figure);
    const side = Math.sqrt(Math.max(1, one.shown));
    const sizes = { dot: Math.min(1.5, 28 / side), hub: Math.min(1, Math.max(0.5, 14 / side)) };
    panels.set(one.region, { ...one, svg, told, layers, sizes });
  }
  orgs.province.forEach((region, i) => {
    marks[i] = dot(i, panels.get(region).sizes.dot);
    marks[i].classList.add("org");
    const title = drawn("title", {});
    title.textContent = orgs.name[i];
    marks[i].append(title);
    marks[i].dataset.organisation = i;
    panels.get(region).layers.dots.append(marks[i]);
  });

  const FEDERATION = { x: run.side / 2, y: 2.6 };

  /* One alliance of a month: lines to its members here, a hub, how many members are elsewhere. */
  const alliance = (now, month, followed, size) => {
    const [number, flags] = now, x = allied.x[number], y = allied.y[number];
    const classes = ["alliance", FORM_CLASSES[allied.form[number]]];
    if (flags & OPERATING) classes.push("operating");
    if (flags & LASTING) classes.push("lasting");
    if (flags & SLIPPING) classes.push("slipping");
    if (allied.founded[number] === month && month > 0) classes.push("new");
    if (followed && followed.kind === "alliance" && followed.id === number) classes.push("followed");
    const group = drawn("g", { class: classes.join(" "), "data-alliance": number });
    let away = 0, path = "";
    for (const one of membersOf[number]) {
      if (!isMember(one, month)) continue;
      if (orgs.province[one[0]] === allied.province[number]) path += `M${x} ${y}L${orgs.x[one[0]]} ${orgs.y[one[0]]}`;
      else away += 1;
    }
    group.append(drawn("circle", { class: "halo", cx: x, cy: y, r: 6 * size }), drawn("path", { class: "spoke", d: path }));
    group.append(drawn("circle", { class: "ring", cx: x, cy: y, r: 3.6 * size }), drawn("circle", { class: "core", cx: x, cy: y, r: 2.1 * size }));
    const title = drawn("title", {});
    title.textContent = allied.name[number] + (away ? ` (${filled(label.elsewhere, { count: away })})` : "");
    group.append(title);
    if (away) {
      const told = drawn("text", { class: "away", x: x + 3, y: y - 2 });
      told.textContent = `+${away}`;
      group.append(told);
    }
    return group;
  };

  const cross = (number) => {
    const x = allied.x[number], y = allied.y[number];
    return drawn("path", { class: "cross", d: `M${x - 2} ${y - 2}l4 4m0 -4l-4 4`, "data-alliance": number });
  };

  /* The level above: a diamond, and a line to each alliance that has joined. */
  const federation = (region, joined, month) => {
    const { x, y } = FEDERATION;
    const national = run.national[month].includes(region);
    const bonds = joined.map((number) => drawn("path", { class: "bond", d: `M${x} ${y}L${allied.x[number]} ${allied.y[number]}` }));
    const diamond = drawn("path", { class: national ? "level national" : "level", d: `M${x} ${y - 2.2}l2.6 2.2l-2.6 2.2l-2.6 -2.2z` });
    const title = drawn("title", {});
    title.textContent = filled(label.federation, { count: joined.length }) + (national ? `, ${label.nation}` : "");
    diamond.append(title);
    return [...bonds, diamond];
  };

  host.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-organisation], [data-alliance]");
    if (!mark) return;
    if ("alliance" in mark.dataset) follow("alliance", Number(mark.dataset.alliance));
    else follow("organisation", Number(mark.dataset.organisation));
  });

  return {
    show(month, followed) {
      const inside = new Set(run.memberships.filter((one) => isMember(one, month)).map((one) => one[0]));
      marks.forEach((mark, i) => {
        mark.classList.toggle("in", inside.has(i));
        mark.classList.toggle("followed", Boolean(followed) && followed.kind === "organisation" && followed.id === i);
      });
      for (const [region, panel] of panels) {
        const own = run.seen[month].filter((one) => allied.province[one[0]] === region);
        const ended = allied.ended.flatMap((at, number) => (at === month && month > 0 && allied.province[number] === region ? [number] : []));
        const joined = own.filter((one) => one[1] & FEDERATED).map((one) => one[0]);
        panel.layers.alliances.replaceChildren(...own.map((one) => alliance(one, month, followed, panel.sizes.hub)), ...ended.map(cross));
        panel.layers.bonds.replaceChildren(...(joined.length ? federation(region, joined, month) : []));
        const told = {
          alive: own.length,
          operating: own.filter((one) => one[1] & OPERATING).length,
          lasting: own.filter((one) => one[1] & LASTING).length,
        };
        panel.told.textContent = filled(label.panel, told);
        panel.svg.setAttribute("aria-label", filled(label.panel_alt, { province: panel.name, ...told }));
      }
    },
  };
})();
