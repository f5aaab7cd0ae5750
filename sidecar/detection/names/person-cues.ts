/** What stands before the name of a person. All in lower case. */

const phrases = (lines: string): ReadonlySet<string> =>
  new Set(
    lines
      .split(/[,\n]/)
      .map((phrase) => phrase.trim())
      .filter((phrase) => phrase !== ""),
  );

/** Forms of address; the name begins behind them. */
export const TITLES = phrases(`
  mr, mrs, ms, miss, mx, dr, prof, professor, doctor, sir, madam, lady, lord, dame, rev, reverend, fr, father, sister, brother,
  judge, justice, senator, governor, congressman, congresswoman, president, chancellor, minister, ambassador, captain, capt, col,
  colonel, gen, lt, lieutenant, sgt, sergeant, major, officer, detective, nurse, mister, master, king, queen, prince, princess, pope,
  herr, herrn, frau, fräulein, monsieur, madame, mademoiselle, mme, mlle, m, señor, señora, señorita, sr, sra, srta, don, doña,
  signor, signora, signorina, sig, dott, dottore, dottoressa, avv, ing, heer, mevrouw, dhr, mevr, mw, senhor, senhora, dra, dona,
  pan, pani, hr, fru, herra, rouva, monsieur le docteur, uncle, aunt, grandma, grandpa, rabbi, imam, sheikh, г-н, г-жа, господин, госпожа`);

/** After these only a name comes, known or not. */
export const INTRODUCTIONS = phrases(`
  my name is, my full name is, name is, name was, name's, names are, my name's, is called, am called, are called, was called, call me, called me, named,
  i'm called, known as, goes by, née, signed by, written by, on behalf of, in the name of, account holder, card holder, cardholder,
  mein name ist, ich heiße, ich heisse, heißt, namens, im namen von, je m'appelle, m'appelle, s'appelle, mon nom est, nommé, nommée,
  me llamo, mi nombre es, se llama, nombre es, mi chiamo, il mio nome è, si chiama, nome è, mijn naam is, naam is, ik heet, heet, genaamd,
  meu nome é, me chamo, chamo-me, se chama, jag heter, heter, mitt namn är, jeg hedder, jeg heter, hedder, navn er, nimeni on,
  nazywam się, mam na imię, меня зовут, зовут, мое имя, моё имя`);

/** Greetings and farewells: one word after them is a name unless it is an ordinary word. */
export const GREETINGS = phrases(`
  dear, hi, hello, hey, good morning, good afternoon, good evening, thanks, thank you, regards, kind regards, best regards, warm regards, best,
  cheers, sincerely, yours sincerely, yours truly, love, yours, respectfully, cordially, greetings, ask, tell, meet, contact, invite, i'm, i am, this is, am,
  liebe, lieber, hallo, sehr geehrter, sehr geehrte, guten tag, moin, servus, grüße, viele grüße, liebe grüße, gruß, mit freundlichen grüßen,
  ich bin, bonjour, salut, cher, chère, cordialement, bien cordialement, bien à vous, je suis, merci, hola, querido, querida, estimado,
  estimada, saludos, atentamente, un saludo, gracias, soy, ciao, caro, cara, gentile, cordiali saluti, saluti, grazie, sono,
  beste, geachte, dag, hoi, met vriendelijke groet, groeten, olá, oi, prezado, prezada, caro, cara, atenciosamente, abraços,
  hej, hei, kära, kjære, kære, mvh, vänliga hälsningar, cześć, dzień dobry, drogi, droga, pozdrawiam, здравствуйте, привет, уважаемый, уважаемая`);

/** Who somebody is: a name may follow. */
export const RELATIONS = phrases(`
  wife, husband, spouse, partner, girlfriend, boyfriend, fiancé, fiancée, son, daughter, child, kid, baby, mother, father, mom, mum, dad, brother,
  sister, cousin, nephew, niece, uncle, aunt, grandmother, grandfather, friend, neighbor, neighbour, colleague, coworker, co-worker, boss, manager,
  supervisor, assistant, secretary, lawyer, attorney, solicitor, therapist, physician, surgeon, dentist, landlord, tenant, client, customer, patient,
  employee, applicant, candidate, student, teacher, author, singer, actor, actress, director, player, writer, poet, artist, ceo, cto, cfo, founder,
  chairman, chairwoman, victim, suspect, defendant, plaintiff, witness, user, member, guest, passenger, insured, beneficiary, recipient, sender,
  kunde, kundin, patientin, kollege, kollegin, mitarbeiter, mitarbeiterin, mann, sohn, tochter, bruder, schwester, freund, freundin, chef, chefin,
  mari, femme, fils, fille, frère, sœur, ami, amie, collègue, cliente, paciente, esposo, esposa, marido, mujer, hijo, hija, hermano, hermana,
  amigo, amiga, paziente, moglie, marito, figlio, figlia, fratello, sorella, klant, patiënt, vrouw, zoon, dochter, collega`);

/** Words of a sentence whose subject or object is often a person: they speak for a name that is doubtful by itself. */
export const COMPANIONS = phrases(`
  by, with, from, for, to, and, says, said, asked, told, wrote, replied, between, cc, attn, contact, met, von, mit, für, an, par, avec, por, con, da, di, door, van`);

/** Says who says something; a name comes after it, too: `…, says Iwase`. */
export const SPEAKING = phrases(`
  says, said, asked, replied, wrote, added, explained, told, noted, argued, insisted, admitted, sagte, sagt, schrieb, dit, dijo, ha detto`);

/** What a line, a form or a JSON member calls a name that follows. */
export const LABELS = phrases(`
  name, full name, first name, last name, middle name, given name, family name, surname, forename, maiden name, legal name, display name, contact name,
  customer name, client name, patient name, employee name, account name, account holder, cardholder, cardholder name, card holder, name on card,
  contact, contact person, customer, client, patient, employee, applicant, candidate, recipient, sender, beneficiary, payee, payer, attn, attention,
  from, to, cc, bcc, author, owner, assignee, reporter, signed, signature, signatory, witness, tenant, landlord, insured, passenger, guest, driver, doctor,
  physician, manager, spouse, parent, guardian, student, teacher, emergency contact, next of kin, user, member, requested by, approved by, prepared by,
  reviewed by, created by, submitted by, reported by, ship to, bill to, sold to, deliver to,
  vorname, nachname, familienname, geburtsname, kunde, kundin, ansprechpartner, ansprechpartnerin, patientin, empfänger, absender, kontoinhaber, mieter, vermieter, von, an,
  versicherter, unterschrift, nom, prénom, nom complet, nom de famille, destinataire, expéditeur, titulaire, de, à, nombre, apellido, apellidos, nombre completo, nombre y apellidos,
  titular, destinatario, remitente, paciente, cliente, contacto, nome, cognome, nome completo, nome e cognome, intestatario, mittente, paziente, naam, voornaam, achternaam,
  klant, patiënt, geadresseerde, sobrenome, apelido, titular da conta, namn, förnamn, efternamn, navn, fornavn, etternavn, efternavn, imię, nazwisko,
  imię i nazwisko, имя, фамилия, фио, отчество, 姓名, 氏名, 名前, お名前, 성명, 이름`);

/** Those of them that nothing but a name follows. */
export const NAME_LABELS = phrases(`
  first name, last name, middle name, given name, family name, full name, legal name, maiden name, surname, forename, contact name, customer name,
  client name, patient name, employee name, cardholder name, account holder, cardholder, name on card, contact person, next of kin, emergency contact,
  vorname, nachname, familienname, geburtsname, kontoinhaber, ansprechpartner, prénom, nom de famille, nom complet, apellido, apellidos, nombre completo,
  cognome, nome completo, voornaam, achternaam, sobrenome, förnamn, efternamn, fornavn, etternavn, imię, nazwisko, имя, фамилия, фио, 姓名, 氏名, 名前, お名前, 성명`);

/** Keys of members that hold nothing but a name, or a part of one. Without `_` and `-`. */
export const NAME_KEYS = phrases(`
  firstname, lastname, middlename, fullname, givenname, givennames, familyname, surname, forename, maidenname, legalname, displayname, personname,
  contactname, customername, clientname, patientname, employeename, username2, candidatename, applicantname, recipientname, sendername, ownername, authorname,
  accountholder, accountholdername, cardholder, cardholdername, nameoncard, beneficiaryname, payeename, passengername, guestname, drivername,
  doctorname, managername, spousename, studentname, teachername, membername, emergencycontact, nextofkin, attn, attention, contactperson,
  vorname, nachname, familienname, geburtsname, ansprechpartner, kontoinhaber, kundenname, prenom, prénom, nomcomplet, nomdefamille, apellido,
  apellidos, nombrecompleto, cognome, nomecompleto, voornaam, achternaam, sobrenome, nomecompleto, förnamn, efternamn, fornavn, etternavn, imie, nazwisko`);

/** Keys whose member may be a person's name, or a thing's. */
export const DOUBTFUL_NAME_KEYS = phrases(`
  name, contact, customer, client, patient, employee, applicant, candidate, recipient, sender, author, owner, assignee, reporter, beneficiary, payee,
  user, member, person, attendee, attendees, participants, participant, organizer, from, to, cc, bcc, signedby, createdby, requestedby, approvedby, nombre, nom, nome, naam, namn,
  navn, kunde, mieter, passenger, guest, driver, doctor, physician, manager, student, teacher, spouse, witness, tenant, landlord`);

/** Between the parts of a name. */
export const PARTICLES = phrases(`
  de, del, della, di, da, dos, das, do, du, des, la, le, les, van, von, vom, zu, zum, zur, der, den, ter, ten, te, het, bin, binti, ibn, al, el, y, e, af, av, 't, d, lo, san, st`);

export const SUFFIXES = phrases("jr, sr, ii, iii, iv, phd, md, esq, dds");

/** Who a letter is to when it is to nobody by name. */
export const NOBODY = phrases(`
  all, team, everyone, everybody, there, sir, madam, colleagues, customer, customers, client, user, users, friends, friend, folks, guys, support, community, valued, hiring,
  damen, herren, kollegen, kunde, kundin, messieurs, mesdames, clients, señores, señor, todos, equipo, tutti, iedereen, people, world, assistant, claude, chatgpt, siri, alexa`);

/** What persons do, and things do not. */
export const PERSONAL_VERBS = phrases(`
  lives, lived, works, worked, said, says, told, asked, wrote, emailed, called, phoned, shouted, replied, thinks, thought, loves, loved, hates, hated,
  wants, wanted, likes, liked, married, died, resigned, smiled, laughed, cried, complained, apologized, apologised, confirmed, requested, suffers, suffered,
  graduated, studied, studies, speaks, spoke, hopes, feels, felt, knows, knew, wohnt, arbeitet, sagt, sagte, habite, travaille, vive, trabaja, abita, lavora, woont, werkt`);
