/* The month that is shown, and whatever moves it: buttons, slider, keys, the clock while it plays; and the search. */
const $ = (id) => document.getElementById(id);
let now = 0, ticking = null;

const show = (month) => {
  now = Math.min(run.months, Math.max(0, month));
  $("month").value = now;
  const words = filled(label.now_month, { month: now, months: run.months });
  $("now").textContent = words;
  $("month").setAttribute("aria-valuetext", words);
  counts.show(now);
  provinces.show(now, followed);
  tellMonth(now);
  tellFollowed(now);
};

const stop = () => {
  clearInterval(ticking);
  ticking = null;
  $("play").textContent = label.play;
};
const play = () => {
  if (now === run.months) show(0);
  $("play").textContent = label.pause;
  ticking = setInterval(() => {
    show(now + 1);
    if (now === run.months) stop();
  }, 1000 / Number($("speed").value));
};
const toggle = () => (ticking === null ? play() : stop());
const step = (month) => {
  stop();
  show(month);
};

$("play").addEventListener("click", toggle);
$("first").addEventListener("click", () => step(0));
$("back").addEventListener("click", () => step(now - 1));
$("forward").addEventListener("click", () => step(now + 1));
$("month").addEventListener("input", () => step(Number($("month").value)));
$("speed").addEventListener("change", () => {
  if (ticking !== null) { stop(); play(); }
});

const moves = { ArrowLeft: () => step(now - 1), ArrowRight: () => step(now + 1), Home: () => step(0), End: () => step(run.months), " ": toggle };
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea, summary") && event.target.id !== "month";
  const pressing = event.key === " " && event.target.closest("button");
  if (typing || pressing || event.ctrlKey || event.metaKey || event.altKey || !(event.key in moves)) return;
  event.preventDefault();
  moves[event.key]();
});

const MOST = 200;
const offer = () => {
  const asked = $("search").value.trim().toLocaleLowerCase();
  let left = 0, count = 0;
  const groups = [["alliance", label.choose_alliances, allied.name], ["organisation", label.choose_organisations, orgs.name]];
  $("choices").replaceChildren(...groups.map(([kind, title, names]) => {
    const group = document.createElement("optgroup");
    group.label = title;
    names.forEach((words, id) => {
      if (!words.toLocaleLowerCase().includes(asked)) return;
      if (group.childElementCount === MOST) { left += 1; return; }
      const option = text("option", words);
      option.value = `${kind} ${id}`;
      group.append(option);
      count += 1;
    });
    return group;
  }).filter((group) => group.childElementCount));
  $("found").textContent = count ? (left ? filled(label.found_more, { count: numeral.format(left) }) : "") : label.found_none;
};
$("search").addEventListener("input", offer);
$("choices").addEventListener("change", () => {
  const [kind, id] = $("choices").value.split(" ");
  follow(kind, Number(id));
});

offer();
show(0);
