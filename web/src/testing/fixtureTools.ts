// What fixtures are made of: ids, instants around one fixed moment, pages.
export const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
export const now = Date.parse('2026-03-10T09:30:00Z');
export const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
export const ahead = (minutes: number) => ago(-minutes);
export const hour = 60;
export const day = 24 * hour;

export const page = <T>(items: T[], total: number | null = items.length) => ({
  items,
  next: null,
  total,
  total_is_estimate: false,
});
