import { test } from "node:test";
import { recognizer as record } from "../../../../../sidecar/detection/recognizers/medical-record.ts";
import { assertMarked, assertNotFound } from "../../../../support/findings.ts";

test("records' and patients' numbers are found after words that name them", () => {
  assertMarked(record, [
    "MRN: «00123456»",
    "MRN «12345678».",
    "mrn=«00123456»&x=1",
    '{"mrn":"«00123456»"}',
    '{"patientId": "«P1234567»"}',
    "Patient ID «P-4471902»",
    "medical record number is «1234567»",
    "Medical Record No. «123-45-67»",
    "chart no. «88812345»",
    "health plan member ID: «XQH123456789»",
    "Patientennummer: «4711081»",
    "numéro de dossier médical «12345678»",
    "historia clínica nº «1234567»",
    "numer pacjenta «1234567»",
    "| MRN | «00123456» |",
    "name,mrn\nAnn,«00123456»\nBob,«00123457»",
  ]);
});

test("prescribers' numbers are found by checksum and word", () => {
  assertMarked(record, [
    "NPI «1234567893»",
    "NPI number: «1245319599»",
    "DEA number «AB1234563»",
    "DEA: «BB1388568»",
  ]);
});

test("other numbers, wrong checksums and dates are left alone", () => {
  assertNotFound(record, [
    "12345678",
    "NPI 1234567894",
    "NPI 123456789",
    "DEA AB1234564",
    "patient since 2019",
    "patient was 45",
    "chart 12",
    "patient 2024-01-15",
    "order 12345678",
    "MRN pending",
    "patients: 1,234,567",
    "patient paid $123456",
    "AB1234563",
    "patient 120mg daily",
  ]);
});
