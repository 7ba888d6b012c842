// What the page around this one allows: a frame may forbid links, downloads and printing.
//
// A page cannot ask its sandbox what is forbidden. One with an origin of its own or without a
// sandbox may do all; in any other only what the snippet says in ?allow= can be relied on.

/**
 * @param {{allow: string[]}} asked the settings of the address
 * @param {boolean} ownsPage
 */
export function makeAround(asked, ownsPage) {
  const framed = window !== window.top;
  const sealed = framed && window.origin === "null" && !canStore();
  const may = (token) => !sealed || asked.allow.includes(token);
  return { framed, embedded: framed || !ownsPage, links: may("popups"), downloads: may("downloads"), printing: may("modals") };
}

function canStore() {
  try {
    return Boolean(window.localStorage);
  } catch {
    return false;
  }
}

/**
 * Links that lead nowhere here are text; what was a link is one again when undone.
 * @param {HTMLElement} root
 * @returns {() => void}
 */
export function unlink(root) {
  const links = [...root.querySelectorAll("a[href]")].map((link) => [link, link.getAttribute("href")]);
  for (const [link] of links) link.removeAttribute("href");
  return () => links.forEach(([link, href]) => link.setAttribute("href", href));
}
