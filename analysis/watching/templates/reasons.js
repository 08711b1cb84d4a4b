/* Why: the terms of a choice as a sentence, and as a table whose bars can be compared. */
const MULTIPLIED = new Set(["operates", "lapsed"]);
const NOT_DONE = new Set(["not_joined", "not_asked", "not_brought", "not_founded", "not_federated"]);
const AWAY = new Set(["left", "unfederated"]);
const conjunction = new Intl.ListFormat(document.documentElement.lang, { style: "long", type: "conjunction" });
const list = (items) => conjunction.format(items).replace(/\)(?=[^\s,.)])/g, ") "); /* Thai joins two without a space */

const reasons = (terms, most) =>
  list(terms.slice(0, most).map(([term, value]) => `${run.words.term[term]} (${signed(value / 100)})`));

/* The share of a choice's chance that came true: of leaving, what staying was not. */
const chanceOf = (event) => {
  const other = AWAY.has(event.what) || NOT_DONE.has(event.what);
  return percent(other ? 1000 - event.chance : event.chance);
};

const why = (event) => {
  if (event.chance === undefined) return [];
  if (MULTIPLIED.has(event.what)) {
    const levels = list(event.terms.map(([term, value]) => `${run.words.term[term]} ${level(value)}`));
    const template = event.what === "operates" ? label.needed : label.kept_alive;
    return [text("p", filled(template, { reasons: levels, chance: percent(event.chance) }))];
  }
  if (event.what === "ended_loose") return [unfolded(label.holds, table(label.holds_caption, event.terms))];
  const forIt = event.terms.filter(([, value]) => value > 0).sort((one, other) => other[1] - one[1]);
  const against = event.terms.filter(([, value]) => value < 0).sort((one, other) => one[1] - other[1]);
  const undone = NOT_DONE.has(event.what), turned = AWAY.has(event.what);
  const [first, second] = undone || turned ? [against, forIt] : [forIt, against];
  const said = [];
  if (first.length) said.push(filled(undone ? label.hesitated : label.because, { reasons: reasons(first, 3) }));
  if (second.length) said.push(filled(undone ? label.although : label.despite, { reasons: reasons(second, 2) }));
  said.push(filled(label.chance, { chance: chanceOf(event) }));
  return [text("p", said.join(" ")), unfolded(label.weighed, table(label.weighed_caption, event.terms))];
};

const unfolded = (title, inside) => {
  const made = document.createElement("details");
  made.append(text("summary", title), inside);
  return made;
};

const table = (caption, terms) => {
  const made = text("table", "", "terms");
  made.append(text("caption", caption));
  const most = Math.max(...terms.map(([, value]) => Math.abs(value)), 1);
  for (const [term, value] of terms) {
    const row = document.createElement("tr");
    const name = text("th", run.words.term[term]);
    name.scope = "row";
    const bar = text("td", "", "bar");
    const rail = document.createElement("div"), fill = document.createElement("i");
    fill.className = value < 0 ? "against" : "for";
    fill.style.width = `${(50 * Math.abs(value)) / most}%`;
    rail.append(fill);
    bar.append(rail);
    bar.setAttribute("aria-hidden", "true");
    row.append(name, text("td", signed(value / 100), "value"), bar);
    made.append(row);
  }
  return made;
};
