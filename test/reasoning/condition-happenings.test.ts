import path from 'node:path';
import { expect } from 'chai';
import { analyze } from '../../analyzer/analyze.js';
import { fixtures, withFixture } from '../support.js';

describe('changes of conditions on the timeline', () => {
  it('are those of the Node object, and the first and the last that events of the last hour tell', async () => {
    const story = path.join(fixtures, 'nodes/a-loose-cable-makes-the-node-flap');
    const { timeline } = await withFixture(story, bundle => analyze(bundle));
    const changes = (timeline?.events ?? []).filter(
      ({ kind, title }) => kind === 'condition' && title.startsWith('Ready'),
    );
    expect(changes.map(({ at, title }) => `${at.slice(11, 19)} ${title}`)).to.deep.equal([
      '18:05:18 Ready became False/Unknown: Node kn1 status is now: NodeNotReady',
      '18:06:31 Ready became True: Node kn1 status is now: NodeReady',
      '19:56:42 Ready became False/Unknown: Node kn1 status is now: NodeNotReady',
      '19:58:35 Ready became True: kubelet is posting ready status. AppArmor enabled',
    ]);
    expect(changes.map(({ severity }) => severity)).to.deep.equal(['critical', undefined, 'critical', undefined]);
  });
});
