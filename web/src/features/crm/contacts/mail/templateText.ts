// A template of the library as the text of a letter: what it says, without its looks. Only what a letter has a use for.

interface Block {
  type: string;
  text?: string;
  label?: string;
  url?: string;
  columns?: Block[][];
}

function textOfBlock(block: Block): string[] {
  switch (block.type) {
    case 'heading':
    case 'text':
      return [plain(block.text ?? '')];
    case 'button':
      return [`${block.label}: ${block.url}`];
    case 'columns':
      return (block.columns ?? []).flat().flatMap(textOfBlock);
    default: // pictures, lines and the footer with its way out: a letter has none
      return [];
  }
}

/** Markup of mails (docs/TEMPLATES.md) without its marks: *slanted*, **bold**, [words](address). */
function plain(markup: string): string {
  return markup
    .replace(/\[([^\]\n]+)\]\(([^)\s]+)\)/g, '$1 ($2)')
    .replace(/\*\*([^*\n]+)\*\*/g, '$1')
    .replace(/\*([^*\n]+)\*/g, '$1');
}

export function textOfDocument(document: unknown): string {
  const { blocks } = document as { blocks?: Block[] };
  return (blocks ?? []).flatMap(textOfBlock).filter(Boolean).join('\n\n');
}
