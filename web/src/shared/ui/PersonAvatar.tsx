import { Avatar } from '@mantine/core';

// The light shades of these pass with their text on both schemes.
const colors = ['brand', 'teal', 'orange', 'grape', 'red', 'blue', 'green', 'gray'];

function colorOf(name: string): string {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return colors[sum % colors.length] ?? 'brand';
}

/** Of who has a name: the parts of a phone number say nothing. */
function initialsOf(name: string): string | undefined {
  return /\p{L}/u.test(name) ? name : undefined;
}

/** A person's picture, else initials in a colour that stays with the name. */
export function PersonAvatar({
  name,
  src,
  size = 30,
}: {
  name: string;
  src?: string | null;
  size?: number;
}) {
  return (
    <Avatar
      src={src}
      name={initialsOf(name)}
      alt=""
      aria-hidden
      size={size}
      radius={size}
      color={colorOf(name)}
      styles={{ placeholder: { fontSize: Math.round(size * 0.38), fontWeight: 600 } }}
    />
  );
}
