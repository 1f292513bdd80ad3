/** The script's line for a site that asks its visitors first: nothing is counted until they have agreed. */
export function optInSnippet(snippet: string): string {
  return snippet.replace(' defer>', ' data-mode="opt-in" defer>');
}

/** For the button of the site's own consent banner. */
export const optInCalls = `// when a visitor agrees, and when they take it back
window.socialflow.allow();
window.socialflow.forget();`;
