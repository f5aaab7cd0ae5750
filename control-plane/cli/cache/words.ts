const numbers = new Intl.NumberFormat("en-US");

/** `1,234` */
export function grouped(amount: number): string {
  return numbers.format(amount);
}

/** `1 answer`, `2 answers` */
export function counted(amount: number, noun: string): string {
  return `${grouped(amount)} ${noun}${amount === 1 ? "" : "s"}`;
}

/** `1.5 MiB` */
export function size(bytes: number): string {
  if (bytes < 1_024) return `${bytes} B`;
  if (bytes < 1_024 ** 2) return `${oneDigit(bytes / 1_024)} KiB`;
  if (bytes < 1_024 ** 3) return `${oneDigit(bytes / 1_024 ** 2)} MiB`;
  return `${oneDigit(bytes / 1_024 ** 3)} GiB`;
}

function oneDigit(amount: number): string {
  return String(Math.round(amount * 10) / 10);
}
