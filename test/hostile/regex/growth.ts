import { type Automaton, automataOf } from './automaton.js';

/** How the steps of a backtracking matcher grow with the length of the text, at worst: n to this power; Infinity: exponentially. */
export type Growth = number;

/**
 * Proves how a search grows. The paths of the automaton through a text are the steps of the matcher. Their
 * number is bounded unless some position comes back to itself in two ways (exponential), or two positions
 * p and q loop on a text that also leads from p to q (one power more for each such pair in a row: Weber and
 * Seidl, "On the degree of ambiguity of finite automata", 1991). Where the matcher has found what it seeks
 * when it comes to q it stops, and nothing grows.
 */
export function growthOf(regex: RegExp): Growth {
  return Math.max(...automataOf(regex).map(growth));
}

function growth(automaton: Automaton): Growth {
  const { next, accepting } = automaton;
  const component = components(automaton);
  const loops = next.flatMap((_, state) => (isLoop(automaton, component, state) ? [state] : []));
  const costly = loops.filter(state => !accepting.has(state));
  if (costly.some(state => returnsTwice(automaton, component, state))) return Number.POSITIVE_INFINITY;

  const steps = new Map<number, number[]>();
  for (const p of loops) {
    steps.set(
      p,
      costly.filter(q => q !== p && component[q] !== component[p] && pumps(automaton, component, p, q)),
    );
  }
  const longest = new Map<number, number>();
  const longestFrom = (p: number): number => {
    const known = longest.get(p);
    if (known !== undefined) return known;
    longest.set(p, 0);
    // Any position of the same component goes on as well as this one.
    const same = loops.filter(other => component[other] === component[p]);
    const most = Math.max(0, ...same.flatMap(other => (steps.get(other) ?? []).map(q => 1 + longestFrom(q))));
    longest.set(p, most);
    return most;
  };
  return 1 + Math.max(0, ...loops.map(longestFrom));
}

/** Whether two different paths lead from a position to itself on the same text. */
function returnsTwice({ takes, next }: Automaton, component: readonly number[], state: number): boolean {
  const inside = (q: number) => component[q] === component[state];
  // Pairs that are reached from (state, state), with whether the two have parted.
  const seen = new Set<string>();
  const queue: (readonly [number, number, boolean])[] = [[state, state, false]];
  for (let pair = queue.pop(); pair; pair = queue.pop()) {
    const [a, b, parted] = pair;
    for (const [c, ways] of next[a] ?? []) {
      if (!inside(c)) continue;
      for (const d of next[b]?.keys() ?? []) {
        if (!inside(d) || ((takes[c] as bigint) & (takes[d] as bigint)) === 0n) continue;
        const apart = parted || c !== d || ways > 1;
        if (apart && c === state && d === state) return true;
        const key = `${c} ${d} ${apart}`;
        if (!seen.has(key)) queue.push([c, d, apart]);
        seen.add(key);
      }
    }
  }
  return false;
}

/** Whether some text leads from p to p, from p to q and from q to q. */
function pumps({ takes, next }: Automaton, component: readonly number[], p: number, q: number): boolean {
  const seen = new Set<string>();
  const queue: (readonly [number, number, number])[] = [[p, p, q]];
  for (let triple = queue.pop(); triple; triple = queue.pop()) {
    const [a, b, c] = triple;
    for (const d of next[a]?.keys() ?? []) {
      if (component[d] !== component[p]) continue;
      for (const f of next[c]?.keys() ?? []) {
        const both = (takes[d] as bigint) & (takes[f] as bigint);
        if (component[f] !== component[q] || both === 0n) continue;
        for (const e of next[b]?.keys() ?? []) {
          if ((both & (takes[e] as bigint)) === 0n) continue;
          if (d === p && e === q && f === q) return true;
          const key = `${d} ${e} ${f}`;
          if (!seen.has(key)) queue.push([d, e, f]);
          seen.add(key);
        }
      }
    }
  }
  return false;
}

function isLoop({ next }: Automaton, component: readonly number[], state: number): boolean {
  return [...(next[state]?.keys() ?? [])].some(to => component[to] === component[state]);
}

/** The strongly connected component of each position, by Tarjan. A position alone and without a loop is one, too. */
function components({ next }: Automaton): number[] {
  const index = new Map<number, number>();
  const low: number[] = [];
  const component: number[] = Array<number>(next.length).fill(-1);
  const stack: number[] = [];
  let count = 0;
  const visit = (root: number): void => {
    const work: { readonly state: number; readonly to: number[] }[] = [];
    const enter = (state: number): void => {
      index.set(state, index.size);
      low[state] = index.size - 1;
      stack.push(state);
      work.push({ state, to: [...(next[state]?.keys() ?? [])] });
    };
    enter(root);
    for (let at = work.at(-1); at; at = work.at(-1)) {
      const { state, to } = at;
      const other = to.pop();
      if (other === undefined) {
        work.pop();
        const above = work.at(-1);
        if (above) low[above.state] = Math.min(low[above.state] as number, low[state] as number);
        if (low[state] === index.get(state)) {
          for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
            component[member] = count;
            if (member === state) break;
          }
          count++;
        }
      } else if (!index.has(other)) enter(other);
      else if (component[other] === -1) low[state] = Math.min(low[state] as number, index.get(other) as number);
    }
  };
  for (let state = 0; state < next.length; state++) if (!index.has(state)) visit(state);
  return component;
}
