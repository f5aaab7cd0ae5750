import type { Signal } from "../signal.ts";

const NOUNS = "(?:instruction|direction|directive|prompt|guideline|guidance|command)";
const WIDER_NOUNS = "(?:rule|order(?! of)|polic|constraint|programming|training|context|conversation|task)";
const EARLIER = "(?:previous|prior|above|earlier|preceding|foregoing|former|initial|original|system|past)";
const IGNORING = [
  "ignor",
  "disregard",
  "forget",
  "neglect",
  "discard",
  "never mind",
  "nevermind",
  "set aside",
  "pay no attention to",
  "scrap",
  "throw out",
  "cast aside",
] as const;
const REFUSING = [
  "do not follow",
  "don't follow",
  "do not obey",
  "don't obey",
  "not obey",
  "stop following",
  "stop obeying",
  "no longer follow",
  "instead of following",
] as const;

/** Instructions set aside, in English. */
export const OVERRIDE: readonly Signal[] = [
  { kind: "override", weight: 0.85, heads: IGNORING, tail: `[a-z]{0,4} ~3 ${EARLIER} ~2 ${NOUNS}` },
  { kind: "override", weight: 0.65, heads: IGNORING, tail: `[a-z]{0,4} ~3 ${EARLIER} ~1 ${WIDER_NOUNS}` },
  {
    kind: "override",
    weight: 0.8,
    heads: IGNORING,
    tail: `[a-z]{0,4} ~3 (?:${NOUNS}|${WIDER_NOUNS})[a-z]{0,4} (?:above|before this|(?:that )?you(?: were| have been| ve been) (?:told|given|taught)|(?:that )?you (?:got|received))`,
  },
  {
    kind: "override",
    weight: 0.75,
    heads: IGNORING,
    tail: "[a-z]{0,4} (?:all|everything|anything|whatever|what) (?:above|(?:that )?you(?: were| have been| ve been) (?:told|given|taught)|(?:that )?(?:came|was said|was written|is) (?:before|above)|before (?:this|that|now))",
  },
  {
    kind: "override",
    weight: 0.75,
    heads: [...IGNORING, "overrid", "bypass", "circumvent", "abandon", "drop"],
    tail: `[a-z]{0,4} ~1 (?:of )?your ~3 (?:${NOUNS}|rule|safety|restriction|polic|filter|constraint|programming|training|safeguard|ethic)`,
  },
  {
    kind: "override",
    weight: 0.75,
    heads: [...IGNORING, "do not answer", "do not follow"],
    tail: "[a-z]{0,4} (?:what )?(?:the|your) user(?: s)? (?:request|question|query|instruction|message|asked|said|wants)",
  },
  {
    kind: "override",
    weight: 0.5,
    heads: [...IGNORING, "bypass", "overrid", "disabl", "remov", "turn off", "switch off"],
    tail: "[a-z]{0,4} (?:all|any|every|openai(?: s)?) ~2 (?:safety|safeguard|content|moderation|ethical|restriction|guardrail)",
  },
  {
    kind: "override",
    weight: 0.5,
    heads: ["ignore"],
    tail: "(?:s|d)? (?:all )?(?:safety|ethic|moral|content polic|polic)",
  },
  {
    kind: "override",
    weight: 0.75,
    heads: REFUSING,
    tail: ` ~2 (?:your|system|original|previous|prior|above|initial|earlier) ~2 (?:${NOUNS}|${WIDER_NOUNS}|message)`,
  },
  {
    kind: "override",
    weight: 0.75,
    heads: REFUSING,
    tail: " the ~1 (?:instructions?|rules?) (?:in|of|from) ~1 (?:system|developer)",
  },
  {
    kind: "override",
    weight: 0.6,
    heads: [
      "instructions",
      "rules",
      "guidelines",
      "directives",
      "restrictions",
      "safety checks",
      "safety filters",
    ],
    tail: " ~2 (?:(?:are|were|is|have been|have|has) ~1 (?:cancel|void|revoked|lifted|disabled|obsolete|changed|suspended|removed|overridden|a test)|(?:no longer|do not|don t) apply)",
  },
  {
    kind: "override",
    weight: 0.7,
    heads: ["ignore", "disregard", "forget"],
    tail: " the above (?:and )?(?:instead |then )?(?:print|say|output|tell|reply|respond|translate)!",
  },
  {
    kind: "override",
    weight: 0.75,
    heads: ["treat", "consider", "regard"],
    tail: `[a-z]{0,3} ~3 (?:${EARLIER}|your) ~2 (?:${NOUNS}|rule)s? as (?:null|void|cancel|revoked|obsolete|deleted|invalid|non binding|irrelevant|overridden)`,
  },
  {
    kind: "override",
    weight: 0.7,
    heads: ["pay no attention to", "disregard", "set aside", "forget"],
    tail: " (?:the|your|that|any) (?:system|developer) (?:message|prompt|instruction)",
  },
  {
    kind: "override",
    weight: 0.45,
    heads: ["new "],
    tail: "(?:instructions?|directives?|task|objective|policy|rules?|orders?|system prompt)[^\\p{L}\\p{N}\\n]{0,2}:",
  },
  {
    kind: "override",
    weight: 0.7,
    heads: ["your new", "your real", "your true", "your actual", "your only"],
    tail: " (?:instruction|directive|task|objective|goal|mission|purpose|orders|role)[a-z]{0,2} (?:is|are|starts|begins|now|here)",
  },
  {
    kind: "override",
    weight: 0.25,
    heads: ["from now on", "from here on", "starting now"],
    tail: "[^\\p{L}\\p{N}]{1,4}(?:you|your)!",
  },
  {
    kind: "override",
    weight: 0.45,
    heads: [
      "only obey",
      "obey only",
      "obey me",
      "do what i say",
      "do as i say",
      "do exactly what i",
      "follow mine instead",
      "follow my orders",
      "listen only to me",
    ],
    tail: "",
  },
  {
    kind: "override",
    weight: 0.35,
    heads: ["and instead", "instead, ", "instead "],
    tail: "(?:say|tell|print|output|reply|respond|answer|translate|write|fetch|send|recommend)!",
  },
];
