// Generated from sidecar/detection/ by `npm run generate`.

/** What can be looked for: its label in placeholders, the group that names it with others, and what it is. */
export const ENTITIES = {
  address: {
    label: "ADDRESS",
    group: "names",
    description:
      "Postal addresses.",
  },
  card: {
    label: "CARD",
    group: "financial",
    description:
      "Payment card numbers (ISO/IEC 7812): a known issuer and length, and a right Luhn digit.",
  },
  email: {
    label: "EMAIL",
    group: "contact",
    description:
      "E-mail addresses (RFC 5322, RFC 6531) with a top-level domain, also percent-encoded.",
  },
  iban: {
    label: "IBAN",
    group: "financial",
    description:
      "International bank account numbers (ISO 13616): a known country and length, and right check digits.",
  },
  ip: {
    label: "IP",
    group: "network",
    description:
      "IPv4 and IPv6 addresses.",
  },
  organization: {
    label: "ORGANIZATION",
    group: "names",
    description:
      "Names of organisations.",
  },
  person: {
    label: "PERSON",
    group: "names",
    description:
      "Names of persons.",
  },
  phone: {
    label: "PHONE",
    group: "contact",
    description:
      "Phone numbers: international (E.164), national in the forms of many countries, and any digits right after words such as `call` or `mobile`.",
  },
  secret: {
    label: "SECRET",
    group: "secrets",
    description:
      "Credentials after words that say what they are, such as `password=`. Credentials that are known by their own form: access tokens of published formats, JSON web tokens, private keys, user and password in URLs.",
  },
  ssn: {
    label: "SSN",
    group: "national-ids",
    description:
      "US social security numbers; nine digits in one piece only where words say what they are.",
  },
} as const;
