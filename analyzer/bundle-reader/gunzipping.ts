import { Gunzip } from 'fflate';
import type { EntryWriter } from './bundle-builder.js';

/** More bytes than this come out of one call of the inflater at a time. */
const PIECE = 16 * 1024;

/**
 * Hands on what is gzipped in an entry: `kubelet-2026-11-22.log.gz` is read as the log that it was. What is none is
 * handed on as it is. `most`: bytes after inflating; `complain` gets why the rest is not used.
 */
export function gunzipping(writer: EntryWriter, most: number, complain: (detail: string) => void): EntryWriter {
  let began = Buffer.alloc(0);
  let gunzip: Gunzip | undefined;
  let plain = false;
  let bytes = 0;
  let failed = false;

  const feed = (chunk: Buffer): void => {
    for (let at = 0; at < chunk.length && !failed; at += PIECE) {
      try {
        // A copy: it may be kept until the next one, and the chunk is given back before.
        gunzip?.push(Uint8Array.from(chunk.subarray(at, at + PIECE)));
      } catch (error) {
        failed = true;
        complain(`its compressed data is damaged: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };

  return {
    write(chunk) {
      if (plain) return writer.write(chunk);
      if (gunzip) return feed(chunk);
      began = Buffer.concat([began, chunk]);
      if (began.length < 2) return;
      plain = began[0] !== 0x1f || began[1] !== 0x8b;
      if (plain) return writer.write(began);
      gunzip = new Gunzip(inflated => {
        if (failed) return;
        bytes += inflated.length;
        if (bytes > most) {
          failed = true;
          complain(`what follows its first ${most} bytes is not used`);
        } else writer.write(Buffer.from(inflated.buffer, inflated.byteOffset, inflated.byteLength));
      });
      feed(began);
    },
    end(cut) {
      if (!gunzip && !plain) writer.write(began);
      writer.end(cut || failed);
    },
  };
}
