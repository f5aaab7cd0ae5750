/** Words of which one says the reverse of the other: a line a pair or two sides, `|` between them. */
export const OPPOSITES = `
enable activate allow permit|disable deactivate deny block forbid
turn_on switch_on|turn_off switch_off
increase raise grow rise gain more up maximize|decrease reduce lower shrink fall lose less down minimize
buy purchase|sell
before|after
start begin open launch|stop end finish close quit
import|export
upload|download
cheap cheapest|expensive
pro advantage benefit strength|con disadvantage drawback weakness
accept approve|reject decline refuse deny
include add insert attach|exclude remove delete detach drop
push|pull
lend|borrow
teach|learn
send give|receive get take
lock|unlock
encrypt encode compress|decrypt decode decompress extract
install|uninstall
join subscribe enter|leave unsubscribe exit
arrive|depart leave
first|last
early|late
old|new young
big large huge|small little tiny
high tall|low short
long|short
hot warm heat|cold cool
fast quick|slow
good better best|bad worse worst
safe|dangerous unsafe
healthy|unhealthy
legal|illegal
possible|impossible
true|false
positive|negative
public|private
internal|external
inside indoor|outside outdoor
left|right
north|south
east|west
top upper|bottom lower
front|back
above over|below under
maximum max most highest largest atmost|minimum min least lowest smallest atleast
ascending|descending
ascend|descend
horizontal|vertical
win|lose
love like|hate dislike
strong|weak
hard difficult|easy simple
hard|soft
rich|poor
wet|dry
full|empty
day|night
male man men boy husband father son brother mother|female woman women girl wife
husband|wife
father|mother
son|daughter
brother|sister
uncle|aunt
king|queen
income|expense
profit|loss
credit|debit
deposit|withdraw withdrawal
asset|liability
hire|fire
married|single divorced
employer|employee
landlord|tenant
buyer|seller
student|teacher
doctor|patient
input|output
read|write
encode|decode
client|server
sync synchronous|async asynchronous
mutable|immutable
static|dynamic
local|remote global
online|offline
wired|wireless
manual|automatic
domestic|international
formal|informal
singular|plural
active|passive
present|absent
present past|future past
remember|forget
succeed pass|fail
show|hide
expand|collapse
freeze|thaw
boil|freeze
inhale|exhale
push|pop
mount|unmount
merge|split
connect|disconnect
zoom_in|zoom_out
log_in sign_in login|log_out sign_out logout
sign_up|cancel
gain_weight|lose_weight
wake|sleep
remove|keep add
all|none some
always|never
more|less fewer
morethan|lessthan
with|without
longer|shorter
many|few
both|one
earn|spend
save|spend
save|delete
create|delete destroy
allow|prevent
cause|prevent cure
cause|effect
tighten|loosen
sweet|salty sour bitter
sender|recipient
parent|child
ancestor|descendant
host|guest
ally|enemy
supply|demand
deductible|premium
gross|net
`;

/** Kinds of which one is never the other, though the sentences around them are alike: a line a family. */
export const SIBLINGS = `
cat dog hamster rabbit bird fish horse cow pig sheep goat chicken parrot turtle snake
breakfast lunch dinner supper brunch snack
red blue green yellow orange purple pink black white brown grey
north south east west
spring summer autumn fall winter
boil fry bake roast grill steam poach microwave
rice pasta bread potato noodle quinoa couscous
apple banana orange pear grape lemon lime mango strawberry blueberry
beef pork chicken lamb turkey fish salmon tuna tofu
coffee tea water juice milk wine beer
bus train plane car bike taxi boat ferry
house apartment condo
guitar piano violin drum flute
football basketball tennis baseball hockey golf cricket
mother father brother sister son daughter uncle aunt grandmother grandfather cousin wife husband
boy girl
hour day week month year minute second decade century
city country state continent
essay poem story letter email tweet speech song report
table list paragraph sentence bullets
get post put patch delete
list tuple set dictionary array
class function variable method
insert update delete select
left_join inner_join
tcp udp http https ftp ssh
json xml csv yaml html
windows linux macos ios android
oven stove microwave grill
flu cold covid
diabetes hypertension asthma
child adult teenager toddler baby senior
loan mortgage
stock bond
checking savings
credit debit
visa passport
hotel hostel
tax_return refund
shirt shoe jacket dress trousers
january february march april june july august september october november december
`;
