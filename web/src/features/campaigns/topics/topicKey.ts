const longest = 50;

/** The key of a new topic, made of its name: what stands in the list of who left it, whatever it is called later. */
export function topicKey(name: string): string {
  const key = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, longest)
    .replace(/-+$/, '');
  // Of a name in another script nothing is left.
  return key || `topic-${Date.now().toString(36)}`;
}
