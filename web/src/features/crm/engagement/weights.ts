import type { EngagementWeight, WeightsInput } from './api';

/** Stands for every kind of interaction that has no line of its own. */
export const otherKinds = 'other';
export const mostWeights = 50;
export const mostPoints = 100;
export const longestHalfLifeDays = 3650;

/** A kind of the project's own begins as all others count. */
export function withKind(weights: EngagementWeight[], name: string): EngagementWeight[] {
  const other = weights.find(({ interaction_type }) => interaction_type === otherKinds);
  if (!other) return weights;
  const added = {
    interaction_type: name,
    points: other.points,
    half_life_days: other.half_life_days,
    default_points: other.default_points,
    default_half_life_days: other.default_half_life_days,
  };
  return [...weights.filter((one) => one !== other), added, other];
}

/** Every kind as it is without the project's own numbers. */
export function withDefaults(weights: EngagementWeight[]): EngagementWeight[] {
  return weights.map((one) => ({
    ...one,
    points: one.default_points,
    half_life_days: one.default_half_life_days,
  }));
}

export function isDefault(one: EngagementWeight): boolean {
  return one.points === one.default_points && one.half_life_days === one.default_half_life_days;
}

/** What is sent: only what differs from the defaults. */
export function inputOf(weights: EngagementWeight[]): WeightsInput {
  return {
    weights: weights
      .filter((one) => !isDefault(one))
      .map(({ interaction_type, points, half_life_days }) => ({
        interaction_type,
        points,
        half_life_days,
      })),
  };
}

/** "House visit" → "house_visit", as programs write kinds. */
export function kindNamed(words: string): string {
  return words.trim().toLowerCase().replaceAll(/\s+/g, '_');
}
