// What is shown now, and what is shown next: asked for again and again.

const PAUSE_MS = 1000;

/**
 * Tell of every new state, for as long as the page is open.
 * @param {(state: any) => void} tell
 * @param {(isThere: boolean) => void} lost told when the server goes away, and when it is back
 */
export async function follow(tell, lost) {
  let version = -1;
  let isThere = true;
  for (;;) {
    try {
      const reply = await fetch(`/state?after=${version}`);
      if (!reply.ok) throw new Error(reply.statusText);
      const state = await reply.json();
      if (!isThere) lost((isThere = true));
      if (state.version !== version) {
        version = state.version;
        tell(state);
      }
    } catch {
      if (isThere) lost((isThere = false));
      version = -1; // it may be another run's server that answers next
      await new Promise((done) => setTimeout(done, PAUSE_MS));
    }
  }
}
