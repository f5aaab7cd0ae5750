/** Words behind a name that make it the name of something else: streets, companies, institutions. In lower case. */
export const THINGS: ReadonlySet<string> = new Set(
  `street avenue ave boulevard blvd road rd drive lane court circle square terrace parkway highway way close crescent gardens grove mews alley plaza
  bridge park station airport hotel hospital clinic university college school institute foundation bank group holdings holding inc llc ltd limited plc
  corp corporation gmbh ag associates technologies technology industries enterprises solutions systems laboratories labs pharmaceuticals
  airlines airways motors records studios pictures logistics consulting capital ventures investments securities museum library orchestra
  church cathedral stadium arena theater theatre festival award prize prizes cup league club county river lake mountain island islands valley beach
  bypass loop union extensions extension courts courtyard squares parks`.split(/\s+/),
);
