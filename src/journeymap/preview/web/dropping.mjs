// Files that are dropped or chosen go to the studio on this computer; where the browser lets us
// look at them again, they are followed: saved in the spreadsheet, shown here.

const LOOK_MS = 500;
const IS_TABLE = /\.(csv|tsv|txt|xlsx|xls|html?)$/i;
const IS_LEDGER = /\.located\.csv$/i;

/**
 * @param {object} of
 * @param {HTMLInputElement} of.input
 * @param {HTMLElement} of.over shown while something is held above the page
 * @param {(path: string, body: Blob) => Promise<void>} of.send
 * @param {() => Promise<void>} of.build
 * @param {(text: string) => void} of.tell what went wrong
 */
export function makeDropping({ input, over, send, build, tell }) {
  let followed = [];

  /** The table last: what belongs to it is there then. */
  async function take(files) {
    const last = (file) => (IS_TABLE.test(file.name) && !IS_LEDGER.test(file.name) ? 1 : 0);
    try {
      for (const file of [...files].sort((a, b) => last(a) - last(b))) {
        await send(`/drop?name=${encodeURIComponent(file.name)}`, file);
      }
      await build();
    } catch (error) {
      tell(error.message);
    }
  }

  async function takeHandles(handles) {
    const files = await Promise.all(handles.map((handle) => handle.getFile()));
    const names = new Set(files.map((file) => file.name));
    followed = followed.filter((one) => !names.has(one.name));
    files.forEach((file, i) => followed.push({ name: file.name, handle: handles[i], seen: markOf(file), asked: "" }));
    await take(files);
  }

  const markOf = (file) => `${file.lastModified} ${file.size}`;

  /** Send what has been saved since, once it has stayed the same for two looks. */
  async function look() {
    for (const one of followed) {
      try {
        const file = await one.handle.getFile();
        const mark = markOf(file);
        if (mark !== one.seen && mark === one.asked && file.size) {
          one.seen = mark;
          await take([file]);
        }
        one.asked = mark;
      } catch {
        // It is being saved, or gone; the next look will tell.
      }
    }
    setTimeout(look, LOOK_MS);
  }

  async function pick() {
    if (!window.showOpenFilePicker) return input.click();
    try {
      await takeHandles(await window.showOpenFilePicker({ multiple: true }));
    } catch (error) {
      if (error.name !== "AbortError") input.click();
    }
  }

  async function drop(event) {
    event.preventDefault();
    over.hidden = true;
    const items = [...(event.dataTransfer?.items ?? [])].filter((item) => item.kind === "file");
    const files = [...(event.dataTransfer?.files ?? [])];
    const handles = items.map((item) => item.getAsFileSystemHandle?.().catch(() => null));
    const all = (await Promise.all(handles)).filter((handle) => handle?.kind === "file");
    if (all.length && all.length === files.length) await takeHandles(all);
    else if (files.length) await take(files);
  }

  input.addEventListener("change", () => {
    if (input.files?.length) take(input.files);
  });
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    over.hidden = false;
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) over.hidden = true;
  });
  document.addEventListener("drop", drop);
  look();

  return { pick, take };
}
