/**
 * What a stream brings, as a file; `onBytes` hears how many bytes have come so far. The browser keeps a long one on its
 * disk. Rejects with the stream's own error, also when its request is given up.
 */
export function gather(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  onBytes: (bytes: number) => void,
): Promise<Blob> {
  let bytes = 0;
  const counted = stream.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        bytes += chunk.byteLength;
        onBytes(bytes);
        controller.enqueue(chunk);
      },
    }),
  );
  return new Response(counted).blob();
}
