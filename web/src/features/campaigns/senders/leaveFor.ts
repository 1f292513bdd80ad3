/** Leaves the app for a page of somebody else, in this tab. */
export function leaveFor(url: string) {
  window.location.assign(url);
}
