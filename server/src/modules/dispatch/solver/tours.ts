import type { Plan, Problem, Route, Stop } from './problem.ts';
import { forbidden } from './problem.ts';

/**
 * All routes of a plan in hand, as linked lists with the earliest and latest start of each job, so that one insertion is
 * judged in constant time. Job `j` is node `j`; vehicle `v` has a first node `n + 2v` and a last node `n + 2v + 1`.
 */
export class Tours {
  readonly problem: Problem;
  readonly jobs: number;
  readonly vehicles: number;
  readonly next: Int32Array;
  readonly prev: Int32Array;
  /** Vehicle of a node; -1 while the job is on no route. */
  readonly routeOf: Int32Array;
  /** Jobs on a route. */
  readonly size: Int32Array;
  readonly routeCost: Float64Array;
  /** Node before which lunch is taken on its way; -1 for vehicles without lunch. */
  readonly lunchBefore: Int32Array;
  readonly unplanned: number[] = [];
  cost = 0;
  readonly place: Int32Array;
  readonly duration: Int32Array;
  readonly opens: Int32Array;
  readonly closes: Int32Array;
  readonly demand: Int32Array;
  /** Vehicle a job must stay on; -1 for any. */
  readonly lockedTo: Int32Array;
  /** Earliest and latest start of work at a node, given what stands before and after it. */
  readonly early: Int32Array;
  readonly late: Int32Array;
  readonly load: Int32Array;
  readonly capacity: Int32Array;
  readonly fixed: Int32Array;
  private readonly lunchFrom: Int32Array;
  private readonly lunchUntil: Int32Array;
  private readonly lunchTakes: Int32Array;
  private readonly hasLunch: Uint8Array;
  private readonly travel: Int32Array;
  private readonly ways: Int32Array;
  private readonly places: number;
  private readonly pairs: Int32Array | null;

  constructor(problem: Problem) {
    const { jobs, vehicles } = problem;
    const nodes = jobs.length + 2 * vehicles.length;
    this.problem = problem;
    this.jobs = jobs.length;
    this.vehicles = vehicles.length;
    this.travel = problem.travel;
    this.ways = problem.cost;
    this.places = problem.places;
    this.pairs = problem.pairs ?? null;
    const perNode = () => new Int32Array(nodes);
    const perVehicle = () => new Int32Array(vehicles.length);
    [this.next, this.prev, this.place, this.duration, this.opens, this.closes, this.demand, this.early, this.late] = [perNode(), perNode(), perNode(), perNode(), perNode(), perNode(), perNode(), perNode(), perNode()];
    this.routeOf = new Int32Array(nodes).fill(-1);
    this.lockedTo = Int32Array.from(jobs, (job) => job.locked ?? -1);
    [this.size, this.load, this.capacity, this.fixed, this.lunchFrom, this.lunchUntil, this.lunchTakes, this.lunchBefore] = [perVehicle(), perVehicle(), perVehicle(), perVehicle(), perVehicle(), perVehicle(), perVehicle(), perVehicle()];
    this.hasLunch = new Uint8Array(vehicles.length);
    this.routeCost = new Float64Array(vehicles.length);
    jobs.forEach((job, j) => {
      [this.place[j], this.duration[j], this.opens[j], this.closes[j], this.demand[j]] = [job.place, job.duration, job.opens, job.closes, job.demand];
      this.unplanned.push(j);
      this.cost += job.penalty;
    });
    vehicles.forEach((vehicle, v) => {
      const [first, last] = [this.first(v), this.last(v)];
      [this.place[first], this.place[last], this.capacity[v], this.fixed[v]] = [vehicle.from, vehicle.to, vehicle.capacity, vehicle.fixed];
      this.opens[first] = this.opens[last] = vehicle.starts;
      this.closes[first] = this.closes[last] = vehicle.ends;
      this.routeOf[first] = this.routeOf[last] = v;
      this.lunchBefore[v] = -1;
      if (vehicle.lunch) {
        this.hasLunch[v] = 1;
        [this.lunchFrom[v], this.lunchUntil[v], this.lunchTakes[v]] = [vehicle.lunch.earliest, vehicle.lunch.latest, vehicle.lunch.duration];
      }
      this.write(v, [], vehicle.lunch ? last : -1);
    });
  }

  first(v: number): number { return this.jobs + 2 * v; }
  last(v: number): number { return this.jobs + 2 * v + 1; }

  /** Jobs of a route in order. */
  stops(v: number): number[] {
    const list: number[] = [];
    for (let node = this.next[this.first(v)]!; node < this.jobs; node = this.next[node]!) list.push(node);
    return list;
  }

  /**
   * What an insertion of a job behind a node would cost more; Infinity when a window, the capacity, the shift, lunch or a
   * forbidden pair is against it.
   */
  insertion(job: number, behind: number): number {
    const v = this.routeOf[behind]!;
    if (this.lockedTo[job] !== -1 && this.lockedTo[job] !== v) return Infinity;
    const pair = this.pairs === null ? 0 : this.pairs[job * this.vehicles + v]!;
    if (pair === forbidden || this.load[v]! + this.demand[job]! > this.capacity[v]!) return Infinity;
    const before = this.next[behind]!;
    const leaves = this.early[behind]! + this.duration[behind]!;
    const row = this.place[behind]! * this.places;
    const at = this.place[job]!;
    const arrives = leaves + this.travel[row + at]!;
    if (arrives > this.closes[job]!) return Infinity;
    const onward = this.duration[job]! + this.travel[at * this.places + this.place[before]!]!;
    const begins = arrives > this.opens[job]! ? arrives : this.opens[job]!;
    if (this.lunchBefore[v] !== before) {
      if (begins + onward > this.late[before]!) return Infinity;
    } else if (!this.lunchAfter(v, job, begins, onward, before) && !this.lunchFirst(v, job, arrives, onward, before)) return Infinity;
    const to = this.place[before]!;
    return this.ways[row + at]! + this.ways[at * this.places + to]! - this.ways[row + to]! + pair + (this.size[v] === 0 ? this.fixed[v]! : 0);
  }

  private lunchAfter(v: number, job: number, begins: number, onward: number, before: number): boolean {
    return begins + this.duration[job]! <= this.lunchUntil[v]! && Math.max(begins + onward, this.lunchFrom[v]!) + this.lunchTakes[v]! <= this.late[before]!;
  }
  private lunchFirst(v: number, job: number, arrives: number, onward: number, before: number): boolean {
    const begins = Math.max(this.opens[job]!, Math.max(arrives, this.lunchFrom[v]!) + this.lunchTakes[v]!);
    return begins <= this.closes[job]! && begins + onward <= this.late[before]!;
  }

  /** Puts a job that is on no route behind a node; `insertion` must have allowed it. The list of unplanned jobs is the caller's. */
  insert(job: number, behind: number): void {
    const v = this.routeOf[behind]!;
    const before = this.next[behind]!;
    this.next[behind] = this.prev[before] = job;
    [this.prev[job], this.next[job], this.routeOf[job]] = [behind, before, v];
    this.load[v]! += this.demand[job]!;
    this.size[v]! += 1;
    this.cost -= this.problem.jobs[job]!.penalty;
    this.refresh(v);
  }

  /** Takes jobs off their route. They are on no route then, and in `unplanned`. */
  remove(v: number, jobs: readonly number[]): void {
    for (const job of jobs) {
      const [before, behind] = [this.next[job]!, this.prev[job]!];
      this.next[behind] = before;
      this.prev[before] = behind;
      if (this.lunchBefore[v] === job) this.lunchBefore[v] = before;
      this.routeOf[job] = -1;
      this.load[v]! -= this.demand[job]!;
      this.size[v]! -= 1;
      this.cost += this.problem.jobs[job]!.penalty;
      this.unplanned.push(job);
    }
    this.refresh(v);
  }

  /** Makes a route of exactly these jobs, in this order; jobs it had before must have been taken off or be among them. */
  write(v: number, jobs: readonly number[], lunchBefore: number): void {
    let behind = this.first(v);
    this.load[v] = 0;
    for (const job of jobs) {
      this.next[behind] = job;
      this.prev[job] = behind;
      this.routeOf[job] = v;
      this.load[v] += this.demand[job]!;
      behind = job;
    }
    this.next[behind] = this.last(v);
    this.prev[this.last(v)] = behind;
    this.size[v] = jobs.length;
    this.lunchBefore[v] = lunchBefore;
    this.times(v);
    this.price(v);
  }

  /** Makes a route of these jobs, which must be unplanned, with lunch at its best. False when they do not fit in this order. */
  settle(v: number, jobs: readonly number[]): boolean {
    for (const job of jobs) {
      this.cost -= this.problem.jobs[job]!.penalty;
      this.unplanned.splice(this.unplanned.indexOf(job), 1);
    }
    this.write(v, jobs, this.hasLunch[v] === 1 ? this.last(v) : -1);
    if (this.hasLunch[v] === 1) this.placeLunch(v);
    return this.times(v);
  }

  private refresh(v: number): void {
    if (this.hasLunch[v] === 1) this.placeLunch(v);
    else this.times(v);
    this.price(v);
  }

  /** Lunch on the way that ends the day earliest, and among those leaves most room. */
  private placeLunch(v: number): void {
    let [best, end, room] = [-1, Infinity, -Infinity];
    for (let node = this.next[this.first(v)]!; ; node = this.next[node]!) {
      this.lunchBefore[v] = node;
      if (this.times(v)) {
        let slack = 0;
        for (let each = this.first(v); each !== this.last(v); each = this.next[each]!) slack += this.late[each]! - this.early[each]!;
        const ends = this.early[this.last(v)]!;
        if (ends < end || (ends === end && slack > room)) [best, end, room] = [node, ends, slack];
      }
      if (node === this.last(v)) break;
    }
    this.lunchBefore[v] = best === -1 ? this.last(v) : best;
    this.times(v);
  }

  /** Earliest and latest starts along a route. False when a window, the shift or lunch is broken. */
  times(v: number): boolean {
    const { next, prev, place, duration, opens, closes, early, late, travel, places } = this;
    const [first, last, lunch] = [this.first(v), this.last(v), this.lunchBefore[v]!];
    let fits = true;
    early[first] = opens[first]!;
    for (let node = first; node !== last; ) {
      const to = next[node]!;
      const leaves = early[node]! + duration[node]!;
      let arrives = leaves + travel[place[node]! * places + place[to]!]!;
      if (to === lunch) {
        if (leaves > this.lunchUntil[v]!) fits = false;
        arrives = Math.max(arrives, this.lunchFrom[v]!) + this.lunchTakes[v]!;
      }
      early[to] = arrives > opens[to]! ? arrives : opens[to]!;
      if (early[to]! > closes[to]!) fits = false;
      node = to;
    }
    late[last] = closes[last]!;
    for (let node = last; node !== first; ) {
      const from = prev[node]!;
      let limit = late[node]! - travel[place[from]! * places + place[node]!]! - duration[from]!;
      if (node === lunch) limit = Math.min(limit - this.lunchTakes[v]!, this.lunchUntil[v]! - duration[from]!);
      late[from] = limit < closes[from]! ? limit : closes[from]!;
      node = from;
    }
    return fits;
  }

  private price(v: number): void {
    let cost = this.size[v]! > 0 ? this.fixed[v]! : 0;
    if (this.size[v]! > 0) for (let node = this.first(v); node !== this.last(v); node = this.next[node]!) {
      cost += this.ways[this.place[node]! * this.places + this.place[this.next[node]!]!]!;
      if (node < this.jobs && this.pairs !== null) cost += this.pairs[node * this.vehicles + v]!;
    }
    this.cost += cost - this.routeCost[v]!;
    this.routeCost[v] = cost;
  }

  /** The plan as it stands, with its times; each technician leaves home as late as the first job allows. */
  plan(rounds: number): Plan {
    const routes: Route[] = [];
    for (let v = 0; v < this.vehicles; v++) if (this.size[v]! > 0) routes.push(this.route(v));
    return { routes, unplanned: this.unplanned.toSorted((a, b) => a - b), cost: this.cost, rounds };
  }

  private route(v: number): Route {
    const stops: Stop[] = [];
    const way = (a: number, b: number) => this.travel[this.place[a]! * this.places + this.place[b]!]!;
    const [first, last] = [this.first(v), this.last(v)];
    const head = this.next[first]!;
    const leaves = this.lunchBefore[v] === head ? this.early[first]! : Math.max(this.early[first]!, this.early[head]! - way(first, head));
    let [at, ready, lunchAt]: [number, number, number | null] = [first, leaves, null];
    for (let node = head; ; node = this.next[node]!) {
      let arrives = ready + way(at, node);
      if (node === this.lunchBefore[v]) {
        lunchAt = Math.max(ready, this.lunchFrom[v]!);
        arrives = Math.max(arrives, this.lunchFrom[v]!) + this.lunchTakes[v]!;
      }
      if (node === last) return { vehicle: v, stops, leaves, returns: arrives, lunchAt, cost: this.routeCost[v]! };
      const begins = Math.max(arrives, this.opens[node]!);
      ready = begins + this.duration[node]!;
      stops.push({ job: node, arrives, begins, leaves: ready });
      at = node;
    }
  }
}
