import { describe, expect, it } from 'vitest';
import { mailsPerMinute, secondsLeft } from './pace';
import { stepFormat, withGaps } from './timeSteps';

const at = (second: number) => new Date(Date.UTC(2030, 0, 7, 9, 0, second)).toISOString();

describe('the pace', () => {
  it.each([
    [[], 1, null],
    [[[0, 10]], 1, 600],
    [
      [
        [0, 10],
        [1, 10],
        [3, 20],
      ],
      1,
      600,
    ],
    // Of more than a minute, the last one counts.
    [
      [
        [0, 900],
        [60, 30],
        [90, 30],
      ],
      30,
      60,
    ],
  ])('of %j in steps of %i s is %s a minute', (steps, step_seconds, expected) => {
    const sent = (steps as [number, number][]).map(([second, sent]) => ({ at: at(second), sent }));
    expect(mailsPerMinute({ sent, step_seconds })).toBe(expected);
  });

  it('says how long it still takes', () => {
    expect(secondsLeft(300, 600)).toBe(30);
    expect(secondsLeft(300, null)).toBeNull();
    expect(secondsLeft(300, 0)).toBeNull();
  });
});

describe('steps of time', () => {
  it('stand there also when nothing happened', () => {
    const empty = (when: string) => ({ at: when, sent: 0 });
    const points = [
      { at: at(0), sent: 3 },
      { at: at(15), sent: 1 },
    ];
    expect(withGaps(points, 5, empty).map(({ sent }) => sent)).toEqual([3, 0, 0, 1]);
    expect(withGaps([], 5, empty)).toEqual([]);
  });

  it('are named as exactly as they are long', () => {
    expect(stepFormat(5)).toHaveProperty('second');
    expect(stepFormat(900)).not.toHaveProperty('second');
    expect(stepFormat(86_400)).not.toHaveProperty('hour');
  });
});
