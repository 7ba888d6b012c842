// The list in another language than the one it was written in. The author's text stays.

/**
 * @param {HTMLElement} root
 * @param {any} data
 * @param {HTMLElement[]} rows the list's rows by stay
 * @param {any} wording of the language wanted
 */
export function reword(root, data, rows, wording) {
  for (const node of root.querySelectorAll("[data-word]")) {
    const [section, key] = node.dataset.word.split(".");
    node.textContent = wording.text(section, key);
  }
  for (const node of root.querySelectorAll(".j-about, [dir=auto]:not([data-tag], [data-part=today], [data-in], [data-in] *)")) node.lang = data.language;
  data.stays.forEach((stay, i) => {
    const put = (part, text) => {
      const node = rows[i].querySelector(`[data-part="${part}"]`);
      if (node && text) node.textContent = text;
    };
    put("when", wording.span(stay.when));
    if (stay.age) put("age", wording.age(stay.age));
    if (stay.length) put("length", wording.text("length", stay.kind === "passage" ? "travelled" : "stayed", { length: wording.length(stay.length) }));
    translate(rows[i], wording.language);
    put("today", today(stay, wording));
    for (const tag of rows[i].querySelectorAll("[data-tag]")) {
      const [section, key] = tag.dataset.tag.split(".");
      tag.textContent = wording.text(section, key, { km: stay.km, place: stay.unreached, alias: stay.alias });
    }
    rows[i].querySelectorAll("[data-claim]").forEach((node, j) => {
      const [field, value] = stay.claims[j];
      const goesOn = field === "end" && !Array.isArray(value);
      node.textContent = goesOn ? wording.text("claim", "goes_on") : wording.text("claim", field, { value: Array.isArray(value) ? wording.date(value) : value });
    });
  });
}

/** Titles and texts that the author has written in the language take the others' place. */
function translate(row, language) {
  for (const node of row.querySelectorAll(`[data-in="${language}"]`)) {
    const title = node.tagName === "H3";
    const first = row.querySelector(title ? "h3[data-part]" : ".j-text:not([data-in])");
    if (first) first.hidden = true;
    if (title) first.removeAttribute("data-part");
    if (title) node.dataset.part = "title";
    node.hidden = false;
  }
}

/** “today Almaty, Kazakhstan”, with the country's name in the language. */
function today(stay, wording) {
  const country = wording.country(stay.country);
  if (stay.today && country) return wording.text("place", "today_in", { place: stay.today, country });
  if (stay.today) return wording.text("place", "today", { place: stay.today });
  return country ? wording.text("place", "in", { country }) : "";
}
