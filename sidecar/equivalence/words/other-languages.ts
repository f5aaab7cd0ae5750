/** What is read of the five other languages: words that carry nothing, words of negation, question words. */
export interface OtherLanguage {
  readonly stop: string;
  readonly negation: string;
  /** `mark:word word` */
  readonly questions: string;
}

export const OTHER_LANGUAGES: Readonly<Record<"de" | "fr" | "es" | "it" | "pt", OtherLanguage>> = {
  de: {
    stop: `der die das den dem des ein eine einen einem einer eines ich mich mir mein meine meinen meinem meiner du dich dir
      dein deine sie ihr ihre ihren ihrem wir uns unser unsere er es man ist sind war waren bin sein wird werden wurde habe
      haben hat hatte kann kannst können könnte könnten könntest soll sollte muss müssen darf dürfen und oder aber auch zu zum
      zur bitte mal denn eigentlich genau am im in an auf für von vom mit bei als wie so dass ob da hier es gibt gibts mache
      machen macht tun würde möchte will wollen sich nur noch sagen mir erklären wenn dann bekomme kriege gib mir`,
    negation: "nicht kein keine keinen keinem keiner ohne nie niemals nichts außer",
    questions:
      "how:wie why:warum weshalb wieso when:wann where:wo wohin woher who:wer wem wen what:was welche welcher welches howmany:wieviele wieviel viel viele",
  },
  fr: {
    stop: `le la les l un une des du de d je j me m moi mon ma mes tu te toi ton ta tes vous votre vos il elle on nous notre nos ils
      elles ce c cet cette ces est sont était suis être ai as a avez ont avoir peux peut pouvez pourriez pourrait dois doit faut
      et ou mais aussi à au aux en dans sur pour par avec chez que qu qui se s y s'il plaît svp merci bonjour est-ce
      fais fait faire puis peux-tu pouvez-vous temps veux veut voudrais souhaite dire`,
    negation: "ne n pas sans jamais aucun aucune rien sauf plus",
    questions:
      "how:comment why:pourquoi when:quand where:où who:qui what:quoi quel quelle quels quelles howmany:combien",
  },
  es: {
    stop: `el la los las un una unos unas de del al a yo me mi mis tú te tu tus usted su sus él ella nosotros nuestro es son era
      estar está están ser soy ha he han haber hay puedo puede puedes podría debo debe tengo que y o pero también en para por con se
      lo le les este esta esto ese esa por favor hola gracias hago hace hacer quiero quisiera decir dime dame puedes explicar explicarme`,
    negation: "no sin nunca jamás ningún ninguna nada tampoco excepto salvo",
    questions:
      "how:cómo como why:porqué when:cuándo cuando where:dónde donde who:quién quien what:qué cuál cuáles howmany:cuánto cuántos cuánta cuántas",
  },
  it: {
    stop: `il lo l la i gli le un uno una di del della dei delle dello al alla a da dal dalla in nel nella con su per tra io mi me mio mia
      miei mie tu ti tuo tua lei suo sua noi è sono era essere sto sta ho ha hai hanno avere c'è posso può puoi potrebbe devo deve
      e o ma anche che si ci questo questa favore ciao grazie faccio fa fare voglio vorrei dire dimmi`,
    negation: "non senza mai nessun nessuno nessuna niente nulla tranne",
    questions:
      "how:come why:perché when:quando where:dove dov'è who:chi what:cosa quale quali qual howmany:quanto quanti quanta quante",
  },
  pt: {
    stop: `o a os as um uma uns umas de do da dos das ao à no na nos nas em para por pelo pela com eu me meu minha meus minhas tu
      você seu sua ele ela nós nosso é são era ser estar está estou tem tenho ter há posso pode poderia devo deve e ou mas também
      que se isso este esta esse essa favor olá obrigado obrigada faço faz fazer quero queria gostaria dizer explicar pode-me`,
    negation: "não sem nunca jamais nenhum nenhuma nada exceto",
    questions:
      "how:como why:porque when:quando where:onde who:quem what:qual quais quê howmany:quanto quantos quanta quantas",
  },
};
