// Figures of the scene → words of a language, as page/wording.py does it.

const SETS = ["before", "after", "by", "since"];
const NAMED = ["month", "season", "part", "between", ...SETS];

/**
 * A pattern with each {name} replaced by its value, which is not read again.
 * @param {string} pattern
 * @param {Record<string, unknown>} [values]
 */
export function fill(pattern, values = {}) {
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? String(values[name]) : whole));
}

/**
 * @param {string} language
 * @param {any} table the language's own, from locales/
 */
export function makeWording(language, table) {
  // Made when first used: each takes a browser several milliseconds.
  let plurals = null;
  let regions = null;
  const dates = table.date;

  /** A pattern of the table, filled; a key the table lacks stands for itself. */
  function text(section, key, values) {
    const patterns = table[section];
    return Object.hasOwn(patterns, key) ? fill(patterns[key], values) : key;
  }

  function year(y) {
    return y > 0 ? fill(dates.year, { y }) : fill(dates.year_bc, { y: 1 - y });
  }

  function plain([y, m, d]) {
    if (d) return fill(dates.day, { d, month: table.months_with_day[m - 1], y: year(y) });
    if (m) return fill(dates.month, { month: table.months[m - 1], y: year(y) });
    return year(y);
  }

  function dayOfYear([, m, d]) {
    return fill(dates.day_of_year, { d, month: table.months_with_day[m - 1] });
  }

  /** “5 July” or “July”, where the year follows later. */
  function withinYear([, m, d]) {
    if (d) return dayOfYear([0, m, d]);
    return m ? table.months[m - 1] : "";
  }

  function bothStyles(old, now) {
    if (old[0] !== now[0]) return fill(dates.both_styles, { old: plain(old), new: plain(now), y: "" }).trim();
    return fill(dates.both_styles, { old: dayOfYear(old), new: dayOfYear(now), y: year(old[0]) });
  }

  function unqualified(shape, parts, newStyle) {
    const [y, second, third] = parts;
    if (newStyle) return bothStyles(parts, newStyle);
    if (shape === "season") return fill(dates.season[second - 1], { y: year(y), next: year(y + 1) });
    if (shape === "part" && third) return fill(dates.part_of_month[third - 1], { month: table.months[second - 1], y: year(y) });
    if (shape === "part") return fill(dates.part[second - 1], { y: year(y) });
    if (shape === "decade" && y % 100 === 0) return fill(dates.century, { y, last: y + 9 });
    if (shape === "decade" || shape === "century") return fill(dates[shape], { y, last: y + 99 });
    if (shape === "between") return fill(dates.between, { first: (parts[0] === parts[3] && withinYear(parts)) || plain(parts.slice(0, 3)), last: plain(parts.slice(3)) });
    if (SETS.includes(shape)) return fill(dates[shape], { date: plain(parts) });
    return plain(parts);
  }

  function date([shape, parts, marks, newStyle]) {
    let said = unqualified(shape, parts, newStyle);
    if (marks.includes("o") && NAMED.includes(shape) && (parts[1] || parts[2])) said = fill(dates.old_style, { date: said });
    if (marks.includes("~")) said = fill(dates.approximate, { date: said });
    return marks.includes("?") ? fill(dates.uncertain, { date: said }) : said;
  }

  function span([start, end, ongoing]) {
    const first = start ? date(start) : "";
    const last = end === 0 ? first : end ? date(end) : "";
    if (ongoing && first) return fill(dates.ongoing, { start: first });
    if (first && last) return first === last ? first : fromTo(start[0], first, end[0], last);
    if (first && start[0] === "between") return fill(dates.from_open, { start: first });
    if (first) return SETS.includes(start[0]) ? first : fill(dates.from, { start: first });
    return last ? fill(dates.until, { end: last }) : dates.unknown;
  }

  /** A count in the form that the language has for it. */
  function count(forms, n) {
    plurals ??= new Intl.PluralRules(language);
    return fill(forms[plurals.select(n)] ?? forms.other, { n: number(n) });
  }

  /** “1902 to 1903”; where an end is open: “begun between 5 July and 8 July, ended by August”. */
  function fromTo(shape, first, lastShape, last) {
    const isOpen = [shape, lastShape].some((one) => one === "between" || SETS.includes(one));
    const start = shape === "between" ? fill(dates.from_open, { start: first }) : first;
    return fill(isOpen ? dates.span_open : dates.span, { start, end: last });
  }

  function length([unit, n, about]) {
    const said = count(table.length[unit], n);
    return about ? fill(table.length.about, { length: said }) : said;
  }

  /** A whole number with its thousands parted as the language does. */
  function number(n) {
    return String(n).replace(/\B(?=(\d{3})+$)/g, table.thousands);
  }

  function age([least, most]) {
    return text("age", least === most ? "one" : "two", { n: least, m: most });
  }

  /** The country's name in the language; what is no code stands for itself. */
  function country(code) {
    if (!/^[A-Z]{2}$/.test(code ?? "")) return code ?? "";
    regions ??= new Intl.DisplayNames([language], { type: "region", fallback: "code" });
    return regions.of(code);
  }

  /** “59 stays” */
  const stays = (n) => count(table.ui.stays_n, n);

  return { language, stays, country, text, date, span, length, age, year, month: (y, m) => plain([y, m, 0]), number, table };
}
