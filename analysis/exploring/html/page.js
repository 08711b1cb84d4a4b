// The page's end of the wire: it tells the program what was set, and shows what the program says.
export function render({ model }) {
  const page = document.getElementById("page");
  const at = (id) => document.getElementById(id);
  let waiting;

  const controls = () => [...page.querySelectorAll("[name]")];
  const fields = () => Object.fromEntries(controls().map((one) => [one.name, one.type === "checkbox" ? one.checked : one.value]));
  const ask = (kind) => {
    if (kind !== "save") clearTimeout(waiting); // what is saved a moment after a change is run all the same
    model.send_msg({ kind, fields: fields() });
  };

  function show(id, html) {
    const focused = document.activeElement?.id;
    at(id).innerHTML = html;
    if (focused && document.activeElement?.id !== focused) at(focused)?.focus();
  }

  function mark(faults) {
    for (const told of page.querySelectorAll("p.fault[id^=fault-]")) {
      const name = told.id.slice("fault-".length);
      told.textContent = faults[name] ?? "";
      at(name)?.setAttribute("aria-invalid", name in faults);
      if (name in faults) told.closest("details")?.setAttribute("open", "");
    }
  }

  function follow(control) {
    const [what, row] = control.name.split("-");
    if (what === "dose") {
      control.value = Math.round(control.value);
      at(`told-${row}`).textContent = control.value;
    } else if (what === "province") {
      at(`chosen-${row}`).textContent = page.querySelectorAll(`[name^=province-${row}-]:checked`).length;
    }
  }

  // All that was typed stays when the page is said anew in another language.
  function turn(html) {
    const kept = fields();
    show("page", html);
    for (const one of controls()) {
      if (!(one.name in kept)) continue;
      if (one.type === "checkbox") one.checked = kept[one.name];
      else one.value = kept[one.name];
    }
    for (const one of controls()) if (/^(dose|province)-/.test(one.name)) follow(one);
    ask("set");
  }

  page.addEventListener("input", ({ target }) => {
    if (!target.name || target.name === "file") return;
    follow(target);
    clearTimeout(waiting);
    waiting = setTimeout(() => ask("set"), 200);
  });
  page.addEventListener("click", ({ target }) => {
    const asked = target.closest("[data-ask]");
    if (asked) ask(asked.dataset.ask);
    if (target.id === "copy") copy(target);
  });
  page.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(document.activeElement?.name === "file" ? "save" : "set");
  });

  async function copy(button) {
    const range = document.createRange();
    range.selectNodeContents(at("command"));
    getSelection().removeAllRanges();
    getSelection().addRange(range); // so that it can be copied by hand where a browser forbids the rest
    await navigator.clipboard?.writeText(at("command").textContent).catch(() => {});
    button.textContent = button.dataset.copied;
  }

  model.on("msg:custom", (said) => {
    if ("lang" in said) document.documentElement.lang = said.lang;
    if ("title" in said) document.title = said.title;
    if ("body" in said) turn(said.body);
    for (const part of ["form", "results", "status", "saved"]) if (part in said) show(part, said[part]);
    if ("faults" in said) mark(said.faults);
    if ("busy" in said) {
      at("cancel").disabled = !said.busy;
      at("results").setAttribute("aria-busy", said.busy);
    }
  });
  for (const one of Bokeh.documents) one.on_event("connection_lost", () => { at("lost").hidden = false; });
  ask("ready");
}
