/* The run as it was recorded: who is in what, what is alive, what happened, by month. */
const OPERATING = 1, LASTING = 2, FEDERATED = 4, HELPED = 8, SLIPPING = 16;
const orgs = run.organisations, allied = run.alliances;
const FORM_CLASSES = ["area", "business", "academic"];

const isMember = ([, , joined, left], month) => joined <= month && (left < 0 || month < left);
const membersOf = allied.name.map(() => []);
const seatsOf = orgs.name.map(() => []);
for (const one of run.memberships) {
  seatsOf[one[0]].push(one);
  membersOf[one[1]].push(one);
}

/* What an organisation only thought about an alliance is its own story, not the alliance's. */
const THOUGHTS = new Set(["stayed", "full", "not_joined", "not_brought"]);
const seen = run.seen.map((month) => new Map(month.map((one) => [one[0], one])));
const eventsIn = run.counts.alive.map(() => []);
const eventsOf = { organisation: orgs.name.map(() => []), alliance: allied.name.map(() => []) };
for (const row of run.events) {
  const event = {
    month: row[0], what: run.happenings[row[1]], organisation: row[2], alliance: row[3], chance: row[4],
    terms: [],
  };
  for (let at = 5; at < row.length; at += 2) event.terms.push([run.terms[row[at]], row[at + 1]]);
  eventsIn[event.month].push(event);
  if (event.organisation >= 0) eventsOf.organisation[event.organisation].push(event);
  if (event.alliance >= 0 && !THOUGHTS.has(event.what)) eventsOf.alliance[event.alliance].push(event);
}
