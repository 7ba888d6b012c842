// Predict and check: at a stay with a question the player stops, and waits for Play.

/**
 * @param {any} data
 * @param {any} clock
 * @param {any} player
 */
export function makeAsking(data, clock, player) {
  let before = 0;
  let asked = -1;

  /** The end of a hold that has just been played through and whose stay asks something. */
  function frame() {
    const now = player.t;
    const stay = clock.at(before).stay;
    const end = stay < 0 ? 0 : clock.holdFrom[stay] + data.stays[stay].hold - 1;
    const isPassed = player.playing && before < end && now >= end;
    before = now;
    if (!isPassed || asked === stay || !data.stays[stay].question) return;
    asked = stay;
    before = end;
    player.pause();
    player.seek(end);
  }

  return {
    frame,
    /** Another stay will ask again. @param {number} stay */
    show: (stay) => {
      if (stay !== asked) asked = -1;
    },
  };
}
