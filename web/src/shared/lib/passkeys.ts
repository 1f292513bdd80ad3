// What the browser's WebAuthn takes as bytes, the API carries as base64url.

export function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

export function textOf(bytes: ArrayBuffer): string {
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes)));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Browsers offer passkeys on HTTPS and localhost, never at a bare address. */
export function passkeysWork(): boolean {
  return 'PublicKeyCredential' in globalThis && isSecureContext;
}

/** The person closed the browser's dialogue, or let it time out. */
export function isDismissed(error: unknown): boolean {
  return error instanceof DOMException && ['NotAllowedError', 'AbortError'].includes(error.name);
}
