import { tellingPaths } from '../layouts/foreign-header.js';
import { LAYOUTS } from '../layouts/layouts.js';
import { pathIndex } from '../layouts/path-pattern.js';
import type { Survey, SurveyedEntry } from '../layouts/survey.js';
import type { BundleBuilder, EntryWriter, OwnBundleBuilder } from './bundle-builder.js';
import { documentOf } from './document.js';
import { entryName } from './entry-name.js';
import { keepBytes } from './keep-bytes.js';
import type { Limits } from './limits.js';

/** Of all texts that are kept. */
const ALL_TEXT_BYTES = 64 * 2 ** 20;
/** How many folders a bundle may lie in: `must-gather.local.1/registry-sha256-2/…`. */
const MOST_FOLDERS = 4;

/** Reads a bundle as one of our own, and meanwhile looks around in case that it is none. */
export interface SurveyBuilder extends BundleBuilder {
  survey(): Survey;
}

/** `own` sees every entry first; what it does not know is looked at here. */
export function surveyBuilder(own: OwnBundleBuilder, limits: Limits): SurveyBuilder {
  const telling = pathIndex(
    LAYOUTS.flatMap(layout => tellingPaths(layout).map(pattern => ({ pattern, value: layout.tool }))),
  );
  const entries: SurveyedEntry[] = [];
  const texts = new Map<string, string>();
  let room = ALL_TEXT_BYTES;

  const isTelling = (path: string): boolean => {
    let from = 0;
    for (let folders = 0; folders <= MOST_FOLDERS; folders++) {
      if (telling.find(path.slice(from)).length > 0) return true;
      const slash = path.indexOf('/', from);
      if (slash < 0) return false;
      from = slash + 1;
    }
    return false;
  };

  const textWriter = (path: string): EntryWriter => {
    const kept = keepBytes(Math.min(limits.documentBytes, room));
    return {
      write: kept.write,
      end() {
        const { bytes } = kept.end();
        room -= bytes.length;
        texts.set(path, documentOf(path, bytes).text);
      },
    };
  };

  return {
    problems: own.problems,
    get full() {
      return entries.length >= limits.foreignEntries || (own.isOwn && own.full);
    },
    refuse: own.refuse,
    entry(name, about) {
      const writer = own.entry(name, about);
      if (own.isOwn) return writer;
      const named = entryName(name);
      if ('refused' in named || entries.length >= limits.foreignEntries) return writer;
      entries.push({ name: named.path, ...about });
      return writer ?? (isTelling(named.path) ? textWriter(named.path) : undefined);
    },
    survey: () => ({ entries, texts }),
  };
}
