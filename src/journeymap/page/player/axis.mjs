// Where a moment lies along the timeline, 0 to 1, in one of two measures.
//
// By the telling a quiet decade takes no more room than it takes to tell; by true time every
// year is as wide as every other.

/**
 * @param {any} clock see makeClock
 */
export function makeAxis(clock) {
  const first = clock.dayAt(0);
  const last = clock.dayAt(clock.duration);
  const canBeTrue = clock.isDated && last > first;
  let isTrue = false;
  const told = (t) => t / clock.duration;
  const lived = (day) => Math.min(1, Math.max(0, (day - first) / (last - first)));

  return {
    canBeTrue,
    /** @param {boolean} value */
    setTrue(value) {
      isTrue = value && canBeTrue;
    },
    get isTrue() {
      return isTrue;
    },
    /** Of a playing time. */
    at: (t) => (isTrue ? lived(clock.dayAt(t)) : told(t)),
    /** Of a day. */
    ofDay: (day) => (isTrue ? lived(day) : told(clock.timeOf(day))),
    /** The playing time at a share of the line. */
    timeAt: (share) => (isTrue ? clock.timeOf(Math.round(first + share * (last - first))) : share * clock.duration),
  };
}
