/** Number words of six languages: `value:word word`. */
export const NUMBER_WORDS = `
0:zero nul cero 1:one eins einem eine uno 2:two zwei deux dos due dois duas 3:three drei trois tres tre três
4:four vier quatre cuatro quattro quatro 5:five fünf cinq cinco cinque 6:six sechs seis sei 7:seven sieben sept siete sette sete
8:eight acht huit ocho otto oito 9:nine neun neuf nueve nove 10:ten zehn dix diez dieci dez 11:eleven elf onze once undici
12:twelve zwölf douze doce dodici doze 13:thirteen dreizehn treize trece tredici treze 14:fourteen vierzehn quatorze catorce
15:fifteen fünfzehn quinze quince quindici 16:sixteen sechzehn seize 17:seventeen siebzehn 18:eighteen achtzehn
19:nineteen neunzehn 20:twenty zwanzig vingt veinte venti vinte 30:thirty dreißig trente treinta trenta trinta
40:forty fourty vierzig quarante cuarenta quaranta quarenta 50:fifty fünfzig cinquante cincuenta cinquanta cinquenta
60:sixty sechzig soixante sesenta sessanta sessenta 70:seventy siebzig setenta settanta 80:eighty achtzig ochenta ottanta oitenta
90:ninety neunzig noventa novanta 100:hundred hundert cent cien cento cem 1000:thousand tausend mille mil
1000000:million millionen millions millones milioni milhões 1000000000:billion milliarde milliarden milliard
12:dozen 0.5:half 0.25:quarter
`;

/** Ordinals, value:word. "second" is a unit too: the reader tells them apart. */
export const ORDINALS = `
1:first erste ersten premier première primero primera primo prima primeiro primeira 2:second zweite zweiten deuxième segundo segunda secondo
3:third dritte dritten troisième tercero tercera terzo terza terceiro terceira 4:fourth vierte quatrième cuarto quarto
5:fifth fünfte cinquième quinto 6:sixth 7:seventh 8:eighth 9:ninth 10:tenth 11:eleventh 12:twelfth 20:twentieth
`;

/** A line a unit, all of its spellings. */
export const UNITS = `
km kilometer kilometers kilometre kilometres kms kilometros quilometros
m meter meters metre metres metros metri mètres
cm centimeter centimeters centimetre centimetres
mm millimeter millimeters millimetre millimetres
mi mile miles meilen millas miglia
ft foot feet
inch inches zoll
yd yard yards
acre acres
hectare hectares ha
kg kilo kilos kilogram kilograms kilogramm kilogrammes kgs
g gram grams gramm grammes gramos grammi
mg milligram milligrams
lb lbs pound pounds
oz ounce ounces
ton tons
tonne tonnes
l liter liters litre litres litros litri
ml milliliter milliliters millilitre millilitres
cl centiliter centiliters
gal gallon gallons
pint pints
quart quarts
cup cups tassen
tsp teaspoon teaspoons
tbsp tablespoon tablespoons
celsius centigrade °c c
fahrenheit °f f
kelvin
degree degrees grad
mph
kmh km/h kph
knot knots
w watt watts
kw kilowatt kilowatts
kwh
v volt volts
amp amps ampere amperes
hz hertz
khz
mhz
ghz
byte bytes
bit bits
kb kilobyte kilobytes
mb megabyte megabytes
gb gigabyte gigabytes gig gigs
tb terabyte terabytes
kib
mib
gib
mbps
gbps
px pixel pixels
kcal calorie calories cal
kj kilojoule kilojoules joule joules
psi
pascal
ms millisecond milliseconds
second seconds sec secs sekunde sekunden seconde secondes segundo segundos secondi
minute minutes min mins minuten minuto minutos minuti
hour hours hr hrs stunde stunden heure heures hora horas ora ore
day days tag tage tagen jour jours día días dia dias giorno giorni
week weeks wk wks woche wochen semaine semaines semana semanas settimana settimane
month months monat monate monaten mois mes meses mese mesi mês
year years yr yrs jahr jahre jahren an ans année années año años anno anni ano anos
decade decades
century centuries
percent % percentage pct prozent
usd dollar dollars $ bucks us$
eur euro euros €
gbp sterling £ quid
cny yuan rmb renminbi
jpy yen ¥
inr rupee rupees ₹ rs
chf franc francs franken
cad
aud
nzd
mxn peso pesos
brl real reais
rub ruble rubles
krw won
sek krona kronor
nok kroner
pln zloty
try lira
btc bitcoin bitcoins
eth ethereum ether
cent cents
fathom fathoms
stone stones
light-year light-years lightyear lightyears
parsec parsecs
radian radians
fps
`;

/** Units that are words of their own where no number stands before them. */
export const UNITS_AFTER_NUMBERS =
  "m g l w v an ans min cal bit bits stone stones real won try rs ha ore ora cup second foot feet pound pounds lb";

/** Months, by number, in six languages; short forms too. */
export const MONTHS = `
1:january jan januar janvier enero gennaio janeiro 2:february feb februar février febrero febbraio fevereiro
3:march mar märz mars marzo março 4:april apr avril abril aprile 5:may mai mayo maggio maio 6:june jun juni juin junio giugno junho
7:july jul juli juillet julio luglio julho 8:august aug août agosto 9:september sep sept septembre septiembre settembre setembro
10:october oct oktober octobre octubre ottobre outubro 11:november nov novembre noviembre novembro
12:december dec dezember décembre diciembre dicembre dezembro
`;

/** Month names that are other words more often: a month only beside a number or after "in", "since", "last" and their like. */
export const MONTHS_IN_CONTEXT = "may mar march mars jan jun jul aug sep sept dec nov mai mayo";

export const WEEKDAYS = `
1:monday mon mondays montag lundi lunes lunedì 2:tuesday tue tues tuesdays dienstag mardi martes martedì
3:wednesday wed wednesdays mittwoch mercredi miércoles mercoledì 4:thursday thu thur thurs thursdays donnerstag jeudi jueves giovedì
5:friday fri fridays freitag vendredi viernes venerdì 6:saturday sat saturdays samstag sonnabend samedi sábado sabato
7:sunday sun sundays sonntag dimanche domingo domenica
`;

/** Weekday names that are other words more often. */
export const WEEKDAYS_IN_CONTEXT = "mon wed sat sun thu";

/** Days and times that depend on the day of asking. */
export const RELATIVE_DATES = `
today heute aujourd'hui hoy oggi hoje
tomorrow tmrw tomorow morgen demain mañana domani amanhã
yesterday gestern hier ayer ieri ontem
tonight
weekend weekends
weekday weekdays
noon midday
midnight
morning mornings
afternoon afternoons
evening evenings
night nights nachts
ago
`;

/** Those of the words above that are not English: in an English text they are something else, if anything. */
export const NOT_ENGLISH = `
nul cero eins einem eine uno zwei deux dos due dois duas drei trois
tres tre três vier quatre cuatro quattro quatro fünf cinq cinco cinque sechs seis
sei sieben sept siete sette sete acht huit ocho otto oito neun neuf nueve
nove zehn dix diez dieci dez elf onze once undici zwölf douze doce dodici
doze dreizehn treize trece tredici treze vierzehn quatorze catorce fünfzehn quinze quince quindici sechzehn
seize siebzehn achtzehn neunzehn zwanzig vingt veinte venti vinte dreißig trente treinta trenta trinta
vierzig quarante cuarenta quaranta quarenta fünfzig cinquante cincuenta cinquanta cinquenta sechzig soixante sesenta sessanta
sessenta siebzig setenta settanta achtzig ochenta ottanta oitenta neunzig noventa novanta hundert cent cien
cento cem tausend mille mil millionen millones milioni milhões milliarde milliarden milliard erste ersten
premier première primero primera primo prima primeiro primeira zweite zweiten deuxième segundo segunda secondo
dritte dritten troisième tercero tercera terzo terza terceiro terceira vierte quatrième cuarto quarto fünfte
cinquième quinto januar janvier enero gennaio janeiro februar février febrero febbraio fevereiro märz mars
marzo março avril abril aprile mai mayo maggio maio juni juin junio giugno junho
juli juillet julio luglio julho août agosto septembre septiembre settembre setembro oktober octobre octubre
ottobre outubro novembre noviembre novembro dezember décembre diciembre dicembre dezembro montag lundi lunes lunedì
dienstag mardi martes martedì mittwoch mercredi miércoles mercoledì donnerstag jeudi jueves giovedì freitag vendredi
viernes venerdì samstag sonnabend samedi sábado sabato sonntag dimanche domingo domenica heute aujourd'hui hoy
oggi hoje tomorow morgen demain mañana domani amanhã gestern hier ayer ieri ontem nachts
kilometros quilometros metros metri mètres meilen millas miglia zoll gramm grammes gramos grammi litros
litri tassen grad sekunde sekunden seconde secondes segundos secondi minuten minuto minutos minuti stunde
stunden heure heures hora horas ora ore tag tage tagen jour jours día días
dia dias giorno giorni woche wochen semaine semaines semana semanas settimana settimane monat monate
monaten mois mes meses mese mesi mês jahr jahre jahren an ans année années
año años anno anni ano anos prozent franken reais real
`;
