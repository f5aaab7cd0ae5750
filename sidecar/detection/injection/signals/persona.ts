import type { Signal } from "../signal.ts";

const LIMITS =
  "(?:restriction|guideline|filter|limit|censor|rule|disclaimer|ethic|moral|content polic|safeguard|boundar|constraint)";

const persona = (weight: number, heads: readonly string[], tail = ""): Signal => ({
  kind: "persona",
  weight,
  heads,
  tail,
});

/** Another self that has no rules, and whoever says that there are none. */
export const PERSONA: readonly Signal[] = [
  persona(
    0.75,
    ["you are", "you're", "youre", "act", "behave"],
    " ~3 (?:dan!|stan!|unrestricted|unfiltered|uncensored|jailbroken|amoral|evil(?: )?bot)",
  ),
  persona(0.7, ["do anything now", "broken free of the typical", "strives to avoid norms"]),
  persona(
    0.55,
    ["dan"],
    "(?: s)? (?:can do|stands for|has broken|has been|mode|jailbreak|is free|does not|prompt)",
  ),
  persona(
    0.7,
    ["jailbreak", "dan", "god", "developer", "unrestricted", "evil", "chaos", "sudo", "no-filter"],
    " mode ~2 (?:enabled|activated|engaged|you|on!(?! (?:my|the|an?|your|this)!)|confirm|now|answers?)",
  ),
  persona(
    0.5,
    [
      "enable",
      "activat",
      "enter",
      "switch to",
      "you are in",
      "you are now in",
      "you're in",
      "you're now in",
      "in ",
    ],
    "[a-z]{0,3} ~1 (?:jailbreak|developer|dan|god|maintenance|debug|admin|unrestricted) mode!(?! (?:on|in|of|for|from|with|via|by) (?:my|the|an?|your|chrome|android|ios|windows|settings|production|safari|firefox|xcode|phone)!)",
  ),
  persona(
    0.7,
    ["you have", "you had", "you've", "you've got"],
    " (?:got )?(?:absolutely )?no ~3 (?:restriction|guideline|rule|filter|ethic|moral|content polic|censor|programming)",
  ),
  persona(
    0.65,
    ["free from", "free of", "freed from", "unbound by", "not bound by", "no longer bound by"],
    ` ~4 ${LIMITS}`,
  ),
  persona(0.55, ["free from", "free of"], " ~3 confines"),
  persona(
    0.5,
    ["have to abide by", "need to abide by", "longer abide by", "not abide by", "not comply with"],
    ` ~2 ${LIMITS}`,
  ),
  persona(
    0.35,
    ["no ", "without "],
    `(?:any )?(?:more )?(?:ethical |moral |content |safety |kind of )?(?:or (?:ethical|moral) )?${LIMITS}`,
  ),
  persona(
    0.35,
    ["unrestricted", "unfiltered", "uncensored", "amoral", "jailbroken", "jailbreak"],
    " ~1 (?:ai|model|chatbot|assistant|gpt|answer|response|version|bot|character)!",
  ),
  persona(0.4, [
    "never refuse",
    "cannot refuse",
    "can't refuse",
    "can not refuse",
    "must answer every",
    "answer everything",
    "answers everything",
    "answer any question",
    "answers any question",
    "comply with every",
    "never says it can",
    "never say you can",
  ]),
  persona(
    0.4,
    ["pretend", "act as", "imagine", "roleplay", "role-play", "simulate", "you are", "you're"],
    " ~4 (?:ai|model|chatbot|assistant|bot|gpt)! (?:that|who|which|without|with no|called|named)",
  ),
  persona(0.5, [
    "with no content policy",
    "without content policy",
    "with no guidelines",
    "with no rules",
    "has no rules",
    "has no restrictions",
    "has no guidelines",
    "what policy forbids",
    "what the policy forbids",
    "ignores openai",
  ]),
  persona(
    0.35,
    ["answer", "respond", "reply", "speak"],
    "[a-z]{0,2} ~2 (?:with no|without) ~1 (?:filter|censor|restriction|disclaimer|limit)",
  ),
  persona(
    0.5,
    ["grandma", "grandmother", "granny", "grandfather", "grandpa"],
    " ~5 (?:used to|would|who) ~4 (?:tell|read|recite|sing|put me)",
  ),
  persona(0.45, [
    "napalm",
    "make a bomb",
    "build a bomb",
    "cook meth",
    "synthesi",
    "hack a bank",
    "windows licen",
    "windows key",
    "activation key",
    "licence keys",
    "license keys",
    "explosives",
  ]),
  persona(
    0.3,
    ["hypothetically", "in a fictional world", "for a novel"],
    " ~2 (?:if you|you (?:had|have|are|were)|there (?:were|are) no)",
  ),
  persona(0.4, ["without disclaimer", "no disclaimer", "without any disclaimer", "without warning"]),
  persona(
    0.6,
    ["one as", "once as", "second as", "other as"],
    " ~2 (?:jailbroken|dan!|stan!|unfiltered|uncensored|unrestricted|evil)",
  ),
  persona(0.2, [
    "two answers",
    "two responses",
    "respond twice",
    "answer twice",
    "stay in character",
    "in every answer",
  ]),
  persona(0.4, ["no moral", "no ethic"], "[a-z]{0,4} (?:limit|restriction|or |compass|bound|constraint)"),
  persona(
    0.35,
    ["i am", "i'm", "this is"],
    " (?:your|an?|the) ~1 (?:developer|creator|engineer|administrator|admin|programmer)!",
  ),
  persona(0.35, ["hereby authori", "i authori"], ""),
  persona(
    0.4,
    ["authorise you to", "authorize you to", "allow you to", "permission to"],
    " (?:bypass|ignore|disable|break|override)",
  ),
  persona(
    0.5,
    ["safety", "restrictions", "filters", "guidelines"],
    " ~3 (?:disabled|lifted|off|suspended) for this",
  ),
  persona(
    0.5,
    ["all restrictions are", "restrictions are lifted", "restrictions lifted", "unlock your full"],
    "",
  ),
  persona(0.3, ["confirm by saying", "any content, including", "including offensive"]),
];
