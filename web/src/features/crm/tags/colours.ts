/** Colours of the dots before tags. */
export const dots = [
  '#5b74e8',
  '#0f9f6e',
  '#d9822b',
  '#b0479f',
  '#d64545',
  '#2b8fc9',
  '#8a8f98',
  '#7a9c1f',
];

/** Stays with the name while nobody has chosen one. */
export function colourOf(name: string): string {
  let sum = 0;
  for (const letter of name.toLowerCase()) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return dots[sum % dots.length] ?? '#8a8f98';
}
