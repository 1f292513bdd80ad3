interface Named {
  user_id: string;
  name: string;
}

/** Members whom a text names as “@Ben Carter”, and an earlier text did not: they are told of it. */
export function newMentions(text: string, members: Named[], before = ''): string[] {
  const names = (where: string, { name }: Named) =>
    where.toLowerCase().includes(`@${name.toLowerCase()}`);
  return members
    .filter((member) => names(text, member) && !names(before, member))
    .map(({ user_id }) => user_id);
}

interface Piece {
  /** Where it begins in the text. */
  at: number;
  text: string;
  isMention: boolean;
}

/** The text, cut where a member is named. */
export function piecesOf(text: string, members: Named[]): Piece[] {
  const names = members.map(({ name }) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (names.length === 0) return [{ at: 0, text, isMention: false }];
  // The longest first: “@Ben Carter” is not “@Ben”.
  names.sort((one, other) => other.length - one.length);
  let at = 0;
  return text.split(new RegExp(`(@(?:${names.join('|')}))`, 'i')).map((piece, index) => {
    const begin = at;
    at += piece.length;
    return { at: begin, text: piece, isMention: index % 2 === 1 };
  });
}
