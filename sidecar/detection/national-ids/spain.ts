import { remainder } from "./checksums.ts";

/** The letter of Spanish identity numbers follows from what is left of the digits modulo 23 (RD 1553/2005). @param code digits and a letter */
export function isSpanishId(code: string): boolean {
  const digits = code.slice(0, -1);
  return (
    /^\d{7,8}$/.test(digits) &&
    LETTERS.charAt(remainder(digits, 23)) === code.slice(-1) &&
    !/^0+$/.test(digits)
  );
}

const LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
