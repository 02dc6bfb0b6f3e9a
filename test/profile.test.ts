import { expect } from 'chai';
import { entryPath } from '../bundle/entry-path.js';
import { command } from '../bundle/spec.js';
import { nearestWord } from '../collector/command-line/nearest.js';
import { makePlan } from '../collector/command-line/plan.js';
import { parseDeadline, parseMaxSize, parseSince } from '../collector/command-line/quantities.js';
import { parseProfile } from '../collector/profile/profile.js';

const NOW = new Date('2026-11-23T20:00:00.000Z');
const parse = (...lines: string[]) => parseProfile('p.yaml', lines.join('\n'), NOW);

describe('flags of the collector', () => {
  it('read times', () => {
    expect(['300', '300s', '5m', '1h', ' 2h '].map(parseDeadline)).to.deep.equal([300, 300, 300, 3600, 7200]);
    for (const wrong of ['', '0', '5x', '-5', '1.5h', '99999999', '200h'])
      expect(() => parseDeadline(wrong), wrong).to.throw(/300, 300s, 5m or 1h/);
  });

  it('read sizes, a bare number as MiB', () => {
    expect(['200', '200M', '1G', '512k'].map(parseMaxSize)).to.deep.equal([
      200 * 2 ** 20,
      200 * 2 ** 20,
      2 ** 30,
      2 ** 19,
    ]);
    for (const wrong of ['', '0', '5T', '-1', '1.5G', '9999999G'])
      expect(() => parseMaxSize(wrong), wrong).to.throw(/200M or 1G/);
  });

  it('read points in time, ago or by the clock of the node', () => {
    expect(parseSince('2h', NOW).toISOString()).to.equal('2026-11-23T18:00:00.000Z');
    expect(parseSince('3d', NOW).toISOString()).to.equal('2026-11-20T20:00:00.000Z');
    expect(parseSince('2026-05-01T10:00:30Z', NOW).toISOString()).to.equal('2026-05-01T10:00:30.000Z');
    expect(parseSince('2026-05-01 10:00', NOW)).to.deep.equal(new Date('2026-05-01T10:00'));
    expect(parseSince('2026-05-01', NOW)).to.deep.equal(new Date('2026-05-01T00:00'));
    for (const wrong of ['yesterday', '2026-02-31', '2026-13-01', '10:00', '2d3h'])
      expect(() => parseSince(wrong, NOW), wrong).to.throw(/3d, 2026-05-01/);
    expect(() => parseSince('2027-01-01', NOW)).to.throw(/is still to come/);
  });

  it('name the word that was meant', () => {
    expect(nearestWord('deadlin', ['deadline', 'output'])).to.equal('deadline');
    expect(nearestWord('x', ['y'])).to.equal(undefined);
    expect(nearestWord('logs/kubelt', ['logs/kubelet', 'logs/k3s'])).to.equal('logs/kubelet');
  });
});

describe('profile', () => {
  it('says more to collect, other limits, and what the flags say', () => {
    const profile = parse(
      '# of the incident of last week',
      'deadline: 10m',
      'max-size: 1G',
      'since: 3d',
      'only: [disk, logs/kubelet]',
      'skip: [disk/iotop]',
      'limits:',
      '  logs/kubelet: { max-size: 256M, timeout: 2m }',
      '  disk: { timeout: 5 }',
      'extra:',
      '  - file: /opt/app/app.log',
      '    why: The application logs here.',
      '  - file: /opt/app/app.conf',
      '    id: app-conf',
      '  - glob: /opt/app/conf.d/*.conf',
      '    max-files: 20',
      '  - command: [ss, -s]',
      "  - command: lsof -p '1 2'",
      '    timeout: 5s',
      '    max-size: 1M',
      '    content: log',
      '  - kubectl: [get, pods, -A]',
    );
    expect(profile).to.deep.include({
      deadlineSeconds: 600,
      maxBytes: 2 ** 30,
      only: ['disk', 'logs/kubelet'],
      skip: ['disk/iotop'],
    });
    expect(profile.since?.toISOString()).to.equal('2026-11-20T20:00:00.000Z');
    expect(profile.specs.find(({ id }) => id === 'logs/kubelet')).to.include({
      maxBytes: 2 ** 28,
      timeoutSeconds: 120,
    });
    expect(profile.specs.find(({ id }) => id === 'disk/df')).to.include({ timeoutSeconds: 5 });
    expect(profile.specs.find(({ id }) => id === 'node/uptime')).to.include({ timeoutSeconds: 20 });
    expect(profile.extra.map(({ id, kind, content }) => `${id} ${kind} ${content}`)).to.deep.equal([
      'extra/opt-app-app.log file log',
      'extra/app-conf file document',
      'extra/opt-app-conf.d-.conf glob document',
      'extra/ss-s command document',
      'extra/lsof-p-1-2 command log',
      'extra/get-pods-A kubectl document',
    ]);
    expect(profile.extra[4]).to.deep.include({ argv: ['lsof', '-p', '1 2'], timeoutSeconds: 5, maxBytes: 2 ** 20 });
  });

  it('may be empty', () =>
    expect([parse('{}').extra, parse('').extra, parse('# later').extra]).to.deep.equal([[], [], []]));

  const WRONG: readonly (readonly [string, string | RegExp])[] = [
    ['- a', 'p.yaml:1:1: settings were expected here, as in `name: value`'],
    ['deadlin: 5m', /^p\.yaml:1:1: there is no setting deadlin here \(there are: .*\): did you mean deadline\?$/],
    ['\ndeadline: soon', 'p.yaml:2:11: deadline: soon is not a time such as 300, 300s, 5m or 1h'],
    ['max-size: [1]', 'p.yaml:1:11: a word or a number was expected here'],
    ['only: disk', 'p.yaml:1:7: a list was expected here, as in `[one, two]`'],
    ['only: [dsik]', 'p.yaml:1:8: there is nothing named dsik to collect (see --list): did you mean disk?'],
    [
      'limits: { logs/kubelt: { timeout: 5 } }',
      /p\.yaml:1:11: there is nothing named logs\/kubelt .*: did you mean logs\/kubelet\?$/,
    ],
    ['limits: { disk: { timeuot: 5 } }', /p\.yaml:1:19: there is no setting timeuot here .*: did you mean timeout\?$/],
    ['extra: [{ why: x }]', 'p.yaml:1:9: one of file, glob, command, kubectl is needed, and no more'],
    ['extra: [{ file: /a, glob: /b }]', 'p.yaml:1:9: one of file, glob, command, kubectl is needed, and no more'],
    ['extra: [{ file: etc/hosts }]', 'p.yaml:1:17: give the whole path, from / on'],
    ['extra: [{ file: /etc/shadow }]', 'p.yaml:1:17: /etc/shadow may hold keys or passwords: never opened'],
    ['extra: [{ file: /etc/../etc//shadow }]', 'p.yaml:1:17: /etc/shadow may hold keys or passwords: never opened'],
    ['extra: [{ kubectl: [get, secrets, -A] }]', 'p.yaml:1:20: secrets: Secrets are never collected'],
    ['extra: [{ command: "kubectl get cm,secret -A" }]', 'p.yaml:1:20: cm,secret: Secrets are never collected'],
    ['extra: [{ command: cat /etc/./shadow }]', 'p.yaml:1:20: /etc/./shadow may hold keys or passwords: never opened'],
    ['extra: [{ file: /a, id: ../b }]', 'p.yaml:1:25: an id is made of letters, digits, dots and dashes'],
    ['extra: [{ file: /a, content: logs }]', 'p.yaml:1:30: content is log or document: did you mean log?'],
    ['extra: [{ file: /a, max-files: 3 }]', 'p.yaml:1:32: max-files goes with glob only'],
    ['extra: [{ glob: /a/*, max-files: 0 }]', 'p.yaml:1:34: a number from 1 to 1000 was expected here'],
    ['extra: [{ command: [] }]', 'p.yaml:1:20: the program is missing'],
    ['a: b: c', /^p\.yaml:1:\d+: not YAML: /],
    ['deadline: 5m\ndeadline: 6m', /^p\.yaml:2:1: not YAML: /],
  ];
  for (const [text, message] of WRONG) {
    it(`refuses ${text.replaceAll('\n', ' / ')}`, () => {
      const thrown = (() => {
        try {
          parse(text);
          return 'nothing';
        } catch (error) {
          return error instanceof Error && error.name === 'ProfileError' ? error.message : `another error: ${error}`;
        }
      })();
      if (typeof message === 'string') expect(thrown).to.equal(message);
      else expect(thrown).to.match(message);
    });
  }
});

describe('what a run is to do', () => {
  it('has what was asked for by hand before the large logs, each under an id of its own', async () => {
    const { specs } = await makePlan({ extraFile: ['/opt/a.conf', '/opt/a.conf'], extraCommand: ['ss -s'] });
    const ids = specs.map(({ id }) => id);
    const at = ids.indexOf('extra/opt-a.conf');
    expect(ids.slice(at, at + 4)).to.deep.equal(['extra/opt-a.conf', 'extra/opt-a.conf-2', 'extra/ss-s', 'logs/dmesg']);
  });

  it('lets nothing that is asked for take the place of ours', async () => {
    const { specs } = await makePlan({ extraFile: ['/opt/dmesg.log'] });
    const paths = specs.filter(({ kind }) => kind !== 'glob').map(spec => entryPath(spec));
    expect(paths.filter((entry, i) => paths.indexOf(entry) !== i)).to.deep.equal([]);
    expect(entryPath(command('extra/dmesg', ['x'], 'x', { content: 'log' }))).to.equal('logs/extra/dmesg.log');
  });

  const REFUSED: readonly (readonly [Parameters<typeof makePlan>[0], RegExp])[] = [
    [{ extraFile: ['/etc/kubernetes/admin.conf'] }, /never opened/],
    [{ extraFile: ['etc/hosts'] }, /give the whole path/],
    [{ extraFile: ['/etc//shadow'] }, /never opened/],
    [{ extraCommand: ['k3s kubectl get secret -A -o yaml'] }, /Secrets are never collected/],
    [{ extraCommand: ['dd if=/etc/kubernetes/admin.conf'] }, /never opened/],
    [{ extraCommand: ['ps aux | grep x'] }, /no shell runs it, '\|' would be a word for ps/],
    [{ extraCommand: [' '] }, /is empty/],
    [{ only: 'nosuch' }, /nothing named nosuch/],
    [{ profile: '/nonexistent.yaml' }, /--profile \/nonexistent\.yaml cannot be read/],
  ];
  for (const [wishes, message] of REFUSED) {
    it(`refuses ${JSON.stringify(wishes)}`, async () => {
      const error = await makePlan(wishes).then(
        () => undefined,
        (reason: Error) => reason,
      );
      expect(error?.message).to.match(message);
    });
  }
});
