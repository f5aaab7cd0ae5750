/**
 * Words that are written correctly. Written by config/generate-vocabulary.ts from WordNet 3.1.
 *
 * WordNet 3.1 Copyright 2011 by Princeton University. All rights reserved. THIS SOFTWARE AND DATABASE IS PROVIDED "AS IS"
 * AND PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES, EXPRESS OR IMPLIED. Permission to use, copy, modify and
 * distribute this software and database and its documentation for any purpose and without fee or royalty is granted by its
 * licence, provided that this notice appears on all copies: https://wordnet.princeton.edu/license-and-commercial-use
 */
export const VOCABULARY = `
abandon abandoned abandonment abasement abashed abbey abbot abbreviated abdomen abdominal aberrant aberration abhor
abhorrent abide abiding ability abject abjection ablated ablation ablaze abnormal abnormality abnormally aboard abode
abolish abolition abolitionist abominable aborigine abortion abound abounding about above aboveground abreaction
abridge abridgment abroad abrogate abrupt abruptly abruptness abscess abscissa absence absent absenteeism absently
absentminded absentmindedly absolute absolutely absorb absorbed absorbency absorption absorptive abstain abstention
abstract abstraction abstractionism abstractive abstruseness absurd absurdity abundance abundant abuse abused abyss
academic academically academicianship academy acapulco accede accelerate accelerated acceleration accelerator accent
accenting accentuate accept acceptable acceptance accepted accepting access accessory accident accidentally acclaim
acclimatize accommodate accompanied accompaniment accompany accomplice accomplish accomplished accomplishment accord
accordance accordingly accost account accountant accounting accouterment accredit accreditation accretion accrue
accrued acculturate acculturation accumulate accumulation accuracy accurate accurately accusation accusative accuse
accusing accusingly accustom acetone acetonemia achieve achievement aching acidity acknowledge acolyte acoustical
acoustically acquaint acquaintance acquainted acquiesce acquiescence acquire acquired acquisition acquit acreage acres
acrobatic acrobatics across acting actinometer action activate activated active actively activism activity actor
actress actual actuality actually actuate acute acutely adamant adamantly adapt adaptable adaptation adapted addicted
addition additionally additive addlebrained address addressed adenoma adept adequacy adequate adequately adhere
adherence adherent adhesive adieu adios adjacent adjectival adjective adjoin adjourn adjournment adjudication adjunct
adjust adjusted adjustment administer administration administrative administrator admirable admirably admiration
admire admirer admissible admission admit admittedly admix admonish admonition adolescence adolescent adonis adopt
adopted adoption adore adorn adrenal adroitly adroitness adsorb adult adulterer adulthood advance advanced advantage
advantageous advent adventure adventurer adventurous adverb adverbial adversary adverse adversity advertise advertised
advertisement advertising advice advisability advisable advise advisedly advisor advocacy advocate aegean aegis
aerated aeration aerator aerial aerobic aerodynamic aerosol aerosolize aerosolized aeschylus aesthetic affably affair
affairs affect affected affectingly affection affectionate affectionately afferent affidavit affiliated affiliation
affinity affirm affirmation affix affixed afflicted affluence afford affront afghan afire aflame aflare afloat afoot
aforesaid afraid africa african after aftereffect afternoon afterward afterwards again agape agate agency agenda agent
agglomerate agglomeration agglutination agglutinin aggravate aggravatingly aggregate aggregation aggression aggressive
aggressiveness aggressor aghast agile agilely agitate agitated agitation agony agree agreeably agreement agricultural
agriculture ahead ahorseback ailing ailment aimless aimlessly aimlessness airborne aircraft airflow airframe airily
airless airplane airport airspeed airway aisle alabama alabaman alabamian alabaster alarm alarmed alarmingly alaska
albany album albumin alcohol alderman alert alerting alertly alertness alfresco algae algebraically algerian alibi
alien alienate alienated alienation alight align alignment alike aliquot alive alkali alkaline alkylbenzenesulfonate
allegation allege alleged allegiance allegory alleviate alley alleyway allied alligator alligatored allocable allocate
allocation allot allotment allow allowable allowance allusion almost aloes alone aloneness along aloof aloofness aloud
alpha alphabetize already alter alteration altercation altered alternate alternately alternative alternatively
altitude altogether altruism aluminum alundum alveolar alveolus always amass amateur amateurishness amaze amazed
amazement amazing ambassador amber ambiance ambiguity ambiguous ambition ambitious amble ambulance ambuscade ambush
amenable amend amended amendment america american americana americanism amiable amicable aminomethane amiss amity
ammoniac ammunition amorist amorous amorphous amount amphibology ample amplification amplifier amplify amplitude amply
amputate amsterdam amulet amuse amused amusement anabaptist anachronism anachronistically anaconda anaerobic
anaesthesia analeptic analogous analogously analogue analogy analyse analysis analyst analytic analytical analytically
analyticity analyze analyzer anaplasmosis anarchist anarchy anastomosis anastomotic anatomic anatomical anatomically
anatomy ancestor ancestral ancestry anchor ancient anciently ancistrodon andean andrena anecdote anemia anemic angel
angelic anger angle anglican anglophilia angrily angry angst anguish anguished angular anhydrous animal animate
animated animize animosity anion anionic ankle annihilate annihilating annihilation anniversary announce announcement
annoy annoyance annoyed annoying annual annually anode anomalous anomic anomie anonymity anonymous anorexia another
answer answering antagonise antagonist antagonistic antagonize antares anteater antebellum antecedent antelope antenna
anterior anthill anthropologist anthropology anthropomorphic antibiotic antibody antic anticipate anticipated
anticipation anticoagulation antigen antipathy antique antiquity antiredeposition antiseptic antiserum antithesis
antithetical antithyroid antitrust anvil anxiety anxious anxiously anyhow anymore anyway anywhere aorta apache apart
apartment aperture apiece aplomb apocalyptic apocryphal apogee apologetic apologetically apologia apologist apologize
apology apostolic apothecary appalling apparatus apparent apparently apparition appeal appealing appear appearance
appease append appendix appetite applaud applause apple applejack applicability applicable applicant application
applicator apply appoint appointed appointee appointment apportion appraisal appraise appraiser appreciable
appreciably appreciate appreciation appreciative apprehend apprehension apprentice apprenticeship approach
approachable appropriate appropriately appropriation approval approve approved approvingly approximate approximately
approximation april apron aptitude aqueous arable arbitrarily arbitrary arbitrate arboreal archaeologist archaize
archangel archbishop arched archeological arching architect architectural architecture archives arctic ardent ardor
arduous areaway arena argive argon argot argue argument argumentative arianism arianist aridity arise aristocracy
aristocratic aristotelian aristotle arithmetic arizona arkansas armadillo armament armchair armed armful armoire armor
armored armpit aroma around arousal arouse aroused arraign arrange arranged arrangement array arrest arrival arrive
arrogance arrogant arrogantly arrogate arrow arroyo arsenic arterial arteriolar arteriole arteriolosclerosis artery
artfully arthritis article articulate articulation artifact artifice artificial artificially artillery artilleryman
artisan artist artistic artistically artistry ascend ascendancy ascending ascertain ascertainable ascribe ashamed
ashen ashore aside asleep aspect asphalt aspirant aspiration aspire aspirin assail assassin assault assay assemblage
assemble assembly assent assert assertion assertive assertiveness assess assessment assessor asset assiduity assign
assigned assignee assigning assignment assimilate assist assistance assistant associate association assorted
assortment assume assumption assurance assure assured assuredly assyrian assyriology asterisk asteroidal astonish
astonished astonishing astonishingly astonishment astound astounding astral astray astride astringent astronomical
astronomy astrophysics astute asymmetric asymmetrically asymmetry asymptotic asymptotically asynchrony athabascan
atheist atheistic athens atheromatous athlete athletic athleticism athletics atlanta atlantic atmosphere atmospheric
atomic atonally atone atrociously atrophic atrophied atrophy attach attached attachment attack attacker attain
attained attainment attempt attempted attend attendance attendant attention attentive attentively attest attic attica
attire attired attitude attorney attract attraction attractive attributable attribute attune atypical audacious
audacity audible audience audit audition auditorium augment augur august aurally aureomycin auspiciously austere
austerity austin australia authentic authenticate authenticity author authoritarian authoritative authoritatively
authorities authority authorization authorize authorized authorship autofluorescence autoloader automate automatic
automatically automation automobile automotive autonomic autonomy autopsy autumn auxiliary avail availability
available avarice avenge avenue average aversion avert aviary aviation avocado avoid avoidance avowed await awaited
awake awaken awakened awakening award awarding aware awareness awestruck awful awfully awfulness awhile awkward
awkwardly axial axially axiom axiomatic azimuth babble babelike babylonian bachelor backbend backbone backdrop backer
background backing backlog backstage backstitch backward backwards backwoods backyard bacon bacteria bacterial badge
badger badly badness baffle baffled baffling baggage baggy bagpipe baked balance balanced balding baleful balinese
balkanize balkiness balking ballad ballast ballerina ballet balletomane balloon ballot ballpark ballplayer ballroom
ballyhoo balsam baltimore balustrade balzac banana bandage bandaged bandit bandoleer bandstand bandwidth bandy banging
banish banister banjo banker bankrupt bankruptcy banner bannerlike banquet banshee banter baptist baptize barbarian
barbaric barbecue barbed barbell barbital barbiturate barefoot barely bargain bargaining barge barium barkeep barley
barnburner barnful barnyard baronial barony baroque baroreceptor barrack barrage barrel barricade barrier bartender
baseball based baseline basement bashful basic basically basileus basin basis basket basketball basophilic bassinet
bastard baste bastion batch bathe bather bathing bathos bathrobe bathroom bathtub baton battalion batter battered
battery batting battle battlefield battlefront battleful battleground batwing bavaria bawdy bawdyhouse bayonet bazaar
beach beachhead beacon beaded beadle beadsman beady beaming beard bearded beardown bearer bearing beast beating
beatnik beautiful beautifully beautify beauty beckon become bedamn bedding bedfast bedground bedpost bedraggled
bedroom bedside bedstead bedtime beebread beech beefy beehive beetle befall befit befog before befriend befuddle
befuddled beget beggar beggary begin beginner beginning beguile beguiling behalf behave behavior behavioral behead
behind behold behoove being belabor belated belch belching belfry belgian belie belief believable believably believe
believer belle bellhop belligerent belligerently bellow belly belong beloved below belowground belshazzar bemoan bench
bended beneath benediction beneficial beneficiary benefit bennington bequest berate bereavement berlin berry berth
beryllium beseech beset besides besiege besieger besmirch bespeak bespectacled bestial bestow bestowal bestubbled
bethink betray betrayal betrothed better betterment between bevel beverage bewail beware bewhiskered bewilder
bewildered bewilderedly bewilderingly bewilderment bewitch bewitched beyond bible biblical bibliographical
bibliography biceps bicker bickering bicycle bidder bidding bigger bilateral bilharziasis bilingual billion billow
bimolecular binder binding binoculars binomial bioassay biochemical biographical biography biological biologist
biology biomedical biomedicine biophysicist biopsy bipartisan birdbath birdhouse birdie birefringence birmingham birth
birthday birthplace birthright biscuit bishop bishopry biter biting bitter bitterly bitterness bitters bittersweet
bivouac bizarre black blackberry blackboard blacken blackened blackening blackmailer blackness blackout blacksmith
blade bladed blame blanch blanched bland blandly blandness blank blanket blare blaring blaspheme blasphemous blasphemy
blast blasting blatancy blatant blaze blazing bleach bleached bleachers bleak bleakly bleary bleat bleed blemish blend
blending bless blessed blessing blight blighted blind blinded blindfolded blindly blindness blink blinker blissful
blissfully blister blistering blithe blithely blizzard bloat block blockade blockading bloke blond blonde blood
bloodhound bloodless bloodshed bloodstained bloodstream bloodsucking bloodthirsty bloody bloom blooming blossom blotch
blower blowfish blowing blown blubber bludgeon bluefish blues bluestocking bluff bluish blunder blunt blurred blurt
blush blushing bluster blustery board boarding boardinghouse boast boastful boastfully boater boating boatload
boatswain bobbysoxer bodice bodily bodybuilder bodybuilding bodyguard boeotian bogartian bogey boggle bogus boiler
boiling boisterous boldly boldness bolshevik bolster bombast bombay bomber bombing bombproof bombus bondsman bonemeal
bonfire bonnet bonus booby bookcase booked booker booking bookshelf boomerang boost booted booth bootlegger
bootlegging booty booze borate border borderline bored boredom boring borough borrow borrower borrowing bosom boston
bother bottle bottleneck bottom bottomland bottomless botulinal boucle bouffant bough boulder boulevard bounce
bouncing bound boundary bounded boundless bounds bouquet bourbon bourgeoisie bovine bower bowlder bowstring boxcar
boxed boxer boycott boyhood boyish brace braced bracing braggadocio braid brain brainy brake brakes bramble branch
branched brand branded brandish brandy brash brass brassica brassy bravado brave bravely bravery brazen brazenly
brazenness brazil brazilian breach bread breadth break breakable breakaway breakdown breakfast breaking breakthrough
breakup breakwater breast breastwork breath breathe breathing breathless breathlessly breeches breed breeding breeze
brevity bribe briber brick bricklayer bricklaying bride bridegroom bridge bridgehead bridle brief briefcase briefing
briefly brier brigade brigadier bright brighten brightly brightness brilliance brilliancy brilliant brilliantly
brindle bring bringing brink brisk briskly bristle britain britannic british brittle broad broadcast broadcasting
broaden broadening broadly broadside broadway brocaded broil broiler broke broken broker brokerage bronc bronchial
bronchiolar bronchiole bronchiolitis bronchus bronze bronzed brood brooding brook brooklyn broom brothel brother
brotherhood brotherly browbeat brown brownish brucellosis bruise bruit brush brushed brushing brushy brutal brutality
brute bubble buckboard bucket buckle buckskin bucolic buddha buddhist buddy budge budget budgetary buffalo buffer
buffet buffoon buggy bugle bugler build builder building buildup built bulgaria bulge bulging bulky bullet bullethead
bulletin bullnecked bullshit bully bullyboy bumblebee bunch bundle bunker bunkmate bunter buoyant burden burdened
bureau bureaucracy bureaucratic burgeon burglar burglary burial burly burma burner burning burnt burrow bursitis burst
busboy bushel bushwhack bushwhacker bushwhacking bushy busily business businesslike businessman businessmen bustle
bustling butcher butler butter butterfat buttocks button buttoned buttressed buyer buying buzzing bygone bypass cabana
cabbage cabin cabinet cable cache cackle cackly cadaver cadaverous cadence cadenza cadre caesar cafeteria cagey
calamity calcification calcify calcium calculate calculating calculatingly calculation calculus calendar caliber
calibrate calibration calibre california californian caliph caller callous calloused callously callousness calmly
calmness calorimeter calorimetric calumniate calumny calving camaraderie cambodia cambridge camera camouflage campaign
camper campfire camping campmate campus canada canadian cancel cancellation cancer candid candidacy candidate candidly
candle candlewick candour candy caning cannon canon canonist canonize canonized canteen canter cantering cantilever
cantle canvas canvass canyon canyonside capability capable capacitance capacitor capacity caper capillary capital
capitalism capitalist capitalistic capitalize capitulate capstan capsule captain captivate captivating captive
captivity captor capture carabao caravan carbine carbon carbonate carcass cardboard cardinal cardiomegaly
cardiovascular cardroom cards careen career careerism carefree careful carefully careless carelessly carelessness
caress caretaker careworn cargo caribbean caricature carload carnal carnival carpenter carpentry carpet carpeted
carping carriage carrier carry cartesian cartilage carton cartoon cartoonist cartridge cartwheel carve carved carven
carving cascade casebook cashmere casino cassite cassocked castanets castigate castigation castle casual casually
catalog catalogue catapult catapultian catastrophe catastrophic catastrophically catatonic catcall catch catcher
catching catechize catecholamine categorize categorized category cater caterer caterpillar catharsis cathedral
catheter cathode catholic catholicism catkin cattle cattleman caucus causal causally causative cause caution cautious
cautiously cavalcade cavalry cavalryman caveat caveman cavern cavity cavort cease ceaseless ceiling celebrant
celebrate celebration celebrity celerity celestial cellar cellulose celtic cement cemetery censorship censure census
centenary centennial center centered centerfield centering centimeter central centralization centralize centralized
centrally centrifugation centrifuge century ceramic cerebellum cerebral cerebrate ceremonially ceremony certain
certainly certainty certificate certification certified certify certiorari certitude ceylon chafe chaff chagrin chain
chair chairman chaise challenge challenging chamber chambered chambermaid champ champagne champion championship chance
chancel chandelier chandelle change changed changing channel chant chanted chantlike chaos chaotic chapel chapter
character characteristic characteristically characterization characterize charcoal charge charged charger chariot
charisma charitable charity charlatan charleston charm charming charnel chart charter chase chastisement chastity
chatter chattering cheap cheat check checkbook checklist checkout checkup cheek cheekbone cheer cheerful cheerfully
cheerfulness cheering cheery cheese cheesecloth chela chemical chemically chemist chemistry cherish cherished cherokee
chest chestnut cheyenne chicago chick chicken chide chief chiefly chieftain chignon child childhood childish
childishly childishness childlike chill chilling chilly chimney china chinese chinked chinless chipper chiropractor
chirp chisel chiseled chivalrous chivalry chivy chloride chlorine chlorothiazide chlorpromazine chock chockful
chocolate choice choir choirboy choke choked cholelithiasis cholesterol chomp choose choosy chopin chopper chord chore
choreograph choreographic choreography chorine chortle chorus chosen christ christendom christening christian
christianity christmas chromatogram chromatographic chromatography chrome chromium chronic chronicle chronologically
chrysanthemum chuck chuckle chuff chump chunk chunky church churchgoer churchgoing churchillian churchman churchyard
churn churning chute cicada cigar cigarette ciliate cilium cinch cincinnati cinema cinematic cipher circle circuit
circuitry circular circulate circulation circumference circumscribe circumspect circumstance circumstances circus
citation citizen citrate citron citrus civic civil civilian civilization civilized claim claimant clairvoyance clamber
clammy clamor clamoring clamorous clamp clamshell clandestine clang clanging clangor clangoring clank clanking
clannish clannishness clapping claret clarify clarity clash clasp class classic classical classically classicist
classics classification classificatory classified classifier classify classless classmate classroom clatter clause
claustrophobia clean cleaner cleaning cleanly cleanse cleansing clear clearance cleared clearheaded clearing clearly
clearness cleat cleave cleft clench clergy clergyman cleric clerical clerk clerking cleveland clever cleverly
cleverness cliche click client clientele cliff climate climax climb clinch clinched cling clinical clinically clink
clique cloak clobber clock clocking clockwise clodhopper clogged clogging clomp clonic close closed closely closer
closet closeup closing closure cloth clothe clothed clothes clothesbrush clotheshorse clothesline clothing clotted
cloud cloudburst clouded cloudy clover clown clowning clubfoot clubhouse cluck clump clumsily clumsy cluster clutch
clutches cluttered coach coaching coagulate coalesce coalescence coalition coarse coarsely coarsened coast coastal
coated coating coattail coaxial coaxing cobbler cocaine coccidioidomycosis coccidiosis cockatoo cockeyed cockpit
cockroach cocky coconut cocoon coddle codification codify coefficient coerce coexist coexistence coexistent coffee
coffeehouse coffeepot coffin cognate cognizance cohere coherent cohesion cohesive cohesiveness coincide coincidence
coldly coldness coleridge collaborate collaboration collaborator collage collapse collapsible collar collate colleague
collect collection collective collectively collector college collegian collegiate collision colloidal colloquial
collusion colombian colon colonel colonial colonize colony color colorado coloratura colored colorful colors colossal
colour columbine columbus column columned columnist columnlike combat combatant combinable combination combine
combined combo combustion comeback comedian comedy comer comet cometary comfort comfortable comfortably comforted
comforting comforts comic comically coming command commandeer commander commanding commandment commando commemorate
commence commend commendable commensurate comment commentary commentator commerce commercial commercialism
commercialization commercially commie commiserate commiseration commissary commission commissioner commit commitment
committed committee committeeman commodity common commoner commonly commonplace commonsense commonwealth commotion
communal commune communicate communicating communication communicational communicative communion communique communism
communist communistic community communize commutation commutator commute commuter commuting compact companion
companionship company comparable comparative comparatively compare comparison compartment compass compassion
compassionately compatible compatriot compel compensate compensation compete competence competent competently
competition competitive competitively competitor compile compiling complain complaint complaisance complement complete
completed completely completeness completion complex complexion complexity compliance complicate complicated
complication complicity compliment complimentary comply component comportment compose composed composer composing
composite composition compost composure compound compounding comprehend comprehension comprehensive comprehensively
compress compressed comprise compromise compromising compulsion compulsive compulsively compulsivity compunction
computation compute computer comrade concave conceal concealed concede conceit conceivable conceivably conceive
concentrate concentrated concentration concept conception conceptual conceptuality conceptualization conceptually
concern concerned concert concerted concertina concerto concession concessionaire concierge conciliate conciliatory
concise conciseness conclave conclude concluding conclusion conclusive conclusively concoct concord concordant
concrete concretely concretistic concur concurrence concurrent concussion condemn condemnation condemnatory
condensation condense condenser condescending condescension condition conditional conditioner conditioning condone
conduct conduction conductivity conductor confederacy confederate confer conference confess confession confessor
confidant confidante confide confidence confident confidential confidentiality confidentially confidently confiding
configuration confine confinement confines confining confirm confirmation confirmed confiscate conflict conflicting
confluent conform conformity confound confrere confront confrontation confuse confused confusing confusion congeal
congenital congested congestion congestive congo congratulate congratulation congratulations congratulatory congregate
congregation congregational congress congressional congressman conjecture conjoin conjoined conjugal conjugate
conjugated conjunction connect connected connecticut connection connective connoisseur connotation connote conquer
conqueror conquest conscience conscientious conscious consciously consciousness conscript conscription consecutive
consensus consent consequence consequent consequently conservation conservatism conservative conservatively consider
considerable considerably considerate considerately consideration consign consist consistence consistency consistent
consistently consolation console consolidate consolidated consolidation consoling consonant consonantal consort
conspicuous conspicuously conspiracy conspirator conspire constable constancy constant constantly constatation
constellation consternation constituent constitute constitution constraining constrict constricted constriction
construct construction constructive constructively construe consult consultant consultation consume consumer
consummate consummated consumption consumptive contact contain container contaminate contamination contemplate
contemplation contemplative contemporaries contemporary contempt contemptible contemptuous contemptuously contend
content contented contentedly contention contest contestant context contiguous continence continent continental
contingency contingent continual continually continuance continuation continue continued continuing continuity
continuous continuously continuum contortion contour contraband contrabass contraception contraceptive contract
contraction contractor contractual contradict contradiction contradictorily contradictory contradistinction contralto
contraption contrary contrast contrasting contribute contributing contribution contributor contributory contrition
contrivance contrive contrived control controlled controller controversial controversy contusion convection convene
convenience convenient conveniently convent convention conventional conventionalize conventionally converge
conversation conversational converse conversely conversion convert convertible convex convexity convey conveyor
convict conviction convince convinced convincing convincingly convivial convoy convulse convulsive convulsively
cooccurring cookfire cookie cooking coolant cooler cooling coolly coolness cooperate cooperation cooperative
coordinate coordinated coordination coordinator copenhagen coping copper coquette coral cordial corduroy corduroys
corkscrew corner cornfield cornmeal corona coroner corporal corporate corporation corporeal corporeality corps corpse
corpulence corral correct correction correctly correctness correlate correlated correlation correspond correspondence
correspondent corresponding correspondingly corridor corroborate corrode corrosive corrugated corrupt corruption
corsage cortex cortical cortically corticofugal corticosteroid corticotropin cosecant cosigner cosily cosmic cosmos
cosponsor costly costume cottage cotton cottonmouth couch cough council counsel counseling counselor count countenance
counter counteract counterattack counterbalance counterbalanced counterchallenge counteroffensive counterpart
counterpoint counterproposal countershot counting countless country countryman countryside county couple coupling
coupon courage courageous courier course court courteous courtesy courtier courtyard cousin cover coverage covered
coverlet covertly covet covetousness coward cowardice cowardly cowboy cower cowhand cowhide cowled cowling cowpuncher
coyness coyote crack cracked cracker cracking crackle crackpot cradle craft crafter craftsman craftsmanship crafty
craggy cramp crane cranky crash crassness crate crave craved craven crawl craze crazed crazily crazy creak creaking
cream creamy crease create creation creative creatively creativeness creativity creator creature creche credible
credit creditable credo creed creedal creek creep creeper cremate crescendo crest crested crevice cricket crime
criminal criminality crimson cringe cripple crippled crippling crisis crisp crispness crisscross crisscrossed
criterion critic critical critically criticise criticism criticize croak croaking crochet crocked crocketed crofter
crone crony crook crooked croon cross crossed crossing crossroad crossroads crotchety crouch crowbait crowd crowded
crown crowned crowning crucial crucifix crucifixion crucify crude crudely crudity cruel cruelly cruelty cruise crumble
crummy crumple crumpled crunch crupper crusade crush crushed crusher crushing crust crusted crutch cryostat cryptic
crystal crystallite crystallize crystallography cuban cubism cubist cuddle cufflink culminate culmination culprit
cultist cultivate cultivation cultural culturally culture cultured cumbersome cumulative cumulus cupboard curbside
curio curiosity curious curiously curly currant currency current currently curricular curriculum curse cursed cursory
curtail curtain curtained curtly curtness curvaceously curve curved curving cushion cushioning custodial custodian
custody custom customarily customary customer cutlass cutting cyclades cycle cyclist cylinder cylindrical cynic
cynical cytoplasm czechoslovakia dabble dabbled dadaism daddy daffodil dagger daily daintily dainty daiquiri dairy
dairyman daisy dallas damage damaging damascus damnation damned dampen dance dancer dancing dandelion dandily danger
dangerous dangerously dangle danish dante dapper dappled daring darken darkening darkly darkness darling darned darwin
dashing dated datum daughter daunt dauntless dawning daybed daybreak daydream daylight daytime dazed dazzle dazzling
deacon deaden deadened deadhead deadline deadlock deadly deafening dealer dealing dealings dearly death deathbed
deathlike deathly debacle debate debauch debilitate debilitating debility debris debunking debut decade decadent decay
deceased decedent deceit deceive decelerate deceleration december decency decent decently decentralize deceptive
deceptively decertify decide decidedly decimeter decision decisive decisively declaim declamation declaration
declarative declare declared decline declivity decompose decomposition decor decorate decoration decorative
decorativeness decorator decorum decrease decreasing decree decrement decry dedicate dedicated dedication
dedifferentiated deduce deduct deductible deduction deductive deepen deepening deeply default defeat defecate defect
defection defective defend defendant defender defense defensible defensive defer deference defiance defiant deficiency
deficient deficit definable define defined defining definite definitely definition definitive deflated deflection
deformation deformational deformed defraud defray defrost degas degeneration deglycerolize degradation degrade degree
deign deity dejected dejection delaware delay delegate delegation deliberate deliberately deliberation delicacy
delicate delicately delicious deliciously delight delighted delightful delightfully delimit delineation deliriously
delirium deliver deliverance delivery delta deltoid delude deluge delve demagogue demand demander demanding
demandingly demarcate demarcation demean demeanor demimonde demineralization democracy democrat democratic democratize
demolish demolition demon demonstrable demonstrably demonstrate demonstrated demonstration demonstrative demonstrator
demoralization demote demur demure demythologization demythologize demythologized denial denmark denomination
denominational denominationally denote denouement denounce dense denseness densitometry density dental dentist denture
denunciation denver depart department departmental departure depend dependable dependence dependency dependent
depersonalize depict depletion deplorable deplorably deplore deploy deportee depose deposit depositor depot deprave
depravity deprecating deprecatory depreciation depredation depress depressed depression deprive depth deputy deranged
dereliction deride derision derisive derivation derivative derive derived derrick dervish descend descendant
descendants descendent descending descent describe description descriptive desecrate desecration desert desertion
deserve deserving design designate designation designer desirable desire desired desolate desolation desorption
despair despairing despairingly despatch desperate desperately desperation despise despised despoil despoiler
despondency despondent despotism dessert destination destine destiny destroy destroyed destroyer destruction
destructive desultory desynchronizing detach detachable detached detachment detail detailed details detain detect
detectable detected detecting detection detective detector deter detergency detergent deteriorate deterioration
determinable determinant determinate determination determine determined determinedly determining deterrent detest
detonate detract detractor detribalize detroit devastate devastating develop developed developer developing
development developmental deviant deviate deviation device devil devilish devilment devious devise devisee devote
devoted devotee devotion devotional devour devout dewar dexamethasone dexterous dexterously dextrous diabetes diabetic
diachronic diagnose diagnosing diagnosis diagnostic diagnostician diagonal diagonalizable diagram dialect dialectic
dialectically dialogue dialysis dialyze diameter diametrically diamond diaper diaphragm diaphyseal diarrhea diarrhoea
diary diatom diatomic dichondra dickens dictate dictated dictatorship dictionary dictum dietary diethylstilbestrol
differ difference different differentiable differential differentiate differentiated differentiation differently
difficult difficulty diffident diffidently diffraction diffuse diffused diffusely diffusing diffusion digest
digestible digestive digitalization dignified dignify dignitary dignity digress dilapidated dilate dilemma diligence
diligent dilute dilution dimension dimensional dimensioning dimer dimethylglyoxime diminish diminished diminishing
diminution diminutive dimly dingy dinner dinnertime diplomacy diplomat diplomatic dipole dipper dipylon direct
directed directing direction directional directionality directive directivity directly director directory dirge dirty
disability disable disabled disabling disabuse disadvantage disagree disagreement disallow disappear disappearance
disappoint disappointed disappointing disappointment disapprobation disapproval disapprove disarm disarmament disarray
disassemble disassembly disaster disastrous disband disbelief disbelieve disburse discard discarded discern
discernable discernible discerning discharge disciple discipline disciplined disclose disclosure discomfited
discomfort disconcerted disconcerting disconcertingly disconnect discontent discontented discontinuance discontinue
discontinuity discorporate discount discourage discouraged discouraging discourse discourteous discover discovered
discovery discredit discreetly discrepancy discrete discretion discretionary discriminate discriminating
discrimination discuss discussion disdain disdainful disease diseased disembodied disenfranchise disenfranchisement
disengage disengagement disentangle disfigured disgrace disguise disguised disgust disgusted disgusting dishearten
disheartened disheartening disheveled dishonest dishonor dishonour dishwasher dishwater disillusioning disillusionment
disintegrate disintegration disintegrative disinter disinterest disinterested disjointed dislike dislocation dislodge
disloyalty dismally dismay dismayed dismaying dismember dismiss dismissal dismount disobedience disobedient disobey
disorder disordered disorderly disorganized disown disparagement disparate dispassionate dispassionately dispatch
dispel dispensary dispensation dispense dispenser dispersal disperse dispersed dispersion displace displacement
display displeased displeasure disposal dispose disposition dispossessed dispossession disproportionate disprove
disputable dispute disqualified disqualify disregard disregardless disrepair disrepute disrobe disrupt disruption
disruptive dissatisfaction dissatisfied dissect dissection dissemble disseminate dissemination dissension dissent
dissenter disservice dissimilar dissipate dissociation dissolution dissolve dissolved dissuade distal distally
distance distant distaste distastefully distension distill distillation distinct distinction distinctive distinctively
distinctly distinctness distinguish distinguishable distinguished distort distortable distortion distract distractedly
distraction distraught distress distressed distressing distribute distribution distributive distributor district
distrust disturb disturbance disturbed disturbing disturbingly ditch ditty divan diverge divergence divergent diverse
diversification diversified diversion diversity divert divertimento divest divestiture divide divided dividend divine
divinely diving divinity division divisive divorce divorced divulge dizzily dizzy docile docket doctor doctorate
doctrinaire doctrinal doctrinally doctrine document documentary dodge dodging dogged doggedly doggerel dogging
doghouse doglike dogma dogmatic dogmatically dogwood doleful dollar domain domestic dominance dominant dominate
dominated dominating domination domineer domineering dominion donate donation donor doomed doorbell doorhandle
doorknob doorman doorway dooryard doped dormant dormitory dosage dosed dotted double doubleheader doubly doubt
doubtful doubtless dough dourly dovetail doweling downcast downfall downgrade downhill downpour downright downstairs
downstream downtown downward downwind dowry dozen dozens draft drafting drafty dragging dragon drain drainage drama
dramatic dramatically dramatics dramatist dramatize drape draped draper drapery drastic drastically draught draughty
drawer drawing drawl drawn dread dreadful dreadfully dream dreamed dreamer dreamfully dreamlike dreamy drearily dreary
dregs drenched dress dressed dresser dressy dribble dried drift drill drilled drink drinker drinking drive driven
driver driveway driving drizzle drizzling drone droop droplet dropout droppings dross drought drover drown drowse
drowsily drowsiness drowsy drugged drugging drugless drugstore drumhead drumlin drummer drunk drunkard drunken
drunkenly drunkenness drygoods dryly dryness dubious dublin ducking duelist duffer dugout dullard dulled dully
dumbbell dumfounded dungeon duplicable duplicate duplication durability durable duration dusky dustbin dustpanful
dutch dwarf dwell dweller dwelling dwindle dwindling dyeing dying dynamic dynamics dynamite dynasty dysentery eager
eagerly eagerness eagle eared earlier earliest early earned earnest earnestly earnestness earnings earphone
earsplitting earth earthbound earthlike earthman earthquake earthshaking earthy easel easily easter eastern eastward
eatable eating ebbing ebony ebullient eccentric eccentricity ecclesiastical ecclesiasticism eclectic eclipse ecliptic
economic economical economically economics economist economize economy ecstasy ecstatic edema edematous edentulous
edged edgewise edifice edify edifying edition editor editorial editorially educate educated education educational
educator efface effect effective effectively effectiveness effectually effectuate efficacious efficacy efficiency
efficient efficiently effloresce effluent effort effortless effortlessly egalitarianism egghead eggplant egotism
egotist egypt eight eighteen eighteenth eighth eighty either ejaculate ejaculation eject ejection elaborate
elaborately elaboration elapse elapsed elastic elasticity elate elation elbow elder elderly eldest elect elected
election elector electoral electric electrical electrically electricity electrifying electrocardiograph electrode
electrolysis electromagnet electromagnetic electromyography electron electronic electronics electrophoresis
electrophorus electroshock electrostatic electrotherapist elegance elegant element elemental elementary elephant
elevate elevated elevation elevator eleven eleventh elfin elicit eligible eliminate elimination elite elizabethan
ellipsoid elongate elongated eloquent elsewhere eluate elucidate elude elusive elute elution emaciated emanate
emanation emancipate emancipated emasculate embankment embargo embark embarrass embarrassed embarrassing embarrassment
embassy embed embedded embellish embezzle embitter emblem emblematic embodiment embody embolden emboldened emboss
embrace embracing embroider embroil emerge emergence emergency emeritus emigrate emigration eminence eminently
emission emotion emotional emotionalism emotionality emotionally emphasis emphasize emphatic emphatically emphysema
emphysematous empire empirical empirically empiricism employ employed employee employer employment empower emptiness
empty emulate enable enabling enact enactment enamel encamp encampment encase enchained enchant enchanted enchantment
encipher enclave enclose enclosure encompass encounter encourage encouragement encouragingly encroach encroachment
encrust encumbrance encyclopedia endanger endear endearing endeavor ending endless endlessly endorse endothelial endow
endowed endowment endpoint endurance endure enduring enduringly enemy energetic energetically energize energy enervate
enervating enervation enforce enforceable enforced enforcement engage engaged engagement engagingly engender engine
engineer engineering england english englishman engrave engraved engraver engross engrossed engrossing engulf enhance
enigma enigmatic enjoin enjoy enjoyable enjoyment enlarge enlargement enlightened enlightenment enlist enliven enmesh
enormity enormous enormously enough enquire enrage enraged enrich enrichment enrol enroll enrollee enrollment ensconce
ensemble enshrine ensue ensuing ensure entail entangled entanglement enter enterotoxemia enterprise enterprising
entertain entertainer entertainment enthalpy enthrall enthrone enthusiasm enthusiast enthusiastic enthusiastically
entice entire entirely entirety entitle entitled entity entomb entrance entranceway entrant entrench entrepreneur
entrust entry enumerate enunciate envelop envelope enveloping enviably envious environment environmental environs
envisage envision enzymatic enzyme eosinophilic epaulet ephemeral epicenter epicure epidemic epidermis epigram
epileptic epiphany epiphyseal epiphysis episode epistemology epistolatory epitaph epithet epitome epitomize epoch
epoxy equal equality equally equanimity equate equation equator equilibrate equilibrium equip equipment equipotent
equipped equipping equitable equity equivalence equivalent equivocal eradicate erase erect ergotropic erode eroded
erosion erotic errand erratic erratically erroneous error ersatz erudite erupt eruption erythroid escalation escapade
escape escaped escheat eschew escort escritoire esoteric especially espionage espouse essay essence essential
essentially establish established establishment estate esteem ester esthetic estimate estranged estrangement
estranging estuary etcetera eternal eternally eternity ethanol ethereal ethic ethical ethics ethiopian ethnic ethos
etiquette etymological eugenic eulogize euphoria euphoric eurasian europe european europeanize eutectic evacuate
evacuation evade evaluate evaluation evaluative evangelical evangelist evaporate evaporation evasive evening evensong
event eventual eventually eventuate everlasting everlastingly every everyday everywhere evidence evident evidential
evidently evildoer evocation evoke evolution evolutionary evolve exacerbate exacerbation exact exactly exaggerate
exaggerated exaggeration exalt exalted examination examine example exasperate exasperated exasperating exasperation
excavation exceed exceedingly excel excellence excellent excellently excelsior except exception exceptional
exceptionally excess excessive exchange excise excitability excitatory excite excited excitedly excitement exciting
exclaim exclaiming exclamation exclude exclusion exclusive exclusively exclusiveness excommunicate excoriate excretion
excruciating excursion excursus excuse execute execution executioner executive executor exemplar exemplify exempt
exemption exercise exercising exert exertion exhale exhaust exhausted exhausting exhaustion exhaustive exhaustively
exhibit exhibition exhilarating exhortation exhumation exigency exile exist existence existent existential
existentialist existing exodus exonerate exorcise exotic expand expanded expanse expansion expansively expansiveness
expect expectable expectancy expectant expectantly expectation expected expedient expedite expedition expel expend
expendable expenditure expense expensive experience experienced experiential experiment experimental experimentalism
experimentally experimentation experimenter expert expertise expiate expiration expire explain explanation explanatory
expletive explicit explicitly explode exploit exploitation exploration exploratory explore explorer explosion
explosive explosively export exporter expose exposed exposition expository exposure expound express expressed
expressible expression expressionistic expressionless expressive expressively expressiveness expressly expulsion
expunge expurgation exquisite extant extend extended extension extensive extensively extent extenuate exterior
exterminate extern external extinguish extinguished extirpate extra extract extralegal extramarital extraneous
extraneousness extraordinarily extraordinary extrapolate extrapolation extraterrestrial extravagant extravagantly
extravaganza extreme extremely extremity extremum extricate extrude exuberant exude exultant exultantly exultation
eyeball eyebrow eyelid eyelike eyepiece eyeshadow eyesight eyestrain fabled fabric fabulous facade faced facet
facetious facetiously facilitate facilitatory facility facing facsimile faction factor factory factual faculty faded
fadeout failure faint faintly fairly fairness fairway fairy fairyland fairytale faith faithful faithfully faker falcon
fallen falling falloff fallout fallow false falsify falsity falter faltering famed familiar familiarity familiarly
family famous fanatic fanaticism fanciful fancy fanfare fantasia fantasist fantastic fantasy fantods faraway farce
farewell farmer farmhouse farming farmland farther farthest fasciculation fascinate fascinated fascinating
fascinatingly fascination fascism fascist fashion fashionable fastball fasten fastened faster fastidious fatal fatally
fateful father fathom fatigue fatigued fatten fattening fatty faucet fault fauteuil favor favorable favorably favored
favorite fearful fearfully fearless feasibility feasible feast feather feathered feature featured featureless february
fecund fecundity federal federalize fedora feeble feebleness feedback feeder feeding feedlot feeler feeling feelings
feign feint felicitate felicity feline fella fellow fellowship felon female feminine femininity fence fencing fender
ferment fermentation ferocious ferociously ferocity ferromagnetic ferry fertile fertilize fertilizer fervent fervently
fervor festival festive festivity fetch fetching fetid feudal fever feverish feverishly fewer fiber fiberglass fibrin
fibrocalcific fibrosis fiction fictional fictive fiddle fidelity fidget field fielder fieldhand fielding fieldstone
fiend fiendish fierce fiercely fierceness fiery fifteen fifteenth fifth fifties fiftieth fifty fight fighter fighting
figurative figuratively figure figurine figuring filing filipino filled filling fillip filly filmed filming filter
filthy final finale finally finance financial financially financing finding finely fineness finger fingered fingering
fingernail fingerprint fingerprinting fingertip finicky finish finished finishing finite firearm firecracker firelight
fireman fireplace firepower fireside firewall firewood firework firing firmly firmness first firsthand fiscal fisher
fisherman fishing fishmonger fishwife fistfight fitness fitting fixed fixer fixing fixture fizzle flail flair flake
flamboyantly flame flank flannel flapper flare flash flashback flashing flashlight flashy flask flatly flatness flats
flatten flattened flatter flattery flatus flaunt flautist flavor flawless fleck flecked fledgling fleet fleeting flesh
fleshy flexibility flexible flick flicker flight flimsy flinch fling flint flirt float floating flocculate
flocculation flock flood flooded floodhead floor floorboard flooring floral florence florentine florid florida
floridian florist flounce flounder flour flourish flout flower flowerbed flowering flowing fluff fluffy fluid
fluoresce fluorescein fluorescence fluorescent fluoride fluorine fluoroboride flurry flush flushed fluster flute
flutter flyer flying flyway foamy focal focally focus focusing foible foliage folklore folks follicular follow
follower following folly fondly fondness foodstuff foolhardy fooling foolish foolishness foolproof footage football
footbridge footing footloose footnote footpath footprint footstep foppish foraging forbid forbidden force forced
forceful forceless forearm foreboding forecast forecasting foreclose forefather forefinger forego foregoing foreground
forehead foreign foreigner foreknow foreknowledge foreman foremost forensic forerunner foresee foreseeable foreshorten
foresight forest forestall forever forfeit forge forget forgetful forgetfulness forgive forgo forgotten forked formal
formalism formalized formally formation formative former formerly formidable formula formulate formulation forsake
forswear forte forth forthright forthwith forties fortification fortified fortify fortitude fortress fortunate
fortunately fortune forty forward forwarding foster fostering fouled found foundation founder founding foundry
fountain fountainhead fourfold foursome fourteen fourteenth fourth foyer fracas fraction fractional fractionate
fractionation fracture fragile fragment fragmentary fragmentation fragrance fragrant frail frambesia frame framed
framework framing franc france franchise frangipani frank frankly frantic frantically fraternisation fraternity
fraternize fraud frayed freak freckle freedom freehand freely freeman freeway freewheeler freewheeling freeze freezing
freight freighter french frenchman frenzied frenziedly frenzy frequency frequent frequently fresh freshly freshman
freshness freud freudian friable friction friday fried friend friendliness friendly friendship frieze fright frighten
frightened frightening frightful frigid fringe fringed frivolous frizzle frogmarch frolic front frontage frontal
frontier frost frostbite frostbitten froth frown frowningly frowzled frozen fruit fruitful fruitfulness fruitless
frustrate frustrated frustrating frustration fueled fugal fugitive fulfil fulfill fulfillment fullback fullness fully
fulminate fumble fumbling fumes function functional functioning fundamental fundamentalist fundamentally fundamentals
funds funeral fungal funnel funny furious furiously furlong furlough furnace furnish furnished furniture furor furrow
furry further furthermore furtive furtively fusiform fusion fussily fussy futile futility future fuzzed fuzzy
gabardine gabble gable gadfly gadget gadgetry gaelic gagwriter gaiety gaily gainful galaxy gallant gallantry
gallbladder galling gallon gallop gallows gallus galvanic galvanism gamble gambler gambling gamecock gamin gamma gamut
gangster gaping garage garbage garbed garbled garden gardener gardening garland garment garner garrison gaseous
gasoline gassing gastrocnemius gastrointestinal gatepost gateway gather gathering gauche gaudy gauge gaunt gauntleted
gauss gavotte gayly gearset gegenschein gelding gender general generalist generalization generalize generalized
generally generate generation generator generosity generous generously genesis genetic geneticist genial genie genius
genre gentian gentile gentle gentleman gentlemanly gently gentry genuine genuinely genus geochemistry geographer
geographic geographical geographically geological geologist geology geometric geometrical geometry georgia georgian
german germanium germany germinal germinate gerundial gesticulate gesticulating gesture geyser ghana ghastly ghetto
ghost ghostlike ghostly ghoul giant gibbet gibelike giddiness gigantic giggle gilded gingerly gingham ginkgo ginmill
girlfriend girlish girlishly giveaway given givenness giver giving glacier gladiator glamor glamorous glance gland
glanders glare glaring glass glasses glassless glassy glaucoma glaze glazed gleam gleaming glean gleeful glibly
glibness glide glimmer glimpse glint glinting glisten glistening glitter glittering gloat global globe globulin
glomerular gloom gloomily gloomy glorified glorify glorious gloriously glory glossary glottochronological
glottochronology glove gloved glower glowering glowing glued glutton glycerine glycerol glycerolize gnash gnome gobble
goddam goddamn goddamned goddess godforsaken godless godlike going goitre goitrogen golden goldsmith golfer golfing
goner goodness goose gorge gorgeous gospel gospeler gospels gossamer gossip gouge gourd gourmet govern governed
governess governing government governor gowned grace graceful gracefully gracious graciously grade graded gradient
grading gradual gradually graduate graduation grain graining grammarian grammatic grammatical grammatically granary
grand grandchild grandeur grandfather grandiose grandly grandma grandmother grandparent granite granny grant granted
granular granule granulocytic grape grapevine graph graphic graphical graphically graphite grapple grappling grasp
grasping grass grassfire grasshopper grassroots grate grateful gratification gratified gratify gratifyingly grating
gratitude gratuitous gratuitously grave gravel gravely gravestone graveyard gravid gravitational gravity graybeard
graze grease greasy great greatcoat greater greatest greatly greatness grecian greece greed greedily greedy greek
green greenhouse greenland greenly greenness greenroom greens greet greeting gregarious grenade grief grievance grieve
grievous grill grille grimace grimly grimy grind grinding grinning gripe gristmill gritty grizzled groan grocer
grocery groggy groin groom groomed groove grooved grope gross grossly grotesque grotesquely ground grounder groundless
grounds groundwork group grouping grove grovel grower growing growl growling grown grownup growth grudge grudgingly
gruesome gruff grumble grumbling grunt guarantee guard guardian guatemala guatemalan gubernatorial guerrilla guess
guessing guest guidance guide guidepost guilt guiltily guilty guitar gullible gully gulping gummy gunfire gunman
gunner gunplay gunpowder gunshot gunslinger gusto gutter guttural guzzle gymnast gymnastic gymnastics gynecologist
gyrate gyration haberdashery habit habitable habitat habitual habitually hacker hackneyed hackwork haggard haggardly
haggle haiku haircut hairdo hairless hairy halfback halftime halfway hallelujah hallmark hallowed halloween
hallucination hallway halogen halter haltingly hamlet hammer hamming hamper handbag handclasp handful handicap
handicapped handiwork handkerchief handle handlebar handled handless handling handmade hands handshaking handsome
handspike handstand handwoven handwriting handwritten handy handyman hangout hangover hanker hanukkah haphazardly
hapless happen happening happily happiness happy harangue harassed harbor hardbake harden hardened hardly hardship
hardtack hardware hardworking hardy harem harlem harmless harmlessly harmonic harmonious harmony harness harrow harry
harsh harshen harshly harshness harvard harvest haste hasten hastily hasty hatch hatching hatchway hated hateful
hatefully hater hatless hatred haughtily haughty haunch haunt haunted haunting haven haversack havoc hawaii hawaiian
hawker hayfield haystack hazard hazel headache headed headgear heading headland headless headlight headline headlinese
headlong headmaster headquarters headsman headstand headstrong healer healing health healthful healthily healthy heard
hearer hearing heart heartbeat heartening hearth heartily hearty heated heater heating heave heaven heavenly heavens
heaver heavily heaviness heaving heavy hebephrenic hebraic hebrew hectic hedge hedonism heedless hefty hegel hegelian
height heighten heights heist helium hellenic hellion hello helper helpful helpfully helpless helplessly helplessness
hemisphere hemoglobin hemolytic hemorrhage hemorrhoid hemosiderin hence henceforth henpecked hepatitis herald heraldic
herculean hereabouts hereafter hereby heredity herein hereinafter heretic heretofore heritage hermeneutics hermetic
heroic heroics heroine heroism herpetologist herringbone hesitancy hesitantly hesitate hesitating hesitation
heterogeneous heterozygous hexameter heyday hibachi hibernate hidden hideaway hideous hideously hideout hiding
hierarchy higher highlight highly highness highroad highschool highway highwayman hijack hijacker hilar hilarious
hilariously hilarity hillbilly hillock hillside hilum hinder hinge hipline hired hissing histology historian
historical historically history histrionics hitch hither hitherto hitler hitless hitter hoarse hoarsely hobble hobby
hodgepodge hoist hokan holder holding holdup holiday holland holler hollering hollow hollowness hollyhock hollywood
holmes holocaust holster holystone homebound homefolk homegrown homeland homely homemade homer homeric homesteader
hometown homeward homicidal homicide homogenate homogeneity homogeneous homogeneously homogenize homosexual homozygous
honest honestly honesty honey honeybee honeymoon honeysuckle honkytonk honolulu honor honorable honorably honored
honour hooked hookup hookworm hopeful hopefully hopeless hopelessly hopper hopscotch horde horizon horizontal hormone
hornpipe horoscope horrible horribly horrid horrified horrifying horrifyingly horror horse horseback horselaugh
horseman horsemanship hospitable hospital hospitality hostelry hostess hostile hostility hotel hotelman hotness
hotshot hound hours house housebreaker housebreaking household householder housekeeping housewife housework housing
houston hover however howling hubbub hubris huckster huddle huddled hudson hugging human humane humanely humanism
humanist humanistic humanitarian humanity humanize humble humbly humidity humiliate humiliating humiliation humility
humming humor humorist humorous hunch hundred hungarian hungary hunger hungry hunted hunter hunting hurdle hurler
hurricane hurried hurriedly hurry hurrying hurtle husband husbandry husky hustle hutment hyacinth hyaline
hyalinization hydride hydrocarbon hydrochloride hydrogen hydrophilic hydrophobic hydrous hydroxide hydroxymethyl
hyperbolic hyperbolically hypercellularity hyperemia hyperemic hyperfine hyperplasia hypertrophied hypertrophy
hypervelocity hypnotize hypoactive hypoadrenocorticism hypocellularity hypocrisy hypocrite hypophyseal
hypophysectomised hypothalamic hypothalamically hypothalamus hypothesis hypothesize hypothetical hypothyroidism
hysteria hysterical hysterically icebox iceland icelandic icicle ideal idealist idealization idealized ideally
identical identifiable identification identified identify identity ideologist ideology idiom idiomatic idiosyncrasy
idiosyncratic idiot idiotic idiotically idleness idler idolize idolized idyllic ignite ignoramus ignorance ignorant
ignore ileum iliad illegal illegitimacy illegitimate illicit illinois illiterate illness illuminate illuminating
illumination illumine illusion illusionary illusory illustrate illustration illustrative illustrator illustrious image
imagery imaginary imagination imaginative imaginatively imagine imaging imbalance imbecile imbed imbibe imitate
imitation imitative immaculate immaterial immature immediacy immediate immediately immense immensely immensity immerse
immigrant immigration imminence imminent immobility immoral immortal immortality immunity immunoelectrophoresis impact
impacted impair impaired impairment impale impart impartial impassable impasse impassioned impatience impatient
impatiently impeccable impeccably impede impel impelled impending imperative imperceptibly imperfect imperfectly
imperial imperialism imperil impersonal impersonate impervious impetuous impetus impinge impinging impious implacable
implant implement implementation implicated implication implicit implike implore imply import importance important
importantly importation importunity impose imposing imposition impossible impotence impotency impotent impractical
imprecate imprecation imprecise impregnable impress impression impressionist impressive imprimatur imprint imprison
imprisonment improbable impromptu improperly impropriety improve improved improvement improvise improvised impudent
impudently impulse impunity impurity impute inability inaccuracy inaccurate inaction inactive inadequacy inadequate
inadequately inadvertence inadvertently inadvisable inanimate inappropriate inaudible inaugural inaugurate
inauguration inboard incalculable incandescent incantation incapable incapacitate incarnate incarnation incense
incensed incentive inception incertain incidence incident incidental incidentally incipience incipiency incise
incisive incite incitement inclination incline inclined inclose include inclusive incoherent income incoming
incompatibility incompatible incompetence incompetent incomplete incompletely incomprehensible inconceivable
inconsequential inconsiderable inconsistent inconvenience inconvenient inconveniently incorporate incorporation
incorrect incorruptibility increase increased increasing increasingly incredible incredibly incubate incubation
incubus inculcate inculcation incur incurable incurably incursion indebted indecent indecision indeed indefatigable
indefensible indefinable indefinite indefinitely indefinity indelible indelicate indentation independence independent
independently indescribable indeterminate index indexing india indian indiana indianapolis indicate indication
indicator indict indictment indifference indifferent indifferently indigestion indignant indignantly indignation
indignity indirect indirection indirectly indiscriminate indiscriminately indispensable indistinct indistinguishable
individual individualism individualist individualistic individuality individualized individually indoctrinate
indolence indolent indonesia indoor indoors indorse indubitable induce induced inducement induct induction indulge
indulgent industrial industrialism industrialization industrious industriously industry ineffable ineffectively
ineligible inept ineptly inequality inert inertia inescapable inescapably inevitability inevitable inevitably
inexcusable inexhaustible inexorable inexorably inexpensive inexperience inexperienced inexplicable inexpressible
inextricable infallible infamous infancy infant infantile infantry infantryman infatuation infect infection infectious
infective infer inference inferential inferior inferiority infernal infertile infest infidelity infield infielder
infiltrate infiltration infinite infinitely infinitive infirmary infirmity inflame inflamed inflammatory inflate
inflated inflation inflect inflection inflexible inflict infliction inflow influence influent influential influx
inform informal informally informant information informed infrared infrequent infuriate infuriating ingest inglorious
ingratitude ingredient ingroup inhabit inhabitant inhabited inhalation inherent inherit inheritance inhibit inhibited
inhibition inhibitory inhospitable inhuman inhumane initial initially initiate initiation initiative inject injection
injure injured injury injustice inkling inlay inlet inmate inner inning innocence innocent innovate innovation
innumerable inoculation inoperable inorganic input inquest inquire inquiring inquiry inquisitive inquisitor inroad
insane insanely insanity inscribe inscribed inscription inscrutability inscrutable insect insensitive inseparable
insert inset inside insidiously insight insignificance insignificant insignificantly insinuation insist insistence
insistent insofar insolence insolent insolently insoluble insouciance inspect inspection inspector inspiration
inspirational inspire inspired inspiring instability instal install installation installment instance instancy instant
instantaneous instantly instead instigate instillation instinct instinctively institute institution institutional
institutionalize institutionalized instruct instruction instructional instructions instructive instructor instrument
instrumental instrumentalist instrumentality instrumentation insubordination insubstantial insufficient insufficiently
insularity insulate insulation insulin insult insuperable insurance insure insured insurmountable insurrection intact
intake intangible integer integral integrate integrated integrating integration integrity intellect intellectual
intellectually intelligence intelligent intelligible intend intended intense intensely intensification intensify
intensifying intensity intensive intensively intent intention intentional intentionally intently intentness inter
interact interaction intercede intercept interceptor interchange interconnect interconnectedness intercontinental
intercourse interdepartmental interdependence interdependent interest interested interesting interestingly interface
interfaith interfere interference interfering interferometer interim interior interject interlace interlayer
interlobular interlock interlocking interlude intermarriage intermediary intermediate intermeshed interminable
intermission intermittent intermolecular internal internalize internally international internationally interne
interpenetrate interpersonal interplay interpose interposition interpret interpretable interpretation interpretative
interpreter interpreting interrelated interrelation interrelationship interrogation interrogative interrupt
interruption intersect intersecting intersection interspecies interstate interstellar interstitial intertwine interval
intervene intervention interview interviewer interweave interwoven intima intimacy intimal intimate intimately
intimidate intimidation intolerable intolerance intonation intone intractable intradepartmental intramuscularly
intransigence intrapulmonary intrenchment intricate intrigue intrinsic intrinsically introduce introduction
introductory introject introjected introspective intrude intruder intrusion intrusive intrust intuition inundation
inure invade invader invalid invalidate invaluable invariable invariably invariant invasion inveigh invent invention
inventive inventor inventory inverse inversely inversion invert inverted invest investigate investigating
investigation investigative investigator investment investor invincible inviolate invisible invitation invite inviting
invocation invoke involuntary involve involved involvement invulnerability invulnerable inward inwardly iodide
iodinate iodinated iodinating iodination iodine iodocompound iodoprotein iodothyronine iodotyrosine ionic ionized
ireland irish irishman irksome ironic ironical ironlike irons ironshod ironworker irony irrational irrationally
irreconcilable irreducible irregular irregularity irregularly irrelevant irremediable irreparable irreproducibility
irresistible irresolute irresolution irrespective irresponsibility irresponsible irreverence irreversible irrevocable
irrigate irrigation irritability irritable irritably irritate irritating irritation irruption island isocyanate
isolate isolated isolation isolationist isomer isopleth isothermal isotonic isotopic isotropic israeli issuance issue
italian italic italicize italy itemize ivory jabber jabbing jackass jackdaw jacket jacksonian jaded jagged jamaican
jammed jangle jangling janissary janitor jansenist january japan japanese jargon jarring jaunty jazzy jealous jealousy
jeffersonian jejunum jelly jeopardize jeopardy jerking jerusalem jesuit jesus jetting jewel jeweled jeweler jewish
jimdandy jimhickey jimmy jingle jingling jockey jocose jocular joggle johnny joined joint jointly joker jolly jolted
jonquil jostle journal journalese journalism journalist journey journeying joust jovial joyous jubilant jubilantly
judaism judge judgment judicial judiciary juice juicy jukebox jumble jumbled jumpy junction juncture jungian junior
junkyard jupiter jurisdiction jurisprudence jurisprudentially jurist juror justice justifiably justification justify
justly justness jutting juvenile juxtapose juxtaposition kamikaze kansas keenly keenness keeping keepsake kentucky
kerchief kerosene kerygma ketch ketosis kettle keyboard keyhole keynote khaki khartoum khmer kickoff kidnap kidnapper
kidney killable killer killing kilometer kinda kindergarten kindled kindly kindred kinesthetic kinesthetically kinetic
kingdom kinship kipling kissing kitchen kitchenette kitten kittenish kleenex knack knapsack knead kneecap kneel knife
knifelike knight knightly knock knocking knoll knotted knotty knowing knowledge knowledgeable known knuckle
knuckleball korea korean kosher krauthead label labeled labor laboratory laborer laborsaving labour labrador labyrinth
laced lacerate lackey lacking lactating ladder laden ladened ladylike lager laggard lagoon laity lamblike lament
lamentation laminate lamplight lampoon lance landing landler landlocked landlord landmark landmass landowner landrover
landscape landscaped landscaping landslide language languid languish languor lanky lantern lapel lappet lapse lapsed
large largely larger larkspur larva larval lasher lashing lasting lastly latch lately latent later latest lather latin
latitude latter laudanum laugh laughingly laughter launch launcher launching laundering laundry laurels lavatory
lavender lavish lavishly lawless lawman lawyer laxness layer layette laying layman layoff layout lazily leaded leaden
leader leaders leadership leading leafhopper leaflet league leakage leaning leapfrog leaping learn learned learner
learning lease leash least leather leathered leave leavened leavening leaving lecher lecture lecturer lecturing ledge
ledger leech leering leftfield lefty legacy legal legally legatee legation legend legendary legged leggy legibility
legion legislate legislation legislative legislator legislature legitimacy legitimate legitimately legitimize legume
leisure leisurely leitmotiv lemma lemon lemonade lending length lengthen lengthening lengthily lengthwise lengthy
lentil leprosy lesion lessen lessened lessening lesser lesson letdown lethal lethality lethargy letter letterhead
lettering letterman letters level levelheaded lever levis lexical lexicon lexicostatistic lexicostatistics leyte
liability liable liaison liberal liberalism liberalize liberally liberate liberated liberation libertine liberty
librarian library libretto license licensed licked licking lieutenant lifeless lifelike lifelong lifetime lifted
lifter ligament light lighted lighten lighthearted lighting lightly lightning lightweight lignite likelihood likely
likeness likewise liking lilac limbo limit limitation limited limiting limitless lincoln linden lineage linear
linearly linebacker lined lineman linen liner lineup linger lingeringly lingual lingually linguist linguistic
linguistically linguistics links linoleum lionize lipped lipstick liquid liquidate liquidation liquor lisbon listed
listen listener listless listlessly liter literal literalism literally literalness literary literate literature lithe
litigant litigation litter littered little livable livelihood liveliness lively liver liverpool livestock livid living
lizard loaded loading loathe loathsome lobby loblolly lobscouse lobscuse lobular lobularity lobule local locale
locality localization locally locate located location locker lockup locust lodge lodging lodgings lofty logarithm
logger logging logic logical logically logistic logistics loins loiter london londoner loneliness lonely longer
longevity longhand longing longitude longshoreman longshot longstanding looking lookup loophole loose loosely loosen
looted lopsidedly lordly lordship lorelei loser losses lotion lotus loudly loudspeaker louisiana louisianan lounge
louse lousiness lousy loveliness lovely lover loving lovingly lower lowered lowering loweringly lowland lowly loyal
loyalist loyalty lucid lucidity lucifer luckily lucky ludicrous luger luggage lugubrious lukewarm lullaby lumbar
lumber luminary luminescence luminescent luminosity luminous lummox lumpish lunar lunatic lunation lunch luncheon
lunchroom lunge lunkhead lurch lurid luscious luster lustily lustre lusty luxurious luxuriously luxury lymphocyte
lyophilize lyric lyrical lyricist macabre machine machinelike machinery machinist mackinaw macromolecular macrophage
macroscopically madam maddened maddening madly madman madness madrigal magazine maggot magic magical magician
magistrate magnet magnetic magnetically magnetism magnetize magnification magnificence magnificent magnificently
magnified magnify magnitude magpie mahogany maiden mailbox mailman maimed maine mainland mainly maintain maintained
maintenance majestic majestically majesty major majority majors maker makeready makeshift makeup making maladroit
malady malaise malaria malediction maleness malevolency malfeasant malformed malign malignancy malinger malingering
malposed maltreat mamma mammal mammalian mammoth manage management manager manchester mandamus mandate mandatory
maneuver maneuverability manfulness mangled manhattan manhood mania maniac maniacal manic maniclike manifest
manifestation manifestly manifold manipulate manipulation manned manner manners manometer manor manpower manse
manservant mantel mantic mantle mantrap manual manufacture manufactured manufacturer manufacturing manumission manure
manuscript manzanita maple marathon marble marbleized marbleizing marbles march marching margin marginal marginality
marginally maria marinate marine marital marked markedly marker market marketable marketing marketplace marking
marksman marksmanship marmalade maroon marquee marriage married marrow marrowbone marry marsh marshal martial martian
martini martyr marvel marvelous marvelously marxist maryland mascara masculine masculinity masking masonry masquerade
massachuset massachusetts massacre massage masses masseur massive masted master masterly mastermind masterpiece
mastery match matched matching material materialism materialize materially maternal mathematical mathematically
mathematics mating matriarch matriculate matrimony matrix matron matsyendra matted matter matting maturation mature
maturity mausoleum mauve maxim maximal maximize maximum maybe mayflower mayor meadow meager meander meandering meaning
meaningful meaningfulness meaningless meanness means meanwhile measurable measure measurement measuring meaty mechanic
mechanical mechanically mechanics mechanism mechanistic mechanized medal meddle meddling median mediate medical
medically medication medicine medieval mediocrity meditate meditation meditative mediterranean medium medley meekly
meeting megakaryocytic megalomania megalopolis megaton mekong melancholy melee melioration mellowingly melodic
melodious melodrama melodramatic melody melon melting member membership membrane memoir memorabilia memorable
memorandum memorial memorization memorize memory memphis menace menacing menarche mendacious menial mental mentality
mentally mention mercenary mercer merchandise merchandising merchant merciful merciless mercurial mercury mercy merely
merge merger merging merit meritorious mermaid merrily merriment merry merrymaking mesenteric mesmerize message
messenger messy metabolic metabolize metal metallic metamorphose metaphor metaphysical meteor meteorite meteoritic
meteorological meter method methodical methodically methodist meticulously metis metrazol metro metropolis
metropolitan mexican mexico micelle michigan microbial microcosm micrometeorite micrometeoritic micron microorganism
microphone microphoning microscope microscopic microscopically microscopy microsecond microsomal microwave midair
midday middle midnight midsection midshipman midst midsummer midwatch midway midwest midwestern might mighty migrate
migration mildly mileage milestone milieu militant militarily military militate militia millenarianism millennium
milliampere millidegree milligram milliliter millimeter million millivoltmeter millpond millwheel milquetoast
milwaukee mimesis mimetic mimicry mince mincing minded mindful mindless miner mineral mineralogy mingle mingling
miniature minimal minimize minimized minimum mining minister ministerial ministration ministry minneapolis minnesota
minoan minor minority minstrel minuet minute minutia miracle miraculous miraculously mirror misanthrope misbehavior
misbranded miscalculate miscalculation miscarry miscegenation miscellaneous mischief mischievous misconception
misconstruction misconstrue misdeed misdemeanor miserable miserably misery misfire misfortune misgauge misgiving
misguided misinterpret misinterpretation misjudge mislay mislead misleading mismanage mismanagement misname misnomer
misogynist misperceive misplace misplaced misquote misread misrelated misrepresent misrepresentation missile missing
mission missionary mississippi missive missouri mistake mistaken mistakenly mistaking mistress mistrust misty
misunderstand misunderstanding misuse misused miter mitigate mitigation mitral mixed mixing mixture mobcap mobile
mobility mobilization mobilize moblike mocker mockery mocking modal model modeled moderate moderately moderation
modern modernism modernity modernization modernize modest modestly modesty modification modified modifier modify
modulation moire moist moisten moisture molal molding molecular molecule molest mollify molten moment momentarily
momentary momentous momentum mommy monarch monastery monastic monaural monday money moneymaker moneymaking monitor
monitoring monkey monkish monochrome monocle monograph monologist monologue monomer mononuclear monophonic
monopolization monopolize monopoly monosyllable monotone monotonous monotony monsieur monsoon monster monstrosity
monstrous month montreal monument monumental moonlight moonlit moral morale moralist moralistic morality morally
morals moreover mores morgue morning moroccan morocco morose morosely morphemic morphologic morphology morphophonemic
morphophonemics morrow morse morsel mortal mortality mortally mortar mortgage mortician mortification mosaic moscow
moses mosquito mostly motel mother motherland motif motion motional motionless motivate motivated motivating
motivation motive motor motorcar mottle mottled motto mould mound mount mountain mountainous mountainside mounted
mourn mourner mournful mournfully mouse mousy mouth mouthful mouthpiece movement mover movie moviegoer moving movingly
mucosa mucus muddied muddle muddleheaded muddy mudguard muffle muffled muffler mulch multidimensional multilateral
multiple multiplication multiplicity multiplied multiply multitude multitudinous mumble mundane munich municipal
munition murder murdered murderer murky murmur murmuring muscle muscleman muscular musculature museum music musical
musically musician musicianship musing musket musketry mustache mustached muster mutant mutational muted mutely
mutilate mutilation mutineer mutiny mutter muttering mutton mutual mutuality muzzle mycenaean myelofibrosis myeloid
myocardial myocardium myofibril myofibrilla myriad myrtle mysterious mystery mystic mystical mystify mystique mythic
mythological mythology nadir nagging naive naked nakedly nakedness nameless namely namesake napoleon napoleonic
naprapath narcotize narrate narrative narrow narrowed narrowing narrowly narrowness nasal nasale nashville nassau
nasty natal nation national nationalism nationalistic nationality nationalize nationally native natural naturalism
naturalize naturalized naturally naturalness nature naturopath naught nausea nauseated nautical naval navel navigate
navigation navigator nazism neanderthal nearby nearer nearly nearness nearsighted neatly nebraska nebulous necessarily
necessary necessitate necessity necklace necktie necropsy necrosis necrotic nectar nectary needed needle needless
needlessly negative neglect neglected negligence negligent negligible negotiate negotiation negro neighbor
neighborhood neighborliness neighbourhood nemesis neocortex neocortical neoliberal neoromanticism nephew neptune nerve
nerveless nerves nervous nervously nervousness nestle nestling netlike nettlesome network neurological neuromuscular
neuronal neuropsychiatric neurosis neurotic neuter neutral neutralism neutralist neutrality neutralization neutralize
neutralized neutrophil never nevertheless newborn newcastle newcomer newfoundland newly newport newsboy newsletter
newsman newspaper newspaperman newton newtonian nibbed nicely nicety niche nickel nickname nicotine niece night
nightclub nightdress nighted nightfall nightingale nightmare nightmarish nightshirt nighttime nihilism nihilistic
nilpotent nimble nimbly nineteen nineteenth nineties ninety ninth nirvana nitrate nitrogen nobility noble nobody
nociceptive nocturnal nodular nodule noise noisemaker noisily noisy nomia nominal nominally nominate nomination
nonassertive nonchalant nonchurchgoing noncom noncommissioned noncompetitive nonconformist nondescript nondriver
nonenzymatic nonequivalence nonequivalent nonetheless nonexistent nonfiction nonfunctional noninterference nonionic
nonlinguistic nonmetallic nonobservant nonoccurrence nonparticulate nonpolitical nonproductive nonresident nonsense
nonspecific nonspecifically nonverbal nonvolatile noradrenaline norethandrolone normal normally north northeast
northerly northern northerner northland northward northwest norway nosed nostalgia notable notably notarize notation
notch notebook noted nothing notice noticeable noticeably notification notify notion notorious notoriously
notwithstanding nourish nourished nourishment novel novelist novelty november novitiate nowhere nowise nozzle nuance
nubbin nubile nuclear nucleate nucleolus nucleus nudge nuisance number numbering numbing numbness numerical numerous
numinous nurse nursery nursing nurture nuthouse nutrient nutritional nutritive nuzzle nymph nymphomaniac oaken oatmeal
obdurate obedience obedient obediently obelisk object objectification objection objectionable objective objectivity
obligated obligation obligational oblige obliged obligingly oblique obliterate obliteration oblivion oblivious
obnoxious obscene obscenity obscure obscurely obscurity obsequious observable observance observant observation
observational observe observed observer obsess obsessed obsidian obsolescent obstacle obstinately obstruct obstruction
obtain obtainable obtrusiveness obverse obvious obviously occasion occasional occasionally occasions occidental
occipital occlude occluded occlusion occlusive occupancy occupant occupation occupational occupied occupy occur
occurrence ocean ocelot ocher octahedron octave october ocular oddly odessa odious odyssey offbeat offence offend
offender offense offensive offer offering office officer official officially officiate offsaddle offset offshore
offspring offstage often oftentimes ogress ohmic oilcloth oiled oilfield oklahoma older oldster oleander oleophilic
oleophobic olive ology olympic olympics ominous ominously omission omniscient oncoming oneness onetime onlooker onrush
onset onshore onslaught opalescent opaque opened opener opening openly openmouthed openwork opera operagoer operate
operatic operating operation operational operationally operations operative operator operetta opinion opinionated
opium opponent opportunism opportunistic opportunity oppose opposed opposing opposite opposition oppress oppression
optical optically optimal optimism optimistic optimum opulent orally orange oration orator oratorical oratorio orbit
orbital orchard orchestra orchestral orchestration orchid ordain ordeal order ordered ordering orderliness orderly
ordinance ordinarily ordinary ordinate oregon organ organic organically organification organise organism organization
organizational organize organized organizer orient oriental orientation oriented orifice origin original originality
originally originate orinoco ornament ornately ornery orphan orthicon orthodox orthodoxy orthographic orthography
orthopedic orthophosphate oscillation oscillator osseous ossification ossify ostensibly ostentatious osteoporosis
ostracize other otherwise ounce outbreak outburst outcast outclass outclassed outcome outcry outdated outdistance
outdo outdoor outdoors outdraw outer outface outfield outfielder outfight outfit outflow outgeneral outgoing outgrow
outing outlaw outlay outlet outline outlined outlive outlook outlying outmaneuver outmode outmoded outnumber outplay
outpost output outrage outraged outrageous outreach outright outrun outset outside outsider outskirt outskirts
outsmart outspoken outstanding outstandingly outstrip outward outwardly outweigh overachievement overachiever
overactive overall overbearing overboard overburden overcast overcoat overcome overconfident overcurious overdone
overdrive overeat overeating overemphasize overestimate overestimation overexpose overfeed overfill overflow overgrown
overhand overhang overhaul overhead overhear overheat overheated overindulge overlap overlay overload overloaded
overlook overlooked overnight overnighter overpayment overpower overpriced overproduce overprotection overprotective
overreach override overriding overrun overseas overshadow overshoe overshoot oversimplification oversized overstep
overstrain overt overtake overthrow overtime overtly overtone overture overturn overturned overvaliant overweight
overwhelm overwhelming overwhelmingly overwork owing owned owner ownership oxcart oxford oxidation oxidise oxidised
oxygen oxytetracycline oyabun oyster ozone pachinko pacific pacification pacify pacing package packaging packed packet
packing packinghouse padded paddle padlock paean pagan paganism pageant paging painful painfully painless pains paint
painted painter painting paired pakistan palace paleocortex paleocortical palermo palestine palette pallid pallor
palpable palpably pamper pamphlet panama pander panel paneling panic panicked panoramic pansy pantheon panther panting
pantomime pantry papal paper paperback papers paperwork papery papillary parable parachute parade paradigm paradise
paradox paradoxical paradoxically paragon paragraph parakeet parallel parallelism paralyze paramagnet paramagnetic
parameter parametric paramount paranoiac paranoid paraphernalia paraphrase parasite parasympathetic parcel parch
parched parchment pardner pardon pardonable parenchyma parent parental parenthesis parenthood parimutuel paris parish
parishioner parisian parisology parked parking parlance parlay parliament parliamentary parlor parochial parody
paroxysm parrot parrotlike parry parson parsonage partake parted parthenon partial partially participant participate
participation particle particular particularistic particularly particulate parting partition partly partner
partnership parts party passage passageway passenger passerby passing passion passionate passionately passive
passively passivity paste pasted pastel pastelike pastime pastor pastoral pasture pasty patch patched patchwork patent
paternalistic paternally pathetic pathless pathogenesis pathogenic pathologic pathological pathologist pathology
pathos pathway patience patient patiently patina patriarchal patriot patriotic patriotism patristic patrol patroller
patrolman patron patronage patronize patronizing patronne patter pattern paucity pause paved pavement payable payday
payment payroll peace peaceable peaceful peacefully peacock peaked peaky pealing pearl pearly peasant pebble pectoral
pectoralis peculiar peculiarity peculiarly pedagogical pedantic peddle peddler pedestal pedigree peevish pegboard
pelting pelvic pelvis pemmican penalize penalty penance pencil penciled pending pendulum penetrate penetrating
penetration peninsula pennant pennsylvania penny pension pensioner pensive pentagon penthouse penutian peony people
peopled pepper peptidase perambulating perceive perceived percent percentage perceptible perception perceptive
perceptual perch perchance perchlorate percolator percussion percussive peremptory perennial perennially perfect
perfectibility perfection perfectionism perfectionist perfectly perforation perform performance performer perfume
perfumed perfunctorily perfunctory perfusion perhaps peril perilous perilously period periodic periodical periodically
periodicity peripheral peripherally periphery perish periwinkle perky permanence permanent permanently permeate
permian permission permit peroxide perpetrate perpetration perpetual perpetuate perpetuation perplexed perplexing
persecute persecution persevere persist persistence persistency persistent persistently person persona personage
personal personality personalize personalized personally personification personify personnel perspective perspiration
persuade persuasive pertain pertinence pertinent perturb perturbation perusal peruse pervade pervaporation perverse
perversely pessimism pessimist pessimistic pester pestered pestering pestilential petal petite petition petitioner
petrify petticoated petting petulance petulantly pfennig phagocyte phalanx phantasy phantom pharmaceutical pharmacist
pharmacological pharmacy phase pheasant phenomenon phenothiazine philadelphia philanthropic philanthropist
philharmonic philippic philippines philological philosopher philosophic philosophical philosophically philosophize
philosophizing philosophy phloem phoenix phone phoneme phonemic phonemics phonetic phonetics phonic phonograph
phonologic phonology phony phosgene phosphate phosphorescent phosphorus photo photograph photographic photographically
photography photomontage photon phrase phraseology phrasing phylum physical physically physicalness physician
physicist physicochemical physics physiognomy physiological physiology physique pianism pianist pianistic piano piazza
picasso picket pickle pickup picnic pictorial pictorially picture pictured picturesque picturing pidgin piece piedmont
pierce piety piezoelectric piezoelectricity pigeon pigheaded pigment pigskin pilfer pilgrim pilgrimage pillar pillory
pillow pilot pimple pinafore pinball pinch pinched pinecone pinnacle pinning pinpoint pioneer piper pique pirate
piratical pirogue pisces pistol pistoleer pitch pitched pitcher pitchfork pitching piteous piteously pitfall pithy
pitiable pitiful pitiless pitilessly pittsburgh pituitary pityingly pivot pixie pizza place placement placid placidly
plague plain plainclothesman plainly plaintively planar plane planet planetary planetoid plank planned planner
planning plant plantation planted planter planting plaque plasma plaster plastered plasterer plastic plastically
plasticity plate platform platinum platitudinous plato platonic platonism platonist platoon plausible playable
playacting playback played player playful playground playing playmate playwright plead pleasant pleasantly please
pleased pleasing pleasure pleat pledge plenitude plentiful plenty pleura pleural pliant plight plodding plowing
plowshare pluck plumb plumber plumbing plummet plump plumping plumpness plunder plunge plunk plunker pluralistic plush
pneumonia poach pocket pocketful poetic poetry poignancy poignant point pointed poise poised poison poland polar
polarity polarization polarize polemical police policeman policy polio polish polished polite politely politeness
politic political politically politician politics polka pollen polls polluted pollution polybutene polycrystalline
polyelectrolyte polyethylene polymerization polymyositis polynomial polyphosphate polytonal pomaded pommel pompous
pompously pompousness poncho ponder ponderous pooch poorly poplin popping poppy populace popular popularism popularity
popularly populate populated population populous porch porcupine porkchop porosity porous portable portal portend
portentous porter porterhouse portfolio portion portrait portray portrayal portugal portuguese portwatcher poseur
position positive positively positivism positivist posse posseman possess possessed possession possessive possibility
possible possibly possum poster posterior posthumous postmark postpone postscript postulate posture postwar potassium
potato potency potent potential potentiality potentially potentiometer pothole potpourri potshot potter pottery pouch
poultry pounce pound pounding poverty powder powdered powdery power powerful powerfully powerfulness powerless powwow
practicable practical practically practice practiced practise practised practitioner pragmatic prairie praise prance
prank prattle prayer preach preacher preaching preamble prearrange precarious precast precaution precede precedence
precedent preceding prechlorination precinct precious precipice precipitate precipitin precise precisely precision
preclude precocious preconceived preconception precondition precooked precooled predecessor predetermined predicament
predicator predict predictable prediction predictive predigested predilection predisposed prednisone predominance
predominantly predominate predomination preeminent preempt preexistence preexistent preface prefer preferable
preferably preference preferential preferentially preferment preferred prefix pregnant prehistoric preisolate
prejudice prejudiced prejudicial preliminary preliterate prelude premiere premise premises premium premix premonition
premonitory preoccupation preoccupied preoccupy prepackaged preparation preparative preparatory prepare prepared
preposition prepositional preposterous prepubescent prepupal prerequisite presage presbyterian prescribe prescribed
prescription preseason presence present presentable presentation presentational presently presentment presentness
preservation preserve preserved preside presidency president presidential press pressing pressure prestige presto
presumably presume presumption presuppose presupposition pretence pretend pretended pretense pretension pretext
prettiness pretty prevail prevalence prevent prevention preventive previous previously prevision prewar price
priceless pricing prick prickly pride priest primacy primarily primary primate primates prime primed primer primeval
priming primitive primly primping prince principal principally principle print printable printing prior priority prise
prison prisoner privacy private privately privilege privileged privy prize prizefight prizewinning probability
probable probably probe problem procedural procedure proceed proceeding proceedings proceeds process processed
processing processor proclaim proclaimed proclamation procrastinate procrastination procreation procreative procure
procurement procurer prodigious produce producer product production productive productivity profane profanely
profanity profess professedly profession professional professionally professor professorship proffer proficiency
proficient profile profit profitability profitable profitably profits profound profoundly profundity profuse profusely
profusion program programming progress progression progressive progressively progressivism prohibit prohibition
project projected projectile projection proletariat proliferation prolific prolong prolongation prolonged prometheus
prominence prominent prominently promise promising promote promoter promotion promotional prompt promptly promulgate
promulgator prone pronoun pronounce pronounced pronouncement proof propaganda propagandist propagandistic propagation
propel propeller proper properly property prophecy prophesy prophet prophetic prophetically propitious proponent
proportion proportional proportionality proportionally proportionate proportionately proposal propose proposition
proprietor proprietorship propriety propylthiouracil proscribe prose prosecute prosecution prosecutor prosodic prosody
prospect prospective prosper prosperity prosperous prostitute prostitution prostrate protagonist protease protect
protecting protection protective protectively protectorate protege protein proteolysis proteolytic protest protestant
protestantism protestation proto protogeometric proton protoplasm prototype prototypical protozoa protozoan protrude
protuberance proud proudly prove proved provenance proverb proverbial provide providence providential province
provincial provincialism provision provisional provisions proviso provocation provocative provoke prowess prowl
prowler proximal proximate proximity prudence prurient pseudo pseudophloem psithyrus psyche psychiatric psychiatrist
psychical psychically psychological psychologically psychologist psychology psychopath psychopathic
psychopharmacological psychophysiology psychopomp psychotherapeutic psychotherapy psychotic pterygium pubescent public
publication publicist publicity publicize publicized publicly publish published publisher publishing pucker puckish
pulley pulling pulmonary pulpit pulsate pulsation pulse pulseless pulverize pulverized pummel punch puncher
punctuality punctuate puncture punctured pundit pungently punish punishable punishment punitive punster pupate pupil
puppet puppy puppyish purchase purely purgatory purge purging purification purify purity purloin purple purport
purportedly purpose purposeful purposely purse pursuant pursue pursued pursuer pursuing pursuit purveyor pushing
pushup pussy putout puzzle puzzled puzzlement puzzling pyknotic pyramid pyrex pyrometer python quack quackery
quadriceps quadruple quadrupling quail quaint quake quaker qualification qualified qualify qualitative qualitatively
quality qualm quantitative quantitatively quantity quarrel quarrelsome quart quarter quarterback quarterly quarters
quartz quash quasi quatrain quaver quavering quaveringly queen queer quell quench querulous querulously query quest
question questionable questioner questioning questioningly questionnaire quick quicken quickening quicker quickie
quickly quickness quicksilver quickstep quiescent quiet quietly quietness quill quilt quilted quintet quirk quirt
quite quiver quixotic quota quotation quote rabat rabbi rabbit rabble racial racine racing racist racket racketeer
radar radial radiance radiant radiate radiation radiator radical radicalism radically radio radioactive radiochlorine
radish radius rafter raftered ragamuffin ragged railhead railing railroad railway rainbow rainfall raise raised
raising rajah rakishly rally rallying ramble ramification rampant rampart ramrod ranch rancher rancor random
randomization randomly range ranging rangy ranked ransack ransom raped rapid rapidity rapidly rapist rapport rapture
rarely rarified rascal rasping ratable rather rathole ratify rating ratio ration rational rationale rationalism
rationalization rationalize rationally rationed rationing rattle rattler rattlesnake rattling raucous raucously ravage
rawhide razor reach react reactant reaction reactionary reactivate reactivity readable readapt reader readily
readiness reading readjust readjustment ready reaffirm reagent realign realism realist realistic realistically reality
realization realize really realm reappear reappearance rearguard rearing rearrange rearward reason reasonable
reasonably reasoning reassail reassemble reassert reassign reassurance reassure reassured reassuring reassuringly
reawaken rebel rebellion rebellious rebelliously reborn rebound rebuff rebuild rebuilding rebuke rebut recalculate
recall recapitulate recapture recede receipt receipts receive receiver recent recently receptacle reception
receptionist receptive recess recession recipient reciprocal recital recite reckless recklessly recklessness reckon
reckoning reclaim reclaimed reclassification reclassify reclining recluse recognition recognizable recognize
recognized recoil recollect recollection recommend recommendation reconcile reconciling recondition reconnoiter
reconsider reconsideration reconstruct reconstructed reconstruction reconvene reconvert recopy record recorded
recorder recording recount recoup recourse recover recoverable recovery recreate recreation recreational recrimination
recruit recruitment rectangle rectangular rectifier rectitude recuperation recur recurrence recurrent redcoat redden
redecorate rededicate redeem redefine redefinition redemption redeposition redevelopment redheaded redheader redirect
rediscover rediscovery redistribute redly redouble redoubled redoubtable redress reduce reduced reducing reduction
redundancy redundant reecho reeking reelect reelection reenact reenforce reenforcement reestablish reevaluate
reevaluation reexamine refashion refectory refer referee reference referendum refill refinance refine refined
refinement reflect reflectance reflection reflective reflectively reflector reflex reflexly refocusing reform reformed
refrain refreshed refreshing refrigerated refrigeration refrigerator refuel refueling refugee refund refurbish refusal
refuse refute regain regal regale regard regardant regardless regenerating regime regiment regimental regimentation
region regional regionally register registrant registration registry regret regretfully regroup regular regularity
regularly regulate regulated regulation regulator regulatory rehabilitate rehabilitation reharmonization rehash
rehearing rehearsal rehearse reich reign reimburse reimbursement reinforce reinforcement reinstall reinstate
reinterpret reissue reiterate reject rejection rejoice rejoicing rejoin relace relate related relatedness relation
relations relationship relative relatively relativistic relax relaxed relay relearn release relegate relent relentless
relentlessly relentlessness relevance relevancy relevant reliability reliable reliably reliance relic relief relieve
relieved religion religionist religious religiously religiousness relinquish relish relive reliving reload reluctant
reluctantly relyric remain remainder remaining remains remake remand remark remarkable remarkably remarry remedial
remedy remember remembrance remind reminder reminisce remission remit remnant remodel remonstrance remonstrate remorse
remorseful remorseless remote remount removal remove remuda remuneration remunerative renaissance rename render
rendering rendezvous rending rendition renew renewal renewed renewing renovation renunciation reopen reorder
reorganize reorientation repair repairman repay repayable repayment repeal repeat repeated repeatedly repel repent
repentance repentant repertory repetition repetitive rephrase replace replacement replacing replant replenish
replenishment replication reply report reported reportedly reporter reporting repose repository reprehensible
represent representation representational representative repress repressed repression repressive reprieve reprimand
reprint reprisal reproach reprobate reproduce reproducibility reproducible reproducibly reproduction reproof
reprovingly reptile republic republican repudiate repugnance repulse repulsion repulsive reputable reputation repute
request require required requirement requisition reread rerun reschedule rescind rescue reseal research researcher
resemblance resemble resent resentful resentfully resentment reserpine reservation reserve reserves reservoir reset
resettle reshape reside residence resident residential residual residue resift resign resignation resignedly
resilience resiny resist resistance resistant resistive resistor resmudge resolute resolutely resolution resolve
resolved resonance resonant resorcinol resort resound resounding resource resourcefulness respect respectable
respected respectful respective respectively respects respiration respiratory respite resplendent respond response
responsibility responsible responsibly responsiveness restate restatement restaurant restive restively restless
restlessly restlessness restock restoration restore restrain restrained restraint restrict restricted restricting
restriction restrictive result resultant resume resumption resurrect resuspend resuspension retail retailer retailing
retain retained retaliate retaliation retard retardation retarded retch retention retentive retentiveness rethink
reticulate retie retina retinal retire retired retirement retort retrace retract retraining retranslate retreat
retreated retribution retrieve retrogressive retrospect retrospective retrovision return reunion reunite reuse revamp
reveal revealing revel revelation reveller revelry revenge revenue reverberate reverberation revere revered reverence
reverend reverie reversal reverse reversibility reversible revert revery revetment review reviewer revile revise
revised revision revitalize revival revive revolt revolution revolutionary revolutionize revolve revolver revulsion
reward rewarding rewrite rhetorician rheumatism rhino rhinoceros rhinotracheitis rhubarb rhyme rhythm rhythmic
rhythmical rhythmically ribbon ribes riboflavin richly richmond richness rickety ricochet riddle riddled rider ridge
ridicule ridiculous ridiculously riffle rifle rifleman rigger right righteous righteousness rightfield rightful
rightfully rightly rightness rigid rigidly rigor rigorous rigorously rimless ringing rinse riotous ripen ripening
ripping ripple rising risky ritual ritualize rival river riverbank rivet rivulet roadblock roadside roadway roarer
roaring roast roasted robber robbery robust robustness rocket rocklike rocky rodeo rogue roiling roleplay roleplaying
roller rollickingly rolling roman romance romantic romanticism romanticize roofer rooftop rooftree rookie roomful
rooms roosevelt roost rooster rooting rosary rosebud rosette roster rostrum rotary rotate rotated rotation rotor
rotten rotundity rough roughen roughhewn roughly roughneck roughness round roundabout rounded roundhouse roundly
roundup rouse rousing rousseau rousseauan route routine routinely rowdy royal royalty rubber rubberlike rubbery
rubbish rubble rubric rudder rudderless ruddy rudely rudeness rudimentary ruefully ruffian ruffle ruffled rugged
ruined ruinous ruled ruler ruling rumanian rumble rumen rummage rumor rumpus runaway rundown runner running runoff
rupture rural rushing russet russia russian rusted rustic rustle rustler rustling rusty rutabaga ruthless ruthlessness
rutted sabbath sabine sable sabotage sacrament sacramento sacred sacrifice sacrilege sadden saddle saddlebag sadism
sadistic sadly sadness safebreaker safeguard safely safety sagacious sagebrush sagging sailing sailor saint salable
salacious salad salamander salary salesgirl saleslady salesman salesmanship salient saline salish saliva salivary
salivate sallow sally salmon salon saloon saltwater salty salubrious salutary salute salvage salvation salve salvo
sameness sample sampler sampling sanctified sanction sanctity sandal sandalwood sandpaper sandwich sandy sanguineous
sanitation sanity sapling sapphire saracen sarcasm sarcastic sarcolemmal sardine sardonic sashay sassing satanic
satellite satiate satiety satin satire satiric satirical satirically satirist satisfaction satisfactorily satisfactory
satisfied satisfy saturate saturated saturation saturday saturn sauce sausage saute savage savagely savageness
savannah saved saver saving savings savior savor savory savvy sawdust sawhorse scaffold scale scaled scalloped scalp
scamper scandal scandalize scandinavian scant scanty scapular scarce scarcely scarcity scare scarecrowish scared scarf
scarify scarred scathing scathingly scatter scattered scavenger scenario scene scenery scenic scent scented scepticism
schedule scheduled schematic scheme scherzo schism schizophrenic scholar scholarly scholarship scholastic
scholastically school schoolboy schooldays schoolgirl schoolgirlish schoolhouse schooling schoolmarm schoolmaster
schoolmate schoolmistress schoolroom sciatica science scientific scientifically scientist scimitar sclerotic scoff
scoffing scold scoop scoot scope scorch scorched scorching score scoreboard scoreless scores scorn scornful scornfully
scotchman scotland scoundrel scour scoured scourge scouring scours scout scouting scowl scraggly scramble scrambled
scrap scrape scrapheap scraping scratch scratchiness scratchy scrawl scrawny scream screaming screech screeching
screechy screen screenplay screwdriver scribble scribe scrimmage script scriptural scripture scrounge scrub scrubbing
scrupulously scrutinize scrutiny scuff scuffle sculptor sculptural sculpture sculptured scurry scurrying scuttle
seacoast seafarer seagull seahorse sealing seaman seaquake search searching searchlight season seasonal seated seattle
seawater seaweed secede secessionist seclude secluded second secondarily secondary secondhand secondly secrecy secret
secretary secrete secretion secretly section sectioned sector secularism secularist secularize secure securely
security sedan sedate sedentary sediment sedimentation seduction seductive sedulously seedbed seedling seedpod seeker
seeming seemingly seepage seeping seething segment segmental segregate segregated segregationist seismic seismograph
seize seizure seldom select selected selection selective selectman selfish selfishness selling semantic semantically
semblance semiempirical semiliterate seminarian seminary semiprecious semipublic semiskilled semitrance senate senator
senatorial sending senile senior seniority sensation sensational sense senseless sensibility sensible sensibly sensing
sensitive sensitivity sensitize sensor sensory sensual sensuality sensuous sentence sentient sentiment sentimental
sentimentalist sentimentality sentimentalize sentinel sentry separable separate separated separately separation sepia
septation september septic septum sequence sequential sequestration serenade serenely serenity serge sergeant serial
serialism series serious seriously seriousness sermon serological serpent serratus serum servant serve service
serviceable services serviette session setback setting settle settled settlement settler setup seven seventeen
seventeenth seventh seventy sever several severalty severe severely severing severity sewage sewer sewing sextet
sexual sexually sforzando shabby shack shackle shackled shade shaded shading shadow shadowed shadowy shaft shaggy
shake shaken shakespeare shaking shaky shallow shallowness shamble shame shamefacedly shameful shamrock shantung
shanty shape shaped shapeless shapely shaping shard share shared sharer shark sharp sharpen sharply sharpness shatter
shattering shave shaved shaven shaving shawl sheaf shear sheath sheep sheeplike sheepman sheepskin sheer sheet shelf
shell shelter shelve shenanigan shepherd sheriff sherry shibboleth shield shielded shielding shift shifting shimmy
shinbone shine shining shiny shipbuilding shipment shipping shipshape shipwreck shipyard shirk shirking shirt
shirtfront shirtsleeve shirtsleeves shiver shivering shivery shock shocked shocking shockingly shoeful shoelace shoes
shoestring shoot shooter shooting shopkeeper shopper shopping shore short shortage shortcut shorten shortened shortly
shortness shortsighted shortstop shotgun shoulder shouldered shout shouting shove shovel showcase showdown shower
showerhead showing showpiece showroom showy shrapnel shred shrewd shrewdly shrewish shriek shrieked shrieking shrill
shrilly shrine shrink shriveled shroud shrub shrubbery shrug shucks shudder shuddering shuffle shuffling shunt
shutdown shutter shuttle shyly siamese siberia sicilian sicily sicken sickish sickly sickness sickroom sideboard
sidelong sidestep sidewalk sidewinder sidewise siding sidle siege sieve sight sightseeing signal signaling signature
signed significance significant significantly signify signore signpost silence silenced silent silently silhouette
silicate silicone silkworm silly silver silvery similar similarity similarly simile similitude simmer simple simplex
simplicity simplify simplistic simply simulate simulated simulation simultaneous simultaneously sincere sincerely
sincerity sinewy sinful sinfulness singe singer singing single singly singsong singular singularity singularly
sinister sinking sinner sinning sintered sinuous sinusoid sinusoidal sioux sipper sirloin sister sitting situate
situated situation sixteen sixteenth sixth sixties sixty sizable sized sizzle sizzling skedaddle skeet skeletal
skeptic skeptical skepticism sketch skiff skill skilled skillful skillfully skimming skinny skirmish skirmisher skirt
skulk skulking skull skullcap skunk skylark skylight skyscraper slack slacken slacks slain slant slanted slanting
slantingly slantwise slapstick slash slashed slashing slate slaughter slave slaver slavery slavic sleep sleeper
sleepily sleeping sleepwalker sleepy sleeve slender slice slick slicker slide sliding slight slightly slime sling
slinging slingshot slink slippage slipper slippered slippery slipping slivery slogan sloganeering sloop slope sloping
sloppy slovenliness slovenly slowing slowly slowness sludge slugger sluggish sluggishly sluice sluicing slumber slump
slurp slurred smack small smaller smallish smallness smallpox smart smash smell smile smiling smilingly smirk smite
smitten smoke smokehouse smoking smolder smolderingly smooth smoothly smoothness smother smothered smothering smuggle
smuggler snack snail snake snapdragon snappy snapshot snare snarl snatch sneak sneaker sneer snicker sniff snigger
sniper sniveling snobbish snoop snore snoring snort snout snowball snowfall snuffbox snuffer snuggle snuggled snugly
soaking soapsuds soaring sober sobering soberly sobriety sociability sociably social socialism socialist socialistic
sociality socialize socialized socially societal society socioeconomic sociological sociologist sodden soddy sodium
soften softened softening softly softness soiled sojourn solace solar solder soldier soldiering soldiery soled solely
solemn solemnity solemnly solicit solicitude solid solidarity solidity solidly solipsism solitary solitude soloist
soluble solution solve solved solvent somatic somber someday somehow someone someplace somersault somersaulting
sometime sometimes somewhat somewhere somnolent sonar songwriter sonnet sonny sonogram sonority sonorous sooner soothe
soothingly soothsayer sooty sophisticate sophisticated sophistication sophomore soprano sorbed sordid sorely sorority
sorption sorrel sorrow sorrowful sorry soughingly sought soulfully sound sounding soundproof soundtrack source
sourdough sourly souse soutane south southbound southeast southeastern southern southerner southernism southpaw
southward southwest souvenir sovereign sovereignty soviet soviets sowbelly space spaced spacing spacious spaciousness
spade spain spang spaniel spanish spare spark sparkle sparkling sparrow sparse sparsely spasm spasmodic spatial
spatiality spatially spatter speak speakeasy speaker speaking spear spearhead special specialist specialization
specialize specialized specially specialty species specific specifically specification specificity specified specify
specimen speck speckled spectacle spectacles spectacular spectacularly spectator specter spectral spectrometer
spectrophotometer spectroscopy spectrum specular speculate speculation speculative speculatively speech speechlessness
speed speedily speedy spell spellbinding spellbound spelling spend spending sphere spherical spherule spice spider
spidery spike spill spine spineless spinnability spiral spire spirit spirited spirits spiritual spiritually spite
spiteful splash splashed splatter splattered spleen splendid splendidly splendor splenomegaly splice splicing splinter
splinters splintery split splitting splutter spoil spoiled spoke spoken spokesman sponge spongy sponsor sponsorship
spontaneity spontaneous spontaneously spoon spoonful sporadic spore sport sporting sportsman sportswoman spotless
spotlight spouse spout sprain sprawl sprawling spray spraying spread spree sprightly spring springboard springfield
springtime sprinkle sprinkling sprint sprinter sprout sprue spume spurn sputnik sputter sputtering squabble squad
squadron squall squalling square squared squarely squash squashed squat squatting squawk squeak squeaky squeal squeeze
squelch squint squire squirm squirrel squirt stability stabilization stabilize stabilized stabilizing stable staccato
stack stacked stadium staff stage stager stagger staggering staggeringly staginess stagnant stagnation stain stained
staining stair staircase stairs stairway stairwell stake stale stalin stalk stalked stall stamen staminate stammer
stamp stampede stance stand standard standardize standardized standby standing standpoint standstill staple starboard
stardom stare stark starlet starlight start starter starting startle startled startling startup starvation starve
starved starving state stately statement statesman statesmanlike statesmanship static station stationery statistic
statistical statistically statistician statuary statue statuette stature status statute statutory staunch stead
steadfastly steadied steadily steady steak steakhouse steal stealing stealth stealthily stealthy steam steamboat
steamed steaming steamship steed steel steep steeple steeply steer stein stellar stemmed stenography stentorian
stepchild stepmother steppe steprelationship steps stepwise stereo stereophonic stereotype stereotyped sterilize
sterling stern sternal sternly sternum steroid stethoscope stetson steward stewing stick sticking stickpin sticky
stiff stiffen stiffening stiffly stiffness stifle still stillness stilt stilted stimulant stimulate stimulating
stimulation stimulus sting stink stinking stipulate stirring stirrup stitch stock stockade stockbroker stockholder
stocking stoic stoical stoicism stoke stolid stolidly stomach stomp stone stonily stool stoop stooped storage store
storefront storehouse storekeeper storeria storeroom storied storm stormy story storyline storyteller stout stoutly
stove straddle strafe straggle straggler straggling straight straightaway straighten straightforward strain strained
straining strait straitlaced strand stranded strange strangeness stranger strangle strangled strangulation strap
stratagem strategic strategist strategy stratification stratified stratify stratum stravinsky straw strawberry stray
streak streaked stream streaming streamlined streamliner street streetcar streetlight strength strengthen strenuous
strenuously stress stressed stretch stretched stretching strew striation stricken strict strictly stride strife strike
striking strikingly string stringy strip stripe striped strive striving stroke stroll strong strongly strop structural
structurally structure structured struggle struggling strum strung strut strychnine stubborn stubbornly stubbornness
stucco studded student studio studious studiously study stuff stuffed stuffy stumble stump stumping stung stunned
stunning stunt stupefying stupendous stupid stupidity stupidly stupor sturdy stutter style stylemark stylist stylistic
stylization stylized suave subcommittee subconscious subconsciously subcontinent subcontract subdivision subdue
subdued subfigure subgroup subhuman subject subjective subjectivist subjugate subjugation sublime subliterary
submarine submerge submission submissive submit submucosa subordinate subpart subpoena subscribe subscription
subsection subsequent subsequently subservient subside subsidize subsidized subsidy subsist subsistence subsoil
subspace subspecies substance substantial substantially substantiate substantive substation substitute substitution
substrate subsurface subsystem subtend subterfuge subtitle subtle subtlety subtly subtract suburb suburban suburbanite
suburbanized subvert subway succeed succeeding success successful successfully succession successive successively
successor succinctly succor succumb sucker suction sudanese sudden suddenly suddenness suffer sufferer suffering
suffice sufficient sufficiently suffix suffocate suffocating suffocation suffrage suffuse sugar suggest suggestion
suggestive suicide suitability suitable suitably suitcase suite suited suitor sulfur sulkily sulky sullen sullenly
sulphur sultan sultry sumatra summarize summary summate summation summer summon sumptuous sunbaked sunburnt sunday
sunder sundial sundown sundry sunken sunlight sunny sunray sunshade sunshine sunstruck suntanned super superb superbly
supercilious superficial superficiality superficially superhighway superimpose superintend superintendent superior
superiority superlative supermarket supernatant supernatural supernaturalism supersede supersonic superstition
superstitious supervise supervision supervisor supine supper supplant supplement supplemental supplementary suppleness
supplicate supplier supply support supporter supporting supportive suppose supposed supposedly suppress supra
supremacy supreme supremely surely surety surface surfactant surfeit surge surgeon surging surly surmise surmount
surmounted surpass surplus surprise surprised surprising surprisingly surrender surreptitiously surround surrounded
surrounding surroundings surveillance survey surveying surveyor survival survive surviving survivor susceptibility
susceptible sushi suspect suspend suspended suspense suspension suspicion suspicious suspiciously sustain sustenance
swagger swaggering swahili swallow swami swamp sward swarm swart swarthy swash swashbuckler swatch swathe swathing
swaybacked swear swearing sweat sweatband sweater sweatshirt swede sweden swedish sweep sweeping sweet sweetheart
sweetly sweetness swell swelled swelling sweltering swerve swift swiftly swimming swimsuit swindle swing swingy swipe
swirl swish swiss switch switchboard switching switzerland swivel swoon swoop sword sworn syllabicity syllable symbol
symbolic symbolically symbolism symbolist symbolize symmetric symmetrical symmetrically symmetry sympathetic
sympathetically sympathize sympathy symphonic symphony symposium symptom symptomatic synagogue synchronism synchronize
synchronous synchrony syndicate syndrome synergism synergistic synonym synonymous syntactic syntactically syntax
synthesis synthesise synthesize synthetic syria syrian syringa syrupy system systematic systematically systematization
systematize table tableau tablet tabletop taboo tabulate tabulation tackle tactic tactically tactics tactile tactual
tactually tadpole taffy tagged tahiti tailback tailgate tailor tailored taint taiwan taken takeoff takeover takings
talent talismanic talkative talking talks talky tallow tally tamper tampering tangent tangential tangible tangibly
tangle tangled tango tanker tanned tantalize tantalizing tantalizingly tantrum taped taper tapestry tapping target
tariff tarnish tarpaulin tarry tartly taste tasteful tattered taunt taunting tavern tawdry tawny taxable taxidriver
taxing taxpayer taxpaying teacart teach teacher teaching teakettle teakwood teammate teamster tearfully tears tease
teasing teaspoonful technical technically technician technique technological technologically technology tedious
teenage teenager teens teensy teeter teetotaler telegram telegraph telegrapher telegraphic telegraphy telepathy
telephone telescope televise television telling telltale temerity temper temperament temperature tempest temple tempo
temporal temporarily temporary tempt temptation tenable tenaciously tenacity tenancy tenant tendency tender tenderly
tenderness tending tendon tenebrous tenement tenet tenfold tennessee tennis tenor tense tensely tension tensional
tensionless tentacle tentative tentatively tenth tenting tenuously tenure tepid terminal terminate termination
terminology terms terrace terrain terrestrial terrible terribly terrier terrific terrified terrify terrifying
territorial territory terror terrorist terrorize terrycloth terse tersely testament tested testicle testify testily
testimonial testimony testing tether teutonic texan texas textile texture textured thailand thamnophis thank
thankfulness thanks thanksgiving thatch thawing theater theatre theatregoer theatrical theatrically theistic thematic
theme thence thenceforth theologian theological theology theorem theoretical theoretically theorist theorize theory
therapeutic therapist therapy there thereafter thereby therefor therefore therefrom therein thereof thereon thereto
theretofore therewith thermal thermally thermistor thermocouple thermodynamic thermodynamically thermodynamics
thermogravimetric thermometer thermometric thermometry thermopile thermostat thermostatics thesis thiamin thick
thicken thickened thickening thicket thickly thickness thickspread thief thieving thigh thighbone thill thing things
think thinker thinking thinly thinness thiocyanate thiouracil third thirst thirsty thirteen thirteenth thirties
thirtieth thirty thither thong thoreau thoriated thorn thorough thoroughfare thoroughgoing thoroughly thoroughness
though thought thoughtful thoughtfully thoughtless thousand thrash thread threadbare threat threaten threatened
threatening three thresh threshing threshold thrice thrifty thrill thriller thrillful thrilling thrive thriving throat
throb throbbing throe thrombosed thrombosis thrombus throne throng thronged throttle through throughout throw thrust
thruway thudding thuggee thumb thumbnail thump thumping thunder thundering thunderous thursday thwack thwart
thyroglobulin thyroid thyroidal thyronine thyrotoxic thyrotrophin thyroxine tibet tibetan ticket tidbit tidewater
tidings tiger tight tighten tightening tightly tiled tilled tilted tilth timber timbered timbre timed timeliness
timely timepiece timer times timetable timeworn timid timidity timidly timing tingle tingling tinker tinkle tipped
tipsy tiptoe tired tiredly tireless tiresome tiring tissue titanic titer titillating title titled titration titter
tittering toast tobacco today toddy toffee together toilet toiling token tokenish tokyo tolerance tolerant tolerate
tollgate tollhouse tomato tomorrow tonal toned tongue tongued tonight tooth toothbrush toothpaste topic topical
topnotch topographical topography topped topple topsoil torch torment tormented tormentor tornado toronto torpid
torpor torrent torso tortuous torture tortured torturing total totalistic totalitarian totality totally totemic toter
totter tottering touch touchdown touching touchstone tough toughness tourist tournament tousled towboat towel toweling
tower townsman toxic toxin trace traceable trachea tracing track tract tractarian tractor trade trademark trader
tradesman trading tradition traditional traditionalism traditionalist traditionally traffic tragedian tragedy tragic
tragically tragicomic trail train trained traineeship training trainman trait traitor traitorous tramp trample
trampling trance tranquil tranquility tranquilizer tranquilly transact transaction transcend transcendental transcribe
transcription transcultural transducer transfer transfix transform transformation transformed transformer transfusion
transgress transgression transience transistor transit transition transitional translate translation translucence
translucent transmissible transmission transmit transmitting transmutation transmute transparent transpirate
transpiration transpiring transplant transplantable transport transportation transpose transversally transverse
transversely transvestitism trapped trapper trapping travel traveled traveler traveller travelogue traverse
treacherous treachery tread treadmill treason treasure treasured treasurer treasury treat treated treatment treaty
treble treetop tremble trembling tremendous tremendously tremor trench trend trepidation trespass trestle trial
triamcinolone triangle triangular tribal tribunal tribute trichrome trick trickle tricolor trigger trigonal trill
trimming trinket triphammer triple tripod trite triumph triumphant triumphantly trivial triviality troika troll troop
trooper troops trophotropic tropical tropidoclonion trouble troubled troubleshooter troublesome trough troupe trousers
truck trucking truculence truculent trudge truly trumpet trumpeter trundle trunk trust trusted trustee trustfully
trustworthy truth truthful truthfulness trying tsunami tuberculosis tubing tubular tubule tudor tuesday tuition
tularemia tulip tumble tumbler tumbling tumor tumour tumult tumultuous tuneful tunelessly tungsten tuning tunisia
tunnel turban turbinate turbine turbulence turbulent turkey turkish turmoil turned turning turnover turnpike turntable
tutor tutorial tuxedoed tweed tweedy tweeze twelfth twelve twenties twentieth twenty twice twiddle twilight twine
twinge twinkle twinkling twirl twirler twirlingly twist twisted twisting twitch twofold twoscore typewriter
typewriting typhoid typhus typical typically typify typing typographic typography tyranny tyrant tyrosine ubermensch
ubiquitous ugliness ukrainian ulcer ulcerated ulceration ultimate ultimately ultimatum ultra ultracentrifugation
ultracentrifuge ultramodern ultrasonic ultrasonically ultraviolet umbrella unabated unable unacceptable unaccompanied
unaccountable unachievable unadjusted unaffected unafraid unalterable unambiguity unambiguous unambiguously unanimous
unanimously unanswered unarmed unashamedly unasked unassisted unasterisked unattached unattractive unauthentic
unauthorized unavailable unavailing unavoidable unavoidably unaware unawareness unawares unbalance unbelievable
unblinkingly unborn unbounded unbreakable unbroken unbuttoned uncanny uncaused unceasingly uncertain uncertainly
uncertainty uncertified unchangeable unchanged uncharged uncheckable unclaimed unclasp uncle unclean unclouded
uncombable uncomfortable uncomfortably uncommon uncompromising unconcern unconcerned unconcernedly unconditional
unconditionally unconfessed unconquerable unconquered unconscious unconsciously unconstitutional uncontrollable
uncontrollably unconventional unconvincing uncooperative uncork uncousinly uncover uncritical uncurl undamaged
undaunted undeclared undeniable undepicted under underachievement underachiever underbrush undercover undercurrent
underdeveloped undereducated underestimate underfoot undergraduate underground underhanded underlie underline
underling underlying undermine underpin underprivileged underrate underscore undersea undersecretary undershirt
underside understand understandable understanding understandingly understate understatement understood undertake
undertaker undertaking underwater underway underwear underworld underwrite undesirable undeveloped undifferentiated
undigested undiluted undiminished undisguised undisputed undoing undone undoubtedly undress undrinkable undue undulate
unduly unearth uneasily uneasiness uneasy uneconomical unemployed unemployment unending unenthusiastic unequally
unequivocally unerring unerringly uneven unevenly unexpected unexpectedly unexplainable unexplained unexplored unfair
unfaithful unfaltering unfalteringly unfamiliar unfasten unfastened unfavorable unfertile unfettered unfit unfitting
unfixed unfold unfolding unforeseen unforgettable unfortunate unfortunately unfrosted unfrozen ungainly ungodly
ungrateful unhappiness unhappy unhealthy unheated unheeded unheeding unhesitatingly unhitch unholy unhurried
unhurriedly unhurt unification unified uniform uniformed uniformity uniformly unify unilateral unimaginable
unimaginative unimpaired unimpassioned unimpeachable unimpeachably unimportant unimposing unimpressed unimpressive
unimproved uninitiate uninitiated uninjectable unintelligent unintended unintentionally uninterrupted uninterruptedly
uninvited uninvolved union unique uniquely uniqueness unitarian unite united unity univalent universal universalistic
universality universalize universally universe university unjust unkind unknown unlace unlash unlawful unleash unlike
unlikely unlimited unlined unliterary unload unloaded unloading unlock unlocked unlovely unluckily unlucky unmalicious
unmanageably unmarried unmask unmated unmeritorious unmistakable unmistakably unmolested unmoved unnatural
unnecessarily unnecessary unneeded unnoticed unnumbered unobtainable unobtrusively unoccupied unofficial unopposed
unorthodox unpack unpaid unpaintable unpaired unparalleled unpatriotic unpaved unperformed unpicturesque unpleasant
unpleasantly unplowed unplumbed unpopular unprecedented unpredictability unpredictable unpredictably unpremeditated
unprepared unpretentious unproblematic unprocurable unpromising unprotected unpublished unpunished unqualified
unqualifiedly unquestionably unquestioningly unravel unready unreal unrealism unrealistic unrealistically unreality
unreason unreasoning unrecognizable unrecognized unreconstructed unredeemed unreflective unregretting unrelated
unreleased unreliable unremarkable unrequited unreservedly unresponsive unrest unrestricted unruly unsaid
unsatisfactory unsaturated unscathed unscientific unscramble unscrew unscrupulous unseeing unseen unselfconscious
unselfconsciousness unselfish unselfishness unservile unsettled unshakable unsharpened unshaved unshaven unsheathe
unshielded unsigned unsloped unsmiling unsmilingly unsold unsolder unsolved unspeakable unspoken unstable unstained
unsteadily unstilted unstressed unstructured unstrung unsuccessful unsuitable unsuitably unsuited unsung unsympathetic
unteach untellable untenable untested unthaw unthematic unthinking untie untold untouched untoward untraditional
untrammeled untried untrue untruth unused unusual unusually unutterably unvarying unveil unventilated unwanted
unwarranted unwavering unwed unwelcome unwilling unwillingness unwind unwire unwise unwisely unwitting unwittingly
unwomanly unworthy unwrinkled unwritten upbeat upcoming update upgrade upheaval uphold upholster upkeep upland uplift
uplifted uplifting upper uppercut uppermost upraise upraised upright uprising uproar uproot upset upshot upstairs
upstate upstream uptake uptown upward upwards urban urbanize urbanized urchin urgency urgent urgently urging urinary
urine usable usage useable useful usefulness useless uselessly uselessness usher usual usually usurp utensil
utilitarian utility utilization utilize utmost utopia utopian utopianism utter utterance utterly vacancy vacant
vacantly vacate vacation vacationing vaccinating vaccination vaccine vacuolated vacuolization vacuum vagabond vague
vaguely vagueness valet valiant valid validate validation validity valley valor valuable valuation value valued
valueless values valve vandal vandalism vanguard vanish vanished vanity vanquish vapor vaporization vaquero
variability variable variant variation varied variegated variety various variously varying vascular vastly vatican
vaudeville vault vector vegetable vegetation vehemence vehement vehicle veiled veined vellum velocity velour velours
velvet velvety vending vendor venerable venerate venezuela vengeance venice ventilate ventilation venture venus
veracity veranda verandah verbal verbena verdict verge veridical verification verify verisimilitude veritable
vermilion vermont vermouth vernal versatility verse version vertebral vertebrate vertex vertical vertigo verve
vesicular vessel vestibule vestige veteran veterinary vexation viability viable viand vibrancy vibrant vibrate
vibration vibrionic vicar vicarious vicinity vicious victim victimize victor victorian victoriously victory victrola
video vienna viennese vientiane viewer viewers viewpoint vigilance vigilantism vignette vigor vigorous vigorously
village villager villain villainous vindicate vindication vindictive vinegar vineyard vintage vinyl violate violation
violence violent violently violet violin violinist virgin virginia virginian virginity virile virtual virtually virtue
virtuoso virulence virulent virus visage visceral viscoelastic viscometer viscosity viselike visibility visible
visibly vision visit visitor visored vista visual visualization visualize visually vital vitality vitally vitals
vitamin vivacious vivid vividly vividness vivify viyella vocabulary vocal vocalic vocalist vocalize vocation
vocational vocationally vociferous vociferously vogue voice voiced volatile volcano volition volley volleyball voltage
voltaic voltaire voltmeter volume volumetric volumetrically voluminous voluntarily voluntary volunteer voluptuous
vomit vomiting voodoo voter voting votive vouch vouchsafe vowel voyage voyager vulgar vulnerability vulnerable vulpine
vulture wacky wafer waffle wager wages waggle wagon wailful wailing wainscoted waist waiter waiting waitress waive
wakeful wakefulness walking walkout walkover wallet wallflower wallop walloping wallow wallpaper walnut walrus wander
wanderer wandering wangle waning warble wardrobe wardroom warehouse warehousing warfare warhorse warily warlike warmed
warming warmly warmongering warmth warning warped warrant warrior warsaw washbasin washbowl washed washing washington
washup waste wastebasket wasted wasteful wasteland wastewater watch watcher watchfully watching watchmaker watchman
water watercolor watercolorist waterfall waterfront watermark waterproof waterproofing watershed waterway watery
wattle wavelength waver waxed waxen waxing waxlike waylay wayside wayward weaken weakened weakening weakly weakness
wealth wealthy weaning weapon wearer wearied wearily weariness wearisome weary wearying weather weatherstrip weave
wedding wedge wednesday weeds weekday weekend weekly weeping weigh weight weighted weighting weightlessness weird
weirdly welcome welcoming welfare weltanschauung welter westerly western westerner westward westwards wetness wetting
whack whale wharf wheat wheedle wheel wheelchair wheeze wheezing whence whereabouts whiff while whimper whine whinny
whipping whirl whirring whisk whiskered whiskers whiskey whisky whisper whistle whistling white whiteface whiten
whiteness whitewashed whodunit whole wholesaler wholesome wholly whoop whore whorl wicked wickedly wickedness wicker
widely widen widespread widow widowed widower widowhood width wield wifely wiggle wigmaker wildcat wildcatter wildlife
wildly wildness wilfully willful willing willingness willow willpower wilsonian wince windbag windblown windbreak
winding windmill window windowpane windowsill windshield windy wineglass wingback wingman wings winless winner winning
winnipeg winnow winter wintertime wintry wired wisdom wisecrack wisely wisenheimer wishing witch withal withdraw
withdrawal withe wither withered withering withhold withholding within withstand witness wittingly witty wizard wobble
wobbling wobbly woeful woefully wolflike woman wonder wonderful wonderfully wonderfulness wonderworking wondrous
wondrously woodcarver wooded wooden woodenly woodgrain woodgraining woodpecker woods woodshed woodwork woolen
woolgather woolly wording wordlessly words wordsworth workable workbench workboard worker working workings workman
workmanlike workout works worksheet workshop worktable workweek world worldly worldwide worried worriedly worriment
worry worse worsen worship worshipper worst worsted worth worthless worthlessness worthwhile worthy wound wounded
woven wrack wraithlike wrangle wrapped wrapper wrath wrathful wrathfully wreak wreath wreathe wreck wreckage wrench
wrenching wrestle wrestler wrestling wretch wretched wretchedness wriggle wring wrinkle wrist write writer writhe
writhed writhing writing writings written wrong wrongdoing wrongly wryly wyoming xenon xylem xylophone yacht yankee
yardage yardstick yawning yearn yearning yearningly years yelled yelling yellow yelping yesterday yesteryear yield
yielding yokel yokuts yonder young younger youngish youngster youth youthful yucca yugoslavia zenith zigzag zionism
zionist zloty zodiacal zombie zoning
`;
