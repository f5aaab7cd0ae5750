import { test } from "node:test";
import { assertDiffer, assertSame } from "../../../../support/questions.ts";

test("who does it to whom, and what goes where, must be the same", () => {
  assertDiffer("argument-order", [
    ["Convert USD to EUR", "Convert EUR to USD"],
    ["Does stress cause insomnia?", "Does insomnia cause stress?"],
    ["Flights from Oslo to Rome", "Flights from Rome to Oslo"],
    ["Can I sue my employer?", "Can my employer sue me?"],
    ["Replace commas with dots", "Replace dots with commas"],
    ["The mother of my wife", "The wife of my mother"],
    ["Put this in the passive: The dog bit the man.", "Put this in the passive: The man bit the dog."],
    ["What do pandas eat?", "What eats pandas?"],
    ["How do I hide columns B to D?", "How do I hide columns B and D?"],
    ["How many steps burn 100 calories?", "How many calories do 100 steps burn?"],
    ["Who follows me?", "Who do I follow?"],
    ["Why is Rust faster than Go here?", "Why is Go faster than Rust here?"],
    [
      "Is it bad to brush my teeth right before breakfast?",
      "Is it bad to have breakfast right before brushing my teeth?",
    ],
    ["Who was beaten by Federer?", "Who beat Federer?"],
    ["How many dollars do I get for 100 euros?", "I have 100 dollars. How many euros do I get?"],
  ]);
});

test("what says the same in other words gives the argument-order guard no reason", () => {
  assertSame([
    ["Flights from Oslo to Rome", "flights to Rome from Oslo"],
    ["Which is faster, Go or Rust?", "Which is faster, Rust or Go?"],
    ["What is the capital of France?", "What is France's capital?"],
    ["What's the distance from the Earth to the Moon?", "How far away is the moon from earth?"],
    ["What songs were written by Queen?", "What songs did Queen write?"],
  ]);
});
