import type { Language } from "../kinds/kind.ts";
import type { Template } from "./template.ts";

const SENTENCES: Readonly<Record<Language, readonly string[]>> = {
  en: [
    "My {name} is {value}.",
    "{Name}: {value}",
    "Could you update my {name} to {value}, please?",
    "The customer's {name} ({value}) does not match our records.",
    "The {name} on file is {value}, is that still right?",
    "Hi, I can't log in. {Name}: {value}. Thanks!",
    "please check {name} {value} and get back to me",
    "{name} {value}\nRegards, Tom",
    "Q: What is your {name}?\nA: {value}",
    "* {name}: {value}\n* status: open",
  ],
  de: [
    "Meine {name} lautet {value}.",
    "{name}: {value}",
    "Bitte ändern Sie {name} auf {value}.",
    "Der Kunde hat {name} {value} angegeben.",
    "Guten Tag, anbei {name} ({value}) wie besprochen.",
  ],
  fr: [
    "Mon {name} est {value}.",
    "{name} : {value}",
    "Merci de vérifier {name} {value}.",
    "Voici le {name} ({value}) du client.",
  ],
  es: [
    "Mi {name} es {value}.",
    "{name}: {value}",
    "Por favor, actualice {name} a {value}.",
    "El cliente indicó {name} {value}, gracias.",
  ],
  it: ["Il mio {name} è {value}.", "{name}: {value}", "Ecco {name}: {value}, grazie."],
  pt: ["O meu {name} é {value}.", "{name}: {value}", "Segue {name} {value} do cliente."],
  nl: ["Mijn {name} is {value}.", "{name}: {value}", "Graag {name} {value} controleren."],
  pl: ["Mój {name} to {value}.", "{name}: {value}", "Proszę sprawdzić {name} {value}."],
  zh: ["我的{name}是{value}。", "{name}：{value}", "请把{name}改成 {value}，谢谢。"],
  ja: ["私の{name}は{value}です。", "{name}：{value}", "{name}「{value}」を確認してください。"],
};

const BARE: Readonly<Record<Language, readonly string[]>> = {
  en: [
    "Here it is: {value}",
    "{value}",
    "Please use {value} from now on.",
    "(see {value})",
    "I've sent it, {value}, as agreed.",
    "- {value}\n- done",
  ],
  de: ["Hier: {value}", "Bitte künftig {value} verwenden.", "Es geht um {value}, danke."],
  fr: ["Voici : {value}", "Merci d'utiliser {value} désormais."],
  es: ["Aquí está: {value}", "Use {value} a partir de hoy."],
  it: ["Eccolo: {value}", "D'ora in poi {value}, grazie."],
  pt: ["Aqui está: {value}"],
  nl: ["Gebruik voortaan {value}."],
  pl: ["Oto on: {value}"],
  zh: ["请使用{value}。"],
  ja: ["{value}を使ってください。"],
};

const ASSIGNS = /^\{[nN]ame\} ?[:：]/;

export function sentencesOf(language: Language): readonly Template[] {
  return [
    ...SENTENCES[language].map((text, index) => ({
      id: `sentence-${language}-${index + 1}`,
      text,
      ...(ASSIGNS.test(text) ? { assigns: true as const } : {}),
    })),
    ...BARE[language].map((text, index) => ({
      id: `bare-${language}-${index + 1}`,
      text,
      bare: true as const,
    })),
  ];
}

/** What else stands in a message, before or after. */
export const FILLERS: Readonly<Record<Language, readonly string[]>> = {
  en: [
    "Thanks for getting back to me so quickly.",
    "We spoke on the phone last week about the renewal.",
    "The weather in Leeds was dreadful.",
    "Let me know if you need anything else.",
  ],
  de: [
    "Vielen Dank für Ihre schnelle Antwort.",
    "Wir haben letzte Woche darüber gesprochen.",
    "Mit freundlichen Grüßen",
  ],
  fr: ["Merci pour votre réponse rapide.", "Nous en avons parlé la semaine dernière."],
  es: ["Gracias por su respuesta.", "Hablamos de ello la semana pasada."],
  it: ["Grazie per la risposta.", "Ne abbiamo parlato la settimana scorsa."],
  pt: ["Obrigado pela resposta.", "Falámos disso na semana passada."],
  nl: ["Bedankt voor uw snelle antwoord.", "We hebben er vorige week over gesproken."],
  pl: ["Dziękuję za szybką odpowiedź.", "Rozmawialiśmy o tym w zeszłym tygodniu."],
  zh: ["谢谢您的回复。", "上周我们谈过这件事。"],
  ja: ["ご返信ありがとうございます。", "先週お話ししました。"],
};
