// The ground under the journey. While the camera moves it is painted anew, where it rests it is
// kept as a picture: what changes with time alone is then all that a frame costs.

/**
 * @param {{draw: Function} | null} base the built-in map; null where other layers are the ground
 */
export function makeGround(base) {
  const picture = document.createElement("canvas");
  let painted = "";
  let kept = "";

  /**
   * @param {CanvasRenderingContext2D} ctx
   * @param {import("./projection.mjs").Projection} projection
   * @param {import("./theme.mjs").Theme} theme
   */
  function draw(ctx, projection, theme) {
    const { camera, ratio } = projection;
    const { width, height } = ctx.canvas;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    if (!base) return ctx.clearRect(0, 0, width, height);
    const wanted = [camera.x, camera.y, camera.zoom, width, height, ratio, theme.land].join();
    if (wanted === painted && wanted !== kept) {
      picture.width = width;
      picture.height = height;
      paint(picture.getContext("2d", { alpha: false }), projection, theme);
      kept = wanted;
    }
    if (wanted === kept) ctx.drawImage(picture, 0, 0);
    else paint(ctx, projection, theme);
    painted = wanted;
  }

  function paint(ctx, projection, theme) {
    ctx.fillStyle = theme.sea;
    ctx.fillRect(0, 0, ctx.canvas.width, ctx.canvas.height);
    projection.inWorld(ctx, (box) => base.draw(ctx, box, projection.camera.zoom, theme));
  }

  return { draw };
}
