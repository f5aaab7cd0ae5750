import { type Code, codesOf } from "../codes.ts";
import type { Finding, Recognizer } from "../recognizer.ts";
import { base58Length, versionOf } from "../wallets/base58.ts";
import { hasBech32Checksum } from "../wallets/bech32.ts";
import { keccak256 } from "../wallets/keccak.ts";

/**
 * Addresses of cryptocurrencies: Base58Check (Bitcoin, Litecoin, Dogecoin, Dash, Zcash, Tron, XRP), Bech32 (BIP 173, BIP 350;
 * Bitcoin, Litecoin, Cardano, Cosmos), Ethereum's (EIP-55), and by context those without a checksum (Solana).
 */
export const recognizer: Recognizer = {
  entity: "crypto-wallet",
  label: "WALLET",
  group: "financial",
  description:
    "Addresses of cryptocurrency wallets: Bitcoin, Ethereum, Litecoin, Tron, XRP and others by checksum or form, Solana by context.",
  specificity: 65,
  score: 0.98,
  context: [
    "wallet",
    "solana",
    "sol address",
    "crypto",
    "ethereum",
    "eth address",
    "eth wallet",
    "payout address",
    "deposit address",
    "monero",
    "bitcoin",
    "btc",
  ],
  examples: [
    "Send it to «1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa».",
    "«bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4»",
    "ETH «0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed»",
    "solana wallet «7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV»",
  ],
  nearMisses: [
    "wallet 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
    "wallet bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
    "tx 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed00",
  ],
  mayOccur: ({ longestToken }) => longestToken >= SHORTEST,
  *find(text, scan): Generator<Finding> {
    for (const code of codesOf(scan)) {
      const length = code.end - code.start;
      if (length < SHORTEST || length > LONGEST) continue;
      const score = scoreOf(text.slice(code.start, code.end), code);
      if (score !== undefined) yield { start: code.start, end: code.end, score };
    }
  },
};

/** Characters. */
const SHORTEST = 25;
/** Cardano's with a staking part. */
const LONGEST = 110;
const PROVEN = 0.98;

function scoreOf(word: string, { digits }: Code): number | undefined {
  if (word.length === 42 && (word.startsWith("0x") || word.startsWith("0X")))
    return ethereumScore(word.slice(2));
  if (BECH32.test(word)) return hasBech32Checksum(word) ? PROVEN : undefined;
  if (word.length <= 36 && BASE58.test(word)) {
    const version = word.startsWith("r") ? versionOf(word, "ripple") : versionOf(word, "bitcoin");
    return version !== undefined && VERSIONS.has(version) ? PROVEN : solanaScore(word, digits);
  }
  if (word.length === 95 && /^[48][1-9A-HJ-NP-Za-km-z]{94}$/.test(word)) return MONERO;
  return solanaScore(word, digits);
}

/** 95 characters of one alphabet that begin as they should. */
const MONERO = 0.8;

/** One letter case throughout (BIP 173). */
const BECH32 =
  /^(?:(?:bc|tb|bcrt|ltc|tltc|addr|stake|cosmos|osmo|terra|juno|celestia|bnb|inj|sei|kava)1[02-9ac-hj-np-z]{38,105}|(?:BC|TB|LTC)1[02-9AC-HJ-NP-Z]{38,60})$/;
const BASE58 = /^(?:[13mn2LM3DXTrA9]|t[13])[1-9A-HJ-NP-Za-km-z]+$/;

/** Leading bytes: Bitcoin and its test network, Litecoin, Dogecoin, Dash, Tron, Zcash. XRP's is 0 as Bitcoin's. */
const VERSIONS: ReadonlySet<number> = new Set([
  0x00, 0x05, 0x6f, 0xc4, 0x30, 0x32, 0x3a, 0x1e, 0x16, 0x4c, 0x10, 0x41, 0x1cb8, 0x1cbd,
]);

const ETHEREUM = 0.7;
const ETHEREUM_MISSPELT = 0.5;

/** @param address forty characters, of which letter case is a checksum when there are both */
function ethereumScore(address: string): number | undefined {
  if (!/^[0-9a-fA-F]{40}$/.test(address)) return undefined;
  const lower = address.toLowerCase();
  if (address === lower || address === address.toUpperCase()) return ETHEREUM;
  const digest = keccak256(Buffer.from(lower, "latin1"));
  for (let index = 0; index < lower.length; index++) {
    const half = ((digest[index >> 1] ?? 0) >> (index % 2 === 0 ? 4 : 0)) & 0xf;
    const isCapital = address.charCodeAt(index) >= 0x41 && address.charCodeAt(index) <= 0x46;
    const isLetter = lower.charCodeAt(index) >= 0x61;
    if (isLetter && isCapital !== half >= 8) return ETHEREUM_MISSPELT;
  }
  return PROVEN;
}

const SOLANA = 0.3;

/** A public key of 32 bytes: nothing proves that it is one. */
function solanaScore(word: string, digits: number): number | undefined {
  if (word.length < 42 || word.length > 44 || digits < 2 || !/[a-z]/.test(word) || !/[A-Z]/.test(word))
    return undefined;
  return base58Length(word) === 32 ? SOLANA : undefined;
}
