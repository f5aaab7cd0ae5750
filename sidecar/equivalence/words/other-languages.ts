/** What is read of the five other languages: words that carry nothing, words of negation, question words. */
export interface OtherLanguage {
  readonly stop: string;
  readonly negation: string;
  /** `mark:word word` */
  readonly questions: string;
  /** Words that may stand on one side only: what frames a question, not what it is about. */
  readonly light: string;
  /** A line a group of words of which one may stand for the other, in the forms in which questions have them. */
  readonly synonyms: string;
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
    light: `möglich möglichkeit brauche brauchen braucht benötige benötigt nötig notwendig eigentlich wissen weiß vorgehen gehe geht schritte weg dafür bedeutet heißt lautet schnell gerne gern bitten hilf helfen hilfe sehen finden finde übrig noch dort hier muss muß zeig zeige nenne nenn sag`,
    synonyms: `
ändern wechseln anpassen bearbeiten aktualisieren
löschen entfernen
kündigen beenden stornieren
zurücksetzen zurück setze setzen
versand lieferung zustellung versandzeit lieferzeit
dauert dauer lieferzeit
kostet kosten preis gebühr gebühren versandkosten
kaufen erwerben bestellen
reparieren beheben
e-mail email mail
handy smartphone telefon
auto wagen pkw
wohnung apartment
arzt doktor
bedeutet bedeutung
unterscheidet unterscheiden unterschied
hoch höhe groß
schreibe schreiben verfasse verfassen
öffnen geöffnet offen öffnungszeiten
bekommen erhalten kriegen
beantragen beantrage antrag
erneuern verlängern
senden schicken
kochen garen
`,
  },
  fr: {
    stop: `le la les l un une des du de d je j me m moi mon ma mes tu te toi ton ta tes vous votre vos il elle on nous notre nos ils
      elles ce c cet cette ces est sont était suis être ai as a avez ont avoir peux peut pouvez pourriez pourrait dois doit faut
      et ou mais aussi à au aux en dans sur pour par avec chez que qu qui se s y s'il plaît svp merci bonjour est-ce
      fais fait faire puis peux-tu pouvez-vous temps veux veut voudrais souhaite dire`,
    negation: "ne n pas sans jamais aucun aucune rien sauf plus",
    questions:
      "how:comment why:pourquoi when:quand where:où who:qui what:quoi quel quelle quels quelles howmany:combien",
    light: `possible est-ce dois-je puis-je faut-il faut faire savoir sais moyen manière façon étapes procéder besoin svp plaît pouvez peux peux-tu pouvez-vous aide aider aidez voir trouver trouve peux-tu est-ce-que nécessaire`,
    synonyms: `
changer modifier mettre_à_jour
supprimer effacer enlever
annuler résilier
obtenir recevoir
remboursement rembourser
coûte coût prix tarif coûtent
acheter commander
réparer corriger
réinitialiser réinitialise réinitialiser
cuire cuisson
livraison livrer livré
signifie signification
différence diffère
courriel e-mail email mail
téléphone portable smartphone
voiture auto
durée dure temps
écris écrire rédige rédiger
envoyer expédier
`,
  },
  es: {
    stop: `el la los las un una unos unas de del al a yo me mi mis tú te tu tus usted su sus él ella nosotros nuestro es son era
      estar está están ser soy ha he han haber hay puedo puede puedes podría debo debe tengo que y o pero también en para por con se
      lo le les este esta esto ese esa por favor hola gracias hago hace hacer quiero quisiera decir dime dame puedes explicar explicarme`,
    negation: "no sin nunca jamás ningún ninguna nada tampoco excepto salvo",
    questions:
      "how:cómo como why:porqué when:cuándo cuando where:dónde donde who:quién quien what:qué cuál cuáles howmany:cuánto cuántos cuánta cuántas",
    light: `posible puede forma manera modo pasos proceder necesito necesita necesario falta hacerlo hago lo saber ayuda ayudar ver encontrar encuentro hace gustaría quisiera debo debería tengo significa`,
    synonyms: `
cambiar modificar actualizar
eliminar borrar quitar
cancelar anular
obtener conseguir recibir recibiré llegar
reembolso devolución
cuesta cuestan precio coste costo vale
comprar adquirir
reparar arreglar
envío entrega
significa significado
diferencia diferencian
correo email e-mail
móvil celular teléfono
coche carro auto
tarda tiempo demora
escribe escribir redacta redactar
contraseña clave
`,
  },
  it: {
    stop: `il lo l la i gli le un uno una di del della dei delle dello al alla a da dal dalla in nel nella con su per tra io mi me mio mia
      miei mie tu ti tuo tua lei suo sua noi è sono era essere sto sta ho ha hai hanno avere c'è posso può puoi potrebbe devo deve
      e o ma anche che si ci questo questa favore ciao grazie faccio fa fare voglio vorrei dire dimmi`,
    negation: "non senza mai nessun nessuno nessuna niente nulla tranne",
    questions:
      "how:come why:perché when:quando where:dove dov'è who:chi what:cosa quale quali qual howmany:quanto quanti quanta quante",
    light: `possibile modo maniera passi procedere bisogno serve sapere aiuto aiutare vedere trovare trovo fa preparare aiutami vorrei devo dovrei occorre necessario`,
    synonyms: `
cambiare modificare aggiornare
eliminare cancellare rimuovere
disdire disdico annullare disdetta
ottenere ricevere avere
rimborso rimborsare
costa costano prezzo costo
comprare acquistare
riparare aggiustare
spedizione consegna
significa significato
differenza
email e-mail mail
cellulare telefono smartphone
auto macchina
scrivi scrivere
`,
  },
  pt: {
    stop: `o a os as um uma uns umas de do da dos das ao à no na nos nas em para por pelo pela com eu me meu minha meus minhas tu
      você seu sua ele ela nós nosso é são era ser estar está estou tem tenho ter há posso pode poderia devo deve e ou mas também
      que se isso este esta esse essa favor olá obrigado obrigada faço faz fazer quero queria gostaria dizer explicar pode-me`,
    negation: "não sem nunca jamais nenhum nenhuma nada exceto",
    questions:
      "how:como why:porque when:quando where:onde who:quem what:qual quais quê howmany:quanto quantos quanta quantas",
    light: `possível forma maneira modo jeito passos proceder preciso precisa necessário saber ajuda ajudar ver encontrar encontro gostaria devo deveria fazer faço`,
    synonyms: `
mudar alterar modificar trocar atualizar
apagar excluir eliminar remover deletar
cancelar anular
obter receber conseguir
reembolso reembolsar
custa custam preço custo valor
comprar adquirir
consertar arrumar reparar
entrega entregam envio prazo
significa significado
diferença
email e-mail
celular telemóvel telefone
carro automóvel
escreva escrever
senha palavra-passe
`,
  },
};
