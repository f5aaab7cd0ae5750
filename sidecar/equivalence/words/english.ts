/** Words of English that carry nothing of their own: what they say is read elsewhere (tense, person, question) or nowhere. */
export const STOP_WORDS = `
a an the this that these those there here it its itself i me my mine myself we us our ours ourselves you your yours
yourself he him his himself she her hers herself they them their theirs themselves one ones who whom which what
is are was were be been being am do does did done doing have has had having will would shall should can could may might
must ought and or but so then than as of to for with on in at by from into onto upon about regarding concerning via per
if whether though although while because since also too very quite rather much so just even still yet already ever
please kindly pls plz ok okay well now um uh oh yes hi hello hey thanks thank let lets s t re ve ll d m
like such own same each other another any some up out off down over under through
how why when where go goes going
`;

/** Words that may stand on one side only: the question stays the same. */
export const LIGHT_WORDS = `
actually really basically literally simply exactly precisely specifically particularly currently presently generally
usually normally typically probably maybe perhaps possibly somehow somewhat anyway certainly definitely clearly
properly correctly successfully right proper correct
thing things stuff something anything everything someone anyone somebody anybody somewhere anywhere
want need wish like try know understand tell help give show look seem appear let think guess wonder
question answer info information detail advice idea suggestion recommend suggestion
way ways method process procedure approach manner means step steps possible able available
use used using do make keep put take go come have happen work get
good great nice best ideal recommended appropriate suitable
able possible allow certain particular specific given various different several
need needed required necessary
now soon currently recently
exist existing known
purpose reason cause main common usual general typical basic key overall
person people human
aware interested curious interesting around approximately about roughly
bit lot kind sort type
issue problem
own new
want
hour year day month city country
differ difference different deadline time
anymore
ideally ideal apart proceed respective correspond
`;

/** Words that may be missing on one side when all else is close: a few of them, the fewer the less similar the texts are. */
export const SLIGHT_WORDS = `
become start begin turn set find create write provide offer contain include involve mean consider
change obtain receive perform apply handle deal follow add
process option part area place location item term value feature content
total complete entire whole whole current actual official original
important major significant popular famous
account system device code document
name number amount
money time date life home house
instead together away back again
spend address see bring come_up_with level team age eat drink visit convert calculate compute row item record entry value run wait arrive stay real single pair
suffer experience feel
remain command
say talk speak discuss describe explain
plan
`;

/** Form > base form, where rules do not find it. */
export const IRREGULAR_FORMS = `
went gone goes:go got gotten:get bought:buy brought:bring thought:think taught:teach caught:catch sought:seek fought:fight
made:make said:say told:tell sold:sell paid:pay laid:lay found:find held:hold kept:keep slept:sleep felt:feel left:leave
lost:lose sent:send spent:spend built:build lent:lend meant:mean met:meet led:lead fed:feed read:read wrote written:write
drove driven:drive rode ridden:ride rose risen:rise chose chosen:choose froze frozen:freeze spoke spoken:speak
broke broken:break stole stolen:steal woke woken:wake wore worn:wear tore torn:tear swore sworn:swear gave given:give
took taken:take shook shaken:shake fell fallen:fall knew known:know grew grown:grow threw thrown:throw flew flown:fly
drew drawn:draw blew blown:blow saw seen:see ate eaten:eat beat beaten:beat bit bitten:bite hid hidden:hide
forgot forgotten:forget began begun:begin drank drunk:drink rang rung:ring sang sung:sing sank sunk:sink swam swum:swim
ran:run came:come became:become won:win hung:hang stuck:stick struck:strike dug:dig sat:sit stood:stand understood:understand
safely:safe nicely:nice used:use did done:do had has:have was were been is are am:be cut:cut put:put set:set shut:shut hurt:hurt cost:cost quit:quit
children:child men:man women:woman people:people feet:foot teeth:tooth mice:mouse geese:goose lives:life wives:wife
knives:knife leaves:leaf shelves:shelf halves:half selves:self wolves:wolf thieves:thief loaves:loaf calves:calf
data:data criteria:criterion phenomena:phenomenon analyses:analysis bases:basis bacteria:bacterium cacti:cactus crises:crisis diagnoses:diagnosis
indices:index vertices:vertex matrices:matrix media:media better:better best:good worse:worse worst:worst
died dying dies:die lying lied lies:lie tied tying ties:tie ate:eat slid:slide bound:bind wound:wound
repaid:repay overcame:overcome withdrew withdrawn:withdraw shown:show proven:prove sewn:sew mown:mow
potatoes:potato tomatoes:tomato heroes:hero echoes:echo videos:video photos:photo
spoilt:spoil burnt:burn learnt:learn dreamt:dream spelt:spell
laptops:laptop status:status virus:virus bus:bus gas:gas lens:lens news:news series:series species:species
canvas:canvas chaos:chaos bias:bias atlas:atlas kubernetes:kubernetes postgres:postgres aws:aws ios:ios
adding added adds:add pasting pasted:paste tasting tasted:taste wasting wasted:waste canceling canceled:cancel traveling traveled:travel controlling controlled:control labeling labeled:label modeling modeled:model
his:his this:this thus:thus us:us yes:yes plus:plus
`;

/** Words that only look as if they ended in a syllable of grammar. */
export const WHOLE_WORDS = `
need feed seed speed breed bleed exceed proceed succeed indeed hundred red bed shed bread embed weed
thing king ring sing spring string bring during morning evening ceiling wedding sibling pudding nothing something
family only early daily weekly monthly yearly quarterly hourly reply apply supply fly july italy ally rely multiply assembly
hardly lately nearly likely lonely friendly
business witness department apartment compartment question university universal community authority organ organism
quality quantity city university identity entity charity facility commodity station nation section
communication international national
process access address success progress express press class glass pass mass miss less loss boss dress stress
analysis basis crisis diagnosis diabetes tennis paris physics mathematics economics politics
always perhaps across various serious famous previous
`;

/** Adjectives whose degrees are told apart: "cheaper" reads "more cheap", "cheapest" "most cheap". */
export const GRADED = `
cheap fast quick slow big large small little long short high tall deep wide strong weak hard soft easy simple safe
young old new great light heavy dark bright warm hot cold cool dry wet clean dirty rich poor healthy happy sad
close near far early late loud quiet thick thin fat smart wise busy pretty ugly tasty spicy sweet strict nice fair kind
lazy funny noisy crazy steep sharp smooth rough tight loose fresh large cheap
`;

/** Verbs that mostly stand after "to" as an infinitive: that "to" gives no direction. */
export const VERBS = `
freeze thaw fry boil peel chop slice roast grill steam marinate season whip melt dry wash iron paint drill hang plant water
hate love like blame trust forgive ignore warn thank beat hurt scare chase feed bite
add agree allow answer apply arrange ask avoid back bake be become begin block boil book borrow break bring build buy
calculate call cancel change charge check choose clean close combine compare compute configure connect contact contain
convert cook copy count create cut debug decide delete deploy describe design determine develop disable display divide do
download draw drink drive eat edit enable encrypt end enter establish evaluate exercise explain export extract fill filter
find finish fix fly follow format generate get give go grow handle have help hide hire import improve increase insert
install invest join keep know launch lead learn leave lend let list listen live load log login look lose lower make manage
measure merge migrate move multiply obtain open order organize parse pass paste pay perform plan plant play practice
prepare present prevent print process produce protect prove provide publish pull push put query quit raise read receive
recover reduce refund register release remove rename renew rent repair replace reply report request reserve reset resign
resolve respond restart restore retrieve return reverse rewrite run save say schedule search see select sell send set
share shorten show sign sleep solve sort speak split start stay stop store study submit subtract sum summarize support
swap switch take talk teach tell test transfer translate travel treat trim troubleshoot try turn undo uninstall unlock
unsubscribe update upgrade upload use validate verify view visit wait walk want wash watch wear withdraw work write
`;

/** What is written in haste or in the other of two spellings: `short:in words`. */
export const SPELLINGS = `
dont:do not
doesnt:does not
didnt:did not
isnt:is not
arent:are not
wasnt:was not
werent:were not
cant:can not
cannot:can not
wont:will not
couldnt:could not
wouldnt:would not
shouldnt:should not
havent:have not
hasnt:has not
hadnt:had not
im:i am
ive:i have
whats:what is
wheres:where is
whos:who is
hows:how is
thats:that is
theres:there is
youre:you are
theyre:they are
gonna:going to
wanna:want to
gotta:have to
lemme:let me
gimme:give me
dunno:do not know
u:you
ur:your
thx:thanks
tho:though
abt:about
bc:because
cuz:because
cos:because
w/o:without
w/:with
asap:as soon as possible
btw:by the way
diff:difference
diffs:differences
info:information
vs:versus
vs.:versus
e-mail:email
e-mails:emails
wi-fi:wifi
on-line:online
web-site:website
co-worker:coworker
co-workers:coworkers
follow-up:followup
step-by-step:stepbystep
check-in:checkin
check-out:checkout
sign-in:login
log-in:login
sign-up:signup
set-up:setup
back-up:backup
pw:password
pwd:password
acct:account
msg:message
msgs:messages
pic:picture
pics:pictures
temp:temperature
temps:temperatures
apt:apartment
approx:approximately
max:maximum
min.:minimum
num:number
yrs:years
ppl:people
smth:something
sth:something
sb:somebody
teh:the
twice:two times
ii:2
iii:3
recieve:receive
recieved:received
seperate:separate
definately:definitely
occured:occurred
adress:address
adresses:addresses
calender:calendar
acount:account
accout:account
pasword:password
passwrod:password
passwort:password
chnage:change
cahnge:change
chagne:change
reciept:receipt
recipie:recipe
resturant:restaurant
restaraunt:restaurant
buisness:business
goverment:government
enviroment:environment
becuase:because
beleive:believe
freind:friend
wierd:weird
tommorow:tomorrow
tommorrow:tomorrow
tomorow:tomorrow
untill:until
truely:truly
wich:which
whihc:which
thier:their
alot:many
shoud:should
woud:would
coud:could
dose:does
langauge:language
langage:language
lenght:length
heigth:height
weigth:weight
diffrent:different
diffrence:difference
differnce:difference
diference:difference
subcription:subscription
subsciption:subscription
cancle:cancel
cancell:cancel
delievery:delivery
shiping:shipping
insurence:insurance
loosing:losing
exercize:exercise
excersise:exercise
vegatable:vegetable
vegatables:vegetables
tommatoes:tomatoes
chiken:chicken
temperture:temperature
tempature:temperature
symtoms:symptoms
symptons:symptoms
medecine:medicine
docter:doctor
databse:database
fucntion:function
funtion:function
retun:return
improt:import
isntall:install
instal:install
documant:document
mesage:message
emial:email
pyhton:python
javascritp:javascript
wat:what
wht:what
hw:how
colour:color
colours:colors
favourite:favorite
behaviour:behavior
centre:center
litre:liter
litres:liters
metre:meter
metres:meters
organise:organize
organisation:organization
optimise:optimize
optimisation:optimization
analyse:analyze
summarise:summarize
recognise:recognize
licence:license
cancelled:canceled
cancelling:canceling
travelling:traveling
travelled:traveled
labour:labor
neighbour:neighbor
programme:program
cheque:check
ageing:aging
doughnut:donut
yoghurt:yogurt
realise:realize
customise:customize
minimise:minimize
maximise:maximize
categorise:categorize
visualise:visualize
catalogue:catalog
dialogue:dialog
defence:defense
practise:practice
storey:story
moustache:mustache
jewellery:jewelry
flavour:flavor
honour:honor
harbour:harbor
grey:gray
plough:plow
tyre:tire
tyres:tires
`;

/** Verbs of which it matters who does it to whom: "does A beat B". */
export const ACTING_VERBS = `
cause beat defeat call eat kill love hate like follow affect influence prevent lead depend require need own owe marry divorce
sue replace include contain import inherit extend attack bite chase hit help support manage report pay hire fire teach
employ lend give send sell invite visit trust know meet win outrank outperform use trigger create make produce become
precede imply mean divide exceed contact block follow host serve protect feed sponsor acquire buy invade border
control evict enter access terminate dismiss notify warn charge refund ask tell
`;

/** Verbs that carry little while they stand alone, and turn the question when one stands for another: get and give. */
export const TURNING_VERBS = `
get give set put take send receive issue offer show hide see hear add remove open close start stop begin end keep leave
enter exit join create delete update change read write push pull apply obtain provide find lose make break use try bring
work view say ask eat drink visit run wait convert
`;
