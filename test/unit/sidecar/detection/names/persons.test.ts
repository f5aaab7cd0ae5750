import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findNames } from "../../../../../sidecar/detection/names/find-names.ts";
import { readLexicon } from "../../../../../sidecar/detection/names/lexicon.ts";

const lexicon = await readLexicon();

/** The text with what was found between `«` and `»`. */
function marked(text: string, name?: string): string {
  const found = findNames(text, name, new Set(["person"]), lexicon).filter(({ score }) => score >= 0.5);
  return found.reduceRight(
    (rest, { start, end }) => `${rest.slice(0, start)}«${rest.slice(start, end)}»${rest.slice(end)}`,
    text,
  );
}

function assertMarked(texts: readonly string[]): void {
  for (const text of texts) assert.equal(marked(text.replaceAll(/[«»]/g, "")), text);
}

describe("names of persons", () => {
  it("are found after introductions, known or not, in many languages", () => {
    assertMarked([
      "My name is «Anna Schmidt» and I need help.",
      "My name is «Qwrtz Zyxwv».",
      "hi, my name is «john smith» and my order is late",
      "Mein Name ist «Jürgen Krawczyk».",
      "Ich heiße «Sabine».",
      "Je m'appelle «Chloé Lefèvre», bonjour",
      "Me llamo «José María Aznárez».",
      "Mi chiamo «Giulia Bianchi».",
      "Mijn naam is «Pieter de Vries».",
      "Call me «Ishmael».",
    ]);
  });

  it("are found behind forms of address, which stay", () => {
    assertMarked([
      "Ask Mr. «Okonkwo» about it.",
      "Dr «Nakamura-Ross» will see you.",
      "Sehr geehrte Frau Dr. «Müller»,",
      "Herr «Krawczyk» hat angerufen.",
      "La señora «Gutiérrez» llamó ayer.",
      "Mme «Lefèvre» attend.",
    ]);
  });

  it("are found in greetings, signatures and labels", () => {
    assertMarked([
      "Dear «Siobhan»,",
      "Hi «Vinicio», thanks for the update.",
      "Kind regards,\n«Maria Lopez»",
      "Name: «Emilie Broberg»\nPhone: 72 128 827",
      'From: "«Peter Pan»" <peter@example.com>',
      '{"first_name": "«Liesl»", "plan": "gold"}',
      "Patient: «Tomasz Wiśniewski», admitted today",
    ]);
  });

  it("are found in running text where the lists know them", () => {
    assertMarked([
      "Yesterday «Maria Lopez» called «John F. Kennedy» about it.",
      "The report by «Ludwig van Beethoven» is late.",
      "«Jean-Pierre O'Neill» lives here.",
      "I met «Priya» and «Kwame» at lunch.",
    ]);
  });

  it("are found again by their parts once the full name was said", () => {
    assertMarked(["«Xavier Quintanar» came late. Everybody waited for «Quintanar»; Quintessence did not."]);
  });

  it("are told by the key of a member, and by an ambiguous key only when they look like names", () => {
    assert.equal(marked("Qwrtz", "lastName"), "«Qwrtz»");
    assert.equal(marked("李明", "full_name"), "«李明»");
    assert.equal(marked("Anna Qwrtz", "name"), "«Anna Qwrtz»");
    assert.equal(marked("get_weather", "name"), "get_weather");
    assert.equal(marked("[PERSON_1]", "firstName"), "[PERSON_1]");
  });

  it("are no words of everyday language, months, places, products, streets or companies", () => {
    assertMarked([
      "Will the May invoice be paid by April? Mark it as done.",
      "Grace period ends in August. Please Update Your Account.",
      "I flew from Paris to Berlin and New York.",
      "Google Cloud, Microsoft Azure and GitHub Actions are down.",
      "The Quick Brown Fox. Chapter One. Table Of Contents",
      "Dear Sir or Madam,",
      "Hi Team, Dear Customer, Hello World",
      "We use React, Kubernetes and PostgreSQL.",
      "const user = new UserService(); return user.Name;",
      "HTTP GET /V1/USERS RETURNED 404 NOT FOUND",
      "It is 12 Victor Hugo Street; the Henderson Group wrote.",
    ]);
  });
});
