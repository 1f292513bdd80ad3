/** Where sizes stand in a box from zero up, as the points of an SVG polyline; 4 px are left free at the top. */
export function pointsOf(sizes: number[], box: { width: number; height: number }): string {
  const most = Math.max(1, ...sizes);
  const step = box.width / Math.max(1, sizes.length - 1);
  const round = (value: number) => Math.round(value * 10) / 10;
  return sizes
    .map((size, index) => {
      const y = box.height - (size / most) * (box.height - 4);
      return `${round(index * step)},${round(y)}`;
    })
    .join(' ');
}
