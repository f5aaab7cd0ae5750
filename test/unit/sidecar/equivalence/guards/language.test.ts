import { test } from "node:test";
import { assertDiffer, assertSame } from "../../../../support/questions.ts";

test("the language of a question, and of the wanted answer, must be the same", () => {
  assertDiffer("language", [
    ["What is the capital of France?", "Quelle est la capitale de la France ?"],
    ["Explain photosynthesis in French", "Explain photosynthesis in German"],
    ["привет как дела", "what is up"],
  ]);
});

test("what says the same in other words gives the language guard no reason", () => {
  assertSame([
    ["¿Cómo puedo cambiar mi dirección?", "Quiero modificar mi dirección, ¿cómo lo hago?"],
    ["Posso cambiare la data della mia prenotazione?", "È possibile modificare la data della prenotazione?"],
    ["Wie kann ich mein Abo kündigen?", "Ich möchte mein Abo beenden, wie geht das?"],
  ]);
  assertSame([["How do I say hello in Spanish?", "how to say hello in Spanish"]]);
});
