// A person without a mouse: goes by Tab, chooses by arrows, and hears what has the focus.

const mostSteps = 150;

/** The name of what has the focus, as a screen reader says it. */
export function focusedName(page) {
  return page.evaluate(() => {
    const at = document.activeElement;
    const label = at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent;
    return (label ?? '').trim();
  });
}

/** Tab, or Shift+Tab for `back`, until something of this name has the focus. */
export async function tabTo(page, name, { back = false } = {}) {
  for (let step = 0; step < mostSteps; step++) {
    await page.keyboard.press(back ? 'Shift+Tab' : 'Tab');
    if ((await focusedName(page)) === name) return;
  }
  throw new Error(`Tab does not lead to “${name}”`);
}

/** Of the list that has the focus; `search`: typed first, where one can. */
export async function choose(page, name, search) {
  if (search !== undefined) {
    await page.keyboard.press('Control+a');
    await page.keyboard.type(search);
  } else await page.keyboard.press('ArrowDown');
  const option = page.getByRole('option', { name, exact: true });
  await option.waitFor();
  for (let step = 0; step < mostSteps; step++) {
    if (await option.evaluate((element) => element.hasAttribute('data-combobox-selected')))
      return page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`the arrows do not lead to “${name}”`);
}
