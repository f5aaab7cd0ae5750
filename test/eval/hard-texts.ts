import type { LabelledSpan, LabelledText } from "./corpus.ts";

/** Written by hand, as people and programs write: what is to be found is marked `⟦entity|value⟧`. */
const MARKED: readonly string[] = [
  "Hi team,\n\nplease refund ⟦email|jane.o'hara+refunds@mail.example.co.uk⟧ (order 114-3941689-8772232, placed 2024-03-01). She paid with ⟦card|4242 4242 4242 4242⟧, exp 04/27, and can be reached on ⟦phone|+44 20 7946 0018⟧.\n\nThanks,\nTom\n--\nTom Reed | Support | T: ⟦phone|(415) 555-0132⟧ | ⟦email|tom@example.com⟧ | https://example.com",
  "BEGIN:VCARD\nVERSION:3.0\nN:Doe;John\nTEL;TYPE=CELL:⟦phone|+1-202-555-0143⟧\nEMAIL:⟦email|john.doe@example.org⟧\nBDAY:⟦date-of-birth|1985-04-12⟧\nREV:2008-04-24T19:52:43Z\nEND:VCARD",
  "name,email,phone,ssn\nAda,⟦email|ada@example.com⟧,⟦phone|(212) 555-0187⟧,⟦ssn|078-05-1121⟧\nBob,⟦email|bob@example.com⟧,⟦phone|(312) 555-0199⟧,⟦ssn|219-09-9998⟧\nCy,⟦email|cy@example.com⟧,⟦phone|(646) 555-0101⟧,⟦ssn|457-55-5461⟧\n",
  "| Name | IBAN | Betrag |\n|---|---|---|\n| Weber | ⟦iban|DE89 3704 0044 0532 0130 00⟧ | 1.250,00 € |\n| Kurz | ⟦iban|AT61 1904 3002 3457 3201⟧ | 99,90 € |\n| Rossi | ⟦iban|IT60X0542811101000000123456⟧ | 12,00 € |",
  "Bitte überweisen Sie 1.249,00 EUR auf das Konto ⟦iban|DE02120300000000202051⟧ (BIC ⟦swift-bic|BYLADEM1001⟧), Verwendungszweck RE-2024-00123.",
  "Mon numéro est le ⟦phone|06 39 98 12 34⟧, mais le dossier 06-2024-1234 est clos depuis le 12/03/2024.",
  "El titular, con DNI ⟦es-nif|12345678Z⟧, nacido el ⟦date-of-birth|03/05/1979⟧, solicita el cambio de la cuenta ⟦iban|ES91 2100 0418 4502 0005 1332⟧.",
  "Il sottoscritto, C.F. ⟦it-fiscal-code|RSSMRA85T10A562S⟧, nato il ⟦date-of-birth|10/12/1985⟧, dichiara quanto segue.",
  "O cliente de CPF ⟦br-cpf|529.982.247-25⟧ ligou de ⟦phone|(11) 98765-4321⟧ sobre o pedido 2024-000345.",
  "Pacjent, PESEL ⟦pl-pesel|44051401359⟧, tel. ⟦phone|601 234 567⟧, wizyta 12.05.2024 o 14:30.",
  "Patient's NHS number: ⟦uk-nhs|943 476 5919⟧. DOB: ⟦date-of-birth|12 March 1961⟧. Seen 04/02/2024, BP 128/82, HbA1c 6.4%.",
  'employee: {ni_number: "⟦uk-nino|AB 12 34 56 C⟧", started: 2019-05-01, grade: 7}',
  "Aadhaar ⟦in-aadhaar|2341 2341 2346⟧ and PAN ⟦in-pan|ABCPE1234F⟧ are attached; invoice INV/2024/0091.",
  "TFN ⟦au-tfn|123 456 782⟧, ABN ⟦au-abn|51 824 753 556⟧, Medicare ⟦au-medicare|2123 45670 1⟧",
  "my sin is ⟦ca-sin|046 454 286⟧ and my postal code is K1A 0B1",
  "NRIC ⟦sg-nric|S1234567D⟧ checked in to room 1204 at 15:30.",
  "Numéro de sécurité sociale : ⟦fr-insee|2 55 08 14 168 025 38⟧, mutuelle n° contrat en cours.",
  "Meine Steuer-ID ist ⟦de-tax-id|86 095 742 719⟧, Aktenzeichen 12 O 345/21.",
  "BSN: ⟦nl-bsn|111222333⟧, klantnummer in behandeling",
  "DATABASE_URL=postgres://⟦secret|app:s3cr3t-Pa55⟧@db.internal:5432/orders\nREDIS_URL=redis://cache:6379/0\nPORT=3000\n",
  'curl https://api.openai.com/v1/models -H "Authorization: Bearer ⟦secret|sk-abcdefghijklmnopqrstT3BlbkFJuvwxyzABCDEFGHIJ1234⟧"',
  "[default]\naws_access_key_id = ⟦secret|AKIAQ3EGRW5XJD7KLMN2⟧\naws_secret_access_key = ⟦secret|wJalrXUtnFEMIK7MDENGbPxRfiCYzzzzzKEY1234⟧\nregion = us-east-1\n",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what shells write
  '+  api_key: "⟦secret|9f8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d⟧"\n-  api_key: "${API_KEY}"\nindex 83db48f..bf2a1c9 100644',
  "git clone https://⟦secret|oauth2:glpat-AbCdEfGhIjKlMnOpQrSt⟧@gitlab.example.com/acme/app.git",
  "The pod at ⟦ip|10.42.7.19⟧ (node ⟦ip|192.168.12.4⟧, mac ⟦mac|00:1b:44:11:3a:b7⟧) restarted 3 times since 12:04:31.",
  "2026-02-03T10:11:12Z ERROR upstream [⟦ip|2001:db8:85a3::8a2e:370:7334⟧]:443 refused, version 1.2.3.4, request 6fa459ea-ee8a-4ca4-894e-db77e160355e",
  'x-forwarded-for: ⟦ip|203.0.113.7⟧, ⟦ip|198.51.100.23⟧\r\nuser-agent: curl/8.5.0\r\nif-none-match: "33a64df551425fcc55e4d42a148795d9f25f89d4"',
  "Meet at ⟦coordinates|48.858370, 2.294481⟧ around 18:30, about 2.5 km from the hotel.",
  "send 0.05 BTC to ⟦crypto-wallet|bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4⟧ before block 830000",
  "tx 0x5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060 paid ⟦crypto-wallet|0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed⟧",
  "IMEI ⟦imei|490154203237518⟧, model SM-G991B, build RP1A.200720.012, 128 GB",
  "Our van (VIN ⟦vin|1M8GDM9AXKP042788⟧) has done 128,450 km; next service 05/2026.",
  "card ⟦card|5555-5555-5555-4444⟧ cvv ⟦cvv|123⟧ exp 12/26",
  "⟦card|378282246310005⟧ is the Amex test number; 378282246310006 is not.",
  "MRN: ⟦medical-record|00482913⟧  DOB: ⟦date-of-birth|07/14/1962⟧  Admitted: 02/03/2024  Room: 4B",
  "passport no. ⟦passport|X12345678⟧ (expires 2031-05-01), visa on arrival, flight LH441 seat 23A",
  "driver's license ⟦driving-licence|D1234567⟧, class C, issued 2019",
  "routing number ⟦account-number|021000021⟧, account number ⟦account-number|000123456789⟧, check 1042",
  "sort code ⟦account-number|20-00-00⟧ account no. ⟦account-number|55779911⟧, ref RENT-MAY",
  "write me at ⟦email|jsmith at example dot com⟧ or ⟦email|j.smith [at] example [dot] org⟧; the stand is at example hall dot entrance",
  "mailto:⟦email|press@example.com⟧?subject=Hello%20there",
  "https://example.com/unsubscribe?u=⟦email|maria%40example.com⟧&c=1187",
  '{"messages":[{"role":"user","content":"call me on ⟦phone|+49 170 1234567⟧"}],"max_tokens":1024,"seed":1234567890}',
  "请拨打⟦phone|138-0013-8000⟧联系我，邮箱是⟦email|zhang.wei@example.cn⟧，订单号202403150001234。",
  "電話は⟦phone|090-1234-5678⟧、メールは⟦email|tanaka@example.co.jp⟧です。会議室は305号室です。",
  "身份证号：⟦cn-resident-id|11010519491231002X⟧，共3人，费用1200元。",
  "Ring mig på ⟦phone|+46 70 123 45 67⟧ eller ⟦phone|08-123 456 78⟧ efter kl. 17.",
  "password: ⟦secret|correct-Horse7-battery⟧\nuser: maria\nhost: db-1.internal",
  '{"user":"maria","password":"⟦secret|hunter2x!Q⟧","remember":true}',
  "export STRIPE_KEY=⟦secret|sk_live_4eC39HqLyjWDarjtT1zdp7dc⟧ && npm start",
  "-H 'Cookie: theme=dark; lang=en' -H 'X-Api-Key: ⟦secret|a8f5f167f44f4964e6c998dee827110c⟧'",
  "jwt=⟦secret|eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U⟧",
  "ssh: handshake with ⟦ip|172.16.254.1⟧:22 failed; key fingerprint SHA256:uNiVztksCsDhcc0u9e8BrwQfTbeF3RiZ0V1nIP4oRmE",
  "Version 10.0.22631.3007 was installed on 2024-01-09; driver 31.0.15.4601; BIOS 1.14.0",
  "Order 4111111111111112, tracking 1Z999AA10123456784, ISBN 978-0-306-40615-7, EAN 4006381333931",
  "commit 9fceb02d0ae598e95dc970b74767f19372d61af8 (tag: v2.14.3)\nDate:   Tue Jan 16 11:42:07 2024 +0100\n\n    bump deps to 1.2.3, 4.5.6",
  "epoch 1700000000, ms 1700000000123, ns 1700000000123456789, ISO 2023-11-14T22:13:20Z",
  "rows: 1234567 | bytes: 9876543210 | took 00:12:34.567 | avg 12.345 ms | p99 98.765 ms",
  "§ 433 BGB; Art. 17 DSGVO; BGH NJW 2019, 1234; Urt. v. 12.03.2019, Az. VI ZR 94/18",
  "Vec3(0.123456, -0.654321, 1.000000), Mat2(1.0000, 0.0000, 0.0000, 1.0000)",
  "Team A beat Team B 108-99; series 3-2; seats 101-120; rows 12-15; pages 345-367",
  "Mix 250 g flour with 120 ml water; bake at 180 °C for 35-40 min; serves 6 to 8 (415 kcal each)",
  "Das Passwort muss mindestens 12 Zeichen haben. Token-Limit: 4096. Der Schlüssel liegt unter der Matte.",
  "const password: string = await prompt('Password: ');\nconst token = getToken(user);\nif (!secret) throw new Error('no secret');",
  "The passport office is open 0900-1700; bring form DS-82, 2 photos (2x2 in) and a check for $130.00.",
  "Our phone system handles 1200 calls/day, avg 3.5 min, peak 14:00-16:00, 99.95% uptime.",
  "SELECT id, email, phone FROM users WHERE created_at > '2024-01-01' AND id IN (1001, 1002, 1003) LIMIT 50;",
  "arn:aws:lambda:eu-central-1:function:resize and s3://bucket/2024/01/15/part-00000-of-00128.parquet",
];

const MARK = /⟦([a-z-]+)\|([^⟧]*)⟧/gu;

export const HARD_TEXTS: readonly LabelledText[] = MARKED.map((marked, index) => {
  const spans: LabelledSpan[] = [];
  let text = "";
  let from = 0;
  for (const match of marked.matchAll(MARK)) {
    const [whole, entity = "", value = ""] = match;
    text += marked.slice(from, match.index);
    spans.push({ start: text.length, end: text.length + value.length, entity });
    text += value;
    from = match.index + whole.length;
  }
  return { text: text + marked.slice(from), spans, language: "en", template: `hard-${index + 1}` };
});
