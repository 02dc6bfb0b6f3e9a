import { createHash } from 'node:crypto';
import { PassThrough, Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { WrittenBundle } from './bundle-writer.js';
import { freeMemory } from './limits/free-memory.js';

/** Encrypts a bundle for those who may read it, as it grows. */
export type Encryption = (output: Writable) => Promise<Encrypted>;

export interface Encrypted {
  /** Takes the bundle. Fails when the output fails. */
  readonly plain: Writable;
  /** Ends the encrypted bundle; what came out of it. The output stays open. */
  finish(): Promise<WrittenBundle>;
}

/** Throws, in words for the user, at what is no recipient of age. Loads the library: a run without encryption does not pay for it. */
export async function encryptionFor(recipients: readonly string[]): Promise<Encryption> {
  const { Encrypter } = await import('age-encryption');
  const encrypter = new Encrypter();
  for (const recipient of recipients) {
    try {
      encrypter.addRecipient(recipient);
    } catch {
      throw new Error(`--encrypt-to ${recipient} is not an age recipient, such as age1… of age-keygen`);
    }
  }
  return async output => {
    const plain = new PassThrough();
    const encrypted = await encrypter.encrypt(
      Readable.toWeb(plain) as unknown as globalThis.ReadableStream<Uint8Array>,
    );
    const hash = createHash('sha256');
    let bytes = 0;
    const counted = async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        bytes += chunk.length;
        freeMemory(8 * chunk.length);
        yield chunk;
      }
    };
    const done = pipeline(Readable.fromWeb(encrypted as unknown as ReadableStream<Uint8Array>), counted, output, {
      end: false,
    });
    done.catch(error => plain.destroy(error));
    return {
      plain,
      async finish() {
        plain.end();
        await done;
        return { bytes, sha256: hash.digest('hex') };
      },
    };
  };
}
