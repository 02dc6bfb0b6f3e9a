import { kubeletClientCertificate, kubeletServingCertificate } from '../../../bundle/specs/runtime.js';
import { defineFact, type Evidence, type Fact, ParseError, type Source } from '../../fact.js';

/** From when until when a certificate is valid, milliseconds since 1970 UTC. */
export interface Validity {
  readonly from: number;
  readonly until: number;
  readonly fromAt: Evidence;
  readonly untilAt: Evidence;
}

/**
 * `openssl x509 -noout -subject -startdate -enddate`:
 *
 *     subject=O = system:nodes, CN = system:node:n1
 *     notBefore=Nov 18 19:45:31 2025 GMT
 *     notAfter=Nov 18 19:45:31 2026 GMT
 */
export function validity({ lines }: Source): Validity {
  const date = (label: string) => {
    const at = lines.find(({ text }) => text.startsWith(`${label}=`));
    const time = Date.parse(at?.text.slice(label.length + 1).trim() ?? '');
    if (!at || Number.isNaN(time)) throw new ParseError(`has no date ${label}`, at ?? lines[0]);
    return { at, time };
  };
  const from = date('notBefore');
  const until = date('notAfter');
  return { from: from.time, until: until.time, fromAt: from.at, untilAt: until.at };
}

/** With what the kubelet shows the API server who it is. Unknown on k3s, and when the file is not there. */
export const clientCertificate: Fact<Validity> = defineFact({
  name: 'the certificate of the kubelet',
  from: kubeletClientCertificate,
  parse: validity,
});

/** With what the kubelet answers `kubectl logs` and metrics. */
export const servingCertificate: Fact<Validity> = defineFact({
  name: 'the serving certificate of the kubelet',
  from: kubeletServingCertificate,
  parse: validity,
});
