import { Counter, Gauge, Histogram, type Registry } from "prom-client";

/**
 * What is counted on every call. prom-client hashes the labels of each observation, and looks for its bucket in an
 * object; here a series is found by its labels' values, one look-up each, and counted in a number or an array. prom-client
 * is told when somebody asks: it owns the registry and the text. A call costs a third of what it did.
 */

export interface SeriesOptions {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  readonly registry: Registry;
}

/** Series by the values of their labels. */
class SeriesTree<Series> {
  readonly #make: (labels: readonly string[]) => Series;
  readonly #root = new Map<string, SeriesNode<Series>>();
  /** In the order in which they came. */
  readonly all = new Map<Series, readonly string[]>();
  #only: Series | undefined;

  constructor(make: (labels: readonly string[]) => Series) {
    this.#make = make;
  }

  of(labels: readonly string[]): Series {
    if (labels.length === 0) {
      this.#only ??= this.#add([]);
      return this.#only;
    }
    let nodes = this.#root;
    let node: SeriesNode<Series> | undefined;
    for (const label of labels) {
      node = nodes.get(label);
      if (node === undefined) {
        node = { series: undefined, nodes: new Map() };
        nodes.set(label, node);
      }
      nodes = node.nodes;
    }
    const series = node?.series ?? this.#add([...labels]);
    if (node !== undefined) node.series = series;
    return series;
  }

  /** All series that begin with these labels; they are gone. */
  remove(labels: readonly string[]): readonly (readonly string[])[] {
    const removed: (readonly string[])[] = [];
    for (const [series, own] of this.all) {
      if (!labels.every((label, index) => own[index] === label)) continue;
      removed.push(own);
      this.all.delete(series);
    }
    const last = labels.at(-1);
    let nodes: Map<string, SeriesNode<Series>> | undefined = this.#root;
    for (const label of labels.slice(0, -1)) nodes = nodes?.get(label)?.nodes;
    if (last === undefined) {
      this.#root.clear();
      this.#only = undefined;
    } else nodes?.delete(last);
    return removed;
  }

  #add(labels: readonly string[]): Series {
    const series = this.#make(labels);
    this.all.set(series, labels);
    return series;
  }
}

interface SeriesNode<Series> {
  series: Series | undefined;
  readonly nodes: Map<string, SeriesNode<Series>>;
}

interface Count {
  /** Since prom-client was told. */
  pending: number;
}

export class CounterSeries {
  readonly #counter: Counter;
  readonly #series = new SeriesTree<Count>(() => ({ pending: 0 }));

  constructor({ name, help, labels, registry }: SeriesOptions) {
    this.#counter = new Counter({
      name,
      help,
      labelNames: labels,
      registers: [registry],
      collect: () => this.#tell(),
    });
  }

  /** What is no amount is not counted: prom-client would refuse it, and with it every scrape from then on. */
  add(value: number, ...labels: readonly string[]): void {
    if (isAmount(value)) this.#series.of(labels).pending += value;
  }

  /** All series that begin with these labels. */
  remove(...labels: readonly string[]): void {
    this.#tell();
    for (const own of this.#series.remove(labels)) this.#counter.remove(...own);
  }

  #tell(): void {
    for (const [count, labels] of this.#series.all) {
      const { pending } = count;
      count.pending = 0;
      // Also of 0: a series is there from its first count on.
      if (isAmount(pending)) this.#counter.labels(...labels).inc(pending);
    }
  }
}

/** One number without labels, set or counted. */
export class GaugeValue {
  value = 0;

  constructor({ name, help, registry }: Omit<SeriesOptions, "labels">) {
    const gauge: Gauge = new Gauge({
      name,
      help,
      registers: [registry],
      collect: () => gauge.set(this.value),
    });
  }
}

interface Distribution {
  /** By bucket, the one beyond the last bound included; not cumulative. */
  readonly counts: number[];
  sum: number;
}

export interface HistogramOptions extends SeriesOptions {
  /** Upper bounds, ascending. */
  readonly buckets: readonly number[];
}

export class HistogramSeries extends Histogram {
  readonly #options: HistogramOptions;
  /** Stays empty: what prom-client says of a histogram beside its values. */
  readonly #described: Histogram;
  readonly #series: SeriesTree<Distribution>;

  constructor(options: HistogramOptions) {
    const { name, help, labels, buckets, registry } = options;
    const configuration = { name, help, labelNames: labels, buckets: [...buckets] };
    super({ ...configuration, registers: [registry] });
    this.#described = new Histogram({ ...configuration, registers: [] });
    this.#options = options;
    this.#series = new SeriesTree(() => ({ counts: new Array<number>(buckets.length + 1).fill(0), sum: 0 }));
    if (labels.length === 0) this.#series.of([]);
  }

  /** What is no number is not counted, or its sum would be none from then on. */
  count(value: number, ...labels: readonly string[]): void {
    if (!Number.isFinite(value)) return;
    const series = this.#series.of(labels);
    const { counts } = series;
    const { buckets } = this.#options;
    let bucket = 0;
    // Few, and most values are in the first ones.
    while (bucket < buckets.length && value > (buckets[bucket] ?? 0)) bucket++;
    counts[bucket] = (counts[bucket] ?? 0) + 1;
    series.sum += value;
  }

  override async get(): ReturnType<Histogram["get"]> {
    const { name, labels: names, buckets } = this.#options;
    const values: Awaited<ReturnType<Histogram["get"]>>["values"] = [];
    for (const [{ counts, sum }, own] of this.#series.all) {
      const labels = Object.fromEntries(names.map((label, index) => [label, own[index] ?? ""]));
      let cumulative = 0;
      for (const [index, count] of counts.entries()) {
        cumulative += count;
        const le = buckets[index] ?? "+Inf";
        values.push({ labels: { le, ...labels }, value: cumulative, metricName: `${name}_bucket` });
      }
      values.push({ labels, value: sum, metricName: `${name}_sum` });
      values.push({ labels, value: cumulative, metricName: `${name}_count` });
    }
    return { ...(await this.#described.get()), values };
  }

  /** What the registry asks for before `get`, where a metric has it. */
  getForPromString(): ReturnType<Histogram["get"]> {
    return this.get();
  }
}

function isAmount(value: number): boolean {
  return value >= 0 && value < Number.POSITIVE_INFINITY;
}
