/** jsdom lays nothing out: gives every element a size, so that virtual lists show their first rows. */
export function layOut({ width = 800, height = 420 } = {}) {
  const sizes = {
    clientWidth: width,
    clientHeight: height,
    offsetWidth: width,
    offsetHeight: height,
  };
  for (const [name, value] of Object.entries(sizes))
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, value });
}
