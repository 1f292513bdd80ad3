/** Lets the browser keep what a request answered, as it keeps any download. */
export function saveFile(content: Blob, name: string) {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Safari still reads from it after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
