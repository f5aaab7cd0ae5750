import assert from "node:assert/strict";
import { test } from "node:test";
import { createDetector } from "../../../../sidecar/detection/detect.ts";
import { STRUCTURED_ENTITIES } from "../../../eval/detection.ts";

const detector = createDetector({ entities: STRUCTURED_ENTITIES });

function foundIn(text: string, key?: string): readonly string[] {
  return detector.detect(text, key).map(({ entity, start, end }) => `${entity}: ${text.slice(start, end)}`);
}

/** What looks like personal data in everyday texts, and is none. */
const LOOKALIKES: Readonly<Record<string, readonly string[]>> = {
  "four of many numbers of four digits are no card": [
    "7845 1339 9228 7020 7040 8252 5028 5084 3130 6213 2340 4768",
    "2249, 2308, 2361, 2365, 2365, 2384, 2392, 2401, 2417, 2432, 2437, 2444, 2447",
    "3612,3613,3617,3619,3620,3624,3625,3626,3627",
  ],
  "a time in milliseconds is no Romanian": ['{"ts":1700420994962}', "at 1700106160689 ms", "1700386433061"],
  "groups of a hex dump are no account, card or phone number": [
    "0001ffe0: b44a 03cd 3cb7 5a7b 5c3c  ................\n00002580: 9155 b6e0 7de9 32b3",
    "8c f2 22 60 54 b3 ca f3 6c c5 63 40 21 90 7e 1f",
    "c8 75 10 d2 ca dc 61 f8 4f 08 10 89 59 eb 2c 2b",
    "f676 7ea8 79aa 5fd9 8746 0406 0471 ab6b",
    '{"requestId":"b982c9022edfc0cc","seq":8443359784}',
  ],
  "the end of a UUID is no bank account": [
    "b7fd2894-92fa-4f56-be44-e3ebaa37eb77",
    "7cfade11-db51-4dad-ba48-5c22cd678f8b span=8b7d4f5354abb841",
  ],
  "what code does with passwords is none": [
    "self.passwd = password_mgr",
    "self.key_password = key_password",
    "user_pass = '%s:%s' % (unquote(user), unquote(secret))",
    "exports.findX509Credential = exports.rememberX509Credential = exports.findX509OAuthError",
    '"USER": "maciej", "PWD": "/Users/maciej", "SHLVL": "1"',
    "t.strictEqual(obj.user.password, 'secret')\n  assert.strictEqual(obj.session.token, 'abc123')",
    "except (AttributeError, TypeError, password):\n        auth = (user, deviation, default)",
    "def timeit(stmt, setup=pass, timer=default_timer,\n           number=default_number, globals=None):",
    "const char *pass,\n    int passlen,\n    unsigned char *salt,\n",
  ],
  "a weight of Unicode's collation is no hardware address": [
    "0111 ; [.1FEB.0021.0002][.0000.0039.0002] # ENG",
  ],
  "a slice is no address": ["for key in path[-2::-1]:", "rows[a:2::3]"],
  "a path in SVG has no address": ['d="M1.52-.87 2.83-2.12 3.51.98.32 2.03.5 3.11.5"'],
  "an addition is no phone number": ["h = h * 69069 + 907133923", "expected = 3.14159 + 2.71828 - 5.0"],
  "a revision that has digits alone is no phone number": [
    "fix type error for fromSSEResponse call ([2405664](https://github.com/acme/sdk/commit/2405664a1))",
  ],
  "a Russian phone number is no Polish tax number": ["and also 800 555 35 35 is a number"],
};

for (const [name, texts] of Object.entries(LOOKALIKES)) {
  test(name, () => {
    for (const text of texts) {
      const wrong = foundIn(text).filter(
        (found) => name !== "a Russian phone number is no Polish tax number" || !found.startsWith("phone"),
      );
      assert.deepEqual(wrong, [], text);
    }
  });
}

test("what looks alike is found all the same where it is what it looks like", () => {
  assert.deepEqual(foundIn("card 4111 1111 1111 1111 0426 123"), ["card: 4111 1111 1111 1111"]);
  assert.deepEqual(foundIn("4111 1111 1111 1111 5500 0000 0000 0004 4012 8888 8888 1881").length, 3);
  assert.deepEqual(foundIn("4111,1111,1111,1111"), ["card: 4111,1111,1111,1111"]);
  assert.deepEqual(foundIn("CNP 1700420994962"), ["ro-cnp: 1700420994962"]);
  assert.deepEqual(foundIn("be71096123456769"), ["iban: be71096123456769"]);
  assert.deepEqual(foundIn("self.passwd = 'password_mgr9'"), ["secret: password_mgr9"]);
  assert.deepEqual(foundIn("DB_PASSWORD=token_of_love"), ["secret: token_of_love"]);
  assert.deepEqual(foundIn("mac 1feb.0021.0002"), ["mac: 1feb.0021.0002"]);
  assert.deepEqual(foundIn("http://[2001:db8::1]/ and http://[::1]:80/"), ["ip: 2001:db8::1", "ip: ::1"]);
  assert.deepEqual(foundIn("Tel. + 49 30 12345678"), ["phone: + 49 30 12345678"]);
  assert.deepEqual(foundIn("Ali, 25/02/1963 doğumlu"), ["date-of-birth: 25/02/1963"]);
  assert.deepEqual(foundIn("lat_lon=-69.1083,-106.3999 took=3ms"), ["coordinates: -69.1083,-106.3999"]);
  assert.deepEqual(foundIn("제 CVV는 007입니다."), ["cvv: 007"]);
  assert.deepEqual(foundIn("휴대폰: 5403926876, landline: 5403926876"), [
    "phone: 5403926876",
    "phone: 5403926876",
  ]);
  assert.deepEqual(foundIn("Landline: 5403926876"), ["phone: 5403926876"]);
  assert.deepEqual(foundIn("INSERT INTO users (id, passwort) VALUES (12, 'Gr1ffin!42');"), [
    "secret: Gr1ffin!42",
  ]);
});

test("an answer is what the line before it has asked for", () => {
  assert.deepEqual(foundIn("Agent: What is your account number?\nCustomer: It's 5506245471."), [
    "account-number: 5506245471",
  ]);
  assert.deepEqual(foundIn("agent> please confirm your CVV\nuser> 737"), ["cvv: 737"]);
  assert.deepEqual(foundIn("[10:22] Bot: date of birth?\n[10:23] Anna: 12/05/1980"), [
    "date-of-birth: 12/05/1980",
  ]);
  assert.deepEqual(foundIn("Could you give me the phone number?\n\nSure, 5403926876"), ["phone: 5403926876"]);
  assert.deepEqual(foundIn("Agent: And your password please?\nCustomer: Tr0ub4dor9x"), [
    "secret: Tr0ub4dor9x",
  ]);
  assert.deepEqual(foundIn("Did you see the account number?\nOrder: it shipped, 5506245471"), []);
  assert.deepEqual(foundIn("See your account number\nOrder: 5506245471"), []);
  assert.deepEqual(foundIn("12/05/1980 is my date of birth"), ["date-of-birth: 12/05/1980"]);
});

test("no group of a phone number is left behind", () => {
  assert.deepEqual(foundIn("Telefon: 089 79 97 67 27."), ["phone: 089 79 97 67 27"]);
  assert.deepEqual(foundIn("oder 089 79 97 67 27 abends"), ["phone: 089 79 97 67 27"]);
});

test("a tag behind a machine-readable zone is none of it", () => {
  const zone = "P<GBRMUSTER<<ERIKA<<<<<<<<<<<<<<<<<<<<<<<<<<\nRU44437898GBR5303175M3307157<<<<<<<<<<<<<<06";
  assert.deepEqual(foundIn(`<td>${zone}</td>`), [`mrz: ${zone}`]);
});
