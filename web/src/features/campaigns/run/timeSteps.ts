const dayInSeconds = 86_400;

/**
 * Points of a chart over time with nothing left out: the server names only the steps in which something happened.
 * `empty` makes the others.
 */
export function withGaps<Point extends { at: string }>(
  points: Point[],
  stepSeconds: number,
  empty: (at: string) => Point,
): Point[] {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return [];
  const known = new Map(points.map((point) => [Date.parse(point.at), point]));
  const filled: Point[] = [];
  for (let at = Date.parse(first.at); at <= Date.parse(last.at); at += stepSeconds * 1000)
    filled.push(known.get(at) ?? empty(new Date(at).toISOString()));
  return filled;
}

/** How a step is called under the axis: as exact as its length needs. */
export function stepFormat(stepSeconds: number): Intl.DateTimeFormatOptions {
  if (stepSeconds >= dayInSeconds) return { day: 'numeric', month: 'short' };
  if (stepSeconds >= 3600) return { day: 'numeric', month: 'short', hour: '2-digit' };
  if (stepSeconds >= 60) return { hour: '2-digit', minute: '2-digit' };
  return { hour: '2-digit', minute: '2-digit', second: '2-digit' };
}
