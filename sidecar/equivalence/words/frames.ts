/**
 * Runs of words that say one thing, and what is read in their place: `pattern > reading`. `a|b` is a choice, `?` after a
 * word says that it may be missing, an empty reading drops the run. Words that start with `@` are marks: see marks.ts.
 * Of several patterns that fit at a place, the longest is taken.
 */
export const FRAMES = `
hi|hello|hey|greetings there|all|everyone|team|guys|folks? >
good morning|afternoon|evening >
dear support|team|assistant|sir|madam >
thank you so|very? much? >
thanks a? lot|bunch|ton|much? >
thanks in advance >
many thanks >
kind|best regards >
i|we would|should|do? really? appreciate|welcome your|any|some|the? help|advice|guidance|tips|assistance|input with|on? >
any help|advice|tips|ideas would|will|is|are? be? greatly|much? appreciated? >
i|we would be|really? grateful|glad|happy if you could|can|would? >
if you do not mind >
if possible >
if you can|could >
i hope you are|can|someone? doing? well|help? >
quick question|one >
a quick question|one >
just a? quick? question >
i have|had|got a? quick|small|simple? question|query|doubt about|on|regarding|concerning? >
i|we am|are|was|were? just? wonder|wondering|curious > @wonder
i|we would like|love|want to know|learn|understand|hear|find|see|ask out|about? > @wonder
i|we want|need|wanted|needed|wish|like|have to know|learn|understand|ask|find|see|hear out|about? > @wonder
i|we just? want|need|wanted|wish to know|learn|understand|ask|find out|about? > @wonder
i am|was trying|looking|keen|eager|curious|interested to|in|about figure|find|work|understand|understanding|know|knowing|learn|learning|see|out out|about? > @wonder
i am interested in|about > @wonder
i am curious about|as|to? to|know? > @wonder
i|we do not know|understand|see|get >
i|we have no idea|clue >
i am not sure|certain about? >
i am unsure|confused about? >
not sure >
any idea|ideas|clue|clues|thoughts on? > @wonder
any chance you know|could|can tell? me? > @wonder
do|does|would|can|could you|anyone|anybody|someone|somebody happen to know|tell > @wonder
do|does|would you|anyone|anybody|someone|somebody know if? > @wonder
do|would you mind telling|explaining|showing me|us > @wonder
do|would you mind >
would it be possible for you to >
would|could|can|will you please|kindly|maybe|possibly|perhaps|just|also? > @polite
could|can|may i|we ask|trouble you|to|for|please? > @polite
would|could|can|will you please|kindly|maybe|possibly|perhaps|just|also|quickly? tell|inform|advise|let|enlighten|brief|update me|us know? > @wonder
would|could|can|will you please|kindly|maybe|possibly|perhaps|just|also|quickly? tell|inform|advise|brief|update me|us about|on|regarding > @wonder
would|could|can|will you please|kindly|maybe|possibly|perhaps|just|also|quickly? help|assist me|us to|with|in|figure|understand|find|out? out? > @polite
would|could|can|will you please|kindly|maybe|possibly|perhaps|just|also|quickly? give|show|provide|offer|send|teach|get me|us with? > @polite
would|could|can|will you please|kindly|maybe|possibly|perhaps|just|also|quickly? provide|share|offer with|me? > @polite
would|could|can|will you please|kindly|maybe|possibly|perhaps|just|also|quickly? explain|clarify|describe|outline to|for? me|us? > @explain
would|could|can|will you please|kindly|maybe|possibly|perhaps|just|also|quickly? walk|guide|take|talk|lead me|us through|on|with > @explain
walk|guide|take|talk|lead me|us through|on|with > @explain
explain|clarify|describe|outline|illustrate to|for? me|us? > @explain
when it comes to >
elaborate|expand on > @explain
explanation|overview|introduction of|to|on|for > @explain
give|provide|show|offer|get|send|tell me|us? a|an|some? short|brief|quick|simple? explanation|description|overview|introduction of|to|on|for|about > @explain
an? explanation of|for > @explain
tell|inform|let|advise|enlighten me|us please? know? > @wonder
tell|inform me|us more|something|anything|everything? about|on|regarding? > @wonder
give|show|provide|offer|send|get|hand me|us with? > @polite
i|we need|want|require|seek some|a|your? help|assistance|advice|guidance|support with|in|on|to|about|regarding|for? > @wonder
i|we am|are? looking|searching for some|a|your? help|assistance|advice|guidance|support with|in|on|to|about? > @wonder
need|needing|want some|a? help|assistance|advice with|in|on|to|about? > @wonder
help|assist me|us please? to|with|in|figure|understand|find|out? out? > @polite
help|assist with|in >
please|pls|plz|kindly >
i|we would like|love|prefer|want|need|wish|have|am|are|was|were|try|hope|plan to|trying|hoping|planning|looking|going|wanting|about|supposed? to? > @want
i|we would like|love|prefer|want|need > @want
i|we am|are trying|attempting|hoping|planning|looking|wanting|going|intending|aiming|about|thinking to|of|about > @want
i|we wish|intend|plan|hope|mean|try|aim|wanted|needed|tried|plan|intend|have|has|had to > @want
i|we am|are? looking|searching for > @want
looking|trying|hoping|planning|wanting|searching|wish|want|need to|for|of > @want
i|we think|guess|believe|suppose|heard|read|understand|know|noticed|realize|see that? >
it seems|looks|appears that|like|as? if|though? >
it turns out that? >
as far as i know >
to be honest|clear|sure >
by the way >
for example|instance >
such as >
at all >
in|for general|short|particular >
these days >
right now > now
at the moment > now
at this moment|time|point > now
at present > now
currently|presently|nowadays > now
as soon as possible > soon
as well|too >
of course >
in order to|for > to
so as to > to
so that i|we|you|it can|could? > to
how|what is|are|about do|does|did|can|could|would|should|might|must|shall|will i|you|we|one|someone|somebody|people|anyone|a|they person|user|customer? go about > @how
how|hw do|does|did|can|could|would|should|might|must|shall|will i|you|we|one|someone|somebody|people|anyone go? about? > @how
how|hw do|does|can|could|would|should a|an person|user|customer|beginner|human > @how
how|hw to|do|can|should|would > @how
how|hw exactly|best? is|are|was|were > @how
how|hw does|do|did|will > @how
how|hw am|are|is i|you|we|one supposed|meant|expected|able to > @how
how|hw about > @suggest
how|hw is it possible to > @how
how|hw would|do|can|should|could i|you|we|one best|correctly|properly|quickly|easily > @how
how|hw have|need|want|ought i|you|we to > @how
how would|do|can|should you|i|we go|set|begin|get|start about|off|by > @how
know|learn|understand|find|see|figure|tell|show|teach|explain|advice|instructions|tips|guidance|guide|tutorial|help out|me|us? how|on|of|for|to to|do? i|you|we? > @how
any|some|your|the|a|an best|good|easy|simple|proper|easiest|simplest|possible? tips|advice|instructions|guidance|guide|tutorial|steps|method|trick|tricks|ways|way|suggestions on|for|to|in how? to|on? > @how
tips|advice|instructions|guidance|guide|tutorial|steps|method|methods|tricks|ways|way|suggestions|directions on|for|to|in how? to? > @how
instructions|directions > @how
what is|are|was|were|would|will be? the|a|an|some|my|your best|right|correct|proper|easiest|simplest|good|most|recommended|usual|standard|general|preferred|ideal|easy|simple|typical? effective|appropriate|common|convenient|suitable? way|ways|method|methods|steps|step|process|procedure|approach|approaches|technique|techniques|trick|means|instructions|strategy|strategies|option|options|solution to|of|for|in|on|that|i|you|we|needed|required|involved|should|can|follow? i|you|we|to|should|can|for|in|need|take|must? to|use|take|follow|for|in? to? > @how
what way|method|methods|steps|step|process|procedure|approach|technique can|do|should|must|would|is|are i|you|we|one|there|used|needed|required|involved? follow|take|use|need|perform|to|for|in? to|for|in? > @how
which way|method|steps|process|procedure|approach|technique can|do|should|must|would|is i|you|we|one|used? follow|take|use|need|perform|to|for? to|for? > @how
what do|should|must|can|could|would|does i|you|we|one|someone need|have|do|want? to|do? do? to|for|in|when|if order? to > @how
what do|should|must|can|could i|you|we|one do|try if|when|about|with|against > @todo
what do|should|must|can|could i|you|we|one do|try > @todo
what can|could|should be done if|when|about|with|against? > @todo
what can|could|should|do i|we|you do|try about|against > @how fix
what helps|works against|for|with > @how treat
what is good for|against > @how treat
how do|can i|we|you deal with > @how treat
what is|was the command|syntax|code|shortcut|formula|query|keyword|function for|to|of > @how
what|which command|syntax|shortcut|formula|function do|can|should|would|is i|you|we|used? use|need|run|enter|type? to|for > @how
what do|should|must i|you|we click|press|run|type|enter|say|write to > @how
what to do|try if|when|about|with|against? > @todo
what is the best|right thing to do|try if|when|about|with? > @todo
what would you do|suggest|recommend|advise > @suggest
what do you suggest|recommend|advise > @suggest
what would|do|does it take to > @how
is there a|an|any|some good|easy|simple|quick|better|best|proper|other? way|ways|method|trick|approach|possibility|option|chance|means for|of|to|that|i|in|how|where i|me|you|one|us|we|can? to|can|could? > @away
are there any|some good|easy|simple|quick|proper? ways|methods|tricks|options|possibilities of|to|for|that|in i|you|one|we? to|can? > @away
does a|any way|method exist to|for > @away
is it possible|feasible|doable for|that me|you|someone|us|one|a|people|i|we? user|customer|person|can|could? to? > @possible
would|will it be possible|feasible|doable for|that|to me|you|someone|us|one? to? > @possible
is it an? option|possibility to|for > @possible
am|is|are i|you|we|one|customers|users|people|employees able to > @possible
can|could i|you|we|one|people|someone|anyone|users|customers|employees > @possible
am|is|are i|you|we|one|customers|users|people|employees allowed|permitted|entitled|authorized to > @allowed
is it allowed|permitted|ok|okay|acceptable|fine|permissible|all alright|right|legal? for|to|if i|me|you|us|one|we? to? > @allowed
may|might i|we|one > @allowed
do i|you|we|one have permission|authorization to > @allowed
am|is|are i|you|we|one|customers|users|people|employees obliged|required|obligated|supposed|forced|expected to > @must
is it necessary|required|mandatory|obligatory|compulsory|needed|essential|imperative for|to|that|if i|me|you|us|one|we? have|need? to? > @must
do|does|must|will|would i|you|we|one|people|customers|users|employees have|need|got to > @must
do|does|must|will|would i|you|we|one|people|customers|users|employees need a|an|the? > @must
must i|you|we|one|people > @must
need i > @must
should i|you|we|one|people|someone > @should
ought i|you|we|one to > @should
would|do you recommend|advise|suggest that|to|i|a|an|the|any|me? to|should? > @should
is it advisable|recommended|recommendable|advised|wise|smart|sensible|better|best|sound to|for|if i|me|you|us|one|we? to? > @should
is|would it|be be? an? good|wise|smart|great|bad|sensible idea to|for|if|that i|me|you|us|we? should|to? > @should
is it worth|worthwhile it|my|the|to? while|time|trouble|effort|money? to? > @worth
does it make sense to|for|if i|me|you|us|we? to? > @should
why > @why
how come > @why
what|which is|are|was|were the|a|some|main|key|primary|possible|typical|usual|likely|most? main|key|primary|possible|typical|usual|likely|common|biggest|real|underlying? reason|reasons|cause|causes|explanation|explanations|rationale|motivation|logic for|of|behind|that|why|to? why|that|the? > @why
what might|could|can|would|does|do|may|will|usually|typically? be|explain|have? cause|causes|causing|caused|behind|explain|explains > @why
what makes|made|make|leads|led|causes|caused|cause|explains|drives|triggers|triggered > @why
what reason|reasons is|are there for|why|behind|that > @why
for what|which reason|reasons > @why
reason|reasons|cause|causes|explanation for|of|why|behind|that|to why|that? > @why
the|a main|key|primary|possible|typical|usual|likely? reason|reasons|cause|causes|explanation for|of|why|behind|that|to why|that? > @why
what is the point of|in|behind > @why purpose
what is wrong with|here? > @why
what is going on|wrong with|here? > @why
what effect|effects|impact|influence|consequences does|do|has|have|will|would > @how affect
what is|are the effect|effects|impact|influence of > @how affect
all the time > always
constantly > always
when > @when
at|on|in|by|around|from|since|until what|which time|hour exactly? > @when hour
what is the? best|right|ideal|good|optimal|perfect time|moment|season|month of? year? to|for|of? > @when good time
when is the|a best|right|ideal|good|optimal|perfect time|moment|season of? year? to|for? > @when good time
the? best|right|ideal|good time|season of? year? to|for > @when good time
what is the deadline|cutoff|cut-off date? for|to|of > @when deadline
by|until when > @when deadline
by what date|time > @when deadline
what time|hour exactly? is|do|does|did|are|will? it? > @when hour
what is the time|hour of|for > @when hour
at|on|in|by|around|from|since|until? what|which date exactly? > @when
what is|was|are|were the exact? date|dates of|for|when|on? which? > @when
at|on|in|by? what|which year is|do|does|did|was|were? > @when year
what is|was the year of|in|when? which? > @when year
at|on|in? what|which day is|do|does|did|was|were? > @when day
at|on|in? what|which month is|do|does|did|was|were? > @when month
at what|which point|stage|moment > @when
how soon > @when
where > @where
in|at|to|from|on what|which place|location|spot|places > @where
what|which is|are|was|were the exact|physical|geographic? location|whereabouts|place|site of|for|where? > @where
in what|which city|town > @where city
what|which city|town is > @where city
in what|which country|nation > @where country
in what|which part of > @where
what|which place|location|places|locations|spot|spots > @where
location|whereabouts of > @where
who|whom > @who
whose > @who of
who is|was|are|were the? person|one|people that|who|responsible? > @who
what|which person|people|individual|individuals that|who? > @who
what is|was the name|names of the? person|man|woman|people|one|author|inventor|founder > @who
what is|was the name|names of > @what name
by who|whom > @bywho
or not >
whether or not > @yn
my question is|was >
the question is >
how many|mny number? of? times > @howoften
how many > @howmany
what is|are|was|were the? total|overall|exact? number|count|quantity|amount of > @howmany
what number|amount of > @howmany
the? number|count of > @howmany
how much is|are|was|were > @price
how much > @howmuch
how much time is|does|do|will|would|should|did|it|that? it|this|one|that? take|takes|need|needed|required|pass|last? to|for|until|before? > @howlong
how long do|must|will|should|would i|you|we|it have|need|take? to? wait for|until|to? get|receive? > @howlong
how long is|does|do|will|would|should|did|has|have|can|it? it|this|one|that? take|takes|last|need|be? to|for|until|before? > @howlong
for how long > @howlong
what is|was the? total|usual|typical|average|normal|expected? duration|length|timeframe|timeline|period|timespan of|for|to? > @howlong
how much time > @howlong
how many minutes > @howlong minute
how many hours > @howlong hour
how many days > @howlong day
how many weeks > @howlong week
how many months > @howlong month
how many years > @howlong year
what is|was the? total|usual|typical|average|normal|expected? delivery|processing|cooking|baking|waiting|travel|response? time of|for|to > @howlong
what amount of time > @howlong
how often|frequently|regularly > @howoften
how many times > @howoften
with what frequency > @howoften
at what|which frequency|interval|intervals > @howoften
what is|are the frequency|interval of|for > @howoften
how far away|apart|is? is|it? it? > @what distance
what is the distance > @what distance
how old is|was|are|were? > @what age
what is|was the? age of > @what age
at what age > @when age
how tall|high is|was|are|were? > @what height
what is|was the? height of > @what height
how big|large is|was|are|were? > @what size
what is|was the? size of > @what size
how heavy is|was|are|were? > @what weight
what is|was the? weight of > @what weight
how deep is > @what depth
what is|was the? depth of > @what depth
how fast is|was|are|does|do|can? > @what speed
what is|was the? speed of > @what speed
at what speed|rate > @what speed
how hot|warm|cold is|was > @what temperature
how good|bad|well > @what good
how likely|probable is|are it|that|to? > @what probability
what are|is the odds|chances|chance|likelihood|probability that|of|for? > @what probability
how safe is it to? > @yn safe
how do|are|is you|we|i|they call|called > @what name
what is|are the? difference|differences|distinction|distinctions between|of|in > @compare
what|which differences|difference exist|are|is between|there > @compare
how do|does|are|is > @how
difference|differences|distinction|distinctions between|of > @compare
the difference|differences|distinction|distinctions between|of > @compare
what sets|separates|distinguishes apart? from? > @compare
compare|contrast > @compare
comparison of|between > @compare
tell apart > @compare
distinguish|differentiate between? > @compare
versus|vs > @versus
compared|compare|comparing|comparison|relative to|with|against > @versus
as opposed to > @versus
what is|are|was|were|does|do|did|would|will|might|could > @what
what does|do|did|would|is it mean|meant when|if|by|to? > @define
what is|are the? precise|exact|actual? meaning|meanings|definition|definitions|sense of|behind|for > @define
what is|are meant|understood by|with|under > @define
the? meaning|definition of > @define
define > @define
what does|do|is|are mean|stand|meant for|by? > @define
what exactly|precisely|actually is|are|does > @what
what kind|kinds|type|types|sort|sorts of > @what kind
which kind|kinds|type|types|sort|sorts of > @what kind
what all > @list
what are|is some|a few|couple of? > @list
what are|is some|a|the|all|few different|common|possible|various|good? ways|examples|reasons > @list
list|enumerate all|some|of? the? > @list
give|name|show|suggest|provide me|us some|a|few|list|couple list|of|few? of? > @list
give|suggest|provide a? list|few|couple of > @list
name some|a few > @list
a list of > @list
list of > @list
what > @what
which > @what
which one|ones > @what
suggest|recommend|propose|advise > @suggest
give|get|make|have|offer|provide me|us? a|an|any|some|your? recommendation|suggestion|recommendations|suggestions|idea|ideas for|on|about? > @suggest
any|some|your recommendation|suggestion|recommendations|suggestions|idea|ideas for|on|about? > @suggest
ideas|recommendation|suggestion|recommendations|suggestions for|on|about > @suggest
whether > @yn
is|are|was|were there > @exists
do|does|did any|some exist > @exists
do|does you|your|they|we have|offer|sell|carry|stock|provide > @exists
have you got > @exists
is|are|was|were|do|does|did|has|have|had|will|would > @aux
is|are|am going to be|have|get|take > @aux
stopped|stops|quit working|functioning > @not work
fail|fails|failed|failing to work > @not work
is|are|was|were|got|am|seems? broken|defective > @not work
run|work|go|perform|load|be? faster|quicker > speed_up
everything > all
anything > any
per|each|every day > daily
per|each|every week > weekly
per|each|every month > monthly
per|each|every year > yearly
degrees|degree celsius|c > celsius
degrees|degree fahrenheit|f > fahrenheit
at? the age of > at
sorry to|for bother|bothering|disturb|disturbing you? but? >
sorry|excuse me but? >
it would be great|nice|lovely|helpful|good|awesome|amazing|cool if you could|can|would|will > @polite
how i|you|we|one can|could|should|might|would? > @how
how does|do|would|will this|that|it|they work > @how
what now > @todo
yes or no >
how > @howx
be|am|been|being >
used to > formerly
no longer > @not longer
yet to > @not
not any longer|more > @not longer
not anymore > @not longer
any longer|more > longer
anymore > longer
not able|capable|possible to|of? > @not can
unable|incapable|impossible to|of? > @not can
cannot > @not can
can not > @not can
could not > @not can
fail|fails|failed|failing|refuse|refuses|refused|refusing to > @not
did|do|does|is|are|was|were|will|would|should|must|has|have|had|may|might not > @not
not > @not
never > @not
nobody|none|nothing|nowhere > @not
no > @not
neither > @not
nor > @not
without having? the? > @not with
without using > @not with
not using|having > @not with
with no > @not with
except|excluding|besides for|from? > except
apart|aside from > except
other than > except
everything|anything|all but > except
instead|rather of|than > instead
in|as the? place|substitute of|for > instead
unless > unless
at least > atleast
a minimum of > atleast
no|not less|fewer than > atleast
or more > atleast
at most > atmost
a maximum of > atmost
no|not more|greater than > atmost
up to > atmost
or less|fewer > atmost
more|greater|higher|larger|bigger|longer|older|later than > morethan
over|above|exceeding|past > over
less|fewer|lower|smaller|younger|earlier|shorter than > lessthan
under|below|beneath > under
most of|the? the? > most
a lot|ton|bunch of > many
lots|plenty|tons of > many
a few|couple of? > few
all of the? > all
each|every one|single? of? > all
every single > all
all|each|every > all
everyone|everybody > all people
most common|popular|frequent|typical|usual|famous|known|important|widely > common
best|most suitable|suited|appropriate > good
least expensive|costly|pricey > most cheap
less expensive|costly|pricey > more cheap
not expensive > cheap
more affordable|inexpensive|economical > more cheap
most affordable|inexpensive|economical > most cheap
most|more inexpensive > most cheap
most recent|current > latest
newest > latest
every|each time > when
as a|an? > as
from|of|since scratch > scratch
step by step > stepbystep
line by line > linebyline
side by side > sidebyside
one by one > onebyone
word for word > verbatim
in|using simple|plain|easy|basic terms|words|language|english > simply
in layman terms > simply
in laymans terms > simply
for a layman|layperson|dummies > simply
like i am five|5 > simply child
as if i|to were|am|a five|5|child years|year|old? old? > simply child
like|as|to|for to|for? a|i|if kid|child|five year? old? > child
in|with a? full|more|great|greater|much? detail|details|depth > detailed
in brief|summary|short|nutshell > brief
in a nutshell > brief
in a|one|single? few? sentence|sentences > sentence
in a few words|sentences|lines > brief
in|as|using a? bullet|bulleted? points|list|form > bullets
recipe for|of > @how make
give|send|show|get|find me|us? a|an|your? good|easy|simple|best? recipe for|of > @how make
what is the|a|your best|good|easy|simple? recipe for|of > @how make
what can|could|will|might|would help|helps me|us? to|with? > @how
what helps me|us to? > @how
how is|are|was the? weather|climate > @what weather
what could|might|can|may be|have the|a|caused? possible|likely? reason|reasons|cause|causes that|for|why|of > @why
what is making|causing|triggering|driving > @why
what could|might|can|may be wrong|the? problem|issue|cause with? > @why
another|different word for > synonym for
what|which command shows|lists|prints|displays > @how list
as cheap|cheaply|inexpensively as possible > most cheap
as fast|quick|quickly as possible > most fast
what is the population of > @howmany people_live
give|show|share|offer me|us? some|any|a|few? good|useful|helpful? tips|advice|suggestions for|on|about > @how
do|does|have you have|got any|some good? tips|advice|suggestions for|on|about > @how
what do|should|must|can|could|would|does i|you|we|one|someone need|have|want? to? do to|for > @how
what do|must|should|would i|you|we|one need|have to do > @todo
how much is|are|was|were a|an|the|your|my|this|that|these > @price cost
what is|are the trick|secret|key|art to|of|for|behind > @how
what|which steps|things|qualifications|skills does|do|would|did it take|need|require to|for? > @how
what steps|measures|actions can|could|should|do|must i|we|you|one take > @todo
what is|are the? best|right|recommended|proper|usual|common|standard|most? effective? treatment|treatments|cure|remedy|therapy for|of|against > @how treat
how do|does|would|can|should you|i|we|one form|build the? plural of > @what plural
how can|do|could you|i|we|one tell apart > @compare
what keeps|holds > @how stay
what is the? recommended|ideal|right|proper|suggested|required|usual|typical|normal|average daily|weekly|monthly? amount|quantity|dose|intake of > @howmuch
what is the? daily|weekly|monthly recommended? amount|quantity|dose|intake of > @howmuch
what is the? maximum|max|highest|largest|greatest|biggest possible|allowed? number|count|amount|quantity of > @howmany
what is|are the? maximum|max|highest|largest|greatest possible|allowed? size|sizes of|for? > @what maximum size
how large|big can|may|could|is a|an|the? > @what maximum size
what is the? maximum|max|longest possible|allowed? duration|length|time of|for? > @howlong
where do|does|did come from > @where originate
what is|was|are|were the? origin|origins|roots|source of|behind? > @where originate
come|comes|came|coming from > originate
what is|was the? time difference|zone|gap difference? between|of > @howmany hour difference
how many hours apart|ahead|behind|between is|are? > @howmany hour difference
what is the? boiling point|temperature of|for? > @what temperature boil
what is the? melting point|temperature of|for? > @what temperature melt
what is the? freezing point|temperature of|for? > @what temperature freeze
at what|which temperature do|does|will|should|is|are|can? > @what temperature
cooking|boiling|baking|roasting|frying|steaming time|times for|of > @howlong cook
what goes into > @what ingredient
what is|are the? ingredients|ingredient of|for|in > @what ingredient
what ingredients|ingredient do|does|are|is i|you|we? need|needed|used? for|in|to? make? > @what ingredient
by|on itself|themselves|own > automatically
on its|their own > automatically
does|would|will it pay off to|for? > @worth
is it|that|this worth it|the effort|trouble|money? > @worth
does it make sense > @should
what is|are the? steps|procedure|instructions|process for|to|of > @how
what|which steps|step do|must|should|are i|we|you|one follow|do|take|needed|necessary|required|involved to|for|in > @how
how do|can|could|should|would i|we|you|one do|achieve|manage|accomplish|go it|this|that about? > @how
how does|would|will|do that|this|it work > @how
how is|are this|that|it done > @how
what do|should|must i|we have|need? to? do > @todo
what is|are|was|were the? intention|idea|thinking|logic|purpose behind|of|for > @why purpose
what was|is the? reason|cause for|of|behind the? > @why
what is|are behind > @why
on what|which date|day do|does|did|will|is|was|are? > @when
what is|was the? date|day of|for|when > @when
at what|which point|stage|moment do|does|did|will|is|should|can? > @when
is|are it allowed|permitted|ok|okay|legal|acceptable|possible > @allowed
what is|are|was the? maximum|max > @what maximum
what is|was the? length|duration of > @howlong
how long is|are|was|were the? > @howlong
how large|big|great is|are|was|were the? > @what size
what is|was|are the? size|dimensions of > @what size
how far is|are|away|apart|do|does? is|are|the|it|to? > @what distance
what is the? purpose|point|use|function of|in|behind? > @why purpose
what is|are for > @why purpose
what could|might|may|can be the? cause|reason|problem|issue|matter|wrong? here? > @why
what|which artist|painter|author|writer|singer|scientist|inventor|director|composer|team|player|actor|actress|explorer|politician|president|company|band > @who
is there a|any? limit|maximum|cap on|to|for how many > @howmany
is there a|any? limit|maximum|cap on|to|for the? number|amount of? > @howmany
how many can|may|am|are|is i|you|we|one allowed|permitted? to? > @howmany
is|are there a|any limit|maximum on|to|for how much > @howmuch
what is the sql|css|regex|html|code|query|command|syntax|formula to|for|of > @how
what is|are a|the|some? good|best? home? remedy|remedies for|against > @how treat
in use|usage > occupied
in the fall > in autumn
this|next|last fall > autumn
how high|low is the? > @howmuch
how many hours are|is there? between > @howmany hour difference
how can|do|would you|i|we|one tell|know if|whether|when > @how know
how do|can|should|would i|you|we go about it|this|that > @how
where do|can|should|would i|you|we go to > @how
what is|are the? process|processes|procedure of|behind? > @how
which|what one is|would be > @what
is it better|smarter|wiser|cheaper to > @should
what is|are better|best for > @what good
what time of day > @when
what are|is your|the? opening|business|office hours|times > @when open
what are|is your|the? hours|times > @when open
opening|business hours|times > @when open
what is|are it|they used? for > @why purpose
what is|was place|city|town of birth > @where born
birthplace > born
at what|which interval|intervals > @howoften
what is the? recommended|ideal|usual|best|right interval|frequency|schedule of|for? > @howoften
under|on what|which conditions|circumstances|terms can|do|may|could? i|you|we|one? > @when
what is the? status|state of|on? > @what status
do not|never want|wish|need to? get|receive any|the|your? more? > unsubscribe
no longer want|wish to? get|receive|have? > unsubscribe
opt out > unsubscribe
what do|should|must i|you|we need|have? to? know|consider|watch|remember|keep about|before|when|out|for|in? > @what know_about
give|write|provide|make|get me|us? a|an|the short|brief|quick|concise? summary of > summarize
what happens|happened|would happen? if|when > @what consequence
what is|are|would be? the consequences|results|penalties|outcome of|if|for > @what consequence
at|for the? lowest|cheapest|smallest cost|price|fee > most cheap
turn|turns|turned out >
how many minutes of > @howmany minute
how many hours of > @howmany hour
how many days of > @howmany day
how many weeks of > @howmany week
how many months of > @howmany month
how many years of > @howmany year
can you eat > @possible eat
can you drink > @possible drink
can you freeze > @possible freeze
can you wash > @possible wash
can you wear > @possible wear
can you reheat > @possible reheat
can you microwave > @possible microwave
can you drive > @possible drive
can you fly > @possible fly
can you run > @possible run
can you swim > @possible swim
can you sleep > @possible sleep
can you die > @possible die
can you catch > @possible catch
can you travel > @possible travel
can you smoke > @possible smoke
can you vote > @possible vote
can you park > @possible park
give me a|an|the query|command|script|regex|formula|snippet that|to|for|which > @how
`;
