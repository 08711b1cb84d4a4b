/* Words: templates with places in braces, filled with text or with nodes; never with markup. */
const run = JSON.parse(document.getElementById("run").textContent);
const label = run.words.label;
const numeral = new Intl.NumberFormat("en");

const filled = (template, places) => template.replace(/\{(\w+)\}/g, (whole, name) => (name in places ? places[name] : whole));

const text = (tag, words, className) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.textContent = words;
  return made;
};

/* A template as nodes, where a place may be a node. */
const sentence = (template, places) => {
  const made = document.createDocumentFragment();
  for (const part of template.split(/(\{\w+\})/)) {
    const found = /^\{(\w+)\}$/.exec(part);
    made.append(found && found[1] in places ? places[found[1]] : part);
  }
  return made;
};

const SVG = "http://www.w3.org/2000/svg";
const drawn = (tag, attributes) => {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
};

const signed = (value) => (value < 0 ? "−" : "+") + Math.abs(value).toFixed(2);
const level = (hundredths) => (hundredths / 100).toFixed(2);
const percent = (thousandths) => (thousandths < 10 ? (thousandths / 10).toFixed(1) : Math.round(thousandths / 10)) + " %";
