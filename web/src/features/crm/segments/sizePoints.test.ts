import { describe, expect, it } from 'vitest';
import { pointsOf } from './sizePoints';

describe('the points of a chart', () => {
  it.each([
    [[0, 10], '0,100 200,4'],
    [[5, 10, 0], '0,52 100,4 200,100'],
    [[0, 0], '0,100 200,100'],
    [[], ''],
  ])('of %j are %s', (sizes, points) => {
    expect(pointsOf(sizes, { width: 200, height: 100 })).toBe(points);
  });
});
