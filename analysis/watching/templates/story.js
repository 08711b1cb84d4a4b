/* What happened in the month, and the story of the one that is followed. */
let followed = null;
const TOLD = ["founded", "accepted", "joined", "asked", "brought", "left", "operates", "lapsed", "misuse", "federated", "unfederated", "ended_small", "ended_loose"];
const VISITS = new Set(["explained", "planned", "linked"]);
const LONGEST = 60;

const name = (kind, id) => {
  const made = text("button", (kind === "alliance" ? allied : orgs).name[id], "name");
  made.type = "button";
  made.addEventListener("click", () => follow(kind, id));
  return made;
};

const told = (event, itself) => {
  const places = {};
  for (const kind of ["organisation", "alliance"])
    if (event[kind] >= 0) places[kind] = kind === itself ? (kind === "alliance" ? allied : orgs).name[event[kind]] : name(kind, event[kind]);
  return sentence(run.words.event[event.what], places);
};

const item = (...parts) => {
  const made = document.createElement("li");
  made.append(...parts);
  return made;
};

const tellMonth = (month) => {
  const events = TOLD.flatMap((what) => eventsIn[month].filter((event) => event.what === what));
  const visits = eventsIn[month].filter((event) => VISITS.has(event.what)).length;
  const items = events.slice(0, LONGEST).map((event) => item(told(event)));
  if (events.length > LONGEST) items.push(item(filled(label.more, { count: events.length - LONGEST })));
  if (visits) items.push(item(filled(label.visits, { count: visits })));
  if (!items.length) items.push(item(label.nothing));
  document.getElementById("happened").replaceChildren(...items);
  document.getElementById("happened-month").textContent = `· ${filled(label.month_short, { month })}`;
};

const facts = {
  organisation(id, month) {
    const places = { kind: run.kinds[orgs.kind[id]], province: provinceName(orgs.province[id]), members: numeral.format(orgs.members[id]) };
    const signs = [label.sign_weak, label.sign_remote, label.sign_unregistered].filter((_, nth) => orgs.signs[id] & (1 << nth));
    const parts = [text("p", [filled(label.organisation_facts, places), ...signs].join("; "))];
    const [first, last, count] = orgs.lessons[id];
    if (count) parts.push(text("p", filled(label.lessons, { first, last, count })));
    const now = seatsOf[id].filter((one) => isMember(one, month)).map((one) => item(name("alliance", one[1])));
    return [...parts, ...listed(now, label.in_now, label.in_none, month)];
  },
  alliance(id, month) {
    const places = { form: run.forms[allied.form[id]], province: provinceName(allied.province[id]), month: allied.founded[id] };
    const born = filled(allied.founded[id] > 0 ? label.alliance_facts : label.from_before, places);
    const parts = [text("p", allied.facilitated[id] ? `${born}, ${label.assisted}` : born)];
    if (month < allied.founded[id]) return [...parts, text("p", filled(label.not_yet, { month }))];
    const now = seen[month].get(id);
    if (now) parts.push(...state(now));
    else parts.push(text("p", filled(label.has_ended, { month: allied.ended[id] })));
    const members = membersOf[id].filter((one) => isMember(one, month)).map((one) => item(name("organisation", one[0])));
    return [...parts, ...listed(members, label.members_now, label.members_none, month)];
  },
};

const HELD = ["ground", "benefit", "trust", "plan", "support", "load"];
const state = ([, flags, size, cohesion, plan, benefit, ...held]) => {
  const signs = [flags & OPERATING ? label.is_operating : label.is_elementary];
  for (const [bit, words] of [[LASTING, label.is_lasting], [FEDERATED, label.is_federated], [SLIPPING, label.is_slipping], [HELPED, label.is_helped]])
    if (flags & bit) signs.push(words);
  const levels = { size, cohesion: level(cohesion), plan: level(plan), benefit: level(benefit) };
  const parts = [text("p", list(signs)), text("p", filled(label.levels, levels))];
  if (!held.length) return parts;
  return [...parts, unfolded(label.holds, table(label.holds_caption, HELD.map((term, nth) => [term, held[nth]])))];
};

const provinceName = (region) => run.provinces.find((one) => one.region === region).name;

const listed = (items, some, none, month) => {
  if (!items.length) return [text("p", filled(none, { month }))];
  const made = document.createElement("ul");
  made.append(...items);
  return [text("p", filled(some, { month })), made];
};

const story = (kind, id, month) => {
  const made = text("ol", "", "story");
  made.tabIndex = 0;
  made.setAttribute("aria-label", label.story);
  for (const event of eventsOf[kind][id]) {
    const go = text("button", filled(label.month_short, { month: event.month }), "name");
    go.type = "button";
    go.addEventListener("click", () => show(event.month));
    const line = document.createElement("p");
    line.append(go, ": ", told(event, kind));
    const one = item(line, ...why(event));
    if (event.month === month) one.className = "now";
    if (event.month > month) one.className = "ahead";
    made.append(one);
  }
  return made.childNodes.length ? made : text("p", label.story_empty);
};

/* The story is made anew each month; what a reader had unfolded stays so. */
const tellFollowed = (month) => {
  const host = document.getElementById("followed");
  if (!followed) {
    host.replaceChildren(text("p", label.follow_nobody, "quiet"));
    return;
  }
  const open = [...host.querySelectorAll("details")].map((one) => one.open);
  const { kind, id } = followed;
  const stop = text("button", label.unfollow, "name");
  stop.type = "button";
  stop.addEventListener("click", () => follow(null));
  const heading = text("h3", (kind === "alliance" ? allied : orgs).name[id]);
  host.replaceChildren(heading, ...facts[kind](id, month), stop, text("h3", label.story), story(kind, id, month));
  if (followed.same) [...host.querySelectorAll("details")].forEach((one, nth) => { one.open = Boolean(open[nth]); });
  followed.same = true;
  const here = host.querySelector("li.now") || [...host.querySelectorAll("ol.story > li:not(.ahead)")].pop();
  if (here) here.parentNode.scrollTop = here.offsetTop - 8;
};

const follow = (kind, id) => {
  followed = kind ? { kind, id } : null;
  show(now);
};
