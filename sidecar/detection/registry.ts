// Generated from recognizers/ by `npm run generate`.
import type { Recognizer } from "./recognizer.ts";
import { recognizer as accountNumber } from "./recognizers/account-number.ts";
import { recognizer as aeEmiratesId } from "./recognizers/ae-emirates-id.ts";
import { recognizer as africaId } from "./recognizers/africa-id.ts";
import { recognizer as arCuit } from "./recognizers/ar-cuit.ts";
import { recognizer as arDni } from "./recognizers/ar-dni.ts";
import { recognizer as atSvnr } from "./recognizers/at-svnr.ts";
import { recognizer as auAbn } from "./recognizers/au-abn.ts";
import { recognizer as auAcn } from "./recognizers/au-acn.ts";
import { recognizer as auMedicare } from "./recognizers/au-medicare.ts";
import { recognizer as auTfn } from "./recognizers/au-tfn.ts";
import { recognizer as beNationalNumber } from "./recognizers/be-national-number.ts";
import { recognizer as bgEgn } from "./recognizers/bg-egn.ts";
import { recognizer as brCnpj } from "./recognizers/br-cnpj.ts";
import { recognizer as brCpf } from "./recognizers/br-cpf.ts";
import { recognizer as caSin } from "./recognizers/ca-sin.ts";
import { recognizer as card } from "./recognizers/card.ts";
import { recognizer as chAhv } from "./recognizers/ch-ahv.ts";
import { recognizer as clRut } from "./recognizers/cl-rut.ts";
import { recognizer as cnResidentId } from "./recognizers/cn-resident-id.ts";
import { recognizer as coCedula } from "./recognizers/co-cedula.ts";
import { recognizer as coNit } from "./recognizers/co-nit.ts";
import { recognizer as coordinates } from "./recognizers/coordinates.ts";
import { recognizer as cryptoWallet } from "./recognizers/crypto-wallet.ts";
import { recognizer as cvv } from "./recognizers/cvv.ts";
import { recognizer as czBirthNumber } from "./recognizers/cz-birth-number.ts";
import { recognizer as dateOfBirth } from "./recognizers/date-of-birth.ts";
import { recognizer as deHealthInsurance } from "./recognizers/de-health-insurance.ts";
import { recognizer as deIdCard } from "./recognizers/de-id-card.ts";
import { recognizer as deSocialInsurance } from "./recognizers/de-social-insurance.ts";
import { recognizer as deTaxId } from "./recognizers/de-tax-id.ts";
import { recognizer as dkCpr } from "./recognizers/dk-cpr.ts";
import { recognizer as drivingLicence } from "./recognizers/driving-licence.ts";
import { recognizer as ecCedula } from "./recognizers/ec-cedula.ts";
import { recognizer as eeIsikukood } from "./recognizers/ee-isikukood.ts";
import { recognizer as egNationalId } from "./recognizers/eg-national-id.ts";
import { recognizer as email } from "./recognizers/email.ts";
import { recognizer as esNie } from "./recognizers/es-nie.ts";
import { recognizer as esNif } from "./recognizers/es-nif.ts";
import { recognizer as esNss } from "./recognizers/es-nss.ts";
import { recognizer as euVat } from "./recognizers/eu-vat.ts";
import { recognizer as fiHetu } from "./recognizers/fi-hetu.ts";
import { recognizer as frInsee } from "./recognizers/fr-insee.ts";
import { recognizer as grAfm } from "./recognizers/gr-afm.ts";
import { recognizer as grAmka } from "./recognizers/gr-amka.ts";
import { recognizer as hkHkid } from "./recognizers/hk-hkid.ts";
import { recognizer as hrOib } from "./recognizers/hr-oib.ts";
import { recognizer as huTaj } from "./recognizers/hu-taj.ts";
import { recognizer as huTaxId } from "./recognizers/hu-tax-id.ts";
import { recognizer as iban } from "./recognizers/iban.ts";
import { recognizer as idNik } from "./recognizers/id-nik.ts";
import { recognizer as iePps } from "./recognizers/ie-pps.ts";
import { recognizer as ilId } from "./recognizers/il-id.ts";
import { recognizer as imei } from "./recognizers/imei.ts";
import { recognizer as inAadhaar } from "./recognizers/in-aadhaar.ts";
import { recognizer as inGstin } from "./recognizers/in-gstin.ts";
import { recognizer as inPan } from "./recognizers/in-pan.ts";
import { recognizer as inVehicle } from "./recognizers/in-vehicle.ts";
import { recognizer as inVoterId } from "./recognizers/in-voter-id.ts";
import { recognizer as ip } from "./recognizers/ip.ts";
import { recognizer as isKennitala } from "./recognizers/is-kennitala.ts";
import { recognizer as itFiscalCode } from "./recognizers/it-fiscal-code.ts";
import { recognizer as itVat } from "./recognizers/it-vat.ts";
import { recognizer as jmbg } from "./recognizers/jmbg.ts";
import { recognizer as jpMyNumber } from "./recognizers/jp-my-number.ts";
import { recognizer as krRrn } from "./recognizers/kr-rrn.ts";
import { recognizer as kzIin } from "./recognizers/kz-iin.ts";
import { recognizer as lkNic } from "./recognizers/lk-nic.ts";
import { recognizer as lvPersonasKods } from "./recognizers/lv-personas-kods.ts";
import { recognizer as mac } from "./recognizers/mac.ts";
import { recognizer as medicalRecord } from "./recognizers/medical-record.ts";
import { recognizer as mrz } from "./recognizers/mrz.ts";
import { recognizer as mxCurp } from "./recognizers/mx-curp.ts";
import { recognizer as mxRfc } from "./recognizers/mx-rfc.ts";
import { recognizer as myMykad } from "./recognizers/my-mykad.ts";
import { recognizer as namedSecret } from "./recognizers/named-secret.ts";
import { recognizer as ngNin } from "./recognizers/ng-nin.ts";
import { recognizer as nlBsn } from "./recognizers/nl-bsn.ts";
import { recognizer as noFodselsnummer } from "./recognizers/no-fodselsnummer.ts";
import { recognizer as nzIrd } from "./recognizers/nz-ird.ts";
import { recognizer as nzNhi } from "./recognizers/nz-nhi.ts";
import { recognizer as passport } from "./recognizers/passport.ts";
import { recognizer as peDni } from "./recognizers/pe-dni.ts";
import { recognizer as peRuc } from "./recognizers/pe-ruc.ts";
import { recognizer as phId } from "./recognizers/ph-id.ts";
import { recognizer as phone } from "./recognizers/phone.ts";
import { recognizer as pkCnic } from "./recognizers/pk-cnic.ts";
import { recognizer as plIdCard } from "./recognizers/pl-id-card.ts";
import { recognizer as plNip } from "./recognizers/pl-nip.ts";
import { recognizer as plPesel } from "./recognizers/pl-pesel.ts";
import { recognizer as ptCitizenCard } from "./recognizers/pt-citizen-card.ts";
import { recognizer as ptNif } from "./recognizers/pt-nif.ts";
import { recognizer as randomSecret } from "./recognizers/random-secret.ts";
import { recognizer as roCnp } from "./recognizers/ro-cnp.ts";
import { recognizer as ruInn } from "./recognizers/ru-inn.ts";
import { recognizer as ruPassport } from "./recognizers/ru-passport.ts";
import { recognizer as ruSnils } from "./recognizers/ru-snils.ts";
import { recognizer as saNationalId } from "./recognizers/sa-national-id.ts";
import { recognizer as sePersonnummer } from "./recognizers/se-personnummer.ts";
import { recognizer as secret } from "./recognizers/secret.ts";
import { recognizer as sgNric } from "./recognizers/sg-nric.ts";
import { recognizer as ssn } from "./recognizers/ssn.ts";
import { recognizer as swiftBic } from "./recognizers/swift-bic.ts";
import { recognizer as thId } from "./recognizers/th-id.ts";
import { recognizer as trTckn } from "./recognizers/tr-tckn.ts";
import { recognizer as twId } from "./recognizers/tw-id.ts";
import { recognizer as uaRnokpp } from "./recognizers/ua-rnokpp.ts";
import { recognizer as ukNhs } from "./recognizers/uk-nhs.ts";
import { recognizer as ukNino } from "./recognizers/uk-nino.ts";
import { recognizer as ukUtr } from "./recognizers/uk-utr.ts";
import { recognizer as usEin } from "./recognizers/us-ein.ts";
import { recognizer as usItin } from "./recognizers/us-itin.ts";
import { recognizer as usMbi } from "./recognizers/us-mbi.ts";
import { recognizer as uyCi } from "./recognizers/uy-ci.ts";
import { recognizer as vin } from "./recognizers/vin.ts";
import { recognizer as vnCccd } from "./recognizers/vn-cccd.ts";
import { recognizer as zaId } from "./recognizers/za-id.ts";

/** Everything that can be looked for by its form. */
export const RECOGNIZERS: readonly Recognizer[] = [
  accountNumber,
  aeEmiratesId,
  africaId,
  arCuit,
  arDni,
  atSvnr,
  auAbn,
  auAcn,
  auMedicare,
  auTfn,
  beNationalNumber,
  bgEgn,
  brCnpj,
  brCpf,
  caSin,
  card,
  chAhv,
  clRut,
  cnResidentId,
  coCedula,
  coNit,
  coordinates,
  cryptoWallet,
  cvv,
  czBirthNumber,
  dateOfBirth,
  deHealthInsurance,
  deIdCard,
  deSocialInsurance,
  deTaxId,
  dkCpr,
  drivingLicence,
  ecCedula,
  eeIsikukood,
  egNationalId,
  email,
  esNie,
  esNif,
  esNss,
  euVat,
  fiHetu,
  frInsee,
  grAfm,
  grAmka,
  hkHkid,
  hrOib,
  huTaj,
  huTaxId,
  iban,
  idNik,
  iePps,
  ilId,
  imei,
  inAadhaar,
  inGstin,
  inPan,
  inVehicle,
  inVoterId,
  ip,
  isKennitala,
  itFiscalCode,
  itVat,
  jmbg,
  jpMyNumber,
  krRrn,
  kzIin,
  lkNic,
  lvPersonasKods,
  mac,
  medicalRecord,
  mrz,
  mxCurp,
  mxRfc,
  myMykad,
  namedSecret,
  ngNin,
  nlBsn,
  noFodselsnummer,
  nzIrd,
  nzNhi,
  passport,
  peDni,
  peRuc,
  phId,
  phone,
  pkCnic,
  plIdCard,
  plNip,
  plPesel,
  ptCitizenCard,
  ptNif,
  randomSecret,
  roCnp,
  ruInn,
  ruPassport,
  ruSnils,
  saNationalId,
  sePersonnummer,
  secret,
  sgNric,
  ssn,
  swiftBic,
  thId,
  trTckn,
  twId,
  uaRnokpp,
  ukNhs,
  ukNino,
  ukUtr,
  usEin,
  usItin,
  usMbi,
  uyCi,
  vin,
  vnCccd,
  zaId,
];
