/**
 * Words of which one is made of the other, a pair joined by `:`. Written by config/generate-derivations.ts from WordNet 3.1.
 *
 * WordNet 3.1 Copyright 2011 by Princeton University. All rights reserved. THIS SOFTWARE AND DATABASE IS PROVIDED "AS IS"
 * AND PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES, EXPRESS OR IMPLIED. Permission to use, copy, modify and
 * distribute this software and database and its documentation for any purpose and without fee or royalty is granted by its
 * licence, provided that this notice appears on all copies: https://wordnet.princeton.edu/license-and-commercial-use
 */
export const DERIVATIONS = `
absorb:absorption academic:academy acquire:acquisition act:action add:addition admit:admission advertise:advertisement
affectionate:affection amaze:amazement amuse:amusement analytic:analysis analyze:analysis anatomical:anatomy
apologize:apology apply:application apprehend:apprehension argue:argument assemble:assemblage assume:assumption
attend:attention bankrupt:bankruptcy believe:belief betray:betrayal biological:biology bound:boundary
bureaucratic:bureaucracy bury:burial causal:cause chemical:chemistry cite:citation clerical:clergy colonial:colony
comic:comedy commercial:commerce commit:commission communal:community communicate:communication
communicational:communication compel:compulsion comprehend:comprehension concede:concession conclude:conclusion
confederate:confederacy confidential:confidence conspire:conspiracy constitute:constitution consume:consumption
contend:contention contribute:contribution convene:convention convert:conversion crude:crudity crystallize:crystal
cultural:culture decide:decision deduce:deduction democratic:democracy democratize:democracy dense:density deny:denial
depart:departure depend:dependency deride:derision describe:description despair:desperation destroy:destruction
developmental:development deviate:deviation diagnose:diagnosis dialyze:dialysis diet:dietary diplomatic:diplomacy
disobey:disobedience distinguish:distinction distribute:distribution divert:diversion divide:division
documentary:document dose:dosage drain:drainage economic:economy economical:economy economize:economy ecstatic:ecstasy
edgy:edge educate:education educational:education electoral:election elementary:element elevate:elevation
emit:emission emotional:emotion enclose:enclosure energetic:energy epiphyseal:epiphysis equate:equal eternal:eternity
evolve:evolution exceptional:exception exclaim:exclamation execute:execution exhibit:exhibition expand:expansion
expend:expenditure experiential:experience expert:expertise explain:explanation explode:explosion expose:exposure
extend:extension fail:failure false:falsity falsify:falsity fantastic:fantasy fictional:fiction financial:finance
fractionate:fraction fragmentary:fragment fraternize:fraternity furnish:furniture fuse:fusion geometric:geometry
glorify:glory grave:gravity greasy:grease guide:guidance historical:history humble:humility hypothetical:hypothesis
identical:identity identify:identity imitate:imitation imply:implication induce:induction influential:influence
injure:injury inquire:inquiry inscribe:inscription institute:institution institutional:institution
instrumental:instrument integrate:integral intend:intention intensify:intensity intentional:intention
intervene:intervention introduce:introduction intrude:intrusion invade:invasion ironical:irony isolate:isolation
jeopardize:jeopardy judge:judgment juicy:juice literary:literature maintain:maintenance mandate:mandatory
marry:marriage memorize:memory metallic:metal metropolitan:metropolis migrate:migration mimetic:mimesis
misconstrue:misconstruction mix:mixture moisten:moisture momentary:moment monopolize:monopoly move:movement
multiple:multiplicity mythological:mythology naval:navy necessary:necessity necessitate:necessity neurotic:neurosis
noble:nobility noisy:noise note:notation notify:notice obey:obedience occupy:occupation offend:offense omit:omission
operate:operation orthographic:orthography parliamentary:parliament pathological:pathology pay:payment
perceptual:perception permit:permission persecute:persecution philosophic:philosophy philosophical:philosophy
phonologic:phonology please:pleasure poetic:poetry portray:portrayal potential:potency practical:practice
prescribe:prescription presume:presumption procedural:procedure proceed:procedure proclaim:proclamation
produce:production profound:profundity prohibit:prohibition prophetic:prophecy prosecute:prosecution provide:provision
provincial:province psychological:psychology publish:publication pure:purity purify:purity quote:quotation
radiate:radiance radiate:radiation reactionary:reaction recite:recital recognize:recognition recreational:recreation
reduce:reduction regimental:regiment renew:renewal repeat:repetition residential:residence resolve:resolution
retain:retention reveal:revelation romantic:romance rosy:rose salve:salvage salve:salvation satisfy:satisfaction
scrutinize:scrutiny sculptural:sculpture seize:seizure sense:sensation sentimental:sentiment sign:signature
signify:significance simple:simplicity situate:situation solve:solution sorb:sorption spatial:space spongy:sponge
strategic:strategy submit:submission subscribe:subscription substantial:substance succeed:succession summarize:summary
supervise:supervision suspend:suspension sustain:sustenance symmetric:symmetry sympathetic:sympathy
sympathize:sympathy symphonic:symphony synthetic:synthesis technological:technology televise:television tend:tendency
tense:tension territorial:territory testify:testimony testimonial:testimony theological:theology theorize:theory
therapeutic:therapy traditional:tradition tragic:tragedy transit:transition transmit:transmission universal:universe
urge:urgency utilize:utility violate:violation withdraw:withdrawal
`;
