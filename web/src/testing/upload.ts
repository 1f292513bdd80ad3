import { vi } from 'vitest';

/** What XMLHttpRequest answers to an upload from now on. */
export function answerUpload(status: number, answer: unknown) {
  vi.stubGlobal(
    'XMLHttpRequest',
    class {
      upload = {};
      status = status;
      statusText = '';
      responseText = JSON.stringify(answer);
      onload = () => {};
      open() {}
      setRequestHeader() {}
      abort() {}
      send() {
        setTimeout(() => this.onload());
      }
    },
  );
}
