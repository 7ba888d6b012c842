// The short telling: stays of the first rank at length, all others passed on the way.

const GOAL = 120_000;
const LEAST_ON_THE_WAY = 20_000;
const MOST_HURRY = 12;
const WORTH_IT = 0.75;

/**
 * @param {any} clock see makeClock
 * @param {Array<{rank: number, approach: number, hold: number}>} stays
 */
export function makeHighlights(clock, stays) {
  const told = stays.map((stay) => stay.rank === 1);
  const sum = (values) => values.reduce((a, b) => a + b, 0);
  const kept = sum(stays.map((stay, i) => (told[i] ? stay.approach + stay.hold : 0))) + clock.duration - clock.closingFrom;
  const passed = sum(stays.map((stay, i) => (told[i] ? 0 : stay.approach)));
  const hurry = Math.min(MOST_HURRY, Math.max(1, passed / Math.max(LEAST_ON_THE_WAY, GOAL - kept)));
  const duration = kept + passed / hurry;

  /** The playing time that comes so many milliseconds of the short telling after another. */
  function after(t, ms) {
    let [now, left] = [t, ms];
    while (left > 0 && now < clock.duration) {
      const { phase, stay } = clock.at(Math.max(now, 0.001));
      const isTold = phase === "closing" || told[stay];
      const end = phase === "closing" ? clock.duration : phase === "approach" ? clock.holdFrom[stay] : clock.holdFrom[stay] + stays[stay].hold;
      if (!isTold && phase === "hold") {
        now = end;
        continue;
      }
      const pace = isTold ? 1 : hurry;
      const step = Math.min(left, (end - now) / pace);
      now = step < left ? end : now + step * pace;
      left -= step;
    }
    return now;
  }

  return { after, duration, isWorthIt: told.includes(true) && duration < WORTH_IT * clock.duration };
}
