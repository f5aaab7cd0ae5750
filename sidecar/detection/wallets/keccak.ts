/**
 * Keccak-256 as Ethereum uses it: the submission to NIST, whose padding differs from that of SHA-3 (FIPS 202). Lanes of 64
 * bits are pairs of 32-bit words, low half first.
 */
export function keccak256(message: Uint8Array): Uint8Array {
  const state = new Int32Array(50);
  const blocks = Math.floor(message.length / RATE) + 1;
  const padded = new Uint8Array(blocks * RATE);
  padded.set(message);
  padded[message.length] = 0x01;
  padded[padded.length - 1] = (padded[padded.length - 1] ?? 0) | 0x80;
  const words = new DataView(padded.buffer);
  for (let block = 0; block < padded.length; block += RATE) {
    for (let word = 0; word < RATE / 4; word++)
      state[word] = at(state, word) ^ words.getInt32(block + word * 4, true);
    permute(state);
  }
  const digest = new DataView(new ArrayBuffer(32));
  for (let word = 0; word < 8; word++) digest.setInt32(word * 4, at(state, word), true);
  return new Uint8Array(digest.buffer);
}

/** Bytes taken in at once. */
const RATE = 136;
const ROUNDS = 24;

/** Offsets of rho, and where pi moves each lane, along the path of lanes that FIPS 202 §3.2.3 walks. */
const ROTATIONS: number[] = [];
const LANES: number[] = [];
/** Of iota, low and high halves by turns (FIPS 202 §3.2.5). */
const ROUND_CONSTANTS: number[] = [];

for (let step = 0, x = 1, y = 0; step < ROUNDS; step++) {
  ROTATIONS.push((((step + 1) * (step + 2)) / 2) % 64);
  [x, y] = [y, (2 * x + 3 * y) % 5];
  LANES.push(x + 5 * y);
}

for (let round = 0, register = 1; round < ROUNDS; round++) {
  let low = 0;
  let high = 0;
  for (let bit = 0; bit < 7; bit++) {
    if ((register & 1) === 1) {
      const position = 2 ** bit - 1;
      if (position < 32) low |= 1 << position;
      else high |= 1 << (position - 32);
    }
    register = (register << 1) ^ ((register >> 7) * 0x171);
  }
  ROUND_CONSTANTS.push(low, high);
}

function permute(state: Int32Array): void {
  const parity = new Int32Array(10);
  const row = new Int32Array(10);
  for (let round = 0; round < ROUNDS; round++) {
    // Theta.
    for (let half = 0; half < 10; half++)
      parity[half] =
        at(state, half) ^
        at(state, half + 10) ^
        at(state, half + 20) ^
        at(state, half + 30) ^
        at(state, half + 40);
    for (let x = 0; x < 5; x++) {
      const before = ((x + 4) % 5) * 2;
      const after = ((x + 1) % 5) * 2;
      const low = at(parity, before) ^ ((at(parity, after) << 1) | (at(parity, after + 1) >>> 31));
      const high = at(parity, before + 1) ^ ((at(parity, after + 1) << 1) | (at(parity, after) >>> 31));
      for (let lane = x * 2; lane < 50; lane += 10) {
        state[lane] = at(state, lane) ^ low;
        state[lane + 1] = at(state, lane + 1) ^ high;
      }
    }
    // Rho and pi.
    let low = at(state, 2);
    let high = at(state, 3);
    for (let step = 0; step < ROUNDS; step++) {
      const lane = (LANES[step] ?? 0) * 2;
      const [nextLow, nextHigh] = [at(state, lane), at(state, lane + 1)];
      const rotation = ROTATIONS[step] ?? 0;
      const bits = rotation % 32;
      const [first, second] = rotation < 32 ? [low, high] : [high, low];
      state[lane] = bits === 0 ? first : (first << bits) | (second >>> (32 - bits));
      state[lane + 1] = bits === 0 ? second : (second << bits) | (first >>> (32 - bits));
      low = nextLow;
      high = nextHigh;
    }
    // Chi.
    for (let start = 0; start < 50; start += 10) {
      for (let half = 0; half < 10; half++) row[half] = at(state, start + half);
      for (let half = 0; half < 10; half++)
        state[start + half] = at(row, half) ^ (~at(row, (half + 2) % 10) & at(row, (half + 4) % 10));
    }
    // Iota.
    state[0] = at(state, 0) ^ (ROUND_CONSTANTS[round * 2] ?? 0);
    state[1] = at(state, 1) ^ (ROUND_CONSTANTS[round * 2 + 1] ?? 0);
  }
}

function at(words: Int32Array, index: number): number {
  return words[index] ?? 0;
}
