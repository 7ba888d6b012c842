// What is made in steps, and taken apart again: at its end, or at once where a step fails.

/**
 * @template T
 * @param {(later: (step: () => void) => void) => T} make hands `later` how to undo each step it has done
 * @returns {(() => void) & T} what was made, as a function that undoes it: last step first, and each once
 */
export function undoable(make) {
  const steps = [];
  const undo = () => {
    while (steps.length) steps.pop()();
  };
  try {
    return Object.assign(undo, make((step) => steps.push(step)));
  } catch (error) {
    undo();
    throw error;
  }
}
