/**
 * Words that may stand for each other in a question without changing its answer; a line a group, a word may be in several.
 * `_` joins the words of a phrase. A group is no chain: what is said of one group says nothing of the next.
 */
export const SYNONYMS = `
build construct construction
drop fall_off
fetch get
visit travel travel_to
learn learn_to_play
combine take_together use_together mix
idempotent idempotency
pair connect
deficiency lack shortage
thick thicken
stop_working crash
reduce lower cut
descale remove_limescale
human person
preparation prepare
salary wage
store keep
replace replacement
wear outfit
prevent stop keep_from
begin start found set_up
duty custom
refund money_back get_money_back
crispy crisp
foggy fog
moldy mold
salty salt
rusty rust
greasy grease
dusty dust
spicy spice
noisy noise
health healthy
safety safe
hunger hungry
thirst thirsty
sleep sleepy
anger angry
freedom free
african africa
european europe
asian asia
american usa america
canadian canada
australian australia
british uk
mexican mexico
indian india
brazilian brazil
swiss switzerland
automatically automatic auto
present gift
lose loss
grow growth
die death
born birth
weigh weight
long length
deep depth
wide width
high height
strong strength
warm warmth
choose choice
know knowledge
see sight
speak speech
sell sale
buy purchase
give gift
sit seat
change update modify alter edit adjust revise amend
change switch swap replace
change turn_into transform become
remove delete erase eliminate get_rid_of take_out take_off take_away take_down strip clear wipe purge rid discard drop
remove clean get_out wash_out
throw_away throw_out discard dispose dispose_of toss trash get_rid_of
cancel terminate call_off end discontinue stop unsubscribe
close shut shut_down
disable turn_off switch_off deactivate shut_off power_off
turn_off switch_off shut_down power_off power_down shut_off
enable turn_on switch_on activate
turn_on switch_on start boot power_on power_up start_up boot_up
launch start open run
start begin commence get_started kick_off initiate onset
start launch set_up establish found
start up_and_running
stop halt cease quit end
stop prevent avoid keep_from block
stop give_up quit
stop kill terminate
prevent avoid protect keep_from stop_from guard_against ward_off
pause suspend freeze put_on_hold
resume continue
finish complete end conclude wrap_up
finish end over
restart reboot
reset recover restore regain
reset change new
forget lose misplace
lose misplace missing
lost missing gone disappeared
recover restore retrieve get_back regain bring_back
recover heal
find locate look_up search discover spot look_for
find identify detect determine figure_out work_out
find get obtain
get obtain receive acquire gain fetch grab
get receive collect
get become turn grow
get fetch retrieve read
reach arrive travel
get earn
create make build generate produce
create set_up open establish
create write draft compose
create add
write draft compose author put_together come_up_with
write create make generate produce
make prepare cook
make do
make cause
prepare get_ready
cook prepare make
cook boil
bake cook roast
add insert include put append attach
add put_in
sum total add_up add
combine merge join unite mix put_together
mix blend stir combine
merge combine join
split divide separate break_up break
split share divide
divide distribute
calculate compute work_out figure_out determine
calculate compute find
calculation calculate
determine establish find_out identify tell decide
check verify confirm see find_out look
check verify test
check inspect examine look_at
check count
confirm verify validate
confirmation confirm
view see display show look_at
show display list print
see view look_at watch
see find
see meet
hide conceal
buy purchase get order acquire
order buy purchase
order place_an_order
order sort
sort order arrange rank
sort sorted
sell offer
pay spend
pay payment paid settle
pay cost
pay_off repay settle clear pay_back
charge bill fee debit
bill invoice
invoice bill
charge cost
fee charge cost
cost price expense fee much_cost howmuch pricing
cost price rate
expense spending cost
price cost pricing value
cheap inexpensive affordable budget low_cost economical
cheap low_price
expensive costly pricey dear
expensive much
free no_cost free_of_charge gratis without_paying complimentary
discount reduction rebate price_reduction
discount coupon promo_code voucher
refund money_back reimbursement reimburse get_money_back
refund return
return send_back bring_back give_back take_back
return exchange_refund
exchange swap
exchange trade
send ship mail dispatch post
send transfer wire
send submit
send email
shipping delivery postage shipment
deliver delivery arrive
package parcel shipment delivery box
order package parcel
order purchase
arrive come get_here show_up
arrive delivered
track follow trace
track monitor watch
follow track
monitor watch keep_an_eye_on
transfer move send
move transfer relocate shift
move relocate
move go
convert change turn transform
convert translate
convert in
conversion convert
translate translation say
translate convert
say express
say tell
speak talk converse
talk discuss
tell inform
describe explain
explain describe clarify
explanation explain
discuss talk_about
mean stand_for signify
mean imply
use utilize employ apply make_use_of
use usage
use work_with
use take
use purpose
purpose aim goal function role point
purpose reason
goal objective aim target
work function operate run
work job employment
works_with compatible
work_properly work
job position role occupation
job career profession
job work
job task
task todo
employee worker staff staff_member
staff team employees personnel
employer company boss
boss manager supervisor
manager boss supervisor
colleague coworker co-worker teammate workmate
company firm business organization organisation corporation enterprise
business company startup
hire recruit employ
fire dismiss lay_off let_go terminate
fired dismissed laid_off let_go
resign quit leave step_down
resignation resign notice
leave quit
leave depart go_out
leave time_off vacation
vacation holiday time_off leave pto
holiday vacation trip
trip journey travel vacation
trip visit
travel go trip
travel fly
visit see tour
visit trip
visit stay
sightsee visit
attraction sight place_to_visit
fly flight
flight plane
plane airplane aircraft aeroplane
airline carrier
airport terminal
luggage baggage suitcase bag
book reserve
booking reservation
reservation reserve booking book
hotel accommodation
accommodation place_to_stay lodging
room bedroom
apartment flat
house home
home house
rent lease
rent hire
car vehicle automobile auto
car driving drive
drive driving
bike bicycle
truck lorry
train railway rail
bus coach
gas petrol gasoline fuel
movie film
tv television
phone mobile cell_phone mobile_phone cellphone smartphone telephone cell
phone telephone call
call phone ring
call contact
number digits
contact reach get_in_touch talk_to speak_to speak_with talk_with get_hold_of
contact get_in_touch
computer pc
computer laptop
laptop notebook
screen display monitor
photo picture image pic photograph
picture image photo
video clip
document file doc paper
document paperwork
file document
folder directory
folder dir
app application
application app program
application apply
apply application
program software application
software program
program programme
website site web_page webpage web_site
site website
website page
page webpage
internet web online
wifi wi-fi wireless wireless_network
network connection
connection connect
connect link join hook_up
connect attach
connect access
link url hyperlink
link connect
email mail e-mail email_address
message text
message msg email
text sms text_message
text passage paragraph
address location
password passcode
login log_in sign_in log_into sign_into logon log_on access get_into signin
logout log_out sign_out
register sign_up enroll enrol join signup registration subscribe
sign_up subscribe
subscribe subscription
subscription membership plan
membership member
member join
account profile
username user_name
user customer
customer client
user person
customer_service customer_support support help_desk helpdesk support_team
support help
support customer_service
help assist aid support
help assistance
assistance support
assistant helper
problem issue trouble difficulty fault
issue problem error bug
error bug fault failure problem
error exception
error mistake
mistake error wrong
bug error problem
fix repair resolve solve correct mend troubleshoot sort_out
fix solve
fix correct debug
solve resolve work_out
solution fix answer remedy
solution solve
remedy treatment cure
treat cure heal
treat handle
treatment therapy treat
cure treat
handle deal_with manage cope_with treat tackle address
handle process
manage control
manage handle
cope deal
deal_with handle cope_with
control manage
control regulate
break damage destroy
broken damaged defective faulty out_of_order
broken break
damaged broken
crash freeze
freeze hang stuck
frozen stuck unresponsive
fail crash
slow sluggish laggy lagging
slow slowly
fast quick quickly rapid rapidly speedy swift swiftly
fast speed
speed_up accelerate make_faster improve_speed
speed velocity pace
quick short
soon early
improve enhance better boost make_better increase
improve optimize increase
improvement improve
increase raise grow boost rise go_up
increase expand
raise bring_up
raise pay_rise pay_raise
decrease reduce lower lessen cut bring_down drop go_down minimize shrink cut_down
reduce shrink
reduce relieve ease alleviate lessen
relieve soothe alleviate ease
relief relieve
lose_weight shed_pounds slim_down weight_loss drop_weight
gain_weight put_on_weight
limit restriction cap maximum
limit restrict
restrict limit
allow permit let
allowed permitted allow
permission authorization allow
block ban blacklist
ban prohibit forbid
ban illegal
legal lawful allowed
legal law
illegal against_the_law unlawful prohibited forbidden
law legislation regulation
lawyer attorney solicitor
rule regulation policy
policy rule
policy terms
requirement prerequisite requirements need
require need
require necessary
need require necessary
need take
need should
necessary needed required
needed required necessary
required mandatory compulsory obligatory must
must required
eligible qualify entitled qualified
qualify eligible
entitle right
right entitlement
correct right proper accurate
right correct
correct fix
wrong incorrect
wrong happen
accurate precise
accuracy accurate
exact precise
important crucial essential vital significant key
important matter
importance important
necessary essential
main primary principal chief major key
main biggest
big large huge
big major
large big
huge enormous massive gigantic
small little tiny
short brief concise
short brief
brief concise short
long lengthy
tall high
deep depth
wide width
length long
strong powerful
strength strong
weak feeble
hard difficult tough challenging tricky
hard solid
easy simple effortless straightforward
simple basic
easy easily
good great nice excellent ideal top decent perfect suitable right recommended
good beneficial healthy
good well
best favorite
benefit advantage pro
advantage benefit plus upside
advantages pros
disadvantage drawback con downside
disadvantages cons
pros_and_cons advantages_and_disadvantages
benefit good
bad poor terrible
bad harmful unhealthy
harmful dangerous damaging
harm hurt damage
danger risk hazard
dangerous risky unsafe hazardous
risk danger
safe secure
safety safe
secure protect
security secure safety
protect secure safeguard guard
protection protect
healthy health
healthy nutritious
health healthcare
ill sick unwell
illness disease sickness
disease illness condition
disease disorder
symptom sign
sign symptom
sign indication
pain ache hurt sore
hurt ache painful
headache head_pain
stomach_ache stomachache stomach_pain
stomach belly tummy
flu influenza
fever temperature
cold common_cold
doctor physician gp
doctor medical
medicine medication drug pill
medication drug medicine
drug medicine
pill tablet
dose dosage
dosage amount
vaccine vaccination shot
vaccinate vaccination vaccine
hospital clinic
exercise workout work_out
exercise train
train practice
train teach
practice exercise
gym fitness
muscle muscles
diet eat
diet nutrition
food meal
food eat
meal dish
dish recipe
recipe make cook prepare bake
recipe instructions
ingredient component
ingredients need
eat consume
eat have
drink beverage
drink consume
drink water
consume intake
sleep asleep
fall_asleep sleep get_to_sleep
sleep rest
tired fatigued exhausted
tired sleepy
wake wake_up
stress anxiety
stressed stress
anxious nervous anxiety
worried concerned afraid
scared afraid frightened
fear afraid phobia
angry mad upset
sad unhappy
happy glad
happiness happy
calm relax
relax calm_down unwind
feel feeling
feel emotion
feeling emotion
love affection
like enjoy
enjoy like
child kid children kiddo youngster
kid child
baby infant newborn
toddler little_child
teenager teen adolescent
adult grown-up
parent parents
mother mom mum mommy mummy
father dad daddy
grandmother grandma
grandfather grandpa
husband spouse
wife spouse
spouse partner
partner significant_other
friend buddy pal
relationship partner
marry get_married wed marriage
wedding marriage
marriage married
divorce split_up
man male guy
woman female lady
people person individual human
person individual
people public population
population inhabitants people_live residents
inhabitant resident
live reside
live alive
die pass_away death
death die
dead die
born birth
birthday birth
born birthplace
kill murder
dog puppy canine
cat kitty feline
pet animal
teach instruct show
teacher instructor
learn study master get_better
learn understand
study learn
student pupil
school education
university college
class course lesson
course class training
lesson class
grade mark score
exam test examination
test exam
test try
interview interviewing
degree diploma
research study
research investigate
understand comprehend grasp get
understanding understand
know knowledge
know aware
know understand
remember recall memorize
memorize remember learn
think believe
think consider
opinion view thought
idea suggestion
idea concept
concept notion idea
suggest recommend advise propose
recommend recommendation suggest advise
suggestion recommendation
advice tip recommendation
tip advice hint
choose select pick decide opt
choice option selection
choose choice
select choose pick
decide choose
decision decide
option choice alternative possibility
alternative substitute replacement option
substitute replacement replace alternative use_instead
replace substitute
instead substitute replace alternative
prefer favor
compare comparison
difference differ different distinguish
different differ distinct
similar alike
similar like
same identical
same equal
equal same
variety type
type kind sort
type category
kind type sort
category type
example sample instance
sample example
instance example
template sample
model example
feature characteristic
feature functionality
characteristic trait property
property attribute
quality trait
part component section
part piece
piece part
amount quantity
amount sum
amount number
quantity number
number count
count number_of
total sum
average mean
percent percentage
percentage proportion
rate percentage
half 50%
double twice
maximum max highest most largest
maximum limit
minimum min lowest least smallest
highest maximum tallest
largest biggest
biggest largest
latest newest most_recent current
newest latest most_recent
new recent latest
recent new
current now
old aged
old ancient
ancient old
modern contemporary
future upcoming
history past
history origin
origin come_from originate
originate come_from
invent create
invent develop
inventor invent
invention invent
discover find
discovery discover
develop build create
develop grow
developer programmer coder
develop development
code program
code source_code
coding programming
program code
programming_language language
script program
function method
function procedure
method way
method technique
technique method
process procedure
procedure process
approach method
approach way
way method
way how
step stage
stage phase
guide tutorial
instructions guide
manual guide
implement build
implement create write code
implementation implement
run execute
execute run
execution execute
command cmd
deploy release
deployment deploy
install set_up put
setup set_up install configure
set_up configure
configure set_up setup
configuration config settings
setting configuration
setting option
settings preferences
default standard
standard norm
upload submit
download get
download save
save store keep
save back_up
store save keep
store shop
shop store
backup back_up
back_up save
copy duplicate
copy clone
duplicate copy
duplicate repeated
repeat again
paste insert
print output
output result
result outcome
outcome result
result effect
effect impact consequence influence
affect influence impact effect
effect affect
influence affect
cause lead_to result_in bring_about trigger produce make
cause reason
reason cause
reason why
happen occur take_place go_on
occur happen
event occasion
event happen
take_place happen
take_place held
hold held
host organize
organize arrange
organize plan
arrange organize schedule set_up
schedule plan
schedule arrange book
schedule timetable
appointment meeting
meeting appointment
meeting meet
meet get_together
plan strategy
plan schedule
plan itinerary
itinerary travel_plan
strategy plan
postpone delay reschedule push_back
reschedule move change
delay late
delayed late
late overdue
late after_the_deadline
overdue late unpaid past_due
deadline due due_date
due deadline
due_date deadline
expire run_out
expired expire
expiration expire expiry
extend prolong
extend lengthen
extension extend
renew extend
renewal renew
valid good
valid expire
last stay_good
last final
final last
first initial
beginner novice newbie new starter
beginner start
expert specialist
professional expert
money cash funds
fund money
income salary earnings
income earn
salary pay wage
salary earn income
wage pay
earn make
earn make_money
profit gain
profit earn
loss lose
debt owe
owe debt
loan borrow credit
loan mortgage
borrow loan
lend loan
interest_rate interest
interest rate
bank banking
bank_account account
card credit_card
credit_card card
debit_card card
atm cash_machine
withdraw take_out
withdrawal withdraw
deposit put
balance amount
balance funds
tax taxes
tax taxation
invest investment put_money
investment invest investing
investor invest
stock share
shares stocks
save saving
savings save
saving save_money
insurance cover insure
insurance coverage
cover include
cover insurance
coverage cover
claim file
retire retirement
retirement retire pension
pension retirement
budget spending_plan
budget money
government state
president head_of_state
leader head
election vote
vote voting
war conflict
fight combat
win beat
win won
winner win champion
winner won
champion winner
beat defeat
defeat beat
lose defeat
game match
game play
match game
player play
team club
score result
sport sports
author write writer
writer author
write wrote
writer write
poem poetry
poem verse
story tale
story narrative
book novel
read reading
reader read
song music
song track
singer sing
music song
sing singer
actor star
play perform
perform do
performance perform
paint painter
painter paint
artist art
painting paint
summary summarize overview
summarize sum_up summarise recap condense
sum_up summarize
summarize summary
rewrite rephrase reword
paraphrase rephrase reword
rephrase reword
shorten condense
shorten make_shorter
proofread correct_grammar
proofread check
grammar grammatical
spelling spell
spell spelling
letter mail
reply respond answer response
respond reply
response reply answer
answer reply
answer response
ask request
request ask
request apply
inquiry question
question query
apology apologize sorry
apologize apology sorry
thank thanks
thanks thank
thank_you thank
congratulate congratulation
complain complaint
complaint complain
feedback review
review feedback
review rating
rating rate
resume cv
cover_letter application_letter
title heading
title name
name call
name title
called named
named called
name known_as
slogan tagline
list enumerate
array list
string text
dictionary dict
integer int
boolean bool
parameter argument param
argument parameter
variable var
database db
repository repo
repository project
table tables
row record
record row
column field
field column
query select
primary_key key
index indexes
server host
host server
machine computer
environment env
container docker_container
image docker_image
cluster clusters
version release
upgrade update
update upgrade
upgrade move_up
downgrade move_down
plan tier
tier plan
loop iterate
iterate loop
loop_through iterate_over go_through
reverse flip
flip reverse
invert reverse
sort arrange
filter select
unique distinct
distinct unique
duplicates repeated_elements
empty blank
blank empty
null none
contains include
contain include
contain have
include contain
contains has
consist made
made consist
compose made_up
made_of consist_of
element item
item element
item product
product item
item thing
goods product
parse read
read open
read parse
throw raise
raise throw
exception error
import load
load import
load open
export save
authenticate log_in
authentication log_in
encrypt encryption
encryption encrypt
key button
press click
click press
press push
push press
tap click
type enter
enter type
enter input
enter get_in
enter go_into
fill fill_out complete
fill_out complete
form application
submit hand_in
submit send
submit apply
upload add
attachment attach
attach add
share give
grant give
give grant
give provide
provide give
provide supply
supply provide
offer provide
offer have
have got
have own
own have
own possess
have experience
have suffer
keep store
keep maintain
maintain keep
maintenance maintain
keep hold
keep stay
stay remain
remain stay
stay keep
leave remain
store preserve
storage store
preserve keep
fresh freshness
rotten spoiled
spoil go_bad
go_bad spoil
go_off spoil
clean cleaning
clean wash
wash clean
cleaning clean
tidy clean
dirt stain
stain mark
stain spot
spot stain
dry drying
wet moist
soft tender
tender soft
crispy crunchy
crunchy crispy
tasty delicious
taste flavor
flavor taste
spice season
season spice
sauce gravy
fridge refrigerator
freezer freeze
freeze frozen
oven bake
stove cooker
pan skillet
pot pan
thaw defrost
defrost thaw
boil boiling
fry fried
boiled boil
grow raise
grow cultivate
plant grow
garden backyard
flower blossom
tree trees
lawn grass
weather forecast climate
weather temperature
rain rainy
rain rainfall
snow snowy
hot warm
cold chilly
temperature hot
earth planet
world globe
world earth
globe earth
sea ocean
ocean sea
river stream
mountain peak
city town
country nation
capital capital_city
capital_city capital
currency money
language tongue
language spoken
spoken speak
religion faith
border neighbor
distance far
far distance
distance away
near close
close near
close_to near
nearby near
nearest closest
closest nearest
neighbor next_door
around near
around about
about around
approximately about
approximately around
direction way
road street
street road
route way
map route
size big
size large
height tall
height high
tall height
weigh weight
weight weigh
weight heavy
heavy weigh
age old
old age
duration howlong
length howlong
take howlong
color colour
shape form
kill exterminate
bug insect
insect bug
noise sound
sound noise
noisy loud
loud noisy
quiet silent
silent mute
mute silence
smell odor
smell stink
odor smell
odor stink
look appear
appear seem
seem appear
appear show_up
show_up appear
show_up display
look_like resemble
beautiful pretty
attractive beautiful
funny humorous
joke funny
humorous funny
interesting fascinating
boring dull
famous popular well-known known
popular common
common frequent
common typical
typical usual
usual normal
normal usual
normal regular
normal okay
regular normal
frequent common
frequent often
often frequently
often regular
usually normally
rare uncommon
special unique
official formal
formal professional
formal official
polite courteous
polite formal
rude impolite
friendly warm
casual informal
informal casual
persuasive convincing
convincing persuasive
convince persuade
persuade convince
motivate encourage
motivation motivate
encourage motivate
inspire motivate
confident confidence
confidence confident
confidence self-esteem
shy timid
skill ability
ability skill
skills abilities
talent skill
experience expertise
productive productivity
productivity efficient
efficient effective
efficiently effectively
effective efficient
effective work
success succeed
successful succeed
succeed success
achieve reach
achieve accomplish
reach achieve
accomplish achieve
concentrate focus
focus concentrate
attention focus
habit routine
routine schedule
procrastinate procrastination
procrastination put_off
overcome beat
overcome get_over
get_over overcome
get_over move_on
avoid stay_away_from
avoid prevent
avoid escape
escape get_out
lie untruth
truth true
true correct
true real
real true
real genuine
genuine authentic
fake counterfeit
fraud scam
scam fraud
hacked compromised
hack compromise
steal theft
stolen theft
stolen steal
theft steal
crime offense
police cops
report file
report notify
notify report
notify alert
notification alert
alert notification
notification notify
warn warning
warning warn
remind reminder
reminder remind
calendar schedule
date day
day date
week weekly
month monthly
year annual
yearly annual
annually yearly
annual yearly
per each
per a
daily everyday
daily each_day
hour hours
opening_hours business_hours
open opening_hours
open opening
opening open
open unlock
unlock open
locked_out cannot_log_in
lock block
unlock unblock
accept take
accept agree
accept approve
approve accept
approval approve
agree accept
reject decline
decline reject
refuse decline
deny refuse
reject turn_down
denied rejected
rejected declined
declined rejected
ticket pass
ticket admission
entry admission
entry enter
entrance enter
visa entry_permit
visa travel_document
passport travel_document
citizen national
citizenship nationality
immigrate move
immigration immigrate
abroad overseas
abroad foreign_country
foreign abroad
foreign international
international overseas
international foreign
domestic national
local nearby
place location
location place
place spot
place site
space room
area region
region area
zone area
state condition
condition state
situation condition
case situation
circumstance condition
term condition
conditions terms
contract agreement
agreement contract
sign signature
signature sign
signed sign
permit licence
license licence
license permit
certificate certification
certified certificate
proof evidence
evidence proof
prove proof
proof document
record document
receipt proof_of_purchase
receipt invoice
warranty guarantee
guarantee warranty
service maintenance
defect fault
quality good
reliable trustworthy
trustworthy reliable
trust reliable
stable steady
flexible adaptable
available accessible
available offer
availability available
access open
access get_into
access reach
accessible access
remote from_home
remotely from_home
work_from_home home_office
telecommute work_from_home
home_office work_from_home
maternity_leave parental_leave
paternity_leave parental_leave
sick_leave sick_day
sick_leave sick
sick_day sick_leave
pregnant pregnancy
pregnancy pregnant
expecting pregnant
calorie calories
protein proteins
vitamin vitamins
fat fatty
sugar sweet
salt salty
blood_pressure hypertension
blood_sugar glucose
heart_attack cardiac_arrest
heart cardiac
skin dermal
tooth teeth
tooth dental
dentist dental
eye eyes
eye vision
vision sight
hair hairs
bald hair_loss
hair_loss lose_hair
allergic allergy
allergy allergic
infected infection
infection infected
infect infection
virus viral
contagious infectious
infectious contagious
spread transmit
transmit spread
expand extend
expand grow
wound cut
injury hurt
injured hurt
bleed bleeding
swollen swelling
swell swelling
itch itchy
cough coughing
vomit throw_up
nausea nauseous
dizzy dizziness
insomnia cannot_sleep
depression depressed
smoke smoking
quit_smoking stop_smoking
alcohol drinking
drunk alcohol
hangover hungover
nutrient nutrition
vegetarian meatless
vegan plant-based
gluten-free gluten_free
organic bio
natural naturally
environment ecosystem
pollution pollute
recycle recycling
energy power
power energy
power electricity
electricity electric
electric electrical
battery charge
charge recharge
charge power
drain run_out
run_out use_up
overheat hot
overheating overheat
cool cool_down
heat warm
heat heat_up
heating heat
warm heat
volume loudness
brightness bright
resolution quality
blurry unclear
memory ram
storage space
storage memory
disk drive
space storage
capacity size
capacity hold
wide broad
range scope
limit boundary
edge border
top upper
bottom lower
begin beginning
beginning start
ending end
middle center
center centre
centre middle
organize tidy
organise organize
recognise recognize
favourite favorite
behaviour behavior
licence license
theatre theater
grey gray
tyre tire
aluminium aluminum
cheque check
analyse analyze
analysis analyze
analyze examine
evaluate assess
assess evaluate
assessment assess
estimate approximate
estimation estimate
measure measurement
measurement measure
predict forecast
forecast predict
prediction predict
describe description
description describe
explain explanation
apply application
deliver delivery
subscribe subscription
decide decision
arrive arrival
remove removal
refuse refusal
lose loss
grow growth
choose choice
behave behavior
believe belief
sell sale
speak speech
succeed success
know knowledge
solve solution
resolve resolution
produce production
reduce reduction
introduce introduction
receive receipt
conclude conclusion
include inclusion
compare comparison
expand expansion
extend extension
convert conversion
permit permission
submit submission
admit admission
transmit transmission
compress compression
depress depression
impress impression
discuss discussion
express expression
connect connection
collect collection
select selection
protect protection
inspect inspection
react reaction
act action
construct construction
destroy destruction
destruct destruction
instruct instruction
translate translation
educate education
pollute pollution
contribute contribution
distribute distribution
evolve evolution
revolve revolution
define definition
compete competition
repeat repetition
oppose opposition
propose proposal
differ difference
exist existence
depend dependence
prefer preference
refer reference
occur occurrence
perform performance
insure insurance
appear appearance
resist resistance
assist assistance
maintain maintenance
guide guidance
allow allowance
accept acceptance
analyze analysis
synthesize synthesis
emphasize emphasis
hypothesize hypothesis
real reality
possible possibility
responsible responsibility
responsible charge
secure security
safe safety
able ability
hungry hunger
thirsty thirst
angry anger
proud pride
warm warmth
strong strength
wide width
deep depth
long length
high height
true truth
young youth
weigh weight
give gift
gift present
present gift
live life
life lifetime
lifespan live_long
lifespan life_expectancy
die death
marry marriage
bear birth
engage engagement
celebrate celebration
party celebration
birthday_party birthday
funeral burial
invite invitation
invitation invite
guest visitor
attend go
attend visit
join attend
participate take_part
participate join
volunteer volunteering
donate donation
donate give
charity donation
collect gather
gather collect
gather harvest
pick harvest
pick choose
pick_up collect
pick_up get
drop_off deliver
hand_over give
carry bring
bring take
take bring
carry take
wear put_on
dress clothes
clothing clothes
clothes outfit
outfit wear
shoe shoes
sneaker trainer
glasses spectacles
sunglasses shades
jewelry jewellery
ring rings
watch see
watch view
listen hear
hear listen
notice spot
notice announcement
news headline
article post
post publish
publish release
release publish
release date_released
come_out released
released come_out
release come_out
launch release
tweet post
blog blog_post
advertise advertising
advertisement ad
advertising ad
ad advert
promote promotion
promotion promote
promote advertise
marketing market
market marketing
sales selling
sale selling
stock inventory
in_stock available
available in_stock
sold_out out_of_stock
ground floor
floor storey
ceiling roof
wall walls
window windows
door doors
toilet bathroom
bathroom restroom
restroom toilet
shower bath
kitchen cooking
garbage trash
trash rubbish
rubbish garbage
waste garbage
mop clean
vacuum hoover
drill bore
nail nails
screw bolt
paint coat
glue stick
stick adhere
tear rip
tie knot
build construct
construct build
building structure
builder build
repair fix
renovate renovation
furniture furnishings
sofa couch
couch sofa
rug carpet
lamp light
light lighting
bulb light
candle candles
fragment shard
stop get_rid_of prevent
stop end get_rid_of
rich_in high_in contain full_of loaded_with
feed food
feed eat
improve get_better raise
improve increase raise
raise increase improve
hand_luggage carry-on carry_on cabin_baggage cabin_luggage hand_baggage
parking car_park parking_lot parking_space
zip zipper
minced ground
greeting message wish
greeting greet
come_up_with think_of write create suggest
come_up_with create
word say call
say call
convert rewrite turn port
rewrite turn
save space free_up
unclog unblock clear
speed_up fast
speed_up make_faster
abroad another_country other_country foreign_country
abroad internationally
request apply
time_off leave vacation
seat place
bank_details bank_account
payment_method way_to_pay
pay accept
exchange change
status where
status state
successful work
bump lump
human real_person agent
human person
at_my_expense pay
poorly badly
tell_apart distinguish
mass weight
amend fix
loop_over iterate_over loop iterate go_through
faucet tap
necktie tie
alone solo by_myself by_yourself on_my_own
rename change_name
quit exit leave close
thicken make_thicker
tell know recognize
put_aside save set_aside
found start set_up
payday pay
check_in checkin
check_out checkout
exit stop quit
immediately right_away instantly at_once straight_away
quickly immediately
revert undo roll_back
regex regular_expression
treat get_rid_of relieve
travel visit go
carry_on_baggage carry_on_luggage carry_on_bag carry_on hand_luggage
set_up enable activate
must_see attraction sight
lasagna lasagne
last keep
check measure
pronunciation pronounce
opt_out unsubscribe stop_receiving stop_getting
hang put_up
price_match price_matching
mistake proofread
maximum atmost
minimum atleast
disconnect drop
most_recent last latest newest
treatment treat
go_down sink
belong include
latest last
latest new recent
in_common similarity similar alike
`;
