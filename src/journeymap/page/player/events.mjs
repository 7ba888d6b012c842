// Who listens to a player, and how they are told.

export function makeEvents() {
  const listeners = new Map();

  /** @returns {() => void} takes the listener away again */
  function on(event, listener) {
    if (typeof listener !== "function") throw new TypeError("a listener is a function");
    if (!listeners.has(event)) listeners.set(event, new Set());
    const entry = { listener };
    listeners.get(event).add(entry);
    return () => listeners.get(event).delete(entry);
  }

  /** A listener that throws is its own author's concern: the journey goes on. */
  function tell(event, detail) {
    for (const { listener } of [...(listeners.get(event) ?? [])]) {
      try {
        listener(detail);
      } catch (error) {
        reportError(error);
      }
    }
  }

  return { on, tell };
}
