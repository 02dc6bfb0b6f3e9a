import { expect } from 'chai';
import { componentOf, mayBeOf } from '../analyzer/facts/logs/component.js';

const JOURNAL = '2026-11-23T22:10:00.123456+0000 n1 k3s[2903]: ';

const LINES: readonly (readonly [string, string | undefined])[] = [
  [
    'E1123 22:10:00.123456    2903 kubelet.go:1823] "Skipping pod synchronization" err="PLEG is not healthy"',
    'kubelet',
  ],
  ['E1123 22:10:00.123456 2903 generic.go:271] "PLEG: Unable to retrieve pods"', 'kubelet'],
  ['{"ts":1690629659245.2,"caller":"kubelet/kubelet.go:1823","msg":"PLEG is not healthy","v":0}', 'kubelet'],
  ['E1123 22:10:00.123456    2903 proxier.go:872] "Failed to ensure chain"', 'kube-proxy'],
  [
    'I1123 22:10:00.123456    2903 node_lifecycle_controller.go:1044] "Node is NotReady" node="n1"',
    'kube-controller-manager',
  ],
  ['I1123 22:10:00.123456    2903 schedule_one.go:100] "Unable to schedule pod"', 'kube-scheduler'],
  ['W1123 22:10:00.123456    2903 dispatcher.go:217] Failed calling webhook', 'kube-apiserver'],
  ['I1123 22:10:00.123456    2903 kube.go:126] Waiting 10m0s for node controller to sync', 'flannel'],
  [
    '{"level":"warn","ts":"2026-11-23T22:10:00.1Z","caller":"etcdserver/util.go:170","msg":"apply request took too long"}',
    'etcd',
  ],
  ['time="2026-11-23T22:10:00Z" level=error msg="Remotedialer proxy error"', 'k3s'],
  ['E1123 22:10:00.123456    2903 reflector.go:138] Failed to watch *v1.Pod', undefined],
  ['goroutine 1 [running]:', undefined],
];

describe('lines of k3s belong to a component', () => {
  for (const [line, component] of LINES) {
    it(`${component ?? 'nobody that is known'}: ${line.slice(0, 60)}`, () => {
      expect(componentOf(line)).to.equal(component);
      expect(componentOf(JOURNAL + line)).to.equal(component);
    });
  }

  it('a line that names a file in its text is not of that file', () => {
    expect(componentOf(`${JOURNAL}time="2026-11-23T22:10:00Z" level=info msg="see kubelet.go:12] there"`)).to.equal(
      'k3s',
    );
  });

  it('what nobody is known to have said may be anyone’s', () => {
    const kubelet = mayBeOf('kubelet');
    expect(LINES.filter(([line]) => kubelet(JOURNAL + line)).map(([, component]) => component)).to.deep.equal([
      'kubelet',
      'kubelet',
      'kubelet',
      undefined,
      undefined,
    ]);
  });
});
