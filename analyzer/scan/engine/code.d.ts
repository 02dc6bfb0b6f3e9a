/** What build/engine.js makes of line-engine.ts: WebAssembly, in base64. */
export declare const code: string;
