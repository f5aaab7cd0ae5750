// Generated from sidecar/detection/ by `npm run generate`.

/** What can be looked for: its label in placeholders, the group that names it with others, and what it is. */
export const ENTITIES = {
  "account-number": {
    label: "ACCOUNT",
    group: "financial",
    description:
      "Bank account numbers, sort codes and routing numbers (ABA checksum), where words or a column's header say what they are.",
  },
  address: {
    label: "ADDRESS",
    group: "names",
    description:
      "Postal addresses: streets with a number in the forms of many countries, with the unit, city, region and postcode that follow; boxes; postcodes with their city; what a label or key says is one.",
  },
  "ae-emirates-id": {
    label: "EMIRATESID",
    group: "national-ids",
    description:
      "Emirates ID numbers: 784 and a year of birth, grouped as printed; in one piece by check digit or context.",
  },
  "africa-id": {
    label: "AFRICAID",
    group: "national-ids",
    description:
      "Kenyan tax PINs and Ghanaian identity card numbers, by their forms.",
  },
  "ar-cuit": {
    label: "CUIT",
    group: "national-ids",
    description:
      "Argentine CUIT and CUIL numbers: a kind of person and a right check digit.",
  },
  "ar-dni": {
    label: "DNI",
    group: "national-ids",
    description:
      "Argentine identity numbers (DNI), and those of other countries without a check digit, by context.",
  },
  "at-svnr": {
    label: "SVNR",
    group: "national-ids",
    description:
      "Austrian social insurance numbers: a date of birth and a right check digit.",
  },
  "au-abn": {
    label: "ABN",
    group: "national-ids",
    description:
      "Australian business numbers: a right checksum, grouped 2-3-3-3 or by context.",
  },
  "au-acn": {
    label: "ACN",
    group: "national-ids",
    description:
      "Australian company numbers: a right check digit, by context.",
  },
  "au-medicare": {
    label: "MEDICARE",
    group: "national-ids",
    description:
      "Australian Medicare card numbers: a right check digit, grouped 4-5-1 or by context.",
  },
  "au-tfn": {
    label: "TFN",
    group: "national-ids",
    description:
      "Australian tax file numbers: a right checksum, by context.",
  },
  "be-national-number": {
    label: "RIJKSREGISTER",
    group: "national-ids",
    description:
      "Belgian national register and BIS numbers: a date of birth and a right check number.",
  },
  "bg-egn": {
    label: "EGN",
    group: "national-ids",
    description:
      "Bulgarian civil numbers (EGN): a date of birth and a right check digit, by context.",
  },
  "br-cnpj": {
    label: "CNPJ",
    group: "national-ids",
    description:
      "Brazilian CNPJ numbers of companies: two right check digits, grouped as printed or by context.",
  },
  "br-cpf": {
    label: "CPF",
    group: "national-ids",
    description:
      "Brazilian CPF numbers of persons: two right check digits, grouped as printed or by context.",
  },
  "ca-sin": {
    label: "SIN",
    group: "national-ids",
    description:
      "Canadian social insurance numbers: a right check digit, by context.",
  },
  card: {
    label: "CARD",
    group: "financial",
    description:
      "Payment card numbers (ISO/IEC 7812): a known issuer and length, and a right Luhn digit; rare lengths in one piece by context.",
  },
  "ch-ahv": {
    label: "AHV",
    group: "national-ids",
    description:
      "Swiss social security numbers (AHV, AVS): 756 and a right check digit.",
  },
  "cl-rut": {
    label: "RUT",
    group: "national-ids",
    description:
      "Chilean RUT and RUN numbers: the right check character, grouped as printed or by context.",
  },
  "cn-resident-id": {
    label: "RESIDENTID",
    group: "national-ids",
    description:
      "Chinese resident identity numbers: a province, a date of birth and the right check character.",
  },
  "co-cedula": {
    label: "CEDULA",
    group: "national-ids",
    description:
      "Colombian and Venezuelan identity numbers (cédula), by context.",
  },
  "co-nit": {
    label: "NIT",
    group: "national-ids",
    description:
      "Colombian tax numbers (NIT): a right check digit, grouped as printed or by context.",
  },
  coordinates: {
    label: "COORDINATES",
    group: "personal",
    description:
      "Geographic coordinates: pairs of latitude and longitude in decimals precise to about a hundred metres, or in degrees, minutes and seconds.",
  },
  "crypto-wallet": {
    label: "WALLET",
    group: "financial",
    description:
      "Addresses of cryptocurrency wallets: Bitcoin, Ethereum, Litecoin, Tron, XRP and others by checksum or form, Solana by context.",
  },
  cvv: {
    label: "CVV",
    group: "financial",
    description:
      "Card verification codes (CVV, CVC, CID), after words that say so or after a card's number and expiry.",
  },
  "cz-birth-number": {
    label: "RODNECISLO",
    group: "national-ids",
    description:
      "Czech and Slovak birth numbers: a date of birth, and divisible by 11; nine digits by context.",
  },
  "date-of-birth": {
    label: "BIRTHDATE",
    group: "personal",
    description:
      "Dates of birth: dates in any usual form and many languages beside words of birth; no other dates.",
  },
  "de-health-insurance": {
    label: "KVNR",
    group: "national-ids",
    description:
      "German health insurance numbers: a letter and a right check digit.",
  },
  "de-id-card": {
    label: "PERSONALAUSWEIS",
    group: "national-ids",
    description:
      "German identity card numbers (Personalausweis): a right check digit, or by context.",
  },
  "de-social-insurance": {
    label: "RVNR",
    group: "national-ids",
    description:
      "German social and pension insurance numbers: a date of birth and a right check digit.",
  },
  "de-tax-id": {
    label: "TAXID",
    group: "national-ids",
    description:
      "German tax identification numbers (Steuer-ID): the rule of repeated digits and a right check digit.",
  },
  "dk-cpr": {
    label: "CPR",
    group: "national-ids",
    description:
      "Danish CPR numbers: a date of birth; with a right sum, or by context.",
  },
  "driving-licence": {
    label: "LICENCE",
    group: "national-ids",
    description:
      "Driving licence numbers: the British form by itself, those of US states and many countries by context.",
  },
  "ec-cedula": {
    label: "ECCEDULA",
    group: "national-ids",
    description:
      "Ecuadorian identity numbers: a province and a right check digit, by context.",
  },
  "ee-isikukood": {
    label: "ISIKUKOOD",
    group: "national-ids",
    description:
      "Estonian and Lithuanian personal codes: a date of birth and a right check digit.",
  },
  "eg-national-id": {
    label: "EGYPTID",
    group: "national-ids",
    description:
      "Egyptian national identity numbers: a date of birth and a governorate, by context.",
  },
  email: {
    label: "EMAIL",
    group: "contact",
    description:
      "E-mail addresses (RFC 5322, RFC 6531) with a top-level domain, also percent-encoded, or spelled to hide them: `name [at] example [dot] com`.",
  },
  "es-nie": {
    label: "NIE",
    group: "national-ids",
    description:
      "Spanish NIE numbers of foreigners: X, Y or Z, seven digits and the right letter.",
  },
  "es-nif": {
    label: "NIF",
    group: "national-ids",
    description:
      "Spanish NIF and DNI numbers: eight digits and the right letter.",
  },
  "es-nss": {
    label: "NSS",
    group: "national-ids",
    description:
      "Spanish social security numbers: a province and a right check number.",
  },
  "eu-vat": {
    label: "VAT",
    group: "national-ids",
    description:
      "VAT numbers of European countries with the country before them: the country's form and checksum.",
  },
  "fi-hetu": {
    label: "HETU",
    group: "national-ids",
    description:
      "Finnish personal identity codes: a date of birth and the right check character.",
  },
  "fr-insee": {
    label: "INSEE",
    group: "national-ids",
    description:
      "French social security numbers (NIR, INSEE): a right key; the thirteen digits without it by context.",
  },
  "gr-afm": {
    label: "AFM",
    group: "national-ids",
    description:
      "Greek tax numbers (AFM): a right check digit, by context.",
  },
  "gr-amka": {
    label: "AMKA",
    group: "national-ids",
    description:
      "Greek social security numbers (AMKA): a date of birth and a right check digit, by context.",
  },
  "hk-hkid": {
    label: "HKID",
    group: "national-ids",
    description:
      "Hong Kong identity card numbers: the right check character, in brackets or by context.",
  },
  "hr-oib": {
    label: "OIB",
    group: "national-ids",
    description:
      "Croatian personal identification numbers (OIB): a right check digit, by context.",
  },
  "hu-taj": {
    label: "TAJ",
    group: "national-ids",
    description:
      "Hungarian social security numbers (TAJ): a right check digit, by context.",
  },
  "hu-tax-id": {
    label: "ADOAZONOSITO",
    group: "national-ids",
    description:
      "Hungarian tax identifiers of persons: a right check digit, by context.",
  },
  iban: {
    label: "IBAN",
    group: "financial",
    description:
      "International bank account numbers (ISO 13616): a known country and length, and right check digits; compact or in groups, also over two lines.",
  },
  "id-nik": {
    label: "NIK",
    group: "national-ids",
    description:
      "Indonesian identity numbers (NIK, KTP): a province and a date of birth, by context.",
  },
  "ie-pps": {
    label: "PPS",
    group: "national-ids",
    description:
      "Irish PPS numbers: seven digits and the right check letter, with or without a second letter.",
  },
  "il-id": {
    label: "TEUDATZEHUT",
    group: "national-ids",
    description:
      "Israeli identity numbers: a right check digit, by context.",
  },
  imei: {
    label: "IMEI",
    group: "network",
    description:
      "Identities of mobile devices (IMEI): fifteen digits with a right check digit, grouped as usual or by context.",
  },
  "in-aadhaar": {
    label: "AADHAAR",
    group: "national-ids",
    description:
      "Indian Aadhaar numbers and virtual IDs: a right check digit, grouped by fours or by context.",
  },
  "in-gstin": {
    label: "GSTIN",
    group: "national-ids",
    description:
      "Indian goods and services tax numbers (GSTIN): a state and the right check character.",
  },
  "in-pan": {
    label: "PAN",
    group: "national-ids",
    description:
      "Indian permanent account numbers (PAN): five letters, the fourth a kind of person, four digits and a letter.",
  },
  "in-vehicle": {
    label: "INVEHICLE",
    group: "national-ids",
    description:
      "Indian vehicle registrations: a state or the BH series, district, series and number.",
  },
  "in-voter-id": {
    label: "EPIC",
    group: "national-ids",
    description:
      "Indian voter identity numbers (EPIC), by context.",
  },
  ip: {
    label: "IP",
    group: "network",
    description:
      "IPv4 and IPv6 addresses, without port, prefix length and zone; four small numbers, as sections and versions have them, by context.",
  },
  "is-kennitala": {
    label: "KENNITALA",
    group: "national-ids",
    description:
      "Icelandic identification numbers: a date of birth and a right check digit.",
  },
  "it-fiscal-code": {
    label: "FISCALCODE",
    group: "national-ids",
    description:
      "Italian fiscal codes (codice fiscale): the form, a date of birth and the right check letter.",
  },
  "it-vat": {
    label: "PARTITAIVA",
    group: "national-ids",
    description:
      "Italian VAT numbers (partita IVA): a right check digit, by context.",
  },
  jmbg: {
    label: "JMBG",
    group: "national-ids",
    description:
      "Citizen numbers of the former Yugoslavia (JMBG, EMŠO, EMBG): a date of birth and a right check digit.",
  },
  "jp-my-number": {
    label: "MYNUMBER",
    group: "national-ids",
    description:
      "Japanese individual numbers (My Number): a right check digit, by context.",
  },
  "kr-rrn": {
    label: "RRN",
    group: "national-ids",
    description:
      "South Korean resident registration numbers: a date of birth, sex and century; the check digit makes surer.",
  },
  "kz-iin": {
    label: "IIN",
    group: "national-ids",
    description:
      "Kazakh individual numbers (IIN): a date of birth and a right check digit.",
  },
  "lk-nic": {
    label: "LKNIC",
    group: "national-ids",
    description:
      "Sri Lankan identity card numbers: a year and day of birth.",
  },
  "lv-personas-kods": {
    label: "PERSONASKODS",
    group: "national-ids",
    description:
      "Latvian personal codes: a date of birth and a right check digit, or 32 in its place.",
  },
  mac: {
    label: "MAC",
    group: "network",
    description:
      "Hardware (MAC) addresses, EUI-48 and EUI-64, with colons, dashes or dots.",
  },
  "medical-record": {
    label: "MRN",
    group: "health",
    description:
      "Numbers of medical records, patients, health-plan members and prescribers (NPI, DEA), where words say what they are.",
  },
  mrz: {
    label: "MRZ",
    group: "national-ids",
    description:
      "Machine-readable zones of passports, visas and identity cards (ICAO Doc 9303): right check digits.",
  },
  "mx-curp": {
    label: "CURP",
    group: "national-ids",
    description:
      "Mexican population registry codes (CURP): the form, a date of birth, a state and a right check digit.",
  },
  "mx-rfc": {
    label: "RFC",
    group: "national-ids",
    description:
      "Mexican tax identifiers (RFC): the form and a date; the check character makes surer.",
  },
  "my-mykad": {
    label: "MYKAD",
    group: "national-ids",
    description:
      "Malaysian identity card numbers (MyKad): a date and a place of birth.",
  },
  "ng-nin": {
    label: "NIN",
    group: "national-ids",
    description:
      "Nigerian national identification and bank verification numbers (NIN, BVN), by context.",
  },
  "nl-bsn": {
    label: "BSN",
    group: "national-ids",
    description:
      "Dutch BSN numbers: nine digits that pass the eleven test, mostly by context.",
  },
  "no-fodselsnummer": {
    label: "FODSELSNUMMER",
    group: "national-ids",
    description:
      "Norwegian birth and D numbers: a date of birth and two right check digits.",
  },
  "nz-ird": {
    label: "IRD",
    group: "national-ids",
    description:
      "New Zealand tax numbers (IRD): a right check digit, by context.",
  },
  "nz-nhi": {
    label: "NHI",
    group: "national-ids",
    description:
      "New Zealand health numbers (NHI): a right check digit, by context.",
  },
  organization: {
    label: "ORGANIZATION",
    group: "names",
    description:
      "Names of organisations: by legal form, words such as `University`, employers; with a model also those that have neither.",
  },
  passport: {
    label: "PASSPORT",
    group: "national-ids",
    description:
      "Passport numbers in the forms of many countries, by context.",
  },
  "pe-dni": {
    label: "PEDNI",
    group: "national-ids",
    description:
      "Peruvian identity numbers (DNI), by context.",
  },
  "pe-ruc": {
    label: "RUC",
    group: "national-ids",
    description:
      "Peruvian taxpayer numbers (RUC): a kind of person and a right check digit, by context.",
  },
  person: {
    label: "PERSON",
    group: "names",
    description:
      "Names of persons: by lists of names, forms of address, introductions, labels and keys such as `first_name`; with a model also those that no list knows.",
  },
  "ph-id": {
    label: "PHILID",
    group: "national-ids",
    description:
      "Philippine SSS, UMID, PhilSys, PhilHealth and tax numbers, by context.",
  },
  phone: {
    label: "PHONE",
    group: "contact",
    description:
      "Phone numbers: international (E.164, by the countries' numbering plans), national in the forms of many countries, and any digits right after words such as `call` or `mobile`.",
  },
  "pk-cnic": {
    label: "CNIC",
    group: "national-ids",
    description:
      "Pakistani identity card numbers (CNIC): a province, grouped as printed or by context.",
  },
  "pl-id-card": {
    label: "DOWOD",
    group: "national-ids",
    description:
      "Polish identity card numbers: a right check digit.",
  },
  "pl-nip": {
    label: "NIP",
    group: "national-ids",
    description:
      "Polish tax numbers (NIP): a right check digit, grouped as printed or by context.",
  },
  "pl-pesel": {
    label: "PESEL",
    group: "national-ids",
    description:
      "Polish PESEL numbers: a date of birth and a right check digit.",
  },
  "pt-citizen-card": {
    label: "CITIZENCARD",
    group: "national-ids",
    description:
      "Portuguese citizen card numbers: a right check digit over all characters.",
  },
  "pt-nif": {
    label: "PTNIF",
    group: "national-ids",
    description:
      "Portuguese tax numbers (NIF): a right check digit, by context.",
  },
  "ro-cnp": {
    label: "CNP",
    group: "national-ids",
    description:
      "Romanian personal numeric codes: a date of birth, a county and a right check digit.",
  },
  "ru-inn": {
    label: "INN",
    group: "national-ids",
    description:
      "Russian taxpayer numbers (INN): right check digits, by context.",
  },
  "ru-passport": {
    label: "RUPASSPORT",
    group: "national-ids",
    description:
      "Russian internal passports: series and number, by context.",
  },
  "ru-snils": {
    label: "SNILS",
    group: "national-ids",
    description:
      "Russian pension insurance numbers (SNILS): a right check number.",
  },
  "sa-national-id": {
    label: "IQAMA",
    group: "national-ids",
    description:
      "Saudi identity and residence numbers: a right check digit, by context.",
  },
  "se-personnummer": {
    label: "PERSONNUMMER",
    group: "national-ids",
    description:
      "Swedish personal identity and coordination numbers: a date of birth and a right check digit.",
  },
  secret: {
    label: "SECRET",
    group: "secrets",
    description:
      "Credentials after words that say what they are, in several languages: `password=`, `\"api_key\":`, `Authorization: Basic`, `--token`. Random characters, 20 to 128 of them, right behind a word such as `token` or `secret`. Credentials that are known by their own form: access tokens of some hundred issuers, JSON web tokens, private keys, webhook addresses, user and password in URLs.",
  },
  "sg-nric": {
    label: "NRIC",
    group: "national-ids",
    description:
      "Singapore NRIC and FIN: a series letter, seven digits and the right check letter.",
  },
  ssn: {
    label: "SSN",
    group: "national-ids",
    description:
      "US social security numbers; nine digits in one piece only where words say what they are.",
  },
  "swift-bic": {
    label: "BIC",
    group: "financial",
    description:
      "Bank identifiers (SWIFT/BIC, ISO 9362) with a known country, by context where letters alone could be a word.",
  },
  "th-id": {
    label: "THAIID",
    group: "national-ids",
    description:
      "Thai identity numbers: a right check digit, grouped as printed or by context.",
  },
  "tr-tckn": {
    label: "TCKN",
    group: "national-ids",
    description:
      "Turkish identity numbers: eleven digits, of which the last two are right check digits.",
  },
  "tw-id": {
    label: "TAIWANID",
    group: "national-ids",
    description:
      "Taiwanese identity numbers: a region's letter, sex and a right check digit.",
  },
  "ua-rnokpp": {
    label: "RNOKPP",
    group: "national-ids",
    description:
      "Ukrainian taxpayer numbers: a right check digit, by context.",
  },
  "uk-nhs": {
    label: "NHS",
    group: "national-ids",
    description:
      "UK NHS numbers: ten digits with a right check digit, grouped 3-3-4 or by context.",
  },
  "uk-nino": {
    label: "NINO",
    group: "national-ids",
    description:
      "UK national insurance numbers: an issued prefix, six digits and a suffix A to D; without the suffix by context.",
  },
  "uk-utr": {
    label: "UTR",
    group: "national-ids",
    description:
      "UK unique taxpayer references: a right check digit, by context.",
  },
  "us-ein": {
    label: "EIN",
    group: "national-ids",
    description:
      "US employer identification numbers, by context.",
  },
  "us-itin": {
    label: "ITIN",
    group: "national-ids",
    description:
      "US individual taxpayer identification numbers: 9XX with the groups that the IRS issues.",
  },
  "us-mbi": {
    label: "MBI",
    group: "national-ids",
    description:
      "US Medicare beneficiary identifiers: their fixed places for letters and digits.",
  },
  "uy-ci": {
    label: "CEDULAUY",
    group: "national-ids",
    description:
      "Uruguayan identity numbers: a right check digit, grouped as printed or by context.",
  },
  vin: {
    label: "VIN",
    group: "personal",
    description:
      "Vehicle identification numbers (ISO 3779): by the check digit where the vehicle's maker has to set one, elsewhere by context.",
  },
  "vn-cccd": {
    label: "CCCD",
    group: "national-ids",
    description:
      "Vietnamese citizen identity numbers (CCCD), by context.",
  },
  "za-id": {
    label: "ZAID",
    group: "national-ids",
    description:
      "South African identity numbers: a date of birth, citizenship and a right check digit.",
  },
} as const;
