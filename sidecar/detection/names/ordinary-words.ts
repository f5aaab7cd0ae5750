/**
 * Words that are written with a capital letter where no name stands, and that the lists do not hold: they begin sentences,
 * head forms, or are names of days, months, languages and products.
 */
const WORDS = `
a about above account accounts action add address after again against agent ai all also although am an and another any anyone
api april are arrange as ask at attn august bank based be because been before being below best between bill billing bonjour both
bot btw but buy by call calling can cancel card cc cc'd change chat check city ciao claude client close code come company compare
confirm consider contact content context convert could country create credit customer data date day days de dear december delete
delivery der des describe details did die do does don't done draft du each either el email employee en english enter error even
evening ever every everyone example explain february few file find first for form french friday from full generate german get
give go good google got great guest had hallo happy has have he hello help her here hey hi him his hola home hotel how however i
i'd i'll i'm i've id if il import in include input invoice is issue it it's italian its january job july june just keep kind know
la las last later le les let let's list listen live log look los lost madam made mail make manager many march marketing may me
meeting message ministry miss monday month more morning most mr mrs ms must my name need never new next night no none nor note
nothing november now number object october of off office ok okay old on once one only open or order other our out output over
own page password patient payment people per perhaps phone please post president press previously price print privacy problem
product provide put question quick rather read reason received regards remember remove reply report request return review right
role said sales same saturday save say says school second security see seit send sent september server service set she should show
sign since sincerely sir so some someone sorry spanish start state statement status still stop street subject such suite summarize
summary sunday support sure system take team tell terms test text thank thanks that that's the their them then there these they
think this those though thursday time title to today tomorrow tonight too total translate try tuesday two type un una under until
up update us use user via view visit wait want was we we're wednesday week welcome well were what what's when where whether which
while who why will with within without word work would write yes yesterday yet you you're your yours
und oder aber nicht ich sie wir ihr mein meine dein unser bitte danke guten tag liebe lieber sehr geehrte geehrter herr frau
mit von bei nach aus wie was wer wo wann warum heute morgen gestern montag dienstag mittwoch donnerstag freitag samstag sonntag
januar februar märz mai juni juli oktober dezember straße kunde kundin name vorname nachname adresse
je tu nous vous ils elle elles mon ma mes ton votre merci monsieur madame mademoiselle cher chère pour avec dans sur est lundi
mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril juin juillet août septembre octobre novembre décembre
yo usted nosotros mi por para con gracias señor señora señorita estimado estimada querido querida lunes martes miércoles jueves
viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
io lui lei noi voi grazie signor signora gentile caro cara lunedì martedì mercoledì giovedì venerdì gennaio febbraio aprile maggio
giugno luglio settembre ottobre novembre dicembre het een niet ik jij wij mijn voor met naar dank beste geachte heer mevrouw
olá obrigado senhor senhora prezado prezada eu você
java javascript python typescript kotlin swift scala ruby rust linux windows android docker kubernetes oracle apache amazon azure
microsoft apple facebook meta twitter slack github gitlab jira excel word outlook chrome safari firefox json yaml http https
sql html css usd eur gbp
mark grace hope faith joy bill sue art rob chase drew dawn rose iris ivy lily daisy olive violet ruby pearl amber crystal jade summer anno
autumn carol eve grant major miles page rich guy sandy rusty melody harmony destiny mercy honor patience prudence skip gene cliff
clay reed forest river brook lance pierce wade chuck nick rod ray angel star royal noble prince duke earl baron bishop deacon porter cash
valid philippine american british canadian australian european african asian chinese japanese russian indian dutch polish swedish norwegian danish
finnish greek turkish arabic portuguese korean vietnamese north south east west northern southern eastern western central united
`;

const KNOWN = new Set(WORDS.split(/\s+/).filter((word) => word !== ""));

/** What nouns, verbs and adjectives end on, and names do not. */
const ENDING =
  /(?:ing|tion|sion|ment|ness|ity|able|ible|ful|less|ously|ally|ized|ised|ology|ware|ungen|ung|keit|heit|schaft|ción|zione|mente|tät|tés?)$/;

/** Whether a word in lower case is one of everyday language, as far as that can be told. */
export function isOrdinary(word: string, listed: ReadonlySet<string>): boolean {
  return KNOWN.has(word) || listed.has(word) || (word.length > 5 && ENDING.test(word));
}
