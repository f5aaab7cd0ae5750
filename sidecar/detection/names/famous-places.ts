/** Places that are meant more often than the persons who are called the same. */
export const FAMOUS_PLACES: ReadonlySet<string> = new Set(
  `adelaide africa albany alexandria alice america andorra angola asia assisi athens atlanta auckland augusta aurora austin australia avila baltimore bangladesh barcelona
  belfast berlin bethlehem bolivia boston brazil brisbane bristol brittany brooklyn cairo california cambridge canada carolina casablanca chad charleston charlotte chelsea
  china colombia colorado cordoba cuba cyprus dakota dallas damascus delhi denver devon dresden dublin durham edinburgh egypt england eugene europe florence florida france
  fresno geneva georgia germany ghana glasgow grenada hamilton hanover havana helena houston india indiana iowa iran iraq ireland israel italy jackson jamaica japan jersey
  jerusalem jordan kansas kent kenya kingston lancaster laredo lebanon leeds lima lincoln lisbon london lorraine lourdes louisiana lucerne luxembourg lyon macon madeira madison
  madrid malaga malta manchester martinique melbourne memphis mexico miami milan mobile modena monaco montana montenegro montreal munich nairobi naples nashville nevada
  newcastle newport nice norfolk normandy norway odessa ohio olympia oregon orlando oxford pakistan palermo panama paraguay paris perth peru petra philadelphia phoenix
  pittsburgh poland portland porto portugal praia raleigh ravenna richmond rio roma rome romania russia sahara salem salzburg samara samoa santiago santos savannah scotland
  seattle seoul sevilla sicily siena sierra singapore sofia somalia spain stanley stockholm sydney syracuse syria tallinn tampa tehran tennessee texas tokyo toledo trento
  tripoli troy tulsa tunis tunisia turin turkey uganda ukraine uruguay utah valencia valletta venezuela venice vermont verona victoria vienna vietnam virginia wales
  warsaw washington wellington winchester windsor worcester york zambia zurich`.split(/\s+/),
);
