/**
 * Lines of level error, or worded like errors, that healthy nodes write, too. They are not hidden, but
 * come last among what no check explains.
 */
const BENIGN: readonly RegExp[] = [
  // The kubelet and what it has inside.
  /failed to get (?:system container stats|cgroup stats)/i,
  /Partial failure issuing cadvisor/,
  /unable to find data in memory cache/,
  /Image garbage collection failed once/,
  /invalid capacity 0 on image filesystem/,
  /PLEG is not healthy: pleg has yet to be successful/,
  /container runtime status check may not have completed yet/,
  /Unable to read config path.*path does not exist, ignoring/,
  /(?:Nameserver|dnsConfig) limits were exceeded/,
  /Could not construct reference to/,
  /the object has been modified; please apply your changes/,
  /unable to fetch pod logs|failed to get container status.*(?:not found|No such container)/i,
  /DeleteContainer returned error.*(?:not found|No such container)/,
  /nodes? "[^"]{1,253}" not found.*initializ/i,
  // Whoever watches the API server.
  /watch of .{0,200} ended with: (?:too old resource version|very short watch)/,
  /Unexpected watch close/,
  /http: TLS handshake error from .{1,80}: (?:EOF|read: connection reset by peer)/,
  /Remotedialer proxy error.*close 1006/,
  /Unable to watch for tunnel endpoints/,
  // Runtimes.
  /failed to load cni during init/,
  /failed to exit within 10 seconds of signal 15/,
  /Handler for (?:GET|POST|DELETE) .{1,300} returned error: No such (?:container|image|exec)/,
  /skip loading plugin/,
  /copy shim log|cleaning up (?:after|dead) shim|shim disconnected/,
  /collecting metrics for [0-9a-f]{64}.*ttrpc: closed/,
  /ExecSync for \S{1,200} failed.*(?:NotFound|not found)/,
  // The kernel.
  /ACPI (?:BIOS )?(?:Error|Exception|Warning)|ACPI: .{1,80} error/i,
  /Failed to (?:create|read) .{0,60}(?:SGX|TPM|EFI variable)|tpm.{0,40}error/i,
  /modprobe: FATAL: Module configs not found/,
  /RAS: Correctable Errors collector initialized/,
  /EDAC .{0,80}(?:Giving out device|Ver:)/,
  /pcieport .{0,80}AER: enabled/,
  /Error: Driver '[^']{1,40}' is already registered/,
  /blk_update_request: I\/O error, dev (?:fd|sr)\d/,
];

/** Whether healthy nodes say this, too. */
export function isBenign(line: string): boolean {
  return BENIGN.some(pattern => pattern.test(line));
}
