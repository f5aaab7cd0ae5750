/** Generic ones that links without a scheme are commonly written with: https://data.iana.org/TLD/tlds-alpha-by-domain.txt */
const GENERIC =
  "academy agency ai app art asia beer berlin best bid bio biz blog business cafe casa cc center chat city click cloud club co codes com community company consulting cool date design dev digital direct download earth edu email energy events exchange expert express farm finance fit fun games global gov group guide guru health help homes host hosting house info ink int io jobs land law legal life link live loan lol love ltd market marketing media men mil mobi monster moscow museum name net network news ninja one online ooo org page party photo photos pics plus press pro pub quest rest review reviews rocks run sale school science security services sex shop site social software solutions space store stream studio style support surf systems tech team technology tel today tokyo tools top tours town trade training travel tube tv university uno vip website wiki win work works world wtf xxx xyz zip zone";

/** Of countries and territories (ISO 3166-1 alpha-2, and the few beside it). */
const COUNTRIES =
  "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw";

const KNOWN: ReadonlySet<string> = new Set(`${GENERIC} ${COUNTRIES}`.split(" "));

/** Whether hosts commonly end so. Those that are not in ASCII, or in Punycode, always do. */
export function isTopLevelDomain(label: string): boolean {
  const written = label.toLowerCase();
  return written.startsWith("xn--") || /[^\0-\x7f]/.test(written) || KNOWN.has(written);
}
