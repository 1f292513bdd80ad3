import { describe, expect, it } from 'vitest';
import { blockManifest } from '@/testing/mailFixtures';
import { isMailDocument, newBlock, summaryOf } from './mailDocument';

describe('blocks of a mail', () => {
  it('begin with their defaults', () => {
    expect(newBlock('heading', blockManifest)).toEqual({ type: 'heading', text: '', level: 1 });
    expect(newBlock('columns', blockManifest)).toEqual({ type: 'columns', columns: [[], []] });
    expect(newBlock('social', blockManifest)).toEqual({
      type: 'social',
      links: [{ label: '', url: '' }],
    });
    expect(newBlock('divider', blockManifest)).toEqual({ type: 'divider' });
  });

  it('say of themselves what stands in them', () => {
    expect(summaryOf({ type: 'text', text: 'One\n\ntwo' })).toBe('One two');
    expect(summaryOf({ type: 'button', label: 'Book', url: 'https://example.com' })).toBe('Book');
    expect(summaryOf({ type: 'divider' })).toBe('');
  });

  it('are told from what is no document', () => {
    expect(isMailDocument({ blocks: [] })).toBe(true);
    for (const other of [null, undefined, 'x', {}, { blocks: {} }])
      expect(isMailDocument(other)).toBe(false);
  });
});
