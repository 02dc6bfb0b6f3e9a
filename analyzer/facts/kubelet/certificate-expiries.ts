import { k3sCertificates, kubeadmCertificates } from '../../../bundle/specs/runtime.js';
import { defineFact, deriveFact, type Evidence, optional, ParseError } from '../../fact.js';
import { isControlPlane, nodeNetwork } from '../network/node-network.js';
import { isK3s, kubeletIsUnit } from './kubelet-host.js';

/** A certificate of the cluster on this node. */
export interface Expiry {
  /** `apiserver`, `admin.conf`; with k3s the file, `client-kubelet.crt`. */
  readonly name: string;
  /** Milliseconds since 1970 UTC. */
  readonly until: number;
  readonly at: Evidence;
}

/** `apiserver   Nov 18, 2027 19:45 UTC   364d   ca   no`; an expired one has `<invalid>` for what is left. */
const KUBEADM = /^\s*([\w.-]+)\s+([A-Z][a-z]{2} \d{2}, \d{4} \d\d:\d\d UTC)\s/;
/** `….crt: certificate CN=… is ok, expires at 2027-04-03T16:19:48Z`, `… will expire within 90 days at …`, `… expired at …`. */
const K3S = /(?:expires|will expire within \d{1,4} days|expired) at (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)/;

/** When they end, by `kubeadm certs check-expiration`, with k3s by `k3s certificate check`. */
export const certificateExpiries = defineFact<readonly Expiry[]>({
  name: 'when the certificates of the cluster end',
  from: [kubeadmCertificates, k3sCertificates],
  parse: ({ lines }) => {
    const found = lines.flatMap(at => {
      const [, path, date] = KUBEADM.exec(at.text) ?? ofK3s(at.text) ?? [];
      const until = Date.parse(date ?? '');
      return path === undefined || Number.isNaN(until) ? [] : [{ name: path.split('/').at(-1) ?? path, until, at }];
    });
    if (found.length === 0) throw new ParseError('names no certificate', lines[0]);
    return found;
  },
});

/** As a match: all of it, the path of the certificate, its end. */
function ofK3s(text: string): readonly (string | undefined)[] | undefined {
  const [before, after] = text.split(': certificate ', 2);
  const path = before?.split(/[\s"]/).at(-1);
  const date = K3S.exec(after ?? '')?.[1];
  return path && date ? [text, path, date] : undefined;
}

/** Whether the node keeps certificates of the cluster that a command lists: control planes of kubeadm, and k3s. */
export const keepsCertificates = deriveFact({
  name: 'whether the node keeps certificates of the cluster',
  needs: { k3s: isK3s, unit: kubeletIsUnit, network: optional(nodeNetwork) },
  derive: ({ k3s, unit, network }): boolean => k3s || (unit && network !== undefined && isControlPlane(network)),
});
