// The page's letters to and from the page that frames it: version 1 of the protocol.
//
//   in   {journeymap: 1, do: "play" | "pause" | "goTo" | "seek" | "state", id?, t?}
//   out  {journeymap: 1, event: "ready" | "stay" | "state" | "height" | "end", …}
//
// Only the parent is heard. A letter carries a stay's id, a date or a number, nothing else.

const VERSION = 1;

/**
 * @param {() => any} now the public functions of the player that is there
 */
export function makeMessages(now) {
  const framed = window.parent !== window;
  let width = 0;

  /** Letters written before the page is ready wait until it has said so. */
  let waiting = [];

  function send(event, more = {}) {
    if (!framed) return;
    if (event === "ready") {
      const letters = [{ event, ...more }, ...waiting];
      waiting = null;
      letters.forEach((letter) => post(letter));
    } else if (waiting) {
      // Of what changes before anybody hears of it, only the last is told.
      waiting = [...waiting.filter((letter) => letter.event !== event), { event, ...more }];
    } else post({ event, ...more });
  }

  function post(letter) {
    window.parent.postMessage({ journeymap: VERSION, ...letter }, "*");
  }

  function receive(message) {
    if (message.source !== window.parent || !framed) return;
    const letter = message.data;
    if (letter === null || typeof letter !== "object" || letter.journeymap !== VERSION) return;
    const api = now();
    if (letter.do === "play") api.play();
    else if (letter.do === "pause") api.pause();
    else if (letter.do === "goTo" && typeof letter.id === "string") api.goTo(letter.id);
    else if (letter.do === "seek" && Number.isFinite(letter.t)) api.seek(letter.t);
    else if (letter.do === "state") send("state", api.state());
  }

  /** Tell how high the page would like to be, when its width has changed. */
  function sendHeight(nowWide) {
    if (nowWide === width) return;
    width = nowWide;
    send("height", { px: nowWide < 720 ? 640 : Math.round(Math.min(900, Math.max(520, nowWide * 0.58))) });
  }

  window.addEventListener("message", receive);
  return { send, sendHeight };
}
