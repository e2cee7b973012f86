"use strict";
// Intervals of what the reader chose, by the methods of the tables.

/** Draws behind an interval, as in the tables. */
const REPLICATES = 2000;

/** A seeded generator of numbers in [0, 1): mulberry32, by Tommy Ettinger, public domain. */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A quantile of sorted values, interpolated (type 7). */
function quantile(sorted, share) {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const high = sorted[Math.min(below + 1, sorted.length - 1)];
  return sorted[below] + (high - sorted[below]) * (place - below);
}

/** The 95 % percentile interval of a mean over draws of whole meetings, each with sum and n. */
function meetingInterval(meetings) {
  const random = generator(meetings.length);
  const means = [];
  for (let replicate = 0; replicate < REPLICATES; replicate += 1) {
    let sum = 0;
    let n = 0;
    for (let drawn = 0; drawn < meetings.length; drawn += 1) {
      const meeting = meetings[Math.floor(random() * meetings.length)];
      sum += meeting.sum;
      n += meeting.n;
    }
    if (n > 0) means.push(sum / n);
  }
  means.sort((one, other) => one - other);
  return { low: quantile(means, 0.025), high: quantile(means, 0.975) };
}

/** The 95 % interval of a share (Wilson); none without cases. */
function wilson(hits, all) {
  if (all === 0) return null;
  const z = 1.959963984540054;
  const share = hits / all;
  const middle = (share + (z * z) / (2 * all)) / (1 + (z * z) / all);
  const half = (z / (1 + (z * z) / all)) * Math.sqrt((share * (1 - share)) / all + (z * z) / (4 * all * all));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
