const UNITS: Readonly<Record<string, number>> = {
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
};

/** A quantity of Kubernetes in cores, bytes or pieces: `3900m` is 3.9, `12601Mi`, `1e3`, `114022843818`; undefined for what is none. */
export function parseQuantity(text: string): number | undefined {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(m|k|M|G|T|P|[KMGTP]i)?$/.exec(text) ?? [];
  return number === undefined ? undefined : Number(number) * (unit === '' ? 1 : (UNITS[unit] ?? 1));
}
